"""Small files of an office: whatever stands in them, reading never raises."""

from datetime import date

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from desktop.actions.area_rules import shipped_rules
from desktop.domain.office_files import parse_assessments, parse_inspections
from desktop.domain.plan_entries import TaskEntry
from desktop.domain.plan_input_files import parse_input
from desktop.domain.plan_tables import TableRow
from desktop.domain.plans import TaskState
from desktop.wording.plans import plan_problem_text

RULES = shipped_rules()
KEYS = st.sampled_from(
    [
        "targets",
        "answers",
        "statuses",
        "tasks",
        "tables",
        "unit",
        "baselines",
        "on",
        "level",
        "measured",
        "assessments",
        "inspections",
        "group",
        "findings",
        "rule",
        "ticked",
    ]
)
VALUES = st.sampled_from(
    [
        "3",
        "-3",
        "1e400",
        "nan",
        '""',
        '"x"',
        "true",
        "2026-01-01",
        "2026-01-01T00:00:00",
        "07:30:00",
        "[]",
        "[1]",
        '[["a"]]',
        "{}",
        '{"1"="yes"}',
        "{x={}}",
        "[{}]",
        '[{id="1"}]',
    ]
)


@settings(max_examples=150, deadline=None)
@given(st.lists(st.tuples(KEYS, VALUES), max_size=6))
def test_reading_never_raises_and_every_problem_has_words(lines: list[tuple[str, str]]) -> None:
    content = "\n".join(f"{key} = {value}" for key, value in lines).encode()
    problems = (
        *parse_input(content, tasks={}).problems,
        *parse_assessments(content, rules=RULES, population={}).problems,
        *parse_inspections(content, groups={}).problems,
    )
    assert all(plan_problem_text(problem) for problem in problems)


@pytest.mark.parametrize("content", [b"\xff", b"x = [" * 5000, b"a" * 600_000, b"=", b"[[a]"])
def test_what_is_no_toml_is_one_problem(content: bytes) -> None:
    assert len(parse_input(content, tasks={}).problems) == 1
    assert len(parse_assessments(content, rules=RULES, population={}).problems) == 1
    assert len(parse_inspections(content, groups={}).problems) == 1


def test_keys_of_a_task_that_the_file_does_not_name_stay() -> None:
    known = {"1": TaskEntry("1", TaskState.UNDER_WAY, "Công an xã", date(2026, 5, 1), note="Chờ")}
    (kept,) = parse_input(b'[[tasks]]\nid = "1"\ndue = ""\n', tasks=known).given.tasks
    assert kept == TaskEntry("1", TaskState.UNDER_WAY, "Công an xã", None, note="Chờ")
    (done,) = parse_input(b'[[tasks]]\nid = "1"\ndone_on = 2026-04-01\n', tasks=known).given.tasks
    assert (done.state, done.done_on) == (TaskState.DONE, date(2026, 4, 1))
    again = {"1": done}
    (opened,) = parse_input(b'[[tasks]]\nid = "1"\nstate = "open"\n', tasks=again).given.tasks
    assert (opened.state, opened.done_on) == (TaskState.OPEN, None)


def test_a_blank_cell_is_kept_blank_and_zero_is_zero() -> None:
    content = '[tables.bieu]\nrows = [["Quận Ba Đình", 80, 0], ["PC04", 500, ""]]\n'.encode()
    assert parse_input(content, tasks={}).given.tables == {
        "bieu": (TableRow("Quận Ba Đình", (80, 0)), TableRow("PC04", (500, None)))
    }


def test_an_empty_text_takes_a_target_and_a_baseline_back() -> None:
    content = b'[targets]\n90 = ""\n[baselines]\nx = ""\n'
    given = parse_input(content, tasks={}).given
    assert (given.targets, given.baselines) == ({"90": None}, {"x": None})


def test_the_population_of_the_year_stands_in_for_an_absent_one() -> None:
    content = b'on = 2026-03-01\nlevel = "type_1"\n'
    (draft,) = parse_assessments(content, rules=RULES, population={2026: 5120}).drafts
    assert (draft.rule_id, draft.population) == ("qd-28-2025", 5120)
    (older,) = parse_assessments(
        content.replace(b"2026", b"2024"), rules=RULES, population={}
    ).drafts
    assert (older.rule_id, older.population) == ("nam-muc", None)
