"""Restoring, upgrading, importing, sending and backing up, cut short at calls to the disk.

strace kills the real program at the N-th call of a kind, or lets that call fail. (It kills none
where a filter in the kernel chooses the calls, so every call is looked at.) After it there is
what was there before, or all of the new, and never anything between.
"""

import random
import re
import shutil
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass
from hashlib import sha256
from pathlib import Path

from desktop.actions.periods import period_named
from desktop.actions.sending import prepare_package
from desktop.db import exchange_queries
from desktop.db.backups import backups_in, verify_backup
from desktop.db.errors import StoreError
from desktop.db.layout import Layout
from tests.faults.acts import MONTH, ROWS, STICK, UNSAFE, Act, prepared
from tests.faults.failing_disk import TYPED
from tests.faults.flips import Content, content
from tests.faults.ground import complaints, open_commune, stored_ids
from tests.faults.recording import ProgramFailedError, run_under_strace

PROGRAM = "tests.faults.acts"
KILL = "KILL"
_CALLS = ("pwrite64", "write", "fsync", "fdatasync", "ftruncate", "rename", "unlink", "mkdir")
_CALL = re.compile(r"^(?:\d+ +)?(\w+)\(")
_TYPED = TYPED | {"stick_full", "stick_failing", "stick_gone", "upgrade_failed", "file_unverified"}
_APART = frozenset(
    {"audit", "audit_salts", "undo_steps", "store_facts", "officers", "_sqlite_migrations"}
)


@dataclass(frozen=True, slots=True)
class ActPoint:
    """The N-th call of a kind in an act, and what becomes of it: a kill, or an error's name."""

    act: Act
    call: str
    number: int
    fault: str

    def __str__(self) -> str:
        return f"{self.act}, {self.call} {self.number}: {self.fault}"

    @property
    def injection(self) -> str:
        """The point in strace's words."""
        what = "signal=SIGKILL" if self.fault == KILL else f"error={self.fault}"
        return f"inject={self.call}:{what}:when={self.number}"


class Trial:
    """One act, made ready once; every fault strikes a copy of it."""

    def __init__(self, act: Act, place: Path, options: tuple[str, ...] = ()) -> None:
        self.act, self.place, self.options = act, place, options
        self.ready = place / "ready"
        folder = prepared(act, self.ready)
        self.before: Content = {} if act is Act.UPGRADE else entered(folder)
        self.after: Content = {}
        self.calls = Counter(self._counted())

    def points(self, *, kill: bool) -> list[ActPoint]:
        """Every point, in a fixed random order: any part of it is a sample of all kinds."""
        found = [
            ActPoint(self.act, call, number, KILL if kill else ("ENOSPC", "EIO")[number % 2])
            for call in _CALLS
            for number in range(1, self.calls[call] + 1)
        ]
        queues = [[one for one in found if one.call == call] for call in _CALLS]
        for queue in queues:
            random.Random(138).shuffle(queue)
        order: list[ActPoint] = []
        while any(queues):
            order += [queue.pop() for queue in queues if queue]
        return order

    def struck(self, point: ActPoint) -> list[str]:
        """What is wrong after the fault; empty when nothing is."""
        wrong: list[str] = []
        with _copied(self.ready, self.place / "struck") as place:
            try:
                said = self._run(place, ["-o", "/dev/null", "-e", point.injection])
                wrong += ["was not killed"] if point.fault == KILL else []
            except ProgramFailedError as error:
                said = error.said
                if point.fault != KILL:
                    wrong.append(f"an error without a type: {error}")
            codes = [words[1] for words in said if words[0] == "error"]
            wrong += [f"error {code}" for code in codes if code not in _TYPED]
            return wrong + self._wrong(place, {words[1] for words in said if words[0] == "done"})

    def _run(self, place: Path, watch: list[str]) -> list[tuple[str, ...]]:
        every = ["-f", "-e", f"trace={','.join(_CALLS)}", *watch]
        return run_under_strace(every, place / "data", self.act, 1, self.options, program=PROGRAM)

    def _counted(self) -> Iterator[str]:
        with _copied(self.ready, self.place / "counted") as place:
            trace = place / "trace"
            said = self._run(place, ["-o", str(trace)])
            self.after = entered(place / "data")
            if not any(words[0] == "done" for words in said):
                raise ValueError(f"not done without any fault: {said}")
            for line in trace.read_text(encoding="utf-8", errors="replace").splitlines():
                if found := _CALL.match(line):
                    yield found[1]

    def _wrong(self, place: Path, done: set[str]) -> list[str]:
        folder = place / "data"
        try:
            found = entered(folder)
        except StoreError as error:
            return [f"does not open: {error}"]
        told = complaints(folder, sessions=(), write=False)
        wrong = [
            one for one in told if "clock_behind" not in one
        ]  # the old store is of a later day
        if self.act is Act.RESTORE or self.act is Act.UPGRADE:
            allowed = [self.after] if done or self.act is Act.UPGRADE else [self.before, self.after]
            wrong += [] if found in allowed else ["neither the old nor the new"]
        else:
            new = len(found["sessions"]) - len(self.before["sessions"])
            whole = {Act.IMPORT: {ROWS} if done else {0, ROWS}}.get(self.act, {0})
            wrong += [] if new in whole else [f"{new} rows of the list"]
        if self.act is Act.BACK_UP:
            wrong += _copies_that_are_none(folder, done)
        return wrong + (_files_that_are_none(place, done) if self.act is Act.SEND else [])


def entered(folder: Path) -> Content:
    """All that was entered, closed and sent."""
    with open_commune(folder) as desk:
        stored_ids(desk)
        return {name: rows for name, rows in content(desk).items() if name not in _APART}


class _copied:  # noqa: N801 - used as a function
    """A copy of a prepared place, gone at the end."""

    def __init__(self, ready: Path, place: Path) -> None:
        self.ready, self.place = ready, place

    def __enter__(self) -> Path:
        return Path(shutil.copytree(self.ready, self.place))

    def __exit__(self, *_exc: object) -> None:
        shutil.rmtree(self.place)


def _copies_that_are_none(folder: Path, done: set[str]) -> list[str]:
    """Copies that are called verified, or were promised, and are not whole."""
    listed = [one.name for one in backups_in(Layout(folder).backups) if one.verified]
    wrong = [f"lost copy {name}" for name in done - set(listed)]
    for name in listed:
        try:
            verify_backup(Layout(folder).backups / name)
        except StoreError as error:
            wrong.append(f"{name} is called verified: {error}")
    return wrong


def _files_that_are_none(place: Path, done: set[str]) -> list[str]:
    """Files on the stick with a name that counts, and other bytes than the store keeps."""
    lying = {one.name: one.read_bytes() for one in (place / STICK).glob("*.s138")}
    wrong = [f"lost file {name}" for name in done - lying.keys()]
    with open_commune(place / "data") as desk:
        known = {one.file_name: one for one in exchange_queries.sent_packages(desk.store)}
        for name, data in lying.items():
            if name not in known or sha256(data).hexdigest() != known[name].sha256:
                wrong.append(f"{name} is not what was made")
        made = prepare_package(desk, period_named(desk, MONTH)).value
        if known and (made is None or made.package not in known.values()):
            wrong.append("another file for the same closing")
    return wrong


def unsafe(act: Act, place: Path) -> Trial:
    """The control: the same act, done carelessly."""
    return Trial(act, place, (UNSAFE,))
