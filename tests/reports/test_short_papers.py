"""Registers, forms, plans and letters: the same words in all three files, the decree's places."""

import re
from collections import Counter
from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest

from desktop.domain.periods import parse_period
from desktop.reports import qr
from desktop.reports.excel import write_excel
from desktop.reports.fill_in import HAND_RULE, QR_SIDE
from desktop.reports.hand_over import post_hand_over
from desktop.reports.office_paper import period_name
from desktop.reports.pdf import write_pdf
from desktop.reports.reminder import reminder
from desktop.reports.session_forms import MinutesSubject, collection_forms, minutes
from desktop.reports.tree import Blank, CodeMark, Document, Orientation, Paragraph, Table
from desktop.reports.word import write_word
from tests.reports.made_up import FRAME, snapshot
from tests.reports.office_reading import (
    SOFFICE,
    by_libreoffice,
    members,
    tokens,
    words_of_excel,
    words_of_pdf,
    words_of_tree,
    words_of_word,
    workbook,
)
from tests.reports.papers_made_up import (
    CODE,
    HELD,
    INVENTORY,
    NAMES,
    all_papers,
    codes,
    plan,
    with_planned,
)
from tests.reports.reading import MM, PageRead, read_pdf

PAPERS = all_papers()
USUAL = with_planned(snapshot(23))
MONTH_END = date(2026, 10, 14)


@pytest.fixture(params=[*PAPERS.values()], ids=[*PAPERS])
def paper(request: pytest.FixtureRequest) -> Document:
    found = request.param
    assert isinstance(found, Document)
    return found


def table_of(document: Document) -> Table:
    return next(block for block in document.blocks if isinstance(block, Table))


def text_of(document: Document) -> str:
    blocks = [block.text for block in document.blocks if isinstance(block, Paragraph)]
    return " ".join(blocks).replace("\u00a0", " ")


def name(group: str) -> str:
    return f"Tổ\u00a0dân\u00a0phố\u00a0{int(group[1:])}"


def test_the_pdf_says_every_word_of_the_tree_and_no_other(paper: Document) -> None:
    assert words_of_pdf(write_pdf(paper), paper) == words_of_tree(paper)


def test_word_says_every_word_of_the_tree_and_no_other(paper: Document) -> None:
    assert words_of_word(write_word(paper)) == words_of_tree(paper)


def test_excel_says_every_word_of_the_tree_and_where_its_tables_are(paper: Document) -> None:
    tables = sum(isinstance(block, Table) for one in paper.papers for block in one.blocks)
    links = Counter(word for n in range(tables) for word in tokens(f"Bảng {n + 1}"))
    assert words_of_excel(write_excel(paper)) == words_of_tree(paper) + links


@pytest.mark.parametrize("write", [write_pdf, write_word, write_excel])
def test_the_same_paper_gives_the_same_file(paper: Document, write: object) -> None:
    assert callable(write)
    assert write(paper) == write(paper)


def test_no_sentence_keeps_an_open_field(paper: Document) -> None:
    words = " ".join(words_of_tree(paper))
    assert "{" not in words
    assert "none" not in words


def test_nothing_stands_in_the_margins(paper: Document) -> None:
    for page in read_pdf(write_pdf(paper)):
        bound, free = (30.0, 15.0) if page.height > page.width else (20.0, 20.0)
        number = page.page_number()
        inside = [one for one in page.words if one is not number and one.y > 18]
        assert min(one.x for one in inside) >= bound - 0.1
        ends = [max(rule.x0, rule.x1) for rule in page.rules]
        assert max(ends, default=0) <= page.width - free + 0.2


def test_the_signature_never_stands_alone_on_a_page(paper: Document) -> None:
    pages = read_pdf(write_pdf(paper))
    first = paper.signature.above[0].replace("\u00a0", " ")
    for page in pages:
        signed = [one for one in page.words if one.text.replace("\u00a0", " ") == first]
        if not signed:
            continue
        top = page.page_number()
        before = [one for one in page.words if one is not top and 25 < one.y < signed[0].y - 3]
        assert before, "nothing stands above the signature"


# Forms


def test_every_group_that_is_due_has_one_page_of_its_own() -> None:
    made = snapshot(60, long_names=True)
    pages = read_pdf(write_pdf(collection_forms(made, FRAME, codes(made))))
    assert len(pages) == 60
    for page, line in zip(pages, made.groups, strict=True):
        assert line.name in page.text
        assert codes(made)[line.id] in page.text
        assert page.page_number() is None


def test_the_file_of_all_forms_has_the_month_as_its_title() -> None:
    document = collection_forms(USUAL, FRAME, codes(USUAL))
    assert document.file_metadata.title == "Phiếu thu thập số liệu tháng 10 năm 2026"
    assert document.metadata.title == "Phiếu thu thập Tổ dân phố 1"


def test_sheets_of_groups_with_the_same_beginning_have_names_of_their_own() -> None:
    made = snapshot(60, long_names=True)
    names = workbook(write_excel(collection_forms(made, FRAME, codes(made)))).sheetnames
    assert len({one.casefold() for one in names}) == len(names) == 120
    assert max(map(len, names)) <= 31


def test_without_groups_one_form_is_left_to_write_the_name_on() -> None:
    document = collection_forms(snapshot(0), FRAME, {})
    assert document.papers == (document,)
    assert any(isinstance(one, Blank) and "tổ dân phố" in one.label for one in document.blocks)


def test_minutes_of_a_session_say_what_was_entered() -> None:
    document = minutes(USUAL, FRAME, MinutesSubject(session=HELD, groups=NAMES, code=CODE))
    text = text_of(document)
    for words in (
        "19:30, ngày 02 tháng 10 năm 2026",
        "Nhà văn hóa tổ 5",
        "Tổ dân phố 5, Tổ dân phố 6",
        "1.834 lượt người",
        "50 tờ rơi",
        "Công an phường",
    ):
        assert words in text, words
    labels = [block.label for block in document.blocks if isinstance(block, Blank)]
    assert [label[:3] for label in labels] == ["11.", "12.", "Buổ"]


def test_blank_minutes_are_lines_alone_without_a_code() -> None:
    document = minutes(USUAL, FRAME, MinutesSubject())
    assert all(isinstance(block, Blank) for block in document.blocks)
    page, *others = read_pdf(write_pdf(document))
    assert others == []
    lines = sum(block.lines for block in document.blocks if isinstance(block, Blank))
    ends = [rule for rule in page.rules if abs(rule.x1 - (page.width - 17)) < 0.2 and rule.level]
    assert len(ends) == lines


def test_an_attendance_that_nobody_entered_is_left_to_be_written() -> None:
    document = minutes(USUAL, FRAME, MinutesSubject(session=replace(HELD, attendance=None)))
    assert any(isinstance(one, Blank) and one.label.startswith("9.") for one in document.blocks)
    zero = minutes(USUAL, FRAME, MinutesSubject(session=replace(HELD, attendance=0)))
    assert "0 lượt người" in text_of(zero)


def test_lines_of_a_form_in_word_are_drawn_to_the_margin_and_kept_with_the_signature() -> None:
    document = minutes(USUAL, FRAME, MinutesSubject())
    body = members(write_word(document))["word/document.xml"]
    ruled = re.findall(r"<w:p>(?:(?!</w:p>).)*?leader=\"underscore\".*?</w:p>", body)
    lines = sum(block.lines for block in document.blocks if isinstance(block, Blank))
    assert len(ruled) == lines
    assert all("<w:tab/>" in one for one in ruled)
    assert "<w:keepNext/>" in ruled[-1]


def squares_of(page: PageRead) -> set[tuple[int, int]]:
    """The dark squares of the code on a page, by row and column."""
    side = QR_SIDE / MM / 21
    left = page.width - 17 - 21 * side
    rows = [one for one in page.rules if one.level and one.x0 >= left - 1.1 * side and one.y0 > 60]
    top = min(one.y0 for one in rows)
    found: set[tuple[int, int]] = set()
    for one in rows:
        # The reader adds the width of a stroke to each of its ends.
        first, count = (one.x0 + side - left) / side, one.length / side - 2
        row = round((one.y0 - top) / side)
        found |= {(row, round(first) + step) for step in range(round(count))}
    return found


def test_the_code_is_drawn_square_by_square() -> None:
    document = minutes(USUAL, FRAME, MinutesSubject(session=HELD, groups=NAMES, code=CODE))
    page = read_pdf(write_pdf(document))[0]
    rows = qr.squares(CODE)
    wanted = {(r, c) for r, row in enumerate(rows) for c, dark in enumerate(row) if dark}
    assert len(rows) == 21
    assert squares_of(page) == wanted
    marks = [block for block in document.blocks if isinstance(block, CodeMark)]
    assert [one.code for one in marks] == [CODE]


def test_every_qr_code_has_its_three_corners() -> None:
    rows = qr.squares(CODE)
    corner = tuple(row[:7] for row in rows[:7])
    assert corner[0] == (True,) * 7
    assert tuple(row[-7:] for row in rows[:7]) == corner
    assert tuple(row[:7] for row in rows[-7:]) == corner


@pytest.mark.parametrize(
    ("period", "named"),
    [
        ("2026-02", "tháng 02 năm 2026"),
        ("2026-Q3", "quý III năm 2026"),
        ("2026-H1", "6 tháng đầu năm 2026"),
        ("2026-H2", "6 tháng cuối năm 2026"),
        ("2026-9M", "9 tháng năm 2026"),
        ("2026", "năm 2026"),
        ("2026-10-01..2026-10-20", "từ ngày 01/10/2026 đến ngày 20/10/2026"),
    ],
)
def test_periods_are_named_as_people_write_them(period: str, named: str) -> None:
    assert period_name(parse_period(period)).replace("\u00a0", " ") == named


# The letter


def test_a_letter_says_below_its_number_what_it_is_about() -> None:
    page = read_pdf(write_pdf(reminder(USUAL, FRAME)))[0]
    number, about = page.find("/BCĐ-PCMT"), page.find("V/v")
    assert about.size == 12
    assert 0 < about.y - number.y < 8
    assert about.x < page.width / 2
    assert not any("CÔNG VĂN" in one.text for one in page.words)


def test_a_letter_names_every_group_that_is_behind_and_no_other() -> None:
    letter = reminder(USUAL, FRAME)
    wanted: dict[str, set[str]] = {}
    stated = {group for month in USUAL.duty for group, _reason in month.stated}
    for group in USUAL.duty[0].missing:
        if group not in stated:
            wanted.setdefault(name(group), set()).add("Chưa tổ chức")
    for group in USUAL.upkeep.lacking:
        wanted.setdefault(name(group), set()).add("Chưa có mô hình")
    for session in USUAL.sessions:
        if session.counts and session.attendance is None:
            for group in session.group_ids:
                wanted.setdefault(name(group), set()).add("Chưa báo số lượt")
    rows = table_of(letter).rows
    assert {row[1] for row in rows} == wanted.keys()
    for row in rows:
        said = row[2].replace("\u00a0", " ")
        assert all(words in said for words in wanted[row[1]])
        assert len(row[2].split("; ")) >= len(wanted[row[1]])
    assert {row[3] for row in rows} == {f"{MONTH_END:%d/%m/%Y}"}
    assert f"còn {len(rows):02d} tổ dân phố" in text_of(letter)


def test_a_letter_asks_for_an_answer_by_the_day_that_is_told() -> None:
    letter = reminder(USUAL, FRAME, by=date(2026, 10, 25))
    assert {row[3] for row in table_of(letter).rows} == {"25/10/2026"}
    assert "trước hết ngày 25 tháng 10 năm 2026./." in text_of(letter)
    assert "trước hết ngày 14 tháng 10 năm 2026./." in text_of(reminder(USUAL, FRAME))


def test_few_groups_are_addressed_by_name_and_many_together() -> None:
    few = reminder(USUAL, FRAME)
    rows = table_of(few).rows
    assert len(few.salutation) == len(rows) + 1
    assert few.salutation[-1].endswith(".")
    many = reminder(snapshot(60), FRAME)
    assert len(many.salutation) == 1


def test_a_letter_to_nobody_says_that_nobody_is_behind() -> None:
    letter = reminder(snapshot(0), FRAME)
    assert not any(isinstance(block, Table) for block in letter.blocks)
    assert "không có" in text_of(letter)


# The plan of the month


def test_the_plan_has_a_day_for_every_group_that_owes_a_session() -> None:
    document = plan(USUAL)
    rows = {row[1]: row for row in table_of(document).rows}
    stated = {group for month in USUAL.duty for group, _reason in month.stated}
    missing = set(USUAL.duty[0].missing)
    assert rows.keys() == {name(g) for g in missing | set(USUAL.upkeep.lacking)}
    for group in missing - stated:
        day, state = rows[name(group)][4:6]
        assert state == ("đã lên lịch" if group == "g011" else "đề xuất")
        assert day
    assert rows[name("g011")][4] == "13/10/2026"
    for group in stated:
        assert rows[name(group)][4] == ""


def test_proposed_days_are_working_days_that_are_left() -> None:
    rows = table_of(plan(USUAL, date(2026, 10, 7))).rows
    days = [date(int(r[4][6:]), int(r[4][3:5]), int(r[4][:2])) for r in rows if r[5] == "đề xuất"]
    assert days
    assert all(date(2026, 10, 7) <= day <= MONTH_END and day.weekday() < 5 for day in days)
    assert days == sorted(days)


def test_after_the_month_nothing_is_proposed_and_it_says_so() -> None:
    document = plan(USUAL, date(2026, 11, 1))
    states = {row[5] for row in table_of(document).rows}
    assert states == {"sớm nhất có thể", "đã lên lịch"}
    assert "không còn ngày làm việc" in text_of(document)


def test_the_calendar_has_every_day_of_the_month_once() -> None:
    calendar = plan(USUAL).appendices[0]
    table = calendar.blocks[0]
    assert isinstance(table, Table)
    assert calendar.orientation is Orientation.LANDSCAPE
    assert len(table.columns) == 7
    cells = [cell for row in table.rows for cell in row if cell]
    days = [USUAL.period.start.toordinal() + n for n in range(30)]
    assert [cell[:5] for cell in cells] == [f"{date.fromordinal(day):%d/%m}" for day in days]
    first = next(place for place, cell in enumerate(table.rows[0]) if cell)
    assert first == USUAL.period.start.weekday()
    assert "chốt số liệu" in cells[-1].replace("\u00a0", " ")


def test_what_the_calendar_shows_is_what_the_plan_says() -> None:
    document = plan(USUAL)
    table = document.appendices[0].blocks[0]
    assert isinstance(table, Table)
    cells = {cell[:5]: cell for row in table.rows for cell in row if cell}
    for row in table_of(document).rows:
        if row[4]:
            assert row[1] in cells[row[4][:5]]
            assert row[5] in cells[row[4][:5]].replace("\u00a0", " ")
    held = Counter(f"{one.held_on:%d/%m}" for one in USUAL.sessions if one.counts)
    for day, count in held.items():
        assert f"đã tổ chức {count} buổi" in cells[day].replace("\u00a0", " ")


# Handing over


def test_the_hand_over_counts_what_there_is_and_leaves_lines_for_the_rest() -> None:
    document = post_hand_over(USUAL, FRAME, INVENTORY)
    rows = [(row[2], row[3].replace("\u00a0", " ")) for row in table_of(document).rows]
    gone = {"dissolved", "merged"}
    kept = [model for model in USUAL.models if model.status not in gone]
    live = [model for model in kept if model.status in {"launched", "active", "weak"}]
    assert [count for count, _note in rows] == [
        "23", "2", "1.834", "6", str(len(kept)), "5", "7", "2",
    ]  # fmt: skip
    assert rows[2][1] == "từ ngày 01/9/2025 đến ngày 12/10/2026; 1.790 buổi được tính kết quả"
    assert rows[4][1] == f"{len(live)} mô hình đang duy trì"
    assert rows[5][1] == "12/2025–02/2026, 04/2026, quý I năm 2026"
    labels = [block.label for block in document.blocks if isinstance(block, Blank)]
    assert any("sao lưu mới nhất" in label for label in labels)
    assert len(document.cosigners) == 2


def test_lines_for_the_hand_are_thin() -> None:
    assert HAND_RULE < 0.5


# Opened elsewhere


@pytest.mark.skipif(SOFFICE is None, reason="LibreOffice is not installed")
@pytest.mark.parametrize(
    "name", ["session register, usual", "collection form, one", "reminder, usual", "minutes"]
)
def test_word_breaks_its_pages_as_the_pdf_does(name: str, tmp_path: Path) -> None:
    document = PAPERS[name]
    theirs = read_pdf(
        by_libreoffice(write_word(document), ending="docx", to="pdf", folder=tmp_path)
    )
    ours = read_pdf(write_pdf(document))
    assert len(theirs) == len(ours)
    assert [round(page.width) for page in theirs] == [round(page.width) for page in ours]


@pytest.mark.skipif(SOFFICE is None, reason="LibreOffice is not installed")
def test_totals_worked_out_anew_are_those_of_the_register(tmp_path: Path) -> None:
    data = write_excel(PAPERS["register of a quarter"])
    anew = by_libreoffice(data, ending="xlsx", to="xlsx", folder=tmp_path)
    formulas = [
        (sheet.title, cell.coordinate)
        for sheet in workbook(data).worksheets
        for row in sheet.iter_rows()
        for cell in row
        if cell.data_type == "f"
    ]
    assert len(formulas) >= 6
    ours, theirs = workbook(data, values=True), workbook(anew, values=True)
    for sheet, place in formulas:
        assert ours[sheet][place].value == theirs[sheet][place].value
