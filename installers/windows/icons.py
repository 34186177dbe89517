"""The program's drawings as Windows icons: each size drawn for itself, never shrunk."""

import os
import struct
import sys
from collections.abc import Sequence
from pathlib import Path

SIDES = (16, 20, 24, 32, 40, 48, 64, 128, 256)
_HEAD, _ENTRY = struct.Struct("<HHH"), struct.Struct("<BBBBHHII")


def icon_of(drawing: Path, *, sides: Sequence[int] = SIDES) -> bytes:
    """Return ``drawing`` (SVG) as the bytes of an .ico file with a picture of each side."""
    pictures = [_picture(drawing, side) for side in sides]
    place = _HEAD.size + _ENTRY.size * len(pictures)
    entries = b""
    for side, picture in zip(sides, pictures, strict=True):
        # 256 does not go into a byte: the format writes 0 for it.
        entries += _ENTRY.pack(side % 256, side % 256, 0, 0, 1, 32, len(picture), place)
        place += len(picture)
    return _HEAD.pack(0, 1, len(pictures)) + entries + b"".join(pictures)


def _picture(drawing: Path, side: int) -> bytes:
    from PySide6.QtCore import QBuffer, QIODevice, Qt
    from PySide6.QtGui import QImage, QPainter
    from PySide6.QtSvg import QSvgRenderer

    image = QImage(side, side, QImage.Format.Format_ARGB32)
    image.fill(Qt.GlobalColor.transparent)
    painter = QPainter(image)
    QSvgRenderer(str(drawing)).render(painter)
    painter.end()
    buffer = QBuffer()
    buffer.open(QIODevice.OpenModeFlag.WriteOnly)
    image.save(buffer, "PNG")  # type: ignore[call-overload]  # the stubs want bytes, Qt a str
    return bytes(buffer.data().data())


def side_picture(drawing: Path) -> bytes:
    """Return the picture beside the first and last page of the setup program, as a .bmp file."""
    from PySide6.QtCore import QBuffer, QIODevice, QRectF
    from PySide6.QtGui import QColor, QImage, QPainter
    from PySide6.QtSvg import QSvgRenderer

    image = QImage(164 * 2, 314 * 2, QImage.Format.Format_RGB888)
    image.fill(QColor("#e8eef6"))
    painter = QPainter(image)
    QSvgRenderer(str(drawing)).render(painter, QRectF(84, 96, 160, 160))
    painter.fillRect(image.width() - 4, 0, 4, image.height(), QColor("#1f4e8c"))
    painter.end()
    buffer = QBuffer()
    buffer.open(QIODevice.OpenModeFlag.WriteOnly)
    image.save(buffer, "BMP")  # type: ignore[call-overload]  # the stubs want bytes, Qt a str
    return bytes(buffer.data().data())


def main(arguments: Sequence[str]) -> int:
    """``python -m installers.windows.icons DRAWING ICON``; Qt draws without a screen."""
    os.environ["QT_QPA_PLATFORM"] = "offscreen"
    drawing, icon = map(Path, arguments)
    icon.write_bytes(icon_of(drawing))
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
