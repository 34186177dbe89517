"""Whether the files of the installed program lie where they were put, as they were.

The setup file writes ``files.sha256`` beside the program's libraries, the package of Debian has
its own list; a checkout has none. Stands on the standard library alone.
"""

import hashlib
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path

LIST = "files.sha256"
_DEBIAN = Path("/var/lib/dpkg/info/so138.md5sums")
_ROOM = Path(__file__).resolve().parent.parent
# The licence of Qt lets another build of it take its place.
_EXCHANGED = ("PySide6", "shiboken6")


@dataclass(frozen=True, slots=True)
class Listed:
    """A file of the program, and the hash that it came with."""

    path: Path
    digest: str
    way: str


@dataclass(frozen=True, slots=True)
class OwnFiles:
    """What was found; names begin at the program's folder.

    ``changed`` has another content than it came with; ``exchanged`` as well, where that is
    allowed. ``listed`` is how many files there should be, 0 where no list is.
    """

    listed: int = 0
    missing: tuple[str, ...] = ()
    changed: tuple[str, ...] = ()
    exchanged: tuple[str, ...] = ()


def looked_through(listed: Iterable[Listed] | None = None) -> OwnFiles:
    """Read every file of the program and compare it with the list."""
    files = tuple(listed_files() if listed is None else listed)
    missing = [one for one in files if not one.path.is_file()]
    other = [one for one in files if one not in missing and _digest(one) != one.digest]
    exchanged = [one for one in other if not set(one.path.parts).isdisjoint(_EXCHANGED)]
    return OwnFiles(
        listed=len(files),
        missing=_names(missing),
        changed=_names(one for one in other if one not in exchanged),
        exchanged=_names(exchanged),
    )


def missing_files() -> tuple[str, ...]:
    """The files that are not there; quick, for nothing is read."""
    return _names(one for one in listed_files() if not one.path.is_file())


def listed_files(room: Path = _ROOM, debian: Path = _DEBIAN) -> Iterator[Listed]:
    """What the list of this installation names; nothing without a list, or when it is unreadable.

    A line is ``hash  path``. The list of Debian begins at the root of the system.
    """
    if (room.parent / LIST).is_file():
        yield from _read(room.parent / LIST, room.parent, "sha256")
    elif room == Path("/usr/lib/so138"):
        yield from _read(debian, Path("/"), "md5")


def _read(path: Path, root: Path, way: str) -> Iterator[Listed]:
    try:
        lines = path.read_text(encoding="utf-8").splitlines()
    except (OSError, UnicodeDecodeError):
        return
    for line in lines:
        digest, two, name = line.partition("  ")
        # The manual may be left out of a small Debian, and nothing starts without it less well.
        if two and not name.startswith("usr/share/"):
            yield Listed(root / name, digest, way)


def _names(files: Iterable[Listed]) -> tuple[str, ...]:
    return tuple(_name(one.path) for one in files)


def _name(path: Path) -> str:
    """Where it lies in the program, without where the program lies."""
    for root in (_ROOM.parent, _ROOM):
        if path.is_relative_to(root):
            return path.relative_to(root).as_posix()
    return path.name


def _digest(listed: Listed) -> str:
    try:
        with listed.path.open("rb") as file:
            return hashlib.file_digest(file, _WAYS[listed.way]).hexdigest()
    except OSError:
        return "unreadable"


def _md5() -> "hashlib._Hash":
    return hashlib.md5(usedforsecurity=False)


_WAYS = {"sha256": hashlib.sha256, "md5": _md5}
