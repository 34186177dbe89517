"""Sections of the system room: each is built at its first showing, words follow the role."""

from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from pytestqt.qtbot import QtBot

from desktop.actions.desk import Desk
from desktop.actions.profile import profile
from desktop.ui.rooms import ahead
from desktop.ui.shell.context import ShellContext
from desktop.ui.system.office import OfficeSection
from desktop.ui.system.room import SystemRoom
from desktop.ui.widgets.text import Text
from tests.ui.board.superiors import empty_superior
from tests.ui.overview.offices import empty_desk

Open = Callable[[Desk], SystemRoom]


@pytest.fixture
def commune(tmp_path: Path) -> Iterator[Desk]:
    with empty_desk(tmp_path / "commune") as made:
        yield made


@pytest.fixture
def superior(tmp_path: Path) -> Iterator[Desk]:
    with empty_superior(tmp_path / "superior") as made:
        yield made


@pytest.fixture
def opened(qtbot: QtBot, context: ShellContext) -> Open:
    kept: list[SystemRoom] = []

    def open_at(desk: Desk) -> SystemRoom:
        made = SystemRoom(context, desk=desk, reopen=lambda _reopened: None)
        context.changed.connect(made.on_changes)
        qtbot.addWidget(made.widget())
        made.widget().resize(1150, 560)
        made.widget().show()
        made.on_shown(context.month)
        kept.append(made)
        return made

    return open_at


def test_the_first_visit_builds_the_section_in_sight_alone(opened: Open, commune: Desk) -> None:
    room = opened(commune)
    assert room.built == ("office",)


def test_a_section_is_built_at_its_first_showing_and_stays(opened: Open, commune: Desk) -> None:
    room = opened(commune)
    room.on_target({"section": "journal"})
    journal = room.current
    room.tabs.choose(0)
    room.on_target("journal")
    assert room.built == ("office", "journal")
    assert room.current is journal
    assert journal.isVisible()


def test_what_was_typed_is_kept_when_another_section_is_built(opened: Open, commune: Desk) -> None:
    room = opened(commune)
    page = room.current
    assert isinstance(page, OfficeSection)
    page.plan.setText("Kế hoạch số 302/KH-UBND")
    room.on_target("look")
    assert profile(commune).plan_reference == "Kế hoạch số 302/KH-UBND"


def test_a_form_that_is_wrong_lets_no_other_section_be_built(opened: Open, commune: Desk) -> None:
    room = opened(commune)
    page = room.current
    assert isinstance(page, OfficeSection)
    page.name.setText("Phường Khác")
    page.valid_from.setText("31/02/2025")
    room.on_target("look")
    assert room.current is page
    assert room.built == ("office",)


@pytest.mark.parametrize("width", [1100, 820, 640])
def test_tabs_wrap_and_are_never_cut(opened: Open, commune: Desk, width: int) -> None:
    room = opened(commune)
    page = room.widget()
    page.resize(width, 400)
    page.grab()
    assert page.width() == width, "the tabs force no wider window"
    buttons = [room.tabs._group.button(number) for number in range(11)]
    for button in buttons:
        assert button.width() >= button.sizeHint().width()
        assert room.tabs.rect().contains(button.geometry())


def test_a_superior_reads_its_own_words_and_codes(opened: Open, superior: Desk) -> None:
    page = opened(superior).current
    assert isinstance(page, OfficeSection)
    assert page.name.accessibleName() == "Tên cơ quan"
    assert page.code.accessibleName() == "Mã đơn vị hành chính"
    assert "xã, phường" not in page.parent_body.placeholderText()


def test_a_commune_is_asked_for_five_digits(opened: Open, commune: Desk) -> None:
    page = opened(commune).current
    assert isinstance(page, OfficeSection)
    assert page.name.accessibleName() == "Tên xã, phường"
    assert page.code.accessibleName() == "Mã đơn vị hành chính, năm chữ số"


def test_a_superior_has_no_sections_of_communes(opened: Open, superior: Desk) -> None:
    room = opened(superior)
    for key in ("connection", "lists", "merging"):
        room.on_target({"section": key})
    assert room.built == ("office",)


def test_the_rooms_of_both_roles_are_brought_in_ahead(commune: Desk, superior: Desk) -> None:
    rooms = ("sessions", "models", "counts", "objectives", "reports", "sending", "groups")
    wanted = {f"desktop.ui.{one}.room" for one in (*rooms, "system", "importing", "closing")}
    assert wanted <= set(ahead(commune))
    above = ("board", "receiving", "verifying", "consolidated", "units", "system")
    assert {f"desktop.ui.{one}.room" for one in above} <= set(ahead(superior))


def test_a_superior_reads_from_which_month_it_expects_reports(
    superior: Desk, context: ShellContext, qtbot: QtBot
) -> None:
    section = OfficeSection(context, desk=superior)
    qtbot.addWidget(section)
    section.refresh()
    labels: list[Text] = list(section.findChildren(Text))
    said = [one.text() for one in labels]
    assert "Nhận báo cáo từ" in said
    assert "Bắt đầu theo dõi" not in said
    assert section.month.itemText(0) == "Mọi tháng"
    assert section.month.currentData() == 1
