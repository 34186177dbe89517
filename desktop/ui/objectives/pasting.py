"""A block of cells copied from a spreadsheet, read for a table of allocated targets."""

from collections import Counter
from collections.abc import Iterator, Sequence

from desktop.domain.plan_tables import PastedRows, TableRow, read_pasted
from desktop.domain.problems import Problem, Severity
from desktop.domain.text import identity_key, tidy
from desktop.i18n import _
from desktop.wording import problem_text

_CELL_LIMIT = 60
_MOST_SAID = 6


def read_block(text: str, *, columns: int) -> tuple[PastedRows, tuple[Problem, ...]]:
    """The rows of a block and what is wrong with it, line by line, in the command's own words.

    Whatever stops the block leaves the table as it is; a line of totals that differs from what
    the rows add up to is a warning.
    """
    read = read_pasted(without_heading(text), columns=columns)
    wrong = (*_widths(read, columns), *_cells(read, text), *_twice(read))
    if wrong:
        return read, tuple(sorted(wrong, key=lambda one: int(one.details["line"])))
    return read, tuple(_totals(read))


def without_heading(text: str) -> str:
    """The block with the headings above its first number emptied: lines keep their numbers."""
    lines = text.splitlines()
    filled = [[cell for cell in line.split("\t") if tidy(cell)] for line in lines]
    first = next((at for at, cells in enumerate(filled) if _has_number(cells)), 0)
    heads = max((at + 1 for at in range(first) if len(filled[at]) > 1), default=0)
    return "\n".join([""] * heads + lines[heads:])


def _has_number(cells: Sequence[str]) -> bool:
    return any(mark.isdigit() for cell in cells[1:] for mark in cell)


def _widths(read: PastedRows, columns: int) -> Iterator[Problem]:
    for line, found in read.widths:
        details = {"line": str(line), "found": str(found), "expected": str(columns)}
        yield Problem("table_line_width", str(line), details=details)


def _cells(read: PastedRows, text: str) -> Iterator[Problem]:
    """Cells that are no number, each with what it says; a row without its unit."""
    lines, uneven = text.splitlines(), {line for line, _found in read.widths}
    for line, column in read.faults:
        cells = lines[line - 1].split("\t")
        said = tidy(cells[column - 1])[:_CELL_LIMIT] if column <= len(cells) else ""
        details = {"line": str(line), "column": str(column), "cell": said}
        if said or line not in uneven:
            yield Problem("table_cell" if said else "table_unit_missing", details=details)


def _twice(read: PastedRows) -> Iterator[Problem]:
    units = twice(read.rows)
    for line, row in zip(read.lines, read.rows, strict=True):
        if row.unit in units:
            details = {"line": str(line), "unit": row.unit}
            yield Problem("table_unit_twice", str(line), details=details)


def twice(rows: Sequence[TableRow]) -> tuple[str, ...]:
    """The units that stand in more than one row, whatever the case and the placement of tones."""
    keys = Counter(identity_key(row.unit) for row in rows if row.unit)
    return tuple(row.unit for row in rows if keys[identity_key(row.unit)] > 1)


def _totals(read: PastedRows) -> Iterator[Problem]:
    sums = read.sums()
    for line, said in read.totals:
        pairs = zip(said, sums, strict=True)
        if any(one is not None and one != (found or 0) for one, found in pairs):
            details = {"line": str(line), "said": _beside(said), "found": _beside(sums)}
            yield Problem("table_total_differs", str(line), Severity.WARNING, details)


def _beside(cells: Sequence[int | None]) -> str:
    return "/".join("–" if cell is None else str(cell) for cell in cells)


def problem_lines(problems: Sequence[Problem]) -> str:
    """One sentence a line; where there are many the rest is counted."""
    said = [problem_text(one) for one in problems[:_MOST_SAID]]
    if len(problems) > _MOST_SAID:
        said.append(_("and {count} more").format(count=len(problems) - _MOST_SAID))
    return "\n".join(said)
