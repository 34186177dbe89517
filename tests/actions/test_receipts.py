"""What comes back: receipts turn the month, remarks become work, a code by telephone is enough."""

from dataclasses import replace
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

from desktop.actions.closing import close_period, mark_printed
from desktop.actions.connection import connect, connected, renew_own_keys
from desktop.actions.desk import Desk
from desktop.actions.overview import WorkKind
from desktop.actions.periods import (
    PeriodState,
    closing_in_force,
    correction_in_progress,
    period_named,
    period_view,
)
from desktop.actions.plan_work import plan_work
from desktop.actions.receipts import (
    correct_returned,
    receive_code,
    receive_files,
    remarks_of,
)
from desktop.actions.sending import SendState, history, sendable
from desktop.actions.sent_periods import remarked_periods
from desktop.actions.told_remarks import keep_told_remarks, may_have_remarks
from desktop.actions.verifying import verify_file
from desktop.db import queries
from desktop.domain.periods import Period
from desktop.exchange.errors import ExchangeError, NotAConnectionError
from desktop.exchange.package import Package
from desktop.exchange.receipt import ReceiptKind, receipt_for, seal_receipt
from tests.actions.sending_making import NOON, Office, closed_months, put, sent


@pytest.fixture
def stick(tmp_path: Path) -> Path:
    return tmp_path / "usb"


@pytest.fixture
def office(desk: Desk) -> Office:
    made = Office.new()
    connect(desk, made.connection())
    return made


@pytest.fixture
def august(desk: Desk) -> Period:
    return closed_months(desk)[0]


@pytest.fixture
def package(desk: Desk, office: Office, august: Period, stick: Path) -> Package:
    """The file of August as the superior read it."""
    return office.read(sent(desk, august, stick).path)


def state(desk: Desk, period: Period) -> tuple[PeriodState, SendState]:
    found = sendable(desk, period)
    assert found is not None
    return period_view(desk, period).state, found.state


def test_a_receipt_on_the_stick_turns_the_month(
    desk: Desk, office: Office, august: Period, package: Package, stick: Path
) -> None:
    path = put(stick, "S138_da-nhan.s138r", office.answer(package, ReceiptKind.RECEIVED))
    rehearsed = receive_files(desk, [stick], dry_run=True)
    assert [one.kind for one in rehearsed.receipts] == ["received"]
    assert state(desk, august) == (PeriodState.SENT, SendState.WRITTEN)
    taken = receive_files(desk, [stick])
    assert [(one.file, one.period, one.older) for one in taken.receipts] == [
        (str(path), "2026-08", False)
    ]
    assert taken.refused == ()
    assert state(desk, august) == (PeriodState.RECEIVED, SendState.RECEIVED)
    again = receive_files(desk, [path])
    assert (again.receipts, again.duplicates) == ((), (str(path),))


def test_printing_in_between_makes_no_second_arrival_of_a_receipt(
    desk: Desk, office: Office, august: Period, package: Package, stick: Path
) -> None:
    receive_code(desk, august, Office.code_by_telephone(package, ReceiptKind.RECEIVED))
    assert mark_printed(desk, august).done
    put(stick, "S138_da-nhan.s138r", office.answer(package, ReceiptKind.RECEIVED))
    receive_files(desk, [stick])
    closing = closing_in_force(desk, august.id)
    assert closing is not None
    kinds = [one.kind for one in queries.period_events(desk.store, closing.id)]
    assert kinds.count(PeriodState.RECEIVED) == 1


def test_a_returned_month_opens_its_remarks_as_work(
    desk: Desk, office: Office, august: Period, package: Package, stick: Path
) -> None:
    data = office.answer(
        package,
        ReceiptKind.RETURNED,
        ("Xem lại số buổi.", "activity"),
        ("Thiếu mô hình.", "models"),
    )
    receive_files(desk, [put(stick, "S138_tra-lai.s138r", data)])
    assert state(desk, august) == (PeriodState.RETURNED, SendState.RETURNED)
    october = period_named(desk, "2026-10")
    work = [one for one in plan_work(desk, october) if one.kind is WorkKind.RETURNED]
    assert [(one.period, one.text, one.where) for one in work] == [
        ("2026-08", "Xem lại số buổi.", "activity"),
        ("2026-08", "Thiếu mô hình.", "models"),
    ]
    assert correct_returned(desk, august).done
    assert correction_in_progress(desk, "2026-08") == 1
    # The list stands while it is being corrected, and goes with the next file.
    assert any(one.kind is WorkKind.RETURNED for one in plan_work(desk, october))
    assert close_period(desk, august, unanswered=True).done
    second = sent(desk, august, stick)
    assert second.package.correction == 1
    assert not any(one.kind is WorkKind.RETURNED for one in plan_work(desk, october))
    assert state(desk, august) == (PeriodState.SENT, SendState.WRITTEN)


def test_accepted_with_remarks_is_received_and_shown_with_its_month(
    desk: Desk, office: Office, august: Period, package: Package, stick: Path
) -> None:
    data = office.answer(package, ReceiptKind.ACCEPTED, ("Tháng sau nộp sớm hơn.", ""))
    receive_files(desk, [put(stick, "S138_a.s138r", data)])
    assert state(desk, august) == (PeriodState.RECEIVED, SendState.ACCEPTED)
    assert [one.text for one in remarks_of(desk, august)] == ["Tháng sau nộp sớm hơn."]
    shown = [one.kind for one in plan_work(desk, august)]
    assert WorkKind.REMARK in shown
    elsewhere = [one.kind for one in plan_work(desk, period_named(desk, "2026-10"))]
    assert WorkKind.REMARK not in elsewhere


def test_answers_hold_by_the_superiors_time_and_received_never_turns_back(
    desk: Desk, office: Office, august: Period, package: Package, stick: Path
) -> None:
    later = NOON + timedelta(days=1)
    put(stick, "S138_1.s138r", office.answer(package, ReceiptKind.ACCEPTED, at=later))
    put(stick, "S138_2.s138r", office.answer(package, ReceiptKind.RETURNED, ("Sai.", "")))
    receive_files(desk, [stick])
    assert state(desk, august) == (PeriodState.RECEIVED, SendState.ACCEPTED)
    late = put(stick, "S138_3.s138r", office.answer(package, ReceiptKind.RECEIVED, at=later))
    assert [one.older for one in receive_files(desk, [late]).receipts] == [True]
    assert state(desk, august) == (PeriodState.RECEIVED, SendState.ACCEPTED)
    assert len(history(desk, august)[0].receipts) == 3


def test_a_receipt_for_an_older_file_is_kept_and_turns_nothing(
    desk: Desk, office: Office, august: Period, package: Package, stick: Path
) -> None:
    correct_returned(desk, august, reason="Sai số buổi")
    assert close_period(desk, august, unanswered=True).done
    sent(desk, august, stick)
    path = put(stick, "S138_a.s138r", office.answer(package, ReceiptKind.RETURNED, ("Sai.", "")))
    (taken,) = receive_files(desk, [path]).receipts
    assert taken.older
    assert state(desk, august) == (PeriodState.SENT, SendState.WRITTEN)
    assert [one.state for one in history(desk, august)] == [SendState.WRITTEN, SendState.RETURNED]


@pytest.mark.parametrize("kind", list(ReceiptKind))
def test_twelve_digits_over_the_telephone_are_enough(
    desk: Desk, august: Period, package: Package, kind: ReceiptKind
) -> None:
    code = Office.code_by_telephone(package, kind)
    taken = receive_code(desk, august, code).value
    assert taken is not None
    assert (taken.kind, taken.older) == (kind.value, False)
    assert state(desk, august)[1].value == kind.value
    again = receive_code(desk, august, code.replace(" ", "")).value
    assert again is not None
    assert len(history(desk, august)[0].receipts) == 1


def test_the_remarks_of_a_return_come_with_its_file_after_the_telephone(
    desk: Desk, office: Office, august: Period, package: Package, stick: Path
) -> None:
    receive_code(desk, august, Office.code_by_telephone(package, ReceiptKind.RETURNED))
    data = office.answer(package, ReceiptKind.RETURNED, ("Xem lại.", ""))
    receive_files(desk, [put(stick, "S138_a.s138r", data)])
    assert [one.text for one in remarks_of(desk, august)] == ["Xem lại."]
    code = Office.code_by_telephone(package, ReceiptKind.ACCEPTED)
    assert receive_code(desk, august, code, last_word=True).done
    assert state(desk, august) == (PeriodState.RECEIVED, SendState.ACCEPTED)
    receive_code(desk, august, Office.code_by_telephone(package, ReceiptKind.RETURNED))
    assert state(desk, august) == (PeriodState.RETURNED, SendState.RETURNED)


@pytest.mark.parametrize(
    ("signed", "told"),
    [
        (ReceiptKind.RETURNED, ReceiptKind.ACCEPTED),
        (ReceiptKind.ACCEPTED, ReceiptKind.RETURNED),
    ],
)
def test_digits_that_contradict_a_signed_receipt_are_asked_about(
    desk: Desk,
    office: Office,
    august: Period,
    package: Package,
    stick: Path,
    signed: ReceiptKind,
    told: ReceiptKind,
) -> None:
    receive_files(desk, [put(stick, "S138_a.s138r", office.answer(package, signed))])
    before, code = state(desk, august), Office.code_by_telephone(package, told)
    assert [one.code for one in receive_code(desk, august, code).problems] == [
        f"receipt_says_{signed}"
    ]
    assert state(desk, august) == before
    same = receive_code(desk, august, Office.code_by_telephone(package, signed))
    assert same.done, "what the receipt says is never asked about"
    taken = receive_code(desk, august, code, last_word=True).value
    assert taken is not None
    assert (taken.kind, taken.older) == (told.value, False)
    assert state(desk, august)[1].value == told.value


def test_an_older_answer_says_which_later_one_holds(
    desk: Desk, office: Office, august: Period, package: Package, stick: Path
) -> None:
    later = NOON + timedelta(minutes=5)
    accepted = office.answer(package, ReceiptKind.ACCEPTED, at=later)
    returned = office.answer(package, ReceiptKind.RETURNED, ("Sai.", ""))
    receive_files(desk, [put(stick, "S138_b.s138r", accepted)])
    (old,) = receive_files(desk, [put(stick, "S138_a.s138r", returned)]).receipts
    assert (old.kind, old.older, old.holds) == ("returned", True, "accepted")
    assert state(desk, august) == (PeriodState.RECEIVED, SendState.ACCEPTED)


def test_a_receipt_that_names_another_unit_is_refused(
    desk: Desk, office: Office, august: Period, package: Package, stick: Path
) -> None:
    manifest = package.manifest
    other = replace(manifest, unit=replace(manifest.unit, code="99999"))
    said = receipt_for(
        package.package_id,
        other,
        kind=ReceiptKind.RECEIVED,
        at=NOON,
        superior=office.name,
        keys=office.keys,
    )
    data = seal_receipt(said, keys=office.keys, reply_to=manifest.reply_to)
    taken = receive_files(desk, [put(stick, "S138_a.s138r", data)])
    assert [one.code for one in taken.refused] == ["receipt_differs"]
    assert state(desk, august) == (PeriodState.SENT, SendState.WRITTEN)


def test_receipts_of_other_units_on_a_shared_stick_are_passed_over_and_counted(
    desk: Desk, office: Office, package: Package, stick: Path
) -> None:
    for code in ("20001", "20002"):
        name = f"S138_{code}_202608_0001_da-nhan.s138r"
        file = put(stick, name, sealed_for_another(office, package))
    put(stick, "S138_a.s138r", office.answer(package, ReceiptKind.RECEIVED))
    taken = receive_files(desk, [stick])
    assert (taken.others, taken.refused, len(taken.receipts)) == (2, (), 1)
    named = receive_files(desk, [file])
    assert [one.code for one in named.refused] == ["not_for_us"], "a file that was meant is told"
    ours = f"S138_{package.manifest.unit.code}_202608_0002_da-nhan.s138r"
    put(stick, ours, sealed_for_another(office, package))
    lost = receive_files(desk, [stick])
    assert [Path(one.file).name for one in lost.refused] == [ours], "sealed for a key that is lost"


@pytest.mark.parametrize("kind", [ReceiptKind.ACCEPTED, ReceiptKind.RETURNED])
def test_remarks_told_with_the_digits_open_as_a_work_list(
    desk: Desk, office: Office, august: Period, package: Package, stick: Path, kind: ReceiptKind
) -> None:
    code = Office.code_by_telephone(package, kind)
    taken = receive_code(desk, august, code).value
    assert taken is not None
    assert may_have_remarks(taken)
    kept = keep_told_remarks(desk, taken, ["  Xem lại  tổ 7. ", "", "Thiếu mô hình."]).value
    assert kept is not None
    assert [one.text for one in kept.remarks] == ["Xem lại tổ 7.", "Thiếu mô hình."]
    (remarked,) = remarked_periods(desk)
    assert (remarked.period, remarked.kind) == (august.id, kind.value)
    assert remarks_of(desk, august) == kept.remarks
    again = receive_code(desk, august, code).value
    assert again is not None
    assert again.remarks == kept.remarks
    assert not may_have_remarks(again)
    assert state(desk, august)[1].value == kind.value
    without = office.answer(package, kind, at=datetime(2026, 10, 19, 4, tzinfo=UTC))
    receive_files(desk, [put(stick, "S138_a.s138r", without)])
    assert remarks_of(desk, august) == kept.remarks, "a file without words takes none away"
    data = office.answer(package, kind, ("Chỉ xem lại tổ 7.", "activity"))
    receive_files(desk, [put(stick, "S138_b.s138r", data)])
    assert correct_returned(desk, august).done


def test_a_number_of_a_person_in_a_told_remark_is_warned_about(
    desk: Desk, august: Period, package: Package
) -> None:
    taken = receive_code(
        desk, august, Office.code_by_telephone(package, ReceiptKind.RETURNED)
    ).value
    assert taken is not None
    told = keep_told_remarks(desk, taken, ["Gọi chị Hoa 0914 123 456"])
    assert [(one.code, one.stops) for one in told.problems] == [("looks_personal", False)]
    assert told.done


def test_remarks_of_the_file_stand_in_the_place_of_what_was_told(
    desk: Desk, office: Office, august: Period, package: Package, stick: Path
) -> None:
    taken = receive_code(
        desk, august, Office.code_by_telephone(package, ReceiptKind.ACCEPTED)
    ).value
    assert taken is not None
    keep_told_remarks(desk, taken, ["Nghe không rõ"])
    data = office.answer(package, ReceiptKind.ACCEPTED, ("Xem lại tổ 7.", "activity"))
    receive_files(desk, [put(stick, "S138_a.s138r", data)])
    assert [one.text for one in remarks_of(desk, august)] == ["Xem lại tổ 7."]
    assert keep_told_remarks(desk, taken, ["Nữa"]).value == taken
    assert [one.text for one in remarks_of(desk, august)] == ["Xem lại tổ 7."]


def test_nothing_told_keeps_nothing(desk: Desk, august: Period, package: Package) -> None:
    received = receive_code(
        desk, august, Office.code_by_telephone(package, ReceiptKind.RECEIVED)
    ).value
    assert received is not None
    assert not may_have_remarks(received)
    code = Office.code_by_telephone(package, ReceiptKind.ACCEPTED)
    taken = receive_code(desk, august, code).value
    assert taken is not None
    assert keep_told_remarks(desk, taken, [" ", ""]).value == taken
    assert remarked_periods(desk) == ()


def test_codes_that_say_nothing_are_told_apart(
    desk: Desk, august: Period, package: Package
) -> None:
    said = {
        typed: [one.code for one in receive_code(desk, august, typed).problems]
        for typed in ("1234 5678", "1234 5678 901x", "0000 0000 0000")
    }
    assert list(said.values()) == [
        ["receipt_code_mistyped"],
        ["receipt_code_mistyped"],
        ["receipt_code_wrong"],
    ]
    other = receive_code(desk, period_named(desk, "2026-09"), "0000 0000 0000")
    assert [one.code for one in other.problems] == ["nothing_sent"]
    assert package.manifest.period.id == august.id


def test_receipts_of_strangers_and_for_strangers_are_refused(
    desk: Desk, office: Office, package: Package, stick: Path
) -> None:
    data = office.answer(package, ReceiptKind.RECEIVED)
    put(stick, "S138_1.s138r", data[:-1] + bytes([data[-1] ^ 1]))
    put(stick, "S138_2.s138r", b"no receipt")
    put(stick, "S138_3.s138r", sealed_for_another(office, package))
    put(stick, "S138_4.s138r", of_another_package(office, package))
    put(stick, "anh.jpg", b"jpeg")
    taken = receive_files(desk, [stick])
    assert [(Path(one.file).name, one.code) for one in taken.refused] == [
        ("S138_1.s138r", "damaged"),
        ("S138_2.s138r", "not_a_receipt"),
        ("S138_4.s138r", "receipt_unknown"),
    ]
    assert taken.others == 1
    assert taken.receipts == ()


def test_a_file_without_its_beginning_is_called_by_what_its_name_ends_with(
    desk: Desk, office: Office, package: Package, stick: Path
) -> None:
    receipt, connection = office.answer(package, ReceiptKind.RECEIVED), office.connection()
    put(stick, "S138_1.s138r", receipt[1:])
    put(stick, "S138_ket-noi_46_0001.s138c", b"")
    put(stick, "S138_ket-noi_46_0002.s138c", b"x" + connection[1:])
    taken = receive_files(desk, [stick])
    assert [(Path(one.file).name, one.code) for one in taken.refused] == [
        ("S138_1.s138r", "not_a_receipt"),
        ("S138_ket-noi_46_0001.s138c", "not_a_connection"),
        ("S138_ket-noi_46_0002.s138c", "not_a_connection"),
    ]
    with pytest.raises(NotAConnectionError):
        verify_file(desk, stick / "S138_ket-noi_46_0001.s138c")


def test_a_receipt_signed_by_nobody_known_is_refused(
    desk: Desk, package: Package, stick: Path
) -> None:
    stranger = Office.new("Nơi khác")
    manifest = replace(package.manifest, receipt_secret="00" * 32)
    said = receipt_for(
        package.package_id,
        manifest,
        kind=ReceiptKind.RETURNED,
        at=NOON,
        superior="Nơi khác",
        keys=stranger.keys,
    )
    data = seal_receipt(said, keys=stranger.keys, reply_to=package.manifest.reply_to)
    taken = receive_files(desk, [put(stick, "S138_1.s138r", data)])
    assert [one.code for one in taken.refused] == ["unknown_signer"]


def test_of_two_answers_of_one_second_the_one_that_says_more_holds(
    desk: Desk, office: Office, august: Period, package: Package, stick: Path
) -> None:
    waits = office.answer(package, ReceiptKind.RECEIVED, ("Chưa tính: chờ đối chiếu.", ""))
    put(stick, "S138_1.s138r", waits)
    put(stick, "S138_2.s138r", office.answer(package, ReceiptKind.RECEIVED))
    receive_files(desk, [stick])
    found = sendable(desk, august)
    assert found is not None
    assert (found.state, found.held) == (SendState.RECEIVED, False)


def test_a_receipt_to_the_former_own_key_still_opens(
    desk: Desk, office: Office, august: Period, package: Package, stick: Path
) -> None:
    renew_own_keys(desk)
    data = office.answer(package, ReceiptKind.RECEIVED)
    assert len(receive_files(desk, [put(stick, "S138_1.s138r", data)]).receipts) == 1
    assert state(desk, august)[0] is PeriodState.RECEIVED


def test_connection_files_and_receipts_come_on_one_stick(desk: Desk, stick: Path) -> None:
    office = Office.new()
    august = closed_months(desk)[0]
    put(stick, "S138_ket-noi_46_0001.s138c", office.connection())
    taken = receive_files(desk, [stick], dry_run=True)
    assert [one.state for one in taken.connections] == ["new"]
    assert connected(desk) is None
    assert [one.state for one in receive_files(desk, [stick]).connections] == ["new"]
    package = office.read(sent(desk, august, stick).path)
    put(stick, "S138_1.s138r", office.answer(package, ReceiptKind.RECEIVED))
    put(stick, "S138_ket-noi_46_0002.s138c", office.renewed())
    taken = receive_files(desk, [stick])
    assert [one.state for one in taken.connections] == ["same", "newer"]
    assert len(taken.receipts) == 1
    assert [one.state for one in receive_files(desk, [stick]).connections] == ["older", "same"]


def test_of_two_connection_files_with_the_same_keys_the_newest_is_taken_alone(
    desk: Desk, stick: Path
) -> None:
    office = Office.new()
    older = put(stick, "S138_ket-noi_46_0001.s138c", office.connection())
    newer = put(stick, "S138_ket-noi_46_0002.s138c", office.connection())
    taken = receive_files(desk, [stick]).connections
    assert [(one.file, one.state) for one in taken] == [(str(newer), "new")]
    (named,) = receive_files(desk, [older]).connections
    assert named.state == "older", "a file that was meant is told"


def test_another_superior_on_the_stick_waits_for_its_fingerprint(
    desk: Desk, office: Office, stick: Path
) -> None:
    other = Office.new("Tỉnh khác")
    path = put(stick, "S138_ket-noi_1.s138c", other.connection())
    (waiting,) = receive_files(desk, [path]).connections
    assert (waiting.state, waiting.name) == ("to_confirm", "Tỉnh khác")
    wrong = receive_files(desk, [path], fingerprint=office.keys.public.fingerprint)
    assert [one.code for one in wrong.refused] == ["fingerprint_differs"]
    assert receive_files(desk, [path], fingerprint=waiting.fingerprint, dry_run=True).connections
    (taken,) = receive_files(desk, [path], fingerprint=waiting.fingerprint).connections
    assert taken.state == "new"
    found = connected(desk)
    assert found is not None
    assert found.superior.name == "Tỉnh khác"


def test_every_kind_of_file_is_looked_into(
    desk: Desk, office: Office, package: Package, stick: Path
) -> None:
    answer = put(stick, "S138_1.s138r", office.answer(package, ReceiptKind.RETURNED, ("Sai.", "")))
    connection = put(stick, "S138_1.s138c", office.connection())
    made = next(path for path in stick.iterdir() if path.suffix == ".s138")
    kinds = [verify_file(desk, path) for path in (made, answer, connection)]
    assert [(one.kind, one.ours) for one in kinds] == [
        ("package", True),
        ("receipt", True),
        ("connection", False),
    ]
    assert kinds[0].check_code == package.check_code
    assert kinds[1].remarks == ("Sai.",)
    assert kinds[2].state == "newer"
    with pytest.raises(ExchangeError):
        verify_file(desk, put(stick, "a.txt", b"text"))


def sealed_for_another(office: Office, package: Package) -> bytes:
    said = receipt_for(
        package.package_id,
        package.manifest,
        kind=ReceiptKind.RECEIVED,
        at=NOON,
        superior=office.name,
        keys=office.keys,
    )
    return seal_receipt(said, keys=office.keys, reply_to=Office.new().keys.sealing.public)


def of_another_package(office: Office, package: Package) -> bytes:
    said = receipt_for(
        "ab" * 32,
        package.manifest,
        kind=ReceiptKind.RECEIVED,
        at=NOON,
        superior=office.name,
        keys=office.keys,
    )
    return seal_receipt(said, keys=office.keys, reply_to=package.manifest.reply_to)
