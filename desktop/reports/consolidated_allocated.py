"""Allocated targets beside results in consolidated papers; a blank target is not zero."""

from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import replace

from desktop.domain.consolidated_objectives import ObjectiveTotal
from desktop.domain.plan_tables import AllocationLine
from desktop.domain.plans import EnteredBy, ObjectiveKind
from desktop.domain.text import nfc
from desktop.reports.administrative import bound, number_text
from desktop.reports.consolidated_words import Gathered, column, ratio_parts
from desktop.reports.tree import Align, Block, Heading, Paragraph, Table


def allocated_blocks(g: Gathered) -> Iterator[Block]:
    """Of every objective with allocated targets: each unit's own beside what it reached."""
    found = [(one, lines) for one in g.one.totals.objectives if (lines := allocated_lines(g, one))]
    for place, (one, lines) in enumerate(found, 1):
        title = nfc(one.title)
        heading = f"{place}. {title}" if len(found) > 1 else title
        yield Heading(2, bound(heading))
        yield _allocated_table(g, lines)
    if not found:
        yield Paragraph.of(g.say("text.no_allocated"))
        return
    yield Paragraph.of(g.say("note.allocated"), small=True)


def allocated_lines(g: Gathered, one: ObjectiveTotal) -> tuple[AllocationLine, ...]:
    """Each unit's target beside its result: by the table, else by the number that is set for all.

    Units that have not sent stand with their target where the table gives them one. A number that
    the superior enters is that of the whole area: no unit has it to reach.
    """
    if one.allocation:
        return one.allocation
    if one.ratio or one.kind is not ObjectiveKind.ALLOCATED or _of_the_superior(g, one):
        return ()
    return tuple(
        AllocationLine(
            g.name(result.unit),
            int(result.target) if result.target is not None else None,
            result.numerator,
            codes=(result.unit.code,),
        )
        for result in one.units
    )


def _of_the_superior(g: Gathered, one: ObjectiveTotal) -> bool:
    plan = g.one.pack.objectives if g.one.pack is not None else ()
    return any(own.id == one.id and own.entered_by is EnteredBy.SUPERIOR for own in plan)


def _allocated_table(g: Gathered, lines: Sequence[AllocationLine]) -> Table:
    longest = max(len(line.unit) for line in lines)
    columns = (
        column(g, "number", 10),
        column(g, "unit", min(110, 62 + max(0, longest - 30) * 0.8), Align.LEFT),
        column(g, "target", 26, Align.RIGHT, summed=True),
        column(g, "result", 28, Align.RIGHT, summed=True),
        column(g, "percent", 22),
        column(g, "left", 26, Align.RIGHT),
    )
    twice = Counter(line.unit for line in lines)
    rows = tuple(
        _allocated_row(g, place, replace(line, unit=_named(g, line, alone=twice[line.unit] == 1)))
        for place, line in enumerate(lines, 1)
    )
    return Table(columns, rows, _allocated_total(g, lines))


def _allocated_total(g: Gathered, lines: Sequence[AllocationLine]) -> tuple[str, ...]:
    """The sums of the table; marked where a unit with a target has no result yet."""
    targets = [line.target for line in lines if line.target is not None]
    reached = [line.reached for line in lines if line.reached is not None]
    sums = AllocationLine(
        g.say("cell.total"), sum(targets) if targets else None, sum(reached) if reached else None
    )
    _place, name, target, result, percent, _left = _allocated_row(g, 0, sums)
    if sums.reached is None:
        result = g.say("cell.unknown")
    left = _left_of(g, lines)
    if reached and any(line.reached is None and line.target is not None for line in lines):
        result, left = (g.say("cell.part", number=text) for text in (result, left))
    return "", name, target, result, percent, left


def _allocated_row(g: Gathered, place: int, line: AllocationLine) -> tuple[str, ...]:
    left = line.still_to_do
    return (
        str(place),
        bound(nfc(line.unit)),
        _target(g, line),
        g.say("cell.no_figure") if line.reached is None else number_text(line.reached),
        _reached_percent(g, line),
        g.say("cell.unknown") if left is None else number_text(left),
    )


def _named(g: Gathered, line: AllocationLine, *, alone: bool) -> str:
    """The name of a row: with the code where another bears it too, with its units where it holds
    several."""
    if len(line.codes) > 1:
        names = {one.unit.code: one.unit.name for one in g.one.totals.lines}
        units = [
            g.say("cell.with_code", name=names.get(code, code), code=code) for code in line.codes
        ]
        return g.say("cell.several_units", name=line.unit, units=", ".join(units))
    if alone or not line.codes:
        return line.unit
    return g.say("cell.with_code", name=line.unit, code=line.codes[0])


def _target(g: Gathered, line: AllocationLine) -> str:
    if line.target is not None:
        return number_text(line.target)
    return g.say("cell.not_in_table" if line.outside else "cell.not_allocated")


def _reached_percent(g: Gathered, line: AllocationLine) -> str:
    if line.target is None or line.reached is None:
        return g.say("cell.unknown")
    return ratio_parts(g, line.reached, line.target)[1]


def _left_of(g: Gathered, lines: Sequence[AllocationLine]) -> str:
    """What is left over all targets: all of it where a unit has no result yet, and one's surplus
    is not another's."""
    left = [max(line.target - (line.reached or 0), 0) for line in lines if line.target is not None]
    nothing_came = all(line.reached is None for line in lines)
    return number_text(sum(left)) if left and not nothing_came else g.say("cell.unknown")
