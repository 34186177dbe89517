"""Bringing in a list from the command line: a rehearsal, all or nothing, and what is said."""

from pathlib import Path

from tests.cli.conftest import GROUP_ROWS, SESSION_ROWS, Call, write_list

BAD_ROWS = (
    (3, "31/02/2026", "Tổ dân phố 1", "Hội nghị", "Luật Phòng, chống ma túy", 20),
    (4, "06/10/2026", "Tổ dân phố 99", "Hội nghị", "Luật Phòng, chống ma túy", 20),
    (5, "07/10/2026", "Tổ dân phố 1", "Hội nghị", "Luật Phòng, chống ma túy", -5),
    (6, "08/10/2062", "Tổ dân phố 1", "Hội nghị", "Luật Phòng, chống ma túy", 20),
    (7, "09/10/2026", "Tổ dân phố 1", "Hội nghị", "Luật Phòng, chống ma túy", "ba mươi"),
)


def test_a_rehearsal_shows_everything_and_writes_nothing(commune: Call, group_list: Path) -> None:
    answer = commune("import", group_list, "--dry-run")
    assert answer.code == 0
    assert "3 mới" in answer.out
    assert "trang “Danh sách”, dòng 2–4" in answer.out
    assert commune("groups", "--json").json == {"groups": []}


def test_an_import_answers_with_the_keys_of_the_contract(commune: Call, group_list: Path) -> None:
    found = commune("import", group_list, "--json").json
    assert {name: found[name] for name in ("kind", "rows", "new", "same", "changed")} == {
        "kind": "groups",
        "rows": 3,
        "new": 3,
        "same": 0,
        "changed": 0,
    }
    assert (found["left_out"], found["skipped_columns"], found["problems"]) == (0, [], [])


def test_the_same_list_twice_changes_nothing(filled: Call, session_list: Path) -> None:
    before = filled("sessions", "--period", "2026-10", "--json").out
    found = filled("import", session_list, "--json").json
    assert (found["new"], found["same"], found["changed"]) == (0, 2, 0)
    assert filled("sessions", "--period", "2026-10", "--json").out == before


def test_a_changed_row_says_what_changes(filled: Call, tmp_path: Path) -> None:
    rows = (*GROUP_ROWS[:-1], (3, "Thôn A Hưa", 80))
    answer = filled("import", write_list(tmp_path / "moi.xlsx", rows), "--dry-run")
    assert "Dòng 4: số hộ từ “75” thành “80”." in answer.out


def test_with_a_problem_nothing_is_written(filled: Call, tmp_path: Path) -> None:
    path = write_list(tmp_path / "xau.xlsx", (*SESSION_ROWS, *BAD_ROWS))
    before = filled("sessions", "--period", "2026", "--json").out
    answer = filled("import", path, "--json")
    assert answer.code == 1
    places = [(one["sheet"], one["row"], one["column"]) for one in answer.json["problems"]]
    assert places == [
        ("Danh sách", row, column) for row, column in zip(range(4, 9), "BCFBF", strict=True)
    ]
    assert all(one["code"] and one["message"] for one in answer.json["problems"])
    assert filled("sessions", "--period", "2026", "--json").out == before


def test_problems_are_told_by_sheet_row_and_column(filled: Call, tmp_path: Path) -> None:
    path = write_list(tmp_path / "xau.xlsx", (*SESSION_ROWS, *BAD_ROWS))
    answer = filled("import", path)
    assert answer.code == 1
    assert "Trang “Danh sách”, dòng 4, cột B: Không có ngày “31/02/2026”." in answer.out
    assert "Chưa ghi gì." in answer.out


def test_rows_with_problems_may_be_left_out_on_purpose(filled: Call, tmp_path: Path) -> None:
    good = (8, "10/10/2026", "Thôn A Hưa", "Hội nghị", "Luật Phòng, chống ma túy", 15)
    path = write_list(tmp_path / "xau.xlsx", (*SESSION_ROWS, *BAD_ROWS, good))
    answer = filled("import", path, "--leave-out-problems", "--json")
    assert answer.code == 0
    found = answer.json
    assert (found["new"], found["same"], found["left_out"]) == (1, 2, 5)
    assert len(filled("sessions", "--period", "2026-10", "--json").json["sessions"]) == 3


def test_new_words_join_the_lists_and_unknown_columns_are_said(
    commune: Call, tmp_path: Path
) -> None:
    assert commune("import", write_list(tmp_path / "to.xlsx", GROUP_ROWS)).code == 0
    rows = (
        (*SESSION_ROWS[0], "Màu cờ"),
        (1, "20/09/2026", "Tổ dân phố 1", "Đêm hội trăng rằm", "Phòng, chống ma túy", 60, "đỏ"),
    )
    answer = commune("import", write_list(tmp_path / "la.xlsx", rows))
    assert answer.code == 0
    assert "“Đêm hội trăng rằm”" in answer.err
    assert "Không lấy cột G “Màu cờ”" in answer.err


def test_a_column_that_contradicts_itself_is_refused_until_its_order_is_said(
    filled: Call, tmp_path: Path
) -> None:
    rows = (
        SESSION_ROWS[0],
        (1, "09/20/2026", "Thôn A Hưa", "Hội nghị", "Phòng, chống ma túy", 10),
        (2, "09/25/2026", "Thôn A Hưa", "Hội nghị", "Phòng, chống ma túy", 10),
    )
    path = write_list(tmp_path / "thang-ngay.xlsx", rows)
    answer = filled("import", path, "--leave-out-problems")
    assert answer.code == 1
    assert "--date-order" in answer.out
    assert filled("import", path, "--date-order", "mdy").code == 0
    days = [
        one["date"] for one in filled("sessions", "--period", "2026-10", "--json").json["sessions"]
    ]
    assert {"2026-09-20", "2026-09-25"} <= set(days)


def test_an_unreadable_file_ends_with_2_and_one_line(commune: Call, tmp_path: Path) -> None:
    broken = tmp_path / "hong.xlsx"
    broken.write_bytes(b"PK\x03\x04" + bytes(200))
    other = tmp_path / "thu.docx"
    other.write_bytes(b"thu")
    for path in (broken, other, tmp_path / "khong-co.xlsx"):
        answer = commune("import", path)
        assert (answer.code, answer.out) == (2, "")
        assert answer.err.count("\n") == 1
    assert "khong-co.xlsx" in answer.err


def test_rows_of_a_closed_month_are_not_written(filled: Call, tmp_path: Path) -> None:
    assert filled("close", "--period", "2026-10").code == 0
    rows = (SESSION_ROWS[0], (1, "06/10/2026", "Thôn A Hưa", "Hội nghị", "Phòng, chống ma túy", 9))
    slips = write_list(tmp_path / "muon.xlsx", rows)
    answer = filled("import", slips, "--json")
    assert answer.code == 4
    assert [one["code"] for one in answer.json["problems"]] == ["period_closed"]


def test_a_model_paused_since_july_was_there_before_july(
    so138: Call, group_list: Path, tmp_path: Path
) -> None:
    new = ("new", "--name", "Xã Khác", "--code", "20000", "--superior", "Huế", "--no-password")
    assert so138(*new, "--from", "2026-01").code == 0
    assert so138("import", group_list).code == 0
    heads = ("TT", "Thôn, tổ dân phố", "Tên mô hình", "Năm thành lập", "Tình trạng", "Từ ngày")
    row = (1, "Tổ dân phố 1", "Tiếng kẻng an ninh", 2021, "Tạm dừng", "01/07/2026")
    answer = so138("import", write_list(tmp_path / "mo-hinh.xlsx", (heads, row)))
    assert answer.code == 0, answer.err
    assert "trước ngày đó mô hình được tính là đang duy trì" in answer.out + answer.err
    kept = [
        so138("status", "--period", month, "--json").json["models"]["met"]
        for month in ("2026-01", "2026-06", "2026-08")
    ]
    assert kept == [1, 1, 0]


def test_a_cell_that_says_nothing_is_told_once(commune: Call, tmp_path: Path) -> None:
    rows = (GROUP_ROWS[0], (1, "Tổ dân phố 1", 120), (2, "=1+1", 98))
    answer = commune("import", write_list(tmp_path / "to.xlsx", rows), "--json")
    problems = [(one["row"], one["column"], one["code"]) for one in answer.json["problems"]]
    assert problems == [(3, "B", "formula_without_value")]
