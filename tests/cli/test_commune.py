"""Making a data folder, and reading what it holds."""

from pathlib import Path

import pytest

from tests.cli.conftest import Call

NEW = ("new", "--name", "Phường Hương Trà", "--code", "19996", "--superior", "Thành phố Huế")


def test_new_makes_a_folder_that_opens(so138: Call, tmp_path: Path) -> None:
    answer = so138(*NEW, "--no-password")
    assert (answer.code, answer.err) == (0, "")
    assert str(tmp_path / "data") in answer.out
    assert so138("groups", "--json").json == {"groups": []}


def test_new_says_when_no_password_protects_the_data(so138: Call) -> None:
    answer = so138(*NEW)
    assert answer.code == 0
    assert "chưa có mật khẩu" in answer.err


def test_new_in_the_accounts_own_folder_says_first_that_a_register_lies_elsewhere(
    so138: Call, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    shared = tmp_path / "all" / "So138"
    assert so138("sample", "--groups", "1", "--months", "1", data=shared).code == 0
    monkeypatch.setenv("PROGRAMDATA", str(tmp_path / "all"))
    monkeypatch.setenv("SO138_DATA", str(tmp_path / "data"))
    answer = so138(*NEW, "--no-password")
    assert answer.code == 0
    assert answer.err.startswith("Máy này đã có sổ: ")
    assert str(shared) in answer.err


def test_new_refuses_a_folder_that_holds_something(so138: Call, tmp_path: Path) -> None:
    (tmp_path / "data").mkdir()
    (tmp_path / "data" / "thu.txt").write_text("của tôi", encoding="utf-8")
    answer = so138(*NEW, "--no-password")
    assert answer.code == 2
    assert "không trống" in answer.err
    assert [path.name for path in (tmp_path / "data").iterdir()] == ["thu.txt"]


@pytest.mark.parametrize(
    ("call", "said"),
    [
        (("new", "--code", "19996", "--superior", "Huế"), "--name"),
        (("new", "--name", "X", "--code", "19996"), "cấp trên"),
        (("new", "--name", "X", "--code", "1999", "--superior", "Huế"), "năm chữ số"),
        ((*NEW, "--from", "2026-Q1"), "2026-01"),
        ((*NEW, "--from", "2026-13"), "2026-13"),
        ((*NEW, "--role", "huyện"), "commune, superior"),
    ],
)
def test_new_says_what_is_wrong_and_makes_nothing(
    so138: Call, tmp_path: Path, call: tuple[str, ...], said: str
) -> None:
    answer = so138(*call)
    assert answer.code == 2
    assert said in answer.err.casefold() or said in answer.err
    assert not (tmp_path / "data").exists()


def test_months_before_the_first_one_tracked_are_not_due(so138: Call, group_list: Path) -> None:
    assert so138(*NEW, "--from", "2026-10").code == 0
    assert so138("import", group_list).code == 0
    assert so138("status", "--period", "2026-09", "--json").json["groups"]["due"] == 0
    assert so138("status", "--period", "2026-10", "--json").json["groups"]["due"] == 3


def test_sample_makes_a_commune_with_an_open_last_month(so138: Call) -> None:
    answer = so138("sample", "--groups", "5", "--months", "2")
    assert answer.code == 0
    assert "số liệu mẫu" in answer.out
    state = {
        month: so138("status", "--period", month, "--json").json["period"]["state"]
        for month in ("2026-09", "2026-10")
    }
    assert state == {"2026-09": "closed", "2026-10": "open"}
    assert so138("sample").code == 2


def test_groups_are_listed_with_the_keys_of_the_contract(filled: Call) -> None:
    found = filled("groups", "--json").json["groups"]
    assert [group["name"] for group in found] == ["Thôn A Hưa", "Tổ dân phố 1", "Tổ dân phố 2"]
    assert found[0] | {"id": ""} == {
        "id": "",
        "name": "Thôn A Hưa",
        "former_commune": None,
        "kind": "Thôn",
        "households": 75,
        "population": None,
        "from": None,
        "to": None,
        "state": "active",
    }


def test_sessions_are_listed_with_the_keys_of_the_contract(filled: Call) -> None:
    found = filled("sessions", "--period", "2026-10", "--json").json["sessions"]
    assert len(found) == 2
    assert found[0] | {"id": ""} == {
        "id": "",
        "date": "2026-09-20",
        "groups": ["Tổ dân phố 1", "Tổ dân phố 2"],
        "commune_wide": False,
        "format": "Hội nghị",
        "topic": "Luật Phòng, chống ma túy",
        "lead_body": "",
        "attendance": 60,
        "status": "held",
        "reported_in": None,
    }
    assert filled("sessions", "--period", "2026-08", "--json").json == {"sessions": []}


def test_models_are_listed_with_the_keys_of_the_contract(so138: Call) -> None:
    assert so138("sample", "--groups", "4", "--months", "1").code == 0
    found = so138("models", "--json").json["models"]
    keys = {"id", "name", "kind", "groups", "state", "from"}
    assert found
    assert all(keys <= model.keys() for model in found)


def test_status_says_what_is_missing_and_ends_with_1(filled: Call) -> None:
    answer = filled("status", "--period", "2026-10", "--json")
    assert answer.code == 1
    found = answer.json
    names = [group["name"] for group in found["groups"].pop("missing")]
    assert names == ["Thôn A Hưa"]
    assert len(found["models"].pop("missing")) == 3
    objectives = {one["id"]: one for one in found.pop("objectives")}
    assert [objectives[name]["state"] for name in ("1", "4a", "4b", "6")] == [
        "not_entered",
        "not_met",
        "not_met",
        "not_entered",
    ]
    assert (objectives["4a"]["numerator"], objectives["4a"]["denominator"]) == (2, 3)
    assert objectives["4a"]["missing"] == ["Thôn A Hưa"]
    assert found == {
        "period": {"id": "2026-10", "from": "2026-09-15", "to": "2026-10-14", "state": "open"},
        "groups": {"due": 3, "met": 2},
        "models": {"due": 3, "met": 0},
        "sessions": {"held": 2, "attendance": 90},
        "answer": None,
        "superior_not_compared": False,
        "connection_waiting": None,
    }


def test_status_speaks_in_sentences(filled: Call) -> None:
    answer = filled("status", "--period", "2026-10")
    assert "Tháng 10/2026 (từ 15/9 đến 14/10/2026), đang mở." in answer.out
    assert "2/3" in answer.out
    assert "chưa có buổi tuyên truyền: Thôn A Hưa." in answer.out


def test_status_of_a_quarter_counts_months_of_groups(filled: Call) -> None:
    answer = filled("status", "--period", "2026-Q3")
    assert answer.code in {0, 1}
    assert "Quý III/2026" in answer.out


def test_a_template_can_be_read_back(commune: Call, tmp_path: Path) -> None:
    for kind in ("groups", "sessions", "models"):
        path = tmp_path / f"{kind}.xlsx"
        assert commune("template", kind, "--output", path).code == 0
        answer = commune("import", path, "--dry-run", "--json")
        assert (answer.json["kind"], answer.json["rows"]) == (kind, 0)
    assert commune("template", "groups", "--output", tmp_path / "x.pdf").code == 2
    assert commune("template", "groups", "--output", tmp_path / "no" / "x.xlsx").code == 2
