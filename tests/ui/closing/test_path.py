"""The steps of the month's path say what is missing, who closed, and what comes next."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from pytestqt.qtbot import QtBot

from desktop.actions.closing import close_period, confirmations, reopen_period
from desktop.actions.desk import Desk
from desktop.actions.overview import WorkItem, WorkKind
from desktop.actions.periods import first_month_tracked
from desktop.domain.periods import month_period, parse_period, shifted_month
from desktop.ui.closing.matters import read_matters
from desktop.ui.design.theme import Theme
from desktop.ui.office import DeskOffice
from desktop.ui.overview.content import place_of
from desktop.ui.shell.path_bar import PathBar
from desktop.ui.shell.views import NoticeView, PathView, StepState, StepTone, StepView
from tests.ui.closing.offices import (
    SEPTEMBER,
    asking_desk,
    closed_september,
    corrected_desk,
    correcting_desk,
)
from tests.ui.overview.offices import OCTOBER


@pytest.fixture
def asking(tmp_path: Path) -> Iterator[Desk]:
    with asking_desk(tmp_path / "data", 6) as made:
        yield made


def steps(desk: Desk, month: object = OCTOBER) -> dict[str, StepView]:
    assert month in (OCTOBER, SEPTEMBER)
    shown = OCTOBER if month == OCTOBER else SEPTEMBER
    path = DeskOffice(desk).path(shown)
    whole = path.rest() if path.rest is not None else path
    return {step.key: step for step in whole.steps}


def test_the_figures_are_weighed_after_the_path_is_shown(asking: Desk) -> None:
    office = DeskOffice(asking)
    first = office.path(OCTOBER)
    assert [step.detail for step in first.steps if step.key == "confirm"] == ["…"]
    assert first.rest is not None
    whole = first.rest()
    assert whole.rest is None
    assert whole.steps[1].detail.endswith("nội dung")
    again = office.path(OCTOBER)
    assert again.steps == whole.steps, "what was counted before stays until it is counted anew"


def test_open_questions_are_counted_and_wait(asking: Desk) -> None:
    waiting = sum(one.open for one in confirmations(asking, OCTOBER))
    step = steps(asking)["confirm"]
    assert (step.number, step.room) == (2, "confirm")
    assert step.detail == f"{waiting} nội dung"
    assert step.tone is StepTone.DUE
    assert steps(asking)["close"].state is not StepState.CURRENT


def test_a_month_without_questions_says_so(tmp_path: Path) -> None:
    with closed_september(tmp_path / "data", 6) as desk:
        reopen_period(desk, SEPTEMBER, reason="Sai một buổi")
        assert steps(desk, SEPTEMBER)["confirm"].detail == "không có"
        assert steps(desk, SEPTEMBER)["close"].state is StepState.CURRENT


def test_a_closed_month_says_when_and_where_its_paper_stands(tmp_path: Path) -> None:
    with closed_september(tmp_path / "data", 6) as desk:
        found = steps(desk, SEPTEMBER)
        assert found["close"].state is StepState.DONE
        assert found["close"].detail.startswith("08/10 ")
        assert found["close"].room == "reports"
        assert found["print"].detail == "đã in, chờ số"


def test_a_correction_is_said_in_every_room_until_it_is_closed(tmp_path: Path) -> None:
    with correcting_desk(tmp_path / "data", 6) as desk:
        path = DeskOffice(desk).path(SEPTEMBER)
        assert path.notice is not None
        assert "báo cáo thay thế lần 1 tháng 9/2026" in path.notice.text
        assert "Tổ dân phố 2 báo thiếu một buổi" in path.notice.text
        assert DeskOffice(desk).path(OCTOBER).notice is None
        assert close_period(desk, SEPTEMBER, unanswered=True).done
        assert DeskOffice(desk).path(SEPTEMBER).notice is None


def test_a_corrected_month_is_printed_as_a_replacement(tmp_path: Path) -> None:
    with corrected_desk(tmp_path / "data", 6) as desk:
        assert steps(desk, SEPTEMBER)["print"].detail == "thay thế lần 1: có thể in"


def test_the_notice_stands_below_the_steps_and_opens_the_comparison(
    qtbot: QtBot, theme: Theme
) -> None:
    bar = PathBar(theme=theme)
    qtbot.addWidget(bar)
    bar.resize(900, bar.height())
    bar.show()
    month = month_period(2026, 9)
    bar.show_path(PathView(month, "Tháng 9/2026", ""))
    low = bar.height()
    notice = NoticeView("Đang lập báo cáo thay thế " * 20, "Xem", "confirm", {"show": "x"})
    bar.show_path(PathView(month, "Tháng 9/2026", "", notice=notice))
    assert bar.height() > low
    assert bar.notice.text.text().endswith("…"), "what has no room is cut"
    assert bar.notice.toolTip() == notice.text
    with qtbot.waitSignal(bar.opened) as opened:
        QTest.keyClick(bar.notice.action, Qt.Key.Key_Return)
    assert opened.args == [notice]
    bar.show_path(PathView(month, "Tháng 9/2026", ""))
    assert bar.height() == low


def test_a_month_before_tracking_asks_for_nothing(asking: Desk) -> None:
    first = first_month_tracked(asking)
    assert first is not None
    before = shifted_month(parse_period(first), -1)
    path = DeskOffice(asking).path(before)
    whole = path.rest() if path.rest is not None else path
    assert {step.detail for step in whole.steps} == {"không áp dụng"}
    assert {step.tone for step in whole.steps} == {StepTone.PLAIN}
    assert {step.state for step in whole.steps} == {StepState.LATER}
    matters = read_matters(asking, before)
    assert not matters.tracked
    assert not matters.closable


def test_the_work_list_closes_where_the_path_does(asking: Desk) -> None:
    step = steps(asking)["close"]
    for kind in (WorkKind.READY_TO_CLOSE, WorkKind.CORRECTION):
        place = place_of(WorkItem(kind), OCTOBER)
        assert (place.room, place.at) == (step.room, step.target)
