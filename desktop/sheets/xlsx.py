"""Reading .xlsx and .xlsm: streamed, with fonts per cell and per run, limits before memory.

openpyxl loads a workbook twice to tell a formula from its stored value, keeps every
empty formatted cell and stops at files of other programs; this reads what a list needs.
"""

import io
import zipfile
from dataclasses import dataclass, field
from datetime import datetime, time, timedelta
from math import isfinite
from xml.etree.ElementTree import Element

from desktop.sheets.cells import Cell, CellValue, Limits, Merged, Sheet, Workbook
from desktop.sheets.errors import SheetError
from desktop.sheets.legacy_text import draws_capitals, to_unicode
from desktop.sheets.number_format import is_date_format
from desktop.sheets.parts import Parts, check_archive

_SECONDS_OF_DAY = 86_400


@dataclass(frozen=True, slots=True)
class _Text:
    """A shared or inline string: its runs with the font of each (none: the cell's)."""

    runs: tuple[tuple[str, str | None], ...]


@dataclass(slots=True)
class _Styles:
    fonts: list[str] = field(default_factory=list)
    formats: dict[int, str] = field(default_factory=dict)
    cells: list[tuple[int, int]] = field(default_factory=list)

    def font(self, style: int) -> str:
        index = self.cells[style][0] if 0 <= style < len(self.cells) else 0
        return self.fonts[index] if 0 <= index < len(self.fonts) else ""

    def is_date(self, style: int) -> bool:
        if not 0 <= style < len(self.cells):
            return False
        number = self.cells[style][1]
        return is_date_format(number, self.formats.get(number, ""))


def read_xlsx(name: str, content: bytes, limits: Limits) -> Workbook:
    """Read the cells of every worksheet; macros and drawings are left unread."""
    with zipfile.ZipFile(io.BytesIO(content)) as archive:
        check_archive(archive, limits=limits)
        parts = Parts(archive, limits)
        links = _links(parts)
        listed, epoch_1904 = _workbook(parts)
        styles = _styles(parts, links.get("styles", "xl/styles.xml"))
        texts = _shared(parts, links.get("sharedStrings", "xl/sharedStrings.xml"))
        sheets: list[Sheet] = []
        taken: set[str] = set()
        for title, relation, hidden in listed[: limits.sheets]:
            target = links.get(relation, "")
            # A part is one sheet; a list that names it a thousand times would be read as often.
            if target and "worksheets" in target and target not in taken:
                taken.add(target)
                reader = _SheetReader(parts, styles, texts, epoch_1904=epoch_1904)
                sheets.append(reader.read(target, title, hidden=hidden))
    return Workbook(name=name, sheets=tuple(sheets), epoch_1904=epoch_1904, macros=parts.has_macros)


def _local(tag: str) -> str:
    return tag.rsplit("}", 1)[-1]


def _attribute(element: Element, name: str) -> str | None:
    """An attribute by its local name, whatever its name space."""
    return next((value for key, value in element.attrib.items() if _local(key) == name), None)


def _links(parts: Parts) -> dict[str, str]:
    """Targets of the workbook's relations, by id and, for single parts, by type."""
    found: dict[str, str] = {}
    for event, element in parts.walk("xl/_rels/workbook.xml.rels"):
        if event != "end" or _local(element.tag) != "Relationship":
            continue
        target = element.get("Target", "").replace("\\", "/")
        target = target.lstrip("/") if target.startswith("/") else f"xl/{target}"
        found[element.get("Id", "")] = target
        found[element.get("Type", "").rsplit("/", 1)[-1]] = target
    return found


def _workbook(parts: Parts) -> tuple[list[tuple[str, str, bool]], bool]:
    sheets: list[tuple[str, str, bool]] = []
    epoch_1904 = False
    for event, element in parts.walk("xl/workbook.xml"):
        if event != "end":
            continue
        if _local(element.tag) == "workbookPr":
            epoch_1904 = element.get("date1904", "0") in {"1", "true", "on"}
        elif _local(element.tag) == "sheet":
            hidden = element.get("state", "visible") != "visible"
            sheets.append(
                (to_unicode(element.get("name", ""), ""), _attribute(element, "id") or "", hidden)
            )
    return sheets, epoch_1904


def _styles(parts: Parts, name: str) -> _Styles:
    styles = _Styles()
    path: list[str] = []
    for event, element in parts.walk(name):
        tag = _local(element.tag)
        if event == "start":
            path.append(tag)
            continue
        path.pop()
        parent = path[-1] if path else ""
        if tag == "font" and parent == "fonts":
            names = [one.get("val", "") for one in element if _local(one.tag) == "name"]
            styles.fonts.append(names[0] if names else "")
        elif tag == "numFmt" and parent == "numFmts":
            styles.formats[int(element.get("numFmtId", "0"))] = element.get("formatCode", "")
        elif tag == "xf" and parent == "cellXfs":
            styles.cells.append(
                (int(element.get("fontId", "0")), int(element.get("numFmtId", "0")))
            )
    return styles


def _shared(parts: Parts, name: str) -> list[_Text]:
    texts: list[_Text] = []
    for event, element in parts.walk(name):
        if event == "end" and _local(element.tag) == "si":
            texts.append(_text_of(element))
            element.clear()
    return texts


def _text_of(element: Element) -> _Text:
    runs: list[tuple[str, str | None]] = []
    for child in element:
        tag = _local(child.tag)
        if tag == "t":
            runs.append((child.text or "", None))
        elif tag == "r":
            font = next(
                (one.get("val") for one in child.iter() if _local(one.tag) == "rFont"), None
            )
            runs.append(("".join(one.text or "" for one in child if _local(one.tag) == "t"), font))
    return _Text(tuple(runs))


class _SheetReader:
    """Reads one worksheet: cells with a value, and merged ranges."""

    def __init__(
        self, parts: Parts, styles: _Styles, texts: list[_Text], *, epoch_1904: bool
    ) -> None:
        self._parts = parts
        self._styles = styles
        self._texts = texts
        self._epoch = datetime(1904, 1, 1) if epoch_1904 else datetime(1899, 12, 30)  # noqa: DTZ001 - day numbers know no zone
        self._cells: dict[tuple[int, int], Cell] = {}
        self._merged: list[Merged] = []
        self._hidden_rows: set[int] = set()
        self._row = 0
        self._column = 0

    def read(self, part: str, title: str, *, hidden: bool) -> Sheet:
        for event, element in self._parts.walk(part):
            tag = _local(element.tag)
            if event == "start":
                if tag == "row":
                    self._row = int(element.get("r") or self._row + 1)
                    self._column = 0
                    if element.get("hidden", "0") in {"1", "true"}:
                        self._hidden_rows.add(self._row)
            elif tag == "c":
                self._take(element)
                element.clear()
            elif tag == "row":
                element.clear()
            elif tag == "mergeCell":
                self._merge(element.get("ref", ""))
        return Sheet(
            name=title,
            cells=self._cells,
            merged=tuple(self._merged),
            hidden=hidden,
            hidden_rows=frozenset(self._hidden_rows),
        )

    def _merge(self, reference: str) -> None:
        first, _, last = reference.partition(":")
        if last and len(self._merged) < self._parts.limits.rows:
            (top, left), (bottom, right) = _position(first), _position(last)
            self._merged.append(Merged(top, left, bottom, right))

    def _take(self, element: Element) -> None:
        reference = element.get("r")
        row, column = _position(reference) if reference else (self._row, self._column + 1)
        self._column = column
        cell = self._cell(element)
        if cell is None:
            return
        limits = self._parts.limits
        self._parts.cells += 1
        if row > limits.rows or self._parts.cells > limits.cells:
            raise SheetError("too_many_cells", {"limit": str(limits.rows)})
        if column <= limits.columns:
            self._cells[row, column] = cell

    def _cell(self, element: Element) -> Cell | None:
        kind = element.get("t", "n")
        style = int(element.get("s", "0"))
        children = {_local(child.tag): child for child in element}
        if kind == "inlineStr":
            return self._text(_text_of(children["is"]), style) if "is" in children else None
        raw = children["v"].text if "v" in children else None
        if raw is None or not raw.strip():
            formula = children.get("f")
            return Cell(None, no_value=True) if formula is not None else None
        return self._typed(kind, raw, style)

    def _typed(self, kind: str, raw: str, style: int) -> Cell | None:
        if kind == "s":
            index = int(raw)
            return self._text(self._texts[index], style) if 0 <= index < len(self._texts) else None
        if kind == "str":
            return self._text(_Text(((raw, None),)), style)
        if kind == "b":
            return Cell(raw.strip() == "1")
        if kind == "e":
            return Cell(None, error=raw.strip())
        if kind == "d":
            return Cell(datetime.fromisoformat(raw.strip()).replace(tzinfo=None))
        number = float(raw)
        return Cell(self._number(number, style)) if isfinite(number) else Cell(None, error="#NUM!")

    def _number(self, number: float, style: int) -> CellValue:
        if self._styles.is_date(style):
            return moment_of(number, epoch=self._epoch)
        return int(number) if number.is_integer() and abs(number) < 1e15 else number

    def _text(self, text: _Text, style: int) -> Cell | None:
        own = self._styles.font(style)
        limit = self._parts.limits.text_length
        whole = "".join(
            to_unicode(run[:limit], own if font is None else font) for run, font in text.runs
        )
        if not whole.strip():
            return None
        fonts = {own if font is None else font for run, font in text.runs if run.strip()}
        # Marks that stand in a run of their own join their letter only now.
        return Cell(
            to_unicode(whole[:limit], ""), capitals=all(draws_capitals(font) for font in fonts)
        )


def moment_of(number: float, *, epoch: datetime) -> CellValue:
    """The date, moment or time that a day number stands for; the number itself when none."""
    if 0 <= number < 1:
        seconds = round(number * _SECONDS_OF_DAY)
        return (epoch + timedelta(seconds=seconds % _SECONDS_OF_DAY)).time()
    try:
        moment = epoch + timedelta(days=int(number), seconds=round((number % 1) * _SECONDS_OF_DAY))
    except (OverflowError, ValueError):
        return number
    return moment if moment.time() != time() else moment.date()


def _position(reference: str) -> tuple[int, int]:
    column = 0
    digits = ""
    for char in reference.replace("$", ""):
        if char.isdigit():
            digits += char
        elif char.isascii() and char.isalpha():
            column = column * 26 + ord(char.upper()) - 64
    return int(digits), column
