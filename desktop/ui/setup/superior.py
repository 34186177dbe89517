"""Setting up a superior's desk: one page with its name, its deadline and its list of units."""

from dataclasses import dataclass
from datetime import date
from pathlib import Path

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeySequence, QShortcut
from PySide6.QtWidgets import QGridLayout, QHBoxLayout, QVBoxLayout, QWidget

from desktop.actions.deadlines import change_deadlines
from desktop.actions.desk import Desk
from desktop.actions.setup import Sources, new_commune
from desktop.actions.units import CODES_SINCE, carry_out_units, rehearse_units
from desktop.domain.commune import CommuneProfile, Role
from desktop.domain.deadlines import LONGEST_DELAY, Deadlines
from desktop.domain.periods import PeriodKind, month_of, shifted_month
from desktop.domain.problems import Problem
from desktop.domain.text import nfc, tidy
from desktop.i18n import _
from desktop.ui.design.theme import Theme
from desktop.ui.units.dialogs import ListFile
from desktop.ui.widgets.buttons import PrimaryButton, SecondaryButton
from desktop.ui.widgets.fields import Labelled, LineField, NumberField
from desktop.ui.widgets.panel import Panel
from desktop.ui.widgets.side_form import ChoiceField
from desktop.ui.widgets.text import Text
from desktop.wording import error_text, period_name, problem_text

_MONTHS_OFFERED = 12


@dataclass(frozen=True, slots=True)
class SuperiorAnswers:
    """What was answered; ``units`` is the list of units, none for later."""

    name: str
    code: str
    superior: str
    first_month: str
    deadline: int | None = None
    units: Path | None = None

    def profile(self) -> CommuneProfile:
        """The profile of the superior's data folder."""
        return CommuneProfile(
            name=tidy(nfc(self.name)),
            code=self.code.strip(),
            valid_from=CODES_SINCE,
            superior=tidy(nfc(self.superior)),
            first_month=self.first_month,
            role=Role.SUPERIOR,
        )


@dataclass(frozen=True, slots=True)
class FoundedSuperior:
    """The desk that was made, or what stood in the way; ``remark`` tells of the list of units."""

    desk: Desk | None
    problems: tuple[Problem, ...] = ()
    remark: str = ""


def found_superior(folder: Path, answers: SuperiorAnswers, *, sources: Sources) -> FoundedSuperior:
    """Make a superior's data folder with its deadline and units; on the worker.

    A list that cannot be read whole is left for the units' room; the folder is made all the same.

    Raises:
        StoreError: the folder is not empty, cannot be written, or the disk is full.
    """
    outcome = new_commune(folder, answers.profile(), sources=sources)
    desk = outcome.value
    if desk is None:
        return FoundedSuperior(None, outcome.problems)
    if answers.deadline is not None:
        change_deadlines(desk, Deadlines({PeriodKind.MONTH: answers.deadline}))
    if answers.units is None:
        return FoundedSuperior(desk)
    return _with_units(desk, answers.units)


def _with_units(desk: Desk, path: Path) -> FoundedSuperior:
    from desktop.actions.terms import STOPPING

    try:
        seen = rehearse_units(desk, path)
    except STOPPING as error:
        return FoundedSuperior(desk, remark=error_text(error.code, error.details))
    taken = carry_out_units(desk, seen)
    remark = " ".join(problem_text(one) for one in taken.problems)
    return FoundedSuperior(desk, remark=remark)


class SuperiorPage(QWidget):
    """``finished`` carries the :class:`SuperiorAnswers`; ``left`` goes back to the doors."""

    finished = Signal(object)
    left = Signal()

    def __init__(self, *, today: date, theme: Theme) -> None:
        super().__init__()
        self._units: Path | None = None
        self.name = LineField(name=_("Name of the office"), hint=_("for example: Thành phố Huế"))
        self.code = LineField(name=_("Official code"), hint="46")
        self.code.setMaxLength(5)
        self.superior = LineField(name=_("To whom this office reports"))
        self.deadline = NumberField(name=_("Days after the closing date"), largest=LONGEST_DELAY)
        self.first = ChoiceField(name=_("Receives reports from"), theme=theme)
        now = month_of(today)
        for step in range(1, _MONTHS_OFFERED + 1):
            month = shifted_month(now, -step)
            self.first.addItem(period_name(month.id), month.id)
        self.units_said = Text("", look="soft", wrap=True)
        self.make_button = PrimaryButton(_("Make the superior's desk"), self.finish)
        self._trouble = Text("", look="trouble", wrap=True)
        self._trouble.hide()
        self.fields: dict[str, Labelled] = {}
        self._build()
        self._say_units()
        leave = QShortcut(QKeySequence("Esc"), self)
        leave.setContext(Qt.ShortcutContext.WidgetWithChildrenShortcut)
        leave.activated.connect(self.left)

    def answers(self) -> SuperiorAnswers:
        """What stands in the fields."""
        return SuperiorAnswers(
            name=self.name.text(),
            code=self.code.text(),
            superior=self.superior.text(),
            first_month=str(self.first.currentData()),
            deadline=self.deadline.value,
            units=self._units,
        )

    def start(self) -> None:
        """Put the focus into the first field."""
        self.name.setFocus(Qt.FocusReason.OtherFocusReason)

    def finish(self) -> None:
        """Go on unless something needed is missing."""
        from desktop.actions.profile import check_profile

        for one in self.fields.values():
            one.say("")
        problems = check_profile(self.answers().profile())
        if problems:
            self.fail(problems)
            return
        self.wait(_("The superior's desk is being made…"))
        self.finished.emit(self.answers())

    def wait(self, said: str) -> None:
        """Say what is being done; nothing can be pressed meanwhile."""
        self._trouble.setText(said)
        self._trouble.look_like("soft")
        self._trouble.setVisible(bool(said))
        self.make_button.setEnabled(not said)

    def fail(self, problems: tuple[Problem, ...], words: str = "") -> None:
        """Say what stands in the way, beside the fields where it belongs."""
        self.wait("")
        stray = [problem_text(one) for one in problems if one.field not in self.fields]
        for one in problems:
            if one.field in self.fields:
                self.fields[one.field].say(problem_text(one))
        said = " ".join([*stray, words]).strip()
        self._trouble.setText(said)
        self._trouble.look_like("trouble")
        self._trouble.setVisible(bool(said))

    def choose_units(self) -> None:
        """Ask for the list of units."""
        chosen = ListFile.ask(self)
        if chosen is not None:
            self._units = chosen
            self._say_units()

    def _say_units(self) -> None:
        if self._units is None:
            said = _("None chosen: it can be brought in later under “Units”.")
        else:
            said = _("{file} is taken over when the desk is made.").format(file=self._units.name)
        self.units_said.setText(said)

    def _build(self) -> None:
        panel = Panel()
        panel.body.setContentsMargins(28, 24, 28, 20)
        panel.body.setSpacing(10)
        panel.body.addWidget(Text(_("Which office receives the reports?"), look="title", wrap=True))
        lead = _("Everything here can be changed later under “System” and “Units”.")
        panel.body.addWidget(Text(lead, look="soft", wrap=True))
        panel.body.addLayout(self._grid())
        row = QHBoxLayout()
        row.setSpacing(12)
        row.addWidget(SecondaryButton(_("Choose the list of units…"), self.choose_units))
        row.addWidget(self.units_said, 1)
        panel.body.addLayout(row)
        self_opening = _(
            "The desk opens without a password: whoever uses this Windows account can open it. "
            "The file itself is encrypted."
        )
        panel.body.addWidget(Text(self_opening, look="small", wrap=True))
        panel.body.addStretch(1)
        panel.body.addWidget(self._trouble)
        foot = QHBoxLayout()
        foot.setSpacing(8)
        foot.addStretch(1)
        foot.addWidget(SecondaryButton(_("Back to the first screen"), self.left.emit))
        foot.addWidget(self.make_button)
        panel.body.addLayout(foot)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.addWidget(panel)

    def _grid(self) -> QGridLayout:
        advice = _("Left empty, nobody is ever called late.")
        shown: tuple[tuple[str, str, QWidget, str], ...] = (
            ("name", _("Name of the office"), self.name, ""),
            ("code", _("Official code"), self.code, ""),
            ("superior", _("To whom this office reports"), self.superior, _("May be empty.")),
            ("deadline", _("Days after the closing date"), self.deadline, advice),
            ("first_month", _("Receives reports from"), self.first, ""),
        )
        grid = QGridLayout()
        grid.setHorizontalSpacing(16)
        grid.setVerticalSpacing(10)
        grid.setColumnStretch(0, 3)
        grid.setColumnStretch(1, 2)
        for number, (key, label, widget, below) in enumerate(shown):
            self.fields[key] = Labelled(label, widget, advice=below)
            top = Qt.AlignmentFlag.AlignTop
            grid.addWidget(self.fields[key], number // 2, number % 2, top)
        return grid
