"""What a cell of a paper is in Excel: a whole number, a share, a date, or a text that stays one."""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from desktop.domain.text import formula_like
from desktop.reports.packed import written
from desktop.reports.tree import Align, Column

Value = str | int | Decimal | date

TEXT = "@"
_DATE = re.compile(r"(\d\d)/(\d\d)/(\d{4})")
_NUMBER = re.compile(r"([+-]?)((?:0|[1-9]\d*)|[1-9]\d{0,2}(?:\.\d{3})+)(?:,(\d+))?(%?)(\*?\+?)")
"""A number as it is printed; the star says that units are lacking in it, the plus that slips came
late."""


@dataclass(frozen=True, slots=True)
class Typed:
    """A value and its number format; ``guarded``: a text that must never become a formula."""

    value: Value
    number_format: str = TEXT

    @property
    def guarded(self) -> bool:
        """Whether the text might be run as a formula when it is typed anew."""
        return isinstance(self.value, str) and formula_like(self.value)


def typed(text: str, align: Align) -> Typed:
    """What a cell holds; columns set to the left hold words and are never read as numbers."""
    text = written(text)
    if align in {Align.CENTRE, Align.RIGHT} and text:
        found = _day(text) or _number(text)
        if found is not None:
            return found
    return Typed(text)


def _day(text: str) -> Typed | None:
    match = _DATE.fullmatch(text)
    if match is None:
        return None
    day, month, year = map(int, match.groups())
    try:
        return Typed(date(year, month, day), "dd/mm/yyyy")
    except ValueError:
        return None


def _number(text: str) -> Typed | None:
    match = _NUMBER.fullmatch(text)
    if match is None:
        return None
    sign, whole, part, percent, marks = match.groups()
    shape = ("#,##0" if "." in whole else "0") + (f".{'0' * len(part)}" if part else "") + percent
    shape += f'"{marks}"' if marks else ""
    shape = f"+{shape};-{shape};0" if sign else shape
    digits = whole.replace(".", "")
    if not part and not percent:
        return Typed(int(sign + digits), shape)
    value = Decimal(f"{sign}{digits}.{part or 0}")
    return Typed(value / 100 if percent else value, shape)


def sum_of(column: Column, cells: Sequence[str], total: str) -> int | None:
    """The total of a summed column, none where it is not the sum of the cells above it."""
    if not column.summed:
        return None
    values = [typed(cell, column.align).value for cell in cells]
    found = sum(value for value in values if isinstance(value, int))
    return found if typed(total, column.align).value == found else None
