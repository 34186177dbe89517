"""A simulated disk: what lies on it for certain, what was asked and not flushed, and a power cut.

The disk is stricter than real ones: not even the name of a flushed file is safe before its
folder is flushed, and unflushed sectors and names may arrive in any order or torn.
"""

import itertools
import random
from collections.abc import Callable, Iterable, Iterator
from copy import deepcopy
from dataclasses import dataclass, field
from enum import StrEnum
from pathlib import Path

from tests.faults.recording import (
    FOLDER,
    Cut,
    Event,
    Flushed,
    FolderFlushed,
    Named,
    Recording,
    Said,
    Wrote,
)

SECTOR = 512

Change = Wrote | Cut | Named


class Model(StrEnum):
    """What happens to changes that were not flushed when the power goes."""

    LOST = "all unflushed lost"
    IN_ORDER = "kept in order up to a point"
    REORDERED = "any of them kept, sectors torn"


@dataclass(slots=True)
class State:
    """Names and contents, as they would be read after the power is back."""

    names: dict[str, int] = field(default_factory=dict)
    contents: dict[int, bytearray] = field(default_factory=dict)

    @classmethod
    def of_files(cls, files: dict[str, bytes]) -> "State":
        """A disk with files, numbered from 1 in the order of their names."""
        state = cls()
        for number, (name, data) in enumerate(files.items(), start=1):
            for folder in list(Path(name).parents)[:-1]:
                state.names[str(folder)] = FOLDER
            state.names[name] = number
            state.contents[number] = bytearray(data)
        return state

    def apply(self, change: Change) -> None:
        """One change arrives on the disk."""
        if isinstance(change, Named):
            for name, file in change.names:
                if file is None:
                    self.names.pop(name, None)
                else:
                    self.names[name] = file
            return
        content = self.contents.setdefault(change.file, bytearray())
        end = change.size if isinstance(change, Cut) else change.offset + len(change.data)
        content.extend(bytes(max(end - len(content), 0)))
        if isinstance(change, Cut):
            del content[change.size :]
        else:
            content[change.offset : end] = change.data

    def files(self) -> dict[str, bytes]:
        """The files that can be reached: their own name and those of their folders are there."""
        return {
            name: bytes(self.contents.get(file, b""))
            for name, file in self.names.items()
            if file != FOLDER and self._reachable(name)
        }

    def write_out(self, folder: Path) -> None:
        """Lay the files into a real folder."""
        folder.mkdir()
        for name, file in self.names.items():
            if file == FOLDER and self._reachable(name):
                (folder / name).mkdir(parents=True, exist_ok=True)
        for name, data in self.files().items():
            (folder / name).write_bytes(data)

    def _reachable(self, name: str) -> bool:
        return all(str(one) in self.names for one in list(Path(name).parents)[:-1])


@dataclass(slots=True)
class Disk:
    """A disk that is asked one event after another."""

    safe: State
    pending: list[Change] = field(default_factory=list)

    def ask(self, event: Event) -> None:
        """A program asks something of the disk."""
        if isinstance(event, Flushed):
            self._settle(lambda change: not isinstance(change, Named) and change.file == event.file)
        elif isinstance(event, FolderFlushed):
            self._settle(lambda change: isinstance(change, Named) and change.folder == event.folder)
        elif not isinstance(event, Said):
            self.pending.append(event)

    def after_cut(self, model: Model, dice: random.Random) -> State:
        """What is found after the power went now."""
        state = deepcopy(self.safe)
        for change in _survivors(list(_in_sectors(self.pending)), model, dice):
            state.apply(change)
        return state

    def _settle(self, chosen: Callable[[Change], bool]) -> None:
        for change in self.pending:
            if chosen(change):
                self.safe.apply(change)
        self.pending = [change for change in self.pending if not chosen(change)]


def replayed(recording: Recording) -> dict[str, bytes]:
    """The files that the recording leaves when nothing goes wrong."""
    state = State.of_files(recording.before)
    for event in recording.events:
        if isinstance(event, Wrote | Cut | Named):
            state.apply(event)
    return state.files()


def _in_sectors(changes: Iterable[Change]) -> Iterator[Change]:
    for change in changes:
        if not isinstance(change, Wrote):
            yield change
            continue
        start, end = change.offset, change.offset + len(change.data)
        edges = [start, *range(start - start % SECTOR + SECTOR, end, SECTOR), end]
        for left, right in itertools.pairwise(edges):
            yield Wrote(change.file, left, change.data[left - start : right - start])


def _survivors(changes: list[Change], model: Model, dice: random.Random) -> Iterator[Change]:
    if model is Model.IN_ORDER:
        yield from changes[: dice.randint(0, len(changes))]
    if model is Model.REORDERED:
        share = dice.choice((0.1, 0.5, 0.9))
        for change in changes:
            if dice.random() < share:
                yield _torn(change, dice) if dice.random() < 0.05 else change


def _torn(change: Change, dice: random.Random) -> Change:
    """A sector of which only the first or the last part arrived; names and sizes do not tear."""
    if not isinstance(change, Wrote) or len(change.data) < 2:
        return change
    at = dice.randint(1, len(change.data) - 1)
    if dice.random() < 0.5:
        return Wrote(change.file, change.offset, change.data[:at])
    return Wrote(change.file, change.offset + at, change.data[at:])
