"""What a paper is made of: its session or group, its period, its days; a line above the pages."""

from dataclasses import replace
from datetime import date

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QCheckBox, QComboBox, QHBoxLayout, QVBoxLayout, QWidget

from desktop.actions.papers import PaperChoice
from desktop.domain.days import beyond_years
from desktop.domain.issued import IssuedPaper
from desktop.domain.periods import EARLIEST_YEAR, LATEST_YEAR, Period, parse_period
from desktop.domain.problems import Problem
from desktop.domain.proposed_days import answer_day
from desktop.i18n import _, format_date
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
from desktop.ui.widgets.fields import DayField
from desktop.ui.widgets.text import Line, Text
from desktop.wording import period_title, problem_text
from desktop.wording.issued import issued_words

_EMPTY = Wish()
_DAY_WIDTH = 130
_CHOICE_LETTERS = 12


class OptionsLine(QWidget):
    """Shows the choices of the paper in sight; ``wanted`` carries the wish once one is made.

    It stands above the pages: a blank form beside a list says nothing of what could fill it.
    """

    wanted = Signal(object)

    def __init__(self, *, month: Period) -> None:
        super().__init__()
        self._wish, self._month, self._offer = _EMPTY, month, Offer()
        self._kept: date | None = None
        self.subject = _choice(_("Session or group"))
        self.period = _choice(_("Period"))
        self.subject.activated.connect(self._subject_picked)
        self.period.activated.connect(self._period_picked)
        self.first = DayField(name=_("From day"), period=month)
        self.last = DayField(name=_("To day"), period=month)
        self.blank = QCheckBox(_("Blank, to fill in by hand"))
        self.blank.toggled.connect(lambda on: self._blank_turned(checked=on))
        self.anew = QCheckBox(_("New paper, without a number yet"))
        self.anew.toggled.connect(lambda on: self._anew_turned(checked=on))
        self.make = SecondaryButton(_("Make the paper"), self._days_given)
        self._caption = Text(_("Make this paper of"), look="soft")
        self._from, self._to = Text(_("From day"), look="soft"), Text(_("To day"), look="soft")
        self.problem = Text("", look="trouble-small", wrap=True)
        for caption, field in ((self._from, self.first), (self._to, self.last)):
            caption.setBuddy(field)
            field.setMaximumWidth(_DAY_WIDTH)
            field.returnPressed.connect(self._days_given)
            field.textEdited.connect(self._say_nothing)
        self._lay_out()

    def _lay_out(self) -> None:
        row = QHBoxLayout()
        row.setContentsMargins(12, 6, 12, 6)
        row.setSpacing(8)
        row.addWidget(self._caption)
        for choice in (self.period, self.subject):
            row.addWidget(choice, 1)
        for widget in (self._from, self.first, self._to, self.last, self.make, self.blank):
            row.addWidget(widget)
        row.addStretch(0)
        self.problem.setContentsMargins(12, 0, 12, 6)
        self.problem.hide()
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        self._row = QWidget()
        self._row.setLayout(row)
        self._more = QWidget()
        more = QHBoxLayout(self._more)
        more.setContentsMargins(12, 0, 12, 6)
        self.beside = Text("", look="soft", wrap=True)
        more.addWidget(self.anew)
        more.addWidget(self.beside, 1)
        column.addWidget(self._row)
        column.addWidget(self._more)
        column.addWidget(self.problem)
        column.addWidget(Line())

    def show_options(
        self,
        line: PaperLine,
        wish: Wish,
        offer: Offer,
        month: Period,
        *,
        kept: date | None = None,
    ) -> None:
        """Show what the paper in sight can be made of; hidden where there is nothing to choose.

        ``kept`` is the day that a letter or plan with a number went out with.
        """
        self._wish, self._kept = replace(wish, kind=line.kind), kept
        self._month, self._offer = month, offer
        shown = (
            self._show_periods(line),
            self._show_subjects(line),
            self._show_days(line),
            self._show_blank(line),
        )
        self._caption.setVisible(shown[0] or shown[1])
        self._row.setVisible(any(shown))
        self.setVisible(any(shown))

    def show_more(
        self, *, may_be_new: bool, passed: date | None, beside: IssuedPaper | None = None
    ) -> None:
        """Offer a paper beside the one that has its number; say that its day is over.

        ``passed`` is the day by which a letter asks for an answer, ``beside`` the paper with a
        number that stays as it is.
        """
        said = _("{paper} stays as it went out. Take the tick away to see it again.")
        words = issued_words(beside.symbol, beside.issued_on) if beside is not None else ""
        self.beside.setText(said.format(paper=words) if words else "")
        self.anew.blockSignals(True)
        self.anew.setChecked(self._wish.choice.anew)
        self.anew.blockSignals(False)
        self._more.setVisible(may_be_new)
        self.setVisible(may_be_new or not self._row.isHidden())
        if passed is not None and not self._typing():
            said = _("{date} is over: a letter cannot ask for an answer by then.")
            self._say(said.format(date=format_date(passed)), self.last)

    def _show_periods(self, line: PaperLine) -> bool:
        offered = self._periods(line.kind)
        shown = len(offered) > 1
        self.period.setVisible(shown)
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
        self.subject.setVisible(shown)
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
        for widget in (self._from, self.first):
            widget.setVisible(kind in (AD_HOC, MONTH_PLAN))
        for widget in (self._to, self.last):
            widget.setVisible(kind in (AD_HOC, REMINDER))
        self.make.setVisible(shown)
        if not shown or self._typing():
            return shown
        for field in (self.first, self.last):
            field.set_period(self._month)
        ad_hoc = kind == AD_HOC
        start = choice.starting or self._kept or self._usual_start()
        self.first.set_day(line.period.start if ad_hoc else start)
        answer = self._kept or answer_day(self._month, written=self._offer.today)
        self.last.set_day(line.period.last_day if ad_hoc else choice.by or answer)
        self._say_nothing()
        return shown

    def _usual_start(self) -> date | None:
        """The day a plan begins with: today inside its month, the first of one to come.

        None where the month is over: a day in it is somebody's to name.
        """
        today = self._offer.today
        if today > self._month.last_day:
            return None
        return max(today, self._month.start)

    def _say_nothing(self) -> None:
        """What was said of days that are others now goes, of either field."""
        self.problem.setText("")
        self.problem.hide()
        for field in (self.first, self.last):
            field.mark_wrong("")

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

    def _anew_turned(self, *, checked: bool) -> None:
        choice = replace(self._wish.choice, anew=checked)
        # Without the tick the paper with its number is in sight again, of its own day.
        self._want(choice if checked else replace(choice, by=None, starting=None))

    def _want(self, choice: PaperChoice) -> None:
        self.wanted.emit(replace(self._wish, choice=choice))

    def _days_given(self) -> None:
        self._say_nothing()
        first, last = self.first.day, self.last.day
        choice = self._wish.choice
        if self._wish.kind == MONTH_PLAN:
            if self._sound(self.first):
                self.first.setModified(False)
                self._want(replace(choice, starting=first))
        elif self._wish.kind == REMINDER:
            if self._sound(self.last):
                self.last.setModified(False)
                self._want(replace(choice, by=last))
        elif self._sound(self.first) and self._sound(self.last):
            self._give_range(first, last)

    def _sound(self, field: DayField) -> bool:
        said = "" if field.day else _("This is no day. Write it as 5/10 or 05/10/2026.")
        if said and beyond_years(field.text()):
            said = _("Only days of the years {first} to {last} can be reported.").format(
                first=EARLIEST_YEAR, last=LATEST_YEAR
            )
        if said:
            self._say(said, field)
        return not said

    def _say(self, problem: str, field: DayField) -> None:
        """Show a problem below the line and mark its field."""
        self._say_nothing()
        self.problem.setText(problem)
        self.problem.show()
        field.mark_wrong(problem)

    def _give_range(self, first: date | None, last: date | None) -> None:
        if first is None or last is None:
            return
        if first > last:
            self._say(_("The last day lies before the first one."), self.last)
            return
        if last > self._offer.today:
            problem = Problem("range_not_over", "period", details={"date": last.isoformat()})
            self._say(problem_text(problem), self.last)
            return
        self.first.setModified(False)
        self.last.setModified(False)
        period = parse_period(f"{first}..{last}")
        self.wanted.emit(replace(self._wish, period=period))


def _choice(name: str) -> ChoiceBox:
    box = ChoiceBox()
    box.setAccessibleName(name)
    box.setSizeAdjustPolicy(QComboBox.SizeAdjustPolicy.AdjustToMinimumContentsLengthWithIcon)
    box.setMinimumContentsLength(_CHOICE_LETTERS)
    return box


def _fill(box: ChoiceBox, options: tuple[Option, ...] | list[Option], chosen: str) -> None:
    box.blockSignals(True)
    box.clear()
    for option in options:
        box.addItem(option.title, option.id)
        box.setItemData(box.count() - 1, option.title, Qt.ItemDataRole.ToolTipRole)
        if option.id == chosen:
            box.setCurrentIndex(box.count() - 1)
    box.blockSignals(False)
