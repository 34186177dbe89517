"""An upgrade: on a copy that proves itself, with what stood there kept, and a way back."""

import shutil
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path
from unittest.mock import patch

import pytest
from sqlite_utils import Database, Migrations

from desktop.actions.desk import RandomIds, SystemClock
from desktop.actions.safety import backups, restore
from desktop.actions.setup import Sources, open_desk
from desktop.db import migrations, store_opening, upgrading
from desktop.db.backups import verify_backup
from desktop.db.check import check_deeply
from desktop.db.errors import DiskFullError, StoreTooNewError, UpgradeFailedError
from desktop.db.restoring import replaced_stores
from desktop.db.schema import SCHEMA_VERSION
from desktop.files import move_file
from tests.upgrades.cut_short import held, older_folder

Step = Callable[[Database], None]
SOURCES = Sources(SystemClock(), RandomIds())
LATER = SCHEMA_VERSION + 1
OLDER = SCHEMA_VERSION - 1


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """Data as they are today, of a commune that closed a month."""
    made = older_folder(tmp_path, OLDER)
    open_desk(made, sources=SOURCES).close()
    shutil.rmtree(made / "replaced")
    return made


def open_with_step(folder: Path, step: Step, rewritten: frozenset[str] = frozenset()) -> None:
    """Open a folder with the next version of the program, whose schema is one step further."""
    further = Migrations("so138")
    for known in (*_known_steps(), step):
        further()(known)
    with (
        patch.object(migrations, "MIGRATIONS", further),
        patch.dict(migrations.REWRITTEN, {LATER: rewritten}),
        patch.object(store_opening, "SCHEMA_VERSION", LATER),
    ):
        open_desk(folder, sources=SOURCES).close()


def _known_steps() -> list[Step]:
    return [getattr(migrations, f"schema_{number}") for number in range(1, LATER)]


def add_a_column(db: Database) -> None:
    """A step as it should be."""
    db.conn.execute("ALTER TABLE sessions ADD COLUMN room TEXT NOT NULL DEFAULT ''")
    db.conn.execute(f"PRAGMA user_version={LATER}")


def lose_rows(db: Database) -> None:
    """A step that forgets what it should carry over."""
    db.conn.execute("DELETE FROM model_activities")
    db.conn.execute("DELETE FROM undo_steps")
    db.conn.execute(f"PRAGMA user_version={LATER}")


def change_a_cell(db: Database) -> None:
    """A step that writes over a value."""
    db.conn.execute("UPDATE sessions SET attendance = attendance + 1")
    db.conn.execute(f"PRAGMA user_version={LATER}")


def change_the_closed_month(db: Database) -> None:
    """A step that says to rewrite closings, and changes what a closed month says."""
    db.conn.execute("UPDATE closings SET snapshot = CAST(replace(CAST(snapshot AS TEXT), '5', '6')"
                    " AS BLOB)")  # fmt: skip
    db.conn.execute(f"PRAGMA user_version={LATER}")


def break_off(db: Database) -> None:
    """A step that does half of its work."""
    db.conn.execute("DELETE FROM undo_steps")
    raise ArithmeticError


def test_what_stood_there_is_kept_checked_and_whole(tmp_path: Path) -> None:
    folder = older_folder(tmp_path, OLDER)
    before = held(folder)
    open_desk(folder, sources=SOURCES).close()
    (kept,) = replaced_stores(folder)
    assert kept.info is not None
    assert (kept.info.reason, kept.info.verified) == ("before_upgrade", True)
    assert verify_backup(kept.path).sessions == kept.info.sessions != 0
    version, now = held(kept.path.parent)
    assert version == OLDER
    assert {name: now[name] for name in now if name != "store_facts"} == {
        name: before[1][name] for name in before[1] if name != "store_facts"
    }
    assert not list(folder.glob("so138.db.*"))


def test_a_step_as_it_should_be_is_taken(folder: Path) -> None:
    open_with_step(folder, add_a_column)
    version, now = held(folder)
    assert version == LATER
    assert "room" in now["sessions"][0]


def test_the_program_of_before_refuses_the_newer_data_and_brings_its_own_back(
    folder: Path,
) -> None:
    _, before = held(folder)
    open_with_step(folder, add_a_column)
    with pytest.raises(StoreTooNewError):
        open_desk(folder, sources=SOURCES)
    (kept,) = replaced_stores(folder)
    restore(folder, kept.name, sources=SOURCES)
    with open_desk(folder, sources=SOURCES) as desk:
        assert check_deeply(desk.store) == ()
    version, now = held(folder)
    assert version == SCHEMA_VERSION
    # The store is a new branch: facts, log and steps say so; every other row is that of before.
    own = {"store_facts", "audit", "audit_salts", "undo_steps"}
    assert {name: now[name] for name in now if name not in own} == {
        name: before[name] for name in before if name not in own
    }
    # What the newer program made is kept in its turn.
    assert held(replaced_stores(folder)[0].path.parent)[0] == LATER


@pytest.mark.parametrize("step", [lose_rows, change_a_cell, break_off])
def test_a_copy_that_lost_something_never_takes_the_place(folder: Path, step: Step) -> None:
    before = held(folder)
    with pytest.raises(UpgradeFailedError):
        open_with_step(folder, step)
    assert held(folder)[0] == SCHEMA_VERSION
    same = ("sessions", "model_activities", "undo_steps", "audit")
    assert [held(folder)[1][name] for name in same] == [before[1][name] for name in same]
    assert not list(folder.glob("so138.db.*"))
    assert replaced_stores(folder) == ()
    with open_desk(folder, sources=SOURCES) as desk:
        assert check_deeply(desk.store) == ()


def test_a_step_may_rewrite_the_tables_that_it_names(folder: Path) -> None:
    open_with_step(folder, change_a_cell, frozenset({"sessions"}))
    assert held(folder)[0] == LATER


def test_the_last_closed_month_must_say_what_it_said(folder: Path) -> None:
    with pytest.raises(UpgradeFailedError):
        open_with_step(folder, change_the_closed_month, frozenset({"closings"}))
    assert held(folder)[0] == SCHEMA_VERSION


def test_too_little_room_is_said_before_anything_is_made(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    folder = older_folder(tmp_path, OLDER)
    usage = shutil.disk_usage(folder)
    monkeypatch.setattr(
        "desktop.db.upgrading.shutil.disk_usage", lambda _: usage._replace(free=1 << 20)
    )
    with pytest.raises(DiskFullError):
        open_desk(folder, sources=SOURCES)
    assert held(folder)[0] == OLDER
    assert not (folder / "replaced").exists()


def test_the_backup_comes_first(tmp_path: Path) -> None:
    folder = older_folder(tmp_path, OLDER)
    with (
        patch.object(upgrading, "_copy", side_effect=OSError(28, "full")),
        pytest.raises(DiskFullError),
    ):
        open_desk(folder, sources=SOURCES)
    assert [one.reason for one in backups(folder)] == ["before_upgrade"]


@pytest.mark.skipif(sys.platform == "win32", reason="Windows renames nothing that is open")
def test_nobody_else_gets_in_until_the_new_file_is_there(tmp_path: Path) -> None:
    folder = older_folder(tmp_path, OLDER)
    seen: list[str] = []

    def looked_at(source: Path, target: Path) -> None:
        if target == folder / "so138.db":
            seen.append(_from_outside(target))
        move_file(source, target)

    with patch.object(upgrading, "move_file", looked_at):
        open_desk(folder, sources=SOURCES).close()
    assert (seen, _from_outside(folder / "so138.db")) == (["True"], "False")


def _from_outside(path: Path) -> str:
    code = f"from pathlib import Path; from desktop.db.engine import is_in_use; \
print(is_in_use(Path({str(path)!r})))"
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    return done.stdout.strip()
