"""Run by the setup file, in the version that is being replaced, before it is replaced.

Every data folder that the program would open is backed up by the program itself. One that is
locked, or that it cannot open, is copied as files, each read back; the copy lies beside it.
``--all`` looks through the accounts of this PC as well. Exit code 0: all safe, or nothing there;
21: something is in use or could not be written. The setup file takes every other code for a broken
program, which it mends.
"""

import hashlib
import shutil
import sys
from collections.abc import Iterator, Sequence
from datetime import datetime
from pathlib import Path

from desktop import __version__, paths
from desktop.app import main as run

_STORE, _BACKUPS = "so138.db", "backups"
_DONE, _REFUSED, _UNSAFE = 0, 4, 21


def main(arguments: Sequence[str]) -> int:
    """Make everything safe; the worst outcome is the exit code."""
    folders = dict.fromkeys(_folders(every_account="--all" in arguments))
    return max((make_safe(folder) for folder in folders), default=_DONE)


def _folders(*, every_account: bool) -> Iterator[Path]:
    own = paths.default_data_folder()
    if (own / _STORE).is_file():
        yield own
    if every_account:
        accounts = Path.home().parent
        yield from (path.parent for path in accounts.glob(f"*/AppData/Local/so138/{_STORE}"))


def make_safe(folder: Path) -> int:
    """Back up one data folder, or copy its files; return 0, or 21 where neither can be done."""
    code = run(["--data", str(folder), "backup"])
    if code != _REFUSED:
        return _UNSAFE if code else _DONE
    try:
        copy_files(folder, _place_beside(folder))
    except OSError:
        return _UNSAFE
    return _DONE


def _place_beside(folder: Path) -> Path:
    moment = datetime.now().astimezone()
    return folder.with_name(f"{folder.name}-truoc-cap-nhat-{__version__}-{moment:%Y%m%d-%H%M%S}")


def copy_files(folder: Path, into: Path) -> None:
    """Copy all but the backups, which stay where they are, and read every copy back.

    Raises:
        OSError: a file cannot be read or written, or its copy reads otherwise.
    """
    shutil.copytree(folder, into, ignore=shutil.ignore_patterns(_BACKUPS, "Logs"))
    for path in into.rglob("*"):
        if path.is_file() and _hash(path) != _hash(folder / path.relative_to(into)):
            raise OSError(path.name)


def _hash(path: Path) -> str:
    with path.open("rb") as file:
        return hashlib.file_digest(file, "sha256").hexdigest()


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
