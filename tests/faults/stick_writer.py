"""The program whose stick is torn out: it writes one file, and says when it may be pulled out.

``python -m tests.faults.stick_writer FOLDER PLAN SEED [CONTROL]``. It says ``written NAME`` after
the writing returned, or ``error CODE``, then ``end``. Each control leaves out one step and must
be caught.
"""

import os
import random
import sys
from collections.abc import Callable
from pathlib import Path
from unittest.mock import patch

from desktop.exchange import stick
from desktop.exchange.stick import LEFTOVER, write_to_stick
from desktop.files import FileFaultError, flush_folder
from tests.faults.writer import say

NAME = "S138_19996_202610_0007.s138"
FOREIGN = {"báo cáo.docx": b"of somebody else" * 99, "S138_19996_202609_0006.s138": b"SO138P older"}
SIZES = (0, 900, 70_000, 300_001, 1_100_000)
"""Bytes of the file, by the seed."""


def wanted(seed: int) -> bytes:
    """The bytes that are written; no sector of them is empty."""
    return random.Random(seed).randbytes(SIZES[seed % len(SIZES)])


def lay_fresh(folder: Path, _data: bytes) -> None:
    """A stick with files of others and an older report."""
    for name, held in FOREIGN.items():
        (folder / name).write_bytes(held)


def lay_torn(folder: Path, data: bytes) -> None:
    """The same after a tear: a piece lies there."""
    lay_fresh(folder, data)
    (folder / (NAME + LEFTOVER)).write_bytes(data[: len(data) // 3])


def lay_named(folder: Path, data: bytes) -> None:
    """A stick that lied about its flushes: the name is there, and some of the bytes are not."""
    lay_torn(folder, data)
    (folder / NAME).write_bytes(bytes(512) + data[512 : len(data) // 2] if data else b"")


def lay_whole(folder: Path, data: bytes) -> None:
    """The file lies there already."""
    lay_fresh(folder, data)
    (folder / NAME).write_bytes(data)


PLANS: dict[str, Callable[[Path, bytes], None]] = {
    "fresh": lay_fresh,
    "torn": lay_torn,
    "named": lay_named,
    "whole": lay_whole,
}
"""What lies on the stick before."""


def write_well(folder: Path, data: bytes) -> None:
    """The real thing."""
    write_to_stick(folder, NAME, data)
    say("written", NAME)


def write_unflushed(folder: Path, data: bytes) -> None:
    """The control that flushes nothing."""
    with patch.object(os, "fsync", int):
        write_to_stick(folder, NAME, data)
    say("written", NAME)


def write_early(folder: Path, data: bytes) -> None:
    """The control that says "written" before the file has its name."""
    rename = Path.rename

    def saying(self: Path, target: Path) -> Path:
        say("written", NAME)
        return rename(self, target)

    with patch.object(Path, "rename", saying), patch.object(Path, "replace", saying):
        write_to_stick(folder, NAME, data)


def write_name_unflushed(folder: Path, data: bytes) -> None:
    """The control that flushes the bytes, and not the name."""
    with patch.object(stick, "flush_file", str), patch.object(stick, "flush_folder", str):
        write_to_stick(folder, NAME, data)
    say("written", NAME)


def write_in_place(folder: Path, data: bytes) -> None:
    """The control without a temporary name."""
    with (folder / NAME).open("wb", buffering=0) as file:
        file.write(data)
        os.fsync(file.fileno())
    flush_folder(folder)
    say("written", NAME)


CONTROLS: dict[str, Callable[[Path, bytes], None]] = {
    "unflushed": write_unflushed,
    "early": write_early,
    "name-unflushed": write_name_unflushed,
    "in-place": write_in_place,
}


if __name__ == "__main__":
    writer = CONTROLS[sys.argv[4]] if len(sys.argv) > 4 else write_well
    try:
        writer(Path(sys.argv[1]), wanted(int(sys.argv[3])))
    except FileFaultError as fault:
        say("error", fault.code)
    say("end")
