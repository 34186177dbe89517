"""``area`` and ``inspections`` as they are called."""

from pathlib import Path

import pytest

from desktop.actions.areas import area_rules
from tests.cli.conftest import Call

KEY = """
on = 2026-03-01
level = "Trọng điểm loại II"
decision = "15/QĐ-UBND"
[measured]
drug_users = 12
use_places = 1
arrested = 3
[thresholds]
"type_2/a/drug_users" = 0.2
"""
BOTH = """
[[assessments]]
on = 2025-03-01
level = "type_1"
[[assessments]]
on = 2026-05-02
level = "drug_free"
"""
CHECKED = """
[[inspections]]
on = 2026-10-05
group = "THÔN A HƯA"
findings = "Sổ ghi chưa đủ"
follow_up = "Bổ sung sổ"
due = 2026-10-10
[[inspections]]
on = 2026-09-20
findings = "Kiểm tra chung"
"""


def write(folder: Path, text: str) -> Path:
    path = folder / "nhập.toml"
    path.write_text(text, encoding="utf-8")
    return path


def test_the_area_says_level_rule_history_and_being_drug_free(
    commune: Call, tmp_path: Path
) -> None:
    assert commune("area", "population", "2026", "5120", "--counted-on", "2026-01-01").code == 0
    assert commune("area", "add", write(tmp_path, KEY)).code == 0
    assert commune("area", "add", write(tmp_path, BOTH)).code == 0
    march = commune("area", "--period", "2026-03", "--json").json
    assert (march["level"], march["since"], march["rule"]) == ("type_2", "2026-03-01", "qd-28-2025")
    assert march["proposed"] == "type_2"
    assert march["drug_free"]["holds"] is False
    now = commune("area", "--period", "2026-10", "--json").json
    assert (now["level"], now["level_label"]) == ("drug_free", "Không ma túy")
    assert [(one["to"], one["direction"]) for one in now["history"]] == [
        ("type_1", "unknown"),
        ("type_2", "down"),
        ("drug_free", "down"),
    ]
    assert now["drug_free"]["baseline"]["on"] == "2026-05-02"
    assert now["population"] == [{"year": 2026, "population": 5120, "counted_on": "2026-01-01"}]
    assert now["assessments"][1]["population"] == 5120
    shown = commune("area", "--period", "2026-10").out
    assert "Không ma túy từ ngày 02/05/2026." in shown


def test_an_area_without_assessment_says_so(commune: Call) -> None:
    answer = commune("area")
    assert answer.code == 0
    assert "chưa có lần phân loại" in answer.out
    assert commune("area", "--json").json["level"] is None


def test_an_assessment_is_taken_back_by_its_day(commune: Call, tmp_path: Path) -> None:
    commune("area", "add", write(tmp_path, KEY))
    assert commune("area", "remove", "2026-03-02").code == 2
    assert commune("area", "remove", "hôm qua").code == 2
    assert commune("area", "remove", "2026-03-01").code == 0
    assert commune("area", "--json").json["assessments"] == []


def test_milestones_are_entered_reached_and_taken_away(commune: Call) -> None:
    title = "Ra khỏi danh sách trọng điểm"
    assert commune("area", "milestone", title, "--due", "2026-06-30").code == 0
    (late,) = commune("area", "--period", "2026-10", "--json").json["milestones"]
    assert (late["title"], late["overdue"], late["done"]) == (title, True, False)
    assert commune("area", "milestone", title.upper(), "--done", "2026-09-01").code == 0
    (reached,) = commune("area", "--period", "2026-10", "--json").json["milestones"]
    assert (reached["due"], reached["overdue"], reached["done"]) == ("2026-06-30", False, True)
    assert commune("area", "milestone", title, "--due", "mai").code == 2
    assert commune("area", "milestone", title, "--remove").code == 0
    assert commune("area", "milestone", title, "--remove").code == 2


@pytest.mark.parametrize(
    ("text", "where"),
    [
        ('on = 2026-03-01\nlevel = "type_9"\n', "level"),
        ('level = "type_1"\n', "on"),
        ('on = 2026-03-01\nlevel = "type_1"\nfoo = 1\n', "foo"),
        ('on = 2026-03-01\nlevel = "type_1"\nrule = "xx"\n', "rule"),
        ('on = 2026-03-01\nlevel = "type_1"\n[measured]\nzz = 1\n', "measured.zz"),
        ('on = 2026-03-01\nlevel = "type_1"\n[ticked]\nkey_route = "yes"\n', "ticked.key_route"),
        ("[[assessments]]\non = 2026-03-01\n", "assessments[0].level"),
    ],
)
def test_a_wrong_assessment_is_told_by_file_and_key(
    commune: Call, tmp_path: Path, text: str, where: str
) -> None:
    answer = commune("area", "add", write(tmp_path, text))
    assert (answer.code, answer.out) == (2, "")
    assert "nhập.toml" in answer.err
    assert where in answer.err
    assert commune("area", "--json").json["assessments"] == []


def test_inspections_of_a_period_and_what_stays_open(filled: Call, tmp_path: Path) -> None:
    assert filled("inspections", "add", write(tmp_path, CHECKED)).code == 0
    found = filled("inspections", "--period", "2026-10", "--json").json
    assert [(one["date"], one["group"]) for one in found["inspections"]] == [
        ("2026-09-20", None),
        ("2026-10-05", "Thôn A Hưa"),
    ]
    assert [one["overdue"] for one in found["inspections"]] == [False, True]
    later = filled("inspections", "--period", "2026-11", "--json").json
    assert later["inspections"] == []
    assert [one["date"] for one in later["open_before"]] == ["2026-10-05"]
    assert "Thôn A Hưa\tSổ ghi chưa đủ" in filled("inspections", "--period", "2026-10").out


@pytest.mark.parametrize(
    ("text", "where"),
    [
        ('on = 2026-10-05\ngroup = "Thôn Lạ"\nfindings = "x"\n', "group"),
        ("on = 2026-10-05\n", "findings"),
        ('on = 2026-10-05\nfindings = "x"\ndue = 2026-09-01\nfollow_up = "y"\n', "due"),
        ('on = 2026\nfindings = "x"\n', "on"),
    ],
)
def test_a_wrong_inspection_is_told_by_file_and_key(
    filled: Call, tmp_path: Path, text: str, where: str
) -> None:
    answer = filled("inspections", "add", write(tmp_path, text))
    assert (answer.code, answer.out) == (2, "")
    assert f"{where}:" in answer.err
    assert filled("inspections", "--period", "2026-10", "--json").json["inspections"] == []


def test_a_telephone_number_among_findings_is_warned_about(commune: Call, tmp_path: Path) -> None:
    text = 'on = 2026-10-05\nfindings = "gọi 0912345678"\n'
    answer = commune("inspections", "add", write(tmp_path, text))
    assert answer.code == 0
    assert "findings" in answer.err


def test_a_commune_that_never_was_drug_free_has_not_lost_it(commune: Call, tmp_path: Path) -> None:
    first = write(tmp_path, 'on = 2025-11-14\nlevel = "not_drug_free"\n')
    assert commune("area", "add", first).code == 0
    assert "Chưa đạt địa bàn không ma túy, theo đánh giá ngày 14/11/2025." in commune("area").out
    for day, level in (("2026-01-10", "drug_free"), ("2026-02-10", "not_drug_free")):
        file = write(tmp_path, f'on = {day}\nlevel = "{level}"\n')
        assert commune("area", "add", file).code == 0
    assert "Không còn là địa bàn không ma túy từ ngày 10/02/2026." in commune("area").out


@pytest.mark.parametrize(
    "text",
    [
        'level = "I"',
        'level = "type_1"\n[measured]\nusers = 3',
        'level = "type_1"\n[ticked]\nx = true',
    ],
)
def test_where_an_id_is_unknown_those_of_the_rule_are_listed(
    commune: Call, tmp_path: Path, text: str
) -> None:
    answer = commune("area", "add", write(tmp_path, f"on = 2026-03-01\n{text}\n"))
    assert answer.code == 2
    assert "type_1 (Trọng điểm loại I)" in answer.err
    assert "drug_users (" in answer.err
    assert "key_route (" in answer.err
    assert "qd-28-2025" in commune("area", "add", "--help").out


@pytest.mark.parametrize("persons", ["-5", "0", "nhiều"])
def test_a_population_that_is_none_is_told_as_a_number(commune: Call, persons: str) -> None:
    answer = commune("area", "population", "2026", persons)
    assert (answer.code, answer.out) == (2, "")
    assert "tùy chọn" not in answer.err
    assert "số" in answer.err.lower()
    assert commune("area", "population", "2026", "5120", "--json").json["population"] == 5120


@pytest.mark.parametrize(
    "call", ["sample", "new", "area population", "plan table", "area milestone"]
)
def test_help_texts_hold_no_english_words_for_values(so138: Call, call: str) -> None:
    said = so138(*call.split(), "--help").out
    for word in ("INTEGER", "RANGE", "TEXT", "%Y", "PERSONS", "YEAR", "TABLE", " DAY", "TITLE"):
        assert word not in said


def test_the_readme_lists_what_the_files_of_plan_set_and_area_add_take(so138: Call) -> None:
    readme = (Path(__file__).resolve().parents[2] / "README.md").read_text(encoding="utf-8")
    for rule in area_rules():
        known = [(one.id, one.label) for one in rule.levels]
        known += [(one.id, one.label) for one in rule.figures]
        known += [(one.id, one.label) for one in rule.questions]
        assert all(f"`{name}` {label}" in readme for name, label in known)
        assert all(f"`{one.key}`" in readme for one in rule.open_thresholds())
    for call in (("plan", "set"), ("area", "add")):
        example = so138(*call, "--help").out.split("Trong tệp:\n")[1].split("\n\n")[0]
        assert "\n".join(line.strip() for line in example.splitlines()) in readme
