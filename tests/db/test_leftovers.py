"""What a kill left half made goes when the register is opened; nothing else does."""

import os
import tempfile
from pathlib import Path

import pytest

from desktop.db.backups import back_up, list_backups
from desktop.db.layout import Layout
from desktop.db.leftovers import clear_leftover_copies, clear_leftovers
from desktop.db.store import Store
from tests.db.made import Place

NAME = "so138-000007-20261122-160500"
LEFT = (
    "so138.db.restoring",
    "so138.db.restoring-journal",
    "so138.db.upgrading",
    "so138.db.new",
    ".so138.key.json.0a1b2c3d.part",
    ".so138.db.restoring.0a1b2c3d.part",
    f"backups/.{NAME}.db.0a1b2c3d.part",
    f"backups/.{NAME}.db.0a1b2c3d.part-journal",
    f"backups/{NAME}.key.json",
    f"backups/{NAME}.info.json",
    f"backups/.{NAME}.db.erasing",
    f"backups/.{NAME}.db.erasing-journal",
    f"backups/..{NAME}.db.erasing.0a1b2c3d.part",
    "backups/.bản cũ.db.erasing",
    "replaced/20261122-160500/..so138.db.erasing.0a1b2c3d.part",
    "merged/Xã A/..so138.db.erasing.0a1b2c3d.part",
    "replaced/20261122-160500/so138.db.part",
    "replaced/20261122-160500/.so138.db.0a1b2c3d.part",
)
NOT_OURS = (
    "ghi-chu.txt",
    ".ghi-chu.txt.0a1b2c3d.part",
    "backups/so138-000008-20261122-160500.key.json",
    "backups/so138.key.json",
    "replaced/20261122-160500/so138.db",
    "replaced/20261122-160500/so138.key.json",
)


def put(folder: Path, *names: str) -> list[Path]:
    paths = [folder / name for name in names]
    for path in paths:
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(b"half")
    return paths


def test_opening_clears_what_was_left_half_made(place: Place) -> None:
    place.create().close()
    left, others = put(place.folder, *LEFT), put(place.folder, *NOT_OURS)
    with place.open():
        pass
    assert [path for path in left if path.exists()] == []
    assert [path for path in others if not path.exists()] == []


def test_a_copy_with_a_name_keeps_what_lies_beside_it(store: Store) -> None:
    info = back_up(store, reason="manual")
    put(store.layout.backups, f".{info.name}.0a1b2c3d.part")
    assert clear_leftover_copies(store.layout.backups) == ()
    assert list_backups(store.folder) == (info,)
    assert len(list(store.layout.backups.iterdir())) == 3


def test_what_cannot_be_cleared_away_is_said(store: Store, monkeypatch: pytest.MonkeyPatch) -> None:
    (left,) = put(store.folder, "so138.db.restoring")

    def held(path: Path, *, missing_ok: bool = False) -> None:
        if not (missing_ok and path != left):
            raise PermissionError(13, "held open")

    monkeypatch.setattr(Path, "unlink", held)
    assert clear_leftovers(store.layout) == (left,)


def test_scratch_folders_of_programs_that_run_no_more_go(
    place: Place, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    place.create().close()
    monkeypatch.setattr(tempfile, "tempdir", str(tmp_path))
    dead, own = tmp_path / "so138-scratch-999999999-x", tmp_path / f"so138-scratch-{os.getpid()}-x"
    put(dead, "so138.db")
    put(own, "so138.db")
    with place.open():
        assert Layout(place.folder).store.exists()
    assert (dead.exists(), own.exists()) == (False, True)
