"""The command that makes papers over all units."""

import json
from pathlib import Path

import pytest

from desktop.actions.desk import RandomIds, SystemClock
from desktop.actions.setup import Sources, open_desk
from tests.actions.units_making import (
    Sent,
    chained,
    receive,
    sent_month,
    superior_desk,
    units_named,
)
from tests.cli.conftest import Call
from tests.reports.reading import read_pdf

UNITS = units_named(3)
KINDS = {
    "report": "Báo cáo tổng hợp",
    "by-unit": "Bảng kết quả theo đơn vị",
    "by-objective": "Bảng kết quả theo mục tiêu, chỉ tiêu",
    "allocated": "Chỉ tiêu giao và kết quả thực hiện",
    "matrix": "Bảng đơn vị và 12 tháng của năm",
    "trend": "Diễn biến số tổng hợp theo tháng",
    "late": "Danh sách đơn vị chưa gửi báo cáo",
    "reminder": "Công văn đôn đốc đơn vị chưa gửi báo cáo",
}


@pytest.fixture
def superior(so138: Call, tmp_path: Path) -> Call:
    """The command line on a superior's folder to which two of three units have sent."""
    sources = Sources(SystemClock(), RandomIds())
    with superior_desk(tmp_path / "data", sources, UNITS) as desk:
        receive(desk, *(Sent(unit, sent_month(unit)) for unit in UNITS[:2]), name="TN 1")
    return so138


def correct(tmp_path: Path) -> None:
    """A correction of the first unit comes in."""
    first, second = chained(
        Sent(UNITS[0], sent_month(UNITS[0])),
        Sent(UNITS[0], sent_month(UNITS[0], seed=5), correction=1),
    )
    assert first.sequence == 1
    with open_desk(tmp_path / "data", sources=Sources(SystemClock(), RandomIds())) as desk:
        receive(desk, second, name="TN 2")


def test_papers_are_listed_one_a_line(so138: Call) -> None:
    answer = so138("consolidate", "--list")
    assert answer.code == 0
    assert dict(line.split("\t") for line in answer.out.splitlines()) == KINDS


def test_the_help_has_an_example(so138: Call) -> None:
    answer = so138("consolidate", "--help")
    assert answer.code == 0
    assert "so138 --data D consolidate report --period 2026-10" in answer.out
    assert "Lập văn bản tổng hợp" in answer.out


@pytest.mark.parametrize("kind", KINDS)
def test_every_paper_is_written(superior: Call, tmp_path: Path, kind: str) -> None:
    for ending in ("pdf", "docx", "xlsx", *(("csv", "json") if kind != "reminder" else ())):
        path = tmp_path / f"tong-hop.{ending}"
        answer = superior("consolidate", kind, "--period", "2026-10", "--output", path)
        assert (answer.code, answer.err) == (0, ""), ending
        assert str(path) in answer.out
        assert path.stat().st_size > 20


def test_the_same_packages_give_the_same_file(superior: Call, tmp_path: Path) -> None:
    for ending in ("pdf", "json"):
        first, second = (tmp_path / f"{name}.{ending}" for name in "ab")
        for path in (first, second):
            call = ("consolidate", "report", "--period", "2026-10", "--output", path)
            assert superior(*call).code == 0
        assert first.read_bytes() == second.read_bytes()


def test_the_open_data_names_who_has_not_sent(superior: Call, tmp_path: Path) -> None:
    path = tmp_path / "tong-hop.json"
    assert superior("consolidate", "report", "--period", "2026-10", "--output", path).code == 0
    found = json.loads(path.read_text(encoding="utf-8"))
    assert [one["code"] for one in found["not_sent"]] == [UNITS[2].code]
    assert found["totals"]["units"] == {"expected": 3, "sent": 2}


def test_changed_totals_are_told_and_replaced(superior: Call, tmp_path: Path) -> None:
    path = tmp_path / "tong-hop.pdf"
    call = ("consolidate", "report", "--period", "2026-10", "--output", path)
    assert superior(*call).code == 0
    quiet = superior("consolidate", "--changes")
    assert (quiet.code, quiet.out) == (0, "Không có số tổng hợp nào thay đổi từ khi lập báo cáo.\n")
    correct(tmp_path)
    told = superior("consolidate", "report", "--changes")
    assert told.code == 0
    assert "Tháng 10/2026: cần lập báo cáo thay thế lần 1." in told.out
    assert "Lượt người tham gia: đã báo cáo" in told.out
    table = tmp_path / "theo-don-vi.pdf"
    warned = superior("consolidate", "by-unit", "--period", "2026-10", "--output", table)
    assert "--changes" in warned.err
    assert superior(*call, "--changes").code == 0
    again = superior("consolidate", "--changes", "--period", "2026-10")
    assert again.out == "Không có số tổng hợp nào thay đổi từ khi lập báo cáo.\n"


def test_the_board_tells_of_printed_reports_that_no_longer_hold(
    superior: Call, tmp_path: Path
) -> None:
    path = tmp_path / "tong-hop.pdf"
    call = ("consolidate", "report", "--period", "2026-10", "--output", path)
    assert superior(*call).code == 0
    board = ("board", "--period", "2026-10")
    assert superior(*board, "--json").json["changed_papers"] == []
    assert "--changes" not in superior(*board).out
    correct(tmp_path)
    for wanted in (board, ("board",)):
        (paper,) = superior(*wanted, "--json").json["changed_papers"]
        assert (paper["kind"], paper["period"], paper["replacement"]) == ("report", "2026-10", 1)
        assert paper["number"] is None, "it was printed and got no number"
        assert superior(*wanted).code == 1
        change = next(one for one in paper["changes"] if one["measure"] == "attendance")
        assert change["issued"]["numerator"] != change["now"]["numerator"]
        told = superior(*wanted).out
        assert "Báo cáo tổng hợp tháng 10/2026 đã lập" in told
        assert "so138 consolidate report --period 2026-10 --changes" in told
    assert superior(*call, "--changes").code == 0
    assert superior(*board, "--json").json["changed_papers"] == []


def test_a_report_prints_number_and_date_of_the_register(superior: Call, tmp_path: Path) -> None:
    path = tmp_path / "tong-hop.pdf"
    call = ("consolidate", "report", "--period", "2026-10", "--output", path)

    def head(*more: str) -> str:
        assert superior(*call, *more).code == 0
        return read_pdf(path.read_bytes())[0].text.replace("\u00a0", " ")

    assert "Số: /" in head()
    add = ("papers", "add", "--kind", "report", "--period", "2026-10")
    made = superior(*add, "--number", "7", "--date", "2026-10-21")
    assert made.code == 0, made.err
    (line,) = superior("papers", "--json").json["papers"]
    assert line["symbol"] == "07/BC-BCĐ"
    # As the paper heads itself, so that the register is found by it.
    said = "tổng hợp kết quả công tác phòng, chống ma túy tháng 10 năm 2026"
    assert line["subject"] == f"Báo cáo {said}"
    assert said in " ".join(head().split()).replace("Tổng hợp", "tổng hợp")
    assert "Số: 07/BC-BCĐ" in head()
    assert "ngày 21 tháng 10 năm 2026" in head()
    correct(tmp_path)
    again = head("--changes")
    assert "Số: 07/BC-BCĐ" not in again
    assert "thay thế lần 01" in again
    assert superior(*add, "--number", "9", "--date", "2026-11-01").code == 0
    (_first, second) = superior("papers", "--json").json["papers"]
    assert second["subject"].endswith("thay thế Báo cáo số 07/BC-BCĐ ngày 21 tháng 10 năm 2026")
    assert "Số: /BC-BCĐ" in head(), "a number stands over no totals that it was not given to"
    assert "Số: 09/BC-BCĐ" in head("--changes")


def test_a_report_with_a_number_gets_no_second_one_unasked(superior: Call, tmp_path: Path) -> None:
    path = tmp_path / "tong-hop.pdf"
    call = ("consolidate", "report", "--period", "2026-10", "--output")
    numbered = ("--date", "2026-10-21", "--number")
    assert superior(*call, path, *numbered, "7").code == 0
    again = superior(*call, path, *numbered, "8")
    assert again.code == 2
    assert "07/BC-BCĐ" in again.err
    entered = superior("papers", "add", "--kind", "report", "--period", "2026-10", *numbered, "8")
    assert (entered.code, entered.err) == (again.code, again.err), "one rule, said alike"
    correct(tmp_path)
    other = superior(*call, path, *numbered, "8")
    assert (other.code, "--changes" in other.err) == (2, True)
    assert superior(*call, path, "--changes").code == 0
    plain = superior(*call, path)
    assert "07/BC-BCĐ" in plain.err, "a working copy beside an issued report says so"
    (paper,) = superior("papers", "--json").json["papers"]
    assert paper["number"] == 7
    assert superior(*call, path, "--changes", *numbered, "8").code == 0
    said = " ".join(page.text for page in read_pdf(path.read_bytes())).replace("\u00a0", " ")
    assert "thay thế Báo cáo số 07/BC-BCĐ ngày 21 tháng 10 năm 2026" in " ".join(said.split())
    assert superior(*call, path, "--anew", *numbered, "9").code == 0


def test_data_takes_no_number_and_a_date_before_the_end_is_told(
    superior: Call, tmp_path: Path
) -> None:
    call = ("consolidate", "report", "--period", "2026-10", "--number", "7")
    assert superior(*call, "--date", "2026-10-21", "--output", tmp_path / "x.csv").code == 2
    assert superior("papers", "--json").json["papers"] == []
    path = tmp_path / "x.pdf"
    assert superior(*call, "--date", "2026-09-10", "--output", path).code == 2
    early = superior(*call, "--date", "2026-09-20", "--output", path)
    assert early.code == 0
    assert "14/10/2026" in early.err


def test_what_cannot_be_made_is_refused_in_words(superior: Call, tmp_path: Path) -> None:
    path = tmp_path / "x.pdf"
    made = ("--period", "2026-10", "--output", path)
    for code, words, call in (
        (2, "Không có loại văn bản “x”", ("consolidate", "x", *made)),
        (2, "Cần ghi loại văn bản", ("consolidate",)),
        (2, "--period", ("consolidate", "report", "--output", path)),
        (2, "--output", ("consolidate", "report", "--period", "2026-10")),
        (2, ".csv", ("consolidate", "report", "--period", "2026-10", "--output", "x.txt")),
        (2, ".docx", ("consolidate", "reminder", "--period", "2026-10", "--output", "x.csv")),
        (2, "matrix, trend", ("consolidate", "report", *made, "--measure", "sessions")),
        (2, "Không có số liệu “x”", ("consolidate", "matrix", *made, "--measure", "x")),
        (2, "reminder", ("consolidate", "late", *made, "--unit", "20001")),
        (2, "2026-10-20", ("consolidate", "reminder", *made, "--by", "20/10/2026")),
        (2, "đã qua", ("consolidate", "reminder", *made, "--by", "2026-01-20")),
        (4, "20001", ("consolidate", "reminder", *made, "--unit", "20001")),
        (4, "thay thế", ("consolidate", "report", *made, "--changes")),
        (2, "2026-1x", ("consolidate", "report", "--period", "2026-1x", "--output", path)),
    ):
        answer = superior(*call)
        assert (answer.code, answer.out) == (code, ""), call
        assert words in answer.err, (call, answer.err)
    assert not path.exists()


def test_the_measures_are_listed(superior: Call) -> None:
    answer = superior("consolidate", "matrix", "--period", "2026-10", "--measure", "?")
    assert {"sessions", "count:plants", "objective:4a"} <= set(answer.out.split())


def test_a_commune_has_nothing_to_consolidate(filled: Call, tmp_path: Path) -> None:
    path = tmp_path / "x.pdf"
    answer = filled("consolidate", "report", "--period", "2026-10", "--output", path)
    assert answer.code == 4
    assert not path.exists()


def test_own_paragraphs_are_kept_and_printed(superior: Call, tmp_path: Path) -> None:
    own, target = tmp_path / "doan.txt", tmp_path / "tong-hop.pdf"
    own.write_text("Các đơn vị đã chủ động triển khai.\n", encoding="utf-8")
    report = ("consolidate", "report", "--period", "2026-10")
    assert superior(*report, "--text", "strengths", str(own)).code == 0
    listed = superior(*report, "--text", "?", "?").out
    assert "strengths\tƯu điểm\ttự viết" in listed
    assert superior(*report, "--output", str(target)).code == 0
    said = " ".join(page.text for page in read_pdf(target.read_bytes()))
    assert "Các đơn vị đã chủ động triển khai." in said
    own.write_text("", encoding="utf-8")
    assert superior(*report, "--text", "strengths", str(own)).code == 0
    assert "tự viết" not in superior(*report, "--text", "?", "?").out


def test_paragraphs_of_no_section_and_of_tables_are_refused(superior: Call, tmp_path: Path) -> None:
    own = tmp_path / "doan.txt"
    own.write_text("Một.", encoding="utf-8")
    unknown = superior("consolidate", "report", "--period", "2026-10", "--text", "none", str(own))
    assert unknown.code == 2
    assert "strengths" in unknown.err
    table = superior(
        "consolidate", "matrix", "--period", "2026-10", "--text", "strengths", str(own)
    )
    assert table.code == 2


def test_printing_once_more_is_no_reissue(superior: Call, tmp_path: Path) -> None:
    path = tmp_path / "tong-hop.pdf"
    call = ("consolidate", "report", "--period", "2026-10", "--output", path)
    assert superior(*call).code == 0
    correct(tmp_path)
    assert "--anew" in superior(*call).err
    assert "thay thế lần 1" in superior("consolidate", "--changes").out
    assert superior(*call, "--changes", "--anew").code == 2
    assert superior(*call, "--anew").code == 0
    assert "Không có số tổng hợp nào thay đổi" in superior("consolidate", "--changes").out
    assert superior(*call, "--changes").code == 4, "the working copy is not replaced"


def test_a_letter_is_entered_and_printed_with_its_number(superior: Call, tmp_path: Path) -> None:
    path = tmp_path / "don-doc.pdf"
    call = ("consolidate", "reminder", "--period", "2026-10", "--unit", UNITS[2].code)
    made = (*call, "--output", path)
    assert superior(*made, "--number", "12").code == 2, "a number needs its date"
    assert superior(*made, "--number", "12", "--date", "2026-10-21").code == 0
    for _again in range(2):
        assert superior(*made).code == 0
        said = read_pdf(path.read_bytes())[0].text.replace("\u00a0", " ")
        assert "Số: 12/BCĐ-PCMT" in said
        assert "ngày 21 tháng 10 năm 2026" in said
    (line,) = superior("papers", "--json").json["papers"]
    assert (line["kind"], line["symbol"]) == ("reminder", "12/BCĐ-PCMT")
    assert superior(*made, "--anew").code == 0
    assert "12/BCĐ-PCMT" not in read_pdf(path.read_bytes())[0].text
    taken = superior(*made, "--anew", "--number", "12", "--date", "2026-10-22")
    assert taken.code != 0, "a number stands once in a year"
    table = superior(
        "consolidate", "late", "--period", "2026-10", "--output", path, "--number", "1"
    )
    assert table.code == 2


def test_a_report_is_entered_with_its_number(superior: Call, tmp_path: Path) -> None:
    path = tmp_path / "tong-hop.pdf"
    call = ("consolidate", "report", "--period", "2026-10", "--output", path)
    assert superior(*call, "--number", "7", "--date", "2026-10-21").code == 0
    assert "Số: 07/BC-BCĐ" in read_pdf(path.read_bytes())[0].text.replace("\u00a0", " ")
    correct(tmp_path)
    assert superior(*call, "--changes", "--number", "9", "--date", "2026-11-01").code == 0
    said = read_pdf(path.read_bytes())[0].text.replace("\u00a0", " ")
    assert "Số: 09/BC-BCĐ" in said
    assert "thay thế lần 01" in said


def test_a_month_to_come_has_no_paper_and_the_board_never_asks_for_it_again(
    superior: Call, tmp_path: Path
) -> None:
    path = tmp_path / "tong-hop.pdf"
    for kind in ("report", "by-unit", "late", "matrix"):
        answer = superior("consolidate", kind, "--period", "2090-01", "--output", path)
        assert (answer.code, answer.out) == (2, ""), kind
        assert "chưa bắt đầu" in answer.err
    assert not path.exists()
    correct(tmp_path)
    assert "1/2090" not in superior("board", "--period", "2026-10").out


def test_a_folder_that_is_not_there_is_a_wrong_call_and_takes_no_number(
    superior: Call, tmp_path: Path
) -> None:
    call = ("consolidate", "report", "--period", "2026-10", "--number", "12", "--date")
    path = tmp_path / "none" / "tong-hop.pdf"
    answer = superior(*call, "2026-11-02", "--output", path)
    assert (answer.code, answer.out) == (2, "")
    assert str(path.parent) in answer.err
    assert "12" not in superior("papers").out
