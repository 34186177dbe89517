"""The counting rules: who is due, who is met, what is kept up.

Plan 302/KH-UBND, objective 4: at least one outreach session a month in each
residential group, and at least one model kept up in each.
"""

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from decimal import ROUND_HALF_UP, Decimal
from enum import StrEnum
from functools import lru_cache

from desktop.domain.groups import GroupState, ResidentialGroup
from desktop.domain.models import CommunityModel
from desktop.domain.periods import Period
from desktop.domain.sessions import NotHeldStatement, OutreachSession


@dataclass(frozen=True, slots=True)
class Share:
    """A numerator over a denominator, the numerator never above it."""

    met: int
    due: int

    def __post_init__(self) -> None:
        if not 0 <= self.met <= self.due:
            raise ValueError(f"{self.met}/{self.due}")

    @property
    def fraction(self) -> float | None:
        """The ratio 0–1; none for 0/0, which reads "không phát sinh"."""
        return self.met / self.due if self.due else None

    @property
    def percent(self) -> Decimal | None:
        """The percentage with one decimal; more where one would make it 0 or 100."""
        if not self.due:
            return None
        if self.met in (0, self.due):
            return Decimal(100 if self.met else 0)
        exact, step = Decimal(self.met * 100) / self.due, Decimal("0.1")
        while (rounded := exact.quantize(step, ROUND_HALF_UP)) in (0, 100):
            step /= 10
        return rounded


@dataclass(frozen=True, slots=True)
class Credit:
    """``count`` counting sessions that name a group on a day; no group: commune-wide."""

    group_id: str | None
    day: date
    count: int = 1


def credits_of(sessions: Iterable[OutreachSession]) -> tuple[Credit, ...]:
    """The credits of sessions: a joint session credits each group that it names."""
    found: list[Credit] = []
    for session in sessions:
        if session.counts:
            names: tuple[str | None, ...] = session.group_ids or (
                (None,) if session.commune_wide else ()
            )
            found.extend(Credit(name, session.held_on) for name in names)
    return tuple(found)


class CellState(StrEnum):
    """A group's month: met, missing, nil stated, not applicable, or still to come."""

    MET = "met"
    MISSING = "missing"
    NIL = "nil"
    NOT_APPLICABLE = "not_applicable"
    TO_COME = "to_come"


@dataclass(frozen=True, slots=True)
class Cell:
    """One cell of the matrix groups × months: the state and the number of sessions credited."""

    state: CellState
    count: int = 0


_MISSING = Cell(CellState.MISSING)
_TO_COME = Cell(CellState.TO_COME)


@lru_cache(maxsize=256)
def _met_cell(count: int) -> Cell:
    return Cell(CellState.MET, count)


@dataclass(frozen=True, slots=True)
class MonthDuty:
    """The duty of one month by group id, in the order of the groups given."""

    month: Period
    due: tuple[str, ...]
    met: tuple[str, ...]
    missing: tuple[str, ...]
    stated: tuple[tuple[str, str], ...] = ()
    """Of the missing: (group, reason) where "không tổ chức, lý do …" was stated."""

    @property
    def share(self) -> Share:
        """Groups met / groups due."""
        return Share(len(self.met), len(self.due))


@dataclass(frozen=True, slots=True)
class DutyTable:
    """Sessions credited by group and month, ready for any of the duty's questions."""

    groups: tuple[ResidentialGroup, ...]
    counts: Mapping[tuple[str, str], int]
    reasons: Mapping[tuple[str, str], str]
    first_month: str | None = None

    def is_due(self, group: ResidentialGroup, month: Period) -> bool:
        """A group is due in a tracked month on whose closing date it is active."""
        return (self.first_month is None or month.id >= self.first_month) and group.due_in(month)

    def month(self, month: Period) -> MonthDuty:
        """Who is due, met and missing in one month."""
        due = [group.id for group in self.groups if self.is_due(group, month)]
        met = tuple(g for g in due if self.counts.get((g, month.id)))
        missing = tuple(g for g in due if not self.counts.get((g, month.id)))
        stated = tuple(
            (g, self.reasons[g, month.id]) for g in missing if (g, month.id) in self.reasons
        )
        return MonthDuty(month, tuple(due), met, missing, stated)

    def row(
        self, group: ResidentialGroup, months: Sequence[Period], *, today: date
    ) -> tuple[Cell, ...]:
        """The matrix cells of a group; ``today`` tells what is still to come."""
        always = group.active_from is None and group.active_until is None and not group.unknown
        first = self.first_month or ""
        return tuple(
            self._due_cell(group.id, month, today)
            if month.id >= first and (always or group.due_in(month))
            else Cell(CellState.NOT_APPLICABLE, self.counts.get((group.id, month.id), 0))
            for month in months
        )

    def _due_cell(self, group_id: str, month: Period, today: date) -> Cell:
        count = self.counts.get((group_id, month.id), 0)
        if count:
            return _met_cell(count)
        if (group_id, month.id) in self.reasons:
            return Cell(CellState.NIL)
        return _TO_COME if month.start > today else _MISSING


def successors(groups: Iterable[ResidentialGroup]) -> dict[str, tuple[tuple[str, date], ...]]:
    """For each merged group: (successor, day of merging) along the whole chain of mergers."""
    by_id = {group.id: group for group in groups}
    return {
        group.id: chain
        for group in by_id.values()
        if group.end is GroupState.MERGED
        and (chain := tuple(_chain(group, by_id, frozenset({group.id}))))
    }


def _chain(
    group: ResidentialGroup, by_id: Mapping[str, ResidentialGroup], seen: frozenset[str]
) -> Iterable[tuple[str, date]]:
    if group.end is not GroupState.MERGED or group.active_until is None:
        return
    for other in group.successor_ids:
        if other not in seen and other in by_id:
            yield other, group.active_until
            yield from _chain(by_id[other], by_id, seen | {other})


def duty_table(
    *,
    groups: Sequence[ResidentialGroup],
    months: Sequence[Period],
    credits: Iterable[Credit],  # noqa: A002 - the field's own term
    statements: Iterable[NotHeldStatement] = (),
    first_month: str | None = None,
    commune_wide_counts: bool = False,
) -> DutyTable:
    """Counts credits by group and month.

    A surplus stays in its month. A session of a group that was merged later in the
    same month counts for the group it went into too. Commune-wide
    activity credits every group active that day only where the committee says so.
    """
    counts: defaultdict[tuple[str, str], int] = defaultdict(int)
    later = successors(groups)
    ordered = sorted(months)
    holding: dict[date, Period | None] = {}
    for credit in credits:
        if credit.day not in holding:
            holding[credit.day] = _month_holding(ordered, credit.day)
        month = holding[credit.day]
        if month is None:
            continue
        if credit.group_id is not None:
            counts[credit.group_id, month.id] += credit.count
            for heir, merged_on in later.get(credit.group_id, ()):
                if credit.day < merged_on < month.end:
                    counts[heir, month.id] += credit.count
        elif commune_wide_counts:
            for group in groups:
                if group.active_on(credit.day):
                    counts[group.id, month.id] += credit.count
    reasons = {(item.group_id, item.month): item.reason for item in statements}
    return DutyTable(tuple(groups), counts, reasons, first_month)


def _month_holding(ordered: Sequence[Period], day: date) -> Period | None:
    low, high = 0, len(ordered)
    while low < high:
        middle = (low + high) // 2
        if ordered[middle].end <= day:
            low = middle + 1
        else:
            high = middle
    return ordered[low] if low < len(ordered) and day in ordered[low] else None


@dataclass(frozen=True, slots=True)
class Upkeep:
    """Models kept up on a closing date, by group id."""

    on: date
    active: tuple[str, ...]
    kept: tuple[str, ...]
    lacking: tuple[str, ...]
    live_models: tuple[str, ...]
    shared_models: tuple[str, ...]

    @property
    def share(self) -> Share:
        """Groups with a live model / groups active."""
        return Share(len(self.kept), len(self.active))


def upkeep(
    *, groups: Sequence[ResidentialGroup], models: Iterable[CommunityModel], on: date
) -> Upkeep:
    """Which groups keep up at least one model on a day.

    Launched, active and weak count; paused does not. A shared model credits each of
    its groups, a commune-wide one none. A model of a merged group goes on in the
    group it was merged into.
    """
    later = successors(groups)
    kept: set[str] = set()
    live: list[str] = []
    shared: list[str] = []
    for model in models:
        if not model.live_on(on):
            continue
        live.append(model.id)
        if len(model.group_ids) > 1:
            shared.append(model.id)
        for group_id in model.group_ids:
            kept.add(group_id)
            kept.update(heir for heir, merged_on in later.get(group_id, ()) if merged_on <= on)
    active = tuple(group.id for group in groups if group.active_on(on))
    return Upkeep(
        on,
        active,
        tuple(g for g in active if g in kept),
        tuple(g for g in active if g not in kept),
        tuple(live),
        tuple(shared),
    )


@dataclass(frozen=True, slots=True)
class ActivityTotals:
    """What was done in a period; a joint session's attendance is counted once.

    ``attendance_missing`` counts held sessions whose attendance was not entered.
    """

    sessions: int = 0
    attendance: int = 0
    attendance_missing: int = 0
    joint_sessions: int = 0
    commune_wide_sessions: int = 0

    @property
    def attendance_known(self) -> bool:
        """Whether any attendance was entered: what was not entered is not nought."""
        return not self.sessions or self.attendance_missing < self.sessions


def activity(sessions: Iterable[OutreachSession], period: Period) -> ActivityTotals:
    """The totals of the counting sessions of a period."""
    held = [session for session in sessions if session.counts and session.held_on in period]
    return ActivityTotals(
        sessions=len(held),
        attendance=sum(session.attendance or 0 for session in held),
        attendance_missing=sum(session.attendance is None for session in held),
        joint_sessions=sum(len(session.group_ids) > 1 for session in held),
        commune_wide_sessions=sum(session.commune_wide for session in held),
    )
