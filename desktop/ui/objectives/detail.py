"""One objective opened: its clause, how it stands, what it is made of, what is to be entered."""

from collections.abc import Callable, Sequence
from functools import partial

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import (
    QBoxLayout,
    QGridLayout,
    QHBoxLayout,
    QScrollArea,
    QVBoxLayout,
    QWidget,
)

from desktop.actions.objectives import BoardLine
from desktop.domain.objective_figures import Part
from desktop.domain.objective_results import Lacking, Reason
from desktop.domain.periods import Period
from desktop.domain.plan_expressions import TermKind
from desktop.domain.plan_facts import EntryState
from desktop.domain.plans import Allocated, EnteredBy, Objective, ObjectiveKind
from desktop.i18n import _, ngettext
from desktop.ui.design.theme import Theme
from desktop.ui.objectives.board_view import STATE_SIGNS
from desktop.ui.objectives.figure_words import (
    goal_text,
    is_stated,
    kind_word,
    now_text,
    state_of,
    target_note,
    why_text,
)
from desktop.ui.objectives.inputs import (
    AnswerPart,
    NumbersPart,
    StatusPart,
    is_answered,
    status_of,
)
from desktop.ui.objectives.lines import (
    BoardRead,
    comparisons,
    readings_beside,
    way_text,
    year_chart,
)
from desktop.ui.widgets.buttons import IconButton, LinkButton, SecondaryButton
from desktop.ui.widgets.chart_panel import ChartPanel
from desktop.ui.widgets.layouts import clear_layout
from desktop.ui.widgets.panel import Panel
from desktop.ui.widgets.text import Icon, Line, Text
from desktop.wording import period_name
from desktop.wording.objectives import part_text
from desktop.wording.plans import calculation_text, entered_by, target_text

Act = Callable[[], object]
_WIDE_CHART = 720
_CHART_HEIGHT, _TABLE_LINES = 190, 13


class DetailPanel(Panel):
    """The panel beside or below the list.

    ``closed`` is sent by the cross; ``go_wanted`` carries a room and its target, ``reading_wanted``
    the id of another reading, ``table_wanted`` the id of an allocated table, ``edit_wanted``
    and ``drop_wanted`` that of an objective which the committee added itself.
    """

    closed = Signal()
    go_wanted = Signal(str, object)
    reading_wanted = Signal(str)
    table_wanted = Signal(str)
    edit_wanted = Signal(str)
    drop_wanted = Signal(str)

    def __init__(self, *, theme: Theme, period: Period) -> None:
        super().__init__(" ", flush=True)
        self._theme = theme
        self.objective_id = ""
        self._month = ""
        self.add_action(IconButton("x", _("Close"), theme=theme, on_click=self.closed.emit))
        self.answers = AnswerPart(theme=theme, period=period)
        self.statuses = StatusPart(theme=theme, period=period)
        self.numbers = NumbersPart()
        self.chart = ChartPanel(theme=theme)
        self._head_lines, self._clause, self._state = _column(), _column(), _column()
        self._way, self._parts, self._notes = _column(), _column(), _column()
        self._compared = QGridLayout()
        self._compared.setHorizontalSpacing(12)
        self._compared.setVerticalSpacing(2)
        self._table = SecondaryButton(_("Table of allocated targets…"), self._ask_table)
        self._table_id = ""
        self._chart_title = Text(_("The year"), look="strong")
        self._lay_out()

    def set_period(self, period: Period) -> None:
        """Take the month in which short days are understood."""
        self.answers.set_period(period)
        self.statuses.set_period(period)

    def show_line(self, line: BoardLine, read: BoardRead) -> None:
        """Show an objective; what is being typed for the same one stays."""
        fresh = self.objective_id != line.objective.id
        self.objective_id = line.objective.id
        own = line.objective.id in read.own
        title = _("An objective of the Committee") if own else _("Objective {number}")
        self.set_title(title.format(number=line.objective.id))
        self._show_head(line.objective, read)
        self._show_clause(line.objective, read)
        self._show_state(line, read.board.month)
        self._show_way(line)
        self._show_parts(line, read)
        self._show_inputs(line.objective, read, fresh=fresh)
        self._show_chart(line, read.board.month)
        if fresh:
            self._scroll.verticalScrollBar().setValue(0)

    def resizeEvent(self, event: QResizeEvent) -> None:
        """The chart's table stands beside it, or below where there is no room."""
        super().resizeEvent(event)
        self._weigh_chart()

    def _show_head(self, objective: Objective, read: BoardRead) -> None:
        clear_layout(self._head_lines)
        self._head_lines.addWidget(Text(objective.title, look="heading", wrap=True))
        self._head_lines.addWidget(Text(objective.clause, look="small", wrap=True))
        if objective.reading:
            self._head_lines.addWidget(Text(objective.reading, look="soft", wrap=True))
        others = readings_beside(read.pack, objective) if read.pack is not None else ()
        for other in others:
            text = _("The other reading: objective {number}").format(number=other.id)
            self._head_lines.addWidget(_link(text, partial(self.reading_wanted.emit, other.id)))

    def _show_clause(self, objective: Objective, read: BoardRead) -> None:
        """The plan's own words, how it is computed, and who enters it."""
        clear_layout(self._clause)
        self._clause.addWidget(Text(_("What the plan says"), look="strong"))
        self._clause.addWidget(Text(f"“{objective.quote}”", look="soft", wrap=True))
        pack = read.pack
        if pack is not None:
            for words in _asked(objective, calculation_text(objective, pack)):
                self._clause.addWidget(Text(words, look="small", wrap=True))
            if target := target_text(objective, pack):
                said = _("Target: {target}").format(target=target)
                self._clause.addWidget(Text(said, look="small", wrap=True))
        if objective.id in read.own:
            edit = partial(self.edit_wanted.emit, objective.id)
            self._clause.addWidget(_link(_("Change this objective of ours…"), edit))
            drop = partial(self.drop_wanted.emit, objective.id)
            self._clause.addWidget(_link(_("Remove this objective of ours"), drop))
        if objective.note:
            self._clause.addWidget(Text(objective.note, look="small", wrap=True))

    def _show_state(self, line: BoardLine, month: Period) -> None:
        clear_layout(self._state)
        icon, role = STATE_SIGNS[state_of(line)]
        box = QWidget()
        row = QHBoxLayout(box)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(8)
        row.addWidget(Icon(icon, theme=self._theme, role=role))
        word, figure, why = kind_word(line), now_text(line), why_text(line)
        word = word[:1].upper() + word[1:]
        if why and not figure:
            word = _("{state} · {reason}").format(state=word, reason=why)
        row.addWidget(Text(word, look="strong", wrap=not figure), 0 if figure else 1)
        if figure:
            row.addWidget(Text(figure, look="heading", wrap=True), 1)
        self._state.addWidget(box)
        if why and figure:
            self._state.addWidget(Text(why[:1].upper() + why[1:] + ".", wrap=True))
        figure_now = line.now.figure
        target = goal_text(line.objective, figure_now) if figure_now is not None else ""
        if target and target_note(line):
            said = _("Target in force: {target}").format(target=target)
            self._state.addWidget(Text(said, look="soft"))
        self._show_compared(comparisons(line, month))

    def _show_compared(self, said: Sequence[tuple[str, str]]) -> None:
        clear_layout(self._compared)
        for number, (label, value) in enumerate(said):
            self._compared.addWidget(Text(label, look="soft", wrap=True), number, 0)
            strong = Text(value, look="strong" if number == 0 else "", wrap=True)
            self._compared.addWidget(strong, number, 1)
        self._compared.setColumnStretch(0, 1)
        self._compared.setColumnStretch(1, 1)

    def _show_way(self, line: BoardLine) -> None:
        clear_layout(self._way)
        said = way_text(line)
        if said:
            self._way.addWidget(Text(_("What would make it met"), look="strong"))
            self._way.addWidget(Text(said, wrap=True))
        if line.now.figure is not None and line.now.figure.reason is Reason.NO_UNIT:
            self._way.addWidget(_link(_("Choose our own row of the table…"), self._ask_table))
        for text, room, target in _places(line):
            self._way.addWidget(_link(text, partial(self.go_wanted.emit, room, target)))
        if line.result is None:
            stored = _("The month is closed; its stored figures say no more than this.")
            self._way.addWidget(Text(stored, look="small", wrap=True))

    def _show_parts(self, line: BoardLine, read: BoardRead) -> None:
        clear_layout(self._parts)
        parts = line.result.outcome.parts if line.result is not None else ()
        if not parts:
            return
        self._parts.addWidget(Text(_("What it is made of"), look="strong"))
        grid_box = QWidget()
        grid = QGridLayout(grid_box)
        grid.setContentsMargins(0, 0, 0, 0)
        grid.setHorizontalSpacing(12)
        grid.setVerticalSpacing(2)
        grid.setColumnStretch(0, 1)
        for number, part in enumerate(parts):
            role, name, value = part_text(part, line.objective)
            grid.addWidget(Text(f"{role}: {name}", wrap=True), number, 0)
            shown = self._value(part, value, read)
            grid.addWidget(shown, number, 1, Qt.AlignmentFlag.AlignRight)
        self._parts.addWidget(grid_box)

    def _value(self, part: Part, value: str, read: BoardRead) -> QWidget:
        """A figure; one that nobody entered is a link to its place, if that is the commune's."""
        if part.state is not EntryState.MISSING:
            return Text(value)
        if kept_above(part, read):
            return Text(_("kept by the superior"), look="soft")
        if not entered_here(part, read):
            return Text(missing_words(part))
        target = {"category": part.name, "month": part.months[-1] if part.months else ""}
        act = partial(self.go_wanted.emit, "counts", target)
        return LinkButton(missing_words(part), act, small=True)

    def _show_inputs(self, objective: Objective, read: BoardRead, *, fresh: bool) -> None:
        entries, status = read.entries, status_of(objective)
        if fresh:
            self.answers.clear()
            self.statuses.clear()
        self.answers.setVisible(is_answered(objective))
        given = [one for one in entries.answers if one.objective == objective.id]
        self.answers.show_answers(given)
        self.statuses.setVisible(bool(status))
        self.statuses.show_events([one for one in entries.statuses if one.status == status])
        pack = read.pack
        asked = pack is not None and self.numbers.show_objective(objective, pack, entries)
        self.numbers.setVisible(asked)
        rule = objective.rule
        self._table_id = rule.table if isinstance(rule, Allocated) else ""
        self._table.setVisible(bool(self._table_id))

    def _show_chart(self, line: BoardLine, month: Period) -> None:
        view = year_chart(line, month)
        shown = not view.empty and not is_stated(line.objective)
        self.chart.setVisible(shown)
        self._chart_title.setVisible(shown)
        if shown:
            self.chart.show_view(view)
            ids = [column.id for column in view.columns]
            if self._month != month.id and month.id in ids:
                self.chart.chart.go_to(ids.index(month.id))
            self._month = month.id
            self._weigh_chart()

    def _weigh_chart(self) -> None:
        layout = self.chart.layout()
        if not isinstance(layout, QBoxLayout):
            return
        scale = max(self._theme.tokens.type.text / 13, 1)
        wide = self.width() >= _WIDE_CHART * scale
        across, down = QBoxLayout.Direction.LeftToRight, QBoxLayout.Direction.TopToBottom
        layout.setDirection(across if wide else down)
        layout.setSpacing(24 if wide else 8)
        line = self.chart.table.verticalHeader().defaultSectionSize()
        table = line * _TABLE_LINES + 8
        self.chart.table.setFixedHeight(table)
        self.chart.chart.setMinimumHeight(round(_CHART_HEIGHT * scale))
        self.chart.setFixedHeight(table if wide else table + round(_CHART_HEIGHT * scale) + 12)

    def _ask_table(self) -> None:
        if self._table_id:
            self.table_wanted.emit(self._table_id)

    def _lay_out(self) -> None:
        content = QWidget()
        column = QVBoxLayout(content)
        column.setContentsMargins(16, 12, 16, 16)
        column.setSpacing(10)
        for part in (self._head_lines, self._state):
            column.addLayout(part)
        column.addLayout(self._compared)
        column.addLayout(self._way)
        column.addLayout(self._parts)
        column.addWidget(Line())
        for widget in (self.answers, self.statuses, self.numbers):
            column.addWidget(widget)
        column.addWidget(self._table, 0, Qt.AlignmentFlag.AlignLeft)
        column.addWidget(self._chart_title)
        column.addWidget(self.chart)
        column.addWidget(Line())
        column.addLayout(self._clause)
        column.addStretch(1)
        self._scroll = QScrollArea()
        self._scroll.setWidgetResizable(True)
        self._scroll.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self._scroll.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self._scroll.setWidget(content)
        self._scroll.viewport().setAutoFillBackground(False)
        content.setAutoFillBackground(False)
        self.body.addWidget(self._scroll, 1)


_ENTERED_MONTHLY = frozenset({TermKind.COUNT, TermKind.OPENING})


def entered_here(part: Part, read: BoardRead) -> bool:
    """Whether the commune's own monthly sheet asks for a figure."""
    count = read.pack.count(part.name) if read.pack is not None else None
    return part.kind in _ENTERED_MONTHLY and count is not None and not kept_above(part, read)


def kept_above(part: Part, read: BoardRead) -> bool:
    """Whether the superior keeps a figure, so that nobody here is asked for it."""
    count = read.pack.count(part.name) if read.pack is not None else None
    monthly = part.kind in _ENTERED_MONTHLY
    return monthly and count is not None and count.entered_by is EnteredBy.SUPERIOR


def missing_words(part: Part) -> str:
    """ "chưa nhập (tháng 9/2026)", or how many months; a link to where they are entered."""
    if len(part.months) > 1:
        text = ngettext("{count} month not entered", "{count} months not entered", len(part.months))
        return text.format(count=len(part.months))
    month = period_name(part.months[0]) if part.months else ""
    return _("not entered: {month}").format(month=month) if month else _("not entered")


def _asked(objective: Objective, calculation: str) -> tuple[str, ...]:
    """How it is computed, and who enters it."""
    said = [_("Who: {who}").format(who=entered_by(objective.entered_by))]
    if calculation:
        said.insert(0, _("Computed: {sum}").format(sum=calculation))
    return tuple(said)


def _places(line: BoardLine) -> tuple[tuple[str, str, object], ...]:
    """Where to go to enter what is lacking: words, room, target."""
    if line.way.groups:
        if line.objective.kind is ObjectiveKind.FREQUENCY:
            return ((_("Enter sessions in “Outreach”"), "sessions", _first(line.way.groups)),)
        return ((_("Enter models in “Models”"), "models", _first(line.way.groups)),)
    if line.way.asked and line.objective.answered_by.value == "assessment":
        return ((_("To the tab “The area”"), "objectives", {"tab": "area"}),)
    return ()


def _first(groups: Sequence[Lacking]) -> dict[str, str]:
    return {"group": groups[0].id}


def _column() -> QVBoxLayout:
    column = QVBoxLayout()
    column.setSpacing(4)
    return column


def _link(text: str, act: Act) -> QWidget:
    """A link as wide as its words; a widget, so that a layout that is cleared lets it go."""
    box = QWidget()
    row = QHBoxLayout(box)
    row.setContentsMargins(0, 0, 0, 0)
    row.addWidget(LinkButton(text, act, small=True))
    row.addStretch(1)
    return box
