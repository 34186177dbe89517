"""What is answered last is read last by the unit, and one file on the stick says what holds."""

from datetime import timedelta
from pathlib import Path

import pytest

from desktop.actions.deciding import accept_unit, decide
from desktop.actions.desk import Desk
from desktop.actions.office_keys import office_keys
from desktop.actions.receiving import receive_packages
from desktop.actions.replies import answer_report, remarks_of
from desktop.domain.periods import parse_period
from desktop.exchange.keys import OwnKeys
from desktop.exchange.receipt import (
    Receipt,
    ReceiptKind,
    Remark,
    open_receipt,
    receipt_for,
    seal_receipt,
)
from tests.actions.conftest import StandingClock
from tests.actions.senders import NOON, Sender

MONTH = parse_period("2026-09")


@pytest.fixture
def stick(tmp_path: Path) -> Path:
    made = tmp_path / "stick"
    made.mkdir()
    return made


@pytest.fixture
def sender(superior: Desk, stick: Path) -> Sender:
    """Its report waits for the code of its slip; the receipt on the stick says so."""
    made = Sender("19996", office_keys(superior).current.public)
    made.send(stick, MONTH.id)
    receive_packages(superior, [stick])
    return made


@pytest.fixture
def counted(superior: Desk, sender: Sender) -> Sender:
    assert accept_unit(superior, sender.code, sender.sent[0].check_code).done
    return sender


def set_clock(desk: Desk, days: int) -> None:
    clock = desk.clock
    assert isinstance(clock, StandingClock)
    clock.day += timedelta(days=days)


def on_stick(stick: Path, sender: Sender) -> list[Receipt]:
    files = sorted(stick.glob("*.s138r"))
    return [open_receipt(one.read_bytes(), (sender.keys.sealing,)) for one in files]


def reply(desk: Desk, stick: Path, *reasons: str) -> None:
    kind, said = ("returned", remarks_of(reasons)) if reasons else ("accepted", ())
    done = answer_report(
        desk,
        "19996",
        MONTH,
        kind="returned" if kind == "returned" else "accepted",
        remarks=said,
        to=stick,
    )
    assert done.value is not None
    assert done.value.receipt.path is not None


@pytest.mark.parametrize("days", [30, 0, -30], ids=["ahead", "right", "behind"])
def test_a_later_answer_is_the_later_one_whatever_the_clock_said_before(
    superior: Desk, counted: Sender, tmp_path: Path, days: int
) -> None:
    first, second, third = (tmp_path / name for name in ("t1", "t2", "t3"))
    for place in (first, second, third):
        place.mkdir()
    set_clock(superior, days)
    reply(superior, first)
    set_clock(superior, -days)
    reply(superior, second, "Sai số")
    assert decide(superior, counted.sent[0].package_id, accept=True, reason="Đã xem lại").done
    reply(superior, third)
    times = [on_stick(place, counted)[0].at for place in (first, second, third)]
    assert times == sorted(set(times)), "each later than the one before, in whole seconds"


def test_a_return_that_is_written_again_is_the_return_of_its_time(
    superior: Desk, counted: Sender, stick: Path, tmp_path: Path
) -> None:
    out = tmp_path / "out"
    out.mkdir()
    package = counted.sent[0].package_id
    assert decide(superior, package, accept=False, reason="Chưa rõ", to=out).done
    (said,) = on_stick(out, counted)
    set_clock(superior, 30)
    receive_packages(superior, [stick])
    again = max(on_stick(stick, counted), key=lambda one: one.at)
    assert (again.kind, again.at) == (ReceiptKind.RETURNED, said.at)


def test_after_an_acceptance_the_stick_no_longer_says_that_the_report_waits(
    superior: Desk, sender: Sender, stick: Path
) -> None:
    (waiting,) = on_stick(stick, sender)
    assert waiting.remarks, "it says that the file waits"
    assert accept_unit(superior, sender.code, sender.sent[0].check_code).done
    for _again in range(2):
        receive_packages(superior, [stick])
        (received,) = on_stick(stick, sender)
        assert (received.kind, received.remarks) == (ReceiptKind.RECEIVED, ())
        assert received.at > waiting.at


def test_one_answer_of_an_office_to_a_report_lies_on_a_stick(
    superior: Desk, counted: Sender, stick: Path
) -> None:
    reply(superior, stick, "Sai số buổi")
    assert [one.kind for one in on_stick(stick, counted)] == [ReceiptKind.RETURNED]
    reply(superior, stick)
    assert [one.kind for one in on_stick(stick, counted)] == [ReceiptKind.ACCEPTED]
    reply(superior, stick, "Sai số buổi")
    (last,) = on_stick(stick, counted)
    assert last.remarks == (Remark("Sai số buổi"),)


def test_what_others_signed_or_what_cannot_be_read_stays_on_the_stick(
    superior: Desk, counted: Sender, stick: Path
) -> None:
    package = counted.sent[0]
    stranger = OwnKeys.new()
    of_another = receipt_for(
        package.package_id,
        package.manifest,
        kind=ReceiptKind.RECEIVED,
        at=NOON,
        superior="Nơi khác",
        keys=stranger,
    )
    data = seal_receipt(of_another, keys=stranger, reply_to=superior_key(superior))
    names = ("S138_19996_202609_0001_da-nhan_x.s138r", "S138_19996_202609_0001_y.s138r")
    (stick / names[0]).write_bytes(data)
    (stick / names[1]).write_bytes(b"SO138R, and no more")
    reply(superior, stick)
    left = {one.name for one in stick.glob("*.s138r")}
    assert left == {*names, "S138_19996_202609_0001_chap-nhan.s138r"}
    assert (stick / names[0]).read_bytes() == data


def superior_key(desk: Desk) -> str:
    return office_keys(desk).current.sealing.public
