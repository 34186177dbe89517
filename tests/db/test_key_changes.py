"""Slots replaced under a program that dies at any step: no former password, no lost store."""

import json
import os
import shutil
from collections.abc import Callable
from functools import cache
from pathlib import Path

import pytest

from desktop import files
from desktop.actions.backups import change_mirror
from desktop.actions.officers import hand_over, officer_leaves, officer_lines
from desktop.actions.passwords import change_password
from desktop.actions.safety import back_up, check, log, verify_log
from desktop.db import keys, restoring, slots
from desktop.db.errors import KeyFileDamagedError, StoreError, StoreTooNewError, WrongPasswordError
from desktop.db.layout import old_version
from desktop.db.slots import FLOOR, Password
from desktop.files import FileFaultError, FileFullError
from tests.actions.locked_making import AN, BINH, SECOND, THIRD, WORD, Place, first_officer, joined

needs_fork = pytest.mark.skipif(not hasattr(os, "fork"), reason="no fork here")
STEPS = ("open", "fsync", "replace", "unlink")


@pytest.fixture(autouse=True)
def each_password_worked_out_once(monkeypatch: pytest.MonkeyPatch) -> None:
    """Hundreds of openings try the same passwords on the same salts."""
    monkeypatch.setattr(slots, "_password_key", cache(slots._password_key))


@pytest.fixture
def place(tmp_path: Path) -> Place:
    made = Place(tmp_path / "data")
    with made.make(first_officer()) as desk:
        joined(desk)
        back_up(desk, reason="by_hand")
    return made


def killed_at(step: int, act: Callable[[], None]) -> bool:
    """Runs an act in a process that dies before its n-th touch of a file; whether it was done."""
    child = os.fork()
    if child:
        return os.waitstatus_to_exitcode(os.waitpid(child, 0)[1]) == 0
    left = [step]

    def counted(touch: Callable[..., object]) -> Callable[..., object]:
        def touching(*given: object, **named: object) -> object:
            left[0] -= 1
            if left[0] < 0:
                os._exit(9)
            return touch(*given, **named)

        return touching

    Path.open = counted(Path.open)  # type: ignore[method-assign, assignment]
    Path.replace = counted(Path.replace)  # type: ignore[method-assign, assignment]
    Path.unlink = counted(Path.unlink)  # type: ignore[method-assign, assignment]
    os.fsync = counted(os.fsync)  # type: ignore[assignment]
    try:
        act()
    except BaseException:  # noqa: BLE001 - the child says nothing of its own
        os._exit(8)
    os._exit(0)


def changing(place: Place) -> Callable[[], None]:
    def act() -> None:
        with place.open(WORD) as desk:
            change_password(desk, current=WORD, new=THIRD, hardness=FLOOR)

    return act


def words_of(path: Path) -> set[str]:
    """Which of the first officer's two passwords a side file opens with."""
    found = set()
    for word in (WORD, THIRD):
        try:
            keys.unlock(keys.read_side_file(path), Password(word))
            found.add(word)
        except WrongPasswordError:
            continue
    return found


@needs_fork
def test_killed_at_any_step_one_password_opens_and_a_former_one_never_comes_back(
    place: Place, tmp_path: Path
) -> None:
    outcomes: list[str] = []
    for step in range(200):
        folder = Path(shutil.copytree(place.folder, tmp_path / f"killed-{step}"))
        tried = Place(folder)
        done = killed_at(step, changing(tried))
        in_force = words_of(tried.key)
        assert len(in_force) == 1
        spare = words_of(old_version(tried.key))
        # Once the new password is in force, the spare opens with nothing else.
        if in_force == {THIRD} or done:
            assert (in_force, spare) == ({THIRD}, {THIRD})
        assert tried.opens(SECOND)
        opened = THIRD if tried.opens(THIRD) else WORD
        # The write decides; the key file follows it, at the latest with the next opening.
        assert in_force <= {WORD, opened}
        assert tried.opens(WORD) is (opened == WORD)
        # The opening above brought the spare, the drafts and the copies into line.
        for path in folder.rglob("*.key.json*"):
            assert words_of(path) == {opened}, (step, path.name)
        assert not list(folder.rglob("*.part"))
        with tried.open(opened) as desk:
            assert verify_log(desk) is None
        outcomes.append(opened)
        if done:
            break
    assert set(outcomes) == {WORD, THIRD}
    assert outcomes == sorted(outcomes, key=[WORD, THIRD].index)


@needs_fork
def test_the_control_a_spare_written_last_would_keep_the_former_password(
    place: Place, tmp_path: Path
) -> None:
    """Written in the other order, a kill in between leaves the former password in the spare."""
    found = set()
    for step in range(30):
        folder = Path(shutil.copytree(place.folder, tmp_path / f"control-{step}"))
        tried = Place(folder)
        with tried.open(WORD) as desk:
            slot = slots.officer_slot(
                desk.store.data_key,
                THIRD,
                officer_id=desk.officer,
                label="x",
                hardness=FLOOR,
            )
            data = keys.side_file_bytes(desk.store.side_file.changed(add=[slot]))

        def other_order(tried: Place = tried, data: bytes = data) -> None:
            files.write_file(tried.key, data)
            files.write_file(old_version(tried.key), data)

        done = killed_at(step, other_order)
        found.add((*words_of(tried.key), *words_of(old_version(tried.key))))
        if done:
            break
    assert (THIRD, WORD) in found


@needs_fork
@pytest.mark.parametrize("named", ["hand_over", "add_officer"])
def test_killed_at_any_step_officers_and_rights_are_those_before_or_after(
    place: Place, tmp_path: Path, named: str
) -> None:
    def act() -> None:
        with tried.open(WORD) as desk:
            if named == "hand_over":
                hand_over(desk, "Phan Thị Mới", password=THIRD, hardness=FLOOR)
            else:
                joined(desk, "Phan Thị Mới", THIRD, role="reads")

    before = {(BINH, "all"), (AN, "enters")}
    newcomer = ("Phan Thị Mới", "all" if named == "hand_over" else "reads")
    after = {(AN, "enters"), newcomer, *([(BINH, "all")] if named == "add_officer" else [])}
    found = []
    for step in range(200):
        folder = Path(shutil.copytree(place.folder, tmp_path / f"killed-{step}"))
        tried = Place(folder, ids=place.ids)
        done = killed_at(step, act)
        came = tried.opens(THIRD)
        with tried.open(SECOND) as desk:
            here = {(one.name, str(one.role)) for one in officer_lines(desk) if not one.left_at}
            assert here == (after if came else before)
            assert "settle_slots" not in {one.action for one in log(desk)}
        found.append(came)
        if done:
            break
    assert found == sorted(found)
    assert set(found) == {False, True}


def test_a_full_disk_before_the_write_leaves_the_former_password_in_force_and_nothing_logged(
    place: Place, monkeypatch: pytest.MonkeyPatch
) -> None:
    with place.open(WORD) as desk:
        before = len(log(desk))
        with monkeypatch.context() as patched:
            patched.setattr(keys, "write_file", full_at(1))
            with pytest.raises(StoreError) as caught:
                change_password(desk, current=WORD, new=THIRD, hardness=FLOOR)
        assert caught.value.code == "disk_full"
        assert len(log(desk)) == before
        back_up(desk, reason="by_hand")
    assert (place.opens(WORD), place.opens(THIRD)) == (True, False)
    assert words_of(old_version(place.key)) == {WORD}


def test_a_write_that_the_disk_does_not_take_leaves_the_former_slots_everywhere(
    place: Place,
) -> None:
    with place.open(WORD) as desk:
        former = desk.store.side_file
        desk.store.connection.execute(
            "CREATE TEMP TRIGGER no_room BEFORE INSERT ON audit"
            " BEGIN SELECT RAISE(ABORT, 'full'); END"
        )
        with pytest.raises(StoreError):
            change_password(desk, current=WORD, new=THIRD, hardness=FLOOR)
        assert desk.store.side_file == former
    for path in (place.key, old_version(place.key)):
        assert words_of(path) == {WORD}
    assert (place.opens(WORD), place.opens(THIRD)) == (True, False)


def test_a_full_disk_after_the_write_changes_nothing_of_what_is_in_force(
    place: Place, monkeypatch: pytest.MonkeyPatch
) -> None:
    with place.open(WORD) as desk, monkeypatch.context() as patched:
        patched.setattr(keys, "write_file", full_at(2))
        assert change_password(desk, current=WORD, new=THIRD, hardness=FLOOR).done
    assert words_of(old_version(place.key)) == {THIRD}
    assert (place.opens(THIRD), place.opens(WORD)) == (True, False)
    assert words_of(place.key) == {THIRD}


def full_at(number: int) -> Callable[[Path, bytes], None]:
    """A disk that is full from the n-th writing of a key file on."""
    written: list[Path] = []

    def write(path: Path, data: bytes) -> None:
        written.append(path)
        if len(written) >= number:
            raise FileFullError(path)
        files.write_file(path, data)

    return write


def test_a_copy_that_cannot_be_written_is_told_and_tried_again(
    place: Place, monkeypatch: pytest.MonkeyPatch
) -> None:
    from desktop.db import side_files

    def refused(path: Path, _data: bytes) -> None:
        raise FileFaultError(path)

    with place.open(WORD) as desk:
        other = next(line.id for line in officer_lines(desk) if not line.here)
        with monkeypatch.context() as patched:
            patched.setattr(side_files, "write_file", refused)
            change = officer_leaves(desk, other).value
        assert change is not None
        (failed,) = change.copies.failed
        assert (change.copies.rewritten, failed.parent.name) == (0, "backups")
        assert len(keys.read_side_file(failed).slots) == 2
    place.open(WORD).close()
    assert len(keys.read_side_file(failed).slots) == 1


def put_back(place: Place, copy: str) -> None:
    """The restore itself, once who may replace the locked store was asked."""
    clock, ids = place.sources.clock, place.sources.ids
    restoring.restore(place.folder, copy, clock=clock, ids=ids, secret=Password(THIRD))


def test_a_restore_cut_short_leaves_the_store_that_stands_to_its_own_password(
    place: Place, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    other = Place(tmp_path / "other")
    with other.make(first_officer(THIRD)) as desk:
        made = back_up(desk, reason="copy", to=tmp_path / "stick")

    def cut(_source: Path, target: Path) -> None:
        raise KeyboardInterrupt(target.name)

    copy = str(tmp_path / "stick" / made.name)
    with monkeypatch.context() as patched:
        patched.setattr(restoring, "move_file", cut)
        with pytest.raises(KeyboardInterrupt):
            put_back(place, copy)
    # The side file is the other store's already, the data are not.
    assert words_of(place.key) == {THIRD}
    assert (place.opens(THIRD), place.opens(WORD)) == (False, True)
    put_back(place, copy)
    assert (place.opens(WORD), place.opens(THIRD)) == (False, True)
    assert words_of(old_version(place.key)) == {THIRD}


def test_side_files_of_another_store_and_damaged_ones_are_left_alone(
    place: Place, tmp_path: Path
) -> None:
    other = Place(tmp_path / "other")
    other.make(first_officer("another-word")).close()
    strange = place.folder / "backups" / "so138-000099-x.key.json"
    strange.write_bytes(other.key.read_bytes())
    damaged = place.folder / "backups" / "so138-000098-x.key.json"
    damaged.write_bytes(b"{}")
    changing(place)()
    assert strange.read_bytes() == other.key.read_bytes()
    assert damaged.read_bytes() == b"{}"


def test_a_mirror_is_brought_up_to_date_too(place: Place, tmp_path: Path) -> None:
    mirror = tmp_path / "mirror"
    with place.open(WORD) as desk:
        back_up(desk, reason="copy", to=mirror)
        change = change_password(
            desk, current=WORD, new=THIRD, hardness=FLOOR, mirrors=[mirror]
        ).value
        assert change is not None
        assert change.copies.rewritten == 2
    (side,) = mirror.glob("*.key.json")
    assert words_of(side) == {THIRD}


def test_every_flipped_bit_of_a_side_file_with_slots_is_told(place: Place) -> None:
    data = place.key.read_bytes()
    for position in range(len(data)):
        for bit in (1, 32):
            place.key.write_bytes(
                data[:position] + bytes([data[position] ^ bit]) + data[position + 1 :]
            )
            with pytest.raises((KeyFileDamagedError, StoreTooNewError)):
                keys.read_side_file(place.key)


def test_a_flipped_byte_is_harmless_while_the_spare_is_whole_and_never_a_wrong_password(
    place: Place,
) -> None:
    data = place.key.read_bytes()
    for position in range(0, len(data), 97):
        place.key.write_bytes(data[:position] + b"\x00" + data[position + 1 :])
        with place.open(WORD) as desk:
            assert desk.store.key_file_fell_back
        place.key.write_bytes(data)
    for path in (place.key, old_version(place.key)):
        path.write_bytes(data[:-9])
    with pytest.raises(KeyFileDamagedError):
        place.open(WORD)


@pytest.mark.parametrize(
    "document",
    [
        *([], None, 7, {}, {"format": 1}, {"format": "x"}, {"format": 1e999}),
        {"format": 1, "key_check": "", "slots": []},
        {"format": 1, "key_check": "", "slots": [7]},
        {"format": 1, "key_check": "", "slots": [{"id": "no kind"}]},
        {"format": 1, "key_check": {}, "slots": {"kind": "officer"}},
    ],
)
def test_a_side_file_that_makes_no_sense_is_damaged(place: Place, document: object) -> None:
    for path in (place.key, old_version(place.key)):
        path.write_text(json.dumps(document), encoding="utf-8")
    with pytest.raises(KeyFileDamagedError):
        place.open(WORD)


@pytest.mark.parametrize("data", [b"[" * 200_000, b'{"a":' * 50_000, b"x" * (2 << 20), b"\xff"])
def test_a_hostile_side_file_is_damaged_and_ends_at_once(place: Place, data: bytes) -> None:
    for path in (place.key, old_version(place.key)):
        path.write_bytes(data)
    with pytest.raises(KeyFileDamagedError):
        place.open(WORD)


def test_a_rightly_summed_side_file_of_strange_slots_opens_nothing(place: Place) -> None:
    known = keys.read_side_file(place.key)
    shutil.rmtree(place.folder / "backups")
    for strange in (
        ({"kind": "officer"},),
        ({"kind": "officer", "id": "o", "memory_kib": "1e9"},),
        ({"kind": "self_opening", "id": "s"},),
        tuple({"kind": "officer", "id": str(one)} for one in range(300)),
    ):
        for path in (place.key, old_version(place.key)):
            path.write_bytes(keys.side_file_bytes(keys.SideFile(known.key_check, strange)))
        with pytest.raises((KeyFileDamagedError, WrongPasswordError)):
            place.open(WORD)


def test_a_mirror_that_was_away_is_told_and_brought_up_when_it_is_back(
    place: Place, tmp_path: Path
) -> None:
    drive, away = tmp_path / "D", tmp_path / "away"
    drive.mkdir()
    with place.open(WORD) as desk:
        change_mirror(desk, folder=drive)
        drive.rename(away)
        change = change_password(desk, current=WORD, new=THIRD, hardness=FLOOR).value
        assert change is not None
        (gone,) = change.copies.away
        assert gone.is_relative_to(drive)
        assert [one.code for one in check(desk)] == ["key_mirror_behind"]
    place.open(THIRD).close()
    sides = [path.relative_to(away) for path in away.rglob("*.key.json")]
    assert len(sides) == 2
    assert all(words_of(away / side) == {WORD} for side in sides)
    away.rename(drive)
    with place.open(THIRD) as desk:
        back_up(desk, reason="by_hand")
        assert check(desk) == ()
    assert all(words_of(drive / side) == {THIRD} for side in sides)


def test_a_mirror_given_up_for_another_is_reminded_of_no_more(place: Place, tmp_path: Path) -> None:
    (tmp_path / "D").mkdir()
    with place.open(WORD) as desk:
        change_mirror(desk, folder=tmp_path / "D")
        (tmp_path / "D").rename(tmp_path / "gone")
        change_password(desk, current=WORD, new=THIRD, hardness=FLOOR)
        assert [one.code for one in check(desk)] == ["key_mirror_behind"]
        change_mirror(desk, off=True)
        assert check(desk) == ()
