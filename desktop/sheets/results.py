"""A workbook's list as drafts and problems: what the officer sees before anything is written."""

from collections.abc import Mapping
from dataclasses import dataclass, field

from desktop.domain.commune import ListName
from desktop.domain.count_drafts import CountDraft
from desktop.domain.groups import GroupDraft, ResidentialGroup
from desktop.domain.models import ModelDraft
from desktop.domain.plans import CountCategory
from desktop.domain.problems import Severity
from desktop.domain.sessions import SessionDraft
from desktop.sheets.layout import ColumnUse
from desktop.sheets.vocabulary import ListKind

Draft = GroupDraft | SessionDraft | ModelDraft | CountDraft


@dataclass(frozen=True, slots=True)
class Known:
    """What the store holds already and the names in a list are resolved against.

    ``commune`` is the commune's name: a cell that says just that means the whole commune.
    ``other_topics`` are the topics of the editable list that are no drug prevention; none
    where they are those shipped. ``categories`` are the monthly counts that a list can name,
    ``month`` ("2026-10") the one that figures without a month in their heading are of.
    """

    groups: tuple[ResidentialGroup, ...] = ()
    labels: Mapping[ListName, tuple[str, ...]] = field(default_factory=dict)
    commune: str = ""
    sensitive_kinds: frozenset[str] = frozenset()
    other_topics: frozenset[str] | None = None
    categories: tuple[CountCategory, ...] = ()
    month: str | None = None


@dataclass(frozen=True, slots=True)
class CellProblem:
    """What is wrong in one place; ``column`` is a letter, empty where it concerns the row."""

    sheet: str
    row: int
    column: str
    code: str
    details: dict[str, str] = field(default_factory=dict)
    severity: Severity = Severity.ERROR

    @property
    def stops(self) -> bool:
        """Whether the row cannot be written while this stands."""
        return self.severity is Severity.ERROR


@dataclass(frozen=True, slots=True)
class SheetRow:
    """One row of data; the draft is none where a problem stops it.

    ``new_labels`` are those of its labels that the editable lists do not hold yet.
    """

    sheet: str
    row_number: int
    draft: Draft | None
    problems: tuple[CellProblem, ...] = ()
    new_labels: tuple[tuple[ListName, str], ...] = ()


@dataclass(frozen=True, slots=True)
class SkippedRow:
    """A row that holds no data: ``use`` is total, heading, section, example or footer."""

    sheet: str
    row_number: int
    use: str


@dataclass(frozen=True, slots=True)
class SheetReading:
    """All that was read of a list.

    ``columns`` are those of the first sheet; ``sheets`` those read together and
    ``other_sheets`` those left unread, hidden ones among them; ``hidden_rows`` are the rows of
    data that Excel does not show but that were read, by sheet and number.
    ``date_order_needed`` holds the letters of columns whose dates must not be read before
    the officer says their order. ``fields`` are the draft fields that the list has columns
    for: what it does not have, it does not change. ``month_columns`` holds the letter of the
    column of figures of each month, by sheet and month.
    """

    kind: ListKind
    sheet: str
    header_row: int
    columns: tuple[ColumnUse, ...]
    rows: tuple[SheetRow, ...]
    skipped: tuple[SkippedRow, ...] = ()
    date_order_needed: tuple[str, ...] = ()
    new_labels: tuple[tuple[ListName, str], ...] = ()
    sheets: tuple[str, ...] = ()
    other_sheets: tuple[str, ...] = ()
    hidden_rows: tuple[tuple[str, int], ...] = ()
    list_problems: tuple[CellProblem, ...] = ()
    fields: frozenset[str] = frozenset()
    month_columns: Mapping[tuple[str, str], str] = field(default_factory=dict)

    @property
    def months(self) -> tuple[str, ...]:
        """The months whose figures a list of counts holds, in order."""
        return tuple(sorted({month for _sheet, month in self.month_columns}))

    @property
    def problems(self) -> tuple[CellProblem, ...]:
        """Problems of the list as a whole, then of its rows in their order."""
        return (*self.list_problems, *(one for row in self.rows for one in row.problems))

    @property
    def skipped_columns(self) -> tuple[ColumnUse, ...]:
        """Columns that were not read, except those that only number the rows."""
        return tuple(one for one in self.columns if one.field is None and one.reason != "ordinal")

    @property
    def total_rows(self) -> tuple[SkippedRow, ...]:
        """The rows with sums."""
        return tuple(one for one in self.skipped if one.use == "total")
