"""What changed in the totals of a consolidated report since it was printed, on its replacement."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from decimal import ROUND_HALF_UP, Decimal

from desktop.domain.printed_totals import UNITS, ChangedTotal, PrintedTotal
from desktop.domain.text import nfc
from desktop.reports.administrative import (
    amount,
    bound,
    decimal_number,
    long_date,
    number_text,
    signed,
)
from desktop.reports.consolidated_words import Gathered, column, ratio_text
from desktop.reports.tree import Align, Block, Paragraph, Table


@dataclass(frozen=True, slots=True)
class Replacing:
    """That a report replaces one printed before: the number of the re-issue, what changed, and
    number with symbol and date of the one replaced, where it has them."""

    number: int
    changes: tuple[ChangedTotal, ...]
    symbol: str = ""
    issued_on: date | None = None

    def names(self) -> dict[str, str]:
        """What the sentences about it name."""
        day = long_date(self.issued_on) if self.issued_on is not None else ""
        return {"number": amount(self.number), "symbol": self.symbol, "date": bound(day)}

    def key(self, name: str) -> str:
        """The sentence that names the paper replaced, where it has a number."""
        return f"{name}_issued" if self.symbol else name


def changes_blocks(g: Gathered, replacing: Replacing) -> Iterator[Block]:
    """That the report replaces another one, with the totals that changed."""
    name = "text.changes" if replacing.changes else "text.changes_none"
    yield Paragraph.of(g.say(replacing.key(name), **replacing.names()))
    if replacing.changes:
        yield changes_table(g, replacing.changes)


def changes_table(g: Gathered, changes: Sequence[ChangedTotal]) -> Table:
    """The totals as they were printed and as they are now."""
    columns = (
        column(g, "number", 10),
        column(g, "figure", 72, Align.LEFT),
        column(g, "before", 32),
        column(g, "after", 32),
        column(g, "difference", 20),
    )
    rows = tuple(
        (
            str(place),
            measure_name(g, one.measure, one.label),
            _total(g, one.printed, absent="cell.new"),
            _total(g, one.now, absent="cell.gone"),
            _difference(g, one),
        )
        for place, one in enumerate(changes, 1)
    )
    return Table(columns, rows)


def measure_name(g: Gathered, measure: str, label: str) -> str:
    """What a total is called: the plan's words, else the program's own."""
    return bound(nfc(label)) or g.say(f"measure.{measure}")


def _total(g: Gathered, one: PrintedTotal | None, *, absent: str) -> str:
    if one is None:
        return g.say(absent)
    if one.numerator is None:
        return g.say("cell.unknown")
    if one.denominator is None:
        return number_text(one.numerator)
    if one.numerator < 0:
        return f"-{number_text(-one.numerator)}/{number_text(one.denominator)}"
    return ratio_text(g, one.numerator, one.denominator)


def _difference(g: Gathered, one: ChangedTotal) -> str:
    """The difference of plain numbers, of the parts of a ratio over the same whole, and of the
    percentages of ratios over other wholes, in points."""
    before, now = one.printed, one.now
    unknown = g.say("cell.unknown")
    if before is None or now is None or before.numerator is None or now.numerator is None:
        return unknown
    if one.measure != UNITS and before.denominator != now.denominator:
        return _points(g, before, now)
    return signed(now.numerator - before.numerator)


def _points(g: Gathered, before: PrintedTotal, now: PrintedTotal) -> str:
    """The difference of two percentages as they are printed; none where one of them is not."""
    if not before.denominator or not now.denominator:
        return g.say("cell.unknown")
    then, today = (
        Decimal(100 * (one.numerator or 0)) / one.denominator
        for one in (before, now)
        if one.denominator
    )
    change = (today - then).quantize(Decimal("0.1"), ROUND_HALF_UP)
    sign = "+" if change > 0 else "-" if change < 0 else ""
    return g.say("cell.points", number=f"{sign}{decimal_number(abs(change), 1)}")
