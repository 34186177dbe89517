"""The overview: sentences, figures and the matrix say the truth, and each is a door."""

from datetime import date
from pathlib import Path

import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtTest import QAbstractItemModelTester, QTest
from PySide6.QtWidgets import QApplication, QWidget
from pytestqt.qtbot import QtBot

from desktop.actions.closing import close_period
from desktop.actions.desk import Desk
from desktop.actions.overview import WorkItem, WorkKind, month_overview
from desktop.actions.sessions import record_sessions, sessions_of
from desktop.domain.counting import Share
from desktop.domain.periods import month_period
from desktop.domain.sessions import SessionDraft
from desktop.ui.design.theme import Theme
from desktop.ui.overview.content import (
    MissingOf,
    Place,
    all_done,
    matrix_view,
    month_figures,
    place_of,
    ratio,
    work_lines,
)
from desktop.ui.overview.missing import MissingPopup
from desktop.ui.overview.room import OverviewRoom
from desktop.ui.shell.context import ShellContext
from desktop.ui.widgets.matrix_model import MatrixModel
from desktop.ui.widgets.rows import Mark
from tests.ui.overview.offices import (
    OCTOBER,
    TODAY,
    Copies,
    add_groups,
    busy_desk,
    empty_desk,
    goings,
    ids_by_name,
)

FATAL = QAbstractItemModelTester.FailureReportingMode.Warning


@pytest.fixture
def desk(copies: Copies, tmp_path: Path) -> Desk:
    return copies.desk(busy_desk, tmp_path / "commune", 8)


@pytest.fixture
def room(desk: Desk, context: ShellContext, qtbot: QtBot) -> OverviewRoom:
    made = OverviewRoom(context, desk=desk)
    qtbot.addWidget(made.widget())
    made.widget().resize(1150, 570)
    made.widget().show()
    made.on_shown(OCTOBER)
    return made


def one_session_each(desk: Desk) -> None:
    """What October still lacks."""
    lacking = [group.id for group in month_overview(desk, OCTOBER).missing]
    drafts = [
        SessionDraft(held_on=TODAY, group_ids=(one,), topics=("Tác hại của ma túy",), attendance=40)
        for one in lacking
    ]
    assert record_sessions(desk, drafts).done


def test_the_work_list_begins_with_the_groups_without_a_session(desk: Desk) -> None:
    lines = work_lines(month_overview(desk, OCTOBER))
    assert lines[0].sentence == (
        "2 thôn, tổ dân phố chưa có buổi tuyên truyền: Tổ dân phố 3 (Tứ Hạ cũ), Tổ dân phố 7."
    )
    first = ids_by_name(desk)["Tổ dân phố 3"]
    assert lines[0].target == Place("sessions", {"month": "2026-10", "group": first})
    assert lines[1].target == Place("models", {"group": ids_by_name(desk)["Tổ dân phố 5"]})


def test_a_month_without_gaps_says_so(tmp_path: Path) -> None:
    desk = empty_desk(tmp_path / "commune")
    add_groups(desk, 2)
    one_session_each(desk)
    overview = month_overview(desk, OCTOBER)
    assert all_done(overview) == "Số liệu tháng 10/2026 đã đủ. Chốt được sau ngày 14/10/2026."


def test_steps_are_shown_below_the_word_that_all_is_there(tmp_path: Path) -> None:
    desk = empty_desk(tmp_path / "commune", today=date(2026, 10, 20))
    add_groups(desk, 1)
    one_session_each(desk)
    assert close_period(desk, OCTOBER).done
    lines = work_lines(month_overview(desk, OCTOBER))
    assert [line.mark for line in lines] == [Mark.DONE, Mark.RING]
    assert lines[0].sentence == "Số liệu tháng 10/2026 đã chốt."
    assert lines[1].target == Place("reports", {"month": "2026-10"})


def test_figures_show_what_they_are_made_of(desk: Desk) -> None:
    sessions, models, held = month_figures(month_overview(desk, OCTOBER))
    assert (sessions.value, sessions.notes) == ("6/8", ("tháng trước 8/8",))
    assert (models.value, models.target) == ("7/8", MissingOf("models"))
    assert held.value == str(len(sessions_of(desk, OCTOBER)))


def test_nobody_due_is_neither_nothing_nor_everything() -> None:
    assert ratio(Share(0, 0)) == "–"


def test_almost_all_never_reads_as_all(tmp_path: Path) -> None:
    desk = empty_desk(tmp_path / "commune")
    ids = add_groups(desk, 60)
    drafts = [SessionDraft(held_on=TODAY, group_ids=ids[1:], topics=("Tác hại của ma túy",))]
    assert record_sessions(desk, drafts).done
    sessions = month_figures(month_overview(desk, OCTOBER))[0]
    assert sessions.value == "59/60"
    assert "98,3" in sessions.tip


def test_the_matrix_is_a_sound_model(desk: Desk) -> None:
    model = MatrixModel()
    QAbstractItemModelTester(model, FATAL)
    view = matrix_view(month_overview(desk, OCTOBER).matrix, current=OCTOBER, row_title="Tổ")
    model.show_view(view)
    assert (model.rowCount(), model.columnCount()) == (8, 12)
    tip = model.index(2, 9).data(Qt.ItemDataRole.ToolTipRole)
    assert tip == "Tổ dân phố 3 (Tứ Hạ cũ), tháng 10/2026: chưa nhập buổi nào."


def test_without_groups_two_doors_are_offered(
    tmp_path: Path, context: ShellContext, qtbot: QtBot
) -> None:
    room = OverviewRoom(context, desk=empty_desk(tmp_path / "commune"))
    qtbot.addWidget(room.widget())
    asked = goings(context)
    room.widget().show()
    room.on_shown(OCTOBER)
    assert room.page.first_groups.isVisible()
    QTest.keyClick(room.page.first_groups.import_button, Qt.Key.Key_Return)
    QTest.keyClick(room.page.first_groups.add_button, Qt.Key.Key_Return)
    assert asked == [("import", {"kind": "groups"}), ("groups", {"new": "one"})]


def test_enter_on_a_sentence_opens_the_very_place(
    room: OverviewRoom, desk: Desk, context: ShellContext
) -> None:
    asked = goings(context)
    QTest.keyClick(room.page.work.rows[0], Qt.Key.Key_Return)
    first = ids_by_name(desk)["Tổ dân phố 3"]
    assert asked == [("sessions", {"month": "2026-10", "group": first})]


def test_enter_on_a_cell_opens_that_month_of_the_group(
    room: OverviewRoom, desk: Desk, context: ShellContext
) -> None:
    asked = goings(context)
    matrix = room.page.matrix
    matrix.setCurrentIndex(matrix.matrix_model.index(0, 9))
    QTest.keyClick(matrix, Qt.Key.Key_Left)
    QTest.keyClick(matrix, Qt.Key.Key_Return)
    assert context.month.id == "2026-09"
    assert asked[0][0] == "sessions"
    assert asked[0][1] == {"month": "2026-09", "group": ids_by_name(desk)["Tổ dân phố 1"]}


def opened_popup(room: OverviewRoom) -> MissingPopup:
    """The list that a figure opened."""
    return next(
        one
        for one in QApplication.topLevelWidgets()
        if isinstance(one, MissingPopup) and one.parentWidget() is room.page
    )


def test_a_figure_opens_the_list_of_what_is_missing(
    room: OverviewRoom, context: ShellContext, qtbot: QtBot
) -> None:
    asked = goings(context)
    QTest.keyClick(room.page.figures.rows[0], Qt.Key.Key_Return)
    popup = opened_popup(room)
    sentences = [row.item.sentence for row in popup.list.rows]
    assert sentences[0] == "Tổ dân phố 3 (Tứ Hạ cũ) · Phan Thị Ẩn · 0234 3850411"
    QTest.keyClick(popup.list.rows[1], Qt.Key.Key_Return)
    assert asked[0][0] == "sessions"


def test_escape_puts_the_list_away(room: OverviewRoom, context: ShellContext) -> None:
    asked = goings(context)
    QTest.keyClick(room.page.figures.rows[1], Qt.Key.Key_Return)
    popup = opened_popup(room)
    QTest.keyClick(popup, Qt.Key.Key_Escape)
    assert not popup.isVisible()
    assert asked == []


def test_the_room_reads_anew_when_a_session_was_entered(room: OverviewRoom, desk: Desk) -> None:
    one_session_each(desk)
    room.on_changes(frozenset({"sessions"}))
    assert room.page.figures.rows[0].figure.value == "8/8"


def test_rows_and_figures_speak_to_screen_readers(room: OverviewRoom, theme: Theme) -> None:
    assert room.page.figures.rows[0].accessibleName() == "6/8 tổ có ít nhất một buổi"
    assert room.page.work.rows[0].accessibleName().startswith("2 thôn, tổ dân phố")


def test_narrow_windows_lay_the_panels_below_each_other(room: OverviewRoom, qtbot: QtBot) -> None:
    def top(widget: QWidget) -> int:
        return widget.mapTo(room.page, QPoint(0, 0)).y()

    assert top(room.page.figures) == top(room.page.work)
    room.page.resize(600, 400)
    qtbot.waitUntil(lambda: top(room.page.figures) > top(room.page.work) + room.page.work.height())


def asked_of(kind: WorkKind) -> dict[str, tuple[str, dict[str, str]]]:
    """Where remarks on August lead to from October, by the block that they speak of."""
    month = month_period(2026, 10)
    places = {
        where: place_of(WorkItem(kind, (), 1, "2026-08", "Sai.", where), month)
        for where in ("activity", "models", "")
    }
    return {where: (one.room, dict(one.at)) for where, one in places.items()}


def test_what_the_superior_returned_leads_to_where_it_is_corrected_and_sent_again() -> None:
    found = asked_of(WorkKind.RETURNED)
    assert set(map(repr, found.values())) == {repr(("send", {"month": "2026-08"}))}


def test_a_remark_leads_to_the_figures_that_it_speaks_of() -> None:
    found = asked_of(WorkKind.REMARK)
    assert [room for room, _at in found.values()] == ["sessions", "models", "send"]
    assert found["activity"] == ("sessions", {"month": "2026-08"})
