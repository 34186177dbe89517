"""What a commune chose, set and answered for a plan, beside the plan's own words.

Counts belong to the commune and not to a plan: a category that two plans ask for is
entered once. Targets, baselines, answers, tasks and tables belong to one plan.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field, replace
from datetime import date
from decimal import Decimal

from desktop.domain.personal import personal_warnings
from desktop.domain.plan_facts import Answer, AnswerState, CountEntry, DatedStatus, PlanFacts
from desktop.domain.plan_tables import TableRow
from desktop.domain.plans import TaskState
from desktop.domain.problems import Problem
from desktop.domain.text import tidy

DRUG_FREE = "drug_free"
"""The status "không ma túy" that a hold objective looks at."""
DECISION_LIMIT = 300
NOTE_LIMIT = 2000
"""Characters; so is the limit of a decision."""


@dataclass(frozen=True, slots=True)
class PlanAnswer:
    """An answer to a review or a milestone, with the day and the number of its decision."""

    id: str
    objective: str
    state: AnswerState
    on: date | None = None
    decision: str = ""


@dataclass(frozen=True, slots=True)
class StatusEvent:
    """From a day on a status holds or is lost, with the number of the decision."""

    id: str
    status: str
    on: date
    holds: bool
    decision: str = ""


@dataclass(frozen=True, slots=True)
class TaskEntry:
    """How far a task has come here; body and due day stand where the plan's own are unknown."""

    task: str
    state: TaskState = TaskState.OPEN
    body: str = ""
    due: date | None = None
    done_on: date | None = None
    note: str = ""


@dataclass(frozen=True, slots=True)
class PlanEntries:
    """Everything entered that the objectives of one plan read.

    ``counts`` hold figures by category and month, absent meaning not entered; ``openings``
    the totals typed for the time before tracking ("số đầu kỳ"); ``tables`` the rows of
    allocated tables that the committee entered in place of the plan's own; ``unit`` its
    own row in them.
    """

    counts: Mapping[str, Mapping[str, CountEntry]] = field(default_factory=dict)
    openings: Mapping[str, int] = field(default_factory=dict)
    baselines: Mapping[str, int] = field(default_factory=dict)
    targets: Mapping[str, Decimal] = field(default_factory=dict)
    answers: tuple[PlanAnswer, ...] = ()
    statuses: tuple[StatusEvent, ...] = ()
    tasks: Mapping[str, TaskEntry] = field(default_factory=dict)
    tables: Mapping[str, tuple[TableRow, ...]] = field(default_factory=dict)
    unit: str | None = None

    def dated_statuses(self) -> dict[str, tuple[DatedStatus, ...]]:
        """The events of each status, the oldest first."""
        found: dict[str, list[DatedStatus]] = {}
        for event in sorted(self.statuses, key=lambda one: one.on):
            found.setdefault(event.status, []).append(DatedStatus(event.on, event.holds))
        return {status: tuple(events) for status, events in found.items()}


def answers_on(answers: Iterable[PlanAnswer], last_day: date) -> dict[str, Answer]:
    """The answer of each objective that a period ending on ``last_day`` reads.

    The latest one dated until then; before any of these, the earliest later one, which
    says that it was not so yet. One without a day holds where no dated one does.
    """
    by_objective: dict[str, list[PlanAnswer]] = {}
    for one in answers:
        by_objective.setdefault(one.objective, []).append(one)
    return {name: _answer_of(found, last_day) for name, found in by_objective.items()}


def _answer_of(found: list[PlanAnswer], last_day: date) -> Answer:
    dated = sorted(((one.on, one) for one in found if one.on is not None), key=lambda pair: pair[0])
    past = [one for day, one in dated if day <= last_day]
    undated = [one for one in found if one.on is None]
    chosen = (past[-1:] or undated[-1:] or [one for _day, one in dated])[0]
    return Answer(chosen.state, chosen.on)


def entered(facts: PlanFacts, entries: PlanEntries) -> PlanFacts:
    """The facts of a period together with what was entered for the plan."""
    return replace(
        facts,
        counts=entries.counts,
        openings=entries.openings,
        baselines=entries.baselines,
        targets=entries.targets,
        statuses=entries.dated_statuses(),
        answers=answers_on(entries.answers, facts.last_day),
        unit=entries.unit,
    )


def check_text(text: str, field_name: str, *, limit: int = NOTE_LIMIT) -> tuple[Problem, ...]:
    """Problems of a free text beside figures: too long stops; what looks personal is warned of."""
    if len(tidy(text)) > limit:
        return (Problem("text_too_long", field_name, details={"limit": str(limit)}),)
    return personal_warnings(field_name, text)
