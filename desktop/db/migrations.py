"""The steps that bring a store to the newest schema: each one transaction, with its record.

An older store is never changed where it lies: a copy of it takes the steps and has to prove that
it holds the rows of before. A step that rewrites rows names their tables in ``REWRITTEN``.
Imported only when a store is made or older than this version: sqlite-utils is slow to load.
"""

from typing import TYPE_CHECKING

from sqlite_utils import Database, Migrations

from desktop.db.schema import SCHEMA_1
from desktop.db.schema_2 import SCHEMA_2
from desktop.db.schema_3 import SCHEMA_3
from desktop.db.schema_4 import SCHEMA_4

if TYPE_CHECKING:
    from sqlcipher3.dbapi2 import Connection

MIGRATIONS = Migrations("so138")
REWRITTEN: dict[int, frozenset[str]] = {}
"""By schema: tables whose rows of before its step changes, adds to or drops, and why it may."""


@MIGRATIONS()
def schema_1(db: Database) -> None:
    """The first schema."""
    for statement in statements(SCHEMA_1):
        db.conn.execute(statement)
    db.conn.execute("PRAGMA user_version=1")


@MIGRATIONS()
def schema_2(db: Database) -> None:
    """Plans, counts, areas, inspections, confirmations, papers and the way of a period."""
    for statement in statements(SCHEMA_2):
        db.conn.execute(statement)
    db.conn.execute("PRAGMA user_version=2")


@MIGRATIONS()
def schema_3(db: Database) -> None:
    """Keys, packages, receipts, receptions, decisions and the units that are expected."""
    for statement in statements(SCHEMA_3):
        db.conn.execute(statement)
    db.conn.execute("PRAGMA user_version=3")


@MIGRATIONS()
def schema_4(db: Database) -> None:
    """Roles of officers and those who left; what was erased for good."""
    for statement in statements(SCHEMA_4):
        db.conn.execute(statement)
    db.conn.execute("PRAGMA user_version=4")


def migrate(connection: "Connection") -> None:
    """Apply what is pending; on an error the step in hand leaves nothing behind."""
    MIGRATIONS.apply(Database(connection, execute_plugins=False, recursive_triggers=False))


def rewritten_since(version: int) -> frozenset[str]:
    """The tables whose rows may differ once a store of an older schema is up to date."""
    return frozenset[str]().union(*(found for at, found in REWRITTEN.items() if at > version))


def statements(script: str) -> tuple[str, ...]:
    """The statements of a script one by one: a script run whole would end the transaction."""
    from sqlcipher3 import dbapi2

    found: list[str] = []
    draft = ""
    for line in script.splitlines(keepends=True):
        draft += line
        if draft.strip() and dbapi2.complete_statement(draft):
            found.append(draft.strip())
            draft = ""
    return tuple(found)
