"""A plan as a value: its objectives, the counts it asks for, its tables and its tasks.

Plans are data (TOML), read by :mod:`desktop.domain.plan_parsing`. What a source does not
say stays unknown (None), it is never guessed.
"""

from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from enum import StrEnum

from desktop.domain.plan_expressions import Expression
from desktop.domain.plan_tables import AllocatedTable

FORMAT = 1

PlanDay = date | int | None
"""A day, a year where the source names only that, or None where it names neither."""


class ObjectiveKind(StrEnum):
    """What an objective measures; each kind has its rule below."""

    FREQUENCY = "frequency"
    UPKEEP = "upkeep"
    COVERAGE = "coverage"
    ZERO = "zero"
    HOLD = "hold"
    REDUCE = "reduce"
    ALLOCATED = "allocated"
    SHARE = "share"
    MILESTONE = "milestone"
    REVIEW = "review"
    COUNT = "count"


class Direction(StrEnum):
    """On which side of its target an objective is met."""

    AT_LEAST = "at_least"
    AT_MOST = "at_most"
    FALL = "fall"
    NOT_RISE = "not_rise"


class Span(StrEnum):
    """The months an objective looks at: the report's own, or those since a beginning to date."""

    REPORT = "report"
    QUARTER = "quarter"
    HALF_YEAR = "half-year"
    NINE_MONTHS = "nine-months"
    YEAR = "year"


class EnteredBy(StrEnum):
    """Who enters the figures; computed ones come from the commune's own sessions and models."""

    COMPUTED = "computed"
    COMMUNE = "commune"
    SUPERIOR = "superior"


class AnsweredBy(StrEnum):
    """Who answers a review: the officer, or the dated assessments of the area."""

    OFFICER = "officer"
    ASSESSMENT = "assessment"


class CountKind(StrEnum):
    """A stock stands at the end of a month; a flow happened in it and adds up."""

    STOCK = "stock"
    FLOW = "flow"


@dataclass(frozen=True, slots=True)
class CountCategory:
    """A figure of the whole commune entered once a month.

    ``added_by`` and ``reduced_by`` name the flows that move a stock from one month to the next.
    A figure of a whole city or district is entered by the superior: a commune's sheet does not
    ask for it.
    """

    id: str
    label: str
    unit: str
    kind: CountKind
    section: str = ""
    added_by: tuple[str, ...] = ()
    reduced_by: tuple[str, ...] = ()
    note: str = ""
    entered_by: EnteredBy = EnteredBy.COMMUNE


@dataclass(frozen=True, slots=True)
class Baseline:
    """A figure of the past that objectives are compared with; no value means unknown."""

    id: str
    label: str
    unit: str
    value: int | None = None
    on: PlanDay = None
    quote: str = ""


@dataclass(frozen=True, slots=True)
class Parts:
    """Counts that are parts of a sum of others; several parts exclude each other.

    Said where the meaning of the figures implies it and no objective does: 3 of 20 people.
    """

    parts: tuple[str, ...]
    whole: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Growth:
    """A stock moved by what a running total grows by in a month, less what reduced it."""

    stock: str
    total: str
    reduced_by: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Frequency:
    """Each group due in a month has at least ``times`` counting sessions: groups met / due."""

    target: Decimal
    times: int = 1


@dataclass(frozen=True, slots=True)
class Upkeep:
    """Each active group keeps up a model: groups with a live model / groups active."""

    target: Decimal


@dataclass(frozen=True, slots=True)
class Coverage:
    """Of all that are there, how many were reached; the target in per cent."""

    numerator: Expression
    denominator: Expression
    target: Decimal
    direction: Direction = Direction.AT_LEAST


@dataclass(frozen=True, slots=True)
class PartShare:
    """A part inside a whole (50 % of the cases); the target in per cent."""

    numerator: Expression
    denominator: Expression
    target: Decimal
    direction: Direction = Direction.AT_LEAST


@dataclass(frozen=True, slots=True)
class Zero:
    """Nothing of this may happen; ``also`` are figures in other units that must be 0 as well."""

    numerator: Expression
    also: tuple[Expression, ...] = ()


@dataclass(frozen=True, slots=True)
class Hold:
    """What was reached stays so: a dated status that may be lost, or a figure and its baseline."""

    status: str = ""
    numerator: Expression | None = None
    baseline: str = ""
    direction: Direction = Direction.AT_LEAST


@dataclass(frozen=True, slots=True)
class Reduce:
    """Down by ``percent`` (0: merely down) against a baseline, or against last year without one.

    With a denominator the rate is what has to fall.
    """

    numerator: Expression
    denominator: Expression | None = None
    baseline: str = ""
    baseline_denominator: str = ""
    percent: Decimal = Decimal(0)
    direction: Direction = Direction.FALL


@dataclass(frozen=True, slots=True)
class Allocated:
    """A number to reach: given outright, or by the unit's own cell of an allocated table."""

    numerator: Expression
    target: Decimal | None = None
    table: str = ""
    column: str = ""
    direction: Direction = Direction.AT_LEAST


@dataclass(frozen=True, slots=True)
class Milestone:
    """Something is done once, by a day (see the objective's ``due``)."""


@dataclass(frozen=True, slots=True)
class Review:
    """A question answered with yes or no."""


@dataclass(frozen=True, slots=True)
class PlainCount:
    """A figure without a target."""

    numerator: Expression


Rule = (
    Frequency
    | Upkeep
    | Coverage
    | PartShare
    | Zero
    | Hold
    | Reduce
    | Allocated
    | Milestone
    | Review
    | PlainCount
)


@dataclass(frozen=True, slots=True)
class Objective:
    """One measurable statement of a plan.

    ``number`` joins the parts of one statement (4a and 4b are number 4); ``reading`` says
    how an ambiguous sentence is understood here. ``applies_when`` is above 0 where the
    objective concerns the commune at all.
    """

    id: str
    number: str
    title: str
    clause: str
    quote: str
    kind: ObjectiveKind
    rule: Rule
    unit: str
    span: Span
    entered_by: EnteredBy
    reading: str = ""
    due: PlanDay = None
    applies_when: Expression | None = None
    note: str = ""
    answered_by: AnsweredBy = AnsweredBy.OFFICER


@dataclass(frozen=True, slots=True)
class Task:
    """A statement without a figure; responsible body and due date may be unknown."""

    id: str
    text: str
    clause: str
    body: str = ""
    due: PlanDay = None


class TaskState(StrEnum):
    """How far a task has come."""

    OPEN = "open"
    UNDER_WAY = "under_way"
    DONE = "done"
    NOT_APPLICABLE = "not_applicable"


@dataclass(frozen=True, slots=True)
class PlanPack:
    """A plan with everything that it asks for. Empty texts and None are unknown."""

    id: str
    title: str
    issuer: str
    objectives: tuple[Objective, ...]
    counts: tuple[CountCategory, ...]
    number: str = ""
    symbol: str = ""
    also_called: tuple[str, ...] = ()
    issued_on: PlanDay = None
    valid_from: PlanDay = None
    valid_to: PlanDay = None
    source: str = ""
    notes: tuple[str, ...] = ()
    baselines: tuple[Baseline, ...] = ()
    tables: tuple[AllocatedTable, ...] = ()
    tasks: tuple[Task, ...] = ()
    parts: tuple[Parts, ...] = ()
    growths: tuple[Growth, ...] = ()

    def count(self, count_id: str) -> CountCategory | None:
        """The count category of an id."""
        return next((one for one in self.counts if one.id == count_id), None)

    def baseline(self, baseline_id: str) -> Baseline | None:
        """The baseline of an id."""
        return next((one for one in self.baselines if one.id == baseline_id), None)

    def table(self, table_id: str) -> AllocatedTable | None:
        """The allocated table of an id."""
        return next((one for one in self.tables if one.id == table_id), None)

    def objective(self, objective_id: str) -> Objective | None:
        """The objective of an id."""
        return next((one for one in self.objectives if one.id == objective_id), None)


def keyed_expressions(objective: Objective) -> tuple[tuple[str, Expression], ...]:
    """Every sum that an objective reads, with the key that it is written under."""
    rule = objective.rule
    found: list[tuple[str, Expression | None]] = [("applies_when", objective.applies_when)]
    match rule:
        case Coverage() | PartShare() | Reduce():
            found += [("numerator", rule.numerator), ("denominator", rule.denominator)]
        case Zero():
            found.append(("numerator", rule.numerator))
            found += [(f"also[{index}]", one) for index, one in enumerate(rule.also)]
        case Hold() | Allocated() | PlainCount():
            found.append(("numerator", rule.numerator))
        case _:
            pass
    return tuple((key, one) for key, one in found if one is not None)
