"""Reading what a damaged store still gives, table by table, around the pages that fail.

The damaged file itself is never opened: a copy in a scratch folder is. A page that fails its
check costs the rows that lie on it alone. Where the description of the tables is damaged, its
pages are taken from a backup of the same store, which has them at the same places.
"""

import contextlib
import os
import re
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from cryptography.hazmat.primitives.ciphers import Cipher, algorithms, modes

from desktop.db import engine
from desktop.db.backup_copy import scratch_folder
from desktop.db.errors import StoreError
from desktop.db.layout import with_journals
from desktop.db.rows import Key, Row, TableShape, stored
from desktop.files import FileFaultError, copy_file

if TYPE_CHECKING:
    from sqlcipher3.dbapi2 import Connection

_PAGE = 4096
_SALT = 16
_RESERVED = 80
"""At the end of each page: what its deciphering starts from, and its check."""
_MOST_CUT_OFF = 20
_ZEROS = bytes(32)
_PAGE_IN_WORDS = re.compile(r"page (\d+)")
_MOST_SCHEMA_PAGES = 200


@dataclass(frozen=True, slots=True)
class TableRows:
    """The rows of a table by their keys; ``whole``: no page of it failed."""

    rows: dict[Key, Row]
    whole: bool


@dataclass(frozen=True, slots=True)
class Salvaged:
    """What a damaged file gave; ``reason`` says why it gave nothing, else it is empty."""

    tables: dict[str, TableRows]
    reason: str = ""


class DamagedCopy:
    """A copy of a damaged file; after a failing page it is opened anew, as the engine asks for."""

    def __init__(self, path: Path, data_key: bytes) -> None:
        self._path, self._data_key = path, data_key
        self._connection: Connection | None = None

    def begin(self, sql: str, parameters: Sequence[object] = ()) -> Iterator[tuple[object, ...]]:
        """The rows of a statement, one after the other, up to the first page that fails.

        Raises:
            engine.EngineError, StoreError: at that page.
        """
        if self._connection is None:
            self._connection = engine.connect_single_file(self._path, self._data_key)
        try:
            yield from self._connection.execute(sql, parameters)
        except engine.EngineError:
            self.close()
            raise

    def shape(self, table: str) -> TableShape:
        """The shape of a table.

        Raises:
            engine.EngineError, StoreError, KeyError: it cannot be read, there is no such table.
        """
        if self._connection is None:
            self._connection = engine.connect_single_file(self._path, self._data_key)
        return TableShape.read(self._connection, table)

    def close(self) -> None:
        """Let the file go; the next statement opens it again."""
        if self._connection is not None:
            self._connection.close()
        self._connection = None


def salvage(
    store: Path, *, data_key: bytes, tables: Sequence[str], model: Path | None = None
) -> Salvaged:
    """Read the rows of some tables from a damaged store; nothing of it is changed.

    ``model`` is a sound copy of the same store: it lends pages of the schema and knows keys from
    which reading can go on behind a page that failed.
    """
    if not store.exists() or not store.stat().st_size:
        return Salvaged({}, "missing")
    try:
        with copied_with_log(store) as place:
            _fill_up(place, data_key)
            if not engine.opens(place, data_key) and not (
                model is not None and _lend_schema(place, data_key, model)
            ):
                return Salvaged({}, "unreadable")
            return _read(place, data_key, tables, model)
    except (FileFaultError, OSError):
        return Salvaged({}, "disk")


@contextlib.contextmanager
def copied_with_log(store: Path) -> Iterator[Path]:
    """A copy of a store and its log in a scratch folder that goes when the block is left.

    Raises:
        FileFaultError, OSError: the disk does not give the bytes.
    """
    with scratch_folder() as scratch:
        place = Path(scratch) / "damaged.db"
        for path, target in zip(with_journals(store), with_journals(place), strict=True):
            if path.exists():
                copy_file(path, target)
        yield place


def _fill_up(place: Path, data_key: bytes) -> None:
    """Give a file that was cut off its full length: the engine opens no shorter one."""
    size = place.stat().st_size
    end = max(_pages_said(place, data_key), -(-size // _PAGE)) * _PAGE
    if end > size:
        os.truncate(place, end)


def _pages_said(place: Path, data_key: bytes) -> int:
    """How many pages the first page says there are; 0 where it says nothing that can be.

    The engine gives no page of a file that is too short, so the first one is deciphered here.
    """
    with place.open("rb") as file:
        page = file.read(_PAGE)
    if len(page) < _PAGE:
        return 0
    start = page[_PAGE - _RESERVED : _PAGE - _RESERVED + _SALT]
    head = Cipher(algorithms.AES(data_key), modes.CBC(start)).decryptor()
    said = head.update(page[_SALT : _SALT + 2 * _SALT])
    told, size = int.from_bytes(said[12:16]), place.stat().st_size // _PAGE
    # Of a first page that is damaged itself anything may come out.
    return told if size < told <= max(_MOST_CUT_OFF * size, _MOST_SCHEMA_PAGES) else 0


def sound_rows(path: Path, *, data_key: bytes, tables: Sequence[str]) -> Salvaged:
    """The same rows of a sound copy."""
    return salvage(path, data_key=data_key, tables=tables)


def _read(place: Path, data_key: bytes, tables: Sequence[str], model: Path | None) -> Salvaged:
    copy = DamagedCopy(place, data_key)
    known = DamagedCopy(model, data_key) if model is not None else None
    found: dict[str, TableRows] = {}
    try:
        for table in tables:
            with contextlib.suppress(KeyError):
                rows = _rows_of(copy, known, table)
                found[table] = rows if rows.whole else _with_indexes(copy, table, rows)
    finally:
        copy.close()
        if known is not None:
            known.close()
    nothing = not any(one.rows for one in found.values())
    return Salvaged(found, "unreadable" if nothing else "")


def _rows_of(copy: DamagedCopy, known: DamagedCopy | None, table: str) -> TableRows:
    shape = copy.shape(table)
    by_rowid = _has_rowid(copy, table)
    keys = ("rowid",) if by_rowid else shape.key_columns
    # Names of tables and columns are the schema's own, never a user's.
    columns = ", ".join((*keys, *shape.columns))
    head = f"SELECT {columns} FROM {table} NOT INDEXED"  # noqa: S608
    here, marks = ", ".join(keys), ", ".join("?" * len(keys))
    found: dict[Key, Row] = {}
    whole = True
    start: Key | None = None
    while True:
        where = f" WHERE ({here}) >= ({marks})" if start is not None else ""
        last = start
        try:
            for row in copy.begin(f"{head}{where} ORDER BY {here}", start or ()):
                last = _key(row[: len(keys)])
                values: Row = dict(zip(shape.columns, _key(row[len(keys) :]), strict=True))
                if _is_torn(values):
                    whole = False
                else:
                    found[shape.key_of(values)] = values
        except (engine.EngineError, StoreError):
            whole = False
        else:
            return TableRows(found, whole)
        test = f"SELECT {here} FROM {table} NOT INDEXED WHERE ({here}) >= ({marks}) LIMIT 1"  # noqa: S608
        start = _beyond(copy, test, _marks_behind(copy, known, table, keys, last))
        if start is None:
            return TableRows(found, whole=False)


def _with_indexes(copy: DamagedCopy, table: str, rows: TableRows) -> TableRows:
    """More rows by way of the indexes: those of link tables hold every column themselves."""
    shape = copy.shape(table)
    columns = ", ".join(shape.columns)
    found = dict(rows.rows)
    for name in _indexes(copy, table):
        with contextlib.suppress(engine.EngineError, StoreError):
            # Names of tables and columns are the schema's own, never a user's.
            text = f"SELECT {columns} FROM {table} INDEXED BY {name}"  # noqa: S608
            for row in copy.begin(text):
                values: Row = dict(zip(shape.columns, _key(row), strict=True))
                if not _is_torn(values):
                    found.setdefault(shape.key_of(values), values)
    return TableRows(found, whole=False)


def _indexes(copy: DamagedCopy, table: str) -> list[str]:
    """The indexes made for all rows of a table."""
    text = "SELECT name FROM pragma_index_list(?) WHERE origin = 'c' AND NOT partial"
    return [str(row[0]) for row in copy.begin(text, (table,))]


def _has_rowid(copy: DamagedCopy, table: str) -> bool:
    rows = list(copy.begin("SELECT wr FROM pragma_table_list WHERE name = ?", (table,)))
    return not (rows and rows[0][0])


def _marks_behind(
    copy: DamagedCopy, known: DamagedCopy | None, table: str, keys: Sequence[str], last: Key | None
) -> Sequence[Key]:
    """Keys behind the last good one, in their order, from which reading may go on."""
    here = ", ".join(keys)
    if keys == ("rowid",):
        first = int(str(last[0])) if last else 0
        highest = first
        for one in (copy, known):
            if one is None:
                continue
            with contextlib.suppress(engine.EngineError, StoreError):
                text = f"SELECT max(rowid) FROM {table} NOT INDEXED"  # noqa: S608
                highest = max(highest, *(int(str(row[0] or 0)) for row in one.begin(text)))
        return [(number,) for number in range(first + 1, highest + 1)]
    found: set[Key] = set()
    backwards = ", ".join(f"{key} DESC" for key in keys)
    for one, order in ((known, here), (copy, backwards)):
        if one is None:
            continue
        with contextlib.suppress(engine.EngineError, StoreError):
            text = f"SELECT {here} FROM {table} NOT INDEXED ORDER BY {order}"  # noqa: S608
            found.update(_key(row) for row in one.begin(text))
    return sorted((key for key in found if last is None or _after(key, last)), key=_order)


def _key(row: Sequence[object]) -> Key:
    """A row as columns hold values."""
    return tuple(stored(value) for value in row)


def _is_torn(values: Row) -> bool:
    """Whether the end of a long value lies on a page that failed: the engine gives zeros then."""
    return any(
        "\0" in value if isinstance(value, str) else isinstance(value, bytes) and _ZEROS in value
        for value in values.values()
    )


def _after(key: Key, last: Key) -> bool:
    return _order(key) > _order(last)


def _order(key: Key) -> tuple[tuple[bool, int, bytes], ...]:
    """As the engine orders: numbers before texts, texts by their bytes."""
    return tuple(
        (True, 0, part.encode()) if isinstance(part, str) else (False, int(str(part or 0)), b"")
        for part in key
    )


def _beyond(copy: DamagedCopy, test: str, marks: Sequence[Key]) -> Key | None:
    """The first of the marks from which a page can be read: far leaps, then halving."""

    def readable(place: int) -> bool:
        try:
            list(copy.begin(test, marks[place]))
        except (engine.EngineError, StoreError):
            return False
        return True

    low, leap = -1, 1
    while (place := min(low + leap, len(marks) - 1)) > low:
        if readable(place):
            return marks[_halved(readable, low, place)]
        low, leap = place, leap * 2
    return None


def _halved(readable: Callable[[int], bool], low: int, high: int) -> int:
    while high - low > 1:
        middle = (low + high) // 2
        if readable(middle):
            high = middle
        else:
            low = middle
    return high


def _lend_schema(place: Path, data_key: bytes, model: Path) -> bool:
    """Put the schema's pages of a sound copy in the place of those that fail; true when it opens.

    The salt, which every check rests on, stands at the head of the damaged file in clear.
    """
    salt, pages = place.read_bytes()[:_SALT], place.stat().st_size // _PAGE
    lender = place.with_name("lender.db")
    try:
        _resalted(model, lender, data_key, salt=salt, pages=pages)
        failing = _failing_pages(place, data_key)
    except (engine.EngineError, StoreError):
        return False
    for page in failing[:_MOST_SCHEMA_PAGES]:
        if _of_schema(lender, data_key, page):
            _copy_page(lender, place, page)
    # The first page says how long the file is: the lender's may say a little more.
    for page in range(pages + 1, lender.stat().st_size // _PAGE + 1):
        _copy_page(lender, place, page)
    return engine.opens(place, data_key)


def _resalted(model: Path, lender: Path, data_key: bytes, *, salt: bytes, pages: int) -> None:
    """A copy under another salt, as long as the damaged file: its pages fit into that one."""
    source = engine.connect_single_file(model, data_key)
    target = engine.connect_target(lender, data_key, salt=salt)
    try:
        source.backup(target)
        missing = pages - int(target.execute("PRAGMA page_count").fetchone()[0])
        if missing > 0:
            # Made longer without touching the schema's pages: the room stays when the row goes.
            text = "INSERT INTO store_facts (name, value) VALUES ('long', hex(zeroblob(?)))"
            target.execute(text, ((missing + 1) * _PAGE // 2,))
            target.execute("DELETE FROM store_facts WHERE name = 'long'")
    finally:
        source.close()
        target.close()


def _failing_pages(place: Path, data_key: bytes) -> list[int]:
    connection = engine.connect_target(place, data_key)
    try:
        said = connection.execute("PRAGMA cipher_integrity_check").fetchall()
    finally:
        connection.close()
    numbers = (_PAGE_IN_WORDS.search(str(row[0])) for row in said)
    return [int(found[1]) for found in numbers if found]


def _of_schema(lender: Path, data_key: bytes, page: int) -> bool:
    """Whether a page belongs to the description of the tables: without it nothing opens."""
    if page * _PAGE > lender.stat().st_size:
        return False
    with lender.open("rb+") as file:
        file.seek((page - 1) * _PAGE + _SALT)
        kept = file.read(1)
        file.seek(-1, 1)
        file.write(bytes([kept[0] ^ 1]))
        file.flush()
        needed = not engine.opens(lender, data_key)
        file.seek((page - 1) * _PAGE + _SALT)
        file.write(kept)
    return needed


def _copy_page(lender: Path, place: Path, page: int) -> None:
    at = (page - 1) * _PAGE
    with lender.open("rb") as source, place.open("rb+") as target:
        source.seek(at)
        target.seek(at)
        target.write(source.read(_PAGE))
