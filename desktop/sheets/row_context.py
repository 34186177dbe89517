"""One row of a list while it is read: its cells by field, and the problems it gathers."""

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from datetime import date

from desktop.domain.commune import ListName
from desktop.domain.problems import Problem, Severity
from desktop.domain.text import identity_key, tidy
from desktop.sheets.cells import Cell, column_letter
from desktop.sheets.dates import DateColumn, ReadDate, read_date
from desktop.sheets.denials import ditto_key
from desktop.sheets.grid import Grid
from desktop.sheets.group_names import GroupBook, NamedGroups
from desktop.sheets.layout import Header
from desktop.sheets.numbers import read_number
from desktop.sheets.results import CellProblem, Draft, Known, SheetRow
from desktop.sheets.vocabulary import Labels, Vocabulary

_NOTHING = frozenset({"-", "–", "—", "...", "…", "/"})
_REPEATABLE = frozenset({"format", "topics", "lead_body", "place", "partner_bodies", "audiences"})
_TEXT_SHOWN = 60
_MONTHS = 12
_FIRST_YEAR, _LAST_YEAR = 1900, 2100


class NewLabels(dict[tuple[ListName, str], None]):
    """Labels that the editable lists do not hold, in the spelling in which they were met first."""


class Carried(dict[str, Cell]):
    """The cells of the last row of data by field: what a mark for "as above" repeats."""


@dataclass(frozen=True, slots=True)
class Context:
    """What the rows of one sheet share while they are read."""

    known: Known
    words: Vocabulary
    labels: Labels
    groups: GroupBook
    header: Header
    dates: Mapping[str, DateColumn]
    today: date
    new_labels: NewLabels
    titles: tuple[str, ...] = ()
    carried: Carried = field(default_factory=Carried)


@dataclass(slots=True)
class Row:
    """A row of data: asked field by field, it notes what is wrong and where."""

    grid: Grid
    number: int
    context: Context
    problems: list[CellProblem] = field(default_factory=list)
    fresh: NewLabels = field(default_factory=NewLabels)

    def has(self, name: str) -> bool:
        """Whether the list has a column for the field."""
        return name in self.context.header.fields

    def cell(self, name: str) -> Cell | None:
        """The cell of a field, merged ranges seen through; none when blank or faulty."""
        cell = self.seen(name)
        if cell is None:
            return None
        if name in _REPEATABLE and self._is_ditto(cell):
            self.note(name, "nothing_above", {"text": tidy(cell.text)[:_TEXT_SHOWN]})
            return None
        if cell.error:
            self.note(name, "cell_error", {"text": cell.error})
            return None
        if cell.no_value:
            self.note(name, "formula_without_value")
            return None
        return cell

    def seen(self, name: str) -> Cell | None:
        """What stands in a field, faulty or not; a mark for "as above" stands for that cell."""
        column = self.context.header.fields.get(name)
        cell = self.grid.seen(self.number, column) if column is not None else None
        if name not in _REPEATABLE:
            return cell
        carried = self.context.carried
        if cell is None:
            carried.pop(name, None)
        elif self._is_ditto(cell):
            return carried.get(name, cell)
        else:
            carried[name] = cell
        return cell

    def _is_ditto(self, cell: Cell) -> bool:
        return isinstance(cell.value, str) and ditto_key(cell.value) in self.context.words.ditto

    def shown(self, name: str) -> str:
        """The text that stands in a field as it is, on one line."""
        cell = self.seen(name)
        return tidy(cell.text) if cell else ""

    def is_dash(self, name: str) -> bool:
        """Whether nothing but a dash stands in a field."""
        return self.shown(name) in _NOTHING

    def text(self, name: str) -> str:
        """The text of a field on one line; a dash alone is a blank."""
        cell = self.cell(name)
        text = tidy(cell.text) if cell else ""
        return "" if text in _NOTHING else text

    def note(
        self,
        name: str,
        code: str,
        details: dict[str, str] | None = None,
        severity: Severity = Severity.ERROR,
    ) -> None:
        """Remember a problem in the cell of a field; a cell that is read again says it once."""
        column = self.context.header.fields.get(name)
        letter = column_letter(column) if column else ""
        sheet = self.grid.sheet.name
        problem = CellProblem(sheet, self.number, letter, code, details or {}, severity)
        if problem not in self.problems:
            self.problems.append(problem)

    def number_of(self, name: str) -> int | None:
        """A whole number; a number merged over several rows belongs to none of them alone."""
        cell = self.cell(name)
        if cell is not None and self._shared(name):
            self.note(name, "number_merged", {"text": cell.text})
            return None
        read = read_number(cell, of=name)
        if read.problem and cell is not None:
            self.note(name, read.problem, {"text": cell.text[:_TEXT_SHOWN]})
        return read.number

    def _shared(self, name: str) -> bool:
        """Whether a cell belongs to several rows: merged over them, and the name is not."""
        columns = self.context.header.fields
        span = self.grid.spans.get((self.number, columns[name]), 1)
        own = self.grid.own(self.number, columns[name]) is not None
        named = self.grid.spans.get((self.number, columns.get("name", 0)), 1)
        return span > 1 and not (own and named == span)

    def date_of(self, name: str) -> ReadDate:
        """The day in a field; blank gives none without a problem."""
        cell = self.cell(name)
        if cell is None or not self.text(name):
            return ReadDate()
        read = read_date(cell, self._beside(self.context.dates.get(name, DateColumn())))
        if read.problem:
            self.note(name, read.problem, {"text": tidy(cell.text)[:_TEXT_SHOWN]})
        return read

    def _beside(self, column: DateColumn) -> DateColumn:
        """How a day is read with the month and the year that columns beside it name."""
        month = self.number_of("month") if self.has("month") else column.month
        year = self.number_of("year") if self.has("year") else column.year
        return replace(
            column,
            month=month if month is not None and 1 <= month <= _MONTHS else None,
            year=year if year is not None and _FIRST_YEAR <= year <= _LAST_YEAR else None,
        )

    def groups_of(self, name: str, day: date | None) -> NamedGroups:
        """The groups that a field names; each piece that names none is a problem.

        A list without a column for the groups may name them in the place.
        """
        inside = not self.has(name) and self.has("place")
        name = "place" if inside else name
        cell = self.cell(name)
        if cell is None:
            return NamedGroups()
        if not isinstance(cell.value, str) and not _is_whole(cell.value):
            self.note(name, "groups_cell_changed", {"text": cell.text})
            return NamedGroups()
        book = self.context.groups
        named = book.read_inside(cell.text, day) if inside else book.read(cell.text, day)
        for trouble in named.troubles:
            self.note(name, trouble.code, trouble.details)
        if named.every:
            self.note(name, "every_group_taken", {"count": str(len(named.ids))}, Severity.WARNING)
        if named.commune_wide:
            self.note(name, "commune_wide_taken", {}, Severity.WARNING)
        return named

    def label(self, name: str, of: ListName) -> str:
        """A label in its known spelling; a new one is kept as written and told of."""
        return self.known_label(self.text(name), of)

    def known_label(self, text: str, of: ListName) -> str:
        """The known spelling of a text; a new one joins the new labels once."""
        if not text:
            return ""
        found = self.context.labels.find(of, text)
        if found is not None:
            known = self.context.known.labels.get(of)
            if known is None or found in known:
                return found
            text = found
        for kind, label in (*self.context.new_labels, *self.fresh):
            if kind is of and identity_key(label) == identity_key(text):
                text = label
                break
        self.fresh[of, text] = None
        return text

    def labels(self, name: str, of: ListName, separators: str) -> tuple[str, ...]:
        """Several labels in one cell; a cell that is one known label is never cut."""
        cell = self.cell(name)
        whole = tidy(cell.text) if cell else ""
        if not whole or whole in _NOTHING:
            return ()
        if self.context.labels.find(of, whole) is not None:
            return (self.known_label(whole, of),)
        marked = cell.text if cell else ""
        for separator in separators:
            marked = marked.replace(separator, "\n")
        pieces = [tidy(piece).strip(" -+•") for piece in marked.split("\n")]
        if any(piece.isdigit() for piece in pieces):
            self.note(name, "label_is_number", {"text": whole[:_TEXT_SHOWN]})
            return ()
        return tuple(dict.fromkeys(self.known_label(piece, of) for piece in pieces if piece))

    def take(self, problems: tuple[Problem, ...], columns: Mapping[str, str]) -> None:
        """Add the domain's own findings, in the column of the field each speaks of."""
        told = {problem.column for problem in self.problems if problem.stops}
        for problem in problems:
            name = columns.get(problem.field, problem.field)
            column = self.context.header.fields.get(name)
            if (column_letter(column) if column else "") in told and column:
                continue
            self.note(name, problem.code, problem.details, problem.severity)

    def done(self, draft: Draft) -> SheetRow:
        """The row as it was read; no draft where a problem stops it."""
        name, problems = self.grid.sheet.name, tuple(self.problems)
        if any(problem.stops for problem in problems):
            return SheetRow(name, self.number, None, problems)
        # Only a row that may be written gives its new labels a spelling for the rows below.
        self.context.new_labels.update(self.fresh)
        return SheetRow(name, self.number, draft, problems, tuple(self.fresh))


def _is_whole(value: object) -> bool:
    """Whether a cell that holds no text holds a number of one group; 1.1 may have been "1,10"."""
    if isinstance(value, float):
        return value.is_integer()
    return isinstance(value, int) and not isinstance(value, bool)
