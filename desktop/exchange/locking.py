"""Locking bytes with a passphrase in the age format, with a work factor of our own choosing.

The age library takes the work factor that a fast machine bears, and so more memory than the
reader's limit leaves; it has no setting for it. What is written here are the bytes of the age
specification (age-encryption.org/v1, its scrypt recipient), made of the primitives of a library;
reading stays the age library's work, which tests hold against it in both directions.

The salt is ours to choose: most of it is random, the rest a hint that tells the right one of many
passphrases at once, where trying each would take as long as the files and slips of a month times
one another. Who guesses gains nothing by it: 93 bits are out of reach without any work factor.

The library keeps every other thread waiting while it makes a key of a passphrase, so that a window
would stand still. :func:`relock` does that part, in which threads go on, and leaves the library a
file that costs no time.
"""

import re
from base64 import b64decode, b64encode
from collections.abc import Sequence
from hashlib import sha256
from hmac import compare_digest, digest
from secrets import token_bytes, token_hex

from desktop.exchange import limits
from desktop.exchange.errors import DamagedError, WrongPassphraseError

FIRST_LINE = b"age-encryption.org/v1\n"
_LABEL = b"age-encryption.org/v1/scrypt"
_KEY = 16
_SALT_RANDOM, _HINT, _MARK = 10, 3, 3
_NONCE = 16
_CHUNK = 64 * limits.KIB
_LAST, _MORE = b"\x01", b"\x00"
_NO_WORK = 1
# A passphrase stands alone in the head of a file: 16 bytes of salt, a wrapped key, a code.
_HEAD = re.compile(
    re.escape(FIRST_LINE)
    + rb"-> scrypt ([A-Za-z0-9+/]{22}) ([1-9][0-9]?)\n([A-Za-z0-9+/]{43})\n"
    + rb"--- ([A-Za-z0-9+/]{43})\n"
)


def lock(data: bytes, passphrase: str) -> bytes:
    """An age file that a passphrase opens; needs 128 MiB of memory for a moment."""
    file_key = token_bytes(_KEY)
    return _head(file_key, passphrase, limits.WRITTEN_FACTOR) + _stream(file_key, data)


def relock(locked: bytes, passphrase: str) -> tuple[bytes, str]:
    """The same content under a passphrase for this moment, which opens it without any work.

    The bytes given back never leave the memory: what they are locked with is worth nothing.

    Raises:
        WrongPassphraseError: the passphrase is another one.
        DamagedError: the head is not whole, or its code is not that of the file's key.
    """
    head = _HEAD.match(locked)
    if head is None:
        raise DamagedError
    salt, wrapped, code = (_bytes(head[place]) for place in (1, 3, 4))
    file_key = _unwrapped(wrapped, _wrapping(passphrase, salt, int(head[2])))
    if not compare_digest(code, _header_code(file_key, locked[: head.start(4) - 1])):
        raise DamagedError
    moment = token_hex(_KEY)
    return _head(file_key, moment, _NO_WORK) + locked[head.end() :], moment


def hinted(locked: bytes, passphrases: Sequence[str]) -> tuple[int, ...] | None:
    """The places of the passphrases that the salt of a file names, mostly of the one that opens it.

    None where the salt bears no hint: another program made it. What a hint names is still to be
    tried.
    """
    head = _HEAD.match(locked)
    if head is None:
        return None
    salt = _bytes(head[1])
    chosen, hint = salt[:_SALT_RANDOM], salt[_SALT_RANDOM:-_MARK]
    if salt[-_MARK:] != _mark(chosen + hint):
        return None
    return tuple(place for place, one in enumerate(passphrases) if _hint(one, chosen) == hint)


def _salt(passphrase: str) -> bytes:
    """A salt: random bytes, the hint, and the mark that tells that there is one."""
    chosen = token_bytes(_SALT_RANDOM)
    hinting = chosen + _hint(passphrase, chosen)
    return hinting + _mark(hinting)


def _hint(passphrase: str, chosen: bytes) -> bytes:
    return digest(passphrase.encode(), b"so138-salt" + chosen, "sha256")[:_HINT]


def _mark(hinting: bytes) -> bytes:
    return sha256(b"so138-hint" + hinting).digest()[:_MARK]


def _head(file_key: bytes, passphrase: str, factor: int) -> bytes:
    """The lines of an age file before its content."""
    header = FIRST_LINE + _stanza(file_key, passphrase, factor) + b"---"
    return header + b" " + _text(_header_code(file_key, header)) + b"\n"


def _stanza(file_key: bytes, passphrase: str, factor: int) -> bytes:
    """The file's key, wrapped with a key that is made of the passphrase and a salt."""
    from cryptography.hazmat.primitives.ciphers.aead import ChaCha20Poly1305

    salt = _salt(passphrase)
    wrapping = ChaCha20Poly1305(_wrapping(passphrase, salt, factor))
    # A nonce of noughts is what the format asks for: the wrapping key is used once.
    wrapped = wrapping.encrypt(bytes(12), file_key, None)
    return b"-> scrypt %b %d\n%b\n" % (_text(salt), factor, _text(wrapped))


def _unwrapped(wrapped: bytes, wrapping: bytes) -> bytes:
    from cryptography.exceptions import InvalidTag
    from cryptography.hazmat.primitives.ciphers.aead import ChaCha20Poly1305

    try:
        return ChaCha20Poly1305(wrapping).decrypt(bytes(12), wrapped, None)
    except InvalidTag as error:
        raise WrongPassphraseError from error


def _wrapping(passphrase: str, salt: bytes, factor: int) -> bytes:
    """The key that the file's key is wrapped with; other threads go on while it is made."""
    from cryptography.hazmat.primitives.kdf.scrypt import Scrypt

    made = Scrypt(salt=_LABEL + salt, length=32, n=1 << factor, r=8, p=1)
    return made.derive(passphrase.encode())


def _header_code(file_key: bytes, header: bytes) -> bytes:
    from cryptography.hazmat.primitives.hashes import SHA256
    from cryptography.hazmat.primitives.hmac import HMAC

    code = HMAC(_derived(file_key, salt=b"", purpose=b"header"), SHA256())
    code.update(header)
    return code.finalize()


def _stream(file_key: bytes, data: bytes) -> bytes:
    """The content in chunks of 64 KiB, numbered, the last one marked."""
    from cryptography.hazmat.primitives.ciphers.aead import ChaCha20Poly1305

    nonce = token_bytes(_NONCE)
    cipher = ChaCha20Poly1305(_derived(file_key, salt=nonce, purpose=b"payload"))
    starts = range(0, len(data), _CHUNK) or range(1)
    parts = [
        cipher.encrypt(
            number.to_bytes(11) + (_LAST if number == len(starts) - 1 else _MORE),
            data[start : start + _CHUNK],
            None,
        )
        for number, start in enumerate(starts)
    ]
    return nonce + b"".join(parts)


def _derived(file_key: bytes, *, salt: bytes, purpose: bytes) -> bytes:
    from cryptography.hazmat.primitives.hashes import SHA256
    from cryptography.hazmat.primitives.kdf.hkdf import HKDF

    return HKDF(SHA256(), length=32, salt=salt, info=purpose).derive(file_key)


def _text(data: bytes) -> bytes:
    return b64encode(data).rstrip(b"=")


def _bytes(text: bytes) -> bytes:
    """The bytes of a text of the head; only the one way of writing them counts."""
    data = b64decode(text + b"=" * (-len(text) % 4))
    if _text(data) != text:
        raise DamagedError
    return data
