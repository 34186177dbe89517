"""The first eight bytes of every file between offices: what it is, and in which version."""

from enum import Enum
from pathlib import Path

from desktop.exchange import limits
from desktop.exchange.errors import (
    ExchangeError,
    NotAConnectionError,
    NotAPackageError,
    NotAReceiptError,
    TooBigError,
    TooNewError,
)

MAJOR = 1
MINOR = 0
HEAD_BYTES = 8


class FileKind(Enum):
    """The kinds of file, by the six bytes that begin them."""

    PACKAGE = b"SO138P"
    RECEIPT = b"SO138R"
    CONNECTION = b"SO138C"

    @property
    def head(self) -> bytes:
        """The head that this version writes."""
        return self.value + bytes((MAJOR, MINOR))


_LIMITS = {
    FileKind.PACKAGE: limits.PACKAGE,
    FileKind.RECEIPT: limits.RECEIPT,
    FileKind.CONNECTION: limits.CONNECTION,
}
_NOT: dict[FileKind, type[ExchangeError]] = {
    FileKind.PACKAGE: NotAPackageError,
    FileKind.RECEIPT: NotAReceiptError,
    FileKind.CONNECTION: NotAConnectionError,
}

ENDINGS = {
    FileKind.PACKAGE: ".s138",
    FileKind.RECEIPT: ".s138r",
    FileKind.CONNECTION: ".s138c",
}
"""How the name of a file of each kind ends."""


def kind_of(data: bytes) -> FileKind | None:
    """What a file is by its first bytes; none when it is none of ours."""
    return next((kind for kind in FileKind if data.startswith(kind.value)), None)


def kind_of_name(name: str) -> FileKind | None:
    """What a file is by the ending of its name; none when it ends otherwise."""
    ending = Path(name).suffix.lower()
    return next((kind for kind, one in ENDINGS.items() if one == ending), None)


def not_of_ours(name: str, *, wanted: FileKind) -> ExchangeError:
    """That a file does not begin as its name ends; ``wanted`` where the name says nothing."""
    return _NOT[kind_of_name(name) or wanted]()


def split_head(data: bytes, kind: FileKind) -> tuple[bytes, bytes]:
    """The head of a file and the rest.

    A newer minor version is read: it may only add keys that this version passes over.

    Raises:
        NotAPackageError, NotAReceiptError, NotAConnectionError: it is no such file.
        TooBigError: larger than any that the program writes. TooNewError: a newer major version.
    """
    if not data.startswith(kind.value) or len(data) < HEAD_BYTES or data[6] < 1:
        raise _NOT[kind]
    if len(data) > _LIMITS[kind]:
        raise TooBigError(limit=str(_LIMITS[kind] // limits.KIB))
    if data[6] > MAJOR:
        raise TooNewError(version=f"{data[6]}.{data[7]}")
    return data[:HEAD_BYTES], data[HEAD_BYTES:]
