"""Cách tính: when a reporting month begins, the duty's calendar, commune-wide activities."""

from dataclasses import replace
from functools import partial

from PySide6.QtCore import QSignalBlocker
from PySide6.QtWidgets import (
    QButtonGroup,
    QCheckBox,
    QHBoxLayout,
    QRadioButton,
    QSpinBox,
    QVBoxLayout,
    QWidget,
)

from desktop.actions.desk import ChangeKind, Desk
from desktop.actions.profile import change_settings, settings
from desktop.domain.commune import CountingSettings, DutyCalendar
from desktop.domain.periods import PeriodKind, PeriodRule, month_of
from desktop.i18n import _
from desktop.ui.shell.context import ShellContext
from desktop.ui.system.section import Section, paragraph, scrolled
from desktop.ui.widgets.panel import Panel
from desktop.ui.widgets.text import Text
from desktop.wording import period_dates, period_title


class CountingSection(Section):
    """Every change is saved at once and can be undone; closed months keep their figures."""

    key = "counting"

    def __init__(self, context: ShellContext, *, desk: Desk) -> None:
        super().__init__(context, desk=desk)
        self._stored = CountingSettings()
        content = QWidget()
        panels = QVBoxLayout(content)
        panels.setContentsMargins(0, 0, 0, 0)
        panels.setSpacing(16)
        panels.addWidget(self._months())
        panels.addWidget(self._duty())
        panels.addWidget(self._wide())
        panels.addWidget(
            paragraph(_("Closed months keep the figures they were closed with."), "small")
        )
        panels.addStretch(1)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.addWidget(scrolled(content))

    def refresh(self) -> None:
        """Read the settings."""
        self.context.ask(partial(settings, self.desk), self._show)

    def shows(self, kinds: frozenset[str]) -> bool:
        """The settings are part of the profile."""
        return ChangeKind.PROFILE in kinds

    def _months(self) -> Panel:
        panel = Panel(_("Reporting month"))
        self._days = QButtonGroup(self)
        self.fifteenth = QRadioButton(_("From the 15th of the month before to the 14th"))
        self.calendar = QRadioButton(_("Calendar month, from the 1st"))
        self.other = QRadioButton(_("Another first day:"))
        self.day = QSpinBox()
        self.day.setRange(1, 28)
        self.day.setAccessibleName(_("First day of the reporting month"))
        for button in (self.fifteenth, self.calendar, self.other):
            self._days.addButton(button)
        panel.body.addWidget(self.fifteenth)
        panel.body.addWidget(self.calendar)
        row = QHBoxLayout()
        row.setSpacing(8)
        row.addWidget(self.other)
        row.addWidget(self.day)
        row.addStretch(1)
        panel.body.addLayout(row)
        self._example = Text("", look="small")
        panel.body.addWidget(self._example)
        self._days.buttonClicked.connect(self._save)
        self.day.editingFinished.connect(self._save)
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

    def _show(self, found: CountingSettings) -> None:
        self._stored = found
        day = found.period_rule.start_day(PeriodKind.MONTH)
        with QSignalBlocker(self.day):
            self.day.setValue(day)
        {15: self.fifteenth, 1: self.calendar}.get(day, self.other).setChecked(True)
        self.day.setEnabled(self.other.isChecked())
        by_calendar = found.duty_calendar is DutyCalendar.CALENDAR
        (self.by_calendar if by_calendar else self.by_report).setChecked(True)
        self.wide.setChecked(found.commune_wide_counts)
        self._say_example(found.period_rule)

    def _say_example(self, rule: PeriodRule) -> None:
        month = month_of(self.desk.clock.today(), rule)
        said = _("{month} runs {dates}.")
        self._example.setText(said.format(month=period_title(month), dates=period_dates(month)))

    def _save(self) -> None:
        self.day.setEnabled(self.other.isChecked())
        if self.fifteenth.isChecked():
            day = 15
        elif self.calendar.isChecked():
            day = 1
        else:
            day = self.day.value()
        rule = self._stored.period_rule
        if day != rule.start_day(PeriodKind.MONTH):
            rule = PeriodRule.uniform(day)
        duty = DutyCalendar.CALENDAR if self.by_calendar.isChecked() else DutyCalendar.REPORTING
        draft = replace(
            self._stored,
            period_rule=rule,
            duty_calendar=duty,
            commune_wide_counts=self.wide.isChecked(),
        )
        if draft != self._stored:
            self._stored = draft
            self._say_example(rule)
            self.write(partial(change_settings, self.desk, draft), then=self._moved)

    def _moved(self, _outcome: object) -> None:
        """The month in sight has other days now."""
        month = self.context.month
        rule = self._stored.period_rule
        if month.start.day != rule.start_day(PeriodKind.MONTH):
            self.context.set_month(month_of(month.last_day, rule))
