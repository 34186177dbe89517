"""The keys of an office: one to sign with (Ed25519), one to be written to (age, X25519).

Keys are kept as text; the libraries behind them are imported when a key is first used. The
fingerprint of an office stands on paper and is of both public keys: who compares it once knows
whose signature it is and for whom to encrypt.
"""

import re
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from desktop.exchange.age_keys import is_age_key
from desktop.exchange.digits import code_of
from desktop.exchange.errors import BadKeyError

if TYPE_CHECKING:
    from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey

_HEX = re.compile(r"[0-9a-f]{64}")
_AGE_SECRET = re.compile(r"AGE-SECRET-KEY-1[02-9AC-HJ-NP-Z]{58}")
SIGNATURE_BYTES = 64


@dataclass(frozen=True, slots=True)
class PublicKeys:
    """What others know of an office: ``signing`` (64 hexadecimal digits) and ``age`` ("age1…").

    Raises:
        BadKeyError: one of them is no such key.
    """

    signing: str
    age: str

    def __post_init__(self) -> None:
        if not _HEX.fullmatch(self.signing):
            raise BadKeyError(key="signing")
        if not is_age_key(self.age):
            raise BadKeyError(key="age")

    @property
    def fingerprint(self) -> str:
        """20 digits with check digits, for paper: of both keys."""
        return code_of(f"so138-keys\0{self.signing}\0{self.age}".encode())


@dataclass(frozen=True, slots=True)
class SigningKey:
    """An Ed25519 key by its seed, 64 hexadecimal digits; never shown in a message or a log.

    Raises:
        BadKeyError: the seed is none.
    """

    seed: str = field(repr=False)

    def __post_init__(self) -> None:
        if not _HEX.fullmatch(self.seed):
            raise BadKeyError(key="signing")

    @classmethod
    def new(cls) -> "SigningKey":
        """A key that nobody had before."""
        import secrets

        return cls(secrets.token_hex(32))

    @property
    def public(self) -> str:
        """The public part, 64 hexadecimal digits."""
        return self._key().public_key().public_bytes_raw().hex()

    def sign(self, message: bytes) -> bytes:
        """The signature of a message, 64 bytes; the same message gives the same bytes."""
        return self._key().sign(message)

    def _key(self) -> "Ed25519PrivateKey":
        from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey

        return Ed25519PrivateKey.from_private_bytes(bytes.fromhex(self.seed))


@dataclass(frozen=True, slots=True)
class SealingKey:
    """An age key by its secret ("AGE-SECRET-KEY-1…"); never shown in a message or a log.

    Raises:
        BadKeyError: the secret is none.
    """

    secret: str = field(repr=False)

    def __post_init__(self) -> None:
        if not _AGE_SECRET.fullmatch(self.secret):
            raise BadKeyError(key="age")

    @classmethod
    def new(cls) -> "SealingKey":
        """A key that nobody had before."""
        from pyrage import x25519

        return cls(str(x25519.Identity.generate()))

    @property
    def public(self) -> str:
        """The public part, "age1…".

        Raises:
            BadKeyError: the secret is mistyped.
        """
        from pyrage import IdentityError, x25519

        try:
            return str(x25519.Identity.from_str(self.secret).to_public())
        except IdentityError as error:
            raise BadKeyError(key="age") from error


@dataclass(frozen=True, slots=True)
class OwnKeys:
    """Both keys of an office."""

    signing: SigningKey
    sealing: SealingKey

    @classmethod
    def new(cls) -> "OwnKeys":
        """Keys that nobody had before."""
        return cls(SigningKey.new(), SealingKey.new())

    @property
    def public(self) -> PublicKeys:
        """What others may know of them."""
        return PublicKeys(self.signing.public, self.sealing.public)


def signed_by(public: str, signature: bytes, message: bytes) -> bool:
    """Whether a signature of a message was made with the key of this public part."""
    from cryptography.exceptions import InvalidSignature
    from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PublicKey

    try:
        key = Ed25519PublicKey.from_public_bytes(bytes.fromhex(public))
        key.verify(signature, message)
    except (InvalidSignature, ValueError):
        return False
    return True
