"""The outer layer of packages and receipts: age, to keys or with a passphrase.

The head of an age file is judged before the library sees it: a passphrase header may ask for so
much memory that the machine stops.
"""

import re
from collections.abc import Sequence
from typing import TYPE_CHECKING

from desktop.exchange import limits
from desktop.exchange.age_keys import is_age_key
from desktop.exchange.errors import (
    BadKeyError,
    DamagedError,
    NotForUsError,
    PassphraseNeededError,
    TooBigError,
)
from desktop.exchange.locking import FIRST_LINE, lock, relock

if TYPE_CHECKING:
    from pyrage.x25519 import Identity, Recipient

    from desktop.exchange.keys import SealingKey

_SCRYPT = re.compile(rb"-> scrypt [A-Za-z0-9+/]{22} ([1-9][0-9]?)\n")
# What the library says when a file is whole and the key is another one.
_OTHER_KEY = "No matching keys found"


def seal(data: bytes, recipients: Sequence[str]) -> bytes:
    """Bytes that only the holders of these age keys can read.

    Raises:
        BadKeyError: a recipient is no age key, or there is none.
    """
    from pyrage import EncryptError, encrypt

    try:
        return bytes(encrypt(data, [_recipient(one) for one in dict.fromkeys(recipients)]))
    except EncryptError as error:
        raise BadKeyError(key="age") from error


def seal_with_passphrase(data: bytes, passphrase: str) -> bytes:
    """Bytes that can be read with a passphrase; takes half a second on purpose."""
    return lock(data, passphrase)


def needs_passphrase(sealed: bytes) -> bool:
    """Whether sealed bytes are locked with a passphrase, by their first line.

    Raises:
        DamagedError: they do not begin as age does. TooBigError: no machine of an office has
        the memory that their first line asks for.
    """
    if not sealed.startswith(FIRST_LINE + b"-> "):
        raise DamagedError
    if sealed.find(b"\n---", 0, limits.AGE_HEADER) < 0:
        raise DamagedError
    if not sealed.startswith(FIRST_LINE + b"-> scrypt"):
        return False
    asked = _SCRYPT.match(sealed, len(FIRST_LINE))
    if asked is None:
        raise DamagedError
    if int(asked[1]) > limits.WORK_FACTOR:
        raise TooBigError
    return True


def unseal(sealed: bytes, *, keys: Sequence["SealingKey"], passphrase: str = "") -> bytes:
    """What sealed bytes hold.

    Raises:
        PassphraseNeededError, WrongPassphraseError: they are locked with a passphrase.
        NotForUsError: none of the keys fits. DamagedError, TooBigError: see above.
    """
    if not needs_passphrase(sealed):
        return _by_keys(sealed, keys)
    if not passphrase:
        raise PassphraseNeededError
    return _by_passphrase(sealed, passphrase)


def _by_keys(sealed: bytes, keys: Sequence["SealingKey"]) -> bytes:
    from pyrage import DecryptError, decrypt

    if not keys:
        raise NotForUsError
    try:
        return bytes(decrypt(sealed, [_identity(one) for one in keys]))
    except DecryptError as error:
        raise (NotForUsError() if str(error) == _OTHER_KEY else DamagedError()) from error


def _by_passphrase(sealed: bytes, passphrase: str) -> bytes:
    from pyrage import DecryptError
    from pyrage import passphrase as by_passphrase

    try:
        return bytes(by_passphrase.decrypt(*relock(sealed, passphrase)))
    except DecryptError as error:
        raise DamagedError from error


def _identity(key: "SealingKey") -> "Identity":
    from pyrage import IdentityError, x25519

    try:
        return x25519.Identity.from_str(key.secret)
    except IdentityError as error:
        raise BadKeyError(key="age") from error


def _recipient(public: str) -> "Recipient":
    from pyrage import RecipientError, x25519

    if not is_age_key(public):
        raise BadKeyError(key="age")
    try:
        return x25519.Recipient.from_str(public)
    except RecipientError as error:
        raise BadKeyError(key="age") from error
