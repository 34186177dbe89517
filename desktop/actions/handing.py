"""Handing files to the window that is open already: letters in a folder of this account.

No socket is needed. The open window keeps a box for its data folder and empties it; a second
start puts a letter in, waits until it is taken, and ends.
"""

import json
import os
import time
from collections.abc import Sequence
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path
from uuid import uuid4

from desktop.paths import mark_of

_SIGN = "window.json"
_WAIT, _STEP = 3.0, 0.05
_MOST, _LARGEST = 100, 65536


@dataclass(frozen=True, slots=True)
class LetterBox:
    """The box of one data folder, in the folder ``logs`` of this account."""

    folder: Path

    @classmethod
    def of(cls, data: Path, *, logs: Path) -> "LetterBox":
        """The box of the data folder ``data``, whichever way its path was written."""
        return cls(logs / "handed" / mark_of(data))

    def open(self) -> bool:
        """A window stands and will look; letters from before are thrown away."""
        try:
            self.folder.mkdir(parents=True, exist_ok=True)
            for letter in self._letters():
                letter.unlink(missing_ok=True)
            (self.folder / _SIGN).write_text(json.dumps({"process": os.getpid()}), encoding="utf-8")
        except OSError:  # without a box a second start says that the data are in use
            return False
        return True

    def close(self) -> None:
        """The window goes: nobody looks any more."""
        with suppress(OSError):
            (self.folder / _SIGN).unlink(missing_ok=True)

    def taken(self) -> tuple[tuple[Path, ...], ...]:
        """Take the letters out; each holds the files that one start was given, maybe none."""
        found = []
        with suppress(OSError):
            for letter in self._letters():
                data = letter.read_bytes()[:_LARGEST]
                letter.unlink()
                found.append(_files_of(data))
        return tuple(found)

    def hand_over(self, files: Sequence[Path], *, wait: float = _WAIT) -> bool:
        """Put a letter in and wait (seconds) until a window took it; False when none did."""
        if not self._is_watched():
            return False
        letter = self.folder / f"{uuid4().hex}.letter"
        draft = letter.with_suffix(".draft")
        try:
            text = json.dumps({"files": [str(one.absolute()) for one in files]})
            draft.write_text(text, encoding="utf-8")
            draft.replace(letter)
            end = time.monotonic() + wait
            while letter.exists() and time.monotonic() < end:
                time.sleep(_STEP)
            if not letter.exists():
                return True
            letter.unlink(missing_ok=True)
        except OSError:  # then the folder is opened the usual way, and says what is wrong
            draft.unlink(missing_ok=True)
        return False

    def _is_watched(self) -> bool:
        try:
            sign = json.loads((self.folder / _SIGN).read_bytes())
            process = int(sign["process"])
        except (OSError, ValueError, TypeError, KeyError):
            return False
        import psutil

        return process != os.getpid() and bool(psutil.pid_exists(process))

    def _letters(self) -> list[Path]:
        return sorted(self.folder.glob("*.letter"))[:_MOST]


def _files_of(data: bytes) -> tuple[Path, ...]:
    """What a letter names; one that cannot be read names nothing."""
    try:
        said = json.loads(data)
        return tuple(Path(str(one)) for one in said["files"])
    except (ValueError, TypeError, KeyError):
        return ()
