"""The sheet of counts: typed by keyboard, saved when a cell is left, calm about what is odd."""

from collections.abc import Callable
from functools import partial

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QGuiApplication
from PySide6.QtTest import QAbstractItemModelTester, QTest

from desktop.actions.closing import close_period
from desktop.actions.counts import as_last_month, count_sheet, openings, set_openings
from desktop.actions.desk import Desk
from desktop.actions.plan_choice import choose_plan
from desktop.actions.safety import redo, undo
from desktop.domain.periods import month_period
from desktop.domain.plan_facts import NIL, CountEntry, EntryState
from desktop.domain.plans import CountKind
from desktop.ui.counts.paste_dialog import PasteDialog
from desktop.ui.counts.sheet_model import Cell
from desktop.ui.widgets.fields import NumberField

from .conftest import OCTOBER, SEPTEMBER, Seat, put, stored

Sit = Callable[[], Seat]
CONTROL = Qt.KeyboardModifier.ControlModifier


# -- like last month, nil, undo --------------------------------------------------------------------


def test_equals_takes_a_stock_over_and_refuses_a_flow(sit: Sit, desk: Desk) -> None:
    put(desk, SEPTEMBER, dependent_persons=17, meetings=3)
    seat = sit()
    seat.at("dependent_persons")
    seat.type("=")
    assert stored(desk, "dependent_persons") == (EntryState.ENTERED, 17)
    seat.at("meetings")
    seat.type("=")
    assert stored(desk, "meetings")[0] is EntryState.MISSING
    assert seat.model.refused(seat.row("meetings"))


def test_stocks_as_last_month_are_one_step_and_said_in_numbers(sit: Sit, desk: Desk) -> None:
    put(desk, SEPTEMBER, dependent_persons=17, illegal_users=5)
    seat = sit()
    seat.page.head.last.click()
    assert stored(desk, "dependent_persons") == (EntryState.ENTERED, 17)
    assert stored(desk, "illegal_users") == (EntryState.ENTERED, 5)
    assert "2" in seat.page.foot.calm.text()
    undo(desk)
    assert stored(desk, "dependent_persons")[0] is EntryState.MISSING
    assert stored(desk, "illegal_users")[0] is EntryState.MISSING


def test_a_figure_that_cannot_be_written_is_told_and_not_shown_as_written(
    sit: Sit, desk: Desk, monkeypatch: pytest.MonkeyPatch
) -> None:
    seat = sit()
    told: list[str] = []
    seat.context.said.connect(lambda _tone, text: told.append(text))

    def full(*_given: object) -> None:
        raise OSError

    monkeypatch.setattr("desktop.actions.counts.set_counts", full)
    seat.type("3")
    seat.enter()
    assert told == ["đĩa đầy"]
    assert seat.row("directives").entry is None
    assert stored(desk, "directives")[0] is EntryState.MISSING


def test_the_rest_is_stated_nil_but_stocks_stay_blank(sit: Sit, desk: Desk) -> None:
    seat = sit()
    seat.page.head.nil.click()
    flows = [row for row in seat.model.lines if row.category.kind is CountKind.FLOW]
    assert {row.entry for row in flows} == {NIL}
    assert str(len(flows)) in seat.page.foot.calm.text()
    assert str(len(seat.model.lines) - len(flows)) in seat.page.foot.calm.text()
    assert seat.row("dependent_persons").entry is None
    assert not seat.page.head.nil.isEnabled()


def test_undo_and_redo_of_the_program_are_shown_at_once(sit: Sit, desk: Desk) -> None:
    seat = sit()
    seat.type("12")
    seat.enter()
    seat.context.announce(undo(desk).changes.kinds)
    assert seat.row("directives").entry is None
    seat.context.announce(redo(desk).changes.kinds)
    assert seat.row("directives").entry == CountEntry(12)


def test_what_undo_changes_is_brought_to_sight(sit: Sit, desk: Desk) -> None:
    seat = sit()
    seat.at("counselled")
    seat.type("3")
    seat.enter()
    seat.at("directives")
    seat.context.announce(undo(desk).changes.kinds)
    assert seat.here == "counselled"


def test_enter_below_the_last_row_says_what_is_still_blank(sit: Sit) -> None:
    seat = sit()
    last = seat.model.lines[-1].category.id
    seat.at(last)
    seat.type("3")
    seat.enter()
    assert seat.here == last
    assert str(len(seat.model.lines) - 1) in seat.page.foot.calm.text()


def test_several_cells_are_emptied_in_one_step(sit: Sit, desk: Desk) -> None:
    put(desk, OCTOBER, directives=1, meetings=2)
    seat = sit()
    seat.at("directives")
    first, second = (seat.model.row_of(name) for name in ("directives", "meetings"))
    selection = seat.view.selectionModel()
    for row in (first, second):
        selection.select(seat.model.index(row, Cell.VALUE), selection.SelectionFlag.Select)
    seat.press(Qt.Key.Key_Delete)
    assert stored(desk, "directives")[0] is EntryState.MISSING
    undo(desk)
    assert stored(desk, "directives") == (EntryState.ENTERED, 1)
    assert stored(desk, "meetings") == (EntryState.ENTERED, 2)


# -- what stands beside a figure -------------------------------------------------------------------


def test_last_month_the_year_before_and_the_sum_stand_beside(sit: Sit, desk: Desk) -> None:
    put(desk, month_period(2025, 10), meetings=8)
    put(desk, SEPTEMBER, meetings=3)
    put(desk, OCTOBER, meetings=2)
    seat = sit()
    assert seat.shown("meetings", Cell.BEFORE) == "3"
    assert seat.shown("meetings", Cell.LAST_YEAR) == "8"
    assert seat.shown("meetings", Cell.CUMULATIVE).startswith("5")
    assert seat.row("meetings").partly


@pytest.mark.parametrize("width", [1366, 1024])
def test_no_figure_and_no_unit_is_cut(sit: Sit, desk: Desk, width: int) -> None:
    for number in range(1, 13):
        put(desk, month_period(2025, number), directives=123_456)
    put(desk, SEPTEMBER, directives=987_654)
    seat = sit()
    seat.window.resize(width, 768)
    seat.at("directives")
    seat.type("654321")
    seat.enter()
    assert seat.shown("directives", Cell.CUMULATIVE).endswith("(thiếu)")
    for cell in (Cell.UNIT, Cell.BEFORE, Cell.LAST_YEAR, Cell.CUMULATIVE):
        if seat.view.isColumnHidden(cell):
            continue
        for row in range(seat.model.rowCount()):
            needed = seat.view._delegate.text_width(row, cell)
            assert needed <= seat.view.columnWidth(cell)


def test_a_sum_is_not_called_partial_for_the_month_in_hand(sit: Sit, desk: Desk) -> None:
    for number in range(1, 10):
        put(desk, month_period(2026, number), meetings=1)
    seat = sit()
    assert seat.shown("meetings", Cell.CUMULATIVE) == "9"


def test_a_stock_has_no_sum_and_says_that_it_stands(sit: Sit, desk: Desk) -> None:
    put(desk, OCTOBER, dependent_persons=4)
    seat = sit()
    assert seat.shown("dependent_persons", Cell.CUMULATIVE) == "–"
    units = {seat.shown(name, Cell.UNIT) for name in ("dependent_persons", "dependent_added")}
    assert len(units) == 2


def test_a_stock_that_does_not_follow_is_marked_at_once_and_saved(sit: Sit, desk: Desk) -> None:
    put(desk, SEPTEMBER, dependent_persons=12)
    put(desk, OCTOBER, dependent_added=2, dependent_removed=1)
    seat = sit()
    seat.at("dependent_persons")
    seat.type("15")
    seat.enter()
    assert stored(desk, "dependent_persons") == (EntryState.ENTERED, 15)
    question = seat.row("dependent_persons").question
    assert "12" in question
    assert "13" in question
    height = seat.view.rowHeight(seat.model.row_of("dependent_persons"))
    assert height > seat.view.rowHeight(seat.model.row_of("dependent_added"))
    seat.at("dependent_persons")
    seat.type("13")
    seat.enter()
    assert seat.row("dependent_persons").question == ""


def test_more_reached_than_there_are_is_marked_at_the_figure(sit: Sit, desk: Desk) -> None:
    put(desk, OCTOBER, post_rehab_persons=5, post_rehab_managed=7)
    seat = sit()
    question = seat.row("post_rehab_managed").question
    assert "7" in question
    assert "5" in question


def test_the_search_compares_without_accents(sit: Sit) -> None:
    seat = sit()
    left = seat.view.search("cai nghien bat buoc")
    assert 0 < left < 5
    assert all("bắt buộc" in _label(seat, row) for row in seat.view.shown_rows())
    seat.view.search("")
    assert len(seat.view.shown_rows()) == len(seat.model.lines)


def _label(seat: Seat, row: int) -> str:
    line = seat.model.line(row)
    return line.category.label if line else ""


# -- pasting and copying ---------------------------------------------------------------------------


def paste(seat: Seat, text: str, monkeypatch: pytest.MonkeyPatch, *, accept: bool = True) -> None:
    """Paste a text; the check is answered without being shown."""
    monkeypatch.setattr(PasteDialog, "ask", lambda *_parent, **_words: accept)
    QGuiApplication.clipboard().setText(text)
    seat.press(Qt.Key.Key_V, "\x16", CONTROL)


def test_a_column_goes_down_from_the_row_in_hand_after_a_check(
    sit: Sit, desk: Desk, monkeypatch: pytest.MonkeyPatch
) -> None:
    seat = sit()
    seat.at("meetings")
    paste(seat, "4\r\n17\r\nba\r\nKhông phát sinh\r\n", monkeypatch)
    assert stored(desk, "meetings") == (EntryState.ENTERED, 4)
    assert stored(desk, "dependent_persons") == (EntryState.ENTERED, 17)
    assert stored(desk, "dependent_added")[0] is EntryState.MISSING
    assert stored(desk, "dependent_removed")[0] is EntryState.NIL
    undo(desk)
    assert stored(desk, "meetings")[0] is EntryState.MISSING
    assert stored(desk, "dependent_persons")[0] is EntryState.MISSING


def test_a_list_with_words_is_laid_by_its_words(
    sit: Sit, desk: Desk, monkeypatch: pytest.MonkeyPatch
) -> None:
    seat = sit()
    seat.at("directives")
    labels = (seat.row(name).category.label for name in ("illegal_users", "meetings"))
    text = "".join(f"{n}\t{label}\t{n * 10}\n" for n, label in enumerate(labels, start=1))
    paste(seat, text, monkeypatch)
    assert stored(desk, "illegal_users") == (EntryState.ENTERED, 10)
    assert stored(desk, "meetings") == (EntryState.ENTERED, 20)
    assert stored(desk, "directives")[0] is EntryState.MISSING


def test_a_check_that_is_left_writes_nothing(
    sit: Sit, desk: Desk, monkeypatch: pytest.MonkeyPatch
) -> None:
    seat = sit()
    paste(seat, "1\n2\n3\n", monkeypatch, accept=False)
    assert count_sheet(desk, OCTOBER).entered == 0


def test_one_figure_is_pasted_without_a_question(
    sit: Sit, desk: Desk, monkeypatch: pytest.MonkeyPatch
) -> None:
    seat = sit()
    seat.at("meetings")
    paste(seat, "6", monkeypatch, accept=False)
    assert stored(desk, "meetings") == (EntryState.ENTERED, 6)


@pytest.mark.parametrize("text", ["1.204", "1 204", "1\N{NO-BREAK SPACE}204", "1204\r\n"])
def test_thousands_are_pasted_as_they_are_grouped(
    sit: Sit, desk: Desk, monkeypatch: pytest.MonkeyPatch, text: str
) -> None:
    seat = sit()
    seat.at("meetings")
    paste(seat, text, monkeypatch)
    assert stored(desk, "meetings") == (EntryState.ENTERED, 1204)


def test_a_refused_paste_is_told_until_the_row_is_left_or_escaped(
    sit: Sit, desk: Desk, monkeypatch: pytest.MonkeyPatch
) -> None:
    put(desk, OCTOBER, meetings=6)
    seat = sit()
    leaves = (partial(seat.at, "counselled"), partial(seat.press, Qt.Key.Key_Escape))
    for leave in leaves:
        seat.at("meetings")
        paste(seat, "2,5", monkeypatch)
        assert seat.model.refused(seat.row("meetings"))
        leave()
        assert not seat.model.refused(seat.row("meetings"))
    assert stored(desk, "meetings") == (EntryState.ENTERED, 6)


def test_copied_cells_are_rows_and_columns_for_excel(sit: Sit, desk: Desk) -> None:
    put(desk, OCTOBER, meetings=6)
    seat = sit()
    seat.view.selectRow(seat.model.row_of("meetings"))
    seat.press(Qt.Key.Key_C, "\x03", CONTROL)
    cells = QGuiApplication.clipboard().text().split("\t")
    assert cells[0] == seat.row("meetings").category.label
    assert cells[-1] == "6"


# -- closed months, no plan, months before tracking ------------------------------------------------


def test_a_closed_month_says_what_closed_it_and_what_opens_it(sit: Sit, desk: Desk) -> None:
    put(desk, OCTOBER, meetings=6)
    assert close_period(desk, OCTOBER, early=True, unanswered=True).done
    seat = sit()
    assert seat.page.notice.isVisible()
    seat.at("meetings")
    seat.type("9")
    assert seat.view.editor is None
    assert seat.page.foot.calm.text()
    assert stored(desk, "meetings") == (EntryState.ENTERED, 6)
    seat.page.notice.open.click()
    assert seat.went == [("reports", {"month": "2026-10", "step": "close"})]


def test_a_closed_month_shows_the_figures_of_its_closing(sit: Sit, desk: Desk) -> None:
    put(desk, OCTOBER, meetings=6)
    assert close_period(desk, OCTOBER, early=True, unanswered=True).done
    choose_plan(desk, "hanoi-2021", "2026-01")
    put(desk, SEPTEMBER, meetings=2)
    seat = sit()
    assert seat.model.counts.plan == "302/KH-UBND"
    assert seat.shown("meetings") == "6"
    assert seat.shown("meetings", Cell.BEFORE) == "–"
    assert seat.shown("meetings", Cell.CUMULATIVE) == "6 (thiếu)"
    assert seat.model.entered == 1


def test_a_month_without_a_plan_offers_one(sit: Sit, desk: Desk) -> None:
    choose_plan(desk, "", "2026-01")
    seat = sit()
    assert seat.model.lines == ()
    seat.room.follow_plan()
    assert seat.model.counts.plan == "302/KH-UBND"
    assert seat.model.lines


def test_a_month_before_tracking_is_blank_and_feeds_the_year_after(sit: Sit, desk: Desk) -> None:
    seat = sit()
    seat.context.set_month(month_period(2025, 10))
    assert seat.model.entered == 0
    assert seat.page.head.summary.text().endswith("tháng trước khi theo dõi, đã nhập 0")
    assert seat.page.notice.isVisible()
    seat.type("5")
    seat.enter()
    seat.context.set_month(OCTOBER)
    assert seat.shown("directives", Cell.LAST_YEAR) == "5"


# -- opening totals --------------------------------------------------------------------------------


def test_opening_totals_are_typed_beside_the_sheet(sit: Sit, desk: Desk) -> None:
    seat = sit()
    seat.page.head.openings.click()
    form = seat.page.form
    assert form.isVisible()
    assert "dependent_persons" in form.fields
    assert "meetings" not in form.fields, "tracking begins in January: nothing arose before it"
    form.fields["dependent_persons"].field.setText("18")  # type: ignore[attr-defined]
    form.save_wanted.emit()
    assert openings(desk) == {"dependent_persons": 18}
    form.leave()
    assert not form.isVisible()


def test_the_first_opening_total_is_selected_to_be_typed_over(sit: Sit, desk: Desk) -> None:
    set_openings(desk, {"dependent_persons": 14})
    seat = sit()
    seat.page.head.openings.click()
    first = next(iter(seat.page.form.fields.values())).field
    assert isinstance(first, NumberField)
    QTest.keyClicks(first, "12")
    assert first.text() == "12"


def test_an_opening_total_is_what_the_first_month_takes_over(sit: Sit, desk: Desk) -> None:
    set_openings(desk, {"dependent_persons": 18})
    seat = sit()
    seat.context.set_month(month_period(2026, 1))
    assert seat.shown("dependent_persons", Cell.BEFORE) == "18"
    seat.at("dependent_persons")
    seat.type("=")
    assert seat.row("dependent_persons").entry == CountEntry(18)


def test_a_form_with_no_number_stays_until_it_is_answered(sit: Sit, desk: Desk) -> None:
    seat = sit()
    seat.room.open_openings()
    seat.page.form.fields["dependent_persons"].field.setText("mười")  # type: ignore[attr-defined]
    assert not seat.room.may_leave()
    assert openings(desk) == {}


# -- the model -------------------------------------------------------------------------------------


def test_the_model_keeps_the_rules_of_qt(sit: Sit, desk: Desk) -> None:
    seat = sit()
    tester = QAbstractItemModelTester(
        seat.model, QAbstractItemModelTester.FailureReportingMode.Fatal
    )
    seat.type("3")
    seat.enter()
    seat.context.announce(as_last_month(desk, OCTOBER).changes.kinds)
    seat.context.set_month(SEPTEMBER)
    assert tester.model() is seat.model


def test_a_figure_being_written_outlives_an_older_reading(sit: Sit) -> None:
    seat = sit()
    before = seat.model.counts
    seat.model.typed.disconnect()
    seat.model.take({"meetings": CountEntry(5)})
    seat.model.show_counts(before)
    assert seat.row("meetings").entry == CountEntry(5)
    seat.model.written({"meetings": CountEntry(5)})
    seat.model.show_counts(before)
    assert seat.row("meetings").entry is None


def test_the_target_of_another_room_is_reached(sit: Sit) -> None:
    seat = sit()
    seat.room.on_target({"month": "2026-09", "category": "counselled"})
    assert seat.room.month == SEPTEMBER
    assert seat.here == "counselled"


def test_an_objective_leads_to_the_figure_that_it_reads(sit: Sit) -> None:
    seat = sit()
    objective = next(
        name
        for name, category in seat.model.counts.objectives.items()
        if category == "post_rehab_managed"
    )
    seat.room.on_target({"month": "2026-10", "objective": objective})
    assert seat.here == "post_rehab_managed"
