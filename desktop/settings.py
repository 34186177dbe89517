"""Preferences of the window on this PC: nothing of the office, nothing that must be kept.

A file that is missing, damaged or from another version gives the defaults for what it lacks:
preferences never stop the program.
"""

import json
import os
import stat
from collections.abc import Callable, Mapping
from contextlib import suppress
from dataclasses import asdict, dataclass, fields
from pathlib import Path
from typing import Any

_RECENT_KEPT = 6
_MOST_BYTES = 4_000_000


@dataclass(frozen=True, slots=True, kw_only=True)
class Settings:
    """What the window remembers between two starts.

    Sizes in device-independent pixels; ``theme`` is "system", "light" or "dark"; ``scale`` in
    per cent of the normal text size; ``recent`` holds data folders, the latest first;
    ``papers_folder`` is where a paper was saved last, empty while none was.
    """

    width: int = 1280
    height: int = 680
    maximized: bool = True
    row_height: int = 32
    theme: str = "system"
    scale: int = 100
    language: str = "vi"
    recent: tuple[str, ...] = ()
    papers_folder: str = ""

    def remembering(self, folder: Path) -> "Settings":
        """Return these settings with ``folder`` first among the recent data folders."""
        others = (one for one in self.recent if one != str(folder))
        values = asdict(self) | {"recent": (str(folder), *others)[:_RECENT_KEPT]}
        return Settings(**values)

    def forgetting(self, goes: Callable[[str], bool]) -> "Settings":
        """Return these settings without the folders for which ``goes`` holds."""
        recent = tuple(one for one in self.recent if not goes(one))
        papers = "" if goes(self.papers_folder) else self.papers_folder
        return Settings(**asdict(self) | {"recent": recent, "papers_folder": papers})


_RANGES = {
    "width": (640, 10000),
    "height": (400, 10000),
    "row_height": (28, 40),
    "scale": (75, 250),
}
_CHOICES = {"theme": ("system", "light", "dark"), "language": ("vi", "en")}


def load(path: Path) -> Settings:
    """Read the settings in ``path``; whatever is missing or senseless takes its default."""
    found = remembered(path)
    return _understood(found) if isinstance(found, dict) else Settings()


def remembered(path: Path) -> object:
    """What a small JSON file of this PC holds; None when it is missing, damaged or no such file.

    A pipe, a device, a long file or one nested beyond reason is not read: what a window merely
    remembers never keeps it from starting.
    """
    try:
        facts = path.stat()
        if not stat.S_ISREG(facts.st_mode) or facts.st_size > _MOST_BYTES:
            return None
        found: object = json.loads(path.read_text(encoding="utf-8"))
    except (OSError, ValueError, RecursionError, MemoryError):
        return None
    return found


def save(settings: Settings, path: Path) -> bool:
    """Replace ``path`` in one step; return False when the place refuses."""
    temporary = path.with_name(f"{path.name}.new-{os.getpid()}")
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        temporary.write_text(written(settings), encoding="utf-8")
        temporary.replace(path)
    except OSError:
        with suppress(OSError):
            temporary.unlink()
        return False
    return True


def written(settings: Settings) -> str:
    """Return the text of the file that holds these settings."""
    return json.dumps(asdict(settings), indent=1, sort_keys=True) + "\n"


def _understood(found: Mapping[str, object]) -> Settings:
    known: dict[str, Any] = {}
    for field in fields(Settings):
        value = found.get(field.name)
        if field.name == "recent":
            value = _texts(value)
        if _makes_sense(field.name, value, field.default):
            known[field.name] = value
    return Settings(**known)


def _texts(value: object) -> tuple[str, ...]:
    if not isinstance(value, list):
        return ()
    return tuple(one for one in value if isinstance(one, str))[:_RECENT_KEPT]


def _makes_sense(name: str, value: object, default: object) -> bool:
    if type(value) is not type(default):
        return False
    if name in _CHOICES:
        return value in _CHOICES[name]
    if name in _RANGES and isinstance(value, int):
        low, high = _RANGES[name]
        return low <= value <= high
    return True
