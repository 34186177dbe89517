"""Pages measured from the objects of a PDF alone: what was set where, in which face, how wide.

Millimetres from the upper left corner of the sheet.
"""

import ctypes
from dataclasses import dataclass
from functools import cached_property
from typing import Any

import pypdfium2
from pypdfium2 import raw as _raw

raw: Any = _raw  # made at build time: no checker knows what is in it

MM = 72 / 25.4
HIGH, LOW = 0.66, 0.2
"""How far letters reach above and below their baseline, in parts of their size."""


@dataclass(frozen=True, slots=True)
class Piece:
    """A text as it was set: its face without the name of the family, size in points, place.

    ``y`` is the baseline, ``left`` and ``right`` are where it begins and ends.
    """

    face: str
    family: str
    size: float
    left: float
    right: float
    y: float
    text: str
    embedded: bool
    black: bool

    @property
    def top(self) -> float:
        return self.y - HIGH * self.size / MM

    @property
    def bottom(self) -> float:
        return self.y + LOW * self.size / MM


@dataclass(frozen=True, slots=True)
class Stroke:
    """A drawn path: its box, the width of its line in points, and of how many parts it is."""

    left: float
    top: float
    right: float
    bottom: float
    width: float
    parts: int

    @property
    def level(self) -> bool:
        return self.parts == 2 and self.bottom - self.top <= 2 * self.width / MM + 0.05

    @property
    def upright(self) -> bool:
        return self.parts == 2 and self.right - self.left <= 2 * self.width / MM + 0.05

    @property
    def length(self) -> float:
        """Its length without the width of the line that its box has at each end."""
        return max(self.right - self.left, self.bottom - self.top) - 2 * self.width / MM

    @property
    def y(self) -> float:
        return (self.top + self.bottom) / 2

    @property
    def x(self) -> float:
        return (self.left + self.right) / 2


@dataclass(frozen=True)
class MeasuredPage:
    """A page: its size, texts and strokes."""

    width: float
    height: float
    pieces: tuple[Piece, ...]
    strokes: tuple[Stroke, ...]

    @property
    def lying(self) -> bool:
        return self.width > self.height

    @cached_property
    def lines(self) -> list[list[Piece]]:
        """Texts of one baseline that touch each other, from top to bottom."""
        found: list[list[Piece]] = []
        for piece in sorted(self.pieces, key=lambda one: (round(one.y, 1), one.left)):
            last = found[-1][-1] if found else None
            if last and abs(last.y - piece.y) < 0.06 and -0.3 < piece.left - last.right < 1.6:
                found[-1].append(piece)
            else:
                found.append([piece])
        return found

    @cached_property
    def texts(self) -> list[str]:
        return [text_of(line) for line in self.lines]

    @property
    def text(self) -> str:
        return " ".join(self.texts)

    @cached_property
    def inside(self) -> list[tuple[str, list[Piece]]]:
        """The lines within the margins, each with its words."""
        outside = (self.number, self.draft_mark)
        return [
            (text, line)
            for text, line in zip(self.texts, self.lines, strict=True)
            if all(line[0] is not one for one in outside)
        ]

    @cached_property
    def number(self) -> Piece | None:
        """The number alone in the middle of the top margin."""
        margin = 30 if self.lying else 20
        for piece in self.pieces:
            alone = piece.text.strip().isdecimal() and piece.y < margin
            if alone and abs((piece.left + piece.right) / 2 - self.width / 2) < 15:
                return piece
        return None

    @cached_property
    def draft_mark(self) -> Piece | None:
        """The mark of a draft in the top margin."""
        margin = 30 if self.lying else 20
        marks = (one for one in self.pieces if one.text.strip() == "DỰ THẢO" and one.y < margin)
        return next(marks, None)

    @cached_property
    def body(self) -> list[Piece]:
        """What stands within the margins."""
        margins = (self.number, self.draft_mark)
        return [one for one in self.pieces if all(one is not other for other in margins)]

    def line(self, text: str) -> list[Piece]:
        """The one line that holds these words."""
        found = [line for said, line in zip(self.texts, self.lines, strict=True) if text in said]
        assert len(found) == 1, (text, self.texts)
        return found[0]


def text_of(line: list[Piece]) -> str:
    return " ".join("".join(piece.text for piece in line).replace("\u00a0", " ").split())


def measure(pdf: bytes, *, pictures: bool = False) -> list[MeasuredPage]:
    """The pages of a PDF; pictures, which our papers never hold, only where they are allowed."""
    module: Any = pypdfium2
    return [_page(page, pictures=pictures) for page in module.PdfDocument(pdf)]


def _page(page: Any, *, pictures: bool) -> MeasuredPage:
    width, height = page.get_size()
    words = page.get_textpage()
    pieces: list[Piece] = []
    strokes: list[Stroke] = []
    for thing in page.get_objects():
        if thing.type == raw.FPDF_PAGEOBJ_TEXT:
            piece = _piece(thing, words, height)
            if piece.text.strip():
                pieces.append(piece)
        elif thing.type == raw.FPDF_PAGEOBJ_PATH:
            strokes.append(_stroke(thing, height))
        elif not pictures:
            raise AssertionError(f"an object of kind {thing.type}")
    return MeasuredPage(width / MM, height / MM, tuple(pieces), tuple(strokes))


def _piece(thing: Any, words: Any, height: float) -> Piece:
    size = ctypes.c_float()
    raw.FPDFTextObj_GetFontSize(thing, size)
    length = raw.FPDFTextObj_GetText(thing, words, None, 0)
    buffer = ctypes.create_string_buffer(length)
    letters = ctypes.cast(buffer, ctypes.POINTER(ctypes.c_ushort))
    raw.FPDFTextObj_GetText(thing, words, letters, length)
    font = raw.FPDFTextObj_GetFont(thing)
    name = ctypes.create_string_buffer(100)
    raw.FPDFFont_GetBaseFontName(font, name, 100)
    family, _dash, face = name.value.decode().rpartition("+")[2].partition("-")
    matrix = raw.FS_MATRIX()
    raw.FPDFPageObj_GetMatrix(thing, matrix)
    left, _bottom, right, _top = thing.get_bounds()
    return Piece(
        face=face or "Regular",
        family=family,
        size=round(size.value, 2),
        left=left / MM,
        right=right / MM,
        y=(height - matrix.f) / MM,
        text=buffer.raw[: length - 2].decode("utf-16-le").rstrip("\r\n"),
        embedded=raw.FPDFFont_GetIsEmbedded(font) == 1,
        black=_colour(thing) == (0, 0, 0, 255),
    )


def _colour(thing: Any) -> tuple[int, ...]:
    parts = [ctypes.c_uint() for _part in range(4)]
    raw.FPDFPageObj_GetFillColor(thing, *parts)
    return tuple(part.value for part in parts)


def _stroke(thing: Any, height: float) -> Stroke:
    left, bottom, right, top = (side / MM for side in thing.get_bounds())
    width = ctypes.c_float()
    raw.FPDFPageObj_GetStrokeWidth(thing, width)
    parts = raw.FPDFPath_CountSegments(thing)
    whole = height / MM
    return Stroke(left, whole - top, right, whole - bottom, width.value, parts)
