"""The same bytes from every build: one moment, one order, one set of rights."""

import hashlib
import os
import zipfile
from collections.abc import Iterator
from pathlib import Path

from installers.parts.release import Release


def files_in(folder: Path) -> Iterator[Path]:
    """Every file below ``folder``, in an order that no file system chooses."""
    found = (path for path in folder.rglob("*") if path.is_file())
    yield from sorted(found, key=lambda path: path.relative_to(folder).as_posix())


def size_of(folder: Path) -> int:
    """How many bytes the files below ``folder`` have together."""
    return sum(path.stat().st_size for path in files_in(folder))


def kib_of(folder: Path) -> int:
    """How much room they take on a disk, in KiB; a part of one counts as one."""
    return sum(-(-path.stat().st_size // 1024) for path in files_in(folder))


def settle(folder: Path, release: Release) -> None:
    """Give everything below ``folder`` the moment of the release and plain rights."""
    for path in (*folder.rglob("*"), folder):
        path.chmod(0o755 if path.is_dir() else 0o644)
        os.utime(path, (release.epoch, release.epoch))


def zipped(folder: Path, *, into: Path, top: str, release: Release) -> None:
    """Pack ``folder`` as a zip file whose one folder is called ``top``."""
    moment = release.when.timetuple()[:6]
    with zipfile.ZipFile(into, "w", zipfile.ZIP_DEFLATED, compresslevel=9) as archive:
        for path in files_in(folder):
            name = f"{top}/{path.relative_to(folder).as_posix()}"
            entry = zipfile.ZipInfo(name, date_time=moment)
            entry.compress_type = zipfile.ZIP_DEFLATED
            entry.create_system = 0
            archive.writestr(entry, path.read_bytes())


def sha256_of(path: Path) -> str:
    """The hash that people compare, in small letters."""
    with path.open("rb") as file:
        return hashlib.file_digest(file, "sha256").hexdigest()


def note_sums(dist: Path, *paths: Path) -> Path:
    """Write the hashes of ``paths`` into SHA256SUMS; lines of other files stay."""
    kept = dist / "SHA256SUMS"
    lines = kept.read_text(encoding="utf-8").splitlines() if kept.is_file() else []
    sums = {line.split("  ", 1)[1]: line.split("  ", 1)[0] for line in lines if "  " in line}
    sums |= {path.name: sha256_of(path) for path in paths}
    present = {name: value for name, value in sums.items() if (dist / name).is_file()}
    text = "".join(f"{value}  {name}\n" for name, value in sorted(present.items()))
    kept.write_text(text, encoding="utf-8")
    return kept
