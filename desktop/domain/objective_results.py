"""What an objective came to, and everything that this figure is made of."""

from dataclasses import dataclass
from decimal import ROUND_HALF_UP, Decimal
from enum import StrEnum

from desktop.domain.counting import Share
from desktop.domain.objective_figures import Part
from desktop.domain.plan_facts import EntryState
from desktop.domain.plans import Objective, ObjectiveKind, PlanDay

_TENTH = Decimal("0.1")


class ObjectiveState(StrEnum):
    """The state of an objective in a period.

    ``nothing_arose`` is 0/0 ("không phát sinh"); ``not_entered`` waits for a figure;
    ``not_applicable`` does not concern the commune or the time.
    """

    MET = "met"
    NOT_MET = "not_met"
    NOTHING_AROSE = "nothing_arose"
    NOT_ENTERED = "not_entered"
    NOT_APPLICABLE = "not_applicable"


class Reason(StrEnum):
    """Why an outcome is what it is, where its figures alone do not say it."""

    NONE = ""
    NUMERATOR_ABOVE = "numerator_above"
    """More were reached than there are: the figures contradict each other."""
    NEGATIVE = "negative"
    """A difference fell below 0: the figures contradict each other."""
    NO_BASELINE = "no_baseline"
    BASELINE_ZERO = "baseline_zero"
    """There was nothing at the baseline, so no percentage can be given."""
    BLANK_CELL = "blank_cell"
    """Nothing was allocated to this unit."""
    NOT_IN_TABLE = "not_in_table"
    LOST = "lost"
    """A status was lost inside the period, or earlier and not won back."""
    NEVER_HELD = "never_held"
    TOO_LATE = "too_late"
    """Done, but after its day."""
    NOT_DUE_YET = "not_due_yet"
    """Not done, and its day has not come."""
    NO_GROUPS = "no_groups"
    NO_UNIT = "no_unit"
    """The table gives every unit its own number, and the commune's row was not chosen."""
    NOT_OVER = "not_over"
    """Held so far, but a whole year can be compared only when the year is over."""
    SUPERIOR = "superior"
    """Its figures are the superior's, and nobody brought them in here."""


class LackingKind(StrEnum):
    """What is lacking."""

    GROUP = "group"
    FIGURE = "figure"
    ANSWER = "answer"
    STATUS = "status"
    EVENT = "event"
    """Nothing is missing: it is the figure above 0 where nothing may happen."""


@dataclass(frozen=True, slots=True)
class Lacking:
    """What keeps an objective from being met.

    A group that is not met, a figure, answer or status that nobody entered, or an event that
    decided.
    """

    kind: LackingKind
    id: str
    name: str
    months: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Outcome:
    """The judgement of one rule.

    For ratios the value is numerator / denominator and the target a percentage; otherwise
    the value is the numerator itself and the target a number in the objective's unit. A
    contradiction leaves numerator and denominator out; the parts still show them.
    """

    state: ObjectiveState
    numerator: int | None = None
    denominator: int | None = None
    target: Decimal | None = None
    ratio: bool = False
    reason: Reason = Reason.NONE
    parts: tuple[Part, ...] = ()
    lacking: tuple[Lacking, ...] = ()


@dataclass(frozen=True, slots=True)
class ObjectiveResult:
    """What one objective came to in a period."""

    id: str
    number: str
    kind: ObjectiveKind
    clause: str
    quote: str
    reading: str
    unit: str
    due: PlanDay
    months: tuple[str, ...]
    outcome: Outcome
    title: str = ""

    @classmethod
    def of(
        cls, objective: Objective, outcome: Outcome, *, months: tuple[str, ...], due: PlanDay
    ) -> "ObjectiveResult":
        """What an objective of a plan came to in these months; ``due`` is when it is to be met."""
        return cls(
            id=objective.id,
            number=objective.number,
            kind=objective.kind,
            clause=objective.clause,
            quote=objective.quote,
            reading=objective.reading,
            unit=objective.unit,
            due=due,
            months=months,
            outcome=outcome,
            title=objective.title,
        )

    @property
    def state(self) -> ObjectiveState:
        """Met, not met, nothing arose, not entered or not applicable."""
        return self.outcome.state

    @property
    def numerator(self) -> int | None:
        """The figure reached."""
        return self.outcome.numerator

    @property
    def denominator(self) -> int | None:
        """What it is held against; None for plain numbers."""
        return self.outcome.denominator

    @property
    def value(self) -> float | None:
        """A ratio as a fraction (None for 0/0), or the plain number."""
        outcome = self.outcome
        return value_of(outcome.numerator, outcome.denominator, ratio=outcome.ratio)

    @property
    def target(self) -> float | None:
        """The target as a fraction for ratios, otherwise a number; None where there is none."""
        return target_of(self.outcome.target, ratio=self.outcome.ratio)

    @property
    def percent(self) -> Decimal | None:
        """The ratio in per cent with one decimal; never 100 or 0 by rounding alone."""
        outcome = self.outcome
        return percent_of(outcome.numerator, outcome.denominator) if outcome.ratio else None

    @property
    def missing(self) -> tuple[str, ...]:
        """The names of what is lacking: groups not met, figures not entered, events."""
        return tuple(one.name for one in self.outcome.lacking)


def value_of(numerator: int | None, denominator: int | None, *, ratio: bool) -> float | None:
    """A ratio as a fraction (None for 0/0), or the plain number."""
    if numerator is None:
        return None
    if not ratio:
        return float(numerator)
    return numerator / denominator if denominator else None


def target_of(target: Decimal | None, *, ratio: bool) -> float | None:
    """A target in per cent as a fraction, another one as a number."""
    if target is None:
        return None
    return float(target / 100 if ratio else target)


def percent_of(numerator: int | None, denominator: int | None) -> Decimal | None:
    """A ratio in per cent with one decimal; never 100 or 0 by rounding alone."""
    if numerator is None or not denominator:
        return None
    if 0 <= numerator <= denominator:
        return Share(numerator, denominator).percent
    exact = Decimal(numerator * 100) / denominator
    rounded = exact.quantize(_TENTH, ROUND_HALF_UP)
    # A rise or a rate outside 0–1 keeps its side of 0 and of 100.
    if numerator < 0:
        return min(rounded, -_TENTH)
    return max(rounded, Decimal("100.1"))


def not_entered(
    parts: tuple[Part, ...] = (),
    *,
    target: Decimal | None = None,
    ratio: bool = False,
    reason: Reason = Reason.NONE,
) -> Outcome:
    """The outcome that waits for figures, naming those parts that are missing."""
    return Outcome(
        ObjectiveState.NOT_ENTERED,
        target=target,
        ratio=ratio,
        reason=reason,
        parts=parts,
        lacking=lacking_of(parts),
    )


def lacking_of(parts: tuple[Part, ...]) -> tuple[Lacking, ...]:
    """The figures among the parts that nobody entered, each once."""
    found = {
        (part.kind, part.name): Lacking(LackingKind.FIGURE, part.name, part.label, part.months)
        for part in parts
        if part.state is EntryState.MISSING
    }
    return tuple(found.values())
