"""A block copied from Excel as figures of the sheet: by the words beside them, or in order."""

from collections.abc import Sequence
from dataclasses import dataclass

from desktop.domain.plan_facts import CountEntry
from desktop.domain.text import identity_key
from desktop.i18n import _
from desktop.ui.counts.cells import Typed, read_cell
from desktop.ui.counts.month import CountRow


@dataclass(frozen=True, slots=True)
class PastedFigure:
    """One row of the block: the row of the sheet that it goes to, and what it says."""

    number: int
    text: str
    row: CountRow | None
    meant: Typed

    @property
    def complete(self) -> bool:
        """Whether it can be written."""
        return self.row is not None and not self.meant.problem

    @property
    def changes(self) -> bool:
        """Whether the sheet says something else so far."""
        return self.complete and self.row is not None and self.row.entry != self.meant.entry

    @property
    def entry(self) -> CountEntry | None:
        """What is to be written."""
        return self.meant.entry


def figures_of_block(
    block: Sequence[Sequence[str]], rows: Sequence[CountRow], *, start: int
) -> list[PastedFigure]:
    """The figures that pasting a block would write; its blank cells say nothing.

    A block with several columns is laid by the words of its rows where they are words of the
    sheet; a single column goes down from the row ``start`` on.
    """
    named = _by_words(block, rows)
    if named is not None:
        return named
    pasted = []
    for number, cells in enumerate(block):
        place = start + number
        row = rows[place] if place < len(rows) else None
        if cells and (text := cells[-1].strip()):
            pasted.append(_figure(number + 1, text, row))
    return pasted


def _by_words(
    block: Sequence[Sequence[str]], rows: Sequence[CountRow]
) -> list[PastedFigure] | None:
    known = {identity_key(row.category.label): row for row in rows}
    found = []
    for number, cells in enumerate(block, start=1):
        named = [known[key] for cell in cells[:-1] if (key := identity_key(cell)) in known]
        if named and (text := cells[-1].strip()):
            found.append(_figure(number, text, named[0]))
    return found or None


def _figure(number: int, text: str, row: CountRow | None) -> PastedFigure:
    if row is None:
        return PastedFigure(number, text, None, Typed(None, _("The sheet has no row left for it.")))
    return PastedFigure(number, text, row, read_cell(text, row))
