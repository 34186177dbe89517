"""Where papers are saved and how they are called; what stops a file is told in words."""

import unicodedata
from pathlib import Path

import pytest
from PySide6.QtCore import QUrl
from PySide6.QtGui import QDesktopServices
from PySide6.QtWidgets import QFileDialog
from pytestqt.qtbot import QtBot

from desktop import files
from desktop.actions.desk import Desk
from desktop.domain.periods import month_period, parse_period
from desktop.files import FileFaultError, FileFullError, FileInUseError, FileReadOnlyError
from desktop.ui.office import explain
from desktop.ui.reports import saving
from desktop.ui.reports.file_names import paper_name, plain
from desktop.ui.reports.lines import Wish
from desktop.ui.reports.room import ReportsRoom, SavePlace
from desktop.ui.shell.context import ShellContext
from tests.ui.reports.rooms import paper_of, shown_room


@pytest.fixture
def room(qtbot: QtBot, context: ShellContext, desk: Desk) -> ReportsRoom:
    context._explain = explain
    made = shown_room(context, desk)
    qtbot.addWidget(made.page)
    return made


@pytest.mark.parametrize(
    ("period", "part"),
    [
        ("2026-10", "thang-10-2026"),
        ("2026-Q4", "quy-4-2026"),
        ("2026-H1", "6-thang-dau-nam-2026"),
        ("2026-H2", "6-thang-cuoi-nam-2026"),
        ("2026-9M", "9-thang-nam-2026"),
        ("2026", "nam-2026"),
        ("2026-10-01..2026-10-20", "tu-01-10-2026-den-20-10-2026"),
    ],
)
def test_a_name_says_what_of_which_period_and_of_whom(period: str, part: str) -> None:
    name = paper_name("BC-BCĐ", parse_period(period), "phường Hương Trà")
    assert name == f"BC-BCD_{part}_Phuong-Huong-Tra"


@pytest.mark.parametrize(
    ("text", "name"),
    [
        (unicodedata.normalize("NFD", "Xã Đắk R'Lấp / 2"), "Xa-Dak-R-Lap-2"),
        ("  ...  ", ""),
        ("CON", "CON-"),
        ("Ấ" * 200, "A" * 60),
    ],
)
def test_names_are_plain_letters_that_every_system_takes(text: str, name: str) -> None:
    assert plain(text) == name
    assert plain(text).isascii()


def test_other_papers_have_names_of_their_own(room: ReportsRoom) -> None:
    room.open_paper(Wish("session-register"))
    name = paper_of(room).name
    assert name == "So-buoi-tuyen-truyen_thang-10-2026_Phuong-Huong-Tra"


def test_the_next_file_begins_in_the_folder_of_the_last(
    room: ReportsRoom, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    offered: list[Path | None] = []

    def ask(_parent: object, *, title: str, name: str, kind: str, folder: Path | None) -> Path:
        offered.append(folder)
        return tmp_path / name

    monkeypatch.setattr(SavePlace, "ask", ask)
    room.save_pdf()
    room.save_word()
    assert offered == [None, tmp_path]


def test_a_file_that_nobody_was_asked_about_is_not_replaced(
    room: ReportsRoom, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (tmp_path / "bao-cao.pdf").write_text("của người khác")
    typed = (str(tmp_path / "bao-cao"), "")
    monkeypatch.setattr(QFileDialog, "getSaveFileName", lambda *_words: typed)
    room.save_pdf()
    assert (tmp_path / "bao-cao.pdf").read_text() == "của người khác"
    assert (tmp_path / "bao-cao (2).pdf").read_bytes() == paper_of(room).data


@pytest.mark.parametrize(
    ("fault", "words"),
    [
        (FileInUseError, "đang mở ở chương trình khác"),
        (FileReadOnlyError, "Không được phép ghi"),
        (FileFullError, "đã đầy"),
    ],
)
def test_what_stops_a_file_is_told_and_nothing_is_half_written(
    room: ReportsRoom,
    said: list[str],
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
    fault: type[FileFaultError],
    words: str,
) -> None:
    target = tmp_path / "bao-cao.xlsx"
    target.write_text("bản trước")

    def refuse(path: Path, _data: bytes) -> None:
        raise fault(path)

    monkeypatch.setattr(SavePlace, "ask", lambda _parent, **_words: target)
    with monkeypatch.context() as broken:
        broken.setattr(saving, "write_file", refuse)
        room.save_excel()
    assert words in said[-1]
    assert target.read_text() == "bản trước"
    assert [one.name for one in tmp_path.iterdir() if one.is_file()] == ["bao-cao.xlsx"]
    room.save_excel()
    assert target.read_bytes().startswith(b"PK"), "the control: without the fault it is written"


def test_a_file_of_another_program_opens_there(
    room: ReportsRoom, monkeypatch: pytest.MonkeyPatch
) -> None:
    opened: list[Path] = []

    def take(url: QUrl) -> bool:
        opened.append(Path(url.toLocalFile()))
        return True

    monkeypatch.setattr(QDesktopServices, "openUrl", take)
    room.open_elsewhere()
    assert opened[0].name == "BC-BCD_thang-10-2026_Phuong-Huong-Tra.pdf"
    assert files.read_file(opened[0]) == paper_of(room).data


def test_without_such_a_program_the_place_is_told(
    room: ReportsRoom, said: list[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(QDesktopServices, "openUrl", lambda _url: False)
    room.open_elsewhere()
    assert "BC-BCD_thang-10-2026" in said[-1]


def test_a_month_alone_needs_no_commune() -> None:
    assert paper_name("Trang thử lề", None, "") == "Trang-thu-le"
    assert paper_name("Sổ", month_period(2026, 1), "") == "So_thang-01-2026"
