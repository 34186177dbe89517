"""The communes that go into a merger: their folders opened as copies, and what each brings."""

import contextlib
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from datetime import date
from pathlib import Path
from types import MappingProxyType
from typing import TYPE_CHECKING

from desktop.actions.desk import Desk
from desktop.actions.former_opening import require_all, seated, secret_of
from desktop.actions.periods import closing_in_force, first_month_tracked, period_named
from desktop.actions.sent_periods import SendState, sendable
from desktop.actions.setup import Sources
from desktop.db import area_queries, plan_queries, queries
from desktop.db.former_copies import copy_of_open, opened_copy
from desktop.db.former_rows import FormerRows, former_rows, living_count
from desktop.db.queries import Closing
from desktop.db.slots import Secret
from desktop.domain.commune import CommuneProfile
from desktop.domain.groups import ResidentialGroup
from desktop.domain.merging import FormerCommune, UnsentMonth, UnsentState
from desktop.domain.periods import Period, PeriodKind, parse_period, shifted_month

if TYPE_CHECKING:
    from desktop.actions.passwords import FirstOfficer

_UNSENT = {
    SendState.NOT_SENT: UnsentState.NOT_SENT,
    SendState.PREPARED: UnsentState.NOT_SENT,
    SendState.WRITTEN: UnsentState.WRITTEN,
    SendState.RETURNED: UnsentState.RETURNED,
    SendState.CORRECTED: UnsentState.CORRECTED,
}

NO_PASSWORDS: Mapping[Path, str] = MappingProxyType({})
"""No folder of a merger needs a password."""


@dataclass(frozen=True, slots=True)
class LostFolder:
    """A commune whose folder is lost: the superior's folder, and the commune's code there."""

    superior: Path
    code: str


@dataclass(frozen=True, slots=True)
class Former:
    """A commune that goes in: a desk on a copy of its data, and what it is.

    ``locked``: what it comes from opens with a password only. Where its folder is lost
    (``received``), ``tracked_from`` is the first month that it owed a report of, though that never
    came, ``waiting`` are months whose files wait at the superior, and ``returned`` those that it
    gave back.
    """

    desk: Desk
    profile: CommuneProfile
    source: str
    locked: bool = False
    received: bool = False
    tracked_from: str | None = None
    waiting: frozenset[str] = frozenset()
    returned: frozenset[str] = frozenset()

    @property
    def first_month(self) -> str | None:
        """The first month that it tracked."""
        return first_month_tracked(self.desk)

    def rows(self) -> FormerRows:
        """Everything that goes over or is summed."""
        return former_rows(
            self.desk.store,
            commune=self.profile.name,
            commune_wide_counts=queries.counting_settings(self.desk.store).commune_wide_counts,
            first_month=self.first_month,
        )

    def groups(self, until: str) -> tuple[ResidentialGroup, ...]:
        """Its groups, with the days before the month ``until`` of which nothing is known.

        Those are the months that never came from a folder that is lost: blank is not zero.
        """
        known = queries.groups(self.desk.store)
        if not self.received or self.first_month is None:
            return known
        month, lost = period_named(self.desk, self.first_month), list[tuple[date, date]]()
        while month.id < until:
            if closing_in_force(self.desk, month.id) is None:
                lost.append((month.start, month.end))
            month = period_named(self.desk, shifted_month(month, 1).id)
        return tuple(replace(one, unknown=(*one.unknown, *lost)) for one in known)

    @property
    def month_closings(self) -> tuple[Closing, ...]:
        """The closings of months that are in force."""
        return tuple(
            one
            for one in queries.closings(self.desk.store)
            if one.in_force and parse_period(one.period).kind is PeriodKind.MONTH
        )


class NotACommuneError(LookupError):
    """A folder of a superior, or one without a profile, by its place."""

    code = "not_a_commune"

    def __init__(self, folder: str) -> None:
        super().__init__(folder)
        self.details = {"folder": folder}


@contextlib.contextmanager
def opened_formers(
    folders: tuple[Path, ...],
    lost: tuple[LostFolder, ...],
    copies: Path,
    *,
    sources: Sources,
    own: Desk | None = None,
    passwords: Mapping[Path, str] = NO_PASSWORDS,
    first: "FirstOfficer | None" = None,
) -> Iterator[tuple[Former, ...]]:
    """Every commune of a merger, open as a copy in a folder for them.

    ``own`` is the desk that this program has open; its folder may be one of them. ``passwords``
    are those of folders that need one. What is made of received files opens with the password
    of a ``first`` officer, where there is one.

    Raises:
        StoreError: a folder is none of ours, in use, damaged or too new; named by its place.
        NotAllowedError: it was opened by an officer who does not hold all rights there.
        MovedAwayError: its data went on to another machine.
        NotACommuneError: a folder is not a commune's. LostCommuneError: nothing was received.
    """
    from desktop.actions.lost_communes import rebuilt

    with contextlib.ExitStack() as stack:
        found: list[Former] = []
        for number, folder in enumerate(folders):
            place = copies / str(number)
            secret = secret_of(passwords.get(folder, ""))
            found.append(stack.enter_context(_opened(folder, place, sources, own, secret)))
        for number, one in enumerate(lost, len(folders)):
            place = copies / str(number)
            secret = secret_of(passwords.get(one.superior, ""))
            made = stack.enter_context(
                rebuilt(one.superior, one.code, place, sources=sources, secret=secret, first=first)
            )
            former = _former(made.desk, f"{one.superior}:{one.code}")
            found.append(
                replace(
                    former,
                    locked=made.locked,
                    received=True,
                    tracked_from=made.tracked_from,
                    waiting=made.waiting,
                    returned=made.returned,
                )
            )
        yield tuple(found)


@contextlib.contextmanager
def _opened(
    folder: Path, scratch: Path, sources: Sources, own: Desk | None, secret: Secret | None
) -> Iterator[Former]:
    if own is not None and own.store.folder.resolve() == folder.resolve():
        require_all(own, folder)
        with copy_of_open(own.store, scratch, ids=sources.ids) as store:
            yield _of_folder(Desk(store, sources.clock, sources.ids), folder)
        return
    with opened_copy(folder, scratch, clock=sources.clock, ids=sources.ids, secret=secret) as store:
        desk = seated(store, sources)
        require_all(desk, folder)
        yield _of_folder(desk, folder)


def _of_folder(desk: Desk, folder: Path) -> Former:
    locked = not desk.store.side_file.opens_itself
    return replace(_former(desk, str(folder)), locked=locked)


def _former(desk: Desk, source: str) -> Former:
    from desktop.domain.commune import Role

    profile = queries.profile(desk.store)
    if profile is None or desk.role is not Role.COMMUNE:
        raise NotACommuneError(source)
    return Former(desk, profile, source)


def described(former: Former, month: str) -> FormerCommune:
    """What a commune brings into a merger whose successor reports from ``month`` on."""
    store = former.desk.store
    level, level_on = _level(former.desk)
    return FormerCommune(
        name=former.profile.name,
        code=former.profile.code,
        valid_from=former.profile.valid_from,
        source=former.source,
        received=former.received,
        groups=living_count(store, "residential_groups"),
        sessions=living_count(store, "sessions"),
        models=living_count(store, "models"),
        statements=living_count(store, "not_held"),
        inspections=living_count(store, "inspections"),
        papers=living_count(store, "issued_papers"),
        closings=len([one for one in queries.closings(store) if one.in_force]),
        first_month=former.first_month,
        unsent=unsent_months(former, month),
        closed_after=tuple(one.period for one in former.month_closings if one.period >= month),
        unfinished=living_count(store, "unfinished_lines"),
        level=level,
        level_on=level_on,
        statuses=_statuses(former.desk),
        audit_head=store.head.hash,
        locked=former.locked,
    )


def unsent_months(former: Former, until: str) -> tuple[UnsentMonth, ...]:
    """The months tracked before ``until`` of which it is not known that the superior counts them.

    Only its answer says so: a file that was written may lie on a stick that never arrived.
    Those of a lost folder begin where it began to track, though nothing of them ever came.
    """
    known = [one for one in (former.first_month, former.tracked_from) if one]
    if not known:
        return ()
    # What waits from before is named alone: who sent it is not known yet.
    found = [
        UnsentMonth(name, UnsentState.WAITING)
        for name in sorted(former.waiting)
        if name < min(known)
    ]
    month = period_named(former.desk, min(known))
    while month.id < until:
        state = _unsent(former, month)
        if state is not None:
            found.append(UnsentMonth(month.id, state))
        month = period_named(former.desk, shifted_month(month, 1).id)
    return tuple(found)


def _unsent(former: Former, month: Period) -> UnsentState | None:
    desk = former.desk
    if month.id in former.waiting:
        return UnsentState.WAITING
    if former.received:
        if closing_in_force(desk, month.id) is None:
            return UnsentState.NOT_RECEIVED
        return UnsentState.RETURNED if month.id in former.returned else None
    way = sendable(desk, month)
    if way is None:
        return UnsentState.NOT_CLOSED
    if way.held:
        return UnsentState.HELD
    return UnsentState.BY_CODE if way.came_by_code else _UNSENT.get(way.state)


def _level(desk: Desk) -> tuple[str, date | None]:
    """The last level of the area and the day of its assessment."""
    from desktop.actions.area_rules import shipped_rules
    from desktop.domain.areas import rule_of

    known = area_queries.area_assessments(desk.store)
    if not known:
        return "", None
    last = known[-1]
    rule = rule_of(shipped_rules(), last.rule_id)
    level = rule.level(last.level) if rule is not None else None
    return (level.label if level is not None else last.level), last.on


def _statuses(desk: Desk) -> tuple[str, ...]:
    """The statuses that hold, by the last event of each."""
    last = {one.status: one for one in plan_queries.status_events(desk.store)}
    return tuple(name for name, event in sorted(last.items()) if event.holds)
