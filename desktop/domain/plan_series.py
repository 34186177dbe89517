"""The facts of many periods at once: what the objectives read, month after month, over years.

The same figures as the snapshot of each period gives, from narrow rows and in one pass: what
changes only on some days (who is due, what is kept up) is computed once between them.
"""

from bisect import bisect_left, bisect_right
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import date
from itertools import accumulate
from typing import NamedTuple

from desktop.domain.commune import CountingSettings
from desktop.domain.counting import Upkeep, successors, upkeep
from desktop.domain.groups import ResidentialGroup
from desktop.domain.models import CommunityModel
from desktop.domain.periods import (
    Period,
    PeriodKind,
    PeriodRule,
    month_of,
    months_in,
    parse_period,
    year_begin,
    year_months,
)
from desktop.domain.plan_entries import PlanEntries, answers_on
from desktop.domain.plan_facts import Answer, DutyMonth, PlanFacts
from desktop.domain.sessions import OutreachSession


class SessionDay(NamedTuple):
    """The counting sessions of one day.

    ``attendance_missing`` counts those whose attendance was not entered, ``commune_wide``
    those for the whole commune that name no group; ``group_ids`` holds each group once for
    every session that names it.
    """

    day: date
    sessions: int = 0
    attendance: int = 0
    attendance_missing: int = 0
    commune_wide: int = 0
    group_ids: tuple[str, ...] = ()


@dataclass(slots=True)
class Ground:
    """What the facts of every period stand on; ``first_month`` is the first one tracked.

    Who is active and what is kept up changes only on some days ("turns"): what was found
    for a day holds for all days up to the next turn, and is kept.
    """

    groups: tuple[ResidentialGroup, ...]
    models: tuple[CommunityModel, ...]
    settings: CountingSettings
    first_month: str | None = None
    _partly_known: tuple[ResidentialGroup, ...] = field(init=False)
    _life_turns: list[date] = field(init=False)
    _name_turns: list[date] = field(init=False)
    _upkeep_turns: list[date] = field(init=False)
    _names: dict[int, dict[str, str]] = field(default_factory=dict)
    _active: dict[int, tuple[str, ...]] = field(default_factory=dict)
    _upkeep: dict[tuple[int, bool], Upkeep] = field(default_factory=dict)

    def __post_init__(self) -> None:
        self._partly_known = tuple(one for one in self.groups if one.unknown)
        lives = {day for one in self.groups for day in (one.active_from, one.active_until) if day}
        named = {day for one in self.groups for day, _name in one.renamings}
        kept = {day for one in self.models for day in _turns(one)}
        self._life_turns = sorted(lives)
        self._name_turns = sorted(lives | named)
        self._upkeep_turns = sorted(lives | kept)

    def tracked(self, month: str) -> bool:
        """Whether a month is tracked."""
        return self.first_month is None or month >= self.first_month

    def active(self, day: date) -> tuple[str, ...]:
        """The groups active on a day."""
        turn = bisect_right(self._life_turns, day)
        if turn not in self._active:
            self._active[turn] = tuple(one.id for one in self.groups if one.active_on(day))
        return self._active[turn]

    def due(self, month: Period) -> tuple[str, ...]:
        """The groups on which the duty of a month falls."""
        active = self.active(month.last_day)
        if not self._partly_known:
            return active
        unknown = {one.id for one in self._partly_known if not one.due_in(month)}
        return tuple(one for one in active if one not in unknown)

    def names(self, day: date) -> dict[str, str]:
        """The names on a day of the groups active then."""
        turn = bisect_right(self._name_turns, day)
        if turn not in self._names:
            self._names[turn] = {
                one.id: one.name_on(day) for one in self.groups if one.active_on(day)
            }
        return self._names[turn]

    def upkeep(self, day: date, *, tracked: bool) -> Upkeep:
        """The upkeep on a day or between the same turns; untracked it applies to no group."""
        turn = bisect_right(self._upkeep_turns, day), tracked
        if turn not in self._upkeep:
            groups = self.groups if tracked else ()
            self._upkeep[turn] = upkeep(groups=groups, models=self.models, on=day)
        return self._upkeep[turn]


def _turns(model: CommunityModel) -> Iterable[date]:
    if model.founded is not None:
        yield model.founded
    yield from (change.since for change in model.statuses if change.since is not None)


def days_of_sessions(sessions: Iterable[OutreachSession]) -> tuple[SessionDay, ...]:
    """The days of counting sessions, the earliest first."""
    found: dict[date, list[OutreachSession]] = {}
    for session in sessions:
        if session.counts:
            found.setdefault(session.held_on, []).append(session)
    return tuple(_session_day(day, found[day]) for day in sorted(found))


def _session_day(day: date, held: Sequence[OutreachSession]) -> SessionDay:
    return SessionDay(
        day=day,
        sessions=len(held),
        attendance=sum(one.attendance or 0 for one in held),
        attendance_missing=sum(one.attendance is None for one in held),
        commune_wide=sum(one.commune_wide and not one.group_ids for one in held),
        group_ids=tuple(group_id for one in held for group_id in one.group_ids),
    )


def duty_months(period: Period, rule: PeriodRule) -> tuple[Period, ...]:
    """The months of the duty in a period: by number, or by closing date for a range of days."""
    if period.kind is PeriodKind.AD_HOC:
        return months_in(period, rule)
    return months_in(parse_period(period.id, rule), rule)


def reporting_year(period: Period, rule: PeriodRule) -> int:
    """The reporting year of a period; a range of days belongs to that of its last day."""
    if period.kind is PeriodKind.AD_HOC:
        return month_of(period.last_day, rule).year
    return period.year


def days_needed(periods: Iterable[Period], settings: CountingSettings) -> tuple[date, date]:
    """The days ``start`` ≤ day < ``end`` whose sessions the facts of periods read."""
    wanted = tuple(periods)
    spans = (*wanted, *_months_counted(wanted, settings))
    return min(one.start for one in spans), max(one.end for one in spans)


def _months_counted(periods: Sequence[Period], settings: CountingSettings) -> tuple[Period, ...]:
    """The months of the duty in the reporting years of periods, and their own, in order."""
    rule = settings.duty_rule
    years = {reporting_year(period, settings.period_rule) for period in periods}
    months = {month.id: month for year in years for month in year_months(year, rule)}
    for period in periods:
        if period.kind is not PeriodKind.MONTH:
            months |= {month.id: month for month in duty_months(period, rule)}
    return tuple(sorted(months.values()))


def period_facts(
    periods: Sequence[Period],
    *,
    ground: Ground,
    days: Sequence[SessionDay],
    today: date | None = None,
) -> tuple[PlanFacts, ...]:
    """The facts of each period, as its snapshot would give them.

    A period that is not over ``today`` speaks as its draft does (None: all of them are over).
    ``periods`` are reporting months or any others; ``days`` are in order and hold all
    sessions of ``days_needed``; what was entered for a plan is added by ``all_entered``.
    """
    months = _months_counted(periods, ground.settings)
    counts = _Counts(ground, _counted(months, ground, days))
    totals = _Totals.of(days)
    return tuple(_facts(period, counts, totals, today) for period in periods)


def all_entered(facts: Iterable[PlanFacts], entries: PlanEntries) -> tuple[PlanFacts, ...]:
    """The facts of several periods together with what was entered for the plan."""
    statuses = entries.dated_statuses()
    turns = sorted({one.on for one in entries.answers if one.on is not None})
    answers: dict[int, dict[str, Answer]] = {}
    found: list[PlanFacts] = []
    for one in facts:
        turn = bisect_right(turns, one.last_day)
        if turn not in answers:
            answers[turn] = answers_on(entries.answers, one.last_day)
        found.append(
            replace(
                one,
                counts=entries.counts,
                openings=entries.openings,
                baselines=entries.baselines,
                targets=entries.targets,
                statuses=statuses,
                answers=answers[turn],
                unit=entries.unit,
            )
        )
    return tuple(found)


def to_date(months: Sequence[PlanFacts]) -> PlanFacts:
    """The facts of months that follow one another as those of one span to the last of them.

    What is counted on the closing date is that of the last month. Attendance is unknown
    where one of them lacks it.
    """
    last = months[-1]
    attendance = [month.attendance for month in months]
    return replace(
        last,
        months=tuple(name for month in months for name in month.months),
        first_day=months[0].first_day,
        duty=tuple(duty for month in months for duty in month.duty),
        group_names={name: text for month in months for name, text in month.group_names.items()},
        sessions=sum(month.sessions for month in months),
        attendance=None if None in attendance else sum(one or 0 for one in attendance),
    )


def _counted(
    months: Sequence[Period], ground: Ground, days: Sequence[SessionDay]
) -> dict[str, Counter[str]]:
    """Sessions credited by month and group, by the rules of ``duty_table``."""
    counts: dict[str, Counter[str]] = {month.id: Counter() for month in months}
    named: dict[str, list[str]] = {month.id: [] for month in months}
    ends = [month.end for month in months]
    heirs = successors(ground.groups)
    for day in days:
        place = bisect_right(ends, day.day)
        if place == len(months) or day.day not in months[place]:
            continue
        month = months[place]
        named[month.id] += day.group_ids
        if heirs:
            named[month.id] += _inherited(day, month, heirs)
        if day.commune_wide and ground.settings.commune_wide_counts:
            for group in ground.groups:
                if group.active_on(day.day):
                    counts[month.id][group.id] += day.commune_wide
    for name, group_ids in named.items():
        counts[name].update(group_ids)
    return counts


def _inherited(
    day: SessionDay, month: Period, heirs: Mapping[str, tuple[tuple[str, date], ...]]
) -> list[str]:
    """The groups that those of the day were merged into later in the same month."""
    return [
        heir
        for group_id in day.group_ids
        for heir, merged_on in heirs.get(group_id, ())
        if day.day < merged_on < month.end
    ]


@dataclass(frozen=True, slots=True)
class _Totals:
    """Running sums over the days: sessions, attendance, sessions without it."""

    days: tuple[date, ...]
    sums: tuple[tuple[int, int, int], ...]

    @classmethod
    def of(cls, days: Sequence[SessionDay]) -> "_Totals":
        rows = ((day.sessions, day.attendance, day.attendance_missing) for day in days)
        sums = accumulate(
            rows, lambda a, b: (a[0] + b[0], a[1] + b[1], a[2] + b[2]), initial=(0, 0, 0)
        )
        return cls(tuple(day.day for day in days), tuple(sums))

    def within(self, period: Period) -> tuple[int, int | None]:
        """The sessions of a period and their attendance; None where one lacks it."""
        before = self.sums[bisect_left(self.days, period.start)]
        until = self.sums[bisect_left(self.days, period.end)]
        missing = until[2] - before[2]
        return until[0] - before[0], None if missing else until[1] - before[1]


@dataclass(slots=True)
class _Counts:
    """The sessions credited by month and group, and what is made of them for all periods."""

    ground: Ground
    credited: Mapping[str, Counter[str]]
    _in_year: dict[int, frozenset[str]] = field(default_factory=dict)
    _months: dict[tuple[str, bool], DutyMonth] = field(default_factory=dict)

    def duty(self, month: Period, *, in_year: bool) -> DutyMonth:
        """The duty of a month; outside of the reporting year a group is met or not, no more."""
        key = month.id, in_year
        if key not in self._months:
            due = self.ground.due(month) if self.ground.tracked(month.id) else ()
            counts = self.credited[month.id]
            met = {one: counts[one] if in_year else 1 for one in due if one in counts}
            self._months[key] = DutyMonth(month.id, due, met)
        return self._months[key]

    def names(self, day: date, year: int, duty: Sequence[DutyMonth]) -> Mapping[str, str]:
        """The names on a day of the groups active, due, or credited in the reporting year."""
        active = self.ground.names(day)
        named = {one for month in duty for one in (*month.due, *self.credited[month.month])}
        others = (named | self._credited_in(year)) - active.keys()
        if not others:
            return active
        return active | {one.id: one.name_on(day) for one in self.ground.groups if one.id in others}

    def _credited_in(self, year: int) -> frozenset[str]:
        if year not in self._in_year:
            months = (f"{year:04d}-{number:02d}" for number in range(1, 13))
            self._in_year[year] = frozenset(one for month in months for one in self.credited[month])
        return self._in_year[year]


def _still_open(period: Period, month: Period, as_of: date) -> bool:
    """Whether a month of a longer running period can still be met, so that it is not due yet."""
    running = as_of < period.last_day and period.kind is not PeriodKind.MONTH
    return running and month.last_day > as_of


def _months_over(period: Period, months: Sequence[Period], as_of: date) -> tuple[str, ...]:
    """The months that figures are asked for: of a running period those over, or the first."""
    if as_of >= period.last_day:
        return tuple(month.id for month in months)
    over = tuple(month.id for month in months if month.last_day <= as_of)
    return over or tuple(month.id for month in months[:1])


def _facts(
    period: Period, counts: _Counts, totals: _Totals, today: date | None = None
) -> PlanFacts:
    settings = counts.ground.settings
    year = reporting_year(period, settings.period_rule)
    last_day = period.last_day
    as_of = last_day if today is None else min(last_day, today)
    own_months = duty_months(period, settings.duty_rule)
    duty = tuple(
        DutyMonth(month.id, (), {})
        if _still_open(period, month, as_of)
        else counts.duty(month, in_year=month.year == year)
        for month in own_months
    )
    # A range of days that holds no whole month is tracked when the month of its last day is.
    months = [month.month for month in duty] or [month_of(last_day, settings.duty_rule).id]
    tracked = any(counts.ground.tracked(month) for month in months)
    kept = counts.ground.upkeep(as_of, tracked=tracked)
    sessions, attendance = totals.within(period)
    return PlanFacts(
        months=_months_over(period, own_months, as_of),
        first_day=period.start,
        last_day=last_day,
        year_first_day=year_begin(period, settings.period_rule),
        first_month=counts.ground.first_month,
        duty=duty,
        groups_active=kept.active,
        groups_with_model=kept.kept,
        group_names=counts.names(as_of, year, duty),
        models=len(kept.live_models),
        sessions=sessions,
        attendance=attendance,
    )
