"""What a decision leaves to be known is said with it: nothing counts twice in silence."""

from collections.abc import Iterator
from datetime import date
from pathlib import Path

import pytest

from desktop.actions.board import board_of
from desktop.actions.consolidated import consolidated_of
from desktop.actions.deciding import Decided, accept_unit, decide
from desktop.actions.desk import Desk
from desktop.actions.office_keys import office_keys
from desktop.actions.receiving import receive_packages
from desktop.actions.setup import Sources
from desktop.actions.superior_month import superior_month
from desktop.domain.across_units import FindingCode
from desktop.domain.board import CellState
from desktop.domain.consolidated_period import ConsolidatedPeriod
from desktop.domain.expected_units import ExpectedUnit
from desktop.domain.periods import parse_period
from desktop.wording.superior import accepted_over_text, across_text
from tests.actions.senders import SINCE, Sender
from tests.actions.units_making import superior_desk

OLD = ExpectedUnit("19996", "Phường Cũ", SINCE)
MERGED_ON = date(2026, 9, 20)


@pytest.fixture
def superior(tmp_path: Path, sources: Sources) -> Iterator[Desk]:
    """A superior that expects one unit, which another took in since."""
    with superior_desk(tmp_path / "superior", sources, (OLD,)) as made:
        yield made


@pytest.fixture
def former(superior: Desk, tmp_path: Path) -> Sender:
    """The unit of the list: its October counts."""
    made = Sender(OLD.code, office_keys(superior).current.public, name=OLD.name)
    receive_packages(superior, [made.send(tmp_path, "2026-10")], receipts=False)
    accepted(superior, made)
    return made


@pytest.fixture
def heir(superior: Desk) -> Sender:
    """The unit that took it in: it reports the same groups and is in no list."""
    public = office_keys(superior).current.public
    return Sender("20000", public, name="Phường Mới", valid_from=MERGED_ON, owner=OLD.code)


def accepted(desk: Desk, sender: Sender) -> Decided:
    done = accept_unit(desk, sender.code, sender.sent[0].check_code).value
    assert done is not None
    return done


def october(desk: Desk) -> ConsolidatedPeriod:
    return consolidated_of(desk, parse_period("2026-10"))


def test_a_unit_outside_the_list_is_accepted_with_a_word_that_it_is_outside(
    superior: Desk, former: Sender, heir: Sender, tmp_path: Path
) -> None:
    receive_packages(superior, [heir.send(tmp_path, "2026-10")], receipts=False)
    done = accepted(superior, heir)
    assert (done.standing, done.waited_for) == ("in_force", "unknown_unit")
    said = accepted_over_text(done.waited_for, code="20000")
    assert said.startswith("Đơn vị 20000 không có trong danh sách")


def test_groups_that_two_units_report_are_named_with_both_and_no_total_is_complete(
    superior: Desk, former: Sender, heir: Sender, tmp_path: Path
) -> None:
    assert october(superior).complete
    receive_packages(superior, [heir.send(tmp_path, "2026-10")], receipts=False)
    (pair,) = accepted(superior, heir).shared
    assert pair.finding.code is FindingCode.SAME_GROUPS
    said = across_text(pair.finding.code, pair.finding.details, unit=pair.unit, other=pair.other)
    assert said.startswith("Phường Mới: có 2 thôn, tổ dân phố cũng nằm trong báo cáo của Phường Cũ")
    found = october(superior)
    assert not found.complete
    assert [(one.unit.code, one.other.code, one.groups) for one in found.shared] == [
        ("20000", OLD.code, 2)
    ]
    assert decide(superior, former.sent[0].package_id, accept=False, reason="Đã nhập").done
    assert october(superior).shared == ()


def test_leaving_a_correction_out_says_that_the_report_before_it_counts_again(
    superior: Desk, former: Sender, tmp_path: Path
) -> None:
    first = former.sent[0].package_id
    file = former.send(tmp_path, "2026-10", attendance=99, correction=1)
    receive_packages(superior, [file], receipts=False)
    second = former.sent[-1].package_id
    done = decide(superior, second, accept=False, reason="Sai số").value
    assert done is not None
    (fallen,) = done.fallen
    assert fallen.before is not None
    assert (fallen.before.package_id, fallen.waits) == (second, False)
    assert fallen.now is not None
    assert fallen.now.package_id == first


def test_a_correction_left_out_is_a_month_given_back_on_board_path_and_papers(
    superior: Desk, former: Sender, tmp_path: Path
) -> None:
    file = former.send(tmp_path, "2026-10", attendance=99, correction=1)
    receive_packages(superior, [file], receipts=False)
    month = parse_period("2026-10")
    assert board_of(superior, month).rows[0].cells[0].state is CellState.CORRECTED
    decide(superior, former.sent[-1].package_id, accept=False, reason="Sai số")
    (row,) = board_of(superior, month).rows
    assert (row.cells[0].state, row.cells[0].is_in) == (CellState.RETURNED, False)
    found = october(superior)
    assert [one.code for one in found.returned] == [OLD.code]
    assert not found.complete
    assert superior_month(superior, month).returned == 1
    decide(superior, former.sent[-1].package_id, accept=True, reason="Đã hỏi lại")
    assert board_of(superior, month).rows[0].cells[0].state is CellState.CORRECTED
    assert october(superior).returned == ()


def test_leaving_the_only_report_out_names_none_in_its_place(
    superior: Desk, former: Sender
) -> None:
    done = decide(superior, former.sent[0].package_id, accept=False, reason="Sai số").value
    assert done is not None
    assert done.fallen == ()


@pytest.mark.parametrize(
    ("changes", "cause", "says"),
    [
        ({}, "fork", "Có thể hai máy cùng gửi"),
        ({"branch": "branch-2"}, "other_branch", "Tệp mà các bản dữ liệu khác gửi trước"),
        ({"install": "other"}, "other_install", "tệp máy kia gửi thì chờ đối chiếu"),
    ],
)
def test_accepting_what_two_computers_sent_says_what_comes_of_the_next_files(
    superior: Desk,
    former: Sender,
    tmp_path: Path,
    changes: dict[str, str],
    cause: str,
    says: str,
) -> None:
    twin = former.clone(**changes)
    twin.sequence, twin.previous = 0, ""
    receive_packages(superior, [twin.send(tmp_path / "b", "2026-10", attendance=77)])
    done = decide(superior, twin.sent[0].package_id, accept=True, reason="Đã hỏi").value
    assert done is not None
    assert (done.standing, done.waited_for) == ("in_force", cause)
    assert says in accepted_over_text(done.waited_for, code=OLD.code)


def test_accepting_a_first_file_by_its_slip_says_nothing_more(
    superior: Desk, tmp_path: Path
) -> None:
    made = Sender(OLD.code, office_keys(superior).current.public, name=OLD.name)
    receive_packages(superior, [made.send(tmp_path, "2026-10")], receipts=False)
    done = accepted(superior, made)
    assert (done.waited_for, accepted_over_text(done.waited_for, code=OLD.code)) == ("new_key", "")
    assert done.shared == ()
