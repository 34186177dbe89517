"""What is odd about figures when units, and months of one unit, are laid beside each other.

Findings are questions to a unit and never change what counts. The bounds below are the program's
own choice, wide enough that an ordinary month of a commune stays silent.
"""

from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from enum import StrEnum
from statistics import median

from desktop.domain.copied_figures import (
    FIGURES_TO_TELL,
    LARGE,
    LARGE_TO_TELL,
    Likeness,
    likenesses,
)
from desktop.domain.count_lines import CountLine
from desktop.domain.expected_units import ExpectedUnit, UnitId, list_order
from desktop.domain.periods import Period
from desktop.domain.plans import CountCategory, CountKind, PlanPack
from desktop.domain.shared_groups import shared_groups
from desktop.domain.text import fold
from desktop.domain.unit_figures import UnitFigures

ATTENDANCE_TO_TELL = 200
"""Attendance from which the same sum with as many sessions in two units looks copied."""
FLOWS_TO_TELL = 4
"""Flows above 0 that agree with those of the month before."""
JUMP_TIMES = 5
"""So many times as much, or as little, as in the periods before is a jump."""
JUMP_TIMES_OF_ONE = 10
"""With only one earlier month to compare with."""
JUMP_LEAST = 20
"""A smaller difference is never called a jump."""
ATTENDANCE_TIMES = 5
"""An average attendance so many times the usual one of the units is told,"""
ATTENDANCE_LEAST = 100
"""when it is at least this."""
UNITS_TO_COMPARE = 5
"""So many units with figures are needed before one is held against the others."""
GROUPS_LEAST = 3
"""So many groups more or fewer than the period before are told,"""
GROUPS_PERCENT = 20
"""when they are more than this part of them, in per cent."""
_PERSONS = "nguoi"


class FindingCode(StrEnum):
    """What was found; the details that fill a sentence stand behind each."""

    COPIED_COUNTS = "copied_counts"
    """The counts are those of the other unit: figures (how many agree)."""
    NEARLY_COPIED = "nearly_copied"
    """All but very few counts are those of the other unit: figures (how many agree), differing."""
    COPIED_EARLIER = "copied_earlier"
    """The counts are those of the other unit's month before: month, figures."""
    COPIED_ACTIVITY = "copied_activity"
    """Sessions and attendance are those of the other unit: sessions, attendance."""
    COPIED_MONTH = "copied_month"
    """The flows are those of the month before: month, figures."""
    JUMP_UP = "jump_up"
    """Far above the earlier months: figure (id), label, now, usual."""
    JUMP_DOWN = "jump_down"
    """A stock far below the earlier months: figure, label, now, usual."""
    STOCK_DOES_NOT_FOLLOW = "stock_does_not_follow"
    """Before + added - removed is not now: figure, label, before, added, removed, now."""
    GROUPS_JUMP = "groups_jump"
    """Many more or fewer groups than the month before: before, now."""
    ATTENDANCE_BEYOND_POPULATION = "attendance_beyond_population"
    """More attended than live there: sessions (how many such), attendance, population."""
    ATTENDANCE_OUTLIER = "attendance_outlier"
    """People a session far above the other units: average, usual."""
    PERSONS_BEYOND_POPULATION = "persons_beyond_population"
    """More persons counted than people live in the unit: figure, label, now, population."""
    OTHER_DAYS = "other_days"
    """The unit counts the period by other days: from, to."""
    CLOSED_EARLY = "closed_early"
    """The unit closed the period before its last day: day, last_day, answer."""
    SAME_ROW = "same_row"
    """The row of an allocated table that the other unit chose too: row."""
    OTHER_ROW = "other_row"
    """Another row of an allocated table than the month before: row, before, month."""
    SAME_GROUPS = "same_groups"
    """Residential groups that the other unit reports too: groups (how many). Both add up."""


@dataclass(frozen=True, slots=True)
class Finding:
    """One thing to ask a unit; ``other`` is the unit whose figures are the same."""

    code: FindingCode
    unit: UnitId
    details: Mapping[str, str] = field(default_factory=dict)
    other: UnitId | None = None


Figures = Mapping[UnitId, UnitFigures]


def across_units(
    period: Period,
    units: Sequence[ExpectedUnit],
    now: Figures,
    *,
    earlier: Sequence[Figures] = (),
    pack: PlanPack | None = None,
) -> tuple[Finding, ...]:
    """The findings of a period, by unit in the order of the list.

    ``now`` are the figures in force; ``earlier`` those of the periods of the same kind before,
    the latest first; ``pack`` tells which flows move a stock.
    """
    order = in_list_order(units, now)
    found: dict[UnitId, list[Finding]] = {unit: [] for unit in order}
    before = earlier[0] if earlier else {}
    alike = (*_copied(order, now), *_copied_in_part(order, now, before))
    rows = (*same_groups(order, now), *odd_rows(order, now, before, pack))
    for finding in (*alike, *_attendance_outliers(order, now), *rows):
        found[finding.unit].append(finding)
    categories = {one.id: one for one in pack.counts} if pack else {}
    for unit in order:
        past = [one[unit] for one in earlier if unit in one]
        found[unit] += _of_unit(unit, period, now[unit], past, categories)
    return tuple(finding for unit in order for finding in found[unit])


def in_list_order(units: Iterable[ExpectedUnit], now: Collection[UnitId]) -> list[UnitId]:
    """The units of a period in the order of the list; those in no list stand at the end."""
    listed = [one.unit for one in sorted(units, key=list_order) if one.unit in now]
    return [*listed, *sorted(set(now) - set(listed))]


def same_groups(order: Sequence[UnitId], now: Figures) -> Iterator[Finding]:
    """Units whose residential groups another one reports too: in the totals they are twice."""
    for one in shared_groups(order, {unit: now[unit].group_ids for unit in order}):
        details = _texts(groups=one.groups)
        yield Finding(FindingCode.SAME_GROUPS, one.unit, details, one.other)


def odd_rows(
    order: Sequence[UnitId], now: Figures, before: Figures, pack: PlanPack | None
) -> Iterator[Finding]:
    """Units that chose the row of another one in an allocated table, or another row than before.

    What both reach is added up against the one target; ``before`` are the figures of the month
    before.
    """
    first: dict[str, UnitId] = {}
    for unit in order:
        row = _row_of(now[unit], pack)
        if row is None:
            continue
        other = first.setdefault(row, unit)
        if other != unit:
            yield Finding(FindingCode.SAME_ROW, unit, {"row": row}, other)
        earlier = _row_of(before[unit], pack) if unit in before else None
        if earlier is not None and earlier != row:
            details = {"row": row, "before": earlier, "month": before[unit].period}
            yield Finding(FindingCode.OTHER_ROW, unit, details)


def _row_of(figures: UnitFigures, pack: PlanPack | None) -> str | None:
    """The row that a unit chose in a table of the superior's plan."""
    if pack is None or figures.plan != pack.id:
        return None
    rows = (table.row(figures.row) for table in pack.tables)
    return next((row.unit for row in rows if row is not None), None)


def _of_unit(
    unit: UnitId,
    period: Period,
    now: UnitFigures,
    past: Sequence[UnitFigures],
    categories: Mapping[str, CountCategory],
) -> Iterator[Finding]:
    if (now.first_day, now.last_day) != (period.start, period.last_day):
        days = {"from": now.first_day.isoformat(), "to": now.last_day.isoformat()}
        yield Finding(FindingCode.OTHER_DAYS, unit, days)
    if now.closed_early is not None:
        asked, answer = now.closed_early.confirmation, now.closed_early.answer
        yield Finding(FindingCode.CLOSED_EARLY, unit, {**asked.details, "answer": answer})
    if now.crowd.sessions:
        yield Finding(
            FindingCode.ATTENDANCE_BEYOND_POPULATION,
            unit,
            _texts(
                sessions=now.crowd.sessions,
                attendance=now.crowd.attendance,
                population=now.crowd.population,
            ),
        )
    yield from _beyond_population(unit, now)
    yield from _unfollowed(unit, now, categories)
    if past:
        yield from _copied_month(unit, now, past[0])
        yield from _groups_jump(unit, now, past[0])
        yield from _jumps(unit, now, past)


def _texts(**numbers: int) -> dict[str, str]:
    return {name: str(number) for name, number in numbers.items()}


def _copied(order: Sequence[UnitId], now: Figures) -> Iterator[Finding]:
    """Units that agree with one that stands before them in the list."""
    counts: dict[tuple[tuple[str, int], ...], UnitId] = {}
    activities: dict[tuple[int, int, int], UnitId] = {}
    for unit in order:
        own = tuple(sorted(_known(now[unit])))
        if _telling(own):
            first = counts.setdefault(own, unit)
            if first != unit:
                figures = sum(value > 0 for _name, value in own)
                yield Finding(FindingCode.COPIED_COUNTS, unit, _texts(figures=figures), first)
        done = now[unit].activity
        if done.attendance >= ATTENDANCE_TO_TELL:
            key = done.sessions, done.attendance, done.joint_sessions
            first = activities.setdefault(key, unit)
            if first != unit:
                details = _texts(sessions=done.sessions, attendance=done.attendance)
                yield Finding(FindingCode.COPIED_ACTIVITY, unit, details, first)


def _copied_in_part(order: Sequence[UnitId], now: Figures, before: Figures) -> Iterator[Finding]:
    """All but very few figures of a unit before it in the list, or another's month before.

    A unit is asked once, about the nearest of them; who has the very same is told apart.
    """
    place = {unit: number for number, unit in enumerate(order)}
    own = {unit: dict(_known(now[unit])) for unit in order}
    beside = {(one.unit, one.other): one for one in likenesses(own, own)}
    asked: set[UnitId] = set()
    for one in beside.values():
        if one.differing and place[one.other] < place[one.unit] and one.unit not in asked:
            asked.add(one.unit)
            details = _texts(figures=one.figures, differing=one.differing)
            yield Finding(FindingCode.NEARLY_COPIED, one.unit, details, one.other)
    past = {unit: dict(_known(figures)) for unit, figures in before.items()}
    for one in likenesses(own, past):
        if one.unit not in asked and not _alike(one, beside):
            asked.add(one.unit)
            details = {"month": before[one.other].period, "figures": str(one.figures)}
            yield Finding(FindingCode.COPIED_EARLIER, one.unit, details, one.other)


def _alike(one: Likeness, beside: Mapping[tuple[UnitId, UnitId], Likeness]) -> bool:
    """Whether two units are alike in one month already, whichever of them was told of it."""
    return (one.unit, one.other) in beside or (one.other, one.unit) in beside


def _known(figures: UnitFigures) -> list[tuple[str, int]]:
    return [(line.category, line.known) for line in figures.counts if line.known is not None]


def _telling(own: Sequence[tuple[str, int]]) -> bool:
    """Whether figures are so many and so large that they do not agree by chance."""
    above = [value for _name, value in own if value > 0]
    return len(above) >= FIGURES_TO_TELL and sum(value >= LARGE for value in above) >= LARGE_TO_TELL


def _copied_month(unit: UnitId, now: UnitFigures, before: UnitFigures) -> Iterator[Finding]:
    """Stocks may stay as they are; that all flows are the same again is odd."""
    flows, past = _flows(now), _flows(before)
    above = sum(value > 0 for value in flows.values())
    done, earlier = now.activity, before.activity
    same_activity = (done.sessions, done.attendance) == (earlier.sessions, earlier.attendance)
    enough = above >= FLOWS_TO_TELL or (above and done.attendance >= ATTENDANCE_TO_TELL)
    if flows == past and same_activity and enough:
        details = {"month": before.period, "figures": str(above)}
        yield Finding(FindingCode.COPIED_MONTH, unit, details)


def _flows(figures: UnitFigures) -> dict[str, int]:
    return {
        line.category: line.known
        for line in figures.counts
        if line.kind is CountKind.FLOW and line.known is not None
    }


def _groups_jump(unit: UnitId, now: UnitFigures, before: UnitFigures) -> Iterator[Finding]:
    change = abs(now.groups - before.groups)
    if change >= GROUPS_LEAST and 100 * change > GROUPS_PERCENT * max(before.groups, 1):
        yield Finding(FindingCode.GROUPS_JUMP, unit, _texts(before=before.groups, now=now.groups))


def _jumps(unit: UnitId, now: UnitFigures, past: Sequence[UnitFigures]) -> Iterator[Finding]:
    for name, label, value, stock in _measures(now):
        usual = [one for figures in past if (one := _value_of(figures, name)) is not None]
        code = _jump(value, usual, stock=stock)
        if code is not None:
            numbers = _texts(now=value, usual=int(median(usual)))
            yield Finding(code, unit, {"figure": name, "label": label} | numbers)


def _measures(now: UnitFigures) -> Iterator[tuple[str, str, int, bool]]:
    """Every figure known: its id, label and value, and whether it is a stock."""
    yield "sessions", "", now.activity.sessions, False
    if now.activity.attendance_known:
        yield "attendance", "", now.activity.attendance, False
    yield "models", "", now.models, True
    for line in now.counts:
        if line.known is not None:
            yield line.category, line.label, line.known, line.kind is CountKind.STOCK


def _value_of(figures: UnitFigures, name: str) -> int | None:
    match name:
        case "sessions":
            return figures.activity.sessions
        case "attendance":
            return figures.activity.attendance if figures.activity.attendance_known else None
        case "models":
            return figures.models
        case _:
            line = figures.count(name)
            return line.known if line else None


def _jump(value: int, usual: Sequence[int], *, stock: bool) -> FindingCode | None:
    if not usual:
        return None
    middle = median(usual)
    times = JUMP_TIMES if len(usual) > 1 else JUMP_TIMES_OF_ONE
    if abs(value - middle) < JUMP_LEAST:
        return None
    if value >= times * middle:
        return FindingCode.JUMP_UP
    return FindingCode.JUMP_DOWN if stock and middle >= times * value else None


def _beyond_population(unit: UnitId, now: UnitFigures) -> Iterator[Finding]:
    if now.population is None:
        return
    for line in now.counts:
        persons = line.kind is CountKind.STOCK and fold(line.unit) == _PERSONS
        if persons and (line.known or 0) > now.population:
            numbers = _texts(now=line.known or 0, population=now.population)
            yield Finding(FindingCode.PERSONS_BEYOND_POPULATION, unit, _named(line) | numbers)


def _named(line: CountLine) -> dict[str, str]:
    return {"figure": line.category, "label": line.label}


def _unfollowed(
    unit: UnitId, now: UnitFigures, categories: Mapping[str, CountCategory]
) -> Iterator[Finding]:
    """Stocks that are not what the flows between the two months make them."""
    for line in now.counts:
        category = categories.get(line.category)
        if category is None or not (category.added_by and category.reduced_by):
            continue
        added = _sum_of(now, category.added_by)
        removed = _sum_of(now, category.reduced_by)
        value, before = line.known, line.previous
        if value is None or before is None or added is None or removed is None:
            continue
        if before + added - removed != value:
            numbers = _texts(before=before, added=added, removed=removed, now=value)
            yield Finding(FindingCode.STOCK_DOES_NOT_FOLLOW, unit, _named(line) | numbers)


def _sum_of(now: UnitFigures, names: Sequence[str]) -> int | None:
    values = [_value_of(now, name) for name in names]
    known = [value for value in values if value is not None]
    return sum(known) if len(known) == len(values) else None


def _attendance_outliers(order: Sequence[UnitId], now: Figures) -> Iterator[Finding]:
    """People a session, against the middle of all units."""
    averages: dict[UnitId, float] = {}
    for unit in order:
        done = now[unit].activity
        known = done.sessions - done.attendance_missing
        if known:
            averages[unit] = done.attendance / known
    if len(averages) < UNITS_TO_COMPARE:
        return
    usual = median(averages.values())
    for unit, average in averages.items():
        if average >= ATTENDANCE_LEAST and average >= ATTENDANCE_TIMES * usual:
            numbers = _texts(average=round(average), usual=round(usual))
            yield Finding(FindingCode.ATTENDANCE_OUTLIER, unit, numbers)
