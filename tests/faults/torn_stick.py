"""A stick torn out at every step: never a file that was called written and is not there whole.

``python -m tests.faults.torn_stick --rounds N``: N rounds of dice over every step of every plan,
under every model of the stick, and as many tears of a real exFAT where this machine can mount one.
Ends with 1 when a file was lost, or when a control was not caught.
"""

import argparse
import itertools
import random
import shutil
import sys
import time
from collections import Counter
from collections.abc import Callable, Iterable
from dataclasses import dataclass, field
from pathlib import Path
from typing import Self

from desktop.exchange.stick import write_to_stick
from desktop.files import FileFaultError
from tests.faults.disk import Model
from tests.faults.fat_disk import Flushing, Stick
from tests.faults.ground import scratch
from tests.faults.recording import Recording, Said, files_of, recorded
from tests.faults.stick_writer import CONTROLS, FOREIGN, NAME, PLANS, SIZES, wanted
from tests.faults.torn_exfat import (
    DeviceRecording,
    cannot_mount,
    device_after,
    looked_at,
    record_device,
)

PROGRAM = "tests.faults.stick_writer"


@dataclass(slots=True)
class Tears:
    """How many tears were made, how many lost something, by what was wrong, and examples."""

    made: int = 0
    lost: int = 0
    after_word: int = 0
    """Tears after "written" was said."""
    wrong: Counter[str] = field(default_factory=Counter)
    examples: list[str] = field(default_factory=list)

    def add(self, found: Iterable[str], where: str, *, promised: bool) -> None:
        """One tear was looked at."""
        complaints = list(found)
        self.made += 1
        self.after_word += promised
        self.lost += bool(complaints)
        self.wrong.update(complaints)
        if complaints and len(self.examples) < 20:
            self.examples.append(f"{where}: {complaints}")

    def __iadd__(self, other: "Tears") -> Self:
        self.made += other.made
        self.lost += other.lost
        self.after_word += other.after_word
        self.wrong += other.wrong
        self.examples += other.examples
        return self


def record(place: Path, plan: str, *, seed: int, control: str = "") -> Recording:
    """What the writer asks of the stick, from a plan's beginning."""
    folder = place / "stick"
    folder.mkdir()
    PLANS[plan](folder, wanted(seed))
    try:
        options = (control,) if control else ()
        return recorded(folder, plan, seed=seed, options=options, program=PROGRAM)
    finally:
        shutil.rmtree(folder)


def tear(place: Path, recording: Recording, *, seed: int, rounds: int, resume: bool) -> Tears:
    """Tear the stick out after every event, ``rounds`` times under every model.

    ``resume``: the same bytes are written again afterwards, which must succeed.
    """
    data, dice, tears = wanted(seed), random.Random(seed), Tears()
    for flushing in Flushing:
        stick, promised = Stick.of_files(recording.before, flushing), False
        for number, event in enumerate(recording.events):
            stick.ask(event)
            promised |= isinstance(event, Said) and event.words[0] == "written"
            for model in (*Model, *[Model.REORDERED] * (rounds - 1), *[Model.IN_ORDER] * rounds):
                left = stick.torn_out(model, dice)
                found = broken(left, data, before=recording.before, promised=promised)
                if resume:
                    found += not_resumed(place / "again", left, data)
                where = f"seed {seed}, event {number} {event!r:.60}, {model}, {flushing}"
                tears.add(found, where, promised=promised)
    return tears


def broken(
    left: dict[str, bytes], data: bytes, *, before: dict[str, bytes], promised: bool
) -> list[str]:
    """What is wrong with the files that are left on a stick."""
    wrong = [f"foreign file lost: {name}" for name in FOREIGN if left.get(name) != FOREIGN[name]]
    found = left.get(NAME)
    if promised and found != data:
        wrong.append("called written, and not there whole")
    elif found not in (None, data, before.get(NAME)):
        wrong.append("has its name, and is not whole")
    return wrong


def not_resumed(folder: Path, left: dict[str, bytes], data: bytes) -> list[str]:
    """What is wrong after the stick was plugged in again and the same bytes were written."""
    folder.mkdir()
    try:
        for name, held in left.items():
            (folder / name).write_bytes(held)
        write_to_stick(folder, NAME, data)
        after = files_of(folder)
    except FileFaultError as error:
        return [f"does not resume: {error.code}"]
    finally:
        shutil.rmtree(folder)
    return [] if after == {NAME: data, **FOREIGN} else [f"resumes, and leaves {sorted(after)}"]


def all_tears(place: Path, *, rounds: int, control: str = "", seeds: Iterable[int] = ()) -> Tears:
    """Every plan with every size; a control begins on a fresh stick, with a file of some size."""
    tears = Tears()
    for seed in seeds or range(bool(control), len(SIZES)):
        for plan in ("fresh",) if control else PLANS:
            recording = record(place, plan, seed=seed, control=control)
            tears += tear(place, recording, seed=seed, rounds=rounds, resume=not control)
    return tears


def tear_device(
    place: Path, recording: DeviceRecording, *, seed: int, moments: Iterable[int]
) -> Tears:
    """Tear a real exFAT out after some of its blocks, under every model, and mount it again."""
    dice, tears, named = random.Random(seed), Tears(), recording.named
    for moment in moments:
        promised = moment >= recording.said_after
        for model in Model:
            image = device_after(recording, moment, model, dice)
            found = looked_at(place, image, wanted(seed), promised=promised, named=named)
            tears.add(found, f"exFAT, seed {seed}, block {moment}, {model}", promised=promised)
    return tears


def all_device_tears(place: Path, *, rounds: int, control: str = "") -> Tears:
    """``rounds`` moments of every plan and size on a real exFAT; half of them after the word."""
    tears, dice = Tears(), random.Random(rounds)
    for seed in range(bool(control), len(SIZES)):
        for plan in ("fresh",) if control else PLANS:
            recording = record_device(place, plan, seed=seed, control=control)
            last = len(recording.asked)
            moments = [
                dice.randint(recording.said_after if number % 2 else 0, last)
                for number in range(rounds)
            ]
            tears += tear_device(place, recording, seed=seed, moments=moments)
    return tears


def main(rounds: int) -> int:
    """Prints the tally; 1 when something was lost or a control was not caught."""
    kinds: dict[str, Callable[..., Tears]] = {"model": all_tears}
    if why := cannot_mount():
        print(f"no real exFAT here: {why}")
    else:
        kinds["exFAT"] = all_device_tears
    good = True
    with scratch() as place:
        for kind, control in itertools.product(kinds, ("", *CONTROLS)):
            begun = time.monotonic()
            tears = kinds[kind](place, rounds=rounds, control=control)
            good &= bool(tears.lost) == bool(control)
            print(_line(f"{kind}, {control or 'our writer'}", tears, time.monotonic() - begun))
            for example in [] if control else tears.examples:
                print("   ", example)
    return 0 if good else 1


def _line(name: str, tears: Tears, seconds: float) -> str:
    wrong = ", ".join(f"{count:,} × {what}" for what, count in tears.wrong.most_common(3))
    return (
        f"{name:22} {tears.made:>9,} tears, {tears.after_word:,} of them after the word; "
        f"{tears.lost:,} lost  ({seconds:.0f} s)  {wrong}"
    )


if __name__ == "__main__":
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--rounds", type=int, default=50)
    sys.exit(main(parser.parse_args().rounds))
