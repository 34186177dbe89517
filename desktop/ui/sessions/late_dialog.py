"""The late slip: typed with its real day, then one of two ways, each named on its button."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from enum import Enum, auto
from itertools import pairwise

from PySide6.QtCore import Qt
from PySide6.QtGui import QShowEvent
from PySide6.QtWidgets import QDialog, QGridLayout, QVBoxLayout, QWidget

from desktop.actions.late import ClosedSpan
from desktop.domain.periods import Period, month_of, shifted_month
from desktop.domain.problems import Problem
from desktop.domain.sessions import SessionDraft
from desktop.i18n import _
from desktop.ui.design.theme import Theme
from desktop.ui.design.tokens import Type
from desktop.ui.reports.closing import fit_height
from desktop.ui.sessions.cell_words import sentence
from desktop.ui.sessions.lines import (
    CELLS,
    Cell,
    LineReading,
    Register,
    SheetLine,
    read_line,
    written_out,
)
from desktop.ui.sessions.sheet_cells import heading
from desktop.ui.widgets.buttons import SecondaryButton
from desktop.ui.widgets.dialogs import FormDialog
from desktop.ui.widgets.fields import Labelled, LineField
from desktop.ui.widgets.personal import PersonalWarning
from desktop.ui.widgets.suggestions import ComboField
from desktop.ui.widgets.text import Text
from desktop.wording import period_name

_WIDTH = 560
_PLACES = {
    Cell.DAY: (0, 0, 1),
    Cell.GROUPS: (0, 1, 3),
    Cell.FORMAT: (1, 0, 2),
    Cell.LEAD: (1, 2, 2),
    Cell.TOPIC: (2, 0, 4),
    Cell.ATTENDANCE: (3, 0, 1),
    Cell.NOTE: (3, 1, 3),
}


class Way(Enum):
    """What is done with a late slip."""

    NEXT_REPORT = auto()
    """It goes into what the next report adds; the closed figures stay."""
    OPEN_AGAIN = auto()
    """The closed period is opened again, by a replacement report where one is due."""


@dataclass(frozen=True, slots=True)
class LateSlip:
    """A slip and the way chosen; ``texts`` are its cells as they were typed."""

    draft: SessionDraft
    way: Way
    texts: tuple[str, ...] = ()


def naming_month(register: Register, draft: SessionDraft) -> Period | None:
    """The first open month after the slip's day: its report names the slip."""
    day = draft.held_on
    if day is None or not register.closed_around(day):
        return None
    month = month_of(day, register.rule)
    while register.closed_around(month.last_day):
        month = shifted_month(month, 1, register.rule)
    return month


class LateSlipDialog(FormDialog):
    """The cells of one line, and a button for each way; Esc leaves all as it is."""

    def __init__(
        self, parent: QWidget | None, *, line: SheetLine, register: Register, theme: Theme
    ) -> None:
        width = round(_WIDTH * theme.tokens.type.text / Type().text)
        super().__init__(
            parent,
            title=_("Late slip"),
            do=" ",
            leave=_("Leave it"),
            lead=_("Enter the day on which the session was really held; the day stays as it is."),
            width=width,
        )
        self._line, self._register, self._theme = line, register, theme
        self.slip: LateSlip | None = None
        self.fields = {cell: self._field(cell) for cell in CELLS}
        self._labelled: dict[Cell, Labelled] = {}
        self._lay_fields()
        self._wrong = Text("", look="todo", wrap=True)
        self.body.addWidget(self._wrong)
        self._no_topic = Text(
            _("The topic is blank: the session would count as drug prevention. Enter its topic."),
            look="todo-small",
            wrap=True,
        )
        self.body.addWidget(self._no_topic)
        self._personal = PersonalWarning()
        self.body.addWidget(self._personal)
        self._lay_ways()
        self._order_tabs()
        self.body.addStretch(1)
        for field in self.fields.values():
            field.textChanged.connect(self._weigh)
        self._weigh()

    @classmethod
    def ask(
        cls, parent: QWidget | None, *, line: SheetLine, register: Register, theme: Theme
    ) -> LateSlip | None:
        """The slip and the way chosen; none when it was left."""
        dialog = cls(parent, line=line, register=register, theme=theme)
        dialog.exec()
        return dialog.slip if dialog.result() == QDialog.DialogCode.Accepted else None

    def showEvent(self, event: QShowEvent) -> None:
        """As high as its words are in its width."""
        super().showEvent(event)
        fit_height(self)

    @property
    def reading(self) -> LineReading:
        """What the fields mean."""
        texts = tuple(written_out(cell, self.fields[cell].text(), self._register) for cell in CELLS)
        return read_line(replace(self._line, texts=texts, refused=()), self._register)

    def _field(self, cell: Cell) -> LineField:
        words = self._register.words(cell)
        name, text = heading(cell), self._line.texts[cell]
        field = (
            ComboField(name=name, words=words, theme=self._theme) if words else LineField(name=name)
        )
        field.setText(text)
        hints = {Cell.DAY: _("day/month"), Cell.NOTE: _("Without names of people")}
        field.setPlaceholderText(hints.get(cell, ""))
        if cell is Cell.ATTENDANCE:
            field.setAlignment(Qt.AlignmentFlag.AlignRight)
        return field

    def _lay_fields(self) -> None:
        grid = QGridLayout()
        grid.setHorizontalSpacing(12)
        grid.setVerticalSpacing(8)
        for cell, (row, column, span) in _PLACES.items():
            self._labelled[cell] = Labelled(heading(cell), self.fields[cell])
            grid.addWidget(self._labelled[cell], row, column, 1, span)
        for column in range(4):
            grid.setColumnStretch(column, 1)
        self.body.addLayout(grid)

    def _lay_ways(self) -> None:
        self.open_button = SecondaryButton("", lambda: self._choose(Way.OPEN_AGAIN))
        self.do_button.clicked.disconnect()
        self.do_button.clicked.connect(lambda: self._choose(Way.NEXT_REPORT))
        self.do_button.setDefault(True)
        self.open_button.setAutoDefault(False)
        self.leave_button.setAutoDefault(False)
        self._next_words = Text("", look="small", wrap=True)
        self._open_words = Text("", look="small", wrap=True)
        self.buttons.removeWidget(self.do_button)
        column = QVBoxLayout()
        column.setSpacing(2)
        for button, words in (
            (self.do_button, self._next_words),
            (self.open_button, self._open_words),
        ):
            column.addSpacing(8)
            column.addWidget(button)
            column.addWidget(words)
        self.body.addLayout(column)

    def _order_tabs(self) -> None:
        """The fields as they stand, then what Enter does, the second way, and leaving."""
        order: list[QWidget] = [self.fields[cell] for cell in _PLACES]
        order += [self.do_button, self.open_button, self.leave_button]
        for before, after in pairwise(order):
            QWidget.setTabOrder(before, after)

    def _choose(self, way: Way) -> None:
        draft = self.reading.draft
        if self._weigh():
            texts = tuple(self.fields[cell].text() for cell in CELLS)
            self.slip = LateSlip(draft, way, texts)
            self.accept()

    def _weigh(self) -> bool:
        """Say what is wrong, name both ways; whether they can be gone."""
        reading = self.reading
        month = naming_month(self._register, reading.draft)
        stops = {cell: one for cell, one in reversed(reading.problems) if _in_the_way(one)}
        for cell, field in self.fields.items():
            wrong = stops.get(cell) if field.text() else None
            field.mark_wrong(self._said(wrong) if wrong else "")
        day_there = bool(self.fields[Cell.DAY].text())
        self._wrong.setText(self._wrong_words(reading, month) if day_there else "")
        self._wrong.setVisible(bool(self._wrong.text()))
        self._no_topic.setVisible(day_there and not reading.draft.topics)
        self._personal.weigh(self.fields[Cell.TOPIC].text(), self.fields[Cell.NOTE].text())
        if self.isVisible():
            fit_height(self)
        self._name_ways(reading.draft, month)
        good = month is not None and not stops
        self.do_button.setEnabled(good)
        self.open_button.setEnabled(good)
        return good

    def _said(self, problem: Problem) -> str:
        return sentence(problem, self._register.period, self._register.rule)

    def _wrong_words(self, reading: LineReading, month: Period | None) -> str:
        stops = [one for _cell, one in reading.problems if _in_the_way(one)]
        if stops:
            return self._said(stops[0])
        day = reading.draft.held_on
        if month is not None or day is None:
            return ""
        name = period_name(month_of(day, self._register.rule).id)
        return _("{month} is open: type the session straight into its sheet.").format(
            month=name[:1].upper() + name[1:]
        )

    def _name_ways(self, draft: SessionDraft, month: Period | None) -> None:
        """Name both ways after the day typed; while there is none, after the month shown."""
        register = self._register
        if month is None:
            draft = replace(draft, held_on=register.period.last_day)
            month = naming_month(register, draft)
        spans = register.closed_around(draft.held_on)
        if month is None or not spans:
            return
        report, closed = period_name(month.id), period_name(spans[0].period)
        self.do_button.setText(
            _("Put it into what the report of {month} adds").format(month=report)
        )
        stays = _("The closed report of {closed} stays; that of {month} and its sums name it.")
        self._next_words.setText(stays.format(closed=closed, month=report))
        self.open_button.setText(_open_words(spans[0], closed))
        self._open_words.setText(_open_meaning(spans))


def _in_the_way(problem: Problem) -> bool:
    """A day in a closed period is what the dialog is for."""
    return problem.stops and problem.code != "late_slip"


def _open_words(span: ClosedSpan, closed: str) -> str:
    if not span.issued:
        return _("Take the closing back, or replace the report of {closed}…").format(closed=closed)
    said = _("Make replacement report no. {number} of {closed}…")
    return said.format(number=span.next_correction, closed=closed)


def _open_meaning(spans: Sequence[ClosedSpan]) -> str:
    if spans[0].issued:
        meaning = _("The report was issued: both stay readable, with a table of what changed.")
    else:
        meaning = _(
            "The report has no number and was not sent: the closing is taken back or, if you"
            " wish, a replacement report is made. A reason is asked."
        )
    others = ", ".join(period_name(one.period) for one in spans[1:])
    also = _("It opens as well: {periods}.").format(periods=others) if others else ""
    return f"{meaning} {also}".strip()
