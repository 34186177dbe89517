"""A disk that is full or fails at one call: the action says so, and nothing acknowledged is lost.

strace makes a chosen call of the real program fail: the N-th one once, or every one from there.
"""

import random
import re
import shutil
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from desktop.db.backups import verify_backup
from tests.faults.cuts import Promise
from tests.faults.ground import found_commune
from tests.faults.recording import ProgramFailedError, run_under_strace

_ERRORS = {
    "pwrite64": ("ENOSPC", "EIO"),
    "write": ("ENOSPC", "EIO"),
    "fsync": ("EIO", "ENOSPC"),
    "fdatasync": ("EIO",),
    "ftruncate": ("EIO",),
    "rename": ("ENOSPC", "EIO"),
    "unlink": ("EIO",),
    "mkdir": ("ENOSPC",),
}
"""The calls that change a disk, and what a failing disk answers to them."""
TYPED = frozenset(
    {
        "disk_full",
        "store_broken",
        "store_damaged",
        "backup_damaged",
        "file_fault",
        "device_failing",
        "file_missing",
        "folder_read_only",
    }
)
"""The codes that an action may end with when the disk fails under it."""
_CALL = re.compile(r"^(?:\d+ +)?(\w+)\(")


@dataclass(frozen=True, slots=True)
class Point:
    """One call that fails: the N-th of its kind, once or from there on."""

    call: str
    number: int
    error: str
    lasting: bool

    def __str__(self) -> str:
        return f"{self.call} {self.number}{' and all after' if self.lasting else ''}: {self.error}"

    @property
    def injection(self) -> str:
        """The point in strace's words."""
        when = f"{self.number}{'+' if self.lasting else ''}"
        return f"inject={self.call}:error={self.error}:when={when}"


def points(place: Path) -> list[Point]:
    """Every call of the chores at which a disk can fail, once and lasting; errors take turns."""
    calls = Counter(_calls_of_chores(place / "counted"))
    return [
        Point(call, number, errors[(number + lasting) % len(errors)], lasting)
        for call, errors in _ERRORS.items()
        for number in range(1, calls[call] + 1)
        for lasting in (False, True)
    ]


def mixed(every: list[Point]) -> list[Point]:
    """The points in a fixed random order, each kind of call in its turn: any part is a sample."""
    shuffled = random.Random(138).sample(every, len(every))
    queues = [[one for one in shuffled if one.call == call] for call in _ERRORS]
    order: list[Point] = []
    while any(queues):
        order += [queue.pop() for queue in queues if queue]
    return order


def failed_at(
    place: Path, point: Point | None, *, options: tuple[str, ...] = ()
) -> tuple[list[str], Counter[str]]:
    """Do the chores on a disk that fails at a point: what is wrong, and what was said how often."""
    folder = _commune(place)
    watch = ["-f", "--seccomp-bpf", "-o", "/dev/null", "-e", f"trace={','.join(_ERRORS)}"]
    if point is not None:
        watch += ["-e", point.injection]
    wrong: list[str] = []
    try:
        said = run_under_strace(watch, folder, "chores", 1, options)
    except ProgramFailedError as error:
        wrong.append(f"an error without a type: {error}")
        said = error.said
    wrong += _unfinished_words(said) + Promise.of(said).broken(folder)
    tally = Counter(" ".join(words) if words[0] == "error" else words[0] for words in said)
    for words in said:
        if words[0] == "copy" and not verify_backup(place / "stick" / words[1]).verified:
            wrong.append(f"lost copy {words[1]}")
        if words[0] == "saved" and not (place / words[1]).stat().st_size:
            wrong.append(f"empty {words[1]}")
    shutil.rmtree(place)
    return wrong, tally


def _unfinished_words(said: list[tuple[str, ...]]) -> list[str]:
    wrong = [f"error {words[1]}" for words in said if words[0] == "error" and words[1] not in TYPED]
    return wrong if said and said[-1] == ("end",) else [*wrong, "the program did not end"]


def _calls_of_chores(place: Path) -> Iterator[str]:
    folder = _commune(place)
    trace = place / "trace"
    names = ",".join(_ERRORS)
    watch = ["-f", "--seccomp-bpf", "-o", str(trace), "-e", f"trace={names}"]
    run_under_strace(watch, folder, "chores", 1, ())
    for line in trace.read_text(encoding="utf-8", errors="replace").splitlines():
        if found := _CALL.match(line):
            yield found[1]
    shutil.rmtree(place)


def _commune(place: Path) -> Path:
    place.mkdir()
    folder = place / "data"
    found_commune(folder).close()
    return folder
