"""The receipt (.s138r): the superior's signed answer to one package, and its code by telephone.

``head ‖ age( signature ‖ canonical JSON )`` to the commune's key and the superior's own. The
code proves the answer as well: only who opened the package knows the secret that makes it.
"""

import hmac
from collections.abc import Collection, Sequence
from dataclasses import dataclass, replace
from datetime import datetime
from enum import StrEnum
from hashlib import sha256

from desktop.domain.canonical import MalformedError, to_bytes
from desktop.domain.text import nfc, tidy
from desktop.exchange import limits
from desktop.exchange.digits import bare
from desktop.exchange.errors import (
    BadReceiptError,
    BadSignatureError,
    DamagedError,
    UnknownSignerError,
)
from desktop.exchange.fields import CODE, CODE_ON_PAPER, HEX_32, TELEPHONE, Fields, moment_text
from desktop.exchange.heads import FileKind, split_head
from desktop.exchange.keys import SIGNATURE_BYTES, OwnKeys, SealingKey, signed_by
from desktop.exchange.manifest import Manifest, period_name
from desktop.exchange.sealing import seal, unseal
from desktop.exchange.strict_json import strict_object

FORMAT = "so138-receipt"
_SIGNED = b"so138-receipt\0"
_DIGITS = 12
_GROUP = 4


class ReceiptKind(StrEnum):
    """What the superior says of a package."""

    RECEIVED = "received"
    ACCEPTED = "accepted"
    RETURNED = "returned"


@dataclass(frozen=True, slots=True)
class Remark:
    """A remark, and where it belongs: a block of figures, an id, or nothing in particular."""

    text: str
    where: str = ""


@dataclass(frozen=True, slots=True)
class Receipt:
    """An answer to a package; ``code`` is the telephone code, which proves it too.

    ``signer`` is the public key that signed it, ``fingerprint`` that of both keys of the
    superior. ``at`` is the superior's clock.
    """

    kind: ReceiptKind
    package_id: str
    unit: str
    period: str
    sequence: int
    correction: int
    remarks: tuple[Remark, ...]
    at: datetime
    superior: str
    signer: str
    fingerprint: str
    code: str

    @property
    def waits(self) -> bool:
        """Whether it says that the file has come and counts only once it is verified."""
        return self.kind is ReceiptKind.RECEIVED and bool(self.remarks)


def receipt_for(
    package_id: str,
    manifest: Manifest,
    *,
    kind: ReceiptKind,
    at: datetime,
    superior: str,
    keys: OwnKeys,
    remarks: Sequence[Remark] = (),
) -> Receipt:
    """The answer of a superior with these keys to a package that it read."""
    public = keys.public
    return Receipt(
        kind=kind,
        package_id=package_id,
        unit=manifest.unit.code,
        period=manifest.period.id,
        sequence=manifest.sequence,
        correction=manifest.correction,
        remarks=tuple(Remark(nfc(one.text).strip(), tidy(one.where)) for one in remarks),
        at=at.replace(microsecond=0),
        superior=tidy(superior),
        signer=public.signing,
        fingerprint=public.fingerprint,
        code=telephone_code(manifest.receipt_secret, kind, package_id),
    )


def seal_receipt(receipt: Receipt, *, keys: OwnKeys, reply_to: str) -> bytes:
    """The file of a receipt, signed, for the commune's key and the superior's own.

    Raises:
        BadReceiptError: a value that no reader would take. BadKeyError: ``reply_to`` is no key.
    """
    head, text = FileKind.RECEIPT.head, _receipt_bytes(receipt)
    content = keys.signing.sign(_SIGNED + head + text) + text
    if read_receipt(head, content) != receipt:
        raise BadReceiptError(place="")
    return head + seal(content, (reply_to, keys.sealing.public))


def open_receipt(data: bytes, keys: Sequence[SealingKey]) -> Receipt:
    """The receipt that a file holds, signed by the key that it names; see ``believed``.

    Raises:
        ExchangeError: the file is refused; the code says why.
    """
    head, sealed = split_head(data, FileKind.RECEIPT)
    return read_receipt(head, unseal(sealed, keys=keys))


def read_receipt(head: bytes, content: bytes) -> Receipt:
    """A receipt from its head and its signed content, as they stand inside the seal.

    Raises:
        ExchangeError: as :func:`open_receipt`.
    """
    signature, text = content[:SIGNATURE_BYTES], content[SIGNATURE_BYTES:]
    if not text:
        raise DamagedError
    try:
        found = Fields(strict_object(text, limits.SMALL_JSON))
        signer = found.inner("superior").matching("public", HEX_32)
    except MalformedError as error:
        raise BadReceiptError(place=str(error.args[0])) from error
    if not signed_by(signer, signature, _SIGNED + head + text):
        raise BadSignatureError
    try:
        return _receipt(found, head)
    except (MalformedError, ValueError) as error:
        raise BadReceiptError(place=str(error.args[0])) from error


def believed(receipt: Receipt, *, signers: Collection[str], receipt_secret: str) -> Receipt:
    """What a commune may believe of a receipt of its package.

    All of it when a superior that it is connected with signed it. When only the code in it is
    right, no more than the code says, which is the kind: a code is read out over the telephone,
    so that others may know it, and the remarks would be a stranger's words.

    Raises:
        UnknownSignerError: neither is so.
    """
    if receipt.signer in signers:
        return receipt
    right = telephone_code(receipt_secret, receipt.kind, receipt.package_id)
    if not hmac.compare_digest(receipt.code, right):
        raise UnknownSignerError(name=receipt.superior)
    return replace(receipt, remarks=())


def telephone_code(receipt_secret: str, kind: ReceiptKind, package_id: str) -> str:
    """The 12 digits "1234 5678 9012" that say one kind of answer to one package."""
    message = _SIGNED + kind.encode() + b"\0" + package_id.encode()
    digest = hmac.digest(bytes.fromhex(receipt_secret), message, sha256)
    digits = f"{int.from_bytes(digest) % 10**_DIGITS:0{_DIGITS}d}"
    return " ".join(digits[at : at + _GROUP] for at in range(0, _DIGITS, _GROUP))


def kind_of_code(typed: str, *, receipt_secret: str, package_id: str) -> ReceiptKind | None:
    """What a telephone code says of a package, however it was separated; none when it is wrong."""
    digits = bare(typed).encode()
    for kind in ReceiptKind:
        right = bare(telephone_code(receipt_secret, kind, package_id)).encode()
        if hmac.compare_digest(right, digits):
            return kind
    return None


def _receipt_bytes(one: Receipt) -> bytes:
    return to_bytes(
        {
            "format": FORMAT,
            "version": list(FileKind.RECEIPT.head[6:8]),
            "package_id": one.package_id,
            "unit": one.unit,
            "period": one.period,
            "sequence": one.sequence,
            "correction": one.correction,
            "kind": one.kind,
            "remarks": [{"text": remark.text, "where": remark.where} for remark in one.remarks],
            "at": moment_text(one.at),
            "superior": {
                "name": one.superior,
                "public": one.signer,
                "fingerprint": one.fingerprint,
            },
            "code": one.code,
        }
    )


def _receipt(found: Fields, head: bytes) -> Receipt:
    found.refuse_other(FORMAT, head)
    superior = found.inner("superior")
    return Receipt(
        kind=ReceiptKind(found.name("kind", most=20)),
        package_id=found.matching("package_id", HEX_32),
        unit=found.matching("unit", CODE),
        period=period_name(found, "period"),
        sequence=found.number("sequence", low=1, high=limits.SEQUENCE),
        correction=found.number("correction", high=limits.CORRECTION),
        remarks=tuple(
            Remark(
                one.text("text", most=limits.REMARK),
                one.name("where", most=limits.NAME, empty=True),
            )
            for one in found.each("remarks", most=limits.REMARKS)
        ),
        at=found.moment("at"),
        superior=superior.name("name", most=limits.NAME),
        signer=superior.matching("public", HEX_32),
        fingerprint=superior.matching("fingerprint", CODE_ON_PAPER),
        code=found.matching("code", TELEPHONE),
    )
