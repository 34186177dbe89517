"""What a replacement stands against: the report that was issued, not one that was only made."""

import csv
import io
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pytest

from desktop.actions.consolidated import consolidated_of
from desktop.actions.consolidated_papers import consolidated_document, consolidated_file
from desktop.actions.desk import Desk
from desktop.actions.issued_papers import issue_paper
from desktop.actions.issued_totals import (
    REPORT,
    Reissue,
    changed_since_printed,
    keep_printed,
    line_of_report,
    reissue_of,
    unnumbered_reissue,
)
from desktop.actions.setup import Sources
from desktop.actions.superior_month import superior_month, totals_have_number
from desktop.actions.verdicts import consolidation_of
from desktop.db import queries
from desktop.db.received_queries import UnitReply, receptions
from desktop.db.received_saving import save_reply, undo_reception
from desktop.domain.issued import IssuedDraft
from desktop.domain.officers import OfficerRole
from desktop.domain.periods import parse_period
from tests.actions.units_making import Sent, receive, sent_month, superior_desk, units_named

OCTOBER = parse_period("2026-10")
UNITS = units_named(3)


@pytest.fixture
def desk(tmp_path: Path, sources: Sources) -> Iterator[Desk]:
    """One report of October counts; that of the superior has number 15."""
    with superior_desk(tmp_path / "data", sources, UNITS) as found:
        arrives(found, 0)
        keep_printed(found, OCTOBER)
        numbered(found, 15)
        yield found


def arrives(desk: Desk, place: int) -> None:
    receive(desk, Sent(UNITS[place], sent_month(UNITS[place])), name=f"TN {place}")


def numbered(desk: Desk, number: int) -> None:
    line = IssuedDraft(
        kind=REPORT, period=OCTOBER.id, number=number, issued_on=desk.clock.today(), again=True
    )
    assert issue_paper(desk, line).done


def replaced(desk: Desk) -> tuple[int, str, int | None]:
    """Number of the replacement, the paper that it names, and the people that this one had."""
    found = reissue_of(desk, OCTOBER)
    assert found is not None
    return found.number, found.issued.symbol if found.issued else "", people_before(found)


def people_before(found: Reissue) -> int | None:
    (people,) = (one for one in found.changes if one.measure == "attendance")
    return people.printed.numerator if people.printed is not None else None


def returned(desk: Desk) -> None:
    """The report of the first unit is given back."""
    package = consolidation_of(desk).in_force[UNITS[0].unit, OCTOBER.id].package_id
    at = desk.clock.now()
    reply = UnitReply(id="1", package_id=package, kind="returned", at=at, officer="o")
    with desk.writing(action="reply", undoable=False) as write:
        save_reply(write, reply)


def people(desk: Desk) -> int | None:
    return consolidated_of(desk, OCTOBER).totals.activity.attendance.value


def test_a_replacement_names_the_paper_that_it_is_compared_with(desk: Desk) -> None:
    first = people(desk)
    arrives(desk, 1)
    keep_printed(desk, OCTOBER, reissue=True)
    arrives(desk, 2)
    assert replaced(desk) == (1, "15/BC-BCĐ", first), "the one between never got a number"
    told = {one.measure: one.printed for one in changed_since_printed(desk, OCTOBER)}
    assert told["attendance"] is not None
    assert told["attendance"].numerator == first


def test_a_replacement_with_a_number_is_the_one_replaced_next(desk: Desk) -> None:
    arrives(desk, 1)
    second = people(desk)
    numbered(desk, 16)
    keep_printed(desk, OCTOBER, reissue=True)
    arrives(desk, 2)
    assert replaced(desk) == (2, "16/BC-BCĐ", second)


def test_a_replacement_made_without_a_number_leaves_the_numbered_one_issued(desk: Desk) -> None:
    arrives(desk, 1)
    assert unnumbered_reissue(desk, OCTOBER) is None
    keep_printed(desk, OCTOBER, reissue=True)
    waiting = unnumbered_reissue(desk, OCTOBER)
    assert waiting is not None
    assert waiting.issued is not None
    assert (waiting.number, waiting.issued.symbol) == (1, "15/BC-BCĐ")
    numbered(desk, 16)
    assert unnumbered_reissue(desk, OCTOBER) is None


def test_totals_that_are_again_those_of_the_numbered_report_replace_nothing(desk: Desk) -> None:
    arrives(desk, 1)
    keep_printed(desk, OCTOBER, reissue=True)
    goes_back(desk)
    assert changed_since_printed(desk, OCTOBER) == ()
    assert reissue_of(desk, OCTOBER) is None
    assert totals_have_number(desk, OCTOBER), "the replacement that lies there is none any more"


def goes_back(desk: Desk) -> None:
    """The last reception is taken back."""
    newest = next(one for one in receptions(desk.store) if one.undone_at is None)
    with desk.writing(action="undo_receive", undoable=False) as write:
        undo_reception(write, newest.id, at=desk.clock.now(), officer="o")


def test_a_number_that_was_replaced_does_not_come_back_with_its_totals(desk: Desk) -> None:
    arrives(desk, 1)
    second = people(desk)
    keep_printed(desk, OCTOBER, reissue=True)
    numbered(desk, 16)
    goes_back(desk)
    assert replaced(desk) == (2, "16/BC-BCĐ", second)
    assert changed_since_printed(desk, OCTOBER)
    assert not totals_have_number(desk, OCTOBER), "number 15 was replaced"
    keep_printed(desk, OCTOBER, reissue=True)
    assert line_of_report(desk, OCTOBER, reissue=2) is None, "its number is still open"
    line = IssuedDraft(kind=REPORT, period=OCTOBER.id, number=17, issued_on=desk.clock.today())
    assert issue_paper(desk, line).done
    assert totals_have_number(desk, OCTOBER)
    assert issue_paper(desk, replace(line, number=18)).value is None, "once is enough"


def test_the_paper_replaced_is_the_last_with_a_number_whatever_drafts_lie_between(
    desk: Desk,
) -> None:
    arrives(desk, 1)
    second = people(desk)
    keep_printed(desk, OCTOBER, reissue=True)
    numbered(desk, 16)
    goes_back(desk)
    keep_printed(desk, OCTOBER, reissue=True)
    arrives(desk, 2)
    assert replaced(desk) == (2, "16/BC-BCĐ", second)


def test_a_report_begun_anew_after_a_number_is_replaced_without_naming_that(desk: Desk) -> None:
    arrives(desk, 1)
    second = people(desk)
    keep_printed(desk, OCTOBER, anew=True)
    arrives(desk, 2)
    assert replaced(desk) == (1, "", second)


def test_who_may_only_read_issues_nothing_by_printing(
    desk: Desk, monkeypatch: pytest.MonkeyPatch
) -> None:
    arrives(desk, 1)
    told, lines = changed_since_printed(desk, OCTOBER), queries.log_entries(desk.store, limit=50)
    monkeypatch.setattr(Desk, "officer_role", OfficerRole.READS)
    for choice in ({"reissue": True}, {"anew": True}, {}):
        assert not keep_printed(desk, OCTOBER, **choice)
    assert changed_since_printed(desk, OCTOBER) == told != ()
    assert queries.log_entries(desk.store, limit=50) == lines
    monkeypatch.undo()
    keep_printed(desk, OCTOBER, reissue=True)
    assert changed_since_printed(desk, OCTOBER) == ()


def test_the_paper_compares_how_many_units_sent_as_it_prints_them(desk: Desk) -> None:
    arrives(desk, 1)
    numbered(desk, 16)
    keep_printed(desk, OCTOBER, reissue=True)
    returned(desk)
    (units,) = (one for one in changed_since_printed(desk, OCTOBER) if one.measure == "units")
    assert units.now is not None
    assert (units.now.numerator, units.now.denominator) == (1, 3)
    said = "\n".join(
        getattr(one, "text", "") for one in consolidated_document(desk, REPORT, OCTOBER).blocks
    ).replace("\u00a0", " ")
    assert "Có 1/3" in said
    assert "chưa kể 01 đơn vị bị trả lại, chờ gửi lại; số liệu dưới đây gồm 02 đơn vị" in said
    assert superior_month(desk, OCTOBER).tally.in_ == 1


def test_the_table_of_units_says_which_report_was_given_back(desk: Desk) -> None:
    returned(desk)
    data = consolidated_file(desk, "by-unit", OCTOBER, ".csv").decode("utf-8-sig")
    first, second, *_others = csv.DictReader(io.StringIO(data))
    assert (first["sent"], first["returned"]) == ("1", "1"), "it counts until it comes again"
    assert (second["sent"], second["returned"]) == ("0", "0")
