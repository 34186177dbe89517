"""Closing, late slips, corrections and what comes after, told to the command line.

Three groups over the months of 2025; every answer computed by hand before.
"""

import json
import re
import zipfile
from datetime import UTC, date, datetime
from pathlib import Path

import pytest
from openpyxl import Workbook

from desktop import __version__
from desktop.domain.official_days import official_day
from tests.journeys.two_years import DRUGS, NIL, Figure, Office, Row, copied, ratio, session_rows

A, B, C = "Tổ dân phố 1", "Tổ dân phố 2", "Thôn A Hưa"
GROUPS: tuple[Row, ...] = (("Tên tổ dân phố", "Số hộ"), (A, 90), (B, 80), (C, 70))
MODELS: tuple[Row, ...] = (
    ("Tên mô hình", "Tổ dân phố", "Tình trạng"),
    ("Tiếng kẻng an ninh", f"{A}, {B}, {C}", "Đang hoạt động"),
)


Slip = tuple[date, tuple[str, ...], str, int | None, str]


def slip(day: date, *groups: str, attendance: int) -> Slip:
    return day, groups, DRUGS, attendance, "Đã tổ chức"


# January to April: 3/3, 2/3 (C is left out), 3/3 by two sessions, 3/3.
SESSIONS = (
    slip(date(2025, 1, 5), A, B, C, attendance=90),
    slip(date(2025, 2, 5), A, B, attendance=60),
    slip(date(2025, 3, 5), A, B, attendance=61),
    slip(date(2025, 3, 6), C, attendance=25),
    slip(date(2025, 4, 5), A, B, C, attendance=93),
)
LATE = slip(date(2025, 2, 8), C, attendance=20)
MONTHS = ("2025-01", "2025-02", "2025-03")


@pytest.fixture(scope="module")
def shelf(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Where the commune is kept between the tests of this file."""
    return tmp_path_factory.mktemp("commune")


@pytest.fixture
def office(shelf: Path, tmp_path: Path, capfdbinary: pytest.CaptureFixture[bytes]) -> Office:
    """The commune with four months of sessions, nothing closed."""
    return copied(shelf, desktop=tmp_path, capture=capfdbinary, tell=tell)


def tell(made: Office) -> None:
    made.begins(first="2025-01")
    made.imports(GROUPS)
    made.imports(session_rows(SESSIONS))
    made.imports(MODELS)


def said(office: Office, period: str) -> tuple[str, int, int, int, int]:
    """State, groups met and due, sessions and attendance of a period."""
    found = office.status(period)
    groups, sessions = found["groups"], found["sessions"]
    state = found["period"]["state"]
    return state, groups["met"], groups["due"], sessions["held"], sessions["attendance"]


def closes(office: Office, *periods: str) -> None:
    for period in periods:
        office.does("close", "--period", period)


def raw(office: Office, period: str) -> str:
    """The bytes of the status, as printed."""
    return office.call("status", "--period", period, "--json").out


def paper(office: Office, kind: str, period: str) -> str:
    """The words of a Word paper."""
    path = office.desktop / f"{kind}.docx"
    office.does("report", kind, "--period", period, "--output", path)
    content = zipfile.ZipFile(path).read("word/document.xml").decode("utf-8")
    return re.sub(r"<[^>]+>", "", content).replace("\N{NO-BREAK SPACE}", " ")


def _written(path: Path, *slips: Slip) -> Path:
    """An Excel list of slips."""
    book = Workbook()
    for row in session_rows(slips):
        book.worksheets[0].append(list(row))
    book.save(path)
    return path


def test_a_quarter_is_closed_with_its_months_and_is_their_sum(office: Office) -> None:
    closes(office, *MONTHS, "2025-Q1")
    assert [said(office, month) for month in MONTHS] == [
        ("closed", 3, 3, 1, 90),
        ("closed", 2, 3, 1, 60),
        ("closed", 3, 3, 2, 86),
    ]
    # 3+2+3 of 9; 1+1+2 sessions; 90+60+86.
    assert said(office, "2025-Q1") == ("closed", 8, 9, 4, 236)
    # The half year is open and sums four months: April's 3/3; May and June 0/3 each.
    assert said(office, "2025-H1") == ("open", 11, 18, 5, 329)


def test_a_late_slip_is_named_by_the_next_report_and_counted_in_what_adds_up(
    office: Office,
) -> None:
    closes(office, "2025-01", "2025-02")
    before = raw(office, "2025-02")
    file = office.desktop / "danh-sach.xlsx"
    refused = office.call("import", _written(file, LATE))
    assert refused.code == 4
    assert raw(office, "2025-02") == before
    office.does("import", file, "--late")
    # The closed month stays at 2/3, byte for byte.
    assert raw(office, "2025-02") == before
    (found,) = [
        one
        for one in office.does("sessions", "--period", "2025-02", "--json").json["sessions"]
        if one["date"] == "2025-02-08"
    ]
    assert (found["attendance"], found["reported_in"]) == (20, "2025-03")
    # March's own figures are without it: it was not held in March.
    assert said(office, "2025-03") == ("open", 3, 3, 2, 86)
    report = paper(office, "month", "2025-03")
    assert "Số bổ sung" in report
    assert "ngày 08 tháng 02 năm 2025" in report
    # Since January: 3+3+3 of 9 group-months, 1+2+2 sessions, 90+80+86 attendances.
    assert "9/9" in report
    assert "05 buổi với 256 lượt người" in report
    # Quarter and year count it under its own day: C is met in February.
    assert said(office, "2025-Q1") == ("open", 9, 9, 5, 256)
    # April's report does not name it again.
    assert "Số bổ sung" not in paper(office, "month", "2025-04")


def test_a_slip_of_a_closed_quarter_goes_into_the_first_open_month(office: Office) -> None:
    closes(office, *MONTHS, "2025-Q1")
    before = [raw(office, name) for name in (*MONTHS, "2025-Q1")]
    office.does("import", _written(office.desktop / "phieu.xlsx", LATE), "--late")
    assert [raw(office, name) for name in (*MONTHS, "2025-Q1")] == before
    assert "ngày 08 tháng 02 năm 2025" in paper(office, "month", "2025-04")
    # Half year: 11 + 1 of 18.
    assert said(office, "2025-H1") == ("open", 12, 18, 6, 349)
    # The second quarter names it too; its own figures are April's.
    assert said(office, "2025-Q2") == ("open", 3, 9, 1, 93)
    assert "Số bổ sung" in paper(office, "quarter", "2025-Q2")


def test_a_slip_of_last_year_is_named_in_january_and_counted_in_last_year(
    tmp_path: Path, capfdbinary: pytest.CaptureFixture[bytes]
) -> None:
    office = Office(tmp_path / "data", tmp_path, capfdbinary)
    office.begins(first="2024-11")
    office.imports(GROUPS)
    first = slip(date(2024, 12, 5), A, attendance=50), slip(date(2025, 1, 5), A, attendance=60)
    office.imports(session_rows(first))
    closes(office, "2024-12")
    late = slip(date(2024, 12, 10), B, attendance=7)
    office.does("import", _written(office.desktop / "phieu.xlsx", late), "--late")
    report = paper(office, "month", "2025-01")
    assert "ngày 10 tháng 12 năm 2024" in report
    # Since January 2025: the one session of 60, not the slip of December.
    assert "01 buổi với 60 lượt người" in report
    # 2024 (November and December): 0/3 + 2/3 with the slip, 57 attendances.
    assert said(office, "2024") == ("open", 2, 6, 2, 57)
    assert said(office, "2025-Q1") == ("open", 1, 9, 1, 60)


def test_the_other_way_is_a_replacement_report_with_before_and_after(office: Office) -> None:
    closes(office, "2025-01", "2025-02")
    assert office.call("import", _written(office.desktop / "phieu.xlsx", LATE)).code == 4
    office.does("reopen", "--period", "2025-02", "--reason", "Phiếu của thôn A Hưa", "--correct")
    office.does("import", office.desktop / "phieu.xlsx")
    closes(office, "2025-02")
    assert said(office, "2025-02") == ("corrected", 3, 3, 2, 80)
    (one,) = office.does("corrections", "--period", "2025-02", "--json").json["corrections"]
    assert (one["number"], one["reason"], one["in_progress"]) == (1, "Phiếu của thôn A Hưa", False)
    rows = {row["what"]: (row["before"], row["after"]) for row in one["differences"]}
    assert rows["Số buổi tuyên truyền"] == ("1", "2")
    assert rows["Lượt người tham gia"] == ("60", "80")
    title = "Tuyên truyền ít nhất 01 lần/tháng tại mỗi tổ dân phố, thôn, xóm, bản"
    assert rows[title] == ("2/3", "3/3")
    # Since January: 3+2 of 6, then 3+3 of 6.
    (since,) = [pair for what, pair in rows.items() if what.startswith("Lũy kế") and "/" in pair[0]]
    assert since == ("5/6", "6/6")
    # The next month has nothing to name.
    assert "Số bổ sung" not in paper(office, "month", "2025-03")
    # The paper of the correction shows both states.
    replacement = paper(office, "correction", "2025-02")
    assert "Phiếu của thôn A Hưa" in replacement
    assert "2/3" in replacement
    assert "3/3" in replacement


def test_a_closing_without_number_is_taken_back_without_a_correction(office: Office) -> None:
    closes(office, "2025-01")
    office.does("reopen", "--period", "2025-01", "--reason", "Chốt nhầm")
    assert said(office, "2025-01")[0] == "open"
    office.imports(session_rows((slip(date(2025, 1, 8), A, attendance=10),)))
    closes(office, "2025-01")
    assert said(office, "2025-01") == ("closed", 3, 3, 2, 100)
    assert office.does("corrections", "--period", "2025-01", "--json").json["corrections"] == []


def number(office: Office, kind: str, period: str, figure: int) -> None:
    office.does(
        "papers", "add", "--kind", kind, "--period", period,
        "--number", str(figure), "--date", "2025-03-03",
    )  # fmt: skip


def test_once_its_paper_has_a_number_opening_begins_a_correction(office: Office) -> None:
    closes(office, "2025-02", "2025-Q1")
    number(office, "month", "2025-02", 5)

    def under_way() -> list[tuple[int, bool]]:
        found = office.does("corrections", "--period", "2025-02", "--json").json["corrections"]
        return [(one["number"], one["in_progress"]) for one in found]

    # The number is the month's: the quarter is merely taken back.
    office.does("reopen", "--period", "2025-Q1", "--reason", "Chốt nhầm")
    assert office.does("corrections", "--period", "2025-Q1", "--json").json["corrections"] == []
    office.does("reopen", "--period", "2025-02", "--reason", "Cấp trên trả lại")
    assert under_way() == [(1, True)]
    office.imports(session_rows((LATE,)))
    closes(office, "2025-02")
    assert (said(office, "2025-02"), under_way()) == (("corrected", 3, 3, 2, 80), [(1, False)])
    # The replacement has no number yet: it is taken back and stays the first one.
    office.does("reopen", "--period", "2025-02", "--reason", "Sai một buổi")
    assert under_way() == [(1, True)]
    closes(office, "2025-02")
    assert under_way() == [(1, False)]
    # With a number of its own the next one is the second.
    number(office, "correction", "2025-02", 6)
    office.does("reopen", "--period", "2025-02", "--reason", "Sai nữa")
    assert under_way() == [(1, False), (2, True)]


def test_two_corrections_are_numbered_and_each_keeps_its_before(office: Office) -> None:
    closes(office, "2025-02")
    for number, attendance in ((1, 20), (2, 30)):
        office.does("reopen", "--period", "2025-02", "--reason", f"Lần {number}", "--correct")
        day = date(2025, 2, 7 + number)
        office.imports(session_rows((slip(day, C, attendance=attendance),)))
        closes(office, "2025-02")
    found = office.does("corrections", "--period", "2025-02", "--json").json["corrections"]
    pairs = [
        next(
            (row["before"], row["after"])
            for row in one["differences"]
            if row["what"] == "Lượt người tham gia"
        )
        for one in found
    ]
    # 60, then 60+20, then 80+30.
    assert pairs == [("60", "80"), ("80", "110")]
    assert [one["number"] for one in found] == [1, 2]


COUNTS = {
    "dependent_persons": (30, 31, None),
    "dependent_added": (0, 3, NIL),
    "dependent_removed": (0, 1, NIL),
    "cases": (4, 15, NIL),
}


def test_what_is_doubtful_waits_for_an_answer_that_travels_with_the_report(
    office: Office,
) -> None:
    # 31 is not 30 + 3 - 1 = 32.
    office.counts(MONTHS, COUNTS)
    asked = office.call("close", "--period", "2025-02", "--json")
    assert asked.code == 1
    assert asked.json["closed"] is False
    (one,) = asked.json["confirmations"]
    assert one["code"] == "stock_balance"
    for figure in ("31", "30", "3", "1", "32"):
        assert figure in one["message"]
    assert said(office, "2025-02")[0] == "open"
    answers = office.desktop / "tra-loi.json"
    answers.write_text(json.dumps({"khong-co": "Đúng"}), encoding="utf-8")
    assert office.call("close", "--period", "2025-02", "--answers", answers).code in (2, 4)
    answers.write_text(json.dumps({one["id"]: " "}), encoding="utf-8")
    assert office.call("close", "--period", "2025-02", "--answers", answers).code == 1
    answer = "Một người chuyển đến chưa lập hồ sơ"
    answers.write_text(json.dumps({one["id"]: answer}), encoding="utf-8")
    office.does("close", "--period", "2025-02", "--answers", answers)
    assert said(office, "2025-02")[0] == "closed"
    assert answer in paper(office, "month", "2025-02")


def test_sessions_that_look_copied_are_asked_about(office: Office) -> None:
    # Four sessions in May with 50 each: equal attendance everywhere.
    office.imports(
        session_rows(
            tuple(slip(date(2025, 5, day), name, attendance=50) for day, name in
                  ((2, A), (3, B), (4, C), (6, A)))
        )
    )  # fmt: skip
    asked = office.call("close", "--period", "2025-05", "--json").json["confirmations"]
    assert [one["code"] for one in asked] == ["attendance_equal"]
    office.does("close", "--period", "2025-05", "--accept-confirmations")
    assert said(office, "2025-05") == ("closed", 3, 3, 4, 200)


def asked(office: Office, period: str) -> list[str]:
    """The codes of what waits for an answer."""
    found = office.call("close", "--period", period, "--json").json
    return sorted(one["code"] for one in found["confirmations"])


def test_a_month_with_all_the_numbers_of_the_one_before_is_asked_about(office: Office) -> None:
    flows: dict[str, tuple[Figure, ...]] = {
        "cases": (4, 4),
        "arrests": (5, 5),
        "meetings": (2, 2),
        "directives": (NIL, 0),
    }
    office.counts(MONTHS[:2], flows)
    assert asked(office, "2025-02") == ["month_copied"]
    # One figure apart is no copy.
    office.counts(("2025-02",), {"meetings": (3,)})
    assert asked(office, "2025-02") == []
    assert said(office, "2025-02")[0] == "closed"


def test_the_first_month_is_weighed_against_the_opening_total(office: Office) -> None:
    office.types("[openings]\ndependent_persons = 30\n", "counts", "set", "--period", "2025-01")
    flows = {"dependent_added": (3,), "dependent_removed": (1,)}
    office.counts(("2025-01",), {"dependent_persons": (31,), **flows})
    # 30 + 3 - 1 = 32.
    assert asked(office, "2025-01") == ["stock_balance"]
    office.counts(("2025-01",), {"dependent_persons": (32,)})
    assert asked(office, "2025-01") == []


def test_one_body_at_two_places_at_one_hour_is_asked_about(office: Office) -> None:
    heads = ("Ngày", "Giờ", "Tổ dân phố", "Hình thức", "Nội dung", "Số lượt người",
             "Đơn vị chủ trì")  # fmt: skip
    day = date(2025, 5, 5)
    office.imports(
        (
            heads,
            (day, "19:30", A, "Hội nghị", DRUGS, 30, "Công an xã"),
            (day, "19h30", B, "Hội nghị", DRUGS, 31, "Công an xã"),
            (day, "20:30", C, "Hội nghị", DRUGS, 32, "Công an xã"),
        )
    )
    assert asked(office, "2025-05") == ["same_hour"]


def test_nothing_done_after_closing_moves_a_closed_period(
    office: Office, monkeypatch: pytest.MonkeyPatch
) -> None:
    office.counts(MONTHS, {"cases": (4, 5, 6), "plant_cases": (NIL, NIL, 1)})
    closes(office, *MONTHS, "2025-Q1")
    names = (*MONTHS, "2025-Q1")
    before = [raw(office, name) for name in names]
    # An edit inside ends with 4.
    file = office.desktop / "so-lieu.toml"
    file.write_text("cases = 9\n", encoding="utf-8")
    assert office.call("counts", "set", "--period", "2025-02", file).code == 4
    # The plan's own entries, additions, another plan, other rules, other settings.
    office.types('[targets]\n4a = 50\n[answers]\n1 = {state = "yes", on = 2025-01-20}\n',
                 "plan", "set")  # fmt: skip
    office.types(
        '[[objectives]]\nid = "11"\ntitle = "Thêm"\nkind = "count"\nnumerator = "cases"\n',
        "plan", "add",
    )  # fmt: skip
    assert [raw(office, name) for name in names] == before
    office.does("plan", "use", "hanoi-2021", "--from", "2025-01")
    office.does("settings", "duty-calendar=calendar", "commune-wide=on", "deadline.month=3")
    assert [raw(office, name) for name in names] == before
    office.does("settings", "start-day=1")
    monkeypatch.setattr("desktop.__version__", __version__ + ".1")
    assert [raw(office, name) for name in names] == before
    # What was entered for later months is free.
    file.write_text("cases = 9\n", encoding="utf-8")
    office.does("counts", "set", "--period", "2025-04", file)
    assert office.call("check", "--deep").code == 0
    assert [raw(office, name) for name in names] == before


def test_another_start_day_begins_where_the_last_closed_month_ended(office: Office) -> None:
    closes(office, *MONTHS)
    office.does("settings", "start-day=1")
    days = [office.status(name)["period"] for name in (*MONTHS, "2025-04", "2025-05")]
    # 15/12-14/1, 15/1-14/2, 15/2-14/3 stay; April takes in what is left of March.
    assert [(one["from"], one["to"]) for one in days] == [
        ("2024-12-15", "2025-01-14"),
        ("2025-01-15", "2025-02-14"),
        ("2025-02-15", "2025-03-14"),
        ("2025-03-15", "2025-04-30"),
        ("2025-05-01", "2025-05-31"),
    ]
    # Due on 30/4: three, met by 5/4. The year to date keeps all its months: 3+2+3+3 of 12.
    assert said(office, "2025-04") == ("open", 3, 3, 1, 93)
    found = office.status("2025-H1")
    assert (found["period"]["from"], found["period"]["to"]) == ("2024-12-15", "2025-06-30")
    # 3+2+3+3+0+0 of 18.
    assert (found["groups"]["met"], found["groups"]["due"]) == (11, 18)


def test_a_month_that_is_not_over_is_closed_only_when_that_is_meant(office: Office) -> None:
    today = official_day(datetime.now(UTC))
    # Of the two rules the one under which today is not the last day of its month.
    first = 15 if today.day > 20 else 1
    office.does("settings", f"start-day={first}", "duty-calendar=calendar")
    months = today.year * 12 + today.month - 1 + (first == 15)
    month = f"{months // 12:04d}-{months % 12 + 1:02d}"
    asked = office.call("close", "--period", month, "--json")
    assert (asked.code, asked.json["closed"]) == (1, False)
    assert "period_not_over" in [one["id"] for one in asked.json["confirmations"]]
    assert said(office, month)[0] == "open"
    answers = office.desktop / "tra-loi.json"
    given = {one["id"]: "Cấp trên yêu cầu" for one in asked.json["confirmations"]}
    answers.write_text(json.dumps(given), encoding="utf-8")
    office.does("close", "--period", month, "--answers", answers)
    assert said(office, month)[0] == "closed"


def test_a_closed_quarter_locks_its_open_months(office: Office) -> None:
    closes(office, "2025-Q1")
    assert said(office, "2025-02")[0] == "open"
    assert office.call("import", _written(office.desktop / "phieu.xlsx", LATE)).code == 4
    file = office.desktop / "so-lieu.toml"
    file.write_text("cases = 9\n", encoding="utf-8")
    assert office.call("counts", "set", "--period", "2025-02", file).code == 4
    # The month itself can still be closed, with the same figures.
    closes(office, "2025-02")
    assert said(office, "2025-02") == ("closed", 2, 3, 1, 60)
    # The quarter is opened and closed again; the month in it stays closed.
    office.does("reopen", "--period", "2025-Q1", "--reason", "Chốt nhầm")
    assert [said(office, name)[0] for name in ("2025-Q1", "2025-02")] == ["open", "closed"]


def test_a_slip_taken_into_a_replacement_is_not_reported_a_second_time(office: Office) -> None:
    closes(office, "2025-01", "2025-02")
    office.does("import", _written(office.desktop / "phieu.xlsx", LATE), "--late")
    assert "Số bổ sung" in paper(office, "month", "2025-03")
    office.does("reopen", "--period", "2025-02", "--reason", "Cấp trên trả lại", "--correct")
    closes(office, "2025-02")
    # February's replacement has it: 3/3 and 60+20.
    assert said(office, "2025-02") == ("corrected", 3, 3, 2, 80)
    assert "Số bổ sung" not in paper(office, "month", "2025-03")
    assert ratio(office.objectives("2025-Q1")["4a"]) == (9, 9, "met")
