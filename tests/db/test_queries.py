from datetime import date

import pytest

from desktop.db import queries
from desktop.db.store import Store
from desktop.domain.commune import (
    CountingSettings,
    DutyCalendar,
    ListName,
    Role,
)
from desktop.domain.groups import GroupState
from desktop.domain.models import ModelStatus, StatusChange
from desktop.domain.periods import PeriodKind, PeriodRule
from desktop.domain.sessions import SessionStatus
from desktop.domain.text import fold
from tests.db.made import put_entry, put_group, put_session

OCTOBER = (date(2026, 9, 15), date(2026, 10, 15))


@pytest.fixture
def commune(store: Store) -> Store:
    with store.writing(action="made") as write:
        for number in (10, 2, 1):
            put_group(write, f"g{number}", f"Tổ {number}")
        put_entry(write, "drugs", "topic", "Tác hại của ma túy")
        put_entry(write, "traffic", "topic", "An toàn giao thông", drug_prevention=0)
        put_entry(write, "talk", "format", "Nói chuyện chuyên đề")
        put_entry(write, "police", "body", "Công an xã")
        put_entry(write, "club", "model_kind", "CLB B93", sensitive=1)
    return store


def test_groups_come_in_vietnamese_order_with_numbers_as_numbers(commune: Store) -> None:
    assert [group.name for group in queries.groups(commune)] == ["Tổ 1", "Tổ 2", "Tổ 10"]


def test_a_group_knows_its_earlier_names_and_successors(commune: Store) -> None:
    with commune.writing(action="merge") as write:
        write.put(
            "lineage_events",
            {
                "id": "l1",
                "group_id": "g1",
                "kind": "renamed",
                "on_date": "2025-07-01",
                "old_name": "Khóm 1",
                "new_name": "Tổ 1",
            },
        )
        write.put(
            "lineage_events",
            {
                "id": "l2",
                "group_id": "g1",
                "kind": "merged",
                "on_date": "2026-05-01",
                "other_id": "g2",
            },
        )
        write.put(
            "residential_groups",
            {"id": "g1", "active_until": "2026-05-01", "end_state": "merged"},
        )
    group = queries.group_by_id(commune, "g1")
    assert group is not None
    assert group.name_on(date(2025, 6, 30)) == "Khóm 1"
    assert group.successor_ids == ("g2",)
    assert group.state_on(date(2026, 5, 1)) is GroupState.MERGED
    assert [event.id for event in queries.lineage(commune, "g1")] == ["l1", "l2"]


def test_a_session_comes_back_as_it_was_written(commune: Store) -> None:
    with commune.writing(action="record_session") as write:
        put_session(
            write,
            "s1",
            "2026-10-05",
            groups=("g10", "g2"),
            topics=("traffic", "drugs"),
            format_id="talk",
            lead_body_id="police",
            attendance=0,
            place="Nhà văn hóa",
            start_time="19:30",
        )
    (found,) = queries.sessions(commune)
    assert found == queries.session_by_id(commune, "s1")
    assert found.group_ids == ("g2", "g10")
    assert found.topics == ("An toàn giao thông", "Tác hại của ma túy")
    assert (found.format, found.lead_body) == ("Nói chuyện chuyên đề", "Công an xã")
    assert (found.attendance, found.drug_topic, found.counts) == (0, True, True)
    assert (found.place, found.start_time) == ("Nhà văn hóa", "19:30")


def test_sessions_come_by_date_then_time_then_order_of_entry(commune: Store) -> None:
    with commune.writing(action="record_session") as write:
        put_session(write, "d", "2026-10-06", created_order=1)
        put_session(write, "c", "2026-10-05", created_order=3)
        put_session(write, "b", "2026-10-05", created_order=2)
        put_session(write, "a", "2026-10-05", start_time="19:30", created_order=1)
    assert [one.id for one in queries.sessions(commune)] == ["b", "c", "a", "d"]
    assert [one.id for one in queries.sessions(commune, newest_first=True)] == ["d", "a", "c", "b"]
    assert [one.id for one in queries.sessions(commune, limit=2, offset=1)] == ["c", "a"]


def test_sessions_are_narrowed_by_day_group_format_status_and_words(commune: Store) -> None:
    with commune.writing(action="record_session") as write:
        put_session(write, "s1", "2026-09-14", groups=("g1",), folded=fold("Nhà văn hóa"))
        put_session(write, "s2", "2026-09-15", groups=("g2",), format_id="talk")
        put_session(write, "s3", "2026-10-14", status="planned", folded=fold("đình làng"))
        put_session(write, "s4", "2026-10-15", groups=("g10",))

    def ids(**narrow: object) -> list[str]:
        found = queries.sessions(commune, **narrow)  # type: ignore[arg-type]
        assert queries.session_count(commune, **narrow) == len(found)  # type: ignore[arg-type]
        return [one.id for one in found]

    assert ids(start=OCTOBER[0], end=OCTOBER[1]) == ["s2", "s3"]
    assert ids(group_id="g10") == ["s4"]
    assert ids(format="nói chuyện chuyên đề") == ["s2"]
    assert ids(status=SessionStatus.PLANNED) == ["s3"]
    assert ids(text="hoa VĂN") == ["s1"]
    assert ids(text="dinh") == ["s3"]
    assert ids(text="tổ 2") == ["s2"]
    assert ids(text="chuyên đề") == ["s2"]
    assert ids(text="không có") == []


def test_a_deleted_session_is_not_read(commune: Store) -> None:
    with commune.writing(action="record_session") as write:
        put_session(write, "s1", groups=("g1",))
        write.put("sessions", {"id": "s1", "deleted_at": "2026-10-06T00:00:00+00:00"})
    assert queries.sessions(commune) == ()
    assert queries.session_by_id(commune, "s1") is None
    assert queries.credits(commune, *OCTOBER) == []
    assert queries.uses_of_group(commune, "g1") == 0


def test_credits_are_those_of_counting_sessions_alone(commune: Store) -> None:
    with commune.writing(action="record_session") as write:
        put_session(write, "joint", groups=("g1", "g2"), topics=("drugs",))
        put_session(write, "no topic", "2026-10-06", groups=("g1",))
        put_session(write, "both", "2026-10-07", groups=("g1",), topics=("traffic", "drugs"))
        put_session(write, "traffic", groups=("g10",), topics=("traffic",))
        put_session(write, "planned", groups=("g10",), status="planned")
        put_session(write, "before", "2026-09-14", groups=("g10",))
        put_session(write, "after", "2026-10-15", groups=("g10",))
        put_session(write, "wide", "2026-10-08", commune_wide=1)
        put_session(write, "wide traffic", "2026-10-08", commune_wide=1, topics=("traffic",))
    found = queries.credits(commune, *OCTOBER)
    assert sorted(found, key=str) == sorted(
        [
            ("g1", date(2026, 10, 5), 1),
            ("g2", date(2026, 10, 5), 1),
            ("g1", date(2026, 10, 6), 1),
            ("g1", date(2026, 10, 7), 1),
            (None, date(2026, 10, 8), 1),
        ],
        key=str,
    )


def test_the_narrow_credits_agree_with_what_the_sessions_say(commune: Store) -> None:
    with commune.writing(action="record_session") as write:
        for number in range(60):
            put_session(
                write,
                f"s{number}",
                f"2026-10-{number % 14 + 1:02d}",
                groups=(("g1",), ("g2", "g10"), ())[number % 3],
                topics=((), ("traffic",), ("drugs",), ("drugs", "traffic"))[number % 4],
                status=("held", "held", "held", "cancelled")[number // 3 % 4],
                commune_wide=int(number % 3 == 2),
            )
    counted = [one for one in queries.sessions(commune) if one.counts]
    expected = [(group, one.held_on, 1) for one in counted for group in one.group_ids or (None,)]
    assert sorted(queries.credits(commune, *OCTOBER), key=str) == sorted(expected, key=str)


def test_the_month_counts_attendance_once_and_what_lacks_it(commune: Store) -> None:
    with commune.writing(action="record_session") as write:
        put_session(write, "s1", groups=("g1", "g2"), attendance=40)
        put_session(write, "s2", groups=("g1",))
        put_session(write, "s3", groups=("g1",), attendance=0)
        put_session(write, "past", "2026-10-01", status="planned")
        put_session(write, "ahead", "2026-10-09", status="planned")
    assert queries.month_activity(commune, *OCTOBER, date(2026, 10, 9)) == (3, 40, 1, 1)
    assert queries.month_activity(commune, date(2020, 1, 1), date(2020, 2, 1), OCTOBER[0]) == (
        0,
        0,
        0,
        0,
    )


def test_the_first_day_and_the_next_place_of_entry(commune: Store) -> None:
    assert queries.first_session_day(commune) is None
    assert queries.next_session_order(commune) == 1
    with commune.writing(action="record_session") as write:
        put_session(write, "s1", "2026-03-05", created_order=4)
        put_session(write, "s2", "2026-10-05", created_order=3)
    assert queries.first_session_day(commune) == date(2026, 3, 5)
    assert queries.next_session_order(commune) == 5


def test_statements_are_read_by_month(commune: Store) -> None:
    with commune.writing(action="state") as write:
        for number, month in enumerate(("2026-09", "2026-10")):
            write.put(
                "not_held",
                {"id": month, "group_id": "g1", "month": month, "reason": f"lụt {number}"},
            )
    assert [one.reason for one in queries.not_held(commune, ["2026-10"])] == ["lụt 1"]
    assert len(queries.not_held(commune)) == 2


def test_a_model_comes_with_its_history_oldest_first(commune: Store) -> None:
    with commune.writing(action="record_model") as write:
        write.put(
            "models",
            {
                "id": "m1",
                "name": "CLB B93",
                "identity": "clb b93",
                "folded": "clb b93",
                "sort_key": "clb",
                "kind_id": "club",
                "founded_year": 2020,
                "members": 12,
            },
        )
        write.replace_links("model_groups", "model_id", "m1", "group_id", ["g10", "g2"])
        for status_id, status, since in (
            ("x", "paused", "2026-05-01"),
            ("y", "active", None),
            ("z", "weak", "2025-05-01"),
        ):
            write.put(
                "model_statuses",
                {"id": status_id, "model_id": "m1", "status": status, "since": since},
            )
        write.put(
            "model_activities",
            {"id": "a1", "model_id": "m1", "on_date": "2026-01-05", "note": "họp"},
        )
    (model,) = queries.models(commune)
    assert model.group_ids == ("g2", "g10")
    assert (model.kind, model.sensitive, model.members) == ("CLB B93", True, 12)
    assert model.statuses == (
        StatusChange(ModelStatus.ACTIVE, None, "y"),
        StatusChange(ModelStatus.WEAK, date(2025, 5, 1), "z"),
        StatusChange(ModelStatus.PAUSED, date(2026, 5, 1), "x"),
    )
    assert [activity.note for activity in model.activities] == ["họp"]
    assert queries.sensitive_labels(commune, ListName.MODEL_KIND) == {"CLB B93"}


def test_the_profile_that_holds_on_a_day(commune: Store) -> None:
    assert queries.profile(commune) is None
    with commune.writing(action="profile") as write:
        for row_id, valid_from, name in (
            ("p2", "2025-07-01", "Phường Hương Trà"),
            ("p1", "2020-01-01", "Thị xã cũ"),
        ):
            write.put(
                "commune_profiles",
                {
                    "id": row_id,
                    "valid_from": valid_from,
                    "code": "19996",
                    "name": name,
                    "superior": "Thành phố Huế",
                    "committee_name": "Ban Chỉ đạo 138",
                    "committee_abbreviation": "BCĐ",
                    "recipients": '["Như trên", "Lưu: VT"]',
                },
            )
        write.set("first_month", "2026-01")
    now = queries.profile(commune)
    assert now is not None
    assert (now.name, now.first_month, now.role) == ("Phường Hương Trà", "2026-01", Role.COMMUNE)
    assert now.recipients == ("Như trên", "Lưu: VT")
    earlier = queries.profile(commune, on=date(2024, 1, 1))
    assert earlier is not None
    assert earlier.name == "Thị xã cũ"
    assert [row_id for row_id, _ in queries.profiles_with_ids(commune)] == ["p1", "p2"]
    assert queries.profile_row_id(commune, code="19996", valid_from=date(2025, 7, 1)) == "p2"


def test_members_and_signers_come_in_their_order(commune: Store) -> None:
    with commune.writing(action="members") as write:
        write.put("committee_members", {"id": "b", "name": "Bà B", "position": 2})
        write.put("committee_members", {"id": "a", "name": "Ông A", "position": 1})
        write.replace_links("member_groups", "member_id", "a", "group_id", ["g10", "g1"])
        write.put("signers", {"id": "k", "name": "Phó", "authority": "KT."})
        write.put("signers", {"id": "t", "name": "Trưởng", "authority": "TM.", "is_default": True})
    first, second = queries.members(commune)
    assert (first.name, first.group_ids, second.name) == ("Ông A", ("g1", "g10"), "Bà B")
    assert [(one.name, one.default) for one in queries.signers(commune)] == [
        ("Trưởng", True),
        ("Phó", False),
    ]


def test_the_entries_of_one_list(commune: Store) -> None:
    topics = queries.list_entries(commune, ListName.TOPIC)
    assert [(one.label, one.drug_prevention) for one in topics] == [
        ("Tác hại của ma túy", True),
        ("An toàn giao thông", False),
    ]
    assert len(queries.list_entries(commune)) == 5


def test_counting_settings_have_defaults_and_come_back_as_set(commune: Store) -> None:
    assert queries.counting_settings(commune) == CountingSettings()
    chosen = CountingSettings(
        period_rule=PeriodRule({PeriodKind.MONTH: 1, PeriodKind.YEAR: 20}),
        duty_calendar=DutyCalendar.CALENDAR,
        commune_wide_counts=True,
    )
    with commune.writing(action="settings") as write:
        for name, value in queries.counting_rows(chosen).items():
            write.set(name, value)
    assert queries.counting_settings(commune) == chosen


def test_own_paragraphs_and_officers(commune: Store) -> None:
    with commune.writing(action="texts") as write:
        write.put(
            "report_texts",
            {
                "id": "t1",
                "kind": "month",
                "period": "2026-10",
                "section": "strengths",
                "text": "Tốt",
            },
        )
        write.put("officers", {"id": "o1", "name": "A", "created_at": "2026-10-01T00:00:00+00:00"})
    assert queries.report_texts(commune, "month", "2026-10") == {"strengths": "Tốt"}
    assert [one.name for one in queries.officers(commune)] == ["A"]
