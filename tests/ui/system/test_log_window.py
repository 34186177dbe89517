"""The log in the system room: filtered by officer, day and words, and printed."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from PySide6.QtWidgets import QFileDialog
from pytestqt.qtbot import QtBot

from desktop.actions.closing import close_period
from desktop.actions.desk import Desk
from desktop.actions.models import delete_model, record_model
from desktop.actions.periods import period_named
from desktop.domain.models import ModelDraft
from desktop.ui.shell.context import ShellContext
from desktop.ui.system.journal import JournalSection
from tests.actions.sending_making import sent
from tests.reports.reading import read_pdf
from tests.ui.overview.offices import add_groups, empty_desk


@pytest.fixture
def desk(tmp_path: Path) -> Iterator[Desk]:
    with empty_desk(tmp_path / "data") as made:
        add_groups(made, 4)
        model = record_model(made, ModelDraft("Câu lạc bộ", kind="CLB", commune_wide=True)).value
        assert model is not None
        delete_model(made, model)
        yield made


@pytest.fixture
def page(qtbot: QtBot, context: ShellContext, desk: Desk) -> JournalSection:
    made = JournalSection(context, desk=desk)
    qtbot.addWidget(made)
    made.refresh()
    return made


def rows(page: JournalSection) -> int:
    return page.table.model().rowCount()


def test_words_are_found_without_marks_and_capitals(page: JournalSection) -> None:
    everything = rows(page)
    page.words.setText("XOA MO HINH")
    page.refresh()
    assert 0 < rows(page) < everything
    page.words.setText("không có chữ này")
    page.refresh()
    assert rows(page) == 0
    page.words.clear()
    page.refresh()
    assert rows(page) == everything


def test_days_bound_what_is_shown(page: JournalSection, desk: Desk) -> None:
    everything, today = rows(page), desk.clock.now().astimezone().date()
    page.first.set_day(today)
    page.refresh()
    assert rows(page) == everything
    page.last.set_day(today.replace(year=today.year - 1))
    page.refresh()
    assert rows(page) == 0


def test_what_is_asked_for_is_printed_with_the_head_of_the_chain(
    page: JournalSection, desk: Desk, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    target = tmp_path / "nhat-ky"
    monkeypatch.setattr(QFileDialog, "getSaveFileName", lambda *_words: (str(target), ""))
    page.words.setText("xóa")
    page.refresh()
    page.print_pdf()
    text = _letters(target.with_name("nhat-ky.pdf"))
    assert desk.store.head.hash in text
    assert "cóchữ“xóa”" in text
    assert "cònnguyên" in text


def _letters(path: Path) -> str:
    pages = read_pdf(path.read_bytes())
    return "".join(page.text for page in pages).replace(" ", "")


def test_a_file_sent_to_the_superior_is_found_by_its_month(
    page: JournalSection, desk: Desk, tmp_path: Path
) -> None:
    august, september = (period_named(desk, month) for month in ("2026-08", "2026-09"))
    for month in (august, september):
        assert close_period(desk, month, unanswered=True).done
        sent(desk, month, tmp_path / "usb")
    page.words.setText("gửi cấp trên: tháng 8/2026")
    page.refresh()
    said = [page.table.model().index(row, 3).data() for row in range(rows(page))]
    assert said == [
        "Ghi tệp số liệu gửi cấp trên: tháng 8/2026 (tệp số 1)",
        "Tạo tệp số liệu gửi cấp trên: tháng 8/2026 (tệp số 1)",
    ]
