"""Slips that came after their month was closed, in the figures of a longer period.

The closed month stays as it was sent; the report of a later one names the slip with its real day
("số bổ sung"). Figures over several months hold it then: its session and attendance, and the duty
of its groups in the month of its day where no other session had met it.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace

from desktop.domain.counting import ActivityTotals, Share
from desktop.domain.late_places import LateSlips
from desktop.domain.objective_figures import Part
from desktop.domain.objective_results import ObjectiveResult
from desktop.domain.plan_expressions import FactName, TermKind
from desktop.domain.plans import Frequency, PlanPack
from desktop.domain.sessions import OutreachSession
from desktop.domain.unit_figures import DutyGap, Supplement, UnitFigures

_Gap = tuple[str, str]
"""A month of the duty and a group that is lacking in it."""


@dataclass(frozen=True, slots=True)
class _Added:
    """What the slips of a month add to it."""

    activity: ActivityTotals
    met: int

    @property
    def supplement(self) -> Supplement:
        """What the figures that are made with them say of them."""
        done = self.activity
        return Supplement(done.sessions, done.attendance, self.met, done.attendance_missing)

    @property
    def facts(self) -> Mapping[FactName, int]:
        """By the names that a plan calls them."""
        return {
            FactName.SESSIONS: self.activity.sessions,
            FactName.ATTENDANCE: self.activity.attendance,
            FactName.GROUPS_MET: self.met,
        }


def with_late_slips(
    months: Sequence[UnitFigures], late: LateSlips, pack: PlanPack | None
) -> tuple[tuple[UnitFigures, ...], Supplement]:
    """The months of a unit with the slips of their days, and what these came to."""
    if not late.counted and not late.credited:
        return tuple(months), Supplement()
    credited = _credited(months, (*late.counted, *late.credited))
    found = [(one, _added(one, late.counted, credited)) for one in months]
    total = Supplement(
        sum(added.activity.sessions for _month, added in found),
        sum(added.activity.attendance for _month, added in found),
        sum(added.met for _month, added in found),
        sum(added.activity.attendance_missing for _month, added in found),
    )
    return tuple(_with(month, added, pack) for month, added in found), total


def months_with_late_slips(
    months: Sequence[UnitFigures], late: LateSlips, packs: Mapping[str, PlanPack | None]
) -> Mapping[str, UnitFigures]:
    """Of the months of a unit those that late slips change, with them, by their id.

    ``supplement`` says what they added; ``packs`` is by month the plan that its objectives are
    judged by.
    """
    credited = _credited(months, (*late.counted, *late.credited))
    found = [(one, _added(one, late.counted, credited)) for one in months]
    return {
        one.period: replace(_with(one, added, packs.get(one.period)), supplement=added.supplement)
        for one, added in found
        if added.supplement != Supplement()
    }


def _credited(months: Sequence[UnitFigures], slips: Sequence[OutreachSession]) -> frozenset[_Gap]:
    """The gaps of the duty, which may have another calendar than the reports, that slips fill."""
    return frozenset(
        (gap.month.id, group)
        for one in months
        for gap in one.gaps
        for group in gap.groups
        if any(_credits(one, gap, group, slip) for slip in slips)
    )


def _credits(month: UnitFigures, gap: DutyGap, group: str, slip: OutreachSession) -> bool:
    named = group in slip.group_ids or (slip.commune_wide and month.commune_wide_counts)
    return named and slip.held_on in gap.month


def _added(
    month: UnitFigures, slips: Sequence[OutreachSession], credited: frozenset[_Gap]
) -> _Added:
    held = [slip for slip in slips if month.holds(slip.held_on)]
    activity = ActivityTotals(
        sessions=len(held),
        attendance=sum(slip.attendance or 0 for slip in held),
        attendance_missing=sum(slip.attendance is None for slip in held),
        joint_sessions=sum(len(slip.group_ids) > 1 for slip in held),
        commune_wide_sessions=sum(slip.commune_wide for slip in held),
    )
    met = sum((gap.month.id, group) in credited for gap in month.gaps for group in gap.groups)
    return _Added(activity, met)


def _with(month: UnitFigures, added: _Added, pack: PlanPack | None) -> UnitFigures:
    one, more = month.activity, added.activity
    rules = {objective.id: objective.rule for objective in pack.objectives} if pack else {}
    return replace(
        month,
        activity=ActivityTotals(
            sessions=one.sessions + more.sessions,
            attendance=one.attendance + more.attendance,
            attendance_missing=one.attendance_missing + more.attendance_missing,
            joint_sessions=one.joint_sessions + more.joint_sessions,
            commune_wide_sessions=one.commune_wide_sessions + more.commune_wide_sessions,
        ),
        group_months=Share(month.group_months.met + added.met, month.group_months.due),
        objectives=tuple(
            _objective(result, rules.get(result.id), added) for result in month.objectives
        ),
    )


def _objective(result: ObjectiveResult, rule: object, added: _Added) -> ObjectiveResult:
    """The figures of an objective; its state is judged anew over the months."""
    outcome = result.outcome
    if isinstance(rule, Frequency):
        # Of a duty of several sessions a month the gaps do not tell how many are lacking.
        if rule.times == 1 and outcome.numerator is not None:
            outcome = replace(outcome, numerator=outcome.numerator + added.met)
    else:
        outcome = replace(outcome, parts=tuple(_part(part, added) for part in outcome.parts))
    return replace(result, outcome=outcome)


def _part(part: Part, added: _Added) -> Part:
    more = added.facts.get(FactName(part.name), 0) if part.kind is TermKind.FACT else 0
    if not more:
        return part
    return replace(
        part,
        value=None if part.value is None else part.value + more,
        known=part.known + more,
    )
