"""Allocated tables: typed or pasted, summed, and compared with what was reached."""

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from pathlib import Path

from desktop.actions.desk import Desk, Outcome, refused
from desktop.actions.periods import month_holding, period_named, period_view
from desktop.actions.plan_settings import PlanInput, enter_plan
from desktop.actions.plans import entries_of, pack_of
from desktop.db import plan_queries
from desktop.domain.objectives import compute
from desktop.domain.plan_entries import entered
from desktop.domain.plan_facts import PlanFacts
from desktop.domain.plan_input import MOST_ROWS
from desktop.domain.plan_tables import (
    AllocatedTable,
    AllocationLine,
    InnerShare,
    PastedRows,
    TableRow,
    compare,
    read_pasted,
    share_of_cell,
)
from desktop.domain.plans import Allocated, Objective, PartShare, PlanPack
from desktop.domain.problems import Problem, Severity
from desktop.domain.snapshot_plan import plan_facts
from desktop.domain.text import tidy
from desktop.sheets.cells import Cell, Limits
from desktop.sheets.workbook import read_workbook

__all__ = [
    "AllocationView",
    "ColumnView",
    "ShareView",
    "allocation",
    "paste_allocated",
    "read_table_file",
    "set_allocated",
]


@dataclass(frozen=True, slots=True)
class ShareView:
    """The share inside a column: how many of the total, and of the own cell, it asks for.

    ``reached`` is what the commune counted of this sort, None where it was not entered.
    """

    share: InnerShare
    of_total: int | None
    of_own: int | None
    reached: int | None = None


@dataclass(frozen=True, slots=True)
class ColumnView:
    """A column of an allocated table.

    ``total`` adds up the cells that are not blank (None: all are), ``printed`` is the total
    that the source prints. ``own`` is the commune's own cell, ``reached`` what it counted
    in the year to date; None where blank or not entered. ``lines`` compare unit by unit.
    """

    id: str
    label: str
    unit: str
    total: int | None
    printed: int | None
    blanks: int
    own: int | None
    reached: int | None
    share: ShareView | None
    lines: tuple[AllocationLine, ...]

    @property
    def differs(self) -> bool:
        """Whether the cells add up to another number than the source prints."""
        return self.printed is not None and self.printed != (self.total or 0)


@dataclass(frozen=True, slots=True)
class AllocationView:
    """An allocated table as it is followed; ``own_rows``: the committee typed its rows.

    ``unit`` is the commune's own row; None: it was not said, so that what was reached stands
    against the totals alone.
    """

    table: AllocatedTable
    own_rows: bool
    unit: str | None
    month: str
    columns: tuple[ColumnView, ...]

    @property
    def own_row(self) -> TableRow | None:
        """The commune's own row; None when it was not said or stands in no row."""
        return self.table.row(self.unit) if self.unit else None


def set_allocated(
    desk: Desk, plan_id: str, table_id: str, rows: Iterable[TableRow]
) -> Outcome[str]:
    """Puts these rows into an allocated table; none go back to the plan's own."""
    given = PlanInput(tables={table_id: tuple(rows)})
    return enter_plan(desk, plan_id, given, action="set_allocated", label=table_id)


def paste_allocated(desk: Desk, plan_id: str, table_id: str, text: str) -> Outcome[str]:
    """Puts pasted cells into an allocated table: unit, then a cell for each column, tabs between.

    Blank cells stay blank. Each cell that is no number is a problem "table_cell", each row
    with more or fewer cells than the table has columns a problem "table_line_width", with the
    line, and nothing is written. A line of totals that differs from the sums is warned of.
    """
    pack = pack_of(desk, plan_id)
    if pack is None:
        return refused(Problem("plan_unknown", "plan", details={"plan": plan_id}))
    table = pack.table(table_id)
    if table is None:
        return refused(Problem("table_unknown", "table", details={"table": table_id}))
    pasted = read_pasted(_without_heading(text), columns=len(table.columns))
    wrong = (*_width_faults(pasted, len(table.columns)), *_cell_faults(pasted, text))
    if wrong:
        return refused(*wrong)
    if not pasted.rows:
        return refused(Problem("table_empty", "text"))
    outcome = set_allocated(desk, plan_id, table_id, pasted.rows)
    problems = tuple(_on_line(one, pasted) for one in outcome.problems)
    return replace(outcome, problems=(*problems, *_differing_totals(pasted)))


def _width_faults(pasted: PastedRows, columns: int) -> Iterator[Problem]:
    for line, found in pasted.widths:
        details = {"line": str(line), "found": str(found), "expected": str(columns)}
        yield Problem("table_line_width", f"{line}", details=details)


def _cell_faults(pasted: PastedRows, text: str) -> Iterator[Problem]:
    lines = text.splitlines()
    for line, column in pasted.faults:
        cells = lines[line - 1].split("\t")
        details = {"line": str(line), "column": str(column)}
        details["cell"] = tidy(cells[column - 1])[:60] if column <= len(cells) else ""
        code = "table_cell" if details["cell"] else "table_unit_missing"
        yield Problem(code, f"{line}:{column}", details=details)


_ROW_PLACE = re.compile(r"tables\.[^\[]*\[(\d+)\]")


def _on_line(problem: Problem, pasted: PastedRows) -> Problem:
    """The problem of a row with the line that the row stands on."""
    place = _ROW_PLACE.match(problem.field)
    if place is None:
        return problem
    line = str(pasted.lines[int(place[1])])
    return replace(problem, field=line, details={**problem.details, "line": line})


def _differing_totals(pasted: PastedRows) -> Iterator[Problem]:
    """Lines of totals whose cells are not what the rows add up to."""
    sums = pasted.sums()
    for line, said in pasted.totals:
        if any(
            one is not None and one != (found or 0) for one, found in zip(said, sums, strict=True)
        ):
            details = {"line": str(line), "said": _beside(said), "found": _beside(sums)}
            yield Problem("table_total_differs", f"{line}", Severity.WARNING, details)


def _beside(cells: Iterable[int | None]) -> str:
    return "/".join("–" if cell is None else str(cell) for cell in cells)


def _without_heading(text: str) -> str:
    """The text with title and headings emptied, so that lines keep their numbers.

    A heading has several filled cells and no digit behind the first of them; what stands
    above the last one, before the first row with numbers, is title.
    """
    lines = text.splitlines()
    heading = 0
    for number, line in enumerate(lines, start=1):
        words = [cell for cell in line.split("\t") if tidy(cell)]
        if any(mark.isdigit() for cell in words[1:] for mark in cell):
            break
        if len(words) > 1:
            heading = number
    return "\n".join([""] * heading + lines[heading:])


def read_table_file(path: Path) -> str:
    """The cells of the first filled sheet of an .xlsx, .xls, .csv or .tsv file, tabs between.

    Raises SheetError when the file cannot be read.
    """
    book = read_workbook(path)
    sheet = next(one for one in book.sheets if one.cells)
    last_row = max(row for row, _column in sheet.cells)
    last_column = max(_cells_across(path), *(column for _row, column in sheet.cells))
    return "\n".join(
        "\t".join(_text(sheet.cells.get((row, column))) for column in range(1, last_column + 1))
        for row in range(1, last_row + 1)
    )


_SEPARATED = frozenset({".csv", ".tsv", ".txt"})


def _cells_across(path: Path) -> int:
    """How many cells the widest line of a text list has, blank ones at its end included."""
    if path.suffix.lower() not in _SEPARATED:
        return 0
    limits = Limits()
    with path.open("rb") as source:
        lines = source.read(limits.file_size).splitlines()[:MOST_ROWS]
    marks = (b";", b"\t", b",")
    mark = max(marks, key=lambda one: sum(one in line for line in lines))
    return min(limits.columns, 1 + max((line.count(mark) for line in lines), default=0))


def _text(cell: Cell | None) -> str:
    return tidy(cell.text) if cell is not None else ""


def allocation(
    desk: Desk, plan_id: str, table_id: str, month: str | None = None
) -> AllocationView | None:
    """An allocated table with its sums and what was reached until a month (default: today's).

    None when no such plan or table is known.
    """
    pack = pack_of(desk, plan_id)
    table = pack.table(table_id) if pack is not None else None
    if pack is None or table is None:
        return None
    period = period_named(desk, month) if month else month_holding(desk, desk.clock.today())
    entries = entries_of(desk, plan_id)
    facts = entered(plan_facts(period_view(desk, period).snapshot), entries)
    columns = tuple(_column(pack, table, index, facts) for index in range(len(table.columns)))
    typed = table_id in plan_queries.allocated_rows(desk.store, plan_id)
    return AllocationView(table, typed, entries.unit, period.id, columns)


def _column(pack: PlanPack, table: AllocatedTable, index: int, facts: PlanFacts) -> ColumnView:
    column = table.columns[index]
    row = table.row(facts.unit) if facts.unit else None
    own = row.cells[index] if row is not None else None
    reached = _reached(pack, _objective_of(pack, table.id, column.id), facts)
    total = table.total(column.id)
    by_unit = {row.unit: reached} if row is not None and reached is not None else {}
    share = None
    if column.share is not None:
        inner = _reached(pack, _share_of(pack, table.id, column.id), facts)
        of_total = share_of_cell(total, column.share)
        share = ShareView(column.share, of_total, share_of_cell(own, column.share), inner)
    return ColumnView(
        id=column.id,
        label=column.label,
        unit=column.unit,
        total=total,
        printed=column.total,
        blanks=sum(line.cells[index] is None for line in table.rows),
        own=own,
        reached=reached,
        share=share,
        lines=compare(table, column.id, by_unit),
    )


def _objective_of(pack: PlanPack, table: str, column: str) -> Objective | None:
    """The objective that a column allocates."""
    for objective in pack.objectives:
        rule = objective.rule
        if isinstance(rule, Allocated) and (rule.table, rule.column) == (table, column):
            return objective
    return None


def _share_of(pack: PlanPack, table: str, column: str) -> Objective | None:
    """The objective of the share inside a column: a part of the same figure."""
    found = _objective_of(pack, table, column)
    if found is None or not isinstance(found.rule, Allocated):
        return None
    for objective in pack.objectives:
        rule = objective.rule
        if isinstance(rule, PartShare) and rule.denominator == found.rule.numerator:
            return objective
    return None


def _reached(pack: PlanPack, objective: Objective | None, facts: PlanFacts) -> int | None:
    return compute(pack, objective, facts).numerator if objective is not None else None
