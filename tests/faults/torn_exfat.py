"""Tears of a real exFAT: what its driver asked of the device is recorded, torn, and mounted again.

The driver is exfat-fuse on a loop device, watched by strace; a machine that lacks one of these, or
where mounting is not allowed, is told so. Sectors that were not flushed arrive in any order.
"""

import bisect
import os
import random
import re
import shutil
import subprocess
import time
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass, field
from functools import cache, partial
from pathlib import Path
from unittest.mock import patch

from desktop.exchange.stick import write_to_stick
from desktop.files import FileFaultError
from tests.faults import stick_writer
from tests.faults.disk import SECTOR, Model
from tests.faults.ground import scratch
from tests.faults.recording import files_of
from tests.faults.stick_writer import CONTROLS, NAME, PLANS, wanted, write_well

TOOLS = ("strace", "losetup", "mkfs.exfat", "fsck.exfat", "mount.exfat-fuse", "mount", "umount")
_IMAGE_BYTES = 8 << 20
_PATIENCE = 10.0
_CALL = re.compile(r'^\d+ +([\d.]+) (pwrite64|fsync)\(\d+(?:, "([^"]*)"(\.\.\.)?, \d+, (\d+))?\)')


@cache
def cannot_mount() -> str:
    """Why no exFAT can be mounted here; empty when it can."""
    missing = [tool for tool in TOOLS if shutil.which(tool) is None]
    if missing:
        return f"missing: {', '.join(missing)}"
    if os.geteuid() != 0:
        return "mounting needs root"
    if not os.access("/dev/fuse", os.R_OK | os.W_OK) or not Path("/dev/loop-control").exists():
        return "no FUSE or no loop devices"
    with scratch() as place:
        try:
            with mounted(made_image(place / "trial.img")):
                return ""
        except (OSError, subprocess.CalledProcessError) as error:
            return f"mounting is refused: {error}"


@dataclass(frozen=True, slots=True)
class Block:
    """Bytes went to the device at an offset; none: all before this is certain."""

    at: float
    offset: int
    data: bytes | None


@dataclass(frozen=True, slots=True)
class DeviceRecording:
    """The device before, what was asked of it, and after how many of these the word was said.

    ``named`` is what lay under the file's name before, none when nothing did.
    """

    before: bytes
    named: bytes | None
    asked: list[Block]
    said_after: int


def record_device(place: Path, plan: str, *, seed: int, control: str = "") -> DeviceRecording:
    """Write a file to a mounted exFAT and record its device."""
    image, trace, data = made_image(place / "stick.img"), place / "device.trace", wanted(seed)
    with mounted(image) as folder:
        PLANS[plan](folder, data)
        named = files_of(folder).get(NAME)
    before, said = image.read_bytes(), list[float]()
    writer = CONTROLS[control] if control else write_well
    word = partial(_keep_time, said)
    with mounted(image, trace=trace) as folder, patch.object(stick_writer, "say", word):
        writer(folder, data)
        ended = time.time()
    asked = [block for block in _blocks(trace) if block.at <= ended]
    image.unlink()
    return DeviceRecording(before, named, asked, bisect.bisect([one.at for one in asked], said[0]))


def device_after(
    recording: DeviceRecording, moment: int, model: Model, dice: random.Random
) -> bytes:
    """The device when the stick was torn out after so many of its blocks."""
    image, pending = bytearray(recording.before), list[Block]()
    for block in recording.asked[:moment]:
        if block.data is None:
            for one in pending:
                _lay(image, one)
            pending = []
        else:
            pending.extend(_sectors(block))
    if model is Model.IN_ORDER:
        pending = pending[: dice.randint(0, len(pending))]
    elif model is Model.REORDERED:
        share = dice.choice((0.1, 0.5, 0.9))
        pending = [one for one in pending if dice.random() < share]
        dice.shuffle(pending)
    for one in pending if model is not Model.LOST else []:
        _lay(image, one)
    return bytes(image)


def looked_at(
    place: Path, image: bytes, data: bytes, *, promised: bool, named: bytes | None = None
) -> list[str]:
    """What is wrong with a torn device when it is plugged in again, and after writing again.

    Before the word an exFAT may need repair, as every one that was torn out; after it, never.
    """
    path = place / "torn.img"
    path.write_bytes(image)
    wrong: list[str] = []
    try:
        with mounted(path) as folder:
            found = files_of(folder).get(NAME)
    except (subprocess.CalledProcessError, OSError) as error:
        found, wrong = None, [f"cannot be read after the word: {error}"] if promised else []
    if promised and found != data:
        wrong.append("called written, and not there whole")
    elif found not in (None, data, named):
        wrong.append("has its name, and is not whole")
    return wrong or _after_repair(path, data)


def _after_repair(path: Path, data: bytes) -> list[str]:
    subprocess.run(["fsck.exfat", "-y", str(path)], capture_output=True, check=False)
    try:
        with mounted(path) as folder:
            write_to_stick(folder, NAME, data)
            held = (folder / NAME).read_bytes()
    except FileFaultError as error:
        return [f"does not resume: {error.code}"]
    except (subprocess.CalledProcessError, OSError):
        return []  # torn beyond the repair of this machine's tools; nothing had been promised
    return [] if held == data else ["resumes, and is not whole"]


@dataclass(slots=True)
class Pull:
    """Pulls a mounted stick out, in the two ways in which Linux shows it."""

    driver: "subprocess.Popen[bytes] | None" = None
    folder: Path = field(default_factory=Path)

    def with_its_driver(self) -> None:
        """Every call fails from here on."""
        if self.driver is not None:
            self.driver.kill()
            self.driver.wait()

    def from_its_folder(self) -> None:
        """An empty folder of the machine's own disk is left where the stick was."""
        _run("umount", "--lazy", str(self.folder))


@contextmanager
def mounted(
    image: Path, *, trace: Path | None = None, pull: "Pull | None" = None
) -> Iterator[Path]:
    """An image as a mounted exFAT; with ``trace`` its driver is watched, ``pull`` may end it."""
    folder = image.with_suffix(".mounted")
    device = _looped(image)
    folder.mkdir()
    watch = ["-f", "-qq", "-ttt", "-xx", "-s", "1048576", "-e", "trace=pwrite64,fsync"]
    driver = ["mount.exfat-fuse", "-d", device, str(folder)]
    command = ["strace", *watch, "-o", str(trace), *driver] if trace else driver
    quiet = subprocess.DEVNULL
    running = subprocess.Popen(command, stdout=quiet, stderr=quiet)
    if pull is not None:
        pull.driver, pull.folder = running, folder
    try:
        _wait_for_mount(folder, running)
        yield folder
    finally:
        _unmount(folder, running)
        _run("losetup", "-d", device)
        folder.rmdir()


def _looped(image: Path) -> str:
    """A device of the image; the free one may be taken by somebody else a moment earlier."""
    until = time.monotonic() + _PATIENCE
    while True:
        try:
            return _run("losetup", "-f", "--show", str(image)).strip()
        except subprocess.CalledProcessError:
            if time.monotonic() > until:
                raise


def _unmount(folder: Path, driver: "subprocess.Popen[bytes]") -> None:
    """Take it away: a folder that somebody looks into for a moment is busy, and asked again."""
    until = time.monotonic() + _PATIENCE
    while True:
        words = ("umount", str(folder))
        gone = subprocess.run(words, capture_output=True, text=True, check=False)
        with suppress(subprocess.TimeoutExpired):
            driver.wait(timeout=_PATIENCE / 20)
            if gone.returncode == 0 or "not mounted" in gone.stderr:
                return
        if time.monotonic() > until:
            driver.kill()
            driver.wait()
            raise OSError("exFAT cannot be unmounted")


def made_image(image: Path) -> Path:
    """A new file that holds an empty exFAT."""
    with image.open("wb") as file:
        file.truncate(_IMAGE_BYTES)
    _run("mkfs.exfat", str(image))
    return image


def _wait_for_mount(folder: Path, driver: "subprocess.Popen[bytes]") -> None:
    """The driver says nothing when it is ready: the folder's device changes."""
    until = time.monotonic() + _PATIENCE
    while not folder.is_mount():
        if driver.poll() is not None or time.monotonic() > until:
            raise OSError(f"exFAT cannot be mounted: {driver.returncode}")
        os.sched_yield()


def _run(*command: str) -> str:
    return subprocess.run(command, capture_output=True, text=True, check=True).stdout


def _keep_time(said: list[float], *_words: str) -> None:
    said.append(time.time())


def _blocks(trace: Path) -> Iterator[Block]:
    with trace.open(encoding="ascii") as lines:
        for line in lines:
            found = _CALL.match(line)
            if found is None:
                raise ValueError(f"unknown to the recorder: {line[:120]}")
            at, call, text, cut, offset = found.groups()
            if cut:
                raise ValueError("a call is longer than the recorder keeps")
            flushed = call == "fsync"
            data = None if flushed else bytes.fromhex(text.replace("\\x", ""))
            yield Block(float(at), int(offset or 0), data)
    trace.unlink()


def _sectors(block: Block) -> Iterator[Block]:
    data, start = block.data or b"", block.offset
    while data:
        length = SECTOR - start % SECTOR
        yield Block(block.at, start, data[:length])
        data, start = data[length:], start + length


def _lay(image: bytearray, block: Block) -> None:
    data = block.data or b""
    image[block.offset : block.offset + len(data)] = data
