"""``rescue`` and ``check`` as they are called on damaged data and in risky places."""

import errno
import os
import shutil
from pathlib import Path
from typing import NamedTuple

import pytest

from desktop.actions.places import LEAST_FREE, place_findings
from desktop.db.finds import TABLES
from desktop.wording.rescue import known_thing
from tests.cli.conftest import Call

PASSWORD = "mat khau thu 138"  # noqa: S105  of this test alone


class Usage(NamedTuple):
    """As the system tells it."""

    total: int
    used: int
    free: int


def damage(data: Path, at: int = 200) -> None:
    store = data / "so138.db"
    whole = bytearray(store.read_bytes())
    whole[at] ^= 1
    store.write_bytes(whole)


@pytest.fixture
def data(tmp_path: Path) -> Path:
    return tmp_path / "data"


@pytest.fixture
def backed(commune: Call, group_list: Path, session_list: Path) -> Call:
    """Three groups in the backup, two sessions after it."""
    assert commune("import", group_list).code == 0
    assert commune("backup").code == 0
    assert commune("import", session_list).code == 0
    return commune


def test_a_dry_run_says_everything_and_changes_nothing(backed: Call, data: Path) -> None:
    damage(data)
    before = (data / "so138.db").read_bytes()
    answer = backed("rescue", "--dry-run")
    assert answer.code == 0
    assert "Tệp dữ liệu bị hỏng" in answer.out
    assert "Buổi tuyên truyền ngày 20/09/2026, Tổ dân phố 1, Tổ dân phố 2" in answer.out
    assert answer.out.endswith("Chưa thay đổi gì.\n")
    assert (data / "so138.db").read_bytes() == before


def test_damage_names_the_way_to_the_rescue_and_the_rescue_brings_all_back(
    backed: Call, data: Path
) -> None:
    damage(data)
    refused = backed("sessions", "--period", "2026-10", "--json")
    assert refused.code == 3
    assert "so138 rescue" in refused.err
    assert backed("rescue").code == 0
    found = backed("sessions", "--period", "2026-10", "--json").json
    assert len(found["sessions"]) == 2
    assert backed("check", "--deep").code == 0
    assert backed("undo").code == 0
    assert backed("sessions", "--period", "2026-10", "--json").json["sessions"] == []


def test_what_is_left_out_stays_out_and_a_wrong_number_is_refused(backed: Call, data: Path) -> None:
    damage(data)
    listed = backed("rescue", "--dry-run", "--json").json["newer"]
    number = 1 + next(place for place, one in enumerate(listed) if one["id"].startswith("sessions"))
    assert backed("rescue", "--leave-out", "99").code == 2
    done = backed("rescue", "--leave-out", str(number), "--json").json
    assert listed[number - 1]["id"] not in done["brought"]
    assert Path(done["replaced"], "so138.db").exists()


def test_without_any_copy_the_machine_is_in_the_way(backed: Call, data: Path) -> None:
    damage(data)
    shutil.rmtree(data / "backups")
    answer = backed("rescue")
    assert answer.code == 3
    assert "USB" in answer.out


def test_copies_on_a_stick_serve_as_well(backed: Call, data: Path, tmp_path: Path) -> None:
    stick = tmp_path / "stick"
    (data / "backups").rename(stick)
    (data / "so138.db").unlink()
    assert backed("rescue", "--from", stick).code == 0
    assert len(backed("groups", "--json").json["groups"]) == 3


def test_a_lost_key_file_costs_nothing(backed: Call, data: Path) -> None:
    for path in data.glob("so138.key.json*"):
        path.unlink()
    assert backed("groups").code == 3
    answer = backed("rescue")
    assert (answer.code, "không mất gì" in answer.out) == (0, True)
    assert len(backed("sessions", "--period", "2026-10", "--json").json["sessions"]) == 2
    assert not (data / "replaced").exists()


def test_sound_data_are_left_alone(backed: Call, data: Path) -> None:
    before = (data / "so138.db").read_bytes()
    answer = backed("rescue")
    assert (answer.code, "nguyên vẹn" in answer.out) == (0, True)
    assert (data / "so138.db").read_bytes() == before


def test_locked_data_are_rescued_with_the_password_alone(
    backed: Call, data: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("SO138_NEW_PASSWORD", PASSWORD)
    assert backed("password", "set", "--officer", "Lan").code == 0
    damage(data)
    assert backed("rescue").code == 4
    monkeypatch.setenv("SO138_PASSWORD", PASSWORD)
    assert backed("rescue").code == 0
    assert len(backed("groups", "--json").json["groups"]) == 3
    monkeypatch.delenv("SO138_PASSWORD")
    assert backed("groups").code == 4


def test_locked_data_are_rescued_with_the_sheet_alone(
    backed: Call, data: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("SO138_NEW_PASSWORD", PASSWORD)
    assert backed("password", "set", "--officer", "Lan").code == 0
    monkeypatch.setenv("SO138_PASSWORD", PASSWORD)
    groups = [line.split("\t")[1] for line in backed("recovery", "new").out.splitlines()]
    monkeypatch.delenv("SO138_PASSWORD")
    damage(data)
    sheet = tmp_path / "phieu.txt"
    sheet.write_text(" ".join(groups), encoding="utf-8")
    assert backed("rescue", "--dry-run", "--sheet-file", sheet).code == 0
    monkeypatch.setenv("SO138_SHEET", " ".join(groups))
    assert backed("rescue").code == 0
    assert backed("recovery", "use").code == 0
    monkeypatch.setenv("SO138_PASSWORD", PASSWORD)
    found = backed("sessions", "--period", "2026-10", "--json").json
    assert len(found["sessions"]) == 2


def test_a_rescue_cut_short_is_said_by_the_check_and_goes_on(
    backed: Call, data: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    damage(data)

    def cut(*_given: object, **_named: object) -> None:
        raise OSError(errno.EIO, "")

    with monkeypatch.context() as once:
        once.setattr("desktop.actions.rescue.open_desk", cut)
        assert backed("rescue").code == 3
    assert backed("sessions", "--period", "2026-10", "--json").json["sessions"] == []
    answer = backed("check", "--json")
    assert answer.code == 1
    assert [one["code"] for one in answer.json["findings"]] == ["rescue_unfinished"]
    assert backed("rescue", "--dry-run", "--json").json["trouble"] == "unfinished"
    answer = backed("rescue")
    assert (answer.code, "bị ngắt giữa chừng" in answer.out) == (0, True)
    assert len(backed("sessions", "--period", "2026-10", "--json").json["sessions"]) == 2
    assert backed("check").code == 0


def test_a_disk_that_is_nearly_full_is_said_with_what_to_do(
    backed: Call, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(shutil, "disk_usage", lambda _path: Usage(1, 1, LEAST_FREE - 1))
    answer = backed("check", "--json")
    assert answer.code == 1
    [finding] = answer.json["findings"]
    assert finding["code"] == "low_disk"
    assert "199 MB" in finding["message"]


def test_a_disk_with_room_is_not_spoken_of(
    backed: Call, data: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(shutil, "disk_usage", lambda _path: Usage(1, 1, LEAST_FREE))
    assert place_findings(data) == ()


def test_a_store_that_outgrows_the_room_is_said_too(
    backed: Call, data: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(shutil, "disk_usage", lambda _path: Usage(1, 1, LEAST_FREE))
    with (data / "so138.db").open("ab") as file:
        os.truncate(file.fileno(), LEAST_FREE)
    assert [one.code for one in place_findings(data)] == ["low_disk"]


def test_a_synced_folder_is_said_with_what_to_do(backed: Call, data: Path, tmp_path: Path) -> None:
    synced = tmp_path / "OneDrive" / "so138"
    shutil.copytree(data, synced)
    answer = backed("check", data=synced)
    assert answer.code == 1
    assert "tự đồng bộ" in answer.out


def test_a_folder_that_may_not_be_written_to_is_said(
    backed: Call, data: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(os, "access", lambda _path, _mode: False)
    assert [one.code for one in place_findings(data)] == ["read_only"]


def test_every_thing_that_comes_back_has_a_sentence() -> None:
    assert {table for table in TABLES if not known_thing(table)} - {
        "lineage_events",
        "member_groups",
        "session_groups",
        "session_labels",
        "model_groups",
        "model_statuses",
        "model_activities",
        "period_events",
    } == set()
