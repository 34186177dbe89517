"""Reporting periods as half-open intervals of local dates.

By the rule on periodic reports of the administration a reporting month M runs from
the 15th of M−1 to the 14th of M; a quarter, half-year, nine months and year are made
of such months. The start day is a setting per kind of report (1: calendar months).
"""

import re
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


@dataclass(frozen=True, slots=True)
class PeriodRule:
    """On which day of the month before each kind of report begins; 1 means calendar months.

    Days run from 1 to 28 so that every month has them.
    """

    start_days: dict[PeriodKind, int] = field(default_factory=dict)

    def __post_init__(self) -> None:
        for kind, day in self.start_days.items():
            if not 1 <= day <= 28:
                raise ValueError(f"start day of {kind}: {day}")

    def start_day(self, kind: PeriodKind) -> int:
        """The start day that holds for one kind of report."""
        return self.start_days.get(kind, DEFAULT_START_DAY)

    @classmethod
    def uniform(cls, day: int) -> "PeriodRule":
        """The same start day for every kind."""
        return cls(dict.fromkeys(PeriodKind, day))


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
    day = rule.start_day(kind)
    shift = 0 if day == 1 else -1
    return Period(_first(year, first + shift, day), _first(year, last + shift + 1, day), kind, name)


def _first(year: int, month: int, day: int) -> date:
    extra, index = divmod(month - 1, 12)
    return date(year + extra, index + 1, day)


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
    start_day = rule.start_day(PeriodKind.MONTH)
    ahead = 1 if start_day > 1 and day.day >= start_day else 0
    extra, index = divmod(day.month - 1 + ahead, 12)
    return month_period(day.year + extra, index + 1, rule)


def shifted_month(period: Period, months: int, rule: PeriodRule | None = None) -> Period:
    """The reporting month ``months`` after (or, negative, before) a reporting month."""
    extra, index = divmod(period.year * 12 + period.number - 1 + months, 12)
    return month_period(extra, index + 1, rule)


def year_months(year: int, rule: PeriodRule | None = None) -> tuple[Period, ...]:
    """The twelve months of a reporting year; they tile it without gap or overlap."""
    return tuple(month_period(year, month, rule) for month in range(1, 13))


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
