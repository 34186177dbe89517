"""Whole numbers as officers write them; blank is not zero."""

import re
from dataclasses import dataclass

from desktop.domain.text import fold
from desktop.sheets.cells import Cell

_PEOPLE = "nguoi|luot|luot nguoi|luot nghe|em|hs|hoc sinh|ng|dai bieu|dong chi|dc"
_UNITS = {
    "households": "ho|ho dan|ho gia dinh",
    "population": "khau|nhan khau|nguoi|nguoi dan",
    "members": f"thanh vien|hoi vien|{_PEOPLE}",
    "attendance": f"{_PEOPLE}|hoi vien|doan vien|quan chung|nguoi dan|luot nguoi nghe",
}
_WHOLE = r"\d{1,3}(?:[. ]\d{3})+|\d{1,3}(?:,\d{3})+|\d+"
_FRACTION = re.compile(r"^-?\s*\d+[.,]\d+\s*[a-z ]*$")
_NOTHING = frozenset({"-", "–", "—", "x", "...", "…"})


@dataclass(frozen=True, slots=True)
class ReadNumber:
    """What a cell says of a number; none for a blank; ``problem`` is a code."""

    number: int | None = None
    problem: str = ""


def read_number(cell: Cell | None, *, of: str = "attendance") -> ReadNumber:
    """A whole number that is not negative: typed, as text, with unit or points of thousands.

    ``of``: the field it is for; a number of something else ("30 hộ" among people) is none.
    """
    if cell is None or (cell.value is None and not cell.error and not cell.no_value):
        return ReadNumber()
    value = cell.value
    if isinstance(value, bool) or not isinstance(value, str | int | float):
        return ReadNumber(problem="number_not_understood")
    if isinstance(value, str):
        return _from_text(value, _UNITS.get(of, _PEOPLE))
    if value < 0:
        return ReadNumber(problem="number_negative")
    if not float(value).is_integer():
        return ReadNumber(problem="number_fraction")
    return ReadNumber(int(value))


def _from_text(text: str, units: str) -> ReadNumber:
    folded = fold(text)
    if not folded or folded in _NOTHING:
        return ReadNumber()
    found = re.match(rf"^(?:so luong:?)?\s*(-?)\s*({_WHOLE})\s*(?:{units})?[./]*$", folded)
    if found is None:
        return ReadNumber(
            problem="number_fraction" if _FRACTION.match(folded) else "number_not_understood"
        )
    if found[1]:
        return ReadNumber(problem="number_negative")
    return ReadNumber(int(re.sub(r"[., ]", "", found[2])))
