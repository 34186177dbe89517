"""Whether figures can be those of any commune: what cannot be is refused, whoever signed it.

Only what the snapshot itself proves wrong: a count below nought, a number beyond every bound of
the screens that take it, an id that stands twice, a total that its own lists contradict. Figures
that are merely unlikely are for a person to look at; see ``desktop.domain.across_units``.
"""

from collections.abc import Iterable, Iterator
from itertools import chain

from desktop.domain.counting import MonthDuty, Share, activity
from desktop.domain.groups import HOUSEHOLD_LIMIT, POPULATION_LIMIT
from desktop.domain.models import MEMBER_LIMIT
from desktop.domain.sessions import ATTENDANCE_LIMIT
from desktop.domain.snapshot import Snapshot, Totals

ROOM = 10
"""How many times what a screen takes today a figure may be: another version may take more."""
COUNT = 10**15
"""The highest figure of a count: a hundred times the yearly budget of a province in đồng."""


def unsound(snapshot: Snapshot) -> str:
    """The first place whose figures cannot be; empty where there is none."""
    found = chain(_out_of_bounds(snapshot), _twice(snapshot), _contradicted(snapshot))
    return next(found, "")


def _out_of_bounds(one: Snapshot) -> Iterator[str]:
    """Figures below nought, or above every bound.

    Results of objectives stay out: a rule may subtract, and what it comes to may be below nought.
    """
    for group in one.groups:
        if _beyond(group.households, HOUSEHOLD_LIMIT * ROOM):
            yield "groups.households"
        if _beyond(group.population, POPULATION_LIMIT * ROOM):
            yield "groups.population"
    for session in chain(one.sessions, one.late):
        if _beyond(session.attendance, ATTENDANCE_LIMIT * ROOM):
            yield "sessions.attendance"
    for model in one.models:
        if _beyond(model.members, MEMBER_LIMIT * ROOM):
            yield "models.members"
    for line in one.counts:
        figures = (line.value, line.previous, line.last_year, line.cumulative)
        if any(_beyond(figure, COUNT) for figure in figures):
            yield "counts"
    for totals in filter(None, (one.totals, one.previous, one.last_year, one.cumulative)):
        if any(_beyond(figure, COUNT) for figure in _figures(totals)):
            yield "totals"
    if _beyond(one.inspections, COUNT):
        yield "inspections"


def _figures(totals: Totals) -> tuple[int, ...]:
    done = totals.activity
    return (
        done.sessions,
        done.attendance,
        done.attendance_missing,
        done.joint_sessions,
        done.commune_wide_sessions,
        totals.group_months.due,
        totals.groups_with_model.due,
        totals.models,
    )


def _beyond(figure: int | None, most: int) -> bool:
    return figure is not None and not 0 <= figure <= most


def _twice(one: Snapshot) -> Iterator[str]:
    """What stands twice in a list would count twice."""
    lists: dict[str, Iterable[str]] = {
        "groups.id": (line.id for line in one.groups),
        "sessions.id": (session.id for session in one.sessions),
        "late.id": (session.id for session in one.late),
        "models.id": (line.id for line in one.models),
        "duty.month": (month.month.id for month in one.duty),
        "upkeep.active": one.upkeep.active,
        "upkeep.live_models": one.upkeep.live_models,
    }
    for place, ids in lists.items():
        if _repeats(ids):
            yield place
    for month in one.duty:
        if _repeats(month.due) or _repeats(month.met):
            yield "duty"


def _repeats(ids: Iterable[str]) -> bool:
    found = tuple(ids)
    return len(set(found)) < len(found)


def _contradicted(one: Snapshot) -> Iterator[str]:
    """Totals that the lists below them do not come to."""
    totals, kept = one.totals, one.upkeep
    if totals.activity != activity(one.sessions, one.period):
        yield "totals.activity"
    if len(one.sessions) != sum(session.held_on in one.period for session in one.sessions):
        yield "sessions.held_on"
    if not all(map(_adds_up, one.duty)):
        yield "duty"
    months = [month.share for month in one.duty if len(month.met) <= len(month.due)]
    met, due = sum(share.met for share in months), sum(share.due for share in months)
    if totals.group_months != Share(met, due):
        yield "totals.group_months"
    listed = {line.id for line in one.groups}
    if not listed.issuperset(chain(kept.active, *(month.due for month in one.duty))):
        yield "groups.id"
    if {*kept.kept} | {*kept.lacking} != {*kept.active}:
        yield "upkeep"
    if (totals.groups_with_model.met, totals.groups_with_model.due) != (
        len(kept.kept),
        len(kept.active),
    ):
        yield "totals.groups_with_model"
    live = {line.id for line in one.models}.issuperset(kept.live_models)
    if totals.models != len(kept.live_models) or not live:
        yield "totals.models"


def _adds_up(month: MonthDuty) -> bool:
    """Every group that is due either met its duty or is missing."""
    return {*month.met} | {*month.missing} == {*month.due} and len(month.met) + len(
        month.missing
    ) == len(month.due)
