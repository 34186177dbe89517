"""Shipped line icons, painted in the colour of a role."""

import logging
from functools import lru_cache

from PySide6.QtCore import QByteArray, QRectF, Qt
from PySide6.QtGui import QPainter, QPixmap
from PySide6.QtSvg import QSvgRenderer

from desktop.log import Code
from desktop.paths import resource

_LOG = logging.getLogger(__name__)
_NOTHING = '<svg xmlns="http://www.w3.org/2000/svg" width="1" height="1"/>'


@lru_cache(maxsize=128)
def _drawing(name: str) -> str:
    """The drawing; nothing is drawn where it is missing, and the log and the self-test say so."""
    try:
        return resource(f"icons/{name}.svg").read_text(encoding="utf-8")
    except OSError as error:
        _LOG.warning("a sign is missing: %s", Code(name.replace("-", "_")), exc_info=error)
        return _NOTHING


def icon_pixmap(name: str, colour: str, size: int, *, ratio: float = 1.0) -> QPixmap:
    """Draw the icon ``name`` in ``colour``, ``size`` device-independent pixels wide and high."""
    drawing = _drawing(name).replace("currentColor", colour)
    renderer = QSvgRenderer(QByteArray(drawing.encode("utf-8")))
    pixmap = QPixmap(round(size * ratio), round(size * ratio))
    pixmap.fill(Qt.GlobalColor.transparent)
    painter = QPainter(pixmap)
    renderer.render(painter, QRectF(0, 0, pixmap.width(), pixmap.height()))
    painter.end()
    pixmap.setDevicePixelRatio(ratio)
    return pixmap
