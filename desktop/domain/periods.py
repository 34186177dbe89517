"""Reporting periods as half-open intervals of local dates.

By the rule on periodic reports of the administration a reporting month M runs from
the 15th of M−1 to the 14th of M; a quarter, half-year, nine months and year are made
of such months. The start day is a setting per kind of report (1: calendar months); when
it is changed, the months before keep their days.
"""

import re
from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import date, timedelta
from enum import StrEnum

DEFAULT_START_DAY = 15
EARLIEST_YEAR = 1990
LATEST_YEAR = 2100


class PeriodKind(StrEnum):
    """The kinds of reporting period."""

    MONTH = "month"
    QUARTER = "quarter"
    HALF_YEAR = "half-year"
    NINE_MONTHS = "nine-months"
    YEAR = "year"
    AD_HOC = "ad-hoc"


class UnknownPeriodError(ValueError):
    """A text that names no period; ``args[0]`` is the text."""


@dataclass(frozen=True, slots=True, eq=False)
class PeriodRule:
    """On which day of the month before each kind of report begins; 1 means calendar months.

    Days run from 1 to 28 so that every month has them. ``before`` is the rule that held
    earlier: ``changed_from`` ("2026-10") is the first month under the new one. That month
    begins where the month before it ended and ends by the new rule, longer or shorter this
    once, so that a change leaves no day without a month and moves none of the months before.
    """

    start_days: dict[PeriodKind, int] = field(default_factory=dict)
    before: "PeriodRule | None" = None
    changed_from: str = ""

    def __post_init__(self) -> None:
        for kind, day in self.start_days.items():
            if not 1 <= day <= 28:
                raise ValueError(f"start day of {kind}: {day}")
        if (self.before is None) != (not self.changed_from):
            raise ValueError(f"change without a month, or the reverse: {self.changed_from}")
        if self.before is not None and self.before.changed_from >= self.changed_from:
            raise ValueError(f"changes out of order: {self.changed_from}")

    def __eq__(self, other: object) -> bool:
        return isinstance(other, PeriodRule) and (
            self.days() == other.days()
            and self.changed_from == other.changed_from
            and self.before == other.before
        )

    def __hash__(self) -> int:
        return hash((self.days(), self.changed_from, self.before))

    def days(self) -> tuple[int, ...]:
        """The start day that holds now for each kind of report."""
        return tuple(self.start_day(kind) for kind in PeriodKind)

    def start_day(self, kind: PeriodKind) -> int:
        """The start day that holds now, after all changes; a range of days counts by months."""
        own = PeriodKind.MONTH if kind is PeriodKind.AD_HOC else kind
        return self.start_days.get(own, DEFAULT_START_DAY)

    def begin(self, kind: PeriodKind, year: int, month: int) -> date:
        """The first day of a month (13: of January after) as this kind of report counts it.

        Every period is the days from the ``begin`` of its first month up to the ``begin``
        of the month after its last one.
        """
        rule = self
        while rule.before is not None and month_id(year, month) <= rule.changed_from:
            rule = rule.before
        day = rule.start_day(kind)
        return _first(year, month if day == 1 else month - 1, day)

    def changed(self, later: "PeriodRule", first_month: str) -> "PeriodRule":
        """This rule up to ``first_month`` ("2026-10"), from then on the days of ``later``.

        A change that this one overtakes, from the same month or a later one, is forgotten.
        """
        rule = self
        while rule.before is not None and rule.changed_from >= first_month:
            rule = rule.before
        if rule.days() == later.days():
            return rule
        return PeriodRule(later.start_days, rule, first_month)

    def history(self) -> "tuple[PeriodRule, ...]":
        """This rule and those that held before it, the newest first."""
        return (self, *(self.before.history() if self.before is not None else ()))

    def of_kind(self, kind: PeriodKind) -> "PeriodRule":
        """The same history with the start day of one kind of report for all of them."""
        own = PeriodRule.uniform(self.start_day(kind))
        if self.before is None:
            return own
        return self.before.of_kind(kind).changed(own, self.changed_from)

    @classmethod
    def uniform(cls, day: int) -> "PeriodRule":
        """The same start day for every kind."""
        return cls(dict.fromkeys(PeriodKind, day))


def month_id(year: int, month: int) -> str:
    """ "2026-10"; months below 1 and above 12 are those of the years before and after."""
    extra, index = divmod(month - 1, 12)
    return f"{year + extra:04d}-{index + 1:02d}"


def _first(year: int, month: int, day: int) -> date:
    extra, index = divmod(month - 1, 12)
    return date(year + extra, index + 1, day)


CALENDAR = PeriodRule.uniform(1)


@dataclass(frozen=True, slots=True, order=True)
class Period:
    """A reporting period: days from ``start`` up to, not including, ``end``."""

    start: date
    end: date
    kind: PeriodKind
    id: str

    @property
    def last_day(self) -> date:
        """The closing date: the last day inside the period."""
        return self.end - timedelta(days=1)

    def __contains__(self, day: object) -> bool:
        return isinstance(day, date) and self.start <= day < self.end

    @property
    def year(self) -> int:
        """The reporting year that the period's id names."""
        return int(self.id[:4])

    @property
    def number(self) -> int:
        """Month 1–12, quarter 1–4 or half 1–2; 0 for the kinds that have no number."""
        match = re.fullmatch(r"\d{4}-[QH]?(\d+)", self.id)
        return int(match[1]) if match and self.kind is not PeriodKind.NINE_MONTHS else 0


def month_period(year: int, month: int, rule: PeriodRule | None = None) -> Period:
    """Reporting month ``month`` of ``year`` (15/M−1 to 14/M unless the rule says otherwise)."""
    return _span(
        PeriodKind.MONTH, year, month, month, f"{year:04d}-{month:02d}", rule or PeriodRule()
    )


def _span(
    kind: PeriodKind, year: int, first: int, last: int, name: str, rule: PeriodRule
) -> Period:
    if not EARLIEST_YEAR <= year <= LATEST_YEAR or not 1 <= first <= last <= 12:
        raise UnknownPeriodError(name)
    return Period(rule.begin(kind, year, first), rule.begin(kind, year, last + 1), kind, name)


_MONTH = re.compile(r"(\d{4})-(\d{2})")
_QUARTER = re.compile(r"(\d{4})-Q([1-4])")
_HALF = re.compile(r"(\d{4})-H([12])")
_NINE = re.compile(r"(\d{4})-9M")
_YEAR = re.compile(r"(\d{4})")
_RANGE = re.compile(r"(\d{4}-\d{2}-\d{2})\.\.(\d{4}-\d{2}-\d{2})")


def parse_period(text: str, rule: PeriodRule | None = None) -> Period:
    """The period named ``2026-10``, ``2026-Q4``, ``2026-H1``, ``2026-9M``, ``2026`` or ``A..B``.

    Raises:
        UnknownPeriodError: the text names no period.
    """
    rule = rule or PeriodRule()
    if not text.isascii():
        raise UnknownPeriodError(text)
    if match := _MONTH.fullmatch(text):
        return _span(PeriodKind.MONTH, int(match[1]), int(match[2]), int(match[2]), text, rule)
    if match := _QUARTER.fullmatch(text):
        last = int(match[2]) * 3
        return _span(PeriodKind.QUARTER, int(match[1]), last - 2, last, text, rule)
    if match := _HALF.fullmatch(text):
        last = int(match[2]) * 6
        return _span(PeriodKind.HALF_YEAR, int(match[1]), last - 5, last, text, rule)
    if match := _NINE.fullmatch(text):
        return _span(PeriodKind.NINE_MONTHS, int(match[1]), 1, 9, text, rule)
    if match := _YEAR.fullmatch(text):
        return _span(PeriodKind.YEAR, int(match[1]), 1, 12, text, rule)
    return _parse_range(text)


def _parse_range(text: str) -> Period:
    match = _RANGE.fullmatch(text)
    try:
        first, last = (
            (date.fromisoformat(match[1]), date.fromisoformat(match[2]))
            if match
            else (date.max, date.min)
        )
    except ValueError:
        raise UnknownPeriodError(text) from None
    if first > last or not EARLIEST_YEAR <= first.year <= last.year <= LATEST_YEAR:
        raise UnknownPeriodError(text)
    return Period(first, last + timedelta(days=1), PeriodKind.AD_HOC, text)


def month_of(day: date, rule: PeriodRule | None = None) -> Period:
    """The reporting month that holds a day: 15–31 December belong to January of the next year."""
    rule = rule or PeriodRule()
    ahead = 1 if day >= rule.begin(PeriodKind.MONTH, day.year, day.month + 1) else 0
    extra, index = divmod(day.month - 1 + ahead, 12)
    return month_period(day.year + extra, index + 1, rule)


def shifted_month(period: Period, months: int, rule: PeriodRule | None = None) -> Period:
    """The reporting month ``months`` after (or, negative, before) a reporting month."""
    extra, index = divmod(period.year * 12 + period.number - 1 + months, 12)
    return month_period(extra, index + 1, rule)


def year_months(year: int, rule: PeriodRule | None = None) -> tuple[Period, ...]:
    """The twelve months of a reporting year; they tile it without gap or overlap."""
    return tuple(month_period(year, month, rule) for month in range(1, 13))


def last_month(period: Period) -> tuple[int, int]:
    """Year and number of the last month of a named period (not of a range of days)."""
    match period.kind:
        case PeriodKind.MONTH:
            return period.year, period.number
        case PeriodKind.QUARTER:
            return period.year, period.number * 3
        case PeriodKind.HALF_YEAR:
            return period.year, period.number * 6
        case PeriodKind.NINE_MONTHS:
            return period.year, 9
        case _:
            return period.year, 12


def rule_of_months(months: Sequence[Period]) -> PeriodRule:
    """The rule, with its history, that makes months which follow one another."""
    if not months:
        return PeriodRule()
    rule = PeriodRule.uniform(months[0].start.day)
    for month in months:
        rule = rule.changed(PeriodRule.uniform(month.end.day), month.id)
    return rule


def period_of_month(
    kind: PeriodKind, year: int, month: int, rule: PeriodRule | None = None
) -> Period:
    """The period of a kind of report that a month belongs to; after September, the nine months
    of the next year.

    Raises:
        UnknownPeriodError: a range of days belongs to no month.
    """
    names = {
        PeriodKind.MONTH: month_id(year, month),
        PeriodKind.QUARTER: f"{year:04d}-Q{(month + 2) // 3}",
        PeriodKind.HALF_YEAR: f"{year:04d}-H{(month + 5) // 6}",
        PeriodKind.NINE_MONTHS: f"{year + (month > 9):04d}-9M",
        PeriodKind.YEAR: f"{year:04d}",
    }
    return parse_period(names.get(kind, ""), rule)


def period_of_change(rule: PeriodRule) -> Period:
    """The period that begins by the rule before and ends by the newest one.

    That of the shortest kind of report whose start day was changed.

    Raises:
        UnknownPeriodError: the rule was never changed.
    """
    for kind in PeriodKind:
        if rule.before is not None and rule.start_day(kind) != rule.before.start_day(kind):
            year, month = int(rule.changed_from[:4]), int(rule.changed_from[5:])
            return period_of_month(kind, year, month, rule)
    raise UnknownPeriodError("")


def year_begin(period: Period, rule: PeriodRule | None = None) -> date:
    """The first day of the reporting year of a period, as its kind of report counts it.

    A range of days belongs to the reporting year of its last day.
    """
    rule = rule or PeriodRule()
    whole = period.kind is not PeriodKind.AD_HOC
    year = period.year if whole else month_of(period.last_day, rule).year
    return rule.begin(period.kind, year, 1)


def months_in(period: Period, rule: PeriodRule | None = None) -> tuple[Period, ...]:
    """The reporting months whose closing date lies inside the period, in order."""
    found: list[Period] = []
    month = month_of(period.start, rule)
    while month.last_day < period.end:
        if month.last_day in period:
            found.append(month)
        month = shifted_month(month, 1, rule)
    return tuple(found)


def previous_period(period: Period, rule: PeriodRule | None = None) -> Period | None:
    """The period before of the same kind; none for ad-hoc, nine months compare with last year's."""
    match period.kind:
        case PeriodKind.MONTH:
            return shifted_month(period, -1, rule)
        case PeriodKind.QUARTER if period.number > 1:
            return parse_period(f"{period.year}-Q{period.number - 1}", rule)
        case PeriodKind.QUARTER:
            return parse_period(f"{period.year - 1}-Q4", rule)
        case PeriodKind.HALF_YEAR if period.number > 1:
            return parse_period(f"{period.year}-H1", rule)
        case PeriodKind.HALF_YEAR:
            return parse_period(f"{period.year - 1}-H2", rule)
        case PeriodKind.AD_HOC:
            return None
        case _:
            return same_period_last_year(period, rule)


def same_period_last_year(period: Period, rule: PeriodRule | None = None) -> Period | None:
    """The same period one year earlier; none for ad-hoc periods."""
    if period.kind is PeriodKind.AD_HOC:
        return None
    return parse_period(f"{period.year - 1:04d}{period.id[4:]}", rule)
