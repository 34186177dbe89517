"""Cách tính: when periods begin and reports are due, the duty's calendar, commune-wide events."""

from dataclasses import replace
from functools import partial
from typing import NamedTuple

from PySide6.QtWidgets import (
    QButtonGroup,
    QCheckBox,
    QHBoxLayout,
    QRadioButton,
    QVBoxLayout,
    QWidget,
)

from desktop.actions.deadlines import change_deadlines, deadlines
from desktop.actions.desk import ChangeKind, Desk
from desktop.actions.profile import change_settings, settings
from desktop.domain.commune import CountingSettings, DutyCalendar
from desktop.domain.deadlines import LONGEST_REMINDER, Deadlines
from desktop.domain.periods import PeriodKind, PeriodRule
from desktop.i18n import _
from desktop.ui.shell.context import ShellContext
from desktop.ui.system.period_grid import NumberField, PeriodGrid
from desktop.ui.system.section import Section, paragraph
from desktop.ui.widgets.panel import Panel
from desktop.ui.widgets.scrolling import scrolled
from desktop.ui.widgets.text import Text
from desktop.wording import period_name


class _Read(NamedTuple):
    counting: CountingSettings
    due: Deadlines


def _read(desk: Desk) -> _Read:
    return _Read(settings(desk), deadlines(desk))


class CountingSection(Section):
    """Every change is saved at once and can be undone; closed months keep their figures."""

    key = "counting"
    right = "change_settings"

    def __init__(self, context: ShellContext, *, desk: Desk) -> None:
        super().__init__(context, desk=desk)
        self._stored: _Read | None = None
        self._content = content = QWidget()
        panels = QVBoxLayout(content)
        panels.setContentsMargins(0, 0, 0, 0)
        panels.setSpacing(8)
        panels.addWidget(self._periods())
        below = QHBoxLayout()
        below.setSpacing(12)
        below.addWidget(self._duty(), 1)
        below.addWidget(self._wide(), 1)
        panels.addLayout(below)
        panels.addStretch(1)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.addWidget(scrolled(content))

    def typed_part(self) -> QWidget:
        """All of it."""
        return self._content

    def refresh(self) -> None:
        """Read the settings."""
        self.context.ask(partial(_read, self.desk), self._show)

    def shows(self, kinds: frozenset[str]) -> bool:
        """The settings are part of the profile."""
        return ChangeKind.PROFILE in kinds

    def keep(self) -> bool:
        """Store what was typed; a number that does not fit is said beside its field."""
        return self._save()

    def drop_changes(self) -> None:
        """Show what is stored."""
        for field in self._fields():
            field.setModified(False)
        if self._stored is not None:
            self._show(self._stored)

    def _periods(self) -> Panel:
        panel = Panel(_("Periods and deadlines"))
        self.grid = PeriodGrid()
        self.grid.edited.connect(self._save)
        panel.body.addWidget(self.grid)
        row = QHBoxLayout()
        row.setSpacing(8)
        self.reminder = NumberField(
            name=_("Days of reminder before a deadline"), low=0, high=LONGEST_REMINDER
        )
        self.reminder.setFixedWidth(56)
        self.reminder.editingFinished.connect(self._save)
        row.addWidget(Text(_("Reminder before a deadline:")))
        row.addWidget(self.reminder)
        row.addWidget(Text(_("days")))
        row.addSpacing(16)
        self.since = paragraph("", "small")
        row.addWidget(self.since, 1)
        panel.body.addLayout(row)
        return panel

    def _duty(self) -> Panel:
        panel = Panel(_("One session a month for every group"))
        self._duties = QButtonGroup(self)
        self.by_report = QRadioButton(_("Counted in the reporting month"))
        self.by_calendar = QRadioButton(_("Counted in the calendar month"))
        for button in (self.by_report, self.by_calendar):
            self._duties.addButton(button)
            panel.body.addWidget(button)
        panel.body.addWidget(
            paragraph(_("Where the two give different answers, the report shows both."), "small")
        )
        panel.body.addStretch(1)
        self._duties.buttonClicked.connect(self._save)
        return panel

    def _wide(self) -> Panel:
        panel = Panel(_("Activities of the whole commune"))
        self.wide = QCheckBox(
            _("A loudspeaker or Zalo activity of the whole commune counts for every group")
        )
        self.wide.clicked.connect(self._save)
        panel.body.addWidget(self.wide)
        panel.body.addWidget(
            paragraph(
                _(
                    "Usually off: an activity that names no group is shown, but meets no group's"
                    " duty."
                ),
                "small",
            )
        )
        return panel

    def _show(self, found: _Read) -> None:
        self._stored = found
        self._show_days(found)
        self.reminder.set_number(found.due.reminder_days)
        by_calendar = found.counting.duty_calendar is DutyCalendar.CALENDAR
        (self.by_calendar if by_calendar else self.by_report).setChecked(True)
        self.wide.setChecked(found.counting.commune_wide_counts)

    def _show_days(self, found: _Read) -> None:
        rule = found.counting.period_rule
        self.grid.show_days(rule, found.due, today=self.desk.clock.today())
        self.since.setText(_since(rule))
        self.since.look_like("small")

    def _say_wrong(self, field: NumberField) -> None:
        words = _("{field}. {reason}")
        self.since.setText(words.format(field=field.accessibleName(), reason=field.toolTip()))
        self.since.look_like("trouble-small")

    def _save(self) -> bool:
        stored = self._stored
        if stored is None:
            return True
        wrong = [field for field in self._fields() if not field.check()]
        if wrong:
            self._say_wrong(wrong[0])
            return False
        for field in self._fields():
            field.setModified(False)
        self.since.setText(_since(stored.counting.period_rule))
        self.since.look_like("small")
        self._stored = draft = self._draft(stored)
        if draft.counting != stored.counting:
            self.write(partial(change_settings, self.desk, draft.counting))
        if draft.due != stored.due:
            self.write(partial(change_deadlines, self.desk, draft.due))
        return True

    def _fields(self) -> tuple[NumberField, ...]:
        return (*self.grid.fields(), self.reminder)

    def _draft(self, stored: _Read) -> _Read:
        """What the page says."""
        rule, known = self.grid.rule(), stored.counting.period_rule
        duty = DutyCalendar.CALENDAR if self.by_calendar.isChecked() else DutyCalendar.REPORTING
        if rule.days() == known.days():
            rule = known
        counting = replace(
            stored.counting,
            period_rule=rule,
            duty_calendar=duty,
            commune_wide_counts=self.wide.isChecked(),
        )
        reminder = self.reminder.number
        due = Deadlines(
            self.grid.days_after(),
            stored.due.reminder_days if reminder is None else reminder,
        )
        return _Read(counting, due)


def _since(rule: PeriodRule) -> str:
    """From which month the first day holds, where it was changed after a month was closed."""
    parts = [
        _("Blank first day: as the monthly report; 1: calendar months."),
        _("Closed months keep their days and the figures they were closed with."),
    ]
    if rule.before is not None:
        words = _("The first day {day} holds from {month} on; before, it was {before}.")
        parts.insert(
            0,
            words.format(
                day=rule.start_day(PeriodKind.MONTH),
                month=period_name(rule.changed_from),
                before=rule.before.start_day(PeriodKind.MONTH),
            ),
        )
    return " ".join(parts)
