"""The register of issued papers: what gets a number, what it prints, what stays as it was."""

from dataclasses import replace
from datetime import date

import pytest

from desktop.actions.closing import close_period, mark_printed, reopen_period
from desktop.actions.desk import ChangeKind, Desk
from desktop.actions.issued_papers import (
    NUMBERED_KINDS,
    IssuedDraft,
    change_paper,
    issue_paper,
    number_and_date,
    paper,
    papers,
    papers_of,
    proposed_paper,
    withdraw_paper,
)
from desktop.actions.month_path import month_path
from desktop.actions.periods import PeriodState, closing_in_force, period_named, stored_snapshot
from desktop.actions.profile import record_signer
from desktop.actions.reports import correction_document, month_report_document, month_report_pdf
from desktop.actions.safety import redo, undo
from desktop.domain.commune import Signer
from desktop.reports.tree import Paragraph
from desktop.wording.issued import paper_kind

SEPTEMBER = "2026-09"
ISSUED = date(2026, 10, 5)


@pytest.fixture
def closed(desk: Desk, groups: tuple[str, ...]) -> Desk:
    """Three groups; September is closed, October open."""
    assert groups
    record_signer(desk, Signer("", "Trần Thị Lan", default=True))
    assert close_period(desk, period_named(desk, SEPTEMBER), unanswered=True).done
    return desk


def entry(
    number: int = 5,
    *,
    day: date = ISSUED,
    kind: str = "month",
    period: str = SEPTEMBER,
    series: str = "",
) -> IssuedDraft:
    return IssuedDraft(kind=kind, period=period, number=number, issued_on=day, series=series)


def issued(desk: Desk, draft: IssuedDraft) -> str:
    outcome = issue_paper(desk, draft)
    assert outcome.done, outcome.problems
    assert outcome.changes.kinds == {ChangeKind.PAPERS}
    assert outcome.value is not None
    return outcome.value


def stops(desk: Desk, draft: IssuedDraft) -> list[str]:
    change = issue_paper if draft.id is None else change_paper
    return [one.code for one in change(desk, draft).problems if one.stops]


def test_what_is_left_blank_the_paper_itself_says(closed: Desk) -> None:
    line = paper(closed, issued(closed, entry()))
    assert line is not None
    assert line.symbol == "05/BC-BCĐ"
    assert line.subject == "Báo cáo kết quả công tác phòng, chống ma túy tháng 9 năm 2026"
    assert line.signer == "Trần Thị Lan"
    assert line.recipients == ("Ban Chỉ đạo 138 thành phố Huế",)
    closing = closing_in_force(closed, SEPTEMBER)
    assert closing is not None
    assert line.closing_id == closing.id


def test_the_report_prints_its_number_and_date_once_it_has_them(closed: Desk) -> None:
    month = period_named(closed, SEPTEMBER)
    assert number_and_date(closed, "month", month) == ("", None)
    before = month_report_document(closed, month).letterhead
    assert "05" not in before.number
    issued(closed, entry(day=date(2026, 10, 5)))
    assert number_and_date(closed, "month", month) == ("5", ISSUED)
    head = month_report_document(closed, month).letterhead
    assert head.number == "Số:\u00a005/BC-BCĐ"
    assert head.place_and_date.endswith("ngày\u00a005 tháng\u00a010 năm\u00a02026")


def test_february_is_printed_in_two_digits(closed: Desk) -> None:
    january = period_named(closed, "2026-01")
    assert close_period(closed, january, unanswered=True).done
    issued(closed, entry(7, day=date(2026, 2, 5), period="2026-01"))
    head = month_report_document(closed, january).letterhead
    assert head.place_and_date.endswith("ngày\u00a005 tháng\u00a002 năm\u00a02026")


def test_a_series_of_its_own_is_printed(closed: Desk) -> None:
    issued(closed, entry(12, series="BC-UBND"))
    head = month_report_document(closed, period_named(closed, SEPTEMBER)).letterhead
    assert head.number == "Số:\u00a012/BC-UBND"


def test_withdrawing_opens_number_and_date_again_byte_for_byte(closed: Desk) -> None:
    month = period_named(closed, SEPTEMBER)
    before = month_report_pdf(closed, month)
    line = issued(closed, entry())
    assert month_report_pdf(closed, month) != before
    assert withdraw_paper(closed, line).done
    assert month_report_pdf(closed, month) == before
    assert papers(closed) == ()


def test_an_open_month_must_be_closed_first_letters_and_plans_need_not(closed: Desk) -> None:
    assert stops(closed, entry(period="2026-10")) == ["paper_needs_closing"]
    letter = paper(closed, issued(closed, entry(1, kind="reminder", period="2026-10")))
    plan = paper(closed, issued(closed, entry(2, kind="month-plan", period="2026-10")))
    assert letter is not None
    assert plan is not None
    assert (letter.series, letter.closing_id) == ("BCĐ-PCMT", None)
    assert (plan.series, plan.closing_id) == ("KH-BCĐ", None)


@pytest.mark.parametrize(
    "kind", ["tasks", "session-register", "model-register", "collection-form", "area-review"]
)
def test_a_sheet_without_a_number_line_takes_no_number(closed: Desk, kind: str) -> None:
    assert stops(closed, entry(kind=kind)) == ["paper_without_number"]
    assert papers(closed) == ()


def test_a_letter_with_a_number_begins_no_correction(closed: Desk) -> None:
    issued(closed, entry(1, kind="reminder"))
    assert not month_path(closed, period_named(closed, SEPTEMBER)).issued


def test_a_report_of_a_range_of_days_needs_no_closing(closed: Desk) -> None:
    days = "2026-10-01..2026-10-10"
    issued(closed, entry(3, kind="ad-hoc", period=days, day=date(2026, 10, 12)))
    assert number_and_date(closed, "ad-hoc", period_named(closed, days))[0] == "3"


@pytest.mark.parametrize(
    ("kind", "period", "code"),
    [
        ("quarter", SEPTEMBER, "paper_other_period"),
        ("reminder", "2026-Q3", "paper_other_period"),
        ("month", "Tháng 9", "paper_other_period"),
        ("correction", SEPTEMBER, "paper_not_corrected"),
        ("poster", SEPTEMBER, "paper_kind_unknown"),
    ],
)
def test_a_paper_that_cannot_be_made_gets_no_number(
    closed: Desk, kind: str, period: str, code: str
) -> None:
    assert stops(closed, entry(kind=kind, period=period)) == [code]
    assert papers(closed) == ()


def test_a_report_has_one_number(closed: Desk) -> None:
    first = issued(closed, entry())
    assert stops(closed, entry(6)) == ["report_numbered"]
    changed = IssuedDraft.of(papers(closed)[0])
    assert changed.id == first
    assert stops(closed, changed) == []


def test_figures_and_closing_stay_as_they_were(closed: Desk) -> None:
    closing = closing_in_force(closed, SEPTEMBER)
    assert closing is not None
    before = stored_snapshot(closed, closing)
    line = issued(closed, entry())
    assert withdraw_paper(closed, line).done
    assert closing_in_force(closed, SEPTEMBER) == closing
    assert stored_snapshot(closed, closing) == before


def test_a_numbered_report_is_printed_and_opened_again_by_a_correction(closed: Desk) -> None:
    month = period_named(closed, SEPTEMBER)
    mark_printed(closed, month)
    assert not month_path(closed, month).issued
    issued(closed, entry())
    path = month_path(closed, month)
    assert (path.state, path.issued) == (PeriodState.PRINTED, True)
    assert reopen_period(closed, month, reason="Sót phiếu").done
    assert month_path(closed, month).correcting == 1


def test_the_correction_names_the_paper_it_replaces_and_gets_its_own_number(closed: Desk) -> None:
    month = period_named(closed, SEPTEMBER)
    issued(closed, entry(5))
    assert reopen_period(closed, month, reason="Sót phiếu").done
    assert stops(closed, entry(9, kind="correction")) == ["paper_needs_closing"]
    assert close_period(closed, month, unanswered=True).done
    assert number_and_date(closed, "month", month) == ("", None)
    issued(closed, entry(9, kind="correction", day=date(2026, 10, 15)))
    made = correction_document(closed, month)
    assert made.letterhead.number == "Số:\u00a009/BC-BCĐ"
    opening = made.blocks[0]
    assert isinstance(opening, Paragraph)
    said = "".join(run.text for run in opening.runs).replace("\u00a0", " ")
    assert "Báo cáo số 05/BC-BCĐ ngày 05 tháng 10 năm 2026" in said


def test_a_changed_line_of_a_corrected_report_stays_with_its_closing(closed: Desk) -> None:
    month = period_named(closed, SEPTEMBER)
    issued(closed, entry(5))
    first = papers(closed)[0]
    assert reopen_period(closed, month, reason="Sót phiếu").done
    changed = replace(IssuedDraft.of(first), number=8)
    assert change_paper(closed, changed).done
    [line] = papers_of(closed, month)
    assert (line.number, line.closing_id) == (8, first.closing_id)


def test_every_step_can_be_taken_back_and_done_again(closed: Desk) -> None:
    line = issued(closed, entry())
    withdraw_paper(closed, line)
    undo(closed)
    assert [one.number for one in papers(closed)] == [5]
    redo(closed)
    assert papers(closed) == ()
    undo(closed)
    undo(closed)
    assert papers(closed) == ()


def test_the_register_is_read_by_year_and_by_date(closed: Desk) -> None:
    for number, day in ((8, date(2026, 10, 8)), (6, date(2026, 10, 6)), (90, date(2025, 12, 30))):
        issued(closed, entry(number, kind="reminder", day=day))
    assert [one.number for one in papers(closed, 2026)] == [6, 8]
    assert [one.number for one in papers(closed)] == [90, 6, 8]


def test_every_paper_of_the_register_has_a_name() -> None:
    assert {paper_kind(kind) for kind in NUMBERED_KINDS}.isdisjoint({"", paper_kind("?")})


def test_nothing_is_found_under_an_unknown_id(closed: Desk) -> None:
    assert [one.code for one in withdraw_paper(closed, "?").problems] == ["issued_paper_unknown"]
    gone = proposed_paper(closed, "month", period_named(closed, SEPTEMBER))
    outcome = change_paper(closed, IssuedDraft(kind=gone.kind, period=gone.period, id="?"))
    assert [one.code for one in outcome.problems] == ["issued_paper_unknown"]
