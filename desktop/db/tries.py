"""The growing delay after wrong passwords: it slows guessing down and never shuts anybody out.

A small file in the data folder counts the wrong tries. Whoever deletes it gains the delay and
nothing else: what protects the data is the slow derivation of the slots. Tries of several
programs at once go one after another, so that none slips past the count.
"""

import contextlib
import json
import os
import sys
import tempfile
import time
from collections.abc import Iterator
from datetime import datetime
from math import ceil
from pathlib import Path

from desktop.files import FileFaultError, read_file, write_file

TRIES_NAME = "so138.tries.json"
LONGEST_SECONDS = 60
_FREE = 3
_MOST_BYTES = 1000
_MOST_COUNTED = 1000
_PATIENCE_SECONDS, _PAUSE_SECONDS = 3.0, 0.05


@contextlib.contextmanager
def one_at_a_time(mark: str) -> Iterator[bool]:
    """Whether this try has its turn; another one on the same folder may take too long.

    ``mark`` tells the folder from others. The turn is a lock on a file in the system's place for
    such files: it ends with the program. Where none can be made, every try has its turn.
    """
    path = Path(tempfile.gettempdir()) / f"so138-tries-{mark}.lock"
    try:
        flags = os.O_CREAT | os.O_RDWR | getattr(os, "O_NOFOLLOW", 0)
        place = os.open(path, flags, 0o600)
    except OSError:
        yield True
        return
    try:
        yield _taken(place)
    finally:
        os.close(place)


def _taken(place: int) -> bool:
    end = time.monotonic() + _PATIENCE_SECONDS
    while not _locked(place):
        if time.monotonic() >= end:
            return False
        time.sleep(_PAUSE_SECONDS)
    return True


def _locked(place: int) -> bool:
    try:
        if sys.platform == "win32":
            import msvcrt

            msvcrt.locking(place, msvcrt.LK_NBLCK, 1)
        else:
            import fcntl

            fcntl.flock(place, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except OSError:
        return False
    return True


def seconds_left(folder: Path, *, now: datetime) -> int:
    """How long the next try has to wait, at most a minute whatever the clock says.

    A clock that was turned back begins the delay anew, once: it runs out like any other.
    """
    count, last = _read(folder)
    if last is None:
        return 0
    if now < last:
        last = now
        _write(folder, count, now)
    return max(0, ceil(delay_after(count) - (now - last).total_seconds()))


def delay_after(count: int) -> int:
    """The seconds after so many wrong tries in a row: 0, 0, 0, 1, 2, 4 … at most a minute."""
    return min(LONGEST_SECONDS, 1 << min(count - _FREE - 1, 10)) if count > _FREE else 0


def count_wrong(folder: Path, *, now: datetime) -> None:
    """Count a wrong try; where nothing can be written, nothing is counted."""
    count, _last = _read(folder)
    _write(folder, count + 1, now)


def forget(folder: Path) -> None:
    """The store was opened: the next mistake is the first."""
    with contextlib.suppress(OSError):
        (folder / TRIES_NAME).unlink(missing_ok=True)


def _write(folder: Path, count: int, last: datetime) -> None:
    said = json.dumps({"count": min(count, _MOST_COUNTED), "at": last.isoformat()})
    try:
        write_file(folder / TRIES_NAME, said.encode("ascii"))
    except (FileFaultError, OSError):
        # Nothing can be counted here: better no delay than one that never ends.
        forget(folder)


def _read(folder: Path) -> tuple[int, datetime | None]:
    """The count and the time of the last wrong try; a file that says nothing counts for none."""
    try:
        data = read_file(folder / TRIES_NAME)
        said = json.loads(data[:_MOST_BYTES])
        count, last = int(said["count"]), datetime.fromisoformat(str(said["at"]))
    except (FileFaultError, ValueError, KeyError, TypeError, OverflowError, RecursionError):
        return 0, None
    if last.tzinfo is None or count < 1:
        return 0, None
    return min(count, _MOST_COUNTED), last
