"""Undo, backups, restoring, checking and the log."""

from collections.abc import Sequence
from contextlib import suppress
from dataclasses import dataclass, replace
from pathlib import Path
from typing import TYPE_CHECKING

from desktop.actions.backups import (
    BEFORE_RESTORE,
    back_up,
    backups,
    copy_named,
    leaves_pc,
    mirror,
    mirror_trouble,
)
from desktop.actions.desk import UNNAMED_OFFICER, Changes, Desk, Outcome, refused
from desktop.actions.slowing import slowed_try
from desktop.db import issued_queries, queries
from desktop.db.errors import (
    MemoryShortError,
    PasswordNeededError,
    SheetMistypedError,
    StandingLockedError,
    StoreError,
    StoreInUseError,
    WrongPasswordError,
)
from desktop.db.step_queries import StepLine, acts_since, redo_line, undo_line
from desktop.db.store_opening import holds_store, open_store, refuse_open_elsewhere
from desktop.domain.commune import Role
from desktop.domain.problems import Problem

# Backups and checks are imported where they are asked for: the window opens without.
if TYPE_CHECKING:
    from desktop.actions.setup import Sources
    from desktop.db.audit import AuditEntry
    from desktop.db.backups import Steps as StepsTold
    from desktop.db.check import Finding, Tell
    from desktop.db.restoring import Restored
    from desktop.db.slots import Secret
    from desktop.db.undo_steps import UndoDone


__all__ = [
    "Steps",
    "back_up",
    "backups",
    "check",
    "log",
    "log_cut_off",
    "offered_steps",
    "opens_by_itself",
    "redo",
    "refuse_in_use",
    "restore",
    "steps",
    "undo",
    "verify_log",
]

# Acts of a superior that undo does not take back; a reception has a way back of its own.
_BETWEEN_OFFICES = frozenset({"accept_unit", "decide", "reply", "write_connection", "new_keys"})


@dataclass(frozen=True, slots=True)
class Steps:
    """What undo and redo would do next; none where there is nothing."""

    undo: StepLine | None
    redo: StepLine | None


def steps(desk: Desk) -> Steps:
    """What undo and redo would do next."""
    return Steps(undo_line(desk.store), redo_line(desk.store))


def offered_steps(desk: Desk) -> Steps:
    """Of what undo and redo would do next, only what they would not refuse."""
    if not desk.allows("undo"):
        return Steps(undo=None, redo=None)
    undo_next, redo_next = undo_line(desk.store), redo_line(desk.store)
    return Steps(
        undo=undo_next if _walks(desk, undo_next) and not _stays(desk, undo_next) else None,
        redo=redo_next
        if _walks(desk, redo_next) and not _behind_closing(desk, redo_next)
        else None,
    )


def undo(desk: Desk) -> "Outcome[UndoDone]":
    """Takes the newest step back; a step made before a closing in force stays.

    So does the number of a report that a replacement, begun or closed, names as replaced.
    So does, at a superior, one made before something that went between offices and that undo
    does not take back: what was received or decided rests on it.

    Raises:
        UndoConflictError: its rows have changed since.
        NotAllowedError: another officer made it, and who sits here may not do its like.
    """
    desk.require("undo")
    step = undo_line(desk.store)
    _require_like(desk, step)
    if problems := _stays(desk, step):
        return refused(*problems)
    done = desk.store.undo(officer=desk.officer)
    return Outcome(done, (), Changes.of_tables(done.changed_tables if done else ()))


def redo(desk: Desk) -> "Outcome[UndoDone]":
    """Does the step again that was taken back last.

    Raises:
        UndoConflictError: its rows have changed since.
        NotAllowedError: another officer made it, and who sits here may not do its like.
    """
    desk.require("redo")
    step = redo_line(desk.store)
    _require_like(desk, step)
    if problems := _behind_closing(desk, step):
        return refused(*problems)
    done = desk.store.redo(officer=desk.officer)
    return Outcome(done, (), Changes.of_tables(done.changed_tables if done else ()))


def _walks(desk: Desk, step: StepLine | None) -> bool:
    return step is not None and desk.allows(step.action)


def _require_like(desk: Desk, step: StepLine | None) -> None:
    """Taking back what an officer may not do, or doing it again, is not theirs either."""
    if step is not None:
        desk.require(step.action)


def _stays(desk: Desk, step: StepLine | None) -> tuple[Problem, ...]:
    """Why undo leaves a step as it is; nothing where it takes it back."""
    behind = (_behind_closing, _behind_replacement, _behind_exchange)
    return tuple(one for check_of in behind for one in check_of(desk, step))


def _behind_closing(desk: Desk, step: StepLine | None) -> Sequence[Problem]:
    if step is None:
        return ()
    later = [
        closing.period
        for closing in queries.closings(desk.store)
        if closing.in_force and closing.closed_at >= step.at
    ]
    return (Problem("step_before_closing", "step", details={"period": later[-1]}),) if later else ()


def _behind_replacement(desk: Desk, step: StepLine | None) -> Sequence[Problem]:
    if step is None or step.action != "issue_paper":
        return ()
    corrected = {one.id for one in queries.closings(desk.store) if one.corrected_further}
    for line in issued_queries.issued_papers(desk.store):
        if line.symbol == step.label and line.closing_id in corrected:
            details = {"symbol": line.symbol, "period": line.period}
            return (Problem("number_replaced", "step", details=details),)
    return ()


def _behind_exchange(desk: Desk, step: StepLine | None) -> Sequence[Problem]:
    if step is None or desk.role is not Role.SUPERIOR:
        return ()
    from desktop.db.received_queries import receptions

    stand = any(one.undone_at is None and one.at >= step.at for one in receptions(desk.store))
    if not stand and not acts_since(desk.store, step) & _BETWEEN_OFFICES:
        return ()
    return (Problem("step_before_exchange", "step"),)


def opens_by_itself(desk: Desk) -> bool:
    """Whether whoever holds the folder or a copy of it can read it: there is no password yet."""
    return desk.store.only_self_opening


def refuse_in_use(folder: Path) -> None:
    """Does nothing for a folder that no program has open.

    Raises:
        StoreInUseError: another program has it open.
    """
    refuse_open_elsewhere(folder)


def restore(
    folder: Path,
    name: str,
    *,
    sources: "Sources",
    secret: "Secret | None" = None,
    data_key: bytes | None = None,
    steps: "StepsTold | None" = None,
    officer: str = UNNAMED_OFFICER,
) -> "Restored":
    """Puts a backup in the place of a closed store, keeping what it replaces.

    What stands there is backed up before, where it can still be read: only an officer who holds
    all rights there replaces it, and none in a copy whose data went to another machine.
    A backup of the store that stands here opens by the passwords now valid, and they stay valid.
    ``officer`` sat at the store that was open just before; else who opens it by ``secret`` does.

    Raises:
        PasswordNeededError, WrongPasswordError, WrongSheetError, SheetMistypedError, TooSoonError:
        it is locked. StandingLockedError: what stands there is. NotAllowedError, MovedAwayError.
        StoreError: the store is as it was.
    """
    from desktop.db.restoring import plan_restore
    from desktop.db.restoring import restore as put_back

    source = str(copy_named(folder, name))
    with slowed_try(folder, secret, sources.clock):
        plan_restore(folder, source, secret=secret, data_key=data_key)
        by = may_replace(
            folder, sources, secret=secret, data_key=data_key, officer=officer, backs_up=True
        )
        return put_back(
            folder,
            source,
            clock=sources.clock,
            ids=sources.ids,
            secret=secret,
            data_key=data_key,
            steps=steps,
            officer=by,
            from_outside=_is_outside(Path(source), folder),
        )


def _is_outside(path: Path, folder: Path) -> bool:
    """Whether a copy lies outside this PC: it stays there when it was restored."""
    return not path.is_relative_to(folder) and leaves_pc(path.parent)


def may_replace(
    folder: Path,
    sources: "Sources",
    *,
    secret: "Secret | None",
    data_key: bytes | None,
    officer: str,
    backs_up: bool = False,
) -> str:
    """Who replaces what stands there, a backup of it made before where ``backs_up``.

    A damaged store is kept as it is, and nobody is asked where it does not open.

    Raises:
        NotAllowedError, MovedAwayError: not this officer. PasswordNeededError,
        StandingLockedError: nobody knows who it is.
    """
    from desktop.actions.key_changes import who_opened

    if not holds_store(folder):
        return ""
    clock, ids = sources.clock, sources.ids
    try:
        store = open_store(folder, clock=clock, ids=ids, secret=secret, data_key=data_key)
    except (PasswordNeededError, SheetMistypedError, MemoryShortError, StoreInUseError):
        raise
    except WrongPasswordError as error:
        raise StandingLockedError(folder=str(folder)) from error
    except StoreError:
        # It cannot be read, so nobody can be asked; the restore keeps the very file it replaces.
        return ""
    with store:
        desk = Desk(store, clock, ids, officer)
        opened = who_opened(desk) if officer == UNNAMED_OFFICER else officer
        replace(desk, officer=opened or officer).require("restore")
        if backs_up:
            _back_up_replaced(desk)
        return opened


def _back_up_replaced(desk: Desk) -> None:
    """A backup of what is about to be replaced; the restore keeps the file itself in any case."""
    from desktop.db.backups import back_up as make_backup
    from desktop.db.backups import changed_since_backup

    with suppress(StoreError):
        if changed_since_backup(desk.store):
            # Thinning now could take away the very copy that is to come back.
            make_backup(desk.store, reason=BEFORE_RESTORE, thins=False)


def check(desk: Desk, *, deep: bool = False, tell: "Tell | None" = None) -> "tuple[Finding, ...]":
    """What is wrong with the store and its backups; empty when all is well.

    ``tell`` hears of every step of a deep check; what it raises ends it.
    """
    from desktop.db.check import check_deeply, check_quickly

    if not deep:
        return (*check_quickly(desk.store), *_mirror_findings(desk))
    found = (*check_deeply(desk.store, tell=tell), *_mirror_findings(desk))
    if desk.role is not Role.SUPERIOR or desk.store.broken:
        return found
    from desktop.actions.signed_decisions import unsigned_findings

    return (*found, *unsigned_findings(desk))


def _mirror_findings(desk: Desk) -> "tuple[Finding, ...]":
    """That the newest backup did not reach the second place, where one is wanted."""
    from desktop.db.check import Finding

    if desk.store.broken or not mirror_trouble(desk):
        return ()
    state = mirror(desk)
    if state.folder is None:
        return ()
    details = {"folder": str(state.folder), "reason": state.trouble}
    return (Finding("mirror_trouble", details),)


def log(desk: Desk, *, before: int | None = None, limit: int = 200) -> "tuple[AuditEntry, ...]":
    """A page of the audit chain, the newest entry first."""
    return queries.log_entries(desk.store, before=before, limit=limit)


def verify_log(desk: Desk) -> int | None:
    """The first entry at which the audit chain is broken; none when it is whole."""
    return queries.log_first_broken(desk.store)


def log_cut_off(desk: Desk) -> str | None:
    """The name of a backup that holds newer entries than the log of its own branch; or none.

    Entries that somebody took off the end of the log leave a chain that fits together: only what
    was kept elsewhere knows of them. Backups here and on the second drive are opened for it.
    """
    from desktop.db.log_heads import head_cut_off

    second = mirror(desk).folder
    places = (desk.store.layout.backups, *(() if second is None else (second,)))
    return head_cut_off(desk.store, places)
