"""What would make an objective met: what is lacking, and how many more or fewer it takes."""

from collections.abc import Iterable
from dataclasses import dataclass
from decimal import ROUND_CEILING, ROUND_FLOOR, Decimal

from desktop.domain.objective_results import Lacking, LackingKind, ObjectiveResult, ObjectiveState
from desktop.domain.plans import (
    Allocated,
    Coverage,
    Direction,
    Frequency,
    Hold,
    Objective,
    PartShare,
    Reduce,
    Upkeep,
    Zero,
)


@dataclass(frozen=True, slots=True)
class WayToMet:
    """What keeps an objective from being met.

    ``groups`` are those without a session or a model, ``figures`` those nobody entered,
    ``asked`` the answers and statuses that nobody gave. ``needed`` is how many more are
    needed (``fewer``: how many fewer) with everything else as it is: 0 when it is met, None
    where no number says it or a figure is missing.
    """

    groups: tuple[Lacking, ...] = ()
    figures: tuple[Lacking, ...] = ()
    asked: tuple[Lacking, ...] = ()
    needed: int | None = None
    fewer: bool = False


def way_to_met(
    objective: Objective, result: ObjectiveResult, *, own: Decimal | None = None
) -> WayToMet:
    """What would make a result met; ``own`` is the target that the committee set itself."""
    return WayToMet(
        groups=_of_kind(result, LackingKind.GROUP),
        figures=_of_kind(result, LackingKind.FIGURE),
        asked=_of_kind(result, LackingKind.ANSWER, LackingKind.STATUS),
        needed=needed(objective, result, own=own),
        fewer=_fewer(objective),
    )


def needed(
    objective: Objective, result: ObjectiveResult, *, own: Decimal | None = None
) -> int | None:
    """How many more (or fewer) it takes; see ``WayToMet.needed``."""
    if result.state not in (ObjectiveState.MET, ObjectiveState.NOT_MET):
        return None
    number = _short(objective, result, own)
    if number is None or result.state is ObjectiveState.MET:
        return None if number is None else 0
    return number if number > 0 else None


def _fewer(objective: Objective) -> bool:
    match objective.rule:
        case Zero() | Reduce():
            return True
        case Coverage() | PartShare() | Allocated() | Hold() as rule:
            return rule.direction is Direction.AT_MOST
        case _:
            return False


def _short(objective: Objective, result: ObjectiveResult, own: Decimal | None) -> int | None:
    """By how many the figure falls short of its target, or exceeds it."""
    numerator, denominator = result.numerator, result.denominator
    target = result.outcome.target
    if numerator is None:
        return None
    match objective.rule:
        case Frequency() | Upkeep() if target is not None and denominator:
            return _part(numerator, denominator, target, Direction.AT_LEAST)
        case Coverage() | PartShare() as rule if target is not None and denominator:
            return _part(numerator, denominator, target, rule.direction)
        case Hold() | Allocated() as rule if target is not None and not result.outcome.ratio:
            return _apart(numerator, target, rule.direction)
        case Zero():
            return None if _elsewhere(result) else numerator
        case Reduce() as rule if denominator:
            percent = rule.percent if own is None else own
            if rule.denominator is None:
                return _fall(rule, numerator, denominator, percent)
            return _rate(rule, result, percent)
        case _:
            return None


def _elsewhere(result: ObjectiveResult) -> bool:
    """Whether something happened in another unit than the numerator's, so no number says it."""
    return any(part.role == "also" and part.sign * part.known > 0 for part in result.outcome.parts)


def _part(numerator: int, denominator: int, target: Decimal, direction: Direction) -> int | None:
    short = _apart(numerator, target * denominator / 100, direction)
    # More than all there are cannot be reached.
    return short if direction is Direction.AT_MOST or numerator + short <= denominator else None


def _apart(numerator: int, target: Decimal, direction: Direction) -> int:
    if direction is Direction.AT_MOST:
        return numerator - _floor(target)
    return _ceiling(target) - numerator


def _fall(rule: Reduce, fall: int, before: int, percent: Decimal) -> int | None:
    """How much further a figure has to fall; nothing falls below 0."""
    enough = _ceiling(percent * before / 100)
    wanted = enough if rule.direction is Direction.NOT_RISE else max(enough, 1)
    return wanted - fall if wanted <= before else None


def _rate(rule: Reduce, result: ObjectiveResult, percent: Decimal) -> int | None:
    """How many fewer in the numerator bring a rate down to the highest one allowed."""
    past = [part for part in result.outcome.parts if part.role == "baseline"]
    split = 1 if rule.baseline else len(rule.numerator.terms)
    top, bottom = (
        sum(part.sign * (part.value or 0) for part in parts)
        for parts in (past[:split], past[split:])
    )
    if result.numerator is None or not result.denominator or not bottom:
        return None
    allowed = (100 - percent) * top * result.denominator
    strict = not percent and rule.direction is Direction.FALL
    highest = int(allowed // (100 * bottom))
    if strict and top and 100 * bottom * highest == allowed:
        highest -= 1
    return result.numerator - highest if highest >= 0 else None


def _ceiling(number: Decimal) -> int:
    return int(number.to_integral_value(ROUND_CEILING))


def _floor(number: Decimal) -> int:
    return int(number.to_integral_value(ROUND_FLOOR))


def _of_kind(result: ObjectiveResult, *kinds: LackingKind) -> tuple[Lacking, ...]:
    return tuple(_chosen(result.outcome.lacking, kinds))


def _chosen(lacking: Iterable[Lacking], kinds: tuple[LackingKind, ...]) -> Iterable[Lacking]:
    return (one for one in lacking if one.kind in kinds)
