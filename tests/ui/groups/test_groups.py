"""The residential groups: nothing typed is lost, and the events of their lives are told."""

from datetime import date
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QAbstractItemModelTester, QTest
from pytestqt.qtbot import QtBot

from desktop.actions.desk import Desk
from desktop.actions.groups import groups, lineage
from desktop.domain.groups import GroupState
from desktop.ui.design.theme import Theme
from desktop.ui.groups.event_dialog import Setting
from desktop.ui.groups.events import DissolveDialog, RenameDialog, SplitDialog
from desktop.ui.groups.life import life_sentences
from desktop.ui.groups.listing import group_columns, group_lines, read_groups
from desktop.ui.groups.merging import MergeDialog
from desktop.ui.groups.requests import Request, series
from desktop.ui.groups.room import GroupsRoom
from desktop.ui.groups.series import SeriesDialog
from desktop.ui.shell.context import ShellContext
from desktop.ui.widgets.rows_model import RowsModel
from tests.ui.overview.offices import (
    OCTOBER,
    TODAY,
    add_groups,
    add_sessions,
    empty_desk,
    goings,
    ids_by_name,
)

FATAL = QAbstractItemModelTester.FailureReportingMode.Warning
FIRST = date(2026, 10, 1)


@pytest.fixture
def desk(tmp_path: Path) -> Desk:
    made = empty_desk(tmp_path / "commune")
    add_groups(made, 12)
    return made


@pytest.fixture
def room(desk: Desk, context: ShellContext, qtbot: QtBot) -> GroupsRoom:
    return shown(desk, context, qtbot)


def shown(desk: Desk, context: ShellContext, qtbot: QtBot) -> GroupsRoom:
    """The room in sight."""
    room = GroupsRoom(context, desk=desk)
    qtbot.addWidget(room.widget())
    context.changed.connect(room.on_changes)
    room.widget().resize(1150, 570)
    room.widget().show()
    room.on_shown(OCTOBER)
    return room


def names(room: GroupsRoom) -> list[str]:
    """What the list shows."""
    model = room.page.table.model()
    return [str(model.index(row, 0).data()) for row in range(model.rowCount())]


def open_group(room: GroupsRoom, desk: Desk, name: str) -> None:
    """Open the form of a group."""
    room.on_target({"group": ids_by_name(desk)[name]})


def said(room: GroupsRoom, key: str) -> str:
    """What stands as a reason at a field."""
    return room.form.fields[key].field.accessibleDescription()


def test_groups_stand_in_vietnamese_order(room: GroupsRoom) -> None:
    assert names(room)[:3] == ["Tổ dân phố 1", "Tổ dân phố 2", "Tổ dân phố 3"]
    assert names(room)[-1] == "Tổ dân phố 12"


def test_the_list_is_a_sound_model(desk: Desk, theme: Theme) -> None:
    model = RowsModel(group_columns(), theme=theme)
    QAbstractItemModelTester(model, FATAL)
    model.show_rows(group_lines(read_groups(desk)))
    model.sort(2, Qt.SortOrder.DescendingOrder)
    households = [row.group.households or 0 for row in model.rows]
    assert households == sorted(households, reverse=True)


def test_search_needs_no_accents(room: GroupsRoom) -> None:
    room.page.search.setText("le dinh anh")
    QTest.keyClick(room.page.search, Qt.Key.Key_Return)
    assert names(room) == ["Tổ dân phố 2", "Tổ dân phố 7", "Tổ dân phố 12"]


def test_a_new_group_is_typed_and_saved_by_keys(room: GroupsRoom, desk: Desk) -> None:
    room.new()
    room.form.name.insert("Thôn Hải Dương")
    room.form.name.editingFinished.emit()
    room.form.save_wanted.emit()
    stored = next(group for group in groups(desk) if group.name == "Thôn Hải Dương")
    assert stored.kind == "Thôn"
    assert room.form.group_id == stored.id
    assert not room.form.dirty


def test_leaving_the_form_saves_what_was_typed(room: GroupsRoom, desk: Desk) -> None:
    open_group(room, desk, "Tổ dân phố 2")
    room.form.households.setText("250")
    room.page.table.go_to(ids_by_name(desk)["Tổ dân phố 3"])
    assert next(one for one in groups(desk) if one.name == "Tổ dân phố 2").households == 250
    assert room.form.name.text() == "Tổ dân phố 3"


def test_a_wrong_field_is_said_beside_it_and_nothing_is_lost(room: GroupsRoom, desk: Desk) -> None:
    open_group(room, desk, "Tổ dân phố 2")
    room.form.households.setText("hai trăm")
    assert not room.may_leave()
    assert said(room, "households") == "Hãy viết số nguyên bằng chữ số, ví dụ 45."
    room.page.table.go_to(ids_by_name(desk)["Tổ dân phố 3"])
    assert room.form.households.text() == "hai trăm"
    assert room.page.table.current is not None
    assert room.page.table.current.group.name == "Tổ dân phố 2"


def test_a_name_that_is_taken_is_said_below_the_name(room: GroupsRoom) -> None:
    room.new()
    room.form.name.setText("tổ dân phố 02")
    assert not room.may_leave()
    assert "đã có" in said(room, "name")


def test_escape_closes_the_form_and_keeps_what_was_typed(room: GroupsRoom, desk: Desk) -> None:
    open_group(room, desk, "Tổ dân phố 4")
    room.form.head_name.setText("Võ Thị Sen")
    room.form.leave()
    assert room.form.isHidden()
    assert next(one for one in groups(desk) if one.name == "Tổ dân phố 4").head_name == "Võ Thị Sen"


def test_without_groups_two_doors_are_offered(
    tmp_path: Path, context: ShellContext, qtbot: QtBot
) -> None:
    room = shown(empty_desk(tmp_path / "commune"), context, qtbot)
    asked = goings(context)
    assert room.page.first_groups.isVisible()
    QTest.keyClick(room.page.first_groups.import_button, Qt.Key.Key_Return)
    assert asked == [("import", {"kind": "groups"})]
    QTest.keyClick(room.page.first_groups.add_button, Qt.Key.Key_Return)
    assert room.form.isVisible()


def test_a_group_without_uses_is_deleted(room: GroupsRoom, desk: Desk) -> None:
    open_group(room, desk, "Tổ dân phố 12")
    room.form.drop_wanted.emit()
    assert "Tổ dân phố 12" not in names(room)
    assert room.form.isHidden()


def test_a_group_with_sessions_stays_and_the_reason_is_said(
    room: GroupsRoom, desk: Desk, context: ShellContext
) -> None:
    add_sessions(desk, tuple(ids_by_name(desk).values()))
    heard: list[str] = []
    context.said.connect(lambda _tone, text: heard.append(text))
    open_group(room, desk, "Tổ dân phố 2")
    room.form.drop_wanted.emit()
    assert "Tổ dân phố 2" in names(room)
    assert "không xóa được" in heard[0] or "Tổ dân phố 2" in heard[0]


def test_a_series_of_numbers_leaves_out_what_is_there(
    desk: Desk, theme: Theme, qtbot: QtBot
) -> None:
    dialog = SeriesDialog(None, theme=theme, stored=groups(desk))
    qtbot.addWidget(dialog)
    dialog.last.setText("23")
    assert [draft.name for draft in dialog.drafts()][:2] == ["Tổ dân phố 13", "Tổ dân phố 14"]
    assert dialog.do_button.text() == "Thêm 11 thôn, tổ"


def test_numbers_that_make_no_series_add_nothing() -> None:
    assert series("Tổ dân phố", 5, 3) == ()
    assert series(" ", 1, 3) == ()
    assert len(series("Tổ dân phố", 1, 23)) == 23


def test_many_groups_come_in_one_step(
    tmp_path: Path, context: ShellContext, qtbot: QtBot, monkeypatch: pytest.MonkeyPatch
) -> None:
    room = shown(empty_desk(tmp_path / "commune"), context, qtbot)
    monkeypatch.setattr(SeriesDialog, "ask", lambda *_args, **_named: series("Tổ dân phố", 1, 23))
    room.add_many()
    assert len(names(room)) == 23


def test_merging_ends_the_others_and_tells_the_lineage(
    room: GroupsRoom, desk: Desk, monkeypatch: pytest.MonkeyPatch
) -> None:
    ids = ids_by_name(desk)
    wanted = Request(
        group_ids=(ids["Tổ dân phố 3"], ids["Tổ dân phố 4"]),
        names=("Tổ dân phố 3",),
        into_id=ids["Tổ dân phố 3"],
        on=FIRST,
        decision="57/QĐ-UBND",
    )
    monkeypatch.setattr(MergeDialog, "ask", lambda *_args, **_named: wanted)
    room.merge()
    assert "Tổ dân phố 4" not in names(room)
    room.page.past.setChecked(True)
    assert "Tổ dân phố 4" in names(room)
    told = life_sentences(ids["Tổ dân phố 3"], groups(desk), lineage(desk))
    assert told == ("01/10/2026: nhận sáp nhập Tổ dân phố 4. Quyết định số 57/QĐ-UBND.",)
    gone = next(one for one in groups(desk) if one.id == ids["Tổ dân phố 4"])
    assert gone.state_on(TODAY) is GroupState.MERGED


def test_a_refused_event_is_asked_again_with_what_was_typed(
    room: GroupsRoom, desk: Desk, monkeypatch: pytest.MonkeyPatch
) -> None:
    open_group(room, desk, "Tổ dân phố 3")
    asked: list[tuple[Request, list[str]]] = []

    def ask(*_args: object, **named: object) -> Request | None:
        start, problems = named["start"], named["problems"]
        assert isinstance(start, Request)
        assert isinstance(problems, tuple)
        asked.append((start, [problem.code for problem in problems]))
        return Request(names=("Tổ dân phố 5",), on=FIRST) if len(asked) == 1 else None

    monkeypatch.setattr(RenameDialog, "ask", ask)
    room.rename()
    assert asked[1] == (Request(names=("Tổ dân phố 5",), on=FIRST), ["name_taken"])


def test_splitting_and_dissolving_reach_the_store(
    room: GroupsRoom, desk: Desk, monkeypatch: pytest.MonkeyPatch
) -> None:
    parts = Request(names=("Tổ dân phố 3A", "Tổ dân phố 3B"), on=FIRST)
    monkeypatch.setattr(SplitDialog, "ask", lambda *_args, **_named: parts)
    monkeypatch.setattr(DissolveDialog, "ask", lambda *_args, **_named: Request(on=FIRST))
    open_group(room, desk, "Tổ dân phố 3")
    room.split()
    open_group(room, desk, "Tổ dân phố 9")
    room.dissolve()
    assert {"Tổ dân phố 3A", "Tổ dân phố 3B"} <= set(names(room))
    assert {"Tổ dân phố 3", "Tổ dân phố 9"}.isdisjoint(names(room))


def setting(desk: Desk, theme: Theme) -> Setting:
    return Setting(theme=theme, period=OCTOBER, groups=groups(desk))


def test_the_merge_dialog_says_what_it_means_for_counting(
    desk: Desk, theme: Theme, qtbot: QtBot
) -> None:
    ids = ids_by_name(desk)
    start = Request(
        group_ids=(ids["Tổ dân phố 1"], ids["Tổ dân phố 2"]), names=("Tổ dân phố 1",), on=FIRST
    )
    dialog = MergeDialog(None, setting=setting(desk, theme), start=start)
    qtbot.addWidget(dialog)
    assert "Từ ngày 01/10/2026" in dialog.meaning()
    assert "Buổi đã tổ chức trong tháng trước ngày đó tính cho Tổ dân phố 1" in dialog.meaning()


def test_the_merge_dialog_wants_two_groups_a_name_and_a_day(
    desk: Desk, theme: Theme, qtbot: QtBot
) -> None:
    dialog = MergeDialog(None, setting=setting(desk, theme), start=Request())
    qtbot.addWidget(dialog)
    dialog.accept()
    assert dialog.result() == 0
    assert set(dialog.wrong()) == {"group_ids", "name"}
    assert dialog.on.accessibleDescription() == "Hãy ghi ngày bắt đầu có hiệu lực."


def test_the_group_that_goes_on_gives_its_name(desk: Desk, theme: Theme, qtbot: QtBot) -> None:
    ids = ids_by_name(desk)
    start = Request(group_ids=(ids["Tổ dân phố 1"], ids["Tổ dân phố 2"]))
    dialog = MergeDialog(None, setting=setting(desk, theme), start=start)
    qtbot.addWidget(dialog)
    dialog.as_old.setChecked(True)
    dialog.heir.setCurrentIndex(1)
    assert dialog.request().into_id == ids["Tổ dân phố 2"]
    assert dialog.name.text() == "Tổ dân phố 2"


def test_the_split_dialog_grows_with_what_is_typed(desk: Desk, theme: Theme, qtbot: QtBot) -> None:
    dialog = SplitDialog(
        None, groups(desk)[0], setting=setting(desk, theme), start=Request(on=FIRST)
    )
    qtbot.addWidget(dialog)
    lines = len(dialog.lines)
    dialog.lines[-1].setText("Tổ dân phố 1")
    QTest.keyClicks(dialog.lines[-1], "C")
    assert len(dialog.lines) == lines + 1
    assert dialog.request().names == ("Tổ dân phố 1A", "Tổ dân phố 1B", "Tổ dân phố 1C")


def test_a_renaming_to_the_same_name_is_no_renaming(desk: Desk, theme: Theme, qtbot: QtBot) -> None:
    dialog = RenameDialog(
        None, groups(desk)[0], setting=setting(desk, theme), start=Request(on=FIRST)
    )
    qtbot.addWidget(dialog)
    dialog.accept()
    assert dialog.result() == 0
    dialog.name.setText("Tổ dân phố Đông")
    dialog.accept()
    assert dialog.request().names == ("Tổ dân phố Đông",)
    assert dialog.result() == 1


def test_a_list_that_is_read_anew_leaves_a_new_group_alone(room: GroupsRoom, desk: Desk) -> None:
    room.page.table.go_to(ids_by_name(desk)["Tổ dân phố 3"])
    room.new()
    room.form.name.setText("Tổ dân phố")
    room.on_changes(frozenset({"groups"}))
    assert room.form.name.text() == "Tổ dân phố"
    assert room.form.group_id is None
    room.form.name.setText("Tổ dân phố 40")
    room.form.save_wanted.emit()
    assert room.page.table.current is not None
    assert room.page.table.current.group.name == "Tổ dân phố 40"
    assert room.form.name.text() == "Tổ dân phố 40"


def test_delete_takes_the_chosen_row_not_the_one_last_opened(room: GroupsRoom, desk: Desk) -> None:
    open_group(room, desk, "Tổ dân phố 2")
    room.form.leave()
    room.page.table.go_to(ids_by_name(desk)["Tổ dân phố 5"])
    QTest.keyClick(room.page.table, Qt.Key.Key_Delete)
    assert "Tổ dân phố 2" in names(room)
    assert "Tổ dân phố 5" not in names(room)
