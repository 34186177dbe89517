"""How far a month came on its path: what waits to be confirmed, who closed it, what is issued.

What weighs the figures is imported when a path is asked for: the window opens without.
"""

from dataclasses import dataclass, replace
from datetime import datetime

from desktop.actions.desk import UNNAMED_OFFICER, Desk
from desktop.actions.periods import PeriodState, closing_in_force, state_of
from desktop.db import queries
from desktop.domain.periods import Period

_ASKED_ABOUT = frozenset(
    {
        "allocated_rows",
        "closings",
        "commune_profiles",
        "confirmation_answers",
        "count_openings",
        "issued_papers",
        "lineage_events",
        "list_entries",
        "model_groups",
        "model_statuses",
        "models",
        "monthly_counts",
        "not_held",
        "period_events",
        "plan_additions",
        "plan_answers",
        "plan_baselines",
        "plan_choices",
        "plan_files",
        "plan_targets",
        "residential_groups",
        "session_groups",
        "session_labels",
        "sessions",
        "settings",
        "status_events",
        "store_facts",
    }
)


@dataclass(frozen=True, slots=True, kw_only=True)
class MonthPath:
    """Where a month stands.

    ``asked`` counts the questions of an open month that want an answer, ``waiting`` those still
    without one; ``weighed`` says that its figures were weighed for that. ``correction`` is the
    number of the closing in force, ``correcting`` that of a correction under way with its
    ``reason``; 0 where there is none. ``issued`` says that opening the month again leaves a
    number: its report was numbered or sent. ``printed`` says that the paper was printed here or
    has its number.
    """

    period: Period
    state: PeriodState
    asked: int = 0
    waiting: int = 0
    closed_at: datetime | None = None
    closed_by: str = ""
    correction: int = 0
    correcting: int = 0
    reason: str = ""
    issued: bool = False
    printed: bool = False
    weighed: bool = True


def month_path_so_far(desk: Desk, month: Period) -> MonthPath:
    """The path of a month without weighing an open one's figures: quick enough for every paint."""
    if closing_in_force(desk, month.id) is not None:
        return month_path(desk, month)
    return _open_path(desk, month)


def month_path(desk: Desk, month: Period) -> MonthPath:
    """The path of a month; it is kept until something that it is made of is written to."""
    name = f"path of {month.id} from {month.start} on {desk.clock.today()}"
    return desk.store.remembered(name, _ASKED_ABOUT, lambda: _month_path(desk, month))


def _month_path(desk: Desk, month: Period) -> MonthPath:
    from desktop.actions.periods import has_paper, leaves_number

    closing = closing_in_force(desk, month.id)
    if closing is None:
        return _weighed(desk, _open_path(desk, month))
    return MonthPath(
        period=month,
        state=state_of(desk, closing),
        closed_at=closing.closed_at,
        closed_by=officer_name(desk, closing.closed_by),
        correction=closing.correction,
        issued=leaves_number(desk, closing),
        printed=has_paper(desk, closing),
    )


def _open_path(desk: Desk, month: Period) -> MonthPath:
    found = queries.closings(desk.store, month.id)
    last = max(found, key=lambda one: one.closed_at, default=None)
    correcting = last is not None and last.corrected_further
    return MonthPath(
        period=month,
        state=PeriodState.OPEN,
        correcting=last.correction + 1 if last is not None and correcting else 0,
        reason=last.reopen_reason if last is not None and correcting else "",
        weighed=False,
    )


def _weighed(desk: Desk, path: MonthPath) -> MonthPath:
    from desktop.actions.closing import confirmations

    asked = [one for one in confirmations(desk, path.period) if one.blocks]
    waiting = sum(one.open for one in asked)
    return replace(path, asked=len(asked), waiting=waiting, weighed=True)


def officer_name(desk: Desk, officer: str) -> str:
    """The name of who did something, by the id that was kept; empty where nobody was named."""
    if officer == UNNAMED_OFFICER:
        return ""
    return next((one.name for one in desk.officers if one.id == officer), officer)
