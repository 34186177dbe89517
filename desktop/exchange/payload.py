"""The figures of a package: a period's snapshot, packed, and judged against the manifest."""

import zlib
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from decimal import Decimal
from hashlib import sha256

from desktop.domain.canonical import MalformedError, build
from desktop.domain.periods import parse_period
from desktop.domain.snapshot import VERSION, Snapshot, snapshot_content
from desktop.domain.text import tidy
from desktop.exchange import limits
from desktop.exchange.errors import (
    BadPayloadError,
    DraftPackageError,
    PayloadMismatchError,
    PeriodMismatchError,
    TooBigError,
    TooNewError,
)
from desktop.exchange.manifest import COUNTED, Manifest, Payload
from desktop.exchange.soundness import unsound
from desktop.exchange.strict_json import strict_object

_LEVEL = 6
"""The highest level takes several times as long for a hundredth of the bytes."""


@dataclass(frozen=True, slots=True)
class ReadPayload:
    """The bytes of a snapshot, judged and read: the same bytes need not be read again."""

    data: bytes = field(repr=False)
    version: int
    snapshot: Snapshot = field(repr=False)


def packed(data: bytes) -> bytes:
    """The bytes of a snapshot as a package holds them."""
    return zlib.compress(data, _LEVEL)


def payload_of(read: ReadPayload, content: bytes) -> Payload:
    """What a manifest says of a snapshot's bytes and their packed form."""
    return Payload(sha256(read.data).hexdigest(), len(read.data), len(content), read.version)


def unpacked(content: bytes, said: Payload) -> bytes:
    """The bytes of the snapshot, never more of them than the manifest and the limits say.

    Raises:
        TooBigError, PayloadMismatchError: by size. BadPayloadError: not packed as it should be.
    """
    if said.packed != len(content):
        raise PayloadMismatchError(place="payload.packed")
    most = limits.RATIO_FREE + limits.RATIO * len(content)
    if said.size > limits.SNAPSHOT or said.size > most:
        raise TooBigError(limit=str(limits.SNAPSHOT // limits.KIB))
    stream = zlib.decompressobj()
    try:
        data = stream.decompress(content, said.size + 1)
    except zlib.error as error:
        raise BadPayloadError(place="zlib") from error
    if len(data) != said.size:
        raise PayloadMismatchError(place="payload.bytes")
    if not stream.eof or stream.unused_data:
        raise BadPayloadError(place="zlib")
    if sha256(data).hexdigest() != said.sha256:
        raise PayloadMismatchError(place="payload.sha256")
    return data


def snapshot_of(data: bytes, manifest: Manifest, known: ReadPayload | None = None) -> Snapshot:
    """The snapshot that the bytes hold, which must be the one that the manifest names.

    ``known``: bytes that were read already; only others are read anew.

    Raises:
        BadPayloadError, TooNewError: no snapshot that this version reads.
        DraftPackageError: of an open period. PeriodMismatchError: of another unit or period.
        PayloadMismatchError: its version or its counts are others.
    """
    if known is not None and known.data == data:
        _refuse_version(known.version, manifest)
        snapshot = known.snapshot
    else:
        content, version = _judged(data)
        _refuse_version(version, manifest)
        snapshot = _read(content)
    if snapshot.draft:
        raise DraftPackageError(period=snapshot.period.id)
    place = _mismatch(snapshot, manifest)
    if place:
        raise PeriodMismatchError(place=place)
    said = manifest.counts
    for name, count in counts_of(snapshot).items():
        if said.get(name) != count:
            raise PayloadMismatchError(place=f"counts.{name}")
    return _sound(snapshot)


def read_payload(data: bytes) -> ReadPayload:
    """A snapshot from bytes of this office, by the rules of the reader.

    Raises:
        BadPayloadError: the bytes are no snapshot. TooNewError: of a newer version.
    """
    content, version = _judged(data)
    return ReadPayload(data, version, _sound(_read(content)))


def _read(content: Mapping[str, object]) -> Snapshot:
    """The snapshot of a content whose form and size were judged already."""
    try:
        snapshot = build(Snapshot, snapshot_content(content))
        period = snapshot.period
        if not period.start < period.end or parse_period(period.id).kind is not period.kind:
            raise MalformedError("period")
        if not all(map(_usable, _decimals(snapshot))):
            raise MalformedError("target")
    except ValueError as error:
        raise BadPayloadError(place=str(error.args[0])[:100] if error.args else "") from error
    return snapshot


def _sound(snapshot: Snapshot) -> Snapshot:
    """The snapshot, once its figures can be those of a commune."""
    place = unsound(snapshot)
    if place:
        raise BadPayloadError(place=place)
    return snapshot


def counts_of(snapshot: Snapshot) -> Mapping[str, int]:
    """How many lines of each list a snapshot holds: the counts of its manifest."""
    return {name: len(getattr(snapshot, name)) for name in COUNTED}


def _judged(data: bytes) -> tuple[dict[str, object], int]:
    """The content of a snapshot's bytes and its version, once their form is judged."""
    try:
        content = strict_object(data, limits.SNAPSHOT_JSON)
    except MalformedError as error:
        raise BadPayloadError(place=str(error.args[0])) from error
    version = content.get("version")
    if type(version) is not int or version < 1:
        raise BadPayloadError(place="version")
    if version > VERSION:
        raise TooNewError(version=str(version))
    return content, version


def _refuse_version(version: int, manifest: Manifest) -> None:
    if version != manifest.payload.version:
        raise PayloadMismatchError(place="payload.version")


def _mismatch(snapshot: Snapshot, manifest: Manifest) -> str:
    """The key of the manifest that the snapshot contradicts; empty when none."""
    unit, period = manifest.unit, manifest.period
    pairs = {
        "unit.code": (snapshot.code, unit.code),
        "unit.valid_from": (snapshot.valid_from, unit.valid_from),
        "unit.name": (tidy(snapshot.commune), unit.name),
        "period.id": (snapshot.period.id, period.id),
        "period.from": (snapshot.period.start, period.first),
        "period.to": (snapshot.period.last_day, period.last),
    }
    return next((place for place, (held, said) in pairs.items() if held != said), "")


def _decimals(snapshot: Snapshot) -> Iterator[Decimal | None]:
    yield from (one.outcome.target for one in snapshot.objectives)
    for figures in (
        snapshot.objectives_before,
        snapshot.objectives_last_year,
        *(month.figures for month in snapshot.objectives_by_month),
    ):
        yield from (one.target for one in figures)


def _usable(number: Decimal | None) -> bool:
    """A number that can be written out: a decimal may say 1E+999999999 in twelve letters."""
    if number is None:
        return True
    return number.is_finite() and abs(number.adjusted()) <= limits.EXPONENT
