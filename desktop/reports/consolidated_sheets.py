"""The consolidated tables as papers of their own: by unit, by objective, allocated targets."""

from collections.abc import Iterator

from desktop.reports.consolidated_allocated import allocated_blocks
from desktop.reports.consolidated_counts import count_blocks
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
    consolidated_paper,
)
from desktop.reports.frame import ended
from desktop.reports.tree import (
    Block,
    Document,
    Heading,
    Orientation,
    Paragraph,
)


def by_unit_paper(g: Gathered) -> Document:
    """Every unit's activity, duty and models, then its counts."""
    blocks: list[Block] = list(_filing(g))
    if not g.one.totals.lines:
        return _paper(g, "by_unit", tuple(blocks), Orientation.LANDSCAPE)
    blocks.append(by_unit_table(g))
    blocks.extend(unit_notes(g))
    blocks.extend(count_blocks(g))
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
