"""The matrix of a year: groups and months, and where a session is missing."""

from collections.abc import Iterator
from datetime import date
from typing import NamedTuple

from desktop.actions.desk import Desk
from desktop.actions.periods import (
    first_month_tracked,
)
from desktop.db import queries
from desktop.domain.counting import (
    Cell,
    CellState,
    Credit,
    DutyTable,
    duty_table,
)
from desktop.domain.groups import ResidentialGroup
from desktop.domain.periods import (
    Period,
    year_months,
)


class MatrixLine(NamedTuple):
    """One group's cells over the twelve months."""

    id: str
    name: str
    cells: tuple[Cell, ...]


class YearMatrix(NamedTuple):
    """Groups × the twelve months of a reporting year."""

    months: tuple[Period, ...]
    lines: tuple[MatrixLine, ...]


def year_matrix(desk: Desk, year: int) -> YearMatrix:
    """The matrix groups × months of a reporting year, from the narrow read of credits."""
    settings = queries.counting_settings(desk.store)
    months = year_months(year, settings.duty_rule)
    groups = queries.groups(desk.store)
    return matrix_of(month_duty(desk, groups, months), groups, months, desk.clock.today())


def month_duty(
    desk: Desk, groups: tuple[ResidentialGroup, ...], months: tuple[Period, ...]
) -> DutyTable:
    """The duty of groups in months, from the narrow read of what counts for it."""
    settings = queries.counting_settings(desk.store)
    return duty_table(
        groups=groups,
        months=months,
        credits=[credit for run in _runs(months) for credit in _credits(desk, *run)],
        statements=queries.not_held(desk.store, tuple(month.id for month in months)),
        first_month=first_month_tracked(desk),
        commune_wide_counts=settings.commune_wide_counts,
    )


def _credits(desk: Desk, start: date, end: date) -> list[Credit]:
    return [Credit(*row) for row in queries.credits(desk.store, start, end)]


def _runs(months: tuple[Period, ...]) -> Iterator[tuple[date, date]]:
    """The days of months as few ranges: months that follow one another are read at once."""
    start = end = months[0].start
    for month in months:
        if month.start != end:
            yield start, end
            start = month.start
        end = month.end
    yield start, end


def matrix_of(
    table: DutyTable,
    groups: tuple[ResidentialGroup, ...],
    months: tuple[Period, ...],
    today: date,
) -> YearMatrix:
    """The rows of the groups that the duty applied to in one of the months."""
    lines = (
        MatrixLine(group.id, group.full_name, table.row(group, months, today=today))
        for group in groups
    )
    shown = tuple(
        line
        for line in lines
        if any(cell.count or cell.state is not CellState.NOT_APPLICABLE for cell in line.cells)
    )
    return YearMatrix(months, shown)
