"""The kinds of report in a table: first day, days until the deadline, and an example of both."""

from collections.abc import Mapping
from datetime import date
from typing import NamedTuple

from PySide6.QtCore import QEvent, Qt, Signal
from PySide6.QtGui import QKeyEvent, QKeySequence
from PySide6.QtWidgets import QGridLayout, QWidget

from desktop.domain.deadlines import LONGEST_DELAY, Deadlines
from desktop.domain.periods import Period, PeriodKind, PeriodRule, month_of, period_of_month
from desktop.i18n import N_, _, format_date
from desktop.ui.widgets.fields import LineField, parse_number
from desktop.ui.widgets.text import Text
from desktop.wording import period_dates, period_title

LAST_START_DAY = 28
_FIELD_WIDTH = 130
_KINDS = {
    PeriodKind.MONTH: N_("Monthly report"),
    PeriodKind.QUARTER: N_("Quarterly report"),
    PeriodKind.HALF_YEAR: N_("Half-year report"),
    PeriodKind.NINE_MONTHS: N_("Nine-month report"),
    PeriodKind.YEAR: N_("Annual report"),
}
_HEADS = (
    N_("Kind of report"),
    N_("First day of the period"),
    N_("Due, days after closing"),
    N_("That means"),
)


class NumberField(LineField):
    """A whole number between two bounds; it may be blank where the hint says what that means."""

    def __init__(self, *, name: str, low: int, high: int, hint: str = "") -> None:
        super().__init__(name=name, hint=hint)
        self._low, self._high = low, high
        self._may_be_blank = bool(hint)
        self.setFixedWidth(_FIELD_WIDTH)
        self.textEdited.connect(lambda _text: self.mark_wrong(""))

    def event(self, event: QEvent) -> bool:
        """Ctrl+Z takes back what was saved, unless something is being typed."""
        if isinstance(event, QKeyEvent) and event.type() is QEvent.Type.ShortcutOverride:
            undoes = event.matches(QKeySequence.StandardKey.Undo)
            if (undoes or event.matches(QKeySequence.StandardKey.Redo)) and not self.isModified():
                event.ignore()
                return False
        return super().event(event)

    @property
    def number(self) -> int | None:
        """The number; none when the field is blank or holds no number that fits."""
        found = parse_number(self.text())
        return found if found is not None and self._low <= found <= self._high else None

    def set_number(self, number: int | None) -> None:
        """Show a number, or nothing; what is being typed stays."""
        if not self.isModified():
            self.setText("" if number is None else str(number))
            self.mark_wrong("")

    def check(self) -> bool:
        """Whether the field can be taken over; if not, it says what it takes."""
        if self.number is not None or (self._may_be_blank and not self.text().strip()):
            self.mark_wrong("")
            return True
        words = _("Write a whole number from {low} to {high}.")
        self.mark_wrong(words.format(low=self._low, high=self._high))
        return False


class _Row(NamedTuple):
    kind: PeriodKind
    first_day: NumberField
    delay: NumberField
    example: Text


class PeriodGrid(QWidget):
    """One row for each kind of report; ``edited`` says that a field was left or Enter pressed.

    A blank first day is that of the monthly report; a blank deadline is not set.
    """

    edited = Signal()

    def __init__(self) -> None:
        super().__init__()
        grid = QGridLayout(self)
        grid.setContentsMargins(0, 0, 0, 0)
        grid.setHorizontalSpacing(16)
        grid.setVerticalSpacing(4)
        grid.setColumnStretch(3, 1)
        for column, words in enumerate(_HEADS):
            grid.addWidget(Text(_(words), look="small"), 0, column)
        self._rows = tuple(self._row(grid, kind) for kind in _KINDS)
        for field in self.fields():
            field.editingFinished.connect(self.edited)

    def first_day(self, kind: PeriodKind) -> NumberField:
        """The field of the first day of a kind of report."""
        return next(row.first_day for row in self._rows if row.kind is kind)

    def delay(self, kind: PeriodKind) -> NumberField:
        """The field of the deadline of a kind of report."""
        return next(row.delay for row in self._rows if row.kind is kind)

    def example(self, kind: PeriodKind) -> str:
        """What the row of a kind of report means, with real dates."""
        return next(row.example.text() for row in self._rows if row.kind is kind)

    def fields(self) -> tuple[NumberField, ...]:
        """Every field, row by row."""
        return tuple(field for row in self._rows for field in (row.first_day, row.delay))

    def rule(self) -> PeriodRule:
        """The first days as entered."""
        month = self.first_day(PeriodKind.MONTH).number
        return PeriodRule(
            {
                row.kind: day
                for row in self._rows
                if (day := row.first_day.number or month) is not None
            }
        )

    def days_after(self) -> Mapping[PeriodKind, int]:
        """The deadlines that are set."""
        return {row.kind: row.delay.number for row in self._rows if row.delay.number is not None}

    def show_days(self, rule: PeriodRule, due: Deadlines, *, today: date) -> None:
        """Show what holds, with the periods around today for examples."""
        by_month = rule.start_day(PeriodKind.MONTH)
        month = month_of(today, rule)
        for row in self._rows:
            own = rule.start_day(row.kind)
            alike = row.kind is not PeriodKind.MONTH and own == by_month
            row.first_day.set_number(None if alike else own)
            row.delay.set_number(due.days_after.get(row.kind))
            period = period_of_month(row.kind, month.year, month.number, rule)
            row.example.setText(_example(period, due.due(period)))

    def _row(self, grid: QGridLayout, kind: PeriodKind) -> _Row:
        words = _(_KINDS[kind])
        monthly = kind is PeriodKind.MONTH
        row = _Row(
            kind,
            NumberField(
                name=_("First day: {report}").format(report=words),
                low=1,
                high=LAST_START_DAY,
                hint="" if monthly else _("as monthly"),
            ),
            NumberField(
                name=_("Deadline: {report}").format(report=words),
                low=0,
                high=LONGEST_DELAY,
                hint=_("not set"),
            ),
            Text("", look="small"),
        )
        line = grid.rowCount()
        grid.addWidget(Text(words), line, 0, Qt.AlignmentFlag.AlignVCenter)
        grid.addWidget(row.first_day, line, 1)
        grid.addWidget(row.delay, line, 2)
        grid.addWidget(row.example, line, 3, Qt.AlignmentFlag.AlignVCenter)
        return row


def _example(period: Period, due: date | None) -> str:
    """ "Tháng 10/2026: từ 15/9 đến 14/10/2026 (ngày chốt), gửi chậm nhất 17/10/2026"."""
    names = {"period": period_title(period), "dates": period_dates(period)}
    if due is None:
        return _("{period}: {dates}").format(**names)
    return _("{period}: {dates} (closing date), sent by {due} at the latest").format(
        **names, due=format_date(due)
    )
