"""The month's path, always in sight: the month, its steps, and the twelve months around it."""

from itertools import pairwise

from PySide6.QtCore import QSize, Qt, Signal
from PySide6.QtGui import QFontMetrics, QResizeEvent
from PySide6.QtWidgets import QFrame, QHBoxLayout, QSizePolicy, QVBoxLayout, QWidget

from desktop.i18n import _
from desktop.ui.design.theme import Theme
from desktop.ui.design.tokens import Role
from desktop.ui.shell.dots import DotStrip
from desktop.ui.shell.steps import StepButton
from desktop.ui.shell.views import NoticeView, PathView, StepState
from desktop.ui.widgets.buttons import IconButton, LinkButton
from desktop.ui.widgets.layouts import clear_layout
from desktop.ui.widgets.text import Icon, Line, Text

_SPARE = 8
_BELOW_NOTICE = 6
_DATES_NEED = 560
_DOTS_NEED = 640
_STEP_GAP = 10
_AROUND_PARTS = 40  # margins and gaps of the single line


class PathBar(QFrame):
    """Shows a :class:`PathView`. ``moved`` carries −1 or 1, ``month_chosen`` a month,
    ``opened`` the step or the notice that was clicked."""

    moved = Signal(int)
    month_chosen = Signal(object)
    opened = Signal(object)

    def __init__(self, *, theme: Theme) -> None:
        super().__init__()
        self.setProperty("kind", "bar")
        self._theme = theme
        self._view: PathView | None = None
        self._folded = False
        self._steps: list[StepButton] = []
        self._links: list[_Link] = []
        self._build_head()
        # A widget of its own: a layout inside a row would be deleted with the row.
        self._step_box = QWidget()
        self._step_row = QHBoxLayout(self._step_box)
        self._step_row.setContentsMargins(0, 0, 0, 0)
        self._step_row.setSpacing(_STEP_GAP)
        self.notice = NoticeLine(theme=theme)
        self.notice.opened.connect(self.opened)
        outer = QVBoxLayout(self)
        outer.setContentsMargins(0, 0, 0, 0)
        outer.setSpacing(0)
        self._rows = QVBoxLayout()
        self._rows.setSpacing(2)
        outer.addLayout(self._rows, 1)
        self._around_notice = QHBoxLayout()
        self._around_notice.setContentsMargins(0, 0, 0, 0)
        self._around_notice.addWidget(self.notice)
        outer.addLayout(self._around_notice)
        self._lay_out()
        theme.keep(self, self._measure)
        theme.keep(self, self._weigh_width)

    @property
    def steps(self) -> tuple[StepButton, ...]:
        """The buttons of the steps."""
        return tuple(self._steps)

    @property
    def folded(self) -> bool:
        """Whether the path is one line."""
        return self._folded

    def show_path(self, view: PathView) -> None:
        """Show the path of a month."""
        self._view = view
        self._title.setText(view.title)
        self._title.setToolTip(view.dates)
        self._dates.setText(view.dates)
        self._dots.show_dots(view.dots, view.month.id)
        if len(self._steps) != len(view.steps):
            self._make_steps(len(view.steps))
        for button, step in zip(self._steps, view.steps, strict=True):
            button.show_step(step, folded=self._folded)
        self.notice.show_notice(view.notice)
        self._measure()
        self._weigh_width()

    def fold(self, folded: bool) -> None:  # noqa: FBT001  a state, not a choice of behaviour
        """Show the path in one line, for windows that are low."""
        if folded == self._folded:
            return
        self._folded = folded
        self._dots.tighten(tight=folded)
        self._lay_out()
        self._measure()
        if self._view is not None:
            self.show_path(self._view)

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Drop what a narrow window has no room for."""
        super().resizeEvent(event)
        self._weigh_width()

    def minimumSizeHint(self) -> QSize:
        """One line asks for discs alone beside the step that is to be done; the dots give way."""
        least = super().minimumSizeHint()
        if not self._folded:
            return least
        spare = sum(one.minimumSizeHint().width() - one.bare_width for one in self._least_told())
        if not self._dots.isHidden():
            spare += self._dots.minimumSizeHint().width()
        return QSize(max(0, least.width() - spare), least.height())

    def _build_head(self) -> None:
        theme = self._theme
        self._head = QWidget()
        row = QHBoxLayout(self._head)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(4)
        self._back = IconButton(
            "chevron-left",
            _("Month before (Ctrl+Page Up)"),
            theme=theme,
            on_click=self._go_back,
            role=Role.ACCENT,
            size=18,
        )
        self._forth = IconButton(
            "chevron-right",
            _("Month after (Ctrl+Page Down)"),
            theme=theme,
            on_click=self._go_forth,
            role=Role.ACCENT,
            size=18,
        )
        self._title = Text("", look="heading")
        self._dates = Text("", look="soft")
        self._dates.setContentsMargins(16, 0, 0, 0)
        self._dots = DotStrip(theme=theme)
        self._dots.chosen.connect(self.month_chosen)
        row.addWidget(self._back)
        row.addWidget(self._title)
        row.addWidget(self._forth)
        row.addWidget(self._dates)
        row.addStretch(1)

    def _lay_out(self) -> None:
        """Put head, steps and dots in two rows, or in one."""
        while self._rows.count():
            self._rows.takeAt(0)
        if self._folded:
            line = QHBoxLayout()
            line.setSpacing(10)
            line.addWidget(self._head)
            line.addWidget(self._step_box, 1)
            line.addWidget(self._dots)
            self._rows.addLayout(line)
            self._rows.setContentsMargins(8, 2, 12, 2)
        else:
            line = QHBoxLayout()
            line.addWidget(self._head, 1)
            line.addWidget(self._dots, 0, Qt.AlignmentFlag.AlignVCenter)
            self._rows.addLayout(line)
            self._rows.addWidget(self._step_box, 1)
            self._rows.setContentsMargins(20, 10, 24, 4)

    def _make_steps(self, count: int) -> None:
        clear_layout(self._step_row)
        self._steps = []
        self._links = []
        for number in range(count):
            if number:
                self._links.append(_Link())
                self._step_row.addWidget(self._links[-1], 1)
            button = StepButton(theme=self._theme)
            button.clicked.connect(lambda _checked=False, at=number: self._open(at))
            self._steps.append(button)
            self._step_row.addWidget(button)
        self._step_row.addStretch(1)
        self._order_tabs()

    def _measure(self) -> None:
        shape = self._theme.tokens.shape
        steps = (shape.path_folded if self._folded else shape.path) - 4
        if self._steps and not self._folded:
            steps = min(steps, self._need())
        said = self._view is not None and self._view.notice is not None
        strip = self.notice.sizeHint().height() + _BELOW_NOTICE
        self._around_notice.setContentsMargins(*((14, 0, 14, _BELOW_NOTICE) if said else (0,) * 4))
        self.setFixedHeight(steps + (strip if said else 0))
        self.update()

    def _need(self) -> int:
        """What two rows take: larger text makes the discs no larger, and the rest is the page's."""
        rows = ((self._back, self._title), self._steps)
        for one in (*rows[0], *rows[1]):
            one.ensurePolished()
        around = self._rows.contentsMargins()
        heights = (max(one.sizeHint().height() for one in row) for row in rows)
        return around.top() + around.bottom() + self._rows.spacing() + sum(heights) + _SPARE

    def _weigh_width(self) -> None:
        self._dates.setVisible(not self._folded and self.width() > _DATES_NEED)
        has_dots = self._view is not None and bool(self._view.dots)
        self._strip_steps()
        self._weigh_links()
        self._dots.setVisible(has_dots and self.width() > self._dots_need())

    def _weigh_links(self) -> None:
        """The words of the steps come before the lines between them."""
        around = self._rows.contentsMargins()
        room = self.width() - around.left() - around.right()
        parts: list[QWidget] = [*self._steps, *self._links]
        need = sum(one.sizeHint().width() + _STEP_GAP for one in parts)
        for link in self._links:
            link.setVisible(not self._folded and need <= room)

    def _dots_need(self) -> int:
        """From which width on the dots have room; in one line the steps come first."""
        if not self._folded:
            return _DOTS_NEED
        return self._line_need() + self._dots.sizeHint().width()

    def _line_need(self) -> int:
        """What the month and its steps take in one line; of the buttons themselves, since a
        layout leaves those out that were not shown yet."""
        steps = sum(one.sizeHint().width() + _STEP_GAP for one in self._steps)
        return _AROUND_PARTS + self._head.sizeHint().width() + steps

    def _strip_steps(self) -> None:
        """In one line that is too short, steps are discs alone until the others have room."""
        for button in self._steps:
            button.strip(bare=False)
        for button in self._least_told():
            if not self._folded or self._line_need() <= self.width():
                break
            button.strip(bare=True)

    def _least_told(self) -> list[StepButton]:
        """The steps in the order in which their words may go: what is done from the first one
        on, then what is still to come from the last one back; the one to be done keeps its own."""
        done = [one for one in self._steps if _state(one) is StepState.DONE]
        later = [one for one in self._steps if _state(one) is StepState.LATER]
        due = [one for one in self._steps if _state(one) is StepState.DUE]
        return [*done, *reversed(later), *reversed(due)]

    def _order_tabs(self) -> None:
        """The arrows, the steps made anew, the dots, the notice: as they stand."""
        order = [self._back, self._forth, *self._steps, self._dots, self.notice.action]
        for before, after in pairwise(order):
            QWidget.setTabOrder(before, after)

    def _open(self, number: int) -> None:
        if self._view is not None:
            self.opened.emit(self._view.steps[number])

    def _go_back(self) -> None:
        self.moved.emit(-1)

    def _go_forth(self) -> None:
        self.moved.emit(1)


def _state(button: StepButton) -> StepState | None:
    return button.view.state if button.view is not None else None


class NoticeLine(QFrame):
    """One line below the steps; what has no room is cut and stands in the tooltip."""

    opened = Signal(object)

    def __init__(self, *, theme: Theme) -> None:
        super().__init__()
        self.setProperty("kind", "warn")
        self._view: NoticeView | None = None
        self.text = Text("")
        self.text.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Preferred)
        self.action = LinkButton("", self._open)
        row = QHBoxLayout(self)
        row.setContentsMargins(10, 2, 8, 2)
        row.setSpacing(10)
        row.addWidget(Icon("pencil", theme=theme, role=Role.DUE))
        row.addWidget(self.text, 1)
        row.addWidget(self.action)
        self.hide()

    def show_notice(self, view: NoticeView | None) -> None:
        """Say it, or nothing."""
        self._view = view
        self.setVisible(view is not None)
        if view is not None:
            self.action.setText(view.action)
            self.setToolTip(view.text)
            self.text.setAccessibleName(view.text)
            self._cut()

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Cut the words to the room."""
        super().resizeEvent(event)
        self._cut()

    def _cut(self) -> None:
        if self._view is not None:
            room = max(0, self.width() - self.action.sizeHint().width() - 72)
            metrics = QFontMetrics(self.text.font())
            cut = metrics.elidedText(self._view.text, Qt.TextElideMode.ElideRight, room)
            self.text.setText(cut)

    def _open(self) -> None:
        if self._view is not None:
            self.opened.emit(self._view)


class _Link(QWidget):
    """The line between two steps."""

    def __init__(self) -> None:
        super().__init__()
        column = QVBoxLayout(self)
        column.setContentsMargins(8, 12, 8, 0)
        column.addWidget(Line(), 0, Qt.AlignmentFlag.AlignTop)
        self.setMaximumWidth(80)
