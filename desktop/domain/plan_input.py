"""What an office enters for its plan in one go, and what is wrong with it.

Places of problems are key paths as a file would write them: ``targets.90``,
``answers.1.on``, ``tables.bieu[3][2]``.
"""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field, replace
from datetime import date
from decimal import Decimal

from desktop.domain.periods import EARLIEST_YEAR, LATEST_YEAR
from desktop.domain.plan_entries import DECISION_LIMIT, DRUG_FREE, TaskEntry, check_text
from desktop.domain.plan_facts import AnswerState
from desktop.domain.plan_privacy import looks_like_person
from desktop.domain.plan_tables import LARGEST_CELL, AllocatedTable, TableRow, names_total
from desktop.domain.plans import Hold, ObjectiveKind, PlanPack, TaskState
from desktop.domain.problems import Problem, Severity
from desktop.domain.text import identity_key, tidy

LARGEST_NUMBER = 10**9
MOST_DECIMALS = 4
MOST_ROWS = 1000
UNIT_LIMIT = 200
IN_PERCENT = frozenset(
    {
        ObjectiveKind.FREQUENCY,
        ObjectiveKind.UPKEEP,
        ObjectiveKind.COVERAGE,
        ObjectiveKind.SHARE,
        ObjectiveKind.REDUCE,
    }
)
WITH_TARGET = IN_PERCENT | {ObjectiveKind.ALLOCATED}
"""The kinds whose target the committee may set itself."""
ANSWERED = frozenset({ObjectiveKind.REVIEW, ObjectiveKind.MILESTONE})
"""The kinds that are answered with yes, no or not applicable."""


@dataclass(frozen=True, slots=True)
class AnswerDraft:
    """An answer to a review or a milestone; without a day it stands for all days."""

    objective: str
    state: AnswerState
    on: date | None = None
    decision: str = ""


@dataclass(frozen=True, slots=True)
class StatusDraft:
    """From a day on a status holds or is lost."""

    status: str
    on: date
    holds: bool
    decision: str = ""


@dataclass(frozen=True, slots=True)
class PlanInput:
    """Entries for one plan; what is absent stays as it is.

    A target or baseline of None goes back to the plan's own, ``unit`` is the commune's own
    row in allocated tables ("" takes it back), a table without rows goes back to the plan's.
    """

    targets: Mapping[str, Decimal | None] = field(default_factory=dict)
    baselines: Mapping[str, int | None] = field(default_factory=dict)
    answers: tuple[AnswerDraft, ...] = ()
    statuses: tuple[StatusDraft, ...] = ()
    unit: str | None = None
    tasks: tuple[TaskEntry, ...] = ()
    tables: Mapping[str, tuple[TableRow, ...]] = field(default_factory=dict)

    @property
    def empty(self) -> bool:
        """Whether there is nothing to enter."""
        return self == PlanInput()


def check_input(given: PlanInput, pack: PlanPack, *, today: date) -> tuple[Problem, ...]:
    """What is wrong with entries for a plan; warnings do not stop them."""
    if given.empty:
        return (Problem("nothing_to_set"),)
    return (
        *_check_targets(given.targets, pack),
        *_check_baselines(given.baselines, pack),
        *(one for answer in given.answers for one in _check_answer(answer, pack, today)),
        *_check_statuses(given.statuses, pack, today),
        *_check_unit(given, pack),
        *(one for task in given.tasks for one in _check_task(task, pack, today)),
        *(one for name, rows in given.tables.items() for one in _check_table(name, rows, pack)),
    )


def _check_targets(targets: Mapping[str, Decimal | None], pack: PlanPack) -> Iterator[Problem]:
    for name, target in targets.items():
        place, objective = f"targets.{name}", pack.objective(name)
        if objective is None:
            yield Problem("objective_unknown", place, details={"objective": name})
        elif objective.kind not in WITH_TARGET:
            yield Problem("target_not_settable", place, details={"objective": name})
        elif target is None:
            continue
        elif not _is_target(target):
            yield Problem("target_not_number", place)
        elif objective.kind in IN_PERCENT and target > 100:
            yield Problem("target_not_percent", place)


def _is_target(value: Decimal) -> bool:
    if not value.is_finite() or not 0 <= value <= LARGEST_NUMBER:
        return False
    return value == round(value, MOST_DECIMALS)


def _check_baselines(baselines: Mapping[str, int | None], pack: PlanPack) -> Iterator[Problem]:
    for name, value in baselines.items():
        place = f"baselines.{name}"
        if pack.baseline(name) is None:
            yield Problem("baseline_unknown", place, details={"baseline": name})
        elif value is not None and not 0 <= value <= LARGEST_NUMBER:
            yield _out_of_range(place, "baselines")


def _out_of_range(place: str, word: str) -> Problem:
    details = {"field": word, "low": "0", "high": str(LARGEST_NUMBER)}
    return Problem("number_out_of_range", place, details=details)


def _check_answer(answer: AnswerDraft, pack: PlanPack, today: date) -> Iterator[Problem]:
    place, objective = f"answers.{answer.objective}", pack.objective(answer.objective)
    details = {"objective": answer.objective}
    if objective is None:
        yield Problem("objective_unknown", place, details=details)
    elif objective.kind not in ANSWERED:
        yield Problem("objective_not_answered", place, details=details)
    yield from _check_past_day(answer.on, f"{place}.on", today)
    yield from _placed(check_text(answer.decision, "decision", limit=DECISION_LIMIT), place)


def known_statuses(pack: PlanPack) -> tuple[str, ...]:
    """The statuses that events may speak of: drug-free, and those that the plan holds on to."""
    named = [one.rule.status for one in pack.objectives if isinstance(one.rule, Hold)]
    return tuple(dict.fromkeys((DRUG_FREE, *(name for name in named if name))))


def _check_statuses(
    statuses: Iterable[StatusDraft], pack: PlanPack, today: date
) -> Iterator[Problem]:
    known = known_statuses(pack)
    for index, event in enumerate(statuses):
        place = f"statuses[{index}]"
        if event.status not in known:
            yield Problem("status_unknown", f"{place}.status", details={"status": event.status})
        yield from _check_past_day(event.on, f"{place}.on", today)
        yield from _placed(check_text(event.decision, "decision", limit=DECISION_LIMIT), place)


def _check_unit(given: PlanInput, pack: PlanPack) -> Iterator[Problem]:
    unit = tidy(given.unit or "")
    tables = [
        replace(table, rows=given.tables.get(table.id) or table.rows) for table in pack.tables
    ]
    if unit and not any(table.row(unit) for table in tables):
        yield Problem("unit_not_in_table", "unit", details={"unit": unit})


def _check_task(entry: TaskEntry, pack: PlanPack, today: date) -> Iterator[Problem]:
    place = f"tasks.{entry.task}"
    if all(task.id != entry.task for task in pack.tasks):
        yield Problem("task_unknown", place, details={"task": entry.task})
    if entry.done_on is not None and entry.state is not TaskState.DONE:
        yield Problem("task_done_without_state", f"{place}.done_on")
    yield from _check_past_day(entry.done_on, f"{place}.done_on", today)
    yield from _check_year(entry.due, f"{place}.due")
    yield from _placed(check_text(entry.body, "body", limit=DECISION_LIMIT), place)
    yield from _placed(check_text(entry.note, "note"), place)


def _check_table(name: str, rows: tuple[TableRow, ...], pack: PlanPack) -> Iterator[Problem]:
    place, table = f"tables.{name}", pack.table(name)
    if table is None:
        yield Problem("table_unknown", place, details={"table": name})
        return
    if len(rows) > MOST_ROWS:
        yield Problem("table_too_long", place, details={"limit": str(MOST_ROWS)})
        return
    seen: set[str] = set()
    for index, row in enumerate(rows):
        here = f"{place}[{index}]"
        yield from _check_row(row, table, here)
        key = identity_key(row.unit)
        if key and key in seen:
            yield Problem("table_unit_twice", f"{here}[0]", details={"unit": tidy(row.unit)})
        seen.add(key)


def _check_row(row: TableRow, table: AllocatedTable, here: str) -> Iterator[Problem]:
    if not tidy(row.unit):
        yield Problem("table_unit_missing", f"{here}[0]")
    elif names_total(row.unit):
        yield Problem("table_row_is_total", f"{here}[0]", details={"unit": tidy(row.unit)})
    elif len(tidy(row.unit)) > UNIT_LIMIT:
        details = {"field": "unit", "limit": str(UNIT_LIMIT)}
        yield Problem("text_too_long", f"{here}[0]", details=details)
    elif looks_like_person(row.unit):
        yield Problem("looks_personal", f"{here}[0]", Severity.WARNING, {"field": "unit"})
    if len(row.cells) != len(table.columns):
        details = {"found": str(len(row.cells)), "expected": str(len(table.columns))}
        yield Problem("table_row_width", here, details=details)
        return
    for column, cell in enumerate(row.cells, start=1):
        if cell is not None and not 0 <= cell <= LARGEST_CELL:
            details = {"column": str(column + 1), "cell": str(cell)}
            yield Problem("table_cell", f"{here}[{column}]", details=details)


def _check_past_day(day: date | None, place: str, today: date) -> Iterator[Problem]:
    if day is not None and day > today:
        yield Problem("date_in_future", place, details={"date": day.isoformat()})
        return
    yield from _check_year(day, place)


def _check_year(day: date | None, place: str) -> Iterator[Problem]:
    if day is not None and not EARLIEST_YEAR <= day.year <= LATEST_YEAR:
        yield Problem("date_out_of_range", place, details={"date": day.isoformat()})


def _placed(problems: Iterable[Problem], place: str) -> Iterator[Problem]:
    """The problems at their key path; the field keeps its word in the sentence."""
    for one in problems:
        details = {"field": one.field, **one.details}
        yield replace(one, field=f"{place}.{one.field}", details=details)
