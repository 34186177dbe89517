"""Rescuing a data folder: what is wrong, what can be done, and doing it.

Nothing is changed before :func:`rescue`; what it replaces is kept in ``replaced``.
"""

import contextlib
from collections.abc import Collection, Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from desktop.actions.backups import copy_places
from desktop.actions.desk import UNNAMED_OFFICER, Desk
from desktop.actions.safety import may_replace
from desktop.actions.setup import Sources, open_desk
from desktop.actions.slowing import slowed_try
from desktop.db.errors import BackupUnknownError
from desktop.db.finds import Find, replay, with_needed
from desktop.db.layout import Layout, old_version
from desktop.db.reopening import Compared
from desktop.db.rescue import PassedOver, Rescue, look_over, mend_key_file, put_key_file
from desktop.db.rescue_marks import unmark
from desktop.db.restoring import restore
from desktop.db.store_opening import refuse_open_elsewhere

if TYPE_CHECKING:
    from desktop.db.slots import Secret

__all__ = [
    "Compared",
    "Find",
    "PassedOver",
    "Rescue",
    "Rescued",
    "by_default",
    "needs_rescue",
    "plan_rescue",
    "reopen",
    "rescue",
]

_RESCUED = frozenset({"store_damaged", "key_file_damaged"})


@dataclass(frozen=True, slots=True)
class Rescued:
    """The open desk after a rescue, where the damaged data lie, and what came back from them.

    ``refused``: finds that do not fit together with the rest and were left out.
    """

    desk: Desk
    replaced: Path | None
    brought: tuple[Find, ...] = ()
    refused: tuple[Find, ...] = ()


def needs_rescue(code: str) -> bool:
    """Whether an error of the store, by its code, leads to the guided rescue."""
    return code in _RESCUED


def plan_rescue(
    folder: Path,
    *,
    sources: Sources,
    secret: "Secret | None" = None,
    data_key: bytes | None = None,
    places: Sequence[Path] = (),
) -> Rescue:
    """What is wrong, the newest good copy, and what the damaged file has beyond it.

    Copies on the mirror and on sticks that are plugged in are found by themselves; ``places`` are
    further folders. Nothing is changed.

    Raises:
        StoreInUseError: the data are open. PasswordNeededError, WrongPasswordError, TooSoonError,
        SheetMistypedError: they are locked. KeyFileDamagedError: no key file is left.
    """
    refuse_open_elsewhere(folder)
    with slowed_try(folder, secret, sources.clock):
        chosen = tuple(inner for one in places for inner in _inside(one))
        near = _copies_near(folder)
        return look_over(folder, secret=secret, data_key=data_key, places=near, chosen=chosen)


def _inside(place: Path) -> Iterator[Path]:
    """A folder that was chosen and those in it where copies usually lie."""
    yield place
    for pattern in ("[Ss]o138*", "[Ss]o138*/*"):
        with contextlib.suppress(OSError):
            yield from sorted(one for one in place.glob(pattern) if one.is_dir())


def _copies_near(folder: Path) -> tuple[Path, ...]:
    """The mirror and the sticks that are plugged in, where it is known whose copies to look for."""
    layout = Layout(folder)
    known = layout.key.exists() or old_version(layout.key).exists() or layout.backups.is_dir()
    return copy_places(folder) if known else ()


def rescue(
    folder: Path,
    plan: Rescue,
    *,
    chosen: Collection[str] | None = None,
    sources: Sources,
    secret: "Secret | None" = None,
    data_key: bytes | None = None,
    officer: str = UNNAMED_OFFICER,
) -> Rescued:
    """Do what a plan says; ``chosen`` are the ids of finds to bring back.

    By default all of them; after a rescue that was cut short those that the plan suggests.

    The copy takes the place of the damaged file, which is kept. It asks for the right to restore,
    where what stands there can be read so far that somebody can be asked. The finds come back as
    one step that undo takes back; closed periods, which undo never takes back, as an act of their
    own.

    Raises:
        BackupUnknownError: there is no good copy. NotAllowedError, MovedAwayError: not this
        officer. PasswordNeededError, WrongPasswordError, WrongSheetError, SheetMistypedError,
        TooSoonError: it is locked. StandingLockedError: what stands there is.
        StoreError: the folder is as it was.
    """
    source = plan.source
    by = may_replace(folder, sources, secret=secret, data_key=data_key, officer=officer)
    if plan.trouble == "key_file" and source is not None:
        mend_key_file(folder, source)
    if plan.takes_copy and plan.key_file is not None:
        put_key_file(folder, plan.key_file)
    ids = by_default(plan) if chosen is None else chosen
    wanted = [one for one in plan.finds if one.id in ids]
    replaced = None
    if plan.takes_copy:
        if source is None:
            raise BackupUnknownError(name="", folder=str(folder))
        replaced = restore(
            folder,
            str(source),
            clock=sources.clock,
            ids=sources.ids,
            secret=secret,
            data_key=data_key,
            # After one that was cut short the mark lies beside the damaged file until all is done.
            rescuing=bool(wanted) and not plan.cut_short,
            officer=by,
        ).replaced
    desk = open_desk(folder, sources=sources, secret=secret, data_key=data_key, officer=officer)
    try:
        brought, refused = _bring_back(desk, with_needed(wanted, plan.finds))
    except BaseException:
        desk.close()
        raise
    if replaced is not None:
        unmark(replaced)
    if plan.waits_in is not None and not plan.reason:
        # A file that gave nothing is asked once more: the disk may read it another day.
        unmark(plan.waits_in)
    return Rescued(desk, replaced, brought, refused)


def by_default(plan: Rescue) -> frozenset[str]:
    """What comes back where nobody chooses, by ids.

    After a rescue that was cut short people may have worked on: what they wrote stays.
    """
    return frozenset(one.id for one in plan.finds if not plan.cut_short or plan.suggested(one))


def _bring_back(desk: Desk, finds: Sequence[Find]) -> tuple[tuple[Find, ...], tuple[Find, ...]]:
    """Closed periods first: reports refer to them; then everything else as one step."""
    closed = [one for one in finds if one.table == "closings"]
    others = [one for one in finds if one.table != "closings"]
    refused = (*_written(desk, closed, undoable=False), *_written(desk, others, undoable=True))
    left = {one.id for one in refused}
    return tuple(one for one in finds if one.id not in left), refused


def _written(desk: Desk, finds: Sequence[Find], *, undoable: bool) -> tuple[Find, ...]:
    if not finds:
        return ()
    # A part of the restore that went before: it asks for no right of its own.
    with desk.store.writing(
        action="rescue", label=str(len(finds)), undoable=undoable, officer=desk.officer
    ) as write:
        refused = replay(desk.store, write, finds)
        write.say(count=len(finds) - len(refused))
    return refused


def reopen(desk: Desk) -> Compared:
    """Go on after the disk failed: open the file anew, compare it with what was said to be saved.

    The desk stays the same. Where something is lost, it is only read from then on.

    Raises:
        StoreDamagedError: it is only read. StoreError: the disk still fails; nothing is read.
    """
    from desktop.db.reopening import reopen as open_anew

    return open_anew(desk.store)
