"""The keys of a superior on their way to its communes."""

from pathlib import Path

from desktop.ui.reports.rendering import opened
from tests.cli.conftest import MONTHS, Desks


def test_new_keys_are_vouched_for_and_old_files_still_open(connected: Desks) -> None:
    old = connected.send("19996", MONTHS[1], connected.root / "a")
    again = connected.root / "renewed"
    again.mkdir()
    made = connected.at_superior("connect", "--out", again, "--new-keys", "--json")
    assert (made.code, made.json["endorsed"]) == (0, True)
    taken = connected.at("19996", "receive", again, "--json")
    assert [one["state"] for one in taken.json["connections"]] == ["newer"]
    assert connected.receive(old).code == 0


def test_keys_that_others_may_know_vouch_for_nothing(connected: Desks) -> None:
    again = connected.root / "renewed"
    again.mkdir()
    made = connected.at_superior("connect", "--out", again, "--new-keys", "--leaked", "--json")
    assert (made.code, made.json["endorsed"], made.json["leaked"]) == (0, False, True)
    taken = connected.at("19996", "receive", again, "--json")
    assert [one["state"] for one in taken.json["connections"]] == ["to_confirm"]
    assert connected.at_superior("connect", "--out", again, "--leaked").code == 2


def test_the_fingerprint_goes_on_a_sheet_of_its_own(connected: Desks, tmp_path: Path) -> None:
    refused = connected.at_superior("connect", "--out", connected.root, "--sheet", "ma.txt")
    assert refused.code == 2
    assert not list(connected.root.glob("*.s138c"))
    sheet = tmp_path / "ma.pdf"
    made = connected.at_superior("connect", "--out", connected.root, "--sheet", sheet, "--json")
    assert made.code == 0, made.err
    with opened(sheet.read_bytes()) as document:
        assert len(document) == 1
        said = document[0].get_textpage().get_text_range()
    assert all(group in said for group in made.json["fingerprint"].split("-"))
