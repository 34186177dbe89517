"""Reading a file of unknown origin from a stick: never more of it than a package may have."""

import os
import stat
from pathlib import Path

from desktop.exchange import limits
from desktop.exchange.errors import NotAFileError, TooBigError
from desktop.files import fault_of


def read_exchanged(path: Path) -> bytes:
    """The bytes of a file that may be a package, a receipt or a connection file.

    Raises:
        TooBigError: it is larger than any of them; no more than the limit was read.
        NotAFileError: a device or pipe, which may have no end; nothing of it was read.
        FileFaultError: it cannot be read.
    """
    try:
        with open(path, "rb", opener=_at_once) as file:
            if not stat.S_ISREG(os.fstat(file.fileno()).st_mode):
                raise NotAFileError
            data = file.read(limits.PACKAGE + 1)
    except OSError as error:
        raise fault_of(error, path) from error
    if len(data) > limits.PACKAGE:
        raise TooBigError(limit=str(limits.PACKAGE // limits.KIB))
    return data


def _at_once(path: str, flags: int) -> int:
    """Opens without waiting for whoever writes at the other end of a pipe."""
    return os.open(path, flags | getattr(os, "O_NONBLOCK", 0))
