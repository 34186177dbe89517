"""A copy in a window of its own: everything can be looked at, nothing can be written."""

from functools import partial
from importlib import import_module

from PySide6.QtCore import QObject, Qt, QTimer, Signal
from PySide6.QtGui import QCloseEvent
from PySide6.QtWidgets import QFrame, QHBoxLayout

from desktop.actions.desk import Desk
from desktop.actions.setup import Sources
from desktop.actions.timeline import Viewed
from desktop.i18n import _
from desktop.ui.design.theme import Theme
from desktop.ui.design.tokens import Role
from desktop.ui.memory import WindowMemory
from desktop.ui.office import explain
from desktop.ui.opening import Opened, look_around
from desktop.ui.rights import Rights
from desktop.ui.shell.context import Office, ShellContext
from desktop.ui.shell.main_window import MainWindow
from desktop.ui.shell.room import RoomEntry
from desktop.ui.widgets.buttons import SecondaryButton
from desktop.ui.widgets.text import Icon, Text
from desktop.ui.work import Executor, Worker
from desktop.wording.backups import copy_holds, copy_when, lowered


class CopyStrip(QFrame):
    """Says above everything that this is a copy; ``left`` closes the window."""

    left = Signal()

    def __init__(self, words: str, *, theme: Theme) -> None:
        super().__init__()
        self.setProperty("kind", "warn")
        row = QHBoxLayout(self)
        row.setContentsMargins(16, 8, 16, 8)
        row.setSpacing(10)
        row.addWidget(Icon("eye", theme=theme, role=Role.DUE), 0, Qt.AlignmentFlag.AlignVCenter)
        self.text = Text(words, look="strong", wrap=True)
        row.addWidget(self.text, 1)
        row.addWidget(SecondaryButton(_("Close the copy"), self.left.emit))


class CopyMainWindow(MainWindow):
    """``closed`` when the officer has looked enough."""

    closed = Signal()

    def closeEvent(self, event: QCloseEvent) -> None:
        """A copy keeps nothing: it can always be left."""
        event.accept()
        self.closed.emit()


class CopyViewing(QObject):
    """One copy in its window, on a worker of its own; ``ended`` when it is closed and gone."""

    ended = Signal()

    def __init__(
        self,
        viewed: Viewed,
        *,
        theme: Theme,
        memory: WindowMemory,
        sources: Sources,
        work: Executor | None = None,
    ) -> None:
        super().__init__()
        self._viewed, self._theme, self._sources = viewed, theme, sources
        self._memory = WindowMemory(None)
        self._memory.keep(memory.settings)
        self.work: Executor = work or Worker(failed=self._failed)
        self.context: ShellContext | None = None
        self.window: CopyMainWindow | None = None
        self._over = False

    def begin(self) -> None:
        """Read what the window needs, then show it."""
        desk = self._viewed.desk
        self.work.call(partial(look_around, desk, desk.store.folder), self._show, self._failed)

    def end(self) -> None:
        """Close the window and the copy; nothing of it stays. Twice does no harm."""
        if self._over:
            return
        self._over = True
        if self.context is not None:
            self.context.sticks.stop()
        if isinstance(self.work, Worker):
            self.work.close(self._viewed.close)
        else:
            self._viewed.close()
        if self.window is not None:
            self.window.hide()
            self.window.deleteLater()
            self.window = None
        self.ended.emit()

    def _show(self, opened: Opened) -> None:
        self.context = ShellContext(
            work=self.work,
            theme=self._theme,
            memory=self._memory,
            month=opened.month,
            explain=explain,
        )
        office, rooms = _rooms_of(opened.desk)
        window = CopyMainWindow(
            context=self.context,
            office=office,
            entries=rooms,
            name=f"{opened.commune.name} · {opened.commune.committee_name}",
        )
        strip = CopyStrip(self._words(), theme=self._theme)
        strip.left.connect(window.close)
        window.setMenuWidget(strip)
        window.setWindowTitle(strip.text.text())
        window.grant(Rights(looking=True))
        # When something was saved and how old copies are is said of the register alone.
        window.status_line.hide()
        # The window is still in the middle of its own event when it says that it is closed.
        window.closed.connect(lambda: QTimer.singleShot(0, self, self.end))
        window.refresh()
        window.show_room(rooms[0].key)
        self.window = window
        window.show()

    def _words(self) -> str:
        info = self._viewed.info
        said = _("This is the copy of {when} ({holds}), only to be looked at.")
        when = lowered(copy_when(info, today=self._sources.clock.today()))
        return said.format(when=when, holds=copy_holds(info))

    def _failed(self, error: Exception) -> None:
        if self.context is not None:
            self.context.failed(error)
        else:
            self.end()


def _rooms_of(desk: Desk) -> tuple[Office, tuple[RoomEntry, ...]]:
    """The usual rooms around a copy; by their place, for one of them is where copies are opened."""
    rooms = import_module("desktop.ui.rooms")
    return rooms.office_of(desk), rooms.entries(desk, reopen=_never)


def _never(_desk: object, _told: object) -> None:
    """A copy never takes the place of the register."""
