"""The document tree of an official paper: what it says, free of any file format.

The writers (PDF, Word, Excel) decide fonts, millimetres and pages; the tree holds the words, their
order and their rank. Texts are Vietnamese, NFC, and may hold no-break spaces.
"""

from dataclasses import dataclass, field, replace
from decimal import Decimal
from enum import StrEnum


class Align(StrEnum):
    """How a text stands in its column."""

    LEFT = "left"
    CENTRE = "centre"
    RIGHT = "right"
    JUSTIFIED = "justified"


class Orientation(StrEnum):
    """How the sheet of an appendix lies."""

    PORTRAIT = "portrait"
    LANDSCAPE = "landscape"


@dataclass(frozen=True, slots=True)
class Run:
    """A stretch of text in one style."""

    text: str
    bold: bool = False
    italic: bool = False


@dataclass(frozen=True, slots=True)
class Paragraph:
    """A paragraph of the body; ``indent``: its first line stands in, as the decree asks.

    ``small``: a note or legend beside a table, set in the size of tables.
    """

    runs: tuple[Run, ...]
    align: Align = Align.JUSTIFIED
    indent: bool = True
    small: bool = False

    @classmethod
    def of(cls, text: str, *, align: Align = Align.JUSTIFIED, small: bool = False) -> "Paragraph":
        """A paragraph in one style."""
        return cls((Run(text),), align=align, indent=not small, small=small)

    @property
    def text(self) -> str:
        """The words alone."""
        return "".join(run.text for run in self.runs)


@dataclass(frozen=True, slots=True)
class Heading:
    """A heading of rank 1 (I.), 2 (1.) or 3 (a); its number is part of the text."""

    level: int
    text: str


@dataclass(frozen=True, slots=True)
class Column:
    """A column of a table.

    ``width`` is a share of the width of all columns; neighbours with the same ``over``
    stand under one heading of a second, upper header row. ``summed``: its cell in the total
    row is the sum of the cells above; never where the rows repeat a joint session.
    """

    heading: str
    width: float
    align: Align = Align.LEFT
    over: str = ""
    summed: bool = False


@dataclass(frozen=True, slots=True)
class Table:
    """A table; its header rows are repeated on every page. ``total`` is its last row, in bold.

    ``row_height``: its rows are so high at least, in points, for what is written in by hand.
    """

    columns: tuple[Column, ...]
    rows: tuple[tuple[str, ...], ...]
    total: tuple[str, ...] | None = None
    row_height: float = 0

    def __post_init__(self) -> None:
        width = len(self.columns)
        if any(len(row) != width for row in (*self.rows, *([self.total] if self.total else []))):
            raise ValueError(f"every row needs {width} cells")


def is_title(row: tuple[str, ...]) -> bool:
    """Whether a row names the rows below it, so that it never ends a page.

    It has no number: its name alone, or the capital of a block whose values stand in its rows.
    """
    filled = sum(bool(cell) for cell in row)
    lettered = len(row[0]) == 1 and row[0].isupper() and filled < len(row)
    return lettered or (not row[0] and filled == 1)


def is_note(block: object) -> bool:
    """Whether a block is a note, which goes with the table above it."""
    return isinstance(block, Paragraph) and block.small


def leads_in(block: object, after: object) -> bool:
    """Whether a paragraph introduces what follows: it never stands at the foot of a page."""
    if not isinstance(block, Paragraph) or after is None:
        return False
    return isinstance(after, Table | Chart) or block.text.rstrip().endswith(":")


class ColumnState(StrEnum):
    """Whether a column of a chart meets its target; none where nothing is to be met."""

    MET = "met"
    NOT_MET = "not_met"
    NONE = "none"


@dataclass(frozen=True, slots=True)
class ChartColumn:
    """A column of a chart. No value: a gap, never a zero; ``note`` says why, or "18/23".

    ``value`` is a fraction where the chart is in per cent. A value that may not be shown
    ("dưới 5") is no value with a note: a drawn column would give it away.
    """

    label: str
    value: Decimal | None
    state: ColumnState = ColumnState.NONE
    note: str = ""


@dataclass(frozen=True, slots=True)
class Chart:
    """Columns over time, drawn in black and grey; its table always stands beside it.

    ``target``: the line to reach, a fraction where the chart is in per cent.
    ``unit``: what is counted ("buổi"), empty for shares.
    """

    title: str
    columns: tuple[ChartColumn, ...]
    target: Decimal | None = None
    unit: str = ""
    percent: bool = False


@dataclass(frozen=True, slots=True)
class Blank:
    """A line of a form that is filled in by hand: a label, then a drawn line to the margin.

    ``lines``: how many such lines there are; those after the first take the whole width.
    """

    label: str
    lines: int = 1


@dataclass(frozen=True, slots=True)
class CodeMark:
    """The short code of a form, also as a QR code that holds nothing but it."""

    label: str
    code: str
    note: str


Block = Paragraph | Heading | Table | Chart | Blank | CodeMark


@dataclass(frozen=True, slots=True)
class Appendix:
    """An appendix: ``number`` is "I", "II" … or empty when the paper has only one."""

    number: str
    title: str
    note: str
    blocks: tuple[Block, ...]
    orientation: Orientation = Orientation.PORTRAIT

    @property
    def label(self) -> str:
        """ "Phụ lục II", or "Phụ lục" when it is the only one."""
        return f"Phụ lục\u00a0{self.number}" if self.number else "Phụ lục"


@dataclass(frozen=True, slots=True)
class Letterhead:
    """The head of the first page: who issues it under whom, its number, place and date.

    ``about``: what a letter is about ("V/v …"), below its number.
    """

    parent_body: str
    issuing_body: str
    number: str
    place_and_date: str
    nation: str
    motto: str
    about: str = ""


@dataclass(frozen=True, slots=True)
class SignatureBlock:
    """The lines above the hand's space (authority, title) and below it (title, name)."""

    above: tuple[str, ...]
    below: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Recipients:
    """ "Nơi nhận:" and its lines, each already with its dash and its stop."""

    heading: str
    lines: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Metadata:
    """What the file says about itself."""

    title: str
    author: str
    subject: str
    language: str = "vi-VN"


@dataclass(frozen=True, slots=True)
class Document:
    """A whole paper. ``draft`` is the word set on every page while the period is open, or empty.

    A letter has neither kind nor subject, a register no salutation. ``cosigners`` sign at the
    left of the signer, in the place of the recipients. ``following`` are papers in the same
    file, each from a new page that is numbered by itself; ``file_title`` is then the title of all.
    """

    metadata: Metadata
    letterhead: Letterhead
    kind: str
    subject: tuple[str, ...]
    """Lines of the subject in bold; the first may wrap, the others are set in italics."""
    salutation: tuple[str, ...]
    """"Kính gửi: …" in one line, or the opening word and one line per addressee."""
    blocks: tuple[Block, ...]
    recipients: Recipients
    signature: SignatureBlock
    appendices: tuple[Appendix, ...] = field(default=())
    draft: str = ""
    orientation: Orientation = Orientation.PORTRAIT
    cosigners: tuple[SignatureBlock, ...] = ()
    following: tuple["Document", ...] = ()
    file_title: str = ""

    @property
    def file_metadata(self) -> Metadata:
        """What the file says about itself."""
        return replace(self.metadata, title=self.file_title) if self.file_title else self.metadata

    @property
    def papers(self) -> tuple["Document", ...]:
        """This paper and those that follow it in the file."""
        return (self, *self.following)
