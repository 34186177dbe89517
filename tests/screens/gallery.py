"""The foundation's own screens, with made-up but believable views."""

from dataclasses import dataclass
from datetime import date
from typing import TypeVar, cast

from PySide6.QtCore import QPoint
from PySide6.QtWidgets import QGridLayout, QHBoxLayout, QVBoxLayout, QWidget

from desktop.domain.counting import Cell, CellState
from desktop.domain.periods import Period, month_period, year_months
from desktop.ui.design.theme import Theme
from desktop.ui.design.tokens import Role
from desktop.ui.memory import WindowMemory
from desktop.ui.shell.context import ShellContext
from desktop.ui.shell.main_window import MainWindow
from desktop.ui.shell.room import Room, RoomEntry
from desktop.ui.shell.views import (
    DotState,
    DotView,
    Hit,
    PathView,
    StatusView,
    StepState,
    StepTone,
    StepView,
    Undone,
)
from desktop.ui.widgets.banner import Tone
from desktop.ui.widgets.buttons import LinkButton, PrimaryButton, SecondaryButton
from desktop.ui.widgets.dialogs import ConfirmDialog
from desktop.ui.widgets.empty import EmptyState
from desktop.ui.widgets.fields import DayField, Labelled, NumberField, SearchField
from desktop.ui.widgets.group_picker import Choice, GroupPicker
from desktop.ui.widgets.list_table import ListTable
from desktop.ui.widgets.matrix import Matrix
from desktop.ui.widgets.matrix_model import MatrixColumn, MatrixRow, MatrixView
from desktop.ui.widgets.panel import Panel
from desktop.ui.widgets.rows import Figure, FigureList, Mark, WorkItem, WorkList
from desktop.ui.widgets.rows_model import Column, RowsModel
from desktop.ui.widgets.suggestions import ComboField
from desktop.ui.widgets.tabs import Tabs
from desktop.ui.widgets.text import Text
from desktop.ui.work import ImmediateExecutor

W = TypeVar("W", bound=QWidget)
Kept = list[object]
OCTOBER = month_period(2026, 10)
FORMATS = (
    "Hội nghị", "Họp tổ dân phố", "Sinh hoạt chi hội", "Truyền thanh cơ sở", "Ký cam kết",
    "Đến từng hộ",
)  # fmt: skip


@dataclass(frozen=True)
class Line:
    """A made-up session."""

    day: date
    group: str
    format: str
    topic: str
    lead: str
    count: int | None


LINES = tuple(
    Line(
        date(2026, 9, 16 + number % 14),
        f"Tổ dân phố {number}",
        FORMATS[number * 5 % len(FORMATS)],
        ("Luật Phòng, chống ma túy", "Tác hại của ma túy tổng hợp")[number % 2],
        ("Hội LHPN", "UBMTTQ", "Công an phường")[number % 3],
        None if number == 7 else 29 + number * 1379 % 190,
    )
    for number in range(1, 13)
)


def cells(number: int, months: int) -> tuple[Cell, ...]:
    """A believable year of one group."""
    row = []
    for month in range(1, 13):
        if month > months:
            row.append(Cell(CellState.TO_COME))
        elif number == 11 and month < 4:
            row.append(Cell(CellState.NOT_APPLICABLE))
        elif (number, month) in {(11, 6), (4, 2)}:
            row.append(Cell(CellState.NIL))
        elif month == months and number % 4 == 3:
            row.append(Cell(CellState.MISSING))
        else:
            row.append(Cell(CellState.MET, 1 + (number * month * 7) % 3))
    return tuple(row)


def matrix_view(groups: int) -> MatrixView:
    """A year of so many groups."""
    columns = tuple(
        MatrixColumn(month.id, f"T{month.number}", f"tháng {month.number}/2026")
        for month in year_months(2026)
    )
    rows = tuple(
        MatrixRow(f"g{number}", f"Tổ dân phố {number}", cells(number, 10))
        for number in range(1, groups + 1)
    )
    return MatrixView("Tổ dân phố", columns, rows, OCTOBER.id)


class FakeOffice:
    """Answers the shell with made-up views."""

    def path(self, month: Period) -> PathView:
        """Nineteen of twenty-three groups have their session."""
        steps = (
            StepView(key="enter", number=1, title="Nhập", detail="19/23 tổ, còn 4",
                     state=StepState.CURRENT, room="overview", tone=StepTone.DUE),
            StepView(key="close", number=2, title="Chốt số liệu", detail="trước 16/10",
                     state=StepState.LATER, room="overview"),
            StepView(key="print", number=3, title="In, ký", detail="chưa in",
                     state=StepState.LATER, room="reports"),
        )  # fmt: skip
        dots = tuple(
            DotView(month=one, sentence=f"Tháng {one.number}/2026", state=dot_state(one.number))
            for one in year_months(2026)
        )
        return PathView(
            month=month,
            title=f"Tháng {month.number}/{month.year}",
            dates="từ 15/9 đến 14/10/2026 · còn 6 ngày",
            steps=steps,
            dots=dots,
        )

    def status(self) -> StatusView:
        """A quiet day."""
        return StatusView(
            saved="Đã lưu 10:32",
            outside_copy="Bản sao ngoài máy: hôm qua",
            undo="sửa lượt người 45 → 54",
        )

    def find(self, text: str) -> tuple[Hit, ...]:
        """Three things."""
        return (
            Hit(title="Tổ dân phố 3", detail="Thôn, tổ dân phố", room="groups", icon="house"),
            Hit(title="Họp tổ dân phố, 17/9/2026", detail="Buổi tuyên truyền · Tổ dân phố 1",
                room="sessions", icon="megaphone"),
            Hit(title="Tổ tự quản an ninh trật tự", detail="Mô hình · Tổ dân phố 3",
                room="models", icon="shield"),
        )  # fmt: skip

    def undo(self) -> Undone:
        """Nothing to take back."""
        return Undone()

    def redo(self) -> Undone:
        """Nothing to do again."""
        return Undone()


def dot_state(number: int) -> DotState:
    """January to September are closed."""
    if number < 10:
        return DotState.DONE
    return DotState.OPEN if number == 10 else DotState.COMING


class FakeRoom(Room):
    """A room around a ready widget."""

    def __init__(self, content: QWidget) -> None:
        self._content = content

    def given(self, _context: ShellContext) -> Room:
        """This very room."""
        return self

    def widget(self) -> QWidget:
        return self._content

    def help_text(self) -> str:
        return "Màn hình này cho biết tháng đang xem còn thiếu gì."


def first(window: QWidget, kind: type[W]) -> W:
    """The first widget of a kind inside a window."""
    every = cast(list[QWidget], window.findChildren(QWidget))
    return next(one for one in every if isinstance(one, kind))


def overview(theme: Theme, groups: int = 23) -> QWidget:
    """A screen like the first picture."""
    page = QWidget()
    grid = QGridLayout(page)
    grid.setContentsMargins(0, 0, 0, 0)
    grid.setSpacing(16)
    work = WorkList(theme=theme)
    work.show_items(
        (
            WorkItem(
                sentence="Tổ dân phố 3, 7, 9 và 11 chưa có buổi tuyên truyền tháng này",
                action="Nhập",
            ),
            WorkItem(sentence="Tổ dân phố 5 và 16 chưa có mô hình đang hoạt động", action="Xem"),
            WorkItem(sentence="Hai buổi chưa nhập lượt người", action="Nhập"),
            WorkItem(
                sentence="Cần xác nhận: ba tổ có cùng 45 lượt người",
                action="Xem",
                mark=Mark.QUESTION,
            ),
        )
    )
    to_do = Panel("Việc cần làm", flush=True)
    to_do.body.setContentsMargins(0, 0, 0, 0)
    to_do.body.addWidget(work)
    figures = FigureList()
    figures.show_figures(
        (
            Figure(value="19/23", label="tổ có ít nhất một buổi", note="tháng trước 23/23"),
            Figure(value="21/23", label="tổ duy trì mô hình", note="cùng kỳ 18/23"),
            Figure(value="1.234", label="lượt người tham gia", note="31 buổi"),
        )
    )
    progress = Panel("Tiến độ tháng", flush=True)
    progress.body.addWidget(figures)
    matrix = Matrix(theme=theme)
    matrix.show_view(matrix_view(groups))
    year = Panel("Buổi tuyên truyền theo tổ, 12 tháng", flush=True, line=False)
    year.body.addWidget(matrix)
    grid.addWidget(to_do, 0, 0)
    grid.addWidget(progress, 0, 1)
    grid.addWidget(year, 1, 0, 1, 2)
    grid.setColumnStretch(0, 27)
    grid.setColumnStretch(1, 20)
    grid.setRowStretch(1, 1)
    return page


def table(theme: Theme) -> QWidget:
    """A screen like the second picture."""
    columns = (
        Column[Line](title="Ngày", text=lambda line: f"{line.day.day}/{line.day.month}", width=70,
                     sort=lambda line: line.day),
        Column[Line](title="Tổ dân phố", text=lambda line: line.group, width=160),
        Column[Line](title="Hình thức", text=lambda line: line.format, width=160),
        Column[Line](title="Nội dung", text=lambda line: line.topic, width=0),
        Column[Line](title="Chủ trì", text=lambda line: line.lead, width=130),
        Column[Line](title="Lượt người", right=True, width=100,
                     text=lambda line: "chưa nhập" if line.count is None else str(line.count),
                     sort=lambda line: line.count,
                     role=lambda line: Role.DUE if line.count is None else None),
    )  # fmt: skip
    model = RowsModel(columns, theme=theme)
    shown = ListTable(model, theme=theme, memory=WindowMemory(None), key="gallery")
    shown.show_rows(LINES)
    shown.setCurrentIndex(model.index(3, 0))
    page = QWidget()
    column = QVBoxLayout(page)
    column.setContentsMargins(0, 0, 0, 0)
    column.setSpacing(10)
    head = QHBoxLayout()
    head.addWidget(Tabs(("Sổ tháng 10", "Tất cả các buổi")), 1)
    head.addWidget(SearchField("Tìm trong các buổi", theme=theme))
    head.addWidget(SecondaryButton("Dán từ Excel"))
    head.addWidget(PrimaryButton("Thêm dòng cho 4 tổ còn thiếu"))
    column.addLayout(head)
    body = QHBoxLayout()
    body.setSpacing(16)
    frame = Panel(flush=True)
    frame.body.addWidget(shown)
    body.addWidget(frame, 1)
    body.addWidget(form(theme))
    column.addLayout(body, 1)
    shown.setFocus()
    return page


def form(theme: Theme) -> QWidget:
    """One of each field."""
    panel = Panel("Chi tiết buổi")
    panel.setFixedWidth(300)
    day = DayField(name="Ngày", period=OCTOBER)
    day.set_day(date(2026, 10, 3))
    count = NumberField(name="Lượt người")
    count.set_value(1234)
    combo = ComboField(name="Hình thức", words=FORMATS, theme=theme, hint="Hội nghị, họp tổ…")
    picker = GroupPicker(choices(23), theme=theme)
    picker.set_ids(("g1", "g2", "g4"))
    wrong = Labelled("Số hộ", NumberField(name="Số hộ"))
    wrong.say("Hãy viết số nguyên bằng chữ số, ví dụ 45.")
    for label, field in (("Ngày", day), ("Thôn, tổ dân phố", picker), ("Hình thức", combo),
                         ("Lượt người", count)):  # fmt: skip
        panel.body.addWidget(Labelled(label, field))
    panel.body.addWidget(wrong)
    panel.body.addWidget(LinkButton("Không tổ chức, lý do…"))
    panel.body.addStretch(1)
    return panel


def choices(count: int) -> tuple[Choice, ...]:
    """So many groups."""
    return tuple(Choice(f"g{number}", f"Tổ dân phố {number}") for number in range(1, count + 1))


def empty(theme: Theme) -> QWidget:
    """A room without anything."""
    page = QWidget()
    column = QVBoxLayout(page)
    column.setContentsMargins(0, 0, 0, 0)
    panel = Panel(flush=True)
    panel.body.addWidget(
        EmptyState(
            "house", "Chưa có thôn, tổ dân phố nào", theme=theme, button="Nhập danh sách từ Excel",
            advice="Danh sách này là mẫu số của mọi chỉ tiêu hằng tháng.",
        )
    )  # fmt: skip
    column.addWidget(panel)
    return page


def entries(theme: Theme, first: QWidget) -> tuple[RoomEntry, ...]:
    """The rooms of this issue."""
    rooms = (
        ("overview", "Tổng quan", "house", first, False),
        ("sessions", "Tuyên truyền", "megaphone", None, False),
        ("models", "Mô hình", "shield", None, False),
        ("reports", "Báo cáo", "file-text", None, False),
        ("groups", "Thôn, tổ dân phố", "users", None, True),
        ("system", "Hệ thống", "settings", None, True),
    )
    return tuple(
        RoomEntry(
            key=key, title=title, icon=icon, low=low, make=FakeRoom(content or Text("…")).given
        )
        for key, title, icon, content, low in rooms
    )


def window(theme: Theme, kept: Kept, content: QWidget) -> MainWindow:
    """The main window around a content."""
    context = ShellContext(
        work=ImmediateExecutor(),
        theme=theme,
        memory=WindowMemory(None),
        month=OCTOBER,
        explain=lambda _error: None,
    )
    made = MainWindow(
        context=context,
        office=FakeOffice(),
        entries=entries(theme, content),
        name="Phường Hương Trà · Ban Chỉ đạo 138",
    )
    kept.append(context)
    made.show_room("overview")
    made.refresh()
    made.setGeometry(0, 0, 1366, 768)
    made.show()
    return made


def shell(theme: Theme, kept: Kept) -> QWidget:
    """The first picture."""
    return window(theme, kept, overview(theme))


def shell_small(theme: Theme, kept: Kept) -> QWidget:
    """What is left of 1366×768 at 150 %."""
    made = window(theme, kept, overview(theme))
    made.setGeometry(0, 0, 911, 512)
    return made


def shell_dark(theme: Theme, kept: Kept) -> QWidget:
    """The dark set, with a message."""
    theme.choose(preference="dark", scale=100, row_height=32)
    made = window(theme, kept, overview(theme))
    made.banner.say(
        Tone.WARN,
        "Bản sao ngoài máy gần nhất đã 12 ngày. Hãy cắm USB và ghi một bản sao mới.",
        action="Sao lưu ngay",
    )
    return made


def shell_contrast(theme: Theme, kept: Kept) -> QWidget:
    """High contrast, with trouble."""
    theme.choose(preference="contrast-dark", scale=100, row_height=32)
    made = window(theme, kept, table(theme))
    made.banner.say(Tone.TROUBLE, "Không ghi được vào USB KINGSTON (E:): thẻ đã khóa chống ghi.")
    return made


def pieces(theme: Theme, kept: Kept) -> QWidget:
    """Table, fields and buttons."""
    return window(theme, kept, table(theme))


def suggesting(theme: Theme, kept: Kept) -> QWidget:
    """Completion below a field."""
    made = window(theme, kept, table(theme))
    combo = first(made, ComboField)
    made.activateWindow()
    combo.setFocus()
    combo.setText("ho")
    combo.suggestions.offer("ho")
    return made


def picking(theme: Theme, kept: Kept) -> QWidget:
    """Ticking groups."""
    made = window(theme, kept, table(theme))
    picker = first(made, GroupPicker)
    picker.popup.open_at(picker.mapToGlobal(QPoint(0, 34)), picker.ids)
    return made


def asking(theme: Theme, kept: Kept) -> QWidget:
    """A question."""
    made = window(theme, kept, table(theme))
    question = ConfirmDialog(
        made,
        question="Xóa tổ dân phố 7?",
        detail="Tổ này chưa có buổi nào. Sau khi xóa không hoàn tác được.",
        do="Xóa tổ này",
        keep="Giữ lại",
    )
    question.show()
    question.move(480, 280)
    kept.append(question)
    return made


def nothing(theme: Theme, kept: Kept) -> QWidget:
    """A commune at its first day, F1 pressed."""
    made = window(theme, kept, empty(theme))
    made.top_bar.help_wanted.emit()
    return made


def finding(theme: Theme, kept: Kept) -> QWidget:
    """Search results, and the legend's neighbour."""
    made = window(theme, kept, overview(theme))
    made.top_bar.finder.setText("to 3")
    made.top_bar.finder.searched.emit("to 3")
    return made


def sixty(theme: Theme, kept: Kept) -> QWidget:
    """Sixty groups, with the legend."""
    made = window(theme, kept, overview(theme, 60))
    matrix = first(made, Matrix)
    matrix.setFocus()
    kept.append(matrix.show_legend())
    return made
