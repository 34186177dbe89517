"""A connection file that is opened before there is a data folder: at set-up."""

from dataclasses import dataclass
from pathlib import Path

from desktop.exchange.connection import open_connection
from desktop.exchange.reading import read_exchanged


@dataclass(frozen=True, slots=True)
class FirstConnection:
    """What a connection file says of the superior; ``content`` are its bytes.

    ``fingerprint``: 20 digits over the superior's keys, to be compared with its paper.
    """

    name: str
    salutation: str
    fingerprint: str
    content: bytes


def first_connection(file: Path | bytes) -> FirstConnection:
    """Read a connection file; it is taken once the data folder is made.

    Raises:
        ExchangeError, FileFaultError: it is none, or cannot be read.
    """
    data = file if isinstance(file, bytes) else read_exchanged(file)
    found = open_connection(data)
    return FirstConnection(found.name, found.salutation, found.fingerprint, data)
