"""After a merger a group is told by one name everywhere: "Thôn 2 (Xã A cũ)"."""

from pathlib import Path

import pytest

from desktop.actions.overview import month_overview
from desktop.actions.period_status import status
from desktop.actions.periods import period_named, period_view
from desktop.actions.year_matrix import year_matrix
from tests.actions.merging_making import Made, make, merged, opened

NAMES = {f"Thôn {number} (Xã {commune} cũ)" for number in (1, 2) for commune in "AB"}


@pytest.fixture
def new(tmp_path: Path) -> Path:
    """Two communes with groups of the same names, merged."""
    folders = (make(tmp_path / "a", Made()), make(tmp_path / "b", Made(name="Xã B", code="20002")))
    assert merged(tmp_path / "new", *folders).done
    return tmp_path / "new"


def test_what_is_missing_is_told_with_the_former_commune(new: Path) -> None:
    with opened(new) as desk:
        found = status(desk, period_named(desk, "2026-10"))
    assert {one.name for one in found.sessions_missing} == NAMES
    assert {one.name for one in found.models_missing} == NAMES


def test_the_overview_and_the_matrix_tell_the_same_names(new: Path) -> None:
    with opened(new) as desk:
        month = month_overview(desk, period_named(desk, "2026-10"))
        matrix = year_matrix(desk, 2026)
    assert {one.name for one in month.missing} == NAMES
    assert {group.name for item in month.work for group in item.groups} == NAMES
    assert {line.name for line in matrix.lines} == NAMES


def test_a_snapshot_tells_its_groups_as_the_register_does(new: Path) -> None:
    with opened(new) as desk:
        lines = period_view(desk, period_named(desk, "2026-10")).snapshot.groups
    assert {line.full_name for line in lines} == NAMES
