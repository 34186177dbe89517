"""The board: every state has a sign of its own, filters and keys lead to a unit's month."""

from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QWidget
from pytestqt.modeltest import ModelTester
from pytestqt.qtbot import QtBot

from desktop.actions.board import board_of
from desktop.actions.deadlines import change_deadlines
from desktop.actions.deciding import decide
from desktop.actions.desk import Desk
from desktop.actions.profile import change_profile, profile
from desktop.actions.sticks import Drive
from desktop.actions.superior_month import year_board
from desktop.domain.board import BoardCell, CellState, Filing
from desktop.domain.deadlines import Deadlines
from desktop.domain.periods import month_period
from desktop.ui.board.content import BoardRead, Shown, filter_titles, read_board, rows_shown
from desktop.ui.board.reply_dialog import AnswerGiven, ReplyDialog, ReplyWish
from desktop.ui.board.room import BoardRoom
from desktop.ui.board.signs import paint_sign
from desktop.ui.design.theme import Theme
from desktop.ui.design.tokens import Role
from desktop.ui.shell.context import ShellContext
from desktop.ui.superior_office import SuperiorOffice
from desktop.ui.widgets.dialogs import ReasonDialog
from desktop.ui.widgets.matrix_parts import Legend
from desktop.ui.widgets.text import Text
from tests.actions.senders import Sender
from tests.ui.board.superiors import (
    OCTOBER,
    context_for,
    empty_superior,
    forty_units,
    sealed_superior,
    sender_for,
    trusted,
    year_of_forty,
)

UNITS = forty_units()[:12]


@pytest.fixture
def desk(tmp_path: Path) -> Iterator[Desk]:
    """Twelve units, three months; in October two are late and one file waits."""
    with year_of_forty(tmp_path / "superior", months=10, units=UNITS) as made:
        yield made


@pytest.fixture
def shell(theme: Theme) -> ShellContext:
    return context_for(theme)


@pytest.fixture
def room(shell: ShellContext, desk: Desk, qtbot: QtBot) -> BoardRoom:
    made = BoardRoom(shell, desk=desk)
    qtbot.addWidget(made.widget())
    made.widget().resize(1100, 560)
    made.widget().show()
    made.on_shown(shell.month)
    return made


def names(room: BoardRoom) -> list[str]:
    """The units in sight."""
    return [row.unit.name for row in room.page.grid.board_model.rows]


def test_the_board_is_a_sound_model(room: BoardRoom, qtmodeltester: ModelTester) -> None:
    model = room.page.grid.board_model
    qtmodeltester.check(model)  # type: ignore[no-untyped-call]
    assert (model.rowCount(), model.columnCount()) == (12, 14)


def test_what_was_not_sent_is_a_dash_and_never_zero(room: BoardRoom) -> None:
    model = room.page.grid.board_model
    late = names(room).index("Phường Vỹ Dạ")
    assert model.rows[late].cells[9].state is CellState.LATE
    assert [model.index(late, column).data() for column in (12, 13)] == ["–", "–"]
    sent = names(room).index("Phường Phú Xuân")
    assert "/" in str(model.index(sent, 13).data())


def test_every_state_of_a_report_that_is_due_has_its_filter(room: BoardRoom) -> None:
    read = room._read
    assert read is not None
    found = {
        state: {
            shown
            for shown in Shown
            if shown is not Shown.ALL and rows_shown(in_state(read, state), shown=shown)
        }
        for state in CellState
        if BoardCell(state).due
    }
    assert all(found.values()), found


def in_state(read: BoardRead, state: CellState) -> BoardRead:
    """The board with one unit, whose month in sight is in a state."""
    row = read.board.rows[0]
    waiting = ("x",) if state is CellState.TO_VERIFY else ()
    cell = BoardCell(state, Filing(row.unit.unit, "", waiting=waiting))
    cells = tuple(cell if at == read.column else one for at, one in enumerate(row.cells))
    board = replace(read.board, rows=(replace(row, cells=cells),))
    return replace(read, stand=replace(read.stand, board=board))


def test_filters_speak_of_the_month_in_sight(room: BoardRoom, shell: ShellContext) -> None:
    room.page.filter.choose(list(Shown).index(Shown.LATE))
    assert names(room) == ["Phường Vỹ Dạ", "Phường Phong Điền"]
    room.page.filter.choose(list(Shown).index(Shown.TO_VERIFY))
    assert names(room) == ["Phường Hương Trà"]
    shell.set_month(OCTOBER)
    room.page.filter.choose(0)
    room.page.search.setText("kim long")
    QTest.keyClick(room.page.search, Qt.Key.Key_Return)
    assert names(room) == ["Phường Kim Long"]


def test_each_state_has_a_sign_of_its_own(theme: Theme, qapp: QApplication) -> None:
    from PySide6.QtCore import QPointF
    from PySide6.QtGui import QImage, QPainter

    from desktop.ui.board.signs import meanings

    pictures = set()
    for cell, _meaning in meanings():
        image = QImage(32, 32, QImage.Format.Format_Grayscale8)
        image.fill(255)
        painter = QPainter(image)
        paint_sign(painter, QPointF(16, 16), cell, theme)
        painter.end()
        pictures.add(bytes(image.constBits()))
    assert len(pictures) == len(meanings()), "two states look alike without colour"
    assert qapp is not None


def test_a_key_shows_the_legend_and_any_key_puts_it_away(room: BoardRoom, qtbot: QtBot) -> None:
    QTest.keyClick(room.page.grid, Qt.Key.Key_L)
    found: list[Legend] = list(room.page.grid.findChildren(Legend))
    QTest.keyClick(found[0], Qt.Key.Key_Space)
    qtbot.waitUntil(lambda: not room.page.grid.findChildren(Legend))


def test_arrows_and_enter_open_a_units_month_and_esc_goes_back(room: BoardRoom) -> None:
    grid = room.page.grid
    grid.setFocus()
    QTest.keyClick(grid, Qt.Key.Key_Down)
    QTest.keyClick(grid, Qt.Key.Key_Return)
    page = room.page.unit
    assert room.page.stack.currentWidget() is page
    assert page.title.text() == "Phường Kim Long · tháng 10/2026"
    assert page.groups.current is not None
    assert page.sessions.model().rowCount() == len(page.groups.current.sessions)
    QTest.keyClick(page.groups, Qt.Key.Key_Escape)
    assert room.page.stack.currentIndex() == 0


def test_in_another_month_the_cursor_goes_along(room: BoardRoom, shell: ShellContext) -> None:
    grid = room.page.grid
    grid.setCurrentIndex(grid.board_model.index(3, 9))
    shell.set_month(month_period(2026, 8))
    room.on_shown(shell.month)
    assert (grid.currentIndex().row(), grid.currentIndex().column()) == (3, 7)


def test_a_late_unit_says_what_to_do(room: BoardRoom) -> None:
    room._open_cell(UNITS[2].unit, "2026-10")
    assert not room.page.unit.accept_button.isVisible()
    assert room.page.unit.remind_button.isVisible()


def test_a_month_that_is_not_due_is_not_called_unneeded(room: BoardRoom, qtbot: QtBot) -> None:
    room._open_cell(UNITS[2].unit, "2026-12")
    texts: list[Text] = list(room.page.unit.nothing.findChildren(Text))
    assert "Chưa đến hạn nộp báo cáo tháng này." in [one.text() for one in texts]


def test_another_month_of_the_board_is_shown_in_the_window(
    room: BoardRoom, shell: ShellContext
) -> None:
    room._open_cell(UNITS[0].unit, "2026-08")
    assert shell.month.id == "2026-08"


def test_odd_figures_are_sentences(room: BoardRoom) -> None:
    room.page.tabs.choose(1)
    assert "đáng hỏi lại" in room.help_text()
    model = room.page.findings.model()
    said = [str(model.index(row, 0).data()) for row in range(model.rowCount())]
    assert all(one.endswith(".") for one in said)
    assert said or room.page.no_findings.isVisible()


def test_a_first_day_says_what_to_do(tmp_path: Path, shell: ShellContext, qtbot: QtBot) -> None:
    with empty_superior(tmp_path / "s") as desk:
        room = BoardRoom(shell, desk=desk)
        qtbot.addWidget(room.widget())
        room.widget().show()
        room.on_shown(shell.month)
        assert room.page.empty.isVisible()


def test_the_line_of_the_month_counts_units(desk: Desk) -> None:
    path = SuperiorOffice(desk).path(OCTOBER)
    assert [one.room for one in path.steps] == ["receiving", "verifying", "consolidated", "board"]
    assert path.steps[0].detail == "9/12 đơn vị, 2 trễ hạn"
    assert path.dates.startswith("từ 15/9 đến 14/10/2026 · hạn nộp 17/10"), "never cut away"
    assert len(path.dots) == 12


def test_units_are_found_by_name_and_code(desk: Desk) -> None:
    office = SuperiorOffice(desk)
    assert [hit.title for hit in office.find("thuy xuan")] == ["Phường Thủy Xuân"]
    assert [hit.title for hit in office.find("19703")] == ["Phường Vỹ Dạ"]


def test_months_before_the_first_one_owe_nothing(tmp_path: Path) -> None:
    sender = Sender("19701", None, "Phường Phú Xuân")
    with sealed_superior(tmp_path / "s", (sender,)) as desk:
        path = SuperiorOffice(desk).path(OCTOBER)
        assert [dot.state.value for dot in path.dots].count("open") == 2


def test_the_command_and_the_window_say_the_same_of_every_month(tmp_path: Path) -> None:
    with year_of_forty(tmp_path / "early", months=1, units=UNITS) as made:
        assert change_profile(made, replace(profile(made), first_month="2026-03")).done
        window = year_board(made, OCTOBER)
        for place, period in enumerate(window.periods):
            command = board_of(made, period)
            assert command.tallies[0] == window.tallies[place]
        (early,) = board_of(made, month_period(2026, 2)).tallies
        assert (early.late, early.due) == (0, 0)


def test_a_report_is_returned_with_its_reasons_and_a_receipt(
    tmp_path: Path, shell: ShellContext, qtbot: QtBot, monkeypatch: pytest.MonkeyPatch
) -> None:
    with sealed_superior(tmp_path / "s") as desk:
        sender = sender_for(desk, "19701", "Phường Phú Xuân")
        trusted(desk, sender, tmp_path / "stick", "2026-10")
        room = BoardRoom(shell, desk=desk)
        qtbot.addWidget(room.widget())
        shell.changed.connect(room.on_changes)
        room.on_shown(shell.month)
        room.on_target({"unit": desk_unit(room)})
        reasons = ("Kiểm tra số lượt người", "Thiếu một buổi")
        wish = ReplyWish(reasons, "activity", tmp_path / "stick")
        monkeypatch.setattr(ReplyDialog, "ask", lambda *_parent, **_words: wish)
        given: list[object] = []
        monkeypatch.setattr(AnswerGiven, "ask", lambda *_p, **words: given.append(words["answer"]))
        room.give_back()
        assert len(given) == 1
        assert list((tmp_path / "stick").glob("*.s138r"))
        assert room.page.grid.board_model.rows[0].cells[9].state is CellState.RETURNED
        room.page.filter.choose(list(Shown).index(Shown.RETURNED))
        assert names(room) == ["Phường Phú Xuân"], "what has to come again is found at once"
        room.page.filter.choose(list(Shown).index(Shown.RECEIVED))
        assert names(room) == []
        sentences = [row.item.sentence for row in room.page.unit.files.rows]
        assert any("Kiểm tra số lượt người; Thiếu một buổi" in one for one in sentences)


def test_a_file_left_out_is_accepted_after_all_and_its_month_is_in_again(
    tmp_path: Path, shell: ShellContext, qtbot: QtBot, monkeypatch: pytest.MonkeyPatch
) -> None:
    with sealed_superior(tmp_path / "s") as desk:
        sender = sender_for(desk, "19701", "Phường Phú Xuân")
        trusted(desk, sender, tmp_path / "stick", "2026-10")
        package = sender.sent[0].package_id
        assert decide(desk, package, accept=False, reason="Nhầm tệp").done
        room = BoardRoom(shell, desk=desk)
        qtbot.addWidget(room.widget())
        shell.changed.connect(room.on_changes)
        room.on_shown(shell.month)
        room.on_target({"unit": desk_unit(room)})
        rows = [row.item for row in room.page.unit.files.rows]
        (after_all,) = [one for one in rows if one.action == "Chấp nhận lại…"]
        monkeypatch.setattr(ReasonDialog, "ask", lambda *_parent, **_words: "Đã hỏi lại")
        room._open_file(after_all.target)
        assert room.page.grid.board_model.rows[0].cells[9].state is CellState.IN


def test_without_a_stick_the_answer_goes_by_telephone(theme: Theme, qtbot: QtBot) -> None:
    dialog = ReplyDialog(None, kind="accepted", title="Chấp nhận", sticks=(), theme=theme)
    qtbot.addWidget(dialog)
    assert dialog.place.currentText() == "Không ghi tệp: đọc dãy số qua điện thoại"
    assert dialog.wish.folder is None


def stick(folder: Path) -> Drive:
    """A stick whose label is the one of many others."""
    folder.mkdir(exist_ok=True)
    return Drive(folder, folder.name, "KINGSTON", "exfat", 6 << 30, 8 << 30, False, True)


def test_of_two_sticks_of_one_label_the_answer_goes_on_the_one_that_holds_the_file(
    tmp_path: Path, shell: ShellContext, qtbot: QtBot, monkeypatch: pytest.MonkeyPatch
) -> None:
    drives = (stick(tmp_path / "a"), stick(tmp_path / "b"))
    with sealed_superior(tmp_path / "s") as desk:
        sender = sender_for(desk, "19701", "Phường Phú Xuân")
        twin = sender.clone(install="other-pc")
        path = trusted(desk, sender, tmp_path / "b", "2026-10")
        assert twin.send(tmp_path / "a", "2026-10", attendance=99).name == path.name
        monkeypatch.setattr(shell.sticks, "_drives", drives)
        room = BoardRoom(shell, desk=desk)
        qtbot.addWidget(room.widget())
        room.on_shown(shell.month)
        room.on_target({"unit": desk_unit(room)})
        asked: list[ReplyDialog] = []

        def ask(parent: QWidget, **words: Any) -> None:
            asked.append(ReplyDialog(parent, **words))

        monkeypatch.setattr(ReplyDialog, "ask", ask)
        room.give_back()
        assert asked[0].wish.folder == tmp_path / "b"
        named = [asked[0].place.itemText(number) for number in range(2)]
        assert named == [f"USB KINGSTON ({one.folder})" for one in drives]


def test_of_several_sticks_that_did_not_bring_the_file_none_is_guessed(
    theme: Theme, tmp_path: Path, qtbot: QtBot
) -> None:
    drives = (stick(tmp_path / "a"), stick(tmp_path / "b"))
    dialog = ReplyDialog(None, kind="returned", title="t", sticks=drives, theme=theme)
    qtbot.addWidget(dialog)
    assert dialog.wish.folder is None


def test_a_return_without_a_reason_cannot_be_sent(theme: Theme, qtbot: QtBot) -> None:
    dialog = ReplyDialog(None, kind="returned", title="t", sticks=(), theme=theme)
    qtbot.addWidget(dialog)
    assert not dialog.do_button.isEnabled()
    dialog.remarks.setPlainText("Thiếu số buổi\n\nSai số mô hình")
    assert dialog.do_button.isEnabled()
    assert dialog.wish.remarks == ("Thiếu số buổi", "Sai số mô hình")


def test_a_session_is_read_whole_its_line_grows_instead_of_being_cut(room: BoardRoom) -> None:
    room._open_cell(UNITS[0].unit, "2026-10")
    table = room.page.unit.sessions
    line, group = table.rowHeight(0), room.page.unit.groups.current
    assert group is not None
    long = replace(
        group.sessions[0],
        format="Họp tổ dân phố, lồng ghép họp thôn",
        topics=("Phòng, chống ma túy trong trường học", "Tác hại của ma túy tổng hợp"),
    )
    table.show_rows((long,))
    assert table.rowHeight(0) > line
    assert table.rowHeight(0) >= table.sizeHintForRow(0)


def test_below_few_rows_the_names_lie_on_paper_like_the_rest(room: BoardRoom) -> None:
    room.page.filter.choose(list(Shown).index(Shown.TO_VERIFY))
    grid = room.page.grid
    assert grid.board_model.rowCount() == 1
    seen = grid.grab().toImage()
    low = grid.height() - 8
    names, cells = seen.pixelColor(20, low), seen.pixelColor(grid.width() // 2, low)
    assert names == cells == grid.theme.colour(Role.PAPER)


def desk_unit(room: BoardRoom) -> object:
    """The only unit of the board."""
    return room.page.grid.board_model.rows[0].unit.unit


def test_where_no_deadline_is_set_nobody_is_counted_as_late(desk: Desk) -> None:
    late = list(Shown).index(Shown.LATE)
    assert filter_titles(read_board(desk, OCTOBER))[late].startswith("Trễ hạn (")
    change_deadlines(desk, Deadlines())
    assert filter_titles(read_board(desk, OCTOBER))[late] == "Trễ hạn (chưa đặt hạn)"
