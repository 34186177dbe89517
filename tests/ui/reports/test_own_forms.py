"""The committee's own texts of papers in the window: saved, edited, chosen, taken, given back."""

from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from pytestqt.qtbot import QtBot

from desktop.actions.desk import Desk
from desktop.db.text_queries import own_forms
from desktop.files import FileFullError
from desktop.reports.form_files import form_names, shipped_content
from desktop.ui.reports.form_files import FormFilePlace, TriedPages, read_tried
from desktop.ui.reports.form_preview import FormPreviewDialog
from desktop.ui.reports.lines import Wish
from desktop.ui.reports.own_forms import OwnFormsDialog
from desktop.ui.shell.context import ShellContext
from tests.ui.overview.offices import OCTOBER
from tests.ui.reports.rooms import paper_of, shown_room

PLAN = "month-plan"
_OURS, _OWN = "KẾ HOẠCH", "KẾ HOẠCH THÁNG"


@pytest.fixture
def dialog(qtbot: QtBot, context: ShellContext, desk: Desk) -> OwnFormsDialog:
    """The dialog with the plan of the month in sight."""
    made = OwnFormsDialog(None, context, desk=desk)
    qtbot.addWidget(made)
    made.show()
    assert made.forms.go_to(PLAN)
    return made


def choose(
    dialog: OwnFormsDialog, monkeypatch: pytest.MonkeyPatch, folder: Path, content: str
) -> None:
    """Press the button and choose a file with this content."""
    path = folder / "da-sua.txt"
    path.write_text(content, encoding="utf-8")
    monkeypatch.setattr(FormFilePlace, "ask", lambda _parent, **_words: path)
    dialog.choose.click()


def own_plan() -> str:
    return shipped_content(PLAN).replace(f'"{_OURS}"', f'"{_OWN}"', 1)


def state(dialog: OwnFormsDialog) -> str:
    return dialog._state.text()


def cells(dialog: OwnFormsDialog, *, faults: bool = False) -> list[tuple[str, ...]]:
    model = (dialog.faults if faults else dialog.differences).model()
    return [
        tuple(str(model.index(row, column).data()) for column in range(model.columnCount()))
        for row in range(model.rowCount())
    ]


def test_every_paper_says_whose_words_it_has(dialog: OwnFormsDialog) -> None:
    model = dialog.forms.model()
    said = [str(model.index(row, 1).data()) for row in range(model.rowCount())]
    assert len(said) == len(form_names())
    assert set(said) == {"Chương trình"}
    assert state(dialog) == "Đang dùng câu chữ của chương trình."
    assert not dialog.reset.isVisible()


def test_the_texts_are_saved_to_a_file_that_can_be_chosen_again(
    dialog: OwnFormsDialog, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    asked: list[str] = []

    def place(_parent: object, *, name: str, folder: Path | None) -> Path:
        assert folder is None
        asked.append(name)
        return tmp_path / name

    monkeypatch.setattr(FormFilePlace, "ask_place", place)
    dialog.save.click()
    assert asked == ["Mau-cau-chu_Ke-hoach-thang.txt"]
    written = (tmp_path / asked[0]).read_text(encoding="utf-8")
    assert written == shipped_content(PLAN)
    assert asked[0] in dialog.said.text()
    choose(dialog, monkeypatch, tmp_path, written)
    assert "giống hệt" in state(dialog)
    assert not dialog.use.isVisible()


def test_a_full_disk_is_told_in_words(
    dialog: OwnFormsDialog, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def full(path: Path, _data: bytes) -> None:
        raise FileFullError(path)

    monkeypatch.setattr(FormFilePlace, "ask_place", lambda _parent, **_words: tmp_path / "a.txt")
    monkeypatch.setattr("desktop.ui.reports.own_forms.write_file", full)
    dialog.save.click()
    assert "đã đầy" in dialog.said.text()
    assert list(tmp_path.glob("a*")) == []


def test_a_chosen_file_shows_what_differs_and_is_not_taken_yet(
    dialog: OwnFormsDialog, desk: Desk, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    choose(dialog, monkeypatch, tmp_path, own_plan())
    assert cells(dialog) == [("kind", _OURS, _OWN)]
    assert "chưa được lấy" in state(dialog)
    assert own_forms(desk.store) == {}
    dialog.drop.click()
    assert cells(dialog) == []
    assert not dialog.use.isVisible()


def test_a_file_with_faults_names_line_and_entry_in_words_and_nothing_is_taken(
    dialog: OwnFormsDialog, desk: Desk, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    lines = own_plan().splitlines()
    number = next(n for n, line in enumerate(lines, 1) if line.startswith("symbol"))
    lines[number - 1] = 'symbol = "KH"'
    choose(dialog, monkeypatch, tmp_path, "\n".join(lines))
    [(line, entry, said)] = cells(dialog, faults=True)
    assert (line, entry) == (str(number), "symbol")
    assert "{abbreviation}" in said
    assert "còn 1 chỗ cần sửa" in state(dialog)
    assert not dialog.use.isVisible()
    assert not dialog.pages.isEnabled()
    assert own_forms(desk.store) == {}


@pytest.mark.parametrize("content", [b"\xff\xfe\x00", b"kind = ", b""])
def test_what_is_no_form_at_all_is_said_and_nothing_breaks(
    dialog: OwnFormsDialog,
    desk: Desk,
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
    content: bytes,
) -> None:
    path = tmp_path / "khac.txt"
    path.write_bytes(content)
    monkeypatch.setattr(FormFilePlace, "ask", lambda _parent, **_words: path)
    dialog.choose.click()
    assert cells(dialog, faults=True)
    assert own_forms(desk.store) == {}


def test_a_file_as_the_notepad_of_windows_writes_it_is_read(
    dialog: OwnFormsDialog, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    path = tmp_path / "da-sua.txt"
    path.write_bytes(b"\xef\xbb\xbf" + own_plan().replace("\n", "\r\n").encode())
    monkeypatch.setattr(FormFilePlace, "ask", lambda _parent, **_words: path)
    dialog.choose.click()
    assert cells(dialog) == [("kind", _OURS, _OWN)]
    dialog.use.click()
    assert "1 câu khác" in state(dialog)


def test_a_file_that_is_gone_is_said(
    dialog: OwnFormsDialog, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(FormFilePlace, "ask", lambda _parent, **_words: tmp_path / "mat.txt")
    dialog.choose.click()
    assert len(cells(dialog, faults=True)) == 1


def test_taken_texts_are_in_the_papers_and_undo_brings_ours_back(
    dialog: OwnFormsDialog, desk: Desk, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    choose(dialog, monkeypatch, tmp_path, own_plan())
    dialog.use.click()
    assert own_forms(desk.store) == {PLAN: own_plan()}
    assert "1 câu khác" in state(dialog)
    assert dialog.form is not None
    assert dialog.form.name == PLAN
    dialog.back.click()
    assert own_forms(desk.store) == {}
    assert state(dialog) == "Đang dùng câu chữ của chương trình."
    assert not dialog.back.isVisible()


def test_the_way_back_to_ours_can_be_undone(
    dialog: OwnFormsDialog, desk: Desk, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    choose(dialog, monkeypatch, tmp_path, own_plan())
    dialog.use.click()
    dialog.reset.click()
    assert own_forms(desk.store) == {}
    dialog.back.click()
    assert own_forms(desk.store) == {PLAN: own_plan()}


def test_a_file_that_says_the_same_as_ours_leads_back_to_ours(
    dialog: OwnFormsDialog, desk: Desk, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    choose(dialog, monkeypatch, tmp_path, own_plan())
    dialog.use.click()
    choose(dialog, monkeypatch, tmp_path, shipped_content(PLAN))
    dialog.use.click()
    assert own_forms(desk.store) == {}


def test_another_paper_forgets_the_file_that_was_not_taken(
    dialog: OwnFormsDialog, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    choose(dialog, monkeypatch, tmp_path, own_plan())
    dialog.forms.go_to("month")
    assert dialog.chosen is None
    dialog.forms.go_to(PLAN)
    assert dialog.chosen is None
    assert not dialog.use.isVisible()


def test_the_preview_shows_the_file_before_it_is_taken(
    dialog: OwnFormsDialog, desk: Desk, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    shown: list[TriedPages] = []

    def ask(_parent: object, _context: object, *, title: str, said: str, read: object) -> None:
        assert title == "Kế hoạch tháng"
        assert "chưa được lấy" in said
        assert callable(read)
        shown.append(read())

    monkeypatch.setattr(FormPreviewDialog, "ask", ask)
    choose(dialog, monkeypatch, tmp_path, own_plan())
    dialog.pages.click()
    assert shown[0].sizes
    assert shown[0].data != read_tried(desk, PLAN, OCTOBER, None).data
    assert own_forms(desk.store) == {}


@pytest.mark.parametrize("name", ["correction", "public", "stick-slip"])
def test_a_paper_that_cannot_be_made_yet_says_why(
    qtbot: QtBot, context: ShellContext, desk: Desk, name: str
) -> None:
    pages = read_tried(desk, name, OCTOBER, None)
    assert (pages.data, pages.sizes) == (b"", ())
    assert pages.refusal.startswith("Tháng 10/2026")
    preview = FormPreviewDialog(None, context, title="a", said="b", read=lambda: pages)
    qtbot.addWidget(preview)
    preview.show()
    assert preview.preview.pages.page_count == 0


def test_enter_on_a_paper_opens_its_preview(
    dialog: OwnFormsDialog, monkeypatch: pytest.MonkeyPatch
) -> None:
    opened: list[str] = []
    monkeypatch.setattr(
        FormPreviewDialog, "ask", lambda _parent, _context, *, title, **_words: opened.append(title)
    )
    QTest.keyClick(dialog.forms, Qt.Key.Key_Return)
    assert opened == ["Kế hoạch tháng"]
    assert dialog.isVisible()


def test_the_menu_of_the_room_leads_there_and_the_paper_in_sight_follows(
    qtbot: QtBot,
    context: ShellContext,
    desk: Desk,
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    room = shown_room(context, desk)
    qtbot.addWidget(room.page)
    room.open_paper(Wish(PLAN))
    before = paper_of(room).data

    def ask(parent: object, within: ShellContext, *, desk: Desk) -> None:
        made = OwnFormsDialog(None, within, desk=desk)
        qtbot.addWidget(made)
        made.forms.go_to(PLAN)
        choose(made, monkeypatch, tmp_path, own_plan())
        made.use_file()
        assert parent is not None

    monkeypatch.setattr(OwnFormsDialog, "ask", ask)
    actions = {one.text(): one for one in room.page.seldom_menu().actions()}
    actions["Mẫu câu chữ của văn bản…"].trigger()
    assert paper_of(room).data != before
