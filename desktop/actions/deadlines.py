"""When reports are due at the superior: the settings, and what they mean for a month."""

import json
from datetime import date
from typing import NamedTuple

from desktop.actions.desk import Changes, Desk, Outcome
from desktop.actions.periods import closing_in_force, state_of
from desktop.db import queries
from desktop.db.saving import save_setting
from desktop.domain.deadlines import Deadlines
from desktop.domain.periods import (
    Period,
    PeriodKind,
    UnknownPeriodError,
    parse_period,
)

DEADLINE_DAYS = "deadline_days"
REMINDER_DAYS = "reminder_days"
_ENDING_IN = {
    "03": ("Q1",),
    "06": ("Q2", "H1"),
    "09": ("Q3", "9M"),
    "12": ("Q4", "H2", ""),
}
_STILL_OWED = frozenset({"open", "closed", "corrected", "printed", "returned"})


class DueReport(NamedTuple):
    """A report that is due at the superior on a day, and how many days are left (below 0: late)."""

    period: Period
    due: date
    days_left: int


def deadlines(desk: Desk) -> Deadlines:
    """When reports are due; nothing is where nobody set it."""
    known = queries.settings(desk.store)
    days = json.loads(known.get(DEADLINE_DAYS, "{}"))
    return Deadlines(
        {PeriodKind(kind): int(number) for kind, number in days.items()},
        int(known.get(REMINDER_DAYS, Deadlines().reminder_days)),
    )


def change_deadlines(desk: Desk, draft: Deadlines) -> Outcome[None]:
    """Stores when reports are due."""
    days = {kind.value: number for kind, number in sorted(draft.days_after.items())}
    with desk.writing(action="change_settings", label="") as write:
        save_setting(write, DEADLINE_DAYS, json.dumps(days, sort_keys=True))
        save_setting(write, REMINDER_DAYS, str(draft.reminder_days))
    return Outcome(None, (), Changes.of_tables(write.changed_tables))


def reports_of(desk: Desk, month: Period) -> tuple[Period, ...]:
    """The periods whose reports end with a month: itself, and in 3, 6, 9, 12 the longer ones."""
    rule = queries.counting_settings(desk.store).period_rule
    found = [month]
    for ending in _ENDING_IN.get(month.id[5:], ()):
        name = f"{month.id[:4]}-{ending}" if ending else month.id[:4]
        try:
            found.append(parse_period(name, rule))
        except UnknownPeriodError:
            continue
    return tuple(found)


def due_reports(desk: Desk, month: Period) -> tuple[DueReport, ...]:
    """The reports ending with a month that are spoken of today: near their day or late."""
    set_days, today = deadlines(desk), desk.clock.today()
    found: list[DueReport] = []
    for period in reports_of(desk, month) if set_days.days_after else ():
        due = set_days.due(period)
        if due is None or not set_days.speaks_of(period, today):
            continue
        if state_of(desk, closing_in_force(desk, period.id)) in _STILL_OWED:
            found.append(DueReport(period, due, (due - today).days))
    return tuple(found)
