"""Terms of the rooms behind the actions that the two doors name: errors, choices, values."""

from desktop.db.audit import AuditEntry
from desktop.db.backup_trial import Tried
from desktop.db.backups import BackupInfo
from desktop.db.errors import (
    NoSheetError,
    NotAllowedError,
    PasswordNeededError,
    SheetMistypedError,
    StandingLockedError,
    StoreError,
    TooSoonError,
    WrongPasswordError,
    WrongSheetError,
)
from desktop.db.exchange_queries import Remark
from desktop.db.restoring import Replaced, Restored
from desktop.db.slots import Password, Secret, Sheet
from desktop.domain.matching import Fate
from desktop.exchange.errors import ExchangeError
from desktop.files import FileFaultError
from desktop.sheets.dates import DateOrder
from desktop.sheets.errors import SheetError
from desktop.sheets.vocabulary import ListKind

__all__ = [
    "STOPPING",
    "AuditEntry",
    "BackupInfo",
    "DateOrder",
    "ExchangeError",
    "Fate",
    "FileFaultError",
    "ListKind",
    "NoSheetError",
    "NotAllowedError",
    "Password",
    "PasswordNeededError",
    "Remark",
    "Replaced",
    "Restored",
    "Secret",
    "Sheet",
    "SheetError",
    "SheetMistypedError",
    "StandingLockedError",
    "StoreError",
    "TooSoonError",
    "Tried",
    "WrongPasswordError",
    "WrongSheetError",
]

STOPPING = (StoreError, FileFaultError, SheetError, ExchangeError)
"""The errors that stop an action: each carries a ``code`` and ``details`` for its sentence."""
