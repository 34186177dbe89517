"""Reading lists saved as text (.csv): the code page and the separator are found out."""

import csv
import io

from desktop.domain.text import unguarded
from desktop.sheets.cells import Cell, Limits, Sheet, Workbook
from desktop.sheets.errors import SheetError
from desktop.sheets.legacy_text import to_unicode

_LOOKED_AT = 100_000
_MARKS = ((b"\xef\xbb\xbf", "utf-8-sig"), (b"\xff\xfe", "utf-16"), (b"\xfe\xff", "utf-16"))


def read_text_table(name: str, content: bytes, limits: Limits) -> Workbook:
    """Read a table of text; Windows-1258 is what Vietnamese Windows writes outside Unicode."""
    text = _decoded(content)
    if "\x00" in text:
        raise SheetError("format_unknown", {"file": name})
    cells: dict[tuple[int, int], Cell] = {}
    for row, values in enumerate(
        csv.reader(io.StringIO(text), delimiter=_separator(text)), start=1
    ):
        if row > limits.rows or len(cells) > limits.cells:
            raise SheetError("too_many_cells", {"limit": str(limits.rows)})
        for column, value in enumerate(values[: limits.columns], start=1):
            if value.strip():
                # The apostrophe that keeps a text from becoming a formula is not part of it.
                plain = unguarded(value)[: limits.text_length]
                cells[row, column] = Cell(to_unicode(plain, ""))
    return Workbook(name=name, sheets=(Sheet(name=name.rsplit(".", 1)[0], cells=cells),))


def _decoded(content: bytes) -> str:
    for mark, encoding in _MARKS:
        if content.startswith(mark):
            return content.decode(encoding)
    try:
        return content.decode("utf-8")
    except UnicodeDecodeError:
        return content.decode("cp1258", errors="replace")


def _separator(text: str) -> str:
    # The first letters alone: a hostile text may be one line, or nothing but line ends.
    lines = [line for line in text[:_LOOKED_AT].splitlines()[:40] if line.strip()]
    return max(
        ";\t,",
        key=lambda mark: sum(min(line.count(mark), 1) * 1000 + line.count(mark) for line in lines),
    )
