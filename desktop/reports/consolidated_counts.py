"""The counts of every unit in consolidated papers.

Few units or few counts stand in tables whose columns bear the names of the counts. Many units
with many counts would fill a book so: there the counts are listed once, by section and numbered,
with their totals, and the columns of the units' table bear the numbers.
"""

from collections.abc import Iterator, Sequence
from itertools import groupby
from math import ceil

from desktop.domain.consolidated import CountTotal, UnitLine
from desktop.domain.plan_facts import EntryState
from desktop.domain.text import nfc
from desktop.reports.administrative import bound, number_text
from desktop.reports.consolidated_words import Gathered, column, sum_text, unit_column
from desktop.reports.tree import Align, Block, Column, Heading, Paragraph, Table

_NAMED_ACROSS = 6
"""Columns with names beside each other; more make another table."""

_NUMBERED_ACROSS = 21
"""Columns with numbers beside each other, at most."""

_DIGITS_ACROSS = 130
"""Digits of the smallest letters beside each other, without the name of the unit."""

_RULE = 1.4
"""The room between two columns, in digits."""

_ONE_SHEET = 20
"""So many units stand on one sheet."""

_SILENT = {
    EntryState.MISSING: "cell.blank",
    EntryState.NOT_APPLICABLE: "cell.unknown",
    EntryState.NIL: "cell.nothing_short",
}


def count_blocks(g: Gathered) -> Iterator[Block]:
    """What every unit gave for every count; nothing where there are no counts."""
    totals = g.one.totals
    if not totals.counts:
        return
    yield Heading(2, g.say("text.counts_by_unit"))
    if len(totals.lines) <= _ONE_SHEET or len(totals.counts) <= 2 * _NAMED_ACROSS:
        yield from _named_tables(g)
    else:
        yield _key_table(g)
        yield from _numbered_tables(g)
    yield Paragraph.of(g.say("note.counts_by_unit"), small=True)


def _named_tables(g: Gathered) -> Iterator[Table]:
    counts = g.one.totals.counts
    for at in range(0, len(counts), _NAMED_ACROSS):
        shown = counts[at : at + _NAMED_ACROSS]
        columns = (
            Column(bound(f"{nfc(one.label)} ({one.unit})"), 30, Align.RIGHT, summed=True)
            for one in shown
        )
        yield _table(g, shown, tuple(columns))


def _key_table(g: Gathered) -> Table:
    """Every count with the number of its column, its total and how many units gave it."""
    columns = (
        column(g, "count_column", 16),
        column(g, "what", 120, Align.LEFT),
        column(g, "measure_unit", 30),
        column(g, "now", 34, Align.RIGHT),
        column(g, "given", 34),
    )
    return Table(columns, tuple(_key_rows(g)))


def _key_rows(g: Gathered) -> Iterator[tuple[str, ...]]:
    sent = len(g.one.totals.sent)
    numbered = enumerate(g.one.totals.counts, 1)
    for section, found in groupby(numbered, key=lambda one: nfc(one[1].section)):
        if section:
            yield "", bound(section), "", "", ""
        for place, one in found:
            given = f"{one.total.units}/{sent}"
            yield str(place), bound(nfc(one.label)), one.unit, _count_total(g, one), given


def _numbered_tables(g: Gathered) -> Iterator[Table]:
    counts = g.one.totals.counts
    across = _across(g)
    over = g.say("column.counts_over")
    for at in range(0, len(counts), across):
        shown = counts[at : at + across]
        columns = (
            Column(str(at + place), 14, Align.RIGHT, over, summed=True)
            for place in range(1, len(shown) + 1)
        )
        yield _table(g, shown, tuple(columns))


def _across(g: Gathered) -> int:
    """How many columns stand beside each other: in as many tables as no number is torn apart."""
    counts = g.one.totals.counts
    digits = sum(_digits(g, one) + _RULE for one in counts)
    tables = max(ceil(len(counts) / _NUMBERED_ACROSS), ceil(digits / _DIGITS_ACROSS))
    return ceil(len(counts) / tables)


def _digits(g: Gathered, one: CountTotal) -> float:
    """How wide the column of a count is: that of its total, which is its largest figure."""
    text = _count_total(g, one)
    return max(2, len(text) - text.count(".") / 2) if one.total.value is not None else 2


def _table(g: Gathered, counts: Sequence[CountTotal], columns: tuple[Column, ...]) -> Table:
    rows = tuple(
        (
            str(place),
            bound(nfc(line.unit.name)),
            *(_count_cell(g, line, one.category) for one in counts),
        )
        for place, line in enumerate(g.one.totals.lines, 1)
    )
    total = ("", g.say("cell.total"), *(_count_total(g, one) for one in counts))
    return Table((column(g, "number", 10), unit_column(g, 46), *columns), rows, total)


def _count_total(g: Gathered, one: CountTotal) -> str:
    if one.total.value is None or not one.not_entered:
        return sum_text(g, one.total, one.total.units)
    return g.say("cell.part", number=number_text(one.total.value))


def _count_cell(g: Gathered, line: UnitLine, category: str) -> str:
    if line.figures is None:
        return g.say("cell.to_verify" if line.unit in g.one.waiting else "cell.not_sent")
    found = line.figures.count(category)
    if found is None:
        return g.say("cell.unknown")
    key = _SILENT.get(found.state)
    return g.say(key) if key else number_text(found.value)
