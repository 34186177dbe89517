"""The program's drawings as Windows icons: each size drawn for itself, never shrunk."""

import struct
from collections.abc import Sequence
from pathlib import Path

from installers.parts.pictures import picture

SIDES = (16, 20, 24, 32, 40, 48, 64, 128, 256)
_HEAD, _ENTRY = struct.Struct("<HHH"), struct.Struct("<BBBBHHII")


def icon_of(drawing: Path, *, sides: Sequence[int] = SIDES) -> bytes:
    """Return ``drawing`` (SVG) as the bytes of an .ico file with a picture of each side."""
    pictures = [picture(drawing, side=side) for side in sides]
    place = _HEAD.size + _ENTRY.size * len(pictures)
    entries = b""
    for side, data in zip(sides, pictures, strict=True):
        # 256 does not go into a byte: the format writes 0 for it.
        entries += _ENTRY.pack(side % 256, side % 256, 0, 0, 1, 32, len(data), place)
        place += len(data)
    return _HEAD.pack(0, 1, len(pictures)) + entries + b"".join(pictures)
