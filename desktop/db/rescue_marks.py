"""Rescues that are not done: a damaged file of which something is still to come back bears a mark.

The mark lies beside the file that was put aside, from before the copy takes its place until what
was chosen is written: a kill, a power cut or a failing disk in between costs nothing.
"""

import contextlib
import json
from pathlib import Path

from desktop.db.keys import key_check_of
from desktop.db.layout import KEY_NAME, STORE_NAME, Layout, old_version
from desktop.files import FileFaultError, write_file

_NAME = "rescue.json"
_MOST_BYTES = 1 << 12


def mark(place: Path, *, register: str) -> None:
    """Say of a damaged file that was put aside that something is still to come back from it.

    ``register``: whose file it is, as key files name it. What stands in the folder may become the
    register of another office; what is still to come is not that one's.

    Raises:
        FileFaultError: it could not be written.
    """
    document = {"format": 2, "register": register}
    write_file(place / _NAME, json.dumps(document, sort_keys=True).encode("ascii") + b"\n")


def unmark(place: Path) -> None:
    """Say that a rescue is done; where the disk refuses, it is only offered once more."""
    with contextlib.suppress(FileFaultError, OSError):
        (place / _NAME).unlink(missing_ok=True)


def unfinished_rescues(folder: Path, *, register: str | None = None) -> tuple[Path, ...]:
    """The damaged files of which something is still to come back, the newest first.

    Those of the ``register`` alone, by default of the one that the folder's key file is of: those
    of another one wait until it stands there again.
    """
    layout = Layout(folder)
    wanted = register or key_check_of(layout.key, old_version(layout.key))
    try:
        found = sorted(layout.replaced.glob(f"*/{_NAME}"), reverse=True)
    except OSError:
        return ()
    files = (one.with_name(STORE_NAME) for one in found if _is_of(one, wanted))
    return tuple(one for one in files if one.is_file())


def _is_of(mark_file: Path, register: str | None) -> bool:
    """Whether a mark is of a register; one that nothing tells apart counts for any."""
    named = _register_in(mark_file)
    if not named:
        # A former program named none: the key file that was put aside with the store does.
        key = mark_file.with_name(KEY_NAME)
        named = key_check_of(key, old_version(key)) or ""
    return not (named and register) or named == register


def _register_in(mark_file: Path) -> str:
    try:
        with mark_file.open("rb") as source:
            document = json.loads(source.read(_MOST_BYTES))
        return str(document.get("register", ""))
    except (OSError, ValueError, AttributeError, RecursionError):
        return ""
