"""Reading a file of unknown origin from a stick: never more of it than a package may have."""

from pathlib import Path

from desktop.exchange import limits
from desktop.exchange.errors import TooBigError
from desktop.files import fault_of


def read_exchanged(path: Path) -> bytes:
    """The bytes of a file that may be a package, a receipt or a connection file.

    Raises:
        TooBigError: it is larger than any of them; no more than the limit was read.
        FileFaultError: it cannot be read.
    """
    try:
        with path.open("rb") as file:
            data = file.read(limits.PACKAGE + 1)
    except OSError as error:
        raise fault_of(error, path) from error
    if len(data) > limits.PACKAGE:
        raise TooBigError(limit=str(limits.PACKAGE // limits.KIB))
    return data
