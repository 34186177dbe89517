"""The list of all sessions: found by words and filters, loaded page after page."""

from datetime import date, timedelta
from pathlib import Path

from PySide6.QtCore import Qt
from PySide6.QtTest import QAbstractItemModelTester

from desktop.actions.groups import groups
from desktop.actions.sessions import record_sessions
from desktop.domain.sessions import SessionDraft
from desktop.ui.sessions.all_model import PAGE
from desktop.ui.sessions.lines import Cell

from .conftest import Seat, Sit


def filled(folder: Path, sit: Sit, count: int) -> Seat:
    seat = sit(folder)

    def write() -> None:
        ids = [group.id for group in groups(seat.desk)]
        record_sessions(
            seat.desk,
            [
                SessionDraft(
                    held_on=date(2026, 1, 15) + timedelta(days=n % 200),
                    group_ids=(ids[n % len(ids)],),
                    format="Hội nghị" if n % 2 else "Ký cam kết",
                    note=f"ghi chú {n}",
                )
                for n in range(count)
            ],
        )

    seat.ask(write)
    seat.page.tabs.choose(1)
    seat.settle()
    return seat


def test_pages_arrive_as_the_list_is_scrolled(folder: Path, sit: Sit) -> None:
    seat = filled(folder, sit, 2 * PAGE + 50)
    model = seat.page.all.model
    tester = QAbstractItemModelTester(model)
    assert model.rowCount() == PAGE
    while not model.whole:
        model.fetchMore(model.index(-1, -1))
        seat.settle()
    assert tester.model() is model
    assert model.rowCount() == 2 * PAGE + 50


def test_words_are_found_without_accents(folder: Path, sit: Sit) -> None:
    seat = filled(folder, sit, 30)
    seat.page.all.search.setText("hoi nghi")
    seat.press(Qt.Key.Key_Return, "\r")
    seat.settle()
    model = seat.page.all.model
    assert model.rowCount() == 15
    assert model.index(0, Cell.FORMAT).data() == "Hội nghị"


def test_filters_narrow_by_group_format_and_month(folder: Path, sit: Sit) -> None:
    seat = filled(folder, sit, 230)
    tab = seat.page.all
    for choice, row in ((tab.group, 1), (tab.format, 1), (tab.year, 1), (tab.month, 2)):
        choice.setCurrentIndex(row)
        choice.activated.emit(row)
        seat.settle()
    for row in range(tab.model.rowCount()):
        session = tab.model.session(row)
        assert session is not None
        assert date(2026, 1, 15) <= session.held_on < date(2026, 2, 15)
        assert session.format == tab.format.currentData()
    assert tab.model.rowCount() < 10


def test_enter_opens_the_line_in_its_month(folder: Path, sit: Sit) -> None:
    seat = filled(folder, sit, 3)
    seat.page.all.table.setFocus()
    seat.page.all.table.selectRow(0)
    seat.press(Qt.Key.Key_Return, "\r")
    seat.settle()
    assert seat.context.month.id == "2026-02"
    assert seat.page.tabs.current == 0
    assert seat.texts(seat.view.current_row)[Cell.NOTE] == "ghi chú 2"
