"""One step back from a merger: only a folder that nobody worked in goes."""

from pathlib import Path

import pytest

from desktop.actions.groups import record_groups
from desktop.actions.merge_undoing import MergeGoneOnError, undo_merge
from desktop.db.errors import StoreInUseError
from desktop.domain.groups import GroupDraft
from tests.actions.merging_making import Made, fingerprints, make, merged, opened, sources


@pytest.fixture
def new(tmp_path: Path) -> Path:
    """The folder of a merged commune."""
    folders = (make(tmp_path / "a", Made()), make(tmp_path / "b", Made(name="Xã B", code="20002")))
    assert merged(tmp_path / "new", *folders).done
    return tmp_path / "new"


def test_the_new_folder_goes_and_the_former_ones_stay(new: Path) -> None:
    before = {name: fingerprints(new.parent / name) for name in ("a", "b")}
    undo_merge(new, sources=sources())
    assert not new.exists()
    assert {name: fingerprints(new.parent / name) for name in ("a", "b")} == before
    assert merged(new, new.parent / "a", new.parent / "b").done


def test_what_somebody_else_put_there_stays(new: Path) -> None:
    (new / "ghi-chu.txt").write_text("của tôi", "utf-8")
    undo_merge(new, sources=sources())
    assert [one.name for one in new.iterdir()] == ["ghi-chu.txt"]


def test_a_commune_that_was_worked_in_is_not_deleted(new: Path) -> None:
    with opened(new) as desk:
        assert record_groups(desk, [GroupDraft("Thôn 9")]).done
    with pytest.raises(MergeGoneOnError):
        undo_merge(new, sources=sources())
    with opened(new) as desk:
        assert desk.store.folder == new


def test_a_commune_that_was_never_merged_is_not_deleted(new: Path) -> None:
    with pytest.raises(MergeGoneOnError):
        undo_merge(new.parent / "a", sources=sources())


def test_a_folder_that_is_open_elsewhere_is_not_deleted(new: Path) -> None:
    with opened(new), pytest.raises(StoreInUseError):
        undo_merge(new, sources=sources())
    assert (new / "so138.db").exists()
