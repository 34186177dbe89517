"""Digits for paper and telephone: groups of four with a check digit that knows its place.

The groups are those of the check codes of a period (``desktop.domain.check_codes``), so that an
officer meets one kind of code: a mistyped digit and two groups that changed places are told.
"""

import re
from hashlib import sha256

# The one table of check digits; its room has no public name for it.
from desktop.domain.check_codes import _check as check_digit

GROUP = 4
_GROUPS = 5
_SEPARATORS = re.compile(r"[\s\u00a0\u2010-\u2015\u2212\u200b\u2060\ufeff.,;_-]+")


def code_of(data: bytes) -> str:
    """The code of bytes, "12344-…": 20 digits of their SHA-256 in five groups."""
    size = _GROUPS * GROUP
    return grouped(f"{int.from_bytes(sha256(data).digest()) % 10**size:0{size}d}")


def grouped(digits: str) -> str:
    """Digits in groups of four, each with its check digit, joined by hyphens."""
    groups = (digits[at : at + GROUP] for at in range(0, len(digits), GROUP))
    return "-".join(group + check_digit(group, place) for place, group in enumerate(groups))


def bare(text: str) -> str:
    """What was typed without blanks, hyphens and points."""
    return _SEPARATORS.sub("", text)


def mistyped_groups(text: str) -> tuple[int, ...]:
    """Which groups of a typed code are wrong by their check digits, counted from 1.

    A text that is no row of digits, or that ends inside a group, is wrong as a whole: (0,).
    """
    digits = bare(text)
    size = GROUP + 1
    if not digits or not (digits.isascii() and digits.isdecimal()) or len(digits) % size:
        return (0,)
    groups = [digits[at : at + size] for at in range(0, len(digits), size)]
    return tuple(
        place + 1
        for place, group in enumerate(groups)
        if check_digit(group[:GROUP], place) != group[GROUP]
    )


def is_whole_code(text: str) -> bool:
    """Whether a typed code has all the digits that :func:`code_of` gives, right or wrong.

    A code that lacks its last group bears right check digits and is still no other code.
    """
    digits = bare(text)
    return len(digits) == _GROUPS * (GROUP + 1) and digits.isascii() and digits.isdecimal()


def same_code(typed: str, code: str) -> bool:
    """Whether a typed code is the code, however its groups were separated."""
    return bare(typed) == bare(code)
