"""Papers over all units: looked at without traces, saved with their totals kept, re-issued."""

from collections.abc import Iterator
from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from pytestqt.qtbot import QtBot

from desktop.actions.consolidated_texts import own_texts
from desktop.actions.deciding import decide
from desktop.actions.desk import Desk
from desktop.actions.issued_papers import papers_of
from desktop.actions.issued_totals import changed_since_printed
from desktop.actions.paper_numbers import CONSOLIDATED
from desktop.actions.superior_month import superior_month
from desktop.actions.verdicts import consolidation_of
from desktop.domain.issued import IssuedDraft
from desktop.domain.officers import OfficerRole
from desktop.exchange.received import Standing
from desktop.ui.consolidated.room import ConsolidatedRoom
from desktop.ui.design.theme import Theme
from desktop.ui.reports.issue_dialog import IssueDialog, Issuing
from desktop.ui.reports.parts import Part
from desktop.ui.reports.saving import SavePlace
from desktop.ui.rights import Rights, grant
from desktop.ui.shell.views import StepState, StepTone, StepView
from desktop.ui.superior_office import SuperiorOffice
from desktop.ui.widgets.dialogs import ConfirmDialog
from desktop.ui.work import Step
from tests.reports.reading import read_pdf
from tests.ui.board.superiors import (
    OCTOBER,
    context_for,
    forty_units,
    sealed_superior,
    sender_for,
    trusted,
    year_of_forty,
)


@pytest.fixture
def desk(tmp_path: Path) -> Iterator[Desk]:
    """Eight units in October: one late, one that waits."""
    units = forty_units()[:8]
    with year_of_forty(tmp_path / "superior", months=10, units=units) as made:
        yield made


@pytest.fixture
def room(desk: Desk, theme: Theme, qtbot: QtBot) -> ConsolidatedRoom:
    return room_on(desk, theme, qtbot)


@pytest.fixture
def sealed(tmp_path: Path) -> Iterator[Desk]:
    """A superior to which two units sent October in sealed files of their own."""
    with sealed_superior(tmp_path / "sealed") as made:
        for code, name in (("19701", "Phường Phú Xuân"), ("19702", "Phường Kim Long")):
            trusted(made, sender_for(made, code, name), tmp_path / f"stick-{code}", OCTOBER.id)
        yield made


def room_on(desk: Desk, theme: Theme, qtbot: QtBot) -> ConsolidatedRoom:
    shell = context_for(theme)
    made = ConsolidatedRoom(shell, desk=desk)
    shell.changed.connect(made.on_changes)
    qtbot.addWidget(made.widget())
    made.widget().resize(1100, 560)
    made.widget().show()
    made.on_shown(shell.month)
    return made


def test_looking_at_the_report_keeps_nothing(room: ConsolidatedRoom, desk: Desk) -> None:
    assert room.page.preview.pages.page_count > 1
    assert not superior_month(desk, OCTOBER).printed


def test_every_paper_has_pages(room: ConsolidatedRoom) -> None:
    for row in range(room.page.papers.model().rowCount()):
        room.page.papers.setCurrentIndex(room.page.papers.model().index(row, 0))
        assert room.page.preview.pages.page_count > 0, room.page.kind


def test_a_saved_report_keeps_its_totals(
    room: ConsolidatedRoom, desk: Desk, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(SavePlace, "ask", lambda *_p, name, **_w: tmp_path / name)
    for ending in (".csv", ".json"):
        room.save(ending)
    assert not superior_month(desk, OCTOBER).printed, "figures for other programs are no report"
    room.save(".docx")
    assert superior_month(desk, OCTOBER).printed
    assert {one.suffix for one in tmp_path.glob("*thang-10*")} == {".csv", ".json", ".docx"}


def test_a_letter_goes_to_the_unit_that_is_late(room: ConsolidatedRoom) -> None:
    late = forty_units()[2]
    room.on_target({"paper": "reminder", "unit": late.code})
    assert room.page.kind == "reminder"
    assert room.page.unit.currentText() == late.name
    assert room.page.save_buttons[".pdf"].isVisible()
    assert not room.page.save_buttons[".csv"].isVisible(), "a letter is no data"


def test_nothing_to_replace_is_said(room: ConsolidatedRoom) -> None:
    room.replace_report()
    assert not room.page.print_button.isEnabled()


def test_totals_that_changed_after_saving_are_said_and_the_report_replaced(
    sealed: Desk, theme: Theme, qtbot: QtBot, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    desk, room = sealed, room_on(sealed, theme, qtbot)
    monkeypatch.setattr(SavePlace, "ask", lambda *_p, name, **_w: tmp_path / name)
    room.save(".docx")
    in_force = consolidation_of(desk).in_force
    october = [one.package_id for (_unit, period), one in in_force.items() if period == OCTOBER.id]
    assert decide(desk, min(october), accept=False, reason="Gửi nhầm").done
    rest = SuperiorOffice(desk).path(OCTOBER).rest
    assert rest is not None
    notice = rest().notice
    assert notice is not None
    room.on_shown(OCTOBER)
    assert room.page.changes.text().startswith("Đã thay đổi từ khi lập báo cáo: ")
    room.save(".docx")
    assert rest().notice is not None, "printed once more is not issued anew"
    room.begin_anew()
    assert not room.page.reissue.isVisible()
    assert rest().notice is not None, "looking at it issues nothing"
    room.on_target(notice.target)
    assert room.page.print_button.isEnabled()
    room.save(".pdf")
    assert rest().notice is None


def sealed_with_a_number(
    sealed: Desk, theme: Theme, qtbot: QtBot, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> ConsolidatedRoom:
    """October's report has the number 45 and went out; one unit's file was taken out since."""

    def signed(_parent: object, issuing: Issuing, **_named: object) -> IssuedDraft:
        return replace(issuing.drafts[0], number=45, issued_on=date(2026, 10, 16))

    room = room_on(sealed, theme, qtbot)
    monkeypatch.setattr(IssueDialog, "ask", signed)
    monkeypatch.setattr(SavePlace, "ask", lambda *_p, name, **_w: tmp_path / name)
    room.page.issued.enter.click()
    in_force = consolidation_of(sealed).in_force
    october = [one.package_id for (_unit, period), one in in_force.items() if period == OCTOBER.id]
    assert decide(sealed, min(october), accept=False, reason="Gửi nhầm").done
    room.on_shown(OCTOBER)
    return room


def third_step(desk: Desk) -> StepView:
    """ "Consolidate, print", as the line of October shows it in the end."""
    path = SuperiorOffice(desk).path(OCTOBER)
    return (path.rest() if path.rest is not None else path).steps[2]


def test_a_report_whose_totals_changed_is_no_step_that_is_done(
    sealed: Desk, theme: Theme, qtbot: QtBot, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    room = sealed_with_a_number(sealed, theme, qtbot, tmp_path, monkeypatch)
    step = third_step(sealed)
    assert (step.state, step.tone) == (StepState.CURRENT, StepTone.DUE)
    assert step.detail == "số liệu đã đổi sau khi lập"
    # The replacement that is printed without a number has none, whatever the one before has.
    room.replace_report()
    assert room.page.issued.state.text().startswith("Báo cáo đang xem chưa có số.")
    room.save(".pdf")
    step = third_step(sealed)
    assert (step.state, step.detail) == (StepState.DONE, "đã lập, chờ số")


def test_who_may_only_read_is_offered_no_replacement(
    sealed: Desk, theme: Theme, qtbot: QtBot, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    room = sealed_with_a_number(sealed, theme, qtbot, tmp_path, monkeypatch)
    assert room.page.reissue.isEnabled()
    grant(room.page, Rights(OfficerRole.READS))
    for button in (room.page.reissue, room.page.anew, room.page.earlier):
        assert not button.isEnabled()
        assert button.toolTip()
    monkeypatch.setattr(Desk, "officer_role", OfficerRole.READS)
    rest = SuperiorOffice(sealed).path(OCTOBER).rest
    assert rest is not None
    notice = rest().notice
    assert notice is not None
    assert (notice.action, notice.target) == ("Xem báo cáo", {"paper": "report"})


def test_a_numbered_report_stays_the_one_issued_until_its_replacement_has_a_number(
    sealed: Desk, theme: Theme, qtbot: QtBot, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    room = sealed_with_a_number(sealed, theme, qtbot, tmp_path, monkeypatch)
    room.replace_report()
    room.save(".pdf")
    rest = SuperiorOffice(sealed).path(OCTOBER).rest
    assert rest is not None
    notice = rest().notice
    assert notice is not None
    assert "Báo cáo số 45/BC-BCĐ ngày 16/10/2026 mang số tổng hợp khác" in notice.text
    room.page.choose("matrix")
    room.page.choose("report")
    room.page.chosen.emit()
    assert "bản thay thế đã lập, còn chờ số" in room.page.changes.text().lower()
    assert room.page.changes.isVisible()


def test_totals_that_are_again_those_of_the_numbered_report_have_its_number(
    sealed: Desk, theme: Theme, qtbot: QtBot, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    room = sealed_with_a_number(sealed, theme, qtbot, tmp_path, monkeypatch)
    room.replace_report()
    room.save(".pdf")
    verdicts = consolidation_of(sealed).verdicts
    (left_out,) = (one for one in verdicts if one.standing is Standing.REJECTED)
    assert decide(sealed, left_out.package.package_id, accept=True, reason="Gửi đúng").done
    step = third_step(sealed)
    assert (step.state, step.detail) == (StepState.DONE, "đã có số")


def test_a_report_with_a_number_is_left_aside_only_when_asked_and_one_step_brings_it_back(
    sealed: Desk, theme: Theme, qtbot: QtBot, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    room = sealed_with_a_number(sealed, theme, qtbot, tmp_path, monkeypatch)
    asked: list[str] = []

    def answer(*_parent: object, question: str, **_words: object) -> bool:
        asked.append(question)
        return len(asked) > 1

    monkeypatch.setattr(ConfirmDialog, "ask", answer)
    room.page.anew.click()
    assert "45" in asked[0]
    assert room.page.anew.isVisible(), "the safe answer changes nothing"
    room.page.anew.click()
    assert room.page.earlier.isVisible()
    room.page.earlier.click()
    assert room.page.reissue.isVisible(), "looked at and left: nothing was issued"
    room.page.anew.click()
    room.save(".pdf")
    assert not changed_since_printed(sealed, OCTOBER)
    room.on_shown(OCTOBER)
    room.page.earlier.click()
    assert changed_since_printed(sealed, OCTOBER)
    assert room.page.reissue.isVisible()
    assert not room.page.earlier.isVisible()


def test_the_number_of_the_report_is_entered_and_shown(
    room: ConsolidatedRoom, desk: Desk, monkeypatch: pytest.MonkeyPatch
) -> None:
    def signed(_parent: object, issuing: Issuing, **_named: object) -> IssuedDraft:
        return replace(issuing.drafts[0], number=45, issued_on=date(2026, 10, 16))

    monkeypatch.setattr(IssueDialog, "ask", signed)
    room.page.issued.enter.click()
    (line,) = papers_of(desk, OCTOBER)
    assert (line.kind, line.number) == (CONSOLIDATED, 45)
    assert "45" in room.page.issued.state.text()


def test_a_second_number_of_the_same_report_is_asked_about(
    room: ConsolidatedRoom, desk: Desk, monkeypatch: pytest.MonkeyPatch
) -> None:
    numbers = iter((45, 46, 46))

    def signed(_parent: object, issuing: Issuing, **_named: object) -> IssuedDraft:
        new = next(one for one in issuing.drafts if one.id is None)
        return replace(new, number=next(numbers), issued_on=date(2026, 10, 16))

    answers = iter((False, True))
    monkeypatch.setattr(IssueDialog, "ask", signed)
    monkeypatch.setattr(ConfirmDialog, "ask", lambda *_p, **_w: next(answers))
    room.page.issued.enter.click()
    room.page.issued.enter.click()
    assert [one.number for one in papers_of(desk, OCTOBER)] == [45]
    room.page.issued.enter.click()
    assert [one.number for one in papers_of(desk, OCTOBER)] == [45, 46]


def test_the_number_of_a_letter_is_entered_and_shown(
    room: ConsolidatedRoom, desk: Desk, monkeypatch: pytest.MonkeyPatch
) -> None:
    def signed(_parent: object, issuing: Issuing, **_named: object) -> IssuedDraft:
        return replace(issuing.drafts[0], number=12, issued_on=date(2026, 10, 20))

    monkeypatch.setattr(IssueDialog, "ask", signed)
    room.on_target({"paper": "reminder"})
    assert room.page.issued.isVisible()
    room.page.issued.enter.click()
    (line,) = papers_of(desk, OCTOBER)
    assert (line.kind, line.number) == ("reminder", 12)
    assert "12/BCĐ-PCMT" in room.page.issued.state.text()
    read = room._read
    assert read is not None
    assert "12/BCĐ-PCMT" in read_pdf(read.data)[0].text


def test_tables_are_asked_for_no_number(room: ConsolidatedRoom) -> None:
    assert room.page.issued.isVisible()
    room.page.choose("matrix")
    assert not room.page.issued.isVisible()


def test_a_paragraph_that_is_typed_stands_in_the_pages_and_stays(
    room: ConsolidatedRoom, desk: Desk
) -> None:
    texts = room.page.texts
    texts.choose("strengths")
    texts.text.setPlainText("Các đơn vị đã chủ động triển khai.")
    room.on_target({"paper": "matrix"})
    assert not room.page.parts.in_sight & {Part.PARAGRAPHS}, "a table has no paragraphs"
    room.on_target({"paper": "report"})
    texts.choose("strengths")
    assert texts.text.toPlainText() == "Các đơn vị đã chủ động triển khai."
    read = room._read
    assert read is not None
    said = " ".join(page.text for page in read_pdf(read.data))
    assert "Các đơn vị đã chủ động triển khai." in said


def test_what_is_written_after_the_number_is_told_and_printed_only_when_wanted(
    room: ConsolidatedRoom, desk: Desk, monkeypatch: pytest.MonkeyPatch
) -> None:
    def signed(_parent: object, issuing: Issuing, **_named: object) -> IssuedDraft:
        return replace(issuing.drafts[0], number=45, issued_on=date(2026, 10, 16))

    def said() -> str:
        assert room._read is not None
        return " ".join(page.text for page in read_pdf(room._read.data))

    monkeypatch.setattr(IssueDialog, "ask", signed)
    room.page.issued.enter.click()
    since = room.page.issued.since
    assert since.isHidden()
    room.page.texts.choose("strengths")
    room.page.texts.text.setPlainText("Viết sau khi có số.")
    room.page.texts.flush()
    assert "Viết sau khi có số." not in said()
    assert since.isVisible()
    since.renew.click()
    assert "Viết sau khi có số." in said()
    assert since.isHidden()


def test_words_typed_last_are_kept_on_leaving(room: ConsolidatedRoom, desk: Desk) -> None:
    room.page.texts.choose("proposals")
    room.page.texts.text.setPlainText("Đề nghị cấp kinh phí.")
    assert room.may_leave()
    assert own_texts(desk, OCTOBER) == {"proposals": "Đề nghị cấp kinh phí."}


def test_how_far_the_reading_came_is_said_and_stopping_leaves_the_pages(
    room: ConsolidatedRoom,
) -> None:
    work = room.page.preview.work
    room._tell_step(room._asked, Step(50, 450))
    assert work.said == "Đang đọc báo cáo của các đơn vị: 50/450…"
    room._tell_step(room._asked - 1, Step(100, 450))
    assert "50/450" in work.said, "a paper that nobody waits for says nothing"
    before = room._read
    room._stop()
    assert room._read is before
    assert room.page.print_button.isEnabled()


def test_pages_say_which_paper_they_are_in_a_narrow_window_too(room: ConsolidatedRoom) -> None:
    page = room.page
    page.resize(700, 420)
    assert page.title_above.isVisibleTo(page.parts._pages)
    assert not page.title.isVisibleTo(page.parts._pages)
    assert page.title_above.text().startswith("Báo cáo tổng hợp")
    page.resize(1500, 620)
    assert page.title.isVisibleTo(page.parts._pages)
    assert not page.title_above.isVisibleTo(page.parts._pages)


def test_the_list_names_papers_as_briefly_as_it_has_room_and_whole_in_the_tooltip(
    room: ConsolidatedRoom,
) -> None:
    model = room.page.papers.model()
    names = [str(model.index(row, 0).data()) for row in range(model.rowCount())]
    assert max(map(len, names)) <= 22
    tip = model.index(names.index("Kết quả theo mục tiêu"), 0).data(Qt.ItemDataRole.ToolTipRole)
    assert tip == "Bảng kết quả theo mục tiêu, chỉ tiêu"
