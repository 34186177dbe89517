"""What a closed store says, asked in passing: one that cannot be read says nothing."""

import contextlib
from typing import TYPE_CHECKING, TypeVar

from desktop.db import engine
from desktop.db.errors import StoreError

if TYPE_CHECKING:
    from collections.abc import Callable

    from sqlcipher3.dbapi2 import Connection

    from desktop.db.layout import Layout

T = TypeVar("T")


def ask_closed(layout: "Layout", data_key: bytes, ask: "Callable[[Connection], T]") -> T | None:
    """What ``ask`` reads in the closed store of a folder; none where none stands or can be read.

    Opening it brings what a killed program left in the log into the file.
    """
    if layout.store.exists():
        with contextlib.suppress(StoreError, engine.EngineError):
            connection = engine.connect(layout.store, data_key)
            try:
                return ask(connection)
            finally:
                connection.close()
    return None
