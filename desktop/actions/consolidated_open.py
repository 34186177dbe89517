"""The figures over all units as open data: canonical JSON and CSV."""

from desktop.actions.board import board_of
from desktop.actions.consolidated import consolidated_of
from desktop.actions.consolidated_asked import (
    CONSOLIDATED_KINDS,
    LATE,
    MATRIX,
    REMINDER,
    TREND,
    Asked,
    NoOpenDataError,
    matrices_of,
    trends_of,
)
from desktop.domain.consolidated_period import period_bytes


def open_data(asked: Asked, kind: str, ending: str) -> bytes:
    """The figures of a kind as ".csv" or ".json"; the same packages, the same bytes.

    Raises:
        KeyError: there is no such kind. NoOpenDataError: a letter is no data.
        UnknownMeasureError: no such measure.
    """
    if kind == REMINDER:
        raise NoOpenDataError(kind)
    if kind not in CONSOLIDATED_KINDS:
        raise KeyError(kind)
    return _csv(asked, kind) if ending == ".csv" else _json(asked, kind)


def _json(asked: Asked, kind: str) -> bytes:
    from desktop.domain.canonical import to_bytes
    from desktop.domain.consolidated_open import late_data, series_data, trend_data

    if kind == MATRIX:
        return to_bytes(series_data(matrices_of(asked)))
    if kind == TREND:
        return to_bytes(trend_data(trends_of(asked)))
    if kind == LATE:
        from desktop.reports.consolidated_late import lacking_rows

        found = board_of(asked.desk, asked.period)
        today = asked.desk.clock.today()
        return to_bytes(late_data(found, lacking_rows(found), today))
    return period_bytes(consolidated_of(asked.desk, asked.period))


def _csv(asked: Asked, kind: str) -> bytes:
    from desktop.reports import consolidated_csv as written
    from desktop.reports.consolidated_late import lacking_rows

    match kind:
        case "matrix":
            return written.matrix_csv(matrices_of(asked))
        case "trend":
            return written.trend_csv(trends_of(asked))
        case "late":
            rows = lacking_rows(board_of(asked.desk, asked.period))
            return written.late_csv(rows, asked.desk.clock.today())
        case "by-objective":
            return written.objectives_csv(consolidated_of(asked.desk, asked.period))
        case "allocated":
            return written.allocated_csv(_allocation(asked))
        case _:
            return written.units_csv(consolidated_of(asked.desk, asked.period))


def _allocation(asked: Asked) -> list[tuple[str, str, int | None, int | None, int | None, str]]:
    from desktop.reports.consolidated_allocated import allocated_lines

    g = asked.now
    return [
        (one.id, line.unit, line.target, line.reached, line.still_to_do, " ".join(line.codes))
        for one in g.one.totals.objectives
        for line in allocated_lines(g, one)
    ]
