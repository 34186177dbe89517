"""A rescue that a kill or the disk cuts short goes on where it was; control: without its mark."""

import errno
import shutil
from dataclasses import dataclass
from pathlib import Path
from typing import NoReturn

import pytest

from desktop.actions import rescue as rescuing
from desktop.actions.setup import Sources, rescue_unfinished
from desktop.db import queries
from desktop.db.backups import export_backup
from desktop.db.rescue import look_over
from desktop.db.rescue_marks import unfinished_rescues
from desktop.db.restoring import restore
from tests.db.damaged import Damaged, made_damaged, record
from tests.db.made import PAGE, Place, put_group


@pytest.fixture
def damaged(place: Place) -> Damaged:
    return made_damaged(place)


@dataclass
class Cut:
    """Ends a rescue where it is told to, as a kill or a failing disk does."""

    where: str

    def __call__(self, *_given: object, **_named: object) -> NoReturn:
        raise OSError(errno.EIO, self.where)


@pytest.mark.parametrize("where", ["open_desk", "_bring_back"])
def test_a_rescue_cut_short_after_the_copy_took_its_place_goes_on(
    damaged: Damaged, monkeypatch: pytest.MonkeyPatch, where: str
) -> None:
    """The copy opens as if nothing were wrong; what is newer still lies in the damaged file."""
    damaged.flip([9])
    folder, sources = damaged.place.folder, Sources(damaged.place.clock, damaged.place.ids)
    wanted = {one.id for one in damaged.look().finds}
    assert wanted
    with monkeypatch.context() as cut:
        cut.setattr(rescuing, where, Cut(where))
        with pytest.raises(OSError, match=where):
            rescuing.rescue(folder, damaged.look(), sources=sources)
    assert rescue_unfinished(folder)
    plan = damaged.look()
    assert (plan.trouble, plan.follows) == ("unfinished", True)
    assert {one.id for one in plan.finds} == wanted
    with rescuing.rescue(folder, plan, sources=sources).desk as desk:
        assert len(queries.sessions(desk.store)) > 40
    assert not rescue_unfinished(folder)
    assert damaged.look().trouble == "sound"


def test_control_without_the_mark_the_rest_is_taken_for_sound(
    damaged: Damaged, monkeypatch: pytest.MonkeyPatch
) -> None:
    damaged.flip([9])
    sources = Sources(damaged.place.clock, damaged.place.ids)
    with monkeypatch.context() as cut:
        cut.setattr("desktop.db.restoring.mark", lambda _place, **_of: None)
        cut.setattr(rescuing, "open_desk", Cut("open_desk"))
        with pytest.raises(OSError, match="open_desk"):
            rescuing.rescue(damaged.place.folder, damaged.look(), sources=sources)
    assert damaged.look().trouble == "sound"


def test_what_was_written_since_a_rescue_was_cut_short_stays(
    damaged: Damaged, monkeypatch: pytest.MonkeyPatch
) -> None:
    place = damaged.place
    with place.open() as store, store.writing(action="record_groups") as write:
        put_group(write, "g0", "Thôn đổi tên trong tệp hỏng")
    data = bytearray(damaged.file.read_bytes())
    data[9 * PAGE + 300] ^= 8
    damaged.file.write_bytes(data)
    sources = Sources(place.clock, place.ids)
    with monkeypatch.context() as cut:
        cut.setattr(rescuing, "open_desk", Cut("open_desk"))
        with pytest.raises(OSError, match="open_desk"):
            rescuing.rescue(place.folder, damaged.look(), sources=sources)
    with place.open() as store, store.writing(action="record_groups") as write:
        put_group(write, "g0", "Thôn đặt lại sau đó")
        put_group(write, "g9", "Thôn mới")
    plan = damaged.look()
    assert not plan.follows
    done = rescuing.rescue(place.folder, plan, sources=sources)
    with done.desk as desk:
        names = dict(desk.store.read("SELECT id, name FROM residential_groups"))
        assert (names["g0"], names["g9"]) == ("Thôn đặt lại sau đó", "Thôn mới")
        assert len(queries.sessions(desk.store)) > 40


def cut_short(damaged: Damaged, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A rescue that a kill ended; the folder in which its damaged file lies."""
    damaged.flip([9])
    sources = Sources(damaged.place.clock, damaged.place.ids)
    with monkeypatch.context() as cut:
        cut.setattr(rescuing, "open_desk", Cut("open_desk"))
        with pytest.raises(OSError, match="open_desk"):
            rescuing.rescue(damaged.place.folder, damaged.look(), sources=sources)
    [waiting] = unfinished_rescues(damaged.place.folder)
    return waiting.parent


def test_what_waits_for_one_register_is_not_another_ones(
    damaged: Damaged, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    """It waits until its own register stands there again."""
    cut_short(damaged, monkeypatch)
    place = damaged.place
    other = Place(tmp_path / "other", place.clock, place.ids)
    with place.open() as store:
        own = tmp_path / "own" / export_backup(store, to=tmp_path / "own").name
    with other.create() as store:
        foreign = tmp_path / "stick" / export_backup(store, to=tmp_path / "stick").name
    restore(place.folder, str(foreign), clock=place.clock, ids=place.ids)
    assert not rescue_unfinished(place.folder)
    assert damaged.look().trouble == "sound"
    sources = Sources(place.clock, place.ids)
    rescuing.rescue(place.folder, damaged.look(), sources=sources).desk.close()
    restore(place.folder, str(own), clock=place.clock, ids=place.ids)
    plan = damaged.look()
    assert (plan.trouble, len(plan.finds) >= 20) == ("unfinished", True)


@pytest.mark.parametrize("content", [b'{"format": 1}\n', b"{", b""])
def test_a_mark_that_names_no_register_is_told_by_the_key_file_beside_it(
    damaged: Damaged, monkeypatch: pytest.MonkeyPatch, tmp_path: Path, content: bytes
) -> None:
    waiting = cut_short(damaged, monkeypatch)
    (waiting / "rescue.json").write_bytes(content)
    assert rescue_unfinished(damaged.place.folder)
    place = damaged.place
    other = Place(tmp_path / "other", place.clock, place.ids)
    with other.create() as store:
        foreign = tmp_path / "stick" / export_backup(store, to=tmp_path / "stick").name
    restore(place.folder, str(foreign), clock=place.clock, ids=place.ids)
    assert not rescue_unfinished(place.folder)


def test_a_damaged_file_that_gives_nothing_is_asked_once_more(
    damaged: Damaged, monkeypatch: pytest.MonkeyPatch
) -> None:
    waiting = cut_short(damaged, monkeypatch)
    file, sources = waiting / "so138.db", Sources(damaged.place.clock, damaged.place.ids)
    whole = file.read_bytes()
    file.write_bytes(bytes(len(whole)))
    plan = damaged.look()
    assert (plan.trouble, bool(plan.reason), plan.can_be_done) == ("unfinished", True, True)
    rescuing.rescue(damaged.place.folder, plan, sources=sources).desk.close()
    assert rescue_unfinished(damaged.place.folder)
    file.write_bytes(whole)
    with rescuing.rescue(damaged.place.folder, damaged.look(), sources=sources).desk as desk:
        assert len(queries.sessions(desk.store)) > 40
    assert not rescue_unfinished(damaged.place.folder)


def newer_copy(damaged: Damaged, to: Path) -> None:
    """A copy on a stick of the data as they were ten sessions before the damage."""
    folder = damaged.place.folder
    damaged.file.write_bytes(damaged.whole)
    with damaged.place.open() as store:
        export_backup(store, to=to)
    for log in folder.glob("so138.db-*"):
        log.unlink()


def test_a_newer_copy_that_is_chosen_settles_what_was_cut_short(
    damaged: Damaged, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    newer_copy(damaged, tmp_path / "stick")
    waiting = cut_short(damaged, monkeypatch)
    folder, sources = damaged.place.folder, Sources(damaged.place.clock, damaged.place.ids)
    assert damaged.look().source is None
    plan = look_over(folder, chosen=[tmp_path / "stick"])
    assert plan.trouble == "unfinished"
    assert plan.source is not None
    assert plan.source.parent == tmp_path / "stick"
    done = rescuing.rescue(folder, plan, sources=sources)
    with done.desk as desk:
        assert len(queries.sessions(desk.store)) == 60
    assert done.replaced is not None
    assert (waiting / "so138.db").exists()
    assert not rescue_unfinished(folder)


def test_a_chosen_copy_takes_the_place_of_no_work_and_of_nothing_newer(
    damaged: Damaged, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    newer_copy(damaged, tmp_path / "stick")
    cut_short(damaged, monkeypatch)
    folder = damaged.place.folder
    shutil.copytree(folder / "backups", tmp_path / "older")
    plan = look_over(folder, chosen=[tmp_path / "older"])
    assert (plan.source, [one.code for one in plan.passed_over]) == (None, ["copy_not_newer"])
    with damaged.place.open() as store:
        record(store, range(90, 91))
    plan = look_over(folder, chosen=[tmp_path / "stick"])
    assert (plan.source, [one.code for one in plan.passed_over]) == (None, ["copy_after_work"])
