"""Pictures of sending: what, where, done, torn out, answers back, the connection."""

import tempfile
from collections.abc import Callable
from dataclasses import replace
from functools import partial
from pathlib import Path

from PySide6.QtWidgets import QApplication, QWidget

from desktop.actions.closing import reopen_period
from desktop.actions.connection import read_connection
from desktop.actions.sticks import Place
from desktop.domain.periods import Period
from desktop.domain.problems import Problem
from desktop.exchange.receipt import ReceiptKind
from desktop.ui.office import DeskOffice
from desktop.ui.rooms import entries
from desktop.ui.sending.connect_dialog import ConnectDialog
from desktop.ui.sending.dialogs import CodeDialog
from desktop.ui.sending.receiving import last_word_question
from desktop.ui.sending.room import SendingRoom
from desktop.ui.sending.writing import Job, Phase, WritingState
from desktop.ui.setup.superior_question import Superior
from desktop.ui.shell.main_window import MainWindow
from desktop.ui.widgets.dialogs import ConfirmDialog
from tests.actions.sending_making import Office
from tests.screens.registry import Build, Stage
from tests.ui.closing.pictures import dark, scaled, sized
from tests.ui.overview.offices import context_for
from tests.ui.sending.offices import (
    AUGUST,
    JULY,
    SEPTEMBER,
    Sender,
    sender,
    with_history,
    with_waiting,
)
from tests.ui.system.pictures import question

Act = Callable[[MainWindow, SendingRoom, Sender], object]


def pictured(
    made: Callable[[Path], Sender],
    act: Act | None = None,
    *,
    month: Period = SEPTEMBER,
    room: str = "send",
    target: object = None,
) -> Build:
    """The room in the main window, after ``act`` did something."""

    def build(stage: Stage) -> QWidget:
        folder = tempfile.TemporaryDirectory()
        one = made(Path(folder.name))
        context = context_for(stage.theme)
        context.sticks.source = one.drives
        context.set_month(month)
        window = MainWindow(
            context=context,
            office=DeskOffice(one.desk),
            entries=entries(one.desk, reopen=lambda _desk, _trouble: None),
            name="Phường Hương Trà · Ban Chỉ đạo 138",
        )
        window.setGeometry(0, 0, *stage.size)
        window.show()
        window.activateWindow()
        QApplication.processEvents()
        window.refresh()
        window.show_room(room, target)
        stage.kept.extend((folder, context, window, one.desk, one))
        if act is not None:
            QApplication.processEvents()
            sending = window.room("send")
            assert isinstance(sending, SendingRoom)
            act(window, sending, one)
        return window

    return build


def plug(window: MainWindow, room: SendingRoom, one: Sender) -> None:
    """One stick, and the second step."""
    one.stick()
    one.stick("TRANSCEND")
    room.context.sticks.look()
    room.page.what.on_button.click()


def no_stick(_window: MainWindow, room: SendingRoom, _one: Sender) -> None:
    """The second step without a stick."""
    room.page.what.on_button.click()


def locked(window: MainWindow, room: SendingRoom, one: Sender) -> None:
    """A stick with its lock on, after one try."""
    one.drives.locked.add(one.media / "KINGSTON")
    plug(window, room, one)
    room.page.where.table.setCurrentIndex(room.page.where.table.model().index(0, 0))
    room.page.where.look_button.click()


def write(window: MainWindow, room: SendingRoom, one: Sender) -> None:
    """September is written."""
    stick = one.stick()
    one.sends(JULY, stick)
    room.context.sticks.look()
    room.page.what.choose(SEPTEMBER)
    room.page.what.on_button.click()
    room.page.where.write_button.click()


def all_to_sticks(window: MainWindow, room: SendingRoom, one: Sender) -> None:
    """The second step for all three months."""
    one.stick()
    room.context.sticks.look()
    room.page.what.on_button.click()


def write_all(window: MainWindow, room: SendingRoom, one: Sender) -> None:
    """All three months are written to one stick."""
    all_to_sticks(window, room, one)
    room.page.where.write_button.click()


def stop_half(window: MainWindow, room: SendingRoom, one: Sender) -> None:
    """Stopped after the first of three files."""
    write_all(window, room, one)
    state = room.writing.state
    assert state is not None
    room.show_writing(replace(state, phase=Phase.STOPPED, written=state.written[:1]))


def slip(window: MainWindow, room: SendingRoom, one: Sender) -> None:
    """September is written, its slip is looked at."""
    write(window, room, one)
    room.page.file.slip_button.click()


def half_way(phase: Phase, window: MainWindow, room: SendingRoom, one: Sender) -> None:
    """The writing as it goes."""
    stick = one.stick()
    room.context.sticks.look()
    drive = room.context.sticks.drives[0]
    job = Job((SEPTEMBER,), Place(stick, drive))
    room.show_writing(WritingState(job, phase, 60, 200))


def offered(window: MainWindow, room: SendingRoom, one: Sender) -> None:
    """A stick comes back with a receipt."""
    stick = one.stick()
    one.answers(one.sends(SEPTEMBER, stick), ReceiptKind.RECEIVED, to=stick)
    room.on_shown(SEPTEMBER)
    room.context.sticks.look()


def code_dialog(window: MainWindow, _room: SendingRoom, _one: Sender) -> None:
    """The 12 digits, mistyped."""
    dialog = CodeDialog(window, periods=(SEPTEMBER, AUGUST))
    dialog.digits.setText("1234 5678 9012")
    dialog.show()


def last_word_dialog(window: MainWindow, _room: SendingRoom, _one: Sender) -> None:
    """Digits that contradict the signed receipt."""
    details = {"period": SEPTEMBER.id, "date": "2026-10-21"}
    problem = Problem("receipt_says_returned", details=details)
    ConfirmDialog(window, **last_word_question(problem)).show()


def connect_dialog(window: MainWindow, _room: SendingRoom, one: Sender) -> None:
    """Another superior's file."""
    other = Office.new("Ban Chỉ đạo 138 tỉnh")
    dialog = ConnectDialog(window, read=read_connection(one.desk, other.connection()))
    dialog.show()


def with_file(stage: Stage) -> QWidget:
    """The second question of set-up, with the superior's connection file."""
    doors = question(stage, 1)
    page = doors.wizard.pages[1]
    assert isinstance(page, Superior)
    office = Office.new("Ban Chỉ đạo 138 thành phố Huế")
    page._read(office.connection(), fill=True)
    doors.wizard.next()
    return doors


def correcting(window: MainWindow, _room: SendingRoom, one: Sender) -> None:
    """August, returned, is open for its replacement."""
    assert reopen_period(one.desk, AUGUST, reason="Thiếu Tổ dân phố 7", correct=True).done
    window.refresh()


_WHAT = pictured(with_history)
_CONNECTION = {"section": "connection"}
_DONE = pictured(with_history, write)
_PASSPHRASE = pictured(lambda folder: sender(folder, connected=False), write)

SCREENS: dict[str, Build] = {
    "200-gui-ky-nao": _WHAT,
    "200a-gui-ba-ky": pictured(sender),
    "200b-gui-ba-ky-911": sized(pictured(sender), 911, 512),
    "202e-ba-tep-vao-dau": pictured(sender, all_to_sticks),
    "205a-rut-usb-ba-tep": pictured(sender, write_all),
    "205b-dung-giua-ba-tep": pictured(sender, stop_half),
    "205c-ba-tep-day-so": pictured(partial(sender, connected=False), write_all),
    "201-gui-chua-cam-usb": pictured(with_history, no_stick),
    "202-gui-vao-dau": pictured(with_history, plug),
    "202a-chua-doi-chieu": pictured(partial(sender, compared=False), plug),
    "218a-chua-doi-chieu": pictured(
        partial(sender, compared=False), room="system", target=_CONNECTION
    ),
    "202d-tep-ket-noi-cho": pictured(with_waiting, plug),
    "218d-tep-ket-noi-cho": pictured(with_waiting, room="system", target=_CONNECTION),
    "202b-usb-khoa": pictured(with_history, locked),
    "202c-usb-khoa-hep": sized(pictured(with_history, locked), 1024, 768),
    "203-dang-ghi": pictured(with_history, partial(half_way, Phase.WRITING)),
    "204-usb-bi-rut": pictured(with_history, partial(half_way, Phase.GONE)),
    "205-co-the-rut-usb": _DONE,
    "206-day-so-mo-tep": _PASSPHRASE,
    "207-co-phieu-tiep-nhan": pictured(with_history, offered),
    "208-ma-qua-dien-thoai": pictured(with_history, code_dialog),
    "208b-day-so-khac-phieu": pictured(with_history, last_word_dialog),
    "209-tep-ket-noi-khac": pictured(with_history, connect_dialog),
    "210-gui-1024": sized(_WHAT, 1024, 768),
    "211-rut-usb-1024": sized(_DONE, 1024, 768),
    "212-gui-911": sized(_WHAT, 911, 512),
    "212a-vao-dau-911": sized(pictured(partial(sender, compared=False), plug), 911, 512),
    "212b-day-so-mo-tep-911": sized(_PASSPHRASE, 911, 512),
    "212c-tep-ket-noi-911": sized(pictured(with_history, connect_dialog), 911, 512),
    "213-rut-usb-911": sized(_DONE, 911, 512),
    "214-rut-usb-nen-toi": dark(_DONE),
    "215-rut-usb-150": scaled(_DONE, 150),
    "216-duong-di-tra-lai": pictured(with_history, month=AUGUST),
    "216a-dang-sua": pictured(with_history, correcting, month=AUGUST),
    "218-ket-noi": pictured(with_history, room="system", target=_CONNECTION),
    "219-chua-ket-noi": pictured(
        lambda folder: sender(folder, connected=False), room="system", target=_CONNECTION
    ),
    "220-hoi-cap-tren": with_file,
    "221-phieu-giao": pictured(with_history, slip),
    "217-duong-di-da-nhan": pictured(with_history, month=JULY, target={"month": "2026-07"}),
}
