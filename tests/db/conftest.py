"""What the tests of the store stand on."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from desktop.db.store import Store
from tests.db.made import CountedIds, Place, SteadyClock


@pytest.fixture
def place(tmp_path: Path) -> Place:
    return Place(tmp_path / "data", SteadyClock(), CountedIds())


@pytest.fixture
def store(place: Place) -> Iterator[Store]:
    with place.create() as opened:
        yield opened
