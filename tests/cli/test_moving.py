"""The data go on to another machine: what the old copy, the new one and the superior say."""

from pathlib import Path

import pytest

from desktop.actions.desk import RandomIds, SystemClock
from desktop.db.store_opening import open_store
from tests.cli.conftest import MONTHS, Call, Desks

AUGUST, SEPTEMBER = MONTHS


@pytest.fixture
def moved(connected: Desks) -> Desks:
    """August of 19996 counts at the superior; its data were moved by a backup since."""
    desks, copies = connected, connected.root / "usb-sao-luu"
    copies.mkdir()
    assert desks.at("19996", "backup", "--to", copies).code == 0
    (backup,) = copies.glob("*.db")
    assert desks.at("moi", "restore", backup).code == 0
    assert desks.at("19996", "moved", "--to", "Máy mới").code == 0
    return desks


def test_the_new_machine_goes_on_in_the_sequence_once_its_first_slip_is_accepted(
    moved: Desks,
) -> None:
    """The superior cannot know that the old machine rests: a person decides once, never a fork."""
    first = moved.at("moi", "send", "--period", SEPTEMBER, "--to", moved.stick, "--json").json
    assert first["sequence"] == 2
    (waits,) = moved.receive(Path(first["file"])).json["to_verify"]
    assert (waits["code"], waits["same_number"]) == ("other_branch", None)
    assert moved.board(AUGUST)["19996"] == "in", "what counted before goes on counting"
    assert moved.at_superior("accept", "19996", "--code", first["check_code"]).code == 0
    assert moved.board(SEPTEMBER)["19996"] == "in"
    said = moved.at("moi", "reopen", "--period", AUGUST, "--reason", "Sai một buổi")
    assert said.code == 0
    assert moved.at("moi", "close", "--period", AUGUST, "--accept-confirmations").code == 0
    again = moved.at("moi", "send", "--period", AUGUST, "--to", moved.stick, "--json").json
    answer = moved.receive(Path(again["file"])).json
    assert [len(answer[one]) for one in ("accepted", "to_verify")] == [1, 0]


def test_the_old_machine_sends_nothing_and_is_noticed_if_it_comes_back(moved: Desks) -> None:
    refused = moved.at("19996", "send", "--period", SEPTEMBER, "--to", moved.stick)
    assert (refused.code, "Máy mới" in refused.err) == (4, True)
    first = moved.at("moi", "send", "--period", SEPTEMBER, "--to", moved.stick, "--json").json
    moved.receive(Path(first["file"]))
    assert moved.at_superior("accept", "19996", "--code", first["check_code"]).code == 0
    assert moved.at("19996", "moved", "--back").code == 0
    twin = moved.send("19996", SEPTEMBER, moved.root / "usb-2")
    answer = moved.receive(twin).json
    assert [len(answer[one]) for one in ("accepted", "to_verify")] == [0, 1]


def test_data_of_a_newer_version_name_the_way_back(filled: Call, tmp_path: Path) -> None:
    assert filled("backup").code == 0
    name = filled("backups", "--json").json["backups"][0]["name"]
    with open_store(tmp_path / "data", clock=SystemClock(), ids=RandomIds()) as store:
        store.read("PRAGMA user_version=99")
    refused = filled("status", "--period", "2026-10")
    assert refused.code == 4
    assert "khôi phục bản sao lưu làm trước khi cập nhật" in refused.err
    assert filled("restore", name).code == 0
    assert filled("status", "--period", "2026-10").code in (0, 1)
