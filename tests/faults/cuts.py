"""Power cuts: the disk states that a recorded run could leave, each opened by the real store."""

import random
import shutil
from collections import Counter
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import Self

from tests.faults.disk import Disk, Model, State
from tests.faults.ground import complaints, complaints_before_founding, found_commune
from tests.faults.recording import Recording, Said, recorded


@dataclass(slots=True)
class Promise:
    """What the program has acknowledged up to a moment."""

    founded: bool
    sessions: set[str] = field(default_factory=set)
    backups: set[str] = field(default_factory=set)

    def hear(self, words: tuple[str, ...]) -> None:
        """One acknowledgement."""
        if words[0] == "made":
            self.founded = True
        elif words[0] == "+":
            self.sessions.add(words[1])
        elif words[0] == "?":
            self.sessions.discard(words[1])
        elif words[0] == "backup":
            self.backups.add(words[1])

    @classmethod
    def of(cls, said: Iterable[tuple[str, ...]], *, founded: bool = True) -> "Promise":
        """All that was acknowledged in a run."""
        promise = cls(founded)
        for words in said:
            promise.hear(words)
        return promise

    def broken(self, folder: Path, *, copies: bool = True) -> list[str]:
        """How a folder falls short of what was acknowledged; empty when it does not."""
        if not self.founded:
            return complaints_before_founding(folder)
        return complaints(folder, sessions=self.sessions, copies=self.backups if copies else ())


@dataclass(slots=True)
class Tally:
    """How many crash states were opened, per disk model, and which of them lost something."""

    states: Counter[str] = field(default_factory=Counter)
    lost: Counter[str] = field(default_factory=Counter)
    examples: list[str] = field(default_factory=list)

    def add(self, model: Model, found: list[str], where: str) -> None:
        """One state was opened."""
        self.states[model.value] += 1
        if found:
            self.lost[model.value] += 1
            self.examples.append(f"{where}, {model.value}: {found[:3]}")

    def __iadd__(self, other: "Tally") -> Self:
        self.states += other.states
        self.lost += other.lost
        self.examples += other.examples
        return self


def record_run(place: Path, plan: str, *, seed: int, options: tuple[str, ...] = ()) -> Recording:
    """Record one run of the writer in a folder below ``place``."""
    folder = place / "recorded"
    if plan != "life":
        found_commune(folder).close()
    try:
        return recorded(folder, plan, seed=seed, options=options)
    finally:
        shutil.rmtree(folder, ignore_errors=True)


def cut(place: Path, recording: Recording, *, cuts: int, seed: int) -> Tally:
    """Cut the power at random moments of a recorded run, under every disk model."""
    dice, tally = random.Random(seed), Tally()
    moments = sorted(dice.randrange(len(recording.events)) for _ in range(cuts))
    for moment, disk, promise in _moments(recording, moments):
        for model in Model:
            state = disk.after_cut(model, dice)
            tally.add(model, _broken(place, state, promise), f"seed {seed}, event {moment}")
    return tally


def _moments(recording: Recording, moments: list[int]) -> Iterator[tuple[int, Disk, Promise]]:
    disk = Disk(State.of_files(recording.before))
    promise, done = Promise(founded=bool(recording.before)), 0
    for moment in moments:
        for event in recording.events[done : moment + 1]:
            disk.ask(event)
            if isinstance(event, Said):
                promise.hear(event.words)
        done = max(done, moment + 1)
        yield moment, disk, promise


def _broken(place: Path, state: State, promise: Promise) -> list[str]:
    folder = place / "after-cut"
    state.write_out(folder)
    try:
        return promise.broken(folder)
    finally:
        shutil.rmtree(folder)
