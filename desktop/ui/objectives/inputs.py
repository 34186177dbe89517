"""What may be entered for one objective: answers, a status, the committee's target, baselines."""

from collections.abc import Sequence
from datetime import date
from decimal import Decimal
from typing import cast

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QGridLayout, QHBoxLayout, QVBoxLayout, QWidget

from desktop.domain.periods import Period
from desktop.domain.plan_entries import DRUG_FREE, PlanAnswer, PlanEntries, StatusEvent
from desktop.domain.plan_facts import AnswerState
from desktop.domain.plan_input import ANSWERED, IN_PERCENT, WITH_TARGET
from desktop.domain.plans import AnsweredBy, Baseline, Hold, Objective, PlanPack, Reduce
from desktop.i18n import _, format_date
from desktop.ui.design.theme import Theme
from desktop.ui.objectives.calm_choice import CalmChoice
from desktop.ui.objectives.numbers import parse_decimal
from desktop.ui.widgets.buttons import LinkButton, SecondaryButton
from desktop.ui.widgets.fields import DayField, Labelled, LineField, NumberField
from desktop.ui.widgets.layouts import clear_layout
from desktop.ui.widgets.text import Text
from desktop.wording.plans import baseline_value, number_text

FROM_ASSESSMENT = "assessment:"
"""Events with such an id come from an assessment of the area and go with it."""


def answer_words() -> tuple[tuple[AnswerState, str], ...]:
    """The three answers in words."""
    return (
        (AnswerState.YES, _("Yes, done")),
        (AnswerState.NO, _("No, not yet")),
        (AnswerState.NOT_APPLICABLE, _("Does not concern us")),
    )


class DatedPart(QWidget):
    """Dated entries with a link that takes each back, and a line for the next one."""

    def __init__(self, title: str, *, theme: Theme, period: Period) -> None:
        super().__init__()
        self.choice = CalmChoice(name=title, theme=theme)
        self.day = DayField(name=_("On the day"), period=period)
        self.decision = LineField(name=_("Decision number"), hint=_("12/QĐ-UBND"))
        self.record = SecondaryButton(_("Record it"), self._ask).needs("answer_objective")
        self._known = QVBoxLayout()
        self._known.setSpacing(2)
        self._sent: tuple[object, ...] = ()
        self._refused, self._problem = False, ""
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(6)
        column.addWidget(Text(title, look="strong"))
        column.addLayout(self._known)
        column.addWidget(self.choice)
        self._row = Labelled(_("Day, and number of the decision"), self._entry_box())
        row = QHBoxLayout()
        row.setSpacing(8)
        row.addWidget(self._row, 1)
        row.addWidget(self.record, 0, Qt.AlignmentFlag.AlignBottom)
        column.addLayout(row)
        self.decision.returnPressed.connect(self._ask)

    @property
    def problem(self) -> str:
        """What is said below the line."""
        return self._problem

    def say(self, problem: str) -> None:
        """Say why an entry was refused, or what is to be looked at in one that was stored."""
        self._row.say(problem)
        self._problem = problem
        self._refused = bool(problem)
        if problem:
            self._sent = ()

    @property
    def begun(self) -> bool:
        """Whether something stands in the line that was not recorded yet."""
        return bool(self.day.text().strip() or self.decision.text().strip())

    def flush(self) -> bool:
        """Record what stands in the line; False when it cannot be, which is said there."""
        if self.begun and not self.isHidden():
            self._ask()
        return not (self.begun and self._refused)

    def set_period(self, period: Period) -> None:
        """Take the month in which short days are understood."""
        self.day.set_period(period)

    def clear(self) -> None:
        """Empty the line for what comes next."""
        self.day.set_day(None)
        self.decision.clear()
        self._sent = ()
        self.say("")

    def _list(self, lines: Sequence[tuple[str, str]]) -> None:
        """Show what was entered: (words, id to take back, or empty)."""
        clear_layout(self._known)
        for words, entry_id in lines:
            box = QWidget()
            row = QHBoxLayout(box)
            row.setContentsMargins(0, 0, 0, 0)
            row.addWidget(Text(words, wrap=True), 1)
            if entry_id:
                row.addWidget(self._back_link(entry_id))
            self._known.addWidget(box)

    def _back_link(self, entry_id: str) -> LinkButton:
        return LinkButton(_("Take back"), lambda: self._withdraw(entry_id), small=True).needs(
            "withdraw_answer"
        )

    def _entry_box(self) -> QWidget:
        box = QWidget()
        row = QGridLayout(box)
        row.setContentsMargins(0, 0, 0, 0)
        row.setHorizontalSpacing(8)
        self.day.setMinimumWidth(104)
        row.addWidget(self.day, 0, 0)
        row.addWidget(self.decision, 0, 1)
        row.setColumnStretch(0, 2)
        row.setColumnStretch(1, 3)
        return box

    def _ask(self) -> None:
        if not self.day.sound:
            self.say(_("This is no day. Write it as 5/10 or 05/10/2026."))
            return
        typed = (self.choice.currentIndex(), self.day.day, self.decision.text())
        if typed != self._sent:
            self._sent = typed
            self.say("")
            self._send()

    def _send(self) -> None:
        """Send what stands in the line."""

    def _withdraw(self, entry_id: str) -> None:
        """Send which entry is taken back."""


class AnswerPart(DatedPart):
    """The answers to a review or a milestone."""

    wanted = Signal(object, object, str)
    withdrawn = Signal(str)

    def __init__(self, *, theme: Theme, period: Period) -> None:
        super().__init__(_("Our answer"), theme=theme, period=period)
        for state, words in answer_words():
            self.choice.addItem(words, state.value)

    def show_answers(self, answers: Sequence[PlanAnswer]) -> None:
        """Show the answers given, the oldest first."""
        ordered = sorted(answers, key=lambda one: one.on or date.min)
        self._list([(_answer_text(one), one.id if ":" not in one.id else "") for one in ordered])

    def _send(self) -> None:
        state = AnswerState(self.choice.currentData())
        self.wanted.emit(state, self.day.day, self.decision.text().strip())

    def _withdraw(self, entry_id: str) -> None:
        self.withdrawn.emit(entry_id)


def _answer_text(answer: PlanAnswer) -> str:
    words = dict(answer_words())[answer.state]
    if answer.on is not None:
        words = _("{answer}, on {date}").format(answer=words, date=format_date(answer.on))
    return f"{words} ({answer.decision})" if answer.decision else words


class StatusPart(DatedPart):
    """Since when a status holds, and when it was lost."""

    wanted = Signal(bool, object, str)
    withdrawn = Signal(str)

    def __init__(self, *, theme: Theme, period: Period) -> None:
        super().__init__(_("How it stands, by decision"), theme=theme, period=period)
        self.choice.addItem(_("Held since the day"), data(holds=True))
        self.choice.addItem(_("Lost since the day"), data(holds=False))

    def show_events(self, events: Sequence[StatusEvent]) -> None:
        """Show what was stated, the oldest first."""
        self._list(
            [
                (status_text(one), "" if one.id.startswith(FROM_ASSESSMENT) else one.id)
                for one in sorted(events, key=lambda one: one.on)
            ]
        )

    def _send(self) -> None:
        if self.day.day is None:
            self.say(_("Write the day since which it holds."))
            return
        holds = bool(self.choice.currentData())
        self.wanted.emit(holds, self.day.day, self.decision.text().strip())

    def _withdraw(self, entry_id: str) -> None:
        self.withdrawn.emit(entry_id)


def data(*, holds: bool) -> int:
    """The value behind a choice: Qt gives truth values back as numbers."""
    return int(holds)


def status_text(event: StatusEvent) -> str:
    """ "Giữ từ ngày 01/02/2024, quyết định số 12/QĐ-UBND"."""
    text = _("Held since {date}") if event.holds else _("Lost since {date}")
    if not event.holds and event.id.startswith(FROM_ASSESSMENT):
        text = _("Not reached on {date}")
    said = text.format(date=format_date(event.on))
    if event.decision:
        said = _("{text}, {decision}").format(text=said, decision=decision_words(event.decision))
    if event.id.startswith(FROM_ASSESSMENT):
        said = _("{text} (by the assessment of the area)").format(text=said)
    return said


class NumbersPart(QWidget):
    """The committee's own target, and baselines that the plan leaves open; saved when left."""

    target_wanted = Signal(object)
    baseline_wanted = Signal(str, object)

    def __init__(self) -> None:
        super().__init__()
        self._column = QVBoxLayout(self)
        self._column.setContentsMargins(0, 0, 0, 0)
        self._column.setSpacing(8)
        self.target = LineField(name=_("Target of the Committee"))
        self._target_row = Labelled(" ", self.target)
        self._column.addWidget(self._target_row)
        self.baselines: dict[str, NumberField] = {}
        self._rows: dict[str, Labelled] = {}
        self._shown = ""
        self._target: Decimal | None = None
        self._values: dict[str, int | None] = {}
        self.target.editingFinished.connect(self._keep_target)

    def show_objective(self, objective: Objective, pack: PlanPack, entries: PlanEntries) -> bool:
        """Show what may be set for an objective; whether there is anything."""
        fresh = self._shown != objective.id
        self._shown = objective.id
        settable = objective.kind in WITH_TARGET
        self._target_row.setVisible(settable)
        self._target = entries.targets.get(objective.id)
        if settable and (fresh or not self.target.hasFocus()):
            self._show_target(objective)
        asked = baselines_of(objective, pack)
        if fresh or set(self.baselines) != {one.id for one in asked}:
            self._build(asked)
        for one in asked:
            self._values[one.id] = entries.baselines.get(one.id)
            if not self.baselines[one.id].hasFocus():
                self.baselines[one.id].set_value(entries.baselines.get(one.id))
        return settable or bool(asked)

    def flush(self) -> None:
        """Save what stands in the fields."""
        self._keep_target()
        for name in self.baselines:
            self._keep_baseline(name)

    def say(self, problem: str, baseline: str = "") -> None:
        """Say why a number was refused."""
        row = self._rows.get(baseline, self._target_row)
        row.say(problem)

    def _show_target(self, objective: Objective) -> None:
        unit = "%" if objective.kind in IN_PERCENT else objective.unit
        label = _("Target of the Committee ({unit})").format(unit=unit or "–")
        caption_of(self._target_row).setText(label)
        own = getattr(objective.rule, "target", getattr(objective.rule, "percent", None))
        hint = number_text(own) if isinstance(own, Decimal) else ""
        self.target.setPlaceholderText(_("as in the plan: {value}").format(value=hint or "–"))
        self.target.setText("" if self._target is None else number_text(self._target))
        self._target_row.say("")

    def _build(self, asked: Sequence[Baseline]) -> None:
        for row in self._rows.values():
            self._column.removeWidget(row)
            row.hide()
            row.deleteLater()
        self.baselines, self._rows = {}, {}
        for one in asked:
            field = NumberField(name=one.label, hint=baseline_value(one))
            row = Labelled(f"{one.label} ({one.unit})", field)
            caption_of(row).setWordWrap(True)
            field.editingFinished.connect(lambda name=one.id: self._keep_baseline(name))
            self.baselines[one.id], self._rows[one.id] = field, row
            self._column.addWidget(row)

    def _keep_target(self) -> None:
        if self._target_row.isHidden():
            return
        typed = self.target.text().strip().removesuffix("%").strip()
        value = parse_decimal(typed)
        if typed and value is None:
            self.say(_("Write a number, such as 95 or 12,5."))
        elif value != self._target:
            self._target = value
            self.target_wanted.emit(value)

    def _keep_baseline(self, name: str) -> None:
        field = self.baselines[name]
        if not field.sound:
            self.say(_("Write a whole number in figures, such as 45."), name)
        elif field.value != self._values.get(name):
            self._values[name] = field.value
            self.baseline_wanted.emit(name, field.value)


def caption_of(row: Labelled) -> Text:
    """The label above a field: whole sentences stand there, which may wrap."""
    return cast(Text, row.findChild(Text))


def decision_words(decision: str) -> str:
    """A number alone is called a decision; what has words of its own stays as it was typed."""
    if not decision[:1].isdigit():
        return decision
    return _("decision {number}").format(number=decision)


def baselines_of(objective: Objective, pack: PlanPack) -> tuple[Baseline, ...]:
    """The figures of the past that an objective is compared with."""
    rule = objective.rule
    names: list[str] = []
    if isinstance(rule, Hold):
        names = [rule.baseline]
    elif isinstance(rule, Reduce):
        names = [rule.baseline, rule.baseline_denominator]
    found = (pack.baseline(name) for name in names if name)
    return tuple(one for one in found if one is not None)


def is_answered(objective: Objective) -> bool:
    """Whether the officer answers it here."""
    return objective.kind in ANSWERED and objective.answered_by is AnsweredBy.OFFICER


def status_of(objective: Objective) -> str:
    """The status that an objective holds on to; empty for the others."""
    rule = objective.rule
    return (rule.status or DRUG_FREE) if isinstance(rule, Hold) and not rule.baseline else ""
