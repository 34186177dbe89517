"""The format of a plan: what is read, what is refused and where."""

import ast
import unicodedata
from datetime import date
from pathlib import Path

import pytest

from desktop.domain.plan_expressions import ExpressionError, TermKind, parse_expression
from desktop.domain.plan_parsing import parse_plan
from desktop.domain.plan_reading import LARGEST_FILE
from desktop.domain.plans import Allocated, CountKind, Coverage, Direction, ObjectiveKind, Span
from desktop.wording.plans import known_plan_problem, plan_problem_text
from tests.domain.plan_making import COUNTS, HEAD, objective_text, pack_of, read

COVERAGE = 'kind = "coverage"\nnumerator = "done"\ndenominator = "all"\ntarget = 90'


def problems_of(text: str | bytes) -> list[tuple[str, str]]:
    content = text if isinstance(text, bytes) else text.encode()
    reading = parse_plan(content)
    assert reading.pack is None
    return [(problem.code, problem.path) for problem in reading.problems]


def test_a_plan_is_read_with_its_objectives_and_counts() -> None:
    pack = pack_of(COVERAGE + '\nperiod = "year"\ndue = 2027\nunit = "%"')
    objective = pack.objectives[0]
    assert (pack.id, pack.title, pack.issuer) == ("thu", "Kế hoạch thử", "Ban Chỉ đạo")
    assert objective.kind is ObjectiveKind.COVERAGE
    assert isinstance(objective.rule, Coverage)
    assert objective.rule.target == 90
    assert objective.span is Span.YEAR
    assert objective.due == 2027
    stock = pack.count("stock")
    assert stock is not None
    assert (stock.kind, stock.added_by) == (CountKind.STOCK, ("all",))


def test_what_the_file_does_not_say_stays_unknown() -> None:
    pack = pack_of(COVERAGE)
    assert (pack.number, pack.symbol) == ("", "")
    assert pack.issued_on is None
    assert pack.valid_from is None
    assert pack.valid_to is None
    base = pack.baseline("unknown_mark")
    assert base is not None
    assert base.value is None


def test_dates_may_be_days_or_years() -> None:
    text = HEAD + "issued_on = 2012-04-25\nvalid_to = 2015\n" + COUNTS + objective_text(COVERAGE)
    pack = parse_plan(text.encode()).pack
    assert pack is not None
    assert pack.issued_on == date(2012, 4, 25)
    assert pack.valid_to == 2015


def test_a_blank_cell_is_not_zero() -> None:
    table = pack_of(COVERAGE).tables[0]
    assert table.cell("Phường B", "files") is None
    assert table.total("files") == 4
    assert table.cell("phường a", "cases") == 10


def test_decomposed_text_is_stored_composed() -> None:
    text = unicodedata.normalize("NFD", HEAD + COUNTS + objective_text(COVERAGE))
    pack = parse_plan(text.encode()).pack
    assert pack is not None
    assert pack.title == "Kế hoạch thử"


@pytest.mark.parametrize(
    ("body", "code", "path"),
    [
        ('kind = "coverage"\nnumerator = "done"\ntarget = 1', "missing", "denominator"),
        (COVERAGE.replace("90", "-1"), "not_number", "target"),
        (COVERAGE.replace("90", "101"), "not_percent", "target"),
        (COVERAGE.replace("90", '"chín"'), "not_number", "target"),
        (COVERAGE.replace("90", "true"), "not_number", "target"),
        (COVERAGE.replace("90", "nan"), "not_number", "target"),
        (COVERAGE.replace("90", "inf"), "not_number", "target"),
        (COVERAGE.replace("90", "1e999999"), "not_number", "target"),
        (COVERAGE.replace("90", "0.00001"), "not_number", "target"),
        (COVERAGE + "\ntimes = 2", "unknown_key", "times"),
        (COVERAGE + "\nnumerater = 1", "unknown_key", "numerater"),
        (COVERAGE + '\nperiod = "tuần"', "not_choice", "period"),
        (COVERAGE + '\ndirection = "fall"', "not_choice", "direction"),
        (COVERAGE + '\nentered_by = ["commune"]', "not_choice", "entered_by"),
        (COVERAGE + '\ndue = "2027"', "not_day", "due"),
        (COVERAGE + "\ndue = 2027-01-01T10:00:00", "not_day", "due"),
        (COVERAGE + "\ndue = 30000", "not_day", "due"),
        (COVERAGE + "\nnote = 3", "not_text", "note"),
        (COVERAGE + '\nnumber = "số một"', "id_form", "number"),
        (COVERAGE + f'\nnote = "{"a" * 1001}"', "too_long", "note"),
        (COVERAGE.replace('"done"', '"done +"'), "not_expression", "numerator"),
        ('kind = "tỷ lệ"', "not_choice", "kind"),
        ('numerator = "done"', "missing", "kind"),
        ('kind = "frequency"\ntimes = 0', "not_times", "times"),
        ('kind = "zero"', "missing", "numerator"),
        ('kind = "hold"', "hold_needs", "numerator"),
        ('kind = "hold"\nstatus = "clean"\nnumerator = "stock"', "hold_needs", "status"),
        ('kind = "hold"\nnumerator = "stock"', "hold_needs", "numerator"),
        ('kind = "allocated"\nnumerator = "done"', "target_needs", "target"),
        (
            'kind = "reduce"\nnumerator = "done"\ndenominator = "all"\nbaseline = "mark"',
            "rate_needs",
            "baseline_denominator",
        ),
    ],
)
def test_a_wrong_key_is_refused_with_its_path(body: str, code: str, path: str) -> None:
    reading = read(body)
    assert reading.pack is None
    found = [(problem.code, problem.path) for problem in reading.problems]
    assert (code, f"objectives[0].{path}") in found


@pytest.mark.parametrize(
    ("body", "path"),
    [
        (COVERAGE.replace('"done"', '"nobody"'), "objectives[0].numerator"),
        (COVERAGE.replace('"done"', '"opening(nobody)"'), "objectives[0].numerator"),
        (COVERAGE.replace('"done"', '"baseline(nothing)"'), "objectives[0].numerator"),
        (COVERAGE.replace('"done"', '"fact(weather)"'), "objectives[0].numerator"),
        (
            'kind = "hold"\nnumerator = "stock"\nbaseline = "nothing"',
            "objectives[0].baseline",
        ),
        (
            'kind = "allocated"\nnumerator = "done"\ntable = "bieu"\ncolumn = "x"',
            "objectives[0].column",
        ),
        (
            'kind = "allocated"\nnumerator = "done"\ntable = "x"\ncolumn = "cases"',
            "objectives[0].table",
        ),
    ],
)
def test_a_name_that_nothing_defines_is_refused(body: str, path: str) -> None:
    reading = read(body)
    assert reading.pack is None
    assert [(one.code, one.path) for one in reading.problems] == [("name_unknown", path)]


def test_the_opening_of_a_flow_is_called_so_and_not_unknown() -> None:
    reading = read(COVERAGE.replace('"done"', '"opening(done)"'))
    assert [(one.code, one.path) for one in reading.problems] == [
        ("opening_of_flow", "objectives[0].numerator")
    ]


@pytest.mark.parametrize(
    "body",
    [
        'kind = "allocated"\nnumerator = "done"\ntarget = -1',
        'kind = "allocated"\nnumerator = "done"\ntarget = "chín"',
        'kind = "allocated"\nnumerator = "done +"\ntarget = 9',
        'kind = "hold"\nnumerator = "done +"\nbaseline = "unknown_mark"',
        'kind = "reduce"\nnumerator = "done"\ntarget = "a"',
    ],
)
def test_one_mistake_is_told_once(body: str) -> None:
    assert len(read(body).problems) == 1


@pytest.mark.parametrize("value", ['"u"', "[\n  1,\n]"])
def test_a_key_that_stands_twice_is_named_with_its_line(value: str) -> None:
    reading = parse_plan(f"format = 1\n\nid = {value}\nid = {value}\n".encode())
    (problem,) = reading.problems
    assert (problem.code, problem.details) == ("key_twice", {"key": "id"})
    assert problem.line == 4 + value.count("\n")


def test_two_counts_of_one_label_are_warned_of() -> None:
    twice = COUNTS + '[[counts]]\nid = "again"\nlabel = "XE"\nunit = "x"\n'
    twice += '[[counts]]\nid = "more"\nlabel = "xe"\nunit = "x"\n'
    reading = parse_plan((HEAD + twice + objective_text(COVERAGE)).encode())
    assert reading.pack is not None
    assert [(one.code, one.warning) for one in reading.problems] == [("label_twice", True)]


def test_an_id_used_twice_is_refused() -> None:
    text = HEAD + COUNTS + objective_text(COVERAGE) + objective_text(COVERAGE)
    assert problems_of(text) == [("id_twice", "objectives[1]")]


def test_a_reading_alone_is_refused_and_two_are_read() -> None:
    one = objective_text(COVERAGE + '\nreading = "Cách thứ nhất"')
    other = objective_text(COVERAGE + '\nreading = "Cách thứ hai"', name="2")
    assert problems_of(HEAD + COUNTS + one) == [("reading_alone", "objectives[0].reading")]
    assert parse_plan((HEAD + COUNTS + one + other).encode()).pack is not None


def test_a_stock_moves_by_flows_of_the_same_plan() -> None:
    text = HEAD + COUNTS.replace('["all"]', '["stock"]') + objective_text(COVERAGE)
    assert problems_of(text) == [("flow_unknown", "counts[2].added_by")]


def test_a_table_row_has_a_cell_for_every_column() -> None:
    text = HEAD + COUNTS.replace('["Phường A", 10, 4]', '["Phường A", 10]')
    assert problems_of(text + objective_text(COVERAGE)) == [("row_width", "tables[0].rows[0]")]
    text = HEAD + COUNTS.replace('["Phường A", 10, 4]', '["Phường A", 10, "nhiều"]')
    assert problems_of(text + objective_text(COVERAGE)) == [("not_whole", "tables[0].rows[0][2]")]


def test_a_total_that_does_not_add_up_is_said_and_stops_nothing() -> None:
    text = HEAD + COUNTS.replace('unit = "vụ"', 'unit = "vụ"\ntotal = 31')
    reading = parse_plan((text + objective_text(COVERAGE)).encode())
    assert reading.pack is not None
    assert [one.code for one in reading.problems] == ["total_differs"]
    assert reading.problems[0].warning
    assert "cột cộng được 30, khác với 31" in plan_problem_text(reading.problems[0])


def test_the_line_of_a_key_is_said() -> None:
    text = HEAD + COUNTS + objective_text(COVERAGE.replace("90", "-1"))
    reading = parse_plan(text.encode())
    line = text.split("\n").index("target = -1") + 1
    assert reading.problems[0].line == line
    said = plan_problem_text(reading.problems[0])
    assert said.startswith(f"dòng {line}: objectives[0].target: phải là số ≥ 0")


def test_a_fault_of_toml_names_its_line() -> None:
    reading = parse_plan(b"format = 1\nid = \n")
    assert [(one.code, one.line) for one in reading.problems] == [("not_toml", 2)]


@pytest.mark.parametrize(
    ("content", "code"),
    [
        (b"a = " + b"[" * 100_000, "too_deep"),
        (b"a = " + b"{a=" * 100_000, "too_deep"),
        (b"a" + b".a" * 200_000 + b" = 1", "too_many_dots"),
        (b"\n".join(b"k%d" % n + b".a" * 190 + b" = 1" for n in range(600)), "missing"),
        (b"x" * (LARGEST_FILE + 1), "too_big"),
        (b"\xff\xfe\x00", "not_utf8"),
        (b"a = " + b"9" * 100_000, "not_toml"),
        (b"", "missing"),
        (b"\x00", "not_toml"),
        (b"[[a]]\n" * 80_000, "missing"),
        (b"objectives = 3", "missing"),
        (b"objectives = [1, 2]", "missing"),
        (b"counts = {}", "missing"),
        (b"format = 2", "format_unknown"),
        (b"[[objectives]]\n" * 201, "missing"),
        (b"[[counts]]\n" * 300, "missing"),
    ],
)
def test_a_hostile_file_is_refused_and_never_stops_the_program(content: bytes, code: str) -> None:
    reading = parse_plan(content)
    assert reading.pack is None
    assert code in {problem.code for problem in reading.problems}
    assert len(reading.problems) <= 50
    assert all(plan_problem_text(problem) for problem in reading.problems)


def test_more_objectives_than_allowed_are_refused() -> None:
    text = HEAD + "[[objectives]]\n" * 201
    assert ("too_many", "objectives") in problems_of(text)


def test_control_characters_of_a_file_never_reach_the_screen() -> None:
    reading = parse_plan((HEAD + '"\\u001b[31m" = 1\n' + objective_text(COVERAGE)).encode())
    assert reading.pack is None
    assert not any("\x1b" in plan_problem_text(problem) for problem in reading.problems)


def test_every_problem_has_a_sentence() -> None:
    room = Path(__file__).resolve().parents[2] / "desktop"
    files = [*(room / "domain").glob("plan*.py"), room / "actions" / "plans.py"]
    codes = {
        str(node.args[0].value)
        for path in files
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8")))
        if isinstance(node, ast.Call)
        and node.args
        and isinstance(node.args[0], ast.Constant)
        and (
            getattr(node.func, "attr", "") == "note"
            or getattr(node.func, "id", "") == "PlanProblem"
        )
    }
    assert len(codes) > 25
    assert not {code for code in codes if not known_plan_problem(code)}


def test_a_sum_is_read_term_by_term() -> None:
    found = parse_expression(" a + opening(b) - 3 + baseline( c )")
    assert [(term.kind, term.name, term.sign) for term in found.terms] == [
        (TermKind.COUNT, "a", 1),
        (TermKind.OPENING, "b", 1),
        (TermKind.NUMBER, "3", -1),
        (TermKind.BASELINE, "c", 1),
    ]


@pytest.mark.parametrize(
    ("text", "column"),
    [("", 1), ("a +", 4), ("a b", 3), ("a * b", 3), ("opening(", 8), ("Đ", 1), ("a - -b", 4)],
)
def test_a_sum_that_cannot_be_read_says_where(text: str, column: int) -> None:
    with pytest.raises(ExpressionError) as caught:
        parse_expression(text)
    assert caught.value.args == (column,)


def test_a_sum_has_an_end() -> None:
    with pytest.raises(ExpressionError):
        parse_expression(" + ".join(["a"] * 41))


def test_an_allocated_number_may_come_from_the_table_alone() -> None:
    rule = (
        pack_of('kind = "allocated"\nnumerator = "done"\ntable = "bieu"\ncolumn = "cases"')
        .objectives[0]
        .rule
    )
    assert isinstance(rule, Allocated)
    assert (rule.target, rule.direction) == (None, Direction.AT_LEAST)
