"""Importing a list twice changes nothing; what a list does not say it does not change."""

from dataclasses import replace
from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from desktop.domain.groups import GroupDraft, ResidentialGroup
from desktop.domain.matching import Fate, FieldChange, match_groups, match_models, match_sessions
from desktop.domain.models import CommunityModel, ModelDraft, ModelStatus, StatusChange
from desktop.domain.sessions import OutreachSession, SessionDraft, SessionStatus

DAY = date(2026, 10, 5)
GROUP = ResidentialGroup(id="g1", name="Thôn Hòa Bình", kind="Thôn", households=100, note="giữ")
SESSION = OutreachSession(
    id="s1",
    held_on=DAY,
    group_ids=("g1", "g2"),
    format="Hội nghị",
    topics=("Luật",),
    lead_body="UBND",
    attendance=40,
    note="giữ",
)
MODEL = CommunityModel(
    id="m1",
    name="Tiếng kẻng an ninh",
    group_ids=("g1",),
    founded_on=date(2024, 3, 10),
    members=12,
    statuses=(StatusChange(ModelStatus.PAUSED, date(2026, 1, 1)),),
)
LISTED = SessionDraft(
    held_on=DAY,
    group_ids=("g2", "g1"),
    format="Hội nghị",
    topics=("Luật",),
    lead_body="UBND",
    attendance=40,
)


def test_a_group_is_known_by_its_name_whatever_the_case_and_tone_placement() -> None:
    (match,) = match_groups(
        [GROUP], [GroupDraft(name="THÔN HOÀ BÌNH", kind="Thôn", households=100)]
    )
    assert (match.fate, match.draft.id, match.draft.name) == (Fate.SAME, "g1", "Thôn Hòa Bình")


def test_a_changed_group_keeps_what_the_list_does_not_say() -> None:
    (match,) = match_groups([GROUP], [GroupDraft(name="Thôn Hòa Bình", households=120)])
    assert match.fate is Fate.CHANGED
    assert match.changes == (FieldChange("households", 100, 120),)
    assert (match.draft.note, match.draft.kind, match.draft.id) == ("giữ", "Thôn", "g1")


def test_zero_is_said_and_blank_is_not() -> None:
    zero, blank = match_groups(
        [GROUP], [GroupDraft(name=GROUP.name, households=0), GroupDraft(name=GROUP.name)]
    )
    assert (zero.fate, blank.fate) == (Fate.CHANGED, Fate.SAME)


def test_a_former_name_is_recognised_and_not_restored() -> None:
    renamed = replace(GROUP, name="Thôn Mới", renamings=((DAY, "Thôn Hòa Bình"),))
    (match,) = match_groups([renamed], [GroupDraft(name="Thôn Hòa Bình")])
    assert (match.fate, match.draft.name) == (Fate.SAME, "Thôn Mới")


def test_namesakes_are_told_apart_by_their_former_commune() -> None:
    stored = [replace(GROUP, id=name, former_commune=name) for name in ("Xã A", "Xã B")]
    known, new = match_groups(
        stored,
        [
            GroupDraft(name=GROUP.name, former_commune="Xã B"),
            GroupDraft(name=GROUP.name, former_commune="Xã C"),
        ],
    )
    assert (known.draft.id, known.fate, new.fate) == ("Xã B", Fate.SAME, Fate.NEW)


def test_a_session_is_the_same_whatever_the_order_of_its_groups() -> None:
    (match,) = match_sessions([SESSION], [LISTED])
    assert (match.fate, match.draft.id, match.draft.note) == (Fate.SAME, "s1", "giữ")


@pytest.mark.parametrize(
    ("draft", "fate"),
    [
        (replace(LISTED, attendance=41), Fate.CHANGED),
        (replace(LISTED, lead_body="Công an xã"), Fate.CHANGED),
        (replace(LISTED, place="Nhà văn hóa"), Fate.CHANGED),
        (replace(LISTED, attendance=None), Fate.SAME),
        (replace(LISTED, format="Tờ rơi"), Fate.NEW),
        (replace(LISTED, topics=("Khác",)), Fate.NEW),
        (replace(LISTED, group_ids=("g1",)), Fate.NEW),
        (replace(LISTED, held_on=date(2026, 10, 6)), Fate.NEW),
    ],
)
def test_what_makes_a_session_changed_and_what_makes_it_new(
    draft: SessionDraft, fate: Fate
) -> None:
    (match,) = match_sessions([SESSION], [draft])
    assert match.fate is fate


def test_equal_sessions_are_counted() -> None:
    twin = replace(SESSION, id="s2")
    assert [one.fate for one in match_sessions([SESSION, twin], [LISTED, LISTED])] == [
        Fate.SAME,
        Fate.SAME,
    ]
    assert [one.fate for one in match_sessions([SESSION], [LISTED, LISTED])] == [
        Fate.SAME,
        Fate.NEW,
    ]
    assert {one.draft.id for one in match_sessions([SESSION, twin], [LISTED, LISTED])} == {
        "s1",
        "s2",
    }


def test_a_row_that_agrees_wholly_chooses_first() -> None:
    changed, same = match_sessions([SESSION], [replace(LISTED, attendance=99), LISTED])
    assert (changed.fate, same.fate) == (Fate.NEW, Fate.SAME)


def test_a_list_without_a_status_column_leaves_the_status() -> None:
    postponed = replace(SESSION, status=SessionStatus.POSTPONED)
    (silent,) = match_sessions([postponed], [LISTED], said=frozenset({"held_on", "attendance"}))
    (spoken,) = match_sessions([postponed], [LISTED], said=frozenset({"status"}))
    assert (silent.fate, silent.draft.status) == (Fate.SAME, SessionStatus.POSTPONED)
    assert (spoken.fate, spoken.draft.status) == (Fate.CHANGED, SessionStatus.HELD)


def test_models_are_known_by_name_and_groups() -> None:
    same = ModelDraft(
        name="TIẾNG KẺNG AN NINH", group_ids=("g1",), members=12, status=ModelStatus.PAUSED
    )
    other = replace(same, group_ids=("g2",))
    first, second = match_models([MODEL], [same, other])
    assert (first.fate, first.draft.id, second.fate) == (Fate.SAME, "m1", Fate.NEW)


def test_a_founding_year_says_nothing_new_about_a_known_day() -> None:
    draft = ModelDraft(
        name=MODEL.name, group_ids=("g1",), founded_year=2024, status=ModelStatus.PAUSED
    )
    (match,) = match_models([MODEL], [draft])
    assert (match.fate, match.draft.founded_on, match.draft.founded_year) == (
        Fate.SAME,
        date(2024, 3, 10),
        None,
    )
    (other,) = match_models([MODEL], [replace(draft, founded_year=2020)])
    assert (other.fate, other.draft.founded_on, other.draft.founded_year) == (
        Fate.CHANGED,
        None,
        2020,
    )
    (exact,) = match_models(
        [replace(MODEL, founded_on=None, founded_year=2024)],
        [replace(draft, founded_year=None, founded_on=DAY)],
    )
    assert (exact.draft.founded_on, exact.draft.founded_year) == (DAY, None)


def test_a_new_status_changes_the_model_only_where_the_list_says_one() -> None:
    draft = ModelDraft(name=MODEL.name, group_ids=("g1",))
    (said,) = match_models([MODEL], [draft])
    (silent,) = match_models([MODEL], [draft], said=frozenset({"name"}))
    assert (said.fate, silent.fate, silent.draft.status) == (
        Fate.CHANGED,
        Fate.SAME,
        ModelStatus.PAUSED,
    )


DRAFTS = st.builds(
    SessionDraft,
    held_on=st.sampled_from([date(2026, 10, day) for day in (1, 2, 3)]),
    group_ids=st.sampled_from([("g1",), ("g1", "g2"), ("g2",)]),
    format=st.sampled_from(["", "Hội nghị", "Tờ rơi"]),
    topics=st.sampled_from([(), ("A",), ("B",)]),
    attendance=st.sampled_from([None, 0, 40]),
    lead_body=st.sampled_from(["", "UBND"]),
)


def stored(position: int, draft: SessionDraft) -> OutreachSession:
    assert draft.held_on is not None
    return OutreachSession(
        id=str(position),
        held_on=draft.held_on,
        group_ids=draft.group_ids,
        format=draft.format,
        topics=draft.topics,
        attendance=draft.attendance,
        lead_body=draft.lead_body,
    )


@given(st.lists(DRAFTS, max_size=12))
def test_a_list_imported_again_changes_nothing(drafts: list[SessionDraft]) -> None:
    store = [stored(position, draft) for position, draft in enumerate(drafts)]
    matches = match_sessions(store, drafts)
    assert {match.fate for match in matches} <= {Fate.SAME}
    assert len({match.draft.id for match in matches}) == len(drafts)
