"""An upgrade that is killed, or whose disk is full or fails, at one call of the real program.

strace counts the calls that change a disk and cuts in at the N-th of a kind.
"""

import re
import shutil
from collections import Counter
from dataclasses import dataclass
from pathlib import Path

from desktop.db import engine, keys
from desktop.db.errors import StoreError
from desktop.db.layout import UPGRADING_NAME, Layout
from desktop.db.schema import SCHEMA_VERSION
from desktop.db.upgrading import Content, content
from tests.faults.failing_disk import TYPED
from tests.faults.recording import ProgramFailedError, run_under_strace
from tests.upgrades.upgrader import open_older

HERE = Path(__file__).parent
PROGRAM = "tests.upgrades.upgrader"
CALLS = ("rename", "unlink", "pwrite64", "fsync", "fdatasync", "ftruncate", "mkdir", "write")
KILL, FULL, FAILING = "signal=SIGKILL", "error=ENOSPC", "error=EIO"
_CALL = re.compile(r"^(?:\d+ +)?(\w+)\(")


@dataclass(frozen=True, slots=True)
class Cut:
    """What happens at the N-th call of a kind: the program dies, or the disk says no from there."""

    call: str
    number: int
    what: str

    @property
    def injection(self) -> str:
        """The cut in strace's words."""
        # The program says its last word by writing: that must not fail with all the rest.
        lasting = self.what != KILL and self.call != "write"
        return f"inject={self.call}:{self.what}:when={self.number}{'+' if lasting else ''}"


def older_folder(place: Path, version: int) -> Path:
    """A copy of the real file that is kept of a schema."""
    return Path(shutil.copytree(HERE / f"schema_{version}", place / "data"))


def held(folder: Path) -> tuple[int, Content]:
    """The schema of a store and what every table holds; nothing is upgraded.

    Raises:
        StoreError: the store does not open.
    """
    layout = Layout(folder)
    key = keys.unlock(keys.read_side_file(layout.key), None).data_key
    if not layout.store.exists():
        raise StoreError(folder=str(folder))
    connection = engine.connect(layout.store, key)
    try:
        return int(connection.execute("PRAGMA user_version").fetchone()[0]), content(connection)
    finally:
        connection.close()


def calls_of_upgrade(place: Path, version: int, *options: str) -> Counter[str]:
    """How often an upgrade that nothing disturbs makes each call."""
    return Counter(call for call, _line in _traced(place, version, options))


def swap_of_upgrade(place: Path, version: int, *options: str) -> int:
    """Which of its renamings puts the new file in the place of the store."""
    calls = _traced(place, version, options)
    renamings = [line for call, line in calls if call == "rename"]
    return next(at for at, line in enumerate(renamings, 1) if f'{UPGRADING_NAME}"' in line)


def _traced(place: Path, version: int, options: tuple[str, ...]) -> list[tuple[str, str]]:
    place.mkdir()
    folder, trace = older_folder(place, version), place / "trace"
    _run(folder, ("-o", str(trace), "-e", f"trace={','.join(CALLS)}"), options)
    lines = trace.read_text(encoding="utf-8", errors="replace").splitlines()
    shutil.rmtree(place)
    return [(found[1], line) for line in lines if (found := _CALL.match(line))]


def cuts(calls: Counter[str], what: str, *, each: int) -> list[Cut]:
    """At most ``each`` cuts of every kind of call, from the first to the last of them."""
    found: list[Cut] = []
    for call in CALLS:
        last = calls[call] - (call == "write")
        many = min(each, last)
        at = {1 + round(step * (last - 1) / max(many - 1, 1)) for step in range(many)}
        found += [Cut(call, number, what) for number in sorted(at)]
    return found


def complaints_after(place: Path, version: int, cut: Cut, *options: str) -> list[str]:
    """What is wrong after an upgrade was cut short; empty: the old or the new store is there."""
    place.mkdir()
    folder = older_folder(place, version)
    _, before = held(folder)
    wrong: list[str] = []
    try:
        said = _run(folder, ("-o", "/dev/null", *_watching(cut)), options)
        wrong += [f"said {words}" for words in said if not _may_say(words)]
        wrong += ["was not killed"] if cut.what == KILL else []
    except ProgramFailedError as error:
        wrong += [] if cut.what == KILL else [f"ended by itself: {error}"]
    wrong += _complaints(folder, version, before)
    shutil.rmtree(place)
    return [f"schema {version}, {cut}: {one}" for one in wrong]


def _watching(cut: Cut) -> tuple[str, ...]:
    # Under the quick filter strace swallows a signal without a word.
    quick = () if cut.what == KILL else ("--seccomp-bpf",)
    return (*quick, "-e", f"trace={','.join(CALLS)}", "-e", cut.injection)


def _run(folder: Path, watch: tuple[str, ...], options: tuple[str, ...]) -> list[tuple[str, ...]]:
    return run_under_strace(("-f", *watch), folder, "open", 0, options, program=PROGRAM)


def _may_say(words: tuple[str, ...]) -> bool:
    return words == ("end",) or (words[0] == "error" and words[1] in {*TYPED, "upgrade_failed"})


def _complaints(folder: Path, version: int, before: Content) -> list[str]:
    try:
        found, now = held(folder)
    except StoreError as error:
        return [f"neither the old nor the new store opens: {error.code}"]
    if found not in {version, SCHEMA_VERSION}:
        return [f"neither schema: {found}"]
    changed = [table for table in before if _rows(before, table) != _rows(now, table)]
    again = open_older(folder)
    return [f"rows differ: {one}" for one in changed] + ([] if again == "end" else [again])


def _rows(of: Content, table: str) -> int:
    # Opening notes the day and the last backup among the facts; steps note themselves.
    free = table in {"store_facts", "_sqlite_migrations"}
    return 0 if free else of[table][1] if table in of else -1
