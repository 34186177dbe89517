"""When backups are made, where they go, and how old the copy outside this PC is."""

import shutil
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, timedelta
from pathlib import Path

import pytest

from desktop.actions.backups import (
    _OF_SYSTEM,
    BEFORE_MASS_DELETE,
    MANY_ROWS,
    Mirror,
    all_copies,
    back_up,
    back_up_before,
    back_up_if_changed,
    backups,
    change_mirror,
    copy_named,
    copy_places,
    mirror,
    outside_copy,
    own_mirrors,
    put_off_outside_copy,
)
from desktop.actions.desk import Desk
from desktop.actions.passwords import turn_password_on
from desktop.actions.safety import check, restore
from desktop.actions.sessions import delete_sessions, record_sessions
from desktop.actions.setup import Sources, new_commune, open_desk
from desktop.db.backup_places import OLDER_AT_ONCE, CopyPlace
from desktop.db.errors import BackupUnknownError, DiskFullError, PasswordNeededError
from desktop.db.keys import read_side_file, unlock
from desktop.db.slots import Password
from desktop.domain.commune import CommuneProfile
from desktop.domain.sessions import SessionDraft
from desktop.exchange.drives import Partition, Room
from tests.actions.conftest import StandingClock
from tests.actions.locked_making import WORD, first_officer


@dataclass
class TwoDrives:
    """A PC with a system drive, a second one, a stick, and what else a machine mounts."""

    system: Path
    second: Path
    stick: Path
    second_device: str = "/dev/sdb1"

    def partitions(self) -> Iterable[Partition]:
        return (
            Partition(str(self.system), "/dev/sda1", "ntfs", "rw,fixed"),
            Partition(str(self.second), self.second_device, "ntfs", "rw,fixed"),
            Partition(str(self.stick), "/dev/sdc1", "exfat", "rw,removable"),
            Partition("/boot/efi", "/dev/sda2", "vfat", "rw"),
        )

    def room(self, folder: str) -> Room | None:
        return Room(1 << 40, 1 << 39)

    def label(self, partition: Partition) -> str:
        return ""

    def serial(self, partition: Partition) -> str:
        return ""

    def removable(self, partition: Partition) -> bool:
        return "removable" in partition.options


@pytest.fixture
def drives(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> TwoDrives:
    # Wherever the tests lie: these drives are none of the system's.
    others = tuple(one for one in _OF_SYSTEM if not tmp_path.is_relative_to(one))
    monkeypatch.setattr("desktop.actions.backups._OF_SYSTEM", others)
    for name in ("d", "usb"):
        (tmp_path / name).mkdir()
    return TwoDrives(tmp_path, tmp_path / "d", tmp_path / "usb")


def sessions(desk: Desk, count: int, *, first: int = 1) -> tuple[str, ...]:
    drafts = [
        SessionDraft(
            held_on=date(2026, 10, 1) + timedelta(days=(first + number) % 15),
            commune_wide=True,
            format="Hội nghị",
            topics=("Luật Phòng, chống ma túy",),
            lead_body="Công an xã",
            attendance=first + number,
        )
        for number in range(count)
    ]
    made = record_sessions(desk, drafts).value
    assert made is not None
    return tuple(made)


def test_a_backup_is_due_only_when_something_was_written_since(desk: Desk) -> None:
    assert back_up_if_changed(desk, reason="half_hour") is not None
    assert back_up_if_changed(desk, reason="half_hour") is None
    sessions(desk, 1)
    made = back_up_if_changed(desk, reason="half_hour")
    assert made is not None
    assert (made.sessions, made.reason) == (1, "half_hour")


def test_before_an_act_the_newest_backup_serves_when_it_was_made_for_the_same_reason(
    desk: Desk,
) -> None:
    for _time in range(2):
        back_up_before(desk, "before_import")
    back_up_before(desk, "before_merge")
    found = [one.reason for one in backups(desk.store.folder)]
    assert found == ["before_merge", "before_import"]


def test_deleting_very_many_sessions_is_preceded_by_a_backup_that_holds_them(desk: Desk) -> None:
    made = sessions(desk, MANY_ROWS + 1)
    delete_sessions(desk, made[:MANY_ROWS])
    assert backups(desk.store.folder) == ()
    again = sessions(desk, MANY_ROWS + 1, first=100)
    assert delete_sessions(desk, again).done
    (kept,) = backups(desk.store.folder)
    assert (kept.reason, kept.sessions) == (BEFORE_MASS_DELETE, MANY_ROWS + 2)


def test_nothing_is_deleted_when_the_backup_before_cannot_be_made(
    desk: Desk, monkeypatch: pytest.MonkeyPatch
) -> None:
    made = sessions(desk, MANY_ROWS + 1)
    usage = shutil.disk_usage(desk.store.folder)
    monkeypatch.setattr(shutil, "disk_usage", lambda _place: usage._replace(free=1000))
    with pytest.raises(DiskFullError):
        delete_sessions(desk, made)
    assert desk.store.read("SELECT count(*) FROM sessions WHERE deleted_at IS NULL") == [(21,)]


def test_every_backup_goes_to_the_second_drive_with_its_key_file(
    desk: Desk, drives: TwoDrives
) -> None:
    sessions(desk, 1)
    info = back_up(desk, reason="by_hand", drives=drives)
    place = drives.second / "So138-sao-luu" / desk.store.facts.install_id
    assert mirror(desk, drives=drives) == Mirror(place)
    stem = info.name.removesuffix(".db")
    assert sorted(path.name for path in place.iterdir()) == sorted(
        f"{stem}{ending}" for ending in (".db", ".info.json", ".key.json")
    )
    own = desk.store.layout.backups / info.name
    assert (place / info.name).read_bytes() == own.read_bytes()


def test_a_new_mirror_comes_to_hold_the_older_backups_too(desk: Desk, tmp_path: Path) -> None:
    made = [back_up(desk, reason="by_hand").name for _time in range(8)]
    (tmp_path / "d").mkdir()
    place = change_mirror(desk, folder=tmp_path / "d").folder
    assert place is not None
    assert {path.name for path in place.glob("*.db")} >= set(made)
    shutil.rmtree(place)
    back_up(desk, reason="by_hand")
    assert len(list(place.glob("*.db"))) == 1 + OLDER_AT_ONCE
    back_up(desk, reason="by_hand")
    assert {path.name for path in place.glob("*.db")} >= set(made)


def test_a_mirror_that_fails_is_found_by_the_check(desk: Desk, tmp_path: Path) -> None:
    (tmp_path / "d").mkdir()
    change_mirror(desk, folder=tmp_path / "d")
    assert check(desk) == ()
    shutil.rmtree(tmp_path / "d")
    back_up(desk, reason="by_hand")
    for deep in (False, True):
        (found,) = check(desk, deep=deep)
        assert (found.code, found.details["reason"]) == ("mirror_trouble", "file_missing")


def test_a_mirror_that_old_copies_filled_gets_room_by_thinning(
    desk: Desk, sources: Sources, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (tmp_path / "d").mkdir()
    place = change_mirror(desk, folder=tmp_path / "d").folder
    clock = sources.clock
    assert place is not None
    assert isinstance(clock, StandingClock)
    for _time in range(7):
        back_up(desk, reason="by_hand", thins=False)
    clock.day += timedelta(days=3)
    usage = shutil.disk_usage(tmp_path)

    def room(asked: Path) -> object:
        full = Path(asked) == place and len(list(place.glob("*.db"))) >= 8
        return usage._replace(free=0) if full else usage

    monkeypatch.setattr(shutil, "disk_usage", room)
    back_up(desk, reason="by_hand")
    assert mirror(desk).trouble == ""


def test_what_a_kill_left_half_made_on_the_mirror_goes(desk: Desk, tmp_path: Path) -> None:
    (tmp_path / "d").mkdir()
    place = change_mirror(desk, folder=tmp_path / "d").folder
    assert place is not None
    left = place / ".so138-000009-20261122-160500.db.0a1b2c3d.part"
    left.write_bytes(b"half")
    back_up(desk, reason="by_hand")
    assert not left.exists()


def test_no_copy_goes_before_the_restore_that_is_to_bring_it_back(
    desk: Desk, sources: Sources
) -> None:
    folder, clock = desk.store.folder, sources.clock
    assert isinstance(clock, StandingClock)
    made = [back_up(desk, reason="by_hand").name for _time in range(8)]
    clock.day += timedelta(days=3)
    sessions(desk, 1)
    desk.close()
    assert restore(folder, made[0], sources=sources).info.name == made[0]
    assert {one.name for one in backups(folder)} >= set(made)


def test_a_drive_that_is_the_same_one_is_no_mirror(desk: Desk, drives: TwoDrives) -> None:
    drives.second_device = "/dev/sda1"
    back_up(desk, reason="by_hand", drives=drives)
    assert mirror(desk, drives=drives) == Mirror()
    assert not any(drives.second.iterdir())


def test_a_mirror_that_fails_stops_nothing_and_is_said_until_it_goes_well(
    desk: Desk, drives: TwoDrives
) -> None:
    blocked = drives.second / "So138-sao-luu"
    blocked.write_text("a file in the folder's place", "utf-8")
    assert back_up(desk, reason="by_hand", drives=drives).verified
    assert mirror(desk, drives=drives).trouble
    blocked.unlink()
    back_up(desk, reason="by_hand", drives=drives)
    assert mirror(desk, drives=drives).trouble == ""


def test_a_second_drive_that_is_not_there_is_not_made_up(desk: Desk, tmp_path: Path) -> None:
    (tmp_path / "o-di-dong").mkdir()
    change_mirror(desk, folder=tmp_path / "o-di-dong")
    shutil.rmtree(tmp_path / "o-di-dong")
    sessions(desk, 1)
    assert back_up(desk, reason="by_hand").verified
    assert mirror(desk).trouble == "file_missing"
    assert not (tmp_path / "o-di-dong").exists()


def test_the_mirror_is_switched_off_and_on_and_its_copies_stay(
    desk: Desk, drives: TwoDrives
) -> None:
    back_up(desk, reason="by_hand", drives=drives)
    assert change_mirror(desk, off=True, drives=drives) == Mirror(off=True)
    back_up(desk, reason="by_hand", drives=drives)
    assert len(backups(desk.store.folder)) == 2
    (place,) = own_mirrors(desk, drives=drives)
    assert len([path for path in place.iterdir() if path.suffix == ".db"]) == 1
    assert change_mirror(desk, drives=drives).folder == place


def test_all_copies_are_found_here_on_the_mirror_and_on_a_stick(
    desk: Desk, drives: TwoDrives
) -> None:
    back_up(desk, reason="by_hand", drives=drives)
    back_up(desk, reason="copy", to=drives.stick)
    found = all_copies(desk.store.folder, drives=drives)
    assert [one.place for one in found] == [CopyPlace.STICK, CopyPlace.HERE, CopyPlace.MIRROR]
    places = copy_places(desk.store.folder, drives=drives)
    assert set(places) == {drives.stick, *own_mirrors(desk, drives=drives)}


def test_copies_of_another_commune_are_left_out(
    desk: Desk, drives: TwoDrives, sources: Sources, profile: CommuneProfile, tmp_path: Path
) -> None:
    back_up(desk, reason="copy", to=drives.stick)
    other = tmp_path / "other"
    second = new_commune(other, profile, sources=sources).value
    assert second is not None
    with second:
        assert all_copies(other, drives=drives) == ()


def test_a_copy_that_lies_only_on_the_mirror_is_found_and_restored_by_its_name(
    desk: Desk, drives: TwoDrives, sources: Sources
) -> None:
    folder = desk.store.folder
    change_mirror(desk, folder=drives.second)
    sessions(desk, 3)
    info = back_up(desk, reason="by_hand")
    desk.close()
    shutil.rmtree(folder / "backups")
    with pytest.raises(BackupUnknownError):
        copy_named(folder, "khong-co")
    assert restore(folder, info.name, sources=sources).info.sessions == 3


def test_a_password_that_is_set_locks_the_copies_on_the_mirror_too(
    desk: Desk, drives: TwoDrives
) -> None:
    change_mirror(desk, folder=drives.second)
    turn_password_on(desk, first_officer())
    (place,) = own_mirrors(desk)
    (side,) = place.glob("*.key.json")
    assert unlock(read_side_file(side), Password(WORD)).data_key == desk.store.data_key
    with pytest.raises(PasswordNeededError):
        unlock(read_side_file(side), None)


def test_the_age_of_the_copy_outside_is_known_and_asked_for_once_a_week(
    desk: Desk, sources: Sources, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    clock = sources.clock
    assert isinstance(clock, StandingClock)
    assert (outside_copy(desk).days, outside_copy(desk).asks) == (None, False)
    clock.day += timedelta(days=7)
    assert outside_copy(desk).asks
    put_off_outside_copy(desk)
    assert (outside_copy(desk).wanted, outside_copy(desk).asks) == (True, False)
    clock.day += timedelta(days=7)
    assert outside_copy(desk).asks
    monkeypatch.setattr("desktop.actions.backups.place_warnings", lambda _place: ("removable",))
    back_up(desk, reason="copy", to=tmp_path / "usb")
    assert (outside_copy(desk).days, outside_copy(desk).wanted) == (0, False)
    clock.day += timedelta(days=12)
    assert (outside_copy(desk).days, outside_copy(desk).asks) == (12, True)


def test_a_copy_in_a_folder_of_this_pc_is_no_copy_outside(desk: Desk, tmp_path: Path) -> None:
    back_up(desk, reason="copy", to=tmp_path / "ban-sao")
    assert outside_copy(desk).days is None


def test_what_a_restore_replaces_is_backed_up_and_kept(desk: Desk, sources: Sources) -> None:
    folder = desk.store.folder
    sessions(desk, 1)
    info = back_up(desk, reason="by_hand")
    sessions(desk, 2, first=50)
    desk.close()
    assert restore(folder, info.name, sources=sources).info.sessions == 1
    newest = backups(folder)[0]
    assert (newest.reason, newest.sessions) == ("before_restore", 3)
    with open_desk(folder, sources=sources) as again:
        assert again.store.read("SELECT count(*) FROM sessions") == [(1,)]


def test_a_backup_that_is_given_up_leaves_nothing_and_the_register_goes_on(
    desk: Desk, tmp_path: Path
) -> None:
    class StoppedError(Exception):
        pass

    def stop(_done: int, _total: int) -> None:
        raise StoppedError

    for place in (None, tmp_path / "usb"):
        with pytest.raises(StoppedError):
            back_up(desk, reason="by_hand", to=place, steps=stop)
    assert not any(desk.store.layout.backups.iterdir())
    assert not any((tmp_path / "usb").iterdir())
    sessions(desk, 1)
    told: list[tuple[int, int]] = []
    assert back_up(desk, reason="by_hand", steps=lambda *part: told.append(part)).verified
    assert told == sorted(told)


def test_a_restore_of_an_older_backup_remembers_the_copy_outside(
    desk: Desk, sources: Sources, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    folder = desk.store.folder
    info = back_up(desk, reason="by_hand")
    monkeypatch.setattr("desktop.actions.backups.place_warnings", lambda _place: ("removable",))
    back_up(desk, reason="copy", to=tmp_path / "usb")
    desk.close()
    restore(folder, info.name, sources=sources)
    with open_desk(folder, sources=sources) as again:
        assert outside_copy(again).days == 0


def test_the_copy_outside_this_pc_that_was_restored_is_known_as_one(
    desk: Desk, sources: Sources, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("desktop.actions.backups.place_warnings", lambda _place: ("removable",))
    back_up(desk, reason="copy", to=tmp_path / "usb")
    new = tmp_path / "new"
    restore(new, str(tmp_path / "usb"), sources=sources)
    with open_desk(new, sources=sources) as restored:
        assert outside_copy(restored).days == 0
        assert not outside_copy(restored).wanted


def test_an_older_copy_outside_does_not_take_the_place_of_a_newer_one(
    desk: Desk, sources: Sources, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("desktop.actions.backups.place_warnings", lambda _place: ("removable",))
    folder, clock = desk.store.folder, sources.clock
    assert isinstance(clock, StandingClock)
    back_up(desk, reason="copy", to=tmp_path / "first")
    clock.day += timedelta(days=20)
    back_up(desk, reason="copy", to=tmp_path / "second")
    desk.close()
    restore(folder, str(tmp_path / "first"), sources=sources)
    with open_desk(folder, sources=sources) as restored:
        assert outside_copy(restored).days == 0


def test_a_restore_from_this_pc_makes_no_copy_outside(desk: Desk, sources: Sources) -> None:
    folder = desk.store.folder
    name = back_up(desk, reason="by_hand").name
    desk.close()
    restore(folder, name, sources=sources)
    with open_desk(folder, sources=sources) as restored:
        assert outside_copy(restored).days is None
