"""Writing to a stick beside a bare write, flush and read back of the same bytes."""

import hashlib
import os
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from itertools import count
from pathlib import Path

from desktop.exchange.stick import write_to_stick
from tests.benchmarks.rows import BenchRow, alternating

SIZES = {"20 MB": 20_000_000, "one month, 12 KB": 12_000}
BOUND = 1.5
ROUNDS = 15


def measure() -> list[BenchRow]:
    """A year's worth and a month's worth of bytes; both are read back from the device."""
    return [_row(words, size) for words, size in SIZES.items()]


def _row(words: str, size: int) -> BenchRow:
    data, numbers = os.urandom(size), count(1)
    with _folder() as folder:

        def ours() -> None:
            name = f"S138_19996_202610_{next(numbers):04d}.s138"
            write_to_stick(folder, name, data).path.unlink()

        ours_ms, bare_ms = alternating(ours, lambda: _bare(folder / "bare", data), rounds=ROUNDS)
    bound = BOUND if size > 1_000_000 else None
    return BenchRow(f"stick, {words} / bare write, flush, read back", ours_ms, bare_ms, bound)


def _bare(path: Path, data: bytes) -> None:
    with path.open("xb") as file:
        file.write(data)
        file.flush()
        os.fsync(file.fileno())
    with path.open("rb") as file:
        # Read from the device too: from memory it would prove nothing.
        if hasattr(os, "posix_fadvise"):
            os.posix_fadvise(file.fileno(), 0, 0, os.POSIX_FADV_DONTNEED)
        found = hashlib.file_digest(file, "sha256").hexdigest()
    if found != hashlib.sha256(data).hexdigest():
        raise ValueError("read back otherwise")
    path.unlink()


@contextmanager
def _folder() -> Iterator[Path]:
    """On the disk of the machine: a folder in memory has nothing to flush."""
    build = Path(__file__).resolve().parents[2] / "build"
    build.mkdir(exist_ok=True)
    with tempfile.TemporaryDirectory(dir=build) as made:
        yield Path(made)
