"""Consolidated figures over several periods: the matrix units × periods, and the trend of totals.

A measure names what is shown: ``sessions``, ``attendance``, ``models``, ``group_months`` (the
monthly duty), ``upkeep`` (groups with a model), ``count:ID`` or ``objective:ID``.
"""

from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from decimal import Decimal

from desktop.domain.consolidated import Consolidated
from desktop.domain.counting import Share
from desktop.domain.expected_units import ExpectedUnit, UnitId, list_order
from desktop.domain.objective_results import percent_of
from desktop.domain.unit_figures import UnitFigures

SESSIONS = "sessions"
ATTENDANCE = "attendance"
MODELS = "models"
GROUP_MONTHS = "group_months"
UPKEEP = "upkeep"
COUNT = "count:"
OBJECTIVE = "objective:"


@dataclass(frozen=True, slots=True)
class SeriesCell:
    """One figure: of ratios both parts, of plain numbers the numerator.

    ``expected`` and ``sent`` tell why a figure is blank: the unit is not to report the period,
    has not sent, or has sent without this figure. ``waits``: a file came that counts only once
    somebody decided on it. ``units`` is how many a total is made of; ``part``: some of what it
    counts was not entered. ``late`` is the figure with the slips that came after the month was
    closed, where these change it.
    """

    numerator: int | None = None
    denominator: int | None = None
    ratio: bool = False
    expected: bool = True
    sent: bool = True
    units: int = 1
    waits: bool = False
    part: bool = False
    late: "SeriesCell | None" = None

    @property
    def percent(self) -> Decimal | None:
        """The ratio in per cent; None for 0/0 and for plain numbers."""
        return percent_of(self.numerator, self.denominator) if self.ratio else None


@dataclass(frozen=True, slots=True)
class SeriesRow:
    """A unit's figures in the order of the periods."""

    unit: ExpectedUnit
    cells: tuple[SeriesCell, ...]


@dataclass(frozen=True, slots=True)
class Matrix:
    """Units × periods of one measure, with the totals below; ``over``: how many periods ended."""

    measure: str
    periods: tuple[str, ...]
    rows: tuple[SeriesRow, ...]
    totals: tuple[SeriesCell, ...]
    over: int = 0


@dataclass(frozen=True, slots=True)
class TrendPoint:
    """The total of a period; ``absent`` are the units expected that have not sent, ``waiting``
    those of which a file waits for a person and nothing counts.

    ``same_now`` and ``same_before`` are this total and that of the point before over the same
    units: those that gave both. None at the first point and where no unit gave both.
    """

    period: str
    total: SeriesCell
    absent: tuple[ExpectedUnit, ...]
    waiting: tuple[ExpectedUnit, ...] = ()
    same_now: SeriesCell | None = None
    same_before: SeriesCell | None = None

    @property
    def missing(self) -> int:
        """How many units have not sent."""
        return len(self.absent)


def matrix(
    series: Sequence[Consolidated],
    measure: str,
    *,
    over: int = 0,
    waiting: Mapping[str, Collection[UnitId]] | None = None,
    late: Mapping[str, Consolidated] | None = None,
) -> Matrix:
    """Units × periods; a unit stands where any of the periods expects it or has it.

    ``over`` is how many of the periods have ended; ``waiting`` are by period the units of which
    a file waits for a person; ``late`` are the periods that late slips change, with these.
    """
    units: dict[UnitId, ExpectedUnit] = {}
    for one in series:
        units |= {line.unit.unit: line.unit for line in one.lines}
    held = waiting or {}
    added = late or {}
    cells = [
        _waited(
            _marked(_cells(one, measure), added.get(one.period.id), measure),
            held.get(one.period.id, ()),
        )
        for one in series
    ]
    rows = tuple(
        SeriesRow(
            unit,
            tuple(
                column.get(unit.unit, SeriesCell(expected=False, sent=False, units=0))
                for column in cells
            ),
        )
        for unit in sorted(units.values(), key=list_order)
    )
    totals = tuple(
        _total(one, measure, column.values(), added.get(one.period.id))
        for one, column in zip(series, cells, strict=True)
    )
    return Matrix(measure, tuple(one.period.id for one in series), rows, totals, over)


def _waited(
    cells: Mapping[UnitId, SeriesCell], waiting: Collection[UnitId]
) -> dict[UnitId, SeriesCell]:
    """The cells of a period, those without figures marked where a file waits."""
    return {
        unit: replace(cell, waits=True) if unit in waiting and not cell.sent else cell
        for unit, cell in cells.items()
    }


def _marked(
    cells: Mapping[UnitId, SeriesCell], late: Consolidated | None, measure: str
) -> dict[UnitId, SeriesCell]:
    """The cells of a period, those that late slips change with what they come to by them."""
    whole = _cells(late, measure) if late is not None else {}
    return {unit: _changed(cell, whole.get(unit, cell)) for unit, cell in cells.items()}


def _changed(cell: SeriesCell, late: SeriesCell) -> SeriesCell:
    return cell if late == cell else replace(cell, late=late)


def trend(
    series: Sequence[Consolidated],
    measure: str,
    *,
    waiting: Mapping[str, Collection[UnitId]] | None = None,
    late: Mapping[str, Consolidated] | None = None,
) -> tuple[TrendPoint, ...]:
    """The totals one after the other, each beside what the same units gave the time before.

    ``waiting`` are by period the units of which a file waits for a person; ``late`` the periods
    that late slips change, with these.
    """
    found: list[TrendPoint] = []
    before: dict[UnitId, SeriesCell] = {}
    for one in series:
        cells, held = _cells(one, measure), (waiting or {}).get(one.period.id, ())
        known = {unit: cell for unit, cell in cells.items() if cell.numerator is not None}
        both = sorted(known.keys() & before.keys())
        found.append(
            TrendPoint(
                one.period.id,
                _total(one, measure, cells.values(), (late or {}).get(one.period.id)),
                tuple(unit for unit in one.not_sent if unit.unit not in held),
                tuple(unit for unit in one.not_sent if unit.unit in held),
                _sum([known[unit] for unit in both]) if both else None,
                _sum([before[unit] for unit in both]) if both else None,
            )
        )
        before = known
    return tuple(found)


def _cells(one: Consolidated, measure: str) -> dict[UnitId, SeriesCell]:
    found: dict[UnitId, SeriesCell] = {}
    given = _given(one, measure)
    for line in one.lines:
        if line.figures is None:
            cell = SeriesCell(expected=line.expected, sent=False, units=0)
        elif given is not None:
            cell = given.get(line.unit.unit, SeriesCell(units=0))
        else:
            cell = _cell(line.figures, measure)
        found[line.unit.unit] = cell
    return found


def _given(one: Consolidated, measure: str) -> dict[UnitId, SeriesCell] | None:
    """The units' figures of an objective by the superior's plan; None for other measures."""
    if not measure.startswith(OBJECTIVE):
        return None
    total = one.objective(measure.removeprefix(OBJECTIVE))
    return {
        result.unit: SeriesCell(result.numerator, result.denominator, result.ratio)
        if result.given
        else SeriesCell(units=0)
        for result in (total.units if total else ())
    }


def _cell(figures: UnitFigures, measure: str) -> SeriesCell:
    done = figures.activity
    match measure:
        case "sessions":
            return SeriesCell(done.sessions)
        case "attendance":
            people = _plain(done.attendance if done.attendance_known else None)
            return replace(people, part=bool(done.attendance_missing))
        case "models":
            return SeriesCell(figures.models)
        case "group_months":
            return _share(figures.group_months)
        case "upkeep":
            return _share(figures.groups_with_model)
        case _:
            line = figures.count(measure.removeprefix(COUNT))
            return _plain(line.known if line else None)


def _plain(value: int | None) -> SeriesCell:
    return SeriesCell(value, units=int(value is not None))


def _share(share: Share) -> SeriesCell:
    return SeriesCell(share.met, share.due, ratio=True)


def _total(
    one: Consolidated,
    measure: str,
    cells: Iterable[SeriesCell],
    late: Consolidated | None = None,
) -> SeriesCell:
    """The total of a period; that of an objective is the one that the plan's rule gave."""
    if late is not None:
        whole = _total(late, measure, _cells(late, measure).values())
        return _changed(_total(one, measure, cells), whole)
    if not measure.startswith(OBJECTIVE):
        return _sum([cell for cell in cells if cell.numerator is not None])
    total = one.objective(measure.removeprefix(OBJECTIVE))
    if total is None:
        return SeriesCell(units=0)
    return SeriesCell(total.numerator, total.denominator, total.ratio, units=total.given)


def _sum(cells: Sequence[SeriesCell]) -> SeriesCell:
    """Σ numerators and Σ denominators."""
    if not cells:
        return SeriesCell(units=0)
    below = [cell.denominator for cell in cells if cell.denominator is not None]
    return SeriesCell(
        sum(cell.numerator or 0 for cell in cells),
        sum(below) if below else None,
        ratio=cells[0].ratio,
        units=len(cells),
        part=any(cell.part for cell in cells),
    )
