"""Choosing the plan that is followed, and bringing in a plan's file."""

from collections.abc import Sequence
from dataclasses import dataclass
from functools import partial
from pathlib import Path
from typing import Any

from PySide6.QtWidgets import (
    QButtonGroup,
    QFileDialog,
    QHBoxLayout,
    QRadioButton,
    QVBoxLayout,
    QWidget,
)

from desktop.actions.desk import Changes, Desk
from desktop.actions.plan_choice import (
    ChoiceRemarks,
    KnownPlan,
    PlanOutcome,
    add_plan_file,
    choice_remarks,
    choose_plan,
)
from desktop.actions.plan_choice import known_plans as stored_plans
from desktop.domain.periods import Period
from desktop.domain.problems import Problem
from desktop.i18n import _
from desktop.ui.objectives.lines import plan_name
from desktop.ui.shell.context import ShellContext
from desktop.ui.widgets.banner import Tone
from desktop.ui.widgets.buttons import LinkButton
from desktop.ui.widgets.dialogs import ConfirmDialog, FormDialog
from desktop.ui.widgets.scrolling import scrolled
from desktop.ui.widgets.start_folder import start_folder
from desktop.ui.widgets.text import Text
from desktop.wording import period_name, problem_text
from desktop.wording.objectives import months_text
from desktop.wording.plans import plan_day, plan_problem_text

_MOST_PROBLEMS = 6
_LIST_HEIGHT = 300


@dataclass(frozen=True, slots=True)
class Chosen:
    """What was chosen: a plan (empty: none) from a month on; or that a file is to be brought in."""

    plan_id: str = ""
    from_month: str | None = None
    file: bool = False


class PlanDialog(FormDialog):
    """The plans known, and from when on the chosen one is followed."""

    def __init__(
        self, parent: QWidget | None, plans: Sequence[KnownPlan], *, month: Period, followed: str
    ) -> None:
        super().__init__(
            parent,
            title=_("Which plan is followed"),
            do=_("Follow this plan"),
            leave=_("Go back"),
            width=620,
        )
        self.file = False
        self._plans, self._month = tuple(plans), month
        self._choices, self._since = QButtonGroup(self), QButtonGroup(self)
        column = QVBoxLayout()
        column.setSpacing(4)
        for number, plan in enumerate(self._plans):
            self._offer(column, number, plan, chosen=plan.pack.id == followed)
        none = QRadioButton(_("No plan: sessions and models alone"))
        none.setChecked(not followed)
        self._choices.addButton(none, len(self._plans))
        column.addWidget(none)
        column.addStretch(1)
        content = QWidget()
        content.setLayout(column)
        column.setContentsMargins(0, 0, 8, 0)
        area = scrolled(content, sideways=False)
        area.setMinimumHeight(_LIST_HEIGHT)
        self.body.addWidget(area)
        self.body.addWidget(Text(_("Followed from"), look="strong"))
        self.body.addLayout(self._months())
        self.body.addWidget(
            Text(_("Closed months keep what they said when they were closed."), look="small")
        )
        row = QHBoxLayout()
        row.addWidget(LinkButton(_("Bring in a plan from a file…"), self._ask_file))
        row.addStretch(1)
        self.body.addLayout(row)

    @classmethod
    def ask(
        cls, parent: QWidget | None, plans: Sequence[KnownPlan], *, month: Period, followed: str
    ) -> Chosen | None:
        """Ask; none when it was left."""
        dialog = cls(parent, plans, month=month, followed=followed)
        if dialog.exec() != cls.DialogCode.Accepted:
            return None
        return dialog.chosen()

    def chosen(self) -> Chosen:
        """What stands chosen."""
        if self.file:
            return Chosen(file=True)
        number = self._choices.checkedId()
        plan = self._plans[number].pack.id if 0 <= number < len(self._plans) else ""
        return Chosen(plan, self._month.id if self._since.checkedId() else None)

    def choose(self, plan_id: str, *, from_month: bool = False) -> None:
        """Choose a plan as a click does."""
        ids = [one.pack.id for one in self._plans]
        number = ids.index(plan_id) if plan_id in ids else len(ids)
        self._choices.button(number).setChecked(True)
        self._since.button(int(from_month)).setChecked(True)

    def _offer(self, column: QVBoxLayout, number: int, plan: KnownPlan, *, chosen: bool) -> None:
        button = QRadioButton(_named(plan))
        button.setChecked(chosen)
        self._choices.addButton(button, number)
        column.addWidget(button)
        about = Text(f"{plan.pack.title} · {plan.pack.issuer}", look="small", wrap=True)
        about.setContentsMargins(26, 0, 0, 6)
        column.addWidget(about)

    def _months(self) -> QVBoxLayout:
        column = QVBoxLayout()
        column.setSpacing(4)
        words = (
            _("the first month that is tracked"),
            _("{month}, the month shown").format(month=period_name(self._month.id)),
        )
        for number, text in enumerate(words):
            button = QRadioButton(text)
            button.setChecked(number == 0)
            self._since.addButton(button, number)
            column.addWidget(button)
        return column

    def _ask_file(self) -> None:
        self.file = True
        self.accept()


def _named(plan: KnownPlan) -> str:
    name = plan_name(plan.pack)
    return _("{plan} (our own file)").format(plan=name) if plan.own else name


class PlanFileChoice:
    """The system's own dialog; tests replace ``ask``."""

    @classmethod
    def ask(cls, parent: QWidget | None) -> Path | None:
        """Ask for a plan's file; none when it was left."""
        name, _kind = QFileDialog.getOpenFileName(
            parent, _("Bring in a plan from a file…"), str(start_folder()), "*.toml"
        )
        return Path(name) if name else None


@dataclass(frozen=True, slots=True)
class Followed:
    """A choice that was stored, and what is to be known of it."""

    outcome: PlanOutcome[str]
    remarks: ChoiceRemarks

    @property
    def changes(self) -> Changes:
        """What the choice changed."""
        return self.outcome.changes


def follow(desk: Desk, plan_id: str, from_month: str | None) -> Followed:
    """Follow a plan; what is to be said of it is read before the choice is stored."""
    remarks = choice_remarks(desk, plan_id, from_month)
    return Followed(choose_plan(desk, plan_id, from_month), remarks)


def remarks_text(remarks: ChoiceRemarks) -> str:
    """What following a plan means for months before tracking, closed ones, and its own period."""
    said: list[str] = []
    if remarks.tracked:
        text = _("Tracking begins with {month}: earlier months have no figures.")
        said.append(text.format(month=period_name(remarks.tracked)))
    if remarks.closed and not remarks.followed:
        text = _("Closed months keep the plan that they were closed with: {months}.")
        said.append(text.format(months=months_text(remarks.closed)))
    if remarks.pack is not None and remarks.over:
        text = _("The plan's own period is over (until {end}); it can still be followed.")
        end = remarks.pack.valid_to
        said.append(
            text.format(end=period_name(str(end)) if isinstance(end, int) else plan_day(end))
        )
    return " ".join(said)


class PlanChoosing:
    """Reads the plans, asks, and stores the answer."""

    def __init__(self, context: ShellContext, *, desk: Desk, parent: QWidget) -> None:
        self._context, self._desk, self._parent = context, desk, parent

    def begin(self, followed: str) -> None:
        """Read the plans known, then ask."""
        self._context.ask(partial(stored_plans, self._desk), partial(self._ask, followed))

    def _ask(self, followed: str, plans: tuple[KnownPlan, ...]) -> None:
        month = self._context.month
        chosen = PlanDialog.ask(self._parent, plans, month=month, followed=followed)
        if chosen is None:
            return
        if chosen.file:
            self._bring_in(followed)
            return
        task = partial(follow, self._desk, chosen.plan_id, chosen.from_month)
        self._context.write(task, self._followed)

    def _followed(self, found: Followed) -> None:
        tell_outcome(self._context, found.outcome)
        said = remarks_text(found.remarks)
        if found.outcome.done and said:
            self._context.say(Tone.INFO, said)

    def _bring_in(self, followed: str) -> None:
        path = PlanFileChoice.ask(self._parent)
        if path is not None:
            task = partial(add_plan_file, self._desk, path)
            self._context.write(task, partial(self._brought, followed, path))

    def _brought(self, followed: str, path: Path, outcome: PlanOutcome[str]) -> None:
        there = next((one for one in outcome.problems if one.code == "plan_there_already"), None)
        if there is None:
            self._told(followed, outcome)
        elif may_replace(self._parent, there):
            task = partial(add_plan_file, self._desk, path, replacing=True)
            self._context.write(task, partial(self._told, followed))

    def _told(self, followed: str, outcome: PlanOutcome[str]) -> None:
        tell_outcome(self._context, outcome)
        if outcome.done:
            self.begin(outcome.value or followed)


def may_replace(parent: QWidget, there: Problem) -> bool:
    """Ask whether a plan of the committee's own gives way to the one of a file."""
    question = _("Replace the plan “{plan}” with this file?").format(plan=there.details["plan"])
    detail = _(
        "The plan is there already, with {before} objectives; the file has {after}. Figures that "
        "were entered stay; closed months keep what they said."
    )
    return ConfirmDialog.ask(
        parent,
        question=question,
        detail=detail.format(before=there.details["before"], after=there.details["after"]),
        do=_("Replace the plan"),
        keep=_("Keep the plan as it is"),
    )


def tell_outcome(context: ShellContext, outcome: PlanOutcome[Any], saved: str = "") -> None:
    """Say that it was stored, or why not; what is to be looked at is said either way."""
    if outcome.done:
        context.note(saved or _("Saved."))
    if words := problems_text(outcome):
        context.say(Tone.WARN, words)


def problems_text(outcome: PlanOutcome[Any]) -> str:
    """What is wrong with a plan or an addition, with line and key path where they are known."""
    said = [problem_text(problem) for problem in outcome.problems]
    found = [plan_problem_text(problem) for problem in outcome.plan_problems]
    if len(found) > _MOST_PROBLEMS:
        more = _("and {count} more").format(count=len(found) - _MOST_PROBLEMS)
        found = [*found[:_MOST_PROBLEMS], more]
    return " ".join([*said, "; ".join(found)]).strip()
