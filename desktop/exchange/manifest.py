"""The manifest: what a package says of itself, signed together with the figures."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date, datetime

from desktop.domain.canonical import MalformedError, to_bytes
from desktop.domain.periods import UnknownPeriodError, parse_period
from desktop.domain.snapshot import VERSION as SNAPSHOT_VERSION
from desktop.exchange import limits
from desktop.exchange.errors import BadKeyError, BadManifestError, TooBigError, TooNewError
from desktop.exchange.fields import (
    CODE,
    CODE_ON_PAPER,
    HEX_32,
    IDENTITY,
    VERSION,
    Fields,
    moment_text,
)
from desktop.exchange.heads import MAJOR, MINOR
from desktop.exchange.keys import PublicKeys
from desktop.exchange.strict_json import strict_object

FORMAT = "so138-package"
COUNTED = ("groups", "sessions", "models", "late", "objectives", "counts", "confirmations", "tasks")
"""The lists of a snapshot whose lines a manifest counts."""

_ANY_NUMBER = 10**limits.DIGITS - 1


@dataclass(frozen=True, slots=True)
class Unit:
    """The reporting unit: its code is unique only together with the day it is valid from."""

    code: str
    valid_from: date
    name: str


@dataclass(frozen=True, slots=True)
class Span:
    """The reporting period: its id, its first and its last day, both inside."""

    id: str
    first: date
    last: date


@dataclass(frozen=True, slots=True)
class Payload:
    """The snapshot: SHA-256 and size of its bytes, its packed size, its own version."""

    sha256: str
    size: int
    packed: int
    version: int


@dataclass(frozen=True, slots=True)
class Recipient:
    """For whom a package was made: the age key and the fingerprint of the superior's keys."""

    age: str
    fingerprint: str


@dataclass(frozen=True, slots=True)
class Manifest:
    """Everything that a package says of itself.

    ``sequence`` counts the packages of one install and branch, from 1 or, in a restored backup,
    behind the last one that it knows; ``previous`` is the package_id of the one before, empty for
    the first. ``correction`` 0 is the first report of the period. ``recipient`` is none in
    passphrase mode. ``reply_to`` is the sender's age key, for receipts; ``receipt_secret`` proves a
    receipt by telephone. ``audit_head`` is the head of the sender's audit chain; ``claimed_at`` is
    the sender's clock, ``clock_suspect`` its own doubt about it.
    """

    app_version: str
    unit: Unit
    install_id: str
    branch_id: str
    sequence: int
    previous: str
    period: Span
    correction: int
    counts: Mapping[str, int]
    payload: Payload
    recipient: Recipient | None
    signer: str
    reply_to: str
    receipt_secret: str = field(repr=False)
    audit_head: str
    claimed_at: datetime
    clock_suspect: bool
    version: tuple[int, int] = (MAJOR, MINOR)
    min_reader: int = MAJOR

    @property
    def sender(self) -> PublicKeys:
        """The public keys of the sender."""
        return PublicKeys(self.signer, self.reply_to)


def manifest_bytes(manifest: Manifest) -> bytes:
    """The canonical JSON of a manifest."""
    one = manifest
    recipient = one.recipient
    return to_bytes(
        {
            "format": FORMAT,
            "version": list(one.version),
            "min_reader": one.min_reader,
            "app_version": one.app_version,
            "unit": {
                "code": one.unit.code,
                "valid_from": one.unit.valid_from,
                "name": one.unit.name,
            },
            "install_id": one.install_id,
            "branch_id": one.branch_id,
            "sequence": one.sequence,
            "previous": one.previous,
            "period": {"id": one.period.id, "from": one.period.first, "to": one.period.last},
            "correction": one.correction,
            "counts": one.counts,
            "payload": {
                "sha256": one.payload.sha256,
                "bytes": one.payload.size,
                "packed": one.payload.packed,
                "version": one.payload.version,
            },
            "recipient": recipient and {"age": recipient.age, "fingerprint": recipient.fingerprint},
            "signer": {"public": one.signer, "fingerprint": one.sender.fingerprint},
            "reply_to": one.reply_to,
            "receipt_secret": one.receipt_secret,
            "audit_head": one.audit_head,
            "claimed_at": moment_text(one.claimed_at),
            "clock_suspect": one.clock_suspect,
        }
    )


def manifest_fields(data: bytes) -> Fields:
    """The keys of a manifest, before any of them is believed.

    Raises:
        BadManifestError: no canonical JSON of this format.
    """
    if len(data) > limits.MANIFEST:
        raise BadManifestError(place="size")
    try:
        found = Fields(strict_object(data, limits.SMALL_JSON))
    except MalformedError as error:
        raise BadManifestError(place=str(error.args[0])) from error
    if found.content.get("format") != FORMAT:
        raise BadManifestError(place="format")
    return found


def signer_of(found: Fields) -> str:
    """The public key that a manifest names as its signer's.

    Raises:
        BadManifestError: it names none.
    """
    try:
        return found.inner("signer").matching("public", HEX_32)
    except MalformedError as error:
        raise BadManifestError(place=str(error.args[0])) from error


def manifest_of(found: Fields) -> Manifest:
    """The manifest that the keys make.

    Raises:
        TooNewError: only a newer version of the program can read the package. TooBigError: by
            the size that it announces.
        BadManifestError: a key is missing, of another kind or out of bounds.
    """
    try:
        _refuse_beyond(found)
        return _manifest(found)
    except MalformedError as error:
        raise BadManifestError(place=str(error.args[0])) from error
    except BadKeyError as error:
        raise BadManifestError(place=error.details["key"]) from error


def _refuse_beyond(found: Fields) -> None:
    """What is too new or too big is told as that, not as a fault of the manifest."""
    payload = found.inner("payload")
    needed = found.number("min_reader", low=1, high=255)
    version = payload.number("version", low=1, high=_ANY_NUMBER)
    if needed > MAJOR or version > SNAPSHOT_VERSION:
        raise TooNewError(version=found.matching("app_version", VERSION))
    if payload.number("bytes", low=1, high=_ANY_NUMBER) > limits.SNAPSHOT:
        raise TooBigError(limit=str(limits.SNAPSHOT // limits.KIB))


def _manifest(found: Fields) -> Manifest:
    unit, payload = found.inner("unit"), found.inner("payload")
    made = Manifest(
        version=_version(found),
        min_reader=found.number("min_reader", low=1, high=MAJOR),
        app_version=found.matching("app_version", VERSION),
        unit=Unit(
            unit.matching("code", CODE),
            unit.day("valid_from"),
            unit.name("name", most=limits.NAME),
        ),
        install_id=found.matching("install_id", IDENTITY),
        branch_id=found.matching("branch_id", IDENTITY),
        sequence=found.number("sequence", low=1, high=limits.SEQUENCE),
        previous=found.matching("previous", HEX_32, empty=True),
        period=_span(found.inner("period")),
        correction=found.number("correction", high=limits.CORRECTION),
        counts=_counts(found),
        payload=Payload(
            payload.matching("sha256", HEX_32),
            payload.number("bytes", low=1, high=limits.SNAPSHOT),
            payload.number("packed", low=1, high=limits.PACKAGE),
            payload.number("version", low=1, high=SNAPSHOT_VERSION),
        ),
        recipient=_recipient(found.inner_or_none("recipient")),
        signer=signer_of(found),
        reply_to=found.name("reply_to", most=limits.NAME),
        receipt_secret=found.matching("receipt_secret", HEX_32),
        audit_head=found.matching("audit_head", HEX_32, empty=True),
        claimed_at=found.moment("claimed_at"),
        clock_suspect=found.flag("clock_suspect"),
    )
    if found.inner("signer").content.get("fingerprint") != made.sender.fingerprint:
        raise MalformedError("signer.fingerprint")
    return made


def _counts(found: Fields) -> Mapping[str, int]:
    counts = found.numbers("counts", most=limits.COUNTS, high=_ANY_NUMBER)
    missing = next((name for name in COUNTED if name not in counts), "")
    if missing:
        raise MalformedError(f"counts.{missing}")
    return counts


def _version(found: Fields) -> tuple[int, int]:
    version = found.content.get("version")
    if not isinstance(version, list) or len(version) != 2:
        raise MalformedError("version")
    parts = Fields({"major": version[0], "minor": version[1]}, "version.")
    return parts.number("major", low=MAJOR, high=MAJOR), parts.number("minor", high=255)


def _span(found: Fields) -> Span:
    span = Span(period_name(found, "id"), found.day("from"), found.day("to"))
    if span.first > span.last:
        raise found.wrong("to")
    return span


def period_name(found: Fields, key: str) -> str:
    """The id of a period at a key; MalformedError when it names none."""
    name = found.name(key, most=32)
    try:
        return parse_period(name).id
    except UnknownPeriodError as error:
        raise found.wrong(key) from error


def _recipient(found: Fields | None) -> Recipient | None:
    if found is None:
        return None
    age, fingerprint = found.name("age", most=100), found.matching("fingerprint", CODE_ON_PAPER)
    PublicKeys("0" * 64, age)
    return Recipient(age, fingerprint)
