"""The day and the time at which something happened, as offices in Viet Nam count them."""

from datetime import date, datetime, timedelta, timezone

OFFICIAL_TIME = timezone(timedelta(hours=7), "ICT")
"""The one time of Viet Nam, seven hours ahead of UTC (Decision 134/2002/QĐ-TTg, article 1)."""


def official_time(moment: datetime) -> datetime:
    """An aware instant by the clocks of Viet Nam, whatever zone the computer is set to."""
    return moment.astimezone(OFFICIAL_TIME)


def official_day(moment: datetime) -> date:
    """The day of an aware instant in Viet Nam, whatever zone the computer that asks is set to."""
    return official_time(moment).date()
