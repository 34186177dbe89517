"""The commune's monthly counts: the sheet of a period, entering figures, opening totals.

Only the categories that the plan of the month asks for are shown and taken. A figure that
nobody entered is missing; "không phát sinh" and "not applicable" are stated on purpose.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace

from desktop.actions.closed import month_lock, month_lock_problems
from desktop.actions.desk import Changes, Desk, Outcome, refused
from desktop.actions.periods import (
    closing_in_force,
    first_month_tracked,
    period_named,
    stored_snapshot,
)
from desktop.actions.plans import DEFAULT_PLAN, pack_of, plan_id_of_month
from desktop.db import plan_queries, queries
from desktop.db.plan_saving import save_count, save_opening
from desktop.db.writing import Write
from desktop.domain.canonical import parse
from desktop.domain.count_lines import CountLine, count_lines
from desktop.domain.periods import Period, PeriodKind, months_in, parse_period
from desktop.domain.plan_facts import MISSING, NIL, CountEntry, EntryState, month_before
from desktop.domain.plans import CountCategory, CountKind
from desktop.domain.problems import Problem

LARGEST_COUNT = 1_000_000
LARGEST_AMOUNT = 1_000_000_000
"""The largest figure of what is measured, weighed or paid and not counted by head."""
_AMOUNTS = frozenset({"m²", "m2", "ha", "cây", "đồng", "nghìn đồng", "g", "gam", "kg"})


@dataclass(frozen=True, slots=True)
class CountSection:
    """The lines of one section of the plan's counts, in the plan's order."""

    title: str
    lines: tuple[CountLine, ...]


@dataclass(frozen=True, slots=True)
class CountSheet:
    """The counts of a period: what the plan asks for, with what was entered.

    ``locked_by`` is the id of the closed period that keeps the figures from being changed;
    ``stored`` figures are those that the period's own closing fixed, under the plan of then.
    ``entered`` lines of ``total`` hold a figure, nil or not applicable; what does not apply
    because the months lie before the first one tracked (not ``tracked``) is in neither.
    Without a plan (``plan_id`` empty, or of a plan that is not there) there are no sections.
    """

    month: Period
    plan_id: str
    title: str
    sections: tuple[CountSection, ...]
    locked_by: str | None
    entered: int
    total: int
    symbol: str = ""
    tracked: bool = True
    stored: bool = False

    @property
    def lines(self) -> tuple[CountLine, ...]:
        """All lines in the plan's order."""
        return tuple(line for section in self.sections for line in section.lines)


def count_sheet(desk: Desk, month: Period) -> CountSheet:
    """The sheet of a month, or the sums of a longer period under the plan of its last month.

    A closed period shows the figures that its closing stored.
    """
    fixed = _stored_figures(desk, month)
    months = tuple(one.id for one in _months(desk, month))
    figures = fixed or _figures_now(desk, months)
    first = first_month_tracked(desk)
    tracked = first is None or not months or months[-1] >= first
    known = plan_queries.monthly_counts(desk.store)
    counted = [
        line
        for line in figures.lines
        if line.state is not EntryState.NOT_APPLICABLE
        or tracked
        or any(one in known.get(line.category, {}) for one in months)
    ]
    return CountSheet(
        month=month,
        plan_id=figures.plan_id,
        title=" – ".join(part for part in (figures.symbol, figures.title) if part),
        sections=_sections(figures.lines),
        locked_by=month_lock(desk, month),
        entered=sum(line.state is not EntryState.MISSING for line in counted),
        total=len(counted),
        symbol=figures.symbol,
        tracked=tracked,
        stored=fixed is not None,
    )


@dataclass(frozen=True, slots=True)
class _Figures:
    """The lines of a period with the plan that asks for them; empty where there is none."""

    plan_id: str = ""
    symbol: str = ""
    title: str = ""
    lines: tuple[CountLine, ...] = ()


def _stored_figures(desk: Desk, period: Period) -> _Figures | None:
    """What the period's closing stored; none while it is open, or closed before counts were kept.

    The first version of snapshots held no counts.
    """
    closing = closing_in_force(desk, period.id)
    if closing is None:
        return None
    content = parse(queries.closing_snapshot(desk.store, closing.id))
    if not isinstance(content, dict) or content.get("version") == 1:
        return None
    snapshot = stored_snapshot(desk, closing)
    plan = snapshot.plan
    if plan is None:
        return _Figures()
    return _Figures(plan.id, plan.symbol, plan.title, snapshot.counts)


def _figures_now(desk: Desk, months: tuple[str, ...]) -> _Figures:
    pack = pack_of(desk, plan_id_of_month(desk, months[-1]) if months else "")
    if pack is None:
        return _Figures()
    lines = count_lines(
        pack,
        months,
        plan_queries.monthly_counts(desk.store),
        plan_queries.count_openings(desk.store),
        first_month_tracked(desk),
    )
    return _Figures(pack.id, pack.symbol, pack.title, lines)


def _months(desk: Desk, period: Period) -> tuple[Period, ...]:
    """The months of a named period by number; those of a range of days by closing date."""
    rule = queries.counting_settings(desk.store).period_rule
    if period.kind is PeriodKind.AD_HOC:
        return months_in(period, rule)
    return months_in(parse_period(period.id))


def _sections(lines: Iterable[CountLine]) -> tuple[CountSection, ...]:
    found: dict[str, list[CountLine]] = {}
    for line in lines:
        found.setdefault(line.section, []).append(line)
    return tuple(CountSection(title, tuple(some)) for title, some in found.items())


def categories_of(desk: Desk, month: str) -> dict[str, CountCategory]:
    """The categories that the plan of a month knows, by id and in the plan's order."""
    pack = pack_of(desk, plan_id_of_month(desk, month))
    return {one.id: one for one in pack.counts} if pack else {}


def known_categories(desk: Desk) -> dict[str, CountCategory]:
    """The categories of every plan that this commune follows or followed, by id."""
    chosen = [one.plan_id for one in plan_queries.plan_choices(desk.store)]
    packs = [pack_of(desk, plan_id) for plan_id in dict.fromkeys([DEFAULT_PLAN, *chosen])]
    return {one.id: one for pack in reversed(packs) if pack for one in pack.counts}


def largest(category: CountCategory) -> int:
    """The largest figure taken: 1,000,000; for areas, plants, weights and money 1,000,000,000."""
    return LARGEST_AMOUNT if category.unit in _AMOUNTS else LARGEST_COUNT


def openings(desk: Desk) -> dict[str, int]:
    """The totals typed for the time before tracking ("số đầu kỳ"), by category."""
    return plan_queries.count_openings(desk.store)


def set_counts(
    desk: Desk,
    month: Period,
    entries: Mapping[str, CountEntry | None],
    *,
    openings: Mapping[str, int | None] | None = None,
) -> Outcome[int]:
    """Stores figures of a month by category, all or none; None takes one back (blank).

    ``openings`` go along in the same step. The value says how many figures changed.
    """
    totals = openings or {}
    problems = (*count_problems(desk, month, entries), *_opening_problems(desk, totals))
    if problems:
        return refused(*problems)
    changed = changed_counts(desk, month.id, entries)
    return _write(desk, "set_counts", month.id, changed, totals)


def as_last_month(desk: Desk, month: Period) -> Outcome[int]:
    """Takes blank stocks over from the month before ("như tháng trước"); flows stay as they are.

    What is not entered there stays blank here; before the first month tracked stands the
    opening total.
    """
    if problems := count_problems(desk, month, {}):
        return refused(*problems)
    entries = {
        line.category: before
        for line in _blank(desk, month)
        if line.kind is CountKind.STOCK and (before := _stock_before(desk, month.id, line))
    }
    return _write(desk, "copy_stocks", month.id, entries, {})


def state_rest_nil(desk: Desk, month: Period) -> Outcome[int]:
    """States "không phát sinh" for every flow of the month that is still blank."""
    if problems := count_problems(desk, month, {}):
        return refused(*problems)
    flows = [line for line in _blank(desk, month) if line.kind is CountKind.FLOW]
    return _write(desk, "state_nil", month.id, {line.category: NIL for line in flows}, {})


def set_openings(desk: Desk, totals: Mapping[str, int | None]) -> Outcome[int]:
    """Stores totals for the time before tracking ("số đầu kỳ"), all or none; None takes back."""
    if problems := _opening_problems(desk, totals):
        return refused(*problems)
    return _write(desk, "set_openings", "", {}, totals)


def _blank(desk: Desk, month: Period) -> list[CountLine]:
    stored = plan_queries.monthly_counts(desk.store)
    lines = count_sheet(desk, month).lines
    return [line for line in lines if month.id not in stored.get(line.category, {})]


def _stock_before(desk: Desk, month: str, line: CountLine) -> CountEntry | None:
    stored = plan_queries.monthly_counts(desk.store).get(line.category, {}).get(month_before(month))
    if stored is not None:
        return stored
    return None if line.previous is None else CountEntry(line.previous)


def count_problems(
    desk: Desk, month: Period, entries: Mapping[str, CountEntry | None]
) -> tuple[Problem, ...]:
    """What keeps figures from a month.

    It is no month, has not begun, is closed; its plan asks for no such figure; one is too large.
    """
    if month.kind is not PeriodKind.MONTH:
        return (Problem("month_not_understood", "month", details={"period": month.id}),)
    if month.start > desk.clock.today():
        return (Problem("month_not_begun", "month", details={"period": month.id}),)
    if closed := month_lock_problems(desk, month):
        return closed
    known = categories_of(desk, month.id) if entries else {}
    values = {name: entry.value if entry else None for name, entry in entries.items()}
    return _value_problems(values, known)


def _opening_problems(desk: Desk, totals: Mapping[str, int | None]) -> tuple[Problem, ...]:
    if not totals:
        return ()
    found = (*_value_problems(totals, known_categories(desk)), *_opening_locked(desk))
    return tuple(replace(one, field=f"openings.{one.field}") for one in found)


def _opening_locked(desk: Desk) -> tuple[Problem, ...]:
    """A stop once the first month tracked is closed: its figures begin with the opening totals."""
    first = first_month_tracked(desk)
    return month_lock_problems(desk, period_named(desk, first)) if first is not None else ()


def _value_problems(
    values: Mapping[str, int | None], known: Mapping[str, CountCategory]
) -> tuple[Problem, ...]:
    found = (_value_problem(name, value, known.get(name)) for name, value in values.items())
    return tuple(problem for problem in found if problem is not None)


def _value_problem(name: str, value: int | None, category: CountCategory | None) -> Problem | None:
    if category is None:
        return Problem("count_unknown", name, details={"category": name})
    if value is not None and not 0 <= value <= largest(category):
        details = {"field": category.label, "low": "0", "high": str(largest(category))}
        return Problem("number_out_of_range", name, details=details)
    return None


def changed_counts(
    desk: Desk, month: str, entries: Mapping[str, CountEntry | None]
) -> dict[str, CountEntry | None]:
    """Those of the figures that are not stored like this already."""
    stored = plan_queries.monthly_counts(desk.store)
    return {
        name: entry
        for name, entry in entries.items()
        if stored.get(name, {}).get(month, MISSING) != (entry or MISSING)
    }


def write_counts(write: Write, month: str, entries: Mapping[str, CountEntry | None]) -> int:
    """Writes checked figures inside a running transaction; says how many changed."""
    return sum(
        save_count(write, category=name, month=month, entry=entry)
        for name, entry in entries.items()
    )


def _write(
    desk: Desk,
    action: str,
    label: str,
    entries: Mapping[str, CountEntry | None],
    totals: Mapping[str, int | None],
) -> Outcome[int]:
    stored = plan_queries.count_openings(desk.store)
    moved = {name: value for name, value in totals.items() if stored.get(name) != value}
    if not entries and not moved:
        return Outcome(0)
    with desk.writing(action=action, label=label) as write:
        count = write_counts(write, label, entries)
        count += sum(
            save_opening(write, category=name, value=value) for name, value in moved.items()
        )
    return Outcome(count, (), Changes.of_tables(write.changed_tables))
