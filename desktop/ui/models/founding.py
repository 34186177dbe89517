"""The founding of a model as it is typed: a day, a year alone, or nothing when it is not known."""

import re
from dataclasses import dataclass
from datetime import date

from desktop.domain.days import day_in_period
from desktop.domain.periods import Period
from desktop.i18n import format_date

_YEAR = re.compile(r"(?:19|20)\d{2}")


@dataclass(frozen=True, slots=True)
class Founding:
    """A day, or a year, or neither."""

    on: date | None = None
    year: int | None = None

    @property
    def text(self) -> str:
        """As it stands in the field."""
        if self.on is not None:
            return format_date(self.on)
        return str(self.year) if self.year is not None else ""


def parse_founding(typed: str, period: Period) -> Founding | None:
    """ "2019" is a year, "20/5/2019" a day, nothing is unknown; none when it is neither."""
    text = typed.strip()
    if not text:
        return Founding()
    if _YEAR.fullmatch(text):
        return Founding(year=int(text))
    day = day_in_period(text, period)
    return Founding(on=day) if day is not None else None
