"""What the commands between offices say: once, what was typed wrong, and what was done."""

from pathlib import Path

import pytest

from desktop.commands.answers import refused_line
from desktop.exchange.keys import OwnKeys
from desktop.exchange.package import Package
from desktop.exchange.receipt import Receipt, ReceiptKind, open_receipt, seal_receipt
from tests.actions.sending_making import Office
from tests.cli.conftest import MONTHS, Call, Desks
from tests.cli.test_sending import closed, office, stick

__all__ = ["closed", "office", "stick"]


def test_a_fingerprint_that_was_typed_is_not_asked_to_be_compared(
    commune: Call, tmp_path: Path
) -> None:
    superior = Office.new()
    file = tmp_path / "S138_ket-noi_46.s138c"
    file.write_bytes(superior.connection())
    digits = superior.keys.public.fingerprint
    told = commune("receive", file, "--fingerprint", digits)
    assert told.code == 0
    assert "Hãy đối chiếu" not in told.out
    assert "đúng như trên giấy" in told.out


def test_what_is_no_fingerprint_at_all_is_a_wrong_call(closed: Call, office: Office) -> None:
    assert office.number == 1
    for typed in ("x", "12345", "12345-67890-12345-67890-1234"):
        said = closed("connection", "--fingerprint", typed)
        assert (said.code, "năm nhóm" in said.err) == (2, True)


def test_a_check_code_that_is_none_is_a_wrong_call_as_digits_by_telephone_are(
    closed: Call, connected: Desks
) -> None:
    assert closed("receipt", "--period", "2026-10", "--code", "12").code == 2
    assert connected.at_superior("accept", "19996", "--code", "12344-56789").code == 2
    wrong = "12345-11111-22222-33333-44444"
    assert connected.at_superior("accept", "19996", "--code", wrong).code == 4


def test_ending_a_connection_and_making_keys_are_said(closed: Call, office: Office) -> None:
    assert office.number == 1
    said = closed("connection", "--forget", "--new-keys").err
    assert "Đã bỏ kết nối với Thành phố Huế." in said
    assert "khóa mới" in said


def test_receipts_of_others_are_not_said_to_be_none(
    closed: Call, office: Office, stick: Path, tmp_path: Path
) -> None:
    file = Path(closed("send", "--period", "2026-10", "--to", stick, "--json").json["file"])
    package = office.read(file)
    said = read_receipt_of(office, package)
    (tmp_path / "beside").mkdir()
    path = tmp_path / "beside" / "S138_10001_202610_0001_da-nhan.s138r"
    path.write_bytes(
        seal_receipt(said, keys=office.keys, reply_to=Office.new().keys.sealing.public)
    )
    told = closed("receive", tmp_path / "beside")
    assert (told.code, told.out) == (0, "Bỏ qua 1 phiếu tiếp nhận của đơn vị khác.\n")


def read_receipt_of(office: Office, package: Package) -> Receipt:
    return open_receipt(office.answer(package, ReceiptKind.RECEIVED), (office.keys.sealing,))


@pytest.mark.parametrize("day", ["2026-10-32", "2026-02-30", "x"])
def test_a_day_that_no_calendar_has_is_said_to_be_none(
    commune: Call, tmp_path: Path, day: str
) -> None:
    said = commune("merge", "--into", tmp_path / "new", tmp_path / "a", "--from", day)
    assert said.code == 2
    assert "--from phải là một ngày có trong lịch" in said.err


def test_the_file_that_was_refused_is_named_once() -> None:
    file = "/media/usb/S138_1.s138"
    line = refused_line(file, "device_failing", {"path": file, "reason": "Input/output error"})
    assert line.count(file) == 1
    assert "Input/output" not in line
    assert refused_line(file, "damaged", {}).startswith(f"{file}: ")


def test_the_board_of_the_months_ends_as_that_of_one_month_does(connected: Desks) -> None:
    """Without a deadline nothing is ever late; a month that is over and not in is missing still."""
    at = connected.at_superior
    assert at("settings", "deadline.month=").code == 0
    month = at("board", "--period", MONTHS[0], "--json")
    assert (month.code, month.json["late"], month.json["missing"] > 0) == (1, 0, True)
    assert at("board").code == 1


def test_a_connection_file_that_waits_is_said_until_one_of_both_was_compared(
    closed: Call, office: Office, stick: Path
) -> None:
    """After keys leaked, the new file vouches for itself by its paper alone."""
    before = office.keys.public.fingerprint
    assert closed("connection", "--fingerprint", before).code == 0
    office.keys = OwnKeys.new()
    after = office.keys.public.fingerprint
    file = stick / "S138_ket-noi_46_0002.s138c"
    file.write_bytes(office.connection())
    assert closed("receive", file, "--dry-run").code == 4
    assert closed("connection", "--json").json["waiting"] is None, "a rehearsal keeps nothing"
    assert closed("receive", file).code == 4
    assert closed("connection", "--json").json["waiting"] == after
    for told in (closed("connection"), closed("send", "--period", "2026-10", "--to", stick)):
        assert (told.code, after in told.err) == (0, True)
    assert closed("connection", "--fingerprint", before, "--json").json["waiting"] is None
    assert closed("receive", file).code == 4
    assert closed("receive", file, "--fingerprint", after).code == 0
    said = closed("connection", "--json").json
    assert (said["fingerprint"], said["waiting"]) == (after, None)
    assert closed("send", "--period", "2026-10", "--to", stick).err.count(after) == 0
