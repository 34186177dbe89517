"""How the files of a reception stand now: what it brought may wait for a person still."""

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from desktop.actions.desk import Desk
from desktop.actions.verdicts import consolidation_of
from desktop.db.received_queries import (
    ReceivedPackage,
    Reception,
    active_packages,
    reception_packages,
    receptions,
    taken_back_packages,
)
from desktop.exchange.received import Standing


@dataclass(frozen=True, slots=True)
class BroughtFile:
    """A file that a reception brought; ``standing`` is empty where it counts no longer at all."""

    package: ReceivedPackage
    standing: str = ""


@dataclass(frozen=True, slots=True)
class StoodReception:
    """A reception; ``waiting`` of its files wait for a person, ``counting`` are in the totals.

    The others were left out, or a later file stands in their place. ``files`` are all that it
    brought, by unit and period.
    """

    reception: Reception
    waiting: int = 0
    counting: int = 0
    files: tuple[BroughtFile, ...] = ()


def stood_receptions(desk: Desk) -> tuple[StoodReception, ...]:
    """Every reception, the newest first, each with how its files stand now."""
    standing = {one.package.package_id: one.standing for one in consolidation_of(desk).verdicts}
    known = {
        one.package_id: one
        for one in (*taken_back_packages(desk.store), *active_packages(desk.store))
    }
    brought = reception_packages(desk.store)
    return tuple(
        _stood(one, [known[name] for name in brought.get(one.id, ()) if name in known], standing)
        for one in receptions(desk.store)
    )


def _stood(
    one: Reception, packages: Sequence[ReceivedPackage], standing: Mapping[str, Standing]
) -> StoodReception:
    ordered = sorted(packages, key=lambda file: (file.unit_code, file.period, file.sequence))
    if one.undone_at is not None:
        return StoodReception(one, files=tuple(BroughtFile(file) for file in ordered))
    files = tuple(BroughtFile(file, standing.get(file.package_id, "")) for file in ordered)
    found = Counter(file.standing for file in files)
    return StoodReception(one, found[Standing.TO_VERIFY], found[Standing.IN_FORCE], files)
