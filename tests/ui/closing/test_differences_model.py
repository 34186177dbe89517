"""The table of before and after keeps the rules of a model, and groups by heading."""

from pathlib import Path

from PySide6.QtTest import QAbstractItemModelTester
from pytestqt.qtbot import QtBot

from desktop.actions.closing import corrections
from desktop.ui.closing.differences_model import DifferencesModel, grouped
from tests.ui.closing.offices import SEPTEMBER, correcting_desk

FATAL = QAbstractItemModelTester.FailureReportingMode.Warning  # warnings fail the tests


def test_the_model_keeps_the_rules(qtbot: QtBot, tmp_path: Path) -> None:
    with correcting_desk(tmp_path / "data", 6) as desk:
        [found] = corrections(desk, SEPTEMBER)
    model = DifferencesModel()
    QAbstractItemModelTester(model, FATAL)
    model.show_differences(found.differences)
    assert model.rowCount() > len(found.differences)


def test_a_heading_stands_once_before_its_lines(tmp_path: Path) -> None:
    with correcting_desk(tmp_path / "data", 6) as desk:
        [found] = corrections(desk, SEPTEMBER)
    lines = grouped(found.differences)
    headings = [line.texts.what for line in lines if line.heading]
    assert lines[0].heading
    assert len(headings) == len(set(headings))
    assert len(lines) - len(headings) == len(found.differences)


def test_nothing_differs_gives_no_lines() -> None:
    assert grouped(()) == ()
