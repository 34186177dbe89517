"""The commune's counts of a period, line by line, as a report and a correction show them.

The rules, for a category and the months of a period:

- A stock stands at the end of the last month; a flow is the sum over all the months. One month
  not entered makes the sum unknown (missing): a part of it is never shown as the total. Months
  to which the figure does not apply are left out, in the spans compared with too; where none
  applies, the line does not apply.
- Nothing but "không phát sinh" is nil; beside figures nil counts as 0.
- Compared with are the value of the span before and that of the same months a year before,
  under the same rules; None where it is missing or does not apply. Nine months are compared
  with the nine months of the year before.
- Cumulative is what is known of a flow from January to the last month, ``cumulative_complete``
  says whether that is all of it. A stock has none.
- An opening total ("số đầu kỳ") of a flow stands for the months of the first tracked year before
  tracking: it enters every sum that runs from January into tracking. That of a stock is
  its value at the end of the month before tracking.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from desktop.domain.plan_facts import (
    MISSING,
    NOT_APPLICABLE,
    CountEntry,
    EntryState,
    month_before,
    year_before,
)
from desktop.domain.plans import CountCategory, CountKind, EnteredBy, PlanPack

_NINE_MONTHS = 9


@dataclass(frozen=True, slots=True)
class CountLine:
    """One category's figures of a period.

    ``value`` is 0 unless the state is entered. ``previous`` and ``last_year`` are None where
    they are not known or do not apply; ``cumulative`` is None for stocks and where nothing
    was entered since January.
    """

    category: str
    label: str
    unit: str
    kind: CountKind
    section: str
    value: int
    state: EntryState
    previous: int | None
    last_year: int | None
    cumulative: int | None
    cumulative_complete: bool
    previous_state: EntryState | None = None
    last_year_state: EntryState | None = None
    """How the figures compared with stand; None where an earlier version did not keep it."""

    @property
    def known(self) -> int | None:
        """The value where it was entered or stated as nil, else None."""
        return self.value if self.state in (EntryState.ENTERED, EntryState.NIL) else None


def asked_of_commune(pack: PlanPack) -> tuple[CountCategory, ...]:
    """The counts that a commune enters: those of a whole city or district are its superior's."""
    return tuple(one for one in pack.counts if one.entered_by is not EnteredBy.SUPERIOR)


def count_lines(
    pack: PlanPack | None,
    months: Sequence[str],
    counts: Mapping[str, Mapping[str, CountEntry]],
    openings: Mapping[str, int],
    first_month: str | None,
) -> tuple[CountLine, ...]:
    """The lines of the categories that a plan asks a commune for, in the plan's order.

    A figure that only the superior has gets a line where somebody entered it all the same.

    ``months`` are the period's, in order ("2026-10"); ``counts`` hold figures by category
    and month, absent meaning not entered; without a plan or months there are no lines.
    """
    if pack is None or not months:
        return ()
    figures = _Figures(counts, openings, first_month)
    asked = {one.id for one in asked_of_commune(pack)} | openings.keys()
    asked |= {name for name, entered in counts.items() if entered}
    return tuple(_line(one, tuple(months), figures) for one in pack.counts if one.id in asked)


def span_before(months: Sequence[str]) -> tuple[str, ...]:
    """The span of the same length before; for nine months the same ones of the year before."""
    if len(months) == _NINE_MONTHS:
        return year_before(months)
    found: list[str] = []
    month = months[0] if months else ""
    for _each in months:
        month = month_before(month)
        found.append(month)
    return tuple(reversed(found))


def year_to_date(month: str) -> tuple[str, ...]:
    """The months from January to a month."""
    return tuple(f"{month[:5]}{number:02d}" for number in range(1, int(month[5:]) + 1))


@dataclass(frozen=True, slots=True)
class _Figures:
    counts: Mapping[str, Mapping[str, CountEntry]]
    openings: Mapping[str, int]
    first_month: str | None

    def entry(self, category: str, month: str) -> CountEntry:
        found = self.counts.get(category, {}).get(month)
        if found is not None:
            return found
        tracked = self.first_month is None or month >= self.first_month
        return MISSING if tracked else NOT_APPLICABLE

    def value(self, category: CountCategory, months: Sequence[str]) -> CountEntry:
        """A stock's last figure or a flow's sum."""
        if category.kind is CountKind.STOCK:
            return self._stock(category.id, months[-1])
        return _total(self.parts(category.id, months))

    def parts(self, category: str, months: Sequence[str]) -> list[CountEntry]:
        """The figures that a flow's sum is made of, with the opening total in its place."""
        first = self.first_month
        opening = self.openings.get(category)
        if opening is None or first is None or not _runs_into(months, first):
            return [self.entry(category, month) for month in months]
        later = [self.entry(category, month) for month in months if month >= first]
        return [CountEntry(opening), *later]

    def untracked(self, category: str, months: Sequence[str]) -> bool:
        """Whether tracking begins after the first month and no opening total stands for that."""
        first = self.first_month
        return first is not None and months[0] < first and category not in self.openings

    def partly_tracked(self, category: str, months: Sequence[str]) -> bool:
        """Whether a span begins before tracking and ends in it, with nothing for its first part."""
        first = self.first_month
        if first is None or (category in self.openings and _runs_into(months, first)):
            return False
        entered = self.counts.get(category, {})
        blank = [month for month in months if month < first and month not in entered]
        return 0 < len(blank) < len(months)

    def _stock(self, category: str, month: str) -> CountEntry:
        found = self.entry(category, month)
        if found.state is not EntryState.NOT_APPLICABLE or self.first_month is None:
            return found
        opening = self.openings.get(category)
        if opening is None or month != month_before(self.first_month):
            return found
        return CountEntry(opening)


def _runs_into(months: Sequence[str], first: str) -> bool:
    """Whether a span goes from January of the first tracked year into tracking."""
    return months[0] == f"{first[:4]}-01" and months[0] < first <= months[-1]


def _total(entries: Sequence[CountEntry]) -> CountEntry:
    """The sum of figures: missing beats all, nothing but nil is nil."""
    states = {entry.state for entry in entries} - {EntryState.NOT_APPLICABLE}
    if EntryState.MISSING in states:
        return MISSING
    if not states:
        return NOT_APPLICABLE
    if EntryState.ENTERED in states:
        return CountEntry(sum(entry.value for entry in entries))
    return CountEntry(0, EntryState.NIL)


def _line(category: CountCategory, months: tuple[str, ...], figures: _Figures) -> CountLine:
    own = figures.value(category, months)
    cumulative, complete = _cumulative(category, months[-1], figures)
    before = _compared(category, span_before(months), figures)
    year_ago = _compared(category, year_before(months), figures)
    return CountLine(
        category=category.id,
        label=category.label,
        unit=category.unit,
        kind=category.kind,
        section=category.section,
        value=own.value,
        state=own.state,
        previous=_known(before),
        last_year=_known(year_ago),
        cumulative=cumulative,
        cumulative_complete=complete,
        previous_state=before.state,
        last_year_state=year_ago.state,
    )


def _compared(category: CountCategory, months: Sequence[str], figures: _Figures) -> CountEntry:
    """A figure to compare with; none where only a part of its months was tracked.

    Months to which somebody said that it does not apply are left out of the sum.
    """
    if category.kind is CountKind.FLOW and figures.partly_tracked(category.id, months):
        return MISSING
    return figures.value(category, months)


def _known(entry: CountEntry) -> int | None:
    return entry.value if entry.state in (EntryState.ENTERED, EntryState.NIL) else None


def _cumulative(category: CountCategory, month: str, figures: _Figures) -> tuple[int | None, bool]:
    """What is known since January, and whether that is all; a stock has none and lacks none."""
    if category.kind is CountKind.STOCK:
        return None, True
    months = year_to_date(month)
    parts = figures.parts(category.id, months)
    known = [entry.value for entry in parts if _known(entry) is not None]
    missing = any(entry.state is EntryState.MISSING for entry in parts)
    if not known:
        return None, not missing and not figures.untracked(category.id, months)
    return sum(known), not missing and not figures.untracked(category.id, months)
