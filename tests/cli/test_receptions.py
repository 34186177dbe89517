"""Receptions at the superior: taken back by name, foretold, and what undo leaves to them."""

from tests.cli.conftest import MONTHS, Desks


def test_a_reception_is_taken_back_by_its_name_once(connected: Desks) -> None:
    came = connected.receive(connected.send("19996", MONTHS[1], connected.root / "a"))
    name = came.json["name"]
    assert connected.board(MONTHS[1])["19996"] == "in"
    undone = connected.at_superior("undo-receive", name, "--json")
    assert (undone.code, len(undone.json["packages"])) == (0, 1)
    assert connected.board(MONTHS[1])["19996"] == "late"
    assert connected.at_superior("undo-receive", name).code == 4
    assert connected.at_superior("undo-receive", "2026-01-01 9").code == 2
    assert connected.receive(connected.root / "a").code == 0
    assert connected.board(MONTHS[1])["19996"] == "in"


def test_what_taking_a_reception_back_changes_is_said_before_it_is_done(connected: Desks) -> None:
    came = connected.receive(connected.send("19996", MONTHS[1], connected.root / "a"))
    paper = connected.root / "bc.pdf"
    for period in (MONTHS[1], "2026-Q3", MONTHS[0]):
        kept = connected.at_superior("consolidate", "report", "--period", period, "--output", paper)
        assert kept.code == 0
    name = came.json["name"]
    said = connected.at_superior("undo-receive", name, "--dry-run")
    assert said.code == 0
    assert "Không còn được tính: 19996" in said.out
    assert "Báo cáo tổng hợp tháng 9/2026 đã lập có số liệu này" in said.out
    assert "Chưa ghi gì." in said.out
    foretold = connected.at_superior("undo-receive", name, "--dry-run", "--json")
    assert {one["period"] for one in foretold.json["reports"]} == {"2026-09", "2026-Q3"}
    assert connected.board(MONTHS[1])["19996"] == "in"
    assert connected.at_superior("undo-receive", name, "--json").json == foretold.json
    assert connected.board(MONTHS[1])["19996"] == "late"
    assert connected.at_superior("undo-receive", name, "--dry-run").code == 4


def test_undo_takes_back_nothing_that_lies_before_a_reception(connected: Desks) -> None:
    later = connected.root / "a"
    connected.send("19996", MONTHS[1], later)
    assert connected.at_superior("settings", "deadline.month=5").code == 0
    name = connected.receive(later).json["name"]
    refused = connected.at_superior("undo")
    assert refused.code == 4
    assert "thu hồi một lần nhận" in refused.err
    assert "Không hoàn tác" in refused.err
    # What was received is taken back by its name; then the step before it can go.
    assert connected.at_superior("undo-receive", name).code == 0
    assert connected.at_superior("undo").code == 0
    # Before that lies the first unit's accepted key.
    assert connected.at_superior("undo").code == 4
    assert len(connected.at_superior("units", "--json").json["units"]) == 3
