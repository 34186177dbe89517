"""Killed or out of room at any step of an upgrade, the old store opens or the new one."""

from pathlib import Path

import pytest

from desktop.db.schema import SCHEMA_VERSION
from tests.upgrades.cut_short import (
    FAILING,
    FULL,
    KILL,
    Cut,
    calls_of_upgrade,
    complaints_after,
    cuts,
    swap_of_upgrade,
)
from tests.upgrades.upgrader import CARELESS

OLDER = SCHEMA_VERSION - 1


@pytest.mark.parametrize(("what", "each"), [(KILL, 3), (FULL, 2), (FAILING, 1)])
def test_cut_short_nothing_is_lost_and_a_store_opens(what: str, each: int, tmp_path: Path) -> None:
    sample = cuts(calls_of_upgrade(tmp_path / "counted", OLDER), what, each=each)
    assert len({one.call for one in sample}) > 4
    found = [complaints_after(tmp_path / "cut", OLDER, one) for one in sample]
    assert [one for one in found if one] == []


@pytest.mark.fault
@pytest.mark.parametrize("version", range(1, SCHEMA_VERSION))
@pytest.mark.parametrize("what", [KILL, FULL, FAILING])
def test_cut_short_at_every_call(what: str, version: int, tmp_path: Path) -> None:
    every = cuts(calls_of_upgrade(tmp_path / "counted", version), what, each=1_000_000)
    found = [complaints_after(tmp_path / "cut", version, one) for one in every]
    assert [one for one in found if one] == []


def test_control_a_store_that_is_moved_away_first_is_missed_after_a_kill(tmp_path: Path) -> None:
    # Killed where the new file is put in its place, the careless one has none.
    swap = swap_of_upgrade(tmp_path / "counted", OLDER, CARELESS)
    found = complaints_after(tmp_path / "cut", OLDER, Cut("rename", swap, KILL), CARELESS)
    assert any("neither the old nor the new store opens" in one for one in found)
    swap = swap_of_upgrade(tmp_path / "counted", OLDER)
    assert complaints_after(tmp_path / "cut", OLDER, Cut("rename", swap, KILL)) == []


def test_a_log_that_cannot_be_removed_is_never_played_into_the_new_file(tmp_path: Path) -> None:
    removals = calls_of_upgrade(tmp_path / "counted", OLDER)["unlink"]
    # From here on nothing is removed any more: the older file's log stays where it is.
    for before_the_end in (9, 7):
        cut = Cut("unlink", removals - before_the_end, FAILING)
        assert complaints_after(tmp_path / "cut", OLDER, cut) == []
