"""Papers over all units agree with the board on which months nobody owed a report."""

from datetime import date
from pathlib import Path

from desktop.actions import board
from desktop.actions.consolidated import consolidated_of, year_of
from desktop.actions.consolidated_papers import (
    ConsolidatedChoice,
    consolidated_document,
    consolidated_file,
)
from desktop.actions.desk import Desk
from desktop.actions.setup import Sources
from desktop.db import queries
from desktop.db.saving import save_setting
from desktop.domain.periods import parse_period
from desktop.reports.tree import Document, Paragraph, Table
from tests.actions.conftest import CountedIds, StandingClock
from tests.actions.consolidated.conftest import OCTOBER, STRANGER, UNITS
from tests.actions.units_making import Sent, receive, sent_month, superior_desk


def tables(document: Document) -> list[Table]:
    return [one for one in document.blocks if isinstance(one, Table)]


def said(document: Document) -> str:
    return "\n".join(one.text for one in document.blocks if isinstance(one, Paragraph))


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
    assert [row[0] for row in totals.rows] == ["7", "8", "9", "10"], "nobody owed January"
    assert [row[3] for row in totals.rows] == ["0", "0", "0", "1"]
    shown = board.series_of(desk, year_of(desk, OCTOBER)).rows[5].cells
    assert [cell.due for cell in shown] == [False] * 9 + [True, False, False]
    july = consolidated_of(desk, parse_period("2026-07")).totals
    assert july.not_sent == ()
    assert len(july.sent) == 4


def test_a_month_that_is_over_is_owed_even_where_nothing_of_it_counts(
    tmp_path: Path,
) -> None:
    november = Sources(StandingClock(date(2026, 11, 5)), CountedIds())
    with superior_desk(tmp_path / "quiet", november, UNITS) as desk:
        with desk.writing(action="settings", undoable=False) as write:
            save_setting(write, queries.FIRST_MONTH, "2026-10")
        receive(desk, Sent(UNITS[0], sent_month(UNITS[0]), signer=STRANGER), name="TN 1")
        sessions = ConsolidatedChoice(measure="sessions")
        matrix = consolidated_document(desk, "matrix", OCTOBER, sessions)
        (months,) = tables(matrix)
        assert [row[11] for row in months.rows] == ["ĐC", *["CG"] * 5]
        assert {row[12] for row in months.rows} == {""}, "November goes on"
        assert months.total is not None
        assert months.total[11] == "CG"
        assert "“ĐC”: có tệp cần đối chiếu" in said(matrix)
        (totals,) = tables(consolidated_document(desk, "trend", OCTOBER, sessions))
        assert [(row[0], row[1], row[2], row[3]) for row in totals.rows] == [("10", "–", "0", "5")]
        trend = said(consolidated_document(desk, "trend", OCTOBER, sessions))
        assert f"01 đơn vị cần đối chiếu ({UNITS[0].name})" in trend.replace("\u00a0", " ")
        data = consolidated_file(desk, "trend", OCTOBER, ".csv", sessions).decode("utf-8-sig")
        assert data.splitlines()[1:] == ["sessions,2026-10,,,0,5,1,,,,,,,,"]


def test_where_no_month_is_owed_yet_the_trend_says_so(tmp_path: Path, sources: Sources) -> None:
    with superior_desk(tmp_path / "early", sources, UNITS) as desk:
        with desk.writing(action="settings", undoable=False) as write:
            save_setting(write, queries.FIRST_MONTH, "2026-12")
        trend = consolidated_document(desk, "trend", OCTOBER)
        assert tables(trend) == []
        assert "chưa có tháng nào đến hạn gửi" in said(trend)
