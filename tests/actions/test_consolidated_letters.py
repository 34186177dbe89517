"""Letters to units bear the number and date of the register, as every letter does."""

from collections.abc import Iterator
from dataclasses import replace
from datetime import timedelta
from pathlib import Path

import pytest

from desktop.actions.board import board_of
from desktop.actions.consolidated_asked import addressed_once
from desktop.actions.consolidated_issuing import proposed_letter
from desktop.actions.consolidated_letters import standing_letter
from desktop.actions.consolidated_papers import (
    ConsolidatedChoice,
    consolidated_document,
    rows_to_remind,
)
from desktop.actions.desk import Desk
from desktop.actions.issued_papers import IssuedDraft, issue_paper, papers_of
from desktop.actions.profile import change_profile, profile
from desktop.actions.setup import Sources
from desktop.actions.superior_papers import read_offered
from desktop.actions.verdicts import consolidation_of
from desktop.db.received_queries import UnitReply
from desktop.db.received_saving import save_reply
from desktop.domain.periods import parse_period
from desktop.reports.consolidated_late import days_late
from desktop.reports.tree import Document, Paragraph, Table
from desktop.wording.issued import paper_kind
from tests.actions.units_making import Sent, receive, sent_month, superior_desk, units_named

OCTOBER, QUARTER = parse_period("2026-10"), parse_period("2026-Q3")
UNITS = units_named(4)
ALL = ConsolidatedChoice()


@pytest.fixture
def desk(tmp_path: Path, sources: Sources) -> Iterator[Desk]:
    """Four units; the first has sent October, the others are late."""
    with superior_desk(tmp_path / "data", sources, UNITS) as made:
        receive(made, Sent(UNITS[0], sent_month(UNITS[0])), name="TN 1")
        yield made


def letter(desk: Desk, choice: ConsolidatedChoice = ALL) -> Document:
    return consolidated_document(desk, "reminder", OCTOBER, choice)


def issue(desk: Desk, choice: ConsolidatedChoice = ALL, number: int = 12) -> None:
    draft = proposed_letter(desk, OCTOBER, choice)
    draft = replace(draft, number=number, issued_on=desk.clock.today())
    assert issue_paper(desk, draft).done


def number(document: Document) -> str:
    return document.letterhead.number.replace("\u00a0", " ").replace(" ", "")


def words(document: Document) -> str:
    found = (one.text for one in document.blocks if isinstance(one, Paragraph))
    return " ".join(found).replace("\u00a0", " ")


def test_the_number_is_open_until_the_registry_gave_one(desk: Desk) -> None:
    assert number(letter(desk)) == "Số:/BCĐ-PCMT"
    before = letter(desk)
    issue(desk)
    after = letter(desk)
    assert number(after) == "Số:12/BCĐ-PCMT"
    assert "tháng" in after.letterhead.place_and_date
    assert after.salutation == before.salutation
    assert after.recipients == before.recipients, "units stand above the text, not below it"
    assert after.blocks == before.blocks


def test_a_letter_to_one_unit_has_a_number_of_its_own(desk: Desk) -> None:
    one = ConsolidatedChoice(unit=UNITS[1].code)
    issue(desk)
    assert number(letter(desk, one)) == "Số:/BCĐ-PCMT"
    issue(desk, one, 13)
    assert number(letter(desk, one)) == "Số:13/BCĐ-PCMT"
    assert number(letter(desk)) == "Số:12/BCĐ-PCMT"


def test_where_others_are_late_by_now_it_is_another_letter(desk: Desk) -> None:
    issue(desk)
    receive(desk, Sent(UNITS[1], sent_month(UNITS[1])), name="TN 2")
    assert number(letter(desk)) == "Số:/BCĐ-PCMT"


def test_a_letter_keeps_the_day_until_which_it_asks(desk: Desk) -> None:
    day = desk.clock.today() + timedelta(days=5)
    issue(desk, ConsolidatedChoice(by=day))
    assert letter(desk).blocks == letter(desk, ConsolidatedChoice(by=day)).blocks
    other = ConsolidatedChoice(by=day + timedelta(days=1))
    assert number(letter(desk, other)) == "Số:/BCĐ-PCMT"


def test_a_letter_that_names_no_day_goes_on_asking_at_once(desk: Desk) -> None:
    issue(desk)
    assert "ngay sau khi nhận được công văn này" in words(letter(desk))


def test_a_letter_made_anew_has_an_open_number(desk: Desk) -> None:
    issue(desk)
    assert number(letter(desk, ConsolidatedChoice(anew=True))) == "Số:/BCĐ-PCMT"


def test_the_line_names_the_units_that_got_the_letter(desk: Desk) -> None:
    issue(desk)
    line = standing_letter(desk, OCTOBER, ALL, rows_to_remind(desk, OCTOBER))
    assert line is not None
    assert line.recipients[:3] == tuple(unit.name for unit in UNITS[1:])
    assert line.subject.startswith("Công văn đôn đốc")


def test_a_letter_to_very_many_units_stands_for_as_many(tmp_path: Path, sources: Sources) -> None:
    units = units_named(90)
    with superior_desk(tmp_path / "many", sources, units) as many:
        issue(many)
        line = standing_letter(many, OCTOBER, ALL, rows_to_remind(many, OCTOBER))
        assert line is not None
        assert line.recipients[0] == "90 đơn vị có tên trong công văn"
        assert number(letter(many)) == "Số:12/BCĐ-PCMT"
        receive(many, Sent(units[0], sent_month(units[0])), name="TN 1")
        assert number(letter(many)) == "Số:/BCĐ-PCMT"


@pytest.mark.parametrize(
    ("entered", "printed"),
    [
        ("Ban Chỉ đạo 138 Ban Chỉ đạo 138 tỉnh Thử", "Ban Chỉ đạo 138 tỉnh Thử"),
        ("Ban Chỉ đạo 138 ban chỉ đạo 138 tỉnh Thử", "ban chỉ đạo 138 tỉnh Thử"),
        ("Ban Chỉ đạo 138 tỉnh Thử", "Ban Chỉ đạo 138 tỉnh Thử"),
        ("Ủy ban nhân dân tỉnh Thử", "Ủy ban nhân dân tỉnh Thử"),
        ("Ban Chỉ đạo 138", "Ban Chỉ đạo 138"),
    ],
)
def test_a_salutation_names_the_committee_once(entered: str, printed: str) -> None:
    assert addressed_once(entered, "Ban Chỉ đạo 138") == printed


def test_a_superior_entered_as_a_committee_is_addressed_once(desk: Desk) -> None:
    known = profile(desk)
    superior = "Ban Chỉ đạo 138 Trung ương"
    assert change_profile(desk, replace(known, superior=superior, superior_salutation="")).done
    paper = IssuedDraft(kind="report", period=OCTOBER.id, number=7, issued_on=desk.clock.today())
    for _with_number in (False, True):
        (line,) = consolidated_document(desk, "report", OCTOBER).salutation
        assert line.replace("\u00a0", " ") == f"Kính gửi: {superior}"
        issue_paper(desk, paper)


def test_without_a_deadline_the_letter_and_the_choice_speak_of_nobody_late(
    tmp_path: Path, sources: Sources
) -> None:
    with superior_desk(tmp_path / "open", sources, UNITS, due_after=None) as undated:
        offered = read_offered(undated, OCTOBER)
        assert offered.late == UNITS
        assert not offered.deadline_set
        assert board_of(undated, OCTOBER).tallies[0].late == 0
        (table,) = (one for one in letter(undated).blocks if isinstance(one, Table))
        assert "Hạn gửi" not in [column.heading for column in table.columns]
        assert {row[-1] for row in table.rows} == {"chưa gửi"}


def test_a_line_of_the_register_that_names_the_kind_alone_is_the_superiors_letter(
    desk: Desk,
) -> None:
    draft = IssuedDraft(kind="reminder", period=OCTOBER.id, number=31, issued_on=desk.clock.today())
    assert issue_paper(desk, draft).done
    line = papers_of(desk, OCTOBER)[0]
    late = {row.unit.name for row in rows_to_remind(desk, OCTOBER)}
    assert late <= set(line.recipients), "the units, not groups of a commune"
    assert line.subject == proposed_letter(desk, OCTOBER, ALL).subject
    assert number(letter(desk)).startswith("Số:31/")
    assert paper_kind("reminder") == "Công văn đôn đốc"


def test_a_letter_to_nobody_gets_no_number(desk: Desk) -> None:
    receive(desk, *(Sent(unit, sent_month(unit)) for unit in UNITS[1:]), name="TN 2")
    draft = IssuedDraft(kind="reminder", period=OCTOBER.id, number=31, issued_on=desk.clock.today())
    assert [one.code for one in issue_paper(desk, draft).problems] == ["letter_to_nobody"]


def give_back(desk: Desk) -> None:
    """The report of the first unit, which came in time, is given back."""
    package = consolidation_of(desk).in_force[UNITS[0].unit, OCTOBER.id].package_id
    at = desk.clock.now()
    reply = UnitReply(id="1", package_id=package, kind="returned", at=at, officer="o")
    with desk.writing(action="reply", undoable=False) as write:
        save_reply(write, reply)


def test_a_report_that_was_given_back_is_not_said_to_have_never_come(desk: Desk) -> None:
    give_back(desk)
    alone = words(letter(desk, ConsolidatedChoice(unit=UNITS[0].code)))
    assert "đã trả lại báo cáo của" in alone
    assert "chưa nhận được báo cáo" not in alone
    assert "chưa nhận được hoặc đã trả lại" in words(letter(desk))


def test_who_sent_in_time_has_no_days_of_delay_once_the_report_is_given_back(desk: Desk) -> None:
    give_back(desk)
    cells = {row.unit.code: row.cells[0] for row in board_of(desk, OCTOBER).rows}
    due_on = cells[UNITS[0].code].due_on
    assert due_on is not None
    later = due_on + timedelta(days=13)
    assert cells[UNITS[0].code].in_time
    assert days_late(cells[UNITS[0].code], later) == 0
    assert days_late(cells[UNITS[1].code], later) == 13
