"""What a merged commune knows of itself: its first own month, and whom it came from."""

import json
from dataclasses import dataclass
from datetime import date

from desktop.actions.desk import Desk
from desktop.db import queries
from desktop.domain.periods import month_of

MERGED_ON = "merged_on"
"""The setting with the valid-from of a merged commune."""
MERGED_FROM = "merged_from"
"""The setting that lists its former communes as JSON: code, valid-from, name."""


@dataclass(frozen=True, slots=True)
class FormerUnit:
    """A commune that went into this one."""

    code: str
    name: str
    valid_from: date


def first_own_month(desk: Desk) -> str | None:
    """The first month that a merged commune reports itself; None for one that was not merged.

    The months before it were reported by the former communes: they are not its to close.
    """
    day = queries.setting(desk.store, MERGED_ON)
    if not day:
        return None
    rule = queries.counting_settings(desk.store).period_rule
    return month_of(date.fromisoformat(day), rule).id


def month_of_formers(desk: Desk, day: date) -> str | None:
    """The month that holds a day, when the former communes of a merged one reported it."""
    own = first_own_month(desk)
    if own is None:
        return None
    month = month_of(day, queries.counting_settings(desk.store).period_rule).id
    return month if month < own else None


def former_units(desk: Desk) -> tuple[FormerUnit, ...]:
    """The communes that went into this one, in the order in which they were named."""
    rows = json.loads(queries.setting(desk.store, MERGED_FROM, "[]"))
    return tuple(
        FormerUnit(row["code"], row["name"], date.fromisoformat(row["valid_from"])) for row in rows
    )


def former_units_text(units: tuple[FormerUnit, ...]) -> str:
    """The text of the setting that :func:`former_units` reads back."""
    rows = [
        {"code": one.code, "name": one.name, "valid_from": one.valid_from.isoformat()}
        for one in units
    ]
    return json.dumps(rows, ensure_ascii=False, sort_keys=True)
