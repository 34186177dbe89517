"""Pasting into the month sheet: one cell at once, a block after a check."""

from collections.abc import Callable
from dataclasses import replace
from functools import partial

from PySide6.QtCore import QObject, Signal
from PySide6.QtGui import QGuiApplication

from desktop.actions.desk import Desk, Outcome
from desktop.actions.sessions import record_sessions
from desktop.i18n import _
from desktop.ui.sessions.lines import CELLS, Cell, SheetLine
from desktop.ui.sessions.paste import lines_of_block, read_block
from desktop.ui.sessions.paste_dialog import PasteDialog
from desktop.ui.sessions.saving import LineSaver
from desktop.ui.sessions.sheet_model import MonthSheetModel
from desktop.ui.sessions.sheet_view import SheetView
from desktop.ui.shell.context import ShellContext
from desktop.ui.widgets.banner import Tone
from desktop.wording import problem_text


class Pasting(QObject):
    """Takes the clipboard in; what cannot be written yet stands on the sheet, to be mended.

    ``left_over`` carries the key of the first such line. ``put_away`` saves what was being typed.
    """

    left_over = Signal(str)

    def __init__(
        self,
        model: MonthSheetModel,
        *,
        view: SheetView,
        saver: LineSaver,
        context: ShellContext,
        desk: Desk,
        put_away: Callable[[], None],
        parent: QObject,
    ) -> None:
        super().__init__(parent)
        self._model, self._view, self._saver = model, view, saver
        self._context, self._desk, self._put_away = context, desk, put_away

    def paste(self) -> None:
        """Paste what the clipboard holds: one cell at once, several after a check."""
        if self._model.locked:
            return
        block = read_block(QGuiApplication.clipboard().text())
        index = self._view.currentIndex()
        if len(block) == 1 and len(block[0]) == 1 and index.isValid():
            self._model.setData(index, block[0][0])
        elif block:
            self._paste_block(block, max(index.row(), 0), max(index.column(), 0))

    def paste_below(self) -> None:
        """Paste a block as new lines, whatever cell is the current one."""
        block = read_block(QGuiApplication.clipboard().text())
        if not block:
            self._context.say(
                Tone.INFO,
                _("Nothing to paste. Mark the rows in Excel, press Ctrl+C, then come back here."),
            )
        elif not self._model.locked:
            self._paste_block(block, self._model.rowCount() - 1, 0)

    def _paste_block(self, block: list[list[str]], row: int, column: int) -> None:
        self._put_away()
        pasted = lines_of_block(block, self._model, row=row, cell=Cell(column))
        good = [one for one in pasted if one.complete]
        if not PasteDialog.ask(
            self._view, pasted, register=self._model.register, theme=self._context.theme
        ):
            return
        keys = tuple(one.line.key for one in good)
        rest = [one.line for one in pasted if not one.complete]
        self._context.write(
            partial(
                record_sessions,
                self._desk,
                tuple(one.reading.draft for one in good),
                action="paste_sessions",
            ),
            partial(self._pasted, keys, rest),
        )

    def _pasted(
        self, keys: tuple[str, ...], rest: list[SheetLine], outcome: Outcome[tuple[str, ...]]
    ) -> None:
        if not outcome.done:
            self._context.say(Tone.WARN, "\n".join(problem_text(one) for one in outcome.problems))
            return
        for line in rest:
            self._keep_faulty(line)
        self._saver.forget(keys)
        if rest:
            self.left_over.emit(rest[0].key)

    def _keep_faulty(self, line: SheetLine) -> None:
        """A pasted line that cannot be written yet stands on the sheet, to be mended."""
        row = self._model.row_of(line.key)
        if row < 0:
            self._model.add_lines((replace(line, left=True),))
        for cell in CELLS if row >= 0 else ():
            self._model.setData(self._model.index(row, cell), line.texts[cell])
        self._saver.leave(line.key)
