"""Digits to be compared or typed, on paper: rows of numbered groups, large and apart."""

from collections.abc import Iterator, Sequence

from desktop.reports.forms import Form
from desktop.reports.tree import Align, Column, Table

_ROW_POINTS = 30


def digit_rows(form: Form, groups: Sequence[str], *, in_a_row: int) -> Iterator[Table]:
    """A table for every ``in_a_row`` groups; the form says ``group`` with their ``number``."""
    for first in range(0, len(groups), in_a_row):
        row = tuple(groups[first : first + in_a_row])
        columns = tuple(
            Column(form.say("group", number=first + place), 100 / in_a_row, Align.CENTRE)
            for place, _group in enumerate(row, 1)
        )
        yield Table(columns, (), total=row, row_height=_ROW_POINTS)
