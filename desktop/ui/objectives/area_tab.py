"""The tab "Địa bàn": the level now, its history, being without drugs, milestones, population."""

from collections.abc import Callable, Sequence
from functools import partial

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QBoxLayout, QHBoxLayout, QScrollArea, QVBoxLayout, QWidget

from desktop.actions.areas import AreaMilestone, MilestoneLine, PopulationYear
from desktop.domain.area_rules import AreaRule
from desktop.domain.periods import Period
from desktop.i18n import _
from desktop.ui.design.theme import Theme
from desktop.ui.design.tokens import Role
from desktop.ui.objectives.area_form import AssessmentForm
from desktop.ui.objectives.area_lines import (
    AreaRead,
    drug_free_text,
    history,
    level_text,
    milestone_text,
    population_text,
    proposed_text,
    since_text,
)
from desktop.ui.objectives.inputs import StatusPart
from desktop.ui.widgets.buttons import LinkButton, PrimaryButton, SecondaryButton
from desktop.ui.widgets.fields import DayField, Labelled, LineField, NumberField
from desktop.ui.widgets.layouts import clear_layout
from desktop.ui.widgets.panel import Panel
from desktop.ui.widgets.text import Icon, Text

Act = Callable[[], object]
_TWO_COLUMNS = 720


class PopulationPart(QWidget):
    """The population year by year, and a line for another year."""

    wanted = Signal(int, int, object)
    withdrawn = Signal(int)

    def __init__(self, *, period: Period) -> None:
        super().__init__()
        self.year = NumberField(name=_("Year"), largest=9999)
        self.people = NumberField(name=_("Population"))
        self.day = DayField(name=_("Counted on"), period=period)
        self._known = _column(2)
        column = _box(self)
        column.addLayout(self._known)
        row = QHBoxLayout()
        row.setSpacing(8)
        self._row = Labelled(_("Population"), self.people)
        row.addWidget(Labelled(_("Year"), self.year), 2)
        row.addWidget(self._row, 3)
        row.addWidget(Labelled(_("Counted on"), self.day), 3)
        bottom = Qt.AlignmentFlag.AlignBottom
        row.addWidget(
            SecondaryButton(_("Record it"), self.ask).needs("record_assessment"), 0, bottom
        )
        column.addLayout(row)
        self._said = Text("", look="trouble-small", wrap=True)
        self._said.hide()
        column.addWidget(self._said)
        self._sent: tuple[object, ...] = ()

    @property
    def begun(self) -> bool:
        """Whether something stands in the line that was not recorded yet."""
        return any(field.text().strip() for field in (self.year, self.people, self.day))

    def flush(self) -> bool:
        """Record what stands in the line; False when it cannot be, which is said there."""
        if not self.begun:
            return True
        self.ask()
        return self._said.isHidden()

    def show_years(self, years: Sequence[PopulationYear]) -> None:
        """Show the years known, the newest first."""
        clear_layout(self._known)
        for one in sorted(years, key=lambda known: -known.year):
            back = LinkButton(
                _("Take back"), partial(self.withdrawn.emit, one.year), small=True
            ).needs("record_assessment")
            self._known.addWidget(_line(population_text(one), back))
        if not years:
            self._known.addWidget(Text(_("No year was entered yet."), look="soft", wrap=True))

    def say(self, problem: str) -> None:
        """Say why a year was refused."""
        self._sent = ()
        self._said.setText(problem)
        self._said.setVisible(bool(problem))

    def clear(self) -> None:
        """Empty the line for the next year."""
        for field in (self.year, self.people, self.day):
            field.clear()
        self._sent = ()
        self.say("")

    def ask(self) -> None:
        """Send the line when it is whole."""
        if self.year.value is None or self.people.value is None or not self.day.sound:
            self.say(_("Write the year and the number of persons; the day may stay blank."))
            return
        typed = (self.year.value, self.people.value, self.day.day)
        if typed != self._sent:
            self._sent = typed
            self.wanted.emit(*typed)


class MilestonePart(QWidget):
    """The milestones of changing the area, and a line for a new or a changed one."""

    wanted = Signal(object)
    withdrawn = Signal(str)

    def __init__(self, *, theme: Theme, period: Period) -> None:
        super().__init__()
        self._theme = theme
        self._editing = AreaMilestone("", "")
        self.title = LineField(name=_("Milestone"), hint=_("Two key points eliminated…"))
        self.due = DayField(name=_("Due by"), period=period)
        self.done = DayField(name=_("Reached on"), period=period)
        self._known = _column(2)
        column = _box(self)
        column.addLayout(self._known)
        column.addWidget(Labelled(_("Milestone"), self.title))
        row = QHBoxLayout()
        row.setSpacing(8)
        row.addWidget(Labelled(_("Due by"), self.due), 1)
        row.addWidget(Labelled(_("Reached on"), self.done), 1)
        self.record = SecondaryButton(_("Record it"), self.ask).needs("set_milestone")
        row.addWidget(self.record, 0, Qt.AlignmentFlag.AlignBottom)
        column.addLayout(row)
        self._said = Text("", look="trouble-small", wrap=True)
        self._said.hide()
        column.addWidget(self._said)
        self._sent: AreaMilestone | None = None

    @property
    def begun(self) -> bool:
        """Whether something stands in the line that was not recorded yet."""
        return any(field.text().strip() for field in (self.title, self.due, self.done))

    def flush(self) -> bool:
        """Record what stands in the line; False when it cannot be, which is said there."""
        if not self.begun:
            return True
        self.ask()
        return self._said.isHidden()

    def show_lines(self, lines: Sequence[MilestoneLine]) -> None:
        """Show the milestones; a late one has its sign and its word."""
        clear_layout(self._known)
        for one in lines:
            self._known.addWidget(self._row_of(one))
        if not lines:
            self._known.addWidget(Text(_("No milestone was set yet."), look="soft", wrap=True))

    def edit(self, milestone: AreaMilestone) -> None:
        """Take a milestone into the line below."""
        self._editing = milestone
        self.title.setText(milestone.title)
        self.due.set_day(milestone.due)
        self.done.set_day(milestone.done_on)
        self.title.setFocus()

    def clear(self) -> None:
        """Empty the line for a new milestone."""
        self._editing, self._sent = AreaMilestone("", ""), None
        self.title.clear()
        self.due.set_day(None)
        self.done.set_day(None)
        self.say("")

    def say(self, problem: str) -> None:
        """Say why a milestone was refused."""
        self._sent = None
        self._said.setText(problem)
        self._said.setVisible(bool(problem))

    def ask(self) -> None:
        """Send the line when its days can be read."""
        if not (self.due.sound and self.done.sound):
            self.say(_("This is no day. Write it as 5/10 or 05/10/2026."))
            return
        before = self._editing
        draft = AreaMilestone(
            id=before.id,
            title=self.title.text().strip(),
            due=self.due.day,
            done_on=self.done.day,
            note=before.note,
        )
        if draft == before and draft.id:
            self.clear()
        elif draft != self._sent:
            self._sent = draft
            self.wanted.emit(draft)

    def _row_of(self, line: MilestoneLine) -> QWidget:
        one = line.milestone
        icon, role = ("circle-check", Role.MET) if line.done else ("circle", Role.SOFT)
        if line.overdue:
            icon, role = "triangle-alert", Role.DUE
        look = "todo" if line.overdue else "soft"
        change = LinkButton(_("Change"), partial(self.edit, one), small=True).needs("set_milestone")
        drop = LinkButton(_("Delete"), partial(self.withdrawn.emit, one.id), small=True).needs(
            "delete_milestone"
        )
        box = QWidget()
        row = QHBoxLayout(box)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(8)
        row.addWidget(Icon(icon, theme=self._theme, role=role))
        row.addWidget(Text(one.title, wrap=True), 1)
        row.addWidget(Text(milestone_text(line), look=look))
        row.addWidget(change)
        row.addWidget(drop)
        return box


class AreaPage(QWidget):
    """Panels at the left and right; the form of an assessment takes the right's place."""

    edit_wanted = Signal(str)

    def __init__(
        self, *, theme: Theme, period: Period, rules: tuple[AreaRule, ...], on_new: Act
    ) -> None:
        super().__init__()
        self._theme = theme
        self.form = AssessmentForm(theme=theme, period=period, rules=rules)
        self.statuses = StatusPart(theme=theme, period=period)
        self.population = PopulationPart(period=period)
        self.milestones = MilestonePart(theme=theme, period=period)
        self.level = Text("", look="title", wrap=True)
        self._since = Text("", wrap=True)
        self._proposed = Text("", look="soft", wrap=True)
        self._drug_free = Text("", wrap=True)
        self._history = _column(6)
        self._lay_out(on_new)
        self.form.hide()

    def show_read(self, read: AreaRead) -> None:
        """Show the area of a month; what is being typed stays."""
        self.level.setText(level_text(read))
        self._since.setText(since_text(read))
        proposed = proposed_text(read)
        self._proposed.setText(proposed)
        self._proposed.setVisible(bool(proposed))
        self._drug_free.setText(drug_free_text(read.view.drug_free))
        self.statuses.show_events(read.events)
        self.population.show_years(read.view.population)
        self.milestones.show_lines(read.view.milestones)
        self._show_history(read)

    def show_form(self, *, shown: bool) -> None:
        """Open or close the form."""
        self.form.setVisible(shown)
        self._weigh()

    def resizeEvent(self, event: QResizeEvent) -> None:
        """One column below the other where two have no room."""
        super().resizeEvent(event)
        self._weigh()

    def _show_history(self, read: AreaRead) -> None:
        clear_layout(self._history)
        for line in history(read):
            open_it = partial(self.edit_wanted.emit, line.assessment.id)
            said = line.sentence
            if line.later:
                said = _("{text} (after the month shown)").format(text=said)
            self._history.addWidget(_line(said, LinkButton(_("Open"), open_it, small=True)))
        if not read.assessments:
            said = _("No assessment was entered yet.")
            self._history.addWidget(Text(said, look="soft", wrap=True))

    def _weigh(self) -> None:
        scale = max(self._theme.tokens.type.text / 13, 1)
        taken = 0 if self.form.isHidden() else self.form.width()
        wide = self.width() - taken >= _TWO_COLUMNS * scale
        across, down = QBoxLayout.Direction.LeftToRight, QBoxLayout.Direction.TopToBottom
        self._columns.setDirection(across if wide else down)

    def _lay_out(self, on_new: Act) -> None:
        now = Panel(_("The area now"))
        now.add_action(PrimaryButton(_("New assessment"), on_new).needs("record_assessment"))
        for text in (self.level, self._since, self._proposed):
            now.body.addWidget(text)
        past = Panel(_("History of the levels"))
        past.body.addLayout(self._history)
        free = Panel(_("Area without drugs"))
        free.body.addWidget(self._drug_free)
        free.body.addWidget(self.statuses)
        people = Panel(_("Population by year"))
        people.body.addWidget(self.population)
        marks = Panel(_("Milestones of changing the area"))
        marks.body.addWidget(self.milestones)
        content = QWidget()
        self._columns = QHBoxLayout(content)
        self._columns.setContentsMargins(0, 0, 0, 0)
        self._columns.setSpacing(16)
        for panels in ((now, past), (free, marks, people)):
            side = QVBoxLayout()
            side.setSpacing(16)
            for panel in panels:
                side.addWidget(panel)
            side.addStretch(1)
            self._columns.addLayout(side, 1)
        scroll = QScrollArea()
        scroll.setWidgetResizable(True)
        scroll.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        scroll.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        scroll.setWidget(content)
        scroll.viewport().setAutoFillBackground(False)
        content.setAutoFillBackground(False)
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(16)
        row.addWidget(scroll, 1)
        row.addWidget(self.form)


def _line(text: str, link: QWidget) -> QWidget:
    box = QWidget()
    row = QHBoxLayout(box)
    row.setContentsMargins(0, 0, 0, 0)
    row.setSpacing(8)
    row.addWidget(Text(text, wrap=True), 1)
    row.addWidget(link, 0, Qt.AlignmentFlag.AlignTop)
    return box


def _column(spacing: int) -> QVBoxLayout:
    column = QVBoxLayout()
    column.setSpacing(spacing)
    return column


def _box(widget: QWidget) -> QVBoxLayout:
    column = QVBoxLayout(widget)
    column.setContentsMargins(0, 0, 0, 0)
    column.setSpacing(8)
    return column
