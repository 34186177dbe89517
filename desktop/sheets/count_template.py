"""Our own list of monthly counts: a row for each count of the plan, a column for its month."""

from collections.abc import Mapping, Sequence
from typing import Any

from openpyxl import Workbook as ExcelWorkbook
from openpyxl.styles import Alignment, Border, Font, PatternFill, Protection, Side
from openpyxl.worksheet.datavalidation import DataValidation
from openpyxl.worksheet.properties import PageSetupProperties
from openpyxl.worksheet.worksheet import Worksheet

from desktop.domain.plans import CountCategory, CountKind
from desktop.paths import resource
from desktop.sheets.cells import column_letter
from desktop.sheets.templates import put_text, saved

_FONT = "Times New Roman"
_GREY = PatternFill("solid", fgColor="EDEDED")
_THIN = Side(style="thin", color="999999")
_BORDER = Border(left=_THIN, right=_THIN, top=_THIN, bottom=_THIN)
_STATED = ("không phát sinh", "không áp dụng")


def write_count_template(categories: Sequence[CountCategory], *, month: str | None) -> bytes:
    """An .xlsx list to fill in for a month ("2026-10"); without one its heading is "Tháng này"."""
    import tomllib

    layout: dict[str, Any] = tomllib.loads(
        (resource("sheets") / "templates.toml").read_text("utf-8")
    )["counts"]
    book = ExcelWorkbook()
    sheet = book.active
    if not isinstance(sheet, Worksheet):
        raise TypeError("a new workbook has a worksheet")
    sheet.title = layout["sheet"]
    head = _write_top(sheet, layout, month)
    last = _write_rows(sheet, layout, categories, head + 1)
    figures = column_letter(len(layout["columns"]) + 1)
    if categories:
        check = _check(f"{figures}{head + 1}", layout["invalid"])
        sheet.add_data_validation(check)
        check.add(f"{figures}{head + 1}:{figures}{last}")
    sheet.freeze_panes = f"C{head + 1}"
    sheet.print_title_rows = f"{head}:{head}"
    sheet.page_setup.orientation = "landscape"
    sheet.page_setup.fitToWidth, sheet.page_setup.fitToHeight = 1, 0
    sheet.sheet_properties.pageSetUpPr = PageSetupProperties(fitToPage=True)
    return saved(book)


def _write_top(sheet: Worksheet, layout: Mapping[str, Any], month: str | None) -> int:
    """Title, instructions and headings; returns the row of the headings."""
    put_text(sheet.cell(1, 1), layout["title"]).font = Font(name=_FONT, size=14, bold=True)
    for row, line in enumerate(layout["instructions"], start=2):
        put_text(sheet.cell(row, 1), line).font = Font(name=_FONT, size=11, italic=True)
    head = len(layout["instructions"]) + 3
    figures = layout["this_month"]
    if month:
        figures = layout["month"].format(number=int(month[5:]), year=month[:4])
    columns = [*layout["columns"], {"heading": figures, "width": 16}]
    for index, column in enumerate(columns, start=1):
        cell = put_text(sheet.cell(head, index), column["heading"])
        cell.font = Font(name=_FONT, size=12, bold=True)
        cell.fill, cell.border = _GREY, _BORDER
        cell.alignment = Alignment(horizontal="center", vertical="center", wrap_text=True)
        sheet.column_dimensions[column_letter(index)].width = column["width"]
    sheet.row_dimensions[head].height = 32
    return head


def _write_rows(
    sheet: Worksheet, layout: Mapping[str, Any], categories: Sequence[CountCategory], row: int
) -> int:
    """A row for each count, under the title of its section; returns the last row."""
    section = ""
    for category in categories:
        if category.section != section:
            section = category.section
            _write_section(sheet, section, row, len(layout["columns"]) + 1)
            row += 1
        kind = layout["stock" if category.kind is CountKind.STOCK else "flow"]
        texts = (category.id, category.label, category.unit, kind)
        for index, text in enumerate(texts, start=1):
            cell = _styled(put_text(sheet.cell(row, index), text))
            cell.number_format = "@"
            cell.alignment = Alignment(vertical="center", wrap_text=True)
        figures = _styled(sheet.cell(row, len(texts) + 1))
        figures.number_format = "0"
        figures.protection = Protection(locked=False)
        row += 1
    return max(row - 1, 1)


def _write_section(sheet: Worksheet, title: str, row: int, columns: int) -> None:
    put_text(sheet.cell(row, 1), title).font = Font(name=_FONT, size=12, bold=True)
    sheet.merge_cells(start_row=row, start_column=1, end_row=row, end_column=columns)


def _styled(cell: Any) -> Any:
    cell.font = Font(name=_FONT, size=12)
    cell.border = _BORDER
    return cell


def _check(first: str, message: str) -> DataValidation:
    """Whole numbers from 0, or the words that state why there is none."""
    words = ",".join(f'LOWER({first})="{word}"' for word in _STATED)
    # Excel works out every part of AND, and INT of a word is an error: so IF.
    number = f"AND({first}>=0,INT({first})={first})"
    formula = f"IF(ISNUMBER({first}),{number},OR({words}))"
    check = DataValidation(type="custom", formula1=formula, allow_blank=True)
    check.error, check.errorTitle, check.errorStyle = message, "Kiểm tra lại", "warning"
    return check
