"""A rescue that a kill or the disk cuts short goes on where it was; control: without its mark."""

import errno
from dataclasses import dataclass
from typing import NoReturn

import pytest

from desktop.actions import rescue as rescuing
from desktop.actions.setup import Sources, rescue_unfinished
from desktop.db import queries
from tests.db.damaged import Damaged, made_damaged
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
        cut.setattr("desktop.db.restoring.mark", lambda _place: None)
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
