"""The Excel file: typed cells, honest sums, sheets that print as the paper does."""

import zipfile
from dataclasses import replace
from datetime import date
from decimal import Decimal
from io import BytesIO
from pathlib import Path

import pytest
from openpyxl import Workbook
from openpyxl.worksheet.header_footer import HeaderFooterItem
from openpyxl.worksheet.worksheet import Worksheet

from desktop.reports.excel import write_excel
from desktop.reports.excel_cells import Typed, typed
from desktop.reports.month import month_report
from desktop.reports.pdf import LANDSCAPE, PORTRAIT
from desktop.reports.tree import Align, Appendix, Column, Document, Orientation, Paragraph, Table
from tests.reports.made_up import FRAME, snapshot
from tests.reports.office_reading import SOFFICE, by_libreoffice, members, workbook
from tests.reports.test_pdf import VIETNAMESE
from tests.reports.test_three_writers import SPITEFUL

CLOSED = month_report(snapshot(23, draft=False), {}, FRAME)
DRAFT = month_report(snapshot(23), {}, FRAME)
APPENDICES = ["Phụ lục II", "Phụ lục III", "Phụ lục IV", "Phụ lục V"]
NAMES = (Column("Tên", 3), Column("Số", 1, Align.RIGHT, summed=True))


@pytest.fixture(scope="module")
def book() -> Workbook:
    return workbook(write_excel(CLOSED))


def sheet_of(book: Workbook, name: str) -> Worksheet:
    found = book[name]
    assert isinstance(found, Worksheet)
    return found


def paper_with(table: Table, *, wide: bool = False) -> Document:
    """A paper whose one appendix is a table."""
    lies = Orientation.LANDSCAPE if wide else Orientation.PORTRAIT
    return replace(CLOSED, appendices=(Appendix("", "Bảng", "(Kèm theo)", (table,), lies),))


def only_appendix(table: Table) -> Worksheet:
    return sheet_of(workbook(write_excel(paper_with(table))), "Phụ lục")


def mark(header: HeaderFooterItem | None) -> object:
    """What stands at the right of a header."""
    return header.right.text if header is not None else None


def formulas(book: Workbook) -> dict[str, str]:
    return {
        f"{sheet.title}!{cell.coordinate}": str(cell.value)
        for sheet in book.worksheets
        for row in sheet.iter_rows()
        for cell in row
        if cell.data_type == "f"
    }


@pytest.mark.parametrize(
    ("text", "value", "number_format"),
    [
        ("0", 0, "0"),
        ("17", 17, "0"),
        ("2019", 2019, "0"),
        ("1.834", 1834, "#,##0"),
        ("1.400.000", 1400000, "#,##0"),
        ("+3", 3, "+0;-0;0"),
        ("-1.229", -1229, "+#,##0;-#,##0;0"),
        ("78,3%", Decimal("0.783"), "0.0%"),
        ("100%", Decimal(1), "0%"),
        ("1.234,5", Decimal("1234.5"), "#,##0.0"),
        ("05/09/2026", date(2026, 9, 5), "dd/mm/yyyy"),
        ("2.143*", 2143, '#,##0"*"'),
        ("0*", 0, '0"*"'),
        ("31/02/2026", "31/02/2026", "@"),
        ("17/23", "17/23", "@"),
        ("18/23\u00a0(78,3%)", "18/23\u00a0(78,3%)", "@"),
        ("01", "01", "@"),
        ("1.23", "1.23", "@"),
        ("×", "×", "@"),
        ("", "", "@"),
    ],
)
def test_figures_are_typed_by_how_they_are_written(
    text: str, value: object, number_format: str
) -> None:
    for align in (Align.CENTRE, Align.RIGHT):
        assert typed(text, align) == Typed(value, number_format)  # type: ignore[arg-type]
    assert typed(text, Align.LEFT) == Typed(text)


def test_sheets_are_the_text_its_table_and_one_for_every_appendix(book: Workbook) -> None:
    assert book.sheetnames == ["Báo cáo", "Bảng 1", *APPENDICES]


def test_the_text_leads_to_its_table_inside_the_file(book: Workbook) -> None:
    links = [
        cell.hyperlink
        for row in sheet_of(book, "Báo cáo").iter_rows()
        for cell in row
        if cell.hyperlink is not None
    ]
    assert [(link.location, link.target) for link in links] == [("'Bảng 1'!A1", None)]


def test_dates_are_dates_and_attendance_is_a_number(book: Workbook) -> None:
    rows = list(sheet_of(book, "Phụ lục II").iter_rows(min_row=6, max_row=22))
    assert len(rows) == 17
    for row in rows:
        assert row[0].data_type == "n"
        assert row[1].data_type == "d"
        assert row[1].number_format == "dd/mm/yyyy"
        assert row[2].data_type == "s"
    assert {row[8].data_type for row in rows} == {"n", "s"}


def test_the_total_of_attendance_is_the_sum_of_one_row_a_session() -> None:
    data = write_excel(CLOSED)
    found = formulas(workbook(data))
    assert found == {"Phụ lục II!I23": "=SUM(I6:I22)"}
    sheet = sheet_of(workbook(data, values=True), "Phụ lục II")
    counts = [sheet.cell(row, 9).value for row in range(6, 23)]
    assert sheet["I23"].value == sum(one for one in counts if isinstance(one, int)) == 1215


def test_a_total_that_is_no_sum_of_its_column_stays_a_number() -> None:
    # A joint session in two rows: the total counts it once, so no formula may add it twice.
    twice = Table(NAMES, (("Tổ 1", "50"), ("Tổ 2", "50")), ("Cộng", "50"))
    sheet = only_appendix(twice)
    assert sheet["B8"].value == 50
    assert sheet["B8"].data_type == "n"
    not_summed = (NAMES[0], replace(NAMES[1], summed=False))
    sheet = only_appendix(Table(not_summed, (("Tổ 1", "50"),), ("Cộng", "50")))
    assert sheet["B7"].value == 50


def test_the_control_a_true_sum_becomes_a_formula() -> None:
    sheet = only_appendix(Table(NAMES, (("Tổ 1", "50"), ("Tổ 2", "1.000")), ("Cộng", "1.050")))
    assert sheet["B8"].value == "=SUM(B6:B7)"


def test_names_that_look_like_formulas_stay_names() -> None:
    table = Table(
        (Column("Tên", 1), Column("Giữa", 1, Align.CENTRE)),
        tuple((name, name) for name in SPITEFUL),
    )
    data = write_excel(paper_with(table))
    book = workbook(data)
    assert not [one for one in formulas(book) if not one.startswith("Phụ lục II!")]
    sheet = sheet_of(book, "Phụ lục")
    for row, name in enumerate(SPITEFUL, start=6):
        cell = sheet.cell(row, 1)
        assert (cell.value, cell.data_type) == (name, "s")
        assert bool(cell.quotePrefix) == (name[0] in "=+-@\u2212")
    assert "<f>" not in members(data)["xl/worksheets/sheet3.xml"]


def test_all_letters_and_hostile_marks_are_kept() -> None:
    spread = " ".join(VIETNAMESE)
    sheet = only_appendix(Table((Column("Chữ", 1),), ((spread,), ("a\u0001b\ufffe",))))
    assert sheet["A6"].value == spread
    assert sheet["A7"].value == "a b"


def test_every_sheet_prints_on_its_paper_with_its_own_page_numbers(book: Workbook) -> None:
    sheets = [PORTRAIT, PORTRAIT, LANDSCAPE, LANDSCAPE, LANDSCAPE, PORTRAIT]
    for sheet, form in zip(book.worksheets, sheets, strict=True):
        setup = sheet.page_setup
        assert setup.orientation == ("landscape" if form is LANDSCAPE else "portrait")
        assert (setup.paperSize, setup.fitToWidth, setup.fitToHeight) == (9, 1, 0)
        assert sheet.sheet_properties.pageSetUpPr is not None
        assert sheet.sheet_properties.pageSetUpPr.fitToPage
        assert (setup.firstPageNumber, setup.useFirstPageNumber) == (1, True)
        assert sheet.page_margins.left == pytest.approx(form.left / 72)
        assert sheet.page_margins.top == pytest.approx(form.top / 72)
        assert sheet.oddHeader is not None
        assert sheet.oddHeader.center.text == "&P"
        assert sheet.HeaderFooter.differentFirst
        assert sheet.firstHeader is None or not sheet.firstHeader.center.text
        assert sheet.print_area.endswith(str(sheet.max_row))


def test_header_rows_are_repeated_and_stay_in_sight(book: Workbook) -> None:
    expected = {
        "Phụ lục II": ("$5:$5", "D6"),
        "Phụ lục III": ("$5:$5", "C6"),
        "Phụ lục IV": ("$5:$6", "C7"),
        "Phụ lục V": ("$5:$5", "C6"),
    }
    for name, (rows, pane) in expected.items():
        sheet = sheet_of(book, name)
        assert (sheet.print_title_rows, sheet.freeze_panes) == (rows, pane)


def test_a_second_table_of_an_appendix_has_a_sheet_of_its_own() -> None:
    table = Table(NAMES, (("Tổ 1", "50"),))
    blocks = (table, Paragraph.of("một"), replace(table, columns=NAMES[::-1]), Paragraph.of("hai"))
    paper = replace(CLOSED, appendices=(Appendix("I", "Bảng", "(Kèm theo)", blocks),))
    book = workbook(write_excel(paper))
    assert book.sheetnames[-2:] == ["Phụ lục I", "Phụ lục I (2)"]
    assert [sheet.print_title_rows for sheet in book.worksheets[-2:]] == ["$5:$5", "$1:$1"]
    assert sheet_of(book, "Phụ lục I")["A7"].value == "một"
    assert sheet_of(book, "Phụ lục I (2)")["A3"].value == "hai"


def test_a_draft_says_so_on_every_page_and_a_closed_month_nowhere() -> None:
    draft = workbook(write_excel(DRAFT))
    assert [mark(sheet.oddHeader) for sheet in draft.worksheets] == ["DỰ THẢO"] * 6
    assert [mark(sheet.firstHeader) for sheet in draft.worksheets[1:]] == ["DỰ THẢO"] * 5
    assert draft.worksheets[0]["A4"].value == "DỰ THẢO"
    for sheet in workbook(write_excel(CLOSED)).worksheets:
        assert mark(sheet.oddHeader) is mark(sheet.firstHeader) is None
        assert sheet["A4"].value != "DỰ THẢO"


def test_no_row_is_higher_than_excel_can_show_and_no_word_is_lost() -> None:
    names = "; ".join(f"Tổ dân phố khu tái định cư số {n}" for n in range(300))
    table = Table(NAMES, ((names, "5"), ("Tổ 1", "6")), ("Cộng", "11"))
    paper = replace(paper_with(table), blocks=(Paragraph.of("đoạn dài " * 2500),))
    book = workbook(write_excel(paper))
    for one_sheet in book.worksheets:
        heights = [one.height for one in one_sheet.row_dimensions.values() if one.height]
        assert max(heights) <= 409
    sheet = sheet_of(book, "Phụ lục")
    texts = [str(sheet.cell(row, 1).value) for row in range(6, sheet.max_row + 1)]
    assert " ".join(texts[:-2]).split() == names.split()
    assert sheet.cell(sheet.max_row, 2).value == f"=SUM(B6:B{sheet.max_row - 1})"


def test_an_empty_appendix_says_so() -> None:
    nothing = month_report(snapshot(2, sessions=False), {}, FRAME)
    sheet = sheet_of(workbook(write_excel(nothing)), "Phụ lục II")
    assert sheet["A5"].value == "Không phát sinh."


def test_nothing_leads_out_and_nothing_tells_when_or_where_it_was_made() -> None:
    data = write_excel(CLOSED)
    parts = members(data)
    assert not any("externalLink" in name for name in parts)
    assert not any('TargetMode="External"' in text for text in parts.values())
    assert "dcterms:" not in parts["docProps/core.xml"]
    with zipfile.ZipFile(BytesIO(data)) as archive:
        assert {one.date_time for one in archive.infolist()} == {(1980, 1, 1, 0, 0, 0)}
    about = workbook(data).properties
    assert about.title == "Báo cáo kết quả công tác phòng, chống ma túy tháng 10 năm 2026"
    assert about.language == "vi-VN"


@pytest.mark.skipif(SOFFICE is None, reason="LibreOffice is not installed")
def test_libreoffice_works_out_the_same_totals(tmp_path: Path) -> None:
    bare = workbook(write_excel(CLOSED))
    # Saved again by the library the formulas have no values beside them.
    bare.save(tmp_path / "bare.xlsx")
    data = (tmp_path / "bare.xlsx").read_bytes()
    assert sheet_of(workbook(data, values=True), "Phụ lục II")["I23"].value is None
    worked = by_libreoffice(data, ending="xlsx", to="xlsx", folder=tmp_path)
    assert sheet_of(workbook(worked, values=True), "Phụ lục II")["I23"].value == 1215
