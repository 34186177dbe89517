"""Checking an open store: every page, the structure, the references and the chain of the log."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import TYPE_CHECKING

from desktop.db import engine, keys
from desktop.db.backups import list_backups, suspect_damage, verify_backup
from desktop.db.errors import (
    KeyFileDamagedError,
    StoreError,
    StoreTooNewError,
    WrongPasswordError,
)
from desktop.db.layout import old_version
from desktop.db.record_queries import log_first_broken
from desktop.db.rescue_marks import unfinished_rescues
from desktop.db.side_files import mirrors_behind

if TYPE_CHECKING:
    from desktop.db.backups import BackupInfo
    from desktop.db.store import Store

Tell = Callable[[int, int, str, str], None]
"""Called before each step of a full check: how many are done, of how many, which one (``pages``,
``structure``, ``log``, ``backup``), and the name of the table or backup. What it raises ends it."""


@dataclass(frozen=True, slots=True)
class Finding:
    """One thing that a check found; ``code`` is worded for the screen, ``details`` fill it."""

    code: str
    details: dict[str, str]


def check_quickly(store: "Store") -> tuple[Finding, ...]:
    """What can be seen at once: the key files, backups cut short or found damaged, the clock."""
    return (*_of_store(store), *_backup_findings(store))


def _of_store(store: "Store") -> tuple[Finding, ...]:
    found = _key_findings(store)
    found += [
        Finding("key_mirror_behind", {"folder": str(place)}) for place in mirrors_behind(store)
    ]
    if unfinished_rescues(store.folder):
        found.append(Finding("rescue_unfinished", {}))
    if store.clock_behind:
        found.append(Finding("clock_behind", {"seen": store.clock_floor.isoformat()}))
    if store.broken:
        found.append(Finding("store_broken", {"folder": str(store.folder)}))
    return tuple(found)


def check_deeply(store: "Store", *, tell: Tell | None = None) -> tuple[Finding, ...]:
    """Everything: each page, structure, references, the log's chain and every backup.

    A store found damaged takes no more writes until it is opened anew.
    """
    say = tell or _silent
    known = list_backups(store.folder)
    faults, steps = _faults(store, say, backups=len(known))
    found = list(_of_store(store))
    if faults:
        store.broken = True
        found.extend(_backup_findings(store))
        if engine.could_not_read(faults):
            others = (one for one in found if one.code != "store_broken")
            return (*others, Finding("store_broken", {"folder": str(store.folder)}))
        found.extend(Finding("store_damaged", {"reason": fault}) for fault in faults[:20])
        return tuple(found)
    say(steps - len(known) - 1, steps, "log", "")
    broken = log_first_broken(store)
    if broken is not None:
        found.append(Finding("log_broken", {"seq": str(broken)}))
    for number, info in enumerate(known):
        say(steps - len(known) + number, steps, "backup", info.name)
        found += _of_backup(store, info)
    return tuple(found)


def _silent(done: int, steps: int, step: str, name: str) -> None:
    """Nobody watches this check."""


def _faults(store: "Store", say: Tell, *, backups: int) -> tuple[tuple[str, ...], int]:
    """What is wrong with the pages and with each table in its turn, and how many steps there are.

    Table by table the check can be watched and stopped.
    """
    try:
        tables = engine.table_names(store.connection)
    except engine.EngineError as error:
        return (str(error),), 0
    steps = len(tables) + backups + 2
    say(0, steps, "pages", "")
    if faults := engine.page_faults(store.connection):
        return faults, steps
    for number, table in enumerate(tables, start=1):
        say(number, steps, "structure", table)
        if faults := engine.table_faults(store.connection, table):
            return faults, steps
    return (), steps


def _key_findings(store: "Store") -> list[Finding]:
    found: list[Finding] = []
    if store.key_file_former:
        found.append(Finding("key_file_former", {"name": store.layout.key.name}))
    if store.key_file_fell_back:
        found.append(Finding("key_file_damaged", {"name": store.layout.key.name}))
        return found
    for path in (store.layout.key, old_version(store.layout.key)):
        try:
            keys.read_side_file(path)
        except KeyFileDamagedError:
            found.append(Finding("key_file_damaged", {"name": path.name}))
    return found


def _backup_findings(store: "Store") -> list[Finding]:
    """What the descriptions say; a full check looks into the copies themselves.

    A damaged copy is said until there are sound ones enough after it.
    """
    known = list_backups(store.folder)
    suspected = suspect_damage(known)
    return [
        Finding("backup_damaged" if info.damaged else "backup_unverified", {"name": info.name})
        for info in known
        if not info.verified and (suspected or not info.damaged)
    ]


def _of_backup(store: "Store", info: "BackupInfo") -> list[Finding]:
    try:
        verify_backup(store.layout.backups / info.name, data_key=store.data_key)
    except WrongPasswordError:
        return [Finding("backup_locked", {"name": info.name})]
    except StoreTooNewError as error:
        return [Finding("backup_too_new", {**error.details, "name": info.name})]
    except StoreError as error:
        details = {"name": info.name, "reason": error.details.get("reason", error.code)}
        return [Finding("backup_damaged", details)]
    return []
