"""Drives to write to: which are plugged in, which one came back, and what lies on them.

What the machine says comes through a source, so that it can be made up.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from pathlib import Path

from desktop.actions.desk import Desk
from desktop.exchange.drives import Drive, DriveSource, removable_drives, same_stick
from desktop.exchange.stick import room_needed
from desktop.exchange.stick_faults import StickCancelledError, StickFullError, StickGoneError
from desktop.exchange.stick_files import StickFile, StickFileKind, files_near, own_files

__all__ = [
    "Drive",
    "DriveSource",
    "OldFile",
    "Place",
    "StickCancelledError",
    "StickFile",
    "StickFullError",
    "StickGoneError",
    "Waiting",
    "answers_on",
    "old_files",
    "place_again",
    "place_of",
    "removable_drives",
    "room_needed",
    "same_stick",
]


@dataclass(frozen=True, slots=True)
class Place:
    """A folder to write to, and the stick that it lies on; none on a disk of this computer."""

    folder: Path
    stick: Drive | None = None

    @property
    def inside(self) -> Path:
        """The folder as it is called on its stick."""
        if self.stick is None:
            return self.folder
        return self.folder.relative_to(self.stick.folder)


def place_of(folder: Path, sticks: Iterable[Drive]) -> Place:
    """The place that a folder is: on one of the sticks that are plugged in, or elsewhere."""
    holding = [one for one in sticks if folder.is_relative_to(one.folder)]
    return Place(folder, max(holding, key=lambda one: len(str(one.folder)), default=None))


def place_again(before: Place, sticks: Iterable[Drive]) -> Place | None:
    """The place that was torn away, back again, perhaps under another letter; none while not.

    A folder that a pulled-out stick left behind is not its stick.
    """
    if before.stick is None:
        return before if before.folder.is_dir() else None
    found = same_stick(before.stick, sticks)
    return Place(found.folder / before.inside, found) if found is not None else None


@dataclass(frozen=True, slots=True)
class OldFile:
    """A file of ours on a stick; ``made_here``: of this office, or a piece that a tear left."""

    file: StickFile
    made_here: bool

    @property
    def name(self) -> str:
        """Its name."""
        return self.file.path.name


def old_files(desk: Desk, folder: Path, *, but: Path | None = None) -> tuple[OldFile, ...]:
    """What the program wrote to a stick before, without the file ``but``.

    A connection file is the superior's, and may be needed once more: it is none of them. Nor is
    a file of figures in force that the superior has not answered: it is still on its way.

    Raises:
        FileFaultError: the stick is not there or cannot be read.
    """
    from desktop.actions.sent_periods import SendState, history

    sent = history(desk)
    names = {Path(one.package.file_name).stem for one in sent}
    awaited = {
        Path(one.package.file_name).stem
        for one in sent
        if one.in_force and one.state in (SendState.PREPARED, SendState.WRITTEN)
    }
    return tuple(
        OldFile(one, one.kind is StickFileKind.LEFTOVER or _is_of(one, names))
        for one in own_files(folder)
        if one.path != but and one.kind is not StickFileKind.CONNECTION and not _is_of(one, awaited)
    )


def _is_of(file: StickFile, names: set[str]) -> bool:
    """Whether a package is one of those made here; answers may not have been taken yet."""
    stem = file.path.stem
    return file.kind is StickFileKind.PACKAGE and (stem in names or stem[:-9] in names)


@dataclass(frozen=True, slots=True)
class Waiting:
    """What lies on a stick for this office and was not taken yet.

    ``periods`` are those that the ``receipts`` answer and ``kinds`` what they say of them,
    ``superiors`` the names in the ``connections``. ``given_up`` are connection files with keys that
    their superior gave up: nobody is to use them.
    """

    receipts: tuple[Path, ...] = ()
    periods: tuple[str, ...] = ()
    kinds: tuple[str, ...] = ()
    connections: tuple[Path, ...] = ()
    superiors: tuple[str, ...] = ()
    given_up: tuple[Path, ...] = ()

    def __bool__(self) -> bool:
        return bool(self.receipts or self.connections or self.given_up)


def answers_on(desk: Desk, folder: Path) -> Waiting:
    """What waits on a stick; nothing is stored. Files for others are passed over in silence.

    Looks near the top of the stick only: it is asked for every stick that is plugged in.

    Raises:
        FileFaultError: the stick is not there or cannot be read.
    """
    from desktop.actions.receipts import receive_files

    kinds = (StickFileKind.RECEIPT, StickFileKind.CONNECTION)
    found = files_near(folder)
    paths: Sequence[Path] = [one.path for one in found.of_kind(*kinds)]
    if not paths:
        return Waiting()
    tried = receive_files(desk, paths, dry_run=True, named=False)
    usable = [one for one in tried.connections if not one.given_up]
    new = [one for one in usable if one.state in ("new", "newer", "to_confirm")]
    return Waiting(
        receipts=tuple(Path(one.file) for one in tried.receipts),
        periods=tuple(one.period for one in tried.receipts),
        kinds=tuple(one.kind for one in tried.receipts),
        connections=tuple(Path(one.file) for one in new),
        superiors=tuple(one.name for one in new),
        given_up=tuple(Path(one.file) for one in tried.connections if one.given_up),
    )
