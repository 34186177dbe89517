"""What a period has and what it lacks."""

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, NamedTuple

from desktop.actions.desk import Desk
from desktop.actions.periods import (
    PeriodState,
    PeriodView,
    period_view,
)
from desktop.actions.sent_periods import SendState, sendable
from desktop.domain.commune import DutyCalendar
from desktop.domain.counting import (
    Share,
)
from desktop.domain.periods import (
    Period,
)

if TYPE_CHECKING:
    from desktop.domain.objective_results import ObjectiveResult
    from desktop.domain.snapshot import Snapshot


class NamedGroup(NamedTuple):
    """A group as a list shows it."""

    id: str
    name: str


class OtherCalendar(NamedTuple):
    """The duty of the groups by the months of a calendar."""

    calendar: DutyCalendar
    share: Share


@dataclass(frozen=True, slots=True)
class Status:
    """What a period has and what it lacks; over several months groups count once a month due."""

    period: Period
    state: PeriodState
    sessions: Share
    sessions_missing: tuple[NamedGroup, ...]
    models: Share
    models_missing: tuple[NamedGroup, ...]
    held: int
    attendance: int
    plan: str = ""
    """The symbol of the plan; its title, where it has none (``titled``)."""
    objectives: "tuple[ObjectiveResult, ...]" = ()
    titled: bool = False
    other_calendar: OtherCalendar | None = None
    """The same duty by the months that are not chosen, where it comes to something else."""

    @property
    def complete(self) -> bool:
        """Whether nothing is missing at all: no session, no model, no objective or its figures."""
        return not (
            self.sessions_missing
            or self.models_missing
            or self.not_met
            or self.without_figures
            or self.not_over
        )

    @property
    def not_met(self) -> int:
        """How many objectives are not met."""
        return sum(one.state == "not_met" for one in self.objectives)

    @property
    def without_figures(self) -> int:
        """How many objectives wait for a figure, an answer or a choice."""
        return sum(one.state == "not_entered" for one in self.objectives) - self.not_over

    @property
    def not_over(self) -> int:
        """How many objectives can be judged only when their time is over."""
        return sum(one.outcome.reason == "not_over" for one in self.objectives)


def status(desk: Desk, period: Period) -> Status:
    """What a period has and what it lacks."""
    found = status_of(period_view(desk, period))
    if found.state is not PeriodState.RECEIVED:
        return found
    way = sendable(desk, period)
    accepted = way is not None and way.state is SendState.ACCEPTED
    return replace(found, state=PeriodState.ACCEPTED) if accepted else found


def status_of(view: PeriodView) -> Status:
    """The status that a period's snapshot says."""
    snapshot = view.snapshot
    missing = {group_id for month in snapshot.duty for group_id in month.missing}
    lacking = set(snapshot.upkeep.lacking)
    return Status(
        period=view.period,
        state=view.state,
        sessions=snapshot.totals.group_months,
        sessions_missing=tuple(
            NamedGroup(g.id, g.full_name) for g in snapshot.groups if g.id in missing
        ),
        models=snapshot.totals.groups_with_model,
        models_missing=tuple(
            NamedGroup(g.id, g.full_name) for g in snapshot.groups if g.id in lacking
        ),
        held=snapshot.totals.activity.sessions,
        attendance=snapshot.totals.activity.attendance,
        plan=(snapshot.plan.symbol or snapshot.plan.title) if snapshot.plan else "",
        objectives=snapshot.objectives,
        titled=snapshot.plan is not None and not snapshot.plan.symbol,
        other_calendar=_other_calendar(snapshot),
    )


def _other_calendar(snapshot: "Snapshot") -> OtherCalendar | None:
    """The duty by calendar months where reporting months are counted, or the other way round."""
    if not snapshot.other_duty:
        return None
    calendar = DutyCalendar.CALENDAR
    if snapshot.duty_calendar is DutyCalendar.CALENDAR:
        calendar = DutyCalendar.REPORTING
    met = sum(len(month.met) for month in snapshot.other_duty)
    return OtherCalendar(calendar, Share(met, sum(len(month.due) for month in snapshot.other_duty)))
