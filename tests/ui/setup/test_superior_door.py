"""The door for superiors: one page makes a desk with its deadline and its list of units."""

from datetime import UTC, date, datetime
from pathlib import Path

import pytest
from pytestqt.qtbot import QtBot

from desktop.actions.deadlines import deadlines
from desktop.actions.desk import RandomIds
from desktop.actions.profile import profile
from desktop.actions.setup import Sources
from desktop.actions.units import units
from desktop.domain.commune import Role
from desktop.domain.periods import PeriodKind
from desktop.ui.design.theme import Theme
from desktop.ui.memory import WindowMemory
from desktop.ui.setup.doors import DoorsWindow, Entered
from desktop.ui.units.dialogs import ListFile
from desktop.ui.work import ImmediateExecutor

LIST = "\ufeffMã;Tên đơn vị;Hiệu lực từ\n19701;Phường Phú Xuân;01/07/2025\n"


class Clock:
    """A Sunday in November."""

    def now(self) -> datetime:
        return datetime(2026, 11, 22, 3, 0, tzinfo=UTC)

    def today(self) -> date:
        return date(2026, 11, 22)


@pytest.fixture
def doors(qtbot: QtBot, theme: Theme, tmp_path: Path) -> DoorsWindow:
    def failed(error: Exception) -> None:
        raise error

    made = DoorsWindow(
        folder=tmp_path / "so138",
        draft=tmp_path / "set-up.json",
        theme=theme,
        memory=WindowMemory(None),
        work=ImmediateExecutor(failed),
        sources=Sources(Clock(), RandomIds()),
        failed=failed,
    )
    qtbot.addWidget(made)
    made.show()
    made.open_superior()
    return made


def finish(doors: DoorsWindow) -> list[Entered]:
    """Press the button; what was entered by it."""
    caught: list[Entered] = []
    doors.entered.connect(caught.append)
    doors.superior.finish()
    return caught


def test_one_page_makes_the_desk(
    doors: DoorsWindow, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    path = tmp_path / "don-vi.csv"
    path.write_text(LIST, encoding="utf-8")
    monkeypatch.setattr(ListFile, "ask", lambda _parent: path)
    page = doors.superior
    page.name.setText("Thành phố Huế")
    page.code.setText("46")
    page.deadline.setText("3")
    page.choose_units()
    (entered,) = finish(doors)
    with entered.desk as desk:
        assert desk.role is Role.SUPERIOR
        assert profile(desk).first_month == "2026-11"
        assert deadlines(desk).days_after == {PeriodKind.MONTH: 3}
        assert [one.code for one in units(desk)] == ["19701"]
    assert entered.room == "", "with units the board comes first"


def test_without_a_list_the_units_come_first(doors: DoorsWindow) -> None:
    doors.superior.name.setText("Thành phố Huế")
    doors.superior.code.setText("46")
    (entered,) = finish(doors)
    with entered.desk:
        assert entered.room == "units"


def test_a_list_that_cannot_be_read_is_said_and_the_desk_is_made(
    doors: DoorsWindow, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    path = tmp_path / "la.csv"
    path.write_text("không phải danh sách\n", encoding="utf-8")
    monkeypatch.setattr(ListFile, "ask", lambda _parent: path)
    doors.superior.name.setText("Thành phố Huế")
    doors.superior.code.setText("46")
    doors.superior.choose_units()
    (entered,) = finish(doors)
    with entered.desk:
        assert entered.room == "units"
        assert isinstance(entered.target, dict)
        assert entered.target["remark"]


def test_a_missing_name_stands_beside_its_field(doors: DoorsWindow) -> None:
    assert finish(doors) == []
    assert doors.superior.name.property("wrong")
    assert doors.superior.make_button.isEnabled()
