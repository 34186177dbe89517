"""Periods in words."""

from desktop.domain.periods import Period, PeriodKind, parse_period
from desktop.i18n import _, format_date

_ROMAN = ("", "I", "II", "III", "IV")


def month_title(month: Period) -> str:
    """ "Tháng 10/2026"."""
    return period_title(month)


def period_title(period: Period) -> str:
    """The name that stands at the beginning of a line: "Tháng 10/2026", "Quý IV/2026"."""
    number, year = period.number, period.year
    match period.kind:
        case PeriodKind.MONTH:
            return _("Month {month}/{year}").format(month=number, year=year)
        case PeriodKind.QUARTER:
            return _("Quarter {quarter}/{year}").format(quarter=_ROMAN[number], year=year)
        case PeriodKind.HALF_YEAR if number == 1:
            return _("First six months of {year}").format(year=year)
        case PeriodKind.HALF_YEAR:
            return _("Last six months of {year}").format(year=year)
        case PeriodKind.NINE_MONTHS:
            return _("First nine months of {year}").format(year=year)
        case PeriodKind.YEAR:
            return _("Year {year}").format(year=year)
        case _:
            dates = period_dates(period)
            return dates[:1].upper() + dates[1:]


def period_name(period_id: str) -> str:
    """The name of the period with an id, as it stands inside a sentence: "tháng 10/2026".

    Raises:
        UnknownPeriodError: the id names no period.
    """
    title = period_title(parse_period(period_id))
    return title[:1].lower() + title[1:]


def period_dates(period: Period) -> str:
    """ "từ 15/9 đến 14/10/2026": both days are inside; the year is said twice when it changes."""
    first, last = period.start, period.last_day
    if first == last:
        return _("on {day}").format(day=format_date(first))
    start = f"{first.day}/{first.month}"
    if first.year != last.year:
        start += f"/{first.year}"
    return _("from {first} to {last}").format(
        first=start, last=f"{last.day}/{last.month}/{last.year}"
    )
