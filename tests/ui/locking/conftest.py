"""A locked data folder, and keys that are quick to make."""

from pathlib import Path

import pytest

from desktop.actions import officer_checks, passwords
from desktop.db.slots import FLOOR, Hardness
from tests.actions.locked_making import Place, first_officer


@pytest.fixture(autouse=True)
def quick_keys(monkeypatch: pytest.MonkeyPatch) -> None:
    """The least hardness: what a window does with a key is tested, not how long one takes."""

    def least() -> Hardness:
        return FLOOR

    for module in (officer_checks, passwords):
        monkeypatch.setattr(module, "calibrated", least)


@pytest.fixture
def place(tmp_path: Path) -> Place:
    return Place(tmp_path / "data")


@pytest.fixture
def locked(place: Place) -> Place:
    """A folder with the password of one officer; nobody has it open."""
    place.make(first_officer()).close()
    return place
