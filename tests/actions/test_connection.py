"""Connecting with the superior: what a connection file fills in, and which keys are believed."""

from dataclasses import replace
from pathlib import Path

import pytest

from desktop.actions.connection import (
    Connected,
    ConnectionState,
    ConnectionToConfirmError,
    FilledField,
    FingerprintDiffersError,
    PracticeConnectionError,
    compare_superior,
    connect,
    connected,
    forget_superior,
    is_practice,
    own_fingerprint,
    practice,
    read_connection,
    renew_own_keys,
    sending_keys,
)
from desktop.actions.deadlines import change_deadlines, deadlines
from desktop.actions.desk import Desk
from desktop.actions.office_keys import new_keys
from desktop.actions.plan_choice import choices, choose_plan
from desktop.actions.profile import change_profile, profile
from desktop.actions.sticks import answers_on
from desktop.domain.deadlines import Deadlines
from desktop.domain.periods import PeriodKind
from desktop.exchange.keys import OwnKeys
from tests.actions.sending_making import Office, put


def test_the_first_file_connects_and_fills_what_the_office_left_alone(desk: Desk) -> None:
    office = Office.new()
    outcome = connect(desk, office.connection())
    found = connected(desk)
    assert outcome.value is not None
    assert outcome.value.state is ConnectionState.NEW
    assert found is not None
    assert found.fingerprint == office.keys.public.fingerprint
    assert not found.practice
    assert profile(desk).salutation.endswith("qua Công an thành phố")
    assert deadlines(desk).days_after == {PeriodKind.MONTH: 3}


def test_what_the_office_chose_itself_waits_until_it_is_named(desk: Desk) -> None:
    change_profile(desk, replace(profile(desk), superior_salutation="UBND thành phố Huế"))
    change_deadlines(desk, Deadlines({PeriodKind.MONTH: 9}))
    office = Office.new("Thành phố Huế mở rộng")
    data = office.connection()
    offered = {one.field: one.by_itself for one in read_connection(desk, data).fillings}
    assert offered == dict.fromkeys(
        (FilledField.SUPERIOR, FilledField.SALUTATION, FilledField.DEADLINE), False
    )
    connect(desk, data, fill=[FilledField.SUPERIOR])
    assert profile(desk).superior == "Thành phố Huế mở rộng"
    assert profile(desk).salutation == "UBND thành phố Huế"
    assert deadlines(desk).days_after == {PeriodKind.MONTH: 9}
    # Once more, now with the rest named.
    again = connect(desk, data, fill=[FilledField.DEADLINE, FilledField.SALUTATION])
    assert again.value is not None
    assert again.value.state is ConnectionState.SAME
    assert deadlines(desk).days_after == {PeriodKind.MONTH: 3}


def test_the_superiors_plan_is_followed_unless_the_office_chose_one(desk: Desk) -> None:
    office = Office.new()
    assert connect(desk, office.connection(plan="hanoi-2021")).problems == ()
    assert [one.plan_id for one in choices(desk)] == ["hanoi-2021"]
    choose_plan(desk, "hue-302")
    connect(desk, office.connection(plan="hanoi-2021"))
    assert [one.plan_id for one in choices(desk)] == ["hue-302"]


def test_a_plan_that_nobody_has_is_said_and_stops_nothing(desk: Desk) -> None:
    outcome = connect(desk, Office.new().connection(plan="nowhere-1"))
    assert [one.code for one in outcome.problems] == ["plan_of_connection"]
    assert outcome.done
    assert connected(desk) is not None


def test_newer_older_and_same_files_are_told_apart(desk: Desk) -> None:
    office = Office.new()
    first, second = office.connection(), office.connection()
    connect(desk, first)
    assert read_connection(desk, first).state is ConnectionState.SAME
    assert read_connection(desk, second).state is ConnectionState.NEWER
    connect(desk, second)
    assert read_connection(desk, first).state is ConnectionState.OLDER
    connect(desk, first)
    found = connected(desk)
    assert found is not None
    assert found.superior.number == 2


def test_a_typed_fingerprint_wins_over_a_number_that_goes_back(desk: Desk) -> None:
    office = Office.new()
    office.number = 7
    connect(desk, office.connection())
    office.number = 1
    again = office.connection()
    assert connect(desk, again).value == read_connection(desk, again)
    taken = connect(desk, again, fingerprint=office.keys.public.fingerprint).value
    found = connected(desk)
    assert taken is not None
    assert found is not None
    assert (taken.state, found.superior.number) == (ConnectionState.NEWER, 2)


def test_new_keys_under_a_number_that_goes_back_wait_for_the_fingerprint(desk: Desk) -> None:
    office = Office.new()
    office.number = 7
    connect(desk, office.connection())
    office.number = 1
    renewed = office.renewed()
    with pytest.raises(ConnectionToConfirmError):
        connect(desk, renewed)
    connect(desk, renewed, fingerprint=office.keys.public.fingerprint)
    found = connected(desk)
    assert found is not None
    assert found.fingerprint == office.keys.public.fingerprint


def test_former_keys_under_a_later_number_wait_for_the_fingerprint(desk: Desk) -> None:
    office = Office.new()
    before = office.connection()
    former = office.keys
    connect(desk, before)
    connect(desk, office.renewed())
    assert read_connection(desk, before).state is ConnectionState.OLDER
    office.keys, office.number = former, 9
    assert read_connection(desk, office.connection()).state is ConnectionState.TO_CONFIRM


def test_the_same_number_with_other_content_is_taken(desk: Desk) -> None:
    office = Office.new()
    connect(desk, office.connection())
    office.number -= 1
    assert read_connection(desk, office.connection(plan="hanoi-2021")).state is (
        ConnectionState.NEWER
    )


def test_new_keys_that_the_former_ones_endorse_are_taken_by_themselves(desk: Desk) -> None:
    office = Office.new()
    connect(desk, office.connection())
    connect(desk, office.renewed())
    found = connected(desk)
    assert found is not None
    assert found.fingerprint == office.keys.public.fingerprint


def test_keys_that_nobody_endorses_need_the_fingerprint(desk: Desk) -> None:
    connect(desk, Office.new().connection())
    other = Office.new()
    data = other.connection()
    with pytest.raises(ConnectionToConfirmError):
        connect(desk, data)
    with pytest.raises(FingerprintDiffersError):
        connect(desk, data, fingerprint="12344-12344-12344-12344-12344")
    connect(desk, data, fingerprint=other.keys.public.fingerprint.replace("-", " "))
    found = connected(desk)
    assert found is not None
    assert found.fingerprint == other.keys.public.fingerprint


def test_a_connection_is_ended_and_begun_again(desk: Desk) -> None:
    office = Office.new()
    assert [one.code for one in forget_superior(desk).problems] == ["not_connected"]
    connect(desk, office.connection())
    assert forget_superior(desk).done
    assert connected(desk) is None
    connect(desk, office.connection())
    assert connected(desk) is not None


def test_the_practice_superior_gives_way_to_a_real_one_and_its_keys_end(desk: Desk) -> None:
    offices = practice()
    new_keys(desk, offices.commune)
    connect(desk, offices.connection)
    found = connected(desk)
    assert found is not None
    assert found.practice
    assert is_practice(found.superior)
    assert sending_keys(desk).current == offices.commune
    connect(desk, Office.new().connection())
    now = connected(desk)
    assert now is not None
    assert not now.practice
    assert sending_keys(desk).current.signing.public not in offices.signers


def test_renewed_keys_have_another_fingerprint(desk: Desk) -> None:
    assert own_fingerprint(desk) == ""
    sending_keys(desk)
    before = own_fingerprint(desk)
    renewed = renew_own_keys(desk)
    assert (renewed.before, renewed.fingerprint) == (before, own_fingerprint(desk))
    assert renewed.fingerprint != before


def test_the_practice_superior_is_refused_outside_of_practice(desk: Desk) -> None:
    with pytest.raises(PracticeConnectionError):
        connect(desk, practice().connection, confirmed=True)
    assert connected(desk) is None


def test_a_first_file_that_nobody_compared_says_so_until_the_digits_are_typed(desk: Desk) -> None:
    office = Office.new()
    connect(desk, office.connection())
    assert not known(desk).compared
    with pytest.raises(FingerprintDiffersError):
        compare_superior(desk, Office.new().keys.public.fingerprint)
    assert not known(desk).compared
    assert compare_superior(desk, office.keys.public.fingerprint).done
    assert known(desk).compared
    # What the compared keys vouch for was compared with them.
    connect(desk, office.connection())
    connect(desk, office.renewed())
    assert known(desk).compared


@pytest.mark.parametrize("typed", [True, False], ids=["typed", "by-eye"])
def test_a_file_that_was_compared_when_it_was_taken_asks_no_more(desk: Desk, typed: bool) -> None:
    office = Office.new()
    fingerprint = office.keys.public.fingerprint if typed else ""
    connect(desk, office.connection(), fingerprint=fingerprint, confirmed=not typed)
    assert known(desk).compared
    # Another superior is compared by itself.
    other = Office.new("Tỉnh khác")
    forget_superior(desk)
    connect(desk, other.connection())
    assert not known(desk).compared


def test_new_keys_of_a_superior_that_nobody_compared_vouch_for_nothing(desk: Desk) -> None:
    office = Office.new()
    connect(desk, office.connection())
    connect(desk, office.renewed())
    assert not known(desk).compared


def test_without_a_superior_there_is_nothing_to_compare(desk: Desk) -> None:
    assert [one.code for one in compare_superior(desk, "12345").problems] == ["not_connected"]


def test_keys_that_the_superior_gave_up_are_told_and_not_offered(
    desk: Desk, tmp_path: Path
) -> None:
    office = Office.new()
    old = office.connection()
    connect(desk, old)
    office.keys = OwnKeys.new()
    connect(desk, office.connection(), fingerprint=office.keys.public.fingerprint)
    read = read_connection(desk, old)
    assert (read.state, read.given_up) == (ConnectionState.TO_CONFIRM, True)
    file = put(tmp_path / "usb", "cu.s138c", old)
    waiting = answers_on(desk, tmp_path / "usb")
    assert (waiting.connections, waiting.given_up) == ((), (file,))
    # Another superior is no old key of this one.
    assert not read_connection(desk, Office.new("Tỉnh khác").connection()).given_up


def known(desk: Desk) -> Connected:
    found = connected(desk)
    assert found is not None
    return found
