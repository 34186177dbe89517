"""A difference between two states of one period, as a value."""

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from typing import TypeVar

LIST_MARK = "\n"
"""Between the parts of a value or subject that has several."""

Value = str | int | None
T = TypeVar("T")


class DifferenceKind(StrEnum):
    """What a difference is about."""

    TOTAL = "total"
    CUMULATIVE = "cumulative"
    PREVIOUS = "previous"
    LAST_YEAR = "last_year"
    COUNT = "count"
    OBJECTIVE = "objective"
    GROUP = "group"
    SESSION = "session"
    LATE = "late"
    """A slip of an earlier, closed period."""
    MODEL = "model"
    AREA = "area"
    TASK = "task"
    CONFIRMATION = "confirmation"
    SETTING = "setting"


@dataclass(frozen=True, slots=True)
class Difference:
    """One thing that differs.

    ``subject`` is what the reader calls it, as it stood before where it stood there at all: a
    name, for a session its ISO date and the names of its groups, for a confirmation its code;
    totals, the area and settings have none. ``field`` is empty where the whole thing is there
    on one side only: the other side is then None. Other values are None where nothing was
    known, and "" for an emptied text. Dates are ISO, shares "21/23", states their codes.
    """

    kind: DifferenceKind
    subject: str
    field: str
    before: Value
    after: Value
    month: str = ""
    subject_id: str = ""


def things(
    kind: DifferenceKind,
    before: Mapping[str, T],
    after: Mapping[str, T],
    *,
    name: Callable[[T], str],
    summary: Callable[[T], Value],
    values: Callable[[T], Mapping[str, Value]],
) -> Iterator[Difference]:
    """Things by id: each one that came, went or changed."""
    for key in dict.fromkeys((*before, *after)):
        old, new = before.get(key), after.get(key)
        if old is None and new is not None:
            yield Difference(kind, name(new), "", None, summary(new), subject_id=key)
        elif old is not None and new is None:
            yield Difference(kind, name(old), "", summary(old), None, subject_id=key)
        elif old is not None and new is not None and old != new:
            yield from changed(kind, values(old), values(new), subject=name(old), subject_id=key)


def changed(
    kind: DifferenceKind,
    before: Mapping[str, Value],
    after: Mapping[str, Value],
    *,
    subject: str = "",
    subject_id: str = "",
    month: str = "",
) -> Iterator[Difference]:
    """One difference for each value that is not the same."""
    for name in dict.fromkeys((*before, *after)):
        old, new = before.get(name), after.get(name)
        if old != new:
            yield Difference(kind, subject, name, old, new, month, subject_id)


def yes(value: bool) -> str:  # noqa: FBT001 - the value itself
    """Yes or no as a value."""
    return "yes" if value else "no"


def day_or_year(day: date | int | None) -> Value:
    """A day as ISO, a year as it is written; None where neither is known."""
    return str(day) if isinstance(day, int) else day.isoformat() if day else None
