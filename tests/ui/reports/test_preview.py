"""Pages as they will be: size, search, small pages, the page typed, the place kept."""

import pytest
from PySide6.QtCore import QPoint, QPointF, Qt
from PySide6.QtGui import QWheelEvent
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from desktop.ui.reports.lines import Wish
from desktop.ui.reports.pages import Fit, PagesView
from desktop.ui.reports.parts import Part
from desktop.ui.reports.preview import Preview
from desktop.ui.reports.room import ReportsRoom
from desktop.ui.reports.search import PaperText
from tests.ui.reports.rooms import paper_of


@pytest.fixture
def preview(room: ReportsRoom) -> Preview:
    return room.page.preview


def turn_wheel(pages: PagesView, by: int) -> None:
    """The wheel with Ctrl held."""
    event = QWheelEvent(
        QPointF(40, 40),
        pages.mapToGlobal(QPointF(40, 40)),
        QPoint(),
        QPoint(0, by),
        Qt.MouseButton.NoButton,
        Qt.KeyboardModifier.ControlModifier,
        Qt.ScrollPhase.NoScrollPhase,
        False,
    )
    QApplication.sendEvent(pages.viewport(), event)


def search(preview: Preview, words: str) -> None:
    preview.open_search()
    preview.search.field.setText(words)
    QTest.keyClick(preview.search.field, Qt.Key.Key_Return)


def test_ctrl_and_the_wheel_change_the_size(preview: Preview) -> None:
    pages = preview.pages
    before = pages.percent
    turn_wheel(pages, 120)
    assert pages.percent > before
    turn_wheel(pages, -120)
    turn_wheel(pages, -120)
    assert pages.percent < before


def test_a_whole_page_fits_the_view(preview: Preview) -> None:
    pages = preview.pages
    pages.set_zoom(Fit.PAGE)
    size = pages._sizes[0]
    assert size.height * pages._scale(size) <= pages.viewport().height()
    assert str(pages.percent) in preview.foot._percent.text()


def test_the_same_line_stays_in_sight_when_the_size_changes(preview: Preview) -> None:
    pages = preview.pages
    pages.go_to(1)
    pages.verticalScrollBar().setValue(pages.verticalScrollBar().value() + 150)
    before = pages.place
    pages.set_zoom(1.5)
    assert pages.place.page == before.page
    assert abs(pages.place.down - before.down) < 0.01


def test_each_paper_keeps_its_place(room: ReportsRoom) -> None:
    pages = room.page.pages
    pages.set_zoom(1.0)
    pages.go_to(2)
    room.open_paper(Wish("session-register"))
    assert (pages.page, pages.zoom) == (0, Fit.WIDTH)
    room.open_paper(Wish())
    assert (pages.page, pages.zoom) == (2, 1.0)


def test_new_figures_keep_the_place_too(room: ReportsRoom) -> None:
    pages = room.page.pages
    pages.go_to(1)
    before = paper_of(room).data
    room.page.texts.choose("proposals")
    room.page.texts.text.setPlainText("Đề nghị hỗ trợ tài liệu.")
    room.page.texts.flush()
    assert paper_of(room).data != before
    assert pages.page == 1


def test_words_are_found_without_accents_and_over_the_end_of_a_line(room: ReportsRoom) -> None:
    text = PaperText(paper_of(room).data)
    found = text.find("BAN CHI DAO 138 phuong huong tra")
    assert found
    assert any(len(one.boxes) > 1 for one in found)
    first = text.find("Cộng hòa xã hội")[0]
    assert (first.page, first.boxes[0].top < 150) == (0, True)
    assert text.find("x") == ()
    assert text.find("không có chữ này đâu") == ()


def test_enter_goes_from_find_to_find_and_round(preview: Preview) -> None:
    search(preview, "to dan pho")
    count = len(preview._finds)
    assert preview.search.told == f"1/{count}"
    QTest.keyClick(preview.search.field, Qt.Key.Key_Return)
    assert preview.search.current == 1
    shift = Qt.KeyboardModifier.ShiftModifier
    QTest.keyClick(preview.search.field, Qt.Key.Key_Return, shift)
    QTest.keyClick(preview.search.field, Qt.Key.Key_Return, shift)
    assert preview.search.current == count - 1
    assert preview.pages.page == preview._finds[-1].page


def test_the_pause_after_typing_does_not_go_back_to_the_first_find(
    preview: Preview, qtbot: QtBot
) -> None:
    search(preview, "to dan pho")
    preview.search.step(1)
    with qtbot.waitSignal(preview.search.field.searched):
        pass
    assert preview.search.current == 1


def test_a_find_is_marked_on_the_page(preview: Preview) -> None:
    before = preview.pages.grab().toImage()
    search(preview, "cộng hòa")
    assert preview.pages.grab().toImage() != before


def test_nothing_found_is_said_and_esc_closes(preview: Preview) -> None:
    search(preview, "không có chữ này")
    assert preview.search.told == "Không thấy"
    QTest.keyClick(preview.search.field, Qt.Key.Key_Escape)
    assert not preview.search.isVisible()
    assert preview.pages._finds == ()


def test_a_search_goes_on_in_the_next_paper(room: ReportsRoom) -> None:
    search(room.page.preview, "hương trà")
    room.open_paper(Wish("session-register"))
    assert room.page.preview._finds == PaperText(paper_of(room).data).find("hương trà")


def test_small_pages_lead_to_pages(preview: Preview) -> None:
    preview.foot.strip.click()
    strip = preview.strip
    assert strip.isVisible()
    QTest.keyClick(strip, Qt.Key.Key_Down)
    QTest.keyClick(strip, Qt.Key.Key_Down)
    assert preview.pages.page == 2
    preview.pages.go_to(0)
    assert strip.current == 0
    width, height = strip._size(1)
    middle = QPoint(strip.viewport().width() // 2, round(strip._tops()[1] + height / 2))
    QTest.mouseClick(strip.viewport(), Qt.MouseButton.LeftButton, pos=middle)
    assert (preview.pages.page, width) == (1, width)
    preview.foot.strip.click()
    assert not strip.isVisible()


def test_a_page_is_typed(preview: Preview) -> None:
    preview.foot.ask_page()
    field = preview.foot.page
    QTest.keyClicks(field, "3")
    QTest.keyClick(field, Qt.Key.Key_Return)
    assert preview.pages.page == 2
    QTest.keyClicks(field, "99")
    QTest.keyClick(field, Qt.Key.Key_Escape)
    assert field.text() == "3"


@pytest.mark.parametrize("width", [640, 808, 1150, 1600])
def test_the_foot_is_not_cut_at_any_width(room: ReportsRoom, width: int) -> None:
    room.page.resize(width, 560)
    room.page.parts.show_part(Part.PAGES)
    foot = room.page.preview.foot
    assert foot.minimumSizeHint().width() <= foot.width()
