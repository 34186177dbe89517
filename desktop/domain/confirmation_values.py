"""A question that is asked before a period is closed, as a value."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from enum import StrEnum
from hashlib import sha256

from desktop.domain.canonical import to_bytes

LIST_MARK = "\n"
"""Between the names, and between the session ids, of one detail."""
NUMBERS = frozenset(
    {
        "added",
        "attendance",
        "denominator",
        "expected",
        "largest",
        "last",
        "number",
        "numerator",
        "reduced",
        "total",
        "value",
    }
)
"""Details that are whole numbers."""
MEASURED = frozenset({"value", "largest", "last", "expected"})
"""Those of them that are said with the unit of their figure."""

_FINGERPRINT = 12


class ConfirmationCode(StrEnum):
    """What a confirmation asks about."""

    COUNTS_MISSING = "counts_missing"
    """Figures of a month were not entered: is closing with blanks meant?"""
    MONTH_COPIED = "month_copied"
    """All that happened in a month has the numbers of the month before."""
    STOCK_BALANCE = "stock_balance"
    """A stock is not last month's plus what came minus what went."""
    PART_ABOVE_WHOLE = "part_above_whole"
    """More were reached than there are."""
    FIGURE_JUMPED = "figure_jumped"
    """A figure is far above those of the months before."""
    ATTENDANCE_EQUAL = "attendance_equal"
    """Every session has the same attendance."""
    SESSIONS_COPIED = "sessions_copied"
    """Groups and attendance of all sessions are those of the period before."""
    SAME_HOUR = "same_hour"
    """One body led sessions of different groups at the same hour."""
    SESSION_TWICE = "session_twice"
    """The same day, groups and format: one session may be there twice."""
    MONTHS_OPEN = "months_open"
    """Months of a longer period are open: closing it locks them as well."""
    PERIOD_NOT_OVER = "period_not_over"
    """The period was closed before its last day: day (of the closing), last_day."""


@dataclass(frozen=True, slots=True)
class Confirmation:
    """One question. ``subject`` names what it is about, ``details`` fill its sentence.

    Details that hold several names or session ids part them by :data:`LIST_MARK`.
    """

    id: str
    code: ConfirmationCode
    subject: str
    details: Mapping[str, str] = field(default_factory=dict, hash=False)


def confirmation(
    code: ConfirmationCode, subject: str, figures: object, **details: str | int
) -> Confirmation:
    """A question whose id changes with the figures that it is about.

    The id is code, subject and the first 12 hexadecimal digits of the figures' SHA-256.
    """
    mark = sha256(to_bytes(figures)).hexdigest()[:_FINGERPRINT]
    said = {name: str(value) for name, value in details.items()}
    return Confirmation(f"{code}:{subject}:{mark}", code, subject, said)
