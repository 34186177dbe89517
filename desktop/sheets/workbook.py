"""From a path to a workbook: size, kind of file, and every foreign exception made one of ours."""

import stat
import zipfile
from collections.abc import Callable
from pathlib import Path

from desktop.sheets.cells import Limits, Workbook
from desktop.sheets.errors import SheetError

__all__ = ["Limits", "Workbook", "read_workbook"]

_OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
_ZIP = b"PK"
_BIFF = (b"\x09\x08", b"\x09\x04", b"\x09\x02", b"\x09\x00")
_ENCRYPTED_PARTS = ("EncryptedPackage", "EncryptionInfo")
_TEXT_ENDINGS = frozenset({".csv", ".tsv", ".txt"})


def read_workbook(path: Path, *, limits: Limits | None = None) -> Workbook:
    """Read an .xlsx, .xlsm, .xls or .csv file; the content decides, not the ending.

    Raises SheetError and nothing else: ``file_missing``, ``file_not_readable``, ``too_large``,
    ``too_many_cells``, ``password_protected``, ``format_unknown``, ``unreadable``, ``hostile``,
    ``empty``.
    """
    limits = limits or Limits()
    content = _content(path, limits=limits)
    try:
        book = _reader(path, content)(path.name, content, limits)
    except SheetError as error:
        raise SheetError(error.code, {"file": path.name} | error.details) from error
    except (MemoryError, RecursionError) as error:
        raise SheetError("hostile", {"file": path.name}) from error
    # Libraries raise whatever a broken file makes them raise.
    except Exception as error:
        raise SheetError("unreadable", {"file": path.name}) from error
    if not any(sheet.cells for sheet in book.sheets):
        raise SheetError("empty", {"file": path.name})
    return book


def _content(path: Path, *, limits: Limits) -> bytes:
    try:
        facts = path.stat()
        # Opening a pipe or a device may wait for ever.
        if not stat.S_ISREG(facts.st_mode):
            raise SheetError("file_not_readable", {"file": path.name})
        size = facts.st_size
        if size > limits.file_size:
            megabytes = str(limits.file_size // 1_000_000)
            raise SheetError("too_large", {"file": path.name, "limit": megabytes})
        with path.open("rb") as file:
            return file.read(limits.file_size)
    except FileNotFoundError as error:
        raise SheetError("file_missing", {"file": path.name}) from error
    except OSError as error:
        raise SheetError("file_not_readable", {"file": path.name}) from error


def _reader(path: Path, content: bytes) -> Callable[[str, bytes, Limits], Workbook]:
    if content.startswith(_OLE):
        if any(part.encode("utf-16-le") in content for part in _ENCRYPTED_PARTS):
            raise SheetError("password_protected", {"file": path.name})
        from desktop.sheets.xls import read_xls

        return read_xls
    if content.startswith(_ZIP):
        return _zip_reader(path, content)
    if content.startswith(_BIFF):
        from desktop.sheets.xls import read_xls

        return read_xls
    if path.suffix.lower() in _TEXT_ENDINGS and b"<html" not in content[:1000].lower():
        from desktop.sheets.text_table import read_text_table

        return read_text_table
    raise SheetError("format_unknown" if content else "empty", {"file": path.name})


def _zip_reader(path: Path, content: bytes) -> Callable[[str, bytes, Limits], Workbook]:
    import io

    try:
        with zipfile.ZipFile(io.BytesIO(content)) as archive:
            names = archive.namelist()
    except zipfile.BadZipFile as error:
        raise SheetError("unreadable", {"file": path.name}) from error
    if not any(name.replace("\\", "/").lower() == "xl/workbook.xml" for name in names):
        raise SheetError("format_unknown", {"file": path.name})
    from desktop.sheets.xlsx import read_xlsx

    return read_xlsx
