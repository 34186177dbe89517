"""A short code as a QR code: its dark squares, and a small picture of them."""

import struct
import zlib
from typing import Any

QUIET = 4
"""Light squares that must surround the code."""
_PIXELS = 8
_BLACK, _WHITE = 0, 255


def squares(code: str) -> tuple[tuple[bool, ...], ...]:
    """The rows of squares, dark ones true, without the quiet border.

    A quarter of it may be damaged; our short codes still fit the smallest size, 21 × 21.
    """
    from reportlab.graphics.barcode.qrencoder import QRCode, QRErrorCorrectLevel

    made: Any = QRCode(None, QRErrorCorrectLevel.Q)
    made.addData(code)
    made.make()
    size = made.getModuleCount()
    return tuple(
        tuple(bool(made.isDark(row, column)) for column in range(size)) for row in range(size)
    )


def runs(row: tuple[bool, ...]) -> tuple[tuple[int, int], ...]:
    """The dark stretches of a row: where each begins and where it ends."""
    edges = [
        place
        for place, (before, here) in enumerate(zip((False, *row), (*row, False), strict=True))
        if before != here
    ]
    return tuple(zip(edges[::2], edges[1::2], strict=True))


def picture(code: str) -> bytes:
    """The code with its quiet border as a PNG, the same bytes for the same code."""
    rows = squares(code)
    wide = len(rows) + 2 * QUIET
    light = bytes([_WHITE]) * (wide * _PIXELS)
    side = bytes([_WHITE]) * (QUIET * _PIXELS)
    lines = [light] * (QUIET * _PIXELS)
    for row in rows:
        dark = b"".join(bytes([_BLACK if one else _WHITE]) * _PIXELS for one in row)
        lines.extend([side + dark + side] * _PIXELS)
    lines.extend([light] * (QUIET * _PIXELS))
    pixels = wide * _PIXELS
    header = struct.pack(">IIBBBBB", pixels, pixels, 8, 0, 0, 0, 0)
    data = zlib.compress(b"".join(b"\0" + line for line in lines), 9)
    return b"\x89PNG\r\n\x1a\n" + _chunk(b"IHDR", header) + _chunk(b"IDAT", data) + _chunk(b"IEND")


def _chunk(name: bytes, data: bytes = b"") -> bytes:
    return struct.pack(">I", len(data)) + name + data + struct.pack(">I", zlib.crc32(name + data))
