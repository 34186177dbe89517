"""Which backups are kept: recent ones all, older ones by day, week, month and year.

All of the last 2 days, then the newest of each of 12 days, 10 weeks, 12 months and of
every year, and always the 5 newest verified ones. Nothing goes while damage is suspected.
"""

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime, timedelta

ALL_WITHIN = timedelta(days=2)
VERIFIED_KEPT = 5
A_DAY = 100
"""More backups than one every half hour and some by hand make in a day: the clock stands still."""
_Slot = tuple[int, ...]


@dataclass(frozen=True, slots=True)
class Dated:
    """What thinning looks at: order by the counter, never by the clock."""

    counter: int
    at: datetime
    verified: bool = True
    damaged: bool = False


def _month(at: datetime) -> _Slot:
    return at.year, at.month


# How a backup's slot is named, and of how many newest slots one backup stays (none: of all).
_RULES: tuple[tuple[Callable[[datetime], _Slot], int | None], ...] = (
    (lambda at: (at.year, at.month, at.day), 12),
    (lambda at: at.isocalendar()[:2], 10),
    (_month, 12),
    (lambda at: (at.year,), None),
)


def damage_suspected(backups: Iterable[Dated]) -> bool:
    """Whether copies were found damaged and too few sound ones have been made after them."""
    known = tuple(backups)
    last = max((one.counter for one in known if one.damaged), default=None)
    if last is None:
        return False
    return sum(one.verified and one.counter > last for one in known) < VERIFIED_KEPT


def kept_counters(backups: Iterable[Dated], *, now: datetime) -> frozenset[int]:
    """The counters of the backups that some rule keeps."""
    newest_first = _apart(sorted(backups, key=lambda one: one.counter, reverse=True))
    kept = {one.counter for one in newest_first if now - one.at < ALL_WITHIN}
    verified = [one for one in newest_first if one.verified]
    kept.update(one.counter for one in verified[:VERIFIED_KEPT])
    for slot_of, limit in _RULES:
        # An unverified copy never takes the place of a verified one.
        kept.update(_newest_of_slots(verified, slot_of, limit))
    # It may be all that is left of its time.
    sound = {_month(one.at) for one in verified}
    alone = [one for one in newest_first if not one.verified and _month(one.at) not in sound]
    kept.update(_newest_of_slots(alone, _month, None))
    return frozenset(kept)


def _apart(newest_first: list[Dated]) -> list[Dated]:
    """A clock that says one day for ever: each further hundred of its copies counts as a day."""
    of_day: dict[date, list[int]] = {}
    for one in newest_first:
        of_day.setdefault(one.at.date(), []).append(one.counter)
    return [_moved(one, of_day[one.at.date()]) for one in newest_first]


def _moved(one: Dated, of_day: Sequence[int]) -> Dated:
    newest, oldest = of_day[0], of_day[-1]
    if newest - oldest <= A_DAY:
        return one
    # By the number itself, so that what stood once for a day goes on to stand for it.
    return replace(one, at=one.at - timedelta(days=newest // A_DAY - one.counter // A_DAY))


def _newest_of_slots(
    newest_first: Sequence[Dated], slot_of: Callable[[datetime], _Slot], limit: int | None
) -> list[int]:
    first: dict[_Slot, int] = {}
    for one in newest_first:
        first.setdefault(slot_of(one.at), one.counter)
    return list(first.values())[:limit]
