"""Every code of the program has words, and the words say it the officer's way."""

import ast
from collections.abc import Iterator
from datetime import date
from enum import StrEnum
from pathlib import Path

import pytest

from desktop.domain.groups import GroupState
from desktop.domain.models import ModelStatus
from desktop.domain.periods import CALENDAR, parse_period
from desktop.domain.problems import Problem
from desktop.domain.sessions import SessionStatus
from desktop.wording import (
    LogNames,
    Reopening,
    cell_text,
    error_text,
    finding_text,
    join_groups,
    joined,
    known_problem,
    log_sentence,
    month_title,
    one_line,
    period_dates,
    period_title,
    problem_text,
    status_word,
    undo_label,
    work_sentence,
)
from desktop.wording.acts import known_act
from desktop.wording.faults import known_fault, known_finding

CODE = Path(__file__).resolve().parent.parent / "desktop"


def calls(*rooms: str) -> Iterator[tuple[str, ast.Call]]:
    """Every call in the rooms, with the name of what is called."""
    for room in rooms:
        for path in sorted((CODE / room).rglob("*.py")):
            for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
                if isinstance(node, ast.Call):
                    called = node.func
                    name = called.attr if isinstance(called, ast.Attribute) else ""
                    yield getattr(called, "id", name), node


def first_text(node: ast.Call) -> str:
    first = node.args[0] if node.args else None
    return str(first.value) if isinstance(first, ast.Constant) else ""


def codes_of(*names: str) -> set[str]:
    """The codes with which the things of these names are made."""
    found = {
        first_text(node)
        for name, node in calls("domain", "db", "sheets", "actions")
        if name in names
    }
    return {code for code in found if code}


def test_every_problem_of_a_draft_has_a_sentence() -> None:
    codes = codes_of("Problem")
    assert len(codes) > 20
    assert not {code for code in codes if not known_problem(code)}


def test_every_problem_of_a_cell_has_a_sentence() -> None:
    said = {
        str(node.args[1].value)
        for name, node in calls("sheets")
        if name == "note" and len(node.args) > 1 and isinstance(node.args[1], ast.Constant)
    }
    given = {
        str(node.args[3].value)
        for name, node in calls("sheets")
        if name == "CellProblem" and len(node.args) > 3 and isinstance(node.args[3], ast.Constant)
    }
    read = {
        str(keyword.value.value)
        for name, node in calls("sheets")
        if name in {"ReadDate", "ReadNumber"}
        for keyword in node.keywords
        if keyword.arg == "problem" and isinstance(keyword.value, ast.Constant)
    }
    codes = said | given | read | codes_of("Trouble")
    assert len(codes) > 10
    assert not {code for code in codes if not known_problem(code)}


def test_every_fault_has_sentences() -> None:
    of_store = {
        node.value.value
        for path in [CODE / "db" / "errors.py", CODE / "files.py"]
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8")))
        if isinstance(node, ast.Assign)
        and getattr(node.targets[0], "id", "") == "code"
        and isinstance(node.value, ast.Constant)
    }
    codes = {str(code) for code in of_store} | codes_of("SheetError")
    assert len(codes) > 25
    assert not {code for code in codes if not known_fault(code)}


def test_every_finding_of_a_check_has_a_sentence() -> None:
    codes = codes_of("Finding")
    assert {code for code in codes if not known_finding(code)} == set()


def test_every_act_of_the_log_has_words() -> None:
    acts = {
        str(keyword.value.value)
        for name, node in calls("actions", "db")
        if name in {"writing", "append"}
        for keyword in node.keywords
        if keyword.arg == "action" and isinstance(keyword.value, ast.Constant)
    }
    assert "close_period" in acts
    assert not {act for act in acts if not known_act(act)}


def test_a_problem_names_its_line_and_writes_dates_as_people_do() -> None:
    problem = Problem("date_in_future", "held_on", details={"date": "2062-05-09", "line": "3"})
    assert (
        problem_text(problem) == "Dòng 3: Ngày 09/05/2062 chưa tới. Hãy xem lại ngày, tháng, năm."
    )


def test_a_problem_names_its_field_and_groups_its_numbers() -> None:
    limits = {"low": "0", "high": "20000"}
    text = problem_text(Problem("number_out_of_range", "households", details=limits))
    assert "số hộ" in text
    assert "20.000" in text


def test_a_code_of_drafts_and_cells_takes_the_sentence_that_its_details_fill() -> None:
    of_cell = cell_text("group_not_active", {"text": "TDP 1", "name": "Tổ dân phố 1"})
    of_draft = cell_text("group_not_active", {"group": "Tổ dân phố 1", "date": "2026-10-01"})
    assert "TDP 1" in of_cell
    assert "01/10/2026" in of_draft
    assert "…" not in of_cell + of_draft


def test_names_and_folders_begin_a_sentence_as_they_are_written() -> None:
    copied = {"folder": "c/s2copy", "other": "c/s2", "count": "3"}
    assert problem_text(Problem("merge_copied", "folders", details=copied)).startswith("c/s2copy")
    unit = Problem("unit_code_wrong", "x", details={"name": "x"})
    assert problem_text(unit).startswith("x:")
    month = Problem("period_already_closed", "period", details={"period": "2026-10"})
    assert problem_text(month).startswith("Tháng 10/2026")


def test_a_name_of_a_file_never_looks_like_two_lines_nor_like_an_order_to_the_screen() -> None:
    name = "stick/new\nline\x1b[31m\u202e.s138"
    assert one_line(name) == "stick/new\\nline\\x1b[31m\\u202e.s138"
    assert one_line("Thôn A Hưa/tệp 1.s138") == "Thôn A Hưa/tệp 1.s138"
    for code in ("file_missing", "not_a_package", "stick_name_taken"):
        said = error_text(code, {"path": name, "name": name})
        assert "\n" not in said
        assert "\x1b" not in said


def test_a_missing_detail_never_breaks_a_sentence() -> None:
    assert "…" in error_text("backup_unknown", {})
    assert error_text("never_heard_of", {})


def test_a_missing_file_is_named_whoever_missed_it() -> None:
    assert "a.xlsx" in error_text("file_missing", {"file": "a.xlsx"})
    assert "/b" in error_text("file_missing", {"path": "/b", "name": "b", "reason": ""})


@pytest.mark.parametrize(
    ("period", "title", "dates"),
    [
        ("2026-10", "Tháng 10/2026", "từ 15/9 đến 14/10/2026"),
        ("2026-01", "Tháng 1/2026", "từ 15/12/2025 đến 14/1/2026"),
        ("2026-Q4", "Quý IV/2026", "từ 15/9 đến 14/12/2026"),
        ("2026-H1", "6 tháng đầu năm 2026", "từ 15/12/2025 đến 14/6/2026"),
        ("2026-H2", "6 tháng cuối năm 2026", "từ 15/6 đến 14/12/2026"),
        ("2026-9M", "9 tháng đầu năm 2026", "từ 15/12/2025 đến 14/9/2026"),
        ("2026", "Năm 2026", "từ 15/12/2025 đến 14/12/2026"),
        ("2026-10-01..2026-10-20", "Từ 1/10 đến 20/10/2026", "từ 1/10 đến 20/10/2026"),
        ("2026-10-05..2026-10-05", "Ngày 05/10/2026", "ngày 05/10/2026"),
    ],
)
def test_periods_bear_their_names_and_both_dates(period: str, title: str, dates: str) -> None:
    named = parse_period(period)
    assert (period_title(named), period_dates(named)) == (title, dates)


def test_calendar_months_say_their_own_dates() -> None:
    assert period_dates(parse_period("2026-10", CALENDAR)) == "từ 1/10 đến 31/10/2026"
    assert month_title(parse_period("2026-10", CALENDAR)) == "Tháng 10/2026"


@pytest.mark.parametrize(
    ("names", "limit", "text"),
    [
        ((), 0, ""),
        (("Tổ dân phố 3", "Tổ dân phố 7"), 0, "Tổ dân phố 3, 7"),
        (
            ("Tổ dân phố 3", "Thôn A Hưa", "Tổ dân phố 7"),
            0,
            "Tổ dân phố 3, Thôn A Hưa, Tổ dân phố 7",
        ),
        (("Tổ 1", "Tổ 2A", "Xóm 3", "Xóm 4"), 0, "Tổ 1, 2A, Xóm 3, 4"),
        (("Tổ 1", "Tổ 2", "Tổ 3"), 2, "Tổ 1, 2, 3"),
        (("Tổ 1", "Tổ 2", "Tổ 3", "Tổ 4"), 2, "Tổ 1, 2… và 2 nữa"),
    ],
)
def test_groups_say_a_common_beginning_once(names: tuple[str, ...], limit: int, text: str) -> None:
    assert join_groups(names, limit) == text


def test_words_are_joined_with_va() -> None:
    assert joined(("a",)) == "a"
    assert joined(("a", "b", "c")) == "a, b và c"


@pytest.mark.parametrize("states", [SessionStatus, ModelStatus, GroupState])
def test_every_state_has_a_word(states: type[StrEnum]) -> None:
    words = {status_word(state) for state in states}
    assert len(words) == len(list(states))
    assert all(words)


@pytest.mark.parametrize(
    ("action", "label", "text"),
    [
        ("record_session", "1|2026-09-20", "nhập/sửa buổi tuyên truyền 20/9"),
        ("record_session", "3|2026-09-20", "nhập/sửa 3 buổi tuyên truyền từ 20/9"),
        ("delete_session", "1|2026-09-20", "xóa buổi tuyên truyền 20/9"),
        ("record_group", "Thôn A Hưa", "thêm/sửa thôn, tổ dân phố Thôn A Hưa"),
        ("record_group", "23", "thêm/sửa 23 thôn, tổ dân phố"),
        ("state_not_held", "2026-10", "ghi “không tổ chức” tháng 10/2026"),
        ("import_list", "sessions|206", "lấy danh sách buổi tuyên truyền"),
        ("record_session", "", "nhập/sửa một buổi tuyên truyền"),
        ("record_model", "", "thêm/sửa một mô hình"),
        ("change_settings", "", "đổi cách tính"),
    ],
)
def test_a_step_is_named_as_the_officer_knows_it(action: str, label: str, text: str) -> None:
    assert undo_label(action, label) == text


def test_the_log_names_the_month_of_a_closing() -> None:
    row = {"table": "closings", "values": {"period": [None, "2026-09"]}}
    assert log_sentence("close_period", {"changes": [row]}) == "Chốt số liệu tháng 9/2026"
    assert (
        log_sentence("undo", {"of": "record_session"}) == "Hoàn tác: nhập/sửa một buổi tuyên truyền"
    )


def test_the_log_names_month_and_reason_of_a_reopening() -> None:
    changes = [{"table": "closings", "id": "c1", "values": {"reopened_at": [None, "2026-10-08"]}}]
    known = LogNames(reopenings={"c1": Reopening("2026-10", "Bổ sung phiếu")})
    said = log_sentence("reopen_period", {"changes": changes}, known)
    assert said == "Bỏ chốt tháng 10/2026, lý do: Bổ sung phiếu"
    assert log_sentence("reopen_period", {"changes": changes}) == "Bỏ chốt"


def test_work_sentences_name_groups_and_numbers() -> None:
    assert work_sentence("sessions_missing", ("Tổ 1", "Tổ 2")) == (
        "2 thôn, tổ dân phố chưa có buổi tuyên truyền: Tổ 1, 2."
    )
    assert work_sentence("attendance_missing", count=3).startswith("3 buổi")


def test_every_kind_of_work_has_its_own_sentence() -> None:
    from desktop.actions.overview import WorkKind

    sentences = {work_sentence(kind.value, ("Tổ 1",), 1, "2026-10") for kind in WorkKind}
    assert len(sentences) == len(list(WorkKind))


def test_findings_speak_of_days_as_people_write_them() -> None:
    assert "05/10/2026" in finding_text("clock_behind", {"seen": date(2026, 10, 5).isoformat()})
