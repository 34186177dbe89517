"""Which reception was it? Its line, its files and the question name units and months."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest

from desktop.actions.desk import ChangeKind, Desk
from desktop.actions.month_changes import MonthChange
from desktop.actions.receiving import receive_packages
from desktop.actions.reception_states import stood_receptions
from desktop.actions.taking_back import Undone, undo_forecast
from desktop.actions.verdicts import consolidation_of
from desktop.domain.expected_units import UnitId
from desktop.ui.design.theme import Theme
from desktop.ui.receiving.receptions import undone_lines
from desktop.ui.receiving.room import ReceivingRoom
from desktop.ui.shell.context import ShellContext
from desktop.ui.widgets.dialogs import ConfirmDialog
from desktop.wording.receptions import brought_words
from tests.actions.senders import SINCE
from tests.ui.board.superiors import context_for, sealed_superior, sender_for, trusted


@pytest.fixture
def desk(tmp_path: Path) -> Iterator[Desk]:
    """Two receptions: one unit's September and October, and another's October, which waits."""
    with sealed_superior(tmp_path / "superior") as made:
        first = sender_for(made, "19701", "Phường Phú Xuân")
        trusted(made, first, tmp_path / "one")
        second = sender_for(made, "19702", "Phường Kim Long")
        first.send(tmp_path / "two", "2026-10")
        second.send(tmp_path / "two", "2026-10")
        receive_packages(made, [tmp_path / "two"])
        yield made


@pytest.fixture
def shell(theme: Theme) -> ShellContext:
    return context_for(theme, "2026-09")


@pytest.fixture
def room(room: ReceivingRoom) -> ReceivingRoom:
    """The tab of the receptions."""
    room.page.tabs.choose(1)
    return room


def choose(room: ReceivingRoom, row: int) -> None:
    """Stand on one reception."""
    table = room.page.receptions.table
    table.setCurrentIndex(table.model().index(row, 0))


def cells(room: ReceivingRoom, row: int) -> list[str]:
    """What the files of the reception are called, line by line."""
    model = room.page.receptions.files.model()
    return [str(model.index(row, column).data()) for column in range(model.columnCount())]


def test_the_line_of_a_reception_names_its_units_and_months(room: ReceivingRoom) -> None:
    table = room.page.receptions.table.model()
    brought = [str(table.index(row, 1).data()) for row in range(table.rowCount())]
    assert brought == [
        "Phường Phú Xuân, Phường Kim Long · tháng 10/2026",
        "Phường Phú Xuân · tháng 9/2026",
    ]


def test_many_units_are_counted(room: ReceivingRoom) -> None:
    files = room.page.receptions.table.value_at(room.page.receptions.table.model().index(0, 0))
    assert files is not None
    packages = [one.package for one in files.files]
    assert brought_words(packages[:1]) == "Phường Phú Xuân · tháng 10/2026"
    named = [_Named(str(code), f"Phường {code}", f"2026-0{code}") for code in range(1, 4)]
    assert brought_words(named) == "3 đơn vị · 3 kỳ"


def test_a_line_of_very_many_files_words_each_month_once(monkeypatch: pytest.MonkeyPatch) -> None:
    asked: list[str] = []

    def word(_kind: str, period: str) -> str:
        asked.append(period)
        return period

    monkeypatch.setattr("desktop.wording.receptions.shown", word)
    named = [_Named(str(code), f"Phường {code}", "2026-10") for code in range(1000)]
    assert brought_words(named) == "1.000 đơn vị · 2026-10"
    assert asked == ["2026-10"], "the table asks for it at every painting"


class _Named:
    """A file by the names that its line needs."""

    def __init__(self, code: str, name: str, period: str) -> None:
        self.unit_code, self.unit_name, self.period = code, name, period


def test_below_stands_every_file_with_how_it_stands_now(room: ReceivingRoom) -> None:
    choose(room, 0)
    assert cells(room, 0) == ["Phường Phú Xuân", "tháng 10/2026", "2", "được tính"]
    assert cells(room, 1) == ["Phường Kim Long", "tháng 10/2026", "1", "cần đối chiếu"]


def test_enter_goes_down_from_a_reception_to_a_unit_and_to_what_waits(
    room: ReceivingRoom, shell: ShellContext, desk: Desk
) -> None:
    asked: list[tuple[str, object]] = []
    shell.going.connect(lambda name, target: asked.append((name, target)))
    choose(room, 0)
    page = room.page.receptions
    QTest.keyClick(page.table, Qt.Key.Key_Return)
    assert page.files.current is not None
    QTest.keyClick(page.files, Qt.Key.Key_Return)
    assert asked == [("board", {"unit": UnitId("19701", SINCE)})]
    assert shell.month.id == "2026-10"
    page.files.setCurrentIndex(page.files.model().index(1, 0))
    QTest.keyClick(page.files, Qt.Key.Key_Return)
    assert asked[1][0] == "verifying"


def test_the_question_names_what_would_count_no_longer(
    room: ReceivingRoom, monkeypatch: pytest.MonkeyPatch
) -> None:
    asked: list[str] = []

    def keep(*_parent: object, detail: str, **_words: object) -> bool:
        asked.append(detail)
        return False

    monkeypatch.setattr(ConfirmDialog, "ask", keep)
    choose(room, 0)
    room.page.receptions.ask_undo()
    assert "19701 Phường Phú Xuân, tháng 10/2026" in asked[0]
    assert "19702 Phường Kim Long, tháng 10/2026" in asked[0]


@pytest.fixture
def replaced(room: ReceivingRoom, desk: Desk, tmp_path: Path) -> ReceivingRoom:
    """A third unit sent October and November on one stick, then October once more on another."""
    sender = sender_for(desk, "19703", "Phường Vỹ Dạ")
    trusted(desk, sender, tmp_path / "three")
    sender.send(tmp_path / "four", "2026-10", attendance=10)
    sender.send(tmp_path / "four", "2026-11", attendance=10)
    receive_packages(desk, [tmp_path / "four"])
    sender.send(tmp_path / "five", "2026-10", attendance=90, correction=1)
    receive_packages(desk, [tmp_path / "five"])
    room.on_changes(frozenset({ChangeKind.EXCHANGE}))
    return room


def test_a_reception_of_which_one_file_was_replaced_says_how_many_count(
    replaced: ReceivingRoom,
) -> None:
    table = replaced.page.receptions.table.model()
    states = [str(table.index(row, 4).data()) for row in range(2)]
    assert states == ["đang được tính", "1/2 tệp đang được tính"]


def test_the_question_names_the_report_that_would_count_again(
    replaced: ReceivingRoom, desk: Desk, monkeypatch: pytest.MonkeyPatch
) -> None:
    asked: list[str] = []

    def take_back(*_parent: object, detail: str, **_words: object) -> bool:
        asked.append(detail)
        return True

    monkeypatch.setattr(ConfirmDialog, "ask", take_back)
    choose(replaced, 0)
    foretold = undo_forecast(desk, stood_receptions(desk)[0].reception.name).value
    assert foretold is not None
    (before,) = foretold.months
    assert before.now is not None
    replaced.page.receptions.ask_undo()
    again = f"Khi đó tính lại tệp trước: 19703 Phường Vỹ Dạ, tháng 10/2026 ({before.now.file_name})"
    assert again in asked[0]
    assert before.now.package_id in {
        one.package_id for one in consolidation_of(desk).in_force.values()
    }, "what was foretold is what came"


def test_where_a_notice_takes_room_the_chosen_reception_stays_in_sight(
    replaced: ReceivingRoom,
) -> None:
    choose(replaced, 3)
    replaced.page.resize(900, 320)
    table = replaced.page.receptions.table
    seen = table.viewport().rect()
    assert seen.contains(table.visualRect(table.currentIndex()).center())
    assert seen.height() >= 2 * table.rowHeight(0)
    assert replaced.page.minimumSizeHint().height() <= 345, "it fits into the smallest window"


def test_what_was_taken_back_still_names_its_units(
    room: ReceivingRoom, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(ConfirmDialog, "ask", lambda *_parent, **_words: True)
    choose(room, 1)
    room.page.receptions.ask_undo()
    choose(room, 1)
    assert cells(room, 0) == ["Phường Phú Xuân", "tháng 9/2026", "1", "không còn được tính"]


def test_the_whole_line_is_read_below_where_the_table_cuts_it(room: ReceivingRoom) -> None:
    room.page.receptions.table.setColumnWidth(0, 60)
    choose(room, 0)
    said = room.page.receptions.detail
    assert said.text() == (
        "20/10/2026, lần 2, two: Phường Phú Xuân, Phường Kim Long · tháng 10/2026; "
        "1 tệp cần đối chiếu."
    )
    assert said.isVisible()
    assert said.wordWrap()


def test_taking_back_says_month_by_month_what_changed_and_keeps_the_keys_in_the_list(
    room: ReceivingRoom, shell: ShellContext, monkeypatch: pytest.MonkeyPatch
) -> None:
    told: list[str] = []
    shell.said.connect(lambda _tone, text: told.append(text))
    monkeypatch.setattr(ConfirmDialog, "ask", lambda *_parent, **_words: True)
    choose(room, 0)
    page = room.page.receptions
    page.undo_button.setFocus()
    page.undo_button.click()
    assert told == [
        (
            "Đã thu hồi: 2 tệp không còn được tính.\n"
            "Không còn được tính: 19701 Phường Phú Xuân, tháng 10/2026 "
            "(S138_19701_202610_0002.s138). "
            "Không có tệp nào khác của kỳ này được tính."
        )
    ]
    assert page.window().focusWidget() is page.table
    assert page.table.currentIndex().row() == 0


def test_of_very_many_months_the_first_are_said_and_how_many_more(desk: Desk) -> None:
    package = stood_receptions(desk)[0].files[0].package
    lines = undone_lines(Undone("x", (package,), (MonthChange(package, None),) * 40))
    assert len(lines) == 5
    assert lines[-1] == "… và 37 dòng nữa"
