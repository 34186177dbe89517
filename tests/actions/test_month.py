"""A month from entry to closing, through the actions."""

from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest

from desktop.actions.closing import close_period, reopen_period
from desktop.actions.desk import ChangeKind, Desk
from desktop.actions.groups import record_group
from desktop.actions.models import change_status, record_model
from desktop.actions.overview import WorkKind, month_overview, opening_month
from desktop.actions.period_status import status
from desktop.actions.periods import (
    PeriodState,
    closing_in_force,
    period_named,
    period_view,
    stored_snapshot,
)
from desktop.actions.profile import change_profile, change_settings, list_entries, settings
from desktop.actions.reports import (
    month_report_document,
    month_report_pdf,
    record_report_text,
    report_sections,
)
from desktop.actions.safety import redo, undo
from desktop.actions.sessions import (
    SessionFilter,
    delete_session,
    find_sessions,
    record_session,
    record_sessions,
    sessions_of,
    state_not_held,
    withdraw_not_held,
)
from desktop.actions.setup import Sources, new_commune, open_desk
from desktop.domain.commune import CommuneProfile, CountingSettings, DutyCalendar
from desktop.domain.confirmations import ConfirmationCode
from desktop.domain.counting import CellState, Share
from desktop.domain.groups import GroupDraft
from desktop.domain.models import ModelDraft, ModelStatus
from desktop.domain.periods import CALENDAR
from desktop.domain.sessions import SessionDraft
from desktop.domain.snapshot import snapshot_bytes
from desktop.reports.tree import Paragraph


def draft(day: date, *groups: str, attendance: int | None = 20) -> SessionDraft:
    """A session held for groups."""
    return SessionDraft(
        held_on=day,
        group_ids=groups,
        format="Hội nghị",
        topics=("Luật Phòng, chống ma túy",),
        lead_body="Công an xã",
        attendance=attendance,
    )


def test_a_recorded_session_shows_in_the_status(desk: Desk, groups: tuple[str, ...]) -> None:
    outcome = record_session(desk, draft(date(2026, 10, 1), groups[0], groups[1]))
    assert outcome.changes.kinds == {ChangeKind.SESSIONS}
    found = status(desk, period_named(desk, "2026-10"))
    assert found.sessions == Share(2, 3)
    assert [group.name for group in found.sessions_missing] == ["Tổ dân phố 3"]
    assert (found.held, found.attendance, found.complete) == (1, 20, False)


def test_a_new_format_joins_its_list_and_an_old_spelling_finds_it(
    desk: Desk, groups: tuple[str, ...]
) -> None:
    before = len(list_entries(desk))
    first = replace(draft(date(2026, 10, 1), groups[0]), format="Toạ đàm dưới cờ")
    second = replace(draft(date(2026, 10, 2), groups[0]), format="TỌA ĐÀM DƯỚI CỜ")
    outcome = record_sessions(desk, (first, second))
    assert outcome.done
    assert len(list_entries(desk)) == before + 1
    assert {one.format for one in find_sessions(desk, SessionFilter())} == {"Toạ đàm dưới cờ"}


def test_several_sessions_are_stored_all_or_none(desk: Desk, groups: tuple[str, ...]) -> None:
    outcome = record_sessions(desk, (draft(date(2026, 10, 1), groups[0]), draft(date(2026, 10, 2))))
    assert not outcome.done
    assert [(one.code, one.details.get("line")) for one in outcome.problems] == [
        ("group_missing", "2")
    ]
    assert find_sessions(desk, SessionFilter()) == ()


@pytest.mark.parametrize(
    ("day", "code"),
    [(date(2026, 10, 21), "date_in_future"), (date(1950, 1, 1), "date_out_of_range")],
)
def test_a_date_that_cannot_be_is_a_problem(
    desk: Desk, groups: tuple[str, ...], day: date, code: str
) -> None:
    outcome = record_session(desk, draft(day, groups[0]))
    assert code in {problem.code for problem in outcome.problems}
    assert not outcome.done


def test_everything_can_be_undone_and_done_again(desk: Desk, groups: tuple[str, ...]) -> None:
    session_id = record_session(desk, draft(date(2026, 10, 1), groups[0])).value
    assert session_id is not None
    changed = SessionDraft.of(find_sessions(desk, SessionFilter())[0])
    record_session(desk, replace(changed, attendance=54))
    delete_session(desk, session_id)
    assert find_sessions(desk, SessionFilter()) == ()
    undo(desk)
    assert [one.attendance for one in find_sessions(desk, SessionFilter())] == [54]
    undo(desk)
    assert [one.attendance for one in find_sessions(desk, SessionFilter())] == [20]
    undo(desk)
    assert find_sessions(desk, SessionFilter()) == ()
    redo(desk)
    assert [one.attendance for one in find_sessions(desk, SessionFilter())] == [20]


def test_undo_works_after_a_restart(
    tmp_path: Path, sources: Sources, desk: Desk, groups: tuple[str, ...]
) -> None:
    record_session(desk, draft(date(2026, 10, 1), groups[0]))
    desk.close()
    with open_desk(tmp_path / "data", sources=sources) as again:
        assert undo(again).changes.kinds == {ChangeKind.SESSIONS}
        assert find_sessions(again, SessionFilter()) == ()


def test_a_statement_that_none_was_held_keeps_the_group_missing(
    desk: Desk, groups: tuple[str, ...]
) -> None:
    month = period_named(desk, "2026-10")
    state_not_held(desk, group_id=groups[0], month=month, reason="Mưa lũ")
    state_not_held(desk, group_id=groups[0], month=month, reason="Mưa lũ kéo dài")
    overview = month_overview(desk, month)
    assert overview.sessions == Share(0, 3)
    assert overview.missing[0].reason == "Mưa lũ kéo dài"
    assert overview.matrix.lines[0].cells[9].state is CellState.NIL
    withdraw_not_held(desk, group_id=groups[0], month=month)
    assert month_overview(desk, month).missing[0].reason == ""


def test_nothing_in_a_closed_month_can_be_changed(desk: Desk, groups: tuple[str, ...]) -> None:
    session_id = record_session(desk, draft(date(2026, 10, 1), groups[0])).value
    assert session_id is not None
    month = period_named(desk, "2026-10")
    assert close_period(desk, month).done
    stored = find_sessions(desk, SessionFilter())[0]
    moved = SessionDraft.of(stored)
    outcomes = [
        record_session(desk, draft(date(2026, 10, 2), groups[1])),
        record_session(desk, moved),
        delete_session(desk, session_id),
        state_not_held(desk, group_id=groups[1], month=month, reason="Mưa lũ"),
    ]
    assert [one.problems[0].code for one in outcomes] == ["period_closed"] * 4
    assert undo(desk).problems[0].code == "step_before_closing"
    assert find_sessions(desk, SessionFilter()) == (stored,)


def test_a_session_cannot_be_moved_out_of_a_closed_month(
    desk: Desk, groups: tuple[str, ...]
) -> None:
    record_session(desk, draft(date(2026, 9, 1), groups[0]))
    close_period(desk, period_named(desk, "2026-09"))
    moved = replace(
        SessionDraft.of(find_sessions(desk, SessionFilter())[0]), held_on=date(2026, 10, 1)
    )
    assert record_session(desk, moved).problems[0].code == "period_closed"


def test_closing_keeps_the_figures_and_reopening_gives_them_free(
    desk: Desk, groups: tuple[str, ...]
) -> None:
    record_session(desk, draft(date(2026, 10, 1), groups[0]))
    month = period_named(desk, "2026-10")
    draft_view = period_view(desk, month)
    close_period(desk, month)
    closing = closing_in_force(desk, "2026-10")
    assert closing is not None
    assert close_period(desk, month).problems[0].code == "period_already_closed"
    kept = snapshot_bytes(stored_snapshot(desk, closing))
    change_settings(desk, CountingSettings(CALENDAR, DutyCalendar.CALENDAR, True))
    assert settings(desk).commune_wide_counts
    assert snapshot_bytes(stored_snapshot(desk, closing)) == kept
    assert period_view(desk, month).state is PeriodState.CLOSED
    assert (draft_view.snapshot.draft, period_view(desk, month).snapshot.draft) == (True, False)
    assert reopen_period(desk, month, reason=" ").problems[0].code == "reason_missing"
    assert reopen_period(desk, month, reason="Nhập thiếu tổ 2").done
    assert reopen_period(desk, month, reason="lần nữa").problems[0].code == "period_not_closed"


def test_a_month_that_has_not_begun_cannot_be_closed(desk: Desk) -> None:
    outcome = close_period(desk, period_named(desk, "2026-12"))
    assert outcome.problems[0].code == "period_not_begun"


def test_the_program_opens_on_the_oldest_month_that_is_not_closed(
    desk: Desk, groups: tuple[str, ...]
) -> None:
    assert opening_month(desk).id == "2026-01"
    close_period(desk, period_named(desk, "2026-01"))
    assert opening_month(desk).id == "2026-02"


def test_without_a_first_month_tracking_begins_with_the_earliest_session(
    tmp_path: Path, sources: Sources, profile: CommuneProfile
) -> None:
    made = new_commune(tmp_path / "b", replace(profile, first_month=None), sources=sources).value
    assert made is not None
    with made as desk:
        group = record_group(desk, GroupDraft("Thôn A Hưa")).value
        assert group is not None
        assert opening_month(desk).id == "2026-11"
        record_session(desk, draft(date(2026, 8, 14), group))
        assert opening_month(desk).id == "2026-08"
        assert status(desk, period_named(desk, "2026-07")).sessions == Share(0, 0)
        assert status(desk, period_named(desk, "2026-09")).sessions == Share(0, 1)


def test_models_are_kept_up_by_their_status_on_the_closing_date(
    desk: Desk, groups: tuple[str, ...]
) -> None:
    model = record_model(desk, ModelDraft("Tiếng kẻng an ninh", group_ids=groups[:2])).value
    assert model is not None
    month = period_named(desk, "2026-10")
    assert status(desk, month).models == Share(2, 3)
    change_status(desk, model, status=ModelStatus.PAUSED, since=date(2026, 10, 1))
    assert status(desk, month).models == Share(0, 3)
    assert status(desk, period_named(desk, "2026-09")).models == Share(2, 3)


def test_a_sensitive_model_is_linked_to_the_commune_only(
    desk: Desk, groups: tuple[str, ...]
) -> None:
    outcome = record_model(desk, ModelDraft("CLB B93", kind="CLB B93", group_ids=groups[:1]))
    assert outcome.problems[0].code == "sensitive_needs_commune"
    assert record_model(desk, ModelDraft("CLB B93", kind="CLB B93", commune_wide=True)).done


def test_the_work_list_says_what_is_missing(desk: Desk, groups: tuple[str, ...]) -> None:
    record_session(desk, draft(date(2026, 10, 1), groups[0], attendance=None))
    work = {item.kind: item for item in month_overview(desk, period_named(desk, "2026-10")).work}
    assert [group.name for group in work[WorkKind.SESSIONS_MISSING].groups] == [
        "Tổ dân phố 2",
        "Tổ dân phố 3",
    ]
    assert work[WorkKind.MODELS_MISSING].count == 3
    assert work[WorkKind.ATTENDANCE_MISSING].count == 1
    assert WorkKind.READY_TO_CLOSE in work


def test_a_commune_without_groups_is_told_so(desk: Desk) -> None:
    work = month_overview(desk, period_named(desk, "2026-10")).work
    assert [item.kind for item in work] == [WorkKind.NO_GROUPS]


def test_the_report_is_the_same_bytes_on_any_day_and_keeps_the_officers_words(
    desk: Desk, groups: tuple[str, ...], sources: Sources
) -> None:
    month = period_named(desk, "2026-10")
    record_session(desk, draft(date(2026, 10, 1), groups[0]))
    first = month_report_pdf(desk, month)
    clock = sources.clock
    clock.day = date(2026, 10, 28)  # type: ignore[attr-defined]
    assert month_report_pdf(desk, month) == first
    key = report_sections(desk, month)[0].key
    record_report_text(desk, month, key, "Phường có 3 tổ dân phố.\n\nĐịa bàn ổn định.")
    assert month_report_pdf(desk, month) != first
    record_session(desk, draft(date(2026, 10, 2), groups[1]))
    assert report_sections(desk, month)[0].own == "Phường có 3 tổ dân phố.\n\nĐịa bàn ổn định."
    record_report_text(desk, month, key, None)
    assert report_sections(desk, month)[0].own is None


def test_a_profile_with_a_wrong_code_is_refused(desk: Desk, profile: CommuneProfile) -> None:
    outcome = change_profile(desk, replace(profile, code="1999", superior=" "))
    assert [one.code for one in outcome.problems] == ["code_not_five_digits", "superior_missing"]


def test_sessions_of_a_period_are_those_dated_in_it(desk: Desk, groups: tuple[str, ...]) -> None:
    days = (date(2026, 9, 14), date(2026, 9, 15), date(2026, 10, 14), date(2026, 10, 15))
    record_sessions(desk, [draft(day, groups[0]) for day in days])
    found = sessions_of(desk, period_named(desk, "2026-10"))
    assert [one.held_on for one in found] == [date(2026, 9, 15), date(2026, 10, 14)]


def test_a_running_month_is_closed_only_when_that_is_meant(desk: Desk) -> None:
    running = period_named(desk, "2026-11")
    assert close_period(desk, running).problems[0].code == "period_not_over"
    assert close_period(desk, running, early=True, early_answer="Chốt sớm vì bão").done
    closing = closing_in_force(desk, running.id)
    assert closing is not None
    (early,) = stored_snapshot(desk, closing).confirmations[-1:]
    assert early.confirmation.code is ConfirmationCode.PERIOD_NOT_OVER
    assert early.answer == "Chốt sớm vì bão"


def test_a_range_of_days_is_not_closed(desk: Desk) -> None:
    outcome = close_period(desk, period_named(desk, "2026-09-01..2026-09-20"))
    assert outcome.problems[0].code == "period_not_closable"


def test_models_of_a_month_before_tracking_do_not_apply(
    desk: Desk, groups: tuple[str, ...]
) -> None:
    record_model(desk, ModelDraft("Tiếng kẻng an ninh", group_ids=groups[:2]))
    assert status(desk, period_named(desk, "2025-12")).models == Share(0, 0)


def test_a_session_on_traffic_alone_does_not_count(desk: Desk, groups: tuple[str, ...]) -> None:
    traffic = replace(draft(date(2026, 10, 1), groups[0]), topics=("Luật Giao thông đường bộ",))
    both = replace(draft(date(2026, 10, 2), groups[1]), topics=("Giao thông và ma túy học đường",))
    record_sessions(desk, (traffic, both))
    found = status(desk, period_named(desk, "2026-10"))
    assert (found.sessions, found.held) == (Share(1, 3), 1)


def test_a_closed_month_shows_the_figures_of_its_snapshot(
    desk: Desk, groups: tuple[str, ...]
) -> None:
    model = record_model(desk, ModelDraft("Tiếng kẻng an ninh", group_ids=groups[:2])).value
    assert model is not None
    month = period_named(desk, "2026-09")
    close_period(desk, month)
    change_status(desk, model, status=ModelStatus.PAUSED, since=date(2026, 9, 1))
    assert month_overview(desk, month).models == Share(2, 3)
    assert month_overview(desk, period_named(desk, "2026-10")).models == Share(0, 3)


def test_the_first_month_tracked_is_compared_with_nothing(
    desk: Desk, groups: tuple[str, ...]
) -> None:
    found = month_overview(desk, period_named(desk, "2026-01"))
    assert (found.sessions_before, found.sessions_last_year, found.models_before) == (
        None,
        None,
        None,
    )


def test_attendance_that_nobody_entered_is_not_printed_as_nought(
    desk: Desk, groups: tuple[str, ...]
) -> None:
    record_session(desk, draft(date(2026, 10, 1), groups[0], attendance=None))
    document = month_report_document(desk, period_named(desk, "2026-10"))
    said = " ".join(
        run.text for block in document.blocks if isinstance(block, Paragraph) for run in block.runs
    ).replace("\u00a0", " ")
    assert " 0 lượt người" not in said
    assert "chưa có số lượt người tham gia" in said


def test_a_founding_that_is_cut_short_leaves_no_store_without_a_profile(
    tmp_path: Path,
    sources: Sources,
    profile: CommuneProfile,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    from desktop.actions import setup

    def cut(*_args: object, **_kwargs: object) -> None:
        raise KeyboardInterrupt

    with monkeypatch.context() as patched:
        patched.setattr(setup, "_entries", cut)
        with pytest.raises(KeyboardInterrupt):
            new_commune(tmp_path / "c", profile, sources=sources)
    assert not setup.holds_data(tmp_path / "c")
    made = new_commune(tmp_path / "c", profile, sources=sources).value
    assert made is not None
    made.close()
