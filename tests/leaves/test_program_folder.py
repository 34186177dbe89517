"""The program's own folder: so138.ini names a shared data folder, a mark makes it portable."""

import sys
from pathlib import Path

import pytest

from desktop import paths


@pytest.fixture
def home(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A program folder with a blank in its name, as its launcher tells it; no folder is told."""
    folder = tmp_path / "Sổ 138"
    folder.mkdir()
    for name in ("SO138_DATA", "SO138_SETTINGS", "SO138_LOGS", "PROGRAMDATA", "SO138_ACCOUNTS"):
        monkeypatch.delenv(name, raising=False)
    monkeypatch.setenv("SO138_HOME", str(folder))
    monkeypatch.setenv("XDG_DATA_HOME", str(tmp_path / "own"))
    return folder


def test_without_a_word_the_account_has_its_own_folder(home: Path, tmp_path: Path) -> None:
    assert paths.default_data_folder() == tmp_path / "own" / "so138"
    assert paths.known_data_folders(paths.default_data_folder()) == ()


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16"])
def test_the_setting_names_the_shared_folder(home: Path, encoding: str) -> None:
    text = "; chung\r\n[data]\r\nfolder = /srv/Số liệu chung\r\n"
    (home / "so138.ini").write_bytes(text.encode(encoding))
    assert paths.default_data_folder() == Path("/srv/Số liệu chung")


@pytest.mark.parametrize(
    "written", ["%PROGRAMDATA%/So138", "$PROGRAMDATA/So138", '"%PROGRAMDATA%/So138"']
)
def test_variables_of_the_system_are_put_in(
    home: Path, written: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("PROGRAMDATA", "/every one")
    (home / "so138.ini").write_text(f"[data]\nfolder={written}\n", encoding="utf-8")
    assert paths.default_data_folder() == Path("/every one/So138")


def test_what_begins_at_no_root_begins_at_the_program(home: Path) -> None:
    (home / "so138.ini").write_text("[data]\nfolder=chung\n", encoding="utf-8")
    assert paths.default_data_folder() == home / "chung"


@pytest.mark.parametrize(
    "text", ["", "[data]\n", "[other]\nfolder=/x\n", "folder=/x\n", "[data\n="]
)
def test_a_setting_that_names_no_folder_changes_nothing(
    home: Path, text: str, tmp_path: Path
) -> None:
    (home / "so138.ini").write_text(text, encoding="utf-8")
    assert paths.default_data_folder() == tmp_path / "own" / "so138"


def test_the_environment_goes_before_the_setting(
    home: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (home / "so138.ini").write_text("[data]\nfolder=/shared\n", encoding="utf-8")
    monkeypatch.setenv("SO138_DATA", "/told")
    assert paths.default_data_folder() == Path("/told")


def test_a_portable_program_keeps_its_data_in_the_account(home: Path, tmp_path: Path) -> None:
    assert tmp_path / "own" in paths.default_data_folder().parents


@pytest.mark.parametrize("mark", ["du-lieu-tai-day.txt", "du-lieu-tai-day.txt.txt"])
def test_told_by_the_mark_it_keeps_them_beside_itself(home: Path, mark: str) -> None:
    (home / mark).touch()
    assert paths.default_data_folder() == home / "du-lieu"
    assert paths.settings_file() == home / "cai-dat" / "window.json"
    assert paths.log_folder() == home / "nhat-ky"


def test_the_setting_goes_before_the_mark(home: Path) -> None:
    (home / "du-lieu-tai-day.txt").touch()
    (home / "so138.ini").write_text("[data]\nfolder=/shared\n", encoding="utf-8")
    assert paths.default_data_folder() == Path("/shared")


def test_other_places_of_a_register_are_known(
    home: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("PROGRAMDATA", "/every")
    own = paths.own_data_folder()
    assert paths.known_data_folders(own) == (Path("/every/So138"),)
    (home / "so138.ini").write_text("[data]\nfolder=%PROGRAMDATA%/So138\n", encoding="utf-8")
    assert paths.known_data_folders(Path("/every/So138")) == (own,)


def test_on_windows_nothing_else_lies_in_the_data_folder(
    home: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(sys, "platform", "win32")
    data = paths.own_data_folder()
    assert data not in paths.settings_file().parents
    assert data not in (paths.log_folder(), *paths.log_folder().parents)


@pytest.mark.skipif(sys.platform == "win32", reason="Windows knows no groups of this kind")
def test_in_a_shared_folder_the_group_may_write_what_one_account_made(
    home: Path, tmp_path: Path
) -> None:
    shared = tmp_path / "shared"
    shared.mkdir(mode=0o750)
    (home / "so138.ini").write_text(f"[data]\nfolder={shared}\n", encoding="utf-8")
    assert paths.group_folder() is None
    shared.chmod(0o2770)
    assert paths.group_folder() == shared
    made = shared / "so138.db"
    made.touch(mode=0o640)
    elsewhere = tmp_path / "other"
    elsewhere.touch(mode=0o600)
    (shared / "link").symlink_to(elsewhere)
    paths.give_to_group(shared)
    assert made.stat().st_mode & 0o777 == 0o660
