"""Answers to a report: stored first, signed, and the same by telephone."""

from dataclasses import replace
from datetime import timedelta
from pathlib import Path

import pytest

from desktop.actions import answers
from desktop.actions.board import board_of, unit_report
from desktop.actions.deciding import accept_unit, decide
from desktop.actions.desk import Desk
from desktop.actions.receiving import receive_packages
from desktop.actions.replies import answer_report, remarks_of, write_reply_again
from desktop.actions.superior_month import superior_month
from desktop.actions.targets import TargetMissingError
from desktop.db.received_queries import unit_replies
from desktop.db.received_saving import save_reply
from desktop.domain.expected_units import UnitId
from desktop.domain.periods import parse_period
from desktop.exchange.keys import PublicKeys
from desktop.exchange.receipt import ReceiptKind, Remark, kind_of_code, open_receipt
from desktop.exchange.stick_faults import StickGoneError
from desktop.wording.superior import waiting_remark
from tests.actions.senders import SINCE, Sender

MONTH = parse_period("2026-09")


@pytest.fixture
def sender(superior: Desk, public: PublicKeys, tmp_path: Path) -> tuple[Desk, Sender]:
    """A superior that counts one report, and who sent it."""
    one = Sender("19996", public)
    one.send(tmp_path / "in", MONTH.id)
    receive_packages(superior, [tmp_path / "in"])
    assert accept_unit(superior, one.code, one.sent[0].check_code).done
    for place in ("out", "o", "usb"):
        (tmp_path / place).mkdir()
    return superior, one


def state(desk: Desk) -> str:
    """How the report stands on the board."""
    return board_of(desk, MONTH).rows[0].cells[0].state.value


def test_a_return_reaches_the_commune_as_file_and_as_digits(
    sender: tuple[Desk, Sender], tmp_path: Path
) -> None:
    desk, one = sender
    said = remarks_of(("Xem lại số buổi", "Thiếu chữ ký"), ("activity",))
    done = answer_report(desk, "19996", MONTH, kind="returned", remarks=said, to=tmp_path / "out")
    assert done.value is not None
    receipt = done.value.receipt
    assert receipt.path is not None
    found = open_receipt(receipt.path.read_bytes(), (one.keys.sealing,))
    assert found.kind is ReceiptKind.RETURNED
    assert found.remarks == (Remark("Xem lại số buổi", "activity"), Remark("Thiếu chữ ký"))
    assert (
        kind_of_code(receipt.code, receipt_secret="5e" * 32, package_id=receipt.package_id)
        is ReceiptKind.RETURNED
    )
    assert state(desk) == "returned"


def test_what_is_rejected_is_returned_with_the_reason_and_stays_returned_on_the_next_stick(
    sender: tuple[Desk, Sender], tmp_path: Path
) -> None:
    desk, one = sender
    package = one.sent[0].package_id
    done = decide(desk, package, accept=False, reason="Không phải số liệu thật", to=tmp_path / "o")
    assert done.value is not None
    (answer,) = done.value.receipts
    assert answer.path is not None
    found = open_receipt(answer.path.read_bytes(), (one.keys.sealing,))
    assert (found.kind, found.remarks) == (
        ReceiptKind.RETURNED,
        (Remark("Không phải số liệu thật"),),
    )
    assert (
        kind_of_code(answer.code, receipt_secret="5e" * 32, package_id=package)
        is ReceiptKind.RETURNED
    )
    (again,) = receive_packages(desk, [tmp_path / "in"]).files
    assert again.receipt.path is not None
    told = open_receipt(again.receipt.path.read_bytes(), (one.keys.sealing,))
    assert (told.kind, told.remarks, told.code) == (found.kind, found.remarks, again.receipt.code)


def test_accepting_after_all_takes_the_return_back(sender: tuple[Desk, Sender]) -> None:
    desk, one = sender
    package = one.sent[0].package_id
    decide(desk, package, accept=False, reason="Nhầm")
    assert [reply.kind for reply in unit_replies(desk.store)] == ["returned"]
    decide(desk, package, accept=True, reason="Đã gọi hỏi")
    assert (unit_replies(desk.store), state(desk)) == ((), "in")


def test_an_acceptance_after_any_number_of_returns_takes_all_of_them_back(
    sender: tuple[Desk, Sender],
) -> None:
    desk, one = sender
    package = one.sent[0].package_id
    answer_report(desk, "19996", MONTH, kind="returned", remarks=remarks_of(("Xem lại",)))
    for reason in ("Sai số", "Sai số lần nữa"):
        assert decide(desk, package, accept=False, reason=reason).done
    done = decide(desk, package, accept=True, reason="Phường đã giải trình").value
    assert done is not None
    assert done.took_back, "the unit is to be told"
    assert state(desk) == "in"
    assert unit_replies(desk.store) == ()
    assert superior_month(desk, MONTH).returned == 0


def test_a_return_that_an_earlier_version_left_behind_gives_way_to_a_later_acceptance(
    sender: tuple[Desk, Sender],
) -> None:
    desk, one = sender
    package = one.sent[0].package_id
    answer_report(desk, "19996", MONTH, kind="returned", remarks=remarks_of(("Xem lại",)))
    (reply,) = unit_replies(desk.store)
    assert decide(desk, package, accept=True, reason="Đã giải trình").done
    with desk.writing(action="reply", label="", undoable=False) as write:
        save_reply(write, replace(reply, id="left-behind", at=reply.at - timedelta(days=1)))
    assert state(desk) == "in"
    answer_report(desk, "19996", MONTH, kind="returned", remarks=remarks_of(("Vẫn sai",)))
    assert state(desk) == "returned"


def test_what_waits_is_told_so_and_can_be_returned(
    sender: tuple[Desk, Sender], tmp_path: Path
) -> None:
    desk, one = sender
    other = Sender("20001", one.recipient)
    other.send(tmp_path / "new", MONTH.id)
    (waits,) = receive_packages(desk, [tmp_path / "new"]).files
    assert waits.receipt.path is not None
    told = open_receipt(waits.receipt.path.read_bytes(), (other.keys.sealing,))
    assert told.kind is ReceiptKind.RECEIVED
    assert [remark.text for remark in told.remarks] == [waiting_remark("new_key")]
    done = answer_report(desk, "20001", MONTH, kind="returned", remarks=remarks_of(("Gửi lại",)))
    assert done.value is not None
    assert done.value.receipt.package_id == other.sent[0].package_id
    accept_unit(desk, "20001", other.sent[0].check_code)
    (again,) = receive_packages(desk, [tmp_path / "new"]).files
    assert again.receipt.path is not None
    assert open_receipt(again.receipt.path.read_bytes(), (other.keys.sealing,)).remarks == ()


def test_of_several_that_wait_the_one_returned_is_named(
    sender: tuple[Desk, Sender], tmp_path: Path
) -> None:
    desk, one = sender
    strangers = [Sender("20001", one.recipient, key=f"k{place}") for place in range(2)]
    for place, each in enumerate(strangers):
        each.send(tmp_path / f"s{place}", MONTH.id)
    receive_packages(desk, [tmp_path / "s0", tmp_path / "s1"])
    said = remarks_of(("Gửi lại",))
    first = answer_report(desk, "20001", MONTH, kind="returned", remarks=said)
    assert [problem.code for problem in first.problems] == ["reports_wait"]
    meant = strangers[1].sent[0].package_id
    named = answer_report(desk, "20001", MONTH, kind="returned", remarks=said, package=meant[:12])
    assert named.value is not None
    assert named.value.receipt.package_id == meant


def test_the_last_answer_holds(sender: tuple[Desk, Sender]) -> None:
    desk, _one = sender
    answer_report(desk, "19996", MONTH, kind="returned", remarks=remarks_of(("Sửa",)))
    answer_report(desk, "19996", MONTH, kind="accepted")
    assert state(desk) == "in"
    report = unit_report(desk, UnitId("19996", SINCE), MONTH.id)
    assert [reply.kind for reply in report.replies] == ["returned", "accepted"]
    assert report.totals is not None
    assert (report.totals.groups, report.totals.sessions) == (2, 2)


def test_a_place_that_fails_leaves_the_answer_and_its_digits(
    sender: tuple[Desk, Sender], tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    desk, one = sender

    def pulled_out(folder: Path) -> None:
        raise StickGoneError(folder)

    with monkeypatch.context() as patch:
        patch.setattr(answers, "refuse_missing", pulled_out)
        done = answer_report(desk, "19996", MONTH, kind="accepted", to=tmp_path / "usb")
    assert done.value is not None
    assert done.value.receipt.fault == "stick_gone"
    assert len(done.value.receipt.code) == 14
    (stored,) = unit_replies(desk.store)
    again = write_reply_again(desk, stored.id, tmp_path / "usb")
    assert again.path is not None
    found = open_receipt(again.path.read_bytes(), (one.keys.sealing,))
    assert (found.kind, found.code) == (ReceiptKind.ACCEPTED, done.value.receipt.code)


def test_a_folder_for_the_receipt_is_never_made_up(
    sender: tuple[Desk, Sender], tmp_path: Path
) -> None:
    desk, one = sender
    missing, file = tmp_path / "KINGSTON", tmp_path / "file"
    file.write_text("x")
    with pytest.raises(TargetMissingError):
        answer_report(desk, "19996", MONTH, kind="accepted", to=missing)
    package = one.sent[0].package_id
    with pytest.raises(TargetMissingError):
        decide(desk, package, accept=False, reason="Không phải số thật", to=missing)
    assert not missing.exists()
    for place, code in ((file, "target_is_file"), (desk.store.folder, "target_in_data")):
        refused = answer_report(desk, "19996", MONTH, kind="accepted", to=place)
        assert [one.code for one in refused.problems] == [code]
    assert unit_replies(desk.store) == ()


def test_what_cannot_be_answered_is_said(sender: tuple[Desk, Sender]) -> None:
    desk, _one = sender
    later = parse_period("2026-10")
    long = remarks_of(("x" * 4001,))
    codes = [
        answer_report(desk, "19996", MONTH, kind="returned").problems[0].code,
        answer_report(desk, "19996", later, kind="accepted").problems[0].code,
        answer_report(desk, "20001", MONTH, kind="accepted").problems[0].code,
        answer_report(desk, "19996", MONTH, kind="accepted", remarks=long).problems[0].code,
    ]
    many = remarks_of(tuple(f"{number}" for number in range(201)))
    codes += [answer_report(desk, "19996", MONTH, kind="accepted", remarks=many).problems[0].code]
    assert codes == [
        "return_needs_reason",
        "no_report_in_force",
        "no_report_in_force",
        "text_too_long",
        "too_many_remarks",
    ]
    assert unit_replies(desk.store) == ()


def test_the_same_answer_with_other_remarks_stands_in_the_place_of_the_one_before(
    sender: tuple[Desk, Sender], tmp_path: Path
) -> None:
    desk, one = sender
    for text in ("Một", "Hai", "Ba", "Ba"):
        done = answer_report(
            desk, "19996", MONTH, kind="accepted", remarks=remarks_of((text,)), to=tmp_path / "o"
        )
        assert done.value is not None
        assert done.value.receipt.fault == ""
        (path,) = (tmp_path / "o").iterdir()
        assert path == done.value.receipt.path
        assert open_receipt(path.read_bytes(), (one.keys.sealing,)).remarks == (Remark(text),)
