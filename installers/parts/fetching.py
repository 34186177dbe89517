"""Fetching by name, version and hash, through pip; what was fetched is kept for the next build."""

import subprocess
import sys
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from installers.parts.settling import sha256_of

_PIP = (sys.executable, "-m", "pip", "--quiet", "--disable-pip-version-check", "--no-input")


class WrongPartError(Exception):
    """A fetched file is another than the setting says; the message names it."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Pinned:
    """One package by name, version and the SHA-256 of the file that is wanted."""

    package: str
    version: str
    sha256: str

    @property
    def line(self) -> str:
        """The package as a line of a requirements file."""
        return f"{self.package}=={self.version} --hash=sha256:{self.sha256}\n"


def fetched(part: Pinned, *, into: Path, options: Sequence[str], backend: Pinned) -> Path:
    """Return the file of ``part`` below ``into``, fetched when it is not there yet.

    ``backend`` is what pip may use to read the description of a source package.

    Raises:
        WrongPartError: what came has another hash.
        subprocess.CalledProcessError: it cannot be had.
    """
    folder = into / f"{part.package}-{part.version}"
    if (there := of_hash(folder, part.sha256)) is not None:
        return there
    folder.mkdir(parents=True, exist_ok=True)
    wanted, allowed = into / f"{part.package}.txt", into / "backend.txt"
    wanted.write_text(part.line, encoding="utf-8")
    allowed.write_text(backend.line, encoding="utf-8")
    call = [*_PIP, "download", "--no-deps", "--require-hashes", "-d", str(folder), *options]
    subprocess.run([*call, "--build-constraint", str(allowed), "-r", str(wanted)], check=True)
    if (came := of_hash(folder, part.sha256)) is None:
        raise WrongPartError(part.package)
    return came


def of_hash(folder: Path, sha256: str) -> Path | None:
    """The file of ``folder`` that has this hash."""
    if not folder.is_dir():
        return None
    found = (path for path in sorted(folder.iterdir()) if path.is_file())
    return next((path for path in found if sha256_of(path) == sha256), None)


def wheels_of_lock(lock: Path, *, into: Path, options: Sequence[str]) -> tuple[Path, ...]:
    """Fetch the wheel of every library of ``lock`` for another system; each is checked by hash."""
    into.mkdir(parents=True, exist_ok=True)
    call = [*_PIP, "download", "--no-deps", "--require-hashes", "--only-binary=:all:"]
    subprocess.run([*call, *options, "-d", str(into), "-r", str(lock)], check=True)
    return tuple(sorted(into.glob("*.whl")))


def own_wheel(*, root: Path, into: Path) -> Path:
    """Build the wheel of the program itself, resources included."""
    call = [*_PIP, "wheel", "--no-deps", "--no-build-isolation", "--no-cache-dir", "-w", str(into)]
    subprocess.run([*call, str(root)], check=True)
    return next(into.glob("so138-*.whl"))
