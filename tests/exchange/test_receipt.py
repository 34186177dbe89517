"""A receipt: signed, only for the commune, and provable over the telephone."""

import re
from dataclasses import replace

import pytest

from desktop.exchange.errors import (
    BadKeyError,
    BadReceiptError,
    BadSignatureError,
    DamagedError,
    NotAReceiptError,
    NotForUsError,
    UnknownSignerError,
)
from desktop.exchange.file_names import OURS, receipt_name
from desktop.exchange.heads import FileKind
from desktop.exchange.keys import OwnKeys
from desktop.exchange.package import seal_package
from desktop.exchange.receipt import (
    ReceiptKind,
    Remark,
    believed,
    kind_of_code,
    open_receipt,
    receipt_for,
    seal_receipt,
    telephone_code,
)
from desktop.exchange.sealing import seal
from tests.exchange.making import NOON, SECRET, commune, package, receipt, superior

PACKAGE = package().package_id
REPLY_TO = package().manifest.reply_to
OURS_KEYS = (commune().sealing,)


@pytest.mark.parametrize("kind", ReceiptKind)
def test_commune_and_superior_read_what_was_answered(kind: ReceiptKind) -> None:
    file = seal_receipt(receipt(kind), keys=superior(), reply_to=REPLY_TO)
    assert len(file) < 2_000
    for key in (commune().sealing, superior().sealing):
        found = open_receipt(file, (key,))
        assert found == receipt(kind)
    assert (found.package_id, found.period, found.unit) == (PACKAGE, "2026-10", "19996")
    assert found.remarks == (Remark("Xem lại số buổi\ncủa Thôn Đông.", "activity"),)
    assert found.fingerprint == superior().public.fingerprint


def test_a_receipt_is_for_one_commune() -> None:
    file = seal_receipt(receipt(), keys=superior(), reply_to=REPLY_TO)
    with pytest.raises(NotForUsError):
        open_receipt(file, (OwnKeys.new().sealing,))


def test_a_receipt_is_believed_by_its_signer_and_only_its_kind_by_the_code() -> None:
    known = {superior().signing.public}
    other_code = replace(receipt(), code="0000 0000 0000")
    assert believed(other_code, signers=known, receipt_secret=SECRET) == other_code
    by_code = believed(receipt(), signers=(), receipt_secret=SECRET)
    assert (by_code.kind, by_code.remarks) == (ReceiptKind.RETURNED, ())
    with pytest.raises(UnknownSignerError) as caught:
        believed(other_code, signers=(), receipt_secret=SECRET)
    assert caught.value.details["name"] == receipt().superior
    with pytest.raises(UnknownSignerError):
        believed(receipt(ReceiptKind.RECEIVED), signers=(), receipt_secret="00" * 32)


def test_a_receipt_that_was_changed_is_refused() -> None:
    file = seal_receipt(receipt(), keys=superior(), reply_to=REPLY_TO)
    with pytest.raises(DamagedError):
        open_receipt(file[:-1] + bytes([file[-1] ^ 1]), OURS_KEYS)
    with pytest.raises(DamagedError):
        open_receipt(FileKind.RECEIPT.head + seal(b"x" * 64, (REPLY_TO,)), OURS_KEYS)
    with pytest.raises(BadReceiptError):
        open_receipt(FileKind.RECEIPT.head + seal(b"x" * 99, (REPLY_TO,)), OURS_KEYS)


def test_a_stranger_cannot_sign_for_the_superior() -> None:
    stranger = OwnKeys.new()
    file = seal_receipt(receipt(), keys=superior(), reply_to=REPLY_TO)
    assert open_receipt(file, OURS_KEYS).signer == superior().signing.public
    with pytest.raises(BadSignatureError):
        seal_receipt(receipt(), keys=stranger, reply_to=REPLY_TO)


def test_a_package_is_no_receipt() -> None:
    with pytest.raises(NotAReceiptError):
        open_receipt(seal_package(package(), (REPLY_TO,)), OURS_KEYS)


def test_an_answer_that_no_reader_takes_is_not_written() -> None:
    too_many = replace(receipt(), remarks=(Remark("x"),) * 201)
    with pytest.raises(BadReceiptError):
        seal_receipt(too_many, keys=superior(), reply_to=REPLY_TO)
    with pytest.raises(BadKeyError):
        seal_receipt(receipt(), keys=superior(), reply_to="age1x")


def test_remarks_are_tidied_when_they_are_made() -> None:
    made = receipt_for(
        PACKAGE,
        package().manifest,
        kind=ReceiptKind.RETURNED,
        at=NOON,
        superior=" Thành phố  Huế ",
        keys=superior(),
        remarks=(Remark("Sai so\u0302\u0301 buổi\r\n", " a  b "),),
    )
    assert made.remarks == (Remark("Sai số buổi", "a b"),)
    assert made.superior == "Thành phố Huế"


def test_a_telephone_code_says_one_kind_of_answer_to_one_package() -> None:
    codes = {kind: telephone_code(SECRET, kind, PACKAGE) for kind in ReceiptKind}
    assert len(set(codes.values())) == len(ReceiptKind)
    for kind, code in codes.items():
        assert re.fullmatch(r"\d{4} \d{4} \d{4}", code)
        for typed in (code, code.replace(" ", ""), code.replace(" ", "-"), f" {code} "):
            assert kind_of_code(typed, receipt_secret=SECRET, package_id=PACKAGE) is kind
    code = codes[ReceiptKind.RECEIVED]
    wrong = code[:-1] + str((int(code[-1]) + 1) % 10)
    for typed in (wrong, "", "không", code[:-1]):
        assert kind_of_code(typed, receipt_secret=SECRET, package_id=PACKAGE) is None
    assert kind_of_code(code, receipt_secret=SECRET, package_id="0" * 64) is None
    assert kind_of_code(code, receipt_secret="00" * 32, package_id=PACKAGE) is None


def test_each_kind_of_answer_has_a_file_of_its_own() -> None:
    names = {receipt_name(package().manifest, kind) for kind in ReceiptKind}
    assert "S138_19996_202610_0001_da-nhan.s138r" in names
    assert len(names) == len(ReceiptKind)
    assert all(OURS.fullmatch(name) for name in names)
