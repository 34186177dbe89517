"""Saving lines: written when they are left, kept half-typed until they can be written."""

from collections.abc import Callable, Iterable
from dataclasses import replace
from functools import partial

from PySide6.QtCore import QObject, QTimer, Signal

from desktop.actions.desk import Desk, Outcome
from desktop.actions.unfinished import (
    UnfinishedLine,
    drop_unfinished,
    finish_line,
    keep_unfinished,
)
from desktop.domain.periods import Period
from desktop.domain.sessions import SessionDraft
from desktop.ui.sessions.kept_lines import cells_of, key_of, was_open, with_open_cell
from desktop.ui.sessions.lines import Cell
from desktop.ui.sessions.sheet_cells import Entry
from desktop.ui.sessions.sheet_model import MonthSheetModel
from desktop.ui.shell.context import ShellContext

_PAUSE_MS = 400
"""How far what is put away may lag behind what is typed, in milliseconds."""
OpenCell = Callable[[], tuple[str, Cell, str] | None]
"""The key, the cell and the text of a cell that is being typed."""
Kept = tuple[Period, str, int, dict[str, str]]


class LineSaver(QObject):
    """Writes the lines of one sheet on the worker; the window never waits.

    ``moved`` carries the draft of a saved line whose day lies in another month; ``unwanted`` the
    id of a session whose line was deleted while the store was writing it.
    """

    moved = Signal(object)
    unwanted = Signal(str)

    def __init__(
        self,
        model: MonthSheetModel,
        *,
        context: ShellContext,
        desk: Desk,
        open_cell: OpenCell,
        parent: QObject,
    ) -> None:
        super().__init__(parent)
        self._open_cell, self._keeping = open_cell, 0
        self._model, self._context, self._desk = model, context, desk
        self._to_keep: dict[str, None] = {}
        self._kept: set[str] = set()
        self._again: set[str] = set()
        self._unwanted: set[str] = set()
        self._pause = QTimer(self, singleShot=True, interval=_PAUSE_MS)
        self._pause.timeout.connect(self._keep_in_turn)
        model.line_typed.connect(self.note)

    def know_kept(self, keys: Iterable[str]) -> None:
        """These lines came half-typed from the store."""
        self._kept |= set(keys)

    def forget(self, keys: Iterable[str]) -> None:
        """Drop half-typed lines that were written or taken away."""
        known = [key for key in keys if key in self._kept or key in self._to_keep]
        for key in known:
            self._to_keep.pop(key, None)
        if known:
            self._kept.difference_update(known)
            self._context.ask(partial(drop_unfinished, self._desk, tuple(known)), _nothing)

    def leave(self, key: str) -> None:
        """A line was left: write it, or keep it with what it lacks."""
        row = self._model.row_of(key)
        entry = self._model.entry(row)
        if entry is None or self._model.locked:
            return
        if entry.line.blank:
            self._empty(row, entry)
        elif entry.dirty and _touched(entry):
            self._model.leave(row)
            self._write_or_keep(entry)
        elif key in self._kept:
            self.forget((key,))

    def unwant(self, key: str) -> None:
        """A line is deleted while the store writes it: its session goes once it is there."""
        self._unwanted.add(key)

    def leave_all(self) -> None:
        """The sheet is left: every line is written, or kept."""
        for entry in self._model.entries:
            if entry.dirty:
                self.leave(entry.line.key)
        self.keep_typed()

    def keep_all(self) -> None:
        """As :meth:`leave_all`, with nobody there who could end a word.

        A line of which a cell is being typed is only kept: that cell may hold half a word.
        """
        open_cell = self._open_cell()
        typing = open_cell[0] if open_cell is not None else ""
        for entry in self._model.entries:
            if entry.dirty and entry.line.key != typing:
                self.leave(entry.line.key)
        self.note(typing)
        self.keep_typed()

    def write_kept(self, kept: Iterable[UnfinishedLine]) -> None:
        """Write the complete lines among those brought back.

        A line of which a cell was still being typed is not: that cell may hold half a number.
        """
        for one in kept:
            entry = self._model.entry(self._model.row_of(key_of(one)))
            if entry is not None and entry.reading.complete and not was_open(one):
                self.leave(entry.line.key)

    def note(self, key: str) -> None:
        """Something was typed into a line: it is put away within the pause."""
        if key:
            self._to_keep[key] = None
            if not self._pause.isActive():
                self._pause.start()

    def keep_typed(self) -> None:
        """Put the lines typed since the last time away, so that a crash loses nothing."""
        self._pause.stop()
        keys, open_cell = list(self._to_keep), self._open_cell()
        self._to_keep.clear()
        for key in keys:
            entry = self._model.entry(self._model.row_of(key))
            typing = open_cell is not None and open_cell[0] == key
            if entry is None:
                continue
            if entry.sent is not None:
                self.note(key)  # the store is writing it; what was typed since is kept then
            elif (entry.dirty and _touched(entry)) or typing:
                self._keep(key, self._kept_form(entry))
            elif key in self._kept:
                self.forget((key,))

    def _keep_in_turn(self) -> None:
        """Keep, unless the store is still busy keeping: on a slow disk it would never be free."""
        if self._keeping:
            self._pause.start()
        else:
            self.keep_typed()

    def _empty(self, row: int, entry: Entry) -> None:
        if row < self._model.rowCount() - 1:
            self._model.take_away(row)
        self.forget((entry.line.key,))

    def _write_or_keep(self, entry: Entry) -> None:
        key = entry.line.key
        if entry.sent is not None:
            self._again.add(key)
            return
        if not entry.reading.complete:
            self._to_keep.pop(key, None)
            self._keep(key, self._kept_form(entry))
            return
        self._to_keep.pop(key, None)
        draft, kept = entry.reading.draft, self._kept_form(entry)
        self._model.saving(key)
        self._context.write(
            partial(finish_line, self._desk, draft, line_id=key),
            partial(self._answered, key, draft, kept),
            partial(self._failed, key),
        )

    def _keep(self, key: str, kept: Kept) -> None:
        month, line_id, position, cells = kept
        self._kept.add(key)
        self._keeping += 1
        self._context.ask(
            partial(
                keep_unfinished, self._desk, month, line_id=line_id, position=position, cells=cells
            ),
            self._was_kept,
            self._not_kept,
        )

    def _was_kept(self, _outcome: object) -> None:
        self._keeping -= 1

    def _not_kept(self, error: Exception) -> None:
        self._keeping -= 1
        self._context.failed(error)

    def _kept_form(self, entry: Entry) -> Kept:
        row = self._model.row_of(entry.line.key)
        cells, open_cell = cells_of(entry.line), self._open_cell()
        if open_cell is not None and open_cell[0] == entry.line.key:
            cells = with_open_cell(cells, *open_cell[1:])
        return self._model.register.period, entry.line.key, row, cells

    def _answered(self, key: str, draft: SessionDraft, kept: Kept, outcome: Outcome[str]) -> None:
        unwanted = key in self._unwanted
        self._unwanted.discard(key)
        if unwanted:
            if outcome.value is not None:
                self.unwanted.emit(outcome.value)
            return
        if not outcome.done or outcome.value is None:
            self._model.not_saved(key, outcome.problems)
            self._keep(key, kept)
            return
        self._kept.discard(key)
        stored = replace(draft, id=outcome.value)
        self._model.saved(key, stored)
        entry = self._model.entry(self._model.row_of(key))
        left_again = key in self._again
        self._again.discard(key)
        if entry is not None and entry.dirty:
            self.note(key)
            if left_again:
                self.leave(key)
        elif _elsewhere(draft, kept[0]):
            if key != self._model.typing:
                self._model.take_away(self._model.row_of(key))
            self.moved.emit(stored)

    def _failed(self, key: str, error: Exception) -> None:
        self._model.not_saved(key, ())
        self.note(key)
        self._context.failed(error)


def _elsewhere(draft: SessionDraft, month: Period) -> bool:
    """Whether a saved line stands on another sheet; a late slip stands where it is reported."""
    if draft.held_on is None or draft.held_on in month:
        return False
    return draft.reported_in != month.id


def _touched(entry: Entry) -> bool:
    """Whether the officer typed something here, now or in an earlier sitting."""
    return bool(entry.history) or entry.line.left or entry.line.stored is not None


def _nothing(_outcome: object) -> None:
    """Half-typed lines are kept in silence."""
