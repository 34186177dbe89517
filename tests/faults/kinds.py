"""The faults, their controls, and what is counted of both."""

from dataclasses import dataclass, field
from enum import StrEnum
from typing import Self


class Fault(StrEnum):
    """What is done to the program; the value is how the results name it."""

    KILL = "killed while writing"
    CUT = "power cut, crash states of 3 disk models"
    DISK = "disk full or failing at one call"
    FLIP = "one bit of the store flipped"
    SIDE_FLIP = "one bit of a side file flipped"
    ACT_KILL = "killed while restoring, upgrading, importing, sending, backing up"
    ACT_DISK = "disk full or failing in one of these acts"
    STICK = "stick torn out, 3 models"
    BLOCKS = "stick torn out, blocks of a real exFAT"
    PACKAGE = "damaged package, receipt or connection file"
    READER = "damaged list, plan, form, key file or description"
    LIFE = "whole lives of an office, acts in any order"


CONTROLS = {
    Fault.KILL: "acknowledges before COMMIT",
    Fault.CUT: "synchronous=OFF",
    Fault.DISK: "acknowledges before COMMIT",
    Fault.FLIP: "plain SQLite and its integrity_check",
    Fault.SIDE_FLIP: "both side files flipped",
    Fault.ACT_KILL: "the same, done carelessly",
    Fault.ACT_DISK: "the same, done carelessly",
    Fault.STICK: "the name is not flushed",
    Fault.BLOCKS: "the name is not flushed",
    Fault.PACKAGE: "believes every signature",
    Fault.READER: "no refusal is foreseen",
    Fault.LIFE: "acknowledges and does not store",
}
"""What does the same in an unsafe way, and must therefore be caught losing."""


@dataclass(frozen=True, slots=True)
class Job:
    """One fault, ``size`` times; another ``part`` does the same with other dice."""

    fault: Fault
    size: int
    part: int = 0
    control: bool = False


@dataclass(slots=True)
class Count:
    """How often a fault was tried, how often something was lost or silent, and examples of that."""

    tried: int = 0
    failed: int = 0
    examples: list[str] = field(default_factory=list)

    def __iadd__(self, other: "Count") -> Self:
        self.tried += other.tried
        self.failed += other.failed
        self.examples += other.examples
        return self
