"""Number and date of every paper in the window, and the register of a year as pages."""

from dataclasses import replace
from datetime import date
from io import BytesIO
from pathlib import Path

import pytest
from openpyxl import load_workbook
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from pytestqt.qtbot import QtBot

from desktop.actions.closing import close_period, reopen_period
from desktop.actions.desk import Desk
from desktop.actions.issued_papers import IssuedDraft, issue_paper, papers
from desktop.actions.papers import PaperChoice
from desktop.domain.periods import month_period, parse_period
from desktop.ui.reports.issue_dialog import IssueDialog, Issuing, read_letter
from desktop.ui.reports.issued_register import RegisterDialog
from desktop.ui.reports.lines import AD_HOC, ISSUED_REGISTER, REMINDER, Wish, year_of
from desktop.ui.reports.room import ReportsRoom
from desktop.ui.reports.saving import SavePlace
from desktop.ui.reports.search import PaperText
from desktop.ui.shell.context import ShellContext
from tests.ui.reports.rooms import paper_of, shown_room

SEPTEMBER = month_period(2026, 9)
DAY = date(2026, 10, 5)


@pytest.fixture
def desk(desk: Desk) -> Desk:
    for number in range(1, 10):
        assert close_period(desk, month_period(2026, number), unanswered=True).done
    return desk


@pytest.fixture
def room(qtbot: QtBot, context: ShellContext, desk: Desk) -> ReportsRoom:
    made = shown_room(context, desk, SEPTEMBER)
    qtbot.addWidget(made.page)
    return made


def answer(monkeypatch: pytest.MonkeyPatch, number: int, *, line: int = 0) -> list[Issuing]:
    """The form is answered with a number and 5 October for one of its papers."""
    asked: list[Issuing] = []

    def answered(_parent: object, issuing: Issuing, *, theme: object) -> IssuedDraft:
        assert theme is not None
        asked.append(issuing)
        return replace(issuing.drafts[line], number=number, issued_on=DAY)

    monkeypatch.setattr(IssueDialog, "ask", answered)
    return asked


def entered(desk: Desk) -> list[tuple[str, str, int]]:
    return [(one.kind, one.period, one.number) for one in papers(desk)]


def words(room: ReportsRoom) -> str:
    return room.page.issued.state.text()


def test_the_quarters_report_gets_its_number_where_it_is_in_sight(
    room: ReportsRoom, desk: Desk, monkeypatch: pytest.MonkeyPatch
) -> None:
    quarter = parse_period("2026-Q3", room._context.rule)
    assert close_period(desk, quarter, unanswered=True).done
    room.open_paper(Wish("quarter", quarter))
    assert words(room) == "Chưa có số"
    before = paper_of(room).data
    answer(monkeypatch, 41)
    room.page.issued.enter.click()
    assert entered(desk) == [("quarter", "2026-Q3", 41)]
    assert words(room) == "Số 41/BC-BCĐ ngày 05/10/2026"
    assert paper_of(room).data != before


def test_a_replacement_report_gets_its_own_number(
    room: ReportsRoom, desk: Desk, monkeypatch: pytest.MonkeyPatch
) -> None:
    draft = IssuedDraft(kind="month", period="2026-09", number=12, issued_on=DAY)
    assert issue_paper(desk, draft).done
    assert reopen_period(desk, SEPTEMBER, reason="Sót phiếu").done
    assert close_period(desk, SEPTEMBER, unanswered=True).done
    room.open_paper(Wish("correction"))
    asked = answer(monkeypatch, 13)
    room.page.issued.enter.click()
    assert [one.kind for one in asked[0].drafts] == ["correction", "month"]
    assert ("correction", "2026-09", 13) in entered(desk)


def test_a_letter_gets_a_number_without_any_closing_and_prints_it(
    room: ReportsRoom, desk: Desk, monkeypatch: pytest.MonkeyPatch
) -> None:
    room.open_paper(Wish(REMINDER))
    assert room.page.issued.enter.text() == "Ghi số, ngày…"
    printed = paper_of(room).data
    answer(monkeypatch, 7)
    room.page.issued.enter.click()
    assert entered(desk) == [("reminder", "2026-09", 7)]
    assert words(room) == "Số 07/BCĐ-PCMT ngày 05/10/2026"
    assert paper_of(room).data != printed


def test_a_report_of_a_range_of_days_gets_a_number_and_prints_it(
    room: ReportsRoom, desk: Desk, monkeypatch: pytest.MonkeyPatch
) -> None:
    days = parse_period("2026-09-01..2026-09-10")
    room.open_paper(Wish(AD_HOC, days))
    printed = paper_of(room).data
    answer(monkeypatch, 8)
    room.page.issued.enter.click()
    assert entered(desk) == [("ad-hoc", days.id, 8)]
    assert paper_of(room).data != printed


def test_the_public_variant_of_a_closed_month_gets_a_number_of_its_own(
    room: ReportsRoom, desk: Desk, monkeypatch: pytest.MonkeyPatch
) -> None:
    room.open_paper(Wish("public"))
    printed = paper_of(room).data
    answer(monkeypatch, 8)
    room.page.issued.enter.click()
    assert entered(desk) == [("public", "2026-09", 8)]
    assert paper_of(room).data != printed


def test_a_second_letter_of_the_month_is_a_line_of_its_own(
    room: ReportsRoom, desk: Desk, monkeypatch: pytest.MonkeyPatch
) -> None:
    draft = IssuedDraft(kind=REMINDER, period="2026-09", number=7, issued_on=DAY)
    assert issue_paper(desk, draft).done
    room.open_paper(Wish(REMINDER))
    answer(monkeypatch, 9, line=1)
    room.page.issued.enter.click()
    assert [number for _kind, _period, number in entered(desk)] == [7, 9]
    answer(monkeypatch, 10)
    room.page.issued.enter.click()
    assert [number for _kind, _period, number in entered(desk)] == [7, 10]


def test_the_form_tells_the_lines_of_a_letter_apart_and_a_new_one_begins_open(
    qtbot: QtBot, context: ShellContext, desk: Desk
) -> None:
    draft = IssuedDraft(kind=REMINDER, period="2026-09", number=7, issued_on=DAY)
    assert issue_paper(desk, draft).done
    issuing = read_letter(desk, REMINDER, SEPTEMBER, PaperChoice())
    dialog = IssueDialog(None, issuing, theme=context.theme)
    qtbot.addWidget(dialog)
    assert [dialog.kind.itemText(one) for one in range(dialog.kind.count())] == [
        "Số 07/BCĐ-PCMT ngày 05/10/2026",
        "Văn bản khác, chưa có số",
    ]
    assert (dialog.draft.number, dialog.draft.issued_on) == (7, DAY)
    dialog.kind.setCurrentIndex(1)
    assert (dialog.draft.id, dialog.draft.number, dialog.draft.issued_on) == (None, None, None)


@pytest.mark.parametrize("kind", ["session-register", "area-review", "margins-test"])
def test_a_paper_that_has_no_number_asks_for_none(room: ReportsRoom, kind: str) -> None:
    room.open_paper(Wish(kind))
    assert not room.page.issued.enter.isVisible()
    assert room.page.issued.register.isVisible()


@pytest.fixture
def listed(desk: Desk) -> Desk:
    """Nine reports with numbers, the last of them 36."""
    for number in range(1, 10):
        draft = IssuedDraft(
            kind="month",
            period=month_period(2026, number).id,
            number=4 * number,
            issued_on=date(2026, number + 1, 5),
        )
        assert issue_paper(desk, draft).done
    return desk


def test_the_register_opens_as_pages_like_every_other_paper(
    room: ReportsRoom, listed: Desk, monkeypatch: pytest.MonkeyPatch
) -> None:
    assert len(papers(listed)) == 9
    monkeypatch.setattr(
        RegisterDialog, "ask", lambda _parent, _context, *, desk, year: year if desk else None
    )
    room.page.issued.register.click()
    paper = paper_of(room)
    assert (paper.line.kind, paper.line.period.year) == (ISSUED_REGISTER, 2026)
    assert paper.sizes[0].landscape
    assert len(PaperText(paper.data).find("36/BC-BCĐ")) == 1
    assert paper.name == "So-van-ban-di_nam-2026_Phuong-Huong-Tra"
    assert room.page.bar.word.isEnabled()


def test_the_dialog_of_the_register_leads_to_its_pages_by_keyboard(
    qtbot: QtBot, context: ShellContext, listed: Desk
) -> None:
    dialog = RegisterDialog(None, context, desk=listed, year=2026)
    qtbot.addWidget(dialog)
    dialog.show()
    QTest.keyClick(dialog.pages, Qt.Key.Key_Space)
    assert dialog.result() == RegisterDialog.DialogCode.Accepted
    assert dialog.wanted == 2026


def test_the_register_is_saved_as_an_excel_file(
    room: ReportsRoom, listed: Desk, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    assert papers(listed)
    room.open_paper(Wish(ISSUED_REGISTER, year_of(2026)))
    target = tmp_path / "so.xlsx"
    monkeypatch.setattr(SavePlace, "ask", lambda *_parent, **_words: target)
    room.page.bar.excel.click()
    book = load_workbook(BytesIO(target.read_bytes()))
    cells = [value for sheet in book for row in sheet.iter_rows(values_only=True) for value in row]
    assert "36/BC-BCĐ" in cells


def test_a_line_that_changes_is_printed_anew_at_once(
    room: ReportsRoom, desk: Desk, context: ShellContext
) -> None:
    room.open_paper(Wish(ISSUED_REGISTER))
    before = paper_of(room).data
    draft = IssuedDraft(kind=REMINDER, period="2026-09", number=7, issued_on=DAY)
    context.write(lambda: issue_paper(desk, draft), lambda _done: None)
    assert paper_of(room).data != before
