"""The time line of copies, trying one out, looking into one, and what restores replaced."""

import json
import os
from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest

from desktop.actions.backups import back_up, change_mirror, mirror
from desktop.actions.comparing import compare
from desktop.actions.desk import Desk
from desktop.actions.safety import restore
from desktop.actions.sessions import record_session
from desktop.actions.setup import Sources, open_desk
from desktop.actions.timeline import (
    Viewed,
    replaced_stores,
    time_line,
    try_restore,
    view_copy,
)
from desktop.db.backup_places import CopyPlace
from desktop.db.errors import (
    BackupDamagedError,
    CopyOnlyReadError,
    PasswordNeededError,
    StoreError,
)
from desktop.db.slots import Password
from desktop.domain.sessions import SessionDraft
from desktop.wording.backups import copy_state
from tests.actions.locked_making import WORD, Place, first_officer


def add_session(desk: Desk, day: int) -> None:
    draft = SessionDraft(
        held_on=date(2026, 10, day),
        commune_wide=True,
        format="Hội nghị",
        topics=("Luật Phòng, chống ma túy",),
        lead_body="Công an xã",
        attendance=20,
    )
    assert record_session(desk, draft).done


def copy_of(desk: Desk, reason: str = "by_hand") -> Path:
    return desk.store.layout.backups / back_up(desk, reason=reason).name


def test_a_copy_here_and_on_the_mirror_is_one_line_with_two_places(
    desk: Desk, tmp_path: Path
) -> None:
    (tmp_path / "d").mkdir()
    copy_of(desk)
    add_session(desk, 1)
    change_mirror(desk, folder=tmp_path / "d")
    newest, first = time_line(desk.store.folder, sticks=())
    assert newest.places == (CopyPlace.HERE, CopyPlace.MIRROR)
    assert first.places == (CopyPlace.HERE, CopyPlace.MIRROR)
    assert (newest.info.sessions, first.info.sessions) == (1, 0)


def test_trying_a_copy_out_proves_what_it_holds_and_notes_the_day(
    desk: Desk, sources: Sources
) -> None:
    add_session(desk, 1)
    copy = copy_of(desk)
    told: list[tuple[int, int]] = []
    tried = try_restore(
        desk.store.folder,
        copy,
        sources=sources,
        data_key=desk.store.data_key,
        steps=lambda done, total: told.append((done, total)),
    )
    assert (tried.held.sessions, tried.groups, tried.by_key_now) == (1, 0, True)
    assert tried.entries == desk.store.head.seq
    (line,) = time_line(desk.store.folder, sticks=())
    assert line.info.tried_at is not None
    assert told
    assert told == sorted(told)


def test_a_damaged_copy_proves_nothing(desk: Desk, sources: Sources) -> None:
    copy = copy_of(desk)
    data = bytearray(copy.read_bytes())
    data[9000] ^= 1
    copy.write_bytes(bytes(data))
    with pytest.raises(BackupDamagedError):
        try_restore(desk.store.folder, copy, sources=sources)
    (line,) = time_line(desk.store.folder, sticks=())
    assert line.info.damaged
    assert copy_state(line.info) == copy_state(replace(line.info, verified=True))
    assert copy_state(line.info) != copy_state(replace(line.info, damaged=False))


def test_a_damaged_file_of_a_copy_is_no_part_of_the_line_of_a_good_one(
    desk: Desk, sources: Sources, tmp_path: Path
) -> None:
    (tmp_path / "d").mkdir()
    change_mirror(desk, folder=tmp_path / "d")
    copy = copy_of(desk)
    data = bytearray(copy.read_bytes())
    data[9000] ^= 1
    copy.write_bytes(bytes(data))
    with pytest.raises(BackupDamagedError):
        try_restore(desk.store.folder, copy, sources=sources)
    lines = [one for one in time_line(desk.store.folder, sticks=()) if one.info.name == copy.name]
    assert {(one.places, one.info.damaged) for one in lines} == {
        ((CopyPlace.HERE,), True),
        ((CopyPlace.MIRROR,), False),
    }
    assert time_line(desk.store.folder, sticks=())[0].info.tried_at is None


def test_a_trial_that_is_given_up_leaves_nothing(
    desk: Desk, sources: Sources, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    copy = copy_of(desk)
    scratch = tmp_path / "scratch"
    scratch.mkdir()
    monkeypatch.setattr("tempfile.tempdir", str(scratch))

    def give_up(done: int, _total: int) -> None:
        if done:
            raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt):
        try_restore(desk.store.folder, copy, sources=sources, steps=give_up)
    assert not any(scratch.iterdir())


def viewed(desk: Desk, copy: Path, sources: Sources) -> Viewed:
    return view_copy(desk.store.folder, copy, sources=sources, data_key=desk.store.data_key)


def test_a_copy_is_looked_at_beside_the_register_and_leaves_nothing(
    desk: Desk, sources: Sources, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    copy = copy_of(desk)
    before = {path: path.read_bytes() for path in copy.parent.iterdir()}
    add_session(desk, 1)
    scratch = tmp_path / "scratch"
    scratch.mkdir()
    monkeypatch.setattr("tempfile.tempdir", str(scratch))
    shown = viewed(desk, copy, sources)
    assert shown.desk.store.read("SELECT count(*) FROM sessions") == [(0,)]
    shown.close()
    assert not any(scratch.iterdir())
    assert {path: path.read_bytes() for path in copy.parent.iterdir()} == before


def test_nothing_can_be_written_into_a_copy_that_is_looked_at(desk: Desk, sources: Sources) -> None:
    shown = viewed(desk, copy_of(desk), sources)
    try:
        assert not shown.desk.allows("record_session")
        with pytest.raises(CopyOnlyReadError):
            add_session(shown.desk, 1)
        with pytest.raises(StoreError):
            shown.desk.store.set_fact("anything", "1")
    finally:
        shown.close()


def test_what_a_restore_replaced_is_listed_and_can_be_put_back(
    desk: Desk, sources: Sources
) -> None:
    folder = desk.store.folder
    copy = copy_of(desk)
    add_session(desk, 1)
    desk.close()
    restore(folder, copy.name, sources=sources)
    (kept,) = replaced_stores(folder)
    assert kept.info is not None
    assert (kept.info.sessions, kept.info.reason) == (1, "replaced")
    done = restore(folder, kept.name, sources=sources)
    assert done.info.sessions == 1
    assert len(replaced_stores(folder)) == 2
    with open_desk(folder, sources=sources) as again:
        assert again.store.read("SELECT count(*) FROM sessions") == [(1,)]


def test_what_was_put_aside_damaged_says_so_and_is_not_put_back(
    desk: Desk, sources: Sources
) -> None:
    folder = desk.store.folder
    copy = copy_of(desk)
    desk.close()
    store = folder / "so138.db"
    store.write_bytes(bytes(len(store.read_bytes())))
    restore(folder, copy.name, sources=sources)
    (kept,) = replaced_stores(folder)
    assert kept.info is None
    with pytest.raises(BackupDamagedError):
        restore(folder, kept.name, sources=sources)


def test_a_copy_with_another_password_asks_for_its_own(tmp_path: Path, sources: Sources) -> None:
    other = Place(tmp_path / "other")
    with other.make(first_officer()) as locked:
        copy = copy_of(locked)
    own = Place(tmp_path / "own").make(None)
    with own:
        key = own.store.data_key
        for look in (
            lambda: try_restore(own.store.folder, copy, sources=sources, data_key=key),
            lambda: viewed(own, copy, sources),
            lambda: compare(own, copy),
        ):
            with pytest.raises(PasswordNeededError):
                look()
        secret = Password(WORD)
        tried = try_restore(own.store.folder, copy, sources=sources, secret=secret, data_key=key)
        assert not tried.by_key_now


def test_what_a_killed_program_left_of_a_copy_goes_with_the_next_look(
    desk: Desk, sources: Sources, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    copy = copy_of(desk)
    scratch = tmp_path / "scratch"
    monkeypatch.setattr("tempfile.tempdir", str(scratch))
    alive, dead = os.getppid(), 2**22 + 1
    for number in (alive, dead):
        (scratch / f"so138-scratch-{number}-abc" / "data").mkdir(parents=True)
    try_restore(desk.store.folder, copy, sources=sources)
    assert [path.name for path in scratch.iterdir()] == [f"so138-scratch-{alive}-abc"]


@pytest.mark.parametrize(
    "text",
    [
        *("", "[]", "null", "{", "[" * 100_000, "1" * 100_000, '{"off": 1, "folder": 7}'),
        *('{"off": false, "folder": "a\\u0000b"}', '{"off": false, "folder": "../.."}'),
    ],
)
def test_a_senseless_choice_of_the_mirror_counts_as_none(desk: Desk, text: str) -> None:
    (desk.store.folder / "so138.mirror.json").write_text(text, "utf-8")
    assert mirror(desk).folder is None
    assert copy_of(desk).is_file()
    assert len(time_line(desk.store.folder, sticks=())) == 1


@pytest.mark.parametrize("at", ["hôm qua", "", "9999-99-99T00:00:00+00:00"])
def test_a_description_with_a_senseless_hour_makes_the_copy_unchecked(desk: Desk, at: str) -> None:
    copy = copy_of(desk)
    add_session(desk, 1)
    whole = copy_of(desk)
    side = copy.with_name(copy.name.replace(".db", ".info.json"))
    told = json.loads(side.read_bytes())
    side.write_text(json.dumps({**told, "at": at}), "utf-8")
    lines = {one.path: one.info for one in time_line(desk.store.folder, sticks=())}
    assert (lines[whole].verified, lines[copy].verified) == (True, False)
