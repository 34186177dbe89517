"""Every schema that was ever shipped is kept as a real file and comes up to date whole."""

import shutil
import sqlite3
from pathlib import Path
from typing import Any

import pytest
from sqlite_utils import Database

from desktop.actions.desk import RandomIds, SystemClock
from desktop.db import queries, upgrading
from desktop.db.errors import StoreDamagedError, StoreTooNewError
from desktop.db.migrations import MIGRATIONS
from desktop.db.schema import SCHEMA_VERSION
from desktop.db.store import Store
from desktop.db.store_opening import create_store, open_store

HERE = Path(__file__).parent
OLDER = range(1, SCHEMA_VERSION)
OF_THE_STORE = ("_sqlite_migrations", "store_facts")
Rows = dict[str, list[dict[str, Any]]]


def opened(folder: Path, kept: list[Rows] | None = None) -> Store:
    """Opens a store; what it held before the upgrade goes into ``kept``."""

    def keep(older: Store) -> None:
        if kept is not None:
            kept.append(content(older))

    return open_store(folder, clock=SystemClock(), ids=RandomIds(), before_upgrade=keep)


def content(store: Store) -> Rows:
    """Every row of every table, each column by its name."""
    tables = [row[0] for row in store.read("SELECT name FROM sqlite_schema WHERE type = 'table'")]
    return {table: _rows(store, table) for table in tables if not table.startswith("sqlite_")}


def _rows(store: Store, table: str) -> list[dict[str, Any]]:
    columns = [row[0] for row in store.read("SELECT name FROM pragma_table_info(?)", (table,))]
    # The names are the schema's own.
    rows = store.read(f"SELECT {', '.join(columns)} FROM {table}")  # noqa: S608
    return sorted((dict(zip(columns, row, strict=True)) for row in rows), key=repr)


def structure(store: Store) -> set[tuple[str, str, str]]:
    """Tables, their columns and every index and trigger, whatever their order of making."""
    things = {
        (str(row[0]), str(row[1]), "")
        for row in store.read("SELECT type, name FROM sqlite_schema WHERE name NOT LIKE 'sqlite_%'")
    }
    tables = [name for kind, name, _ in things if kind == "table"]
    for table in tables:
        for row in store.read("SELECT * FROM pragma_table_info(?)", (table,)):
            things.add((table, str(row[1]), repr(row[2:])))
    return things


def lacking(newest: int) -> list[str]:
    """What is not kept of the schemas before the newest: a real file with its key, and tests."""
    kept = ("schema_{}/so138.db", "schema_{}/so138.key.json", "test_schema_{}.py")
    wanted = [one.format(version) for version in range(1, newest) for one in kept]
    return [one for one in wanted if not (HERE / one).is_file()]


def test_a_real_file_and_tests_of_every_schema_before_are_kept() -> None:
    assert lacking(SCHEMA_VERSION) == []


def test_control_a_step_without_them_fails() -> None:
    assert f"test_schema_{SCHEMA_VERSION}.py" in lacking(SCHEMA_VERSION + 1)


def test_every_schema_has_one_step_and_the_newest_is_the_last() -> None:
    with sqlite3.connect(":memory:") as empty:
        steps = [one.name for one in MIGRATIONS.pending(Database(empty))]
    assert steps == [f"schema_{version}" for version in range(1, SCHEMA_VERSION + 1)]


@pytest.mark.parametrize("version", OLDER)
def test_every_row_of_before_is_there_after(version: int, tmp_path: Path) -> None:
    folder = Path(shutil.copytree(HERE / f"schema_{version}", tmp_path / "data"))
    kept: list[Rows] = []
    with opened(folder, kept) as store:
        after = content(store)
        assert store.read("PRAGMA user_version") == [(SCHEMA_VERSION,)]
        assert queries.log_first_broken(store) is None
    (before,) = kept
    assert len(before["sessions"]) > 0
    for table, rows in before.items():
        if table not in OF_THE_STORE:
            columns = rows[0].keys() if rows else ()
            assert [{name: row[name] for name in columns} for row in after[table]] == rows


@pytest.mark.parametrize("version", OLDER)
def test_an_upgraded_store_is_built_as_a_new_one(version: int, tmp_path: Path) -> None:
    folder = Path(shutil.copytree(HERE / f"schema_{version}", tmp_path / "data"))
    with opened(folder) as store:
        upgraded = structure(store)
    with create_store(tmp_path / "new", clock=SystemClock(), ids=RandomIds()) as store:
        assert structure(store) == upgraded


@pytest.mark.parametrize("version", OLDER)
def test_the_kept_file_is_of_its_schema(version: int, tmp_path: Path) -> None:
    folder = Path(shutil.copytree(HERE / f"schema_{version}", tmp_path / "data"))
    found: list[int] = []

    def stop(older: Store) -> None:
        found.append(older.read("PRAGMA user_version")[0][0])
        raise InterruptedError

    for _ in range(2):
        # Stopped before the upgrade, the store stays as it was.
        with pytest.raises(InterruptedError):
            open_store(folder, clock=SystemClock(), ids=RandomIds(), before_upgrade=stop)
    assert found == [version, version]


def test_damage_met_by_an_upgrade_does_not_copy_the_store_once_more(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    folder = Path(shutil.copytree(HERE / "schema_1", tmp_path / "data"))
    kept: list[Rows] = []

    def damaged(_older: object, *, proof: object) -> None:
        raise StoreDamagedError(folder=str(folder), reason="page")

    monkeypatch.setattr(upgrading, "upgrade", damaged)
    with pytest.raises(StoreDamagedError):
        opened(folder, kept)
    assert len(kept) == 1


def test_a_store_of_a_later_schema_is_refused_and_left_alone(tmp_path: Path) -> None:
    folder = tmp_path / "data"
    with create_store(folder, clock=SystemClock(), ids=RandomIds()) as store:
        store.read(f"PRAGMA user_version={SCHEMA_VERSION + 1}")
    before = (folder / "so138.db").read_bytes()
    with pytest.raises(StoreTooNewError) as refused:
        opened(folder)
    assert refused.value.details["found"] == str(SCHEMA_VERSION + 1)
    assert (folder / "so138.db").read_bytes() == before
