"""A month that the superior never got of a lost commune stays unknown in the merged one."""

from pathlib import Path

import pytest

from tests.cli.conftest import MONTHS, Desks

AUGUST, SEPTEMBER = MONTHS
OWN = "2026-10"
"""The first month of the merged commune itself."""


@pytest.fixture
def lost(desks: Desks) -> Desks:
    """A superior that got both months of one commune and August alone of another."""
    for unit in ("19996", "20001"):
        desks.commune(unit)
        desks.send(unit, AUGUST)
    desks.send("19996", SEPTEMBER)
    desks.receive(desks.stick)
    for unit in ("19996", "20001"):
        desks.accept(unit)
    return desks


def merged(desks: Desks, *sources: str | Path) -> Path:
    """The commune that both become, from October on."""
    new = desks.root / "new"
    done = desks.call(
        "merge", "--into", new, *sources,
        "--name", "Phường Mới", "--code", "20100", "--from", "2026-10-01",
    )  # fmt: skip
    assert done.code == 0, done.err
    return new


def shares(desks: Desks, folder: Path, period: str) -> tuple[int, int]:
    """Groups met and due in a period at a commune."""
    said = desks.call("status", "--period", period, "--json", data=folder).json["groups"]
    return said["met"], said["due"]


def test_its_groups_are_neither_met_nor_missing_where_nothing_is_known(lost: Desks) -> None:
    kept = lost.root / "19996"
    new = merged(lost, kept, "--received", f"{lost.root / 'superior'}:20001")
    met, due = shares(lost, kept, SEPTEMBER)
    assert due > met > 0
    assert shares(lost, new, SEPTEMBER) == (met, due)
    said = lost.call("status", "--period", SEPTEMBER, "--json", data=new).json
    assert len(said["groups"]["missing"]) == due - met
    duty = next(one for one in said["objectives"] if one["id"] == "4a")
    assert (duty["numerator"], duty["denominator"]) == (met, due)


def test_what_came_of_it_and_its_own_months_count_as_ever(lost: Desks) -> None:
    kept = lost.root / "19996"
    before = shares(lost, kept, AUGUST)
    new = merged(lost, kept, "--received", f"{lost.root / 'superior'}:20001")
    assert shares(lost, new, AUGUST) == (2 * before[0], 2 * before[1])
    assert shares(lost, new, OWN) == (0, 2 * before[1])
