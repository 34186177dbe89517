"""Great acts that a fault cuts short: ``python -m tests.faults.acts FOLDER ACT SEED [unsafe]``.

Each line that it says is one acknowledgement, given after the act returned: ``done``, with the
name of what was made; ``error CODE`` for a typed error; ``end`` at the end. ``unsafe`` does the
same as a careless program would: it is the control.
"""

import random
import shutil
import sys
from collections.abc import Callable
from enum import StrEnum
from pathlib import Path

from desktop.actions.closing import close_period
from desktop.actions.desk import Desk
from desktop.actions.groups import groups
from desktop.actions.imports import carry_out, rehearse
from desktop.actions.periods import period_named
from desktop.actions.safety import back_up, backups, restore
from desktop.actions.sending import send_period
from desktop.actions.sessions import record_session
from desktop.db import engine
from desktop.db.backup_info import BackupInfo, read_info, side_path, write_info
from desktop.db.backups import find_backup
from desktop.db.errors import StoreError
from desktop.db.keys_in_force import unlocked_by
from desktop.db.layout import Layout
from desktop.db.migrations import statements
from desktop.db.schema_4 import SCHEMA_4
from desktop.files import FileFaultError
from tests.faults.ground import ROOT, add_session, found_commune, open_commune, sources
from tests.faults.writer import say

UNSAFE = "unsafe"
ROWS = 25
LIST = "list.csv"
STICK = "stick"
MONTH = "2026-10"
OLD_SCHEMA = 3


class Act(StrEnum):
    """What is cut short."""

    RESTORE = "restore"
    UPGRADE = "upgrade"
    IMPORT = "import"
    SEND = "send"
    BACK_UP = "back up"


def prepared(act: Act, place: Path) -> Path:
    """A data folder that waits for an act; what else the act needs lies beside it."""
    folder = place / "data"
    place.mkdir()
    (place / STICK).mkdir()
    if act is Act.UPGRADE:
        shutil.copytree(ROOT / "tests" / "upgrades" / f"schema_{OLD_SCHEMA}", folder)
        return folder
    dice = random.Random(138)
    with found_commune(folder) as desk:
        for _ in range(20):
            add_session(desk, dice)
        back_up(desk, reason="test")
        for _ in range(10):
            add_session(desk, dice)
        if act is Act.SEND:
            close_period(desk, period_named(desk, MONTH), early=True, unanswered=True)
    rows = (f"{1 + n % 14:02d}/10/2026;Tổ dân phố {1 + n % 3};Họp;{40 + n}" for n in range(ROWS))
    text = "\n".join(("Ngày;Tổ;Hình thức;Số người", *rows))
    (place / LIST).write_text(text, encoding="utf-8")
    return folder


def do_restore(folder: Path) -> str:
    return restore(folder, _copy(folder), sources=sources()).info.name


def do_upgrade(folder: Path) -> str:
    open_commune(folder).close()
    return "upgraded"


def do_import(folder: Path) -> str:
    with open_commune(folder) as desk:
        outcome = carry_out(desk, rehearse(desk, folder.parent / LIST))
        if outcome.value is None or outcome.value.new != ROWS:
            raise ValueError(f"the list is not taken: {outcome}")
    return "imported"


def do_send(folder: Path) -> str:
    with open_commune(folder) as desk:
        sent = send_period(desk, period_named(desk, MONTH), folder.parent / STICK).value
        if sent is None:
            raise ValueError("the month is not sent")
        return sent.path.name


def do_back_up(folder: Path) -> str:
    with open_commune(folder) as desk:
        return back_up(desk, reason="test").name


def restore_unsafely(folder: Path) -> str:
    """The copy is written over the store."""
    _pour(find_backup(folder, _copy(folder)), Layout(folder).store)
    return "restored"


def upgrade_unsafely(folder: Path) -> str:
    """The steps are taken in place, each a change of its own."""
    layout = Layout(folder)
    key = next(unlocked_by(layout)).data_key
    connection = engine.connect(layout.store, key)
    for statement in statements(SCHEMA_4):
        connection.execute(statement)
    connection.execute("PRAGMA user_version=4")
    connection.close()
    return "upgraded"


def import_unsafely(folder: Path) -> str:
    """Each row is a write of its own."""
    with open_commune(folder) as desk:
        for draft in _drafts(desk, folder.parent / LIST):
            record_session(desk, draft)  # type: ignore[arg-type]
    return "imported"


def _drafts(desk: Desk, path: Path) -> list[object]:
    if not groups(desk):
        raise ValueError("no groups")
    return [row.draft for row in rehearse(desk, path).fates]


def send_unsafely(folder: Path) -> str:
    """The file gets its name before its bytes."""
    name = do_send(folder)
    stick = folder.parent / STICK
    whole = stick.parent / "whole"
    shutil.move(stick / name, whole)
    _pour(whole, stick / name)
    return name


def back_up_unsafely(folder: Path) -> str:
    """The description says "verified" before the copy is whole."""
    before = read_info(find_backup(folder, _copy(folder)))
    source, counter = Layout(folder).store, before.counter + 1
    made = Layout(folder).backups / before.name.replace(f"{before.counter:06d}", f"{counter:06d}")
    shutil.copy(Layout(folder).key, side_path(made))
    info = BackupInfo(made.name, before.at, "test", True, 30, 0, counter)
    write_info(made, info, size=source.stat().st_size)
    made.write_bytes(bytes(source.stat().st_size))
    _pour(source, made, mode="r+b")
    return made.name


def _pour(source: Path, target: Path, *, mode: str = "wb") -> None:
    data = source.read_bytes()
    with target.open(mode, buffering=0) as file:
        for at in range(0, len(data), 4096):
            file.write(data[at : at + 4096])


def _copy(folder: Path) -> str:
    return next(one.name for one in backups(folder) if one.reason == "test")


SAFELY: dict[Act, Callable[[Path], str]] = {
    Act.RESTORE: do_restore,
    Act.UPGRADE: do_upgrade,
    Act.IMPORT: do_import,
    Act.SEND: do_send,
    Act.BACK_UP: do_back_up,
}
UNSAFELY: dict[Act, Callable[[Path], str]] = {
    Act.RESTORE: restore_unsafely,
    Act.UPGRADE: upgrade_unsafely,
    Act.IMPORT: import_unsafely,
    Act.SEND: send_unsafely,
    Act.BACK_UP: back_up_unsafely,
}


def main(folder: Path, act: Act, options: frozenset[str]) -> None:
    """Do an act and say what came of it."""
    say("begin")
    try:
        say("done", (UNSAFELY if UNSAFE in options else SAFELY)[act](folder))
    except (StoreError, FileFaultError) as error:
        say("error", error.code)
    say("end")


if __name__ == "__main__":
    main(Path(sys.argv[1]), Act(sys.argv[2]), frozenset(sys.argv[4:]))
