"""Taking lines off the month sheet, and bringing back what the register never held."""

from collections.abc import Sequence
from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject

from desktop.actions.desk import Desk, Outcome
from desktop.actions.sessions import delete_sessions
from desktop.i18n import _, ngettext
from desktop.ui.sessions.saving import LineSaver
from desktop.ui.sessions.sheet_cells import Entry
from desktop.ui.sessions.sheet_model import MonthSheetModel
from desktop.ui.sessions.sheet_view import SheetView
from desktop.ui.shell.context import ShellContext
from desktop.ui.widgets.banner import Tone
from desktop.wording import problem_text

if TYPE_CHECKING:
    from desktop.ui.sessions.lines import SheetLine


class Dropping(QObject):
    """Deletes stored sessions; remembers the other lines, each with its row, for Ctrl+Z."""

    def __init__(
        self,
        model: MonthSheetModel,
        *,
        view: SheetView,
        saver: LineSaver,
        context: ShellContext,
        desk: Desk,
        parent: QObject,
    ) -> None:
        super().__init__(parent)
        self._model, self._view, self._saver = model, view, saver
        self._context, self._desk = context, desk
        self._gone: list[list[tuple[int, SheetLine]]] = []

    @property
    def can_bring_back(self) -> bool:
        """Whether a line was taken off that the store does not know of."""
        return bool(self._gone) and not self._model.locked

    def forget(self) -> None:
        """Another month is shown: what was taken off before is gone."""
        self._gone.clear()

    def drop(self, rows: Sequence[int]) -> None:
        """Delete lines: stored ones go to the trash and undo brings them back."""
        if self._model.locked:
            return
        self._view.end_editing()
        entries = [entry for row in rows if (entry := self._model.entry(row)) is not None]
        stored = [one.line.stored.id for one in entries if one.line.stored and one.line.stored.id]
        self._take_off([one for one in entries if one.line.stored is None])
        self._saver.forget([entry.line.key for entry in entries])
        self.delete(stored)

    def delete(self, stored: list[str]) -> None:
        """Delete sessions of the register by their ids."""
        if stored:
            self._context.write(
                partial(delete_sessions, self._desk, tuple(stored)), partial(self._dropped, stored)
            )

    def _take_off(self, entries: Sequence[Entry]) -> None:
        """Take lines off that are not in the register; they are remembered for Ctrl+Z."""
        gone: list[tuple[int, SheetLine]] = []
        for entry in entries:
            row = self._model.row_of(entry.line.key)
            if entry.sent is not None:
                self._saver.unwant(entry.line.key)
            elif not entry.line.blank:
                gone.append((row, entry.line))
            self._model.take_away(row)
        if gone:
            self._gone.append(gone)
            said = ngettext(
                "{count} line that was not in the register yet was taken off the sheet.",
                "{count} lines that were not in the register yet were taken off the sheet.",
                len(gone),
            )
            self._context.note(said.format(count=len(gone)) + " " + _("Ctrl+Z brings it back."))

    def bring_back(self) -> bool:
        """Put back what was taken off last; false when there is nothing."""
        if not self.can_bring_back:
            return False
        lines = self._gone.pop()
        for row, line in reversed(lines):
            self._model.put_back(row, line)
        self._view.go_to(lines[0][0])
        return True

    def _dropped(self, ids: list[str], outcome: Outcome[str]) -> None:
        if not outcome.done:
            self._context.say(Tone.WARN, "\n".join(problem_text(one) for one in outcome.problems))
            return
        for session_id in ids:
            self._model.take_away(self._model.row_of(session_id))
        said = ngettext("{count} session deleted.", "{count} sessions deleted.", len(ids))
        self._context.note(said.format(count=len(ids)) + " " + _("Ctrl+Z brings it back."))
