"""The random data key of a store, wrapped in the slots of a side file.

The side file holds a key-check value and a list of slots. Each slot wraps the same
256-bit key by AES-256-GCM, its own header authenticated. The self-opening slot carries
the secret that opens it: whoever has the folder can read it. Kinds of slots that this
version does not know are kept as they are and passed over.
"""

import base64
import json
import os
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from desktop.db.errors import (
    KeyFileDamagedError,
    StoreTooNewError,
    WrongPasswordError,
    store_error_of_file,
)
from desktop.db.layout import old_version
from desktop.files import FileFaultError, read_file, write_file

if TYPE_CHECKING:
    from cryptography.hazmat.primitives.ciphers.aead import AESGCM
    from cryptography.hazmat.primitives.hmac import HMAC

FORMAT = 1
SELF_OPENING = "self_opening"
KEY_BYTES = 32
_NONCE_BYTES = 12
_CHECKED = b"so138 key check 1"

Slot = Mapping[str, str]


@dataclass(frozen=True, slots=True)
class SideFile:
    """The content of a side file: key-check value (hexadecimal) and slots."""

    key_check: str
    slots: tuple[Slot, ...]

    @property
    def only_self_opening(self) -> bool:
        """Whether nothing but the self-opening slot protects the key."""
        return all(slot["kind"] == SELF_OPENING for slot in self.slots)


@dataclass(frozen=True, slots=True)
class Unlocked:
    """A data key and the side file that it came from; ``fell_back``: the newest was unreadable."""

    data_key: bytes
    side_file: SideFile
    fell_back: bool = False


def new_data_key() -> bytes:
    """A fresh random data key of 256 bits."""
    return os.urandom(KEY_BYTES)


def self_opening_side_file(data_key: bytes, *, slot_id: str) -> SideFile:
    """A side file with the self-opening slot alone."""
    header = {
        "id": slot_id,
        "kind": SELF_OPENING,
        "secret": _text(os.urandom(KEY_BYTES)),
        "nonce": _text(os.urandom(_NONCE_BYTES)),
    }
    wrapped = _cipher(_slot_key(header)).encrypt(
        _bytes(header["nonce"]), data_key, _authenticated(header)
    )
    return SideFile(key_check=_key_check(data_key), slots=({**header, "wrapped": _text(wrapped)},))


def unlock(side_file: SideFile) -> bytes:
    """The data key, by the self-opening slot.

    Raises:
        WrongPasswordError: every slot needs a password or a recovery sheet.
        KeyFileDamagedError: the slot does not open with its own secret.
    """
    for slot in side_file.slots:
        if slot["kind"] == SELF_OPENING:
            data_key = _unwrap(slot)
            if not _fits(data_key, side_file.key_check):
                raise KeyFileDamagedError(reason="key check")
            return data_key
    raise WrongPasswordError(reason="no slot opens without a password")


def unlock_candidates(path: Path) -> tuple[Unlocked, ...]:
    """The keys that the side file and its previous version give, the newest first.

    Raises:
        KeyFileDamagedError: neither of the two can be read.
        WrongPasswordError: they can be read and need a password.
        StoreTooNewError: a newer version of the program wrote the side file.
    """
    found: list[Unlocked] = []
    damage: KeyFileDamagedError | None = None
    for place in (path, old_version(path)):
        try:
            side_file = read_side_file(place)
            unlocked = Unlocked(unlock(side_file), side_file, fell_back=damage is not None)
        except KeyFileDamagedError as error:
            damage = damage or error
        else:
            if unlocked.data_key not in {other.data_key for other in found}:
                found.append(unlocked)
    if not found:
        raise damage or KeyFileDamagedError(path=str(path))
    return tuple(found)


def read_side_file(path: Path) -> SideFile:
    """Read a side file; every byte of it is checked.

    Raises:
        KeyFileDamagedError: missing, or not the bytes that were written.
        StoreTooNewError: its format is newer than this version of the program.
    """
    try:
        data = read_file(path)
        document = json.loads(data)
        if int(document["format"]) > FORMAT:
            raise StoreTooNewError(path=str(path))
        side_file = SideFile(
            key_check=str(document["key_check"]),
            slots=tuple({str(k): str(v) for k, v in slot.items()} for slot in document["slots"]),
        )
        whole = bool(side_file.slots) and side_file_bytes(side_file) == data
    except (FileFaultError, ValueError, KeyError, TypeError, AttributeError) as error:
        raise KeyFileDamagedError(path=str(path), reason=type(error).__name__) from error
    if not whole:
        raise KeyFileDamagedError(path=str(path), reason="checksum")
    return side_file


def write_side_file(path: Path, side_file: SideFile) -> None:
    """Replace a side file atomically and keep its previous version beside it.

    The first version is kept twice, so that one damaged file never costs the store.

    Raises:
        DiskFullError, FolderReadOnlyError, StoreBrokenError: nothing was replaced.
    """
    data = side_file_bytes(side_file)
    try:
        write_file(old_version(path), read_file(path) if path.exists() else data)
        write_file(path, data)
    except FileFaultError as fault:
        raise store_error_of_file(fault) from fault


def side_file_bytes(side_file: SideFile) -> bytes:
    """The exact bytes of a side file, its checksum included."""
    body = {
        "format": FORMAT,
        "key_check": side_file.key_check,
        "slots": [dict(slot) for slot in side_file.slots],
    }
    checked = {**body, "sha256": _digest(_canonical(body)).hex()}
    return json.dumps(checked, indent=1, sort_keys=True).encode("ascii") + b"\n"


def _unwrap(slot: Slot) -> bytes:
    from cryptography.exceptions import InvalidTag

    header = {name: value for name, value in slot.items() if name != "wrapped"}
    try:
        return _cipher(_slot_key(header)).decrypt(
            _bytes(slot["nonce"]), _bytes(slot["wrapped"]), _authenticated(header)
        )
    except (InvalidTag, KeyError, ValueError) as error:
        raise KeyFileDamagedError(reason="slot") from error


def _slot_key(header: Slot) -> bytes:
    return _keyed(_bytes(header["secret"]), b"so138 self-opening slot 1").finalize()


def _key_check(data_key: bytes) -> str:
    return _keyed(data_key, _CHECKED).finalize().hex()


# All of it from the one library that the cipher needs: the standard hashes would load another.
def _digest(data: bytes) -> bytes:
    from cryptography.hazmat.primitives import hashes

    made = hashes.Hash(hashes.SHA256())
    made.update(data)
    return made.finalize()


def _keyed(key: bytes, data: bytes) -> "HMAC":
    from cryptography.hazmat.primitives import hashes, hmac

    made = hmac.HMAC(key, hashes.SHA256())
    made.update(data)
    return made


def _fits(data_key: bytes, key_check: str) -> bool:
    """Whether a key is the one that the side file was written for; takes the same time always."""
    from cryptography.exceptions import InvalidSignature

    try:
        _keyed(data_key, _CHECKED).verify(bytes.fromhex(key_check))
    except (InvalidSignature, ValueError):
        return False
    return True


def _authenticated(header: Slot) -> bytes:
    return _canonical({"format": FORMAT, **header})


def _canonical(value: object) -> bytes:
    return json.dumps(value, sort_keys=True, separators=(",", ":")).encode("ascii")


def _cipher(key: bytes) -> "AESGCM":
    from cryptography.hazmat.primitives.ciphers.aead import AESGCM

    return AESGCM(key)


def _text(data: bytes) -> str:
    return base64.b64encode(data).decode("ascii")


def _bytes(text: str) -> bytes:
    return base64.b64decode(text, validate=True)
