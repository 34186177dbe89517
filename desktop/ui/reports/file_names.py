"""Good names for saved papers: plain letters and digits that travel over every system.

``BC-BCD_thang-10-2026_Phuong-Huong-Tra.pdf``: what it is, of which period, of whom.
"""

import re
import unicodedata
from collections.abc import Sequence
from datetime import date

from desktop.domain.periods import Period, PeriodKind

_OTHERS = re.compile(r"[^A-Za-z0-9]+")
_LONGEST = 60
_NAMED = 2
_D = str.maketrans({"đ": "d", "Đ": "D"})
_RESERVED = frozenset({"con", "prn", "aux", "nul"})


def plain(text: str) -> str:
    """A text in plain letters with hyphens between words: "Phường Hương Trà" → Phuong-Huong-Tra."""
    parts = unicodedata.normalize("NFD", text.translate(_D))
    bare = "".join(letter for letter in parts if not unicodedata.combining(letter))
    found = _OTHERS.sub("-", bare).strip("-")[:_LONGEST].strip("-")
    return f"{found}-" if found.casefold() in _RESERVED else found


def period_part(period: Period) -> str:
    """How a period stands in a file's name: thang-10-2026, quy-4-2026, tu-01-10-2026-den-…"""
    number, year = period.number, period.year
    match period.kind:
        case PeriodKind.MONTH:
            return f"thang-{number:02d}-{year}"
        case PeriodKind.QUARTER:
            return f"quy-{number}-{year}"
        case PeriodKind.HALF_YEAR:
            return f"6-thang-{'dau' if number == 1 else 'cuoi'}-nam-{year}"
        case PeriodKind.NINE_MONTHS:
            return f"9-thang-nam-{year}"
        case PeriodKind.YEAR:
            return f"nam-{year}"
        case _:
            return f"tu-{period.start:%d-%m-%Y}-den-{period.last_day:%d-%m-%Y}"


def paper_name(what: str, period: Period | None, commune: str) -> str:
    """The name without an ending; empty parts are left out."""
    commune = commune[:1].upper() + commune[1:]
    parts = (plain(what), period_part(period) if period else "", plain(commune))
    return "_".join(part for part in parts if part)


def minutes_name(what: str, day: date, groups: Sequence[str], order: int = 1) -> str:
    """``Bien-ban-buoi_2026-09-18_to-dan-pho-3``: day and group; the second of a day ends in -2."""
    where = plain(" ".join(groups[:_NAMED])).casefold()
    if len(groups) > _NAMED:
        where = f"{where}-va-{len(groups) - _NAMED}-nhom-khac"
    parts = (plain(what), day.isoformat(), where)
    name = "_".join(part for part in parts if part)
    return f"{name}-{order}" if order > 1 else name
