"""``papers`` as it is called: the register listed, entered, changed and taken out of."""

from pathlib import Path

import pytest

from tests.cli.conftest import Call

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
