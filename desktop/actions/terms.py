"""Terms of the rooms behind the actions that the two doors name: errors, choices, values."""

from desktop.db.backups import BackupInfo
from desktop.db.errors import StoreError
from desktop.domain.matching import Fate
from desktop.exchange.errors import ExchangeError
from desktop.files import FileFaultError
from desktop.sheets.dates import DateOrder
from desktop.sheets.errors import SheetError
from desktop.sheets.vocabulary import ListKind

__all__ = [
    "STOPPING",
    "BackupInfo",
    "DateOrder",
    "ExchangeError",
    "Fate",
    "FileFaultError",
    "ListKind",
    "SheetError",
    "StoreError",
]

STOPPING = (StoreError, FileFaultError, SheetError, ExchangeError)
"""The errors that stop an action: each carries a ``code`` and ``details`` for its sentence."""
