"""The superior's connection file: signed, numbered, and vouched for when keys change."""

from datetime import timedelta
from pathlib import Path

import pytest

from desktop.actions.connecting import (
    NUMBER,
    ConnectionWords,
    NewKeys,
    change_connection_words,
    own_fingerprint,
    write_connection,
)
from desktop.actions.deadlines import change_deadlines
from desktop.actions.desk import Desk
from desktop.actions.office_keys import office_keys
from desktop.actions.targets import TargetMissingError
from desktop.db import queries
from desktop.db.saving import save_setting
from desktop.domain.deadlines import Deadlines
from desktop.domain.periods import PeriodKind
from desktop.exchange.connection import endorsed_by, open_connection
from tests.actions.conftest import StandingClock


@pytest.fixture(autouse=True)
def usb(tmp_path: Path) -> None:
    """A folder that stands for a stick."""
    (tmp_path / "usb").mkdir()


def test_it_says_what_communes_need(superior: Desk, tmp_path: Path) -> None:
    change_deadlines(superior, Deadlines({PeriodKind.MONTH: 3, PeriodKind.YEAR: 7}))
    change_connection_words(superior, ConnectionWords("Thành phố", "Ban Chỉ đạo 138 thành phố"))
    made = write_connection(superior, tmp_path / "usb").value
    assert made is not None
    assert made.path.name == f"S138_ket-noi_46_{made.number}.s138c"
    found = open_connection(made.path.read_bytes())
    assert (found.name, found.code, found.level) == ("Thành phố Huế", "46", "Thành phố")
    assert found.salutation == "Ban Chỉ đạo 138 thành phố"
    assert found.deadline == {PeriodKind.MONTH: 3, PeriodKind.YEAR: 7}
    assert found.plan_id == "hue-302"
    assert found.fingerprint == made.fingerprint == own_fingerprint(superior)
    assert found.keys == office_keys(superior).current.public


def test_every_file_has_a_higher_number(superior: Desk, tmp_path: Path) -> None:
    made = [write_connection(superior, tmp_path / "usb").value for _time in range(3)]
    numbers = [one.number for one in made if one]
    assert numbers == sorted(set(numbers))
    assert len(numbers) == 3
    assert not any(one.endorsed for one in made if one)


def test_numbers_rise_with_time_though_a_restored_backup_forgot_the_last_ones(
    superior: Desk, tmp_path: Path
) -> None:
    before = write_connection(superior, tmp_path / "usb").value
    with superior.writing(action="change_settings") as write:
        save_setting(write, NUMBER, "0")
    assert isinstance(superior.clock, StandingClock)
    superior.clock.day += timedelta(days=1)
    after = write_connection(superior, tmp_path / "usb").value
    assert before is not None
    assert after is not None
    assert 0 < after.number - before.number - 24 * 60 * 60 < 60 * 60


def test_a_clock_beyond_every_number_is_left_aside(superior: Desk, tmp_path: Path) -> None:
    before = write_connection(superior, tmp_path / "usb").value
    assert isinstance(superior.clock, StandingClock)
    superior.clock.day += timedelta(days=40 * 365)
    after = write_connection(superior, tmp_path / "usb").value
    assert before is not None
    assert after is not None
    assert after.number == before.number + 1


def test_folders_are_not_made_up_and_the_data_folder_is_none(
    superior: Desk, tmp_path: Path
) -> None:
    for missing in (tmp_path / "KINGSTON", tmp_path / "new" / "a" / "b"):
        with pytest.raises(TargetMissingError):
            write_connection(superior, missing, new=NewKeys.REGULAR)
        assert not missing.exists()
    assert not (tmp_path / "new").exists()
    assert not queries.settings(superior.store).get(NUMBER)
    file = tmp_path / "tep"
    file.write_bytes(b"")
    for place, code in (
        (file, "target_is_file"),
        (superior.store.folder, "target_in_data"),
        (superior.store.folder / "usb", "target_in_data"),
    ):
        (problem,) = write_connection(superior, place).problems
        assert problem.code == code


def test_the_former_key_vouches_for_new_ones(superior: Desk, tmp_path: Path) -> None:
    before = write_connection(superior, tmp_path / "usb").value
    former = office_keys(superior).current.public
    after = write_connection(superior, tmp_path / "usb", new=NewKeys.REGULAR).value
    assert before is not None
    assert after is not None
    assert after.endorsed
    assert after.fingerprint != before.fingerprint
    data = after.path.read_bytes()
    assert endorsed_by(data, former.signing)
    assert not endorsed_by(before.path.read_bytes(), after.fingerprint.replace("-", "") + "0" * 39)
    kept = office_keys(superior)
    assert [key.public for key in kept.earlier] == [former.age]
    again = write_connection(superior, tmp_path / "usb").value
    assert again is not None
    assert endorsed_by(again.path.read_bytes(), former.signing)


def test_a_key_that_others_may_know_vouches_for_no_new_one_now_or_later(
    superior: Desk, tmp_path: Path
) -> None:
    write_connection(superior, tmp_path / "usb")
    former = office_keys(superior).current.public
    after = write_connection(superior, tmp_path / "usb", new=NewKeys.LEAKED).value
    again = write_connection(superior, tmp_path / "usb").value
    assert after is not None
    assert again is not None
    for one in (after, again):
        assert (one.endorsed, one.leaked) == (False, True)
        assert not endorsed_by(one.path.read_bytes(), former.signing)
    second = office_keys(superior).current.public
    regular = write_connection(superior, tmp_path / "usb", new=NewKeys.REGULAR).value
    assert regular is not None
    assert (regular.endorsed, regular.leaked) == (True, False)
    assert endorsed_by(regular.path.read_bytes(), second.signing), "the new key is sound"
    assert [key.public for key in office_keys(superior).earlier][-1:] == [former.age]


def test_a_commune_writes_none(desk: Desk, tmp_path: Path) -> None:
    (problem,) = write_connection(desk, tmp_path / "usb").problems
    assert problem.code == "not_a_superior"


def test_the_words_are_undone_as_any_setting(superior: Desk) -> None:
    from desktop.actions.connecting import connection_words
    from desktop.actions.safety import undo

    change_connection_words(superior, ConnectionWords("Tỉnh", ""))
    assert connection_words(superior).level == "Tỉnh"
    assert undo(superior).done
    assert connection_words(superior) == ConnectionWords()


def test_files_with_keys_that_others_may_know_are_named_where_they_lie(
    superior: Desk, tmp_path: Path
) -> None:
    stick = tmp_path / "usb"
    old = write_connection(superior, stick).value
    (stick / "other.s138c").write_bytes(b"no connection file")
    after = write_connection(superior, stick, new=NewKeys.LEAKED).value
    assert old is not None
    assert after is not None
    assert after.spoiled == (old.path,)
    again = write_connection(superior, stick).value
    assert again is not None
    assert again.spoiled == (old.path,), "as long as it lies there"
    regular = write_connection(superior, stick, new=NewKeys.REGULAR).value
    assert regular is not None
    assert regular.spoiled == (), "the former key vouches again"
