"""The steps that bring a store to the newest schema: each one transaction, with its record.

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
