"""Pictures of the room of objectives, on a commune with figures and on one without."""

import tempfile
from collections.abc import Callable
from pathlib import Path

from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QWidget

from desktop.actions.allocations import allocation
from desktop.actions.counts import set_counts
from desktop.actions.desk import Desk
from desktop.actions.objective_sheet import objective_sheet_pdf
from desktop.actions.plan_choice import add_all_to_plan, choose_plan, known_plans
from desktop.actions.plans import pack_of
from desktop.domain.plan_facts import CountEntry
from desktop.ui.objectives.allocated_dialog import AllocatedDialog
from desktop.ui.objectives.own_objective import NEW_COUNT, OwnObjectiveDialog
from desktop.ui.objectives.plan_choosing import PlanDialog
from desktop.ui.objectives.room import ObjectivesRoom, Tab
from desktop.ui.reports.rendering import page_sizes
from desktop.ui.reports.sheet_printing import Sheet, SheetDialog
from desktop.ui.shell.main_window import MainWindow
from desktop.ui.shell.room import RoomEntry
from tests.screens.gallery import FakeOffice, FakeRoom
from tests.screens.registry import Build, Stage
from tests.ui.objectives.desks import OCTOBER, PLAN, assessed_desk
from tests.ui.overview.offices import context_for, empty_desk

SMALL = (1024, 768)
_ROOMS = (
    ("overview", "Tổng quan", "house", False),
    ("sessions", "Tuyên truyền", "megaphone", False),
    ("models", "Mô hình", "shield", False),
    ("counts", "Tình hình", "clipboard-list", False),
    ("objectives", "Mục tiêu", "flag", False),
    ("reports", "Báo cáo", "file-text", False),
    ("groups", "Thôn, tổ dân phố", "users", True),
    ("system", "Hệ thống", "settings", True),
)


class Scene:
    """The main window at the room, with what a picture needs of it."""

    def __init__(self, stage: Stage, desk: Desk, size: tuple[int, int]) -> None:
        self.desk, self.context = desk, context_for(stage.theme)
        self.room = ObjectivesRoom(self.context, desk=desk)
        entries = tuple(
            RoomEntry(key=key, title=title, icon=icon, low=low, make=self._maker(key))
            for key, title, icon, low in _ROOMS
        )
        self.window = MainWindow(
            context=self.context, office=FakeOffice(), entries=entries, name="Phường Hương Trà"
        )
        self.context.changed.connect(self.room.on_changes)
        self.window.show_room("objectives")
        self.window.refresh()
        self.window.setGeometry(0, 0, *size)
        self.window.show()
        stage.kept.append(self)

    def _maker(self, key: str) -> Callable[..., ObjectivesRoom | FakeRoom]:
        return lambda _context: self.room if key == "objectives" else FakeRoom(QWidget())


def scene(stage: Stage, *, empty: bool = False, size: tuple[int, int] | None = None) -> Scene:
    """The room on a commune with figures, or on its first day."""
    folder = Path(tempfile.mkdtemp(prefix="so138-screens-")) / "commune"
    desk = empty_desk(folder) if empty else assessed_desk(folder)
    return Scene(stage, desk, size or stage.size)


def board(stage: Stage) -> QWidget:
    """All objectives of the month."""
    return scene(stage).window


def opened(stage: Stage) -> QWidget:
    """One opened at the right."""
    shown = scene(stage)
    shown.room.board.open("4a")
    return shown.window


def opened_below(stage: Stage) -> QWidget:
    """One opened below, on a small screen."""
    shown = scene(stage, size=SMALL)
    shown.room.board.open("7")
    return shown.window


def dark(stage: Stage) -> QWidget:
    """Dark, with letters half as large again."""
    stage.theme.choose(preference="dark", scale=150, row_height=32)
    return scene(stage).window


def no_figures(stage: Stage) -> QWidget:
    """The first day."""
    return scene(stage, empty=True).window


def no_plan(stage: Stage) -> QWidget:
    """A month that follows no plan."""
    shown = scene(stage, empty=True)
    choose_plan(shown.desk, "")
    shown.room.on_shown(OCTOBER)
    return shown.window


def area(stage: Stage) -> QWidget:
    """The area."""
    shown = scene(stage)
    shown.room.show_tab(Tab.AREA)
    return shown.window


def assessing(stage: Stage) -> QWidget:
    """A new assessment with its proposal."""
    shown = scene(stage)
    shown.room.show_tab(Tab.AREA)
    shown.room.area.new()
    return shown.window


def tasks(stage: Stage) -> QWidget:
    """A task in its form."""
    shown = scene(stage)
    shown.room.show_tab(Tab.TASKS)
    shown.room.tasks.page.table.opened.emit(shown.room.tasks.read.lines[0])
    return shown.window


def inspections(stage: Stage) -> QWidget:
    """The inspections of the month."""
    shown = scene(stage)
    shown.room.show_tab(Tab.INSPECTIONS)
    return shown.window


def _shown(stage: Stage, dialog: QWidget) -> QWidget:
    dialog.show()
    stage.kept.append(dialog)
    return dialog


def table(stage: Stage) -> QWidget:
    """The table of allocated targets of 2021."""
    behind = scene(stage)
    pack = pack_of(behind.desk, "hanoi-2021")
    view = allocation(behind.desk, "hanoi-2021", pack.tables[0].id) if pack is not None else None
    if view is None:
        raise LookupError("hanoi-2021")
    return _shown(stage, AllocatedDialog(behind.window, view, theme=stage.theme))


def refused_table(stage: Stage) -> QWidget:
    """A block that was not pasted, with its lines."""
    dialog = table(stage)
    if isinstance(dialog, AllocatedDialog):
        block = "Ba Đình\t100\t5\t7\nHoàn Kiếm\t9\nTây Hồ\tchín\t4\n"
        QGuiApplication.clipboard().setText(block)
        dialog.paste()
    return dialog


def superior(stage: Stage) -> QWidget:
    """A plan with a table and with figures that the superior keeps."""
    shown = scene(stage)
    choose_plan(shown.desk, "hanoi-2021")
    shown.room.on_shown(OCTOBER)
    shown.room.board.open("3a")
    return shown.window


def told(stage: Stage) -> QWidget:
    """Figures in words, and an objective of the committee's own, opened."""
    shown = scene(stage)
    count = {"id": "bcd_1_a", "label": "Camera lắp mới", "unit": "camera", "kind": "flow"}
    own_one = {"id": "bcd-1", "title": "Lắp camera", "kind": "allocated", "target": 10}
    own_one |= {"numerator": "bcd_1_a", "period": "year", "unit": "camera"}
    add_all_to_plan(shown.desk, PLAN, (("count", count), ("objective", own_one)))
    entered = {name: CountEntry(0) for name in ("psychosis_persons", "psychosis_managed")}
    entered |= {"supply_lines": CountEntry(2), "offences": CountEntry(1)}
    set_counts(shown.desk, OCTOBER, entered)
    shown.room.on_shown(OCTOBER)
    shown.room.board.open("bcd-1")
    bar = shown.room.board.page.detail._scroll.verticalScrollBar()
    bar.setValue(bar.maximum())
    return shown.window


def plans(stage: Stage) -> QWidget:
    """Which plan is followed."""
    behind = scene(stage)
    known = known_plans(behind.desk)
    dialog = PlanDialog(behind.window, known, month=OCTOBER, followed=PLAN)
    return _shown(stage, dialog)


def own(stage: Stage) -> QWidget:
    """An objective of the committee's own with a new count."""
    behind = scene(stage)
    pack = pack_of(behind.desk, PLAN)
    if pack is None:
        raise LookupError(PLAN)
    dialog = OwnObjectiveDialog(behind.window, pack, theme=stage.theme, month=OCTOBER)
    dialog.numerator.choose(NEW_COUNT)
    return _shown(stage, dialog)


def sheet(stage: Stage) -> QWidget:
    """The pages to print."""
    behind = scene(stage)
    pdf = objective_sheet_pdf(behind.desk, OCTOBER)
    made = Sheet(pdf, page_sizes(pdf), "Mục tiêu", "muc-tieu.pdf")
    return _shown(stage, SheetDialog(behind.window, made, context=behind.context))


SCREENS: dict[str, Build] = {
    "100-muc-tieu": board,
    "101-muc-tieu-mo": opened,
    "102-muc-tieu-man-nho": opened_below,
    "103-muc-tieu-nen-toi": dark,
    "104-muc-tieu-chua-co-so-lieu": no_figures,
    "105-muc-tieu-khong-ke-hoach": no_plan,
    "106-dia-ban": area,
    "107-danh-gia-dia-ban": assessing,
    "108-nhiem-vu": tasks,
    "109-kiem-tra": inspections,
    "110-bang-phan-bo": table,
    "111-chon-ke-hoach": plans,
    "112-muc-tieu-rieng": own,
    "113-in-muc-tieu": sheet,
    "114-muc-tieu-cap-tren": superior,
    "115-muc-tieu-bang-loi": told,
    "116-muc-tieu-dan-bieu": refused_table,
}
