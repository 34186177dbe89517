"""Filling the fields of a sentence with what a problem or fault carries."""

import string
import unicodedata
from collections.abc import Mapping
from datetime import date

from desktop.domain.periods import UnknownPeriodError
from desktop.i18n import format_date, format_number
from desktop.wording.months import period_name

_NUMBERS = frozenset({"low", "high", "limit", "count", "uses"})
_FILES = frozenset({"file", "folder", "name", "other", "path", "place"})
_UNSHOWN = frozenset({"Cc", "Cf", "Cs", "Zl", "Zp"})
_PERIODS = frozenset({"period", "first_month"})


class _Fields(dict[str, str]):
    """Details of a sentence; one that the code forgot reads as an ellipsis, never as a crash."""

    def __missing__(self, key: str) -> str:
        return "…"


def filled(sentence: str, details: Mapping[str, str]) -> str:
    """The sentence with its fields; ISO dates, period ids and numbers as people write them."""
    return sentence.format_map(_Fields({key: shown(key, value) for key, value in details.items()}))


def fills(sentence: str, details: Mapping[str, str]) -> bool:
    """Whether the details hold every field of a sentence."""
    fields = {
        name for _text, name, _spec, _conversion in string.Formatter().parse(sentence) if name
    }
    return fields <= details.keys()


def shown(key: str, value: str) -> str:
    """One detail as people write it."""
    if key in _NUMBERS and value.isascii() and value.isdigit():
        return format_number(int(value))
    if key in _PERIODS:
        try:
            return period_name(value)
        except UnknownPeriodError:
            return value
    return one_line(value) if key in _FILES else day_shown(value)


def one_line(name: str) -> str:
    """A name from outside as one line: what cannot be seen in it is shown by its number.

    The name of a file on a stick may hold a line break, or orders to the terminal.
    """
    if name.isprintable():
        return name
    return "".join(
        one.encode("unicode_escape").decode() if unicodedata.category(one) in _UNSHOWN else one
        for one in name
    )


def day_shown(value: str) -> str:
    """An ISO date as 05/09/2026; anything else as it is."""
    if len(value) != 10 or value[4:5] != "-":
        return value
    try:
        return format_date(date.fromisoformat(value))
    except ValueError:
        return value
