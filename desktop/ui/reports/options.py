"""What a paper is made of: its session or group, its period, its days; a panel of its own."""

from dataclasses import replace
from datetime import date

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QCheckBox, QComboBox, QWidget

from desktop.actions.papers import PaperChoice
from desktop.domain.periods import Period, parse_period
from desktop.i18n import _
from desktop.ui.reports.lines import (
    AD_HOC,
    ISSUED_REGISTER,
    MINUTES,
    MONTH_PLAN,
    OF_ANY_PERIOD,
    REMINDER,
    TASKS,
    WITH_BLANK,
    Offer,
    Option,
    PaperLine,
    Wish,
)
from desktop.ui.widgets.buttons import SecondaryButton
from desktop.ui.widgets.choice_box import ChoiceBox
from desktop.ui.widgets.fields import DayField, Labelled
from desktop.ui.widgets.panel import Panel
from desktop.wording import period_title

_EMPTY = Wish()


class OptionsPanel(Panel):
    """Shows the choices of the paper in sight; ``wanted`` carries the wish once one is made."""

    wanted = Signal(object)

    def __init__(self, *, month: Period) -> None:
        super().__init__(_("Make this paper of"))
        self._wish, self._month, self._offer = _EMPTY, month, Offer()
        self._subject, self.subject = _labelled_choice(_("Session or group"))
        self._period, self.period = _labelled_choice(_("Period"))
        self.subject.activated.connect(self._subject_picked)
        self.period.activated.connect(self._period_picked)
        self.first = DayField(name=_("From day"), period=month)
        self.last = DayField(name=_("To day"), period=month)
        self._first = Labelled(_("From day"), self.first)
        self._last = Labelled(_("To day"), self.last)
        self.blank = QCheckBox(_("Blank, to fill in by hand"))
        self.blank.toggled.connect(lambda on: self._blank_turned(checked=on))
        self.make = SecondaryButton(_("Make the paper"), self._days_given)
        for field in (self.first, self.last):
            field.returnPressed.connect(self._days_given)
        for widget in (self._period, self._subject, self._first, self._last, self.blank, self.make):
            self.body.addWidget(widget)

    def show_options(self, line: PaperLine, wish: Wish, offer: Offer, month: Period) -> None:
        """Show what the paper in sight can be made of; hidden where there is nothing to choose."""
        self._wish = replace(wish, kind=line.kind)
        self._month, self._offer = month, offer
        shown = (
            self._show_periods(line),
            self._show_subjects(line),
            self._show_days(line),
            self._show_blank(line),
        )
        self.setVisible(any(shown))

    def _show_periods(self, line: PaperLine) -> bool:
        offered = self._periods(line.kind)
        shown = len(offered) > 1
        self._period.setVisible(shown)
        options = [Option(one.id, period_title(one)) for one in offered]
        _fill(self.period, options, line.period.id)
        return shown

    def _periods(self, kind: str) -> tuple[Period, ...]:
        """The periods, or years of the register, that a paper can be made of; none: no choice."""
        if kind == ISSUED_REGISTER:
            return self._offer.years
        return self._offer.periods if kind in OF_ANY_PERIOD else ()

    def _show_subjects(self, line: PaperLine) -> bool:
        shown = line.kind == MINUTES
        self._subject.setVisible(shown)
        if shown:
            choice = self._wish.choice
            blank = Option("", _("Blank, to fill in by hand"))
            options = (blank, *self._offer.sessions, *self._offer.groups)
            _fill(self.subject, options, choice.session_id or choice.group_id or "")
            if self._offer.sessions:
                self.subject.insertSeparator(1)
            if self._offer.groups:
                self.subject.insertSeparator(self.subject.count() - len(self._offer.groups))
        return shown

    def _show_days(self, line: PaperLine) -> bool:
        kind, choice = line.kind, self._wish.choice
        shown = kind in (AD_HOC, MONTH_PLAN, REMINDER)
        self._first.setVisible(kind in (AD_HOC, MONTH_PLAN))
        self._last.setVisible(kind in (AD_HOC, REMINDER))
        self.make.setVisible(shown)
        if not shown or self._typing():
            return shown
        for field in (self.first, self.last):
            field.set_period(self._month)
        ad_hoc = kind == AD_HOC
        self.first.set_day(line.period.start if ad_hoc else choice.starting or self._offer.today)
        self.last.set_day(line.period.last_day if ad_hoc else choice.by or self._month.last_day)
        return shown

    def _typing(self) -> bool:
        fields = (self.first, self.last)
        return any(field.hasFocus() and field.isModified() for field in fields)

    def _show_blank(self, line: PaperLine) -> bool:
        shown = line.kind in WITH_BLANK
        self.blank.setVisible(shown)
        self.blank.setText(
            _("Blank form for each group") if line.kind == TASKS else _("Blank, to fill in by hand")
        )
        self.blank.blockSignals(True)
        self.blank.setChecked(self._wish.choice.blank)
        self.blank.blockSignals(False)
        return shown

    def _subject_picked(self, number: int) -> None:
        wanted = str(self.subject.itemData(number) or "")
        session = wanted if wanted in {one.id for one in self._offer.sessions} else None
        group = wanted if session is None and wanted else None
        self._want(replace(self._wish.choice, session_id=session, group_id=group))

    def _period_picked(self, number: int) -> None:
        found = {one.id: one for one in self._periods(self._wish.kind)}
        self.wanted.emit(replace(self._wish, period=found[str(self.period.itemData(number))]))

    def _blank_turned(self, *, checked: bool) -> None:
        self._want(replace(self._wish.choice, blank=checked))

    def _want(self, choice: PaperChoice) -> None:
        self.wanted.emit(replace(self._wish, choice=choice))

    def _days_given(self) -> None:
        first, last = self.first.day, self.last.day
        choice = self._wish.choice
        if self._wish.kind == MONTH_PLAN:
            if self._sound(self._first, first):
                self._want(replace(choice, starting=first))
        elif self._wish.kind == REMINDER:
            if self._sound(self._last, last):
                self._want(replace(choice, by=last))
        elif self._sound(self._first, first) and self._sound(self._last, last):
            self._give_range(first, last)

    def _sound(self, field: Labelled, day: date | None) -> bool:
        field.say("" if day else _("This is no day. Write it as 5/10 or 05/10/2026."))
        return day is not None

    def _give_range(self, first: date | None, last: date | None) -> None:
        if first is None or last is None:
            return
        if first > last:
            self._last.say(_("The last day lies before the first one."))
            return
        self.first.setModified(False)
        self.last.setModified(False)
        period = parse_period(f"{first}..{last}")
        self.wanted.emit(replace(self._wish, period=period))


def _labelled_choice(label: str) -> tuple[QWidget, ChoiceBox]:
    box = ChoiceBox()
    box.setAccessibleName(label)
    box.setSizeAdjustPolicy(QComboBox.SizeAdjustPolicy.AdjustToMinimumContentsLengthWithIcon)
    return Labelled(label, box), box


def _fill(box: ChoiceBox, options: tuple[Option, ...] | list[Option], chosen: str) -> None:
    box.blockSignals(True)
    box.clear()
    for option in options:
        box.addItem(option.title, option.id)
        box.setItemData(box.count() - 1, option.title, Qt.ItemDataRole.ToolTipRole)
        if option.id == chosen:
            box.setCurrentIndex(box.count() - 1)
    box.blockSignals(False)
