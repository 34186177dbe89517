"""A locked folder, keys that are quick to make, and a day in its window."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from PySide6.QtWidgets import QApplication

from desktop.actions import officer_checks, passwords
from desktop.actions.groups import record_groups
from desktop.db.slots import FLOOR, Hardness
from desktop.domain.groups import GroupDraft
from desktop.ui.design.theme import Theme
from tests.actions.locked_making import Place, first_officer, joined
from tests.journeys.locked.locked_day import Day


@pytest.fixture(autouse=True)
def quick_keys(monkeypatch: pytest.MonkeyPatch) -> None:
    def least() -> Hardness:
        return FLOOR

    for module in (officer_checks, passwords):
        monkeypatch.setattr(module, "calibrated", least)


@pytest.fixture
def theme(qapp: QApplication) -> Iterator[Theme]:
    made = Theme(qapp, preference="light")
    yield made
    made.deleteLater()


@pytest.fixture
def place(tmp_path: Path) -> Place:
    """A locked folder with two officers and three groups."""
    made = Place(tmp_path / "data")
    with made.make(first_officer()) as desk:
        joined(desk)
        record_groups(desk, [GroupDraft(name=f"Tổ dân phố {n}") for n in (1, 2, 3)])
    return made


@pytest.fixture
def day(place: Place, theme: Theme) -> Iterator[Day]:
    begun = Day(place.folder, theme)
    yield begun
    begun.end()
