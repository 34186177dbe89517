"""Rescuing a store that is damaged or missing: the newest good copy, and what is newer than it.

What the damaged file still gives is compared with the copy that takes its place. Every thing that
is new or otherwise there is a :class:`Find`: the officer chooses, and the chosen ones are written
into the restored store as one step that undo takes back.
"""

import contextlib
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from desktop.db import engine, keys
from desktop.db.backup_copy import scratch_copy
from desktop.db.backups import (
    BackupInfo,
    backups_in,
    key_of_backup,
    side_path,
    verify_backup,
)
from desktop.db.errors import (
    KeyFileDamagedError,
    StoreError,
    StoreTooNewError,
    WrongPasswordError,
    primary_code,
)
from desktop.db.keys_in_force import unlocked_by
from desktop.db.layout import Layout, old_version
from desktop.db.rescue_marks import unfinished_rescues
from desktop.db.rows import Key, Row, RowChange
from desktop.db.salvage import Salvaged, TableRows, copied_with_log, salvage, sound_rows
from desktop.db.slots import Secret
from desktop.db.writing import LOCKED_TABLES, OUTSIDE_UNDO
from desktop.files import FileFaultError

if TYPE_CHECKING:
    from desktop.db.store import Store
    from desktop.db.writing import Write

_CONSTRAINT = 19
OWNERS = {
    "lineage_events": ("residential_groups", "group_id"),
    "member_groups": ("committee_members", "member_id"),
    "session_groups": ("sessions", "session_id"),
    "session_labels": ("sessions", "session_id"),
    "model_groups": ("models", "model_id"),
    "model_statuses": ("models", "model_id"),
    "model_activities": ("models", "model_id"),
    "period_events": ("closings", "closing_id"),
    "monthly_counts": ("monthly_counts", "month"),
    "confirmation_answers": ("confirmation_answers", "period"),
    "report_texts": ("report_texts", "period"),
    "unfinished_lines": ("unfinished_lines", "sheet"),
}
"""Rows that belong to a thing of another table, or that one word names together."""
TABLES = (
    *("commune_profiles", "settings", "list_entries", "residential_groups", "lineage_events"),
    *("committee_members", "member_groups", "signers", "expected_units"),
    *("sessions", "session_groups", "session_labels", "not_held"),
    *("models", "model_groups", "model_statuses", "model_activities"),
    *("monthly_counts", "count_openings", "plan_files", "plan_choices", "plan_additions"),
    *("plan_targets", "plan_baselines", "plan_answers", "plan_tasks", "allocated_rows"),
    *("status_events", "area_assessments", "population_years", "conversion_milestones"),
    *("inspections", "confirmation_answers", "closings", "period_events", "issued_papers"),
    *("report_texts", "own_forms", "unfinished_lines"),
)
"""What comes back from a damaged file, each after what it refers to.

What went to other offices or came from them is not among it: it lies on sticks and is read again.
"""
_REFERENCES = {
    "sessions": (("format_id", "list_entries"), ("lead_body_id", "list_entries")),
    "session_groups": (("group_id", "residential_groups"),),
    "session_labels": (("entry_id", "list_entries"),),
    "not_held": (("group_id", "residential_groups"),),
    "models": (("kind_id", "list_entries"),),
    "model_groups": (("group_id", "residential_groups"),),
    "member_groups": (("group_id", "residential_groups"),),
    "lineage_events": (("other_id", "residential_groups"),),
    "inspections": (("group_id", "residential_groups"),),
    "issued_papers": (("closing_id", "closings"),),
}


@dataclass(frozen=True, slots=True)
class Find:
    """A thing that the damaged file has and the copy has not, or has otherwise.

    ``owner`` is its row as the damaged file has it, with what names it; empty for a group of rows.
    """

    table: str
    key: str
    changes: tuple[RowChange, ...]
    new: bool
    owner: Row

    @property
    def id(self) -> str:
        """What a choice names it by."""
        return f"{self.table}/{self.key}"


@dataclass(frozen=True, slots=True)
class PassedOver:
    """A newer copy that was not taken, and the code of what is wrong with it."""

    name: str
    code: str


@dataclass(frozen=True, slots=True)
class Rescue:
    """What can be done for a data folder.

    ``trouble``: ``missing``, ``empty``, ``damaged``, ``key_file`` (the store is whole and only its
    key file is gone), ``unfinished`` (a rescue was cut short after the copy took its place) or
    ``sound``. ``given`` is the damaged file that was read. ``reason`` says why it gave nothing:
    ``missing``, ``disk``, ``unreadable``; ``failing`` names its tables of which a page failed.
    ``follows``: the
    damaged file's log goes on from the copy's, so that what it says is newer; ``acts`` is by how
    many entries. ``names`` are those of groups, for sentences.
    """

    trouble: str
    source: Path | None
    info: BackupInfo | None
    passed_over: tuple[PassedOver, ...] = ()
    finds: tuple[Find, ...] = ()
    failing: tuple[str, ...] = ()
    reason: str = ""
    follows: bool = False
    acts: int = 0
    names: Mapping[str, str] | None = None
    given: Path | None = None

    @property
    def can_be_done(self) -> bool:
        """Whether there is something to do, and a copy to do it with."""
        whole = self.trouble in {"sound", "unfinished"}
        return self.trouble == "unfinished" or (self.source is not None and not whole)

    def suggested(self, find: Find) -> bool:
        """Whether a thing comes back unless the officer says otherwise.

        What only differs may be older where the log does not show which came later.
        """
        return find.new or self.follows


def look_over(
    folder: Path,
    *,
    secret: Secret | None = None,
    data_key: bytes | None = None,
    places: Sequence[Path] = (),
) -> Rescue:
    """Find out what is wrong with a folder, which copy is good, and what is newer than it.

    ``places`` are other folders with copies: the mirror, a stick. Nothing is changed.

    Raises:
        PasswordNeededError, WrongPasswordError, SheetMistypedError: it is locked.
        KeyFileDamagedError: neither the folder nor a copy has a key file that can be read.
    """
    layout = Layout(folder)
    copies = _copies(layout, places)
    key, by_copy = (data_key, False) if data_key else _key(layout, copies, secret)
    trouble = _trouble(layout, key, by_copy=by_copy)
    unfinished = unfinished_rescues(folder)
    if trouble == "sound" and unfinished:
        return _cut_short(layout, key, unfinished[0])
    source, info, passed = _newest_good(copies, key, secret)
    if trouble in {"sound", "key_file"} or source is None:
        reason = "" if source is not None else "no_copy"
        return Rescue(trouble, source, info, passed, reason=reason)
    return _compared(layout, key, trouble, source, info, passed)


def _compared(
    layout: Layout,
    key: bytes,
    trouble: str,
    source: Path,
    info: BackupInfo | None,
    passed: tuple[PassedOver, ...],
) -> Rescue:
    before, given = _read_both(source, layout.store, key)
    acts, follows = _newer_acts(given, before)
    return Rescue(
        trouble,
        source,
        info,
        passed,
        given=layout.store,
        finds=finds_between(before, given, follows=follows) if not given.reason else (),
        failing=tuple(name for name, rows in given.tables.items() if not rows.whole),
        reason=given.reason,
        follows=follows,
        acts=acts,
        names=_names(before, given),
    )


def _cut_short(layout: Layout, key: bytes, file: Path) -> Rescue:
    """What a rescue that was cut short has not brought back yet, beside what stands there now."""
    now, given = _read_both(layout.store, file, key)
    copy, since = _before_restore(now)
    acts, follows = _newer_acts(given, copy)
    # What was written since the copy took its place is newer than anything in the damaged file.
    follows = follows and not since
    return Rescue(
        "unfinished",
        None,
        None,
        given=file,
        finds=finds_between(now, given, follows=follows) if not given.reason else (),
        failing=tuple(name for name, rows in given.tables.items() if not rows.whole),
        reason=given.reason,
        follows=follows,
        acts=acts,
        names=_names(now, given),
    )


def _read_both(sound: Path, damaged: Path, key: bytes) -> tuple[Salvaged, Salvaged]:
    """The rows of a sound file, and those that a damaged one still gives."""
    wanted = (*TABLES, "audit")
    with scratch_copy(sound) as model:
        before = sound_rows(model, data_key=key, tables=wanted)
        return before, salvage(damaged, data_key=key, tables=wanted, model=model)


def _before_restore(now: Salvaged) -> tuple[Salvaged, bool]:
    """A store with its log as it was before the last restore, and whether it was used since."""
    log = now.tables.get("audit", TableRows({}, whole=True)).rows
    restored = [int(str(key[0])) for key, row in log.items() if row.get("action") == "restore"]
    last = max(restored, default=0)
    before = {key: row for key, row in log.items() if int(str(key[0])) < last}
    since = any(
        int(str(key[0])) > last and row.get("action") != "rescue" for key, row in log.items()
    )
    tables = {**now.tables, "audit": TableRows(before, whole=True)}
    return Salvaged(tables), since


def finds_between(before: Salvaged, given: Salvaged, *, follows: bool) -> tuple[Find, ...]:
    """The things that one has and the other has not, or has otherwise.

    Rows that are gone count only where every page of their table could be read and the log shows
    that the file is the newer one; elsewhere they may merely be lost.
    """
    changes: dict[tuple[str, str], list[RowChange]] = {}
    for table in TABLES:
        there = given.tables.get(table, TableRows({}, whole=False))
        here = before.tables.get(table, TableRows({}, whole=True)).rows
        for change in _changes(table, here, there, follows=follows):
            changes.setdefault(_owner_of(change), []).append(change)
    found = (_find(owner, rows, before, given) for owner, rows in changes.items())
    return tuple(sorted(found, key=_place_in_list))


def _place_in_list(find: Find) -> tuple[int, str, str]:
    """By kind, then by the day or name that it shows."""
    shown = find.owner.get("held_on") or find.owner.get("sort_key") or find.key
    return TABLES.index(find.table), str(shown), find.key


def _changes(
    table: str, here: Mapping[Key, Row], there: TableRows, *, follows: bool
) -> Iterable[RowChange]:
    for key, row in there.rows.items():
        old = here.get(key)
        # A row of an older schema has fewer columns: those alone are compared.
        if old is None or any(old.get(name) != value for name, value in row.items()):
            yield RowChange(table, key, old, row)
    if there.whole and follows:
        for key in here.keys() - there.rows.keys():
            yield RowChange(table, key, here[key], None)


def _owner_of(change: RowChange) -> tuple[str, str]:
    row = change.after or change.before or {}
    if change.table in OWNERS:
        table, column = OWNERS[change.table]
        return table, str(row.get(column, ""))
    return change.table, change.key_text


def _find(
    owner: tuple[str, str], changes: list[RowChange], before: Salvaged, given: Salvaged
) -> Find:
    table, key = owner
    single = (key,)
    rows = given.tables.get(table)
    row = rows.rows.get(single) if rows else None
    known = before.tables.get(table)
    old = known.rows.get(single) if known else None
    new = old is None and all(one.before is None for one in changes)
    shown = row or old or changes[0].after or changes[0].before or {}
    return Find(table, key, tuple(changes), new, shown)


def _newer_acts(given: Salvaged, before: Salvaged) -> tuple[int, bool]:
    """By how many entries the file's log goes on from the copy's, and whether it does."""
    log = given.tables.get("audit", TableRows({}, whole=False)).rows
    known = before.tables.get("audit", TableRows({}, whole=True)).rows
    last = max(known, default=(0,), key=lambda key: int(str(key[0])))
    newer = [key for key in log if int(str(key[0])) > int(str(last[0]))]
    same = [key for key in log if key in known]
    follows = all(log[key].get("hash") == known[key].get("hash") for key in same)
    return len(newer), follows and bool(same) and bool(newer)


def _names(*places: Salvaged) -> dict[str, str]:
    return {
        str(row["id"]): str(row["name"])
        for place in places
        for row in place.tables.get("residential_groups", TableRows({}, whole=True)).rows.values()
    }


def with_needed(chosen: Iterable[Find], offered: Iterable[Find]) -> tuple[Find, ...]:
    """The chosen finds and those that they refer to, in the order in which they can be written."""
    # What only differs is there already: it comes back only where it was chosen itself.
    by_id = {one.id: one for one in offered if one.new}
    taken: dict[str, Find] = {}
    waiting = list(chosen)
    while waiting:
        find = waiting.pop()
        if find.id in taken:
            continue
        taken[find.id] = find
        waiting += [by_id[one] for one in _needs(find) if one in by_id]
    return tuple(sorted(taken.values(), key=lambda one: TABLES.index(one.table)))


def _needs(find: Find) -> Iterable[str]:
    for change in find.changes:
        for column, table in _REFERENCES.get(change.table, ()):
            if change.after and change.after.get(column):
                yield f"{table}/{change.after[column]!s}"


def replay(store: "Store", write: "Write", finds: Iterable[Find]) -> tuple[Find, ...]:
    """Write finds into the open store; those that its rules refuse are left out and returned."""
    refused: list[Find] = []
    for find in finds:
        done = len(write.changes)
        store.connection.execute("SAVEPOINT find")
        try:
            for change in sorted(find.changes, key=lambda one: TABLES.index(one.table)):
                _put(write, change)
        except engine.EngineError as error:
            if primary_code(error) != _CONSTRAINT:
                raise
            store.connection.execute("ROLLBACK TO find")
            del write.changes[done:]
            refused.append(find)
        store.connection.execute("RELEASE find")
    return tuple(refused)


def _put(write: "Write", change: RowChange) -> None:
    if change.after is None:
        write.remove(change.table, change.key)
    else:
        write.put(change.table, change.after)


def mend_key_file(folder: Path, source: Path) -> None:
    """Put the key file of a copy beside a store that is whole; no former one is left.

    Raises:
        DiskFullError, FolderReadOnlyError: nothing was replaced.
    """
    keys.replace_slots(Layout(folder).key, keys.read_side_file(side_path(source)))


def _copies(layout: Layout, places: Sequence[Path]) -> list[tuple[Path, BackupInfo]]:
    """The copies of this store in reach, the newest first; those of other stores are left out."""
    wanted = _key_check(layout.key, old_version(layout.key))
    found: dict[str, tuple[Path, BackupInfo]] = {}
    for place in (layout.backups, *(inner for one in places for inner in (one, one / "backups"))):
        with contextlib.suppress(OSError):
            for info in backups_in(place):
                path = place / info.name
                check = _key_check(side_path(path))
                wanted = wanted or check
                if check == wanted or check is None:
                    found.setdefault(str(path), (path, info))
    return sorted(found.values(), key=lambda one: (one[1].counter, one[1].at), reverse=True)


def _key_check(*places: Path) -> str | None:
    for place in places:
        with contextlib.suppress(KeyFileDamagedError, StoreTooNewError):
            return keys.read_side_file(place).key_check
    return None


def _key(
    layout: Layout, copies: Sequence[tuple[Path, BackupInfo]], secret: Secret | None
) -> tuple[bytes, bool]:
    """The data key, and whether only a copy's key file gave it.

    The key file of the folder may be of another store: the key that opens the file counts.
    """
    try:
        found = tuple(unlocked_by(layout, secret))
        fits = (one for one in found if layout.store.exists() and _opens(layout, one.data_key))
        one = next(fits, found[0])
    except KeyFileDamagedError as error:
        error.details.setdefault("folder", str(layout.folder))
        for path, _info in copies:
            with contextlib.suppress(KeyFileDamagedError, StoreTooNewError):
                return keys.unlock(keys.read_side_file(side_path(path)), secret).data_key, True
        raise
    own = {_key_check(place) for place in (layout.key, old_version(layout.key))}
    return one.data_key, one.side_file.key_check not in own


def _opens(layout: Layout, key: bytes) -> bool:
    """Whether a key opens the file's first page."""
    try:
        with copied_with_log(layout.store) as place:
            engine.connect(place, key).close()
    except (StoreError, FileFaultError, OSError):
        return False
    return True


def _trouble(layout: Layout, key: bytes, *, by_copy: bool) -> str:
    if not layout.store.exists():
        return "missing"
    log = layout.store.with_name(layout.store.name + "-wal")
    if not layout.store.stat().st_size and not log.exists():
        return "empty"
    # A copy is looked into: opening the file itself would bring its log in.
    try:
        with copied_with_log(layout.store) as place:
            return ("key_file" if by_copy else "sound") if _is_sound(place, key) else "damaged"
    except (FileFaultError, OSError):
        return "damaged"


def _is_sound(place: Path, key: bytes) -> bool:
    try:
        connection = engine.connect(place, key)
    except StoreError:
        return False
    try:
        return not engine.integrity_faults(connection)
    finally:
        with contextlib.suppress(engine.EngineError):
            connection.close()


def _newest_good(
    copies: Sequence[tuple[Path, BackupInfo]], key: bytes, secret: Secret | None
) -> tuple[Path | None, BackupInfo | None, tuple[PassedOver, ...]]:
    passed: list[PassedOver] = []
    for path, info in copies:
        try:
            if key_of_backup(path, secret=secret, data_key=key) == key:
                return path, verify_backup(path, data_key=key), tuple(passed)
        except WrongPasswordError:
            continue
        except StoreError as error:
            passed.append(PassedOver(info.name, error.code))
    return None, None, tuple(passed)


def left_out() -> frozenset[str]:
    """The tables that never come back from a damaged file, for the test that none is forgotten."""
    return LOCKED_TABLES | OUTSIDE_UNDO
