"""Our own Excel lists to fill in: typed cells, drop-downs, one example row that is never read."""

import io
import re
import zipfile
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any

from openpyxl import Workbook as ExcelWorkbook
from openpyxl.styles import Alignment, Border, Font, PatternFill, Side
from openpyxl.worksheet.datavalidation import DataValidation
from openpyxl.worksheet.properties import PageSetupProperties
from openpyxl.worksheet.worksheet import Worksheet

from desktop.domain.commune import ListName
from desktop.domain.text import formula_like
from desktop.paths import resource
from desktop.sheets.cells import column_letter
from desktop.sheets.vocabulary import ListKind, load_vocabulary

_ROWS = 500
_GREY = PatternFill("solid", fgColor="EDEDED")
_THIN = Side(style="thin", color="999999")
_BORDER = Border(left=_THIN, right=_THIN, top=_THIN, bottom=_THIN)
_FONT = "Times New Roman"
# A template is the same file whenever it is written.
_MODIFIED = re.compile(rb"(<dcterms:(?:created|modified)[^>]*>)[^<]*(<)")


@dataclass(frozen=True, slots=True)
class _Column:
    """A column of a template: heading, width, kind of value and the list it offers."""

    heading: str
    width: float
    type: str = "text"
    choices: tuple[str, ...] = ()
    example: str | int | date = ""


def write_template(
    kind: ListKind, *, labels: Mapping[ListName, tuple[str, ...]] | None = None
) -> bytes:
    """An .xlsx list to fill in; ``labels`` take the place of the shipped ones in the drop-downs."""
    import tomllib

    layout: dict[str, Any] = tomllib.loads(
        (resource("sheets") / "templates.toml").read_text("utf-8")
    )[kind]
    offered = _offered(labels or {})
    columns = [_column(one, offered) for one in layout["columns"]]
    book = ExcelWorkbook()
    sheet = book.active
    if not isinstance(sheet, Worksheet):
        raise TypeError("a new workbook has a worksheet")
    sheet.title = layout["sheet"]
    first = _write_top(sheet, layout, columns)
    _write_choices(book, sheet, columns, first)
    return saved(book)


def saved(book: ExcelWorkbook) -> bytes:
    """The workbook's bytes, the same whenever they are written."""
    book.properties.creator = "Sổ 138"
    stream = io.BytesIO()
    book.save(stream)
    return _timeless(stream.getvalue())


def _timeless(content: bytes) -> bytes:
    """The same archive without the hour of writing."""
    result = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(content)) as old, zipfile.ZipFile(result, "w") as new:
        for name in sorted(old.namelist()):
            part = old.read(name)
            if name == "docProps/core.xml":
                part = _MODIFIED.sub(rb"\g<1>2026-01-01T00:00:00Z\g<2>", part)
            new.writestr(zipfile.ZipInfo(name), part, compress_type=zipfile.ZIP_DEFLATED)
    return result.getvalue()


def _offered(labels: Mapping[ListName, tuple[str, ...]]) -> dict[str, tuple[str, ...]]:
    shipped = load_vocabulary().shipped
    return {
        name.value: labels.get(name) or tuple(one.label for one in shipped if one.list is name)
        for name in ListName
    }


def _column(one: Mapping[str, Any], offered: Mapping[str, tuple[str, ...]]) -> _Column:
    choices = offered[one["list"]] if "list" in one else tuple(one.get("choices", ()))
    return _Column(
        heading=one["heading"],
        width=float(one["width"]),
        type=one.get("type", "text"),
        choices=choices,
        example=one.get("example", ""),
    )


def _write_top(sheet: Worksheet, layout: Mapping[str, Any], columns: list[_Column]) -> int:
    """Title, instructions, headings and example; returns the first row to fill in."""
    put_text(sheet.cell(1, 1), layout["title"]).font = Font(name=_FONT, size=14, bold=True)
    row = 2
    for line in layout["instructions"]:
        put_text(sheet.cell(row, 1), line).font = Font(name=_FONT, size=11, italic=True)
        row += 1
    row += 1
    for index, column in enumerate(columns, start=1):
        _write_column(sheet, row, index, column)
    sheet.row_dimensions[row].height = 32
    sheet.freeze_panes = f"A{row + 1}"
    sheet.print_title_rows = f"{row}:{row}"
    sheet.page_setup.orientation = "landscape"
    sheet.page_setup.fitToWidth, sheet.page_setup.fitToHeight = 1, 0
    sheet.sheet_properties.pageSetUpPr = PageSetupProperties(fitToPage=True)
    return row + 2


def _write_column(sheet: Worksheet, row: int, index: int, column: _Column) -> None:
    heading = put_text(sheet.cell(row, index), column.heading)
    heading.font = Font(name=_FONT, size=12, bold=True)
    heading.fill, heading.border = _GREY, _BORDER
    heading.alignment = Alignment(horizontal="center", vertical="center", wrap_text=True)
    sheet.column_dimensions[column_letter(index)].width = column.width
    example: Any = sheet.cell(row + 1, index)
    put_value(example, column.example)
    example.font = Font(name=_FONT, size=12, italic=True, color="808080")
    example.border = _BORDER
    for line in range(row + 1, row + 1 + _ROWS):
        cell: Any = sheet.cell(line, index)
        cell.number_format = {"date": "dd/mm/yyyy", "number": "0"}.get(column.type, "@")
        if line > row + 1:
            cell.font = Font(name=_FONT, size=12)
            cell.border = _BORDER


def put_text(cell: Any, text: str) -> Any:
    """Write text that Excel must never take for a formula."""
    cell.value = text
    cell.data_type = "s"
    if formula_like(text):
        cell.quotePrefix = True
    return cell


def put_value(cell: Any, value: str | int | date) -> None:
    """Write a value of a list: text as text, numbers and days as what they are."""
    if isinstance(value, str):
        if value:
            put_text(cell, value)
    else:
        cell.value = value


def _write_choices(
    book: ExcelWorkbook, sheet: Worksheet, columns: list[_Column], first: int
) -> None:
    """Drop-downs and checks of type; the choices stand in a hidden sheet."""
    lists = book.create_sheet("Danh mục")
    lists.sheet_state = "hidden"
    for index, column in enumerate(columns, start=1):
        letter = column_letter(index)
        check = _check(column, letter, len(column.choices))
        if check is None:
            continue
        for line, choice in enumerate(column.choices, start=1):
            put_text(lists.cell(line, index), choice)
        sheet.add_data_validation(check)
        check.add(f"{letter}{first}:{letter}{first + _ROWS - 2}")


def _check(column: _Column, letter: str, choices: int) -> DataValidation | None:
    if choices:
        check = DataValidation(
            type="list", formula1=f"'Danh mục'!${letter}$1:${letter}${choices}", allow_blank=True
        )
        # A label that the list does not hold may be typed as well.
        check.errorStyle = "information"
        return check
    if column.type == "date":
        check = DataValidation(
            type="date",
            operator="between",
            formula1="DATE(1945,1,1)",
            formula2="DATE(2100,1,1)",
            allow_blank=True,
        )
        check.error = "Ngày ghi theo dạng ngày/tháng/năm, ví dụ 05/10/2026."
    elif column.type == "number":
        check = DataValidation(
            type="whole", operator="greaterThanOrEqual", formula1="0", allow_blank=True
        )
        check.error = "Ô này ghi số nguyên từ 0 trở lên."
    else:
        return None
    check.errorTitle = "Kiểm tra lại"
    check.errorStyle = "warning"
    return check
