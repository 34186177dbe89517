"""The tab "Kiểm tra": inspections of groups, what was found, what is to follow and by when."""

from dataclasses import dataclass
from datetime import date
from functools import partial

from PySide6.QtCore import Qt
from PySide6.QtGui import QKeySequence, QShortcut
from PySide6.QtWidgets import QHBoxLayout

from desktop.actions.desk import ChangeKind, Desk, Outcome
from desktop.actions.groups import groups
from desktop.actions.inspections import (
    InspectionDraft,
    InspectionLine,
    inspections,
    inspections_of,
    record_inspection,
    remove_inspection,
)
from desktop.domain.groups import ResidentialGroup
from desktop.domain.inspections import check_inspection
from desktop.domain.periods import Period
from desktop.domain.problems import Problem
from desktop.i18n import _, format_date
from desktop.ui.design.theme import Theme
from desktop.ui.design.tokens import Role
from desktop.ui.memory import WindowMemory
from desktop.ui.objectives.editing import Editing
from desktop.ui.objectives.inspection_form import InspectionForm, draft_of
from desktop.ui.objectives.lines_page import LinesPage
from desktop.ui.objectives.marked_rows import MarkedRows
from desktop.ui.shell.context import ShellContext
from desktop.ui.widgets.buttons import PrimaryButton
from desktop.ui.widgets.empty import EmptyState
from desktop.ui.widgets.list_table import ListTable
from desktop.ui.widgets.rows_model import Column
from desktop.ui.widgets.tabs import Tabs

SHOWS = frozenset({ChangeKind.INSPECTIONS, ChangeKind.GROUPS})
_STATE = 4
# A column is left out when the list is narrower than this, at 100 %: follow-up, findings, day.
_LEAST_ROOM = {3: 880, 2: 560, 0: 400}


@dataclass(frozen=True, slots=True)
class InspectionsRead:
    """Every inspection, those of the month shown, and the groups that can be chosen."""

    every: tuple[InspectionLine, ...] = ()
    of_month: tuple[InspectionLine, ...] = ()
    groups: tuple[ResidentialGroup, ...] = ()
    today: date = date.max

    def line(self, inspection_id: str | None) -> InspectionLine | None:
        """The line of an inspection."""
        return next((one for one in self.every if one.inspection.id == inspection_id), None)


def read_inspections(desk: Desk, month: Period) -> InspectionsRead:
    """Read the inspections; runs on the worker. The newest stand first."""
    view = inspections_of(desk, month)
    return InspectionsRead(
        every=inspections(desk)[::-1],
        of_month=(*view.lines[::-1], *view.open_before[::-1]),
        groups=groups(desk),
        today=desk.clock.today(),
    )


def state_text(line: InspectionLine) -> str:
    """Whether what was asked for is done, still open, or late."""
    one = line.inspection
    if one.followed_up_on is not None:
        return _("Followed up on {date}").format(date=format_date(one.followed_up_on))
    if not one.follow_up:
        return _("Nothing to follow")
    if one.due is None:
        return _("Open, no day set")
    due = format_date(one.due)
    if line.overdue:
        return _("Late: due by {date}").format(date=due)
    return _("To follow by {date}").format(date=due)


def state_sign(line: InspectionLine) -> tuple[str, Role]:
    """The sign of the state; what is late has its own shape."""
    if line.overdue:
        return "triangle-alert", Role.DUE
    if line.open:
        return "circle", Role.ACCENT
    if line.inspection.follow_up:
        return "circle-check", Role.MET
    return "minus", Role.SOFT


def inspection_columns(scale: float = 1) -> tuple[Column[InspectionLine], ...]:
    """Day, group, findings, follow-up, state; ``scale`` is the size of letters."""
    return (
        Column(
            title=_("Day"),
            text=lambda one: format_date(one.inspection.on),
            width=round(100 * scale),
            sort=lambda one: one.inspection.on,
        ),
        Column(
            title=_("Group"),
            text=lambda one: one.group or _("whole commune"),
            width=round(150 * scale),
        ),
        Column(title=_("What was found"), text=lambda one: one.inspection.findings, width=0),
        Column(
            title=_("What is to follow"),
            text=lambda one: one.inspection.follow_up,
            width=round(230 * scale),
        ),
        Column(
            title=_("State"),
            text=state_text,
            width=round(200 * scale),
            role=lambda one: state_sign(one)[1],
            sort=lambda one: (not one.overdue, not one.open),
        ),
    )


class InspectionsPage(LinesPage):
    """Head, list and form."""

    def __init__(self, *, theme: Theme, memory: WindowMemory, period: Period) -> None:
        super().__init__(theme=theme)
        self.form = InspectionForm(theme=theme, period=period)
        self.filter = Tabs((_("This month and still open"), _("All")))
        self.add = PrimaryButton(_("Add an inspection")).needs("record_inspection")
        self.add.setToolTip("Ctrl+N")
        self.empty = EmptyState("search", "", theme=theme)
        rows = MarkedRows(
            inspection_columns(self.scale), marked=_STATE, mark=state_sign, theme=theme
        )
        self.table: ListTable[InspectionLine] = ListTable(
            rows,
            theme=theme,
            memory=memory,
            key="inspections",
            identity=lambda line: line.inspection.id,
            empty=self.empty,
        )
        self.table.setAccessibleName(_("Inspections of groups"))
        head = QHBoxLayout()
        head.addWidget(self.filter)
        head.addStretch(1)
        head.addWidget(self.add)
        self.lay_out(head, self.table, self.form, least_room=_LEAST_ROOM)

    def show_read(self, read: InspectionsRead) -> None:
        """Show the inspections that the filter lets through."""
        self.table.show_rows(read.every if self.filter.current else read.of_month)
        if read.every:
            self.empty.say(_("No inspection in this month, and nothing is left open."))
        else:
            self.empty.say(
                _("No inspection was entered yet."),
                _("Day, group, what was found, what is to follow. No names of people."),
            )


class Inspections(Editing[InspectionDraft]):
    """The tab behind its page."""

    def __init__(self, context: ShellContext, *, desk: Desk) -> None:
        self._desk = desk
        self.read = InspectionsRead()
        self._filling = False
        self.page = InspectionsPage(
            theme=context.theme, memory=context.memory, period=context.month
        )
        super().__init__(context, self.page.form, self.page)
        page = self.page
        page.add.clicked.connect(self.new)
        page.table.opened.connect(self._open)
        page.table.clicked.connect(lambda at: self._open(page.table.value_at(at)))
        page.table.current_changed.connect(self._moved)
        page.table.dropped.connect(lambda line: self.drop(line.inspection.id))
        page.filter.chosen.connect(self._refill)
        page.form.drop_wanted.connect(lambda: self.drop(page.form.inspection_id))
        new = QShortcut(QKeySequence("Ctrl+N"), page)
        new.setContext(Qt.ShortcutContext.WidgetWithChildrenShortcut)
        new.activated.connect(self.new)

    def show_month(self, month: Period) -> None:
        """Read the inspections."""
        for field in (self.page.form.on, self.page.form.due, self.page.form.followed):
            field.set_period(month)
        self._context.ask(partial(read_inspections, self._desk, month), self._take)

    def new(self) -> None:
        """Begin a new inspection."""
        if self.begin(InspectionDraft(None)):
            self.page.form.on.setFocus(Qt.FocusReason.OtherFocusReason)

    def drop(self, inspection_id: str | None) -> None:
        """Delete an inspection; undo brings it back."""
        if inspection_id is None:
            return
        if self.page.form.inspection_id == inspection_id:
            self.put_away()
        self._context.write(partial(remove_inspection, self._desk, inspection_id), self.dropped)

    def typed(self) -> InspectionDraft:
        """What stands in the form."""
        return self.page.form.draft

    def stored(self) -> InspectionDraft | None:
        """The inspection in the form as it is stored."""
        line = self.read.line(self.page.form.inspection_id)
        return draft_of(line.inspection) if line is not None else None

    def check(self, draft: InspectionDraft) -> tuple[Problem, ...]:
        """What is wrong with the days and texts."""
        return check_inspection(draft, today=self.read.today)

    def record(self, draft: InspectionDraft) -> Outcome[str]:
        """Store an inspection."""
        return record_inspection(self._desk, draft)

    def fill(self, draft: InspectionDraft, *, fresh: bool) -> None:
        """Show an inspection."""
        self.page.form.show_draft(draft, self.read.groups, fresh=fresh)

    def show_form(self, *, shown: bool) -> None:
        """Open or close the form."""
        self.page.show_form(shown=shown)
        if not shown:
            self.page.table.setFocus()

    def adopt(self, record_id: str) -> None:
        """A new inspection was stored."""
        self.page.form.adopt(record_id)
        self.page.table.go_to(record_id)

    def _take(self, read: InspectionsRead) -> None:
        self.read = read
        known = self.page.form.inspection_id
        if self.shown and known is not None and read.line(known) is None:
            self.put_away()
        elif self.shown and known not in {None, *(one.inspection.id for one in read.of_month)}:
            # The one in the form lies in another month: the list shows them all.
            self.page.filter.choose(1)
        self._refill()
        self.refresh()

    def _refill(self) -> None:
        self._filling = True
        self.page.show_read(self.read)
        if self.shown:
            self.page.table.go_to(self.page.form.inspection_id)
        self._filling = False

    def _open(self, line: object) -> None:
        if not isinstance(line, InspectionLine):
            return
        if self.shown and self.page.form.inspection_id == line.inspection.id:
            return
        self.begin(draft_of(line.inspection))

    def _moved(self, line: object) -> None:
        """The form follows the list while it is open, but never a list that is filled anew."""
        if self.shown and not self._filling:
            self._open(line)
