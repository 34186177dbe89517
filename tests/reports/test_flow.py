"""Pages are made in one pass and never part what belongs together."""

from hypothesis import given
from hypothesis import strategies as st

from desktop.reports.flow import Piece, paginate
from desktop.reports.page import Page


def nothing(page: Page, left: float, top: float) -> None:
    """Draws nothing."""


def piece(
    height: float, *, gap: float = 0, glued: bool = False, header: Piece | None = None
) -> Piece:
    return Piece(height, nothing, gap=gap, glued=glued, header=header)


heights = st.lists(st.tuples(st.floats(1, 40), st.floats(0, 9), st.booleans()), max_size=60)


@given(heights)
def test_every_piece_stands_once_in_order_inside_its_page(
    drawn: list[tuple[float, float, bool]],
) -> None:
    pieces = [piece(height, gap=gap, glued=glued) for height, gap, glued in drawn]
    pages = list(paginate(pieces, 100))
    assert [placed.piece for page in pages for placed in page] == pieces
    for page in pages:
        assert all(placed.below + placed.piece.height <= 100.02 for placed in page)


def test_what_is_glued_goes_to_the_next_page_together() -> None:
    heading, line = piece(10, glued=True), piece(15)
    first, second = paginate([piece(80), heading, line], 100)
    assert [placed.piece.height for placed in first] == [80]
    assert [placed.piece for placed in second] == [heading, line]


def test_a_header_comes_back_on_every_page() -> None:
    header = piece(10, glued=True)
    rows = [piece(30, header=header) for _ in range(7)]
    pages = list(paginate([header, *rows], 100))
    assert len(pages) == 3
    assert all(page[0].piece is header for page in pages)


def test_a_gap_is_dropped_at_the_top_of_a_page() -> None:
    _first, second = paginate([piece(95), piece(20, gap=8)], 100)
    assert second[0].below == 0


def test_a_bunch_taller_than_a_page_is_parted() -> None:
    pieces = [piece(60, glued=True), piece(60, glued=True), piece(60)]
    assert [len(page) for page in paginate(pieces, 100)] == [1, 1, 1]


def test_no_pieces_make_one_empty_page() -> None:
    assert list(paginate([], 100)) == [()]
