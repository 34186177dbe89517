"""Before an update everything is safe: a backup, or a copy of what is locked or damaged."""

import hashlib
from pathlib import Path

import pytest

from desktop import __version__, paths
from desktop.actions.desk import RandomIds, SystemClock
from desktop.actions.sample import make_sample
from desktop.actions.setup import Sources, open_desk
from desktop.app import main as run
from installers.parts.release import ROOT
from installers.windows.before_update import DONE, KEPT, MARK, UNSAFE, copy_once, main, make_safe


@pytest.fixture
def data(tmp_path: Path) -> Path:
    folder = tmp_path / "own" / "data"
    make_sample(folder, groups=3, months=1)
    return folder


@pytest.fixture
def plain(tmp_path: Path) -> Path:
    """A folder that no program would open."""
    folder = tmp_path / "so138"
    (folder / "backups").mkdir(parents=True)
    (folder / "backups/old.db").write_bytes(b"old")
    (folder / "so138.db").write_bytes(b"damaged")
    return folder


def backups_in(folder: Path) -> int:
    return len(list((folder / "backups").glob("*.db")))


def copies_of(folder: Path) -> list[Path]:
    return sorted(folder.parent.glob(f"{folder.name}-truoc-cap-nhat-*"))


def aged(folder: Path, at: str, *, version: str = __version__) -> Path:
    """The one copy without an age gets this moment and version for its name."""
    start = f"{folder.name}-truoc-cap-nhat-"
    (newest,) = (one for one in copies_of(folder) if not one.name.endswith("-080000"))
    return newest.rename(folder.with_name(f"{start}{version}-{at}"))


def test_without_data_there_is_nothing_to_do() -> None:
    assert main([]) == DONE


def test_data_that_open_get_a_backup(data: Path) -> None:
    assert main([]) == DONE
    assert backups_in(data) == 1


def test_the_same_once_more_makes_no_second_backup(data: Path) -> None:
    assert [main([]) for _ in range(3)] == [DONE] * 3
    assert backups_in(data) == 1


def test_what_was_written_since_is_backed_up(data: Path) -> None:
    main([])
    assert run(["--data", str(data), "settings", "deadline.month=4"]) == 0
    assert main([]) == DONE
    assert backups_in(data) == 2


def test_a_backup_of_another_kind_does_not_stand_for_this_one(data: Path) -> None:
    assert run(["--data", str(data), "backup"]) == 0
    assert main([]) == DONE
    assert backups_in(data) == 2


def test_locked_data_are_copied_byte_for_byte_and_once(data: Path, tmp_path: Path) -> None:
    word = tmp_path / "word.txt"
    word.write_text("mật khẩu dài để thử\n", encoding="utf-8")
    call = ["password", "set", "--officer", "Thử", "--new-password-file", str(word)]
    assert run(["--data", str(data), *call]) == 0
    before = hashlib.sha256((data / "so138.db").read_bytes()).digest()
    assert [make_safe(data) for _ in range(2)] == [DONE, DONE]
    (copy,) = copies_of(data)
    for name in ("so138.db", "so138.key.json"):
        assert (copy / name).read_bytes() == (data / name).read_bytes()
    assert hashlib.sha256((data / "so138.db").read_bytes()).digest() == before
    assert not (copy / "backups").exists()


def test_damaged_data_are_copied_and_keep_no_update_away(data: Path) -> None:
    (data / "so138.db").write_bytes(b"\0" * 8192)
    assert make_safe(data) == DONE
    (copy,) = copies_of(data)
    assert (copy / "so138.db").read_bytes() == b"\0" * 8192


def test_data_that_are_open_are_told(data: Path) -> None:
    with open_desk(data, sources=Sources(SystemClock(), RandomIds())):
        assert make_safe(data) == UNSAFE
    assert not copies_of(data)


def test_a_place_that_takes_no_files_is_told_and_nothing_half_is_left(
    plain: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def full(path: Path, data: bytes) -> int:
        raise OSError(28, "No space left on device", str(path))

    monkeypatch.setattr(Path, "write_bytes", full)
    assert make_safe(plain) == UNSAFE
    assert not copies_of(plain)


def test_a_file_that_cannot_be_read_is_left_out(plain: Path) -> None:
    (plain / "so138.key.json").symlink_to(plain / "gone")
    assert make_safe(plain) == DONE
    (copy,) = copies_of(plain)
    assert {path.name for path in copy.iterdir()} == {"so138.db", MARK}


def test_the_newest_copies_stay_and_the_newest_of_each_version(plain: Path) -> None:
    for day in range(1, 7):
        (plain / "so138.db").write_text(f"day {day}", encoding="ascii")
        copy_once(plain)
        aged(plain, f"2026110{day}-080000", version="0.0.9" if day == 1 else "0.1.0")
    (plain / "so138.db").write_text("day 7", encoding="ascii")
    copy_once(plain)
    kept = [(copy / "so138.db").read_text(encoding="ascii") for copy in copies_of(plain)]
    assert kept == ["day 1", "day 5", "day 6", "day 7"]
    assert len(kept) == KEPT + 1


def test_what_somebody_put_into_a_copy_stays(plain: Path) -> None:
    for day in range(1, 6):
        (plain / "so138.db").write_text(f"day {day}", encoding="ascii")
        copy_once(plain)
        one = aged(plain, f"2026110{day}-080000")
        if day == 1:
            (one / "mine.txt").write_text("mine", encoding="ascii")
    assert (copies_of(plain)[0] / "mine.txt").read_text(encoding="ascii") == "mine"


def test_a_folder_of_that_name_without_our_mark_is_nobody_elses_to_remove(plain: Path) -> None:
    mine = plain.with_name("so138-truoc-cap-nhat-0.1.0-20200101-080000")
    mine.mkdir()
    (mine / "so138.db").write_bytes(b"mine")
    for day in range(1, 7):
        (plain / "so138.db").write_text(f"day {day}", encoding="ascii")
        copy_once(plain)
        aged(plain, f"2026110{day}-080000")
    assert (mine / "so138.db").read_bytes() == b"mine"


def test_all_accounts_are_looked_through_whoever_asks(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    users, system = tmp_path / "Users", tmp_path / "Windows/config/systemprofile"
    system.mkdir(parents=True)
    folders = [users / name / "AppData/Local/so138" for name in ("Lan", "Minh")]
    folders.append(tmp_path / "ProgramData/So138")
    for folder in folders:
        make_sample(folder, groups=3, months=1)
    monkeypatch.setattr(Path, "home", lambda: system)
    monkeypatch.setenv("PUBLIC", str(users / "Public"))
    monkeypatch.setenv("PROGRAMDATA", str(tmp_path / "ProgramData"))
    assert main([]) == DONE
    assert [backups_in(folder) for folder in folders] == [0, 0, 0]
    assert main(["--all"]) == DONE
    assert [backups_in(folder) for folder in folders] == [1, 1, 1]
    assert paths.default_data_folder() not in folders


def test_the_setup_program_and_this_know_one_code_for_unsafe_data() -> None:
    parts = sorted((ROOT / "installers/windows").glob("*.ns[ih]"))
    script = "".join(part.read_text(encoding="utf-8") for part in parts)
    assert f"!define UNSAFE {UNSAFE}\n" in script
