"""A merger that is killed: ``python -m tests.faults.merging PLACE STEP [OPTION]`` merges the
communes ``a`` and ``b`` in a place into ``new`` and kills itself at a step; 0: at none.

A step is a call that makes, opens for writing, moves or removes something in the place. The
option ``in-place`` is the control: the folder is built where it will stay.
"""

import contextlib
import os
import signal
import sys
from collections.abc import Iterator
from pathlib import Path
from tempfile import TemporaryDirectory
from unittest.mock import patch

from desktop.db.merged_store import Building
from tests.actions.merging_making import merged

IN_PLACE = "in-place"
_EVENTS = frozenset({"open", "os.mkdir", "os.rename", "os.remove", "os.rmdir"})


class Steps:
    """Counts the steps of this program in a place and kills it at one of them."""

    def __init__(self, place: Path, last: int) -> None:
        self.place = str(place)
        self.last = last
        self.seen = 0

    def __call__(self, event: str, arguments: tuple[object, ...]) -> None:
        """One event of the interpreter."""
        if event not in _EVENTS or self.place not in str(arguments[0]):
            return
        if event == "open" and not _writes(arguments):
            return
        self.seen += 1
        if self.seen == self.last:
            os.kill(os.getpid(), signal.SIGKILL)


def _writes(arguments: tuple[object, ...]) -> bool:
    flags = arguments[2]
    return isinstance(flags, int) and bool(flags & (os.O_WRONLY | os.O_RDWR))


@contextlib.contextmanager
def _in_place(target: Path) -> Iterator[Building]:
    """The control: the store is built where it stays, and nothing is moved."""
    with TemporaryDirectory() as copies:
        yield Building(target, Path(copies))


def run(place: Path, last: int, options: frozenset[str]) -> int:
    """Merge in the place; how many steps it took."""
    steps = Steps(place, last)
    sys.addaudithook(steps)
    with contextlib.ExitStack() as stack:
        if IN_PLACE in options:
            stack.enter_context(patch("desktop.actions.merging.building_place", _in_place))
            stack.enter_context(
                patch("desktop.actions.merging.finish", lambda *_where, **_what: None)
            )
        outcome = merged(place / "new", place / "a", place / "b")
    if not outcome.done:
        raise RuntimeError(str(outcome.problems))
    return steps.seen


if __name__ == "__main__":
    print(run(Path(sys.argv[1]), int(sys.argv[2]), frozenset(sys.argv[3:])))
