"""Rescuing a store that is damaged or missing: the newest good copy, and what is newer than it.

What the damaged file still gives is compared with the copy that takes its place. Every thing that
is new or otherwise there is a :class:`Find`: the officer chooses, and the chosen ones are written
into the restored store as one step that undo takes back.
"""

import contextlib
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from pathlib import Path

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
)
from desktop.db.finds import TABLES, Find, finds_between
from desktop.db.keys import key_check_of
from desktop.db.keys_in_force import remembered_in, unlocked_by
from desktop.db.layout import Layout, old_version
from desktop.db.rescue_marks import unfinished_rescues
from desktop.db.salvage import Salvaged, TableRows, copied_with_log, salvage, sound_rows
from desktop.db.slots import Secret
from desktop.files import FileFaultError


@dataclass(frozen=True, slots=True)
class PassedOver:
    """A newer copy that was not taken, and the code of what is wrong with it."""

    name: str
    code: str


_Good = tuple[Path | None, BackupInfo | None, tuple[PassedOver, ...]]
"""The newest good copy with its description, and the newer ones that are not good."""
_READ = (*TABLES, "audit")


@dataclass(frozen=True, slots=True)
class Rescue:
    """What can be done for a data folder.

    ``trouble``: ``missing``, ``empty``, ``damaged``, ``key_file`` (the store is whole and only its
    key file is gone), ``unfinished`` (a rescue was cut short after the copy took its place) or
    ``sound``. ``given`` is the damaged file that was read. ``reason`` says why it gave nothing:
    ``missing``, ``disk``, ``unreadable``; ``failing`` names its tables of which a page failed.
    ``follows``: the damaged file's log goes on from the copy's, so that what it says is newer;
    ``acts`` is by how many entries. ``names`` are those of groups, for sentences. ``key_file`` is
    the one in force, which only the damaged file still holds: it goes before that of the copy.
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
    key_file: keys.SideFile | None = None

    @property
    def cut_short(self) -> bool:
        """Whether a rescue is to be ended that was cut short after the copy took its place."""
        return self.trouble == "unfinished"

    @property
    def waits_in(self) -> Path | None:
        """Where the damaged file of a rescue that was cut short lies; none for any other."""
        return self.given.parent if self.given and self.cut_short else None

    @property
    def still_waits(self) -> bool:
        """Whether the damaged file of a rescue that was cut short gives nothing just now."""
        return self.waits_in is not None and bool(self.reason)

    @property
    def takes_copy(self) -> bool:
        """Whether a copy takes the place of what stands in the folder."""
        if self.cut_short:
            return self.source is not None
        return self.trouble not in {"sound", "key_file"}

    @property
    def can_be_done(self) -> bool:
        """Whether there is something to do, and a copy to do it with."""
        return self.cut_short or (self.source is not None and self.trouble != "sound")

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
    chosen: Sequence[Path] = (),
) -> Rescue:
    """Find out what is wrong with a folder, which copy is good, and what is newer than it.

    ``places`` are other folders with copies: the mirror, a stick. ``chosen`` are those that the
    officer named: after a rescue that was cut short a newer copy there takes the place of the one
    that came back then, unless people have worked on. Nothing is changed.

    Raises:
        PasswordNeededError, WrongPasswordError, SheetMistypedError: it is locked.
        KeyFileDamagedError: neither the folder nor a copy has a key file that can be read.
    """
    layout = Layout(folder)
    copies = _copies(layout, (*places, *chosen))
    key, by_copy = (data_key, False) if data_key else _key(layout, copies, secret)
    trouble = _trouble(layout, key, by_copy=by_copy)
    unfinished = unfinished_rescues(folder, register=keys.register_of(key))
    if trouble == "sound" and unfinished:
        named = [one for one in copies if any(one[0].is_relative_to(place) for place in chosen)]
        return _cut_short(layout, key, unfinished[0], _newest_good(named, key, secret))
    source, info, passed = _newest_good(copies, key, secret)
    if trouble in {"sound", "key_file"} or source is None:
        reason = "" if source is not None else "no_copy"
        return Rescue(trouble, source, info, passed, reason=reason)
    held = _held_inside(layout, key, source)
    if held is not None and data_key is None:
        # A copy of former days may open by itself: what is newer in the file is not for everybody.
        keys.unlock(held, secret)
    return replace(_compared(layout, key, trouble, source, info, passed), key_file=held)


def _held_inside(layout: Layout, key: bytes, copy: Path) -> keys.SideFile | None:
    """The key file in force that a damaged file holds, where the folder has lost its own."""
    own = {key_check_of(place) for place in (layout.key, old_version(layout.key))}
    if keys.register_of(key) in own:
        return None
    with scratch_copy(copy) as model:
        given = salvage(layout.store, data_key=key, tables=("store_facts",), model=model)
    facts = given.tables.get("store_facts", TableRows({}, whole=False)).rows.values()
    held = remembered_in({str(row.get("name")): row.get("value") for row in facts})
    return held if held is not None and held.fits(key) else None


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
    plan = Rescue(trouble, source, info, passed, follows=follows, acts=acts, given=layout.store)
    return _with_finds(plan, before, given)


def _cut_short(layout: Layout, key: bytes, file: Path, named: _Good) -> Rescue:
    """What a rescue that was cut short has not brought back yet.

    It is seen beside what stands there now, or beside a newer copy that was ``named``.
    """
    now, given = _read_both(layout.store, file, key)
    copy, since = _before_restore(now)
    source, info, passed = named
    if source is not None:
        beside = _rows_of(source, key)
        if _newer_acts(beside, copy)[0] and not since:
            now = copy = beside
        else:
            left = PassedOver(source.name, "copy_after_work" if since else "copy_not_newer")
            source, info, passed = None, None, (*passed, left)
    acts, follows = _newer_acts(given, copy)
    # What was written since the copy took its place is newer than anything in the damaged file.
    follows = follows and not since
    plan = Rescue("unfinished", source, info, passed, follows=follows, acts=acts, given=file)
    return _with_finds(plan, now, given)


def _with_finds(plan: Rescue, before: Salvaged, given: Salvaged) -> Rescue:
    """A plan with what the damaged file has and the sound one beside it has not."""
    return replace(
        plan,
        finds=finds_between(before, given, follows=plan.follows) if not given.reason else (),
        failing=tuple(name for name, rows in given.tables.items() if not rows.whole),
        reason=given.reason,
        names=_names(before, given),
    )


def _read_both(sound: Path, damaged: Path, key: bytes) -> tuple[Salvaged, Salvaged]:
    """The rows of a sound file, and those that a damaged one still gives."""
    with scratch_copy(sound) as model:
        before = sound_rows(model, data_key=key, tables=_READ)
        return before, salvage(damaged, data_key=key, tables=_READ, model=model)


def _rows_of(sound: Path, key: bytes) -> Salvaged:
    with scratch_copy(sound) as model:
        return sound_rows(model, data_key=key, tables=_READ)


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


def mend_key_file(folder: Path, source: Path) -> None:
    """Put the key file of a copy beside a store that is whole; no former one is left.

    Raises:
        DiskFullError, FolderReadOnlyError: nothing was replaced.
    """
    keys.replace_slots(Layout(folder).key, keys.read_side_file(side_path(source)))


def put_key_file(folder: Path, side_file: keys.SideFile) -> None:
    """Put the key file in force back beside a damaged store, before a copy takes its place.

    Raises:
        DiskFullError, FolderReadOnlyError: nothing was replaced.
    """
    keys.replace_slots(Layout(folder).key, side_file)


def _copies(layout: Layout, places: Sequence[Path]) -> list[tuple[Path, BackupInfo]]:
    """The copies of this store in reach, the newest first; those of other stores are left out."""
    wanted = key_check_of(layout.key, old_version(layout.key))
    found: dict[str, tuple[Path, BackupInfo]] = {}
    for place in (layout.backups, *(inner for one in places for inner in (one, one / "backups"))):
        with contextlib.suppress(OSError):
            for info in backups_in(place):
                path = place / info.name
                check = key_check_of(side_path(path))
                wanted = wanted or check
                if check == wanted or check is None:
                    found.setdefault(str(path), (path, info))
    return sorted(found.values(), key=lambda one: (one[1].counter, one[1].at), reverse=True)


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
    own = {key_check_of(place) for place in (layout.key, old_version(layout.key))}
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
) -> _Good:
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
