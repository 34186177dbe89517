"""Pictures of the first screen, set-up, lists from Excel, reports and system."""

import tempfile
from pathlib import Path

import openpyxl
from PySide6.QtWidgets import QWidget

from desktop.actions.closing import close_period
from desktop.actions.deadlines import change_deadlines
from desktop.actions.desk import Desk, RandomIds
from desktop.actions.periods import period_named
from desktop.actions.profile import record_member, record_signer
from desktop.actions.safety import back_up
from desktop.actions.setup import Sources
from desktop.domain.commune import CommitteeMember, Signer
from desktop.domain.deadlines import Deadlines
from desktop.domain.periods import PeriodKind
from desktop.ui.importing.room import ImportRoom
from desktop.ui.memory import WindowMemory
from desktop.ui.office import DeskOffice
from desktop.ui.reports.closing import CloseDialog
from desktop.ui.reports.room import ReportsRoom
from desktop.ui.rooms import entries
from desktop.ui.setup.doors import DoorsWindow
from desktop.ui.setup.group_question import Groups
from desktop.ui.setup.questions import WhoWeAre
from desktop.ui.setup.superior_question import Superior
from desktop.ui.shell.main_window import MainWindow
from desktop.ui.system.counting import CountingSection
from desktop.ui.system.room import SystemRoom
from desktop.ui.work import ImmediateExecutor
from tests.screens.registry import Build, Stage
from tests.ui.overview.offices import FixedClock, busy_desk, context_for, empty_desk


def folder(stage: Stage) -> Path:
    """A folder that goes when the picture is done."""
    made = tempfile.TemporaryDirectory()
    stage.kept.append(made)
    return Path(made.name)


def window(stage: Stage, desk: Desk, room: str) -> MainWindow:
    """The product's main window on a commune, one room in sight."""
    context = context_for(stage.theme)
    made = MainWindow(
        context=context,
        office=DeskOffice(desk),
        entries=entries(desk, reopen=lambda _desk, _trouble: None),
        name="Phường Hương Trà · Ban Chỉ đạo 138",
    )
    made.refresh()
    made.show_room(room)
    made.setGeometry(0, 0, *stage.size)
    made.show()
    stage.kept.extend((context, made, desk))
    return made


def staffed(stage: Stage) -> Desk:
    """A busy commune with members, a signer and a backup."""
    desk = busy_desk(folder(stage) / "data")
    people = (("Nguyễn Văn Hòa", "Trưởng ban, Chủ tịch UBND phường"), ("Lê Đình Ánh", "Phó ban"))
    for name, post in people:
        record_member(desk, CommitteeMember("", name, post))
    record_signer(
        desk, Signer("", "Nguyễn Văn Hòa", office_title="CHỦ TỊCH UBND PHƯỜNG", default=True)
    )
    back_up(desk, reason="by_hand")
    return desk


def doors(stage: Stage) -> DoorsWindow:
    """The first screen."""
    place = folder(stage)

    def failed(error: Exception) -> None:
        raise error

    made = DoorsWindow(
        folder=Path("C:/Users/huongtra/AppData/Local/so138"),
        draft=place / "set-up.json",
        theme=stage.theme,
        memory=WindowMemory(None),
        work=ImmediateExecutor(failed),
        sources=Sources(FixedClock(), RandomIds()),
        failed=failed,
    )
    made.setGeometry(0, 0, *stage.size)
    made.show()
    stage.kept.append(made)
    return made


def question(stage: Stage, step: int) -> DoorsWindow:
    """Set-up at one of its questions, those before answered."""
    made = doors(stage)
    made.open_set_up()
    who, superior, groups = made.wizard.pages[:3]
    if isinstance(who, WhoWeAre) and step:
        who.name.setText("Phường Hương Trà")
        who.code.setText("19996")
        made.wizard.next()
    if isinstance(superior, Superior) and step > 1:
        superior.superior.setText("Thành phố Huế")
        made.wizard.next()
    if isinstance(groups, Groups) and step > 1:
        groups.numbered.setChecked(True)
        groups.count.setValue(23)
    for _page in range(step - 2):
        made.wizard.next()
    return made


def problems(stage: Stage) -> DoorsWindow:
    """The first question, unanswered."""
    made = question(stage, 0)
    made.wizard.next()
    return made


def listed(stage: Stage, *, empty: bool) -> MainWindow:
    """The choice of a list."""
    desk = empty_desk(folder(stage) / "data") if empty else busy_desk(folder(stage) / "data")
    return window(stage, desk, "import")


def rehearsed(stage: Stage) -> MainWindow:
    """A rehearsal with problems."""
    made = listed(stage, empty=False)
    book = openpyxl.Workbook()
    sheet = book.active
    if sheet is not None:
        sheet.append(["TT", "Ngày", "Tổ dân phố", "Hình thức", "Nội dung", "Số người", "Họ tên"])
        for number in range(1, 20):
            day = "31/02/2026" if number == 4 else f"{number + 2:02}/10/2026"
            group = "Tổ dân phố 77" if number == 9 else f"Tổ dân phố {number}"
            count = -5 if number == 12 else 30 + number
            sheet.append([number, day, group, "Hội nghị", "Luật Phòng, chống ma túy", count, ""])
    path = folder(stage) / "so tuyen truyen thang 10.xlsx"
    book.save(path)
    room = made.room("import")
    if isinstance(room, ImportRoom):
        room.read(path)
    return made


def closing(stage: Stage) -> QWidget:
    """The question before closing."""
    made = window(stage, staffed(stage), "reports")
    room = made.room("reports")
    if isinstance(room, ReportsRoom) and room._paper is not None:
        dialog = CloseDialog(made, paper=room._paper, officer="")
        dialog.show()
        stage.kept.append(dialog)
        return dialog
    return made


def section(stage: Stage, key: str) -> MainWindow:
    """One section of the system room."""
    made = window(stage, staffed(stage), "system")
    room = made.room("system")
    if isinstance(room, SystemRoom):
        room.on_target({"section": key})
    return made


def changed_days(stage: Stage) -> MainWindow:
    """Calendar months from the month after the closed one on, with deadlines."""
    desk = staffed(stage)
    close_period(desk, period_named(desk, "2026-09"), unanswered=True)
    days = {PeriodKind.MONTH: 3, PeriodKind.QUARTER: 5, PeriodKind.YEAR: 10}
    change_deadlines(desk, Deadlines(days))
    made = window(stage, desk, "system")
    room = made.room("system")
    if isinstance(room, SystemRoom):
        room.on_target({"section": "counting"})
        if isinstance(room.current, CountingSection):
            first = room.current.grid.first_day(PeriodKind.MONTH)
            first.setText("1")
            first.editingFinished.emit()
    return made


def small(stage: Stage) -> MainWindow:
    """The reports at 1024×768."""
    made = window(stage, staffed(stage), "reports")
    made.setGeometry(0, 0, 1024, 768)
    return made


def large(stage: Stage) -> MainWindow:
    """The reports with text at 150 per cent, dark."""
    stage.theme.choose(preference="dark", scale=150, row_height=32)
    return window(stage, staffed(stage), "reports")


_SECTIONS = (
    ("office", "don-vi"),
    ("members", "ban-chi-dao"),
    ("signers", "nguoi-ky"),
    ("lists", "danh-muc"),
    ("counting", "cach-tinh"),
    ("backups", "sao-luu"),
    ("journal", "nhat-ky"),
    ("look", "giao-dien"),
    ("about", "gioi-thieu"),
)

SCREENS: dict[str, Build] = {
    "60-man-hinh-dau": doors,
    "61-thiet-lap-don-vi": problems,
    "62-thiet-lap-cap-tren": lambda stage: question(stage, 1),
    "63-thiet-lap-thon-to": lambda stage: question(stage, 2),
    "64-thiet-lap-thang": lambda stage: question(stage, 3),
    "65-thiet-lap-mat-khau": lambda stage: question(stage, 4),
    "70-nhap-chon-tep": lambda stage: listed(stage, empty=True),
    "71-nhap-xem-truoc": rehearsed,
    "75-bao-cao": lambda stage: window(stage, staffed(stage), "reports"),
    "76-bao-cao-chua-co-gi": lambda stage: window(
        stage, empty_desk(folder(stage) / "data"), "reports"
    ),
    "77-bao-cao-1024": small,
    "78-bao-cao-150-toi": large,
    "79-chot-so-lieu": closing,
    "84-he-thong-cach-tinh-doi-ky": changed_days,
    **{
        f"8{number}-he-thong-{name}": lambda stage, key=key: section(stage, key)  # type: ignore[misc]
        for number, (key, name) in enumerate(_SECTIONS)
    },
}
