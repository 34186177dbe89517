"""Charts on paper: columns in black and grey, the target as a dashed line, gaps for what lacks.

A met column is full, one not met is hatched, one without a target is light: they are told apart
on every laser printer, without colour. The figures stand in the table beside the chart.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from decimal import Decimal

from desktop.domain.charting import Scale, magnitude_of, percent_of, scale_of
from desktop.reports.administrative import number_text
from desktop.reports.faces import BOLD, ITALIC, REGULAR
from desktop.reports.flow import Piece
from desktop.reports.forms import Form, load_form
from desktop.reports.grid import LINE_WIDTH, WIDE
from desktop.reports.page import Page
from desktop.reports.tree import (
    Align,
    Block,
    Chart,
    ChartColumn,
    Column,
    ColumnState,
    Orientation,
    Table,
)
from desktop.reports.typeset import Line, Measure, Style

PLOT_HEIGHT = 112.0
CHART_GAP = 16.0
"""Points above a chart."""

_FIGURES = Style(11.2, 13.2)
_SMALL = Style(9.5, 12)
"""For charts of so many columns that their numbers would run into each other."""
_LABEL = Style(11.2, 13.2)
_GAP = 4.0
_COLUMN_SHARE = 0.6
_WIDEST_COLUMN = 34.0
_LEAST_HEIGHT = 1.0
"""Points that the smallest value above zero is drawn high."""

_GREYS = {ColumnState.MET: 0.35, ColumnState.NOT_MET: 1.0, ColumnState.NONE: 0.72}
_HATCH = 3.6
_KEY = 9.0
"""Side of a box of the legend."""

_LYING_ROOM = {Orientation.PORTRAIT: 417.0, Orientation.LANDSCAPE: 683.0}
"""Points that the columns of a lying table have beside the column of their names."""

_RATIO = re.compile(r"[\d.]+/[\d.]+")

_LETTER, _AROUND = 5.5, 6.5
"""Points that a figure takes, and that a cell takes besides."""

Segment = tuple[float, float, float, float]


def chart_with_table(
    chart: Chart, *, orientation: Orientation = Orientation.PORTRAIT
) -> tuple[Block, ...]:
    """The chart and the table that belongs to it, on a sheet of that orientation."""
    return chart, chart_table(chart, orientation=orientation)


def chart_table(chart: Chart, *, orientation: Orientation = Orientation.PORTRAIT) -> Table:
    """The figures of a chart: lying where the sheet is wide enough, else a row a column.

    A lying table takes four rows where a standing one takes thirteen.
    """
    form = load_form("chart")
    heads = _heads(chart, form)
    rows = [_cells(chart, column, form) for column in chart.columns]
    kept = [place for place in range(len(heads)) if place < 2 or any(row[place] for row in rows)]
    heads = [heads[place] for place in kept]
    rows = [tuple(row[place] for place in kept) for row in rows]
    states = {form.text(f"legend.{state}") for state in ColumnState}
    # The words of states may take two lines, figures may not.
    longest = max((len(cell) for row in rows for cell in row if cell not in states), default=0)
    if 0 < len(rows) * (longest * _LETTER + _AROUND) <= _LYING_ROOM[orientation]:
        return _lying(heads, rows)
    return _standing(heads, rows)


def _heads(chart: Chart, form: Form) -> list[str]:
    value = form.say("table.value_unit", unit=chart.unit) if chart.unit else form.say("table.value")
    notes = [column.note for column in chart.columns if column.note]
    ratios = all(_RATIO.fullmatch(note) for note in notes)
    return [
        form.say("table.period"),
        value,
        form.say("table.target"),
        form.say("table.state"),
        form.say("table.made_of" if ratios else "table.note"),
    ]


def _cells(chart: Chart, column: ChartColumn, form: Form) -> tuple[str, ...]:
    value = form.say("gap") if column.value is None else value_text(chart, column.value)
    judged = column.state is not ColumnState.NONE
    target = "" if chart.target is None else value_text(chart, chart.target)
    state = form.say(f"legend.{column.state}") if judged else ""
    return column.label, value, target, state, column.note


def _lying(heads: list[str], rows: list[tuple[str, ...]]) -> Table:
    columns = (
        Column(heads[0], 24),
        *(Column(row[0], 11.5, Align.CENTRE) for row in rows),
    )
    lines = ((heads[at], *(row[at] for row in rows)) for at in range(1, len(heads)))
    return Table(columns, tuple(lines))


def _standing(heads: list[str], rows: list[tuple[str, ...]]) -> Table:
    form = load_form("chart")
    note, state = form.say("table.note"), form.say("table.state")
    aligns = {heads[0]: Align.LEFT, note: Align.LEFT, state: Align.CENTRE}
    shares = {heads[0]: 22.0, note: 60.0}
    columns = tuple(
        Column(head, shares.get(head, 26.0), aligns.get(head, Align.RIGHT)) for head in heads
    )
    return Table(columns, tuple(rows))


def value_text(chart: Chart, value: Decimal) -> str:
    """A value as it stands in the table: ``78,3%``, ``1.834``, ``12,5``."""
    if chart.percent:
        return decimal_text(percent_of(value)) + "%"
    return decimal_text(value)


def decimal_text(value: Decimal, *, places: int = 2) -> str:
    """A number with Vietnamese separators and at most so many decimals."""
    rounded = round(value, places)
    whole, _point, part = f"{abs(rounded):f}".partition(".")
    part = part.rstrip("0")
    sign = "-" if rounded < 0 else ""
    return f"{sign}{number_text(int(whole))}{',' if part else ''}{part}"


def chart_piece(chart: Chart, width: float, measure: Measure) -> Piece:
    """The chart as one piece as wide as its frame, glued to the table below it."""
    drawing = _Drawing(chart, width, measure)
    return Piece(drawing.height, drawing.draw, gap=CHART_GAP, glued=True)


@dataclass(frozen=True, slots=True)
class _Place:
    """Where a column stands: its middle, its width and its ends, zero line included."""

    middle: float
    width: float
    low: float
    high: float


class _Drawing:
    """One chart laid out in a width, in points; drawn with its upper left corner anywhere."""

    def __init__(self, chart: Chart, width: float, measure: Measure) -> None:
        self._chart, self._width, self._measure = chart, width, measure
        self._form = load_form("chart")
        values = [column.value for column in chart.columns]
        self._scale: Scale = scale_of(values, target=chart.target, percent=chart.percent)
        self._power = 1 if chart.percent else magnitude_of([*values, chart.target])
        self._title: tuple[Line, ...] = ()
        if chart.title:
            self._title = measure.balanced(chart.title, WIDE, width, face_name=BOLD)
        self._empty = all(value is None for value in values)
        self._style = _FIGURES if self._fits(_FIGURES) else _SMALL

    def _fits(self, style: Style) -> bool:
        """Whether the number of no column runs into that of the next in letters of a style."""
        self._style = style
        values = [one.value for one in self._chart.columns if one.value is not None]
        widest = max((self._small(self._short(value)).width for value in values), default=0.0)
        room = self._width - self._gutter - self._target_room
        return widest + 2 <= room / max(1, len(self._chart.columns))

    @property
    def height(self) -> float:
        """Title, unit, plot, labels and legend."""
        head = len(self._title) * WIDE.leading + (_GAP if self._title else 0)
        if self._empty:
            return head + 2 * WIDE.leading
        legend = _LABEL.leading + _GAP if self._legend else 0.0
        return head + self._above + PLOT_HEIGHT + _LABEL.leading + _GAP + legend

    @property
    def _above(self) -> float:
        """Room above the plot: the unit, and values on columns that reach the top."""
        return 2 * self._style.leading if self._unit else self._style.leading + 2

    @property
    def _unit(self) -> str:
        if self._power == 1:
            return self._form.say("unit", unit=self._chart.unit) if self._chart.unit else ""
        scale = self._form.text("thousand" if self._power == 1000 else "million")
        return self._form.say("unit_scaled", scale=scale, unit=self._chart.unit).strip()

    def draw(self, page: Page, left: float, top: float) -> None:
        """Draws the chart."""
        for line in self._title:
            x = left + (self._width - line.width) / 2
            page.words(line, WIDE, x=x, y=top - WIDE.baseline)
            top -= WIDE.leading
        top -= _GAP if self._title else 0
        if self._empty:
            line = self._measure.line(self._form.say("no_figures"), WIDE, ITALIC)
            x = left + (self._width - line.width) / 2
            page.words(line, WIDE, x=x, y=top - WIDE.leading / 2 - WIDE.baseline)
            return
        if self._unit:
            page.words(
                self._small(self._unit, ITALIC), self._style, x=left, y=top - self._style.baseline
            )
        low = top - self._above - PLOT_HEIGHT
        inner = left + self._gutter
        right = left + self._width - self._target_room
        self._draw_lines(page, inner, right, low)
        places = list(self._places(inner, right, low))
        for column, place in zip(self._chart.columns, places, strict=True):
            if column.value is not None:
                _draw_column(page, place, column.state)
        self._draw_zero_and_target(page, inner, right, low)
        for column, place in zip(self._chart.columns, places, strict=True):
            self._draw_words(page, column, place, low)
        self._draw_legend(page, left, low - _LABEL.leading - _GAP)

    def _small(self, text: str, face_name: str = REGULAR) -> Line:
        return self._measure.line(text, self._style, face_name)

    def _short(self, value: Decimal) -> str:
        """A value in the unit of the chart; what is not zero never reads zero."""
        if self._chart.percent:
            return value_text(self._chart, value)
        text = decimal_text(value / self._power)
        return self._form.text("least") if value and text.strip("-") == "0" else text

    @property
    def _gutter(self) -> float:
        """Room for the numbers of the lines."""
        widths = [self._small(self._short(tick)).width for tick in self._scale.ticks]
        return max(widths) + _GAP

    @property
    def _target_lines(self) -> tuple[Line, ...]:
        if self._chart.target is None:
            return ()
        words = (self._form.say("target"), self._short(self._chart.target))
        return tuple(self._small(word) for word in words)

    @property
    def _target_room(self) -> float:
        """Room at the right, where the target's words touch no column."""
        return max((line.width + 2 * _GAP for line in self._target_lines), default=0.0)

    def _y(self, value: Decimal, low: float) -> float:
        return low + PLOT_HEIGHT * self._scale.share(value)

    def _draw_lines(self, page: Page, inner: float, right: float, low: float) -> None:
        ticks = self._scale.ticks
        for tick in ticks:
            line, y = self._small(self._short(tick)), self._y(tick, low)
            page.words(line, self._style, x=inner - _GAP - line.width, y=y - self._style.size / 3)
        lines = [(inner, self._y(tick, low), right, self._y(tick, low)) for tick in ticks]
        page.strokes(lines, width=0.4, grey=0.8)

    def _draw_zero_and_target(self, page: Page, inner: float, right: float, low: float) -> None:
        zero = self._y(Decimal(0), low)
        page.strokes([(inner, zero, right, zero)], width=0.9)
        target = self._chart.target
        if target is None:
            return
        y = self._y(target, low)
        page.strokes([(inner, y, right + _GAP, y)], width=0.9, dashes=(4, 2.5))
        at = y + self._style.leading - self._style.baseline
        for line in self._target_lines:
            page.words(line, self._style, x=right + 2 * _GAP, y=at)
            at -= self._style.leading

    def _places(self, inner: float, right: float, low: float) -> Iterator[_Place]:
        count = max(1, len(self._chart.columns))
        room = (right - inner) / count
        width = min(room * _COLUMN_SHARE, _WIDEST_COLUMN)
        zero = self._y(Decimal(0), low)
        for number, column in enumerate(self._chart.columns):
            end = zero if column.value is None else self._y(column.value, low)
            if column.value and abs(end - zero) < _LEAST_HEIGHT:
                end = zero + (_LEAST_HEIGHT if column.value > 0 else -_LEAST_HEIGHT)
            middle = inner + room * (number + 0.5)
            yield _Place(middle, width, min(zero, end), max(zero, end))

    def _draw_words(self, page: Page, column: ChartColumn, place: _Place, low: float) -> None:
        label = self._measure.line(column.label, _LABEL)
        x = place.middle - label.width / 2
        page.words(label, _LABEL, x=x, y=low - 2 - _LABEL.baseline)
        gap = column.value is None
        words = self._form.say("gap") if column.value is None else self._short(column.value)
        line = self._small(words)
        below = column.value is not None and column.value < 0
        y = place.low - self._style.size if below else place.high + 3
        x = place.middle - line.width / 2
        if not gap:
            # The line of the target goes on behind a number, not through it.
            page.fill(x - 1, y - 1.5, line.width + 2, self._style.size - 1, grey=1)
        page.words(line, self._style, x=x, y=y)

    @property
    def _legend(self) -> tuple[tuple[ColumnState | None, Line], ...]:
        """The signs that this chart holds; none where every column is of one plain kind."""
        known = {column.state for column in self._chart.columns if column.value is not None}
        found: list[tuple[ColumnState | None, str]] = []
        if known - {ColumnState.NONE}:
            found += [(state, f"legend.{state}") for state in ColumnState if state in known]
        if any(column.value is None for column in self._chart.columns):
            found.append((None, "legend.gap"))
        return tuple(
            (state, self._measure.line(self._form.say(key), _LABEL)) for state, key in found
        )

    def _draw_legend(self, page: Page, left: float, top: float) -> None:
        """The signs and their words, in the middle below the chart."""
        apart = 4 * _GAP
        widths = [line.width + (_KEY + _GAP if state else 0) for state, line in self._legend]
        x = left + (self._width - sum(widths) - apart * (len(widths) - 1)) / 2
        y = top - 2 - _LABEL.baseline
        for (state, line), width in zip(self._legend, widths, strict=True):
            if state is not None:
                _draw_column(page, _Place(x + _KEY / 2, _KEY, y - 1, y - 1 + _KEY), state)
            page.words(line, _LABEL, x=x + width - line.width, y=y)
            x += width + apart


def _draw_column(page: Page, place: _Place, state: ColumnState) -> None:
    x, height = place.middle - place.width / 2, place.high - place.low
    page.fill(x, place.low, place.width, height, grey=_GREYS[state])
    if state is ColumnState.NOT_MET:
        page.strokes(_hatch(x, place.low, place.width, height), width=0.5)
    right = x + place.width
    edges = [
        (x, place.low, x, place.high), (x, place.high, right, place.high),
        (right, place.high, right, place.low), (right, place.low, x, place.low),
    ]  # fmt: skip
    page.strokes(edges, width=LINE_WIDTH)


def _hatch(x: float, y: float, width: float, height: float) -> list[Segment]:
    """Slanting strokes cut off at the box, rising to the right."""
    found: list[Segment] = []
    count = int((width + height) / _HATCH)
    for number in range(1, count + 1):
        along = number * _HATCH
        x0, y0 = max(0.0, along - height), min(along, height)
        x1, y1 = min(along, width), max(0.0, along - width)
        found.append((x + x0, y + y0, x + x1, y + y1))
    return found
