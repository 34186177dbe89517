"""Printed totals of all units: kept once, and replaced when they change."""

import pytest

from desktop.actions.consolidated import consolidated_of
from desktop.actions.consolidated_papers import (
    ConsolidatedChoice,
    NotReissuedError,
    consolidated_document,
    consolidated_file,
)
from desktop.actions.desk import Desk
from desktop.actions.issued_papers import IssuedDraft, issue_paper
from desktop.actions.issued_totals import changed_papers, changed_since_printed, reissue_of
from desktop.db import queries
from desktop.domain.periods import parse_period
from tests.actions.consolidated.conftest import OCTOBER, UNITS, correct


def test_what_was_printed_is_kept_once(desk: Desk) -> None:
    for _again in range(2):
        consolidated_file(desk, "report", OCTOBER, ".pdf")
        consolidated_file(desk, "report", OCTOBER, ".docx")
    acts = [one.action for one in queries.log_entries(desk.store, limit=50)]
    assert acts.count("keep_printed_totals") == 1
    assert changed_since_printed(desk, OCTOBER) == ()
    assert changed_papers(desk) == ()


def test_data_and_tables_are_not_printed_totals(desk: Desk) -> None:
    consolidated_file(desk, "report", OCTOBER, ".json")
    consolidated_file(desk, "by-unit", OCTOBER, ".pdf")
    correct(desk, UNITS[0])
    assert changed_since_printed(desk, OCTOBER) == ()


def test_a_total_that_changed_after_printing_is_told_and_replaced(desk: Desk) -> None:
    before = consolidated_of(desk, OCTOBER).totals.activity.attendance.value
    consolidated_file(desk, "report", OCTOBER, ".pdf")
    correct(desk, UNITS[0])
    now = consolidated_of(desk, OCTOBER).totals.activity.attendance.value
    assert before != now
    (paper,) = changed_papers(desk)
    assert (paper.period, paper.number) == ("2026-10", 1)
    (people,) = (one for one in paper.changes if one.measure == "attendance")
    assert people.printed is not None
    assert people.now is not None
    assert (people.printed.numerator, people.now.numerator) == (before, now)
    anew = ConsolidatedChoice(reissue=True)
    document = consolidated_document(desk, "report", OCTOBER, anew)
    assert "(Báo cáo tổng hợp thay thế lần 01)" in [
        line.replace("\u00a0", " ") for line in document.subject
    ]
    first = consolidated_file(desk, "report", OCTOBER, ".pdf", anew)
    assert changed_papers(desk) == ()
    assert consolidated_file(desk, "report", OCTOBER, ".pdf", anew) == first


def test_the_second_replacement_stands_against_the_first(desk: Desk) -> None:
    anew = ConsolidatedChoice(reissue=True)
    consolidated_file(desk, "report", OCTOBER, ".pdf")
    correct(desk, UNITS[0])
    consolidated_file(desk, "report", OCTOBER, ".pdf", anew)
    middle = consolidated_of(desk, OCTOBER).totals.activity.attendance.value
    correct(desk, UNITS[1])
    second = reissue_of(desk, OCTOBER)
    assert second is not None
    (people,) = (one for one in second.changes if one.measure == "attendance")
    assert second.number == 2
    assert people.printed is not None
    assert people.printed.numerator == middle


def test_working_copies_are_no_replacements(desk: Desk) -> None:
    for place in range(3):
        consolidated_file(desk, "report", OCTOBER, ".pdf")
        correct(desk, UNITS[place])
    found = reissue_of(desk, OCTOBER)
    assert found is not None
    assert found.number == 1


def test_printing_once_more_does_not_silence_the_offer(desk: Desk) -> None:
    consolidated_file(desk, "report", OCTOBER, ".pdf")
    correct(desk, UNITS[0])
    told = changed_since_printed(desk, OCTOBER)
    consolidated_file(desk, "report", OCTOBER, ".pdf")
    assert changed_since_printed(desk, OCTOBER) == told != ()
    consolidated_file(desk, "report", OCTOBER, ".pdf", ConsolidatedChoice(reissue=True))
    assert changed_since_printed(desk, OCTOBER) == ()


def test_a_report_begun_anew_replaces_nothing(desk: Desk) -> None:
    consolidated_file(desk, "report", OCTOBER, ".pdf")
    correct(desk, UNITS[0])
    consolidated_file(desk, "report", OCTOBER, ".pdf", ConsolidatedChoice(anew=True))
    assert changed_since_printed(desk, OCTOBER) == ()
    assert reissue_of(desk, OCTOBER) is None


def test_totals_with_a_number_of_their_own_were_issued(desk: Desk) -> None:
    consolidated_file(desk, "report", OCTOBER, ".pdf")
    correct(desk, UNITS[0])
    assert changed_since_printed(desk, OCTOBER)
    draft = IssuedDraft(kind="report", period=OCTOBER.id, number=7, issued_on=desk.clock.today())
    assert issue_paper(desk, draft).done
    assert changed_since_printed(desk, OCTOBER) == ()
    assert "07" in consolidated_document(desk, "report", OCTOBER).letterhead.number
    correct(desk, UNITS[1])
    assert changed_since_printed(desk, OCTOBER)
    assert "07" not in consolidated_document(desk, "report", OCTOBER).letterhead.number


def test_a_report_is_a_draft_while_its_period_goes_on(desk: Desk) -> None:
    year = parse_period("2026")
    assert year.last_day > desk.clock.today() > OCTOBER.last_day
    assert consolidated_document(desk, "report", OCTOBER).draft == ""
    assert consolidated_document(desk, "report", year).draft == "DỰ THẢO"


def test_nothing_is_replaced_that_was_not_printed(desk: Desk) -> None:
    with pytest.raises(NotReissuedError):
        consolidated_file(desk, "report", OCTOBER, ".pdf", ConsolidatedChoice(reissue=True))
    consolidated_file(desk, "report", OCTOBER, ".pdf")
    with pytest.raises(NotReissuedError):
        consolidated_file(desk, "report", OCTOBER, ".pdf", ConsolidatedChoice(reissue=True))
