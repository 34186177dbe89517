"""Putting bytes on a stick without a program: the bare sides of sending and of writing.

Both are read back from the disk, never from memory, which would prove nothing.
"""

import hashlib
import os
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path


def write_bare(path: Path, data: bytes) -> None:
    """Written, flushed, read back and compared: one flush, under its name from the start."""
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


def write_durably(path: Path, data: bytes) -> None:
    """Torn out at any moment, the whole file lies there or none: three flushes."""
    draft = path.with_name(path.name + ".part")
    write_bare(draft, data)
    draft.rename(path)
    with path.open("rb+") as file:
        os.fsync(file.fileno())
    handle = os.open(path.parent, os.O_RDONLY)
    os.fsync(handle)
    os.close(handle)


def note(journal: Path, data: bytes) -> None:
    """Put at the end of a file and flushed: the least that a record can cost."""
    with journal.open("ab") as file:
        file.write(data)
        file.flush()
        os.fsync(file.fileno())


@contextmanager
def folder_on_disk() -> Iterator[Path]:
    """A folder on the disk of the machine: one in memory has nothing to flush."""
    build = Path(__file__).resolve().parents[2] / "build"
    build.mkdir(exist_ok=True)
    with tempfile.TemporaryDirectory(dir=build) as made:
        yield Path(made)
