"""Sending a month beside its bytes encrypted, written, flushed and read back bare."""

import subprocess
import sys
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path
from statistics import median

from pyrage import encrypt, x25519

from desktop.actions.connection import forget_superior, sending_keys
from desktop.actions.desk import Desk, RandomIds, SystemClock
from desktop.actions.periods import period_named
from desktop.actions.sample import make_sample
from desktop.actions.sending import SentFile, send_period, sendable_periods
from desktop.actions.setup import Sources, open_desk
from desktop.domain.periods import Period
from desktop.exchange.locking import lock
from desktop.exchange.package import Reader, open_package
from tests.benchmarks.bare_stick import folder_on_disk, note, write_bare, write_durably
from tests.benchmarks.rows import BenchRow, alternating

BOUND = 1.5
GROUPS = 23
ROUNDS = 12
FIRST_ROUNDS = 7
MONTHS = 4 + 2 * ROUNDS + 5 + FIRST_ROUNDS
_RECORD = bytes(300)


def measure() -> list[BenchRow]:
    """A month of 23 groups sent for the first time: made, kept, written, read back, noted.

    Beside the bare way of the bound, one that keeps the promises too: the file kept before a byte
    goes out, the name durable, the copy noted. With a passphrase both sides use the work factor
    that the program writes with: the age library takes the one that the machine bears.
    """
    with folder_on_disk() as folder:
        make_sample(folder / "data", groups=GROUPS, months=MONTHS + 1)
        (folder / "usb").mkdir()
        with open_desk(folder / "data", sources=Sources(SystemClock(), RandomIds())) as desk:
            bench = _Bench(desk, folder / "usb", iter(_closed(desk)))
            content = bench.content()
            rows = list(bench.by_key(content))
        rows.append(_first(folder, content))
        with open_desk(folder / "data", sources=Sources(SystemClock(), RandomIds())) as desk:
            forget_superior(desk)
            bench = _Bench(desk, folder / "usb", iter(_closed(desk)))
            return [bench.by_passphrase(content), *rows]


@dataclass(frozen=True, slots=True)
class _Bench:
    desk: Desk
    stick: Path
    months: Iterator[Period]

    def content(self) -> bytes:
        """What is signed of a month, to be encrypted bare."""
        reader = Reader(keys=sending_keys(self.desk).sealing)
        return open_package(self._sent().path.read_bytes(), reader).content

    def by_key(self, content: bytes) -> Iterator[BenchRow]:
        """Sealed for keys: beside the bare way, and beside one as durable as ours."""
        public = sending_keys(self.desk).current.sealing.public
        recipients = [x25519.Recipient.from_str(public)] * 2

        def bare() -> None:
            write_bare(self.stick / "bare", encrypt(content, recipients))
            (self.stick / "bare").unlink()

        def durable() -> None:
            sealed = encrypt(content, recipients)
            note(self.stick.with_name("journal"), sealed + _RECORD)
            write_durably(self.stick / "bare", sealed)
            note(self.stick.with_name("journal"), _RECORD)
            (self.stick / "bare").unlink()

        yield self._row("key / bare encrypt, write, flush, read back", bare, ROUNDS, BOUND)
        yield self._row("key / bare, kept, named, flushed, noted", durable, ROUNDS, None)

    def by_passphrase(self, content: bytes) -> BenchRow:
        """Locked with a passphrase, where encrypting is slow on purpose."""
        self._sent().path.unlink()

        def bare() -> None:
            write_bare(self.stick / "bare", lock(content, "1234 5678 9012"))
            (self.stick / "bare").unlink()

        return self._row("passphrase / bare encrypt, write, flush, read back", bare, 5, BOUND)

    def _row(
        self, words: str, bare: Callable[[], None], rounds: int, bound: float | None
    ) -> BenchRow:
        def ours() -> None:
            self._sent().path.unlink()

        times = alternating(ours, bare, rounds=rounds)
        return BenchRow(f"send one month, {words}", *times, bound)

    def _sent(self) -> SentFile:
        sent = send_period(self.desk, next(self.months), self.stick).value
        if sent is None:
            raise LookupError("nothing sent")
        return sent


def _first(folder: Path, content: bytes) -> BenchRow:
    """The first file of a fresh program, both sides with what they load for it."""
    (folder / "content").write_bytes(content)
    times: dict[str, list[float]] = {"ours": [], "bare": []}
    for _round in range(FIRST_ROUNDS):
        for kind, taken in times.items():
            taken.append(_child(kind, folder))
    words = "send one month, key, first in a program / bare, first in a program"
    return BenchRow(words, median(times["ours"]), median(times["bare"]), None)


def _child(kind: str, folder: Path) -> float:
    done = subprocess.run(
        [sys.executable, "-m", "tests.benchmarks.send_child", kind, str(folder)],
        capture_output=True,
        text=True,
        check=True,
    )
    return float(done.stdout)


def _closed(desk: Desk) -> list[Period]:
    """The months that wait to be sent, the earliest first."""
    found = [one.period.id for one in sendable_periods(desk) if one.waits]
    return [period_named(desk, name) for name in reversed(found)]
