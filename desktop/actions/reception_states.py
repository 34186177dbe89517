"""How the files of a reception stand now: what it brought may wait for a person still."""

from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass

from desktop.actions.desk import Desk
from desktop.actions.verdicts import consolidation_of
from desktop.db.received_queries import Reception, reception_packages, receptions
from desktop.exchange.received import Standing


@dataclass(frozen=True, slots=True)
class StoodReception:
    """A reception; ``waiting`` of its files wait for a person, ``counting`` are in the totals.

    The others were left out, or a later file stands in their place.
    """

    reception: Reception
    waiting: int = 0
    counting: int = 0


def stood_receptions(desk: Desk) -> tuple[StoodReception, ...]:
    """Every reception, the newest first, each with how its files stand now."""
    standing = {one.package.package_id: one.standing for one in consolidation_of(desk).verdicts}
    brought = reception_packages(desk.store)
    return tuple(
        _stood(one, Counter(standing.get(name) for name in brought.get(one.id, ())))
        for one in receptions(desk.store)
    )


def _stood(one: Reception, found: Mapping[Standing | None, int]) -> StoodReception:
    if one.undone_at is not None:
        return StoodReception(one)
    return StoodReception(one, found[Standing.TO_VERIFY], found[Standing.IN_FORCE])
