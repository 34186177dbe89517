"""Number and date of a paper in the window: the form, the register, what the room says."""

from collections.abc import Iterator
from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from pytestqt.qtbot import QtBot

from desktop.actions.closing import close_period, mark_printed, reopen_period
from desktop.actions.desk import Desk, Outcome, RandomIds
from desktop.actions.groups import record_groups
from desktop.actions.issued_papers import IssuedDraft, issue_paper, papers
from desktop.actions.periods import PeriodState
from desktop.actions.profile import record_signer
from desktop.actions.setup import Sources, new_commune
from desktop.domain.commune import Signer
from desktop.domain.groups import GroupDraft
from desktop.domain.periods import month_period
from desktop.ui.reports.issue_dialog import IssueDialog, Issuing, read_issuing
from desktop.ui.reports.issued import IssuedBox, IssuedPapers
from desktop.ui.reports.issued_register import RegisterDialog
from desktop.ui.reports.room import ReportsRoom
from desktop.ui.shell.context import ShellContext
from tests.actions.conftest import StandingClock
from tests.domain.making import PROFILE

AUGUST, SEPTEMBER, OCTOBER = (month_period(2026, number) for number in (8, 9, 10))
DAY = date(2026, 10, 5)


def opened(outcome: Outcome[Desk]) -> Desk:
    assert outcome.value is not None
    return outcome.value


@pytest.fixture
def desk(tmp_path: Path) -> Iterator[Desk]:
    """A commune on 8 October with two signers; August and September are closed."""
    sources = Sources(StandingClock(date(2026, 10, 8)), RandomIds())
    with opened(new_commune(tmp_path / "data", PROFILE, sources=sources)) as made:
        assert record_groups(made, [GroupDraft("Tổ dân phố 1")]).done
        record_signer(made, Signer("", "Nguyễn Văn Hòa", default=True))
        record_signer(made, Signer("", "Trần Thị Lụa"))
        for month in (AUGUST, SEPTEMBER):
            assert close_period(made, month, unanswered=True).done
        yield made


@pytest.fixture
def dialog(qtbot: QtBot, context: ShellContext, desk: Desk) -> IssueDialog:
    made = IssueDialog(None, read_issuing(desk, SEPTEMBER), theme=context.theme)
    qtbot.addWidget(made)
    made.show()
    return made


def issue(desk: Desk, number: int, *, month: str = "2026-08", day: date = DAY) -> None:
    draft = IssuedDraft(kind="month", period=month, number=number, issued_on=day)
    assert issue_paper(desk, draft).done


def test_the_form_begins_with_what_the_paper_says_number_and_date_stay_open(
    dialog: IssueDialog,
) -> None:
    draft = dialog.draft
    assert (draft.number, draft.issued_on) == (None, None)
    assert draft.series == "BC-BCĐ"
    assert draft.subject.endswith("tháng 9 năm 2026")
    assert draft.signer == "Nguyễn Văn Hòa"
    assert draft.recipients == ("Ban Chỉ đạo 138 thành phố Huế",)


def test_an_empty_form_is_not_left_by_enter(dialog: IssueDialog) -> None:
    QTest.keyClick(dialog.number, Qt.Key.Key_Return)
    assert dialog.isVisible()
    assert dialog.number.property("wrong")
    assert dialog.day.property("wrong")


def test_the_keyboard_alone_fills_it(dialog: IssueDialog) -> None:
    QTest.keyClicks(dialog.number, "12")
    QTest.keyClicks(dialog.day, "5/10")
    QTest.keyClick(dialog.day, Qt.Key.Key_Return)
    assert dialog.result() == IssueDialog.DialogCode.Accepted
    assert (dialog.draft.number, dialog.draft.issued_on) == (12, DAY)


@pytest.mark.parametrize("typed", ["12/BC-BCĐ", "mười hai", "0"])
def test_what_is_no_number_is_said_at_the_field(dialog: IssueDialog, typed: str) -> None:
    dialog.number.setText(typed)
    dialog.day.set_day(DAY)
    dialog.accept()
    assert dialog.isVisible()
    assert dialog.number.property("wrong")


def test_a_taken_number_names_its_paper_and_goes_no_further(
    qtbot: QtBot, context: ShellContext, desk: Desk
) -> None:
    issue(desk, 12)
    dialog = IssueDialog(None, read_issuing(desk, SEPTEMBER), theme=context.theme)
    qtbot.addWidget(dialog)
    dialog.number.set_value(12)
    dialog.day.set_day(DAY)
    dialog.accept()
    assert dialog.result() != IssueDialog.DialogCode.Accepted
    assert "tháng 8" in dialog.number.toolTip()


def test_numbers_against_the_dates_are_told_while_typing_and_may_stay(
    qtbot: QtBot, context: ShellContext, desk: Desk
) -> None:
    issue(desk, 12)
    dialog = IssueDialog(None, read_issuing(desk, SEPTEMBER), theme=context.theme)
    qtbot.addWidget(dialog)
    dialog.number.set_value(3)
    dialog.day.set_day(date(2026, 10, 6))
    assert "12/BC-BCĐ" in dialog.told
    dialog.accept()
    assert dialog.result() == IssueDialog.DialogCode.Accepted


def test_what_looks_personal_is_told_at_its_field_while_typing(dialog: IssueDialog) -> None:
    dialog.note.setText("gọi 0912 345 678")
    assert dialog.note.property("wrong")
    assert dialog.told == ""
    dialog.note.setText("bản giấy")
    assert not dialog.note.property("wrong")


def test_after_a_correction_the_form_asks_which_paper(
    qtbot: QtBot, context: ShellContext, desk: Desk
) -> None:
    issue(desk, 12, month="2026-09")
    assert reopen_period(desk, SEPTEMBER, reason="Sót phiếu").done
    assert close_period(desk, SEPTEMBER, unanswered=True).done
    dialog = IssueDialog(None, read_issuing(desk, SEPTEMBER), theme=context.theme)
    qtbot.addWidget(dialog)
    dialog.number.set_value(15)
    assert dialog.draft.kind == "correction"
    dialog.kind.setCurrentIndex(1)
    assert (dialog.draft.kind, dialog.draft.number) == ("month", 15)


def answers(monkeypatch: pytest.MonkeyPatch, number: int) -> None:
    """The form is answered with a number and 5 October."""

    def answered(_parent: object, issuing: Issuing, *, theme: object) -> IssuedDraft:
        assert theme is not None
        return replace(issuing.drafts[0], number=number, issued_on=DAY)

    monkeypatch.setattr(IssueDialog, "ask", answered)


def test_the_number_is_entered_then_changed(
    qtbot: QtBot, context: ShellContext, desk: Desk, monkeypatch: pytest.MonkeyPatch
) -> None:
    box = IssuedBox()
    qtbot.addWidget(box)
    questions = IssuedPapers(context, desk=desk, parent=box, numbered=lambda: None)
    answers(monkeypatch, 12)
    questions.enter(SEPTEMBER, "month")
    assert [one.symbol for one in papers(desk)] == ["12/BC-BCĐ"]
    answers(monkeypatch, 13)
    questions.enter(SEPTEMBER, "month")
    assert [one.symbol for one in papers(desk)] == ["13/BC-BCĐ"]


def test_an_open_month_asks_nothing(
    qtbot: QtBot, context: ShellContext, desk: Desk, monkeypatch: pytest.MonkeyPatch
) -> None:
    box = IssuedBox()
    qtbot.addWidget(box)
    answers(monkeypatch, 12)
    IssuedPapers(context, desk=desk, parent=box, numbered=lambda: None).enter(OCTOBER, "month")
    assert papers(desk) == ()


def test_the_box_says_where_the_number_stands(qtbot: QtBot, desk: Desk) -> None:
    box = IssuedBox()
    qtbot.addWidget(box)
    box.show()
    assert not box.enter.isVisible()
    assert box.register.isVisible()
    box.show_state(PeriodState.CLOSED, ())
    assert (box.state.text(), box.enter.text()) == ("Chưa có số", "Ghi số, ngày…")
    box.show_state(PeriodState.PRINTED, ())
    assert box.state.text() == "Đã in, chờ số"
    issue(desk, 12)
    box.show_state(PeriodState.PRINTED, papers(desk))
    assert box.state.text() == "Số 12/BC-BCĐ ngày 05/10/2026"
    assert box.enter.text() == "Sửa số, ngày…"


@pytest.fixture
def register(qtbot: QtBot, context: ShellContext, desk: Desk) -> RegisterDialog:
    issue(desk, 4, day=date(2026, 9, 20))
    issue(desk, 12, month="2026-09")
    made = RegisterDialog(None, context, desk=desk, year=2026)
    qtbot.addWidget(made)
    made.show()
    return made


def shown(register: RegisterDialog) -> list[str]:
    model = register.table.model()
    return [str(model.index(row, 0).data()) for row in range(model.rowCount())]


def test_the_register_shows_the_year_in_order(register: RegisterDialog) -> None:
    assert shown(register) == ["04/BC-BCĐ", "12/BC-BCĐ"]
    assert register.edit.isEnabled()


@pytest.mark.parametrize(
    ("typed", "found"),
    [("thang 9", ["12/BC-BCĐ"]), ("4/bc", ["04/BC-BCĐ"]), ("hoa hue", ["04/BC-BCĐ", "12/BC-BCĐ"])],
)
def test_it_is_searched_without_accents(
    register: RegisterDialog, typed: str, found: list[str]
) -> None:
    register.search.setText(typed)
    QTest.keyClick(register.search, Qt.Key.Key_Return)
    assert shown(register) == found
    assert register.isVisible()


def test_delete_takes_a_line_out_and_it_comes_back(register: RegisterDialog, desk: Desk) -> None:
    QTest.keyClick(register.table, Qt.Key.Key_Delete)
    assert shown(register) == ["12/BC-BCĐ"]
    assert "04/BC-BCĐ" in register.said.text()
    register.back.click()
    assert shown(register) == ["04/BC-BCĐ", "12/BC-BCĐ"]
    assert len(papers(desk)) == 2
    assert not register.back.isVisible()


def test_enter_changes_a_line(register: RegisterDialog, monkeypatch: pytest.MonkeyPatch) -> None:
    answers(monkeypatch, 7)
    QTest.keyClick(register.table, Qt.Key.Key_Return)
    assert "07/BC-BCĐ" in shown(register)
    assert "04/BC-BCĐ" not in shown(register)


def test_a_year_without_papers_says_so(qtbot: QtBot, context: ShellContext, desk: Desk) -> None:
    made = RegisterDialog(None, context, desk=desk, year=2026)
    qtbot.addWidget(made)
    made.show()
    assert shown(made) == []
    assert not made.drop.isEnabled()


@pytest.fixture
def room(qtbot: QtBot, context: ShellContext, desk: Desk) -> ReportsRoom:
    made = ReportsRoom(context, desk=desk)
    context.changed.connect(made.on_changes)
    qtbot.addWidget(made.page)
    made.page.resize(1150, 560)
    made.page.show()
    context.set_month(SEPTEMBER)
    made.on_shown(SEPTEMBER)
    return made


def pages(room: ReportsRoom) -> bytes:
    assert room._paper is not None
    return room._paper.data


def test_the_room_waits_for_the_number_and_prints_it_once_it_is_there(
    room: ReportsRoom, desk: Desk, monkeypatch: pytest.MonkeyPatch
) -> None:
    box, before = room.page.issued, pages(room)
    assert box.state.text() == "Chưa có số"
    assert mark_printed(desk, SEPTEMBER).done
    room.on_shown(SEPTEMBER)
    assert box.state.text() == "Đã in, chờ số"
    answers(monkeypatch, 12)
    box.enter.click()
    assert box.state.text() == "Số 12/BC-BCĐ ngày 05/10/2026"
    assert pages(room) != before
    assert room.page.closing.reopen_button.text() == "Lập báo cáo thay thế…"


def test_the_way_to_the_register_is_there_in_an_open_month_too(
    room: ReportsRoom, context: ShellContext, monkeypatch: pytest.MonkeyPatch
) -> None:
    asked: list[int] = []
    monkeypatch.setattr(
        RegisterDialog, "ask", lambda _parent, _context, *, desk, year: asked.append(year)
    )
    context.set_month(OCTOBER)
    room.on_shown(OCTOBER)
    assert not room.page.issued.enter.isVisible()
    room.page.issued.register.click()
    assert asked == [2026]
