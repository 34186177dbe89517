"""What stops work with the store, as typed errors: a stable code and the details of a sentence."""

from pathlib import Path

from desktop.files import FileFaultError, FileFullError, FileReadOnlyError

_UNSAID = frozenset({"labels", "moved_to", "registers", "office", "here"})
"""Names and the officer's own words: for the sentence alone, never for a log of the program."""


class StoreError(Exception):
    """The store cannot do what was asked; ``details`` fill the sentence that ``code`` names."""

    code = "store_error"

    def __init__(self, **details: str) -> None:
        said = " ".join(f"{name}={text}" for name, text in details.items() if name not in _UNSAID)
        super().__init__(f"{self.code} {said}".rstrip())
        self.details: dict[str, str] = details


class StoreInUseError(StoreError):
    """Another program has the data folder open."""

    code = "store_in_use"


class WrongPasswordError(StoreError):
    """No slot of the side file opens with what was given."""

    code = "wrong_password"


class StandingLockedError(WrongPasswordError):
    """What opens a copy does not open the data that stand where it is to go."""

    code = "standing_locked"


class PasswordNeededError(WrongPasswordError):
    """Nothing was given to open the store with; ``labels`` names its officers."""

    code = "password_needed"


class KeyFileFormerError(PasswordNeededError):
    """The key file was a former one; the one in force is back and asks for its own password."""

    code = "key_file_former"


class NewerSlotError(WrongPasswordError):
    """No slot that this version knows fits, and a newer program made others."""

    code = "newer_slot"


class WrongSheetError(WrongPasswordError):
    """The digits are those of a sheet, but not of the one that is valid here."""

    code = "wrong_sheet"


class NoSheetError(WrongSheetError):
    """Digits were asked for, but no recovery sheet was ever made for these data."""

    code = "no_sheet_made"


class SheetMistypedError(StoreError):
    """A group of the recovery sheet is mistyped or missing; ``group`` counts from 1."""

    code = "sheet_mistyped"


class TooSoonError(StoreError):
    """After several wrong tries the next one waits; ``seconds`` says for how long."""

    code = "too_soon"


class NotAllowedError(StoreError):
    """The officer's role does not go as far as this act; ``role`` and ``action`` name both."""

    code = "not_allowed"


class MovedAwayError(StoreError):
    """The data went to another machine: this copy is only read; ``moved_to`` says where."""

    code = "moved_away"


class CopyOnlyReadError(StoreError):
    """A copy is being looked at: nothing can be written in it."""

    code = "copy_only_read"


class MemoryShortError(StoreError):
    """The machine lacks the memory (``needed`` MiB) that the password's slot asks for."""

    code = "memory_short"


class StoreDamagedError(StoreError):
    """The encrypted file is damaged: a page fails its check, or the file is missing."""

    code = "store_damaged"


class KeyFileDamagedError(StoreDamagedError):
    """The side file with the wrapped key, and its previous version, are missing or damaged."""

    code = "key_file_damaged"


class StoreBrokenError(StoreError):
    """The disk failed under the open store: nothing more is written until it is opened anew."""

    code = "store_broken"


class StoreTooNewError(StoreError):
    """A newer version of the program wrote this store."""

    code = "store_too_new"


class UpgradeFailedError(StoreError):
    """A copy of the older store did not come up to date whole; the store is as it was."""

    code = "upgrade_failed"


class NotAStoreError(StoreError):
    """The folder holds no store."""

    code = "not_a_store"


class FolderNotEmptyError(StoreError):
    """A new store goes into an empty folder only."""

    code = "folder_not_empty"


class DiskFullError(StoreError):
    """No room is left; nothing was written."""

    code = "disk_full"


class FolderReadOnlyError(StoreError):
    """The folder may not be written to."""

    code = "folder_read_only"


class EngineTooOldError(StoreError):
    """The database engine is older than the first one that is safe for our journal mode."""

    code = "engine_too_old"


class BackupDamagedError(StoreError):
    """A backup fails its full check and is not used."""

    code = "backup_damaged"


class BackupUnknownError(StoreError):
    """No backup of that name."""

    code = "backup_unknown"


class SeveralRegistersError(StoreError):
    """A place holds copies of several registers, ``registers``: which is meant was not said."""

    code = "several_registers"


class NoCopyThereError(BackupUnknownError):
    """No copy lies in a folder (``path``) that was named, nor near its top."""

    code = "no_copy_there"


class OtherRegisterError(StoreError):
    """A copy is of another office (``office``) than the register that is open (``here``)."""

    code = "other_register"


class CompareOtherError(StoreError):
    """A copy of another office (``office``) has nothing in common with the register (``here``)."""

    code = "compare_other"


class RowRefusedError(StoreError):
    """A row breaks a rule of the schema: unknown reference, doubled name, value out of range."""

    code = "row_refused"


class UndoConflictError(StoreError):
    """The rows of the step have changed since: taking it back would lose the later change."""

    code = "undo_conflict"


# Primary result codes of SQLite, as its documentation numbers them.
_READ_ONLY = 8
_IO = 10
_CORRUPT = 11
_FULL = 13
_CANNOT_OPEN = 14
_CONSTRAINT = 19
_MISMATCH = 20
_NOT_A_DATABASE = 26
_IN_USE = frozenset({5, 6})
DAMAGE = (BackupDamagedError, StoreDamagedError)
"""What says of a file that it is damaged, and not that it is locked or the disk fails."""
DAMAGED = frozenset({_CORRUPT, _NOT_A_DATABASE})
"""A page failed its check."""
BREAKING = DAMAGED | {_IO}
"""After these the state of the file is unknown."""


# What SQLite says where its binding forgets to pass the code on (copying to a backup).
_SAID = {
    "attempt to write a readonly database": _READ_ONLY,
    "database disk image is malformed": _CORRUPT,
    "database is locked": 5,
    "database or disk is full": _FULL,
    "disk I/O error": _IO,
    "file is not a database": _NOT_A_DATABASE,
    "unable to open database file": _CANNOT_OPEN,
}


def primary_code(error: Exception) -> int:
    """The primary result code of an engine error; 0 when it has none."""
    code = getattr(error, "sqlite_errorcode", None)
    return int(code) & 0xFF if code else _SAID.get(str(error), 0)


def store_error_of(error: Exception, *, folder: Path) -> StoreError:
    """The typed error for an error of the engine."""
    code, where, reason = primary_code(error), str(folder), str(error)
    kinds: dict[int, type[StoreError]] = {
        _READ_ONLY: FolderReadOnlyError,
        _IO: StoreBrokenError,
        _CORRUPT: StoreDamagedError,
        _FULL: DiskFullError,
        _CANNOT_OPEN: FolderReadOnlyError,
        _CONSTRAINT: RowRefusedError,
        _MISMATCH: RowRefusedError,
        _NOT_A_DATABASE: StoreDamagedError,
    }
    kind = StoreInUseError if code in _IN_USE else kinds.get(code, StoreError)
    return kind(folder=where, reason=reason)


def store_error_of_file(fault: FileFaultError) -> StoreError:
    """The typed error for a fault of a file beside the store."""
    kinds: dict[type[FileFaultError], type[StoreError]] = {
        FileFullError: DiskFullError,
        FileReadOnlyError: FolderReadOnlyError,
    }
    return kinds.get(type(fault), StoreBrokenError)(**fault.details)
