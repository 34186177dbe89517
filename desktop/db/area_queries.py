"""Reading the area's assessments, population, milestones and the inspections of groups."""

import json
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from typing import TYPE_CHECKING

# The domain's values are imported where rows are read: the window opens without.
if TYPE_CHECKING:
    from desktop.db.store import Store
    from desktop.domain.areas import Assessment
    from desktop.domain.inspections import Inspection


@dataclass(frozen=True, slots=True)
class PopulationYear:
    """Persons living in the commune in a year, and the day they were counted."""

    year: int
    population: int
    counted_on: date | None = None


@dataclass(frozen=True, slots=True)
class AreaMilestone:
    """A step on the way of changing the area: what, by when, and when it was reached."""

    id: str
    title: str
    due: date | None = None
    done_on: date | None = None
    note: str = ""


def area_assessments(store: "Store") -> "tuple[Assessment, ...]":
    """Every assessment, the oldest first, those of one day in order of entry."""
    from desktop.domain.areas import Assessment

    rows = store.read(
        "SELECT id, on_date, rule_id, population, measured, ticked, thresholds, level, decision,"
        " note FROM area_assessments WHERE deleted_at IS NULL ORDER BY on_date, rowid"
    )
    return tuple(
        Assessment(
            id=row[0],
            on=date.fromisoformat(row[1]),
            rule_id=row[2],
            population=row[3],
            measured=_decimals(row[4]),
            ticked=json.loads(row[5]),
            thresholds=_decimals(row[6]),
            level=row[7],
            decision=row[8],
            note=row[9],
        )
        for row in rows
    )


def _decimals(text: str) -> dict[str, Decimal]:
    return {name: Decimal(value) for name, value in json.loads(text).items()}


def population_years(store: "Store") -> tuple[PopulationYear, ...]:
    """The population of each year entered, the oldest first."""
    rows = store.read("SELECT year, population, counted_on FROM population_years ORDER BY year")
    return tuple(PopulationYear(row[0], row[1], _day(row[2])) for row in rows)


def area_milestones(store: "Store") -> tuple[AreaMilestone, ...]:
    """The milestones of changing the area, by their due day; those without one stand last."""
    rows = store.read(
        "SELECT id, title, due, on_date, note FROM conversion_milestones"
        " WHERE deleted_at IS NULL ORDER BY due IS NULL, due, position, rowid"
    )
    return tuple(AreaMilestone(row[0], row[1], _day(row[2]), _day(row[3]), row[4]) for row in rows)


def inspections(store: "Store") -> "tuple[Inspection, ...]":
    """Every inspection, the oldest first."""
    from desktop.domain.inspections import Inspection

    rows = store.read(
        "SELECT id, on_date, group_id, findings, follow_up, due, followed_up_on FROM inspections"
        " WHERE deleted_at IS NULL ORDER BY on_date, rowid"
    )
    return tuple(
        Inspection(
            row[0], date.fromisoformat(row[1]), row[2], row[3], row[4], _day(row[5]), _day(row[6])
        )
        for row in rows
    )


def _day(text: str | None) -> date | None:
    return date.fromisoformat(text) if text else None
