"""The part of an objective that depends on its kind."""

from collections.abc import Callable

from desktop.domain.plan_expressions import Expression
from desktop.domain.plan_reading import Table
from desktop.domain.plans import (
    Allocated,
    Coverage,
    Direction,
    Frequency,
    Hold,
    Milestone,
    ObjectiveKind,
    PartShare,
    PlainCount,
    Reduce,
    Review,
    Rule,
    Upkeep,
    Zero,
)


def read_rule(one: Table, kind: ObjectiveKind) -> Rule | None:
    """The rule of an objective; None when something that it needs is missing or wrong."""
    return _READERS[kind](one)


def _direction(one: Table, *allowed: Direction) -> Direction:
    found = one.choice("direction", Direction, default=allowed[0])
    if found not in allowed:
        one.note("not_choice", "direction", choices=", ".join(allowed))
        return allowed[0]
    return found


def _two_sides(one: Table) -> Direction:
    return _direction(one, Direction.AT_LEAST, Direction.AT_MOST)


def _frequency(one: Table) -> Rule | None:
    times = one.whole("times") if one.has("times") else 1
    if times is None or not 1 <= times <= 31:
        if times is not None:
            one.note("not_times", "times")
        return None
    return Frequency(target=one.percent("target", default=100), times=times)


def _upkeep(one: Table) -> Rule | None:
    return Upkeep(target=one.percent("target", default=100))


def _ratio(one: Table) -> tuple[Expression, Expression] | None:
    numerator = one.expression("numerator", required=True)
    denominator = one.expression("denominator", required=True)
    return (numerator, denominator) if numerator and denominator else None


def _coverage(one: Table) -> Rule | None:
    sides, target, direction = _ratio(one), one.percent("target"), _two_sides(one)
    return Coverage(*sides, target=target, direction=direction) if sides else None


def _share(one: Table) -> Rule | None:
    sides, target, direction = _ratio(one), one.percent("target"), _two_sides(one)
    return PartShare(*sides, target=target, direction=direction) if sides else None


def _zero(one: Table) -> Rule | None:
    numerator, also = one.expression("numerator", required=True), one.expressions("also")
    return Zero(numerator, also) if numerator else None


def _hold(one: Table) -> Rule | None:
    status = one.id("status", required=False)
    numerator = one.expression("numerator")
    baseline = one.id("baseline", required=False)
    direction = _two_sides(one)
    # What is there but wrong has been said already; only what is absent is missed here.
    figure = one.has("numerator")
    if one.has("status") == figure or figure != one.has("baseline"):
        one.note("hold_needs", "status" if one.has("status") else "numerator")
        return None
    if bool(status) == bool(numerator) or bool(numerator) != bool(baseline):
        return None
    return Hold(status=status, numerator=numerator, baseline=baseline, direction=direction)


def _reduce(one: Table) -> Rule | None:
    numerator = one.expression("numerator", required=True)
    denominator = one.expression("denominator")
    baseline = one.id("baseline", required=False)
    base_denominator = one.id("baseline_denominator", required=False)
    percent = one.percent("target", default=0)
    direction = _direction(one, Direction.FALL, Direction.NOT_RISE)
    if one.has("baseline") and one.has("denominator") != one.has("baseline_denominator"):
        one.note("rate_needs", "baseline_denominator")
        return None
    if numerator is None:
        return None
    return Reduce(numerator, denominator, baseline, base_denominator, percent, direction)


def _allocated(one: Table) -> Rule | None:
    numerator = one.expression("numerator", required=True)
    target = one.number("target")
    table, column = one.id("table", required=False), one.id("column", required=False)
    direction = _two_sides(one)
    by_table = one.has("table")
    if by_table != one.has("column") or not (by_table or one.has("target")):
        one.note("target_needs", "target")
        return None
    if target is None and not (table and column):
        return None
    return Allocated(numerator, target, table, column, direction) if numerator else None


def _count(one: Table) -> Rule | None:
    numerator = one.expression("numerator", required=True)
    return PlainCount(numerator) if numerator else None


_READERS: dict[ObjectiveKind, Callable[[Table], Rule | None]] = {
    ObjectiveKind.FREQUENCY: _frequency,
    ObjectiveKind.UPKEEP: _upkeep,
    ObjectiveKind.COVERAGE: _coverage,
    ObjectiveKind.SHARE: _share,
    ObjectiveKind.ZERO: _zero,
    ObjectiveKind.HOLD: _hold,
    ObjectiveKind.REDUCE: _reduce,
    ObjectiveKind.ALLOCATED: _allocated,
    ObjectiveKind.MILESTONE: lambda _one: Milestone(),
    ObjectiveKind.REVIEW: lambda _one: Review(),
    ObjectiveKind.COUNT: _count,
}
