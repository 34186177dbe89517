"""Tables as pieces: thin lines, a header that comes back on every page, rows that stay whole."""

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import groupby

from desktop.reports.faces import BOLD, REGULAR
from desktop.reports.flow import Piece
from desktop.reports.page import Page
from desktop.reports.tree import Align, Table, is_title
from desktop.reports.typeset import Line, Measure, Style, start_of

WIDE = Style(12, 14.4)
NARROW = Style(11, 13.2)
SMALL = Style(9, 10.8)
"""For tables in which letters of 11 points would tear numbers apart."""
MANY_COLUMNS = 7
SHORT_TABLE = 8
"""A table of so few rows stays on one page."""

SHORT_CELL = 12
"""A cell of so few letters without a blank never breaks."""

_BREATH = 0.1
LINE_WIDTH = 0.5
PAD_X = 3.0
PAD_Y = 2.6
TABLE_GAP = 6.0
"""Points above a table."""

CellLines = tuple[Line, ...]


def table_style(table: Table, width: float, measure: Measure) -> Style:
    """Letters of 12 points, of 11 from seven columns on, of 9 where numbers would break else."""
    if len(table.columns) < MANY_COLUMNS:
        return WIDE
    least = sum(_least(table, place, NARROW, measure) for place in range(len(table.columns)))
    return NARROW if least <= width else SMALL


@dataclass(frozen=True, slots=True)
class _Columns:
    lefts: tuple[float, ...]
    widths: tuple[float, ...]
    aligns: tuple[Align, ...]

    @property
    def edges(self) -> tuple[float, ...]:
        return (*self.lefts, self.lefts[-1] + self.widths[-1])


def table_pieces(table: Table, width: float, page_height: float, measure: Measure) -> list[Piece]:
    """The pieces of a table as wide as its frame."""
    style = table_style(table, width - LINE_WIDTH, measure)
    columns = _columns(table, width, style, measure)
    header = _header(table, columns, style, measure)
    room = page_height - header.height
    body: list[Piece] = []
    for row in table.rows:
        made = _row(row, columns, style, measure, header=header, room=room, least=table.row_height)
        body.extend([_glued(piece) for piece in made] if is_title(row) else made)
    if table.total is not None:
        total = _row(table.total, columns, style, measure, header=header, room=room, face_name=BOLD)
        if body:
            body[-1] = _glued(body[-1])
        body.extend(total)
    if len(table.rows) <= SHORT_TABLE:
        body = [_glued(piece) for piece in body[:-1]] + body[-1:]
    return [header, *body]


def _columns(table: Table, width: float, style: Style, measure: Measure) -> _Columns:
    # The outer lines are drawn inside the frame, so that no ink stands in the margin.
    widths = column_widths(table, width - LINE_WIDTH, style, measure)
    lefts = tuple(LINE_WIDTH / 2 + sum(widths[:index]) for index in range(len(widths)))
    return _Columns(lefts, widths, tuple(column.align for column in table.columns))


def column_widths(table: Table, width: float, style: Style, measure: Measure) -> tuple[float, ...]:
    """The shares of the width; a column too narrow for a date takes from those with room."""
    shares = sum(column.width for column in table.columns)
    wanted = [width * column.width / shares for column in table.columns]
    least = [_least(table, place, style, measure) for place in range(len(wanted))]
    gaps = sum(max(0.0, low - wide) for low, wide in zip(least, wanted, strict=True))
    spare = sum(max(0.0, wide - low) for low, wide in zip(least, wanted, strict=True))
    if not gaps or gaps > spare:
        return tuple(wanted)
    give = gaps / spare
    return tuple(
        low if wide <= low else wide - (wide - low) * give
        for low, wide in zip(least, wanted, strict=True)
    )


def _least(table: Table, place: int, style: Style, measure: Measure) -> float:
    """The width below which a heading's word or a short cell (a date, a number) would break."""
    words = table.columns[place].heading.split()
    heading = max((measure.line(word, style, BOLD).width for word in words), default=0.0)
    cells = (row[place] for row in table.rows)
    short = {cell for cell in cells if cell and len(cell) <= SHORT_CELL and " " not in cell}
    if table.total is not None and len(table.total[place]) <= SHORT_CELL:
        heading = max(heading, measure.line(table.total[place], style, BOLD).width)
    body = max((measure.line(cell, style).width for cell in short), default=0.0)
    return max(heading, body) + 2 * PAD_X + _BREATH


def _glued(piece: Piece) -> Piece:
    return Piece(piece.height, piece.draw, gap=piece.gap, glued=True, header=piece.header)


def _row(
    cells: Sequence[str],
    columns: _Columns,
    style: Style,
    measure: Measure,
    *,
    header: Piece,
    room: float,
    face_name: str = REGULAR,
    least: float = 0,
) -> list[Piece]:
    lines = [
        measure.wrap_text(cell, style, width - 2 * PAD_X, face_name=face_name)
        for cell, width in zip(cells, columns.widths, strict=True)
    ]
    tallest = max(len(cell) for cell in lines)
    most = max(1, int((room - 2 * PAD_Y) / style.leading))
    return [
        _row_piece(
            [cell[at : at + most] for cell in lines], columns, style, header=header, least=least
        )
        for at in range(0, tallest, most)
    ]


def _row_piece(
    lines: Sequence[CellLines], columns: _Columns, style: Style, *, header: Piece, least: float
) -> Piece:
    height = max(least, max(len(cell) for cell in lines) * style.leading + 2 * PAD_Y)
    edges = columns.edges

    def draw(page: Page, left: float, top: float) -> None:
        for cell, x, width, align in zip(
            lines, columns.lefts, columns.widths, columns.aligns, strict=True
        ):
            y = top - (height - len(cell) * style.leading) / 2 - style.baseline
            for line in cell:
                at = start_of(line, left + x + PAD_X, width - 2 * PAD_X, align)
                page.words(line, style, x=at, y=y)
                y -= style.leading
        bottom = top - height
        for edge in edges:
            page.upright(left + edge, top, bottom, width=LINE_WIDTH)
        page.rule(left, bottom, left + edges[-1] + LINE_WIDTH / 2, bottom, width=LINE_WIDTH)

    return Piece(height, draw, header=header)


@dataclass(frozen=True, slots=True)
class _HeaderCell:
    lines: CellLines
    left: float
    width: float
    upper: bool
    lower: bool


def _header(table: Table, columns: _Columns, style: Style, measure: Measure) -> Piece:
    two_rows = any(column.over for column in table.columns)
    cells: list[_HeaderCell] = []
    index = 0
    for over, group in groupby(table.columns, key=lambda column: column.over):
        members = list(group)
        for offset, column in enumerate(members):
            at = index + offset
            lines = _heading(column.heading, columns.widths[at], style, measure)
            upper = two_rows and not over
            cells.append(
                _HeaderCell(lines, columns.lefts[at], columns.widths[at], upper=upper, lower=True)
            )
        if over:
            span = sum(columns.widths[index : index + len(members)])
            lines = _heading(over, span, style, measure)
            cells.append(_HeaderCell(lines, columns.lefts[index], span, upper=True, lower=False))
        index += len(members)
    return _header_piece(cells, columns, style, two_rows=two_rows)


def _heading(text: str, width: float, style: Style, measure: Measure) -> CellLines:
    return measure.balanced(text, style, width - 2 * PAD_X, face_name=BOLD)


def _header_piece(
    cells: Sequence[_HeaderCell], columns: _Columns, style: Style, *, two_rows: bool
) -> Piece:
    def tall(found: list[int]) -> float:
        return max(found, default=0) * style.leading + 2 * PAD_Y

    upper = tall([len(c.lines) for c in cells if not c.lower]) if two_rows else 0
    lower = tall([len(c.lines) for c in cells if c.lower and not c.upper])
    whole = tall([len(c.lines) for c in cells if c.lower and c.upper])
    lower = max(lower, whole - upper)
    height = upper + lower

    edges = columns.edges

    def draw(page: Page, left: float, top: float) -> None:
        for cell in cells:
            high = top if cell.upper or not two_rows else top - upper
            low = top - height if cell.lower else top - upper
            y = high - (high - low - len(cell.lines) * style.leading) / 2 - style.baseline
            for line in cell.lines:
                at = start_of(line, left + cell.left, cell.width, Align.CENTRE)
                page.words(line, style, x=at, y=y)
                y -= style.leading
            x = left + cell.left
            page.upright(x, high, low, width=LINE_WIDTH)
            if not cell.lower:
                page.rule(x, low, x + cell.width, low, width=LINE_WIDTH)
        page.upright(left + edges[-1], top, top - height, width=LINE_WIDTH)
        end = left + edges[-1] + LINE_WIDTH / 2
        page.rule(left, top, end, top, width=LINE_WIDTH)
        page.rule(left, top - height, end, top - height, width=LINE_WIDTH)

    return Piece(height, draw, gap=TABLE_GAP, glued=True)
