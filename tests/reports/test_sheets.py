"""Sheets of the area, tasks and inspections, the public variant: what they say and leave open."""

from collections import Counter
from dataclasses import MISSING, fields, replace

import pytest

from desktop.domain.snapshot import Snapshot
from desktop.reports.area_review import area_review
from desktop.reports.excel import write_excel
from desktop.reports.pdf import write_pdf
from desktop.reports.public_report import without_people
from desktop.reports.tree import Blank, Document, Heading, Paragraph, Table
from desktop.reports.word import write_word
from tests.reports.made_up import FRAME, snapshot
from tests.reports.office_reading import (
    tokens,
    words_of_excel,
    words_of_pdf,
    words_of_tree,
    words_of_word,
)
from tests.reports.sheets_made_up import NOTHING, REVIEW, TASK_LINES, all_sheets, public, tasks

SHEETS = all_sheets()
MOST_COLUMNS = 7


@pytest.fixture(params=[*SHEETS.values()], ids=[*SHEETS])
def sheet(request: pytest.FixtureRequest) -> Document:
    found = request.param
    assert isinstance(found, Document)
    return found


def tables(document: Document) -> list[Table]:
    return [block for block in document.blocks if isinstance(block, Table)]


def text(document: Document) -> str:
    blocks = [block.text for block in document.blocks if isinstance(block, Paragraph | Heading)]
    return " ".join(blocks).replace("\u00a0", " ")


def plain(row: tuple[str, ...]) -> tuple[str, ...]:
    return tuple(cell.replace("\u00a0", " ") for cell in row)


def test_the_pdf_says_every_word_of_the_tree_and_no_other(sheet: Document) -> None:
    assert words_of_pdf(write_pdf(sheet), sheet) == words_of_tree(sheet)


def test_word_says_every_word_of_the_tree_and_no_other(sheet: Document) -> None:
    assert words_of_word(write_word(sheet)) == words_of_tree(sheet)


def test_excel_says_every_word_of_the_tree(sheet: Document) -> None:
    found = sum(len(tables(one)) for one in sheet.papers)
    links = Counter(word for n in range(found) for word in tokens(f"Bảng {n + 1}"))
    assert words_of_excel(write_excel(sheet)) == words_of_tree(sheet) + links


def test_the_same_sheet_is_written_in_the_same_bytes(sheet: Document) -> None:
    for write in (write_pdf, write_word, write_excel):
        assert write(sheet) == write(sheet)


def test_a_criterion_stands_with_its_figure_its_threshold_and_its_result() -> None:
    rows = [plain(row) for row in tables(SHEETS["area review"])[0].rows]
    assert rows[0][1] == "Trọng điểm loại I (cần từ 3 tiêu chí)"
    assert rows[1][2:] == (
        "23 người, bằng 0,1264% dân số",
        "từ 0,5% trở lên",
        "không đạt",
    )
    assert rows[2][2:] == ("chưa nhập", "từ 2 nơi trở lên", "chưa nhập")
    second = next(row for row in rows if row[1].startswith("Trồng từ 125 m²"))
    assert second[2] == "Cây có chứa chất ma túy: chưa nhập; 130,5 m²"
    assert "chưa rõ ngưỡng dưới" in second[3]
    assert second[4] == "đạt"


def test_an_open_threshold_is_said_and_one_that_was_filled_is_told_apart() -> None:
    said = text(SHEETS["area review"])
    assert "để người có thẩm quyền điền: tiêu chí d trọng điểm loại II (cây)." in said
    rows = tables(SHEETS["area review"])[0].rows
    assert any("từ 0,1% đến dưới 0,5% (ngưỡng do địa phương điền)" in row[3] for row in rows)
    blank = text(SHEETS["area review, nothing"])
    assert "tiêu chí a trọng điểm loại II (%)" in blank


def test_level_decision_history_milestones_and_population_are_told() -> None:
    document = SHEETS["area review"]
    said = text(document)
    assert "Mức đã quyết định: không trọng điểm, chưa đạt không ma túy." in said
    assert "Quyết định: Quyết định số 12/QĐ-UBND" in said
    assert "không còn là địa bàn không ma túy từ ngày 14 tháng 11 năm 2025" in said
    _criteria, _conditions, history, milestones, population = tables(document)
    assert history.rows[1][3] == "xuống mức nhẹ hơn (theo quy định khác)"
    assert [row[2] for row in milestones.rows] == ["07/01/2026", "quá hạn", "chưa đạt"]
    assert population.rows[1] == ("2026", "18.190", "15/01/2026")


def test_where_nothing_was_assessed_the_sheet_is_to_be_filled_in_by_hand() -> None:
    for name in ("area review, nothing", "area review, blank"):
        document = SHEETS[name]
        criteria = tables(document)[0]
        assert criteria.row_height > 0
        assert all(row[2] == row[4] == "" for row in criteria.rows)
        labels = [block.label for block in document.blocks if isinstance(block, Blank)]
        assert {"Dân số (người):", "Mức quyết định:", "Quyết định số, ngày:"} < set(labels)


def test_a_blank_sheet_carries_no_figure_of_the_commune() -> None:
    blank = area_review(snapshot(23), FRAME, replace(REVIEW, assessment=None), blank=True)
    words = words_of_tree(blank)
    assert words == words_of_tree(area_review(snapshot(23), FRAME, NOTHING, blank=True))


def test_tasks_stand_with_body_due_day_and_what_is_late() -> None:
    rows = [plain(row) for row in tables(tasks())[0].rows]
    assert rows[0][3:] == ("Công an phường", "30/06/2026", "đã hoàn thành")
    assert rows[1][3:] == ("chưa xác định", "năm 2025", "đang thực hiện, quá hạn")
    assert rows[2][3:] == ("chưa xác định", "chưa xác định", "chưa nhập")
    assert (
        "Trong 03 nhiệm vụ: 01 đã hoàn thành, 01 đang thực hiện, 01 chưa nhập tình trạng, "
        "01 quá hạn" in (text(tasks()))
    )


def test_inspections_follow_with_what_is_still_to_be_done() -> None:
    second = tasks().papers[1]
    held, before = tables(second)
    assert plain(held.rows[0])[2:] == ("Tổ 5", "Sổ ghi đủ.", "không có", "", "")
    assert plain(held.rows[1])[2] == "Toàn phường"
    assert plain(held.rows[1])[5:] == ("02/10/2026", "chưa, quá hạn")
    assert [row[6] for row in before.rows] == ["chưa", "01/04/2026"]
    assert "không ghi tên người" in text(second)


def test_every_group_gets_an_inspection_form_of_its_own() -> None:
    forms = SHEETS["inspection forms"].papers
    assert len(forms) == 3
    assert all("không ghi tên người" in text(form) for form in forms)
    assert len(SHEETS["inspection forms, no group"].papers) == 1


def test_a_public_report_says_that_it_is_one_and_addresses_nobody() -> None:
    document = public()
    assert document.subject[-1] == "(Bản công khai)"
    assert document.metadata.title.endswith("(bản công khai)")
    assert document.salutation == ()
    assert not any("Như trên" in line for line in document.recipients.lines)
    assert "(Báo cáo thay thế lần\u00a01)" in document.subject


def test_hidden_figures_have_words_and_reasons_in_text_and_table() -> None:
    document = public()
    said = text(document)
    assert "- Người được điều trị: dưới 5 người." in said
    assert "- Không nêu tại bản công khai: người vào hồ sơ." in said
    assert "- Không phát sinh: người tái nghiện." in said
    assert "- Chưa có số liệu: người sau cai." in said
    last = document.appendices[-1]
    table = next(block for block in last.blocks if isinstance(block, Table))
    rows = [plain(row)[3:] for row in table.rows if row[0]]
    assert rows[0][0] == "12"
    assert rows[0][-1] == "40*"
    assert rows[1][0] == "dưới 5"
    assert rows[2][0] == "không nêu"
    notes = [block.text for block in last.blocks if isinstance(block, Paragraph)]
    assert "“Dưới 5”: từ 1 đến 4" in notes[-1].replace("\u00a0", " ")


def test_what_a_snapshot_comes_to_hold_is_not_public_until_somebody_says_so() -> None:
    """Sessions, groups and models stand in fields without a default; the others are cleared."""
    bare = without_people(replace(snapshot(23, draft=False), tasks=TASK_LINES, inspections=2))
    may_be_empty = {one.name for one in fields(Snapshot) if one.default is not MISSING}
    filled = {name for name in may_be_empty if getattr(bare, name)}
    assert filled == {"tasks", "inspections"}
    assert {"counts", "objectives", "confirmations", "late"} < may_be_empty
    needed = {one.name for one in fields(Snapshot)} - may_be_empty
    assert needed == {
        *("draft", "period", "code", "valid_from", "commune", "superior", "committee"),
        *("start_day", "duty_calendar", "commune_wide_counts", "first_month", "groups"),
        *("sessions", "models", "duty", "other_duty", "upkeep", "totals", "previous"),
        *("last_year", "cumulative", "matrix_months", "matrix"),
    }


def test_members_of_models_and_attendances_of_sessions_are_not_public() -> None:
    headings = {
        column.heading
        for appendix in public().appendices
        for block in appendix.blocks
        if isinstance(block, Table)
        for column in block.columns
    }
    assert not headings & {"Số thành viên", "Lượt người", "Lý do, ghi chú"}
    assert len(headings) > MOST_COLUMNS
