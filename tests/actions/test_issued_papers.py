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
    newer_words,
    number_and_date,
    paper,
    papers,
    papers_of,
    proposed_paper,
    renew_words,
    withdraw_paper,
)
from desktop.actions.month_path import month_path
from desktop.actions.papers import PaperChoice, paper_document
from desktop.actions.periods import PeriodState, closing_in_force, period_named, stored_snapshot
from desktop.actions.profile import change_profile, profile, record_signer
from desktop.actions.reports import (
    correction_document,
    month_report_document,
    month_report_pdf,
    record_report_text,
    report_document,
)
from desktop.actions.safety import redo, undo
from desktop.actions.sessions import record_session
from desktop.db.issued_saving import save_issued
from desktop.domain.commune import Signer, SigningAuthority
from desktop.domain.periods import Period
from desktop.reports.tree import Document, Paragraph
from desktop.wording.issued import paper_kind
from tests.actions.test_papers import held

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


def test_a_report_of_days_gets_a_further_number_only_when_that_is_meant(closed: Desk) -> None:
    days = entry(kind="ad-hoc", period="2026-09-01..2026-09-10")
    issued(closed, days)
    assert stops(closed, replace(days, number=6)) == ["report_numbered_again"]
    assert stops(closed, replace(days, number=6, again=True)) == []
    letter = entry(8, kind="reminder")
    issued(closed, letter)
    assert stops(closed, replace(letter, number=9)) == [], "letters may go out more than once"


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


def said(document: Document) -> str:
    blocks = (one.text for one in document.blocks if isinstance(one, Paragraph))
    return "\n".join((*document.signature.above, *document.signature.below, *blocks))


def test_a_numbered_report_stays_as_it_was_issued(closed: Desk) -> None:
    month = period_named(closed, SEPTEMBER)
    assert record_report_text(closed, month, "strengths", "Lời khi ký.").done
    issued(closed, entry())
    before = month_report_pdf(closed, month)
    assert record_report_text(closed, month, "strengths", "Lời về sau.").done
    assert record_signer(closed, Signer("", "Người Mới", default=True)).done
    newer = replace(profile(closed), recipients=("Nơi Mới",), plan_reference="Kế hoạch mới")
    assert change_profile(closed, newer).done
    assert month_report_pdf(closed, month) == before
    [line] = papers(closed)
    assert newer_words(closed, line) == ("strengths", "letterhead")


def test_the_words_of_now_are_printed_when_the_officer_wants_them(closed: Desk) -> None:
    month = period_named(closed, SEPTEMBER)
    line = issued(closed, entry())
    assert record_report_text(closed, month, "strengths", "Lời về sau.").done
    assert "Lời về sau." not in said(month_report_document(closed, month))
    assert renew_words(closed, line).done
    assert "Lời về sau." in said(month_report_document(closed, month))
    assert newer_words(closed, papers(closed)[0]) == ()


def test_a_number_taken_back_gives_the_paper_its_words_of_now(closed: Desk) -> None:
    month = period_named(closed, SEPTEMBER)
    line = issued(closed, entry())
    assert record_report_text(closed, month, "strengths", "Lời về sau.").done
    assert withdraw_paper(closed, line).done
    assert "Lời về sau." in said(month_report_document(closed, month))
    undo(closed)
    assert "Lời về sau." not in said(month_report_document(closed, month))


def test_the_signer_of_the_register_signs_the_paper(closed: Desk) -> None:
    deputy = Signer("", "Lê Văn Phó", SigningAuthority.FOR_HEAD, "TRƯỞNG BAN", "PHÓ TRƯỞNG BAN")
    assert record_signer(closed, deputy).done
    issued(closed, replace(entry(), signer="Lê Văn Phó"))
    signature = month_report_document(closed, period_named(closed, SEPTEMBER)).signature
    assert signature.above == ("KT. TRƯỞNG BAN", "PHÓ TRƯỞNG BAN")
    assert signature.below == ("Lê Văn Phó",)


def test_a_signer_nobody_entered_is_printed_without_a_title_and_told(closed: Desk) -> None:
    outcome = issue_paper(closed, replace(entry(), signer="Khách Lạ"))
    assert outcome.done
    assert [one.code for one in outcome.problems] == ["paper_signer_unknown"]
    signature = month_report_document(closed, period_named(closed, SEPTEMBER)).signature
    assert (signature.above, signature.below) == (("TM. BAN CHỈ ĐẠO",), ("Khách Lạ",))


def test_the_recipients_of_the_register_stand_in_the_paper(closed: Desk) -> None:
    given = tuple(f"Đơn vị nhận thứ {number}" for number in range(1, 41))
    issued(closed, replace(entry(), recipients=given))
    lines = month_report_document(closed, period_named(closed, SEPTEMBER)).recipients.lines
    text = "\n".join(lines).replace("\u00a0", " ")
    assert [f"- {one};" in text for one in given] == [True] * 40
    assert lines[0].endswith("Như trên;")
    assert "Lưu: VT" in lines[-1]


def test_changed_recipients_are_printed_and_other_words_stay(closed: Desk) -> None:
    month = period_named(closed, SEPTEMBER)
    line = issued(closed, entry())
    assert record_report_text(closed, month, "strengths", "Lời về sau.").done
    draft = replace(IssuedDraft.of(papers(closed)[0]), recipients=("Sở Y tế",), id=line)
    assert change_paper(closed, draft).done
    made = month_report_document(closed, month)
    assert any("Sở Y tế" in one for one in made.recipients.lines)
    assert "Lời về sau." not in said(made)


def test_the_lines_of_an_older_store_print_the_words_of_now(closed: Desk) -> None:
    month = period_named(closed, SEPTEMBER)
    issued(closed, entry())
    [line] = papers(closed)
    with closed.writing(action="change_paper", label="") as write:
        save_issued(write, replace(line, words=""))
    assert record_report_text(closed, month, "strengths", "Lời về sau.").done
    assert "Lời về sau." in said(month_report_document(closed, month))
    assert newer_words(closed, papers(closed)[0]) == ()


@pytest.mark.parametrize("kind", ["month-plan", "reminder", "post-hand-over", "minutes"])
def test_letters_plans_and_minutes_print_their_number_and_date(closed: Desk, kind: str) -> None:
    month = period_named(closed, SEPTEMBER)
    before = paper_document(closed, kind, month).letterhead
    assert before.number.startswith("Số:\u00a0\u00a0")
    issued(closed, entry(7, kind=kind))
    head = paper_document(closed, kind, month).letterhead
    assert head.number.startswith("Số:\u00a007/")
    assert head.number.partition("/")[2] == before.number.partition("/")[2]
    assert head.place_and_date.endswith("ngày\u00a005 tháng\u00a010 năm\u00a02026")
    assert paper_document(closed, kind, month, PaperChoice(anew=True)).letterhead == before


def test_a_letter_whose_figures_changed_since_its_number_says_so(
    closed: Desk, groups: tuple[str, ...]
) -> None:
    issued(closed, entry(1, kind="reminder", period="2026-10", day=date(2026, 10, 6)))
    [line] = papers(closed)
    assert newer_words(closed, line) == ()
    assert record_session(closed, held(date(2026, 10, 7), groups[0])).done
    assert newer_words(closed, line) == ("figures",)


def test_a_number_never_stands_over_figures_that_were_not_signed(
    closed: Desk, groups: tuple[str, ...]
) -> None:
    month = period_named(closed, "2026-10")
    days = period_named(closed, "2026-10-01..2026-10-10")
    issued(closed, entry(1, kind="reminder", period=month.id, day=date(2026, 10, 6)))
    issued(closed, entry(2, kind="ad-hoc", period=days.id, day=date(2026, 10, 12)))

    def number(kind: str, period: Period) -> str:
        return paper_document(closed, kind, period).letterhead.number.replace("\u00a0", " ")

    assert number("reminder", month).startswith("Số: 01/")
    assert number("ad-hoc", days).startswith("Số: 02/")
    anew = paper_document(closed, "ad-hoc", days, PaperChoice(anew=True))
    assert "02" not in anew.letterhead.number
    assert record_session(closed, held(date(2026, 10, 7), groups[0])).done
    assert "01" not in number("reminder", month)
    assert "02" not in number("ad-hoc", days)


def test_a_letter_keeps_the_day_that_it_asked_by(closed: Desk) -> None:
    month = period_named(closed, SEPTEMBER)
    by = PaperChoice(by=date(2026, 11, 30))
    draft = proposed_paper(closed, "reminder", month, by)
    assert issue_paper(closed, replace(draft, number=3, issued_on=date(2026, 10, 5))).done
    kept = paper_document(closed, "reminder", month)
    assert "30 tháng 11" in said(kept).replace("\u00a0", " ")
    assert kept.letterhead.number.startswith("Số:\u00a003/")
    other = paper_document(closed, "reminder", month, PaperChoice(by=date(2026, 12, 1)))
    assert "03" not in other.letterhead.number


def test_a_corrected_report_can_be_printed_as_it_went_out(
    closed: Desk, groups: tuple[str, ...]
) -> None:
    month = period_named(closed, SEPTEMBER)
    line = issued(closed, entry(5))
    before = month_report_document(closed, month)
    assert reopen_period(closed, month, reason="Nộp phiếu muộn").done
    assert record_session(closed, held(date(2026, 9, 2), groups[0])).done
    assert close_period(closed, month, unanswered=True).done
    assert month_report_document(closed, month) != before
    again = paper_document(closed, "month", month, PaperChoice(issued_id=line))
    assert again == before
    assert again.letterhead.number.startswith("Số:\u00a005/")


def test_a_range_of_days_is_a_draft_until_its_days_are_closed_or_it_has_a_number(
    closed: Desk,
) -> None:
    def is_draft(days: str) -> bool:
        return bool(report_document(closed, "ad-hoc", period_named(closed, days)).draft)

    assert not is_draft("2026-08-20..2026-09-10")
    assert is_draft("2026-08-01..2026-10-10")
    issued(closed, entry(6, kind="ad-hoc", period="2026-08-01..2026-10-10", day=date(2026, 10, 12)))
    assert not is_draft("2026-08-01..2026-10-10")
    assert is_draft("2026-10-01..2026-10-10")


def test_letters_that_papers_cannot_print_are_told_of_and_kept(closed: Desk) -> None:
    outcome = issue_paper(closed, replace(entry(), subject="Báo cáo 😀"))
    assert outcome.done
    assert [(one.code, one.field) for one in outcome.problems] == [("letter_not_drawn", "subject")]
    assert not issue_paper(closed, entry(6, kind="reminder", day=date(2026, 10, 6))).problems


def test_what_the_profile_and_signers_print_is_looked_at_too(closed: Desk) -> None:
    known = profile(closed)
    told = change_profile(closed, replace(known, recipients=("Như trên", "Sở 漢")))
    assert [(one.code, one.field) for one in told.problems] == [("letter_not_drawn", "recipients")]
    assert profile(closed).recipients == ("Như trên", "Sở 漢")
    assert not change_profile(closed, known).problems
    signer = record_signer(closed, Signer("", "Lê ☎ Hòa"))
    assert [(one.code, one.field) for one in signer.problems] == [("letter_not_drawn", "name")]


def test_a_commune_has_no_report_over_all_units(desk: Desk) -> None:
    draft = IssuedDraft(kind="report", period="2026-09", number=3, issued_on=date(2026, 10, 2))
    (problem,) = issue_paper(desk, draft).problems
    assert problem.code == "paper_kind_unknown"
