"""Living documents: an officer's paragraphs through refreshed figures and from month to month."""

from datetime import date

import pytest

from desktop.actions.closing import close_period
from desktop.actions.desk import Desk
from desktop.actions.models import record_model
from desktop.actions.periods import period_named
from desktop.actions.report_texts import (
    carriable_sections,
    carried_sections,
    carry_over,
    confirm_carried,
    keep_figure,
    living_texts,
    promised_before,
    stale_figures,
    take_over_figure,
)
from desktop.actions.reports import period_report_document, record_report_text, report_sections
from desktop.actions.sessions import record_session
from desktop.domain.models import ModelDraft, ModelStatus
from desktop.reports.tree import Paragraph
from tests.actions.test_papers import held

OCTOBER, SEPTEMBER = "2026-10", "2026-09"


@pytest.fixture
def entered(desk: Desk, groups: tuple[str, ...]) -> Desk:
    """In October one of three groups held a session with 40 attendances."""
    assert record_session(desk, held(date(2026, 9, 20), groups[0])).done
    return desk


def edited(desk: Desk, section: str, before: str, after: str) -> str:
    """The generated text of a section with the officer's change, stored."""
    period = period_named(desk, OCTOBER)
    generated = next(one.generated for one in report_sections(desk, period) if one.key == section)
    assert before in generated
    text = generated.replace(before, after)
    assert record_report_text(desk, period, section, text).done
    return text


def test_nothing_is_told_while_the_figures_are_those_of_the_text(entered: Desk) -> None:
    edited(entered, "outreach", "Trong kỳ, toàn", "Dù mưa bão, toàn")
    assert stale_figures(entered, period_named(entered, OCTOBER)) == ()


def test_a_changed_figure_is_told_and_the_text_stays_as_it_is(
    entered: Desk, groups: tuple[str, ...]
) -> None:
    text = edited(entered, "outreach", "Trong kỳ, toàn", "Dù mưa bão, toàn")
    period = period_named(entered, OCTOBER)
    assert record_session(entered, held(date(2026, 9, 21), groups[1], attendance=25)).done
    [living] = living_texts(entered, period)
    assert living.text == text
    told = {(one.said, one.now) for one in living.stale}
    assert {("01", "02"), ("40", "65"), ("1", "2"), ("33,3", "66,7"), ("02", "01")} <= told
    assert all(one.said in one.sentence for one in living.stale)


def test_one_figure_is_taken_over_another_kept(entered: Desk, groups: tuple[str, ...]) -> None:
    period = period_named(entered, OCTOBER)
    text = "Phường đã tổ chức được 01 buổi tuyên truyền với 40 lượt người tham gia."
    assert record_report_text(entered, period, "strengths", text).done
    assert stale_figures(entered, period) == ()
    assert record_session(entered, held(date(2026, 9, 21), groups[1], attendance=25)).done
    sessions, people = stale_figures(entered, period)
    assert take_over_figure(entered, period, sessions).value == text.replace("01", "02")
    assert keep_figure(entered, period, people).done
    assert stale_figures(entered, period) == ()
    [living] = living_texts(entered, period)
    assert living.text == text.replace("01", "02")
    assert record_session(entered, held(date(2026, 9, 22), groups[1], attendance=5)).done
    assert [(one.said, one.now) for one in stale_figures(entered, period)] == [
        ("02", "03"),
        ("40", "70"),
    ]
    assert take_over_figure(entered, period, sessions).problems[0].code == "figure_gone"


def test_undo_brings_text_and_figures_back_together(entered: Desk, groups: tuple[str, ...]) -> None:
    period = period_named(entered, OCTOBER)
    text = "Đã tổ chức được 01 buổi tuyên truyền."
    assert record_report_text(entered, period, "strengths", text).done
    assert record_session(entered, held(date(2026, 9, 21), groups[1])).done
    [figure] = stale_figures(entered, period)
    assert take_over_figure(entered, period, figure).done
    assert entered.store.undo() is not None
    assert stale_figures(entered, period) == (figure,)


def test_a_closed_period_is_told_by_its_snapshot(entered: Desk) -> None:
    edited(entered, "outreach", "Trong kỳ, toàn", "Dù mưa bão, toàn")
    period = period_named(entered, OCTOBER)
    assert close_period(entered, period).done
    assert stale_figures(entered, period) == ()


def test_remarks_are_carried_from_last_month_and_marked_until_looked_at(
    entered: Desk, groups: tuple[str, ...]
) -> None:
    before, period = period_named(entered, SEPTEMBER), period_named(entered, OCTOBER)
    for section, text in (
        ("situation", "Địa bàn giáp ranh, có 03 tổ dân phố."),
        ("strengths", "Cấp ủy quan tâm, đã tổ chức được 01 buổi tuyên truyền."),
        ("proposals", "Đề nghị cấp kinh phí."),
    ):
        assert record_report_text(entered, before, section, text).done
    assert record_report_text(entered, period, "proposals", "Không.").done
    assert carriable_sections(entered, period) == ("situation", "strengths")
    assert carry_over(entered, period, "month", ["strengths"]).value == ("strengths",)
    assert carry_over(entered, period, "month").value == ("situation",)
    assert carried_sections(entered, period) == ("situation", "strengths")
    assert carry_over(entered, period, "month").problems[0].code == "nothing_to_carry"
    texts = {one.section: one for one in living_texts(entered, period)}
    assert texts["proposals"].text == "Không."
    assert not texts["proposals"].carried
    assert texts["strengths"].carried
    assert confirm_carried(entered, period, "situation").done
    assert record_report_text(entered, period, "strengths", "Cấp ủy quan tâm.").done
    assert carried_sections(entered, period) == ()
    assert groups


def test_a_carried_paragraphs_numbers_are_last_months_and_told_so(
    desk: Desk, groups: tuple[str, ...]
) -> None:
    before, period = period_named(desk, SEPTEMBER), period_named(desk, OCTOBER)
    for day in (date(2026, 8, 20), date(2026, 9, 20), date(2026, 9, 21)):
        assert record_session(desk, held(day, groups[0])).done
    text = "Đã tổ chức được 01 buổi tuyên truyền với 40 lượt người tham gia."
    assert record_report_text(desk, before, "strengths", text).done
    assert carry_over(desk, period, "month").done
    assert [(one.said, one.now) for one in stale_figures(desk, period)] == [
        ("01", "02"),
        ("40", "80"),
    ]


def test_only_a_periods_own_report_is_carried_over(entered: Desk) -> None:
    with pytest.raises(ValueError, match="quarter"):
        carry_over(entered, period_named(entered, OCTOBER), "quarter")


def test_what_was_promised_is_offered_with_what_came_of_it(
    desk: Desk, groups: tuple[str, ...]
) -> None:
    first, second, third = groups
    for day, group in ((date(2026, 8, 20), first), (date(2026, 9, 20), second)):
        assert record_session(desk, held(day, group)).done
    model = ModelDraft(name="Tổ tự quản", group_ids=(third,), status=ModelStatus.ACTIVE)
    assert record_model(desk, model).done
    found = promised_before(desk, period_named(desk, OCTOBER))
    assert found is not None
    assert not found.own
    assert found.opening.startswith("Đã đề ra kỳ trước (tháng\u00a09 năm\u00a02026): Tiếp tục")
    [sessions, models] = found.results
    assert "01 tổ dân phố nay đã tổ chức (Tổ dân phố 2)" in sessions.replace("\u00a0", " ")
    assert "còn 01 tổ dân phố chưa tổ chức" in sessions.replace("\u00a0", " ")
    assert models.startswith("Cả 02")


def test_one_group_alone_is_named_first(desk: Desk, groups: tuple[str, ...]) -> None:
    first, second, third = groups
    for day, group in ((date(2026, 8, 20), first), (date(2026, 8, 21), second)):
        assert record_session(desk, held(day, group)).done
    october = period_named(desk, OCTOBER)
    found = promised_before(desk, october)
    assert found is not None
    assert found.results[0].replace("\u00a0", " ") == (
        "Tổ dân phố 3: kỳ trước chưa tổ chức tuyên truyền, nay vẫn chưa tổ chức."
    )
    assert record_session(desk, held(date(2026, 9, 20), third)).done
    later = promised_before(desk, october)
    assert later is not None
    assert later.results[0].endswith("nay đã tổ chức.")


def test_the_officers_own_tasks_go_before_what_was_drafted(entered: Desk) -> None:
    tasks = "- Mở đợt cao điểm.\n- Ra mắt 02 mô hình mới."
    before, period = period_named(entered, SEPTEMBER), period_named(entered, OCTOBER)
    assert record_report_text(entered, before, "next_tasks", tasks).done
    found = promised_before(entered, period)
    assert found is not None
    assert found.own
    assert found.tasks == ("Mở đợt cao điểm", "Ra mắt 02 mô hình mới")
    assert record_report_text(entered, period, "shortcomings", found.text).done
    printed = period_report_document(entered, period).blocks
    words = " ".join(one.text for one in printed if isinstance(one, Paragraph))
    assert "Mở đợt cao điểm; Ra mắt 02" in words.replace("\u00a0", " ")


def test_the_first_month_tracked_was_promised_nothing(entered: Desk) -> None:
    assert promised_before(entered, period_named(entered, "2026-01")) is None


@pytest.mark.parametrize("text", ["", "  \n \n", "\u200b"])
def test_a_paragraph_without_a_word_is_none(entered: Desk, text: str) -> None:
    period = period_named(entered, OCTOBER)
    assert record_report_text(entered, period, "strengths", "Lời riêng.").done
    assert record_report_text(entered, period, "strengths", text).done
    assert living_texts(entered, period) == ()
    section = next(one for one in report_sections(entered, period) if one.key == "strengths")
    assert section.own is None


def test_a_letter_that_papers_cannot_print_is_told(entered: Desk) -> None:
    period = period_named(entered, OCTOBER)
    outcome = record_report_text(entered, period, "strengths", "Tốt 😀 lắm.")
    assert outcome.done
    assert [one.code for one in outcome.problems] == ["letter_not_drawn"]
    assert outcome.problems[0].details == {"letter": "“😀” (U+1F600)"}
