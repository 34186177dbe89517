"""The day on which something happened, as offices in Viet Nam count it."""

from datetime import date, datetime, timedelta, timezone

OFFICIAL_TIME = timezone(timedelta(hours=7), "ICT")
"""The one time of Viet Nam, seven hours ahead of UTC (Decision 134/2002/QĐ-TTg, article 1)."""


def official_day(moment: datetime) -> date:
    """The day of an aware instant in Viet Nam, whatever zone the computer that asks is set to."""
    return moment.astimezone(OFFICIAL_TIME).date()
