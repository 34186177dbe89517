"""Rescues that are not done: a damaged file of which something is still to come back bears a mark.

The mark lies beside the file that was put aside, from before the copy takes its place until what
was chosen is written: a kill, a power cut or a failing disk in between costs nothing.
"""

import contextlib
from pathlib import Path

from desktop.db.layout import STORE_NAME, Layout
from desktop.files import FileFaultError, write_file

_NAME = "rescue.json"
_CONTENT = b'{"format": 1}\n'


def mark(place: Path) -> None:
    """Say of a damaged file that was put aside that something is still to come back from it.

    Raises:
        FileFaultError: it could not be written.
    """
    write_file(place / _NAME, _CONTENT)


def unmark(place: Path) -> None:
    """Say that a rescue is done; where the disk refuses, it is only offered once more."""
    with contextlib.suppress(FileFaultError, OSError):
        (place / _NAME).unlink(missing_ok=True)


def unfinished_rescues(folder: Path) -> tuple[Path, ...]:
    """The damaged files of which something is still to come back, the newest first."""
    try:
        found = sorted(Layout(folder).replaced.glob(f"*/{_NAME}"), reverse=True)
    except OSError:
        return ()
    files = (one.with_name(STORE_NAME) for one in found)
    return tuple(one for one in files if one.is_file())
