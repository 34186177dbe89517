"""Pictures of the sheet of counts: half entered, searched, closed, without a plan."""

from collections.abc import Callable
from pathlib import Path

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QWidget

from desktop.actions.closing import close_period
from desktop.actions.counts import count_sheet, set_counts, set_openings
from desktop.actions.desk import Desk
from desktop.actions.plan_choice import choose_plan
from desktop.domain.periods import month_period
from desktop.domain.plan_facts import NIL, CountEntry
from desktop.domain.plans import CountKind
from desktop.ui.counts.paste import figures_of_block
from desktop.ui.counts.paste_dialog import PasteDialog
from desktop.ui.counts.room import CountsRoom
from desktop.ui.sessions.paste import read_block
from desktop.ui.shell.main_window import MainWindow
from tests.screens.registry import Build, Stage
from tests.ui.overview.offices import OCTOBER, busy_desk
from tests.ui.room_pictures import room_window

COLUMN = "12\n3\nKhông phát sinh\n1.204\nba\n-4\n"
Act = Callable[[CountsRoom], object]


def filled_desk(folder: Path) -> Desk:
    """Nine months entered, one figure of April blank, and the first lines of October."""
    desk = busy_desk(folder, 6)
    for number in range(1, 10):
        month = month_period(2026, number)
        entries = {
            line.category: NIL
            if line.kind is CountKind.FLOW and place % 3
            else CountEntry(4 + place * 7 % 23)
            for place, line in enumerate(count_sheet(desk, month).lines)
        }
        entries["directives"] = CountEntry(134)
        if number == 4:
            del entries["directives"]
        assert set_counts(desk, month, entries).done
    assert set_openings(desk, {"dependent_persons": 18}).done
    begun = {
        "directives": CountEntry(3),
        "meetings": NIL,
        "dependent_persons": CountEntry(19),
        "dependent_added": CountEntry(2),
        "dependent_removed": CountEntry(1),
        "illegal_users": CountEntry(120),
    }
    assert set_counts(desk, OCTOBER, begun).done
    return desk


def closed_desk(folder: Path) -> Desk:
    """October is closed as it stands."""
    desk = filled_desk(folder)
    close_period(desk, OCTOBER, early=True, unanswered=True)
    return desk


def free_desk(folder: Path) -> Desk:
    """A commune that follows no plan."""
    desk = busy_desk(folder, 6)
    choose_plan(desk, "", "2026-01")
    return desk


def pictured(desk: Callable[[Path], Desk], act: Act | None = None) -> Build:
    """The room in the main window, after ``act`` did something in it."""

    def build(stage: Stage) -> QWidget:
        window = room_window(
            stage,
            desk,
            lambda context, opened: CountsRoom(context, desk=opened),
            key="counts",
            title="Situation",
            icon="clipboard-list",
        )
        room = window.room("counts")
        if act is not None and isinstance(room, CountsRoom):
            act(room)
        return window

    return build


def refuse_a_letter(room: CountsRoom) -> None:
    """A figure that is no number, with the words below its row."""
    view = room.page.view
    view.setFocus(Qt.FocusReason.OtherFocusReason)
    view.go_to(room.page.model.row_of("counselled"))
    room.page.model.setData(view.currentIndex(), "-4")


def search(room: CountsRoom) -> None:
    """What is left of the sheet for two words."""
    room.page.head.search.setText("cai nghien")
    room.page.view.search("cai nghien")


def check_a_column(stage: Stage) -> QWidget:
    """The check before a column is pasted."""
    window = pictured(filled_desk)(stage)
    assert isinstance(window, MainWindow)
    room = window.room("counts")
    assert isinstance(room, CountsRoom)
    pasted = figures_of_block(read_block(COLUMN), room.page.model.lines, start=6)
    dialog = PasteDialog(window, pasted, theme=stage.theme)
    stage.kept.append(dialog)
    dialog.show()
    return dialog


def small(stage: Stage) -> QWidget:
    """The sheet at 1024×768."""
    stage.size = (1024, 768)
    return pictured(filled_desk)(stage)


def small_with_form(stage: Stage) -> QWidget:
    """Opening totals beside the sheet at 1024×768."""
    stage.size = (1024, 768)
    return pictured(filled_desk, lambda room: room.open_openings())(stage)


def large(stage: Stage) -> QWidget:
    """The sheet with text at 150 per cent."""
    stage.theme.choose(preference="light", scale=150, row_height=32)
    return pictured(filled_desk)(stage)


def large_with_form(stage: Stage) -> QWidget:
    """Opening totals with text at 150 per cent: the sheet makes room."""
    stage.theme.choose(preference="light", scale=150, row_height=32)
    return pictured(filled_desk, lambda room: room.open_openings())(stage)


def dark(stage: Stage) -> QWidget:
    """The sheet on a dark ground."""
    stage.theme.choose(preference="dark", scale=100, row_height=32)
    return pictured(filled_desk, refuse_a_letter)(stage)


def before_tracking(room: CountsRoom) -> None:
    """A month before the first one tracked."""
    room._context.set_month(month_period(2025, 12))


SCREENS: dict[str, Build] = {
    "85-tinh-hinh": pictured(filled_desk),
    "86-tinh-hinh-tu-choi": pictured(filled_desk, refuse_a_letter),
    "87-tinh-hinh-tim": pictured(filled_desk, search),
    "88-tinh-hinh-so-dau-ky": pictured(filled_desk, lambda room: room.open_openings()),
    "89-tinh-hinh-dan": check_a_column,
    "90-tinh-hinh-da-chot": pictured(closed_desk),
    "91-tinh-hinh-khong-ke-hoach": pictured(free_desk),
    "92-tinh-hinh-chua-theo-doi": pictured(filled_desk, before_tracking),
    "93-tinh-hinh-1024": small,
    "94-tinh-hinh-1024-so-dau-ky": small_with_form,
    "95-tinh-hinh-150": large,
    "96-tinh-hinh-nen-toi": dark,
    "97-tinh-hinh-150-so-dau-ky": large_with_form,
}
