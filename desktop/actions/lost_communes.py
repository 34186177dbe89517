"""A commune whose folder is lost, rebuilt from what its superior received and holds in force.

A snapshot gives the groups, sessions, statements, models and counts of its period. It cannot
give what was never sent: heads and their telephones, the days on which groups began or ended
inside a month, decisions of their lives, activities of models, single inspections and
assessments, milestones of the area's conversion, the population of the years, what the committee
added to its plan, set as its targets and baselines, answers and tasks of the plan, opening totals,
paragraphs and the trash.
"""

import contextlib
import zlib
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING

from desktop.actions.desk import Desk
from desktop.actions.former_opening import require_all, seated
from desktop.actions.lost_filling import LostMonth, fill
from desktop.actions.setup import Sources, new_commune
from desktop.actions.verdicts import consolidation_of, given_back_reports
from desktop.db import queries
from desktop.db.backup_copy import scratch_folder
from desktop.db.former_copies import opened_copy
from desktop.db.received_queries import received_snapshots
from desktop.db.slots import Secret
from desktop.db.unit_queries import expected_units
from desktop.domain.commune import CommuneProfile, Role
from desktop.domain.expected_units import UnitId
from desktop.domain.periods import PeriodKind, month_of, parse_period
from desktop.domain.snapshot import read_snapshot
from desktop.exchange.received import Received

if TYPE_CHECKING:
    from desktop.actions.passwords import FirstOfficer


class LostCommuneError(LookupError):
    """A superior's folder that holds nothing in force of a commune, or of any (no code).

    ``waiting`` files of it lie there all the same, for a person to accept or to decide on.
    ``code`` and ``details`` have words, as those of a StoreError.
    """

    def __init__(self, folder: Path, code: str, *, superior: bool, waiting: int = 0) -> None:
        super().__init__(f"{folder}:{code}")
        self.folder = folder
        received = "unit_not_received" if code else "nothing_received"
        if waiting:
            received = "unit_waits" if code else "all_wait"
        self.code = received if superior else "not_a_superior"
        self.details = {"folder": str(folder), "code": code, "count": str(waiting)}


@dataclass(frozen=True, slots=True)
class Rebuilt:
    """A commune made of what its superior holds in force, and what it does not make.

    ``tracked_from`` is the first month that the commune itself tracked, as it said last, or else
    the first that the superior expects; ``waiting`` are the months of which a file waits for a
    person, and ``returned`` those given back for correction. They are named before a merger: what
    is not in force does not come over. ``locked``: the superior's folder opens with a password.
    """

    desk: Desk
    tracked_from: str | None
    waiting: frozenset[str]
    returned: frozenset[str]
    locked: bool


@dataclass(frozen=True, slots=True)
class LostUnit:
    """A unit of which a superior holds months in force, with its name in the last of them.

    ``waiting`` files of it wait for a person; with no months in force nothing comes of it yet.
    """

    code: str
    name: str
    months: int
    waiting: int = 0


def lost_units(
    folder: Path, *, sources: Sources, secret: Secret | None = None
) -> tuple[LostUnit, ...]:
    """The units that could be rebuilt from a superior's folder, by their codes.

    Those of which files only wait come after the others.

    Raises:
        StoreError: the folder cannot be read.
        LostCommuneError: it is no superior's, or nothing at all is in force there.
    """
    with (
        scratch_folder() as scratch,
        opened_copy(
            folder, Path(scratch) / "0", clock=sources.clock, ids=sources.ids, secret=secret
        ) as store,
    ):
        desk = seated(store, sources)
        require_all(desk, folder)
        if desk.role is not Role.SUPERIOR:
            raise LostCommuneError(folder, "", superior=False)
        units = _lost_units(desk)
    if not any(one.months for one in units):
        waiting = sum(one.waiting for one in units)
        raise LostCommuneError(folder, "", superior=True, waiting=waiting)
    return units


def _lost_units(desk: Desk) -> tuple[LostUnit, ...]:
    found = consolidation_of(desk)
    codes = {unit.code for unit, _period in found.in_force}
    waiting = Counter(one.package.unit.code for one in found.to_verify)
    names = {one.code: one.name for one in expected_units(desk.store)}
    units: list[LostUnit] = []
    for code in sorted(codes | waiting.keys()):
        months = _months_in_force(desk, code)
        name = months[-1].snapshot.commune if months else names.get(code, "")
        if months or waiting[code]:
            units.append(LostUnit(code, name, len(months), waiting[code]))
    return tuple(sorted(units, key=lambda one: not one.months))


@contextlib.contextmanager
def rebuilt(
    folder: Path,
    code: str,
    scratch: Path,
    *,
    sources: Sources,
    secret: Secret | None = None,
    first: "FirstOfficer | None" = None,
) -> Iterator[Rebuilt]:
    """A commune's desk in a scratch folder, made of its snapshots in force at the superior.

    It opens with the password of a ``first`` officer, where there is one.

    Raises:
        StoreError: the superior's folder cannot be read. NotAllowedError: by that officer.
        LostCommuneError: it is no superior's, or nothing of the commune is in force there.
    """
    beside = scratch.with_name(f"{scratch.name}-superior")
    with opened_copy(folder, beside, clock=sources.clock, ids=sources.ids, secret=secret) as store:
        desk = seated(store, sources)
        require_all(desk, folder)
        months = _months_in_force(desk, code) if desk.role is Role.SUPERIOR else ()
        if not months:
            superior = desk.role is Role.SUPERIOR
            count = _waiting_files(desk, code) if superior else 0
            raise LostCommuneError(folder, code, superior=superior, waiting=count)
        waiting = _waiting_months(desk, months[-1].package.unit)
        given_back = given_back_reports(desk)
        returned = frozenset(
            one.snapshot.period.id for one in months if one.package.package_id in given_back
        )
        tracked_from = _tracked_from(desk, months)
        locked = not store.side_file.opens_itself
    made = new_commune(scratch, _profile(months), sources=sources, first=first)
    if made.value is None:
        raise LostCommuneError(folder, code, superior=True)
    with made.value as commune:
        fill(commune, months)
        yield Rebuilt(commune, tracked_from, waiting, returned, locked)


def _tracked_from(desk: Desk, months: Sequence[LostMonth]) -> str | None:
    """The commune's own first month; where it named none, the first that the superior expects."""
    own = months[-1].snapshot.first_month
    expected = queries.settings(desk.store).get(queries.FIRST_MONTH)
    if own or not expected:
        return own
    rule = queries.counting_settings(desk.store).period_rule
    return max(expected, month_of(months[-1].package.unit.valid_from, rule).id)


def _waiting_files(desk: Desk, code: str) -> int:
    return sum(one.package.unit.code == code for one in consolidation_of(desk).to_verify)


def _waiting_months(desk: Desk, unit: UnitId) -> frozenset[str]:
    found = {
        one.package.period for one in consolidation_of(desk).to_verify if one.package.unit == unit
    }
    return frozenset(name for name in found if parse_period(name).kind is PeriodKind.MONTH)


def _months_in_force(desk: Desk, code: str) -> tuple[LostMonth, ...]:
    """The months of the unit with a code, of the newest valid-from, the oldest month first."""
    held = {
        (unit, period): package
        for (unit, period), package in consolidation_of(desk).in_force.items()
        if unit.code == code
    }
    newest = max((unit for unit, _period in held), default=UnitId(code, date.min))
    packages = [package for (unit, _period), package in held.items() if unit == newest]
    packed = received_snapshots(desk.store, [one.package_id for one in packages])
    found = [_read(one, zlib.decompress(packed[one.package_id])) for one in packages]
    months = [one for one in found if one.snapshot.period.kind is PeriodKind.MONTH]
    return tuple(sorted(months, key=lambda one: one.snapshot.period.start))


def _read(package: Received, data: bytes) -> LostMonth:
    return LostMonth(package, data, read_snapshot(data))


def _profile(months: Sequence[LostMonth]) -> CommuneProfile:
    last = months[-1].snapshot
    tracked = min(one.snapshot.period.id for one in months)
    return CommuneProfile(
        name=last.commune,
        code=last.code,
        valid_from=last.valid_from,
        superior=last.superior,
        committee_name=last.committee,
        first_month=max(tracked, last.first_month or tracked),
    )
