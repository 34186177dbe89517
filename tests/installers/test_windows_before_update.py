"""Before an update everything is safe: a backup, or a copy of what is locked."""

import hashlib
from pathlib import Path

import pytest

from desktop.actions.sample import make_sample
from desktop.app import main as run
from installers.parts.release import ROOT
from installers.windows.before_update import copy_files, main, make_safe


@pytest.fixture
def data(tmp_path: Path) -> Path:
    folder = tmp_path / "own" / "data"
    make_sample(folder, groups=3, months=1)
    return folder


def test_without_data_there_is_nothing_to_do() -> None:
    assert main([]) == 0


def test_data_that_open_get_a_backup(data: Path) -> None:
    assert main([]) == 0
    assert len(list((data / "backups").glob("*.db"))) == 1


def test_locked_data_are_copied_byte_for_byte(data: Path, tmp_path: Path) -> None:
    word = tmp_path / "word.txt"
    word.write_text("mật khẩu dài để thử\n", encoding="utf-8")
    call = ["password", "set", "--officer", "Thử", "--new-password-file", str(word)]
    assert run(["--data", str(data), *call]) == 0
    before = hashlib.sha256((data / "so138.db").read_bytes()).digest()
    assert make_safe(data) == 0
    (copy,) = data.parent.glob("data-truoc-cap-nhat-*")
    for name in ("so138.db", "so138.key.json"):
        assert (copy / name).read_bytes() == (data / name).read_bytes()
    assert hashlib.sha256((data / "so138.db").read_bytes()).digest() == before
    assert not (copy / "backups").exists()


def test_a_place_that_takes_no_files_is_told(data: Path, tmp_path: Path) -> None:
    wall = tmp_path / "wall"
    wall.write_text("", encoding="ascii")
    with pytest.raises(OSError, match="wall"):
        copy_files(data, wall / "copy")


def test_the_setup_program_and_this_know_one_code_for_unsafe_data() -> None:
    script = (ROOT / "installers/windows/so138.nsi").read_text(encoding="utf-8")
    source = (ROOT / "installers/windows/before_update.py").read_text(encoding="utf-8")
    assert "!define UNSAFE 21\n" in script
    assert "_UNSAFE = 0, 4, 21\n" in source
