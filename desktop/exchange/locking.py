"""Locking bytes with a passphrase in the age format, with a work factor of our own choosing.

The age library takes the work factor that a fast machine bears, and so more memory than the
reader's limit leaves; it has no setting for it. What is written here are the bytes of the age
specification (age-encryption.org/v1, its scrypt recipient), made of the primitives of a library;
reading stays the age library's work, which tests hold against it in both directions.
"""

from base64 import b64encode
from secrets import token_bytes

from desktop.exchange import limits

FIRST_LINE = b"age-encryption.org/v1\n"
_LABEL = b"age-encryption.org/v1/scrypt"
_KEY = 16
_SALT = 16
_NONCE = 16
_CHUNK = 64 * limits.KIB
_LAST, _MORE = b"\x01", b"\x00"


def lock(data: bytes, passphrase: str) -> bytes:
    """An age file that a passphrase opens; needs 128 MiB of memory for a moment."""
    file_key = token_bytes(_KEY)
    header = FIRST_LINE + _stanza(file_key, passphrase) + b"---"
    return header + b" " + _text(_header_code(file_key, header)) + b"\n" + _stream(file_key, data)


def _stanza(file_key: bytes, passphrase: str) -> bytes:
    """The file's key, wrapped with a key that is made of the passphrase and a salt."""
    from cryptography.hazmat.primitives.ciphers.aead import ChaCha20Poly1305
    from cryptography.hazmat.primitives.kdf.scrypt import Scrypt

    salt, factor = token_bytes(_SALT), limits.WRITTEN_FACTOR
    made = Scrypt(salt=_LABEL + salt, length=32, n=1 << factor, r=8, p=1)
    # A nonce of noughts is what the format asks for: the wrapping key is used once.
    wrapped = ChaCha20Poly1305(made.derive(passphrase.encode())).encrypt(bytes(12), file_key, None)
    return b"-> scrypt %b %d\n%b\n" % (_text(salt), factor, _text(wrapped))


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
