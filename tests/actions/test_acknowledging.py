"""A unit learns from a new receipt that its file, which waited, counts."""

from collections.abc import Iterator
from functools import partial
from pathlib import Path

import pytest

from desktop.actions.acknowledging import Settled, settle, write_received_again
from desktop.actions.deciding import accept_unit, decide
from desktop.actions.desk import Desk
from desktop.actions.receiving import receive_packages
from desktop.exchange.receipt import Receipt, ReceiptKind, open_receipt
from tests.actions.senders import Sender
from tests.ui.board.superiors import sealed_superior, sender_for


@pytest.fixture
def desk(tmp_path: Path) -> Iterator[Desk]:
    with sealed_superior(tmp_path / "superior") as made:
        yield made


def receipts(folder: Path, sender: Sender) -> list[Receipt]:
    """What the unit reads on its stick."""
    found = sorted(folder.rglob("*.s138r"))
    return [open_receipt(one.read_bytes(), [sender.keys.sealing]) for one in found]


def accepted(desk: Desk, sender: Sender, *folders: Path) -> Settled:
    """The unit's first file, accepted by its slip."""
    code = sender.sent[0].check_code
    value = settle(desk, partial(accept_unit, desk, sender.code, code), folders).value
    assert value is not None
    return value


def test_the_code_of_the_slip_makes_a_receipt_that_no_longer_says_that_the_file_waits(
    desk: Desk, tmp_path: Path
) -> None:
    sender = sender_for(desk, "19701", "Phường Phú Xuân")
    stick = tmp_path / "usb"
    sender.send(stick / "bao-cao", "2026-10")
    receive_packages(desk, [stick])
    (before,) = receipts(stick, sender)
    assert before.remarks, "at first it says that it waits"
    done = accepted(desk, sender, stick)
    assert done.untold == ()
    (after,) = receipts(stick, sender)
    assert (after.kind, after.remarks) == (ReceiptKind.RECEIVED, ())
    assert after.at > before.at, "the unit takes it for the later one"


def test_every_month_that_counts_by_the_same_slip_gets_its_receipt(
    desk: Desk, tmp_path: Path
) -> None:
    sender = sender_for(desk, "19701", "Phường Phú Xuân")
    stick = tmp_path / "usb"
    sender.send(stick, "2026-09")
    sender.send(stick, "2026-10")
    receive_packages(desk, [stick])
    assert [bool(one.remarks) for one in receipts(stick, sender)] == [True, True]
    assert len(accepted(desk, sender, stick).told) == 2
    assert [one.remarks for one in receipts(stick, sender)] == [(), ()]


def test_a_stick_that_comes_again_bears_one_receipt_for_each_file_and_it_is_the_later_one(
    desk: Desk, tmp_path: Path
) -> None:
    sender, stick = sender_for(desk, "19701", "Phường Phú Xuân"), tmp_path / "usb"
    sender.send(stick, "2026-09")
    sender.send(stick, "2026-10")
    receive_packages(desk, [stick])
    before = receipts(stick, sender)
    accepted(desk, sender)
    receive_packages(desk, [stick])
    after = receipts(stick, sender)
    assert [one.remarks for one in after] == [(), ()], "none is left that says that it waits"
    assert all(one.at > two.at for one, two in zip(after, before, strict=True))


def test_what_lies_on_no_stick_is_named_as_untold_and_strange_sticks_get_nothing(
    desk: Desk, tmp_path: Path
) -> None:
    sender, other = sender_for(desk, "19701", "A"), sender_for(desk, "19702", "B")
    sender.send(tmp_path / "usb", "2026-10")
    other.send(tmp_path / "other", "2026-10")
    receive_packages(desk, [tmp_path / "usb"])
    (one,) = accepted(desk, sender, tmp_path / "other").untold
    assert one.package.unit_code == "19701"
    assert len(one.receipt.code) == len("1234 5678 9012")
    assert not list((tmp_path / "other").glob("*.s138r"))


def test_an_acceptance_with_a_reason_is_told_the_same_way_and_a_refused_code_writes_nothing(
    desk: Desk, tmp_path: Path
) -> None:
    sender, stick = sender_for(desk, "19701", "Phường Phú Xuân"), tmp_path / "usb"
    path = sender.send(stick, "2026-10")
    receive_packages(desk, [stick])
    wrong = settle(desk, partial(accept_unit, desk, "19701", "1"), [stick])
    assert wrong.value is None
    assert receipts(stick, sender)[0].remarks
    task = partial(decide, desk, path.name, accept=True, reason="Đã gọi hỏi phường")
    assert settle(desk, task, [stick]).done
    assert receipts(stick, sender)[0].remarks == ()


def test_the_receipt_of_a_file_that_counts_is_written_again_weeks_later(
    desk: Desk, tmp_path: Path
) -> None:
    sender, stick = sender_for(desk, "19701", "Phường Phú Xuân"), tmp_path / "usb"
    sender.send(stick, "2026-10")
    receive_packages(desk, [stick])
    accepted(desk, sender)
    digits = write_received_again(desk, sender.sent[0].package_id, None)
    written = write_received_again(desk, sender.sent[0].package_id, stick)
    assert digits.path is None
    assert (digits.code, written.path is not None) == (written.code, True)
    assert [one.remarks for one in receipts(stick, sender)] == [()]
