"""What is being typed is the officer's: no answer of the store changes it, early or late."""

from collections.abc import Callable
from functools import partial
from pathlib import Path
from threading import Event

import pytest
from PySide6.QtCore import QEvent, Qt
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QApplication

from desktop.actions.groups import groups
from desktop.actions.sessions import delete_sessions, sessions_of
from desktop.domain.sessions import OutreachSession
from desktop.ui.sessions.editors import CellLine
from desktop.ui.sessions.lines import Cell
from desktop.ui.work import Failed, Worker

from .conftest import MONTH, Seat, Sit, StepwiseExecutor, T, raise_it

WRITE_SECONDS = 0.12
"""How long an old hard disk takes to make a write safe."""


class SlowWorker(Worker):
    """The real worker on a slow disk: every task takes its time."""

    def call(
        self, task: Callable[[], T], then: Callable[[T], None], failed: Failed | None = None
    ) -> None:
        def slowly() -> T:
            Event().wait(WRITE_SECONDS)
            return task()

        super().call(slowly, then, failed)


def said(seat: Seat) -> list[tuple[object, ...]]:
    """Day, group, topic, lead body and attendance of every stored session, in order."""
    found = seat.ask(lambda: sessions_of(seat.desk, MONTH))
    assert isinstance(found, tuple)
    names = seat.ask(lambda: {group.id: group.name for group in groups(seat.desk)})
    assert isinstance(names, dict)
    return [_said(one, names) for one in found]


def _said(one: OutreachSession, names: dict[str, str]) -> tuple[object, ...]:
    groups_named = ", ".join(names[group_id] for group_id in one.group_ids)
    day = f"{one.held_on.day}/{one.held_on.month}"
    return day, groups_named, "; ".join(one.topics), one.lead_body, one.attendance


LINES = [
    (str(20 + n), str(10 + n), "zalo", f"tuyen truyen ban {n}", "ubnd phuong", str(40 + n))
    for n in range(8)
]
EXPECTED = [
    (f"{20 + n}/9", f"Tổ dân phố {10 + n}", f"tuyen truyen ban {n}", "ubnd phuong", 40 + n)
    for n in range(8)
]


def type_lines(seat: Seat, after_key: Callable[[], object]) -> None:
    """Type all lines without a rest; something happens after every key."""
    for line in LINES:
        for text in (*line, ""):
            for letter in text:
                seat.type(letter)
                after_key()
            seat.enter()
            after_key()


@pytest.mark.parametrize("lag", [1, 2, 3, 5, 8, 13, 400])
def test_lines_typed_while_saves_are_pending_are_stored_as_typed(
    folder: Path, sit: Sit, lag: int
) -> None:
    work = StepwiseExecutor()
    seat = sit(folder, work=work)
    keys = 0

    def after_key() -> None:
        nonlocal keys
        keys += 1
        if not keys % lag:
            work.step()

    type_lines(seat, after_key)
    seat.settle()
    assert said(seat) == EXPECTED


@pytest.mark.parametrize("pause_ms", [2, 25])
def test_a_slow_disk_changes_nothing_that_is_typed(folder: Path, sit: Sit, pause_ms: int) -> None:
    seat = sit(folder, work=SlowWorker(failed=raise_it))
    type_lines(seat, partial(seat.qtbot.wait, pause_ms))
    seat.settle()
    assert said(seat) == EXPECTED


def test_a_line_typed_again_after_its_day_moved_it_away_stays(folder: Path, sit: Sit) -> None:
    work = StepwiseExecutor()
    seat = sit(folder, work=work)
    seat.line("20/8/2026", "3", "", "", "", "45", "")
    seat.view.go_to(0)
    seat.type("21/")
    work.run_all()
    seat.type("9")
    seat.enter()
    seat.view.go_to(1)
    work.run_all()
    assert said(seat) == [("21/9", "Tổ dân phố 3", "", "", 45)]


def test_a_reload_leaves_the_open_cell_and_its_line_alone(folder: Path, sit: Sit) -> None:
    seat = sit(folder)
    seat.line("25", "3", "", "", "", "45", "")
    seat.settle()
    seat.type("1")
    seat.tab.reload()
    seat.settle()
    seat.type("9")
    editor = QApplication.focusWidget()
    assert isinstance(editor, CellLine)
    assert editor.text() == "19"
    seat.enter()
    assert seat.texts(1)[Cell.DAY] == "19/9"


def test_only_rows_that_changed_are_told_by_a_reload(folder: Path, sit: Sit) -> None:
    seat = sit(folder)
    seat.line("25", "3", "", "", "", "45", "")
    seat.settle()
    told: list[tuple[int, int]] = []
    seat.model.dataChanged.connect(lambda first, last: told.append((first.row(), last.row())))
    seat.tab.reload()
    seat.settle()
    assert told == []


def test_a_line_being_typed_outlives_its_session(folder: Path, sit: Sit) -> None:
    seat = sit(folder)
    seat.line("25", "3", "", "", "", "45", "")
    seat.settle()
    session = seat.model.entry(0)
    assert session is not None
    assert session.line.stored is not None
    session_id = session.line.stored.id or ""
    seat.view.go_to(0, Cell.TOPIC)
    seat.type("ma ")
    seat.ask(lambda: delete_sessions(seat.desk, (session_id,)))
    seat.tab.reload()
    seat.settle()
    seat.type("tuy")
    seat.press(Qt.Key.Key_Down)
    seat.press(Qt.Key.Key_Escape)
    seat.press(Qt.Key.Key_Tab, "\t")
    assert seat.texts(0)[Cell.ATTENDANCE] == "45"
    assert seat.texts(0)[Cell.TOPIC]


def test_what_is_typed_before_the_month_is_read_stays(folder: Path, sit: Sit) -> None:
    work = StepwiseExecutor()
    seat = sit(folder, work=work, settle=False)
    seat.type("20")
    seat.enter()
    seat.type("7")
    work.run_all()
    seat.enter()
    rows = [seat.texts(row)[:2] for row in range(seat.model.rowCount())]
    assert ("20/9", "Tổ dân phố 7") in rows


def test_keys_that_reach_a_list_after_its_cell_is_done_go_to_the_next_cell(
    folder: Path, sit: Sit
) -> None:
    seat = sit(folder)
    seat.view.go_to(0, Cell.FORMAT)
    seat.type("zal")
    editor = seat.view.editor
    assert editor is not None
    assert editor.suggestions is not None
    popup = editor.suggestions.popup()
    seat.enter()
    for letter in "ma tuy":
        late = QKeyEvent(
            QEvent.Type.KeyPress, Qt.Key.Key_unknown, Qt.KeyboardModifier.NoModifier, letter
        )
        QApplication.sendEvent(popup, late)
    seat.enter()
    assert seat.texts(0)[Cell.FORMAT : Cell.LEAD] == ("Zalo", "ma tuy")
