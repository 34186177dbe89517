"""The reusable pieces: what keys do, what is said, what is sent."""

from dataclasses import dataclass
from datetime import date
from pathlib import Path

import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtGui import QInputMethodEvent, QKeySequence, QShortcut
from PySide6.QtTest import QAbstractItemModelTester, QTest
from PySide6.QtWidgets import QAbstractButton, QApplication, QDialog, QVBoxLayout, QWidget
from pytestqt.qtbot import QtBot

from desktop.domain.counting import Cell, CellState
from desktop.domain.periods import month_period
from desktop.ui.design.theme import Theme
from desktop.ui.memory import WindowMemory
from desktop.ui.widgets.banner import Banner, Tone
from desktop.ui.widgets.buttons import PrimaryButton
from desktop.ui.widgets.dialogs import ConfirmDialog, ReasonDialog
from desktop.ui.widgets.empty import EmptyState
from desktop.ui.widgets.fields import DayField, NumberField, SearchField, parse_number
from desktop.ui.widgets.group_picker import Choice, GroupPicker, TickModel, fitting, named_ids
from desktop.ui.widgets.list_table import ListTable
from desktop.ui.widgets.matrix import Matrix
from desktop.ui.widgets.matrix_model import MatrixColumn, MatrixModel, MatrixRow, MatrixView
from desktop.ui.widgets.rows import WorkItem, WorkList
from desktop.ui.widgets.rows_model import Column, RowsModel
from desktop.ui.widgets.suggestions import ComboField, marked_part, matching
from desktop.ui.widgets.tabs import Tabs

OCTOBER = month_period(2026, 10)
WORDS = ("Hội nghị", "Họp tổ dân phố", "Sinh hoạt chi hội", "Truyền thanh cơ sở")
GROUPS = tuple(Choice(f"g{number}", f"Tổ dân phố {number}") for number in range(1, 24))
FATAL = QAbstractItemModelTester.FailureReportingMode.Warning


@dataclass(frozen=True)
class Person:
    name: str
    count: int | None


PEOPLE = (Person("Tổ 10", 3), Person("Tổ 2", None), Person("Tổ 1", 7))
COLUMNS = (
    Column[Person](title="Tên", text=lambda one: one.name, width=0),
    Column[Person](
        title="Số", text=lambda one: str(one.count), sort=lambda one: one.count, right=True
    ),
)


@pytest.fixture
def people(theme: Theme) -> RowsModel[Person]:
    model = RowsModel(COLUMNS, theme=theme)
    model.show_rows(PEOPLE)
    return model


@pytest.fixture
def table(
    qtbot: QtBot, theme: Theme, memory: WindowMemory, people: RowsModel[Person]
) -> ListTable[Person]:
    empty = EmptyState("house", "Chưa có gì", theme=theme)
    made = ListTable(
        people, theme=theme, memory=memory, key="people", identity=lambda one: one.name, empty=empty
    )
    qtbot.addWidget(made)
    made.resize(400, 300)
    made.show()
    return made


def year(*states: CellState) -> MatrixView:
    columns = tuple(
        MatrixColumn(f"2026-{n:02}", f"T{n}", f"tháng {n}/2026") for n in range(1, 1 + len(states))
    )
    row = MatrixRow("g1", "Tổ dân phố 1", tuple(Cell(state, 2) for state in states))
    other = MatrixRow("g2", "Tổ dân phố 2", row.cells)
    return MatrixView("Tổ dân phố", columns, (row, other), "2026-02")


def test_rows_model_keeps_the_rules_of_models(people: RowsModel[Person], qtbot: QtBot) -> None:
    QAbstractItemModelTester(people, FATAL)
    people.sort(0, Qt.SortOrder.AscendingOrder)
    people.show_rows(PEOPLE[:1])
    people.show_rows(())
    assert people.rowCount() == 0


def test_rows_sort_in_vietnamese_order_and_blanks_come_first(people: RowsModel[Person]) -> None:
    people.sort(0, Qt.SortOrder.AscendingOrder)
    assert [one.name for one in people.rows] == ["Tổ 1", "Tổ 2", "Tổ 10"]
    people.sort(1, Qt.SortOrder.AscendingOrder)
    assert [one.count for one in people.rows] == [None, 3, 7]


def test_a_new_list_keeps_the_order_and_the_current_row(table: ListTable[Person]) -> None:
    table.sortByColumn(0, Qt.SortOrder.AscendingOrder)
    assert table.go_to("Tổ 2")
    table.show_rows((*PEOPLE, Person("Tổ 0", 1)))
    assert table.current == Person("Tổ 2", None)
    assert table.currentIndex().row() == 2


def test_enter_opens_the_current_row(qtbot: QtBot, table: ListTable[Person]) -> None:
    table.go_to("Tổ 1")
    with qtbot.waitSignal(table.opened) as sent:
        QTest.keyClick(table, Qt.Key.Key_Return)
    assert sent.args == [Person("Tổ 1", 7)]


def test_an_empty_table_says_so(table: ListTable[Person], qtbot: QtBot) -> None:
    word = next(one for one in table.viewport().children() if isinstance(one, EmptyState))
    assert not word.isVisible()
    table.show_rows(())
    assert word.isVisible()


def test_column_widths_come_back(
    tmp_path: Path, people: RowsModel[Person], theme: Theme, qtbot: QtBot
) -> None:
    memory = WindowMemory(tmp_path / "window.json")
    memory.keep_widths("people", (300, 77))
    assert memory.save()
    again = ListTable(
        people, theme=theme, memory=WindowMemory(tmp_path / "window.json"), key="people"
    )
    qtbot.addWidget(again)
    assert again.columnWidth(1) == 77


def test_larger_text_gets_the_width_that_it_needs_and_titles_are_never_cut(
    qtbot: QtBot, theme: Theme
) -> None:
    columns = (
        Column[Person](title="Tên", text=lambda one: one.name, width=0),
        Column[Person](title="Có hiệu lực từ ngày", text=lambda _one: "01/07/2025", width=60),
        Column[Person](title="Số", text=lambda _one: "1", width=80),
        Column[Person](title="Từ", text=lambda _one: "từ 20/10/2026", width=80),
    )
    model = RowsModel(columns, theme=theme)
    table = ListTable(model, theme=theme, memory=WindowMemory(None), key="wide")
    qtbot.addWidget(table)
    table.show_rows(PEOPLE)
    title = table.horizontalHeader().fontMetrics().horizontalAdvance(columns[1].title)
    assert table.columnWidth(1) > title
    assert (table.columnWidth(2), table.columnWidth(3)) == (80, 80)
    theme.choose(preference="light", scale=150, row_height=32)
    assert table.columnWidth(2) == 80, "what fits asks for no more"
    assert 80 < table.columnWidth(3) <= 120
    theme.choose(preference="light", scale=100, row_height=32)


def test_a_damaged_memory_of_widths_costs_the_widths_only(tmp_path: Path) -> None:
    (tmp_path / "columns.json").write_text('{"people": ["x", 3], "other": [4]', encoding="utf-8")
    assert WindowMemory(tmp_path / "window.json").widths("other", 1) is None


def test_the_matrix_keeps_the_rules_of_models(qtbot: QtBot) -> None:
    model = MatrixModel()
    QAbstractItemModelTester(model, FATAL)
    model.show_view(year(*CellState))
    model.show_view(year(*reversed(CellState)))
    model.show_view(MatrixView())
    assert model.rowCount() == 0


def test_every_cell_of_the_matrix_is_a_sentence_of_its_own() -> None:
    model = MatrixModel()
    model.show_view(year(*CellState))
    said = {str(model.data(model.index(0, at), Qt.ItemDataRole.ToolTipRole)) for at in range(5)}
    assert len(said) == 5
    assert all(one.startswith("Tổ dân phố 1, tháng ") and one.endswith(".") for one in said)


def test_arrows_move_in_the_matrix_and_enter_opens(qtbot: QtBot, theme: Theme) -> None:
    matrix = Matrix(theme=theme)
    qtbot.addWidget(matrix)
    matrix.resize(900, 300)
    matrix.show_view(year(*CellState))
    matrix.show()
    assert matrix.currentIndex().column() == 1
    QTest.keyClick(matrix, Qt.Key.Key_Right)
    QTest.keyClick(matrix, Qt.Key.Key_Down)
    with qtbot.waitSignal(matrix.opened) as sent:
        QTest.keyClick(matrix, Qt.Key.Key_Return)
    assert sent.args == ["g2", "2026-03"]


def test_fresh_figures_leave_the_place_in_the_matrix(qtbot: QtBot, theme: Theme) -> None:
    matrix = Matrix(theme=theme)
    qtbot.addWidget(matrix)
    matrix.show_view(year(*CellState))
    matrix.setCurrentIndex(matrix.matrix_model.index(1, 4))
    matrix.show_view(year(*reversed(CellState)))
    assert (matrix.currentIndex().row(), matrix.currentIndex().column()) == (1, 4)


def test_l_shows_what_the_signs_mean(qtbot: QtBot, theme: Theme) -> None:
    matrix = Matrix(theme=theme)
    qtbot.addWidget(matrix)
    matrix.show_view(year(*CellState))
    matrix.show()
    QTest.keyClick(matrix, Qt.Key.Key_L)
    legend = QApplication.activePopupWidget()
    assert legend is not None
    QTest.keyClick(legend, Qt.Key.Key_Escape)
    assert QApplication.activePopupWidget() is None


def test_enter_on_a_sentence_opens_its_target(qtbot: QtBot, theme: Theme) -> None:
    work = WorkList(theme=theme)
    qtbot.addWidget(work)
    work.show_items(
        (
            WorkItem(sentence="Tổ 3 chưa có buổi", action="Nhập", target="g3"),
            WorkItem(sentence="Tổ 5 chưa có mô hình", action="Xem", target="g5"),
        )
    )
    work.show()
    with qtbot.waitSignal(work.opened) as sent:
        QTest.keyClick(work.rows[1], Qt.Key.Key_Return)
    assert sent.args == ["g5"]


def test_completion_needs_no_accents() -> None:
    assert matching(WORDS, "ho") == ["Hội nghị", "Họp tổ dân phố", "Sinh hoạt chi hội"]
    assert matching(WORDS, "to dan") == ["Họp tổ dân phố"]
    assert matching(WORDS, "xyz") == []
    assert marked_part("Sinh hoạt chi hội", "hoi") == (14, 17)


def test_a_combo_takes_the_known_word_that_was_meant(qtbot: QtBot, theme: Theme) -> None:
    combo = ComboField(name="Hình thức", words=WORDS, theme=theme)
    qtbot.addWidget(combo)
    combo.setText("hoi nghi")
    assert combo.value == "Hội nghị"
    assert not combo.is_new
    combo.setText("Đá bóng")
    assert combo.is_new


def test_a_closed_combo_takes_no_new_word(qtbot: QtBot, theme: Theme) -> None:
    combo = ComboField(name="Hình thức", words=WORDS, theme=theme, new_allowed=False)
    qtbot.addWidget(combo)
    combo.setText("Đá bóng")
    assert combo.value == ""


def test_letters_being_composed_suggest_nothing(qtbot: QtBot, theme: Theme) -> None:
    combo = ComboField(name="Hình thức", words=WORDS, theme=theme)
    qtbot.addWidget(combo)
    combo.show()
    QApplication.sendEvent(combo, QInputMethodEvent("ho", []))
    assert not combo.suggestions.popup().isVisible()
    committed = QInputMethodEvent()
    committed.setCommitString("họ")
    QApplication.sendEvent(combo, committed)
    assert combo.text() == "họ"


def test_groups_are_found_by_number_before_other_numbers() -> None:
    assert fitting(GROUPS, "3")[0].id == "g3"
    assert [one.id for one in fitting(GROUPS, "to 2")] == []
    assert len(fitting(GROUPS, "to dan pho")) == 23


def test_a_list_of_numbers_names_groups() -> None:
    assert named_ids(GROUPS, "1, 2,4") == {"g1", "g2", "g4"}
    assert named_ids(GROUPS, "1, 99") == frozenset()


def test_the_tick_list_keeps_the_rules_of_models(qtbot: QtBot) -> None:
    model = TickModel(GROUPS)
    QAbstractItemModelTester(model, FATAL)
    model.filter("3")
    model.turn(0)
    model.filter("")
    assert model.ticked == {"g3"}


def test_groups_are_ticked_by_keyboard_alone(qtbot: QtBot, theme: Theme) -> None:
    picker = GroupPicker(GROUPS, theme=theme)
    qtbot.addWidget(picker)
    picker.show()
    popup = picker.popup
    popup.open_at(QPoint(0, 0), ())
    QTest.keyClicks(popup.filter, "3")
    QTest.keyClick(popup.filter, Qt.Key.Key_Return)
    QTest.keyClicks(popup.filter, "1, 7")
    QTest.keyClick(popup.filter, Qt.Key.Key_Return)
    with qtbot.waitSignal(picker.picked):
        QTest.keyClick(popup.filter, Qt.Key.Key_Return)
    assert picker.ids == {"g1", "g3", "g7"}
    assert picker.text().startswith("Tổ dân phố 1, 3")


def test_escape_leaves_the_groups_as_they_were(qtbot: QtBot, theme: Theme) -> None:
    picker = GroupPicker(GROUPS, theme=theme)
    qtbot.addWidget(picker)
    picker.set_ids(("g5",))
    picker.show()
    picker.popup.open_at(QPoint(0, 0), picker.ids)
    QTest.keyClick(picker.popup.filter, Qt.Key.Key_Space)
    QTest.keyClick(picker.popup.filter, Qt.Key.Key_Escape)
    assert picker.ids == {"g5"}


def test_a_day_is_written_out_when_the_field_is_left(qtbot: QtBot) -> None:
    field = DayField(name="Ngày", period=OCTOBER)
    qtbot.addWidget(field)
    field.show()
    field.setFocus()
    QTest.keyClicks(field, "20")
    assert field.day == date(2026, 9, 20)
    field.clearFocus()
    QApplication.processEvents()
    assert field.text() in {"20/09/2026", "20"}
    field.setText("31/9")
    assert not field.sound


def test_numbers_are_read_with_and_without_grouping() -> None:
    assert [parse_number(text) for text in ("45", "1.234", "1 234", "1.234.567")] == [
        45,
        1234,
        1234,
        1234567,
    ]
    assert [parse_number(text) for text in ("", "-3", "12.5", "bốn", "1.23", "٣")] == [None] * 6


def test_blank_is_not_zero(qtbot: QtBot) -> None:
    field = NumberField(name="Lượt người")
    qtbot.addWidget(field)
    assert field.value is None
    assert field.sound
    field.set_value(0)
    assert field.value == 0


def test_search_waits_for_a_pause_and_escape_clears(qtbot: QtBot, theme: Theme) -> None:
    field = SearchField("Tìm", theme=theme)
    qtbot.addWidget(field)
    with qtbot.waitSignal(field.searched) as sent:
        QTest.keyClicks(field, "to 3")
    assert sent.args == ["to 3"]
    QTest.keyClick(field, Qt.Key.Key_Escape)
    assert field.text() == ""


def test_the_safe_answer_is_the_default_and_escape(qtbot: QtBot) -> None:
    question = ConfirmDialog(
        None, question="Xóa tổ này?", detail="", do="Xóa tổ này", keep="Giữ lại"
    )
    qtbot.addWidget(question)
    assert question.keep_button.isDefault()
    assert not question.do_button.isDefault()
    question.show()
    QTest.keyClick(question, Qt.Key.Key_Escape)
    assert question.result() == QDialog.DialogCode.Rejected


def test_a_reason_must_be_given(qtbot: QtBot) -> None:
    dialog = ReasonDialog(None, title="Không tổ chức", detail="", do="Ghi lý do", leave="Thôi")
    qtbot.addWidget(dialog)
    assert not dialog.do_button.isEnabled()
    dialog.line.setText("mưa lũ")
    assert dialog.do_button.isEnabled()


def test_a_reason_that_was_typed_is_not_dropped_without_a_question(
    qtbot: QtBot, monkeypatch: pytest.MonkeyPatch
) -> None:
    dialog = ReasonDialog(None, title="Thu hồi", detail="", do="Thu hồi", leave="Thôi", text="cũ")
    qtbot.addWidget(dialog)
    dialog.show()
    dialog.line.setText("gửi nhầm tháng")
    QTest.keyClick(dialog, Qt.Key.Key_Escape)
    assert dialog.isVisible()
    monkeypatch.setattr(ConfirmDialog, "ask", lambda *_parent, **_words: True)
    QTest.keyClick(dialog, Qt.Key.Key_Escape)
    assert not dialog.isVisible()


def test_a_banner_offers_what_to_do(qtbot: QtBot, theme: Theme) -> None:
    banner = Banner(theme=theme)
    qtbot.addWidget(banner)
    assert not banner.isVisible()
    banner.say(Tone.TROUBLE, "Đĩa đầy.", action="Thử lại")
    assert banner.isVisible()
    assert banner.accessibleName() == "Đĩa đầy."
    QTest.keyClick(banner, Qt.Key.Key_Escape)
    assert not banner.isVisible()


def test_enter_presses_a_button(qtbot: QtBot) -> None:
    pressed: list[int] = []
    button = PrimaryButton("Ghi", lambda: pressed.append(1))
    qtbot.addWidget(button)
    QTest.keyClick(button, Qt.Key.Key_Return)
    assert pressed == [1]


def test_arrows_move_between_tabs(qtbot: QtBot) -> None:
    tabs = Tabs(("Sổ tháng", "Tất cả"))
    qtbot.addWidget(tabs)
    with qtbot.waitSignal(tabs.chosen) as sent:
        QTest.keyClick(tabs, Qt.Key.Key_Right)
    assert sent.args == [1]
    assert tabs.current == 1


def test_the_keyboard_goes_along_when_another_tab_is_chosen(qtbot: QtBot) -> None:
    tabs = Tabs(("Đơn vị", "Cán bộ"))
    qtbot.addWidget(tabs)
    tabs.show()
    qtbot.waitExposed(tabs)
    tabs.activateWindow()
    buttons: list[QAbstractButton] = list(tabs.findChildren(QAbstractButton))
    buttons[0].setFocus()
    qtbot.waitUntil(buttons[0].hasFocus)
    tabs.choose(1)
    assert tabs.focusWidget() is buttons[1]


@pytest.mark.parametrize("width", range(560, 760, 7))
def test_the_labels_of_the_matrix_take_a_share_that_stands(
    qtbot: QtBot, theme: Theme, width: int
) -> None:
    matrix = Matrix(theme=theme)
    qtbot.addWidget(matrix)
    matrix.show_view(year(*[CellState.MET] * 12))
    matrix.resize(width, 200)
    matrix.show()
    first = matrix.verticalHeader().width()
    matrix.setViewportMargins(matrix.viewportMargins())
    matrix.resize(width, 201)
    assert matrix.verticalHeader().width() == first


def test_names_that_differ_at_their_end_stay_different(qtbot: QtBot, theme: Theme) -> None:
    table: ListTable[str] = ListTable(
        RowsModel((Column(title="Tên", text=str),), theme=theme),
        theme=theme,
        memory=WindowMemory(None),
        key="names",
    )
    qtbot.addWidget(table)
    assert table.textElideMode() is Qt.TextElideMode.ElideMiddle
    table.show_rows(("Tổ dân phố khu tập thể Nhà máy xi măng số 24",))
    tip = table.model().index(0, 0).data(Qt.ItemDataRole.ToolTipRole)
    assert tip == "Tổ dân phố khu tập thể Nhà máy xi măng số 24"


def test_a_long_sentence_of_work_wraps_instead_of_being_cut(qtbot: QtBot, theme: Theme) -> None:
    work = WorkList(theme=theme)
    qtbot.addWidget(work)
    work.show_items((WorkItem("Ngắn."), WorkItem("Tháng đã kết thúc: hãy rà soát. " * 4, "Xem")))
    work.resize(300, 400)
    work.show()
    short, long = work.rows
    assert long.height() > 2 * short.height()


def test_a_long_suggestion_is_not_cut(qtbot: QtBot, theme: Theme) -> None:
    word = "Tuyên truyền Luật Phòng, chống ma túy và các văn bản hướng dẫn thi hành"
    field = ComboField(name="Nội dung", words=(word, "Khác"), theme=theme)
    qtbot.addWidget(field)
    field.resize(120, 30)
    field.show()
    field.suggestions.offer("")
    assert field.suggestions.popup().width() > field.fontMetrics().horizontalAdvance(word)


def test_an_untouched_search_box_leaves_undo_to_the_register(qtbot: QtBot, theme: Theme) -> None:
    window = QWidget()
    qtbot.addWidget(window)
    search, taken = SearchField("Tìm", theme=theme), list[str]()
    QVBoxLayout(window).addWidget(search)
    shortcut = QShortcut(QKeySequence("Ctrl+Z"), window)
    shortcut.activated.connect(lambda: taken.append("undo"))
    window.show()
    assert QTest.qWaitForWindowActive(window)
    search.setFocus()
    QTest.keyClick(search, Qt.Key.Key_Z, Qt.KeyboardModifier.ControlModifier)
    assert taken == ["undo"]
    QTest.keyClicks(search, "to")
    QTest.keyClick(search, Qt.Key.Key_Z, Qt.KeyboardModifier.ControlModifier)
    assert (taken, search.text()) == (["undo"], "")
