"""Pictures of confirming, closing, replacement reports and late slips."""

import tempfile
from collections.abc import Callable
from dataclasses import replace
from functools import partial
from pathlib import Path
from typing import cast

from PySide6.QtWidgets import QApplication, QWidget

from desktop.actions.desk import Desk
from desktop.actions.month_path import MonthPath
from desktop.actions.periods import PeriodState
from desktop.domain.periods import Period, month_period
from desktop.ui.closing.room import ConfirmRoom
from desktop.ui.office import DeskOffice
from desktop.ui.reports.closing import ReopenDialog
from desktop.ui.rooms import entries
from desktop.ui.sessions.late_dialog import LateSlipDialog
from desktop.ui.sessions.lines import Cell
from desktop.ui.sessions.room import SessionsRoom
from desktop.ui.shell.context import ShellContext
from desktop.ui.shell.main_window import MainWindow
from tests.screens.registry import Build, Stage
from tests.ui.closing.offices import (
    SEPTEMBER,
    asking_desk,
    calm_desk,
    closed_september,
    corrected_desk,
    correcting_desk,
    late_desk,
)
from tests.ui.overview.offices import OCTOBER, context_for

Act = Callable[[MainWindow, ShellContext], object]


def pictured(
    desk: Callable[[Path], Desk],
    room: str,
    *,
    month: Period = OCTOBER,
    target: object = None,
    act: Act | None = None,
) -> Build:
    """A room in the main window, after ``act`` did something."""

    def build(stage: Stage) -> QWidget:
        folder = tempfile.TemporaryDirectory()
        opened = desk(Path(folder.name) / "data")
        context = context_for(stage.theme)
        context.set_month(month)
        window = MainWindow(
            context=context,
            office=DeskOffice(opened),
            entries=entries(opened, reopen=lambda _desk, _trouble: None),
            name="Phường Hương Trà · Ban Chỉ đạo 138",
        )
        window.setGeometry(0, 0, *stage.size)
        window.show()
        window.activateWindow()
        QApplication.processEvents()
        window.refresh()
        window.show_room(room, target)
        stage.kept.extend((folder, context, window, opened))
        if act is not None:
            QApplication.processEvents()
            act(window, context)
        return window

    return build


def answer_first(window: MainWindow, _context: ShellContext) -> None:
    """The first question is answered with a ready answer."""
    room = window.room("confirm")
    assert isinstance(room, ConfirmRoom)
    room.page.matters.cards[0].ready[0].click()


def asked(stage: Stage, *, issued: bool) -> QWidget:
    """The question before a closed month is opened again."""
    path = MonthPath(period=SEPTEMBER, state=PeriodState.PRINTED, issued=issued)
    dialog = ReopenDialog(None, path=path)
    dialog.show()
    stage.kept.append(dialog)
    return dialog


def sized(build: Build, width: int, height: int) -> Build:
    """The same in a window of another size."""

    def small(stage: Stage) -> QWidget:
        stage.size = (width, height)
        return build(stage)

    return small


def scaled(build: Build, scale: int) -> Build:
    """The same with larger text."""

    def large(stage: Stage) -> QWidget:
        stage.theme.choose(preference="light", scale=scale, row_height=32)
        return build(stage)

    return large


def dark(build: Build) -> Build:
    """The same on the dark set of colours."""

    def night(stage: Stage) -> QWidget:
        stage.theme.choose(preference="dark", scale=100, row_height=32)
        return build(stage)

    return night


_ASKED = pictured(asking_desk, "confirm", act=answer_first)
_COMPARED = pictured(correcting_desk, "confirm", month=SEPTEMBER, target={"show": "corrections"})

SCREENS: dict[str, Build] = {
    "100-xac-nhan": _ASKED,
    "101-xac-nhan-khong-co": pictured(calm_desk, "confirm"),
    "102-xac-nhan-da-chot": pictured(closed_september, "confirm", month=SEPTEMBER),
    "103-xac-nhan-1024": sized(_ASKED, 1024, 768),
    "104-xac-nhan-150": scaled(_ASKED, 150),
    "122-xac-nhan-911": sized(_ASKED, 911, 512),
    "124-truoc-thang-theo-doi": pictured(
        calm_desk, "confirm", month=month_period(2025, 12), target={"show": "matters"}
    ),
    "105-xac-nhan-nen-toi": dark(_ASKED),
    "106-bao-cao-thay-the": _COMPARED,
    "107-bao-cao-thay-the-xong": pictured(corrected_desk, "reports", month=SEPTEMBER),
    "108-bo-chot": partial(asked, issued=False),
    "109-lap-bao-cao-thay-the": partial(asked, issued=True),
    "110-dang-thay-the-so-thang": pictured(correcting_desk, "sessions", month=SEPTEMBER),
}


def late_dialog(window: MainWindow, context: ShellContext, *, issued: bool = False) -> None:
    """A slip of 20 August, typed in the sheet of closed September."""
    room = window.room("sessions")
    assert isinstance(room, SessionsRoom)
    model = room.page.month.model
    register = model.register
    spans = tuple(replace(span, issued=issued) for span in register.closed)
    texts = ("20/8", "Tổ dân phố 2", "Hội nghị", "Luật Phòng, chống ma túy", "Đoàn TN", "41", "")
    line = replace(model.start_line({}), texts=texts)
    dialog = LateSlipDialog(
        window, line=line, register=replace(register, closed=spans), theme=context.theme
    )
    dialog.show()


def lacking_late_dialog(window: MainWindow, context: ShellContext) -> None:
    """A slip without a topic whose note names somebody."""
    late_dialog(window, context)
    for dialog in cast("list[LateSlipDialog]", window.findChildren(LateSlipDialog)):
        dialog.fields[Cell.TOPIC].clear()
        dialog.fields[Cell.NOTE].setText("Nguyễn Văn A báo lại")


def type_late_day(window: MainWindow, _context: ShellContext) -> None:
    """A day of closed September typed in October's sheet."""
    room = window.room("sessions")
    assert isinstance(room, SessionsRoom)
    model, view = room.page.month.model, room.page.month.view
    row = model.rowCount() - 1
    for cell, text in ((Cell.DAY, "20/8/2026"), (Cell.GROUPS, "2"), (Cell.ATTENDANCE, "41")):
        model.setData(model.index(row, cell), text)
    view.go_to(row - 1)
    view.go_to(row)


def to_the_top(window: MainWindow, _context: ShellContext) -> None:
    """The first line of the sheet."""
    room = window.room("sessions")
    assert isinstance(room, SessionsRoom)
    room.page.month.view.go_to(0)


_LATE = pictured(closed_september, "sessions", month=SEPTEMBER, act=late_dialog)

SCREENS.update(
    {
        "111-phieu-den-muon": _LATE,
        "112-phieu-den-muon-da-co-so": pictured(
            closed_september, "sessions", month=SEPTEMBER, act=partial(late_dialog, issued=True)
        ),
        "123-phieu-thieu-noi-dung": pictured(
            closed_september, "sessions", month=SEPTEMBER, act=lacking_late_dialog
        ),
        "113-ngay-thuoc-thang-da-chot": pictured(closed_september, "sessions", act=type_late_day),
        "114-so-bo-sung": pictured(late_desk, "sessions", act=to_the_top),
        "115-so-thang-da-chot": pictured(late_desk, "sessions", month=SEPTEMBER),
        "116-phieu-den-muon-1024": sized(_LATE, 1024, 768),
        "117-phieu-den-muon-150": scaled(_LATE, 150),
        "119-bao-cao-thay-the-nen-toi": dark(_COMPARED),
        "120-bao-cao-thay-the-150": scaled(_COMPARED, 150),
        "121-bao-cao-thay-the-1024": sized(_COMPARED, 1024, 600),
        "118-phieu-den-muon-nen-toi": dark(_LATE),
    }
)
