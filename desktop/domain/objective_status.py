"""The rules that look at groups and at dated statuses: frequency, upkeep, hold."""

from collections import defaultdict
from decimal import Decimal
from itertools import pairwise

from desktop.domain.counting import Share
from desktop.domain.objective_results import (
    Lacking,
    LackingKind,
    ObjectiveState,
    Outcome,
    Reason,
)
from desktop.domain.objective_rules import met_if
from desktop.domain.plan_facts import DatedStatus, PlanFacts
from desktop.domain.plans import Frequency, Hold, Objective


def frequency(rule: Frequency, facts: PlanFacts, *, target: Decimal) -> Outcome:
    """Group-months with enough sessions / group-months due; a surplus cures no other month."""
    lacking: defaultdict[str, list[str]] = defaultdict(list)
    times = rule.times
    for month in facts.duty:
        credited = month.credited.get
        for group in [one for one in month.due if credited(one, 0) < times]:
            lacking[group].append(month.month)
    due = sum(len(month.due) for month in facts.duty)
    met = due - sum(len(months) for months in lacking.values())
    names = tuple(
        Lacking(LackingKind.GROUP, group, facts.group_names.get(group, group), tuple(months))
        for group, months in lacking.items()
    )
    return _groups(Share(met, due), facts, target=target, lacking=names)


def upkeep(facts: PlanFacts, *, target: Decimal) -> Outcome:
    """Groups with a live model / groups active, on the closing date."""
    kept = frozenset(facts.groups_with_model)
    names = tuple(
        Lacking(LackingKind.GROUP, group, facts.group_names.get(group, group))
        for group in facts.groups_active
        if group not in kept
    )
    active = len(facts.groups_active)
    return _groups(Share(active - len(names), active), facts, target=target, lacking=names)


def _groups(
    share: Share, facts: PlanFacts, *, target: Decimal, lacking: tuple[Lacking, ...]
) -> Outcome:
    if not share.due:
        applies = facts.any_tracked and bool(facts.months)
        state = ObjectiveState.NOTHING_AROSE if applies else ObjectiveState.NOT_APPLICABLE
        return Outcome(state, 0, 0, target, ratio=True, reason=Reason.NO_GROUPS)
    state = met_if(100 * share.met >= target * share.due)
    return Outcome(state, share.met, share.due, target, ratio=True, lacking=lacking)


def hold_status(rule: Hold, objective: Objective, facts: PlanFacts) -> Outcome:
    """A status that has to stay: lost inside the period, or earlier and not won back, is not met.

    A commune that never reached it has nothing to hold.
    """
    past = sorted(
        (one for one in facts.statuses.get(rule.status, ()) if one.on <= facts.last_day),
        key=lambda one: one.on,
    )
    if not past:
        lacking = (Lacking(LackingKind.STATUS, rule.status, objective.title),)
        return Outcome(ObjectiveState.NOT_ENTERED, target=Decimal(100), ratio=True, lacking=lacking)
    if not any(one.holds for one in past):
        return Outcome(ObjectiveState.NOT_APPLICABLE, reason=Reason.NEVER_HELD)
    kept = past[-1].holds and not _lost_within(past, facts)
    return Outcome(
        met_if(kept),
        int(kept),
        1,
        Decimal(100),
        ratio=True,
        reason=Reason.NONE if kept else Reason.LOST,
    )


def _lost_within(past: list[DatedStatus], facts: PlanFacts) -> bool:
    """Whether the status was lost in the period, even if it was won back."""
    return any(
        before.holds and not after.holds and after.on >= facts.first_day
        for before, after in pairwise(past)
    )
