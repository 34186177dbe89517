"""The form for an objective that the committee adds to its plan, with a count of its own."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date
from decimal import Decimal
from functools import partial
from typing import Any

from PySide6.QtGui import QShowEvent
from PySide6.QtWidgets import QVBoxLayout, QWidget

from desktop.actions.desk import Desk
from desktop.actions.plan_additions import (
    OWN_CLAUSE,
    Addition,
    add_all_to_plan,
    change_addition,
    remove_additions,
)
from desktop.actions.plan_choice import PlanOutcome
from desktop.domain.periods import Period
from desktop.domain.plan_expressions import FactName
from desktop.domain.plans import CountKind, ObjectiveKind, PlanPack, Span
from desktop.domain.problems import Severity
from desktop.domain.text import tidy
from desktop.i18n import _
from desktop.ui.design.theme import Theme
from desktop.ui.objectives.numbers import parse_decimal, typed_decimal
from desktop.ui.objectives.plan_choosing import tell_outcome
from desktop.ui.shell.context import ShellContext
from desktop.ui.widgets.dialogs import FormDialog
from desktop.ui.widgets.fields import DayField, Labelled, LineField
from desktop.ui.widgets.scrolling import ScrolledColumn, fit_screen
from desktop.ui.widgets.side_form import ChoiceField
from desktop.ui.widgets.text import Text
from desktop.wording.plans import count_kind, fact_name, objective_kind, span_word

Table = Mapping[str, Any]
Additions = tuple[tuple[str, Table], ...]
NEW_COUNT = "+"
_KINDS = (
    ObjectiveKind.COVERAGE,
    ObjectiveKind.SHARE,
    ObjectiveKind.ALLOCATED,
    ObjectiveKind.ZERO,
    ObjectiveKind.REDUCE,
    ObjectiveKind.COUNT,
    ObjectiveKind.REVIEW,
    ObjectiveKind.MILESTONE,
)
_COUNTED = frozenset(_KINDS[:6])
_PARTS_OF_WHOLE = frozenset({ObjectiveKind.COVERAGE, ObjectiveKind.SHARE})
_WITH_TARGET = _PARTS_OF_WHOLE | {ObjectiveKind.ALLOCATED, ObjectiveKind.REDUCE}
_OF_EVERY_KIND = ("id", "number", "title", "clause", "quote", "note", "entered_by")
_LISTED_FACTS = (FactName.SESSIONS, FactName.ATTENDANCE, FactName.MODELS, FactName.GROUPS_ACTIVE)


class CountField(QWidget):
    """One of the counts known, or a new one with its wording, unit and kind."""

    def __init__(self, label: str, pack: PlanPack, *, theme: Theme) -> None:
        super().__init__()
        self.choice = ChoiceField(name=label, theme=theme)
        for count in pack.counts:
            self.choice.addItem(count.label, count.id)
        for fact in _LISTED_FACTS:
            self.choice.addItem(_capital(fact_name(fact.value)), fact.value)
        self.choice.addItem(_("A new count…"), NEW_COUNT)
        self.label = LineField(name=_("Wording of the count"))
        self.unit = LineField(name=_("Unit"), hint=_("persons, cases…"))
        self.kind = ChoiceField(name=_("Kind"), theme=theme)
        for kind in (CountKind.FLOW, CountKind.STOCK):
            self.kind.addItem(_capital(count_kind(kind)), kind.value)
        self._new = QWidget()
        inner = QVBoxLayout(self._new)
        inner.setContentsMargins(16, 0, 0, 0)
        inner.setSpacing(6)
        inner.addWidget(Labelled(_("Wording of the count"), self.label))
        inner.addWidget(Labelled(_("Unit"), self.unit))
        inner.addWidget(self.kind)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(6)
        column.addWidget(Labelled(label, self.choice))
        column.addWidget(self._new)
        self.choice.currentIndexChanged.connect(self._weigh)
        self._weigh()

    @property
    def is_new(self) -> bool:
        """Whether a new count is described."""
        return str(self.choice.currentData()) == NEW_COUNT

    def choose(self, count_id: str) -> None:
        """Choose a count as a click does; a sum that a file gave stands as it was written."""
        if self.choice.findData(count_id) < 0:
            self.choice.addItem(count_id, count_id)
        self.choice.setCurrentIndex(self.choice.findData(count_id))

    def only_known(self) -> None:
        """Offer no new count: one that is changed reads what is there."""
        self.choice.removeItem(self.choice.findData(NEW_COUNT))

    def count(self, new_id: str) -> tuple[str, Table | None]:
        """The id of the count, and its table where it is new."""
        if not self.is_new:
            return str(self.choice.currentData()), None
        table = {
            "id": new_id,
            "label": tidy(self.label.text()),
            "unit": tidy(self.unit.text()),
            "kind": str(self.kind.currentData()),
        }
        return new_id, table

    def problem(self) -> str:
        """What is still missing of a new count."""
        if self.is_new and not (tidy(self.label.text()) and tidy(self.unit.text())):
            return _("The new count needs its wording and its unit.")
        return ""

    def _weigh(self) -> None:
        self._new.setVisible(self.is_new)


@dataclass(frozen=True, slots=True)
class OwnObjective:
    """What is added to the plan."""

    additions: Additions


class OwnObjectiveDialog(FormDialog):
    """Wording, kind, what is counted, target; the plan's own words stay as they are."""

    def __init__(
        self,
        parent: QWidget | None,
        pack: PlanPack,
        *,
        theme: Theme,
        month: Period,
        known: Table | None = None,
    ) -> None:
        super().__init__(
            parent,
            title=_("An objective of the Committee"),
            do=_("Add it") if known is None else _("Save the objective"),
            leave=_("Go back"),
            width=560,
        )
        self._pack, self._known = pack, known
        self.wording = LineField(name=_("Wording"))
        self.kind = ChoiceField(name=_("Kind"), theme=theme)
        for kind in _KINDS:
            self.kind.addItem(_capital(objective_kind(kind)), kind.value)
        self.numerator = CountField(_("What is counted"), pack, theme=theme)
        self.denominator = CountField(_("Out of all"), pack, theme=theme)
        self.span = ChoiceField(name=_("Over which time"), theme=theme)
        for span in (Span.REPORT, Span.QUARTER, Span.YEAR):
            self.span.addItem(_capital(span_word(span)), span.value)
        self.target = LineField(name=_("Target"))
        self.due = DayField(name=_("To be done by"), period=month)
        self._target_row = Labelled(_("Target"), self.target)
        self._due_row = Labelled(_("To be done by"), self.due)
        self._span_row = Labelled(_("Over which time"), self.span)
        self._problem = Text("", look="trouble-small", wrap=True)
        self._fields_part = ScrolledColumn()
        self.body.addWidget(self._fields_part)
        for widget in (
            Labelled(_("Wording"), self.wording),
            Labelled(_("Kind"), self.kind),
            self.numerator,
            self.denominator,
            self._target_row,
            self._due_row,
            self._span_row,
        ):
            self._fields_part.column.addWidget(widget)
        self._fields_part.column.addStretch(1)
        # Beside the buttons, where it is seen whatever was scrolled.
        self.body.addWidget(self._problem)
        self.kind.currentIndexChanged.connect(self._weigh)
        self._problem.hide()
        if known is not None:
            self._show_known(known)
        self._weigh()

    @classmethod
    def ask(
        cls,
        parent: QWidget | None,
        pack: PlanPack,
        *,
        theme: Theme,
        month: Period,
        known: Table | None = None,
    ) -> OwnObjective | None:
        """Ask for a new one, or for another wording and sum of a ``known`` one; none when left."""
        dialog = cls(parent, pack, theme=theme, month=month, known=known)
        if dialog.exec() != cls.DialogCode.Accepted:
            return None
        return OwnObjective(dialog.additions())

    def showEvent(self, event: QShowEvent) -> None:
        """As high as its fields are in the type of the screen, now that it is known."""
        super().showEvent(event)
        fit_screen(self, self._fields_part)

    def accept(self) -> None:
        """Leave only when nothing is missing; what is missing is said."""
        words = self.problem()
        self._problem.setText(words)
        self._problem.setVisible(bool(words))
        if not words:
            super().accept()

    def chosen_kind(self) -> ObjectiveKind:
        """The kind that stands chosen."""
        return ObjectiveKind(self.kind.currentData())

    def problem(self) -> str:
        """What is still missing; empty when it can be added."""
        kind = self.chosen_kind()
        if not tidy(self.wording.text()):
            return _("Write the wording of the objective.")
        if kind in _COUNTED and (words := self.numerator.problem()):
            return words
        if kind in _PARTS_OF_WHOLE and (words := self.denominator.problem()):
            return words
        if self._needs_target(kind) and parse_decimal(self.target.text()) is None:
            return _("Write the target as a number, such as 95 or 12,5.")
        if not self.due.sound:
            return _("This is no day. Write it as 5/10 or 05/10/2026.")
        return ""

    def additions(self) -> Additions:
        """The new counts and the objective, as a plan's file would give them."""
        kind, number = self.chosen_kind(), free_number(self._pack)
        objective = self._begun(kind, f"bcd-{number}")
        counts: list[tuple[str, Table]] = []
        unit = "%"
        if kind in _COUNTED:
            name, table = self.numerator.count(f"bcd_{number}_a")
            objective |= {"numerator": name, "period": str(self.span.currentData())}
            unit = self._unit_of(name, table)
            counts += [("count", table)] if table is not None else []
        if kind in _PARTS_OF_WHOLE:
            name, table = self.denominator.count(f"bcd_{number}_b")
            objective["denominator"] = name
            counts += [("count", table)] if table is not None else []
        if kind in _WITH_TARGET and (typed := parse_decimal(self.target.text())) is not None:
            objective["target"] = _plain(typed)
        if kind in _COUNTED and not self._keeps_unit(objective):
            objective["unit"] = "%" if kind in _PARTS_OF_WHOLE else unit
        if kind is ObjectiveKind.MILESTONE and self.due.day is not None:
            objective["due"] = self.due.day
        return (*counts, ("objective", objective))

    def _begun(self, kind: ObjectiveKind, new_id: str) -> dict[str, Any]:
        """The keys that every kind has; of a known one also what this form does not show."""
        title, known = tidy(self.wording.text()), self._known
        if known is None:
            return {"id": new_id, "title": title, "kind": kind.value, "clause": OWN_CLAUSE}
        kept = dict(known)
        if known.get("kind") != kind.value:
            kept = {name: known[name] for name in _OF_EVERY_KIND if name in known}
        if known.get("quote") == known.get("title"):
            kept.pop("quote", None)
        if kind is ObjectiveKind.MILESTONE:
            kept.pop("due", None)
        return {**kept, "title": title, "kind": kind.value}

    def _needs_target(self, kind: ObjectiveKind) -> bool:
        """Whether a number has to stand there; what a table or a fall gives needs none."""
        known = self._known
        without = known is not None and known.get("kind") == kind.value and "target" not in known
        return kind in _WITH_TARGET and not (without and not self.target.text().strip())

    def _keeps_unit(self, objective: Mapping[str, Any]) -> bool:
        known = self._known or {}
        same = all(known.get(name) == objective[name] for name in ("kind", "numerator"))
        return same and "unit" in known

    def _show_known(self, known: Table) -> None:
        """Put what is stored into the fields."""
        self.wording.setText(str(known.get("title", "")))
        kind = str(known.get("kind", ""))
        if self.kind.findData(kind) < 0:
            self.kind.addItem(_capital(objective_kind(ObjectiveKind(kind))), kind)
        self.kind.setCurrentIndex(self.kind.findData(kind))
        for name, field in (("numerator", self.numerator), ("denominator", self.denominator)):
            field.only_known()
            if name in known:
                field.choose(str(known[name]))
        span = Span(str(known.get("period", Span.REPORT.value)))
        if self.span.findData(span.value) < 0:
            self.span.addItem(_capital(span_word(span)), span.value)
        self.span.setCurrentIndex(self.span.findData(span.value))
        target = known.get("target")
        self.target.setText("" if target is None else typed_decimal(Decimal(str(target))))
        due = known.get("due")
        self.due.set_day(due if isinstance(due, date) else None)

    def _unit_of(self, name: str, table: Table | None) -> str:
        if table is not None:
            return str(table["unit"])
        found = self._pack.count(name)
        return found.unit if found is not None else ""

    def _weigh(self) -> None:
        kind = self.chosen_kind()
        self.numerator.setVisible(kind in _COUNTED)
        self.denominator.setVisible(kind in _PARTS_OF_WHOLE)
        self._target_row.setVisible(kind in _WITH_TARGET)
        self._due_row.setVisible(kind is ObjectiveKind.MILESTONE)
        self._span_row.setVisible(kind in _COUNTED)
        fit_screen(self, self._fields_part)


def free_number(pack: PlanPack) -> int:
    """The first number that no own objective and no own count bears."""
    used = {one.id for one in pack.objectives} | {one.id for one in pack.counts}
    number = 1
    while f"bcd-{number}" in used or f"bcd_{number}_a" in used or f"bcd_{number}_b" in used:
        number += 1
    return number


def counts_of(objective_id: str) -> tuple[str, ...]:
    """The ids of the counts that were described together with an own objective."""
    stem = objective_id.replace("-", "_")
    return (f"{stem}_a", f"{stem}_b")


def _plain(value: Decimal | None) -> Decimal | int | None:
    if value is None or value != value.to_integral_value():
        return value
    return int(value)


def _capital(text: str) -> str:
    return text[:1].upper() + text[1:]


def add_own(
    context: ShellContext, *, desk: Desk, plan_id: str, pack: PlanPack, parent: QWidget
) -> None:
    """Ask for an objective and add it; what is wrong with it is told above the content."""
    asked = OwnObjectiveDialog.ask(parent, pack, theme=context.theme, month=context.month)
    if asked is not None:
        told = partial(tell_outcome, context, saved=_("Added. Ctrl+Z takes it back."))
        context.write(partial(add_all_to_plan, desk, plan_id, asked.additions), told)


def edit_own(
    context: ShellContext,
    *,
    desk: Desk,
    pack: PlanPack,
    addition: Addition,
    parent: QWidget,
) -> None:
    """Ask for another wording or sum of an own objective and put it in the place of the old."""
    theme, month = context.theme, context.month
    asked = OwnObjectiveDialog.ask(parent, pack, theme=theme, month=month, known=addition.table)
    if asked is not None:
        _kind, table = asked.additions[-1]
        task = partial(change_addition, desk, addition.plan_id, addition.id, table)
        context.write(task, partial(tell_outcome, context))


def drop_own(
    desk: Desk, plan_id: str, objective: str, counts: Sequence[str]
) -> PlanOutcome[tuple[str, ...]]:
    """Take an own objective away with its own counts in one step; they are ids of additions.

    Counts that are still needed stay, and those with figures are told of as a warning.
    """
    whole = remove_additions(desk, plan_id, (objective, *counts))
    if whole.done or not counts:
        return whole
    alone = remove_additions(desk, plan_id, (objective,))
    kept = [one for one in whole.problems if one.code == "count_has_figures"]
    if not alone.done:
        return alone
    return replace(alone, problems=tuple(replace(one, severity=Severity.WARNING) for one in kept))
