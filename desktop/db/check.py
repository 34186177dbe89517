"""Checking an open store: every page, the structure, the references and the chain of the log."""

from dataclasses import dataclass
from typing import TYPE_CHECKING

from desktop.db import engine, keys
from desktop.db.backups import list_backups, verify_backup
from desktop.db.errors import KeyFileDamagedError, StoreError, WrongPasswordError
from desktop.db.layout import old_version
from desktop.db.record_queries import log_first_broken

if TYPE_CHECKING:
    from desktop.db.store import Store


@dataclass(frozen=True, slots=True)
class Finding:
    """One thing that a check found; ``code`` is worded for the screen, ``details`` fill it."""

    code: str
    details: dict[str, str]


def check_quickly(store: "Store") -> tuple[Finding, ...]:
    """What can be seen at once: the key files, backups cut short, the clock."""
    found = [*_key_findings(store), *_backup_findings(store)]
    if store.clock_behind:
        found.append(Finding("clock_behind", {"seen": store.clock_floor.isoformat()}))
    if store.broken:
        found.append(Finding("store_broken", {"folder": str(store.folder)}))
    return tuple(found)


def check_deeply(store: "Store") -> tuple[Finding, ...]:
    """Everything: each page, structure, references, the log's chain and every backup.

    A store found damaged takes no more writes until it is opened anew.
    """
    found = list(check_quickly(store))
    faults = engine.integrity_faults(store.connection)
    found.extend(Finding("store_damaged", {"reason": fault}) for fault in faults[:20])
    if faults:
        store.broken = True
        return tuple(found)
    broken = log_first_broken(store)
    if broken is not None:
        found.append(Finding("log_broken", {"seq": str(broken)}))
    return (*found, *_damaged_backups(store))


def _key_findings(store: "Store") -> list[Finding]:
    found: list[Finding] = []
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
    return [
        Finding("backup_unverified", {"name": info.name})
        for info in list_backups(store.folder)
        if not info.verified
    ]


def _damaged_backups(store: "Store") -> list[Finding]:
    found: list[Finding] = []
    for info in list_backups(store.folder):
        try:
            verify_backup(store.layout.backups / info.name, data_key=store.data_key)
        except WrongPasswordError:
            found.append(Finding("backup_locked", {"name": info.name}))
        except StoreError as error:
            details = {"name": info.name, "reason": error.details.get("reason", error.code)}
            found.append(Finding("backup_damaged", details))
    return found
