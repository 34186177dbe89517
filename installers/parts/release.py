"""The version, and the one moment that every file of a build bears."""

import os
import subprocess
import tomllib
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]


@dataclass(frozen=True, slots=True, kw_only=True)
class Release:
    """What is built: its version, and a moment in seconds since 1970."""

    version: str
    epoch: int

    @property
    def four_numbers(self) -> tuple[int, int, int, int]:
        """The version as Windows writes it: "0.1.0" is 0, 1, 0, 0."""
        plain = [int(part) for part in self.version.split(".")]
        first, second, third, fourth = (*plain, 0, 0, 0, 0)[:4]
        return first, second, third, fourth

    @property
    def when(self) -> datetime:
        """The moment, for files and archives."""
        return datetime.fromtimestamp(self.epoch, UTC)


def release_of(root: Path = ROOT) -> Release:
    """The version of pyproject.toml; the moment of ``SOURCE_DATE_EPOCH``, else of the last commit.

    Raises:
        subprocess.CalledProcessError: neither the variable nor a commit tells the moment.
    """
    project = tomllib.loads((root / "pyproject.toml").read_text(encoding="utf-8"))["project"]
    told = os.environ.get("SOURCE_DATE_EPOCH")
    if not told:
        call = ["git", "-C", str(root), "log", "-1", "--format=%ct"]
        told = subprocess.run(call, check=True, capture_output=True, text=True).stdout
    return Release(version=project["version"], epoch=int(told))
