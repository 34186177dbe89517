"""What the sheets of the area and of inspections are made of, from the store."""

from desktop.actions.areas import area_rules, area_view
from desktop.actions.desk import Desk
from desktop.actions.inspections import InspectionLine, inspections_of
from desktop.domain.periods import Period
from desktop.reports.area_review import AreaReview, Milestone, People
from desktop.reports.tasks_sheet import Inspected


def review_of(desk: Desk, period: Period, *, blank: bool = False) -> AreaReview:
    """The area as it stands at the end of a period.

    The rule is that of the assessment; for a blank sheet the one in force.
    """
    view = area_view(desk, period)
    return AreaReview(
        on=view.on,
        rule=view.rule_today if blank or view.rule is None else view.rule,
        rules=area_rules(),
        assessment=None if blank else view.assessment,
        steps=view.steps,
        drug_free=view.drug_free.holds,
        since=view.drug_free.since,
        was_drug_free=view.drug_free.lost is not None,
        milestones=tuple(
            Milestone(one.milestone.title, one.milestone.due, one.milestone.done_on, one.overdue)
            for one in view.milestones
        ),
        population=tuple(
            People(one.year, one.population, one.counted_on) for one in view.population
        ),
    )


def inspected_in(desk: Desk, period: Period) -> tuple[tuple[Inspected, ...], tuple[Inspected, ...]]:
    """The inspections of a period, and earlier ones that something still has to follow."""
    view = inspections_of(desk, period)
    return tuple(map(_inspected, view.lines)), tuple(map(_inspected, view.open_before))


def _inspected(line: InspectionLine) -> Inspected:
    one = line.inspection
    return Inspected(
        on=one.on,
        group=line.group,
        findings=one.findings,
        follow_up=one.follow_up,
        due=one.due,
        done_on=None if line.open else one.followed_up_on,
        overdue=line.overdue,
    )
