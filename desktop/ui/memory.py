"""What the window remembers between two starts: settings, and the widths of table columns.

Column widths lie beside the settings file; a file that is missing or damaged costs the widths
and nothing else.
"""

import json
from collections.abc import Sequence
from pathlib import Path

from desktop import settings
from desktop.settings import Settings

_WIDEST = 2000


class WindowMemory:
    """The settings of this PC; ``keep`` replaces them, ``save`` writes them out."""

    def __init__(self, path: Path | None) -> None:
        self._path = path
        self.settings = settings.load(path) if path else Settings()
        self._widths = _read(_widths_file(path)) if path else {}

    def keep(self, changed: Settings) -> None:
        """Take changed settings."""
        self.settings = changed

    def widths(self, table: str, count: int) -> tuple[int, ...] | None:
        """The remembered widths of a table of ``count`` columns; none when they do not fit."""
        widths = self._widths.get(table)
        return widths if widths and len(widths) == count else None

    def keep_widths(self, table: str, widths: Sequence[int]) -> None:
        """Remember the widths of a table's columns, in pixels."""
        self._widths[table] = tuple(widths)

    def save(self) -> bool:
        """Write both files; False when the place refuses."""
        if self._path is None:
            return False
        if not settings.save(self.settings, self._path):
            return False
        try:
            text = json.dumps(self._widths, indent=1, sort_keys=True)
            _widths_file(self._path).write_text(text + "\n", encoding="utf-8")
        except OSError:
            return False
        return True


def _widths_file(path: Path) -> Path:
    return path.with_name("columns.json")


def _read(path: Path) -> dict[str, tuple[int, ...]]:
    found = settings.remembered(path)
    if not isinstance(found, dict):
        return {}
    return {key: tuple(widths) for key, widths in found.items() if _sound(widths)}


def _sound(widths: object) -> bool:
    return isinstance(widths, list) and all(
        isinstance(width, int) and 0 < width <= _WIDEST for width in widths
    )
