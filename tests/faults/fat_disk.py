"""A stick as FAT and exFAT keep it: what is found on it when it was torn out.

A folder's entry holds name, size and place, so that giving another name is two changes that may
arrive apart and in any order. Bytes, sizes and names that were not flushed arrive or do not;
below the size of an entry, what did not arrive is what lay there before: anything.
"""

import random
from collections.abc import Callable, Iterator
from copy import deepcopy
from dataclasses import dataclass, field
from enum import StrEnum

from tests.faults.disk import SECTOR, Model
from tests.faults.recording import (
    Cut,
    Event,
    Flushed,
    FolderFlushed,
    Named,
    Said,
    Wrote,
)


class Flushing(StrEnum):
    """What flushing a file makes certain."""

    APART = "names only with their folder"
    """The strictest reading of Linux."""
    WITH_FILE = "names with the file, folders cannot be flushed"
    """Windows."""


@dataclass(frozen=True, slots=True)
class Entry:
    """A name of a folder begins or ceases to lead to a file."""

    name: str
    file: int | None
    about: int
    """The file that the change comes from."""


@dataclass(frozen=True, slots=True)
class Size:
    """The size in a file's entry."""

    file: int
    size: int


Change = Wrote | Entry | Size


@dataclass(slots=True)
class Stick:
    """What lies on the stick for certain, and what was asked and not flushed."""

    flushing: Flushing
    names: dict[str, int] = field(default_factory=dict)
    sizes: dict[int, int] = field(default_factory=dict)
    sectors: dict[int, dict[int, bytes]] = field(default_factory=dict)
    pending: list[Change] = field(default_factory=list)
    asked: dict[int, int] = field(default_factory=dict)
    """The size of each file as the program sees it."""
    known: dict[str, int] = field(default_factory=dict)
    """The names as the program sees them."""

    @classmethod
    def of_files(cls, files: dict[str, bytes], flushing: Flushing) -> "Stick":
        """A stick with files, numbered from 1 in the order of their names."""
        stick = cls(flushing)
        for number, (name, data) in enumerate(files.items(), start=1):
            stick.ask(Named("", ((name, number),)))
            stick.ask(Wrote(number, 0, data))
        stick._settle(lambda _change: True)
        return stick

    def ask(self, event: Event) -> None:
        """A program asks something of the stick."""
        if isinstance(event, Flushed):
            self._settle(lambda change: self._goes_with(change, event.file))
        elif isinstance(event, FolderFlushed):
            if self.flushing is Flushing.APART:
                self._settle(lambda change: isinstance(change, Entry))
        elif not isinstance(event, Said):
            self.pending.extend(self._changes(event))

    def torn_out(self, model: Model, dice: random.Random) -> dict[str, bytes]:
        """The files that are found when the stick is torn out now."""
        left = deepcopy(self)
        for change in _survivors(self.pending, model, dice):
            left._apply(change)
        return {name: left._content(file, dice) for name, file in left.names.items()}

    def _goes_with(self, change: Change, file: int) -> bool:
        if isinstance(change, Entry):
            return self.flushing is Flushing.WITH_FILE and change.about == file
        return change.file == file

    def _changes(self, event: Wrote | Cut | Named) -> Iterator[Change]:
        if isinstance(event, Named):
            yield from self._entries(event)
        elif isinstance(event, Cut):
            self.asked[event.file] = event.size
            yield Size(event.file, event.size)
        else:
            for start in range(0, len(event.data), SECTOR):
                yield Wrote(event.file, event.offset + start, event.data[start : start + SECTOR])
            end = event.offset + len(event.data)
            if end > self.asked.get(event.file, 0):
                self.asked[event.file] = end
                yield Size(event.file, end)

    def _entries(self, event: Named) -> Iterator[Entry]:
        files = [file for _, file in event.names if file is not None]
        for name, file in event.names:
            replaced = self.known.get(name)
            if file is not None and replaced is not None:
                yield Entry(name, None, file)
            about = file if file is not None else (files or [replaced or 0])[0]
            yield Entry(name, file, about)
            if file is None:
                self.known.pop(name, None)
            else:
                self.known[name] = file

    def _settle(self, chosen: Callable[[Change], bool]) -> None:
        for change in self.pending:
            if chosen(change):
                self._apply(change)
        self.pending = [change for change in self.pending if not chosen(change)]

    def _apply(self, change: Change) -> None:
        if isinstance(change, Wrote):
            # Writers here begin their pieces at whole sectors.
            self.sectors.setdefault(change.file, {})[change.offset // SECTOR] = change.data
        elif isinstance(change, Size):
            self.sizes[change.file] = change.size
        elif change.file is None:
            self.names.pop(change.name, None)
        else:
            self.names[change.name] = change.file

    def _content(self, file: int, dice: random.Random) -> bytes:
        size, held = self.sizes.get(file, 0), self.sectors.get(file, {})
        pieces = (
            held.get(number, b"").ljust(SECTOR, b"\0") if number in held else _stale(dice)
            for number in range(-(-size // SECTOR))
        )
        return b"".join(pieces)[:size]


def _stale(dice: random.Random) -> bytes:
    """What a sector holds that was never written: nothing, or what once lay there."""
    return bytes(SECTOR) if dice.random() < 0.5 else dice.randbytes(SECTOR)


def _survivors(changes: list[Change], model: Model, dice: random.Random) -> Iterator[Change]:
    if model is Model.IN_ORDER:
        yield from changes[: dice.randint(0, len(changes))]
    if model is Model.REORDERED:
        share = dice.choice((0.1, 0.5, 0.9))
        chosen = [change for change in changes if dice.random() < share]
        if dice.random() < 0.3:  # a controller writes late what was asked early
            dice.shuffle(chosen)
        yield from chosen
