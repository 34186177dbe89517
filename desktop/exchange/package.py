"""The package (.s138): a closed period's figures on their way to the superior.

``head ‖ age( signature ‖ length of manifest ‖ manifest ‖ packed snapshot )``. The signature is
inside, so that nobody learns who writes to whom, and is over the head as well. The identity of a
package is that of its signed content: sealed again for another key it stays the same package.
"""

from collections.abc import Collection, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from hashlib import sha256

from desktop.domain.snapshot import Snapshot
from desktop.domain.text import tidy
from desktop.exchange.digits import code_of
from desktop.exchange.errors import BadManifestError, BadSignatureError, DamagedError, NotForUsError
from desktop.exchange.heads import FileKind, split_head
from desktop.exchange.keys import SIGNATURE_BYTES, OwnKeys, PublicKeys, SealingKey, signed_by
from desktop.exchange.locking import hinted
from desktop.exchange.manifest import (
    Manifest,
    Recipient,
    Span,
    Unit,
    manifest_bytes,
    manifest_fields,
    manifest_of,
    signer_of,
)
from desktop.exchange.payload import (
    ReadPayload,
    counts_of,
    packed,
    payload_of,
    read_payload,
    snapshot_of,
    unpacked,
)
from desktop.exchange.sealing import needs_passphrase, seal, seal_with_passphrase, unseal

_SIGNED = b"so138-package\0"
_LENGTH_BYTES = 4
_START = SIGNATURE_BYTES + _LENGTH_BYTES


@dataclass(frozen=True, slots=True, kw_only=True)
class PackageDraft:
    """What a package is made of; see :class:`~desktop.exchange.manifest.Manifest`.

    ``snapshot`` are the bytes that closing the period stored; unit, period and counts are read
    from them. ``recipient`` are the superior's public keys, none in passphrase mode.
    ``receipt_secret`` are 64 random hexadecimal digits.
    """

    snapshot: bytes
    app_version: str
    install_id: str
    branch_id: str
    sequence: int
    previous: str
    correction: int
    recipient: PublicKeys | None
    receipt_secret: str = field(repr=False)
    audit_head: str
    claimed_at: datetime
    clock_suspect: bool


@dataclass(frozen=True, slots=True)
class Package:
    """A package that is whole: read, or made to be sent; ``content`` is what was signed."""

    head: bytes
    content: bytes = field(repr=False)
    manifest: Manifest
    snapshot: Snapshot = field(repr=False)
    snapshot_bytes: bytes = field(repr=False)

    @property
    def package_id(self) -> str:
        """SHA-256 of the signed content, hexadecimal: the same for whomever it is sealed."""
        return sha256(self.content).hexdigest()

    @property
    def check_code(self) -> str:
        """20 digits with check digits for the signed hand-over slip; see ``check_code_of``."""
        return check_code_of(self.package_id)


@dataclass(frozen=True, slots=True)
class Reader:
    """Who reads: keys in use and earlier ones, and a passphrase as it was printed.

    ``formerly`` are age keys of this office whose secrets are lost: what the sender has sealed
    again for the new key still names the old one. ``fingerprints`` are those of this office, now
    and before; without any, what a file says of its recipient's is not held against them.
    """

    keys: Sequence[SealingKey] = ()
    passphrase: str = field(default="", repr=False)
    formerly: Collection[str] = ()
    fingerprints: Collection[str] = ()

    @property
    def names(self) -> frozenset[str]:
        """All age keys by which this office is, or was, written to."""
        return frozenset((*(key.public for key in self.keys), *self.formerly))


def check_code_of(package_id: str) -> str:
    """The check code of a package, "12344-…": binds the slip to its signer and its figures."""
    return code_of(package_id.encode("ascii"))


def build_package(draft: PackageDraft, keys: OwnKeys) -> Package:
    """The package of a closed period, signed, and read by the rules of the reader.

    Head, manifest, signature and packed bytes are read back from what was made; the figures, whose
    bytes have to come out the same, once.

    Raises:
        DraftPackageError: the period is open. BadPayloadError: the bytes are no snapshot.
        BadManifestError, TooBigError: a value that no reader would take.
    """
    content = packed(draft.snapshot)
    read = read_payload(draft.snapshot)
    payload, snapshot = payload_of(read, content), read.snapshot
    recipient = draft.recipient
    period = snapshot.period
    written = manifest_bytes(
        Manifest(
            app_version=draft.app_version,
            unit=Unit(snapshot.code, snapshot.valid_from, tidy(snapshot.commune)),
            install_id=draft.install_id,
            branch_id=draft.branch_id,
            sequence=draft.sequence,
            previous=draft.previous,
            period=Span(period.id, period.start, period.last_day),
            correction=draft.correction,
            counts=counts_of(snapshot),
            payload=payload,
            recipient=Recipient(recipient.age, recipient.fingerprint) if recipient else None,
            signer=keys.signing.public,
            reply_to=keys.sealing.public,
            receipt_secret=draft.receipt_secret,
            audit_head=draft.audit_head,
            claimed_at=draft.claimed_at,
            clock_suspect=draft.clock_suspect,
        )
    )
    head = FileKind.PACKAGE.head
    signed = len(written).to_bytes(_LENGTH_BYTES) + written + content
    return read_content(head, keys.signing.sign(_SIGNED + head + signed) + signed, known=read)


def seal_package(package: Package, recipients: Sequence[str]) -> bytes:
    """The file of a package for these age keys: the superior's, and the sender's own.

    Raises:
        BadKeyError: a recipient is no age key, or there is none. TooBigError: no reader takes it.
    """
    return _whole(package.head + seal(package.content, recipients))


def lock_package(package: Package, passphrase: str) -> bytes:
    """The file of a package for who has the passphrase, written as it is printed; takes seconds.

    Raises:
        TooBigError: no reader takes it.
    """
    return _whole(package.head + seal_with_passphrase(package.content, passphrase))


def open_package(data: bytes, reader: Reader) -> Package:
    """The package that a file holds, with everything about it verified but whose key signed it.

    Whether the signer is known, and what the package means beside others, is for the
    consolidation to say.

    Raises:
        ExchangeError: the file is refused; the code says why.
    """
    head, sealed = split_head(data, FileKind.PACKAGE)
    content = unseal(sealed, keys=reader.keys, passphrase=reader.passphrase)
    package = read_content(head, content)
    _refuse_others(package.manifest, reader, locked=needs_passphrase(sealed))
    return package


def hinted_passphrases(data: bytes, passphrases: Sequence[str]) -> tuple[int, ...] | None:
    """The places of the passphrases that a locked file names; none where it says nothing of them.

    Where it names none of them, it was locked with another one.

    Raises:
        NotAPackageError, TooBigError, TooNewError: it is no package that this version reads.
    """
    _head, sealed = split_head(data, FileKind.PACKAGE)
    return hinted(sealed, passphrases)


def read_content(head: bytes, content: bytes, *, known: ReadPayload | None = None) -> Package:
    """A package from its head and its signed content, as they stand inside the seal.

    ``known``: figures that were read already; where the content holds other bytes, they are read.

    Raises:
        ExchangeError: as :func:`open_package`.
    """
    length = int.from_bytes(content[SIGNATURE_BYTES:_START])
    end = _START + length
    if len(content) < _START or end > len(content):
        raise DamagedError
    found = manifest_fields(content[_START:end])
    signed = _SIGNED + head + content[SIGNATURE_BYTES:]
    if not signed_by(signer_of(found), content[:SIGNATURE_BYTES], signed):
        raise BadSignatureError
    manifest = manifest_of(found)
    if manifest.version != (head[6], head[7]):
        raise BadManifestError(place="version")
    data = unpacked(content[end:], manifest.payload)
    return Package(head, content, manifest, snapshot_of(data, manifest, known), data)


def _whole(file: bytes) -> bytes:
    """The file, once the rules of the reader for its size and its first line hold."""
    _head, sealed = split_head(file, FileKind.PACKAGE)
    needs_passphrase(sealed)
    return file


def _refuse_others(manifest: Manifest, reader: Reader, *, locked: bool) -> None:
    """A package names its recipient inside: what another office passes on is refused.

    The sender reads its own packages. Only one that is locked with a passphrase names nobody.
    """
    recipient = manifest.recipient
    if recipient is None:
        if not locked:
            raise BadManifestError(place="recipient")
        return
    if manifest.reply_to in reader.names:
        return
    if recipient.age not in reader.names:
        raise NotForUsError
    lost = recipient.age in reader.formerly
    if reader.fingerprints and not lost and recipient.fingerprint not in reader.fingerprints:
        raise NotForUsError
