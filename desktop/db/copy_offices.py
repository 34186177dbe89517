"""Whose register a copy is: the office that it names, read from the encrypted file itself."""

import contextlib
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from desktop.db import engine
from desktop.db.backup_copy import scratch_copy
from desktop.db.backups import key_of_backup
from desktop.db.closed_stores import ask_closed
from desktop.db.errors import StoreError, store_error_of
from desktop.db.keys_in_force import unlocked_by
from desktop.db.layout import Layout
from desktop.db.slots import Secret

if TYPE_CHECKING:
    from sqlcipher3.dbapi2 import Connection

_INSTALL = "SELECT value FROM store_facts WHERE name = 'install_id'"
_NEWEST = "SELECT code, name FROM commune_profiles ORDER BY valid_from DESC, rowid DESC LIMIT 1"


@dataclass(frozen=True, slots=True)
class Office:
    """Whose register it is: the installation, and the office's code and name of its newest day."""

    install_id: str
    code: str
    name: str

    def is_other_than(self, one: "Office") -> bool:
        """Whether it is another office: neither the same installation nor the same code."""
        return self.install_id != one.install_id and self.code != one.code


def office_of(
    path: Path, *, secret: Secret | None = None, data_key: bytes | None = None
) -> Office | None:
    """The office that a copy names; none before its set-up. The copy itself is not touched.

    Raises:
        WrongPasswordError, SheetMistypedError: it does not open with what was given.
        StoreError: it cannot be read.
    """
    key = key_of_backup(path, secret=secret, data_key=data_key)
    with scratch_copy(path) as copy:
        connection = engine.connect_single_file(copy, key)
        try:
            return _office(connection)
        except engine.EngineError as error:
            raise store_error_of(error, folder=path.parent) from error
        finally:
            connection.close()


def key_of_folder(folder: Path, *, secret: Secret | None = None) -> bytes | None:
    """The data key of a folder; none where nothing stands or it does not open with that."""
    with contextlib.suppress(StoreError, StopIteration):
        return next(unlocked_by(Layout(folder), secret)).data_key
    return None


def standing_office(folder: Path, data_key: bytes) -> Office | None:
    """The office of the closed store in a folder; none where there is none that can be read."""
    return ask_closed(Layout(folder), data_key, _office)


def _office(connection: "Connection") -> Office | None:
    install, named = connection.execute(_INSTALL).fetchone(), connection.execute(_NEWEST).fetchone()
    return Office(str(install[0]), str(named[0]), str(named[1])) if install and named else None
