"""Papers and codes from the command line."""

import json
import re
from pathlib import Path

import pytest

from tests.cli.conftest import Call
from tests.reports.reading import read_pdf

KINDS = {
    "month": "Báo cáo tháng",
    "session-register": "Sổ theo dõi buổi tuyên truyền",
    "model-register": "Sổ theo dõi mô hình",
    "minutes": "Biên bản buổi tuyên truyền",
    "collection-form": "Phiếu thu thập số liệu tháng của từng thôn, tổ dân phố",
    "month-plan": "Kế hoạch tháng kèm lịch",
    "reminder": "Công văn đôn đốc thôn, tổ dân phố còn thiếu",
    "area-review": "Phiếu rà soát, phân loại địa bàn",
    "tasks": "Bảng theo dõi nhiệm vụ, phiếu kiểm tra",
    "post-hand-over": "Biên bản bàn giao nhiệm vụ",
}
PUBLIC = {"public": "Bản công khai báo cáo của kỳ đã chốt"}


def test_papers_are_listed_one_a_line(so138: Call) -> None:
    answer = so138("report", "--list")
    assert answer.code == 0
    listed = dict(line.split("\t") for line in answer.out.splitlines())
    assert listed.items() >= (KINDS | PUBLIC).items()


@pytest.mark.parametrize("kind", KINDS)
@pytest.mark.parametrize("ending", ["pdf", "docx", "xlsx"])
def test_every_paper_is_written(filled: Call, tmp_path: Path, kind: str, ending: str) -> None:
    path = tmp_path / f"van-ban.{ending}"
    days = {"month-plan": ("--from", "2026-10-01"), "reminder": ("--by", "2099-10-31")}
    begin = days.get(kind, ())
    answer = filled("report", kind, "--period", "2026-10", *begin, "--output", path)
    assert (answer.code, answer.err) == (0, "")
    assert str(path) in answer.out
    assert path.stat().st_size > 1000


def test_the_plan_of_a_month_gone_by_is_refused_in_words(filled: Call, tmp_path: Path) -> None:
    path = tmp_path / "ke-hoach.pdf"
    answer = filled("report", "month-plan", "--period", "2026-10", "--output", path)
    assert answer.code == 4
    assert "đã hết" in answer.err
    assert not path.exists()


def test_a_public_report_is_made_of_a_closed_period_alone(filled: Call, tmp_path: Path) -> None:
    path = tmp_path / "cong-khai.pdf"
    call = ("report", "public", "--period", "2026-10", "--output", path)
    refused = filled(*call)
    assert refused.code == 4
    assert "chưa chốt" in refused.err
    assert not path.exists()
    assert filled("close", "--period", "2026-10", "--accept-confirmations").code == 0
    done = filled(*call)
    assert (done.code, done.err) == (0, "")
    assert "(Bản công khai)" in read_pdf(path.read_bytes())[0].text


@pytest.mark.parametrize("kind", ["area-review", "tasks"])
def test_blank_sheets_are_made_to_fill_in_by_hand(filled: Call, tmp_path: Path, kind: str) -> None:
    made: list[str] = []
    for extra in ((), ("--blank",)):
        path = tmp_path / f"{len(made)}.pdf"
        call = ("report", kind, "--period", "2026-10", "--output", path, *extra)
        assert filled(*call).code == 0
        made.append(" ".join(page.text for page in read_pdf(path.read_bytes())))
    assert made[0] != made[1]


def test_only_papers_that_can_be_blank_are(filled: Call, tmp_path: Path) -> None:
    path = tmp_path / "x.pdf"
    answer = filled("report", "reminder", "--period", "2026-10", "--output", path, "--blank")
    assert answer.code == 2
    assert "area-review, tasks" in answer.err


@pytest.mark.parametrize(
    ("call", "words"),
    [
        (("reminder", "--period", "2026-Q3"), "một tháng"),
        (("month-plan", "--period", "2026"), "một tháng"),
        (("collection-form", "--period", "2026-H1"), "một tháng"),
        (("minutes",), "--period"),
        (("minutes", "--session", "x"), "“x”"),
        (("minutes", "--period", "2026-10", "--group", "Tổ 99"), "Tổ 99"),
        (("month", "--period", "2026-10", "--session", "x"), "--session"),
        (("reminder", "--period", "2026-10", "--from", "2026-10-01"), "--from"),
        (("month-plan", "--period", "2026-10", "--from", "01/10"), "01/10"),
        (("month-plan", "--period", "2026-10", "--by", "2026-10-01"), "--by"),
        (("minutes", "--session", "a", "--group", "b"), "--group"),
        (("nothing", "--period", "2026-10"), "nothing"),
    ],
)
def test_a_call_that_cannot_be_meant_ends_with_2_and_one_line(
    filled: Call, tmp_path: Path, call: tuple[str, ...], words: str
) -> None:
    path = tmp_path / "x.pdf"
    answer = filled("report", *call, "--output", path)
    assert (answer.code, answer.out) == (2, "")
    assert answer.err.count("\n") == 1
    assert words in answer.err
    assert not path.exists()


PERIODIC = {
    "month": "2026-10",
    "quarter": "2026-Q4",
    "half-year": "2026-H2",
    "nine-months": "2026-9M",
    "year": "2026",
    "ad-hoc": "2026-10-01..2026-10-20",
}


@pytest.mark.parametrize(("kind", "period"), PERIODIC.items())
def test_every_report_is_made_for_its_own_kind_of_period(
    filled: Call, tmp_path: Path, kind: str, period: str
) -> None:
    path = tmp_path / "bao-cao.pdf"
    assert filled("report", kind, "--period", period, "--output", path).code == 0
    text = read_pdf(path.read_bytes())[0].text
    assert "BÁO CÁO" in text
    other = "2026-Q1" if kind == "month" else "2026-10"
    answer = filled("report", kind, "--period", other, "--output", tmp_path / "x.pdf")
    assert (answer.code, answer.out, answer.err.count("\n")) == (2, "", 1)
    assert period.partition("-")[0] in answer.err


def test_a_correction_report_needs_a_correction(filled: Call, tmp_path: Path) -> None:
    path = tmp_path / "x.pdf"
    answer = filled("report", "correction", "--period", "2026-10", "--output", path)
    assert (answer.code, answer.out, answer.err.count("\n")) == (4, "", 1)
    assert "2026-10" in answer.err
    assert not path.exists()


def code_of(path: Path) -> str:
    """The code printed on a form."""
    text = read_pdf(path.read_bytes())[0].text
    found = re.search(r"Mã (?:phiếu|biên bản): (\S+)", text)
    assert found is not None
    return found[1]


def test_the_code_of_a_form_is_understood(filled: Call, tmp_path: Path) -> None:
    path = tmp_path / "phieu.pdf"
    filled("report", "collection-form", "--period", "2026-10", "--output", path)
    pages = read_pdf(path.read_bytes())
    assert len(pages) == 3
    answer = filled("code", code_of(path))
    assert answer.code == 0
    name, month, _id = answer.out.strip().split("\t")
    assert name in pages[0].text
    assert month == "2026-10"


def test_the_code_of_minutes_opens_its_session(filled: Call, tmp_path: Path) -> None:
    wanted = filled("sessions", "--period", "2026-10", "--json").json["sessions"][0]
    path, again = tmp_path / "bien-ban.pdf", tmp_path / "lai.pdf"
    made = filled("report", "minutes", "--session", wanted["id"], "--output", path)
    assert made.code == 0
    code = code_of(path)
    found = json.loads(filled("code", code.lower(), "--json").out)
    assert found["kind"] == "session"
    assert [one["id"] for one in found["sessions"]] == [wanted["id"]]
    assert found["sessions"][0]["date"] == wanted["date"]
    assert filled("report", "minutes", "--session", code, "--output", again).code == 0
    assert again.read_bytes() == path.read_bytes()


def test_a_group_is_named_as_people_write_it(filled: Call, tmp_path: Path) -> None:
    path = tmp_path / "bien-ban.pdf"
    call = ("report", "minutes", "--period", "2026-10", "--output", path)
    assert filled(*call, "--group", "tổ dân phố 2").code == 0
    meant = filled("code", code_of(path))
    assert meant.out.startswith("Tổ dân phố 2\t2026-10\t")


def test_a_mistyped_code_ends_with_2_and_one_line(filled: Call, tmp_path: Path) -> None:
    path = tmp_path / "phieu.pdf"
    filled("report", "collection-form", "--period", "2026-10", "--output", path)
    code = code_of(path)
    wrong = ("0" if code[0] != "0" else "1") + code[1:]
    for text in (wrong, "", "Tổ 5"):
        answer = filled("code", text)
        assert (answer.code, answer.out) == (2, "")
        assert answer.err.count("\n") == 1


def test_a_right_code_of_another_commune_is_said_to_be_unknown(
    filled: Call, so138: Call, tmp_path: Path
) -> None:
    path = tmp_path / "phieu.pdf"
    filled("report", "collection-form", "--period", "2026-10", "--output", path)
    other = tmp_path / "other"
    new = ("new", "--name", "Xã Khác", "--code", "20000", "--superior", "Huế", "--no-password")
    assert so138(*new, data=other).code == 0
    answer = so138("code", code_of(path), data=other)
    assert answer.code == 2
    assert "đúng cách ghi" in answer.err


def test_a_period_wholly_to_come_or_before_tracking_has_no_report(
    so138: Call, tmp_path: Path
) -> None:
    new = ("new", "--name", "Xã Khác", "--code", "20000", "--superior", "Huế", "--no-password")
    assert so138(*new, "--from", "2026-01").code == 0
    for period, said in (("2099-01", "chưa bắt đầu"), ("2001-01", "trước tháng bắt đầu theo dõi")):
        answer = so138("report", "month", "--period", period, "--output", tmp_path / "x.pdf")
        assert answer.code == 2
        assert said in answer.err
        assert not (tmp_path / "x.pdf").exists()


def test_a_report_without_its_kind_is_asked_for_it(filled: Call) -> None:
    answer = filled("report", "--period", "2026-10")
    assert answer.code == 2
    assert "Chưa ghi loại báo cáo" in answer.err


def test_a_letter_asks_for_no_answer_by_a_day_that_is_over(filled: Call, tmp_path: Path) -> None:
    path = tmp_path / "cong-van.pdf"
    asked = ("report", "reminder", "--period", "2026-10", "--output", path)
    refused = filled(*asked, "--by", "2020-01-01")
    assert refused.code == 2
    assert "01/01/2020" in refused.err
    assert not path.exists()
    # Where no day is named, the letter asks by one that is still to come.
    for given in ((), ("--by", "2099-01-01")):
        answer = filled(*asked, "--overwrite", *given)
        assert (answer.code, answer.err) == (0, "")


def test_minutes_are_of_a_session_of_their_month(filled: Call, tmp_path: Path) -> None:
    session = filled("sessions", "--period", "2026-10", "--json").json["sessions"][0]
    path = tmp_path / "bien-ban.pdf"
    asked = ("report", "minutes", "--session", session["id"], "--output", path)
    answer = filled(*asked, "--period", "2026-03")
    assert answer.code == 2
    assert "không thuộc kỳ 2026-03" in answer.err
    assert not path.exists()
    assert filled(*asked, "--period", "2026-10").code == 0


def test_anew_is_for_papers_that_go_out_again(filled: Call, tmp_path: Path) -> None:
    path = tmp_path / "bao-cao.pdf"
    answer = filled("report", "month", "--period", "2026-09", "--anew", "--output", path)
    assert answer.code == 2
    assert "--anew" in answer.err


def test_a_folder_that_is_not_there_is_named(filled: Call, tmp_path: Path) -> None:
    folder = tmp_path / "out"
    answer = filled("report", "month", "--period", "2026-10", "--output", folder / "month.pdf")
    assert answer.code == 2, "a call that names no place, before anything is read"
    assert f"Chưa có thư mục {folder}" in answer.err


def test_a_period_of_another_kind_is_told_in_the_officers_words(
    filled: Call, tmp_path: Path
) -> None:
    paper = tmp_path / "quy.pdf"
    answer = filled("report", "quarter", "--period", "2026-10", "--output", paper)
    assert answer.code == 2
    assert "“Báo cáo quý”" in answer.err
    assert "2026-Q4" in answer.err


def test_a_number_that_no_report_went_out_under_is_said(filled: Call, tmp_path: Path) -> None:
    paper = tmp_path / "bao-cao.pdf"
    asked = ("report", "month", "--period", "2026-10", "--as-issued", "5", "--output", paper)
    answer = filled(*asked)
    assert answer.code == 2
    assert "theo số 5" in answer.err
    assert not paper.exists()
