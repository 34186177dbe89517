"""A store of the first schema, as a real file, is brought up to date with nothing lost."""

import shutil
from collections.abc import Iterator
from pathlib import Path

import pytest

from desktop.actions.closing import reopen_period
from desktop.actions.desk import Desk, RandomIds, SystemClock
from desktop.actions.period_status import status
from desktop.actions.periods import closing_in_force, period_named, period_view
from desktop.actions.setup import Sources, open_desk
from desktop.db import queries
from desktop.db.backups import find_backup, list_backups, verify_backup
from desktop.db.check import check_deeply
from desktop.db.schema import SCHEMA_VERSION

KEPT = Path(__file__).parent / "schema_1"
SEPTEMBER = "2026-09"


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    return Path(shutil.copytree(KEPT, tmp_path / "data"))


@pytest.fixture
def desk(folder: Path) -> Iterator[Desk]:
    clock, ids = SystemClock(), RandomIds()
    with open_desk(folder, sources=Sources(clock, ids)) as opened:
        yield opened


def test_the_figures_are_those_of_before(desk: Desk) -> None:
    found = status(desk, period_named(desk, SEPTEMBER))
    assert (found.sessions.met, found.sessions.due) == (3, 4)
    assert (found.models.met, found.models.due) == (3, 4)
    assert (found.held, found.attendance) == (5, 163)
    assert [group.name for group in found.sessions_missing] == ["Tổ dân phố 1"]


def test_a_closed_period_keeps_its_bytes_and_is_read_though_it_knew_no_plan(desk: Desk) -> None:
    closing = closing_in_force(desk, SEPTEMBER)
    assert closing is not None
    data = queries.closing_snapshot(desk.store, closing.id)
    assert b'"version":1' in data
    view = period_view(desk, period_named(desk, SEPTEMBER))
    assert view.snapshot.objectives == ()
    assert view.snapshot.plan is None


def test_it_can_be_written_to(desk: Desk) -> None:
    period = period_named(desk, SEPTEMBER)
    assert reopen_period(desk, period, reason="Bổ sung phiếu").done
    assert len(period_view(desk, period).snapshot.objectives) == 16


def test_a_checked_copy_of_the_old_store_lies_among_the_backups(folder: Path, desk: Desk) -> None:
    version = desk.store.read("PRAGMA user_version")[0][0]
    assert version == SCHEMA_VERSION
    copies = [one for one in list_backups(folder) if one.reason == "before_upgrade"]
    assert len(copies) == 1
    assert verify_backup(find_backup(folder, copies[0].name)).sessions == copies[0].sessions != 0


def test_nothing_is_wrong_with_it(desk: Desk) -> None:
    assert check_deeply(desk.store) == ()
