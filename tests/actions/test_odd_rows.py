"""Two units in one row of the allocated targets are told when their reports come."""

from collections.abc import Iterator
from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest

from desktop.actions.board import findings_of
from desktop.actions.deciding import accept_unit
from desktop.actions.desk import Desk
from desktop.actions.office_keys import office_keys
from desktop.actions.plan_choice import choose_plan
from desktop.actions.receiving import Taken, receive_packages
from desktop.actions.setup import Sources, new_commune
from desktop.domain.commune import CommuneProfile, Role
from desktop.domain.periods import parse_period
from desktop.domain.snapshot import PlanLine
from desktop.wording.superior import across_text
from tests.actions.senders import Sender

PLAN = "hanoi-2021"
ROW = PlanLine(PLAN, "21/KH-UBND", "Kế hoạch", "Hoàn Kiếm")


@pytest.fixture
def superior(tmp_path: Path, sources: Sources) -> Iterator[Desk]:
    """A superior that allocates targets to its units."""
    profile = CommuneProfile(
        name="Thành phố Hà Nội",
        code="01",
        valid_from=date(2025, 1, 1),
        superior="",
        role=Role.SUPERIOR,
    )
    made = new_commune(tmp_path / "superior", profile, sources=sources).value
    assert made is not None
    assert choose_plan(made, PLAN).done
    with made:
        yield made


@pytest.fixture
def senders(superior: Desk, tmp_path: Path) -> tuple[Sender, Sender]:
    """Two communes that the superior knows: September came of both, each in a row of its own."""
    public = office_keys(superior).current.public
    first = Sender("19801", public, name="Phường Một", plan=ROW)
    second = Sender("19802", public, name="Phường Hai", plan=replace(ROW, row="Ba Đình"))
    for one in (first, second):
        one.send(tmp_path, "2026-09")
        receive_packages(superior, (tmp_path,), receipts=False)
        assert accept_unit(superior, one.code, one.sent[0].check_code).done
    return first, second


def said(taken: Taken) -> list[str]:
    return [
        across_text(one.finding.code, one.finding.details, unit=one.unit, other=one.other)
        for one in taken.odd_rows
    ]


def test_the_second_of_two_units_in_one_row_is_told_with_both_names(
    superior: Desk, senders: tuple[Sender, Sender], tmp_path: Path
) -> None:
    first, second = senders
    one = receive_packages(superior, (first.send(tmp_path, "2026-10"),), receipts=False)
    assert (one.odd_rows, one.to_look_at) == ((), False)
    second.plan = ROW
    file = second.send(tmp_path, "2026-10")
    rehearsed = receive_packages(superior, (file,), dry_run=True)
    taken = receive_packages(superior, (file,), receipts=False)
    assert said(rehearsed) == said(taken)
    assert taken.to_look_at
    same, other = said(taken)
    assert same.startswith("Phường Hai: chọn dòng “Hoàn Kiếm” trong bảng giao chỉ tiêu")
    assert "trùng với Phường Một." in same
    assert other.startswith("Phường Hai: đang ở dòng “Hoàn Kiếm”")
    assert other.endswith("tháng 9/2026 là dòng “Ba Đình”.")
    # The board says the same of the month, whenever it is asked.
    found = findings_of(superior, parse_period("2026-10"))
    assert {"same_row", "other_row"} <= {one.code.value for one in found}


def test_units_in_rows_of_their_own_are_silent(
    superior: Desk, senders: tuple[Sender, Sender], tmp_path: Path
) -> None:
    files = [one.send(tmp_path, "2026-10") for one in senders]
    assert receive_packages(superior, files, receipts=False).odd_rows == ()


def test_rows_of_another_plan_than_the_superiors_are_silent(
    superior: Desk, senders: tuple[Sender, Sender], tmp_path: Path
) -> None:
    for one in senders:
        one.plan = replace(ROW, id="hue-302")
    files = [one.send(tmp_path, "2026-10") for one in senders]
    assert receive_packages(superior, files, receipts=False).odd_rows == ()


def test_groups_of_another_unit_are_told_when_a_report_comes_whatever_the_plan(
    superior: Desk, senders: tuple[Sender, Sender], tmp_path: Path
) -> None:
    first, second = senders
    assert choose_plan(superior, "hue-302").done
    receive_packages(superior, (first.send(tmp_path, "2026-10"),), receipts=False)
    second.owner = first.code
    file = second.send(tmp_path, "2026-10")
    (same,) = said(receive_packages(superior, (file,), dry_run=True))
    assert same.startswith(
        "Phường Hai: có 2 thôn, tổ dân phố cũng nằm trong báo cáo của Phường Một"
    )
    assert said(receive_packages(superior, (file,), receipts=False)) == [same]
    found = findings_of(superior, parse_period("2026-10"))
    assert "same_groups" in {one.code.value for one in found}
