"""Figures of earlier months in a report, brought up to what those months say now.

A report keeps what its unit knew when it was closed. Where a month before it was corrected
afterwards, the sum of the year to date, the month before and the same month of the year before
that it names are those of the former report. Over all units the reports in force count, each
month once: what a correction changed enters here too.
"""

from collections.abc import Mapping
from dataclasses import dataclass, replace

from desktop.domain.count_lines import CountLine
from desktop.domain.unit_figures import UnitFigures


@dataclass(frozen=True, slots=True)
class CorrectedMonth:
    """An earlier month: what a report knew of it, and what is in force since."""

    known: UnitFigures
    now: UnitFigures

    def lines(self, category: str) -> tuple[CountLine, CountLine] | None:
        """One count before and now, where both reports hold it."""
        found = [
            next((line for line in one.counts if line.category == category), None)
            for one in (self.known, self.now)
        ]
        known, now = found
        return None if known is None or now is None else (known, now)


def with_corrections(
    figures: UnitFigures,
    in_year: Mapping[str, CorrectedMonth],
    *,
    before: CorrectedMonth | None = None,
    year_before: CorrectedMonth | None = None,
) -> UnitFigures:
    """The figures with the counts of earlier months as they are now.

    ``in_year`` are the corrected months from January to the last one of the report, ``before`` and
    ``year_before`` those that the report compares itself with.
    """
    return replace(
        figures,
        counts=tuple(
            _line(line, tuple(in_year.values()), before, year_before) for line in figures.counts
        ),
    )


def _line(
    line: CountLine,
    in_year: tuple[CorrectedMonth, ...],
    before: CorrectedMonth | None,
    year_before: CorrectedMonth | None,
) -> CountLine:
    for month in in_year:
        line = _cumulative(line, month.lines(line.category))
    if before is not None and (found := before.lines(line.category)):
        line = replace(line, previous=found[1].known, previous_state=found[1].state)
    if year_before is not None and (found := year_before.lines(line.category)):
        line = replace(line, last_year=found[1].known, last_year_state=found[1].state)
    return line


def _cumulative(line: CountLine, found: tuple[CountLine, CountLine] | None) -> CountLine:
    """The year to date with what one month's correction added or took away."""
    if found is None or line.cumulative is None:
        return line
    known, now = found
    return replace(
        line,
        cumulative=line.cumulative + (now.known or 0) - (known.known or 0),
        cumulative_complete=line.cumulative_complete and now.known is not None,
    )
