"""The consolidated papers of a year: units × 12 months, and the trend of the totals."""

from collections.abc import Iterator, Sequence
from dataclasses import replace
from decimal import Decimal

from desktop.domain.consolidated_series import (
    ATTENDANCE,
    COUNT,
    GROUP_MONTHS,
    MODELS,
    OBJECTIVE,
    SESSIONS,
    UPKEEP,
    Matrix,
    SeriesCell,
    TrendPoint,
)
from desktop.domain.expected_units import ExpectedUnit
from desktop.domain.periods import parse_period
from desktop.domain.text import nfc
from desktop.reports.administrative import (
    NBSP,
    amount,
    bound,
    decimal_percent,
    number_text,
    signed,
)
from desktop.reports.chart import chart_with_table
from desktop.reports.consolidated_words import (
    ConsolidatedContent,
    Gathered,
    column,
    consolidated_paper,
    names_fit,
    names_of,
    ratio_parts,
    ratio_text,
    unit_column,
)
from desktop.reports.figures import period_text
from desktop.reports.frame import ended
from desktop.reports.tree import (
    Align,
    Block,
    Chart,
    ChartColumn,
    Column,
    ColumnState,
    Document,
    Heading,
    Orientation,
    Paragraph,
    Table,
)

PLAIN_MEASURES = (SESSIONS, ATTENDANCE, GROUP_MONTHS, MODELS, UPKEEP)
"""The program's own measures, in the order of a paper that shows them all."""


def measure_title(g: Gathered, measure: str) -> str:
    """What a measure is called: the program's words, or those of the plan."""
    pack = g.one.pack
    if measure.startswith(COUNT):
        count = pack.count(measure.removeprefix(COUNT)) if pack else None
        return bound(nfc(count.label)) if count else measure
    if measure.startswith(OBJECTIVE):
        objective = pack.objective(measure.removeprefix(OBJECTIVE)) if pack else None
        return bound(nfc(objective.title)) if objective else measure
    return g.say(f"measure.{measure}")


Returned = Sequence[tuple[str, Sequence[ExpectedUnit]]]
"""By month the units whose report was given back and counts on until it is replaced."""


Late = Sequence[tuple[str, Sequence[tuple[ExpectedUnit, int]]]]
"""By month the units whose late slips change it, and how many slips; 0 where only a duty is met."""


def matrix_paper(
    g: Gathered, matrices: Sequence[Matrix], returned: Returned = (), late: Late = ()
) -> Document:
    """Units × 12 months of some measures, a table each, on a lying sheet."""
    blocks: list[Block] = []
    for place, one in enumerate(matrices, 1):
        title = measure_title(g, one.measure)
        blocks.append(Heading(2, f"{place}. {title}" if len(matrices) > 1 else title))
        blocks.append(_matrix_table(g, one))
    if not any(one.rows for one in matrices):
        blocks = [Paragraph.of(g.say("text.none"))]
    else:
        blocks.extend(_returned(g, returned))
        blocks.extend(_late(g, late))
        blocks.append(Paragraph.of(g.say("note.matrix"), small=True))
    return _paper(g, "matrix", tuple(blocks), Orientation.LANDSCAPE)


def _paper(g: Gathered, key: str, blocks: tuple[Block, ...], orientation: Orientation) -> Document:
    subject = g.say(key)
    content = ConsolidatedContent(
        blocks=ended(blocks),
        title=subject,
        kind=g.say("table_kind"),
        subject=(subject, g.say("dates")),
        orientation=orientation,
    )
    return consolidated_paper(g, content)


def _matrix_table(g: Gathered, one: Matrix) -> Table:
    over = g.say("column.months_over")
    adds_up = _adds_up(one)
    columns = (
        column(g, "number", 9),
        unit_column(g, 40),
        *(Column(str(int(name[5:])), 16, Align.CENTRE, over) for name in one.periods),
        *((column(g, "year_total", 19),) if adds_up else ()),
    )
    last = max((at for at in range(len(one.periods)) if _any_sent(one, at)), default=-1)
    last = max(last, one.over - 1)
    rows = tuple(
        (
            str(place),
            bound(nfc(row.unit.name)),
            *(_cell(g, cell, over=at <= last) for at, cell in enumerate(row.cells)),
            *((_year(g, row.cells),) if adds_up else ()),
        )
        for place, row in enumerate(one.rows, 1)
    )
    total = (
        "",
        g.say("cell.total"),
        *(_total_cell(g, one, at) if at <= last else "" for at in range(len(one.totals))),
        *((_year(g, one.totals),) if adds_up else ()),
    )
    return Table(columns, rows, total)


def _adds_up(one: Matrix) -> bool:
    """Whether the months of a measure add up to a year: what is done, and not what there is."""
    return one.measure in (SESSIONS, ATTENDANCE, GROUP_MONTHS)


def _any_sent(one: Matrix, place: int) -> bool:
    return any(row.cells[place].sent for row in one.rows)


def _cell(g: Gathered, cell: SeriesCell, *, over: bool) -> str:
    """A unit's month; a month that is not over and that nobody sent is open."""
    if cell.numerator is not None:
        return _with_mark(g, cell, _figure(g, cell))
    if cell.waits:
        return g.say("cell.to_verify")
    if not cell.expected and not cell.sent:
        return g.say("cell.unknown")
    if not cell.sent:
        return g.say("cell.not_sent") if over else ""
    return g.say("cell.blank")


def _with_mark(g: Gathered, cell: SeriesCell, text: str) -> str:
    """A figure that late slips change bears a mark."""
    return g.say("cell.with_late", number=text) if cell.late else text


def _figure(g: Gathered, cell: SeriesCell) -> str:
    value = cell.numerator or 0
    if not cell.ratio:
        return number_text(value)
    if not cell.denominator:
        return g.say("cell.nothing_short")
    sign = "-" if value < 0 else ""
    return f"{sign}{number_text(abs(value))}/{number_text(cell.denominator)}"


def _total_cell(g: Gathered, one: Matrix, place: int) -> str:
    cell = one.totals[place]
    if cell.numerator is None:
        owed = any(row.cells[place].expected and not row.cells[place].sent for row in one.rows)
        return g.say("cell.not_sent" if owed else "cell.unknown")
    expected = sum(row.cells[place].expected or row.cells[place].sent for row in one.rows)
    text = _figure(g, cell)
    text = text if cell.units >= expected else g.say("cell.part", number=text)
    return _with_mark(g, cell, text)


def _year(g: Gathered, cells: Sequence[SeriesCell]) -> str:
    known = [cell for cell in cells if cell.numerator is not None]
    if not known:
        return g.say("cell.unknown")
    below = sum(cell.denominator or 0 for cell in known)
    value = sum(cell.numerator or 0 for cell in known)
    whole = SeriesCell(value, below, known[0].ratio)
    late = next((cell for cell in known if cell.late), None)
    return _with_mark(g, replace(whole, late=late), _figure(g, whole))


def trend_paper(
    g: Gathered,
    trends: Sequence[tuple[str, Sequence[TrendPoint]]],
    returned: Returned = (),
    late: Late = (),
) -> Document:
    """The totals of the months one after the other, each measure with its chart."""
    if not any(points for _measure, points in trends):
        return _paper(g, "trend", (Paragraph.of(g.say("text.nothing_due")),), Orientation.PORTRAIT)
    blocks: list[Block] = []
    for place, (measure, points) in enumerate(trends, 1):
        title = measure_title(g, measure)
        blocks.append(Heading(2, f"{place}. {title}" if len(trends) > 1 else title))
        blocks.append(_trend_table(g, points))
        blocks.extend(_chart(g, measure, points))
    if missing := _missing(g, trends[0][1]):
        blocks.append(Paragraph.of(missing, small=True))
    blocks.extend(_returned(g, returned))
    blocks.extend(_late(g, late))
    blocks.append(Paragraph.of(g.say("note.trend"), small=True))
    return _paper(g, "trend", tuple(blocks), Orientation.PORTRAIT)


def _trend_table(g: Gathered, points: Sequence[TrendPoint]) -> Table:
    ratio = any(point.total.ratio for point in points)
    columns = (
        column(g, "month", 18),
        column(g, "total", 28),
        *((column(g, "percent_of", 20),) if ratio else ()),
        column(g, "units", 22),
        column(g, "missing", 20),
        column(g, "same_now", 32),
        column(g, "same_before", 32),
        *(() if ratio else (column(g, "change", 20),)),
    )
    return Table(columns, tuple(_trend_row(g, point, ratio=ratio) for point in points))


def _trend_row(g: Gathered, point: TrendPoint, *, ratio: bool) -> tuple[str, ...]:
    unknown, total = g.say("cell.unknown"), point.total
    shown, percent = unknown, unknown
    if total.numerator is not None:
        shown = _figure(g, total)
        shown = g.say("cell.part", number=shown) if total.part else shown
        shown = _with_mark(g, total, shown)
        percent = decimal_percent(total.percent) if total.percent is not None else unknown
    now, before = point.same_now, point.same_before
    change = unknown
    if now is not None and before is not None:
        change = signed((now.numerator or 0) - (before.numerator or 0))
    return (
        str(int(point.period[5:])),
        shown,
        *((percent,) if ratio else ()),
        number_text(total.units),
        number_text(point.missing),
        _same(g, now),
        _same(g, before),
        *(() if ratio else (change,)),
    )


def _same(g: Gathered, cell: SeriesCell | None) -> str:
    if cell is None:
        return g.say("cell.unknown")
    if cell.ratio and (cell.numerator or 0) >= 0:
        return ratio_text(g, cell.numerator or 0, cell.denominator or 0)
    return _figure(g, cell)


def _missing(g: Gathered, points: Sequence[TrendPoint]) -> str:
    """The months that units have not sent, where others have, and who they are."""
    named = [
        g.say(
            f"text.{key}" if names_fit(names_of(units)) else f"text.{key}_many",
            period=period_text(parse_period(point.period), g.form),
            count=amount(len(units)),
            names=", ".join(names_of(units)),
        )
        for point in points
        for key, units in (("missing_month", point.absent), ("waiting_month", point.waiting))
        if units and (point.total.units or units is point.waiting)
    ]
    return g.say("text.missing", list="; ".join(named)) if named else ""


def _returned(g: Gathered, returned: Returned) -> Iterator[Block]:
    """The reports that were given back: what they held counts on in these totals."""
    named = [
        g.say(
            "text.returned_month",
            period=period_text(parse_period(month), g.form),
            names=", ".join(bound(nfc(unit.name)) for unit in units),
        )
        for month, units in returned
    ]
    if named:
        yield Paragraph.of(g.say("text.returned_months", list="; ".join(named)), small=True)


def _late(g: Gathered, late: Late) -> Iterator[Block]:
    """The slips of these months that a later report named: they are not in the months' figures."""
    named = [
        g.say(
            "text.late_month",
            period=period_text(parse_period(month), g.form),
            names=", ".join(_late_unit(g, unit, slips) for unit, slips in units),
        )
        for month, units in late
    ]
    if named:
        yield Paragraph.of(g.say("text.late_months", list="; ".join(named)), small=True)


def _late_unit(g: Gathered, unit: ExpectedUnit, slips: int) -> str:
    name = bound(nfc(unit.name))
    if not slips:
        return name
    return g.say("text.late_unit", name=name, count=amount(slips))


def _chart(g: Gathered, measure: str, points: Sequence[TrendPoint]) -> Iterator[Block]:
    known = [point for point in points if point.total.numerator is not None]
    if not known:
        return
    ratio = known[0].total.ratio
    chart = Chart(
        title=g.say("text.charted", measure=measure_title(g, measure)),
        columns=tuple(_chart_column(g, point) for point in points),
        target=Decimal(1) if measure in (GROUP_MONTHS, UPKEEP) else None,
        percent=ratio,
    )
    yield from chart_with_table(chart)


def _chart_column(g: Gathered, point: TrendPoint) -> ChartColumn:
    label, total = str(int(point.period[5:])), point.total
    value = total.numerator
    if value is None or (total.ratio and not total.denominator):
        return ChartColumn(label, None)
    if not total.ratio:
        return ChartColumn(label, Decimal(value))
    note = ratio_parts(g, value, total.denominator)[0].replace(NBSP, " ")
    state = ColumnState.MET if value == total.denominator else ColumnState.NOT_MET
    return ChartColumn(label, Decimal(value) / (total.denominator or 1), state, note)
