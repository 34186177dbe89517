"""Locking the data while the officer is away, and taking them up again."""

from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from desktop.actions.backups import back_up_if_changed
from desktop.actions.desk import UNNAMED_OFFICER, ChangeKind, Changes, Desk, Outcome, refused
from desktop.actions.officers import name_of
from desktop.actions.setup import Sources, log_ins, open_desk
from desktop.db import tries
from desktop.db.errors import SheetMistypedError
from desktop.db.slots import GROUP, GROUPS, Secret, read_group
from desktop.domain.officers import OfficerRole
from desktop.domain.problems import Problem

if TYPE_CHECKING:
    from desktop.actions.secrets import NewSheet

AUTO_LOCK_CHOICES = (0, 5, 10, 15, 30, 60)
"""Minutes without a key or a movement of the mouse after which the data lock; 0: never."""
USUAL_AUTO_LOCK = 15
"""Minutes, until an officer chooses."""
SHEET_GROUPS, SHEET_GROUP_LENGTH = GROUPS, GROUP + 1
"""How many groups the recovery sheet has, and how many digits each, its check digit included."""

_AUTO_LOCK = "auto_lock_minutes"


@dataclass(frozen=True, slots=True)
class LogInState:
    """What the door shows: the officers by slot and name, and the seconds the next try waits."""

    officers: tuple[tuple[str, str], ...]
    seconds_to_wait: int = 0


def log_in_state(folder: Path, *, sources: Sources) -> LogInState:
    """Who may open a folder, and how long the next try has to wait.

    Raises:
        KeyFileDamagedError: neither side file can be read. StoreTooNewError.
    """
    officers = tuple((one.slot_id, one.label) for one in log_ins(folder))
    return LogInState(officers, seconds_to_wait(folder, sources=sources))


def seconds_to_wait(folder: Path, *, sources: Sources) -> int:
    """How many seconds the next try has to wait after wrong ones; 0: it may be made."""
    return tries.seconds_left(folder, now=sources.clock.now())


def lockable(desk: Desk) -> bool:
    """Whether the data can be locked: they have a password."""
    return not desk.store.side_file.opens_itself


def lock(desk: Desk) -> None:
    """Close the store and wipe its key; before it a checked copy, when there is something new.

    The lock comes even where no copy can be made.

    Raises:
        StoreError: no copy could be made; the data are locked all the same.
    """
    try:
        if not desk.store.broken:
            back_up_if_changed(desk, reason="lock")
    finally:
        desk.store.lock()


@dataclass(frozen=True, slots=True)
class Resumed:
    """The data after a log-in: the desk, and whether the window that was locked is still its own.

    ``changed``: something was written meanwhile, by a command for example.
    """

    desk: Desk
    same: bool
    changed: bool = False


def resume(locked: Desk | None, folder: Path, *, sources: Sources, secret: Secret) -> Resumed:
    """Open a folder at the door; the officer who locked it finds the same desk again.

    Raises:
        WrongPasswordError, TooSoonError: it stays locked. StoreError: it cannot be opened.
    """
    return resumed(locked, open_desk(folder, sources=sources, secret=secret))


def resumed(locked: Desk | None, opened: Desk) -> Resumed:
    """The desk that was locked, open again, when it is that of the officer who opened it now."""
    if locked is None or locked.store.folder != opened.store.folder:
        return Resumed(opened, same=False)
    if UNNAMED_OFFICER in {locked.officer, opened.officer} or locked.officer != opened.officer:
        return Resumed(opened, same=False)
    former, found = locked.store.facts, opened.store.facts
    if (former.install_id, former.branch_id) != (found.install_id, found.branch_id):
        return Resumed(opened, same=False)
    changed = locked.store.head != opened.store.head
    locked.store.take_up(opened.store)
    return Resumed(locked, same=True, changed=changed)


@dataclass(frozen=True, slots=True)
class DeskView:
    """What the window says of the desk itself: who sits there, locking, and where the data went.

    ``sheet_seen``: an officer who left may know the recovery sheet, and who sits here makes it.
    """

    officer: str
    auto_lock: int
    moved_to: str
    sheet_seen: bool = False
    role: OfficerRole = OfficerRole.ALL


def desk_view(desk: Desk) -> DeskView:
    """Who sits at the desk, after how many idle minutes it locks, and where its data went."""
    named = name_of(desk, desk.officer) if desk.officer != UNNAMED_OFFICER else ""
    seen = desk.allows("new_sheet") and sheet_seen(desk)
    return DeskView(named, auto_lock_minutes(desk), desk.moved_to, seen, desk.officer_role)


def sheet_seen(desk: Desk) -> bool:
    """Whether the valid recovery sheet may be known to an officer who left."""
    if desk.store.side_file.opens_itself:
        return False
    from desktop.actions.secrets import sheet_status

    return sheet_status(desk).seen


def auto_lock_minutes(desk: Desk) -> int:
    """After how many idle minutes the data lock by themselves; 0: never, or no password."""
    if not lockable(desk):
        return 0
    said = desk.store.fact(_AUTO_LOCK, str(USUAL_AUTO_LOCK))
    return int(said) if said.isdecimal() and int(said) in AUTO_LOCK_CHOICES else USUAL_AUTO_LOCK


def set_auto_lock(desk: Desk, minutes: int) -> Outcome[int]:
    """Choose after how many idle minutes the data lock by themselves."""
    desk.require("change_settings")
    if minutes not in AUTO_LOCK_CHOICES or not lockable(desk):
        return refused(Problem("password_off_already", "auto_lock"))
    with desk.writing(action="set_auto_lock", undoable=False) as write:
        write.say(auto_lock=minutes)
        desk.store.set_fact(_AUTO_LOCK, str(minutes))
    return Outcome(minutes, (), Changes(frozenset({ChangeKind.OFFICERS})))


def group_fits(typed: str, place: int) -> bool:
    """Whether a group of the recovery sheet is typed as it may be printed at a place, from 0."""
    try:
        read_group(typed, place)
    except SheetMistypedError:
        return False
    return True


def sheet_pages(desk: Desk, sheet: "NewSheet") -> bytes:
    """The recovery sheet as pages for a printer; kept nowhere."""
    from desktop.actions.secrets import sheet_document
    from desktop.reports.pdf import write_pdf

    return write_pdf(sheet_document(desk, sheet))
