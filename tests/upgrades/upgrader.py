"""Opens one data folder of an older version, as the program would: ``FOLDER [PLAN SEED OPTION …]``.

It says ``end`` when the folder was open, or ``error CODE``. With the option ``careless`` the older
file is moved away before the new one takes its place: a mistake that the faults have to find.
"""

import sys
from pathlib import Path

from desktop.actions.desk import RandomIds, SystemClock
from desktop.actions.setup import Sources, open_desk
from desktop.db import upgrading
from desktop.db.errors import StoreError
from desktop.files import move_file

CARELESS = "careless"


def open_older(folder: Path) -> str:
    """Open the folder, which upgrades it, and close it; what is to be said of it."""
    try:
        open_desk(folder, sources=Sources(SystemClock(), RandomIds())).close()
    except StoreError as error:
        return f"error {error.code}"
    return "end"


def careless_swap(older: upgrading.Older) -> None:
    """The older file goes before the new one comes."""
    layout = older.layout
    older.connection.close()
    move_file(layout.store, layout.store.with_name("gone.db"))
    move_file(layout.upgrading, layout.store)


if __name__ == "__main__":
    if CARELESS in sys.argv:
        upgrading._swap = careless_swap
    sys.stdout.write(open_older(Path(sys.argv[1])) + "\n")
    sys.stdout.flush()
