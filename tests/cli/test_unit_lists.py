"""Lists of units at a superior: all or nothing, with mergers, undone."""

from tests.cli.conftest import CODES, Desks


def test_a_list_of_units_is_all_or_nothing_and_undone(desks: Desks) -> None:
    known = desks.at_superior("units", "--json").json["units"]
    assert [(one["code"], one["valid_from"]) for one in known] == [
        (code, "2025-07-01") for code in CODES
    ]
    again = desks.at_superior("units", "import", desks.root / "don-vi.csv", "--json").json
    assert (again["new"], again["same"], again["changed"]) == (0, 3, 0)
    bad = desks.root / "sai.csv"
    bad.write_text("code,name,valid_from\n20003,Xã C,2025-07-01\n20004,,2025-13-01\n", "utf-8")
    refused = desks.at_superior("units", "import", bad, "--json")
    assert (refused.code, refused.json["written"]) == (2, False)
    assert {one["code"] for one in refused.json["problems"]} == {"date_invalid", "name_missing"}
    assert len(desks.at_superior("units", "--json").json["units"]) == 3
    assert desks.at_superior("units", "import", bad, "--leave-out-problems").code == 0
    assert len(desks.at_superior("units", "--json").json["units"]) == 4
    assert desks.at_superior("undo").code == 0
    assert len(desks.at_superior("units", "--json").json["units"]) == 3


def test_a_merger_makes_the_successor_report(desks: Desks) -> None:
    mergers = desks.root / "nhap.csv"
    mergers.write_text(
        "new_code,new_name,old_code,old_name,merged_on\n20001,Xã A,20002,Xã B,2026-09-01\n",
        encoding="utf-8",
    )
    assert desks.at_superior("units", "import", mergers).code == 0
    (ended,) = [
        one
        for one in desks.at_superior("units", "--json").json["units"]
        if one["valid_until"] is not None
    ]
    assert (ended["code"], ended["successor"], ended["valid_until"]) == (
        "20002",
        "20001",
        "2026-09-01",
    )
    assert "20002" in desks.board("2026-08")
    assert "20002" not in desks.board("2026-09")


def test_a_list_without_headings_says_what_is_needed(desks: Desks) -> None:
    bad = desks.root / "la.csv"
    bad.write_text("a,b\n1,2\n", encoding="utf-8")
    answer = desks.at_superior("units", "import", bad)
    assert answer.code == 2
    assert "cột mã" in answer.err


def test_a_period_before_the_list_says_where_the_list_begins(desks: Desks) -> None:
    answer = desks.at_superior("board", "--period", "1999-01")
    assert answer.code == 0
    assert "Danh sách bắt đầu từ ngày 01/07/2025" in answer.out
    assert "units import" not in answer.out
