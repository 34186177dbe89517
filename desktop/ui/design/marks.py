"""Boxes, rings and arrows that a style sheet can only take from files: drawn for each look."""

import struct
import zlib
from collections.abc import Callable
from pathlib import Path

from PySide6.QtCore import QPointF, QRectF, Qt
from PySide6.QtGui import QColor, QGuiApplication, QImage, QPainter, QPen, QPixmap

from desktop.ui.design.icons import icon_pixmap
from desktop.ui.design.tokens import Role, Tokens

_SIZE = 16
_DRAWN_LARGER = (1, 2)  # the second for dense screens, found by its name

Draw = Callable[[QPainter, Tokens], None]


def write_marks(folder: Path, tokens: Tokens) -> dict[str, str]:
    """Draw the marks of one look into ``folder``; return their paths by the sheet's names.

    Raises:
        OSError: the folder cannot be written.
    """
    place = folder / tokens.name
    place.mkdir(parents=True, exist_ok=True)
    return {name: _write(place, name, draw, tokens) for name, draw in _MARKS.items()}


def _write(place: Path, name: str, draw: Draw, tokens: Tokens) -> str:
    dense = any(screen.devicePixelRatio() > 1 for screen in QGuiApplication.screens())
    for times in _DRAWN_LARGER if dense else _DRAWN_LARGER[:1]:
        picture = QPixmap(_SIZE * times, _SIZE * times)
        picture.fill(Qt.GlobalColor.transparent)
        painter = QPainter(picture)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.scale(times, times)
        draw(painter, tokens)
        painter.end()
        name_there = f"{name}{'' if times == 1 else '@2x'}.png"
        (place / name_there).write_bytes(_png(picture.toImage()))
    return (place / f"{name}.png").as_posix()


def _png(image: QImage) -> bytes:
    """The picture as a PNG file. Qt's own writer would first load every plugin for pictures."""
    plain = image.convertToFormat(QImage.Format.Format_RGBA8888)
    wide, high, stride = plain.width(), plain.height(), plain.bytesPerLine()
    pixels = bytes(plain.constBits())
    # Each line begins with the kind of its filter: 0, none.
    lines = b"".join(b"\0" + pixels[y * stride : y * stride + 4 * wide] for y in range(high))
    header = struct.pack(">IIBBBBB", wide, high, 8, 6, 0, 0, 0)
    parts = ((b"IHDR", header), (b"IDAT", zlib.compress(lines)), (b"IEND", b""))
    return b"\x89PNG\r\n\x1a\n" + b"".join(_chunk(kind, data) for kind, data in parts)


def _chunk(kind: bytes, data: bytes) -> bytes:
    check = zlib.crc32(kind + data)
    return struct.pack(">I", len(data)) + kind + data + struct.pack(">I", check)


def _box(painter: QPainter, tokens: Tokens, *, ticked: bool, able: bool = True) -> None:
    painter.setPen(_edge(tokens, chosen=ticked, able=able))
    painter.setBrush(QColor(tokens[_ground(chosen=ticked, able=able)]))
    painter.drawRoundedRect(QRectF(0.5, 0.5, _SIZE - 1, _SIZE - 1), 4, 4)
    if ticked:
        _icon(painter, "check", tokens[Role.ON_ACCENT if able else Role.HINT], 12)


def _ring(painter: QPainter, tokens: Tokens, *, chosen: bool, able: bool = True) -> None:
    painter.setPen(_edge(tokens, chosen=chosen, able=able))
    painter.setBrush(QColor(tokens[Role.PAPER if able else Role.GROUND]))
    middle = QPointF(_SIZE / 2, _SIZE / 2)
    painter.drawEllipse(middle, _SIZE / 2 - 0.5, _SIZE / 2 - 0.5)
    if chosen:
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(QColor(tokens[Role.ACCENT if able else Role.HINT]))
        painter.drawEllipse(middle, 4, 4)


def _edge(tokens: Tokens, *, chosen: bool, able: bool) -> QPen:
    """What cannot be changed is told by its dots too, not by the colour alone."""
    if not able:
        return QPen(QColor(tokens[Role.HINT]), 1, Qt.PenStyle.DotLine)
    return QPen(QColor(tokens[Role.ACCENT if chosen else Role.EDGE]), 1)


def _ground(*, chosen: bool, able: bool) -> Role:
    if not able:
        return Role.GROUND
    return Role.ACCENT if chosen else Role.PAPER


def _icon(painter: QPainter, name: str, colour: str, size: int) -> None:
    corner = (_SIZE - size) / 2
    painter.drawPixmap(QPointF(corner, corner), icon_pixmap(name, colour, size, ratio=2.0))


_MARKS: dict[str, Draw] = {
    "box": lambda painter, tokens: _box(painter, tokens, ticked=False),
    "box_ticked": lambda painter, tokens: _box(painter, tokens, ticked=True),
    "ring": lambda painter, tokens: _ring(painter, tokens, chosen=False),
    "ring_chosen": lambda painter, tokens: _ring(painter, tokens, chosen=True),
    "box_off": lambda painter, tokens: _box(painter, tokens, ticked=False, able=False),
    "box_ticked_off": lambda painter, tokens: _box(painter, tokens, ticked=True, able=False),
    "ring_off": lambda painter, tokens: _ring(painter, tokens, chosen=False, able=False),
    "ring_chosen_off": lambda painter, tokens: _ring(painter, tokens, chosen=True, able=False),
    "arrow": lambda painter, tokens: _icon(painter, "chevron-down", tokens[Role.SOFT], _SIZE),
}
