"""Which rows under the headings hold data, and what the others are."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from enum import StrEnum
from itertools import pairwise

from desktop.sheets.cells import Cell
from desktop.sheets.grid import Grid
from desktop.sheets.layout import Header
from desktop.sheets.vocabulary import ListKind, Vocabulary, bare_words

_INDEX_MARK = re.compile(r"^[(\[]?\s*(\d{1,2}|[a-zđ]|[ivx]{1,4})\s*[)\]]?$", re.IGNORECASE)
_IN_BRACKETS = re.compile(r"^\(.*\)$")
_PLACE_AND_DAY = re.compile(r"\bngay\b.*\bthang\b.*\bnam\b")
_ROMAN = re.compile(r"^[IVX]{1,5}[.)\- ]|^[IVX]{1,5}$|^[A-Z]\. ")
_FILLS_TOTAL = frozenset({"households", "population", "attendance", "members", "materials"})


class RowUse(StrEnum):
    """What a row is."""

    DATA = "data"
    BLANK = "blank"
    TOTAL = "total"
    HEADING = "heading"
    SECTION = "section"
    EXAMPLE = "example"
    FOOTER = "footer"


@dataclass(frozen=True, slots=True)
class Line:
    """A row of the sheet and what it is."""

    row: int
    use: RowUse


def lines_of(grid: Grid, header: Header, words: Vocabulary) -> Iterator[Line]:
    """Every row under the headings; what follows the signature line is footer."""
    ended = False
    quiet = 0
    for row in range(header.last_row + 1, grid.last_row + 1):
        use = RowUse.FOOTER if ended else _use(grid, header, words, row, after_gap=quiet > 0)
        ended = ended or use is RowUse.FOOTER
        quiet = quiet + 1 if use in {RowUse.BLANK, RowUse.TOTAL} else 0
        if ended and use is not RowUse.FOOTER:
            continue
        yield Line(row, use)


def _use(grid: Grid, header: Header, words: Vocabulary, row: int, *, after_gap: bool) -> RowUse:
    own = grid.own_columns(row)
    fields = set(header.fields.values())
    ordinals = {one.index for one in header.columns if one.reason == "ordinal"}
    told = [column for column in own if column not in ordinals and _says(grid.own(row, column))]
    texts = [text for column in own if (text := grid.text(row, column))]
    first = bare_words(texts[0]) if texts else ""
    if any(_begins(first, word) for word in words.example):
        return RowUse.EXAMPLE
    if _is_total(grid, header, words, row):
        return RowUse.TOTAL
    if _repeats_heading(grid, header, row, own):
        return RowUse.HEADING
    if _is_footer(grid, header, words, row, texts, after_gap=after_gap):
        return RowUse.FOOTER
    if _is_section(grid, header, words, row, own):
        return RowUse.SECTION
    if not any(column in fields for column in told):
        return RowUse.BLANK
    return RowUse.DATA


def _says(cell: Cell | None) -> bool:
    return cell is not None and not (cell.value is None and not cell.error and not cell.no_value)


def _begins(text: str, word: str) -> bool:
    return text == word or text.startswith(word + " ")


def _is_total(grid: Grid, header: Header, words: Vocabulary, row: int) -> bool:
    """A total row: a word for a sum in its first text, and no date."""
    fields = header.fields
    for column in grid.own_columns(row):
        text = grid.text(row, column)
        cell = grid.own(row, column)
        if not text or cell is None or not isinstance(cell.value, str):
            continue
        key = bare_words(text)
        if key not in words.total and not any(
            key.startswith(word + " ") and len(word.split(" ")) > 1 for word in words.total
        ):
            return False
        date = fields.get("date") or fields.get("when")
        return date is None or date == column or not _says(grid.own(row, date))
    return False


def _repeats_heading(grid: Grid, header: Header, row: int, own: list[int]) -> bool:
    texts = [(column, grid.text(row, column)) for column in own]
    texts = [(column, text) for column, text in texts if text]
    below = row == header.last_row + 1
    if below and texts and all(_IN_BRACKETS.match(text) for _column, text in texts):
        return True
    if len(texts) < 2:
        return False
    if all(_INDEX_MARK.match(text) for _column, text in texts) and row <= header.last_row + 2:
        return _counts_up(texts)
    headings = {one.index: bare_words(one.heading) for one in header.columns}
    same = sum(
        1
        for column, text in texts
        if bare_words(text) in headings.get(column, "\0").split("\0")
        or (
            len(text) > 1
            and headings.get(column, "").startswith(bare_words(text))
            and bare_words(text) != ""
        )
    )
    return same >= 2 and same * 2 > len(texts)


def _counts_up(texts: list[tuple[int, str]]) -> bool:
    """Whether a row under the headings only numbers the columns: 1 2 3, (1) (2), A B 1 2."""
    numbers = [int(text.strip("()[] ")) for _column, text in texts if text.strip("()[] ").isdigit()]
    if len(numbers) < 2:
        return len(texts) > 2 and not numbers
    return all(later == earlier + 1 for earlier, later in pairwise(numbers)) and len(texts) > 2


def _is_footer(
    grid: Grid, header: Header, words: Vocabulary, row: int, texts: list[str], *, after_gap: bool
) -> bool:
    if not texts or len(texts) > 4 or row <= header.last_row + 1:
        return False
    keys = [bare_words(text) for text in texts]
    signed = any(_begins(key, word) for key in keys for word in words.footer)
    dated = any(_PLACE_AND_DAY.search(key) and not key[:1].isdigit() for key in keys)
    fields = header.fields
    counted = any(
        isinstance(_value(grid, row, fields[name]), int) for name in _FILLS_TOTAL if name in fields
    )
    placed = header.kind is ListKind.SESSIONS and len(texts) > 2 and dated and not signed
    return (
        (signed or (dated and not placed and len(texts) <= 2))
        and not counted
        and (after_gap or len(texts) <= 3)
    )


def _value(grid: Grid, row: int, column: int) -> object:
    cell = grid.own(row, column)
    return cell.value if cell else None


def _is_section(grid: Grid, header: Header, words: Vocabulary, row: int, own: list[int]) -> bool:
    """A line over a part of the list ("Tháng 1", "II. Khu vực …"): one text, no data beside it."""
    told = [column for column in own if _says(grid.own(row, column))]
    ordinal = {one.index for one in header.columns if one.reason == "ordinal"}
    numbered = [column for column in told if column in ordinal]
    if len(told) == 2 and len(numbered) == 1 and _ROMAN.match(grid.text(row, numbered[0])):
        return True
    if len(told) != 1 or len(header.fields) < 2:
        return False
    column = told[0]
    cell = grid.own(row, column)
    if cell is None or not isinstance(cell.value, str) or cell.value.strip().isdigit():
        return False
    key = bare_words(cell.text)
    worded = any(_begins(key, word) for word in words.section) or bool(
        _ROMAN.match(cell.text.strip())
    )
    return worded or (row, column) in grid.wide or column not in header.fields.values()
