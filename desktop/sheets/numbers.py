"""Whole numbers as officers write them; blank is not zero."""

import re
from dataclasses import dataclass

from desktop.domain.text import fold
from desktop.sheets.cells import Cell

_UNITS = (
    r"(?:nguoi|luot|luot nguoi|ho|khau|nhan khau|hoi vien|thanh vien|to|ban|quyen|em|hs|hoc sinh"
    r"|luot nghe|ng|dai bieu|dong chi|dc)"
)
_WHOLE = r"\d{1,3}(?:[. ]\d{3})+|\d{1,3}(?:,\d{3})+|\d+"
_NUMBER = re.compile(rf"^(?:so luong:?)?\s*(-?)\s*({_WHOLE})\s*{_UNITS}?[./]*$")
_FRACTION = re.compile(rf"^-?\s*\d+[.,]\d+\s*{_UNITS}?$")
_NOTHING = frozenset({"-", "–", "—", "x", "...", "…"})


@dataclass(frozen=True, slots=True)
class ReadNumber:
    """What a cell says of a number; none for a blank; ``problem`` is a code."""

    number: int | None = None
    problem: str = ""


def read_number(cell: Cell | None) -> ReadNumber:
    """A whole number that is not negative: typed, as text, with unit or points of thousands."""
    if cell is None or (cell.value is None and not cell.error and not cell.no_value):
        return ReadNumber()
    value = cell.value
    if isinstance(value, bool) or not isinstance(value, str | int | float):
        return ReadNumber(problem="number_not_understood")
    if isinstance(value, str):
        return _from_text(value)
    if value < 0:
        return ReadNumber(problem="number_negative")
    if not float(value).is_integer():
        return ReadNumber(problem="number_fraction")
    return ReadNumber(int(value))


def _from_text(text: str) -> ReadNumber:
    folded = fold(text)
    if not folded or folded in _NOTHING:
        return ReadNumber()
    found = _NUMBER.match(folded)
    if found is None:
        return ReadNumber(
            problem="number_fraction" if _FRACTION.match(folded) else "number_not_understood"
        )
    if found[1]:
        return ReadNumber(problem="number_negative")
    return ReadNumber(int(re.sub(r"[., ]", "", found[2])))
