"""The units: taken over from a list, changed beside it, taken out; the connection file."""

from collections.abc import Iterator
from datetime import date
from pathlib import Path

import pytest
from PySide6.QtPrintSupport import QPrinter
from pytestqt.qtbot import QtBot

from desktop.actions.connecting import ConnectionWords, connection_words
from desktop.actions.desk import Desk
from desktop.actions.safety import undo
from desktop.actions.units import units
from desktop.ui.design.theme import Theme
from desktop.ui.reports.rendering import opened
from desktop.ui.units.dialogs import (
    ConnectionDialog,
    ConnectionDone,
    ConnectionWish,
    ImportUnitsDialog,
    print_fingerprint,
)
from desktop.ui.units.room import UnitsRoom
from tests.ui.board.superiors import context_for, empty_superior

LIST = "\ufeffMã;Tên đơn vị;Hiệu lực từ\n19701;Phường Phú Xuân;01/07/2025\n19702;Xã A;01/07/2025\n"
WRONG = "\ufeffMã;Tên đơn vị;Hiệu lực từ\n19701;Phường Phú Xuân;01/07/2025\n;Xã không mã;\n"


@pytest.fixture
def desk(tmp_path: Path) -> Iterator[Desk]:
    with empty_superior(tmp_path / "superior") as made:
        yield made


@pytest.fixture
def room(desk: Desk, theme: Theme, qtbot: QtBot) -> UnitsRoom:
    shell = context_for(theme)
    made = UnitsRoom(shell, desk=desk)
    shell.changed.connect(made.on_changes)
    qtbot.addWidget(made.widget())
    made.widget().resize(1100, 560)
    made.widget().show()
    made.on_shown(shell.month)
    return made


@pytest.fixture
def listed(tmp_path: Path) -> Path:
    path = tmp_path / "don-vi.csv"
    path.write_text(LIST, encoding="utf-8")
    return path


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
    wish = ConnectionWish(ConnectionWords("cấp thành phố", "Ban Chỉ đạo"), tmp_path / "k", False)
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


def test_the_fingerprint_is_printed_to_be_read(tmp_path: Path, theme: Theme) -> None:
    printer = QPrinter(QPrinter.PrinterMode.HighResolution)
    printer.setOutputFormat(QPrinter.OutputFormat.PdfFormat)
    printer.setOutputFileName(str(tmp_path / "to.pdf"))
    print_fingerprint(printer, name="Thành phố Huế", fingerprint="12344-56780", day="20/10/2026")
    with opened((tmp_path / "to.pdf").read_bytes()) as document:
        said = document[0].get_textpage().get_text_range()
    assert "Mã nhận dạng của tệp kết nối" in said
    assert "Thành phố Huế" in said
    assert theme is not None
