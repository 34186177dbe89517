"""Which number formats of Excel show a day."""

import re

_BUILT_IN_DATES = frozenset({*range(14, 23), *range(27, 37), *range(45, 48), *range(50, 59)})
_NOISE = re.compile(r'"[^"]*"|\\.|_.|\*.|\[(?!h|hh|m|mm|s|ss\])[^\]]*\]', re.IGNORECASE)
_DATE_LETTERS = re.compile(r"[dyhms]", re.IGNORECASE)


def is_date_format(number: int, code: str) -> bool:
    """Whether a number format (its id, and its code when not built in) shows a day or time."""
    if not code:
        return number in _BUILT_IN_DATES
    bare = _NOISE.sub("", code.split(";", maxsplit=1)[0])
    return bare.lower() != "general" and bool(_DATE_LETTERS.search(bare))
