"""Officers join, leave and hand over; passwords change; a former one opens nothing in reach."""

import json
import subprocess
import sys
from pathlib import Path

import pytest

from desktop.actions.closing import close_period
from desktop.actions.desk import UNNAMED_OFFICER, Desk, Outcome
from desktop.actions.groups import record_groups
from desktop.actions.key_changes import KeyChange
from desktop.actions.month_path import month_path
from desktop.actions.officers import (
    add_officer,
    change_role,
    hand_over,
    name_of,
    officer_leaves,
    officer_lines,
    rename_officer,
)
from desktop.actions.passwords import (
    change_password,
    reset_password,
    turn_password_off,
    turn_password_on,
)
from desktop.actions.periods import period_named
from desktop.actions.safety import back_up, log, restore, undo, verify_log
from desktop.actions.setup import LogIn, log_ins
from desktop.db import keys, queries
from desktop.db.errors import (
    NotAllowedError,
    PasswordNeededError,
    TooSoonError,
    WrongPasswordError,
)
from desktop.db.layout import old_version
from desktop.db.restoring import plan_restore
from desktop.db.slots import FLOOR, Password
from desktop.domain.groups import GroupDraft
from desktop.domain.officers import OfficerRole
from tests.actions.locked_making import (
    AN,
    BINH,
    SECOND,
    THIRD,
    WORD,
    Place,
    first_officer,
    joined,
)

FOURTH = "mật-khẩu-bốn"


@pytest.fixture
def place(tmp_path: Path) -> Place:
    return Place(tmp_path / "data")


@pytest.fixture
def locked(place: Place) -> Place:
    place.make(first_officer()).close()
    return place


def side_files(place: Place) -> list[Path]:
    return sorted(path for path in place.folder.rglob("*.key.json*"))


def openers(path: Path, *words: str) -> set[str]:
    """Which of the passwords a side file opens with."""
    found = set()
    for word in words:
        try:
            keys.unlock(keys.read_side_file(path), Password(word))
            found.add(word)
        except WrongPasswordError:
            continue
    return found


def test_a_folder_made_with_a_password_never_opened_by_itself(locked: Place) -> None:
    for path in side_files(locked):
        assert not keys.read_side_file(path).opens_itself
    with pytest.raises(PasswordNeededError):
        locked.open()
    assert not locked.opens("another word")
    assert locked.opens(WORD)


def test_the_first_officer_holds_all_rights_and_the_log_names_the_id(locked: Place) -> None:
    with locked.desk() as desk:
        (line,) = officer_lines(desk)
        assert (line.name, line.role, line.here) == (BINH, OfficerRole.ALL, True)
        record_groups(desk, [GroupDraft(name="Tổ 1")])
        assert log(desk)[0].officer == line.id
        assert name_of(desk, line.id) == BINH


def test_who_closed_a_month_is_named_though_the_id_is_kept(locked: Place) -> None:
    with locked.desk() as desk:
        assert desk.own_name == BINH
        month = period_named(desk, "2026-09")
        assert close_period(desk, month).done
        (closing,) = queries.closings(desk.store)
        assert closing.closed_by == desk.officer
        assert month_path(desk, month).closed_by == BINH


def test_the_door_lists_the_officers_without_any_key(locked: Place) -> None:
    with locked.desk() as desk:
        other = joined(desk)
        own = desk.officer
    assert log_ins(locked.folder) == (LogIn(own, BINH), LogIn(other, AN))


def test_every_act_is_logged_with_ids_and_no_name_or_password_in_clear(locked: Place) -> None:
    with locked.desk() as desk:
        other = joined(desk)
        rename_officer(desk, other, "Trần An")
        change_password(desk, current=WORD, new=THIRD, hardness=FLOOR)
        reset_password(desk, other, new=FOURTH, hardness=FLOOR)
        change_role(desk, other, OfficerRole.READS)
        officer_leaves(desk, other)
        entries = [one for one in log(desk) if one.action != "create_store"]
        assert [one.action for one in reversed(entries)] == [
            *("new_commune", "add_officer", "rename_officer", "change_password"),
            *("reset_password", "change_role", "officer_leaves"),
        ]
        said = "".join(str(one.details) for one in entries)
        assert verify_log(desk) is None
    for text in (AN, "Trần An", WORD, SECOND, THIRD, FOURTH):
        assert text not in said
    assert other in said


def test_changing_the_password_leaves_the_former_one_nowhere(locked: Place) -> None:
    with locked.desk() as desk:
        back_up(desk, reason="by_hand")
        change = change_password(desk, current=WORD, new=THIRD, hardness=FLOOR).value
        assert change is not None
        assert change.copies.rewritten == 1
        back_up(desk, reason="by_hand")
    assert len(side_files(locked)) == 4
    for path in side_files(locked):
        assert openers(path, WORD, THIRD) == {THIRD}
    assert (locked.opens(WORD), locked.opens(THIRD)) == (False, True)


def test_the_spare_side_file_opens_with_the_new_password_alone(locked: Place) -> None:
    with locked.desk() as desk:
        change_password(desk, current=WORD, new=THIRD, hardness=FLOOR)
    for data in (b"{}", None):
        locked.key.unlink(missing_ok=True)
        if data is not None:
            locked.key.write_bytes(data)
        assert (locked.opens(WORD), locked.opens(THIRD)) == (False, True)


def test_the_own_password_is_asked_for_before_it_changes(locked: Place) -> None:
    with locked.desk() as desk:
        with pytest.raises(WrongPasswordError):
            change_password(desk, current="no", new=THIRD, hardness=FLOOR)
        with pytest.raises(WrongPasswordError):
            turn_password_off(desk, current="no")
    assert locked.opens(WORD)


@pytest.mark.parametrize(
    ("new", "code"),
    [("", "password_missing"), ("ngắn", "password_short"), (BINH.upper(), "password_is_name")],
)
def test_a_password_that_is_none_is_refused(locked: Place, new: str, code: str) -> None:
    with locked.desk() as desk:
        outcome = change_password(desk, current=WORD, new=new, hardness=FLOOR)
        assert [one.code for one in outcome.problems] == [code]
    assert locked.opens(WORD)


def test_a_second_officer_opens_with_a_password_of_their_own(locked: Place) -> None:
    with locked.desk() as desk:
        other = joined(desk)
    with locked.desk(SECOND) as desk:
        assert desk.officer == other
        assert desk.officer_role is OfficerRole.ENTERS


def test_two_present_officers_share_no_name_and_a_nameless_one_is_refused(locked: Place) -> None:
    with locked.desk() as desk:
        other = joined(desk)
        outcomes = (
            hand_over(desk, AN.lower(), password=THIRD, hardness=FLOOR),
            rename_officer(desk, other, BINH),
            rename_officer(desk, other, "  "),
            rename_officer(desk, "nobody", "X"),
        )
        assert [one.problems[0].code for one in outcomes] == [
            *("officer_name_taken", "officer_name_taken"),
            *("officer_name_missing", "officer_unknown"),
        ]


def test_no_two_officers_have_one_password(locked: Place) -> None:
    def refused_code(outcome: Outcome[KeyChange]) -> str:
        assert not outcome.done
        return outcome.problems[0].code

    with locked.desk() as desk:
        added = add_officer(desk, AN, password=WORD, hardness=FLOOR)
        assert refused_code(added) == "password_other"
        other = joined(desk)
        reset = reset_password(desk, other, new=WORD, hardness=FLOOR)
        assert refused_code(reset) == "password_other"
        own = change_password(desk, current=WORD, new=SECOND, hardness=FLOOR)
        assert refused_code(own) == "password_other"
        # Who goes would go on opening the data.
        handed = hand_over(desk, "Phan Hòa", password=WORD, hardness=FLOOR)
        assert refused_code(handed) == "password_other"
        assert change_password(desk, current=WORD, new=WORD, hardness=FLOOR).done
    assert locked.opens(SECOND)


def test_who_leaves_opens_nothing_and_stays_in_the_list(locked: Place) -> None:
    with locked.desk() as desk:
        other = joined(desk)
        back_up(desk, reason="by_hand")
        assert officer_leaves(desk, other).done
        lines = {line.id: line for line in officer_lines(desk)}
        assert lines[other].left_at is not None
        assert not lines[other].has_password
    assert not locked.opens(SECOND)
    for path in side_files(locked):
        assert openers(path, WORD, SECOND) == {WORD}


def test_one_who_holds_all_rights_always_stays(locked: Place) -> None:
    with locked.desk() as desk:
        other, own = joined(desk), desk.officer
        assert officer_leaves(desk, own).problems[0].code == "last_all_officer"
        assert change_role(desk, own, OfficerRole.READS).problems[0].code == "last_all_officer"
        assert change_role(desk, other, OfficerRole.ALL).done
        assert officer_leaves(desk, own).done
    assert (locked.opens(WORD), locked.opens(SECOND)) == (False, True)


def test_an_office_is_handed_over_in_one_act(locked: Place) -> None:
    with locked.desk() as desk:
        before = len(log(desk))
        leaving = desk.officer
        assert hand_over(desk, AN, password=SECOND, hardness=FLOOR).done
        assert len(log(desk)) == before + 1
        assert log(desk)[0].officer == leaving
        with pytest.raises(NotAllowedError):
            record_groups(desk, [GroupDraft(name="Tổ 1")])
    assert (locked.opens(WORD), locked.opens(SECOND)) == (False, True)
    with locked.desk(SECOND) as desk:
        assert record_groups(desk, [GroupDraft(name="Tổ 1")]).done


def test_turning_the_password_on_takes_the_open_door_away_everywhere(place: Place) -> None:
    with place.make(None) as desk:
        back_up(desk, reason="by_hand")
        assert desk.officer == UNNAMED_OFFICER
        assert turn_password_on(desk, first_officer()).done
        assert turn_password_on(desk, first_officer()).problems[0].code == "password_on_already"
    for path in side_files(place):
        assert not keys.read_side_file(path).opens_itself
        assert openers(path, WORD) == {WORD}
    assert (place.opens(None), place.opens(WORD)) == (False, True)


def test_turning_it_off_and_on_again_keeps_the_officer(locked: Place) -> None:
    with locked.desk() as desk:
        own = desk.officer
        assert turn_password_off(desk, current=WORD).done
    with locked.open() as desk:
        assert desk.officer == own
        assert turn_password_on(desk, first_officer(SECOND)).done
        assert [line.id for line in officer_lines(desk)] == [own]
    assert (locked.opens(None), locked.opens(SECOND)) == (False, True)


def test_it_is_not_turned_off_while_others_have_passwords(locked: Place) -> None:
    with locked.desk() as desk:
        joined(desk)
        found = turn_password_off(desk, current=WORD)
        assert found.problems[0].code == "others_have_passwords"


def test_a_change_of_officers_is_no_step_of_undo(locked: Place) -> None:
    with locked.desk() as desk:
        record_groups(desk, [GroupDraft(name="Tổ 1")])
        other = joined(desk)
        done = undo(desk)
        assert done.value is not None
        assert done.value.action == "record_group"
        assert other in {line.id for line in officer_lines(desk)}


def may(desk: Desk) -> tuple[bool, ...]:
    acts = ("record_session", "close_period", "send_package", "change_profile", "add_officer")
    return tuple(desk.allows(act) for act in acts)


@pytest.mark.parametrize(
    ("role", "expected"),
    [
        ("all", (True, True, True, True, True)),
        ("closes", (True, True, True, False, False)),
        ("enters", (True, False, False, False, False)),
        ("reads", (False, False, False, False, False)),
    ],
)
def test_a_role_says_what_may_be_done(locked: Place, role: str, expected: tuple[bool, ...]) -> None:
    with locked.desk() as desk:
        joined(desk, role=role)
    with locked.desk(SECOND) as desk:
        assert may(desk) == expected
        if not expected[4]:
            with pytest.raises(NotAllowedError):
                joined(desk, name="Ai đó", word=THIRD)
        # One's own password is everybody's.
        assert change_password(desk, current=SECOND, new=THIRD, hardness=FLOOR).done


def test_roles_matter_only_where_there_is_a_second_officer(locked: Place) -> None:
    with locked.desk() as desk:
        other = joined(desk, role="all")
        change_role(desk, desk.officer, OfficerRole.READS)
        assert may(desk) == (False,) * 5
    with locked.desk(SECOND) as desk:
        rest = next(line.id for line in officer_lines(desk) if line.id != other)
        officer_leaves(desk, rest)
        assert may(desk) == (True,) * 5


def test_wrong_passwords_wait_longer_and_the_right_one_forgets_them(locked: Place) -> None:
    for _ in range(4):
        with pytest.raises(WrongPasswordError):
            locked.open("wrong-one")
    with pytest.raises(TooSoonError) as caught:
        locked.open(WORD)
    assert caught.value.details["seconds"] == "1"
    locked.clock.forward(seconds=1)
    locked.open(WORD).close()
    assert not (locked.folder / "so138.tries.json").exists()


def test_wrong_present_passwords_wait_as_at_the_door(locked: Place) -> None:
    with locked.desk() as desk:
        for _ in range(4):
            with pytest.raises(WrongPasswordError):
                change_password(desk, current="wrong-one", new=THIRD, hardness=FLOOR)
        with pytest.raises(TooSoonError):
            change_password(desk, current=WORD, new=THIRD, hardness=FLOOR)
        locked.clock.forward(seconds=2)
        assert change_password(desk, current=WORD, new=THIRD, hardness=FLOOR).done
    assert not (locked.folder / "so138.tries.json").exists()


def test_tries_of_several_programs_at_once_are_all_counted(locked: Place, tmp_path: Path) -> None:
    code = (
        "import sys; from pathlib import Path;"
        "from tests.actions.locked_making import Place;"
        "place = Place(Path(sys.argv[1]));"
        "from desktop.db.errors import TooSoonError, WrongPasswordError\n"
        "try: place.open('wrong-one')\n"
        "except TooSoonError: sys.exit(7)\n"
        "except WrongPasswordError: sys.exit(8)\n"
    )
    root = Path(__file__).resolve().parents[2]
    started = [
        subprocess.Popen([sys.executable, "-c", code, str(locked.folder)], cwd=root)
        for _ in range(8)
    ]
    ends = sorted(one.wait() for one in started)
    assert ends == [7, 7, 7, 7, 8, 8, 8, 8]
    said = json.loads((locked.folder / "so138.tries.json").read_text(encoding="ascii"))
    assert said["count"] == 4


def test_asking_without_a_password_is_no_wrong_try(locked: Place) -> None:
    for _ in range(9):
        with pytest.raises(PasswordNeededError):
            locked.open()
    assert locked.opens(WORD)


def test_the_side_file_put_back_from_outside_is_noticed(locked: Place) -> None:
    with locked.desk() as desk:
        other = joined(desk)
    former = locked.key.read_bytes()
    with locked.desk() as desk:
        officer_leaves(desk, other)
    for path in (locked.key, old_version(locked.key)):
        path.write_bytes(former)
    # The officer who left is refused; the key file in force is back and the log says so.
    assert not locked.opens(SECOND)
    with locked.desk() as desk:
        assert log(desk)[0].action == "former_key_file"
    assert {slot.label for slot in log_ins(locked.folder)} == {BINH}


def test_a_restore_keeps_the_passwords_and_officers_of_today(locked: Place) -> None:
    with locked.desk() as desk:
        made = back_up(desk, reason="by_hand")
        joined(desk)
        change_password(desk, current=WORD, new=THIRD, hardness=FLOOR)
    with pytest.raises(PasswordNeededError):
        plan_restore(locked.folder, made.name)
    with pytest.raises(WrongPasswordError):
        restore(locked.folder, made.name, sources=locked.sources, secret=Password(WORD))
    restore(locked.folder, made.name, sources=locked.sources, secret=Password(THIRD))
    assert not locked.opens(WORD)
    with locked.desk(SECOND) as desk:
        assert {line.name for line in officer_lines(desk)} == {BINH, AN}
        assert desk.officer_role is OfficerRole.ENTERS
        assert log(desk)[0].action == "restore"


def test_a_copy_that_kept_its_former_slots_brings_no_password_back(
    locked: Place, tmp_path: Path
) -> None:
    with locked.desk() as desk:
        made = back_up(desk, reason="copy", to=tmp_path / "stick")
        change_password(desk, current=WORD, new=THIRD, hardness=FLOOR)
    copy = str(tmp_path / "stick" / made.name)
    with pytest.raises(WrongPasswordError):
        restore(locked.folder, copy, sources=locked.sources, secret=Password(WORD))
    restore(locked.folder, copy, sources=locked.sources, secret=Password(THIRD))
    assert (locked.opens(WORD), locked.opens(THIRD)) == (False, True)


def test_a_copy_restored_into_an_empty_folder_opens_with_its_own_password(
    locked: Place, tmp_path: Path
) -> None:
    with locked.desk() as desk:
        made = back_up(desk, reason="copy", to=tmp_path / "stick")
    other = Place(tmp_path / "other")
    copy = str(tmp_path / "stick" / made.name)
    with pytest.raises(WrongPasswordError):
        restore(other.folder, copy, sources=other.sources, secret=Password("wrong-one"))
    assert not other.folder.exists()
    restore(other.folder, copy, sources=other.sources, secret=Password(WORD))
    assert (other.opens(None), other.opens(WORD)) == (False, True)


def test_the_open_program_restores_without_asking_again(locked: Place) -> None:
    with locked.desk() as desk:
        made = back_up(desk, reason="by_hand")
        key, own = desk.store.data_key, desk.officer
        assert plan_restore(locked.folder, made.name, data_key=key).verified
    restore(locked.folder, made.name, sources=locked.sources, data_key=key)
    from desktop.actions.setup import open_desk

    with open_desk(locked.folder, sources=locked.sources, data_key=key, officer=own) as desk:
        assert record_groups(desk, [GroupDraft(name="Tổ 1")]).done


def test_what_a_restore_replaced_opens_with_no_former_password_either(locked: Place) -> None:
    with locked.desk() as desk:
        made = back_up(desk, reason="by_hand")
    restore(locked.folder, made.name, sources=locked.sources, secret=Password(WORD))
    with locked.desk() as desk:
        change_password(desk, current=WORD, new=THIRD, hardness=FLOOR)
    replaced = [path for path in side_files(locked) if "replaced" in path.parts]
    assert len(replaced) == 2
    for path in side_files(locked):
        assert openers(path, WORD, THIRD) == {THIRD}


def test_the_text_of_an_error_that_a_log_may_hold_names_nobody(locked: Place) -> None:
    with pytest.raises(PasswordNeededError) as caught:
        locked.open()
    assert caught.value.details["labels"] == BINH
    assert BINH not in str(caught.value)
    assert BINH not in repr(caught.value)


def test_a_locked_store_keeps_no_key(locked: Place) -> None:
    desk = locked.open(WORD)
    desk.store.lock()
    assert desk.store.data_key == bytes(32)
    assert locked.opens(WORD)
