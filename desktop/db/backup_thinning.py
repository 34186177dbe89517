"""Which backups are kept: recent ones all, older ones by day, week, month and year.

All of the last 2 days, then the newest of each of 12 days, 10 weeks, 12 months and of
every year, and always the 5 newest verified ones.
"""

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta

ALL_WITHIN = timedelta(days=2)
VERIFIED_KEPT = 5
_Slot = tuple[int, ...]


@dataclass(frozen=True, slots=True)
class Dated:
    """What thinning looks at: order by the counter, never by the clock."""

    counter: int
    at: datetime
    verified: bool = True


# How a backup's slot is named, and of how many newest slots one backup stays (none: of all).
_RULES: tuple[tuple[Callable[[datetime], _Slot], int | None], ...] = (
    (lambda at: (at.year, at.month, at.day), 12),
    (lambda at: at.isocalendar()[:2], 10),
    (lambda at: (at.year, at.month), 12),
    (lambda at: (at.year,), None),
)


def kept_counters(backups: Iterable[Dated], *, now: datetime) -> frozenset[int]:
    """The counters of the backups that some rule keeps."""
    newest_first = sorted(backups, key=lambda one: one.counter, reverse=True)
    kept = {one.counter for one in newest_first if now - one.at < ALL_WITHIN}
    verified = [one for one in newest_first if one.verified]
    kept.update(one.counter for one in verified[:VERIFIED_KEPT])
    for slot_of, limit in _RULES:
        # An unverified copy never takes the place of a verified one.
        kept.update(_newest_of_slots(verified or newest_first, slot_of, limit))
    return frozenset(kept)


def _newest_of_slots(
    newest_first: Sequence[Dated], slot_of: Callable[[datetime], _Slot], limit: int | None
) -> list[int]:
    first: dict[_Slot, int] = {}
    for one in newest_first:
        first.setdefault(slot_of(one.at), one.counter)
    return list(first.values())[:limit]
