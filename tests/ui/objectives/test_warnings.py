"""What was stored all the same but is to be looked at stands beside its field, and stays there."""

from pathlib import Path

import pytest

from desktop.actions.closing import close_period
from desktop.actions.desk import Desk, Outcome
from desktop.actions.inspections import inspections
from desktop.actions.plans import entries_of
from desktop.domain.periods import month_period
from desktop.domain.problems import Problem, Severity
from desktop.ui.objectives.room import ObjectivesRoom, Tab
from desktop.ui.shell.context import ShellContext
from tests.ui.objectives.desks import OCTOBER, PLAN, believable_desk
from tests.ui.overview.offices import Copies

CLOSED = "Ngày này thuộc tháng 1/2026"


@pytest.fixture
def desk(copies: Copies, tmp_path: Path) -> Desk:
    made = copies.desk(believable_desk, tmp_path / "commune", 8)
    assert close_period(made, month_period(2026, 1), unanswered=True).done
    return made


def test_an_answer_dated_in_a_closed_month_is_stored_and_told_at_its_day(
    room: ObjectivesRoom, desk: Desk
) -> None:
    room.board.open("3")
    part = room.board.page.detail.answers
    part.day.setText("05/01/2026")
    part.record.click()
    assert len(entries_of(desk, PLAN).answers) == 2
    assert part.day.text() == ""
    assert part.problem.startswith(CLOSED)
    assert room.may_leave()


def test_a_line_that_was_left_is_told_above_the_content(
    room: ObjectivesRoom, context: ShellContext
) -> None:
    said = list[str]()
    context.said.connect(lambda _tone, text: said.append(text))
    room.board.open("3")
    part = room.board.page.detail.answers
    tell = room.board._sayer(part.say, part.clear)
    room.board.open("1")
    part.decision.setText("9/QĐ")
    warned = Problem("dated_in_closed", "on", Severity.WARNING, {"period": "2026-01"})
    tell(Outcome("x", (warned,)))
    assert part.problem == ""
    assert part.decision.text() == "9/QĐ"
    assert len(said) == 1
    assert said[0].startswith(CLOSED)


def test_an_inspection_dated_in_a_closed_month_keeps_its_warning_while_it_is_open(
    room: ObjectivesRoom, desk: Desk
) -> None:
    room.show_tab(Tab.INSPECTIONS)
    room.inspections.new()
    form = room.inspections.page.form
    form.findings.setPlainText("Đủ sổ sách.")
    form.on.setText("05/01/2026")
    form.group.setCurrentIndex(2)
    assert room.inspections.save()
    assert len(inspections(desk)) == 1
    assert form.on.accessibleDescription().startswith(CLOSED)
    room.on_shown(OCTOBER)
    assert form.on.accessibleDescription().startswith(CLOSED)
    room.inspections.new()
    assert form.on.accessibleDescription() == ""
