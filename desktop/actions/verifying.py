"""Looking into a file between offices: what it is, whether it is whole, from whom and for whom.

Nothing is stored. Sender and recipient can both look; a connection file needs no key.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime
from hashlib import sha256
from pathlib import Path

from desktop.actions.connection import read_connection
from desktop.actions.desk import Desk
from desktop.actions.office_keys import known_keys
from desktop.db import exchange_queries
from desktop.exchange.errors import (
    ExchangeError,
    PassphraseNeededError,
    WrongPassphraseError,
)
from desktop.exchange.heads import FileKind, kind_of, not_of_ours
from desktop.exchange.package import Package, Reader, hinted_passphrases, open_package
from desktop.exchange.passphrase import read_passphrase
from desktop.exchange.reading import read_exchanged
from desktop.exchange.receipt import open_receipt


@dataclass(frozen=True, slots=True, kw_only=True)
class Verified:
    """A file that is whole, by its kind: "package", "receipt" or "connection".

    ``sender`` is the name that the file gives and ``sender_fingerprint`` that of its keys;
    ``recipient_fingerprint`` is empty for a package locked with a passphrase. ``ours``: this
    folder made the package. ``state`` is the answer of a receipt, or what a connection file is
    beside the superior that is known here.
    """

    kind: str
    size: int
    sha256: str
    sender: str
    sender_code: str = ""
    sender_fingerprint: str = ""
    recipient_fingerprint: str = ""
    period: str = ""
    sequence: int = 0
    correction: int = 0
    package_id: str = ""
    check_code: str = ""
    state: str = ""
    at: datetime | None = None
    clock_suspect: bool = False
    ours: bool = False
    remarks: tuple[str, ...] = ()


def verify_file(desk: Desk, path: Path, *, passphrases: Sequence[str] = ()) -> Verified:
    """What a file is, when it is whole.

    A package that this folder locked with a passphrase opens by the one that it keeps.

    Raises:
        ExchangeError: the file is refused; the code says why. FileFaultError: it cannot be read.
    """
    data = read_exchanged(path)
    match kind_of(data):
        case FileKind.PACKAGE:
            return _package(desk, data, passphrases)
        case FileKind.RECEIPT:
            return _receipt(desk, data)
        case FileKind.CONNECTION:
            return _connection(desk, data)
    raise not_of_ours(path.name, wanted=FileKind.PACKAGE)


@dataclass(frozen=True, slots=True)
class SortedPassphrases:
    """Typed passphrases: those that can be right, and the others by their place, from 1."""

    usable: tuple[str, ...]
    mistyped: tuple[tuple[int, ExchangeError], ...]


def sorted_out(typed: Sequence[str]) -> SortedPassphrases:
    """The typed passphrases by whether their check digits hold."""
    usable: list[str] = []
    mistyped: list[tuple[int, ExchangeError]] = []
    for place, one in enumerate(typed, start=1):
        try:
            usable.append(read_passphrase(one))
        except ExchangeError as error:
            mistyped.append((place, error))
    return SortedPassphrases(tuple(usable), tuple(mistyped))


def _package(desk: Desk, data: bytes, passphrases: Sequence[str]) -> Verified:
    package = _opened(desk, data, passphrases)
    manifest = package.manifest
    return Verified(
        kind="package",
        size=len(data),
        sha256=sha256(data).hexdigest(),
        sender=manifest.unit.name,
        sender_code=manifest.unit.code,
        sender_fingerprint=manifest.sender.fingerprint,
        recipient_fingerprint=manifest.recipient.fingerprint if manifest.recipient else "",
        period=manifest.period.id,
        sequence=manifest.sequence,
        correction=manifest.correction,
        package_id=package.package_id,
        check_code=package.check_code,
        at=manifest.claimed_at,
        clock_suspect=manifest.clock_suspect,
        ours=exchange_queries.sent_package(desk.store, package.package_id) is not None,
    )


def _opened(desk: Desk, data: bytes, passphrases: Sequence[str]) -> Package:
    """The package by the keys of this office, else by each passphrase until one fits."""
    keys = known_keys(desk)
    sealing = keys.sealing if keys is not None else ()
    own = exchange_queries.own_keys(desk.store, "sealing")
    formerly = tuple(one.public for one in own if one.retired_at is not None)
    refusal: ExchangeError = PassphraseNeededError()
    try:
        return open_package(data, Reader(keys=sealing, formerly=formerly))
    except PassphraseNeededError as needed:
        refusal = needed
    known = (*_kept_passphrases(desk, data), *map(read_passphrase, passphrases))
    named = hinted_passphrases(data, known)
    if known and named == ():
        raise WrongPassphraseError
    for place in range(len(known)) if named is None else named:
        try:
            return open_package(data, Reader(keys=sealing, passphrase=known[place]))
        except WrongPassphraseError as wrong:
            refusal = wrong
    raise refusal


def _kept_passphrases(desk: Desk, data: bytes) -> Iterator[str]:
    found = sha256(data).hexdigest()
    for sent in exchange_queries.sent_packages(desk.store):
        if sent.sha256 == found:
            yield exchange_queries.sent_secrets(desk.store, sent.package_id).passphrase


def _receipt(desk: Desk, data: bytes) -> Verified:
    keys = known_keys(desk)
    answer = open_receipt(data, keys.sealing if keys is not None else ())
    return Verified(
        kind="receipt",
        size=len(data),
        sha256=sha256(data).hexdigest(),
        sender=answer.superior,
        sender_fingerprint=answer.fingerprint,
        period=answer.period,
        sequence=answer.sequence,
        correction=answer.correction,
        package_id=answer.package_id,
        state=answer.kind.value,
        at=answer.at,
        ours=exchange_queries.sent_package(desk.store, answer.package_id) is not None,
        remarks=tuple(one.text for one in answer.remarks),
    )


def _connection(desk: Desk, data: bytes) -> Verified:
    read = read_connection(desk, data)
    return Verified(
        kind="connection",
        size=len(data),
        sha256=sha256(data).hexdigest(),
        sender=read.name,
        sender_code=read.connection.code,
        sender_fingerprint=read.fingerprint,
        sequence=read.connection.number,
        state=read.state.value,
    )
