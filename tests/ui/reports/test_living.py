"""Own paragraphs live on: changed figures are shown, last month's words are taken over by wish."""

from dataclasses import replace

from desktop.actions.desk import Desk
from desktop.actions.groups import groups
from desktop.actions.reports import record_report_text, report_sections
from desktop.actions.sessions import record_session, sessions_of
from desktop.domain.sessions import SessionDraft
from desktop.ui.reports.room import ReportsRoom
from tests.ui.closing.offices import SEPTEMBER
from tests.ui.overview.offices import OCTOBER
from tests.ui.reports.rooms import paper_of


def own(desk: Desk, key: str) -> str | None:
    return {one.key: one.own for one in report_sections(desk, OCTOBER)}[key]


def hold_one_more(room: ReportsRoom, desk: Desk) -> None:
    """A session more than the paragraph speaks of."""
    held = sessions_of(desk, OCTOBER)[0]
    draft = SessionDraft(held_on=held.held_on, group_ids=(groups(desk)[0].id,), attendance=20)
    outcome = record_session(desk, replace(draft, format=held.format, start_time="07:15"))
    assert outcome.done
    room.on_changes(frozenset(outcome.changes.kinds))


def write_sentence(room: ReportsRoom, desk: Desk) -> str:
    """A sentence of the officer with a figure of the report."""
    count = sum(one.status == "held" for one in sessions_of(desk, OCTOBER))
    room.page.texts.choose("outreach")
    room.page.texts.text.setPlainText(f"Toàn phường tổ chức được {count:02d} buổi tuyên truyền.")
    room.page.texts.flush()
    return f"{count:02d}"


def test_a_figure_that_changed_is_shown_and_never_swapped(room: ReportsRoom, desk: Desk) -> None:
    said = write_sentence(room, desk)
    assert room.page.texts.living.isHidden()
    hold_one_more(room, desk)
    box = room.page.texts.living
    assert not box.isHidden()
    assert "Số đã đổi" in room.page.texts.choice.currentText()
    assert said in (own(desk, "outreach") or "")
    assert "1 số trong đoạn tự viết" in room.page.closing.lacking.text()
    box.links[0].click()
    assert said not in (own(desk, "outreach") or "")
    assert room.page.texts.text.toPlainText() == own(desk, "outreach")
    assert room.page.texts.living.isHidden()


def test_a_figure_may_stay_as_written(room: ReportsRoom, desk: Desk) -> None:
    said = write_sentence(room, desk)
    hold_one_more(room, desk)
    room.page.texts.living.links[1].click()
    assert said in (own(desk, "outreach") or "")
    assert room.page.texts.living.isHidden()


def test_last_months_words_are_taken_over_and_confirmed(room: ReportsRoom, desk: Desk) -> None:
    texts = room.page.texts
    assert texts.carry.isHidden()
    outcome = record_report_text(desk, SEPTEMBER, "proposals", "Đề nghị cấp thêm loa.")
    room.on_changes(frozenset(outcome.changes.kinds))
    assert texts.carry.text() == "Lấy lại 1 đoạn viết kỳ trước"
    texts.carry.click()
    assert own(desk, "proposals") == "Đề nghị cấp thêm loa."
    texts.choose("proposals")
    assert "Từ kỳ trước" in texts.choice.currentText()
    assert [one.carried for one in paper_of(room).living] == [True]
    texts.living.links[0].click()
    assert [one.carried for one in paper_of(room).living] == [False]
    assert texts.living.isHidden()
