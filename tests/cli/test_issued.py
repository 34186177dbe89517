"""``papers`` as it is called: the register listed, entered, changed and taken out of."""

from pathlib import Path

import pytest

from tests.cli.conftest import Call
from tests.reports.reading import read_pdf

ADD = ("papers", "add", "--kind", "month", "--period", "2026-09")


@pytest.fixture
def closed(filled: Call) -> Call:
    """The command line on a commune whose September is closed."""
    assert filled("close", "--period", "2026-09", "--accept-confirmations").code == 0
    return filled


def test_a_register_without_lines_says_so(commune: Call) -> None:
    answer = commune("papers")
    assert (answer.code, answer.out) == (0, "Sổ văn bản đi chưa có dòng nào.\n")
    assert commune("papers", "--json").json == {"year": None, "period": None, "papers": []}


def test_a_line_is_entered_and_listed(closed: Call) -> None:
    added = closed(
        *ADD, "--number", "5", "--date", "2026-10-02", "--signer", "Trần Thị Lan",
        "--recipient", "UBND thành phố", "--recipient", "- Lưu VT;", "--note", "bản giấy",
    )  # fmt: skip
    assert added.code == 0
    [line] = closed("papers", "--year", "2026", "--json").json["papers"]
    assert line.pop("id") in added.out
    assert line == {
        "kind": "month",
        "period": "2026-09",
        "number": 5,
        "series": "BC-BCĐ",
        "symbol": "05/BC-BCĐ",
        "date": "2026-10-02",
        "subject": "Báo cáo kết quả công tác phòng, chống ma túy tháng 9 năm 2026",
        "signer": "Trần Thị Lan",
        "recipients": ["UBND thành phố", "Lưu VT"],
        "note": "bản giấy",
        "newer": [],
    }
    assert closed("papers", "--year", "2025", "--json").json["papers"] == []
    assert len(closed("papers", "--period", "2026-09", "--json").json["papers"]) == 1
    assert "05/BC-BCĐ\t02/10/2026\t" in closed("papers").out


def test_the_report_prints_what_the_register_holds(closed: Call, tmp_path: Path) -> None:
    def printed() -> bytes:
        target = tmp_path / "bao-cao.pdf"
        assert closed("report", "month", "--period", "2026-09", "--output", target).code == 0
        return target.read_bytes()

    open_number = printed()
    assert closed(*ADD, "--number", "5", "--date", "2026-10-02").code == 0
    assert printed() != open_number
    assert closed("undo").code == 0
    assert printed() == open_number


def test_an_open_month_is_refused_with_what_to_do(closed: Call) -> None:
    answer = closed(
        "papers", "add", "--kind", "month", "--period", "2026-10", "--number", "5",
        "--date", "2026-10-20",
    )  # fmt: skip
    assert answer.code == 4
    assert "Chốt số liệu trước" in answer.err


def test_a_taken_number_is_refused_and_its_paper_named(closed: Call) -> None:
    assert closed(*ADD, "--number", "5", "--date", "2026-10-02").code == 0
    answer = closed(
        "papers", "add", "--kind", "reminder", "--period", "2026-10", "--number", "5",
        "--date", "2026-10-10", "--series", "bc-bcđ",
    )  # fmt: skip
    assert answer.code == 2
    assert "05/BC-BCĐ" in answer.err
    assert "tháng 9 năm 2026" in answer.err


def test_a_line_is_changed_where_it_is_told_to_be(closed: Call) -> None:
    assert closed(*ADD, "--number", "5", "--date", "2026-10-02").code == 0
    [before] = closed("papers", "--json").json["papers"]
    assert closed("papers", "change", before["id"], "--number", "6", "--note", "x").code == 0
    [after] = closed("papers", "--json").json["papers"]
    assert after == {**before, "number": 6, "symbol": "06/BC-BCĐ", "note": "x"}


def test_a_line_is_taken_out_and_its_number_given_again(closed: Call) -> None:
    assert closed(*ADD, "--number", "5", "--date", "2026-10-02").code == 0
    [line] = closed("papers", "--json").json["papers"]
    gone = closed("papers", "remove", line["id"])
    assert gone.out == "Đã rút khỏi sổ: số 05/BC-BCĐ ngày 02/10/2026.\n"
    assert closed(*ADD, "--number", "5", "--date", "2026-10-03").code == 0


@pytest.mark.parametrize(
    "call",
    [
        (*ADD, "--number", "0", "--date", "2026-10-02"),
        (*ADD, "--number", "100000", "--date", "2026-10-02"),
        (*ADD, "--number", "5", "--date", "02/10/2026"),
        (*ADD, "--number", "5", "--date", "9999-01-01"),
        (*ADD, "--number", "5"),
        (*ADD, "--kind", "poster", "--number", "5", "--date", "2026-10-02"),
        ("papers", "change", "?", "--number", "5"),
        ("papers", "remove", "?"),
        ("papers", "--period", "tháng 9"),
        ("papers", "--year", "26"),
    ],
)  # fmt: skip
def test_a_wrong_call_ends_with_2_and_one_line(closed: Call, call: tuple[str, ...]) -> None:
    answer = closed(*call)
    assert answer.code == 2
    assert len(answer.err.strip().splitlines()) == 1
    assert answer.out == ""


def test_numbers_against_the_dates_are_told_and_kept(closed: Call) -> None:
    assert closed(*ADD, "--number", "5", "--date", "2026-10-02").code == 0
    answer = closed(
        "papers", "add", "--kind", "reminder", "--period", "2026-10", "--number", "4",
        "--date", "2026-10-10", "--series", "BC-BCĐ",
    )  # fmt: skip
    assert answer.code == 0
    assert "không khớp" in answer.err
    assert "04/BC-BCĐ" in answer.out


def test_a_refused_line_is_not_said_to_be_kept(closed: Call) -> None:
    assert closed(*ADD, "--number", "5", "--date", "2026-10-12").code == 0
    answer = closed(*ADD, "--number", "6", "--date", "2026-09-30")
    assert answer.code == 2
    assert "vẫn được ghi" not in answer.err
    other = ("papers", "add", "--kind", "reminder", "--period", "2026-10", "--series", "BC-BCĐ")
    assert closed(*other, "--number", "7", "--date", "2026-10-13").code == 0
    second = closed("papers", "--json").json["papers"][1]["id"]
    taken = closed("papers", "change", second, "--number", "5", "--date", "2026-10-10")
    assert taken.code == 2
    assert "vẫn được ghi" not in taken.err


@pytest.mark.parametrize("number", ["٣", "+3", "1_0", "３"])
def test_a_number_is_written_in_plain_digits(closed: Call, number: str) -> None:
    answer = closed(*ADD, "--number", number, "--date", "2026-10-02")
    assert (answer.code, answer.out) == (2, "")


def test_a_symbol_is_one_line(closed: Call) -> None:
    answer = closed(*ADD, "--number", "3", "--date", "2026-10-02", "--series", "BC\nBCĐ")
    assert answer.code == 2
    assert len(answer.err.strip().splitlines()) == 1
    assert closed("papers", "--json").json["papers"] == []


def test_a_sheet_without_a_number_line_is_refused_in_words(closed: Call) -> None:
    answer = closed(
        "papers", "add", "--kind", "tasks", "--period", "2026-09", "--number", "3",
        "--date", "2026-10-02",
    )  # fmt: skip
    assert answer.code == 2
    assert "không có dòng “Số:”" in answer.err


def test_a_numbered_report_says_what_is_newer_and_prints_it_when_told(
    closed: Call, tmp_path: Path
) -> None:
    def printed() -> tuple[bytes, str]:
        target = tmp_path / "bao-cao.pdf"
        answer = closed("report", "month", "--period", "2026-09", "--overwrite", "--output", target)
        assert answer.code == 0
        return target.read_bytes(), answer.err

    words = tmp_path / "doan.txt"
    words.write_text("Các tổ tham gia đầy đủ.", "utf-8")
    assert closed(*ADD, "--number", "5", "--date", "2026-10-02").code == 0
    issued, said = printed()
    assert said == ""
    told = closed("texts", "set", "strengths", words, "--period", "2026-09")
    assert told.code == 0
    assert "05/BC-BCĐ" in told.err
    same, said = printed()
    assert same == issued
    assert "strengths" in said
    [line] = closed("papers", "--json").json["papers"]
    assert line["newer"] == ["strengths"]
    assert closed("texts", "show", "--period", "2026-09", "--json").json["newer"] == ["strengths"]
    assert closed("papers", "change", line["id"], "--current-words").code == 0
    fresh, said = printed()
    assert (fresh != issued, said) == (True, "")


def test_minutes_print_the_number_of_their_own_session(closed: Call, tmp_path: Path) -> None:
    session = closed("sessions", "--period", "2026-10", "--json").json["sessions"][0]["id"]
    add = ("papers", "add", "--kind", "minutes", "--period", "2026-10", "--date", "2026-10-06")
    assert closed(*add, "--number", "4", "--session", session).code == 0

    def head(*choice: str) -> str:
        target = tmp_path / "bien-ban.pdf"
        asked = ("report", "minutes", "--period", "2026-10", *choice, "--output", target)
        assert closed(*asked).code == 0
        return read_pdf(target.read_bytes())[0].text.replace("\u00a0", " ")

    assert "04/BB-BCĐ" in head("--session", session)
    assert "04/BB-BCĐ" not in head()
    assert "04/BB-BCĐ" not in head("--session", session, "--anew")
    answer = closed("papers", "add", "--kind", "minutes", "--period", "2026-09", "--number", "9",
                    "--date", "2026-10-06", "--session", session)  # fmt: skip
    assert answer.code == 2


def test_the_public_variant_has_its_own_line_and_prints_it(closed: Call, tmp_path: Path) -> None:
    add = ("papers", "add", "--kind", "public", "--number", "8", "--date", "2026-10-06")
    assert closed(*add, "--period", "2026-10").code == 4
    assert closed(*add, "--period", "2026-09").code == 0
    target = tmp_path / "cong-khai.pdf"
    assert closed("report", "public", "--period", "2026-09", "--output", target).code == 0
    text = read_pdf(target.read_bytes())[0].text.replace("\u00a0", " ")
    assert "Số: 08/BC-BCĐ" in text
    assert closed("papers", "add", "--kind", "month", "--period", "2026-09", "--number", "9",
                  "--date", "2026-10-06").code == 0  # fmt: skip


def test_a_second_number_of_the_same_report_is_refused_until_it_is_meant(closed: Call) -> None:
    days = ("papers", "add", "--kind", "ad-hoc", "--period", "2026-09-01..2026-09-10")
    assert closed(*days, "--number", "5", "--date", "2026-10-02").code == 0
    second = (*days, "--number", "6", "--date", "2026-10-02")
    refused = closed(*second)
    assert (refused.code, "đã có số: 05/" in refused.err) == (2, True)
    assert "--anew" in refused.err
    assert closed(*second, "--anew").code == 0
    assert len(closed("papers", "--json").json["papers"]) == 2
