"""Papers of days to come, and numbers that a replacement or another day leaves alone."""

from dataclasses import replace
from datetime import date

import pytest

from desktop.actions.closing import close_period, reopen_period
from desktop.actions.desk import Desk
from desktop.actions.issued_papers import IssuedDraft, issue_paper, papers
from desktop.actions.paper_periods import problem_of_paper
from desktop.actions.papers import PaperChoice, paper_document, standing_line
from desktop.actions.periods import period_named
from desktop.actions.safety import undo

ISSUED = date(2026, 10, 5)
OF_THE_PAST = ("reminder", "session-register", "model-register", "tasks", "post-hand-over")
TO_HAND_OUT = ("collection-form", "month-plan", "minutes")


@pytest.mark.parametrize("kind", OF_THE_PAST)
def test_a_month_not_begun_has_no_paper_of_what_was_done(desk: Desk, kind: str) -> None:
    found = problem_of_paper(desk, kind, period_named(desk, "2027-01"))
    assert found is not None
    assert found.code == "report_to_come"
    assert problem_of_paper(desk, kind, period_named(desk, "2026-09")) is None


@pytest.mark.parametrize("kind", TO_HAND_OUT)
def test_plans_and_forms_are_made_before_their_month(desk: Desk, kind: str) -> None:
    assert problem_of_paper(desk, kind, period_named(desk, "2027-01")) is None


def test_inspection_forms_to_fill_in_are_made_before_their_month(desk: Desk) -> None:
    month = period_named(desk, "2027-01")
    assert problem_of_paper(desk, "tasks", month, PaperChoice(blank=True)) is None


def test_a_range_of_days_ends_today_at_the_latest(desk: Desk) -> None:
    today = desk.clock.today()
    assert problem_of_paper(desk, "ad-hoc", period_named(desk, f"2026-09-01..{today}")) is None
    found = problem_of_paper(desk, "ad-hoc", period_named(desk, "2020-01-01..2030-12-31"))
    assert found is not None
    assert (found.code, found.details["date"]) == ("range_not_over", "2030-12-31")


@pytest.fixture
def closed(desk: Desk, groups: tuple[str, ...]) -> Desk:
    """Three groups; September is closed."""
    assert groups
    assert close_period(desk, period_named(desk, "2026-09"), unanswered=True).done
    return desk


def test_undo_leaves_the_number_that_a_replacement_names(closed: Desk) -> None:
    month = period_named(closed, "2026-09")
    draft = IssuedDraft(kind="month", period=month.id, number=45, issued_on=ISSUED)
    assert issue_paper(closed, draft).done
    assert reopen_period(closed, month, reason="Sót phiếu").done
    done = undo(closed)
    assert [one.code for one in done.problems] == ["number_replaced"]
    assert [one.number for one in papers(closed)] == [45]


def test_a_number_without_a_replacement_is_taken_back(closed: Desk) -> None:
    draft = IssuedDraft(kind="month", period="2026-09", number=45, issued_on=ISSUED)
    assert issue_paper(closed, draft).done
    assert undo(closed).done
    assert papers(closed) == ()


def test_a_replacement_that_went_out_is_printed_as_its_own_correction(closed: Desk) -> None:
    month = period_named(closed, "2026-09")
    draft = IssuedDraft(kind="month", period=month.id, number=45, issued_on=ISSUED)
    assert issue_paper(closed, draft).done
    assert reopen_period(closed, month, reason="Sót phiếu").done
    assert close_period(closed, month, unanswered=True).done
    line = issue_paper(closed, replace(draft, kind="correction", number=46)).value
    before = paper_document(closed, "correction", month)
    assert reopen_period(closed, month, reason="Sót buổi").done
    assert paper_document(closed, "correction", month) != before
    again = paper_document(closed, "correction", month, PaperChoice(issued_id=line))
    assert again.letterhead == before.letterhead
    assert "46" in again.letterhead.number


def test_the_number_of_a_plan_stands_with_its_first_day_alone(closed: Desk) -> None:
    month = period_named(closed, "2026-10")
    kept = date(2026, 10, 6)
    draft = IssuedDraft(kind="month-plan", period=month.id, number=34, issued_on=ISSUED, by=kept)
    assert issue_paper(closed, draft).done
    assert standing_line(closed, "month-plan", month) is not None
    assert standing_line(closed, "month-plan", month, PaperChoice(starting=kept)) is not None
    other = PaperChoice(starting=date(2026, 10, 12))
    assert standing_line(closed, "month-plan", month, other) is None
