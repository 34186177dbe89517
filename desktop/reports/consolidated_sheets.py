"""The consolidated tables as papers of their own: by unit, by objective, allocated targets."""

from collections.abc import Iterator, Sequence

from desktop.domain.consolidated import CountTotal, UnitLine
from desktop.domain.plan_facts import EntryState
from desktop.domain.text import nfc
from desktop.reports.administrative import bound, number_text
from desktop.reports.consolidated_allocated import allocated_blocks
from desktop.reports.consolidated_report import filing_lines
from desktop.reports.consolidated_tables import (
    by_unit_table,
    objective_table,
    result_tables,
    unit_notes,
)
from desktop.reports.consolidated_words import (
    ConsolidatedContent,
    Gathered,
    column,
    consolidated_paper,
    sum_text,
    unit_column,
)
from desktop.reports.frame import ended
from desktop.reports.tree import (
    Align,
    Block,
    Column,
    Document,
    Heading,
    Orientation,
    Paragraph,
    Table,
)

_COUNTS_ACROSS = 6
"""Columns of counts beside each other; more make another table."""

_SILENT = {
    EntryState.MISSING: "cell.blank",
    EntryState.NOT_APPLICABLE: "cell.unknown",
    EntryState.NIL: "cell.nothing_short",
}


def by_unit_paper(g: Gathered) -> Document:
    """Every unit's activity, duty and models, then its counts."""
    blocks: list[Block] = list(_filing(g))
    if not g.one.totals.lines:
        return _paper(g, "by_unit", tuple(blocks), Orientation.LANDSCAPE)
    blocks.append(by_unit_table(g))
    blocks.extend(unit_notes(g))
    tables = tuple(_count_tables(g))
    if tables:
        blocks.append(Heading(2, g.say("text.counts_by_unit")))
        blocks.extend(tables)
        blocks.append(Paragraph.of(g.say("note.counts_by_unit"), small=True))
    return _paper(g, "by_unit", tuple(blocks), Orientation.LANDSCAPE)


def by_objective_paper(g: Gathered) -> Document:
    """Every objective over all units, then what each unit gave for it."""
    blocks: list[Block] = list(_filing(g))
    if g.one.totals.objectives:
        blocks.append(Heading(2, g.say("text.summary")))
        blocks.append(objective_table(g))
        if g.one.totals.lines:
            blocks.append(Heading(2, g.say("text.results")))
            blocks.extend(result_tables(g))
            blocks.append(Paragraph.of(g.say("note.results"), small=True))
    else:
        blocks.append(Paragraph.of(g.say("text.no_plan")))
    return _paper(g, "by_objective", tuple(blocks), Orientation.LANDSCAPE)


def allocated_paper(g: Gathered) -> Document:
    """The targets that each unit was given beside its results; a blank target is not zero."""
    blocks = (*map(Paragraph.of, filing_lines(g, {})), *allocated_blocks(g))
    return _paper(g, "allocated", blocks, Orientation.PORTRAIT)


def _filing(g: Gathered) -> Iterator[Block]:
    """Who has sent; many that have not are those without figures in the table."""
    below = {"filing": g.say("text.table_below")}
    return (Paragraph.of(line) for line in filing_lines(g, below))


def _paper(g: Gathered, key: str, blocks: tuple[Block, ...], orientation: Orientation) -> Document:
    subject = g.say(key)
    dates = "dates_plan" if g.one.pack is not None and key != "by_unit" else "dates"
    content = ConsolidatedContent(
        blocks=ended(blocks),
        title=subject,
        kind=g.say("table_kind"),
        subject=(subject, g.say(dates)),
        orientation=orientation,
    )
    return consolidated_paper(g, content)


def _count_tables(g: Gathered) -> Iterator[Table]:
    counts = g.one.totals.counts
    for at in range(0, len(counts), _COUNTS_ACROSS):
        yield _count_table(g, counts[at : at + _COUNTS_ACROSS])


def _count_table(g: Gathered, counts: Sequence[CountTotal]) -> Table:
    columns = (
        column(g, "number", 10),
        unit_column(g, 46),
        *(
            Column(bound(f"{nfc(one.label)} ({one.unit})"), 30, Align.RIGHT, summed=True)
            for one in counts
        ),
    )
    rows = tuple(
        (
            str(place),
            bound(nfc(line.unit.name)),
            *(_count_cell(g, line, one.category) for one in counts),
        )
        for place, line in enumerate(g.one.totals.lines, 1)
    )
    total = ("", g.say("cell.total"), *(_count_total(g, one) for one in counts))
    return Table(columns, rows, total)


def _count_total(g: Gathered, one: CountTotal) -> str:
    if one.total.value is None or not one.not_entered:
        return sum_text(g, one.total, one.total.units)
    return g.say("cell.part", number=number_text(one.total.value))


def _count_cell(g: Gathered, line: UnitLine, category: str) -> str:
    if line.figures is None:
        return g.say("cell.not_sent")
    found = line.figures.count(category)
    if found is None:
        return g.say("cell.unknown")
    key = _SILENT.get(found.state)
    return g.say(key) if key else number_text(found.value)
