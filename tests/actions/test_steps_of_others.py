"""Undo and redo behind a lock, and of what another officer did."""

from pathlib import Path

import pytest

from desktop.actions.groups import groups, record_groups
from desktop.actions.locking import lock, resume
from desktop.actions.profile import record_signer, signers
from desktop.actions.safety import offered_steps, redo, undo
from desktop.db.errors import NotAllowedError
from desktop.db.slots import Password
from desktop.domain.commune import Signer
from desktop.domain.groups import GroupDraft
from tests.actions.locked_making import SECOND, WORD, Place, first_officer, joined


@pytest.fixture
def place(tmp_path: Path) -> Place:
    """A folder with two officers; the second one enters."""
    made = Place(tmp_path / "data")
    with made.make(first_officer()) as desk:
        joined(desk, role="enters")
    return made


def test_another_officer_takes_back_what_they_might_have_done_themselves(place: Place) -> None:
    with place.desk() as desk:
        record_groups(desk, [GroupDraft(name="Tổ 1")])
    with place.desk(SECOND) as desk:
        assert offered_steps(desk).undo is not None
        undo(desk)
        assert groups(desk) == ()
        redo(desk)
        assert len(groups(desk)) == 1


def test_what_a_role_may_not_do_it_neither_takes_back_nor_does_again(place: Place) -> None:
    with place.desk() as desk:
        record_signer(desk, Signer(id="", name="Lê Văn Ký", committee_title="TRƯỞNG BAN"))
    with place.desk(SECOND) as desk:
        assert offered_steps(desk).undo is None
        with pytest.raises(NotAllowedError):
            undo(desk)
        assert len(signers(desk)) == 1
    with place.desk() as desk:
        undo(desk)
    with place.desk(SECOND) as desk:
        assert offered_steps(desk).redo is None
        with pytest.raises(NotAllowedError):
            redo(desk)
        assert signers(desk) == ()


def test_a_step_taken_back_behind_the_lock_is_not_done_again_over_a_newer_entry(
    place: Place,
) -> None:
    with place.desk() as desk:
        record_groups(desk, [GroupDraft(name="Tổ 1")])
        record_groups(desk, [GroupDraft(name="Tổ 2")])
        lock(desk)
        with place.desk(WORD) as command:
            undo(command)
        found = resume(desk, place.folder, sources=place.sources, secret=Password(WORD))
        assert found.same
        assert found.changed
        record_groups(desk, [GroupDraft(name="Tổ 3")])
        assert offered_steps(desk).redo is None
        redo(desk)
        assert sorted(one.name for one in groups(desk)) == ["Tổ 1", "Tổ 3"]


def test_data_open_again_behind_a_lock_are_not_taken_for_closed(place: Place) -> None:
    with place.desk() as desk:
        lock(desk)
        resume(desk, place.folder, sources=place.sources, secret=Password(WORD))
        assert not desk.store.closed
        assert not desk.store.broken
