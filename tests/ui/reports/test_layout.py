"""The layout of the room: by the window's width alone, with pages that can be read."""

from collections.abc import Iterator
from pathlib import Path
from typing import cast

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QLineEdit, QVBoxLayout, QWidget
from pytestqt.qtbot import QtBot

from desktop.actions.desk import Desk
from desktop.actions.reports import record_report_text
from desktop.actions.sessions import record_session, sessions_of
from desktop.domain.sessions import SessionDraft
from desktop.ui.reports.lines import Wish
from desktop.ui.reports.parts import Part, Shape, shape_of
from desktop.ui.reports.room import ReportsRoom
from desktop.ui.shell.context import ShellContext
from tests.ui.closing.offices import SEPTEMBER, corrected_desk
from tests.ui.overview.offices import OCTOBER
from tests.ui.reports.rooms import paper_of, shown_room

# The width of the room in windows of 1366, 1100, 1024 and 911 pixels, and in the smallest one.
WIDE, MIDDLE, USUAL_SMALL, LOW, LEAST = 1149, 925, 849, 745, 474
_LEAST_PERCENT = 60
ALL = frozenset(Part)


@pytest.fixture
def desk(tmp_path: Path) -> Iterator[Desk]:
    with corrected_desk(tmp_path / "data") as made:
        yield made


@pytest.fixture
def room(qtbot: QtBot, context: ShellContext, desk: Desk) -> ReportsRoom:
    made = shown_room(context, desk)
    qtbot.addWidget(made.page)
    return made


def sized(room: ReportsRoom, width: int, height: int = 560) -> ReportsRoom:
    room.page.resize(width, height)
    QApplication.sendPostedEvents()
    return room


@pytest.mark.parametrize(
    ("width", "scale", "shape"),
    [
        (WIDE, 1.0, Shape.THREE),
        (MIDDLE, 1.0, Shape.TWO),
        (USUAL_SMALL, 1.0, Shape.TWO),
        (LOW, 1.0, Shape.TWO),
        (LEAST, 1.0, Shape.ONE),
        (WIDE, 1.5, Shape.TWO),
        (1600, 1.5, Shape.THREE),
    ],
)
def test_the_width_alone_says_how_many_parts_stand_side_by_side(
    width: int, scale: float, shape: Shape
) -> None:
    assert shape_of(width, scale) is shape


@pytest.mark.parametrize("width", [WIDE, MIDDLE, USUAL_SMALL])
def test_pages_are_large_enough_to_read_whatever_the_month(
    room: ReportsRoom, context: ShellContext, width: int
) -> None:
    sized(room, width)
    seen = []
    for month in (OCTOBER, SEPTEMBER):
        context.set_month(month)
        room.on_shown(month)
        QApplication.sendPostedEvents()
        seen.append((room.page.parts.shape, room.page.parts.in_sight, room.page.pages.percent))
    assert seen[0] == seen[1]
    assert seen[0][2] >= _LEAST_PERCENT


def test_beside_narrow_pages_stand_the_papers_or_the_paragraphs(room: ReportsRoom) -> None:
    parts = sized(room, USUAL_SMALL).page.parts
    assert parts.in_sight == {Part.PAPERS, Part.PAGES}
    before = room.page.pages.percent
    parts.show_part(Part.PARAGRAPHS)
    QApplication.sendPostedEvents()
    assert parts.in_sight == {Part.PAGES, Part.PARAGRAPHS}
    assert room.page.pages.percent == before
    assert room.page.texts.text.isVisible()
    assert not room.page.papers.isVisible()


def test_a_paragraph_can_be_written_in_a_low_window(room: ReportsRoom) -> None:
    parts = sized(room, LOW, 375).page.parts
    parts.show_part(Part.PARAGRAPHS)
    QApplication.sendPostedEvents()
    area = cast("QWidget", room.page.texts.parentWidget())
    assert area.height() >= 375 * 3 // 4
    assert room.page.texts.text.height() >= 120


def test_the_smallest_window_shows_one_part_and_a_paper_opens_its_pages(room: ReportsRoom) -> None:
    page = sized(room, LEAST).page
    assert page.parts.in_sight == {Part.PAPERS}
    papers = page.papers
    papers.setFocus()
    QTest.keyClick(papers, Qt.Key.Key_Return)
    assert page.parts.in_sight == {Part.PAGES}


def test_a_paper_without_paragraphs_offers_none(room: ReportsRoom) -> None:
    page = sized(room, USUAL_SMALL).page
    page.parts.show_part(Part.PARAGRAPHS)
    room.open_paper(Wish("session-register"))
    assert page.parts.in_sight == {Part.PAPERS, Part.PAGES}
    assert not any(tabs.isVisible() for tabs in page.parts.tabs.values())


def test_the_step_of_closing_brings_the_papers_to_sight(room: ReportsRoom) -> None:
    page = sized(room, USUAL_SMALL).page
    page.parts.show_part(Part.PARAGRAPHS)
    room.on_target("close")
    assert page.closing.close_button.isVisible()


def test_the_tab_counts_the_paragraphs_to_be_looked_at(room: ReportsRoom, desk: Desk) -> None:
    sized(room, USUAL_SMALL)
    change_a_figure(room, desk)
    (tabs,) = (one for one in room.page.parts.tabs.values() if one.isVisible())
    buttons = [one.text() for one in tabs._group.buttons()]
    assert buttons == ["Văn bản", "Đoạn văn (1)"]


@pytest.mark.parametrize("width", [WIDE, USUAL_SMALL, LOW])
@pytest.mark.parametrize("kind", ["minutes", "month-plan", "reminder"])
def test_what_a_paper_can_be_made_of_stands_whole_above_its_pages(
    room: ReportsRoom, kind: str, width: int
) -> None:
    sized(room, width, 375)
    room.open_paper(Wish(kind))
    QApplication.sendPostedEvents()
    options = room.page.options
    shown = [one for one in (options.subject, options.first, options.last) if one.isVisible()]
    assert shown
    assert all(one.visibleRegion().boundingRect() == one.rect() for one in shown)
    assert options.mapTo(room.page, options.rect().bottomLeft()).y() < 120


def key_stops(start: QWidget) -> list[QWidget]:
    """What Tab stops at until it comes round."""
    start.setFocus()
    stops: list[QWidget] = []
    while not stops or stops[-1] is not start:
        QTest.keyClick(cast("QWidget", QApplication.focusWidget()), Qt.Key.Key_Tab)
        stops.append(cast("QWidget", QApplication.focusWidget()))
        assert len(stops) < 100, "Tab never came round"
    return stops


@pytest.fixture
def window(qtbot: QtBot, room: ReportsRoom) -> QWidget:
    """A window with a search field above the room."""
    made = QWidget()
    qtbot.addWidget(made)
    column = QVBoxLayout(made)
    made.search = QLineEdit()  # type: ignore[attr-defined]
    column.addWidget(made.search)  # type: ignore[attr-defined]
    column.addWidget(room.page)
    made.resize(WIDE, 620)
    with qtbot.waitActive(made):
        made.show()
        made.activateWindow()
    return made


@pytest.mark.usefixtures("window")
def test_tab_goes_through_all_parts_in_every_round(room: ReportsRoom) -> None:
    page = room.page
    first = key_stops(page.papers)
    second = key_stops(page.papers)
    assert first == second
    wanted = [
        page.more,
        page.closing.close_button,
        page.bar.print,
        page.bar.excel,
        page.pages,
        page.texts.text,
    ]
    assert [one for one in first if one in wanted] == wanted


def test_the_keys_come_to_the_list_of_papers(window: QWidget, room: ReportsRoom) -> None:
    search = cast("QLineEdit", window.findChild(QLineEdit))
    room.page.hide()
    search.setFocus()
    room.page.show()
    assert QApplication.focusWidget() is room.page.papers
    room.page.hide()
    room.page.show()
    assert QApplication.focusWidget() is room.page.papers


@pytest.mark.usefixtures("window")
def test_keys_in_the_list_follow_a_paper_that_was_opened_elsewhere(room: ReportsRoom) -> None:
    papers = room.page.papers
    papers.setFocus()
    room.open_paper(Wish("ad-hoc"))
    assert papers.papers.rows[papers.currentIndex().row()].shown
    QTest.keyClick(papers, Qt.Key.Key_Up)
    moved = papers.currentIndex().row()
    room.on_changes(frozenset({"sessions"}))
    assert papers.currentIndex().row() == moved


def change_a_figure(room: ReportsRoom, desk: Desk) -> None:
    """An own sentence names the sessions; then one more is held."""
    held = [one for one in sessions_of(desk, OCTOBER) if one.status == "held"]
    said = f"Toàn phường tổ chức được {len(held):02d} buổi."
    assert record_report_text(desk, OCTOBER, "outreach", said).done
    draft = SessionDraft(
        held_on=held[0].held_on,
        group_ids=held[0].group_ids,
        format=held[0].format,
        start_time="07:15",
        attendance=20,
    )
    outcome = record_session(desk, draft)
    assert outcome.done
    room.on_changes(frozenset(outcome.changes.kinds))


@pytest.mark.usefixtures("window")
def test_a_button_that_goes_leaves_the_keys_in_the_paragraph(room: ReportsRoom, desk: Desk) -> None:
    change_a_figure(room, desk)
    texts = room.page.texts
    texts.choose("outreach")
    QTest.mouseClick(texts.living.links[0], Qt.MouseButton.LeftButton)
    assert QApplication.focusWidget() is texts.text
    QTest.mouseClick(texts.back, Qt.MouseButton.LeftButton)
    assert QApplication.focusWidget() is texts.text
    assert paper_of(room).living == ()
