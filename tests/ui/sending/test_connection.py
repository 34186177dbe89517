"""Connecting: the part of the system room, the question with the fingerprint, set-up."""

from collections.abc import Iterator
from pathlib import Path
from typing import cast

import pytest
from PySide6.QtWidgets import QWidget
from pytestqt.qtbot import QtBot

from desktop.actions.connection import (
    ConnectionRead,
    FilledField,
    connected,
    own_fingerprint,
    read_connection,
)
from desktop.actions.desk import Desk, RandomIds
from desktop.actions.profile import profile
from desktop.actions.sent_periods import SendState, sendable
from desktop.actions.setup import Sources
from desktop.actions.sticks import old_files
from desktop.exchange.receipt import ReceiptKind
from desktop.ui.sending.connect_dialog import ConnectDialog, ConnectWish
from desktop.ui.sending.dialogs import AnswerFile
from desktop.ui.setup.answers import Answers, keep_answers, load_answers
from desktop.ui.setup.doors import found_commune
from desktop.ui.setup.superior_question import Superior
from desktop.ui.shell.context import ShellContext
from desktop.ui.system.connection import ConnectionSection
from desktop.ui.widgets.dialogs import ConfirmDialog
from desktop.ui.widgets.text import Text
from desktop.ui.work import ImmediateExecutor
from tests.actions.sending_making import Office, put
from tests.ui.overview.offices import FixedClock, empty_desk
from tests.ui.sending.offices import SEPTEMBER, sender, with_waiting
from tests.ui.sending.rooms import opened


@pytest.fixture
def desk(tmp_path: Path) -> Iterator[Desk]:
    with empty_desk(tmp_path / "data") as made:
        yield made


@pytest.fixture
def office() -> Office:
    return Office.new()


def section(qtbot: QtBot, context: ShellContext, desk: Desk) -> ConnectionSection:
    made = ConnectionSection(context, desk=desk)
    qtbot.addWidget(made)
    made.refresh()
    return made


def chooses(monkeypatch: pytest.MonkeyPatch, file: Path) -> None:
    """The system's dialog gives this file."""
    monkeypatch.setattr(AnswerFile, "ask", lambda *_all, **_words: file)


def wishes(monkeypatch: pytest.MonkeyPatch, *wishes: ConnectWish | None) -> list[str]:
    """The question is answered so, one after the other; what stood below the field."""
    waiting, problems = list(wishes), list[str]()

    def ask(*_parent: object, problem: str = "", **_words: object) -> ConnectWish | None:
        problems.append(problem)
        return waiting.pop(0)

    monkeypatch.setattr(ConnectDialog, "ask", ask)
    return problems


def test_a_file_connects_and_fills_what_was_wanted(
    qtbot: QtBot,
    context: ShellContext,
    desk: Desk,
    office: Office,
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    made = section(qtbot, context, desk)
    assert made._who.text() == "Chưa kết nối với cấp trên"
    chooses(monkeypatch, put(tmp_path / "usb", "hue.s138c", office.connection()))
    wishes(monkeypatch, ConnectWish("", compared=True, fill=(FilledField.SUPERIOR,)))
    made.file_button.click()
    now = connected(desk)
    assert now is not None
    assert made._who.text() == "Thành phố Huế"
    assert profile(desk).superior == "Thành phố Huế"
    made.typed.setText(now.fingerprint.replace("-", " "))
    made.typed.editingFinished.emit()
    assert made._compared.text().startswith("Dãy số khớp")
    made.typed.setText("12345")
    made.typed.editingFinished.emit()
    assert made._compared.text().startswith("Dãy số không khớp")


def test_a_superior_that_nobody_compared_is_said_where_its_file_is_written(
    qtbot: QtBot, context: ShellContext, tmp_path: Path
) -> None:
    one = sender(tmp_path, compared=False)
    room = opened(qtbot, context, one)
    room.page.what.on_button.click()
    where = room.page.where
    assert where.not_compared.isVisible()
    assert "chưa được đối chiếu" in where.not_compared.text()
    assert "nơi khác không mở được" not in where._advice.text()
    made = section(qtbot, context, one.desk)
    assert "chưa được đối chiếu" in made._state.text()
    made.typed.setText(one.office.keys.public.fingerprint)
    made.typed.editingFinished.emit()
    made.refresh()
    assert "đã được đối chiếu" in made._state.text()
    room.on_shown(SEPTEMBER)
    room._begin()
    room.page.what.on_button.click()
    assert where.not_compared.isHidden()
    assert "nơi khác không mở được" in where._advice.text()
    one.desk.close()


def test_a_connection_file_that_waits_is_said_where_files_are_written_until_one_was_compared(
    qtbot: QtBot, context: ShellContext, tmp_path: Path
) -> None:
    one = with_waiting(tmp_path)
    room = opened(qtbot, context, one)
    room.page.what.on_button.click()
    where = room.page.where
    assert where.not_compared.isVisible()
    assert "khóa khác" in where.not_compared.text()
    assert "nơi khác không mở được" not in where._advice.text()
    made = section(qtbot, context, one.desk)
    assert "khóa khác" in made._state.text()
    made.typed.setText(one.office.keys.public.fingerprint)
    made.typed.editingFinished.emit()
    made.refresh()
    assert "đã được đối chiếu" in made._state.text()
    one.desk.close()


def test_wrong_digits_are_asked_again_and_leaving_connects_nobody(
    qtbot: QtBot,
    context: ShellContext,
    desk: Desk,
    office: Office,
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    made = section(qtbot, context, desk)
    chooses(monkeypatch, put(tmp_path / "usb", "hue.s138c", office.connection()))
    problems = wishes(monkeypatch, ConnectWish("11111 22222", compared=False, fill=()), None)
    made.file_button.click()
    assert problems[0] == ""
    assert problems[1].startswith("Dãy số đã gõ không phải mã nhận dạng")
    assert connected(desk) is None


def test_one_wrong_group_keeps_what_was_typed_and_is_marked(
    qtbot: QtBot,
    context: ShellContext,
    desk: Desk,
    office: Office,
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    made = section(qtbot, context, desk)
    file = put(tmp_path / "usb", "hue.s138c", office.connection())
    right = read_connection(desk, file).fingerprint
    wrong = f"{right[:6]}{'1' if right[6] != '1' else '2'}{right[7:]}"
    chooses(monkeypatch, file)
    first = ConnectWish(wrong, compared=False, fill=(FilledField.SUPERIOR,))
    kept: list[ConnectWish | None] = []

    def ask(
        parent: QWidget,
        *,
        read: ConnectionRead,
        problem: str = "",
        before: ConnectWish | None = None,
    ) -> ConnectWish | None:
        kept.append(before)
        if before is None:
            return first
        dialog = ConnectDialog(parent, read=read, problem=problem, before=before)
        qtbot.addWidget(dialog)
        assert dialog.typed.text() == wrong
        assert dialog.typed.selectedText() == wrong[6:11]
        assert dialog.typed.property("wrong")
        assert dialog.wish == first
        assert problem.startswith("Nhóm 2 không giống trong tệp")
        return None

    monkeypatch.setattr(ConnectDialog, "ask", ask)
    made.file_button.click()
    assert kept == [None, first]
    assert connected(desk) is None


def test_another_superior_needs_the_comparison(qtbot: QtBot, desk: Desk, office: Office) -> None:
    from desktop.actions.connection import connect

    assert connect(desk, office.connection()).done
    other = read_connection(desk, Office.new("Tỉnh khác").connection())
    dialog = ConnectDialog(None, read=other)
    qtbot.addWidget(dialog)
    assert not dialog.do_button.isEnabled()
    dialog.compared.setChecked(True)
    assert dialog.do_button.isEnabled()
    dialog.compared.setChecked(False)
    dialog.typed.setText(other.fingerprint)
    assert dialog.do_button.isEnabled()
    assert dialog.wish.fingerprint == other.fingerprint
    assert dialog.shown.text() == other.fingerprint


def test_ending_and_new_keys_are_asked_about(
    qtbot: QtBot, context: ShellContext, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    one = sender(tmp_path)
    try:
        one.sends(SEPTEMBER)
        before = own_fingerprint(one.desk)
        made = section(qtbot, context, one.desk)
        made.forget_link.click()
        made.renew_button.click()
        assert connected(one.desk) is not None, "the safe answer changes nothing"
        assert own_fingerprint(one.desk) == before
        monkeypatch.setattr(ConfirmDialog, "ask", lambda *_parent, **_words: True)
        made.renew_button.click()
        assert own_fingerprint(one.desk) != before
        made.forget_link.click()
        assert connected(one.desk) is None
    finally:
        one.desk.close()


# -- set-up --------------------------------------------------------------------------------------


def question(qtbot: QtBot) -> Superior:
    made = Superior(work=ImmediateExecutor())
    qtbot.addWidget(made)
    made.show_answers(Answers())
    return made


def test_the_second_question_takes_a_connection_file(
    qtbot: QtBot, office: Office, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    made = question(qtbot)
    chooses(monkeypatch, put(tmp_path / "usb", "hue.s138c", office.connection()))
    made.file_button.click()
    assert made.superior.text() == "Thành phố Huế"
    assert made.fingerprint.text() == office.keys.public.fingerprint
    made.check.compared.click()
    draft = tmp_path / "set-up.json"
    who = Answers(name="Phường Hương Trà", code="19774")
    assert keep_answers(draft, made.answered(who))
    kept = load_answers(draft)
    sources = Sources(FixedClock(), RandomIds())
    founded = found_commune(tmp_path / "data", kept, sources=sources)
    assert founded.value is not None
    with founded.value as desk:
        now = connected(desk)
        assert now is not None
        assert now.fingerprint == office.keys.public.fingerprint


def test_a_file_that_nobody_compared_with_the_paper_does_not_connect(
    qtbot: QtBot, office: Office, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    made = question(qtbot)
    chooses(monkeypatch, put(tmp_path / "usb", "hue.s138c", office.connection()))
    made.file_button.click()
    who = made.answered(Answers(name="Phường Hương Trà", code="19774"))
    stays = made.problems(who)
    assert set(stays) == {"connection"}, "the question is not passed"
    made.say(stays)
    assert made.check.labelled._below.text() == stays["connection"]
    founded = found_commune(tmp_path / "data", who, sources=Sources(FixedClock(), RandomIds()))
    assert founded.value is not None
    with founded.value as desk:
        assert connected(desk) is None


def test_digits_typed_from_the_paper_stand_for_the_comparison_only_when_they_fit(
    qtbot: QtBot, office: Office, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    made = question(qtbot)
    chooses(monkeypatch, put(tmp_path / "usb", "hue.s138c", office.connection()))
    made.file_button.click()
    right = office.keys.public.fingerprint
    wrong = right[:-1] + str((int(right[-1]) + 1) % 10)
    made.check.typed.setText(wrong)
    made.check.compared.click()
    assert "connection" in made.problems(made.answered(Answers()))
    made.check.typed.setText(right)
    assert made.problems(made.answered(Answers())) == {}


def test_going_on_without_the_file_connects_nobody(
    qtbot: QtBot, office: Office, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    made = question(qtbot)
    chooses(monkeypatch, put(tmp_path / "usb", "hue.s138c", office.connection()))
    made.file_button.click()
    made.drop_button.click()
    assert made.answered(Answers()).connection_file == b""
    assert made.superior.text() == "Thành phố Huế", "what it filled in stays"


def test_a_file_that_is_none_is_told_beside_the_button(
    qtbot: QtBot, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    made = question(qtbot)
    chooses(monkeypatch, put(tmp_path / "usb", "hue.s138c", b"nothing of ours"))
    made.file_button.click()
    assert made._said.property("look") == "trouble"
    assert made._said.text()
    assert made.answered(Answers()).connection == ""


def test_a_file_of_another_superior_names_the_one_it_replaces(qtbot: QtBot, tmp_path: Path) -> None:
    one = sender(tmp_path)
    other = Office.new("Ban Chỉ đạo 138 tỉnh")
    read = read_connection(one.desk, other.connection())
    dialog = ConnectDialog(None, read=read)
    qtbot.addWidget(dialog)
    parts = cast(list[Text], dialog.findChildren(Text))
    said = " ".join(part.text() for part in parts)
    assert one.office.name in said
    assert other.name in said
    one.desk.close()


def test_a_connection_file_on_a_stick_is_offered_as_one_and_is_no_old_file(
    qtbot: QtBot, context: ShellContext, tmp_path: Path
) -> None:
    one = sender(tmp_path, connected=False)
    room = opened(qtbot, context, one)
    stick = one.stick()
    put(stick, "hue.s138c", one.office.connection())
    room.context.sticks.look()
    assert room.page.answers.connection_offer._action.text() == "Kết nối…"
    assert room.page.answers.offer.isHidden()
    assert old_files(one.desk, stick) == ()
    one.desk.close()


def test_leaving_the_question_about_a_connection_takes_no_receipt_in(
    qtbot: QtBot, context: ShellContext, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    one = sender(tmp_path)
    room = opened(qtbot, context, one)
    sent, stick = one.sends(SEPTEMBER), one.stick()
    one.answers(sent, ReceiptKind.RECEIVED, to=stick)
    put(stick, "hue.s138c", one.office.connection())
    room.context.sticks.look()
    answers = room.page.answers
    monkeypatch.setattr(ConnectDialog, "ask", lambda *_parent, **_words: None)
    answers.connection_offer._action.click()
    found = sendable(one.desk, SEPTEMBER)
    assert found is not None
    assert found.state is SendState.WRITTEN, "the receipt lies there as before"
    assert answers.offer._action.text() == "Nhận phiếu"
    assert answers.connection_offer.isVisible(), "what was left is offered again"
    one.desk.close()
