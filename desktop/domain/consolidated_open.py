"""Open data of the consolidated papers besides the totals of a period: series, late units.

Canonical JSON like that of :mod:`desktop.domain.consolidated_data`; null is a figure that nobody
gave.
"""

from collections.abc import Sequence
from datetime import date

from desktop.domain.board import Board, BoardRow
from desktop.domain.consolidated_series import Matrix, SeriesCell, TrendPoint
from desktop.domain.expected_units import ExpectedUnit

SERIES, TREND, LATE = "so138-consolidated-series", "so138-consolidated-trend", "so138-late"
VERSION = 1


def series_data(matrices: Sequence[Matrix]) -> dict[str, object]:
    """Units × months of some measures."""
    return {
        "format": SERIES,
        "version": VERSION,
        "periods": list(matrices[0].periods) if matrices else [],
        "measures": [_matrix(one) for one in matrices],
    }


def _matrix(one: Matrix) -> dict[str, object]:
    return {
        "measure": one.measure,
        "units": [
            _unit(row.unit) | {"cells": [_cell(cell) for cell in row.cells]} for row in one.rows
        ],
        "totals": [_total(cell) for cell in one.totals],
    }


def trend_data(trends: Sequence[tuple[str, Sequence[TrendPoint]]]) -> dict[str, object]:
    """The totals of months one after the other."""
    return {
        "format": TREND,
        "version": VERSION,
        "measures": [
            {"measure": measure, "points": [_point(point) for point in points]}
            for measure, points in trends
        ],
    }


def _point(point: TrendPoint) -> dict[str, object]:
    now, before = point.same_now, point.same_before
    return {
        "period": point.period,
        "total": _total(point.total),
        "missing": point.missing,
        "to_verify": len(point.waiting),
        "same_now": _sum(now) if now is not None else None,
        "same_before": _sum(before) if before is not None else None,
    }


def late_data(found: Board, rows: Sequence[BoardRow], today: date) -> dict[str, object]:
    """The units whose report of the one period of a board is lacking on a day."""
    tally = found.tallies[0]
    return {
        "format": LATE,
        "version": VERSION,
        "period": found.periods[0].id,
        "on": today.isoformat(),
        "due": tally.due,
        "in": tally.in_,
        "units": [_late(row) for row in rows],
    }


def _late(row: BoardRow) -> dict[str, object]:
    cell = row.cells[0]
    due_on = cell.due_on.isoformat() if cell.due_on else None
    return _unit(row.unit) | {"state": cell.state, "due_on": due_on}


def _unit(unit: ExpectedUnit) -> dict[str, object]:
    return {"code": unit.code, "valid_from": unit.valid_from.isoformat(), "name": unit.name}


def _cell(cell: SeriesCell) -> dict[str, object]:
    return {
        "numerator": cell.numerator,
        "denominator": cell.denominator,
        "expected": cell.expected,
        "sent": cell.sent,
        "with_late": _with_late(cell),
    }


def _total(cell: SeriesCell) -> dict[str, object]:
    return _sum(cell) | {"with_late": _with_late(cell)}


def _sum(cell: SeriesCell) -> dict[str, object]:
    return {
        "numerator": cell.numerator,
        "denominator": cell.denominator,
        "units": cell.units,
    }


def _with_late(cell: SeriesCell) -> dict[str, object] | None:
    """The figure with the slips that came after closing; null where none changes it."""
    late = cell.late
    return {"numerator": late.numerator, "denominator": late.denominator} if late else None
