"""What differs in the plan's part of two snapshots: counts, objectives, tasks, area, answers."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from enum import StrEnum
from typing import Protocol

from desktop.domain.count_lines import CountLine
from desktop.domain.difference_values import (
    Difference,
    DifferenceKind,
    Value,
    changed,
    day_or_year,
    things,
    yes,
)
from desktop.domain.plan_facts import EntryState
from desktop.domain.snapshot import AreaLine, PlanLine, Snapshot, TaskLine


class ObjectiveFigure(Protocol):
    """What is compared of an objective: a result, or the figure stored of one."""

    @property
    def id(self) -> str:
        """The objective's id."""

    @property
    def state(self) -> StrEnum:
        """Met, not met, …"""

    @property
    def numerator(self) -> int | None:
        """The figure reached."""

    @property
    def denominator(self) -> int | None:
        """What it is held against."""


def compare_plans(
    before: Snapshot, after: Snapshot, *, titles: Mapping[str, str]
) -> Iterator[Difference]:
    """The plan's part of two snapshots; ``titles`` name objectives by id.

    Under another plan an objective's number means another thing: then only the change of the
    plan is told, and the counts that both ask for under the same wording.
    """
    yield from changed(
        DifferenceKind.SETTING, {"plan": _plan(before.plan)}, {"plan": _plan(after.plan)}
    )
    if _same_plan(before.plan, after.plan):
        yield from compare_objectives(before.objectives, after.objectives, titles=titles)
        yield from compare_counts(before.counts, after.counts)
    else:
        yield from compare_counts(*_both_ask(before.counts, after.counts))
    yield from changed(DifferenceKind.AREA, _area_values(before.area), _area_values(after.area))
    if _same_plan(before.plan, after.plan):
        yield from _tasks(before.tasks, after.tasks)
    yield from _answers(before, after)


def _same_plan(before: PlanLine | None, after: PlanLine | None) -> bool:
    return before is None or after is None or before.id == after.id


def _both_ask(
    before: Sequence[CountLine], after: Sequence[CountLine]
) -> tuple[tuple[CountLine, ...], tuple[CountLine, ...]]:
    """The lines of two plans that mean the same: one id, one wording, one unit."""
    shared = {_meaning(line) for line in before} & {_meaning(line) for line in after}
    return (
        tuple(line for line in before if _meaning(line) in shared),
        tuple(line for line in after if _meaning(line) in shared),
    )


def _meaning(line: CountLine) -> tuple[str, str, str, str]:
    return line.category, line.label, line.unit, line.kind.value


def _area_values(area: AreaLine | None) -> Mapping[str, Value]:
    if area is None:
        return {}
    return {
        "area_level": area.level_name,
        "area_on": area.on.isoformat(),
        "area_rule": area.rule,
        "decision": area.decision or None,
    }


def _plan(plan: PlanLine | None) -> Value:
    return None if plan is None else plan.symbol or plan.title


def _tasks(before: Sequence[TaskLine], after: Sequence[TaskLine]) -> Iterator[Difference]:
    return things(
        DifferenceKind.TASK,
        {line.id: line for line in before},
        {line.id: line for line in after},
        name=lambda line: line.text,
        summary=lambda line: line.state.value,
        values=lambda line: {
            "state": line.state.value,
            "due": day_or_year(line.due),
            "body": line.body,
            "overdue": yes(line.overdue),
        },
    )


def _answers(before: Snapshot, after: Snapshot) -> Iterator[Difference]:
    """What was confirmed; a question about changed figures is another question."""
    return things(
        DifferenceKind.CONFIRMATION,
        {one.confirmation.id: one for one in before.confirmations},
        {one.confirmation.id: one for one in after.confirmations},
        name=lambda one: one.confirmation.code.value,
        summary=lambda one: one.answer,
        values=lambda one: {"answer": one.answer},
    )


def compare_counts(
    before: Sequence[CountLine], after: Sequence[CountLine]
) -> tuple[Difference, ...]:
    """The counts that differ; a figure not entered, nil or not applicable shows as its state."""
    return tuple(
        things(
            DifferenceKind.COUNT,
            {line.category: line for line in before},
            {line.category: line for line in after},
            name=lambda line: line.label,
            summary=_count_value,
            values=_count_values,
        )
    )


def compare_objectives(
    before: Iterable[ObjectiveFigure],
    after: Iterable[ObjectiveFigure],
    *,
    titles: Mapping[str, str],
) -> tuple[Difference, ...]:
    """The objectives whose figure or state differs; ``titles`` name them by id."""
    return tuple(
        things(
            DifferenceKind.OBJECTIVE,
            {one.id: one for one in before},
            {one.id: one for one in after},
            name=lambda one: titles.get(one.id, one.id),
            summary=lambda one: one.state.value,
            values=lambda one: {"figure": _figure(one), "state": one.state.value},
        )
    )


def _figure(one: ObjectiveFigure) -> Value:
    if one.numerator is None or one.denominator is None:
        return one.numerator
    return f"{one.numerator}/{one.denominator}"


def _count_value(line: CountLine) -> Value:
    return line.value if line.state is EntryState.ENTERED else line.state.value


def _count_values(line: CountLine) -> Mapping[str, Value]:
    return {
        "value": _count_value(line),
        "previous": line.previous,
        "last_year": line.last_year,
        "cumulative": line.cumulative,
        "cumulative_complete": yes(line.cumulative_complete),
        "label": line.label,
        "unit": line.unit,
    }
