"""The reports of a store's periods: what is entered is printed, and what was issued stays."""

from datetime import date

import pytest

from desktop.actions.closing import close_period, reopen_period
from desktop.actions.counts import set_counts
from desktop.actions.desk import Desk
from desktop.actions.periods import period_named
from desktop.actions.reports import (
    NoCorrectionError,
    ReportKindError,
    record_report_text,
    report_document,
    report_sections,
)
from desktop.actions.sessions import record_session
from desktop.domain.periods import parse_period
from desktop.domain.plan_facts import NIL, CountEntry
from desktop.domain.sessions import SessionDraft
from desktop.reports.correction import EXPLANATION
from desktop.reports.excel import write_excel
from desktop.reports.pdf import write_pdf
from desktop.reports.tree import Table
from desktop.reports.word import write_word
from tests.actions.conftest import StandingClock
from tests.reports.planned import plan, section, table, words

AUGUST, SEPTEMBER, OCTOBER = (parse_period(f"2026-{month:02d}") for month in (8, 9, 10))
PERIODS = {
    "month": "2026-10",
    "quarter": "2026-Q3",
    "half-year": "2026-H1",
    "nine-months": "2026-9M",
    "year": "2026",
    "ad-hoc": "2026-09-01..2026-09-30",
}


def put(desk: Desk, month: str, **figures: CountEntry | int) -> None:
    """Enter figures of a month."""
    entries = {
        name: one if isinstance(one, CountEntry) else CountEntry(one)
        for name, one in figures.items()
    }
    assert set_counts(desk, parse_period(month), entries).done


def hold(desk: Desk, day: date, *groups: str, attendance: int = 20) -> None:
    """Enter a session."""
    draft = SessionDraft(held_on=day, group_ids=groups, format="Hội nghị", attendance=attendance)
    assert record_session(desk, draft).done


def closed(desk: Desk, month: str) -> None:
    """Close a month whatever is still open."""
    assert close_period(desk, parse_period(month), unanswered=True).done


@pytest.mark.parametrize("kind", PERIODS)
def test_every_kind_gives_its_paper_in_every_format(
    desk: Desk, groups: tuple[str, ...], kind: str
) -> None:
    hold(desk, date(2026, 8, 20), groups[0])
    document = report_document(desk, kind, period_named(desk, PERIODS[kind]))
    assert document.draft == "DỰ THẢO"
    assert [one.number for one in document.appendices] == ["I", "II", "III", "IV", "V", "VI"]
    assert write_pdf(document).startswith(b"%PDF")
    assert write_word(document).startswith(b"PK")
    assert write_excel(document).startswith(b"PK")


@pytest.mark.parametrize("kind", ["quarter", "minutes", ""])
def test_a_kind_that_is_not_the_periods_is_refused(desk: Desk, kind: str) -> None:
    with pytest.raises(ReportKindError):
        report_document(desk, kind, OCTOBER)


def stored_counts(desk: Desk, month: str) -> dict[str, str]:
    """The figures of a month as the table holds them, in the words of appendix VI."""
    query = "SELECT category, state, value FROM monthly_counts WHERE month = ?"
    shown = {"nil": "không phát sinh"}
    return {
        category: shown.get(state, f"{value:,}".replace(",", "."))
        for category, state, value in desk.store.read(query, (month,))
    }


def test_appendix_six_prints_what_the_store_holds(desk: Desk, groups: tuple[str, ...]) -> None:
    assert groups
    put(desk, "2026-09", dependent_persons=1204, cases=2, relapses=NIL)
    put(desk, "2026-10", dependent_persons=1210, cases=NIL, arrests=0, meetings=3)
    pack = plan()
    rows = {row["Nội dung"]: row for row in table(report_document(desk, "month", OCTOBER), "VI")}
    now, before = stored_counts(desk, "2026-10"), stored_counts(desk, "2026-09")
    assert len(now) == 4
    for category in pack.counts:
        row = rows[category.label]
        assert row["Kỳ này"] == now.get(category.id, "chưa có số liệu")
        assert row["Tháng trước"] == before.get(category.id, "chưa có số liệu")


def test_the_sessions_of_the_paper_are_those_of_the_store(
    desk: Desk, groups: tuple[str, ...]
) -> None:
    hold(desk, date(2026, 10, 2), *groups, attendance=120)
    hold(desk, date(2026, 10, 5), groups[1], attendance=45)
    hold(desk, date(2026, 9, 2), groups[1], attendance=30)
    query = "SELECT COUNT(*), SUM(attendance) FROM sessions WHERE held_on BETWEEN ? AND ?"
    ((sessions, attendance),) = desk.store.read(query, ("2026-09-15", "2026-10-14"))
    text = section(report_document(desk, "month", OCTOBER), "Công tác tuyên truyền")
    assert f"{sessions:02d} buổi tuyên truyền" in text
    assert f"{attendance} lượt người tham gia" in text
    assert "Số buổi tuyên truyền tăng 01 buổi so với tháng trước" in text


def test_earlier_objectives_are_those_that_their_closing_stored(
    desk: Desk, groups: tuple[str, ...]
) -> None:
    hold(desk, date(2026, 8, 20), groups[0])
    closed(desk, "2026-09")
    rows = table(report_document(desk, "month", OCTOBER), "I")
    held = next(row for row in rows if "01 lần/tháng" in row["Mục tiêu, chỉ tiêu"])
    assert (held["Kết quả"], held["Tháng trước"]) == ("0/3", "1/3 (33,3%)")


def test_a_correction_of_the_month_before_leaves_a_closed_paper_as_it_is(
    desk: Desk, groups: tuple[str, ...]
) -> None:
    hold(desk, date(2026, 8, 20), groups[0])
    closed(desk, "2026-09")
    closed(desk, "2026-10")
    before = report_document(desk, "month", OCTOBER)
    assert reopen_period(desk, SEPTEMBER, reason="Bổ sung phiếu", correct=True).done
    hold(desk, date(2026, 8, 21), groups[1])
    assert report_document(desk, "month", OCTOBER) == before
    closed(desk, "2026-09")
    assert report_document(desk, "month", OCTOBER) == before


def test_a_paper_on_another_day_has_the_same_bytes(desk: Desk, groups: tuple[str, ...]) -> None:
    hold(desk, date(2026, 8, 20), groups[0])
    put(desk, "2026-09", cases=2)
    for kind in ("month", "quarter"):
        period = period_named(desk, PERIODS[kind])
        first = write_pdf(report_document(desk, kind, period))
        assert isinstance(desk.clock, StandingClock)
        desk.clock.day = date(2026, 11, 3)
        assert write_pdf(report_document(desk, kind, period)) == first
        desk.clock.day = date(2026, 10, 20)


@pytest.mark.parametrize("kind", PERIODS)
def test_what_the_officer_wrote_stays_when_figures_change(
    desk: Desk, groups: tuple[str, ...], kind: str
) -> None:
    period = period_named(desk, PERIODS[kind])
    assert record_report_text(desk, period, "strengths", "Cấp ủy quan tâm chỉ đạo.").done
    assert record_report_text(desk, period, "outreach", "Tổ chức 01 ngày hội.").done
    hold(desk, date(2026, 9, 20) if kind in {"month", "ad-hoc"} else date(2026, 3, 20), groups[0])
    document = report_document(desk, kind, period)
    assert section(document, "Ưu điểm") == "Cấp ủy quan tâm chỉ đạo."
    assert section(document, "Công tác tuyên truyền").endswith("Tổ chức 01 ngày hội.")
    own = {one.key: one.own for one in report_sections(desk, period)}
    assert own["strengths"] == "Cấp ủy quan tâm chỉ đạo."
    other = report_document(desk, "month", AUGUST)
    assert "Cấp ủy quan tâm chỉ đạo." not in words(other)


def test_a_month_never_corrected_has_no_correction_report(desk: Desk) -> None:
    closed(desk, "2026-09")
    with pytest.raises(NoCorrectionError):
        report_document(desk, "correction", SEPTEMBER)


def test_the_correction_report_shows_the_figures_before_and_after(
    desk: Desk, groups: tuple[str, ...]
) -> None:
    put(desk, "2026-09", cases=2)
    closed(desk, "2026-09")
    assert reopen_period(desk, SEPTEMBER, reason="Công an xã sửa số vụ", correct=True).done
    put(desk, "2026-09", cases=5)
    hold(desk, date(2026, 8, 20), groups[0])
    under_way = report_document(desk, "correction", SEPTEMBER)
    assert under_way.draft == "DỰ THẢO"
    closed(desk, "2026-09")
    assert record_report_text(desk, SEPTEMBER, EXPLANATION, "Đã đối chiếu.", kind="correction").done
    document = report_document(desk, "correction", SEPTEMBER)
    assert document.draft == ""
    assert "lần\u00a01" in document.subject[0]
    text = words(document)
    assert "Công an xã sửa số vụ." in text
    assert "Đã đối chiếu." in text
    (shown,) = [block for block in document.blocks if isinstance(block, Table)]
    found = {row[1]: row[2:] for row in shown.rows}
    assert found["Vụ phạm tội về ma túy đã phát hiện, xử lý hình sự"] == ("2", "5")
    again = report_document(desk, "month", SEPTEMBER)
    assert "(Báo cáo thay thế lần\u00a01)" in again.subject


def test_a_month_that_is_not_over_has_no_result_in_the_draft_of_its_quarter(
    desk: Desk, groups: tuple[str, ...]
) -> None:
    hold(desk, date(2026, 9, 20), *groups, attendance=20)
    put(desk, "2026-10", cases=1)
    assert desk.clock.today() < date(2026, 12, 14)
    document = report_document(desk, "quarter", period_named(desk, "2026-Q4"))
    months = table(document, "I", 1)[0]
    assert {name: months[name] == "" for name in ("10", "11", "12")} == {
        "10": False,
        "11": True,
        "12": True,
    }
