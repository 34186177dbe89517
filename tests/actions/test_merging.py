"""Merging communes: what goes over, what is summed, what stays two, what stands in the way."""

import ast
import shutil
from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest

from desktop.actions import merge_planning
from desktop.actions.former_communes import NotACommuneError
from desktop.actions.merge_planning import MergeDraft
from desktop.actions.merged import first_own_month, former_units
from desktop.actions.merging import rehearse_merge
from desktop.actions.period_status import status
from desktop.actions.periods import period_named
from desktop.actions.profile import (
    change_profile,
    list_entries,
    profile,
    record_list_entry,
    settings,
)
from desktop.actions.safety import backups, check, log, restore
from desktop.actions.setup import new_commune
from desktop.db import area_queries, merged_store, plan_queries, queries
from desktop.db.errors import (
    DiskFullError,
    FolderNotEmptyError,
    NotAStoreError,
    StoreDamagedError,
    StoreInUseError,
)
from desktop.db.former_rows import Tables
from desktop.db.writing import Write
from desktop.domain.commune import CommuneProfile, CountingSettings, ListName, Role
from desktop.domain.merging import UnsentState
from desktop.domain.plan_facts import NIL, NOT_APPLICABLE, CountEntry
from desktop.wording.merging import known_matter, known_state
from tests.actions.merging_making import (
    MERGED_ON,
    SINCE,
    TOPIC,
    Held,
    Made,
    fingerprints,
    make,
    merged,
    opened,
    sources,
)

SEPTEMBER, OCTOBER = date(2026, 9, 1), date(2026, 9, 20)
A = Made(
    sessions=(Held(SEPTEMBER), Held(OCTOBER, (0, 1)), Held(SEPTEMBER, ())),
    models=(("Tiếng kẻng", (0,)), ("Tổ tự quản", (0, 1))),
    stated=((1, "2026-09"),),
)
B = Made(name="Xã B", code="20002", groups=("Thôn 1", "Thôn 3"), sessions=(Held(SEPTEMBER),))


@pytest.fixture
def two(tmp_path: Path) -> tuple[Path, Path]:
    """The folders of two communes."""
    return make(tmp_path / "a", A), make(tmp_path / "b", B)


def codes(outcome_problems: tuple[object, ...]) -> list[str]:
    return [one.code for one in outcome_problems]  # type: ignore[attr-defined]


def test_groups_keep_their_identity_and_are_told_with_their_former_commune(
    tmp_path: Path, two: tuple[Path, Path]
) -> None:
    before: dict[str, str] = {}
    for folder in two:
        with opened(folder) as desk:
            before |= {one.id: one.name for one in queries.groups(desk.store)}
    assert merged(tmp_path / "new", *two, decision="1675/NQ-UBTVQH15").done
    with opened(tmp_path / "new") as desk:
        after = {one.id: one for one in queries.groups(desk.store)}
        assert {key: one.name for key, one in after.items()} == before
        assert sorted(one.full_name for one in after.values()) == [
            "Thôn 1 (Xã A cũ)",
            "Thôn 1 (Xã B cũ)",
            "Thôn 2 (Xã A cũ)",
            "Thôn 3 (Xã B cũ)",
        ]
        said = {(one.old_name, one.new_name, one.on) for one in queries.lineage(desk.store)}
        assert ("Thôn 3", "Thôn 3 (Xã B cũ)", MERGED_ON) in said
        assert {one.decision for one in queries.lineage(desk.store)} == {"1675/NQ-UBTVQH15"}


def test_a_group_that_came_from_elsewhere_before_says_both(tmp_path: Path) -> None:
    first = make(tmp_path / "a", A)
    second = make(tmp_path / "b", B)
    third = make(tmp_path / "c", replace(B, name="Xã C", code="20003"))
    assert merged(tmp_path / "ab", first, second).done
    later = date(2026, 10, 15)
    assert merged(tmp_path / "abc", tmp_path / "ab", third, code="20200", valid_from=later).done
    with opened(tmp_path / "abc") as desk:
        names = {one.full_name for one in queries.groups(desk.store)}
    assert "Thôn 1 (Xã A, Xã Mới cũ)" in names
    assert "Thôn 1 (Xã C cũ)" in names


def test_the_new_commune_is_the_one_that_was_said(tmp_path: Path, two: tuple[Path, Path]) -> None:
    outcome = merged(tmp_path / "new", *two)
    assert outcome.value is not None
    assert (outcome.value.month, outcome.value.first_month) == ("2026-10", "2026-08")
    with opened(tmp_path / "new") as desk:
        mine = profile(desk)
        assert (mine.name, mine.code, mine.valid_from) == ("Xã Mới", "20100", MERGED_ON)
        assert mine.superior == "Thành phố Huế"
        assert queries.closings(desk.store) == ()
        assert first_own_month(desk) == "2026-10"
        assert [(one.code, one.name) for one in former_units(desk)] == [
            ("20001", "Xã A"),
            ("20002", "Xã B"),
        ]
        assert check(desk, deep=True) == ()
        assert log(desk)[0].action == "merge_communes"


def test_what_is_not_said_is_as_in_the_first_folder(tmp_path: Path, two: tuple[Path, Path]) -> None:
    draft = MergeDraft(into=tmp_path / "new", folders=two)
    plan = rehearse_merge(draft, sources=sources())
    assert (plan.profile.name, plan.profile.code) == ("Xã A", "20001")
    # None of them closed a month yet, so that it begins today.
    assert plan.profile.valid_from == date(2026, 10, 20)
    assert not (tmp_path / "new").exists()


def test_lists_are_joined_without_doubling(tmp_path: Path, two: tuple[Path, Path]) -> None:
    assert merged(tmp_path / "new", *two).done
    with opened(two[0]) as desk:
        alone = [(one.list, one.label) for one in list_entries(desk)]
    with opened(tmp_path / "new") as desk:
        assert sorted((one.list, one.label) for one in list_entries(desk)) == sorted(alone)
        assert {one.format for one in queries.sessions(desk.store)} == {"Hội nghị"}


def test_a_topic_that_counted_in_one_commune_alone_stays_two(
    tmp_path: Path, two: tuple[Path, Path]
) -> None:
    with opened(two[1]) as desk:
        (topic,) = [one for one in list_entries(desk, ListName.TOPIC) if one.label == TOPIC]
        assert record_list_entry(desk, replace(topic, drug_prevention=False)).done
    assert merged(tmp_path / "new", *two).done
    with opened(tmp_path / "new") as desk:
        counting = {one.topics: one.counts for one in queries.sessions(desk.store) if one.group_ids}
    assert counting == {(TOPIC,): True, (f"{TOPIC} (Xã B cũ)",): False}


def test_a_session_earlier_in_the_month_of_the_merger_credits_the_successors_month(
    tmp_path: Path, two: tuple[Path, Path]
) -> None:
    assert merged(tmp_path / "new", *two).done
    with opened(tmp_path / "new") as desk:
        october = status(desk, period_named(desk, "2026-10"))
        september = status(desk, period_named(desk, "2026-09"))
    assert (october.sessions.met, october.sessions.due) == (2, 4)
    assert (september.sessions.met, september.sessions.due) == (2, 4)


def test_activity_of_a_whole_former_commune_counts_for_its_groups_alone(tmp_path: Path) -> None:
    counted = CountingSettings(commune_wide_counts=True)
    first = make(tmp_path / "a", replace(A, sessions=(Held(SEPTEMBER, ()),), settings=counted))
    second = make(tmp_path / "b", replace(B, sessions=()))
    outcome = merged(tmp_path / "new", first, second)
    assert outcome.value is not None
    assert "commune_wide_differs" in [one.code for one in outcome.value.matters]
    with opened(tmp_path / "new") as desk:
        duty = status(desk, period_named(desk, "2026-09")).sessions
        assert not settings(desk).commune_wide_counts
        (session,) = queries.sessions(desk.store)
    assert (duty.met, duty.due) == (2, 4)
    assert session.note == "(toàn Xã A cũ)"


def test_counts_are_summed_only_where_every_commune_entered_them(tmp_path: Path) -> None:
    first = make(
        tmp_path / "a",
        replace(
            A,
            counts={
                "2026-09": {
                    "dependent": CountEntry(5),
                    "meetings": NIL,
                    "arrested": CountEntry(0),
                    "plants": NOT_APPLICABLE,
                    "posts": NIL,
                }
            },
        ),
    )
    second = make(
        tmp_path / "b",
        replace(
            B,
            counts={
                "2026-09": {
                    "dependent": CountEntry(2),
                    "meetings": NIL,
                    "plants": CountEntry(3),
                    "posts": CountEntry(4),
                }
            },
        ),
    )
    outcome = merged(tmp_path / "new", first, second)
    assert outcome.value is not None
    assert [(one.commune, one.month) for one in outcome.value.lacks] == [("Xã B", "2026-09")]
    assert outcome.value.figures == 4
    with opened(tmp_path / "new") as desk:
        found = plan_queries.monthly_counts(desk.store)
    assert {key: entries["2026-09"] for key, entries in found.items()} == {
        "dependent": CountEntry(7),
        "meetings": NIL,
        "plants": CountEntry(3),
        "posts": CountEntry(4),
    }


def test_tracking_begins_with_the_latest_of_the_first_months(tmp_path: Path) -> None:
    first = make(tmp_path / "a", replace(A, first_month="2026-06"))
    second = make(tmp_path / "b", B)
    outcome = merged(tmp_path / "new", first, second)
    assert outcome.value is not None
    assert outcome.value.first_month == "2026-08"
    assert "first_months_differ" in [one.code for one in outcome.value.matters]


def test_months_that_the_superior_has_not_got_are_named(
    tmp_path: Path, two: tuple[Path, Path]
) -> None:
    outcome = merged(tmp_path / "new", *two)
    assert outcome.done
    assert outcome.value is not None
    assert [[one.month for one in commune.unsent] for commune in outcome.value.communes] == [
        ["2026-08", "2026-09"],
        ["2026-08", "2026-09"],
    ]


def test_the_former_folders_are_only_read(tmp_path: Path, two: tuple[Path, Path]) -> None:
    before = [fingerprints(folder) for folder in two]
    assert merged(tmp_path / "new", *two).done
    assert [fingerprints(folder) for folder in two] == before
    assert sorted(path.name for path in tmp_path.iterdir()) == ["a", "b", "new"]


def test_a_folder_of_an_older_version_is_merged_and_stays_as_it_is(tmp_path: Path) -> None:
    kept = Path(__file__).parent.parent / "upgrades" / "schema_1"
    older = Path(shutil.copytree(kept, tmp_path / "older"))
    before = fingerprints(older)
    outcome = merged(tmp_path / "new", older, make(tmp_path / "b", B))
    assert outcome.done
    assert fingerprints(older) == before


def test_each_former_commune_lies_in_the_new_folder_as_a_backup_that_can_be_read(
    tmp_path: Path, two: tuple[Path, Path]
) -> None:
    assert merged(tmp_path / "new", *two).done
    archived = tmp_path / "new" / "merged" / f"20001-{SINCE.isoformat()}"
    (backup,) = archived.glob("*.db")
    restore(tmp_path / "again", str(backup), sources=sources())
    with opened(two[0]) as desk:
        before = queries.sessions(desk.store)
    with opened(tmp_path / "again") as desk:
        assert queries.sessions(desk.store) == before
        assert profile(desk).name == "Xã A"
    assert (tmp_path / "new" / "merged" / "ket-qua-nhap.txt").read_text("utf-8") == "Xã Mới\n"
    assert backups(tmp_path / "new") == ()


def test_what_belonged_to_the_former_committees_is_entered_anew(
    tmp_path: Path, two: tuple[Path, Path]
) -> None:
    assert merged(tmp_path / "new", *two).done
    with opened(tmp_path / "new") as desk:
        assert queries.members(desk.store) == ()
        assert queries.signers(desk.store) == ()
        assert area_queries.area_assessments(desk.store) == ()


def test_a_copy_of_a_folder_is_not_merged_with_it(tmp_path: Path, two: tuple[Path, Path]) -> None:
    copy = Path(shutil.copytree(two[0], tmp_path / "copy"))
    outcome = merged(tmp_path / "new", two[0], copy)
    assert codes(outcome.problems) == ["merge_same_commune", "merge_copied"]
    assert not (tmp_path / "new").exists()


def test_a_copy_that_took_another_code_is_found_by_its_lines(
    tmp_path: Path, two: tuple[Path, Path]
) -> None:
    copy = Path(shutil.copytree(two[0], tmp_path / "copy"))
    with opened(copy) as desk:
        assert change_profile(desk, replace(profile(desk), name="Xã D", code="20004")).done
    outcome = merged(tmp_path / "new", two[0], copy)
    assert codes(outcome.problems) == ["merge_copied"]


def test_one_folder_alone_is_no_merger(tmp_path: Path, two: tuple[Path, Path]) -> None:
    assert codes(merged(tmp_path / "new", two[0]).problems) == ["merge_needs_two"]


def test_the_new_commune_begins_after_the_former_ones(
    tmp_path: Path, two: tuple[Path, Path]
) -> None:
    outcome = merged(tmp_path / "new", *two, valid_from=SINCE)
    assert codes(outcome.problems) == ["merge_begins_before"] * 2


def test_the_new_folder_lies_in_none_of_the_former_ones(
    tmp_path: Path, two: tuple[Path, Path]
) -> None:
    outcome = merged(two[0] / "new", *two)
    assert codes(outcome.problems) == ["merge_target_inside"]


def test_a_folder_that_holds_something_is_no_place_for_the_new_commune(
    tmp_path: Path, two: tuple[Path, Path]
) -> None:
    (tmp_path / "held").mkdir()
    (tmp_path / "held" / "thu.txt").write_text("x")
    with pytest.raises(FolderNotEmptyError):
        merged(tmp_path / "held", *two)
    (tmp_path / "empty").mkdir()
    assert merged(tmp_path / "empty", *two).done


def test_a_folder_in_use_is_told_and_nothing_is_written(
    tmp_path: Path, two: tuple[Path, Path]
) -> None:
    with opened(two[1]), pytest.raises(StoreInUseError) as told:
        merged(tmp_path / "new", *two)
    assert told.value.details["folder"] == str(two[1])
    assert sorted(path.name for path in tmp_path.iterdir()) == ["a", "b"]


def test_the_folder_that_this_program_has_open_may_be_one_of_them(
    tmp_path: Path, two: tuple[Path, Path]
) -> None:
    before = fingerprints(two[1])
    with opened(two[0]) as own:
        held = queries.sessions(own.store)
        head = own.store.head
        assert merged(tmp_path / "new", *two, own=own).done
        assert (queries.sessions(own.store), own.store.head) == (held, head)
    assert fingerprints(two[1]) == before
    with opened(tmp_path / "new") as desk:
        assert {one.id for one in held} < {one.id for one in queries.sessions(desk.store)}
        assert check(desk, deep=True) == ()


def test_a_damaged_folder_is_told_and_nothing_is_written(
    tmp_path: Path, two: tuple[Path, Path]
) -> None:
    store = two[1] / "so138.db"
    data = bytearray(store.read_bytes())
    data[len(data) // 2] ^= 1
    store.write_bytes(data)
    with pytest.raises(StoreDamagedError) as told:
        merged(tmp_path / "new", *two)
    assert told.value.details["folder"] == str(two[1])
    assert not (tmp_path / "new").exists()


def test_a_folder_that_is_none_of_ours_and_a_superiors_are_told(
    tmp_path: Path, two: tuple[Path, Path]
) -> None:
    (tmp_path / "other").mkdir()
    with pytest.raises(NotAStoreError):
        merged(tmp_path / "new", two[0], tmp_path / "other")
    above = CommuneProfile(
        name="Thành phố Huế", code="46", valid_from=SINCE, superior="", role=Role.SUPERIOR
    )
    desk = new_commune(tmp_path / "superior", above, sources=sources()).value
    assert desk is not None
    desk.close()
    with pytest.raises(NotACommuneError):
        merged(tmp_path / "new", two[0], tmp_path / "superior")


def test_a_full_disk_in_the_middle_leaves_no_half_folder(
    tmp_path: Path, two: tuple[Path, Path], monkeypatch: pytest.MonkeyPatch
) -> None:
    def full(*_former: object) -> None:
        raise DiskFullError(path=str(tmp_path))

    before = [fingerprints(folder) for folder in two]
    with monkeypatch.context() as patched:
        patched.setattr("desktop.actions.merging.archive", full)
        with pytest.raises(DiskFullError):
            merged(tmp_path / "new", *two)
    assert sorted(path.name for path in tmp_path.iterdir()) == ["a", "b"]
    assert [fingerprints(folder) for folder in two] == before


def test_a_difference_after_writing_is_found(
    tmp_path: Path, two: tuple[Path, Path], monkeypatch: pytest.MonkeyPatch
) -> None:
    real = merged_store.put_rows

    def losing(write: Write, tables: Tables) -> None:
        real(write, {**tables, "not_held": []})

    monkeypatch.setattr("desktop.actions.merging.put_rows", losing)
    with pytest.raises(StoreDamagedError):
        merged(tmp_path / "new", *two)
    assert not (tmp_path / "new").exists()


def test_slips_that_wait_for_the_next_report_are_told(tmp_path: Path) -> None:
    first = make(tmp_path / "a", A)
    with opened(first) as desk:
        (one, *_others) = queries.sessions(desk.store)
        with desk.writing(action="record_session") as write:
            write.put("sessions", {"id": one.id, "reported_in": "2026-10"})
    outcome = merged(tmp_path / "new", first, make(tmp_path / "b", B))
    assert outcome.value is not None
    told = {one.code: one.details for one in outcome.value.matters}
    assert told["late_slips"] == {"commune": "Xã A", "count": "1"}


def test_every_matter_and_state_has_words() -> None:
    source = Path(merge_planning.__file__).read_text("utf-8")
    named = {
        str(node.args[0].value)
        for node in ast.walk(ast.parse(source))
        if isinstance(node, ast.Call)
        and getattr(node.func, "id", "") == "Matter"
        and isinstance(node.args[0], ast.Constant)
    }
    named |= {*merge_planning.CHOICES.values(), *merge_planning.SUMS.values()}
    assert len(named) > 10
    assert {code for code in named if not known_matter(code)} == set()
    assert {state for state in UnsentState if not known_state(state)} == set()
