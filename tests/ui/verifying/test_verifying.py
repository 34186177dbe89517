"""Files to be verified: side by side, decided with a reason or by the code of the slip."""

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QScrollArea, QWidget
from pytestqt.qtbot import QtBot

from desktop.actions.answers import Answer
from desktop.actions.desk import Desk
from desktop.actions.receiving import receive_packages
from desktop.actions.sticks import Drive
from desktop.actions.superior_month import superior_month, waiting_files
from desktop.actions.verdicts import consolidation_of
from desktop.db.received_queries import decisions
from desktop.domain.expected_units import UnitId
from desktop.exchange.receipt import open_receipt
from desktop.ui.board.reply_dialog import AnswerGiven, AnswersGiven, NamedAnswer
from desktop.ui.board.unit_content import file_lines, read_unit
from desktop.ui.design.theme import Theme
from desktop.ui.receiving.content import breaking
from desktop.ui.verifying.others import LeavingOut, OthersDialog
from desktop.ui.verifying.room import VerifyingRoom
from desktop.ui.widgets.dialogs import ReasonDialog
from desktop.ui.widgets.text import Text
from tests.actions.senders import SINCE
from tests.ui.board.superiors import OCTOBER, context_for, sealed_superior, sender_for, trusted


@pytest.fixture
def desk(tmp_path: Path) -> Iterator[Desk]:
    """A unit whose October came from two computers."""
    with sealed_superior(tmp_path / "superior") as made:
        sender = sender_for(made, "19701", "Phường Phú Xuân")
        trusted(made, sender, tmp_path / "stick")
        twin = sender.clone(install="other-pc")
        sender.send(tmp_path / "stick", "2026-10", attendance=10)
        twin.send(tmp_path / "twin", "2026-10", attendance=90)
        receive_packages(made, [tmp_path / "stick", tmp_path / "twin"])
        yield made


def texts(room: VerifyingRoom) -> list[str]:
    """Everything that is said on the page."""
    found: list[Text] = list(room.page.findChildren(Text))
    return [one.text() for one in found if one.isVisible()]


def spoken(widget: QWidget) -> str:
    """Everything that a dialog says."""
    found: list[Text] = list(widget.findChildren(Text))
    return " ".join(one.text() for one in found)


def test_what_waits_stands_beside_what_counts(room: VerifyingRoom) -> None:
    said = texts(room)
    assert "Tệp cần đối chiếu" in said
    assert "được tính" in said
    assert {"30", "110"} <= set(said), "the attendances of both files"
    found: list[Text] = list(room.page.findChildren(Text))
    strong = {one.text() for one in found if one.property("look") == "strong"}
    assert {"30", "110"} <= strong, "what differs stands out in both columns"


def test_a_decision_needs_a_reason_and_is_kept(
    room: VerifyingRoom, desk: Desk, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(ReasonDialog, "ask", lambda *_parent, **_words: None)
    room.reject()
    assert superior_month(desk, OCTOBER).waiting == 1
    monkeypatch.setattr(ReasonDialog, "ask", lambda *_parent, **_words: "Đã gọi chị Lan")
    given: list[str] = []
    monkeypatch.setattr(AnswerGiven, "ask", lambda *_p, answer, **_w: given.append(answer.code))
    room.reject()
    assert superior_month(desk, OCTOBER).waiting == 0
    assert len(given[0].replace(" ", "")) == 12, "the unit is told by telephone"
    assert room.page.empty.isVisible()


def test_what_an_acceptance_does_to_the_other_file_is_said_and_one_press_leaves_it_out(
    room: VerifyingRoom, desk: Desk, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(ReasonDialog, "ask", lambda *_parent, **_words: "Đã gọi chị Lan")
    asked: list[OthersDialog] = []

    def leave_out(parent: QWidget, **asking: Any) -> LeavingOut:
        asked.append(OthersDialog(parent, **asking))
        return asked[-1].wish

    monkeypatch.setattr(OthersDialog, "ask", leave_out)
    given: list[str] = []
    monkeypatch.setattr(AnswerGiven, "ask", lambda *_p, answer, **_w: given.append(answer.code))
    room.accept()
    (dialog,) = asked
    said = spoken(dialog)
    assert "tháng 10/2026 (" in said
    assert "110 lượt người): được tính" in said
    assert "1 tệp trước đó đang được tính nay chuyển sang cần đối chiếu" in said
    assert "Đã gọi chị Lan" in dialog.wish.reason
    assert superior_month(desk, OCTOBER).waiting == 0, "the other file is decided as well"
    assert len(given) == 1, "its unit is told"
    last = decisions(desk.store)[-1]
    assert (last.verdict, last.reason) == ("reject", dialog.wish.reason)


def test_after_a_decision_no_button_of_the_next_file_has_the_focus(
    room: VerifyingRoom, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(ReasonDialog, "ask", lambda *_parent, **_words: "Đã gọi chị Lan")
    monkeypatch.setattr(OthersDialog, "ask", lambda *_parent, **_asking: None)
    room.page.accept_button.setFocus()
    room.page.accept_button.click()
    assert "tệp thứ 2" in room.page.title.text()
    assert room.page.window().focusWidget() is room.page.list.rows[0]


def test_what_is_not_chosen_waits_on(
    room: VerifyingRoom, desk: Desk, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(ReasonDialog, "ask", lambda *_parent, **_words: "Đã gọi chị Lan")
    monkeypatch.setattr(OthersDialog, "ask", lambda *_parent, **_asking: None)
    room.accept()
    assert superior_month(desk, OCTOBER).waiting == 1
    assert "tệp thứ 2" in room.page.title.text()


def test_after_a_rejection_the_digits_and_the_place_of_the_receipt_are_shown(
    room: VerifyingRoom, monkeypatch: pytest.MonkeyPatch, tmp_path: Path, qtbot: QtBot
) -> None:
    monkeypatch.setattr(ReasonDialog, "ask", lambda *_parent, **_words: "Đã gọi chị Lan")
    (tmp_path / "USB").mkdir()
    drive = Drive(tmp_path / "USB", "USB", "USB", "exfat", 6 << 30, 8 << 30, False, True)
    monkeypatch.setattr(room._context.sticks, "_drives", (drive,))
    shown: list[str] = []

    def show(dialog: AnswerGiven) -> int:
        shown.append(spoken(dialog))
        shown.append(dialog.digits.text())
        return 0

    monkeypatch.setattr(AnswerGiven, "exec", show)
    room.reject()
    (receipt,) = (tmp_path / "USB").glob("*.s138r")
    assert str(receipt) in " ".join(shown)
    assert len(shown[-1].replace(" ", "")) == 12


def test_several_returned_at_once_are_told_with_their_digits_and_places(qtbot: QtBot) -> None:
    answers = [
        NamedAnswer("Tệp số 1", Answer("a", "1234 5678 9012", Path("E:/a.s138r"))),
        NamedAnswer("Tệp số 2", Answer("b", "2222 3333 4444", None, "no_space", {})),
    ]
    dialog = AnswersGiven(None, title="Đã trả lại", answers=answers)
    qtbot.addWidget(dialog)
    said = spoken(dialog)
    assert [one.text() for one in dialog.digits] == ["1234 5678 9012", "2222 3333 4444"]
    assert "a.s138r" in said
    assert "Tệp số 2" in said


def test_a_new_key_is_accepted_by_the_code(room: VerifyingRoom, desk: Desk, tmp_path: Path) -> None:
    newcomer = sender_for(desk, "19702", "Phường Kim Long")
    newcomer.send(tmp_path / "new", "2026-10")
    receive_packages(desk, [tmp_path / "new"])
    room.on_changes(frozenset({"exchange"}))
    room.on_target({"package": newcomer.sent[0].package_id})
    assert room.page.code.isVisible()
    room.page.code.setText("1")
    room.accept_code()
    assert superior_month(desk, OCTOBER).waiting == 2
    room.page.code.setText(newcomer.sent[0].check_code)
    room.accept_code()
    assert superior_month(desk, OCTOBER).waiting == 1


def test_a_sender_whose_clock_was_behind_is_told_apart(
    room: VerifyingRoom, desk: Desk, tmp_path: Path
) -> None:
    newcomer = sender_for(desk, "19702", "Phường Kim Long")
    newcomer.clock_suspect = True
    newcomer.send(tmp_path / "new", "2026-10")
    receive_packages(desk, [tmp_path / "new"])
    room.on_changes(frozenset({"exchange"}))
    room.on_target({"package": newcomer.sent[0].package_id})
    assert "Đồng hồ" in room.page.reason.text()
    assert "16/10/2026, đồng hồ máy có thể sai" in spoken(room.page)


def test_names_go_on_in_the_next_line_instead_of_being_cut(room: VerifyingRoom, desk: Desk) -> None:
    room.page.resize(760, 430)
    room.page.show()
    areas: list[QScrollArea] = list(room.page.findChildren(QScrollArea))
    card = next(one for one in areas if one.isAncestorOf(room.page.title))
    assert card.horizontalScrollBar().maximum() == 0
    (waits,) = waiting_files(desk)
    assert breaking(waits.package.file_name) in spoken(room.page)


def test_the_code_of_the_slip_stands_nowhere_on_the_screen_where_it_is_asked_for(
    room: VerifyingRoom, desk: Desk, tmp_path: Path
) -> None:
    newcomer = sender_for(desk, "19702", "Phường Kim Long")
    newcomer.send(tmp_path / "new", "2026-10")
    receive_packages(desk, [tmp_path / "new"])
    room.on_changes(frozenset({"exchange"}))
    package = newcomer.sent[0]
    room.on_target({"package": package.package_id})
    assert room.page.code.isVisible()
    shown = "".join(one for one in spoken(room.page) if one.isdecimal())
    groups = package.check_code.split("-")
    assert "".join(groups) not in shown, "it vouches for the paper, so it is read off the paper"
    assert room.page.code_button.property("kind") == "primary"
    assert room.page.accept_button.property("kind") == "secondary"


def test_going_round_the_slip_says_what_is_lacking_then(
    room: VerifyingRoom, desk: Desk, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    newcomer = sender_for(desk, "19702", "Phường Kim Long")
    newcomer.send(tmp_path / "new", "2026-10")
    receive_packages(desk, [tmp_path / "new"])
    room.on_changes(frozenset({"exchange"}))
    room.on_target({"package": newcomer.sent[0].package_id})
    asked: list[dict[str, str]] = []
    monkeypatch.setattr(ReasonDialog, "ask", lambda *_parent, **words: asked.append(words))
    room.page.accept_button.click()
    assert asked[0]["do"] == "Chấp nhận tệp này khi không có phiếu giao tệp"
    assert "tệp sau của đơn vị lại phải đối chiếu" in asked[0]["detail"]


def test_an_acceptance_is_told_on_the_stick_that_is_plugged_in_or_its_absence_is(
    room: VerifyingRoom, desk: Desk, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    shell, warned = room._context, list[str]()
    shell.said.connect(lambda _tone, text: warned.append(text))
    for code, plugged in (("19702", True), ("19703", False)):
        newcomer, folder = sender_for(desk, code, f"Phường {code}"), tmp_path / code
        newcomer.send(folder, "2026-10")
        receive_packages(desk, [folder])
        drive = Drive(folder, code, code, "exfat", 6 << 30, 8 << 30, False, True)
        monkeypatch.setattr(shell.sticks, "_drives", (drive,) if plugged else ())
        room.on_changes(frozenset({"exchange"}))
        room.on_target({"package": newcomer.sent[0].package_id})
        room.page.code.setText(newcomer.sent[0].check_code)
        room.page.code_button.click()
        (receipt,) = folder.glob("*.s138r")
        said = open_receipt(receipt.read_bytes(), [newcomer.keys.sealing]).remarks
        assert (said == (), bool(warned)) == (plugged, not plugged)
    assert warned[0].startswith("Phường 19703 chưa biết")


def test_after_the_last_decision_the_keys_are_at_the_way_to_the_board(
    room: VerifyingRoom, monkeypatch: pytest.MonkeyPatch
) -> None:
    asked: list[str] = []
    room._context.going.connect(lambda name, _target: asked.append(name))
    monkeypatch.setattr(ReasonDialog, "ask", lambda *_parent, **_words: "Gửi nhầm")
    monkeypatch.setattr(AnswerGiven, "ask", lambda *_parent, **_words: None)
    for _file in range(len(room._found)):
        room.page.reject_button.setFocus()
        room.page.reject_button.click()
    assert room._found == ()
    button = room.page.empty.button
    assert button is not None
    assert room.page.window().focusWidget() is button
    button.click()
    assert asked == ["board"]


def test_in_a_narrow_window_no_column_is_out_of_reach(room: VerifyingRoom) -> None:
    room.page.resize(830, 500)
    room.page.show()
    areas: list[QScrollArea] = list(room.page.findChildren(QScrollArea))
    card = next(one for one in areas if one.isAncestorOf(room.page.title))
    over = max(0, card.widget().width() - card.viewport().width())
    assert card.horizontalScrollBar().maximum() == over
    assert card.horizontalScrollBarPolicy() is Qt.ScrollBarPolicy.ScrollBarAsNeeded


@pytest.mark.parametrize("width", [680, 760, 830])
def test_many_files_are_compared_without_moving_sideways(
    room: VerifyingRoom, desk: Desk, tmp_path: Path, width: int, qtbot: QtBot
) -> None:
    sender = sender_for(desk, "19703", "Phường Vỹ Dạ")
    trusted(desk, sender, tmp_path / "first")
    copies = [sender.clone(install=f"pc-{number}") for number in range(4)]
    for number, copy in enumerate(copies):
        copy.send(tmp_path / f"{number}", "2026-10", attendance=90 + number)
    receive_packages(desk, [tmp_path / f"{number}" for number in range(4)])
    room.on_changes(frozenset({"exchange"}))
    room.on_target({"package": copies[0].sent[-1].package_id})
    room.page.resize(width, 430)
    areas: list[QScrollArea] = list(room.page.findChildren(QScrollArea))
    card = next(one for one in areas if one.isAncestorOf(room.page.title))
    # What a layout is given is shown a moment later; until then it takes no width.
    qtbot.waitUntil(lambda: {"110", "111", "112", "113"} <= set(texts(room)))
    room.page.grab()
    assert card.horizontalScrollBar().maximum() == 0


def test_a_twin_of_an_accepted_file_waits_here_and_its_unit_page_leads_to_the_decision(
    theme: Theme, qtbot: QtBot, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    with sealed_superior(tmp_path / "other") as desk:
        first = sender_for(desk, "19774", "Phường Kim Long")
        twin = first.clone()
        trusted(desk, first, tmp_path / "a", "2026-10")
        receive_packages(desk, [twin.send(tmp_path / "d", "2026-10", attendance=99)])
        read = read_unit(desk, UnitId("19774", SINCE), OCTOBER)
        assert read is not None
        assert read.cell.waits
        lines = {one.target: one.action for one in file_lines(read)}
        assert lines["verify", twin.sent[0].package_id] == "Quyết định"
        made = VerifyingRoom(context_for(theme), desk=desk)
        qtbot.addWidget(made.widget())
        made.widget().show()
        made.on_shown(OCTOBER)
        assert "hai tệp cùng số thứ tự" in " ".join(texts(made))
        monkeypatch.setattr(ReasonDialog, "ask", lambda *_parent, **_words: "Đã hỏi")
        monkeypatch.setattr(AnswerGiven, "ask", lambda *_parent, **_words: None)
        made.reject()
        assert waiting_files(desk) == ()
        assert counting(desk) == {first.sent[0].package_id}


def counting(desk: Desk) -> set[str]:
    """The packages that are in force."""
    return {one.package_id for one in consolidation_of(desk).in_force.values()}
