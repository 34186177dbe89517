"""Copies by the command: compare, single records, trying out, the mirror, what was replaced."""

import shutil
from pathlib import Path

import pytest

from tests.cli.conftest import Call


@pytest.fixture
def copied(filled: Call) -> str:
    """The name of a backup of two sessions; then the import of them was taken back."""
    assert filled("backup").code == 0
    return str(filled("backups", "--json").json["backups"][0]["name"])


def test_compare_says_in_sentences_what_became_of_each_thing(filled: Call, copied: str) -> None:
    assert filled("undo").code == 0
    answer = filled("compare", copied)
    assert answer.code == 0
    assert "xóa 2" in answer.out
    found = filled("compare", copied, "--json").json
    assert {one["difference"] for one in found["differences"]} == {"deleted"}
    assert [one["number"] for one in found["differences"]] == [1, 2]
    assert found["backup"]["name"] == copied


def test_one_record_comes_back_by_its_number_and_undo_takes_it_away(
    filled: Call, copied: str
) -> None:
    filled("undo")
    tried = filled("restore", copied, "--record", "1", "--dry-run", "--json")
    assert len(tried.json["would_come"]) == 1
    assert filled("sessions", "--period", "2026-10", "--json").json["sessions"] == []
    done = filled("restore", copied, "--record", "1", "--json")
    assert done.code == 0
    assert len(done.json["brought"]) == 1
    assert len(filled("sessions", "--period", "2026-10", "--json").json["sessions"]) == 1
    assert filled("undo").code == 0
    assert filled("sessions", "--period", "2026-10", "--json").json["sessions"] == []


def test_a_number_that_is_not_in_the_comparison_ends_with_2(filled: Call, copied: str) -> None:
    answer = filled("restore", copied, "--record", "7")
    assert answer.code == 2
    assert "7" in answer.err


def test_verify_proves_every_copy_and_names_the_one_that_is_damaged(
    filled: Call, copied: str, tmp_path: Path
) -> None:
    answer = filled("backup", "--verify", "--json")
    assert answer.code == 0
    assert all(one["proven"] for one in answer.json["copies"])
    path = tmp_path / "data" / "backups" / copied
    data = bytearray(path.read_bytes())
    data[6000] ^= 1
    path.write_bytes(bytes(data))
    again = filled("backup", "--verify", "--json")
    assert again.code == 3
    (bad,) = (one for one in again.json["copies"] if not one["proven"])
    assert (bad["name"], bad["code"]) == (copied, "backup_damaged")


def test_verify_looks_into_a_stick_alone_when_it_is_named(filled: Call, tmp_path: Path) -> None:
    filled("backup", "--to", tmp_path / "usb")
    found = filled("backup", "--verify", "--to", tmp_path / "usb", "--json").json["copies"]
    assert [Path(one["path"]).parent for one in found] == [tmp_path / "usb"]


def test_the_mirror_survives_the_loss_of_the_data_folder(filled: Call, tmp_path: Path) -> None:
    (tmp_path / "d").mkdir()
    answer = filled("backup", "--mirror", tmp_path / "d", "--json")
    assert answer.code == 0
    assert answer.json["trouble"] is None
    before = filled("groups", "--json").json
    shutil.rmtree(tmp_path / "data")
    assert filled("restore", answer.json["folder"]).code == 0
    assert filled("groups", "--json").json == before


def test_a_backup_that_does_not_reach_the_second_drive_says_so(
    filled: Call, tmp_path: Path
) -> None:
    (tmp_path / "d").mkdir()
    filled("backup", "--mirror", tmp_path / "d")
    (tmp_path / "d").rename(tmp_path / "rut-ra")
    answer = filled("backup")
    assert answer.code == 0  # the backup itself was made
    assert str(tmp_path / "d") in answer.err
    in_json = filled("backup", "--json")
    assert (in_json.code, in_json.json["mirror"]["trouble"]) == (0, "file_missing")
    assert str(tmp_path / "d") in in_json.err
    found = filled("check", "--json").json["findings"]
    assert [one["code"] for one in found] == ["mirror_trouble"]
    (tmp_path / "rut-ra").rename(tmp_path / "d")
    assert filled("backup").code == 0
    assert filled("check").code == 0


def test_the_mirror_is_switched_off_and_a_folder_that_is_not_there_is_refused(
    filled: Call, tmp_path: Path
) -> None:
    assert filled("backup", "--mirror", "off", "--json").json["off"] is True
    assert filled("backup", "--mirror", tmp_path / "khong-co").code == 2


def test_backups_everywhere_say_where_they_lie(filled: Call, tmp_path: Path) -> None:
    (tmp_path / "d").mkdir()
    filled("backup", "--mirror", tmp_path / "d")
    newest = filled("backups", "--all", "--json").json["backups"][0]
    assert newest["places"] == ["here", "mirror"]
    assert "ổ thứ hai" in filled("backups", "--all").out


def test_what_a_restore_replaced_is_listed_and_put_back(filled: Call, copied: str) -> None:
    filled("undo")
    assert filled("restore", copied).code == 0
    (kept,) = filled("backups", "--replaced", "--json").json["replaced"]
    assert kept["sessions"] == 0
    assert filled("restore", kept["name"]).code == 0
    assert filled("sessions", "--period", "2026-10", "--json").json["sessions"] == []


def test_what_brings_nothing_back_is_said_and_leaves_no_trace(
    filled: Call, copied: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    filled("undo")
    before = filled("log", "--json").json
    monkeypatch.setattr(
        "desktop.actions.comparing.replay", lambda _store, _write, finds: tuple(finds)
    )
    answer = filled("restore", copied, "--record", "1")
    assert answer.code == 4
    assert "Không lấy lại được gì" in answer.err
    assert filled("log", "--json").json == before


def test_copies_of_a_superior_say_its_units_and_receptions(so138: Call, tmp_path: Path) -> None:
    made = so138(
        "new", "--role", "superior", "--name", "Thành phố Huế", "--code", "46", "--no-password"
    )
    assert made.code == 0, made.err
    answer = so138("backup", "--to", tmp_path / "usb")
    assert "0 đơn vị, 0 lần nhận" in answer.out
    assert "buổi" not in answer.out
    assert "0 đơn vị, 0 lần nhận" in so138("restore", tmp_path / "usb", "--dry-run").out
    proven = so138("backup", "--verify", "--to", tmp_path / "usb")
    assert "0 đơn vị, 0 lần nhận; nhật ký" in proven.out
    assert so138("restore", tmp_path / "usb").code == 0
    replaced = so138("backups", "--replaced")
    assert "0 đơn vị, 0 lần nhận" in replaced.out
    (tmp_path / "data" / "so138.db").unlink()
    planned = so138("rescue", "--dry-run")
    assert "Bản sao tốt mới nhất" in planned.out
    assert "0 đơn vị, 0 lần nhận" in planned.out
    assert "buổi" not in proven.out + replaced.out + planned.out


@pytest.mark.parametrize("about", [None, b'{"sessions": 0', b"{}"])
def test_a_copy_whose_description_is_lost_is_not_said_to_be_empty(
    filled: Call, copied: str, tmp_path: Path, about: bytes | None
) -> None:
    path = tmp_path / "data" / "backups" / copied.replace(".db", ".info.json")
    path.unlink() if about is None else path.write_bytes(about)
    for more in ((), ("--all",)):
        (line,) = (line for line in filled("backups", *more).out.splitlines() if copied in line)
        assert "chưa rõ nội dung" in line
        assert "0 buổi" not in line
        found = filled("backups", *more, "--json").json["backups"]
        (row,) = (one for one in found if one["name"] == copied)
        assert (row["sessions"], row["models"]) == (None, None)
    assert filled("backup", "--verify").code == 0
    (line,) = (line for line in filled("backups").out.splitlines() if copied in line)
    assert "2 buổi" in line
