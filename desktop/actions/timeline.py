"""The time line of copies: one line a copy wherever it lies, and what can be done with it."""

import contextlib
from collections.abc import Iterable
from dataclasses import dataclass, replace
from datetime import date, datetime
from pathlib import Path
from typing import TYPE_CHECKING

from desktop.actions.backups import all_copies, foreign_backups
from desktop.actions.desk import Desk
from desktop.actions.setup import Sources
from desktop.actions.slowing import slowed_try
from desktop.db.errors import CopyOnlyReadError
from desktop.db.layout import Layout
from desktop.db.store_opening import open_store
from desktop.domain.official_days import official_day

if TYPE_CHECKING:
    from desktop.db.backup_places import CopyPlace
    from desktop.db.backup_trial import Tried
    from desktop.db.backups import BackupInfo, Steps
    from desktop.db.restoring import Replaced
    from desktop.db.slots import Secret
    from desktop.exchange.drives import DriveSource


@dataclass(frozen=True, slots=True)
class TimedCopy:
    """A copy on the time line; ``paths`` are its files, the one beside the data first.

    ``places`` says where these lie. ``foreign``: it is of another register than stands here.
    """

    info: "BackupInfo"
    paths: tuple[Path, ...]
    places: "tuple[CopyPlace, ...]"
    foreign: bool = False

    @property
    def path(self) -> Path:
        """The file that is read first."""
        return self.paths[0]

    @property
    def day(self) -> date:
        """The day on which it was made, as offices in Viet Nam count it."""
        return official_day(self.info.at)


def time_line(
    folder: Path, *, drives: "DriveSource | None" = None, sticks: Iterable[Path] | None = None
) -> tuple[TimedCopy, ...]:
    """The copies here, on the mirror and on sticks, the newest first; the same copy once.

    Files of it that were found damaged are a line of their own. Needs no key and no open store.
    """
    found: dict[tuple[str, datetime, bool], TimedCopy] = {}
    others = {Layout(folder).backups / name for name in foreign_backups(folder)}
    for one in all_copies(folder, drives=drives, sticks=sticks):
        key = (one.info.name, one.info.at, one.info.damaged)
        known = found.get(key)
        found[key] = (
            TimedCopy(one.info, (one.path,), (one.place,), one.path in others)
            if known is None
            else replace(known, paths=(*known.paths, one.path), places=(*known.places, one.place))
        )
    return tuple(found.values())


def replaced_stores(folder: Path) -> "tuple[Replaced, ...]":
    """What restores replaced and kept, the newest first."""
    from desktop.db import restoring

    return restoring.replaced_stores(folder)


def try_restore(
    folder: Path,
    path: Path,
    *,
    sources: Sources,
    secret: "Secret | None" = None,
    data_key: bytes | None = None,
    steps: "Steps | None" = None,
) -> "Tried":
    """Restores a copy into a scratch folder, as in earnest, and says what that has proven.

    Raises:
        BackupDamagedError: it cannot be restored. PasswordNeededError, WrongPasswordError,
        SheetMistypedError, TooSoonError: it is locked.
    """
    from desktop.db import backup_trial

    with slowed_try(folder, secret, sources.clock):
        return backup_trial.try_restore(
            path,
            clock=sources.clock,
            ids=sources.ids,
            secret=secret,
            data_key=data_key,
            steps=steps,
        )


@dataclass(frozen=True, slots=True)
class ReadOnlyDesk(Desk):
    """A desk over a copy: everything can be looked at, nothing can be written."""

    def allows(self, action: str) -> bool:  # noqa: ARG002  whatever it is
        """Nothing is allowed."""
        return False

    def require(self, action: str) -> None:
        """Refuses every act.

        Raises:
            CopyOnlyReadError: always.
        """
        raise CopyOnlyReadError(action=action)


class Viewed:
    """A copy that is being looked at: its desk, in a scratch folder that goes when it is closed."""

    def __init__(
        self, desk: ReadOnlyDesk, info: "BackupInfo", scratch: contextlib.ExitStack
    ) -> None:
        self.desk, self.info, self._scratch = desk, info, scratch

    def close(self) -> None:
        """Close the copy and leave nothing of it."""
        self.desk.close()
        self._scratch.close()


def view_copy(
    folder: Path,
    path: Path,
    *,
    sources: Sources,
    secret: "Secret | None" = None,
    data_key: bytes | None = None,
    steps: "Steps | None" = None,
) -> Viewed:
    """Opens a copy to be looked at, in a scratch folder and only for reading.

    Raises:
        BackupDamagedError, StoreTooNewError: it cannot be opened. PasswordNeededError,
        WrongPasswordError, SheetMistypedError, TooSoonError: it is locked.
    """
    from desktop.db.backup_copy import scratch_folder
    from desktop.db.backups import key_of_backup
    from desktop.db.restoring import restore

    with contextlib.ExitStack() as stack:
        place = Path(stack.enter_context(scratch_folder())) / "data"
        with slowed_try(folder, secret, sources.clock):
            key = key_of_backup(path, secret=secret, data_key=data_key)
        done = restore(
            place,
            str(path.absolute()),
            clock=sources.clock,
            ids=sources.ids,
            data_key=key,
            steps=steps,
        )
        # No desk of the usual kind: that would bring officers and key files into line.
        store = open_store(place, clock=sources.clock, ids=sources.ids, data_key=key)
        # Whatever asks past the desk is refused by the engine itself.
        store.read("PRAGMA query_only=ON")
        return Viewed(ReadOnlyDesk(store, sources.clock, sources.ids), done.info, stack.pop_all())
    raise AssertionError
