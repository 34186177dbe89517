"""The units: taken over from a list, changed beside it, taken out; the connection file."""

from collections.abc import Iterator
from datetime import date
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from pytestqt.qtbot import QtBot

from desktop.actions.connecting import ConnectionWords, connection_words, own_fingerprint
from desktop.actions.desk import Desk
from desktop.actions.safety import undo
from desktop.actions.units import UnitRehearsal, record_unit, units
from desktop.domain.expected_units import ExpectedUnit
from desktop.ui.design.theme import Theme
from desktop.ui.reports.rendering import opened
from desktop.ui.reports.saving import SavePlace
from desktop.ui.reports.sheet_printing import SheetDialog
from desktop.ui.units.dialogs import (
    ConnectionDialog,
    ConnectionDone,
    ConnectionWish,
    ImportUnitsDialog,
)
from desktop.ui.units.listing import rehearsal_items
from desktop.ui.units.room import UnitsRoom
from desktop.ui.widgets.dialogs import ConfirmDialog
from tests.ui.board.superiors import context_for, empty_superior
from tests.ui.windows import room_shown

LIST = "\ufeffMã;Tên đơn vị;Hiệu lực từ\n19701;Phường Phú Xuân;01/07/2025\n19702;Xã A;01/07/2025\n"
WRONG = "\ufeffMã;Tên đơn vị;Hiệu lực từ\n19701;Phường Phú Xuân;01/07/2025\n;Xã không mã;\n"


@pytest.fixture
def desk(tmp_path: Path) -> Iterator[Desk]:
    with empty_superior(tmp_path / "superior") as made:
        yield made


@pytest.fixture
def room(desk: Desk, theme: Theme, qtbot: QtBot) -> UnitsRoom:
    shell = context_for(theme)
    return room_shown(UnitsRoom(shell, desk=desk), shell, qtbot)


@pytest.fixture
def listed(tmp_path: Path) -> Path:
    path = tmp_path / "don-vi.csv"
    path.write_text(LIST, encoding="utf-8")
    return path


def test_a_unit_that_a_file_names_is_not_dropped_without_a_question(
    room: UnitsRoom, desk: Desk, monkeypatch: pytest.MonkeyPatch
) -> None:
    asked: list[str] = []

    def keep(*_parent: object, question: str, **_words: str) -> bool:
        asked.append(question)
        return False

    monkeypatch.setattr(ConfirmDialog, "ask", keep)
    room.on_target({"new": ("99999", "Phường Mới", "2025-07-01")})
    assert not room.may_leave()
    assert len(asked) == 1
    assert room.form.isVisible()
    QTest.keyClick(room.form.name, Qt.Key.Key_Return)
    assert [one.code for one in units(desk)] == ["99999"], "Enter saves it"
    assert room.may_leave()
    assert len(asked) == 1


def test_an_empty_list_says_what_to_do(room: UnitsRoom) -> None:
    assert room.page.empty.isVisible()


def test_a_list_is_rehearsed_and_taken_over(
    room: UnitsRoom, desk: Desk, listed: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(ImportUnitsDialog, "ask", lambda *_parent, **_words: False)
    room.rehearse(listed)
    assert units(desk) == (), "the rehearsal writes nothing"
    monkeypatch.setattr(ImportUnitsDialog, "ask", lambda *_parent, **_words: True)
    room.rehearse(listed)
    assert [one.name for one in units(desk)] == ["Phường Phú Xuân", "Xã A"]
    assert room.page.table.model().rowCount() == 2


def test_rows_with_something_wrong_are_named_and_left_out(
    room: UnitsRoom,
    desk: Desk,
    theme: Theme,
    qtbot: QtBot,
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    path = tmp_path / "sai.csv"
    path.write_text(WRONG, encoding="utf-8")
    said: list[str] = []

    def ask(parent: object, seen: object, *, theme: Theme) -> bool:
        assert parent is room.page
        dialog = ImportUnitsDialog(None, seen, theme=theme)  # type: ignore[arg-type]
        qtbot.addWidget(dialog)
        said.extend(row.item.sentence for row in dialog.items.rows)
        said.append(dialog.do_button.text())
        return True

    monkeypatch.setattr(ImportUnitsDialog, "ask", ask)
    room.rehearse(path)
    assert said[0].startswith("Dòng 3: ")
    assert said[-1] == "Lấy các dòng đúng, bỏ các dòng còn lại"
    assert [one.code for one in units(desk)] == ["19701"]
    assert theme is not None


def test_a_unit_is_added_changed_and_ended(room: UnitsRoom, desk: Desk) -> None:
    room.new()
    form = room.form
    assert not room.save(), "a unit needs its name"
    form.name.setText("Phường Mới")
    form.code.setText("19705")
    assert room.save()
    form.valid_until.setText("01/01/2027")
    assert room.save()
    (unit,) = units(desk)
    assert (unit.code, unit.valid_until) == ("19705", date(2027, 1, 1))


def test_a_unit_taken_out_is_brought_back_by_undo(
    room: UnitsRoom, desk: Desk, listed: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(ImportUnitsDialog, "ask", lambda *_parent, **_words: True)
    room.rehearse(listed)
    room._open(room._lines[0])
    room.form.drop_wanted.emit()
    assert len(units(desk)) == 1
    assert undo(desk).done
    assert len(units(desk)) == 2


def test_the_connection_file_is_written_with_its_fingerprint(
    room: UnitsRoom, desk: Desk, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (tmp_path / "k").mkdir()
    wish = ConnectionWish(ConnectionWords("cấp thành phố", "Ban Chỉ đạo"), tmp_path / "k", None)
    monkeypatch.setattr(ConnectionDialog, "ask", lambda *_parent, **_words: wish)
    shown: list[str] = []

    def ask(_parent: object, written: object, *, name: str) -> bool:
        shown.append(f"{name} {written.fingerprint}")  # type: ignore[attr-defined]
        return False

    monkeypatch.setattr(ConnectionDone, "ask", ask)
    room.connect_units()
    assert len(shown) == 1
    assert len(list((tmp_path / "k").glob("*.s138c"))) == 1
    assert connection_words(desk).level == "cấp thành phố"


def test_the_fingerprint_goes_on_a_sheet_of_its_own(
    room: UnitsRoom, desk: Desk, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (tmp_path / "k").mkdir()
    wish = ConnectionWish(ConnectionWords("cấp thành phố", "Ban Chỉ đạo"), tmp_path / "k", None)
    monkeypatch.setattr(ConnectionDialog, "ask", lambda *_parent, **_words: wish)
    monkeypatch.setattr(ConnectionDone, "ask", lambda *_parent, **_words: True)
    monkeypatch.setattr(SheetDialog, "ask", lambda *_parent, **_words: "save")
    monkeypatch.setattr(SavePlace, "ask", lambda *_parent, **_words: tmp_path / "to.pdf")
    room.connect_units()
    with opened((tmp_path / "to.pdf").read_bytes()) as document:
        assert len(document) == 1
        said = document[0].get_textpage().get_text_range()
    assert "PHIẾU MÃ NHẬN DẠNG" in said
    assert all(group in said for group in own_fingerprint(desk).split("-"))


def rehearsed(room: UnitsRoom, path: Path, monkeypatch: pytest.MonkeyPatch) -> str:
    """What the window says before anything is stored."""
    said: list[str] = []

    def look(_parent: object, seen: UnitRehearsal, **_words: object) -> bool:
        said.extend(one.sentence for one in rehearsal_items(seen))
        return False

    monkeypatch.setattr(ImportUnitsDialog, "ask", look)
    room.rehearse(path)
    return "\n".join(said)


def written(folder: Path, *lines: str) -> Path:
    """A list in a file."""
    path = folder / "danh-sach.csv"
    path.write_text("\ufeff" + "\n".join(lines) + "\n", encoding="utf-8")
    return path


def test_before_it_is_taken_over_a_list_says_which_day_it_leaves_open(
    room: UnitsRoom, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    path = written(tmp_path, "Mã;Tên đơn vị", "19701;Phường Phú Xuân", "19702;Xã A")
    said = rehearsed(room, path, monkeypatch)
    assert said.startswith(
        "Danh sách không ghi ngày cho 2 đơn vị: coi là có hiệu lực từ 01/07/2025"
    )


def test_before_it_is_taken_over_a_list_says_who_gets_another_name(
    room: UnitsRoom, desk: Desk, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    record_unit(desk, ExpectedUnit("19702", "Xã A", date(2025, 7, 1)))
    path = written(tmp_path, "Mã;Tên đơn vị;Hiệu lực từ", "19702;Xã B;01/07/2025")
    assert "Xã A (19702) đổi tên thành Xã B." in rehearsed(room, path, monkeypatch)


def test_before_it_is_taken_over_a_list_of_mergers_says_who_is_still_expected(
    room: UnitsRoom, desk: Desk, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    for code, name, day in (
        ("19701", "Phường Phú Xuân", date(2025, 7, 1)),
        ("19702", "Xã Cũ", date(2004, 7, 8)),
        ("19703", "Xã Sót", date(2004, 7, 8)),
    ):
        record_unit(desk, ExpectedUnit(code, name, day))
    lines = ("Mã mới;Tên mới;Mã cũ;Tên cũ", "19701;Phường Phú Xuân;19702;Xã Cũ")
    said = rehearsed(room, written(tmp_path, *lines), monkeypatch)
    assert "vẫn chờ báo cáo: Xã Sót (19703)." in said
    assert [one.valid_until for one in units(desk)] == [None, None, None]
