"""Rows as the store holds them: values, the shape of a table, and one row's before and after."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date, datetime, time
from enum import Enum
from typing import TYPE_CHECKING

from desktop.domain.letters import whole

if TYPE_CHECKING:
    from sqlcipher3.dbapi2 import Connection

StoredValue = str | int | bytes | None
Row = dict[str, StoredValue]
Key = tuple[StoredValue, ...]


@dataclass(frozen=True, slots=True)
class RowChange:
    """What a write did to one row: ``before`` none: it is new; ``after`` none: it was removed."""

    table: str
    key: Key
    before: Row | None
    after: Row | None

    @property
    def kind(self) -> str:
        """``added``, ``removed`` or ``changed``."""
        if self.before is None:
            return "added"
        return "removed" if self.after is None else "changed"

    @property
    def key_text(self) -> str:
        """The key as one text: see :func:`text_of_key`."""
        return text_of_key(self.key)


def text_of_key(key: Iterable[object]) -> str:
    """A key as one text; parts of a compound key are joined by a slash."""
    return "/".join(map(str, key))


@dataclass(frozen=True, slots=True)
class TableShape:
    """The columns, key and defaults of one table, and the statements that its rows need."""

    table: str
    columns: tuple[str, ...]
    key_columns: tuple[str, ...]
    defaults: Mapping[str, StoredValue]
    select_by_key: str
    insert: str
    delete: str

    @classmethod
    def read(cls, connection: "Connection", table: str) -> "TableShape":
        """The shape as the schema says; KeyError when there is no such table."""
        info = connection.execute("SELECT * FROM pragma_table_info(?)", (table,)).fetchall()
        if not info:
            raise KeyError(table)
        columns = tuple(str(column[1]) for column in info)
        keyed = sorted((column[5], str(column[1])) for column in info if column[5])
        key = tuple(name for _, name in keyed)
        here = " AND ".join(f"{name} = ?" for name in key)
        marks = ", ".join("?" * len(columns))
        return cls(
            table=table,
            columns=columns,
            key_columns=key,
            defaults={str(column[1]): _literal(connection, column[4]) for column in info},
            # Names of tables and columns are the schema's own, never a user's.
            select_by_key=f"SELECT {', '.join(columns)} FROM {table} WHERE {here}",  # noqa: S608
            insert=f"INSERT INTO {table} ({', '.join(columns)}) VALUES ({marks})",  # noqa: S608
            delete=f"DELETE FROM {table} WHERE {here}",  # noqa: S608
        )

    def update_of(self, columns: Iterable[str]) -> str:
        """The statement that sets these columns of the row with a key."""
        sets = ", ".join(f"{name} = ?" for name in columns)
        here = " AND ".join(f"{name} = ?" for name in self.key_columns)
        # Names of tables and columns are the schema's own, never a user's.
        return f"UPDATE {self.table} SET {sets} WHERE {here}"  # noqa: S608

    def key_of(self, row: Mapping[str, StoredValue]) -> Key:
        """The key of a row."""
        return tuple(row[name] for name in self.key_columns)

    def rows(
        self, connection: "Connection", clause: str = "", values: Iterable[object] = ()
    ) -> list[Row]:
        """The rows of the table; ``clause`` picks or orders them, with ``values`` for its marks."""
        # Names of tables and columns are the schema's own, never a user's.
        text = f"SELECT {', '.join(self.columns)} FROM {self.table} {clause}"  # noqa: S608
        found = connection.execute(text, tuple(values)).fetchall()
        return [dict(zip(self.columns, row, strict=True)) for row in found]

    def find(self, connection: "Connection", key: Key) -> Row | None:
        """The row with a key, as it is now."""
        found = connection.execute(self.select_by_key, key).fetchone()
        return dict(zip(self.columns, found, strict=True)) if found else None


def stored(value: object) -> StoredValue:
    """A value as a column holds it: enumerations by value, dates and instants in ISO.

    A text is without half letters: no file could hold them.
    """
    match value:
        case None | bytes():
            return value
        case Enum():
            return stored(value.value)
        case bool():
            return int(value)
        case str():
            return whole(value)
        case int():
            return value
        case date() | datetime() | time():
            return value.isoformat()
        case _:
            raise TypeError(f"no column holds a {type(value).__name__}")


def _literal(connection: "Connection", text: str | None) -> StoredValue:
    if text is None:
        return None
    # The default is the schema's own text, never a user's.
    value: StoredValue = connection.execute(f"SELECT {text}").fetchone()[0]
    return value
