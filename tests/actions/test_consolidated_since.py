"""Papers over all units agree with the board on which months nobody owed a report."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from desktop.actions import board
from desktop.actions.consolidated import consolidated_of, year_of
from desktop.actions.consolidated_papers import ConsolidatedChoice, consolidated_document
from desktop.actions.desk import Desk
from desktop.db import queries
from desktop.db.saving import save_setting
from desktop.domain.periods import parse_period
from desktop.reports.tree import Document, Table
from tests.actions.test_consolidated import OCTOBER, made


@pytest.fixture
def desk(tmp_path: Path) -> Iterator[Desk]:
    """Six units, of which four have sent July to October."""
    with made(tmp_path / "data") as found:
        yield found


def tables(document: Document) -> list[Table]:
    return [one for one in document.blocks if isinstance(one, Table)]


def test_before_the_first_month_of_which_reports_are_expected_no_unit_has_not_sent(
    desk: Desk,
) -> None:
    with desk.writing(action="settings", undoable=False) as write:
        save_setting(write, queries.FIRST_MONTH, "2026-10")
    sessions = ConsolidatedChoice(measure="sessions")
    months, *_more = tables(consolidated_document(desk, "matrix", OCTOBER, sessions))
    assert months.rows[5][2:12] == ("–",) * 9 + ("CG",)
    assert all(cell.isdigit() for cell in months.rows[0][8:12]), "what came all the same counts"
    totals, *_charted = tables(consolidated_document(desk, "trend", OCTOBER, sessions))
    assert [row[3] for row in totals.rows] == ["0"] * 9 + ["2"]
    shown = board.series_of(desk, year_of(desk, OCTOBER)).rows[5].cells
    assert [cell.due for cell in shown] == [False] * 9 + [True, False, False]
    july = consolidated_of(desk, parse_period("2026-07")).totals
    assert july.not_sent == ()
    assert len(july.sent) == 4
