"""A receipt that no known superior signed: its code is believed, and what that is worth is said."""

from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

from desktop.actions.desk import Desk
from desktop.actions.periods import PeriodState
from desktop.actions.receipts import receive_code, receive_files, remarks_of
from desktop.actions.sending import SendState, sendable
from desktop.domain.periods import Period
from desktop.exchange.package import Package
from desktop.exchange.receipt import ReceiptKind, Remark, receipt_for, seal_receipt
from tests.actions.sending_making import NOON, Office, put
from tests.actions.test_receipts import august, office, package, state, stick

__all__ = ["august", "office", "package", "stick"]
RECEIVED = ReceiptKind.RECEIVED


def by_a_stranger(
    package: Package, kind: ReceiptKind, *, at: datetime, remarks: tuple[str, ...] = ()
) -> bytes:
    """A file of somebody who heard the digits of an answer."""
    keys = Office.new("Nơi khác").keys
    said = receipt_for(
        package.package_id,
        package.manifest,
        kind=kind,
        at=at,
        superior="Thành phố Huế",
        keys=keys,
        remarks=[Remark(one) for one in remarks],
    )
    return seal_receipt(said, keys=keys, reply_to=package.manifest.reply_to)


@pytest.mark.parametrize("stranger_first", [True, False])
def test_a_signed_answer_holds_against_a_file_whose_code_alone_is_right(
    desk: Desk,
    office: Office,
    august: Period,
    package: Package,
    stick: Path,
    stranger_first: bool,
) -> None:
    far = datetime(2999, 1, 1, tzinfo=UTC)
    signed = put(stick, "S138_1.s138r", office.answer(package, ReceiptKind.RETURNED, ("Sai.", "")))
    forged = by_a_stranger(package, ReceiptKind.ACCEPTED, at=far)
    stranger = put(stick, "S138_2.s138r", forged)
    for path in (stranger, signed) if stranger_first else (signed, stranger):
        (taken,) = receive_files(desk, [path]).receipts
    assert (taken.kind, taken.older, taken.holds, taken.unsigned) == (
        ("returned", False, "", False) if stranger_first else ("accepted", True, "returned", True)
    )
    assert state(desk, august) == (PeriodState.RETURNED, SendState.RETURNED)
    assert [one.text for one in remarks_of(desk, august)] == ["Sai."]
    assert len(receive_files(desk, [stick]).duplicates) == 2
    later = NOON + timedelta(days=1)
    accepted = office.answer(package, ReceiptKind.ACCEPTED, ("Tốt.", ""), at=later)
    receive_files(desk, [put(stick, "S138_3.s138r", accepted)])
    assert state(desk, august) == (PeriodState.RECEIVED, SendState.ACCEPTED)
    assert [one.text for one in remarks_of(desk, august)] == ["Tốt."]


def test_a_file_whose_code_alone_is_right_counts_as_its_digits_would(
    desk: Desk, august: Period, package: Package, stick: Path
) -> None:
    first, second = desk.clock.now() - timedelta(days=2), desk.clock.now() - timedelta(days=1)
    put(stick, "S138_1.s138r", by_a_stranger(package, ReceiptKind.ACCEPTED, at=first))
    put(stick, "S138_2.s138r", by_a_stranger(package, ReceiptKind.RETURNED, at=second))
    taken = receive_files(desk, [stick])
    assert [(one.kind, one.unsigned) for one in taken.receipts] == [
        ("accepted", True),
        ("returned", True),
    ]
    assert state(desk, august) == (PeriodState.RETURNED, SendState.RETURNED)
    code = Office.code_by_telephone(package, ReceiptKind.ACCEPTED)
    assert receive_code(desk, august, code).done
    assert state(desk, august) == (PeriodState.RECEIVED, SendState.ACCEPTED)
    assert len(receive_files(desk, [stick]).duplicates) == 2


def test_a_file_that_waits_by_an_unsigned_receipt_is_not_taken_for_one_that_counts(
    desk: Desk, august: Period, package: Package, stick: Path
) -> None:
    words = "Gọi số 0900 000 000."
    at = desk.clock.now() - timedelta(days=2)
    put(stick, "S138_1.s138r", by_a_stranger(package, RECEIVED, at=at, remarks=(words,)))
    (taken,) = receive_files(desk, [stick]).receipts
    assert (taken.held, taken.unsigned) == (True, True)
    assert words not in str(taken.remarks)
    waits = sendable(desk, august)
    assert waits is not None
    assert (waits.state, waits.held, waits.by_code) == (SendState.RECEIVED, True, True)
    later = by_a_stranger(package, RECEIVED, at=at + timedelta(days=1))
    receive_files(desk, [put(stick, "S138_2.s138r", later)])
    counts = sendable(desk, august)
    assert counts is not None
    assert (counts.held, counts.came_by_code) == (False, True)


def test_digits_say_that_a_file_came_and_not_that_it_counts(
    desk: Desk, office: Office, august: Period, package: Package, stick: Path
) -> None:
    assert receive_code(desk, august, Office.code_by_telephone(package, RECEIVED)).done
    told = sendable(desk, august)
    assert told is not None
    assert told.came_by_code
    receive_files(desk, [put(stick, "S138_1.s138r", office.answer(package, RECEIVED))])
    signed = sendable(desk, august)
    assert signed is not None
    assert not signed.came_by_code
