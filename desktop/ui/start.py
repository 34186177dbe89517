"""Opening the window: settings and look first, then the data folder on the worker."""

import sys
from functools import partial
from importlib import import_module
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Signal
from PySide6.QtWidgets import QApplication, QMainWindow

from desktop import paths
from desktop.actions.desk import ChangeKind, Desk
from desktop.actions.profile import profile
from desktop.domain.commune import CommuneProfile
from desktop.i18n import _
from desktop.ui.design.theme import Theme, make_application
from desktop.ui.memory import WindowMemory
from desktop.ui.office import explain
from desktop.ui.opening import Opened, Opening, look_around
from desktop.ui.rooms import ahead, entries, office_of, search_hint
from desktop.ui.shell.context import ShellContext
from desktop.ui.shell.main_window import MainWindow
from desktop.ui.shell.qt_words import speak_for_qt
from desktop.ui.sweeping import Sweeper
from desktop.ui.widgets.banner import Tone
from desktop.ui.widgets.dialogs import NoticeDialog

if TYPE_CHECKING:
    from desktop.ui.setup.doors import Entered

MACHINE_IN_THE_WAY = 3


def run_window(opening: Opening) -> int:
    """Show the window of a data folder that is being opened; return the exit code.

    The code is 3 when the folder could not be opened: in use, damaged, no data folder.
    """
    app = QApplication.instance()
    if not isinstance(app, QApplication):
        app = make_application()
    speak_for_qt(app)
    app.setApplicationName("so138")
    app.setApplicationDisplayName(_("Book 138"))
    memory = WindowMemory(paths.settings_file())
    chosen = memory.settings
    theme = Theme(app, preference=chosen.theme, scale=chosen.scale, row_height=chosen.row_height)
    session = WindowSession(opening, theme=theme, memory=memory)
    session.finished.connect(app.exit)
    session.begin()
    code = app.exec()
    session.end()
    return session.code or code


class WindowSession(QObject):
    """One data folder in one window, from opening to closing.

    A folder that holds nothing shows the first screen with its doors; a folder that cannot be
    opened is told in words, and may be tried again; ``finished`` carries the exit code where the
    user gives up.
    """

    finished = Signal(int)

    def __init__(self, opening: Opening, *, theme: Theme, memory: WindowMemory) -> None:
        super().__init__()
        self._opening, self._theme, self._memory = opening, theme, memory
        self.worker = opening.worker
        self.desk: Desk | None = None
        self.context: ShellContext | None = None
        self.doors: QMainWindow | None = None
        self.window: MainWindow | None = None
        self.code = 0
        self._sweeper = Sweeper(self)

    def begin(self) -> None:
        """The window appears when the folder is open; one that holds nothing shows the doors."""
        self._opening.give(self._show, self._failed)
        self._opening.begin()
        if self._opening.empty:
            self._show_doors()

    def end(self) -> None:
        """Back up what was changed, close the folder and let its lock go."""
        desk = self.desk
        if self.worker.close(partial(_close, desk) if desk is not None else None):
            self._sweeper.stop()

    def _show_doors(self) -> None:
        # Seldom needed, and not small: imported at first use so that the register opens quickly.
        from desktop.ui.setup.doors import DoorsWindow

        doors = DoorsWindow(
            folder=self._opening.data,
            draft=paths.settings_file().with_name("set-up.json"),
            theme=self._theme,
            memory=self._memory,
            work=self.worker,
            sources=self._opening.sources,
            failed=self._failed,
        )
        doors.entered.connect(self._enter)
        self.doors = doors
        fit(doors, maximized=self._memory.settings.maximized)

    def _enter(self, entered: "Entered") -> None:
        self.desk = entered.desk
        task = partial(
            look_around, entered.desk, entered.folder, room=entered.room, target=entered.target
        )
        self.worker.call(task, self._show)

    def _show(self, opened: Opened) -> None:
        former, self.desk = self.window, opened.desk
        self._memory.keep(self._memory.settings.remembering(opened.folder))
        if self.context is not None:
            self.context.sticks.stop()
        self.context = ShellContext(
            work=self.worker,
            theme=self._theme,
            memory=self._memory,
            month=opened.month,
            explain=explain,
        )
        rooms = entries(opened.desk, reopen=self.reopen)
        self.window = MainWindow(
            context=self.context,
            office=office_of(opened.desk),
            entries=rooms,
            name=office_name(opened.commune),
        )
        hint = search_hint(opened.desk)
        if hint:
            self.window.top_bar.finder.setPlaceholderText(hint)
        self.context.changed.connect(self._changed)
        self.window.refresh()
        self.window.show_room(opened.room or rooms[0].key, opened.target)
        if opened.trouble:
            self.context.say(Tone.TROUBLE, opened.trouble)
        # The worker answers in order: what was just asked for is there when the window appears.
        reveal = partial(self._reveal, self.window, former)
        self.worker.call(_nothing, lambda _answered: reveal())

    def _reveal(self, window: MainWindow, former: MainWindow | None) -> None:
        """Show the window that is filled, and put away what stood in its place."""
        fit(window, maximized=self._memory.settings.maximized)
        for past in (self.doors, former):
            if past is not None:
                past.hide()
                past.deleteLater()
        self.doors = None
        self._opening.done()
        if self.desk is not None:
            self._load_ahead(ahead(self.desk))
        if self.context is not None:
            self.context.sticks.start()

    def _load_ahead(self, modules: tuple[str, ...]) -> None:
        """Import on the worker, one after the other: the window and what it asks for go first.

        What cannot be imported is told at the visit that needs it.
        """
        if modules:
            after = partial(self._load_ahead, modules[1:])
            task = partial(import_module, modules[0])
            self.worker.call_second(task, lambda _module: after(), lambda _error: after())

    def reopen(self, desk: Desk, trouble: str) -> None:
        """A backup took the place of the data: the window is built anew around it."""
        self.desk = desk
        task = partial(look_around, desk, desk.store.folder, room="system", trouble=trouble)
        self.worker.call(task, self._show)

    def _changed(self, kinds: frozenset[str]) -> None:
        """Keep the office's name at the head of the window."""
        desk, context = self.desk, self.context
        if ChangeKind.PROFILE in kinds and desk is not None and context is not None:
            context.ask(
                partial(profile, desk),
                lambda commune: context.name_changed.emit(office_name(commune)),
            )

    def _failed(self, error: Exception) -> None:
        """The folder did not open, or a task failed that nobody took."""
        self._opening.done()
        if self.context is not None:
            self.context.failed(error)
            return
        words = explain(error)
        self.code = MACHINE_IN_THE_WAY
        if words is None:
            sys.excepthook(type(error), error, error.__traceback__)
            words = _("The program met an error of its own. What was saved before is safe.")
        folder = str(self._opening.data)
        again = NoticeDialog.ask(
            self.doors,
            title=_("The data folder could not be opened"),
            detail=words if folder in words else f"{words}\n\n{folder}",
            do=_("Try again"),
            leave=_("Close the program"),
        )
        if not again:
            self.finished.emit(self.code)
            return
        self.code = 0
        if self.doors is None:
            self._opening.again()
            self.begin()


def fit(window: QMainWindow, *, maximized: bool) -> None:
    """Show the window, never larger than the screen; bare X servers know no maximizing."""
    free = window.screen().availableGeometry()
    if maximized:
        window.setGeometry(free)
        window.showMaximized()
        return
    window.resize(window.size().boundedTo(free.size()))
    window.show()


def office_name(commune: CommuneProfile) -> str:
    """ "Phường Hương Trà · Ban Chỉ đạo 138"."""
    return f"{commune.name} · {commune.committee_name}"


def _nothing() -> None:
    """A task that only marks a place among others."""


def _close(desk: Desk) -> None:
    """A verified backup when there is anything to back up, then the checkpoint and the lock."""
    from desktop.actions.safety import back_up, steps

    try:
        if steps(desk).undo is not None:
            back_up(desk, reason="exit")
    finally:
        desk.close()
