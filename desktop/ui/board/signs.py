"""The signs of the board: one shape for each state of a report, beside its colour."""

from datetime import date

from PySide6.QtCore import QPointF, QRectF, Qt
from PySide6.QtGui import QBrush, QPainter, QPen

from desktop.domain.board import BoardCell, CellState, Filing
from desktop.domain.expected_units import UnitId
from desktop.i18n import _, format_date
from desktop.ui.design.theme import Theme
from desktop.ui.design.tokens import Role

RADIUS = 11.0
_ICON = 14


def paint_sign(painter: QPainter, centre: QPointF, cell: BoardCell, theme: Theme) -> None:
    """Paint one cell of the board."""
    painter.setPen(Qt.PenStyle.NoPen)
    painter.setBrush(Qt.BrushStyle.NoBrush)
    if cell.waits and cell.state is not CellState.TO_VERIFY:
        _letter(painter, centre + QPointF(RADIUS + 5, -RADIUS + 3), "?", Role.DUE, theme)
        painter.setPen(Qt.PenStyle.NoPen)
    match cell.state:
        case CellState.IN | CellState.CORRECTED:
            _paint_in(painter, centre, cell, theme)
        case CellState.LATE:
            _paint_late(painter, centre, theme)
        case CellState.MISSING:
            painter.setPen(QPen(theme.colour(Role.DUE), 2))
            painter.drawEllipse(centre, RADIUS - 1, RADIUS - 1)
        case CellState.TO_VERIFY:
            _paint_question(painter, centre, theme)
        case CellState.RETURNED:
            painter.setBrush(QBrush(theme.colour(Role.TROUBLE_SOFT)))
            painter.drawEllipse(centre, RADIUS, RADIUS)
            _icon(painter, centre, "undo-2", Role.TROUBLE, theme)
        case CellState.NOT_DUE:
            painter.setBrush(QBrush(theme.colour(Role.COMING)))
            painter.drawEllipse(centre, RADIUS, RADIUS)
        case _:
            painter.setBrush(QBrush(theme.colour(Role.EDGE)))
            for step in (-5, 0, 5):
                painter.drawEllipse(centre + QPointF(step, 0), 1.3, 1.3)


def _paint_in(painter: QPainter, centre: QPointF, cell: BoardCell, theme: Theme) -> None:
    """A disc with a tick, or with how often the report came; below it a bar when it came late."""
    painter.setBrush(QBrush(theme.colour(Role.MET_SOFT)))
    painter.drawEllipse(centre, RADIUS, RADIUS)
    if cell.state is CellState.CORRECTED and cell.filing is not None:
        times = max(cell.filing.counted, cell.filing.correction + 1)
        _letter(painter, centre, str(times), Role.MET, theme)
    else:
        _icon(painter, centre, "check", Role.MET, theme)
    if cell.in_time is False:
        painter.setPen(QPen(theme.colour(Role.DUE), 2, c=Qt.PenCapStyle.RoundCap))
        low = centre + QPointF(0, RADIUS + 1)
        painter.drawLine(low + QPointF(-5, 0), low + QPointF(5, 0))


def _paint_late(painter: QPainter, centre: QPointF, theme: Theme) -> None:
    """A ring with an upright bar."""
    painter.setPen(QPen(theme.colour(Role.TROUBLE), 2))
    painter.drawEllipse(centre, RADIUS - 1, RADIUS - 1)
    painter.setPen(QPen(theme.colour(Role.TROUBLE), 2.4, c=Qt.PenCapStyle.RoundCap))
    painter.drawLine(centre + QPointF(0, -5), centre + QPointF(0, 5))


def _paint_question(painter: QPainter, centre: QPointF, theme: Theme) -> None:
    """A square standing on its corner, with a question mark."""
    painter.setBrush(QBrush(theme.colour(Role.TODO_SOFT)))
    painter.setPen(QPen(theme.colour(Role.DUE), 1.4))
    reach = RADIUS + 1
    painter.drawPolygon(
        [
            centre + QPointF(0, -reach),
            centre + QPointF(reach, 0),
            centre + QPointF(0, reach),
            centre + QPointF(-reach, 0),
        ]
    )
    _letter(painter, centre, "?", Role.DUE, theme)


def _letter(painter: QPainter, centre: QPointF, text: str, role: Role, theme: Theme) -> None:
    painter.setPen(theme.colour(role))
    painter.setFont(theme.font(theme.tokens.type.small - 1, bold=True))
    box = QRectF(centre.x() - 14, centre.y() - 10, 28, 20)
    painter.drawText(box, Qt.AlignmentFlag.AlignCenter, text)


def _icon(painter: QPainter, centre: QPointF, name: str, role: Role, theme: Theme) -> None:
    corner = centre - QPointF(_ICON / 2, _ICON / 2)
    painter.drawPixmap(corner, theme.pixmap(name, role, _ICON))


def cell_sentence(cell: BoardCell, *, unit: str, month: str) -> str:
    """What one cell says, as a sentence for the tooltip and the screen reader."""
    beside = cell.waits and cell.state is not CellState.TO_VERIFY
    waits = _("Another file waits to be verified.") if beside else ""
    return " ".join(one for one in (_said(cell, unit, month), _when(cell), waits) if one)


def _said(cell: BoardCell, unit: str, month: str) -> str:
    match cell.state:
        case CellState.IN:
            said = _("{unit}, {month}: received.")
        case CellState.CORRECTED:
            said = _("{unit}, {month}: received and replaced by a correction.")
        case CellState.LATE:
            said = _("{unit}, {month}: not sent, the deadline is past.")
        case CellState.MISSING:
            said = _("{unit}, {month}: not sent yet.")
        case CellState.TO_VERIFY:
            said = _("{unit}, {month}: a file waits to be verified.")
        case CellState.RETURNED:
            said = _("{unit}, {month}: returned to the unit, to be sent again.")
        case CellState.NOT_DUE:
            said = _("{unit}, {month}: not due yet.")
        case _:
            said = _("{unit}, {month}: no report is expected.")
    return said.format(unit=unit, month=month)


def _when(cell: BoardCell) -> str:
    if cell.filing is not None and cell.filing.first_on is not None:
        said = _("First received on {day}.")
        if cell.in_time is False:
            said = _("First received on {day}, after the deadline.")
        return said.format(day=format_date(cell.filing.first_on))
    late = cell.state in (CellState.LATE, CellState.MISSING)
    if late and cell.due_on is not None:
        return _("Due on {day}.").format(day=format_date(cell.due_on))
    return ""


def meanings() -> tuple[tuple[BoardCell, str], ...]:
    """The signs with what they mean, as the legend lists them."""
    again = Filing(UnitId("", date.min), "", counted=2)
    return (
        (BoardCell(CellState.IN), _("received")),
        (BoardCell(CellState.IN, in_time=False), _("received after the deadline")),
        (BoardCell(CellState.CORRECTED, again), _("corrected: how often it was sent")),
        (BoardCell(CellState.MISSING), _("not sent yet")),
        (BoardCell(CellState.LATE), _("not sent, the deadline is past")),
        (BoardCell(CellState.TO_VERIFY), _("a file waits to be verified")),
        (BoardCell(CellState.RETURNED), _("returned to the unit")),
        (BoardCell(CellState.NOT_DUE), _("not due yet")),
        (BoardCell(CellState.NOT_EXPECTED), _("no report is expected")),
    )
