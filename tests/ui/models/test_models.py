"""The community models: the form, the states, and the groups that still lack one."""

from collections.abc import Callable
from datetime import date
from pathlib import Path
from typing import TypeVar

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QAbstractItemModelTester, QTest
from pytestqt.qtbot import QtBot

from desktop.actions.desk import Desk
from desktop.actions.models import models
from desktop.domain.models import CommunityModel, ModelStatus
from desktop.ui.design.theme import Theme
from desktop.ui.memory import WindowMemory
from desktop.ui.models.founding import Founding, parse_founding
from desktop.ui.models.listing import (
    Shown,
    groups_text,
    model_columns,
    model_lines,
    read_models,
    status_text,
)
from desktop.ui.models.room import ModelsRoom
from desktop.ui.shell.context import ShellContext
from desktop.ui.widgets.rows_model import RowsModel
from desktop.ui.work import Worker
from tests.ui.overview.offices import OCTOBER, Copies, busy_desk, empty_desk, ids_by_name

T = TypeVar("T")
FATAL = QAbstractItemModelTester.FailureReportingMode.Warning


@pytest.fixture
def desk(copies: Copies, tmp_path: Path) -> Desk:
    return copies.desk(busy_desk, tmp_path / "commune", 8)


@pytest.fixture
def room(desk: Desk, context: ShellContext, qtbot: QtBot) -> ModelsRoom:
    made = ModelsRoom(context, desk=desk)
    qtbot.addWidget(made.widget())
    context.changed.connect(made.on_changes)
    made.widget().resize(1150, 570)
    made.widget().show()
    made.on_shown(OCTOBER)
    return made


def named(desk: Desk, name: str) -> CommunityModel:
    """A model by its name."""
    return next(model for model in models(desk) if model.name == name)


def said(room: ModelsRoom, key: str) -> str:
    """What stands as a reason at a field."""
    return room.form.fields[key].field.accessibleDescription()


def test_the_list_is_a_sound_model(desk: Desk, theme: Theme) -> None:
    model = RowsModel(model_columns(), theme=theme)
    QAbstractItemModelTester(model, FATAL)
    model.show_rows(model_lines(read_models(desk, OCTOBER)))
    model.sort(4, Qt.SortOrder.DescendingOrder)
    assert model.rows[0].model.members == 56


def test_search_and_filter_work_together(desk: Desk) -> None:
    read = read_models(desk, OCTOBER)
    paused = model_lines(read, shown=Shown.NOT_KEPT_UP)
    assert [status_text(line) for line in paused] == ["Tạm dừng"]
    found = model_lines(read, text="cum lien ket", shown=Shown.KEPT_UP)
    assert [line.model.name for line in found] == ["Cụm liên kết an ninh trật tự chợ Tứ Hạ"]


def test_sharing_is_shown(desk: Desk) -> None:
    lines = {line.model.name: line for line in model_lines(read_models(desk, OCTOBER))}
    assert groups_text(lines["Cụm liên kết an ninh trật tự chợ Tứ Hạ"]) == "dùng chung 3 tổ"


def test_groups_without_a_model_are_listed_and_one_is_started(room: ModelsRoom, desk: Desk) -> None:
    rows = room.page.lacking.rows
    assert [row.item.sentence for row in rows] == ["Tổ dân phố 5"]
    QTest.keyClick(rows[0], Qt.Key.Key_Return)
    room.form.name.setText("Tiếng kẻng an ninh 5")
    room.form.save_wanted.emit()
    stored = named(desk, "Tiếng kẻng an ninh 5")
    assert stored.group_ids == (ids_by_name(desk)["Tổ dân phố 5"],)
    assert room.page.lacking.rows == ()


def test_a_sensitive_kind_belongs_to_the_commune_only(room: ModelsRoom, desk: Desk) -> None:
    room.new(ids_by_name(desk)["Tổ dân phố 5"])
    room.form.name.setText("CLB B93 Đông")
    room.form.kind.setText("CLB B93")
    assert room.form.wide.isChecked()
    assert not room.form.picker.isEnabled()
    room.form.save_wanted.emit()
    stored = named(desk, "CLB B93 Đông")
    assert stored.commune_wide
    assert stored.group_ids == ()


@pytest.mark.parametrize(
    ("typed", "read"),
    [
        ("", Founding()),
        ("2019", Founding(year=2019)),
        ("20/5/2019", Founding(on=date(2019, 5, 20))),
        ("khoảng 2019", None),
    ],
)
def test_a_founding_is_a_day_a_year_or_unknown(typed: str, read: Founding | None) -> None:
    assert parse_founding(typed, OCTOBER) == read


def test_a_wrong_field_is_said_beside_it_and_nothing_is_lost(room: ModelsRoom) -> None:
    room.new()
    room.form.name.setText("Loa an ninh")
    room.form.founded.setText("khoảng 2019")
    assert not room.may_leave()
    assert said(room, "founded_on") == "Hãy ghi ngày như 05/10/2019, hoặc chỉ ghi năm."
    assert room.form.founded.text() == "khoảng 2019"


def test_leaving_the_row_saves_what_was_typed(room: ModelsRoom, desk: Desk) -> None:
    room.on_target({"model": named(desk, "CLB B93").id})
    room.form.members.setText("21")
    room.page.table.go_to(named(desk, "Loa an ninh").id)
    assert named(desk, "CLB B93").members == 21
    assert room.form.name.text() == "Loa an ninh"


def test_a_new_state_joins_the_history(room: ModelsRoom, desk: Desk) -> None:
    room.on_target({"model": named(desk, "Loa an ninh").id})
    history = room.form.history
    history.status.setCurrentIndex(history.status.findData(ModelStatus.ACTIVE.value))
    history.since.setText("1/10/2026")
    QTest.keyClick(history.change, Qt.Key.Key_Return)
    last = named(desk, "Loa an ninh").statuses[-1]
    assert (last.status, last.since) == (ModelStatus.ACTIVE, date(2026, 10, 1))
    assert history.since.text() == ""


def test_a_state_in_the_future_is_refused_beside_its_day(room: ModelsRoom, desk: Desk) -> None:
    room.on_target({"model": named(desk, "Loa an ninh").id})
    room.form.history.since.setText("1/12/2026")
    QTest.keyClick(room.form.history.change, Qt.Key.Key_Return)
    assert len(named(desk, "Loa an ninh").statuses) == 1
    assert room.form.history.since.text() == "1/12/2026"


def test_a_note_typed_is_recorded_when_the_form_is_left(room: ModelsRoom, desk: Desk) -> None:
    room.on_target({"model": named(desk, "CLB B93").id})
    room.form.history.day.setText("3/10/2026")
    room.form.history.note.setText("Sinh hoạt quý III")
    room.form.leave()
    assert [one.note for one in named(desk, "CLB B93").activities] == ["Sinh hoạt quý III"]


def test_a_note_without_a_day_is_kept_and_asked_about(room: ModelsRoom, desk: Desk) -> None:
    room.on_target({"model": named(desk, "CLB B93").id})
    room.form.history.note.setText("Sinh hoạt quý III")
    assert not room.may_leave()
    assert room.form.history.note.text() == "Sinh hoạt quý III"


def test_deleting_closes_the_form(room: ModelsRoom, desk: Desk) -> None:
    room.on_target({"model": named(desk, "CLB B93").id})
    room.form.drop_wanted.emit()
    assert all(model.name != "CLB B93" for model in models(desk))
    assert room.form.isHidden()


def test_a_model_keeps_its_state_when_other_fields_change(room: ModelsRoom, desk: Desk) -> None:
    before = named(desk, "Loa an ninh").statuses
    room.on_target({"model": named(desk, "Loa an ninh").id})
    room.form.decision.setText("12/QĐ-UBND")
    room.form.save_wanted.emit()
    assert named(desk, "Loa an ninh").decision == "12/QĐ-UBND"
    assert named(desk, "Loa an ninh").statuses == before


def test_a_list_that_is_read_anew_leaves_a_new_model_alone(room: ModelsRoom, desk: Desk) -> None:
    room.page.table.go_to(named(desk, "CLB B93").id)
    room.new()
    room.form.name.setText("Loa")
    room.on_changes(frozenset({"models"}))
    assert room.form.name.text() == "Loa"
    assert room.form.model_id is None


def test_an_empty_list_says_what_to_do(tmp_path: Path, context: ShellContext, qtbot: QtBot) -> None:
    room = ModelsRoom(context, desk=empty_desk(tmp_path / "commune"))
    qtbot.addWidget(room.widget())
    room.widget().show()
    room.on_shown(OCTOBER)
    assert room.page.empty.isVisible()


def test_a_new_model_saved_twice_is_one_model(
    desk: Desk, theme: Theme, qtbot: QtBot, memory: WindowMemory
) -> None:
    worker = Worker(failed=_raise)
    context = ShellContext(
        work=worker, theme=theme, memory=memory, month=OCTOBER, explain=lambda _error: None
    )
    room = ModelsRoom(context, desk=desk)
    qtbot.addWidget(room.widget())
    context.changed.connect(room.on_changes)
    room.widget().show()
    before = worker_result(qtbot, worker, lambda: len(models(desk)))
    room.new(ids_by_name(desk)["Tổ dân phố 5"])
    room.on_shown(OCTOBER)
    worker_result(qtbot, worker, lambda: None)
    room.form.name.setText("Loa phóng thanh")
    assert room.save()
    room.form.decision.setText("12/QĐ-UBND")
    assert not room.save()
    qtbot.waitUntil(lambda: room.form.model_id is not None and not room.form.dirty)
    stored = worker_result(qtbot, worker, lambda: models(desk))
    assert len(stored) == before + 1
    found = next(model for model in stored if model.name == "Loa phóng thanh")
    assert found.decision == "12/QĐ-UBND"
    assert worker.close(desk.close)


def _raise(error: Exception) -> None:
    raise error


def worker_result(qtbot: QtBot, worker: Worker, task: Callable[[], T]) -> T:
    """What a task on the worker gives back, once everything before it is delivered."""
    found: list[T] = []
    worker.call(task, found.append)
    qtbot.waitUntil(lambda: bool(found))
    return found[0]
