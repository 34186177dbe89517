"""A stick with copies by the command: whose they are, which one comes back, what is refused."""

import json
import shutil
from pathlib import Path

import pytest

from tests.cli.conftest import Call


@pytest.fixture
def other(so138: Call, tmp_path: Path) -> Path:
    """The data folder of another commune, without sessions."""
    folder = tmp_path / "other"
    made = so138(
        "new", "--name", "Xã Khác", "--code", "19999", "--superior", "Thành phố Huế",
        "--no-password", data=folder,
    )  # fmt: skip
    assert made.code == 0, made.err
    return folder


@pytest.fixture
def stick(filled: Call, other: Path, tmp_path: Path) -> Path:
    """A stick with copies of two communes in one folder; those of the other count further."""
    place = tmp_path / "usb" / "so138"
    for _time in range(3):
        assert filled("backup", "--to", place, data=other).code == 0
    assert filled("backup", "--to", place).code == 0
    return place


def test_of_two_communes_on_a_stick_the_own_one_comes_back(filled: Call, stick: Path) -> None:
    answer = filled("restore", stick, "--json")
    assert answer.code == 0
    assert answer.json["office"] == {"code": "19996", "name": "Phường Hương Trà"}
    assert answer.json["backup"]["sessions"] == 2


def test_an_empty_pc_asks_which_of_two_communes_is_meant(
    so138: Call, stick: Path, tmp_path: Path
) -> None:
    answer = so138("restore", stick, data=tmp_path / "new")
    assert answer.code == 2
    assert "Phường Hương Trà" in answer.err
    assert "Xã Khác" in answer.err
    assert not (tmp_path / "new").exists()


def test_the_register_of_another_office_takes_no_place_unless_that_is_said(
    so138: Call, filled: Call, stick: Path, other: Path
) -> None:
    (theirs,) = stick.glob("so138-000003-*.db")
    for more in ("--dry-run", "--json"):
        answer = filled("restore", theirs, more)
        assert answer.code == 4
        assert "Xã Khác" in answer.err
        assert "Phường Hương Trà" in answer.err
    assert len(filled("sessions", "--period", "2026-10", "--json").json["sessions"]) == 2
    assert filled("restore", theirs, "--other-register").code == 0


def test_comparing_a_folder_passes_over_a_damaged_copy_and_says_so(
    filled: Call, tmp_path: Path
) -> None:
    place = tmp_path / "usb" / "so138"
    for _time in range(2):
        assert filled("backup", "--to", place).code == 0
    older, newer = sorted(place.glob("*.db"))
    spoilt = bytearray(newer.read_bytes())
    spoilt[len(spoilt) // 2] ^= 1
    newer.write_bytes(spoilt)
    answer = filled("compare", place)
    assert answer.code == 0, answer.err
    assert older.name in answer.out
    assert f"vì bị hỏng: {newer.name}" in answer.out
    found = filled("compare", place, "--json").json
    assert (found["backup"]["name"], found["passed_over"]) == (older.name, [newer.name])
    older.write_bytes(spoilt)
    assert filled("compare", place).code == 3


def test_copies_of_another_office_are_not_compared(filled: Call, stick: Path) -> None:
    (theirs,) = stick.glob("so138-000003-*.db")
    answer = filled("compare", theirs)
    assert answer.code == 4
    assert "Xã Khác" in answer.err


def test_the_stick_itself_is_named_and_a_damaged_copy_gives_way_to_an_older_one(
    filled: Call, so138: Call, tmp_path: Path
) -> None:
    place = tmp_path / "usb" / "so138"
    for _time in range(2):
        assert filled("backup", "--to", place).code == 0
    older, newest = sorted(place.glob("so138-*.db"))
    newest.write_bytes(newest.read_bytes()[:-5000] + bytes(5000))
    answer = so138("restore", tmp_path / "usb", "--json", data=tmp_path / "new")
    assert answer.code == 0
    assert answer.json["backup"]["name"] == older.name
    assert answer.json["passed_over"] == [newest.name]
    damaged = json.loads((place / newest.name.replace(".db", ".info.json")).read_text("utf-8"))
    assert damaged["damaged"]


@pytest.mark.parametrize("spoilt", ["no key", "key empty", "key torn", "empty"])
def test_a_newest_copy_of_which_nothing_is_left_gives_way_to_the_good_one_beside_it(
    filled: Call, so138: Call, tmp_path: Path, spoilt: str
) -> None:
    """Also on a PC without a register, and where the register that lies there is our own."""
    place = tmp_path / "usb" / "so138"
    for _time in range(2):
        assert filled("backup", "--to", place).code == 0
    older, newest = sorted(place.glob("so138-*.db"))
    key = newest.with_name(newest.name.replace(".db", ".key.json"))
    if spoilt == "key torn":
        key.write_bytes(key.read_bytes()[:200])
    elif spoilt == "key empty":
        key.write_bytes(b"")
    else:
        key.unlink()
    if spoilt == "empty":
        newest.write_bytes(b"")
    for folder in (tmp_path / "new", tmp_path / "data"):
        answer = so138("restore", tmp_path / "usb", "--json", data=folder)
        assert answer.code == 0, answer.err
        assert answer.json["backup"]["name"] == older.name
        assert answer.json["passed_over"] == [newest.name]


def test_a_copy_without_a_readable_key_file_makes_no_choice_between_two_registers(
    filled: Call, so138: Call, stick: Path, tmp_path: Path
) -> None:
    (stick / "so138-000009-20261122-160500.db").write_bytes(b"")
    answer = so138("restore", stick, data=tmp_path / "new")
    assert answer.code == 2
    assert "Phường Hương Trà" in answer.err
    assert "Xã Khác" in answer.err
    answer = filled("restore", stick, "--json")
    assert answer.json["office"]["name"] == "Phường Hương Trà"
    assert answer.json["passed_over"] == ["so138-000009-20261122-160500.db"]


def test_a_drive_with_the_mirror_is_named_by_its_root(
    filled: Call, so138: Call, tmp_path: Path
) -> None:
    (tmp_path / "d").mkdir()
    assert filled("backup", "--mirror", tmp_path / "d").code == 0
    shutil.rmtree(tmp_path / "data")
    assert so138("restore", tmp_path / "d").code == 0
    assert len(so138("sessions", "--period", "2026-10", "--json").json["sessions"]) == 2


def test_a_copied_data_folder_brings_what_is_newer_than_its_backups(
    commune: Call, so138: Call, group_list: Path, tmp_path: Path
) -> None:
    assert commune("backup").code == 0
    assert commune("import", group_list).code == 0
    shutil.rmtree(tmp_path / "data" / "replaced", ignore_errors=True)
    shutil.copytree(tmp_path / "data", tmp_path / "usb" / "So138")
    assert so138("restore", tmp_path / "usb", data=tmp_path / "new").code == 0
    assert len(so138("groups", "--json", data=tmp_path / "new").json["groups"]) == 3


def test_files_of_other_programs_are_no_copies(so138: Call, tmp_path: Path) -> None:
    (tmp_path / "usb").mkdir()
    (tmp_path / "usb" / "Thumbs.db").write_bytes(b"pictures")
    answer = so138("restore", tmp_path / "usb", data=tmp_path / "new")
    assert answer.code == 2


def test_a_backup_of_another_register_among_the_own_ones_is_called_so(
    filled: Call, other: Path, tmp_path: Path
) -> None:
    assert filled("backup", "--to", tmp_path / "data" / "backups", data=other).code == 0
    assert filled("backup").code == 0
    for more in ((), ("--all",)):
        found = filled("backups", *more, "--json").json["backups"]
        assert sum(one["other_register"] for one in found) == 1
        assert filled("backups", *more).out.count("của sổ khác") == 1
