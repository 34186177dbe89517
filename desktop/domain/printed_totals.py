"""The totals that a consolidated paper printed, kept to be held against what is in force later.

Measures are named as in :mod:`desktop.domain.consolidated_series`; ``units`` is the number of
units that have sent, of those expected.
"""

from collections.abc import Collection, Iterable, Iterator, Sequence
from dataclasses import dataclass

from desktop.domain.canonical import build, parse, to_bytes
from desktop.domain.consolidated import Consolidated
from desktop.domain.consolidated_series import (
    ATTENDANCE,
    COUNT,
    GROUP_MONTHS,
    MODELS,
    OBJECTIVE,
    SESSIONS,
    UPKEEP,
)
from desktop.domain.expected_units import ExpectedUnit

UNITS = "units"


@dataclass(frozen=True, slots=True)
class PrintedTotal:
    """One total: of ratios both parts, of plain numbers the numerator; None is blank.

    ``units`` is how many units it was made of; ``label`` the plan's words, empty for the
    program's own measures.
    """

    measure: str
    numerator: int | None
    denominator: int | None = None
    units: int = 0
    label: str = ""

    @property
    def figures(self) -> tuple[int | None, int | None]:
        """What the paper shows of it."""
        return self.numerator, self.denominator


@dataclass(frozen=True, slots=True)
class ChangedTotal:
    """A total that is no longer what was printed; None where it was not, or is no more."""

    measure: str
    label: str
    printed: PrintedTotal | None
    now: PrintedTotal | None


def printed_totals(
    one: Consolidated, returned: Collection[ExpectedUnit] = ()
) -> tuple[PrintedTotal, ...]:
    """The totals of a consolidated period, in the order of the paper.

    A unit whose report was given back is, as in the paper, none that has sent.
    """
    return tuple(_totals(one, returned))


def _totals(one: Consolidated, returned: Collection[ExpectedUnit]) -> Iterator[PrintedTotal]:
    done, sent = one.activity, len(one.sent)
    expected = [line for line in one.lines if line.expected]
    here = sum(line.sent and line.unit not in returned for line in expected)
    yield PrintedTotal(UNITS, here, len(expected), here)
    yield PrintedTotal(SESSIONS, done.sessions.value, units=done.sessions.units)
    yield PrintedTotal(ATTENDANCE, done.attendance.value, units=done.attendance.units)
    yield PrintedTotal(GROUP_MONTHS, done.group_months.met, done.group_months.due, sent)
    yield PrintedTotal(UPKEEP, done.groups_with_model.met, done.groups_with_model.due, sent)
    yield PrintedTotal(MODELS, done.models.value, units=done.models.units)
    for count in one.counts:
        name = COUNT + count.category
        yield PrintedTotal(name, count.total.value, None, count.total.units, count.label)
    for total in one.objectives:
        yield PrintedTotal(
            OBJECTIVE + total.id, total.numerator, total.denominator, total.given, total.title
        )


def totals_text(totals: Iterable[PrintedTotal]) -> str:
    """The canonical text of totals: the same totals, the same text."""
    return to_bytes(list(totals)).decode("utf-8")


def read_totals(text: str) -> tuple[PrintedTotal, ...]:
    """The totals of a text.

    Raises:
        MalformedError: the text holds no totals.
    """
    return build(tuple[PrintedTotal, ...], parse(text.encode("utf-8")))


def changed_totals(
    printed: Sequence[PrintedTotal], now: Sequence[PrintedTotal]
) -> tuple[ChangedTotal, ...]:
    """The totals whose figures are no longer those printed, in the order of now.

    Those that are no more stand at the end. A total made of more units with the same figures has
    not changed.
    """
    before = {one.measure: one for one in printed}
    found = [
        ChangedTotal(one.measure, one.label, old, one)
        for one in now
        if (old := before.get(one.measure)) is None or old.figures != one.figures
    ]
    present = {one.measure for one in now}
    gone = (one for one in printed if one.measure not in present)
    return (*found, *(ChangedTotal(one.measure, one.label, one, None) for one in gone))
