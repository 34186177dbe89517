"""A paper with a number in the window: what is other since, the way to print it, a new one."""

from dataclasses import replace
from datetime import date

import pytest
from pytestqt.qtbot import QtBot

from desktop.actions.closing import close_period, reopen_period
from desktop.actions.desk import Desk
from desktop.actions.issued_papers import IssuedDraft, issue_paper, papers
from desktop.actions.papers import PaperChoice
from desktop.actions.profile import change_profile, profile, record_signer, signers
from desktop.domain.commune import Signer
from desktop.domain.periods import month_period
from desktop.ui.reports.issue_dialog import IssueDialog, Issuing
from desktop.ui.reports.lines import REMINDER, Wish
from desktop.ui.reports.room import ReportsRoom
from desktop.ui.reports.search import PaperText
from desktop.ui.shell.context import ShellContext
from tests.ui.reports.rooms import paper_of, shown_room

SEPTEMBER = month_period(2026, 9)
DAY = date(2026, 10, 5)


@pytest.fixture
def desk(desk: Desk) -> Desk:
    record_signer(desk, Signer("", "Nguyễn Văn Hòa", default=True))
    for number in range(1, 10):
        assert close_period(desk, month_period(2026, number), unanswered=True).done
    return desk


@pytest.fixture
def room(qtbot: QtBot, context: ShellContext, desk: Desk) -> ReportsRoom:
    made = shown_room(context, desk, SEPTEMBER)
    qtbot.addWidget(made.page)
    return made


def number(desk: Desk, kind: str, given: int) -> None:
    draft = IssuedDraft(kind=kind, period=SEPTEMBER.id, number=given, issued_on=DAY)
    assert issue_paper(desk, draft).done


def holds(room: ReportsRoom, words: str) -> bool:
    return bool(PaperText(paper_of(room).data).find(words))


def test_what_is_other_since_the_number_is_said_and_printed_on_wish(
    room: ReportsRoom, desk: Desk
) -> None:
    number(desk, "month", 38)
    changed = change_profile(desk, replace(profile(desk), place_name="Kim Long"))
    room.on_changes(frozenset(changed.changes.kinds))
    assert not holds(room, "Kim Long")
    above, beside = room.page.since, room.page.issued.since
    assert "38/BC-BCĐ" in above.said.text()
    assert "thông tin" in above.said.text()
    assert "so138" not in above.said.text()
    assert not beside.isHidden()
    above.renew.click()
    assert holds(room, "Kim Long")
    assert above.isHidden()
    assert beside.isHidden()
    assert [one.symbol for one in papers(desk)] == ["38/BC-BCĐ"]


def test_the_signer_of_a_paper_with_a_number_is_not_chosen_anew(
    room: ReportsRoom, desk: Desk
) -> None:
    record_signer(desk, Signer("", "Trần Thị Lụa"))
    room.on_changes(frozenset({"profile"}))
    panel = room.page.signing
    assert not panel.signer.isHidden()
    assert panel.fixed.isHidden()
    number(desk, "month", 38)
    usual = next(one for one in signers(desk) if one.default)
    record_signer(desk, replace(usual, name="Lê Thị Mới"))
    room.on_changes(frozenset({"papers"}))
    assert panel.signer.isHidden()
    assert panel.name.text() == "Nguyễn Văn Hòa"
    assert "38/BC-BCĐ" in panel.fixed.text()


def test_the_number_of_a_replacement_stands_at_the_replacement_alone(
    room: ReportsRoom, desk: Desk
) -> None:
    number(desk, "month", 38)
    assert reopen_period(desk, SEPTEMBER, reason="Sót phiếu").done
    assert close_period(desk, SEPTEMBER, unanswered=True).done
    number(desk, "correction", 40)
    room.open_paper(Wish("month"))
    assert room.page.issued.state.text() == "Chưa có số"
    room.open_paper(Wish("correction"))
    assert room.page.issued.state.text() == "Số 40/BC-BCĐ ngày 05/10/2026"


def test_a_new_letter_begins_without_the_number_of_the_one_before(
    room: ReportsRoom, desk: Desk, monkeypatch: pytest.MonkeyPatch
) -> None:
    room.open_paper(Wish(REMINDER))
    assert room.page.options.anew.isHidden() or not room.page.options.anew.isVisible()
    number(desk, REMINDER, 7)
    room.on_changes(frozenset({"papers"}))
    assert room.page.options.anew.isVisible()
    assert holds(room, "07/BCĐ-PCMT")
    room.page.options.anew.click()
    assert not holds(room, "07/BCĐ-PCMT")
    asked: list[Issuing] = []

    def answered(_parent: object, issuing: Issuing, *, theme: object) -> IssuedDraft:
        assert theme is not None
        asked.append(issuing)
        return replace(issuing.drafts[0], number=9, issued_on=DAY)

    monkeypatch.setattr(IssueDialog, "ask", answered)
    room.page.issued.enter.click()
    assert asked[0].drafts[0].id is None
    assert [one.number for one in papers(desk)] == [7, 9]
    assert not room.page.options.anew.isChecked()
    assert holds(room, "09/BCĐ-PCMT")


def test_a_letter_that_asks_by_a_day_that_is_over_says_so_at_its_field(
    room: ReportsRoom,
) -> None:
    room.open_paper(Wish(REMINDER))
    assert room.page.options.problem.isHidden()
    room.open_paper(Wish(REMINDER, choice=PaperChoice(by=date(2026, 9, 20))))
    assert "20/09/2026" in room.page.options.problem.text()
    assert room.page.options.last.property("wrong")
