"""Choosing the plan, objectives of the committee's own, allocated tables, the printed sheet."""

from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QGuiApplication
from PySide6.QtPrintSupport import QPrinter
from PySide6.QtTest import QAbstractItemModelTester
from pytestqt.qtbot import QtBot

from desktop.actions.allocations import allocation
from desktop.actions.counts import set_counts
from desktop.actions.desk import Desk
from desktop.actions.objective_sheet import objective_sheet_document, objective_sheet_pdf
from desktop.actions.plan_choice import add_all_to_plan, additions, choose_plan, known_plans
from desktop.actions.plan_choice import choices as plan_choices
from desktop.actions.plans import pack_of, plan_id_of_month
from desktop.actions.safety import undo
from desktop.domain.plan_facts import CountEntry
from desktop.domain.plan_input import PlanInput
from desktop.domain.plans import ObjectiveKind, PlanPack
from desktop.reports.tree import Chart, Table
from desktop.ui.design.theme import Theme
from desktop.ui.objectives.allocated_dialog import AllocatedDialog, AllocatedModel
from desktop.ui.objectives.own_objective import (
    NEW_COUNT,
    OwnObjective,
    OwnObjectiveDialog,
    free_number,
)
from desktop.ui.objectives.plan_choosing import Chosen, PlanDialog, PlanFileChoice
from desktop.ui.objectives.room import ObjectivesRoom
from desktop.ui.reports.printing import PrinterChoice
from desktop.ui.reports.room import SavePlace
from desktop.ui.reports.sheet_printing import SheetDialog
from desktop.ui.shell.context import ShellContext
from tests.ui.objectives.desks import OCTOBER, PLAN, believable_desk
from tests.ui.overview.offices import Copies

FATAL = QAbstractItemModelTester.FailureReportingMode.Warning
EDIT = Qt.ItemDataRole.EditRole
TABLE_PLAN = "hanoi-2021"


@pytest.fixture
def desk(copies: Copies, tmp_path: Path) -> Desk:
    return copies.desk(believable_desk, tmp_path / "commune", 8)


def test_another_plan_is_followed_from_the_month_shown(
    room: ObjectivesRoom, desk: Desk, monkeypatch: pytest.MonkeyPatch
) -> None:
    chosen = Chosen("longbien-319", "2026-10")
    monkeypatch.setattr(PlanDialog, "ask", lambda *_args, **_words: chosen)
    room.board.choose_plan()
    assert plan_id_of_month(desk, "2026-10") == "longbien-319"
    assert plan_id_of_month(desk, "2026-09") == PLAN
    assert "319" in room.board.page.plan.text()


def test_the_dialog_offers_every_plan_and_none(desk: Desk, qtbot: QtBot) -> None:
    dialog = PlanDialog(None, known_plans(desk), month=OCTOBER, followed=PLAN)
    qtbot.addWidget(dialog)
    assert dialog.chosen() == Chosen(PLAN, None)
    dialog.choose("hanoi-2012", from_month=True)
    assert dialog.chosen() == Chosen("hanoi-2012", "2026-10")
    dialog.choose("")
    assert dialog.chosen() == Chosen("", None)


def test_a_file_that_is_no_plan_is_told_with_its_line(
    room: ObjectivesRoom,
    desk: Desk,
    context: ShellContext,
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    path, said = tmp_path / "plan.toml", list[str]()
    path.write_text('format = 1\ntitle = "Kế hoạch"\nlạ = 3\n', encoding="utf-8")
    context.said.connect(lambda _tone, text: said.append(text))
    monkeypatch.setattr(PlanDialog, "ask", lambda *_args, **_words: Chosen(file=True))
    monkeypatch.setattr(PlanFileChoice, "ask", lambda *_args: path)
    room.board.choose_plan()
    assert len(said) == 1
    assert "dòng 3" in said[0]
    assert plan_choices(desk) == ()


def test_an_own_objective_with_an_own_count_is_added_and_counted(
    room: ObjectivesRoom, desk: Desk, theme: Theme, qtbot: QtBot, monkeypatch: pytest.MonkeyPatch
) -> None:
    pack = pack_of(desk, PLAN)
    assert pack is not None
    dialog = OwnObjectiveDialog(None, pack, theme=theme, month=OCTOBER)
    qtbot.addWidget(dialog)
    dialog.wording.setText("Lắp 10 camera an ninh tại các điểm công cộng")
    dialog.kind.setCurrentIndex(dialog.kind.findData(ObjectiveKind.ALLOCATED.value))
    dialog.numerator.choose(NEW_COUNT)
    assert dialog.problem() == "Số liệu mới cần có tên và đơn vị tính."
    dialog.numerator.label.setText("Camera an ninh lắp mới")
    dialog.numerator.unit.setText("camera")
    dialog.target.setText("10")
    assert dialog.problem() == ""
    asked = OwnObjective(dialog.additions())
    monkeypatch.setattr(OwnObjectiveDialog, "ask", lambda *_args, **_words: asked)
    room.board.add_own()
    read = room.board.read
    line = read.line("bcd-1") if read is not None else None
    assert line is not None
    assert line.objective.unit == "camera"
    assert line.way.figures[0].name == "Camera an ninh lắp mới"
    assert read is not None
    assert read.pack is not None
    assert free_number(read.pack) == 2
    room.board.page.detail.drop_wanted.emit("bcd-1")
    left = pack_of(desk, PLAN)
    assert left is not None
    assert left.objective("bcd-1") is None
    assert left.count("bcd_1_a") is None
    undo(desk)
    back = pack_of(desk, PLAN)
    assert back is not None
    assert back.objective("bcd-1") is not None
    assert back.count("bcd_1_a") is not None


def own_objective(desk: Desk) -> PlanPack:
    """The plan with an objective and a count of the committee's own."""
    count = {"id": "bcd_1_a", "label": "Camera lắp mới", "unit": "camera", "kind": "flow"}
    objective = {
        "id": "bcd-1",
        "title": "Lắp camera",
        "kind": "allocated",
        "numerator": "bcd_1_a",
        "period": "half-year",
        "target": 10,
        "unit": "camera",
        "note": "Theo nghị quyết.",
    }
    assert add_all_to_plan(desk, PLAN, (("count", count), ("objective", objective))).done
    pack = pack_of(desk, PLAN)
    assert pack is not None
    return pack


def test_an_own_objective_is_changed_and_keeps_what_the_form_does_not_show(
    room: ObjectivesRoom, desk: Desk, theme: Theme, qtbot: QtBot, monkeypatch: pytest.MonkeyPatch
) -> None:
    pack = own_objective(desk)
    room.on_shown(OCTOBER)
    table = next(one.table for one in additions(desk, PLAN) if one.kind == "objective")
    dialog = OwnObjectiveDialog(None, pack, theme=theme, month=OCTOBER, known=table)
    qtbot.addWidget(dialog)
    shown = (dialog.wording.text(), dialog.target.text(), dialog.numerator.choice.currentText())
    assert shown == ("Lắp camera", "10", "Camera lắp mới")
    dialog.wording.setText("Lắp camera an ninh")
    dialog.target.setText("12")
    assert dialog.problem() == ""
    asked = OwnObjective(dialog.additions())
    monkeypatch.setattr(OwnObjectiveDialog, "ask", lambda *_args, **_words: asked)
    room.board.page.detail.edit_wanted.emit("bcd-1")
    after = next(one.table for one in additions(desk, PLAN) if one.kind == "objective")
    changed = {"title": "Lắp camera an ninh", "quote": "Lắp camera an ninh", "target": 12}
    assert after == {**table, **changed}


def test_a_count_with_figures_stays_when_its_objective_goes(
    room: ObjectivesRoom, desk: Desk, context: ShellContext
) -> None:
    own_objective(desk)
    assert set_counts(desk, OCTOBER, {"bcd_1_a": CountEntry(3)}).done
    room.on_shown(OCTOBER)
    said = list[str]()
    context.said.connect(lambda _tone, text: said.append(text))
    room.board.page.detail.drop_wanted.emit("bcd-1")
    left = pack_of(desk, PLAN)
    assert left is not None
    assert left.objective("bcd-1") is None
    assert left.count("bcd_1_a") is not None
    assert len(said) == 1
    assert "Camera lắp mới" in said[0]


@pytest.mark.parametrize("kind", list(ObjectiveKind))
def test_every_kind_that_is_offered_can_be_added(
    kind: ObjectiveKind, desk: Desk, room: ObjectivesRoom, theme: Theme, qtbot: QtBot
) -> None:
    pack = pack_of(desk, PLAN)
    assert pack is not None
    dialog = OwnObjectiveDialog(None, pack, theme=theme, month=OCTOBER)
    qtbot.addWidget(dialog)
    number = dialog.kind.findData(kind.value)
    if number < 0:
        assert kind in {ObjectiveKind.FREQUENCY, ObjectiveKind.UPKEEP, ObjectiveKind.HOLD}
        return
    dialog.wording.setText("Mục tiêu thử")
    dialog.kind.setCurrentIndex(number)
    dialog.target.setText("50")
    assert dialog.problem() == ""
    outcome = add_all_to_plan(desk, PLAN, dialog.additions())
    assert outcome.done, outcome.plan_problems


def table_dialog(desk: Desk, theme: Theme, qtbot: QtBot) -> AllocatedDialog:
    """The table of the plan that allocates targets."""
    assert choose_plan(desk, TABLE_PLAN).done
    pack = pack_of(desk, TABLE_PLAN)
    assert pack is not None
    view = allocation(desk, TABLE_PLAN, pack.tables[0].id, "2026-10")
    assert view is not None
    dialog = AllocatedDialog(None, view, theme=theme)
    qtbot.addWidget(dialog)
    return dialog


def test_sums_stand_beside_the_printed_totals_and_a_blank_cell_stays_blank(
    desk: Desk, theme: Theme, qtbot: QtBot
) -> None:
    dialog = table_dialog(desk, theme, qtbot)
    first, second = dialog.sums_text().splitlines()
    assert "cộng được 2.300, đúng tổng in trong văn bản" in first
    assert "cộng được 900, đúng tổng in trong văn bản; 1 ô để trống" in second
    assert "trong đó 50\u00a0%" in second
    assert second.endswith("450")
    assert dialog.given().empty


def test_cells_are_typed_blank_is_not_zero_and_words_are_refused(
    desk: Desk, theme: Theme, qtbot: QtBot
) -> None:
    dialog = table_dialog(desk, theme, qtbot)
    model = dialog.model
    QAbstractItemModelTester(model, FATAL)
    before = model.total(0)
    assert before is not None
    cell = model.index(0, 1)
    old = model.rows()[0].cells[0] or 0
    assert model.setData(cell, "", EDIT)
    assert model.rows()[0].cells[0] is None
    assert model.total(0) == before - old
    assert not model.setData(cell, "nhiều", EDIT)
    assert "“nhiều” không phải số nguyên" in model.refused
    assert "nhưng văn bản in 2.300" in dialog.sums_text()


def test_a_new_unit_is_typed_into_the_empty_line(desk: Desk, theme: Theme, qtbot: QtBot) -> None:
    model = table_dialog(desk, theme, qtbot).model
    last = model.rowCount() - 1
    assert not model.flags(model.index(last, 1)) & Qt.ItemFlag.ItemIsEditable
    assert model.setData(model.index(last, 0), "Huyện mới", EDIT)
    assert model.rows()[-1].unit == "Huyện mới"
    assert model.rows()[-1].cells == (None, None)


def test_a_block_is_pasted_whole_or_not_at_all(desk: Desk, theme: Theme, qtbot: QtBot) -> None:
    dialog = table_dialog(desk, theme, qtbot)
    kept = dialog.model.rows()
    QGuiApplication.clipboard().setText("Ba Đình\t100\tabc\n")
    dialog.paste()
    assert dialog.model.rows() == kept
    QGuiApplication.clipboard().setText("1\tBa Đình\t1.100\t40\n2\tPhòng PC04\t90\t\n")
    dialog.paste()
    assert [row.cells for row in dialog.model.rows()] == [(1100, 40), (90, None)]
    dialog.own.setCurrentIndex(dialog.own.findData("Ba Đình"))
    given = dialog.given()
    assert given.unit == "Ba Đình"
    assert "Đơn vị mình: 1.100" in dialog.sums_text()


def test_a_row_too_short_and_a_cell_of_words_are_told_with_line_and_text(
    desk: Desk, theme: Theme, qtbot: QtBot
) -> None:
    dialog = table_dialog(desk, theme, qtbot)
    kept = dialog.model.rows()
    QGuiApplication.clipboard().setText("Ba Đình\t100\t5\t7\nHoàn Kiếm\t9\nTây Hồ\tchín\t4\n")
    dialog.paste()
    assert dialog.model.rows() == kept
    first, *said = dialog._said.text().splitlines()
    assert first == "Chưa dán gì."
    assert [one.split(":")[0] for one in said] == ["Dòng 1", "Dòng 2", "Dòng 3"]
    assert "“chín” không phải là số nguyên" in said[2]


def test_a_pasted_line_of_totals_that_differs_is_told_and_the_rows_are_taken(
    desk: Desk, theme: Theme, qtbot: QtBot
) -> None:
    dialog = table_dialog(desk, theme, qtbot)
    block = "Đơn vị\tVụ\tHồ sơ\nBa Đình\t100\t5\nTây Hồ\t50\t\nTổng cộng\t160\t5\n"
    QGuiApplication.clipboard().setText(block)
    dialog.paste()
    assert [row.cells for row in dialog.model.rows()] == [(100, 5), (50, None)]
    assert "Dòng 4" in dialog._said.text()
    assert "160/5" in dialog._said.text()
    assert "150/5" in dialog._said.text()


def test_a_unit_that_stands_twice_keeps_the_dialog_open(
    desk: Desk, theme: Theme, qtbot: QtBot
) -> None:
    dialog = table_dialog(desk, theme, qtbot)
    first = dialog.model.rows()[0].unit
    assert dialog.model.setData(dialog.model.index(1, 0), first, EDIT)
    dialog.accept()
    assert dialog.result() == 0
    assert f"“{first}”" in dialog._said.text()
    QGuiApplication.clipboard().setText("Ba Đình\t1\t1\nba đình\t2\t2\n")
    dialog.paste()
    assert "hai lần" in dialog._said.text()


def test_the_empty_line_is_part_of_a_sound_model(desk: Desk, theme: Theme, qtbot: QtBot) -> None:
    dialog = table_dialog(desk, theme, qtbot)
    model = AllocatedModel(dialog._view.table)
    assert model.rowCount() == len(model.rows()) + 1
    assert model.setData(model.index(0, 0), "", EDIT)
    assert model.rowCount() == len(model.rows()) + 1


def test_the_sheet_has_a_table_of_all_and_a_chart_with_its_table_each(desk: Desk) -> None:
    document = objective_sheet_document(desk, OCTOBER)
    table = document.blocks[0]
    (appendix,) = document.appendices
    charts = [one for one in appendix.blocks if isinstance(one, Chart)]
    assert len(charts) * 2 == len(appendix.blocks)
    assert charts[0].title.startswith("4a.")
    assert charts[0].columns[11].value is None
    assert isinstance(table, Table)
    assert table.rows[3][0] == "4a"
    assert objective_sheet_pdf(desk, OCTOBER) == objective_sheet_pdf(desk, OCTOBER)


def test_without_a_plan_there_is_no_sheet(desk: Desk) -> None:
    assert choose_plan(desk, "").done
    with pytest.raises(LookupError, match="no plan"):
        objective_sheet_document(desk, OCTOBER)


def test_a_table_is_stored_and_the_own_row_becomes_the_target(
    room: ObjectivesRoom, desk: Desk, monkeypatch: pytest.MonkeyPatch
) -> None:
    assert choose_plan(desk, TABLE_PLAN).done
    room.on_shown(OCTOBER)
    pack = pack_of(desk, TABLE_PLAN)
    assert pack is not None
    table = pack.tables[0]
    given = PlanInput(unit=table.rows[0].unit)
    monkeypatch.setattr(AllocatedDialog, "ask", lambda *_args, **_words: given)
    room.board.page.detail.table_wanted.emit(table.id)
    view = allocation(desk, TABLE_PLAN, table.id, "2026-10")
    assert view is not None
    assert view.unit == table.rows[0].unit
    assert view.columns[0].own == table.rows[0].cells[0]


def test_the_sheet_is_saved_where_the_officer_says(
    room: ObjectivesRoom, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    place = tmp_path / "muc-tieu.pdf"
    monkeypatch.setattr(SheetDialog, "ask", lambda *_args, **_words: "save")
    monkeypatch.setattr(SavePlace, "ask", lambda *_args, **_words: place)
    room.board.print_sheet()
    assert place.read_bytes().startswith(b"%PDF")


def test_the_sheet_is_printed_page_by_page(
    room: ObjectivesRoom, context: ShellContext, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    printer = QPrinter()
    printer.setOutputFormat(QPrinter.OutputFormat.PdfFormat)
    printer.setOutputFileName(str(tmp_path / "in.pdf"))
    printer.setResolution(40)
    noted = list[str]()
    context.noted.connect(noted.append)
    monkeypatch.setattr(SheetDialog, "ask", lambda *_args, **_words: "print")
    monkeypatch.setattr(PrinterChoice, "offered", lambda: True)
    monkeypatch.setattr(PrinterChoice, "ask", lambda *_args, **_words: printer)
    room.board.print_sheet()
    assert (tmp_path / "in.pdf").exists()
    assert noted[-1].startswith("Đã gửi")
