"""Recovery drills, from a real data folder with a password: what an office does after a loss.

The office has eight sessions, a verified copy on a stick with its key file, and two more sessions.
"""

import shutil
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from random import Random

import pytest

from desktop.actions.backups import all_copies, change_mirror
from desktop.actions.officers import hand_over, officer_leaves, officer_lines
from desktop.actions.passwords import change_password
from desktop.actions.rescue import needs_rescue, plan_rescue, rescue
from desktop.actions.safety import back_up, check, restore, verify_log
from desktop.actions.secrets import confirm_sheet, new_sheet, use_sheet
from desktop.actions.setup import Sources, open_desk
from desktop.db.errors import StoreDamagedError, StoreError, WrongPasswordError, WrongSheetError
from desktop.db.layout import Layout, old_version
from desktop.db.slots import FLOOR, Password, Secret, Sheet
from tests.actions.locked_making import BINH, SECOND, THIRD, WORD, Place, first_officer, joined
from tests.faults.ground import add_session, stored_ids

BEFORE, AFTER = 8, 10


@dataclass
class Office:
    """The office, its recovery sheet and its stick; nothing is open."""

    place: Place
    sheet: str
    stick: Path

    @property
    def sources(self) -> Sources:
        return self.place.sources

    def holds(self, word: str, *, folder: Path | None = None) -> int:
        """How many sessions a password opens; log and deep check are found whole."""
        place = folder or self.place.folder
        with open_desk(place, sources=self.sources, secret=Password(word)) as desk:
            assert verify_log(desk) is None
            assert check(desk, deep=True) == ()
            return len(stored_ids(desk))

    def opens_by_sheet(self, sheet: str, new: str, *, folder: Path | None = None) -> None:
        """The digits are typed and a new password is chosen."""
        outcome = use_sheet(
            folder or self.place.folder,
            sheet,
            new_password=new,
            sources=self.sources,
            hardness=FLOOR,
        )
        assert outcome.value is not None, outcome.problems
        outcome.value.close()


@pytest.fixture
def office(tmp_path: Path) -> Office:
    place = Place(tmp_path / "data")
    place.clock.forward(days=19)
    stick, dice = tmp_path / "stick", Random(138)
    with place.make(first_officer()) as desk:
        change_mirror(desk, off=True)
        for _ in range(BEFORE):
            add_session(desk, dice)
        made = new_sheet(desk).value
        assert made is not None
        assert confirm_sheet(desk, [made.groups[one - 1] for one in made.asked]).done
        back_up(desk, reason="by_hand")
        back_up(desk, reason="by_hand", to=stick)
        for _ in range(AFTER - BEFORE):
            add_session(desk, dice)
    return Office(place, "-".join(made.groups), stick)


def test_a_forgotten_password_with_the_sheet_at_hand(office: Office) -> None:
    with pytest.raises(WrongPasswordError):
        office.holds("quên mất rồi")
    office.opens_by_sheet(office.sheet, SECOND)
    assert office.holds(SECOND) == AFTER
    assert not office.place.opens(WORD)


def test_a_lost_sheet_is_replaced_and_opens_nothing_any_more(office: Office) -> None:
    with office.place.desk() as desk:
        made = new_sheet(desk).value
        assert made is not None
        assert confirm_sheet(desk, [made.groups[one - 1] for one in made.asked]).done
    with pytest.raises(WrongSheetError):
        office.opens_by_sheet(office.sheet, SECOND)
    office.opens_by_sheet("".join(made.groups), THIRD)
    assert office.holds(THIRD) == AFTER


@pytest.mark.parametrize("with_sheet", [True, False], ids=["sheet", "password"])
def test_the_pc_burnt_and_the_stick_is_left(
    office: Office, tmp_path: Path, with_sheet: bool
) -> None:
    shutil.rmtree(office.place.folder)
    new = tmp_path / "new-pc"
    secret: Secret = Sheet(office.sheet) if with_sheet else Password(WORD)
    done = restore(new, str(office.stick), sources=office.sources, secret=secret)
    assert (done.info.sessions, done.replaced) == (BEFORE, None)
    if with_sheet:
        office.opens_by_sheet(office.sheet, SECOND, folder=new)
    assert office.holds(SECOND if with_sheet else WORD, folder=new) == BEFORE


def test_the_pc_burnt_and_neither_sheet_nor_password_is_left(
    office: Office, tmp_path: Path
) -> None:
    """The control: without a secret the stick gives nothing away."""
    shutil.rmtree(office.place.folder)
    for secret in (None, Password("đoán thử xem"), Sheet("0000-" * 9 + "0000")):
        with pytest.raises(StoreError):
            restore(tmp_path / "new", str(office.stick), sources=office.sources, secret=secret)
    assert not (tmp_path / "new" / "so138.db").exists()


def test_a_damaged_store_with_a_good_backup(office: Office) -> None:
    file = Layout(office.place.folder).store
    data = bytearray(file.read_bytes())
    data[300:] = bytes(one ^ 0x5A for one in data[300 : len(data) // 3]) + data[len(data) // 3 :]
    file.write_bytes(data)
    with pytest.raises(StoreDamagedError) as damaged:
        office.holds(WORD)
    assert needs_rescue(damaged.value.code)
    plan = plan_rescue(office.place.folder, sources=office.sources, secret=Password(WORD))
    done = rescue(office.place.folder, plan, sources=office.sources, secret=Password(WORD))
    done.desk.close()
    assert done.replaced is not None
    assert BEFORE <= office.holds(WORD) <= AFTER
    assert office.holds(WORD) == BEFORE + len(
        [one for one in done.brought if one.table == "sessions"]
    )


def _spoil(path: Path) -> None:
    data = path.read_bytes()
    path.write_bytes(data[: len(data) // 2] + b"#" + data[len(data) // 2 + 1 :])


def test_a_damaged_side_file_costs_nothing(office: Office) -> None:
    _spoil(Layout(office.place.folder).key)
    with office.place.desk() as desk:
        assert [one.code for one in check(desk)] == ["key_file_damaged"]
        assert len(stored_ids(desk)) == AFTER
    # It was written anew at that opening; the next change of slots writes both.
    with office.place.desk() as desk:
        assert change_password(desk, current=WORD, new=THIRD, hardness=FLOOR).done
    assert office.holds(THIRD) == AFTER


def test_both_side_files_damaged_one_comes_from_a_copy(office: Office) -> None:
    key = Layout(office.place.folder).key
    for path in (key, old_version(key)):
        _spoil(path)
    with pytest.raises(StoreError) as damaged:
        office.holds(WORD)
    assert needs_rescue(damaged.value.code)
    plan = plan_rescue(office.place.folder, sources=office.sources, secret=Password(WORD))
    rescue(office.place.folder, plan, sources=office.sources, secret=Password(WORD)).desk.close()
    assert office.holds(WORD) == AFTER


def test_windows_was_installed_anew_and_the_mirror_on_the_second_drive_is_left(
    office: Office, tmp_path: Path
) -> None:
    drive, new = tmp_path / "D", tmp_path / "new"
    drive.mkdir()
    with office.place.desk() as desk:
        change_mirror(desk, folder=drive)
    shutil.rmtree(office.place.folder)
    (copy, *_more) = all_copies(new, sticks=[one for one in drive.rglob("*") if one.is_dir()])
    done = restore(new, str(copy.path), sources=office.sources, secret=Password(WORD))
    assert done.info.sessions == AFTER
    assert office.holds(WORD, folder=new) == AFTER


def _leaves(office: Office) -> None:
    with office.place.desk() as desk:
        other = joined(desk, role="all")
        first = next(one.id for one in officer_lines(desk) if one.id != other)
    with office.place.desk(SECOND) as desk:
        assert officer_leaves(desk, first).done


def _hands_over(office: Office) -> None:
    with office.place.desk() as desk:
        assert hand_over(desk, "Hồ Văn Mới", password=SECOND, hardness=FLOOR).done


@pytest.mark.parametrize("goes", [_leaves, _hands_over])
def test_an_officer_left_and_the_office_goes_on(
    office: Office, goes: Callable[[Office], None]
) -> None:
    goes(office)
    assert not office.place.opens(WORD)
    assert office.holds(SECOND) == AFTER
    with office.place.desk(SECOND) as desk:
        assert {one.name for one in officer_lines(desk) if one.left_at} == {BINH}
    # A copy made before, restored after: the one who left stays out.
    name = all_copies(office.place.folder, sticks=())[0].info.name
    restore(office.place.folder, name, sources=office.sources, secret=Password(SECOND))
    assert not office.place.opens(WORD)
    assert office.place.opens(SECOND)


def test_a_password_that_others_saw_is_changed_and_opens_no_copy_here(office: Office) -> None:
    with office.place.desk() as desk:
        assert change_password(desk, current=WORD, new=THIRD, hardness=FLOOR).done
    for copy in all_copies(office.place.folder, sticks=()):
        with pytest.raises(WrongPasswordError):
            restore(
                office.place.folder, copy.info.name, sources=office.sources, secret=Password(WORD)
            )
        office.place.folder.joinpath("so138.tries.json").unlink(missing_ok=True)
    assert office.holds(THIRD) == AFTER
