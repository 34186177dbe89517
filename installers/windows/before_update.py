"""Run by the setup file, in the version that is being replaced, before it is replaced.

Every data folder that the program would open is backed up by the program itself, unless the newest
backup is such a one and nothing was written since. A folder that is locked, damaged or otherwise
does not open is copied as files, each read back; the copy lies beside it, and none is made where
the newest one holds the same. ``--all`` looks through the accounts of this PC as well, whichever
account asks: the system itself at the start of the PC, too.

Exit code 0: all safe, or nothing there; 21: a folder is open in a program, or a copy could not be
written. What cannot be read keeps no update away: the update does not touch it. The setup file
takes every other code for a broken program, which it mends.
"""

import hashlib
import os
import re
import sys
from collections.abc import Iterator, Mapping, Sequence
from contextlib import suppress
from datetime import datetime
from pathlib import Path

from desktop import __version__, paths
from desktop.pc_accounts import account_homes, own_data_of

STORE, MARK = "so138.db", "so138-ban-sao.txt"
DONE, UNSAFE = 0, 21
KEPT = 3
"""Copies of a folder that stay, and besides the newest of each version."""
_REASON = "before_upgrade"
_LEFT_OUT = frozenset({"backups", "Logs"})
_COPY = "{name}-truoc-cap-nhat-{version}-{at}"


def main(arguments: Sequence[str]) -> int:
    """Make everything safe; the worst outcome is the exit code."""
    folders = dict.fromkeys(_folders(every_account="--all" in arguments))
    return max([make_safe(folder) for folder in folders], default=DONE)


def _folders(*, every_account: bool) -> Iterator[Path]:
    common = paths.common_data_folder() if every_account else None
    homes = account_homes() if every_account else ()
    places = (paths.default_data_folder(), common, *map(own_data_of, homes))
    for place in places:
        with suppress(OSError):  # another account's folder may be closed even to administrators
            if place is not None and (place / STORE).is_file():
                yield place


def make_safe(folder: Path) -> int:
    """Back up one data folder, or copy its files; return 0, or 21 where neither can be done."""
    from desktop.actions.safety import refuse_in_use
    from desktop.actions.terms import StoreError

    try:
        refuse_in_use(folder)
    except StoreError:
        return UNSAFE
    except OSError:
        return DONE
    try:
        _back_up(folder)
    except Exception:  # noqa: BLE001 - whatever does not open is copied as it is
        try:
            copy_once(folder)
        except OSError:
            return UNSAFE
    return DONE


def _back_up(folder: Path) -> None:
    from desktop.actions.backups import back_up, backups
    from desktop.actions.desk import RandomIds, SystemClock
    from desktop.actions.setup import Sources, open_desk
    from desktop.db.backups import changed_since_backup

    with open_desk(folder, sources=Sources(SystemClock(), RandomIds())) as desk:
        if changed_since_backup(desk.store) or backups(folder)[0].reason != _REASON:
            back_up(desk, reason=_REASON)


def copy_once(folder: Path) -> None:
    """Copy all that can be read beside the folder, unless the newest copy holds the same.

    Older copies go then, but only files that a copy of ours names.

    Raises:
        OSError: a copy could not be written, or reads otherwise; what was begun is taken away.
    """
    now = {name: _hash(path) for name, path in _files(folder)}
    whole = {name: digest for name, digest in now.items() if digest}
    copies = _copies(folder)
    if copies and _sums(copies[-1]) == whole:
        return
    made = _copy(folder, whole)
    for old in _superfluous(_copies(folder)):
        # A clock that was set back makes the newest look the oldest.
        if old != made:
            _remove(old)


def _copy(folder: Path, whole: Mapping[str, str]) -> Path:
    at = f"{datetime.now().astimezone():%Y%m%d-%H%M%S}"
    into = folder.with_name(_COPY.format(name=folder.name, version=__version__, at=at))
    into.mkdir()
    sums = "".join(f"{digest}  {name}\n" for name, digest in whole.items())
    try:
        for name, digest in whole.items():
            _copy_file(folder / name, into / name, digest)
        (into / MARK).write_text(sums, encoding="utf-8")
    except OSError:
        _take_away(into, whole)
        raise
    return into


def _copy_file(path: Path, target: Path, digest: str) -> None:
    target.parent.mkdir(parents=True, exist_ok=True)
    target.write_bytes(path.read_bytes())
    if _hash(target) != digest:
        raise OSError(target.name)


def _files(folder: Path) -> Iterator[tuple[str, Path]]:
    """The files by their names in the folder; backups stay where they are and are not copied."""
    for inside, folders, names in os.walk(folder):
        folders[:] = sorted(set(folders) - _LEFT_OUT)
        for name in sorted(names):
            path = Path(inside, name)
            yield path.relative_to(folder).as_posix(), path


def _copies(folder: Path) -> list[Path]:
    """Whole copies of ours of this folder, the oldest first; a copy without its mark is none."""
    start = re.escape(_COPY.format(name=folder.name, version="@", at="")).partition("@")[0]
    ours = re.compile(start + r"[^-]+-\d{8}-\d{6}")
    found = [path for path in folder.parent.iterdir() if ours.fullmatch(path.name)]
    return sorted((one for one in found if (one / MARK).is_file()), key=lambda one: one.name[-15:])


def _superfluous(copies: Sequence[Path]) -> Iterator[Path]:
    newest = {one.name[:-16]: one for one in copies}
    for one in copies[:-KEPT]:
        if one not in newest.values():
            yield one


def _remove(copy: Path) -> None:
    """Take away the files that the mark names; with anything else in it the folder stays."""
    with suppress(OSError):
        _take_away(copy, _sums(copy))


def _take_away(copy: Path, names: Mapping[str, str]) -> None:
    for name in (*names, MARK):
        with suppress(OSError):
            (copy / name).unlink()
    for inside, _folders_in, _names in os.walk(copy, topdown=False):
        with suppress(OSError):
            Path(inside).rmdir()


def _sums(copy: Path) -> dict[str, str]:
    """What the mark of a copy says of its files, as far as they are there and stay inside it."""
    found = {}
    for line in (copy / MARK).read_text(encoding="utf-8").splitlines():
        digest, _two, name = line.partition("  ")
        if name and ".." not in Path(name).parts and (copy / name).is_file():
            found[name] = digest
    return found


def _hash(path: Path) -> str:
    """The hash of a file; empty where it cannot be read."""
    try:
        with path.open("rb") as file:
            return hashlib.file_digest(file, "sha256").hexdigest()
    except OSError:
        return ""


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
