"""Sending a month beside its bytes encrypted, written, flushed and read back bare."""

import hashlib
import os
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from pyrage import encrypt, x25519
from pyrage.passphrase import encrypt as lock

from desktop.actions.connection import forget_superior, sending_keys
from desktop.actions.desk import Desk, RandomIds, SystemClock
from desktop.actions.periods import period_named
from desktop.actions.sample import make_sample
from desktop.actions.sending import SentFile, send_period, sendable_periods
from desktop.actions.setup import Sources, open_desk
from desktop.domain.periods import Period
from desktop.exchange.package import Reader, open_package
from tests.benchmarks.rows import BenchRow, alternating

BOUND = 1.5
MONTHS = 24
ROUNDS = {"passphrase": 5, "key": 15}


def measure() -> list[BenchRow]:
    """A month of 23 groups sent for the first time: made, kept, written, read back, noted.

    Twice: locked with a passphrase, where encrypting is slow on purpose, and sealed for a key.
    There the bare way takes a few milliseconds on a disk of today, and keeping the file durably
    in the store before a byte goes out is most of ours; a stick is slower than that by itself.
    """
    with _folder() as folder:
        make_sample(folder / "data", groups=23, months=MONTHS + 1)
        (folder / "usb").mkdir()
        with open_desk(folder / "data", sources=Sources(SystemClock(), RandomIds())) as desk:
            months = iter(_closed(desk))
            by_key = _row(desk, folder / "usb", months, "key")
            forget_superior(desk)
            return [_row(desk, folder / "usb", months, "passphrase"), by_key]


def _row(desk: Desk, stick: Path, months: Iterator[Period], mode: str) -> BenchRow:
    first = _sent(desk, stick, months)
    locked = first.made.passphrase or ""
    keys = sending_keys(desk)
    reader = Reader(keys=keys.sealing, passphrase=locked)
    content = open_package(first.path.read_bytes(), reader).content
    recipients = [x25519.Recipient.from_str(keys.current.sealing.public)] * 2

    def ours() -> None:
        _sent(desk, stick, months).path.unlink()

    def bare() -> None:
        sealed = lock(content, locked) if locked else encrypt(content, recipients)
        _bare(stick / "bare", sealed)

    ours_ms, bare_ms = alternating(ours, bare, rounds=ROUNDS[mode])
    words = f"send one month, {mode} / bare encrypt, write, flush, read back"
    return BenchRow(words, ours_ms, bare_ms, BOUND if locked else None)


def _sent(desk: Desk, stick: Path, months: Iterator[Period]) -> SentFile:
    sent = send_period(desk, next(months), stick).value
    if sent is None:
        raise LookupError("nothing sent")
    return sent


def _closed(desk: Desk) -> list[Period]:
    found = [one.period.id for one in sendable_periods(desk)]
    return [period_named(desk, name) for name in reversed(found)]


def _bare(path: Path, data: bytes) -> None:
    with path.open("xb") as file:
        file.write(data)
        file.flush()
        os.fsync(file.fileno())
    with path.open("rb") as file:
        if hasattr(os, "posix_fadvise"):
            os.posix_fadvise(file.fileno(), 0, 0, os.POSIX_FADV_DONTNEED)
        found = hashlib.file_digest(file, "sha256").hexdigest()
    if found != hashlib.sha256(data).hexdigest():
        raise ValueError("read back otherwise")
    path.unlink()


@contextmanager
def _folder() -> Iterator[Path]:
    build = Path(__file__).resolve().parents[2] / "build"
    build.mkdir(exist_ok=True)
    with tempfile.TemporaryDirectory(dir=build) as made:
        yield Path(made)
