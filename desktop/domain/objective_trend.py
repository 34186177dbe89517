"""Reduce: a figure, or a rate, that has to fall against a baseline or against last year."""

from dataclasses import replace
from decimal import Decimal

from desktop.domain.objective_figures import Figure, Reader
from desktop.domain.objective_results import ObjectiveState, Outcome, Reason
from desktop.domain.objective_rules import met_if, parts_of, unready, until_over
from desktop.domain.plan_facts import year_before
from desktop.domain.plans import Direction, Reduce


def reduce(rule: Reduce, reader: Reader, *, percent: Decimal, over: bool) -> Outcome:
    """Down by ``percent`` against the baseline; by 0: lower (or, not to rise, no higher).

    For a plain figure the ratio is the fall itself: (baseline - now) / baseline, negative
    when it rose. For a rate the ratio is the rate now, and the target the highest rate
    allowed in per cent. ``over``: the time that the baseline stands for is over; until then
    only what has exceeded it is judged.
    """
    now: tuple[Figure, ...] = (reader.figure(rule.numerator, "numerator"),)
    if rule.denominator is not None:
        now = (*now, reader.figure(rule.denominator, "denominator"))
    base = _base(rule, reader)
    rate = rule.denominator is not None
    target = None if rate else percent
    if (waiting := unready(now, target=target, ratio=True)) is not None:
        parts = waiting.parts + parts_of(base)
        return replace(waiting, parts=parts)
    if (waiting := unready(base, target=target, ratio=True)) is not None:
        return replace(
            waiting,
            state=ObjectiveState.NOT_ENTERED,
            reason=Reason.NO_BASELINE,
            parts=parts_of(now) + waiting.parts,
        )
    if rate:
        found = _rate(rule, now, base, percent=percent)
    else:
        found = _fall(rule, now[0], base[0], percent=percent)
    return found if over else until_over(found)


def _base(rule: Reduce, reader: Reader) -> tuple[Figure, ...]:
    """What it is compared with: the baselines named, or the same months of the year before.

    A part of these months, the others before tracking, is no measure for all of them.
    """
    if rule.baseline:
        names = [rule.baseline, rule.baseline_denominator]
        return tuple(reader.baseline(name) for name in names if name)
    past = replace(reader, months=year_before(reader.months), whole=True)
    sides = (rule.numerator, rule.denominator)
    return tuple(past.figure(one, "baseline") for one in sides if one is not None)


def _fall(rule: Reduce, now: Figure, base: Figure, *, percent: Decimal) -> Outcome:
    value, before = now.value or 0, base.value or 0
    parts = now.parts + base.parts
    if not before:
        if not value:
            return Outcome(ObjectiveState.NOTHING_AROSE, 0, 0, percent, ratio=True, parts=parts)
        return Outcome(
            ObjectiveState.NOT_MET,
            -value,
            0,
            percent,
            ratio=True,
            reason=Reason.BASELINE_ZERO,
            parts=parts,
        )
    fall = before - value
    enough = 100 * fall >= percent * before
    met = enough and (fall > 0 or rule.direction is Direction.NOT_RISE)
    return Outcome(met_if(met), fall, before, percent, ratio=True, parts=parts)


def _rate(
    rule: Reduce, now: tuple[Figure, ...], base: tuple[Figure, ...], *, percent: Decimal
) -> Outcome:
    """Compares a/b with c/d across, without dividing."""
    top, bottom = (figure.value or 0 for figure in now)
    past_top, past_bottom = (figure.value or 0 for figure in base)
    parts = parts_of(now) + parts_of(base)
    if top > bottom or past_top > past_bottom:
        return Outcome(
            ObjectiveState.NOT_ENTERED, ratio=True, reason=Reason.NUMERATOR_ABOVE, parts=parts
        )
    if not bottom:
        return Outcome(ObjectiveState.NOTHING_AROSE, 0, 0, ratio=True, parts=parts)
    if not past_bottom:
        return Outcome(
            ObjectiveState.NOT_ENTERED, ratio=True, reason=Reason.NO_BASELINE, parts=parts
        )
    allowed = (100 - percent) * past_top * bottom
    present = Decimal(100 * top * past_bottom)
    strict = not percent and rule.direction is Direction.FALL
    met = present < allowed if strict else present <= allowed
    # Nothing can fall below a rate of nothing: staying there is what was wanted.
    met = met or (strict and not top and not past_top)
    highest = (100 - percent) * past_top / past_bottom
    return Outcome(met_if(met), top, bottom, highest, ratio=True, parts=parts)
