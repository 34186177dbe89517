"""Merging folders with passwords: who may do it, and what the new folder opens with."""

from pathlib import Path

import pytest

from desktop.actions.backups import back_up
from desktop.actions.desk import Desk, Outcome
from desktop.actions.former_communes import LostFolder
from desktop.actions.former_opening import fitting, is_locked
from desktop.actions.merge_planning import MergeDraft
from desktop.actions.merge_undoing import undo_merge
from desktop.actions.merging import merge, rehearse_merge
from desktop.actions.officers import add_officer
from desktop.actions.passwords import FirstOfficer, turn_password_on
from desktop.actions.setup import log_ins, open_desk
from desktop.actions.terms import NotAllowedError, Password, PasswordNeededError
from desktop.db.slots import FLOOR
from desktop.domain.merging import MergePlan
from desktop.domain.officers import OfficerRole
from tests.actions.merging_making import MERGED_ON, PASSWORD, Made, lock, make, opened, sources
from tests.actions.units_making import Sent, receive, sent_month, superior_desk, units_named

READS = "chi-duoc-xem-5"
NEW = "vuon-cam-moi-9"
KEEPER = FirstOfficer("Trần Văn An", NEW, hardness=FLOOR)


@pytest.fixture
def two(tmp_path: Path) -> tuple[Path, Path]:
    """A commune with a password and two officers, and one without."""
    first = make(tmp_path / "a", Made())
    lock(first)
    with open_desk(first, sources=sources(), secret=Password(PASSWORD)) as desk:
        _with_reader(desk)
    return first, make(tmp_path / "b", Made(name="Xã B", code="20002"))


def _with_reader(desk: Desk) -> None:
    role = OfficerRole.READS
    assert add_officer(desk, "Lê Bình", password=READS, role=role, hardness=FLOOR).done


def of(into: Path, *folders: Path, **more: object) -> MergeDraft:
    chosen: dict[str, object] = {"name": "Xã Mới", "code": "20100", "valid_from": MERGED_ON}
    return MergeDraft(into=into, folders=folders, **{**chosen, **more})  # type: ignore[arg-type]


def carried_out(draft: MergeDraft, **passwords: str) -> Outcome[MergePlan]:
    """The merger, with the passwords of folders by their names."""
    places = (*draft.folders, *(one.superior for one in draft.lost))
    known = {one: passwords[one.name] for one in places if one.name in passwords}
    return merge(draft, sources=sources(), report=lambda _plan: "\n", passwords=known)


def test_an_officer_who_may_not_take_the_data_along_merges_nothing(
    tmp_path: Path, two: tuple[Path, Path]
) -> None:
    draft = of(tmp_path / "new", *two, open=True)
    with pytest.raises(NotAllowedError) as refusal:
        carried_out(draft, a=READS)
    assert refusal.value.details["folder"] == str(two[0])
    with pytest.raises(NotAllowedError):
        rehearse_merge(draft, sources=sources(), passwords={two[0]: READS})
    assert not (tmp_path / "new").exists()
    assert carried_out(draft, a=PASSWORD).done


def test_nor_one_who_has_the_folder_open_in_the_window(
    tmp_path: Path, two: tuple[Path, Path]
) -> None:
    draft = of(tmp_path / "new", *two, open=True)
    with (
        open_desk(two[0], sources=sources(), secret=Password(READS)) as own,
        pytest.raises(NotAllowedError),
    ):
        rehearse_merge(draft, sources=sources(), own=own)


def test_nor_of_what_a_superior_received(tmp_path: Path) -> None:
    units = units_named(2)
    superior = tmp_path / "superior"
    with superior_desk(superior, sources(), units) as desk:
        receive(desk, Sent(units[1], sent_month(units[1], 9)), name="một")
        assert turn_password_on(desk, FirstOfficer("Lê Hà", PASSWORD, hardness=FLOOR)).done
    with open_desk(superior, sources=sources(), secret=Password(PASSWORD)) as desk:
        _with_reader(desk)
    kept = make(tmp_path / "kept", Made(code="20005"))
    draft = of(tmp_path / "new", kept, lost=(LostFolder(superior, units[1].code),), first=KEEPER)
    with pytest.raises(NotAllowedError):
        carried_out(draft, superior=READS)
    done = carried_out(draft, superior=PASSWORD)
    assert done.value is not None
    assert [one.locked for one in done.value.communes] == [False, True]
    made = next((tmp_path / "new" / "merged").glob(f"{units[1].code}-*/*.key.json"))
    assert "self_opening" not in made.read_text("utf-8")


def test_what_had_a_password_never_lies_open_unasked(
    tmp_path: Path, two: tuple[Path, Path]
) -> None:
    refused = carried_out(of(tmp_path / "new", *two), a=PASSWORD)
    assert [one.code for one in refused.problems] == ["merge_lies_open"]
    assert not (tmp_path / "new").exists()
    rehearsed = rehearse_merge(
        of(tmp_path / "new", *two), sources=sources(), passwords={two[0]: PASSWORD}
    )
    assert rehearsed.possible
    assert rehearsed.locked
    assert carried_out(of(tmp_path / "new", *two, open=True), a=PASSWORD).done
    assert log_ins(tmp_path / "new") == ()


def test_the_new_folder_opens_with_the_password_of_its_first_officer(
    tmp_path: Path, two: tuple[Path, Path]
) -> None:
    new = tmp_path / "new"
    assert carried_out(of(new, *two, first=KEEPER), a=PASSWORD).done
    with pytest.raises(PasswordNeededError):
        opened(new)
    with open_desk(new, sources=sources(), secret=Password(NEW)) as desk:
        assert desk.own_name == "Trần Văn An"
        assert desk.officer_role is OfficerRole.ALL
        assert back_up(desk, reason="manual").verified
    assert fitting(new, (PASSWORD, READS)) == ""


def test_a_password_that_is_too_short_makes_nothing(tmp_path: Path, two: tuple[Path, Path]) -> None:
    short = FirstOfficer("Trần Văn An", "ngắn", hardness=FLOOR)
    refused = carried_out(of(tmp_path / "new", *two, first=short), a=PASSWORD)
    assert [one.code for one in refused.problems] == ["password_short"]
    assert not (tmp_path / "new").exists()


def test_one_step_back_needs_the_new_password(tmp_path: Path, two: tuple[Path, Path]) -> None:
    new = tmp_path / "new"
    assert carried_out(of(new, *two, first=KEEPER), a=PASSWORD).done
    with pytest.raises(PasswordNeededError):
        undo_merge(new, sources=sources())
    undo_merge(new, sources=sources(), secret=Password(NEW))
    assert not new.exists()


def test_each_folder_finds_its_own_password_among_several(
    tmp_path: Path, two: tuple[Path, Path]
) -> None:
    assert [is_locked(one) for one in (*two, tmp_path / "none")] == [True, False, False]
    assert fitting(two[0], ("một-mật-khẩu-khác", PASSWORD)) == PASSWORD
    assert fitting(two[0], ()) == ""


def test_a_name_is_one_line(tmp_path: Path, two: tuple[Path, Path]) -> None:
    draft = of(tmp_path / "new", *two, open=True, name="  Xã\nMới ", decision=" 16\n75 ")
    done = carried_out(draft, a=PASSWORD)
    assert done.value is not None
    assert done.value.profile.name == "Xã Mới"
