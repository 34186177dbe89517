"""What the machine does is told in words; what the program does wrong goes into a crash report."""

import errno
import os
import sqlite3
from pathlib import Path

import pytest
from sqlcipher3 import dbapi2

from desktop.actions.environment import environment_fault
from desktop.db.errors import StoreError, store_error_of
from desktop.exchange.errors import ExchangeError
from desktop.files import FileFullError
from desktop.sheets.errors import SheetError
from desktop.wording import error_text
from desktop.wording.faults import known_fault

OWN_NUMBERS = {"EBADF", "EFAULT", "EDOM", "ERANGE", "ENOTTY", "ECHILD"}
WANTED = {
    "ENOSPC": "disk_full",
    "EDQUOT": "disk_full",
    "EFBIG": "disk_full",
    "EROFS": "folder_read_only",
    "EACCES": "folder_read_only",
    "EPERM": "folder_read_only",
    "ENOENT": "file_missing",
    "ENOTDIR": "file_missing",
    "EISDIR": "file_is_folder",
    "ENAMETOOLONG": "file_name_too_long",
    "EILSEQ": "file_name_refused",
    "EIO": "disk_fails",
    "ENXIO": "disk_fails",
    "ENODEV": "disk_fails",
    "ETIMEDOUT": "network_gone",
    "EHOSTDOWN": "network_gone",
    "ENETUNREACH": "network_gone",
    "ESTALE": "network_gone",
    "EMFILE": "too_many_files",
    "ENFILE": "too_many_files",
    "EBUSY": "file_in_use",
    "ETXTBSY": "file_in_use",
    "ENOMEM": "memory_full",
}
WINDOWS = {
    **dict.fromkeys((32, 33), "file_in_use"),
    **dict.fromkeys((39, 112), "disk_full"),
    **dict.fromkeys((21, 23, 1117, 1167), "disk_fails"),
    **dict.fromkeys((53, 59, 64, 67), "network_gone"),
    **dict.fromkeys((8, 1450, 1455), "memory_full"),
    **dict.fromkeys((4,), "too_many_files"),
    **dict.fromkeys((123,), "file_name_refused"),
}
# Of SQLite; none: a statement of ours is wrong.
ENGINE = {
    **dict.fromkeys(("SQLITE_BUSY", "SQLITE_LOCKED"), "store_in_use"),
    **dict.fromkeys(("SQLITE_CORRUPT", "SQLITE_NOTADB"), "store_damaged"),
    **dict.fromkeys(("SQLITE_READONLY", "SQLITE_CANTOPEN"), "folder_read_only"),
    **dict.fromkeys(("SQLITE_NOLFS", "SQLITE_AUTH"), "store_error"),
    "SQLITE_IOERR": "store_broken",
    "SQLITE_FULL": "disk_full",
    "SQLITE_NOMEM": "memory_full",
    **dict.fromkeys(
        ("SQLITE_ERROR", "SQLITE_INTERNAL", "SQLITE_PERM", "SQLITE_ABORT", "SQLITE_INTERRUPT"), None
    ),
    **dict.fromkeys(
        ("SQLITE_NOTFOUND", "SQLITE_PROTOCOL", "SQLITE_EMPTY", "SQLITE_SCHEMA", "SQLITE_TOOBIG"),
        None,
    ),
    **dict.fromkeys(
        ("SQLITE_CONSTRAINT", "SQLITE_MISMATCH", "SQLITE_MISUSE", "SQLITE_FORMAT", "SQLITE_RANGE"),
        None,
    ),
    **dict.fromkeys(("SQLITE_NOTICE", "SQLITE_WARNING"), None),
}


def of_system(number: int) -> OSError:
    return OSError(number, os.strerror(number), "/ổ/tệp.pdf")


def of_windows(number: int) -> OSError:
    error = OSError(errno.EINVAL, "", "D:\\tệp.pdf")
    error.winerror = number  # type: ignore[attr-defined, unused-ignore]
    return error


def of_engine(name: str) -> dbapi2.DatabaseError:
    error = dbapi2.DatabaseError(name)
    error.sqlite_errorcode = getattr(sqlite3, name)
    return error


def code(error: BaseException) -> str | None:
    fault = environment_fault(error)
    if fault is None:
        return None
    assert known_fault(fault.code)
    said = error_text(fault.code, fault.details)
    assert "{" not in said
    return fault.code


@pytest.mark.parametrize("name", sorted(WANTED))
def test_an_error_of_the_system_has_its_code(name: str) -> None:
    assert code(of_system(getattr(errno, name))) == WANTED[name]


@pytest.mark.parametrize("number", sorted(errno.errorcode))
def test_every_error_of_the_system_is_told_or_is_ours(number: int) -> None:
    name = errno.errorcode[number]
    ours = name in OWN_NUMBERS
    assert (code(of_system(number)) is None) == ours, name


@pytest.mark.parametrize("number", sorted(WINDOWS))
def test_an_error_of_windows_has_its_code(number: int) -> None:
    assert code(of_windows(number)) == WINDOWS[number]


@pytest.mark.parametrize("name", sorted(ENGINE))
def test_an_error_of_the_engine_is_told_or_is_ours(name: str) -> None:
    assert code(of_engine(name)) == ENGINE[name]


def test_no_code_of_the_engine_is_forgotten() -> None:
    primary = {
        name
        for name in dir(sqlite3)
        if name.startswith("SQLITE_") and name.count("_") == 1 and _is_primary(name)
    }
    assert primary - set(ENGINE) <= {"SQLITE_OK", "SQLITE_ROW", "SQLITE_DONE"}


def _is_primary(name: str) -> bool:
    # Codes of authorisation share the prefix and the small numbers.
    others = {"CREATE", "DROP", "DELETE", "INSERT", "PRAGMA", "READ", "SELECT", "TRANSACTION"}
    others |= {"UPDATE", "ATTACH", "DETACH", "ALTER", "REINDEX", "ANALYZE", "FUNCTION", "SAVEPOINT"}
    others |= {"RECURSIVE", "DENY", "IGNORE"}
    return name.removeprefix("SQLITE_") not in others and 0 <= getattr(sqlite3, name) <= 101


@pytest.mark.parametrize("name", ["SQLITE_ERROR", "SQLITE_MISUSE"])
def test_a_wrong_statement_stays_ours_when_the_store_has_typed_it(name: str) -> None:
    cause = of_engine(name)
    error = store_error_of(cause, folder=Path("d"))
    error.__cause__ = cause
    assert type(error) is StoreError
    assert code(error) is None


@pytest.mark.parametrize(
    "error",
    [FileFullError(Path("a")), ExchangeError(), SheetError("not_a_workbook"), MemoryError()],
)
def test_errors_that_our_rooms_typed_and_a_lack_of_memory_are_told(error: Exception) -> None:
    assert environment_fault(error) is not None


def test_a_part_of_the_program_that_is_missing_says_install_anew() -> None:
    assert code(FileNotFoundError("resource not shipped: fonts")) == "program_file_damaged"
    assert code(ImportError("DLL load failed", name="QtCore")) == "program_file_damaged"


@pytest.mark.parametrize(
    "error", [KeyError("x"), TypeError(), ValueError(), AssertionError(), RuntimeError(), OSError()]
)
def test_everything_else_is_our_own(error: Exception) -> None:
    assert code(error) is None
