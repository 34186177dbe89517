"""The program's drawings as pictures, the same bytes whatever screen the builder has."""

from collections.abc import Callable
from pathlib import Path

from PySide6.QtCore import QBuffer, QByteArray, QIODevice, QRectF, Qt
from PySide6.QtGui import QColor, QImage, QImageWriter, QPainter
from PySide6.QtSvg import QSvgRenderer

_DOTS_PER_METRE = 3937


def picture(drawing: Path, *, side: int) -> bytes:
    """A drawing as a square PNG; the same bytes for the same drawing.

    Raises:
        ValueError: the drawing cannot be read.
    """
    renderer = _renderer(drawing)
    image = QImage(side, side, QImage.Format.Format_ARGB32)
    image.fill(Qt.GlobalColor.transparent)
    return _written(image, "PNG", renderer.render)


def side_picture(drawing: Path) -> bytes:
    """The picture beside the first and last page of the setup program for Windows, as a .bmp file.

    Raises:
        ValueError: the drawing cannot be read.
    """
    renderer = _renderer(drawing)
    image = QImage(164 * 2, 314 * 2, QImage.Format.Format_RGB888)
    image.fill(QColor("#e8eef6"))

    def paint(painter: QPainter) -> None:
        renderer.render(painter, QRectF(84, 96, 160, 160))
        painter.fillRect(image.width() - 4, 0, 4, image.height(), QColor("#1f4e8c"))

    return _written(image, "BMP", paint)


def _renderer(drawing: Path) -> QSvgRenderer:
    renderer = QSvgRenderer(str(drawing))
    if not renderer.isValid():
        raise ValueError(drawing.name)
    return renderer


def _written(image: QImage, kind: str, paint: Callable[[QPainter], None]) -> bytes:
    # A screen that is there would leave its own density in the file.
    image.setDotsPerMeterX(_DOTS_PER_METRE)
    image.setDotsPerMeterY(_DOTS_PER_METRE)
    painter = QPainter(image)
    paint(painter)
    painter.end()
    data = QByteArray()
    buffer = QBuffer(data)
    buffer.open(QIODevice.OpenModeFlag.WriteOnly)
    QImageWriter(buffer, QByteArray(kind.encode())).write(image)
    return bytes(data.data())
