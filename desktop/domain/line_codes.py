"""Short codes on forms: typed or scanned, they lead back to a group's month or to a session.

A code is made of the month, a few letters of the identity's hash, and a check letter. Digits and
letters that look alike on paper (I, L, O, U) are not used, and small letters, blanks and hyphens
do not matter.
"""

import re
from collections.abc import Iterable
from dataclasses import dataclass
from enum import StrEnum
from hashlib import sha256

from desktop.domain.periods import EARLIEST_YEAR, LATEST_YEAR

ALPHABET = "0123456789ABCDEFGHJKMNPQRSTVWXYZ"
_VALUE = {letter: value for value, letter in enumerate(ALPHABET)}
_LOOK_ALIKES = str.maketrans("OIL", "011")
_BLANKS = re.compile(r"[\s\u00a0\u2010-\u2015\u2212._-]+")
_BITS = 5
_FIELD = 0b100101
"""x⁵ + x² + 1: multiplying by x runs through all 31 values, so that every place weighs apart."""

_HEAD = 3
_KEY = 4
_LONG_KEY = 6
_MONTHS = (LATEST_YEAR - EARLIEST_YEAR + 1) * 12
_PART = 4


class LineKind(StrEnum):
    """What a code leads to."""

    GROUP_MONTH = "group_month"
    SESSION = "session"


_KINDS = (LineKind.GROUP_MONTH, LineKind.SESSION)


@dataclass(frozen=True, slots=True)
class LineCode:
    """What a code says: the kind, the month ("2026-10"), and letters of the identity's hash."""

    kind: LineKind
    month: str
    key: str

    @property
    def text(self) -> str:
        """The code as it is printed: ``0T3K-7QX4``."""
        letters = _head(self.kind, self.month) + self.key
        letters += _check(letters)
        return "-".join(letters[at : at + _PART] for at in range(0, len(letters), _PART))


def line_code(kind: LineKind, *, month: str, identity: str, others: Iterable[str] = ()) -> LineCode:
    """The code of a group's month or of a session.

    ``others`` are the identities among which it must be told apart: where two share the usual
    letters of the hash, the code is two letters longer. ``month`` is an id such as 2026-10.
    """
    whole = _hash(identity)
    usual = whole[:_KEY]
    shared = any(other != identity and _hash(other)[:_KEY] == usual for other in others)
    return LineCode(kind, month, whole[:_LONG_KEY] if shared else usual)


def decode(text: str) -> LineCode | None:
    """What a typed or scanned code says; none when it is no code or was mistyped.

    Every single wrong letter and every two letters that changed places are noticed.
    """
    letters = _BLANKS.sub("", text).upper().translate(_LOOK_ALIKES)
    if len(letters) not in {_HEAD + _KEY + 1, _HEAD + _LONG_KEY + 1}:
        return None
    if any(letter not in _VALUE for letter in letters) or _check(letters[:-1]) != letters[-1]:
        return None
    kind, number = divmod(_number(letters[:_HEAD]), _MONTHS)
    if kind >= len(_KINDS):
        return None
    year, month = divmod(number, 12)
    return LineCode(_KINDS[kind], f"{EARLIEST_YEAR + year:04d}-{month + 1:02d}", letters[_HEAD:-1])


def named_by(code: LineCode, identities: Iterable[str]) -> tuple[str, ...]:
    """Which of the identities a code may mean: one, none, or several that share its letters."""
    return tuple(one for one in identities if _hash(one)[: len(code.key)] == code.key)


def _head(kind: LineKind, month: str) -> str:
    year, number = int(month[:4]), int(month[5:7])
    value = _KINDS.index(kind) * _MONTHS + (year - EARLIEST_YEAR) * 12 + number - 1
    return "".join(ALPHABET[value >> shift & 31] for shift in (2 * _BITS, _BITS, 0))


def _number(letters: str) -> int:
    value = 0
    for letter in letters:
        value = value << _BITS | _VALUE[letter]
    return value


def _hash(identity: str) -> str:
    """The first letters of the identity's SHA-256 in our alphabet."""
    value = int.from_bytes(sha256(identity.encode()).digest()[:4])
    return "".join(ALPHABET[value >> shift & 31] for shift in range(27, 27 - 5 * _LONG_KEY, -5))


def _check(letters: str) -> str:
    """The check letter: a sum over the field of 32 elements, each place with its own weight."""
    total = 0
    for letter in letters:
        total = _times_x(total ^ _VALUE[letter])
    return ALPHABET[total]


def _times_x(value: int) -> int:
    doubled = value << 1
    return doubled ^ _FIELD if doubled >> _BITS else doubled
