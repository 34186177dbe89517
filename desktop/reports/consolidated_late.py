"""The list of units whose report is lacking, and the letter that reminds the late ones.

The letter is an official letter of decree 30/2020, annex I: what it is about stands below its
number. Both speak of the day on which they are made.
"""

from collections.abc import Iterator, Sequence
from datetime import date

from desktop.domain.board import Board, BoardCell, BoardRow, CellState
from desktop.domain.commune import lowered_kind
from desktop.domain.expected_units import ExpectedUnit
from desktop.domain.text import nfc
from desktop.reports.administrative import (
    amount,
    bound,
    long_date,
    number_text,
    slash_date,
    table_date,
)
from desktop.reports.consolidated_words import (
    ConsolidatedContent,
    Gathered,
    column,
    consolidated_paper,
    names_of,
    ratio_text,
)
from desktop.reports.frame import ended
from desktop.reports.tree import Align, Block, Column, Document, Paragraph, Table

LATE = "consolidated-late"
LACKING = (CellState.LATE, CellState.MISSING, CellState.RETURNED, CellState.TO_VERIFY)
_MOST_ADDRESSEES = 10
"""More are addressed together: the table names each of them."""


def lacking_rows(found: Board) -> tuple[BoardRow, ...]:
    """The units of a board of one period whose report is not in, the late ones first."""
    rows = [row for row in found.rows if _lacks(row.cells[0])]
    return tuple(sorted(rows, key=lambda row: LACKING.index(row.cells[0].state)))


def _lacks(cell: BoardCell) -> bool:
    return cell.expected and cell.state in LACKING and not cell.is_in


def late_paper(g: Gathered, found: Board, today: date) -> Document:
    """The list of the units whose report of a period is not in, as it stands today."""
    content = ConsolidatedContent(
        blocks=ended(tuple(_list_blocks(g, found, today))),
        title=g.say("late_title"),
        kind=g.say("late_kind"),
        subject=(g.say("late_subject"), g.say("late_dates", today_short=slash_date(today))),
    )
    return consolidated_paper(g, content)


def _list_blocks(g: Gathered, found: Board, today: date) -> Iterator[Block]:
    rows, tally = lacking_rows(found), found.tallies[0]
    due_on = next((row.cells[0].due_on for row in found.rows), None)
    if not found.rows:
        yield Paragraph.of(g.say("late.summary_nobody"))
        return
    if not tally.due:
        yield Paragraph.of(g.say("late.summary_not_due"))
    elif not rows:
        yield Paragraph.of(g.say("late.summary_all", count=amount(tally.due)))
    else:
        share = ratio_text(g, tally.in_, tally.due)
        yield Paragraph.of(g.say("late.summary", share=share, count=amount(len(rows))))
    if rows:
        yield units_table(g, rows, today)
    # Those that are in may be many: what the list is about stands before them.
    came = [row.unit for row in found.rows if _came_late(row.cells[0])]
    if came:
        names = "; ".join(names_of(came))
        yield Paragraph.of(g.say("late.came_late", count=amount(len(came)), names=names))
    said = g.say("late.due", due=long_date(due_on)) if due_on else g.say("late.no_due")
    yield Paragraph.of(said)


def _came_late(cell: BoardCell) -> bool:
    return cell.is_in and cell.in_time is False


def units_table(g: Gathered, rows: Sequence[BoardRow], today: date) -> Table:
    """Units with their deadline, how they stand and how many days they are late.

    Without a deadline nobody is late: there are no columns of it.
    """
    longest = max(len(row.unit.name) for row in rows)
    dated = any(row.cells[0].due_on for row in rows)
    columns = (
        column(g, "number", 10),
        column(g, "unit", min(110, 62 + max(0, longest - 30) * 0.8), Align.LEFT),
        column(g, "code", 22),
        *((column(g, "due", 24), column(g, "days", 20)) if dated else ()),
        Column(g.say("column.filing"), 34, Align.CENTRE),
    )
    lines = tuple(_row(g, place, row, today, dated=dated) for place, row in enumerate(rows, 1))
    return Table(columns, lines)


def _row(g: Gathered, place: int, row: BoardRow, today: date, *, dated: bool) -> tuple[str, ...]:
    cell = row.cells[0]
    key = cell.state.value
    if cell.state is CellState.MISSING and cell.due_on is None:
        key = "missing_no_due"
    days = days_late(cell, today)
    due = table_date(cell.due_on) if cell.due_on else g.say("cell.unknown")
    late = number_text(days) if days else g.say("cell.unknown")
    return (
        str(place),
        bound(nfc(row.unit.name)),
        row.unit.code,
        *((due, late) if dated else ()),
        g.say(f"filing.{key}"),
    )


def days_late(cell: BoardCell, today: date) -> int:
    """How many days a report that is not in is late; 0 within its deadline and without one.

    One that was given back was late on the day on which it first came, or was not.
    """
    until: date | None = today
    if cell.state is CellState.RETURNED and cell.filing is not None:
        until = cell.filing.first_on
    return max((until - cell.due_on).days, 0) if cell.due_on and until else 0


def reminder_letter(
    g: Gathered, rows: Sequence[BoardRow], today: date, *, by: date | None = None
) -> Document:
    """The letter to the units of some rows; ``by``: until when they are asked to send."""
    units = [row.unit for row in rows]
    content = ConsolidatedContent(
        blocks=ended(tuple(_letter_blocks(g, rows, today, by))),
        title=g.say("letter_title"),
        kind="",
        subject=(),
        symbol=g.frame.series or g.say("symbol", abbreviation=_abbreviation(g)),
        about=g.say("about"),
        addressees=_addressees(g, units),
    )
    return consolidated_paper(g, content)


def _abbreviation(g: Gathered) -> str:
    return g.frame.symbol.partition("-")[2] or g.frame.symbol


def _addressees(g: Gathered, units: Sequence[ExpectedUnit]) -> tuple[str, ...]:
    if len(units) > _MOST_ADDRESSEES:
        return (g.say("addressees"),)
    return tuple(names_of(units))


def _letter_blocks(
    g: Gathered, rows: Sequence[BoardRow], today: date, by: date | None
) -> Iterator[Block]:
    due_on = next((row.cells[0].due_on for row in rows), None)
    due = long_date(due_on) if due_on else ""
    yield Paragraph.of(g.say("letter.opening" if due else "letter.opening_plain", due=due))
    one = len(rows) == 1
    unit = bound(lowered_kind(nfc(rows[0].unit.name)))
    said = {"count": amount(len(rows)), "unit": unit, "today": long_date(today)}
    yield Paragraph.of(g.say(_state_key(rows), **said))
    if not one:
        yield units_table(g, rows, today)
    key = "letter.ask" if by else "letter.ask_now"
    asked = long_date(by) if by else ""
    yield Paragraph.of(g.say(f"{key}_one" if one else key, by=asked, unit=unit))


def _state_key(rows: Sequence[BoardRow]) -> str:
    """Which sentence is true of the units: nothing came of them, or it was given back."""
    returned = sum(row.cells[0].state is CellState.RETURNED for row in rows)
    one = "_one" if len(rows) == 1 else ""
    if not returned:
        return f"letter.state{one}"
    return f"letter.state_returned{one}" if returned == len(rows) else "letter.state_mixed"
