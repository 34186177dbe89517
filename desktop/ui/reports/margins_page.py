"""The margins test page: whether a printer keeps the margins and prints every letter.

An A4 page with the frame of decree 30/2020, appendix I (left 30, top and bottom 20, right 15 to
20: here 17), a ruler of 10 cm to lay a real one on, and the 134 Vietnamese letters with marks.
"""

import unicodedata

from PySide6.QtCore import QBuffer, QByteArray, QIODevice, QMarginsF, QPointF, QRectF, Qt
from PySide6.QtGui import (
    QFont,
    QFontDatabase,
    QPageLayout,
    QPageSize,
    QPainter,
    QPdfWriter,
    QPen,
)

from desktop.i18n import _
from desktop.paths import resource
from desktop.ui.reports.rendering import PageSize

_DPI = 1200
_MM = _DPI / 25.4
_WIDTH, _HEIGHT = 210.0, 297.0
LEFT, RIGHT, TOP, BOTTOM = 30.0, 17.0, 20.0, 20.0
"""Margins in millimetres."""
MARGINS_SIZES = (PageSize(595.3, 841.9),)
"""The one page in points."""
_FAMILY = "Liberation Serif"
_BASES = "aăâeêioôơuưy"
_TONES = ("", "\u0300", "\u0301", "\u0309", "\u0303", "\u0323")
_A_LINE = 17


def vietnamese_letters() -> str:
    """The 134 letters with marks: 67 small ones, then their capitals."""
    marked = (
        unicodedata.normalize("NFC", base + tone)
        for base in _BASES
        for tone in _TONES
        if tone or base not in "aeiouy"
    )
    small = "".join(marked) + "đ"
    return small + small.upper()


def margins_page() -> bytes:
    """The page as a PDF. Makes fonts known to Qt: for the thread of the window."""
    _load_faces()
    bytes_, buffer = QByteArray(), QBuffer()
    buffer.setBuffer(bytes_)
    buffer.open(QIODevice.OpenModeFlag.WriteOnly)
    writer = QPdfWriter(buffer)
    writer.setResolution(_DPI)
    writer.setTitle(_("Margins test page"))
    size = QPageSize(QPageSize.PageSizeId.A4)
    writer.setPageLayout(QPageLayout(size, QPageLayout.Orientation.Portrait, QMarginsF(0, 0, 0, 0)))
    painter = QPainter(writer)
    painter.scale(_MM, _MM)
    _paint(painter)
    painter.end()
    buffer.close()
    return bytes(bytes_.data())


def _load_faces() -> None:
    if _FAMILY in QFontDatabase.families():
        return
    for path in sorted(resource("fonts/liberation-serif").glob("*.ttf")):
        QFontDatabase.addApplicationFont(str(path))


def _paint(painter: QPainter) -> None:
    frame = QRectF(LEFT, TOP, _WIDTH - LEFT - RIGHT, _HEIGHT - TOP - BOTTOM)
    painter.setPen(QPen(Qt.GlobalColor.black, 0.25))
    painter.drawRect(frame)
    _paint_corners(painter)
    _write(painter, frame.adjusted(6, 6, -6, 0), _("MARGINS TEST PAGE"), 14, bold=True)
    said = _(
        "Print at the actual size (100 %, no “fit to page”). Lay a ruler on: the frame stands"
        " {left} mm from the left edge, {right} mm from the right, {top} mm from the top and"
        " {bottom} mm from the bottom. If one differs, the printer moves or shrinks the page."
    )
    words = said.format(left=LEFT, right=RIGHT, top=TOP, bottom=BOTTOM).replace(".0 ", " ")
    _write(painter, frame.adjusted(6, 16, -6, 0), words, 13)
    _paint_ruler(painter, QPointF(LEFT + 10, TOP + 58))
    _paint_upright_ruler(painter, QPointF(LEFT + 10, TOP + 84))
    said = _("All {count} letters with marks must be whole, none cut and none a box:")
    letters = vietnamese_letters()
    beside = frame.adjusted(30, 80, -6, 0)
    _write(painter, beside, said.format(count=len(letters)), 13)
    for line, at in enumerate(range(0, len(letters), _A_LINE)):
        row = beside.adjusted(0, 16 + line * 9, 0, 0)
        _write(painter, row, " ".join(letters[at : at + _A_LINE]), 14)
    two_sided = _(
        "Two sides: choose “flip on long edge”. On the back the frame lies on the frame of the"
        " front when the sheet is held against the light, mirrored left and right."
    )
    _write(painter, frame.adjusted(6, 212, -6, 0), two_sided, 13)


def _write(
    painter: QPainter, area: QRectF, text: str, points: float, *, bold: bool = False
) -> None:
    """Write a text of a size in points into an area in millimetres."""
    font = QFont(_FAMILY)
    font.setBold(bold)
    font.setPointSizeF(points)
    painter.save()
    # Points, not millimetres: the scale is taken back so that type is not made of tiny units.
    painter.resetTransform()
    painter.setFont(font)
    place = QRectF(area.x() * _MM, area.y() * _MM, area.width() * _MM, area.height() * _MM)
    flags = Qt.AlignmentFlag.AlignTop | Qt.TextFlag.TextWordWrap
    painter.drawText(place, int(flags), text)
    painter.restore()


def _paint_corners(painter: QPainter) -> None:
    """Short lines from the edges of the sheet: how far the printer prints."""
    painter.setPen(QPen(Qt.GlobalColor.black, 0.15))
    for across in (LEFT, _WIDTH - RIGHT):
        painter.drawLine(QPointF(across, 0), QPointF(across, TOP - 4))
        painter.drawLine(QPointF(across, _HEIGHT), QPointF(across, _HEIGHT - BOTTOM + 4))
    for down in (TOP, _HEIGHT - BOTTOM):
        painter.drawLine(QPointF(0, down), QPointF(LEFT - 4, down))
        painter.drawLine(QPointF(_WIDTH, down), QPointF(_WIDTH - RIGHT + 4, down))


def _paint_ruler(painter: QPainter, start: QPointF) -> None:
    """A ruler of 10 cm, lying."""
    painter.setPen(QPen(Qt.GlobalColor.black, 0.2))
    painter.drawLine(start, start + QPointF(100, 0))
    for mm in range(101):
        long = 5 if mm % 10 == 0 else 3.5 if mm % 5 == 0 else 2
        painter.drawLine(start + QPointF(mm, 0), start + QPointF(mm, long))
        if mm % 10 == 0:
            area = QRectF(start.x() + mm - 1.5, start.y() + 5.5, 10, 8)
            _write(painter, area, str(mm // 10), 10)
    _write(painter, QRectF(start.x() + 108, start.y() - 1, 20, 10), "cm", 10)


def _paint_upright_ruler(painter: QPainter, start: QPointF) -> None:
    """A ruler of 10 cm, standing."""
    painter.setPen(QPen(Qt.GlobalColor.black, 0.2))
    painter.drawLine(start, start + QPointF(0, 100))
    for mm in range(101):
        long = 5 if mm % 10 == 0 else 3.5 if mm % 5 == 0 else 2
        painter.drawLine(start + QPointF(0, mm), start + QPointF(long, mm))
        if mm % 10 == 0:
            _write(painter, QRectF(start.x() + 6, start.y() + mm - 2.5, 12, 8), str(mm // 10), 10)
