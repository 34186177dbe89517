"""Papers given to another program are taken away again, and nothing else is."""

import os
from pathlib import Path

import psutil
import pytest

from desktop.ui.reports.opened_files import OpenedFiles

NOBODY = 999_999_999


def folder_of(root: Path, name: str, *files: str) -> Path:
    folder = root / name
    folder.mkdir()
    for one in files:
        (folder / one).write_bytes(b"x")
    return folder


def test_one_folder_serves_every_paper_of_a_run_and_goes_with_it(tmp_path: Path) -> None:
    opened = OpenedFiles(tmp_path)
    places = [opened.place("BC-BCD") for _time in range(3)]
    for one in places:
        one.write_bytes(b"%PDF")
    assert len(set(places)) == 3
    assert {one.name for one in places} == {"BC-BCD.pdf"}
    assert len(list(tmp_path.iterdir())) == 1
    opened.clear()
    assert list(tmp_path.iterdir()) == []
    opened.place("BC-BCD").write_bytes(b"%PDF")
    assert len(list(tmp_path.iterdir())) == 1


def test_nothing_is_made_before_a_paper_is_opened(tmp_path: Path) -> None:
    opened = OpenedFiles(tmp_path)
    opened.clear()
    assert list(tmp_path.iterdir()) == []


def test_what_ended_runs_left_is_taken_away_at_the_next_start(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    gone = [
        folder_of(tmp_path, f"so138-view-{NOBODY}-abcd_123", "BC.pdf"),
        folder_of(tmp_path, "so138-abcd1234", "BC.pdf"),
    ]
    stays = [
        folder_of(tmp_path, f"so138-view-{os.getppid()}-abcd1234", "BC.pdf"),
        folder_of(tmp_path, f"so138-view-{os.getpid()}-abcd1234", "BC.pdf"),
        folder_of(tmp_path, "so138-wxyz1234", "BC.pdf", "ghi-chu.txt"),
        folder_of(tmp_path, "so138-nothing0"),
        folder_of(tmp_path, "khac", "BC.pdf"),
    ]
    (tmp_path / "so138-linked00").symlink_to(stays[-1])
    monkeypatch.setattr(psutil, "pid_exists", lambda pid: pid != NOBODY)
    assert OpenedFiles(tmp_path).clear_earlier() == 2
    assert not any(one.exists() for one in gone)
    assert all(one.exists() for one in stays)
    assert (tmp_path / "so138-linked00").is_symlink()
