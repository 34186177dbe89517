"""From pieces to pages: a single pass that never parts what belongs together."""

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass

from desktop.reports.page import Page

_BEGINNING = 3
"""What introduces a table, its heading and its first row."""
_END = 2
"""The last row of a table and the note below it."""

Draw = Callable[[Page, float, float], None]
"""Draws a piece with its upper left corner at (left, top), in points."""


@dataclass(frozen=True, slots=True, eq=False)
class Piece:
    """The smallest part of a page.

    ``gap``: room above it, dropped at the top of a page. ``glued``: stays on the page of
    the piece after it. ``header``: is drawn again when a page begins with this piece.
    """

    height: float
    draw: Draw
    gap: float = 0
    glued: bool = False
    header: "Piece | None" = None


@dataclass(frozen=True, slots=True, eq=False)
class Placed:
    """A piece and how far its top lies below the top of the page's frame."""

    piece: Piece
    below: float


def paginate(pieces: Sequence[Piece], height: float) -> Iterator[tuple[Placed, ...]]:
    """The pages of pieces in frames of one height; at least one page, though it be empty."""
    page: list[Placed] = []
    used = 0.0
    for bunch in _bunches(pieces, height):
        need = sum(piece.gap + piece.height for piece in bunch)
        if page and used + need > height + 0.01:
            yield tuple(page)
            page, used = [], 0.0
        for piece in bunch:
            if page and used + piece.gap + piece.height > height + 0.01:
                yield tuple(page)
                page, used = [], 0.0
            if not page and piece.header is not None:
                page.append(Placed(piece.header, 0))
                used = piece.header.height
            below = used + (piece.gap if page else 0)
            page.append(Placed(piece, below))
            used = below + piece.height
    yield tuple(page)


def _bunches(pieces: Sequence[Piece], height: float) -> Iterator[list[Piece]]:
    """Pieces that stay together; of a bunch taller than a page its beginning and its end do."""
    bunch: list[Piece] = []
    for piece in pieces:
        bunch.append(piece)
        if piece.glued:
            continue
        if _depth(bunch) > height:
            yield from _parted(bunch, height)
        else:
            yield bunch
        bunch = []
    if bunch:
        yield bunch


def _parted(bunch: Sequence[Piece], height: float) -> Iterator[list[Piece]]:
    """A bunch taller than a page in single pieces, its first and its last ones together."""
    first, last = list(bunch[:_BEGINNING]), list(bunch[-_END:])
    if len(bunch) < _BEGINNING + _END or max(_depth(first), _depth(last)) > height:
        yield from ([one] for one in bunch)
        return
    yield first
    yield from ([one] for one in bunch[_BEGINNING:-_END])
    yield last


def _depth(pieces: Sequence[Piece]) -> float:
    return sum(one.gap + one.height for one in pieces)
