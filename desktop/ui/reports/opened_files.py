"""Papers given to another program to look at: written into a folder of their own, cleared away.

Another program reads a file, so the paper must lie in the open for as long as it is looked at.
What lies there is taken away when the program is closed; after a crash, when it is opened again.
"""

import contextlib
import os
import re
import shutil
import tempfile
from pathlib import Path

import psutil

_NAME = re.compile(r"so138-(?:view-(\d+)-)?[a-z0-9_]{8}")
_ENDING = ".pdf"


class OpenedFiles:
    """The folder of this run; made when the first paper is opened.

    ``root`` is where the system keeps what lives for a while.
    """

    def __init__(self, root: Path | None = None) -> None:
        self._root = root or Path(tempfile.gettempdir())
        self._folder: Path | None = None
        self._count = 0

    def place(self, name: str) -> Path:
        """Where the next paper is written: the one before may still be held open.

        Raises:
            OSError: the system gives no room for it.
        """
        if self._folder is None:
            prefix = f"so138-view-{os.getpid()}-"
            self._folder = Path(tempfile.mkdtemp(prefix=prefix, dir=self._root))
        self._count += 1
        folder = self._folder / str(self._count)
        folder.mkdir()
        return folder / f"{name}{_ENDING}"

    def clear(self) -> None:
        """Take away what this run wrote; what a program still holds goes at the next start."""
        if self._folder is not None:
            shutil.rmtree(self._folder, ignore_errors=True)
            self._folder = None

    def clear_earlier(self) -> int:
        """Take away what runs that ended left behind; the value counts the folders."""
        gone = 0
        with contextlib.suppress(OSError):
            for folder in list(self._root.iterdir()):
                if folder != self._folder and _left_behind(folder):
                    shutil.rmtree(folder, ignore_errors=True)
                    gone += not folder.exists()
        return gone


def _left_behind(folder: Path) -> bool:
    """Whether a folder is one of ours, holds papers alone, and its program runs no more."""
    name = _NAME.fullmatch(folder.name)
    try:
        if name is None or folder.is_symlink() or not folder.is_dir() or not _ours(folder):
            return False
        files = [one for one in folder.rglob("*") if one.is_symlink() or not one.is_dir()]
    except OSError:
        return False
    if not all(one.suffix == _ENDING and not one.is_symlink() for one in files):
        return False
    if name[1] is None:
        # Folders of versions that named no program: one that holds nothing may be another's.
        return bool(files)
    return int(name[1]) != os.getpid() and not psutil.pid_exists(int(name[1]))


def _ours(folder: Path) -> bool:
    """Whether this account made a folder; Windows keeps such folders apart by account."""
    uid = getattr(os, "getuid", None)
    return uid is None or folder.stat().st_uid == uid()
