"""Rules for classing areas as data: what is shipped, and what a broken file is refused for."""

import ast
from datetime import date
from decimal import Decimal
from pathlib import Path

import pytest

from desktop.actions.area_rules import shipped_rules
from desktop.domain.area_parsing import parse_area_rule
from desktop.domain.area_rules import LevelRole, rule_in_force
from desktop.paths import resource
from desktop.wording.areas import area_rule_problem_text, known_area_rule_problem
from tests.domain.area_making import LOWER_A, LOWER_PLANTS, NEW, OLD, RULES

CODE = Path(__file__).resolve().parent.parent.parent / "desktop" / "domain"
WHOLE = """
format = 1
id = "thu"
version = 1
title = "Quy định thử"
source = "Văn bản thử"
valid_from = 2026-01-01
[[figures]]
id = "cases"
label = "Số vụ"
unit = "vụ"
[[figures]]
id = "area"
label = "Diện tích"
unit = "m²"
numbers = "decimal"
[[questions]]
id = "route"
label = "Trên tuyến"
[[levels]]
id = "high"
label = "Loại cao"
at_least = 1
[[levels.criteria]]
id = "a"
mark = "a"
label = "Nhiều vụ"
kind = "count"
figure = "cases"
lower = 5
[[levels.criteria]]
id = "b"
mark = "b"
label = "Tiêu chí loại dưới"
kind = "of_level"
level = "low"
at_least = 1
question = "route"
[[levels]]
id = "low"
label = "Loại thấp"
at_least = 1
[[levels.criteria]]
id = "c"
mark = "c"
label = "Vài vụ hoặc diện tích"
kind = "any_of"
[[levels.criteria.measures]]
figure = "cases"
lower = 1
upper = 5
[[levels.criteria.measures]]
figure = "area"
bound = "unknown"
upper = 90
[[levels]]
id = "rest"
label = "Còn lại"
role = "other"
"""


def refused(text: str) -> list[tuple[str, str]]:
    reading = parse_area_rule(text.encode())
    assert reading.rule is None
    for problem in reading.problems:
        assert known_area_rule_problem(problem.code)
        assert area_rule_problem_text(problem)
    return [(problem.code, problem.path) for problem in reading.problems]


def test_both_rules_are_shipped_the_older_first() -> None:
    assert [rule.id for rule in shipped_rules()] == ["nam-muc", "qd-28-2025"]
    assert shipped_rules()[1] == NEW


def test_shipped_files_are_named_by_their_rule() -> None:
    names = {path.stem for path in resource("hotspots").glob("*.toml")}
    assert names == {rule.id for rule in shipped_rules()}


@pytest.mark.parametrize(
    ("day", "rule"),
    [
        (date(2023, 10, 6), "nam-muc"),
        (date(2025, 8, 23), "nam-muc"),
        (date(2025, 8, 24), "qd-28-2025"),
        (date(2026, 11, 22), "qd-28-2025"),
    ],
)
def test_the_rule_of_2025_is_in_force_from_24_august_2025(day: date, rule: str) -> None:
    found = rule_in_force(RULES, day)
    assert found is not None
    assert found.id == rule


def test_the_old_rule_has_five_levels_and_no_criteria() -> None:
    assert [level.label for level in OLD.levels] == [
        "Trọng điểm loại I",
        "Trọng điểm loại II",
        "Trọng điểm loại III",
        "Có tệ nạn ma túy",
        "Không có tệ nạn ma túy",
    ]
    assert not OLD.computed


def test_what_is_not_known_of_the_new_rule_is_open_for_the_officer() -> None:
    assert [one.key for one in NEW.open_thresholds()] == [LOWER_A, LOWER_PLANTS]
    assert [one.measure.upper for one in NEW.open_thresholds()] == [Decimal("0.5"), 3000]
    third = NEW.level("type_3")
    assert third is not None
    assert (third.at_least, [one.measures for one in third.criteria]) == (1, [()])


def test_every_rule_has_one_drug_free_level_and_ranks_in_the_order_of_its_levels() -> None:
    for rule in RULES:
        assert [level.role for level in rule.levels].count(LevelRole.DRUG_FREE) == 1
        ranks = [level.rank or 0 for level in rule.levels]
        assert ranks == sorted(ranks, reverse=True)


def test_a_whole_rule_is_read() -> None:
    rule = parse_area_rule(WHOLE.encode()).rule
    assert rule is not None
    assert (rule.id, rule.version, rule.valid_from, rule.valid_to) == (
        "thu",
        1,
        date(2026, 1, 1),
        None,
    )
    assert [one.key for one in rule.open_thresholds()] == ["low/c/area"]
    area = rule.figure("area")
    assert area is not None
    assert not area.whole


def test_a_bare_year_stands_for_its_first_and_last_day() -> None:
    text = WHOLE.replace("valid_from = 2026-01-01", "valid_from = 2024\nvalid_to = 2025")
    rule = parse_area_rule(text.encode()).rule
    assert rule is not None
    assert (rule.valid_from, rule.valid_to) == (date(2024, 1, 1), date(2025, 12, 31))


@pytest.mark.parametrize(
    ("old", "new", "code", "path"),
    [
        ("format = 1", "format = 2", "format_unknown", "format"),
        ("version = 1", "", "missing", "version"),
        ('id = "thu"', 'id = "thử"', "id_form", "id"),
        ("2026-01-01", "2026-01-01\nvalid_to = 2025-01-01", "days_reversed", "valid_to"),
        ("2026-01-01", '2026-01-01\nfine = "x"', "unknown_key", "fine"),
        ("lower = 5", "", "missing", "levels[0].criteria[0].lower"),
        ("lower = 5", "lower = 0", "bound_not_positive", "levels[0].criteria[0].lower"),
        ("lower = 5", 'lower = "năm"', "not_number", "levels[0].criteria[0].lower"),
        ("lower = 5", "lower = 5\nupper = 5", "bounds_crossed", "levels[0].criteria[0].upper"),
        ('kind = "count"', "", "missing", "levels[0].criteria[0].kind"),
        ('kind = "count"', 'kind = "guess"', "not_choice", "levels[0].criteria[0].kind"),
        (
            'figure = "cases"\nlower = 5',
            'figure = "persons"\nlower = 5',
            "name_unknown",
            "levels[0].criteria[0].figure",
        ),
        ('question = "route"', 'question = "r"', "name_unknown", "levels[0].criteria[1].question"),
        ('level = "low"', 'level = "high"', "level_not_below", "levels[0].criteria[1].level"),
        (
            'level = "low"\nat_least = 1',
            'level = "low"\nat_least = 2',
            "at_least_range",
            "levels[0].criteria[1].at_least",
        ),
        (
            'label = "Loại thấp"\nat_least = 1',
            'label = "Loại thấp"\nat_least = 2',
            "at_least_range",
            "levels[1].at_least",
        ),
        (
            'bound = "unknown"',
            'bound = "unknown"\nlower = 3',
            "bound_said",
            "levels[1].criteria[0].measures[1].lower",
        ),
        (
            'figure = "area"',
            'figure = "cases"',
            "id_twice",
            "levels[1].criteria[0].measures[1]",
        ),
        ('id = "rest"', 'id = "low"', "id_twice", "levels[2]"),
        ('role = "other"', 'role = "key"', "other_missing", "levels"),
        ('label = "Loại thấp"', 'label = "Loại thấp"\nrole = "other"', "other_has_criteria", ""),
        ('id = "c"\nmark = "c"', 'id = "c"', "missing", "levels[1].criteria[0].mark"),
    ],
)
def test_a_broken_rule_is_refused_with_its_key(old: str, new: str, code: str, path: str) -> None:
    assert old in WHOLE
    found = refused(WHOLE.replace(old, new, 1))
    assert (code, path or "levels[1].criteria") in found


def test_a_role_stands_once() -> None:
    second = '[[levels]]\nid = "rest_2"\nlabel = "Còn lại nữa"\nrole = "other"\n'
    assert refused(WHOLE + second) == [("role_twice", "levels")]


def test_alternatives_are_at_least_two() -> None:
    cut = WHOLE.index('[[levels.criteria.measures]]\nfigure = "area"')
    text = WHOLE[:cut] + WHOLE[WHOLE.index('[[levels]]\nid = "rest"') :]
    assert refused(text) == [("two_measures", "levels[1].criteria[0].measures")]


@pytest.mark.parametrize("content", [b"\xff", b"[", b"x = 1", b"", b"a" * (600 * 1024)])
def test_a_file_that_is_no_rule_is_refused(content: bytes) -> None:
    reading = parse_area_rule(content)
    assert reading.rule is None
    assert reading.problems
    assert all(area_rule_problem_text(problem) for problem in reading.problems)


def test_every_problem_of_a_file_has_a_sentence() -> None:
    tree = ast.parse((CODE / "area_parsing.py").read_text(encoding="utf-8"))
    codes = {
        str(node.args[0].value)
        for node in ast.walk(tree)
        if isinstance(node, ast.Call)
        and isinstance(node.func, ast.Attribute)
        and node.func.attr == "note"
        and isinstance(node.args[0], ast.Constant)
    }
    assert len(codes) > 10
    assert not {code for code in codes if not known_area_rule_problem(code)}
