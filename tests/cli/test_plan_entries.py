"""``plan use``, ``add``, ``remove``, ``set``, ``entries`` and ``tasks`` as they are called."""

from pathlib import Path

import pytest

from desktop.actions.desk import RandomIds, SystemClock
from desktop.actions.setup import Sources, open_desk
from desktop.domain.plan_input_files import parse_input
from tests.cli.conftest import Call

ADDED = """
[[counts]]
id = "camera"
label = "Camera an ninh lắp mới"
unit = "chiếc"
kind = "flow"

[[objectives]]
id = "11"
title = "Lắp 12 camera an ninh trong năm"
kind = "allocated"
numerator = "camera"
target = 12
"""
OWN = """
format = 1
id = "rieng"
title = "Kế hoạch riêng"
issuer = "Ban Chỉ đạo"
[[tasks]]
id = "1"
text = "Việc thứ nhất."
clause = "Mục 1"
due = 2026-09-10
"""
SET = """
[targets]
4a = 95
[answers]
"1" = {state = "yes", on = 2026-03-01, decision = "12/QĐ-UBND"}
"3" = "n/a"
[[statuses]]
status = "drug_free"
on = 2026-02-01
holds = true
decision = "5/QĐ"
"""


def write(folder: Path, text: str) -> Path:
    path = folder / "kế hoạch.toml"
    path.write_text(text, encoding="utf-8")
    return path


def test_the_plan_followed_is_marked_in_a_column_of_its_own(commune: Call) -> None:
    assert commune("plan", "use", "302/KH-UBND").code == 0
    assert commune("plan", "use", "hanoi-2021", "--from", "2026-02").code == 0
    lines = [line.split("\t") for line in commune("plan", "list").out.splitlines()]
    assert [line[0] for line in lines if len(line) == 3] == ["hanoi-2021"]
    assert {len(line) for line in lines} == {2, 3}


@pytest.mark.parametrize("call", [("use", "xx"), ("use", "hue-302", "--from", "2026-Q1")])
def test_a_plan_or_month_that_is_none_is_a_wrong_call(commune: Call, call: tuple[str, ...]) -> None:
    answer = commune("plan", *call)
    assert (answer.code, answer.out) == (2, "")
    assert answer.err


def test_without_a_plan_what_needs_one_says_so(commune: Call) -> None:
    assert commune("plan", "use", "none").code == 0
    answer = commune("plan", "entries")
    assert answer.code == 2
    assert "--plan" in answer.err
    assert commune("plan", "entries", "--plan", "hue-302").code == 0


def test_a_file_of_additions_joins_the_plan_followed(commune: Call, tmp_path: Path) -> None:
    file = write(tmp_path, ADDED)
    assert commune("plan", "add", file).code == 0
    shown = commune("plan", "show", "hue-302").out
    assert "11. Lắp 12 camera an ninh trong năm" in shown
    assert "Ban Chỉ đạo đặt thêm" in shown
    again = commune("plan", "add", file)
    assert again.code == 2
    assert "kế hoạch.toml: dòng 2: counts[0]: “camera”" in again.err


def test_additions_are_taken_away_only_when_nothing_names_them(
    commune: Call, tmp_path: Path
) -> None:
    commune("plan", "add", write(tmp_path, ADDED))
    assert commune("plan", "remove", "camera").code == 2
    assert commune("plan", "remove", "11").code == 0
    assert commune("plan", "remove", "camera").code == 0
    assert commune("plan", "remove", "camera").code == 2
    assert commune("plan", "entries", "--json").json["additions"] == []


def test_a_broken_addition_writes_nothing_and_says_line_and_key(
    commune: Call, tmp_path: Path
) -> None:
    wrong = ADDED.replace('numerator = "camera"', 'numerator = "may_anh"')
    answer = commune("plan", "add", write(tmp_path, wrong))
    assert answer.code == 2
    assert "dòng 12: objectives[0].numerator" in answer.err
    assert commune("plan", "entries", "--json").json["additions"] == []


@pytest.mark.parametrize(
    "text", ["", "[[objectives]\n", 'x = "y"\n', "counts = 3\n", "objectives = [1]\n"]
)
def test_a_file_that_adds_nothing_is_refused(commune: Call, tmp_path: Path, text: str) -> None:
    answer = commune("plan", "add", write(tmp_path, text))
    assert (answer.code, answer.out) == (2, "")


def test_a_whole_plan_is_brought_in_followed_and_taken_away(commune: Call, tmp_path: Path) -> None:
    assert commune("plan", "add", write(tmp_path, OWN)).code == 0
    assert commune("plan", "use", "rieng").code == 0
    assert commune("plan", "remove", "rieng").code == 2
    assert "rieng\tKế hoạch riêng\t" in commune("plan", "list").out
    (task,) = commune("plan", "tasks", "--period", "2026-10", "--json").json["tasks"]
    assert (task["id"], task["state"], task["due"], task["overdue"]) == (
        "1",
        "open",
        "2026-09-10",
        True,
    )
    done = write(tmp_path, '[[tasks]]\nid = "1"\ndone_on = 2026-09-09\nbody = "Công an xã"\n')
    assert commune("plan", "set", done).code == 0
    (task,) = commune("plan", "tasks", "--json").json["tasks"]
    assert (task["state"], task["body"], task["overdue"]) == ("done", "Công an xã", False)
    assert commune("plan", "use", "hue-302").code == 0
    assert commune("plan", "remove", "rieng").code == 0
    assert "rieng" not in commune("plan", "list").out


def test_one_file_sets_targets_answers_and_statuses(commune: Call, tmp_path: Path) -> None:
    assert commune("plan", "set", write(tmp_path, SET)).code == 0
    found = commune("plan", "entries", "--json").json
    assert found["targets"] == {"4a": 95}
    answers = [(one["objective"], one["state"], one["on"]) for one in found["answers"]]
    assert sorted(answers) == [("1", "yes", "2026-03-01"), ("3", "not_applicable", None)]
    (status,) = found["statuses"]
    assert (status["status"], status["on"], status["holds"]) == ("drug_free", "2026-02-01", True)
    assert commune("undo").code == 0
    assert commune("plan", "entries", "--json").json["targets"] == {}


@pytest.mark.parametrize(
    ("text", "where"),
    [
        ("[targets]\n4a = 950\n", "targets.4a"),
        ("[targets]\nzz = 1\n", "targets.zz"),
        ('[answers]\n"1" = "maybe"\n', "answers.1"),
        ('[answers]\n"4a" = "yes"\n', "answers.4a"),
        ('[answers]\n"1" = {state = "yes", on = 2026}\n', "answers.1.on"),
        ('[answers]\n"1" = {state = "yes", when = 1}\n', "answers.1.when"),
        ('[[statuses]]\nstatus = "drug_free"\nholds = 1\n', "statuses[0].on"),
        ("targets = 3\n", "targets"),
        ("colour = 3\n", "colour"),
        ('[[tasks]]\nid = "x"\nstate = "gone"\n', "tasks[0].state"),
        ('unit = "Phường Lạ"\n', "unit"),
        ("[baselines]\nx = 2.5\n", "baselines.x"),
        ("[tables.bieu]\nrows = [[1, 2]]\n", "tables.bieu.rows[0][0]"),
    ],
)
def test_a_wrong_entry_is_told_by_file_and_key_and_nothing_is_written(
    commune: Call, tmp_path: Path, text: str, where: str
) -> None:
    answer = commune("plan", "set", write(tmp_path, text))
    assert (answer.code, answer.out) == (2, "")
    assert "kế hoạch.toml" in answer.err
    assert where in answer.err
    assert commune("plan", "entries", "--json").json["answers"] == []


def test_a_file_that_is_not_there_is_told(commune: Call, tmp_path: Path) -> None:
    for command in ("add", "set"):
        answer = commune("plan", command, tmp_path / "khong-co.toml")
        assert (answer.code, answer.out) == (2, "")
        assert "khong-co.toml" in answer.err


def test_a_folder_that_another_program_holds_still_lists_the_plans(
    commune: Call, tmp_path: Path
) -> None:
    sources = Sources(SystemClock(), RandomIds())
    with open_desk(tmp_path / "data", sources=sources):
        listed = commune("plan", "list")
        refused = commune("plan", "entries")
    assert listed.code == 0
    assert "hue-302\t302/KH-UBND" in listed.out
    assert listed.err
    assert (refused.code, refused.out) == (3, "")


def test_a_key_of_several_lines_is_told_on_one(commune: Call, tmp_path: Path) -> None:
    answer = commune("plan", "set", write(tmp_path, '[targets]\n"a\\nb" = 3\n'))
    assert answer.code == 2
    assert len(answer.err.splitlines()) == 1


def test_an_own_plan_is_replaced_only_with_replace(commune: Call, tmp_path: Path) -> None:
    assert commune("plan", "add", write(tmp_path, OWN)).code == 0
    assert commune("plan", "use", "rieng").code == 0
    more = write(tmp_path, OWN.replace("Việc thứ nhất", "Việc khác"))
    refused = commune("plan", "add", more)
    assert refused.code == 2
    assert "--replace" in refused.err
    answer = commune("plan", "add", more, "--replace")
    assert answer.code == 0
    assert "trước có 0 mục tiêu, nay có 0" in answer.out
    assert "đang theo kế hoạch này" in answer.out
    assert "plan use" not in answer.out


def test_no_file_takes_the_place_of_a_shipped_plan(commune: Call, tmp_path: Path) -> None:
    file = write(tmp_path, OWN.replace('"rieng"', '"hue-302"'))
    for call in (("check", file), ("add", file), ("add", file, "--replace")):
        answer = commune("plan", *call)
        assert answer.code == 2
        assert "hue-302-rieng" in answer.err
    assert "Triệt xóa" in commune("plan", "show", "hue-302").out


def test_a_count_of_one_group_is_refused_and_a_name_is_warned_of(
    filled: Call, tmp_path: Path
) -> None:
    group = write(tmp_path, ADDED.replace("Camera an ninh lắp mới", "Camera ở Thôn A Hưa"))
    answer = filled("plan", "add", group)
    assert answer.code == 2
    assert "dòng 4: counts[0].label" in answer.err
    assert "chỉ nhập số của cả xã" in answer.err
    named = write(tmp_path, ADDED.replace("Camera an ninh lắp mới", "Camera 001099012345"))
    warned = filled("plan", "add", named)
    assert warned.code == 0
    assert "counts[0].label" in warned.err


def test_a_count_with_figures_is_not_taken_away(commune: Call, tmp_path: Path) -> None:
    assert commune("plan", "add", write(tmp_path, ADDED)).code == 0
    figures = tmp_path / "so.toml"
    figures.write_text("camera = 3\n", encoding="utf-8")
    assert commune("counts", "set", "--period", "2026-09", figures).code == 0
    assert commune("plan", "remove", "11").code == 0
    answer = commune("plan", "remove", "camera")
    assert answer.code == 2
    assert "1 tháng" in answer.err


def test_following_a_plan_says_what_is_to_be_looked_at(commune: Call) -> None:
    said = commune("plan", "use", "longbien-319", "--from", "2026-06").out
    assert "Từ tháng 6/2026: 319/KH-UBND – " in said
    assert "đã hết thời hạn (đến năm 2020)" in said
    again = commune("plan", "use", "longbien-319", "--from", "2026-07").out
    assert "Từ tháng 7/2026 vẫn đang theo kế hoạch 319/KH-UBND" in again
    table = commune("plan", "use", "hanoi-2021").out
    assert "dòng của xã" in table
    assert "hết thời hạn" not in commune("plan", "use", "hue-302").out


def test_a_month_before_tracking_and_closed_months_are_told(so138: Call) -> None:
    so138(
        "new", "--name", "Xã A", "--code", "19996", "--superior", "Huế", "--no-password",
        "--from", "2026-08",
    )  # fmt: skip
    assert so138("close", "--period", "2026-08", "--accept-confirmations").code == 0
    said = so138("plan", "use", "hanoi-2021", "--from", "2026-06").out
    assert "Sổ bắt đầu theo dõi từ tháng 8/2026" in said
    assert "Tháng đã chốt giữ nguyên kế hoạch lúc chốt: tháng 8/2026" in said


def test_entries_and_tasks_name_the_plan_and_its_objectives(commune: Call, tmp_path: Path) -> None:
    assert commune("plan", "set", write(tmp_path, SET)).code == 0
    said = commune("plan", "entries").out
    assert "Kế hoạch: 302/KH-UBND – " in said
    assert "4a (Tuyên truyền ít nhất 01 lần/tháng" in said
    assert "1 (Rà soát địa bàn" in said
    assert commune("plan", "tasks").out.startswith("302/KH-UBND, Tháng ")


def test_the_help_of_plan_set_is_a_file_that_can_be_read(commune: Call, tmp_path: Path) -> None:
    shown = commune("plan", "set", "--help").out.split("Trong tệp:\n")[1]
    example = shown.split("\n\n")[0]
    for table in ("[targets]", "[baselines]", "[answers]", "[[statuses]]", "[[tasks]]", "[tables."):
        assert table in example
    reading = parse_input(example.encode(), tasks={})
    assert reading.problems == ()


def test_plans_are_listed_shown_and_checked_as_json(commune: Call, tmp_path: Path) -> None:
    listed = commune("plan", "list", "--json").json["plans"]
    assert [one["id"] for one in listed if one["followed"]] == ["hue-302"]
    shown = commune("plan", "show", "hanoi-2021", "--json").json
    assert shown["objectives"][0]["id"] == "1a"
    counts = {one["id"]: one["entered_by"] for one in shown["counts"]}
    assert counts["key_communes"] == "superior"
    wrong = commune("plan", "check", write(tmp_path, OWN.replace("clause", "claus")), "--json")
    assert (wrong.code, wrong.json["usable"], wrong.json["plan"]) == (2, False, None)
    assert wrong.json["problems"][0]["path"] == "tasks[0].clause"
    good = commune("plan", "check", write(tmp_path, OWN), "--json")
    assert (good.code, good.json["plan"]["id"]) == (0, "rieng")
