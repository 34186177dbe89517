"""What lies on a stick: our files, found with limits; foreign ones are never opened or touched.

Sticks carry junk of shortcut viruses: links and programs with the names of files, folders made
hidden. None of it is read or followed; it is named, so that a screen can tell of it.
"""

import contextlib
import os
import re
import stat
from collections import deque
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from enum import StrEnum
from pathlib import Path

from desktop.exchange.file_names import OURS
from desktop.exchange.heads import FileKind, kind_of, kind_of_name
from desktop.exchange.stick_faults import Stick
from desktop.files import FileFaultError, flush_folder

MAX_DEPTH = 8
"""Folders inside folders that are looked into, the stick itself being 0."""
MAX_ENTRIES = 50_000
"""Names that are looked at before a search ends unfinished."""
MAX_FILES = 5_000
"""Files of ours that are returned."""
_NEAR_DEPTH = 3
_NEAR_ENTRIES = 4_000

_LEFTOVER = re.compile(
    rf"{OURS.pattern}\.part|\.{OURS.pattern}\.[0-9a-f]{{8}}\.part", re.IGNORECASE
)
_CHKDSK = re.compile(r"FOUND\.\d{3}", re.IGNORECASE)
_MENTIONED = re.compile(r"\.s138[rc]?(?![0-9a-z])|^s138_", re.IGNORECASE)
_JUNK_ENDINGS = frozenset(
    {".lnk", ".url", ".exe", ".scr", ".pif", ".com", ".cpl", ".msi", ".inf"}
    | {".bat", ".cmd", ".ps1", ".vbs", ".vbe", ".js", ".jse", ".wsf", ".hta"}
)
_SYSTEM_FOLDERS = frozenset(
    {"system volume information", "$recycle.bin", "recycler", "recycled", "lost.dir", "lost+found"}
)
_JUNCTION = 0xA0000003
_HIDDEN = getattr(stat, "FILE_ATTRIBUTE_HIDDEN", 2) | getattr(stat, "FILE_ATTRIBUTE_SYSTEM", 4)


class StickFileKind(StrEnum):
    """The kinds of files that the program puts on sticks."""

    PACKAGE = "package"
    RECEIPT = "receipt"
    CONNECTION = "connection"
    LEFTOVER = "leftover"
    """A piece that a tear left behind."""


_KINDS = {
    FileKind.PACKAGE: StickFileKind.PACKAGE,
    FileKind.RECEIPT: StickFileKind.RECEIPT,
    FileKind.CONNECTION: StickFileKind.CONNECTION,
}


@dataclass(frozen=True, slots=True)
class StickFile:
    """A file of ours: where, of what kind, its bytes, and its time of change in nanoseconds."""

    path: Path
    kind: StickFileKind
    size: int
    changed: int


@dataclass(frozen=True, slots=True)
class Skipped:
    """What was passed over: "junk" (a link or program that bears our names), "link", "hidden"
    (a hidden folder), "unreadable", "too_deep".
    """

    path: Path
    code: str


@dataclass(frozen=True, slots=True)
class FoundFiles:
    """The files of a search; not ``complete`` when a limit ended it."""

    files: tuple[StickFile, ...]
    skipped: tuple[Skipped, ...]
    complete: bool

    def of_kind(self, *kinds: StickFileKind) -> tuple[StickFile, ...]:
        """The files of some kinds."""
        return tuple(file for file in self.files if file.kind in kinds)


@dataclass(frozen=True, slots=True)
class Cleaned:
    """What was taken away, and what stays with its reason."""

    removed: tuple[Path, ...]
    kept: tuple[tuple[Path, FileFaultError], ...]


@dataclass(slots=True)
class _Search:
    max_depth: int
    max_entries: int
    max_files: int
    files: list[StickFile] = field(default_factory=list)
    skipped: list[Skipped] = field(default_factory=list)
    seen: int = 0
    complete: bool = True


def find_files(
    place: Path,
    *,
    max_depth: int = MAX_DEPTH,
    max_entries: int = MAX_ENTRIES,
    max_files: int = MAX_FILES,
) -> FoundFiles:
    """Every package, receipt, connection file and leftover below a folder or a whole stick.

    Files are known by their ending alone, whatever they were renamed to; their reader decides.
    A folder that is named outright is looked into even when hidden. Order: folder by folder, by
    name, so that the same stick gives the same list.

    Raises:
        StickGoneError: no such folder. FileFaultError: the folder itself cannot be read.
    """
    stick = Stick.at(place)
    search = _Search(max_depth, max_entries, max_files)
    waiting: deque[tuple[Path, int]] = deque([(place, 0)])
    while waiting and search.complete:
        folder, depth = waiting.popleft()
        try:
            entries = _entries(folder, search)
        except OSError as error:
            if folder == place or not stick.is_there():
                raise stick.fault(error, folder) from error
            search.skipped.append(Skipped(folder, "unreadable"))
            continue
        for entry in entries:
            waiting.extend((inner, depth + 1) for inner in _looked_at(entry, depth, search))
    return FoundFiles(tuple(search.files), tuple(search.skipped), search.complete)


def files_near(place: Path) -> FoundFiles:
    """The same near the top of a place: quick enough to be asked for whatever is plugged in.

    Raises:
        StickGoneError: no such folder. FileFaultError: the folder itself cannot be read.
    """
    return find_files(place, max_depth=_NEAR_DEPTH, max_entries=_NEAR_ENTRIES)


def own_files(folder: Path) -> tuple[StickFile, ...]:
    """The files on a stick that the program wrote itself: by their names, and by how they begin.

    A file whose name was changed, or that is only called as ours are, is not among them.

    Raises:
        StickGoneError, FileFaultError: as :func:`find_files`.
    """
    return tuple(file for file in find_files(folder).files if _is_ours(file))


def clean(files: Iterable[StickFile]) -> Cleaned:
    """Take files away that :func:`own_files` listed; each is looked at again just before.

    One that was changed since, or is no file of ours, stays where it is.
    """
    removed: list[Path] = []
    kept: list[tuple[Path, FileFaultError]] = []
    for file in files:
        try:
            stick = Stick.at(file.path.parent)
            with stick.watched(file.path):
                _remove(file)
            removed.append(file.path)
        except FileFaultError as fault:
            kept.append((file.path, fault))
    for folder in {path.parent for path in removed}:
        with contextlib.suppress(OSError):
            flush_folder(folder)
    return Cleaned(tuple(removed), tuple(kept))


class StickFileChangedError(FileFaultError):
    """The file is not the one that was listed, so it stays."""

    code = "stick_file_changed"


def _remove(file: StickFile) -> None:
    found = file.path.lstat()
    same = stat.S_ISREG(found.st_mode) and found.st_size == file.size
    if not same or found.st_mtime_ns != file.changed or not _is_ours(file):
        raise StickFileChangedError(file.path)
    file.path.unlink()


def _entries(folder: Path, search: _Search) -> list[os.DirEntry[str]]:
    found: list[os.DirEntry[str]] = []
    with os.scandir(folder) as entries:
        for entry in entries:
            search.seen += 1
            if search.seen > search.max_entries:
                search.complete = False
                break
            found.append(entry)
    return sorted(found, key=lambda entry: entry.name)


def _looked_at(entry: os.DirEntry[str], depth: int, search: _Search) -> Iterator[Path]:
    """Keeps a file of ours; yields a folder that is to be looked into."""
    path = Path(entry.path)
    try:
        found = entry.stat(follow_symlinks=False)
    except OSError:
        search.skipped.append(Skipped(path, "unreadable"))
        return
    if entry.is_symlink() or getattr(found, "st_reparse_tag", 0) == _JUNCTION:
        search.skipped.append(Skipped(path, "link"))
    elif stat.S_ISDIR(found.st_mode):
        yield from _folder(path, found, depth, search)
    elif stat.S_ISREG(found.st_mode):
        _file(path, found, search)


def _folder(path: Path, found: os.stat_result, depth: int, search: _Search) -> Iterator[Path]:
    if _is_system(path.name):
        return
    if _is_hidden(path.name, found):
        search.skipped.append(Skipped(path, "hidden"))
    elif depth >= search.max_depth:
        search.skipped.append(Skipped(path, "too_deep"))
    else:
        yield path


def _file(path: Path, found: os.stat_result, search: _Search) -> None:
    kind = _kind_of_name(path.name)
    if kind is None:
        if _is_junk(path.name):
            search.skipped.append(Skipped(path, "junk"))
        return
    if len(search.files) >= search.max_files:
        search.complete = False
        return
    search.files.append(StickFile(path, kind, found.st_size, found.st_mtime_ns))


def _kind_of_name(name: str) -> StickFileKind | None:
    if _LEFTOVER.fullmatch(name):
        return StickFileKind.LEFTOVER
    if name.startswith("."):
        return None
    kind = kind_of_name(name)
    return _KINDS[kind] if kind is not None else None


def _is_junk(name: str) -> bool:
    """A link, program or script that is called as our files are, or starts by itself."""
    if name.casefold() == "autorun.inf":
        return True
    return Path(name).suffix.lower() in _JUNK_ENDINGS and _MENTIONED.search(name) is not None


def _is_system(name: str) -> bool:
    return name.casefold() in _SYSTEM_FOLDERS or _CHKDSK.fullmatch(name) is not None


def _is_hidden(name: str, found: os.stat_result) -> bool:
    """Hidden by its mark, by a dot, or by a name that shows nothing."""
    marks = getattr(found, "st_file_attributes", 0)
    return bool(marks & _HIDDEN) or name.startswith(".") or not name.strip("\u00a0\u200b\u3000 _")


def _is_ours(file: StickFile) -> bool:
    if file.kind is StickFileKind.LEFTOVER:
        return _LEFTOVER.fullmatch(file.path.name) is not None
    if not OURS.fullmatch(file.path.name):
        return False
    try:
        with file.path.open("rb") as opened:
            begun = kind_of(opened.read(8))
    except OSError:
        return False
    return begun is not None and _KINDS[begun] is file.kind
