"""What the board shows: a year of all units, narrowed by a filter and a search."""

from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum
from typing import TYPE_CHECKING

from desktop.actions.board import findings_of
from desktop.actions.desk import Desk
from desktop.actions.figures_text import CardFigures
from desktop.actions.superior_month import SuperiorMonth, figures_by_package, superior_month
from desktop.domain.board import Board, BoardCell, BoardRow, CellState
from desktop.domain.counting import Share
from desktop.domain.periods import Period
from desktop.domain.text import fold
from desktop.i18n import _, format_number, format_percent, ngettext
from desktop.ui.widgets.rows import Mark, WorkItem
from desktop.wording.superior import across_text

if TYPE_CHECKING:
    from desktop.domain.expected_units import UnitId

NOTHING = "–"


class Shown(StrEnum):
    """Which units the board shows, by their report of the month in sight."""

    ALL = "all"
    RECEIVED = "received"
    NOT_SENT = "not_sent"
    LATE = "late"
    TO_VERIFY = "to_verify"
    RETURNED = "returned"


_STATES = {
    Shown.RECEIVED: frozenset({CellState.IN, CellState.CORRECTED}),
    Shown.NOT_SENT: frozenset({CellState.MISSING, CellState.LATE}),
    Shown.LATE: frozenset({CellState.LATE}),
    Shown.RETURNED: frozenset({CellState.RETURNED}),
}


@dataclass(frozen=True, slots=True)
class BoardRead:
    """A month with the board of its year, and the totals of every report that counts in it."""

    stand: SuperiorMonth
    figures: Mapping[str, CardFigures | None]

    @property
    def board(self) -> Board:
        """The board of the year."""
        return self.stand.board

    @property
    def column(self) -> int:
        """The place of the month in sight."""
        return [one.id for one in self.board.periods].index(self.stand.month.id)

    def cell(self, row: BoardRow) -> BoardCell:
        """A unit's cell of the month in sight."""
        return row.cells[self.column]

    def totals(self, row: BoardRow) -> CardFigures | None:
        """The totals of a unit's report of the month in sight; none while nothing counts."""
        filing = self.cell(row).filing
        return self.figures.get(filing.package_id) if filing is not None else None


def read_board(desk: Desk, month: Period) -> BoardRead:
    """Read the board of a month; runs on the worker."""
    return BoardRead(superior_month(desk, month), figures_by_package(desk))


def rows_shown(
    read: BoardRead, *, shown: Shown = Shown.ALL, text: str = ""
) -> tuple[BoardRow, ...]:
    """The units that filter and search let through, in the order of the list."""
    wanted = fold(text)
    return tuple(
        row
        for row in read.board.rows
        if _let_through(read.cell(row), shown)
        and (wanted in fold(row.unit.name) or row.unit.code.startswith(wanted))
    )


def _let_through(cell: BoardCell, shown: Shown) -> bool:
    if shown is Shown.TO_VERIFY:
        return cell.waits
    return shown is Shown.ALL or cell.state in _STATES[shown]


def filter_titles(read: BoardRead) -> tuple[str, ...]:
    """The filters with how many units each lets through."""
    counts = [len(rows_shown(read, shown=one)) for one in Shown]
    words = (
        _("All ({n})"),
        _("Received ({n})"),
        _("Not sent ({n})"),
        _("Late ({n})") if read.stand.due_on is not None else _("Late (no deadline set)"),
        _("To verify ({n})"),
        _("Returned ({n})"),
    )
    return tuple(said.format(n=count) for said, count in zip(words, counts, strict=True))


def groups_words(totals: CardFigures | None) -> str:
    """How many residential groups a report counts."""
    return format_number(totals.groups) if totals is not None else NOTHING


def met_words(totals: CardFigures | None) -> str:
    """ "23/24 · 95,8 %": groups that met their duty in the month; a dash without a report."""
    if totals is None:
        return NOTHING
    share = Share(totals.met, totals.due)
    if share.percent is None:
        return NOTHING
    return f"{share.met}/{share.due} · {format_percent(share.percent)}"


def board_title(read: BoardRead) -> str:
    """ "40 đơn vị · năm 2026"."""
    rows = read.board.rows
    others = sum(not row.expected for row in rows)
    listed = [row for row in rows if row.expected]
    count = sum(read.cell(row).state is not CellState.NOT_EXPECTED for row in listed)
    said = ngettext("{count} unit · {year}", "{count} units · {year}", count)
    if others:
        said = ngettext(
            "{count} unit · {others} outside the list · {year}",
            "{count} units · {others} outside the list · {year}",
            count,
        )
    return said.format(
        count=format_number(count), others=format_number(others), year=read.stand.month.year
    )


def read_findings(desk: Desk, month: Period) -> tuple[WorkItem, ...]:
    """What is odd about the figures of a month, as sentences; reads snapshots, so it takes a
    moment; runs on the worker."""
    stand = superior_month(desk, month)
    names: dict[UnitId, str] = {row.unit.unit: row.unit.name for row in stand.board.rows}
    return tuple(
        WorkItem(
            sentence=across_text(
                one.code.value,
                one.details,
                unit=names.get(one.unit, one.unit.code),
                other=names.get(one.other, one.other.code) if one.other is not None else "",
            ),
            action=_("Look"),
            mark=Mark.QUESTION,
            target=one.unit,
        )
        for one in findings_of(desk, month)
    )
