"""Consolidated figures as CSV for other programs: UTF-8 with a mark at its beginning, CRLF.

The heads are the keys of the open data (resources/schemas/so138-consolidated.schema.json). A cell
that a spreadsheet would take for a formula begins with an apostrophe. Empty is a figure that nobody
gave; it is not 0.
"""

import csv
import io
from collections.abc import Iterable, Iterator, Sequence
from datetime import date

from desktop.domain.board import BoardRow
from desktop.domain.consolidated import UnitLine
from desktop.domain.consolidated_period import ConsolidatedPeriod
from desktop.domain.consolidated_series import Matrix, SeriesCell, TrendPoint
from desktop.domain.text import guarded, nfc
from desktop.reports.consolidated_late import days_late

Cell = str | int | None
_UNIT_HEAD = ("code", "valid_from", "name")


def csv_bytes(head: Sequence[str], rows: Iterable[Sequence[Cell]]) -> bytes:
    """A table as CSV; None is an empty cell."""
    text = io.StringIO(newline="")
    writer = csv.writer(text, lineterminator="\r\n")
    writer.writerow([_guarded(name) for name in head])
    writer.writerows([_guarded(cell) for cell in row] for row in rows)
    return text.getvalue().encode("utf-8-sig")


def _guarded(cell: Cell) -> Cell:
    if not isinstance(cell, str):
        return cell
    # Cleaning takes away what stands before a sign of a formula: a blank, a letter unseen.
    return guarded(nfc(cell))


def units_csv(one: ConsolidatedPeriod) -> bytes:
    """A period: a row a unit, its own figures, a column each for counts and objectives."""
    counts = [count.category for count in one.totals.counts]
    objectives = [total.id for total in one.totals.objectives]
    results = [{result.unit: result for result in total.units} for total in one.totals.objectives]
    head = (
        *_UNIT_HEAD,
        *("expected", "sent", "returned", "months", "to_verify", "plan", "level"),
        *("sessions", "attendance"),
        *("attendance_missing", "joint_sessions", "commune_wide_sessions"),
        *("group_months.numerator", "group_months.denominator"),
        *("groups_with_model.numerator", "groups_with_model.denominator", "models"),
        *(f"count:{name}" for name in counts),
        *(
            f"objective:{name}.{part}"
            for name in objectives
            for part in ("state", "numerator", "denominator")
        ),
    )
    rows = []
    for line in one.totals.lines:
        found = [known.get(line.unit.unit) for known in results]
        own: list[Cell] = []
        for result in found:
            own += (
                ["", None, None]
                if result is None
                else [result.state.value, result.numerator, result.denominator]
            )
        rows.append((*_unit_cells(one, line), *_figures(line, counts), *own))
    return csv_bytes(head, rows)


def _unit_cells(one: ConsolidatedPeriod, line: UnitLine) -> tuple[Cell, ...]:
    unit = line.unit
    months = " ".join(one.composed.get(unit.unit, ()))
    waits = unit in one.waiting
    head = (unit.code, unit.valid_from.isoformat(), unit.name)
    again = int(unit in one.returned)
    return (*head, int(line.expected), int(line.sent), again, months, int(waits))


def _figures(line: UnitLine, counts: Sequence[str]) -> Iterator[Cell]:
    figures = line.figures
    if figures is None:
        yield from (None,) * (12 + len(counts))
        return
    done = figures.activity
    yield from (figures.plan, figures.level, done.sessions)
    yield done.attendance if done.attendance_known else None
    yield from (done.attendance_missing, done.joint_sessions, done.commune_wide_sessions)
    for share in (figures.group_months, figures.groups_with_model):
        yield from (share.met, share.due)
    yield None if figures.passed_on else figures.models
    for name in counts:
        count = figures.count(name)
        yield count.known if count is not None else None


def objectives_csv(one: ConsolidatedPeriod) -> bytes:
    """A period: a row an objective with its total."""
    head = ("id", "title", "kind", "state", "numerator", "denominator", "target", "ratio", "unit")
    rows = (
        (
            total.id,
            total.title,
            total.kind.value,
            total.state.value,
            total.numerator,
            total.denominator,
            "" if total.target is None else str(total.target),
            int(total.ratio),
            total.unit,
            total.given,
            int(total.complete),
        )
        for total in one.totals.objectives
    )
    return csv_bytes((*head, "units", "complete"), rows)


def allocated_csv(
    lines: Iterable[tuple[str, str, int | None, int | None, int | None, str]],
) -> bytes:
    """Allocated targets: objective, unit, target, reached, what is left, codes of the units."""
    return csv_bytes(("objective", "unit", "target", "reached", "left", "codes"), lines)


def matrix_csv(matrices: Sequence[Matrix]) -> bytes:
    """Units × months: a row a unit and measure; of ratios one for each part.

    Where late slips change a month of it, the figures with these stand below.
    """
    periods = matrices[0].periods if matrices else ()
    head = (*_UNIT_HEAD, "measure", "part", *periods)
    return csv_bytes(head, (row for one in matrices for row in _matrix_rows(one)))


def _matrix_rows(one: Matrix) -> Iterator[tuple[Cell, ...]]:
    for row in one.rows:
        unit = row.unit
        head = (unit.code, unit.valid_from.isoformat(), unit.name, one.measure)
        yield (*head, "numerator", *(cell.numerator for cell in row.cells))
        if any(cell.ratio for cell in row.cells):
            yield (*head, "denominator", *(cell.denominator for cell in row.cells))
        if any(cell.late for cell in row.cells):
            late = [cell.late or cell for cell in row.cells]
            yield (*head, "with_late.numerator", *(cell.numerator for cell in late))
            if any(cell.ratio for cell in late):
                yield (*head, "with_late.denominator", *(cell.denominator for cell in late))


def trend_csv(trends: Sequence[tuple[str, Sequence[TrendPoint]]]) -> bytes:
    """The totals of months: a row a month and measure."""
    head = ("measure", "period", "numerator", "denominator", "units", "missing", "to_verify")
    same = ("same_now", "same_before")
    names = [f"{name}.{part}" for name in same for part in ("numerator", "denominator", "units")]
    rows = (
        (
            measure,
            point.period,
            point.total.numerator,
            point.total.denominator,
            point.total.units,
            point.missing,
            len(point.waiting),
            *_cell(point.same_now),
            *_cell(point.same_before),
            *_late(point.total),
        )
        for measure, points in trends
        for point in points
    )
    late = ("with_late.numerator", "with_late.denominator")
    return csv_bytes((*head, *names, *late), rows)


def _late(total: SeriesCell) -> tuple[Cell, ...]:
    """The total with late slips, where these change it."""
    late = total.late
    return (late.numerator, late.denominator) if late else (None, None)


def _cell(cell: SeriesCell | None) -> tuple[Cell, ...]:
    return (None,) * 3 if cell is None else (cell.numerator, cell.denominator, cell.units)


def late_csv(rows: Sequence[BoardRow], today: date) -> bytes:
    """The units whose report is lacking on a day."""
    lines = (
        (
            row.unit.code,
            row.unit.valid_from.isoformat(),
            row.unit.name,
            row.cells[0].state.value,
            row.cells[0].due_on.isoformat() if row.cells[0].due_on else "",
            days_late(row.cells[0], today),
        )
        for row in rows
    )
    return csv_bytes((*_UNIT_HEAD, "state", "due_on", "days_late"), lines)
