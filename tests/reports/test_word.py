"""The Word file: styles, sections and tables are real, and it looks like the PDF."""

import xml.etree.ElementTree as ET
from collections import Counter
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest
from docx.document import Document as WordFile
from docx.enum.section import WD_ORIENT
from docx.enum.text import WD_ALIGN_PARAGRAPH
from docx.text.paragraph import Paragraph as WordParagraph

from desktop.reports.month import month_report
from desktop.reports.pdf import LANDSCAPE, PORTRAIT, write_pdf
from desktop.reports.tree import Column, Document, Heading, Paragraph, Table
from desktop.reports.word import write_word
from tests.reports.made_up import FRAME, snapshot
from tests.reports.office_reading import (
    SOFFICE,
    W,
    by_libreoffice,
    members,
    tokens,
    word_file,
    words_of_tree,
)
from tests.reports.reading import read_pdf
from tests.reports.test_pdf import VIETNAMESE, reader, text_of

CLOSED = month_report(snapshot(23, draft=False), {}, FRAME)
DRAFT = month_report(snapshot(23), {}, FRAME)
OPEN_ELSEWHERE = pytest.mark.skipif(SOFFICE is None, reason="LibreOffice is not installed")


@pytest.fixture(scope="module")
def file() -> WordFile:
    return word_file(write_word(DRAFT))


def body_of(file: WordFile) -> Any:
    """The body in the words of its XML library, which has no types."""
    return file.element.body


def paragraphs(file: WordFile) -> list[WordParagraph]:
    """All paragraphs, those in tables among them."""
    return [WordParagraph(one, file._body) for one in body_of(file).iter(f"{W}p")]


def find(file: WordFile, text: str) -> WordParagraph:
    found = [one for one in paragraphs(file) if text in one.text.replace("\u00a0", " ")]
    assert len(found) == 1, (text, [one.text for one in found])
    return found[0]


@pytest.mark.parametrize(
    ("text", "size", "bold", "italic"),
    [
        ("CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM", 12, True, False),
        ("Độc lập - Tự do - Hạnh phúc", 13, True, False),
        ("ỦY BAN NHÂN DÂN", 12, False, False),
        ("BAN CHỈ ĐẠO 138 PHƯỜNG", 12, True, False),
        ("/BC-BCĐ", 13, False, False),
        ("Hương Trà, ngày", 13, False, True),
        ("BÁO CÁO", 14, True, False),
        ("Kết quả công tác phòng, chống ma túy tháng 10", 14, True, False),
        ("(Từ ngày 15/9/2026 đến ngày 14/10/2026)", 14, False, True),
        ("Kính gửi: Ban Chỉ đạo 138 thành phố Huế", 14, False, False),
        ("I. ĐẶC ĐIỂM, TÌNH HÌNH", 14, True, False),
        ("3. Công tác tuyên truyền", 14, True, False),
        ("Trong kỳ, toàn phường", 14, False, False),
        ("Nơi nhận:", 12, True, True),
        ("- Như trên;", 11, False, False),
        ("KT. TRƯỞNG BAN", 14, True, False),
        ("Nguyễn Văn Hòa", 14, True, False),
        ("TỔNG HỢP CÁC BUỔI", 13, True, False),
    ],
)
def test_every_element_has_its_style_of_the_decree(
    file: WordFile, text: str, size: float, *, bold: bool, italic: bool
) -> None:
    found = [
        one
        for one in paragraphs(file)
        if text in one.text.replace("\u00a0", " ") and "(Kèm theo" not in one.text
    ]
    style: Any = found[0].style
    assert style.font.size.pt == size
    assert (bool(style.font.bold), bool(style.font.italic)) == (bold, italic)
    assert all(run.font.size is None and run.font.name is None for run in found[0].runs)


def test_the_font_is_times_new_roman_and_the_language_vietnamese() -> None:
    styles = members(write_word(DRAFT))["word/styles.xml"]
    for kind in ("ascii", "hAnsi", "eastAsia", "cs"):
        assert f'w:{kind}="Times New Roman"' in styles
    assert styles.count("<w:rFonts") == 1
    assert '<w:lang w:val="vi-VN"' in styles


def test_style_names_are_plain_letters_and_every_style_in_use_is_there(file: WordFile) -> None:
    names = {style.name for style in file.styles}
    assert all(str(name).isascii() for name in names)
    known = {style.style_id for style in file.styles}
    used = {one.get(f"{W}val") for one in body_of(file).iter(f"{W}pStyle", f"{W}tblStyle")}
    assert used
    assert used <= known


def test_every_part_is_a_section_with_its_sheet_margins_and_own_page_numbers(
    file: WordFile,
) -> None:
    sheets = [PORTRAIT, LANDSCAPE, LANDSCAPE, LANDSCAPE, PORTRAIT]
    assert len(file.sections) == len(sheets) == 1 + len(DRAFT.appendices)
    for section, sheet in zip(file.sections, sheets, strict=True):
        lying = section.orientation == WD_ORIENT.LANDSCAPE
        assert lying == (sheet is LANDSCAPE)
        for length, points in (
            (section.page_width, sheet.width),
            (section.page_height, sheet.height),
            (section.left_margin, sheet.left),
            (section.right_margin, sheet.right),
            (section.top_margin, sheet.top),
            (section.bottom_margin, sheet.bottom),
        ):
            assert length is not None
            assert length.pt == pytest.approx(points, abs=0.05)
        properties: Any = section._sectPr
        assert properties.find(f"{W}pgNumType").get(f"{W}start") == "1"


def test_the_page_number_is_a_field_in_the_middle_and_not_on_a_first_page(file: WordFile) -> None:
    for section in file.sections:
        assert section.different_first_page_header_footer
        usual: Any = section.header._element
        first: Any = section.first_page_header._element
        assert [one.get(f"{W}instr").strip() for one in usual.iter(f"{W}fldSimple")] == ["PAGE"]
        assert [one.get(f"{W}val") for one in usual.iter(f"{W}tab")][:1] == ["center"]
        assert not list(first.iter(f"{W}fldSimple"))


def test_a_draft_says_so_on_every_page_and_a_closed_month_nowhere(file: WordFile) -> None:
    assert find(file, "DỰ THẢO").style is not None
    for number, section in enumerate(file.sections):
        assert "DỰ THẢO" in section.header.paragraphs[0].text
        assert ("DỰ THẢO" in section.first_page_header.paragraphs[0].text) == (number > 0)
    assert all("DỰ THẢO" not in part for part in members(write_word(CLOSED)).values())


def test_header_rows_come_back_and_no_row_is_parted(file: WordFile) -> None:
    tables = list(body_of(file).iter(f"{W}tbl"))
    ruled = [
        one for one in tables if one.find(f"{W}tblPr/{W}tblStyle").get(f"{W}val") != "PaperLayout"
    ]
    assert len(ruled) == 5
    for table in tables:
        rows = list(table.iter(f"{W}tr"))
        assert all(row.find(f"{W}trPr/{W}cantSplit") is not None for row in rows)
        headers = [row for row in rows if row.find(f"{W}trPr/{W}tblHeader") is not None]
        assert bool(headers) == (table in ruled)
        assert rows[: len(headers)] == headers


def test_columns_under_one_heading_are_merged_cells(file: WordFile) -> None:
    matrix = file.tables[-2]
    assert matrix.cell(0, 2)._tc is matrix.cell(0, 13)._tc
    assert matrix.cell(0, 2).text == "Số buổi tuyên truyền trong tháng"
    assert matrix.cell(0, 0)._tc is matrix.cell(1, 0)._tc


def test_the_signature_block_stays_together_and_with_the_last_paragraph(file: WordFile) -> None:
    children = list(body_of(file))
    places = [n for n, one in enumerate(children) if "Nơi nhận:" in "".join(one.itertext())]
    before = WordParagraph(children[places[0] - 1], file._body)
    assert before.text.endswith("./.")
    assert before.paragraph_format.keep_with_next
    rows = list(children[places[0]].iter(f"{W}tr"))
    assert len(rows) == 1
    left, right = ("".join(cell.itertext()) for cell in rows[0].iter(f"{W}tc"))
    assert left.startswith("Nơi nhận:")
    assert right.endswith("Nguyễn Văn Hòa")


def test_headings_and_what_introduces_a_table_stay_with_what_follows(file: WordFile) -> None:
    assert all(file.styles[f"heading {n}"].paragraph_format.keep_with_next for n in (1, 2))
    assert find(file, "Số liệu so sánh như sau").paragraph_format.keep_with_next


def test_rules_are_drawn_and_of_the_length_of_the_pdf(file: WordFile) -> None:
    text = "".join(one.text for one in paragraphs(file))
    assert "___" not in text
    assert "---" not in text
    rules = read_pdf(write_pdf(DRAFT))[0].rules
    expected = sorted(round(rule.length, 1) for rule in rules if rule.level and rule.y0 < 100)
    head = [
        one for one in paragraphs(file)[:14] if one._p.find(f"{W}pPr/{W}pBdr/{W}bottom") is not None
    ]
    drawn = [one for one in head if not one.text]
    assert len(drawn) == 3
    widths = {0: PORTRAIT.inner_width}
    for one in drawn:
        indents = one.paragraph_format
        assert indents.left_indent is not None
        assert indents.left_indent == indents.right_indent
        holder: Any = one._p.getparent()
        cell = holder.find(f"{W}tcPr/{W}tcW") if holder.tag == f"{W}tc" else None
        margin = holder.find(f"{W}tcPr/{W}tcMar/{W}right") if cell is not None else None
        wide = int(cell.get(f"{W}w")) / 20 if cell is not None else widths[0]
        free = wide - (int(margin.get(f"{W}w")) / 20 if margin is not None else 0)
        length = (free - 2 * indents.left_indent.pt) / 72 * 25.4
        assert any(length == pytest.approx(one, abs=0.7) for one in expected), (length, expected)


def test_no_break_spaces_and_all_letters_are_kept() -> None:
    spread = " ".join(VIETNAMESE) + " Tổ\u00a05"
    changed = replace(CLOSED, blocks=(Paragraph.of(spread), Heading(2, spread)))
    found = paragraphs(word_file(write_word(changed)))
    assert sum(one.text == spread for one in found) == 2
    assert len(VIETNAMESE) == 134


def test_the_file_says_what_it_is_and_when_it_was_made_nowhere() -> None:
    data = write_word(DRAFT)
    about = word_file(data).core_properties
    assert about.title == "Báo cáo kết quả công tác phòng, chống ma túy tháng 10 năm 2026"
    assert about.author == about.last_modified_by == "Ban Chỉ đạo 138 phường Hương Trà"
    assert about.language == "vi-VN"
    parts = members(data)
    assert "dcterms" not in parts["docProps/core.xml"].partition("?>")[2].partition(">")[2]
    assert not any("python" in part.casefold() for part in parts.values())
    assert not any('TargetMode="External"' in part for part in parts.values())


def test_a_name_with_marks_of_xml_stays_a_name() -> None:
    table = Table((Column("Tên", 1),), (("<w:b/>&amp;\u0001\ufffe]]>",),))
    data = write_word(replace(CLOSED, blocks=(table,)))
    ET.fromstring(members(data)["word/document.xml"])  # noqa: S314  our own file
    assert "<w:b/>&amp; ]]>" in [one.text for one in paragraphs(word_file(data))]


def test_a_long_place_reaches_left_beside_the_number_on_one_line() -> None:
    place = "Đặc khu Hương Trà Thượng, ngày 05 tháng 11 năm 2026"
    head = replace(CLOSED.letterhead, place_and_date=place)
    found = find(word_file(write_word(replace(CLOSED, letterhead=head))), place)
    assert found.alignment is WD_ALIGN_PARAGRAPH.RIGHT


@OPEN_ELSEWHERE
def test_libreoffice_shows_the_same_words_on_the_same_sheets(tmp_path: Path) -> None:
    pdf = by_libreoffice(write_word(CLOSED), ending="docx", to="pdf", folder=tmp_path)
    theirs, ours = reader(pdf), reader(write_pdf(CLOSED))

    def sheets(pages: Any) -> list[tuple[int, ...]]:
        return [tuple(round(side / 72 * 25.4) for side in page.get_size()) for page in pages]

    assert sheets(theirs) == sheets(ours)
    assert not words_of_tree(CLOSED) - Counter(tokens(text_of(pdf)))


def test_a_paper_without_blocks_or_appendices_opens() -> None:
    bare: Document = replace(CLOSED, blocks=(), appendices=())
    file = word_file(write_word(bare))
    assert len(file.sections) == 1
    assert find(file, "Nơi nhận:").text == "Nơi nhận:"


def test_of_many_recipients_those_beyond_the_signature_follow_below_it() -> None:
    many = tuple(f"Cơ quan, đơn vị nhận văn bản số {one} thuộc thành phố" for one in range(40))
    made = month_report(snapshot(3), {}, replace(FRAME, recipients=many))
    file = word_file(write_word(made))
    signed = next(one for one in file.tables if "Nơi nhận:" in one.cell(0, 0).text)
    beside = [one for one in many if one in signed.cell(0, 0).text.replace("\u00a0", " ")]
    assert len(signed.rows) == 1
    assert 0 < len(beside) < 20
    said = "\n".join(one.text for one in file.paragraphs).replace("\u00a0", " ")
    assert all(one in said for one in many[len(beside) :])


def test_rows_and_lines_that_lead_in_and_tables_with_notes_are_kept_with_what_follows() -> None:
    table = Table(
        (Column("TT", 10), Column("Nội dung", 60), Column("Số", 20)),
        tuple(
            row for one in range(9) for row in (("", f"Nhóm {one}", ""), (str(one), "Việc", "1"))
        ),
    )
    lead, note = Paragraph.of("Người trong diện quản lý:"), Paragraph.of("Ghi chú.", small=True)
    made = replace(CLOSED, blocks=(lead, Paragraph.of("- Có 03 người."), table, note))
    file = word_file(write_word(made))
    kept = {
        one.text
        for one in _all_paragraphs(file)
        if one.paragraph_format.keep_with_next and one.text
    }
    assert "Người trong diện quản lý:" in kept
    assert {f"Nhóm {one}" for one in range(9)} <= kept
    rows = next(one for one in file.tables if "Nhóm 0" in one.cell(1, 1).text).rows
    assert rows[-1].cells[1].paragraphs[0].paragraph_format.keep_with_next
    assert not rows[2].cells[1].paragraphs[0].paragraph_format.keep_with_next


def _all_paragraphs(file: WordFile) -> list[WordParagraph]:
    inside = (cell.paragraphs for table in file.tables for row in table.rows for cell in row.cells)
    return [*file.paragraphs, *(one for found in inside for one in found)]
