"""The first day in the window: doors, set-up, the office's own list, a session, the report."""

from collections.abc import Iterator
from datetime import UTC, date, datetime
from pathlib import Path

import openpyxl
import pytest
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from desktop.actions.desk import Desk, RandomIds
from desktop.actions.groups import groups
from desktop.actions.period_status import status
from desktop.actions.sessions import record_session
from desktop.actions.setup import Sources
from desktop.domain.periods import month_period
from desktop.domain.sessions import SessionDraft
from desktop.ui.design.theme import Theme
from desktop.ui.importing.room import ImportRoom
from desktop.ui.memory import WindowMemory
from desktop.ui.reports.rendering import page_sizes
from desktop.ui.reports.room import ReportsRoom, SavePlace
from desktop.ui.rooms import entries
from desktop.ui.setup.doors import DoorsWindow, Entered
from desktop.ui.setup.questions import WhoWeAre
from desktop.ui.setup.superior_question import Superior
from desktop.ui.shell.context import ShellContext
from desktop.ui.work import ImmediateExecutor

NOVEMBER = month_period(2026, 11)


class Clock:
    def now(self) -> datetime:
        return datetime(2026, 11, 10, 2, 0, tzinfo=UTC)

    def today(self) -> date:
        return date(2026, 11, 10)


@pytest.fixture
def theme(qapp: QApplication) -> Iterator[Theme]:
    made = Theme(qapp, preference="light")
    yield made
    made.deleteLater()


def refuse(error: Exception) -> None:
    raise error


def answer(doors: DoorsWindow) -> Entered:
    """Answer the five questions; the groups come from a list."""
    caught: list[Entered] = []
    doors.entered.connect(caught.append)
    doors.open_set_up()
    wizard = doors.wizard
    who, superior = wizard.pages[0], wizard.pages[1]
    assert isinstance(who, WhoWeAre)
    assert isinstance(superior, Superior)
    who.name.setText("Phường Hương Trà")
    who.code.setText("19996")
    wizard.next()
    superior.superior.setText("Thành phố Huế")
    for _question in range(4):
        wizard.next()
    assert len(caught) == 1
    return caught[0]


def office_list(folder: Path) -> Path:
    book = openpyxl.Workbook()
    sheet = book.active
    assert sheet is not None
    sheet.append(["UBND PHƯỜNG HƯƠNG TRÀ"])
    sheet.append([])
    sheet.append(["TT", "Tên TDP", "Số hộ"])
    for number in range(1, 6):
        sheet.append([number, f"Tổ dân phố {number}", 100 + number])
    path = folder / "to dan pho.xlsx"
    book.save(path)
    return path


def hold_a_session(desk: Desk) -> None:
    draft = SessionDraft(
        held_on=date(2026, 11, 3),
        group_ids=(groups(desk)[0].id,),
        format="Hội nghị",
        topics=("Tác hại của ma túy",),
        attendance=45,
    )
    assert record_session(desk, draft).done


def test_from_the_doors_to_the_saved_report(
    qtbot: QtBot, theme: Theme, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    doors = DoorsWindow(
        folder=tmp_path / "so138",
        draft=tmp_path / "set-up.json",
        theme=theme,
        memory=WindowMemory(None),
        work=ImmediateExecutor(refuse),
        sources=Sources(Clock(), RandomIds()),
        failed=refuse,
    )
    qtbot.addWidget(doors)
    doors.show()
    entered = answer(doors)
    desk = entered.desk
    context = ShellContext(
        work=ImmediateExecutor(refuse),
        theme=theme,
        memory=WindowMemory(None),
        month=NOVEMBER,
        explain=lambda _error: None,
    )
    rooms = {entry.key: entry for entry in entries(desk, reopen=lambda _desk, _trouble: None)}

    room = rooms[entered.room].make(context)
    assert isinstance(room, ImportRoom)
    qtbot.addWidget(room.widget())
    room.on_target(entered.target)
    room.read(office_list(tmp_path))
    room.rehearsal.write_button.click()
    assert len(groups(desk)) == 5

    hold_a_session(desk)
    found = status(desk, NOVEMBER)
    assert (found.sessions.met, found.sessions.due) == (1, 5)

    reports = rooms["reports"].make(context)
    assert isinstance(reports, ReportsRoom)
    qtbot.addWidget(reports.widget())
    reports.on_shown(NOVEMBER)
    target = tmp_path / "bao-cao.pdf"
    monkeypatch.setattr(SavePlace, "ask", lambda *_args, **_named: target)
    reports.save_pdf()
    sizes = page_sizes(target.read_bytes())
    assert sizes
    assert abs(sizes[0].width - 595) < 1
    desk.close()
