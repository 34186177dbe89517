"""Groups over time: renamed, merged, split, dissolved."""

from datetime import date

from desktop.actions.closing import close_period
from desktop.actions.desk import Desk
from desktop.actions.groups import (
    delete_group,
    dissolve_group,
    lineage,
    merge_groups,
    record_group,
    rename_group,
    split_group,
)
from desktop.actions.groups import groups as all_groups
from desktop.actions.period_status import status
from desktop.actions.periods import period_named
from desktop.actions.safety import undo
from desktop.actions.sessions import record_session
from desktop.domain.counting import Share
from desktop.domain.groups import GroupDraft, GroupState
from desktop.domain.sessions import SessionDraft


def test_a_group_keeps_its_old_name_in_earlier_months(desk: Desk) -> None:
    made = record_group(desk, GroupDraft("Thôn A Hưa")).value
    assert made is not None
    rename_group(desk, made, name="Thôn Hưa Mới", on=date(2026, 10, 1), decision="05/QĐ-UBND")
    (group,) = all_groups(desk)
    assert group.name_on(date(2026, 9, 30)) == "Thôn A Hưa"
    assert group.name_on(date(2026, 10, 1)) == "Thôn Hưa Mới"
    assert group.kind == "Thôn"


def test_a_name_stands_once(desk: Desk) -> None:
    record_group(desk, GroupDraft("Thôn Hoà Bình"))
    outcome = record_group(desk, GroupDraft("thôn Hòa  Bình"))
    assert outcome.problems[0].code == "name_taken"


def test_merging_keeps_the_session_of_the_month_and_the_count_of_groups(
    desk: Desk, groups: tuple[str, ...]
) -> None:
    session = SessionDraft(date(2026, 9, 20), groups[:1], format="Hội nghị")
    record_session(desk, session)
    into = GroupDraft("Tổ dân phố 1 mới")
    heir = merge_groups(desk, groups[:2], into=into, on=date(2026, 10, 1)).value
    found = status(desk, period_named(desk, "2026-10"))
    assert found.sessions == Share(1, 2)
    assert [group.name for group in found.sessions_missing] == ["Tổ dân phố 3"]
    assert status(desk, period_named(desk, "2026-09")).sessions == Share(0, 3)
    assert heir is not None
    assert {event.other_id for event in lineage(desk)} == {None, heir}


def test_a_group_can_be_merged_into_one_that_stays(desk: Desk, groups: tuple[str, ...]) -> None:
    into = GroupDraft("Tổ dân phố 1", id=groups[0])
    merge_groups(desk, groups[:2], into=into, on=date(2026, 10, 1))
    assert status(desk, period_named(desk, "2026-10")).sessions == Share(0, 2)


def test_merging_one_group_or_a_dead_one_is_refused(desk: Desk, groups: tuple[str, ...]) -> None:
    alone = merge_groups(desk, groups[:1], into=GroupDraft("Mới"), on=date(2026, 10, 1))
    assert alone.problems[0].code == "merge_needs_two"
    dissolve_group(desk, groups[0], on=date(2026, 9, 1))
    dead = merge_groups(desk, groups[:2], into=GroupDraft("Mới"), on=date(2026, 10, 1))
    assert dead.problems[0].code == "group_not_active"


def test_splitting_makes_groups_that_are_due_from_that_month_on(
    desk: Desk, groups: tuple[str, ...]
) -> None:
    parts = (GroupDraft("Tổ dân phố 1A"), GroupDraft("Tổ dân phố 1B"))
    outcome = split_group(desk, groups[0], parts=parts, on=date(2026, 10, 14))
    assert outcome.value is not None
    assert status(desk, period_named(desk, "2026-09")).sessions == Share(0, 3)
    assert status(desk, period_named(desk, "2026-10")).sessions == Share(0, 4)


def test_a_dissolved_group_is_due_until_its_last_month(desk: Desk, groups: tuple[str, ...]) -> None:
    dissolve_group(desk, groups[0], on=date(2026, 10, 14))
    assert status(desk, period_named(desk, "2026-10")).sessions == Share(0, 2)
    assert status(desk, period_named(desk, "2026-09")).sessions == Share(0, 3)


def test_a_merger_is_one_step_back(desk: Desk, groups: tuple[str, ...]) -> None:
    before = all_groups(desk)
    merge_groups(desk, groups[:2], into=GroupDraft("Tổ mới"), on=date(2026, 10, 1))
    undo(desk)
    assert all_groups(desk) == before
    assert lineage(desk) == ()


def test_a_merger_inside_a_closed_month_is_refused(desk: Desk, groups: tuple[str, ...]) -> None:
    close_period(desk, period_named(desk, "2026-10"))
    outcome = merge_groups(desk, groups[:2], into=GroupDraft("Tổ mới"), on=date(2026, 10, 1))
    assert outcome.problems[0].code == "period_closed"


def test_only_a_group_that_nothing_names_can_be_deleted(
    desk: Desk, groups: tuple[str, ...]
) -> None:
    record_session(desk, SessionDraft(date(2026, 10, 1), groups[:1], format="Hội nghị"))
    assert delete_group(desk, groups[0]).problems[0].code == "group_in_use"
    assert delete_group(desk, groups[1]).done
    assert len(all_groups(desk)) == 2
    assert all_groups(desk)[0].state_on(date(2026, 10, 1)) is GroupState.ACTIVE
