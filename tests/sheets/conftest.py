"""Lists made in the tests themselves: rows of values become a workbook that is read back."""

from collections.abc import Callable, Mapping, Sequence
from datetime import date
from pathlib import Path
from typing import Any

import pytest
from openpyxl import Workbook
from openpyxl.styles import Font

from desktop.domain.groups import ResidentialGroup, kind_of_name
from desktop.sheets.reading import Known, SheetReading, read_list
from desktop.sheets.workbook import read_workbook

TODAY = date(2026, 11, 22)

Rows = Sequence[Sequence[object]]
Make = Callable[..., Path]
Read = Callable[..., SheetReading]


@pytest.fixture
def make_book(tmp_path: Path) -> Make:
    """Write sheets of rows; ``fonts`` names a font by cell ("B7"), ``merged`` names ranges."""

    def make(
        sheets: Rows | Mapping[str, Rows],
        *,
        merged: Sequence[str] = (),
        fonts: Mapping[str, str] | None = None,
        formats: Mapping[str, str] | None = None,
    ) -> Path:
        book = Workbook()
        book.remove(book.worksheets[0])
        named = sheets if isinstance(sheets, Mapping) else {"Trang 1": sheets}
        for name, rows in named.items():
            sheet = book.create_sheet(name)
            for number, row in enumerate(rows, start=1):
                for column, value in enumerate(row, start=1):
                    cell: Any = sheet.cell(number, column)
                    cell.value = value
            for place in merged:
                sheet.merge_cells(place)
            for place, font in (fonts or {}).items():
                sheet[place].font = Font(name=font)
            for place, code in (formats or {}).items():
                sheet[place].number_format = code
        path = tmp_path / "list.xlsx"
        book.save(path)
        return path

    return make


def groups_named(*names: str) -> tuple[ResidentialGroup, ...]:
    return tuple(ResidentialGroup(id=name, name=name, kind=kind_of_name(name)) for name in names)


@pytest.fixture
def known() -> Known:
    """A ward of twelve groups and two villages; ids are the names."""
    names = [f"Tổ dân phố {number}" for number in range(1, 13)]
    return Known(
        groups=groups_named(*names, "Thôn A Hưa", "Thôn Paris"), commune="Phường Hương Trà"
    )


@pytest.fixture
def read(make_book: Make, known: Known) -> Read:
    """Write rows and read them as a list; book options and reading options go by name."""

    def reading(
        sheets: Rows | Mapping[str, Rows],
        *,
        known: Known = known,
        book: Mapping[str, Any] | None = None,
        **options: Any,
    ) -> SheetReading:
        path = make_book(sheets, **(book or {}))
        return read_list(read_workbook(path), known, today=TODAY, **options)

    return reading
