"""What is typed into a cell, and what it means: a number, K, =, X, or nothing."""

import re
from dataclasses import dataclass

from desktop.actions.counts import largest
from desktop.domain.plan_facts import NIL, NOT_APPLICABLE, CountEntry
from desktop.domain.text import fold
from desktop.i18n import _, format_number
from desktop.ui.counts.month import CountRow

_SPACES = ("\N{NO-BREAK SPACE}", "\N{NARROW NO-BREAK SPACE}", "\N{THIN SPACE}", "\N{FIGURE SPACE}")
_GAPS = str.maketrans(dict.fromkeys(_SPACES, " "))
_NUMBER = re.compile(r"[0-9]{1,12}|[1-9][0-9]{0,2}(?:(?:\.[0-9]{3}){1,3}|(?: [0-9]{3}){1,3})")
_NIL = frozenset({"k", "khong", "khong phat sinh", "kps"})
_NOT_APPLICABLE = frozenset({"x", "khong ap dung"})


@dataclass(frozen=True, slots=True)
class Typed:
    """What a text means; ``problem`` says why it means nothing, and ``entry`` counts no longer."""

    entry: CountEntry | None
    problem: str = ""


def read_cell(text: str, row: CountRow) -> Typed:
    """What a typed text says about a row; blank takes the figure back.

    A text is a number as a whole or none at all: letters, commas and signs are never left out to
    make one. Thousands may be grouped by dots or by spaces, three digits each.
    """
    plain = text.translate(_GAPS).strip()
    if not plain:
        return Typed(None)
    word = fold(plain)
    if word in _NIL:
        return Typed(NIL)
    if word in _NOT_APPLICABLE:
        return Typed(NOT_APPLICABLE)
    return _taken_over(row) if plain == "=" else _number(plain, row)


def _taken_over(row: CountRow) -> Typed:
    if not row.is_stock:
        return Typed(None, _("What happened in a month is counted anew each month: type a number."))
    if row.before is None:
        return Typed(None, _("Last month has no figure to take over: type a number."))
    return Typed(row.before)


def _number(plain: str, row: CountRow) -> Typed:
    if not _NUMBER.fullmatch(plain):
        return Typed(None, refused_sentence(plain))
    value, most = int(plain.replace(".", "").replace(" ", "")), largest(row.category)
    if value > most:
        said = _("{number} is too large: the largest figure taken here is {most}.")
        return Typed(None, said.format(number=format_number(value), most=format_number(most)))
    return Typed(CountEntry(value))


def refused_sentence(text: str) -> str:
    """Why a cell does not take a text."""
    if text.strip().startswith(("-", "−", "–")):
        return _("A count is never below 0: type the number without a minus sign.")
    return _("Type digits only, such as 12. If nothing arose, press K.")
