"""The rules that judge sums of counts: ratios, zero, a figure held, allocated, answers."""

from dataclasses import replace
from datetime import date
from decimal import Decimal

from desktop.domain.objective_figures import Figure, Part, Reader
from desktop.domain.objective_results import (
    Lacking,
    LackingKind,
    ObjectiveState,
    Outcome,
    Reason,
    not_entered,
)
from desktop.domain.plan_facts import Answer, AnswerState, EntryState, PlanFacts
from desktop.domain.plans import (
    Allocated,
    Coverage,
    Direction,
    Hold,
    Objective,
    PartShare,
    PlainCount,
    PlanDay,
    Span,
    Zero,
)


def met_if(holds: bool) -> ObjectiveState:  # noqa: FBT001 - the question itself
    """Met or not met."""
    return ObjectiveState.MET if holds else ObjectiveState.NOT_MET


def reached(value: Decimal | int, target: Decimal | int, direction: Direction) -> bool:
    """Whether a value is on the good side of its target, the target included."""
    return value <= target if direction is Direction.AT_MOST else value >= target


def unready(
    figures: tuple[Figure, ...], *, target: Decimal | None = None, ratio: bool = False
) -> Outcome | None:
    """The outcome while a figure is missing, contradicts itself or does not apply."""
    states = [figure.state for figure in figures]
    if EntryState.MISSING in states:
        return not_entered(parts_of(figures), target=target, ratio=ratio)
    if EntryState.NOT_APPLICABLE in states:
        state = ObjectiveState.NOT_APPLICABLE
        return Outcome(state, target=target, ratio=ratio, parts=parts_of(figures))
    if min([figure.value or 0 for figure in figures]) < 0:
        return not_entered(parts_of(figures), target=target, ratio=ratio, reason=Reason.NEGATIVE)
    return None


def parts_of(figures: tuple[Figure, ...]) -> tuple[Part, ...]:
    """The parts of several figures, one after the other."""
    return tuple(part for figure in figures for part in figure.parts)


def ratio(rule: Coverage | PartShare, reader: Reader, *, target: Decimal) -> Outcome:
    """A part of a whole against a percentage; 0/0 means that nothing arose."""
    top = reader.figure(rule.numerator, "numerator")
    base = reader.figure(rule.denominator, "denominator")
    if (waiting := unready((top, base), target=target, ratio=True)) is not None:
        return waiting
    parts = top.parts + base.parts
    numerator, denominator = top.value or 0, base.value or 0
    if numerator > denominator:
        return not_entered(parts, target=target, ratio=True, reason=Reason.NUMERATOR_ABOVE)
    state = ObjectiveState.NOTHING_AROSE
    if denominator:
        state = met_if(reached(100 * numerator, target * denominator, rule.direction))
    return Outcome(state, numerator, denominator, target, ratio=True, parts=parts)


def zero(rule: Zero, reader: Reader) -> Outcome:
    """None of it: one event decides at once, but only a stated nil for every month is met.

    Where one decided, the numerator is what is known of the first figure, None when that is
    blank, and the figures above 0 are named; what nobody entered changes nothing any more.
    """
    figures = [reader.figure(rule.numerator, "numerator")]
    figures += [reader.figure(one, "also") for one in rule.also]
    target = Decimal(0)
    if events := _events(figures):
        first = figures[0]
        known = first.known if first.known > 0 else first.value
        return Outcome(
            ObjectiveState.NOT_MET,
            None if known is None else max(known, 0),
            target=target,
            parts=parts_of(tuple(figures)),
            lacking=events,
        )
    if (waiting_for := unready(tuple(figures), target=target)) is not None:
        return waiting_for
    return Outcome(ObjectiveState.MET, 0, target=target, parts=parts_of(tuple(figures)))


def _events(figures: list[Figure]) -> tuple[Lacking, ...]:
    """What happened where nothing may: the parts above 0 of every figure above 0, each once."""
    parts = [part for one in figures if one.known > 0 for part in one.parts]
    found = {
        part.name: Lacking(LackingKind.EVENT, part.name, part.label)
        for part in parts
        if part.sign * part.known > 0
    }
    return tuple(found.values())


def hold_figure(rule: Hold, reader: Reader, *, over: bool) -> Outcome:
    """A figure that has to stay where it was: against its baseline, both shown.

    ``over``: the time that the baseline stands for is over; until then "no more than" waits.
    """
    assert rule.numerator is not None  # noqa: S101 - the caller chose by it
    top = reader.figure(rule.numerator, "numerator")
    base = reader.baseline(rule.baseline)
    target = Decimal(base.value) if base.value is not None else None
    if (waiting := unready((top, base), target=target)) is not None:
        return replace(waiting, reason=_base_reason(waiting, base))
    value, wanted = top.value or 0, base.value or 0
    state = met_if(reached(value, wanted, rule.direction))
    found = Outcome(state, value, target=target, parts=top.parts + base.parts)
    return found if over or rule.direction is not Direction.AT_MOST else until_over(found)


def until_over(found: Outcome) -> Outcome:
    """A sum that only grows, before its time is over: what is exceeded stays so, else it waits."""
    if found.state not in (ObjectiveState.MET, ObjectiveState.NOTHING_AROSE):
        return found
    waiting = not_entered(found.parts, target=found.target, ratio=found.ratio)
    return replace(waiting, reason=Reason.NOT_OVER)


def _base_reason(waiting: Outcome, base: Figure) -> Reason:
    return Reason.NO_BASELINE if base.value is None else waiting.reason


def allocated(
    rule: Allocated, reader: Reader, *, own: Decimal | None, superior: bool = False
) -> Outcome:
    """A number to reach: the committee's own, the unit's cell of the table, or the plan's.

    A commune is not held to what the whole table asks for: that is the superior's own.
    """
    top = reader.figure(rule.numerator, "numerator")
    chosen = reader.facts.unit is not None or own is not None
    if not (chosen or superior) and reader.pack.table(rule.table) is not None:
        no_unit = not_entered(top.parts, reason=Reason.NO_UNIT)
        return replace(no_unit, numerator=top.value if (top.value or 0) >= 0 else None)
    target, reason = _allocated_target(rule, reader, own)
    if target is None:
        numerator = top.value if (top.value or 0) >= 0 else None
        return Outcome(ObjectiveState.NOT_APPLICABLE, numerator, reason=reason, parts=top.parts)
    if (waiting := unready((top,), target=target)) is not None:
        return waiting
    value = top.value or 0
    return Outcome(
        met_if(reached(value, target, rule.direction)), value, target=target, parts=top.parts
    )


def _allocated_target(
    rule: Allocated, reader: Reader, own: Decimal | None
) -> tuple[Decimal | None, Reason]:
    if own is not None:
        return own, Reason.NONE
    table, unit = reader.pack.table(rule.table), reader.facts.unit
    if table is None or (unit is None and rule.target is not None):
        return rule.target, Reason.NONE
    if unit is not None and table.row(unit) is None:
        return None, Reason.NOT_IN_TABLE
    cell = table.total(rule.column) if unit is None else table.cell(unit, rule.column)
    return (None, Reason.BLANK_CELL) if cell is None else (Decimal(cell), Reason.NONE)


def counted(rule: PlainCount, reader: Reader) -> Outcome:
    """A figure without a target: something was done, or nothing arose."""
    top = reader.figure(rule.numerator, "numerator")
    if (waiting := unready((top,))) is not None:
        return waiting
    state = ObjectiveState.MET if top.value else ObjectiveState.NOTHING_AROSE
    return Outcome(state, top.value, parts=top.parts)


def last_day_of(due: PlanDay) -> date | None:
    """The last day on which something is in time; of a year, its 31 December."""
    return date(due, 12, 31) if isinstance(due, int) else due


def milestone(objective: Objective, facts: PlanFacts) -> Outcome:
    """Done by its day. "Not yet" before the day is not met, and says that time is left."""
    answer = facts.answers.get(objective.id)
    due = last_day_of(objective.due)
    if answer is None:
        return _unanswered(objective)
    if answer.state is AnswerState.NOT_APPLICABLE:
        return Outcome(ObjectiveState.NOT_APPLICABLE)
    if answer.state is AnswerState.NO or (answer.on is not None and answer.on > facts.last_day):
        left = due is not None and facts.last_day < due
        return _answered(yes=False, reason=Reason.NOT_DUE_YET if left else Reason.NONE)
    if due is not None and answer.on is not None and answer.on > due:
        return _answered(yes=False, reason=Reason.TOO_LATE)
    return _answered(yes=True)


def review(objective: Objective, facts: PlanFacts) -> Outcome:
    """A yes or no; where the plan asks every year, last year's answer does not serve this one."""
    answer = facts.answers.get(objective.id)
    if answer is None or not _of_this_time(answer, objective, facts):
        return _unanswered(objective)
    if answer.state is AnswerState.NOT_APPLICABLE:
        return Outcome(ObjectiveState.NOT_APPLICABLE)
    return _answered(yes=answer.state is AnswerState.YES)


def _of_this_time(answer: Answer, objective: Objective, facts: PlanFacts) -> bool:
    if answer.on is None:
        return True
    first = facts.year_first_day if objective.span is Span.YEAR else date.min
    return first <= answer.on <= facts.last_day


def _answered(*, yes: bool, reason: Reason = Reason.NONE) -> Outcome:
    return Outcome(met_if(yes), int(yes), 1, Decimal(100), ratio=True, reason=reason)


def _unanswered(objective: Objective) -> Outcome:
    lacking = (Lacking(LackingKind.ANSWER, objective.id, objective.title),)
    return Outcome(ObjectiveState.NOT_ENTERED, target=Decimal(100), ratio=True, lacking=lacking)
