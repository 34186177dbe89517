"""A chart in Excel: columns over the cells of its table, the target as a dashed line."""

from typing import Any, cast

from openpyxl.chart import BarChart, LineChart, Reference
from openpyxl.chart.axis import ChartLines
from openpyxl.chart.data_source import NumDataSource, NumRef
from openpyxl.chart.label import DataLabelList
from openpyxl.chart.marker import DataPoint, Marker
from openpyxl.chart.series import Series, SeriesLabel
from openpyxl.chart.shapes import GraphicalProperties
from openpyxl.drawing.colors import ColorChoice
from openpyxl.drawing.fill import PatternFillProperties
from openpyxl.drawing.line import LineProperties
from openpyxl.drawing.spreadsheet_drawing import AnchorMarker, TwoCellAnchor

from desktop.domain.charting import magnitude_of, scale_of
from desktop.reports.excel_sheet import Page
from desktop.reports.excel_table import Sums, put_table
from desktop.reports.forms import load_form
from desktop.reports.grid import WIDE
from desktop.reports.packed import written
from desktop.reports.tree import Align, Chart, ColumnState, Table
from desktop.reports.word_styles import TOTALS

_HIGH = 165.0
"""Height of a chart in points."""

_ROW = 15.0
"""Height of an empty row."""

_INK, _DARK, _LIGHT, _LINE = "000000", "595959", "BFBFBF", "D9D9D9"
_WHITE = "FFFFFF"
_THIN = 6350
"""Half a point in the unit of drawings."""


def put_charted(page: Page, chart: Chart, table: Table, sums: Sums) -> None:
    """The title, the table of a chart, and the chart below it on the same sheet."""
    page.spread(chart.title, TOTALS[WIDE], align=Align.CENTRE)
    head = page.row
    put_table(page, table, sums)
    if any(column.value is not None for column in chart.columns):
        page.row += 1
        drawn = _drawn(page, chart, table, head)
        # The stub knows names of cells alone; the library takes any anchor.
        drawn.anchor = cast(Any, _place(page, rows=round(_HIGH / _ROW)))
        page.sheet.add_chart(drawn)
        page.row += round(_HIGH / _ROW) + 1


def _place(page: Page, *, rows: int) -> TwoCellAnchor:
    """As wide as the columns of the sheet, whatever a program makes of their widths."""
    first, last = (
        AnchorMarker(col=0, row=page.row - 1),
        AnchorMarker(col=len(page.widths), row=page.row - 1 + rows),
    )
    return TwoCellAnchor(_from=first, to=last)


def _drawn(page: Page, chart: Chart, table: Table, head: int) -> BarChart:
    labels, values, *target = _cells(page, chart, table, head)
    series = _series(0, values, "table.value")
    series.graphicalProperties = _look(ColumnState.NONE)
    series.dPt = [
        DataPoint(idx=number, invertIfNegative=False, spPr=_look(column.state))
        for number, column in enumerate(chart.columns)
        if column.state is not ColumnState.NONE
    ]
    series.invertIfNegative = False
    drawn = BarChart()
    drawn.gapWidth, drawn.roundedCorners = 67, False
    drawn.series.append(series)
    drawn.set_categories(labels)
    _label(drawn, chart)
    if not target:
        drawn.legend = None
        return drawn
    drawn.legend.position = "b"
    drawn += _target(labels, target[0])
    return drawn


def _label(drawn: BarChart, chart: Chart) -> None:
    """The axes as on paper; numbers on the columns where they have room."""
    figures = [column.value for column in chart.columns]
    scale = scale_of(figures, target=chart.target, percent=chart.percent)
    upright, lying = drawn.y_axis, drawn.x_axis
    lying.delete = upright.delete = False
    lying.tickLblPos = "low"
    upright.number_format = "0%" if chart.percent else "General"
    upright.scaling.min, upright.scaling.max = float(scale.bottom), float(scale.top)
    upright.majorUnit = float(scale.step)
    grey = GraphicalProperties(ln=LineProperties(solidFill=_LINE))
    upright.majorGridlines = ChartLines(spPr=grey)
    if magnitude_of(figures) > 1:
        upright.number_format = "#,##0"
        return
    drawn.dataLabels = DataLabelList(showVal=True)
    for unwanted in ("showSerName", "showCatName", "showLegendKey", "showPercent"):
        setattr(drawn.dataLabels, unwanted, False)


def _cells(page: Page, chart: Chart, table: Table, head: int) -> tuple[Reference, ...]:
    """Labels and values, and the target where there is one: rows of a lying table, else columns."""
    count, sheet = len(chart.columns), page.sheet
    numbers = range(1, 3 if chart.target is None else 4)
    if [column.heading for column in table.columns[1:]] == [one.label for one in chart.columns]:
        rows = (head + number - 1 for number in numbers)
        return tuple(Reference(sheet, 2, row, count + 1, row) for row in rows)
    first, last = head + 1, head + count
    return tuple(Reference(sheet, number, first, number, last) for number in numbers)


def _look(state: ColumnState) -> GraphicalProperties:
    """Full, hatched or light: told apart without colour."""
    found = GraphicalProperties(ln=LineProperties(solidFill=_INK, w=_THIN))
    if state is ColumnState.NOT_MET:
        found.pattFill = PatternFillProperties(
            prst="wdUpDiag", fgClr=_colour(_INK), bgClr=_colour(_WHITE)
        )
    else:
        found.solidFill = _DARK if state is ColumnState.MET else _LIGHT
    return found


def _colour(code: str) -> ColorChoice:
    found = ColorChoice()
    found.srgbClr = code
    return found


def _series(place: int, values: Reference, title: str) -> Series:
    name = SeriesLabel(v=written(load_form("chart").text(title)))
    return Series(idx=place, order=place, tx=name, val=NumDataSource(numRef=NumRef(f=str(values))))


def _target(labels: Reference, values: Reference) -> LineChart:
    """A dashed line of one height."""
    series = _series(1, values, "target")
    series.marker = Marker(symbol="none")
    series.graphicalProperties = GraphicalProperties(
        ln=LineProperties(solidFill=_INK, w=2 * _THIN, prstDash="dash")
    )
    series.smooth = False
    line = LineChart()
    line.series.append(series)
    line.set_categories(labels)
    return line
