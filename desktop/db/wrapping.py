"""The primitives of the side file: wrapping the data key, keyed hashes, bytes as text.

All of them come from the one library that the cipher needs: the standard hashes would load
another, and opening must be quick.
"""

import base64
import json
from collections.abc import Mapping
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from cryptography.hazmat.primitives.ciphers.aead import AESGCM
    from cryptography.hazmat.primitives.hmac import HMAC

FORMAT = 1
KEY_BYTES = 32
NONCE_BYTES = 12
SALT_BYTES = 16
_SHOWN = frozenset({"wrapped", "label"})

Slot = Mapping[str, str]


def wrap(key: bytes, data_key: bytes, header: Slot) -> str:
    """The data key under another key, the header authenticated with it.

    The label is left out: it is a name for the list at the door, and an officer may be renamed
    by another one, who does not know the password. Who somebody is, the store itself says.
    """
    return text(_cipher(key).encrypt(raw(header["nonce"]), data_key, _authenticated(header)))


def unwrap(key: bytes, slot: Slot) -> bytes | None:
    """The data key of a slot; none when the key does not fit or the header was changed.

    Raises:
        KeyError, ValueError: the slot lacks a part, or holds what cannot be read.
    """
    from cryptography.exceptions import InvalidTag

    nonce, wrapped = raw(slot["nonce"]), raw(slot["wrapped"])
    try:
        return _cipher(key).decrypt(nonce, wrapped, _authenticated(slot))
    except InvalidTag:
        return None


def digest(data: bytes) -> bytes:
    """SHA-256."""
    from cryptography.hazmat.primitives import hashes

    made = hashes.Hash(hashes.SHA256())
    made.update(data)
    return made.finalize()


def keyed(key: bytes, data: bytes) -> "HMAC":
    """HMAC-SHA-256, to be finished or verified."""
    from cryptography.hazmat.primitives import hashes, hmac

    made = hmac.HMAC(key, hashes.SHA256())
    made.update(data)
    return made


def same(key: bytes, data: bytes, code: str) -> bool:
    """Whether a keyed hash (hexadecimal) is that of the data; takes the same time always."""
    from cryptography.exceptions import InvalidSignature

    try:
        keyed(key, data).verify(bytes.fromhex(code))
    except (InvalidSignature, ValueError):
        return False
    return True


def canonical(value: object) -> bytes:
    """The one way to write a value down."""
    return json.dumps(value, sort_keys=True, separators=(",", ":")).encode("ascii")


def text(data: bytes) -> str:
    """Bytes as the side file holds them."""
    return base64.b64encode(data).decode("ascii")


def raw(said: str) -> bytes:
    """The bytes of a text of the side file; ValueError when it is none."""
    return base64.b64decode(said, validate=True)


def _authenticated(header: Slot) -> bytes:
    kept = {name: value for name, value in header.items() if name not in _SHOWN}
    return canonical({"format": FORMAT, **kept})


def _cipher(key: bytes) -> "AESGCM":
    from cryptography.hazmat.primitives.ciphers.aead import AESGCM

    return AESGCM(key)
