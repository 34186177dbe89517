"""One session of the window: a data folder from opening to closing."""

import logging
import sys
from functools import partial
from importlib import import_module
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Signal
from PySide6.QtWidgets import QMainWindow

from desktop import crash, paths
from desktop.actions.desk import UNNAMED_OFFICER, ChangeKind, Desk
from desktop.actions.profile import profile
from desktop.actions.setup import holds_data
from desktop.domain.commune import CommuneProfile
from desktop.i18n import _
from desktop.log import Code
from desktop.ui.closing_folder import close_folder
from desktop.ui.copy_watch import CopyWatch
from desktop.ui.crash.dialog import CrashTeller
from desktop.ui.design.theme import Theme
from desktop.ui.first_look import FirstLooker
from desktop.ui.handed import HandedFiles
from desktop.ui.locking.session import Locks
from desktop.ui.memory import WindowMemory
from desktop.ui.mending import DiskMender
from desktop.ui.office import explain
from desktop.ui.opening import Opened, Opening, look_around, open_and_look
from desktop.ui.rooms import ahead, entries, office_of, search_hint
from desktop.ui.shell.context import ShellContext
from desktop.ui.shell.main_window import MainWindow
from desktop.ui.sweeping import Sweeper
from desktop.ui.widgets.banner import Tone
from desktop.ui.widgets.dialogs import NoticeDialog
from desktop.wording import error_text, finding_text
from desktop.wording.backups import unkept_words

if TYPE_CHECKING:
    from desktop.actions.rescue import Rescue, Rescued
    from desktop.actions.terms import Secret
    from desktop.ui.rescue.window import RescueWindow
    from desktop.ui.setup.doors import Entered
    from desktop.ui.told import Told

MACHINE_IN_THE_WAY = 3
_LOG = logging.getLogger(__name__)


class WindowSession(QObject):
    """One data folder in one window, from opening to closing.

    A folder that holds nothing shows the first screen with its doors; a folder that cannot be
    opened is told in words, and may be tried again; ``finished`` carries the exit code where the
    user gives up. ``left_without``: what kept the backup at the end from being made.
    """

    finished = Signal(int)

    def __init__(
        self,
        opening: Opening,
        *,
        theme: Theme,
        memory: WindowMemory,
        logs: Path | None = None,
        handed: HandedFiles | None = None,
    ) -> None:
        super().__init__()
        self._handed = handed
        self._opening, self._theme, self._memory, self._logs = opening, theme, memory, logs
        self.worker = opening.worker
        self.desk: Desk | None = None
        self.context: ShellContext | None = None
        self.doors: QMainWindow | None = None
        self.window: MainWindow | None = None
        self.rescue: RescueWindow | None = None
        self.mender: DiskMender | None = None
        self.crashes = CrashTeller(
            parent=lambda: self.window, again=self._open_again, keep=self._keep_typed
        )
        self.code = 0
        self.again = False
        self.left_without: Exception | None = None
        self._broke_off: bool | None = None
        self._rescue_goes_on = False
        self._unkept = ""
        self._copies: CopyWatch | None = None
        self._sweeper = Sweeper(self)
        self.locks = Locks(
            theme=theme,
            memory=memory,
            work=self.worker,
            sources=opening.sources,
            failed=self._failed,
            fit=lambda one, maximized: fit(one, maximized=maximized),
        )
        self.locks.entered.connect(self._unlocked)
        self.locks.damaged.connect(self._rescue_locked_data)
        self.locks.unkept.connect(self._note_unkept)
        self.locks.back.connect(self._make_up)

    def begin(self) -> None:
        """The window appears when the folder is open; one that holds nothing shows the doors."""
        self._opening.give(self._show, self._failed)
        self._opening.begin()
        if self._opening.empty:
            self._show_doors()

    def end(self) -> None:
        """Back up what was changed, close the folder and let its lock go."""
        desk = self.desk
        if self._handed is not None:
            self._handed.leave()
        unkept: list[Exception] = []
        if self.worker.close(partial(close_folder, desk, unkept) if desk is not None else None):
            self._sweeper.stop()
            self.left_without = next(iter(unkept), None)
            if self._logs is not None and desk is not None:
                code = str(getattr(unkept[0], "code", "")) if unkept else self._unkept
                crash.end_run(logs=self._logs, data=desk.store.folder, unkept=code)

    def _show_doors(self) -> None:
        if self.doors is not None:
            self.doors.show()
            return
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
        doors.locked.connect(self.locks.show_door)
        doors.rescue.connect(lambda: self._show_rescue(self._opening.data))
        self.doors = doors
        fit(doors, maximized=self._memory.settings.maximized)

    def _enter(self, entered: "Entered") -> None:
        self.desk = entered.desk
        task = partial(
            look_around,
            entered.desk,
            entered.folder,
            room=entered.room,
            target=entered.target,
            notice=entered.notice,
        )
        self.worker.call(task, self._show)

    def _unlocked(self, desk: Desk) -> None:
        """Somebody logged in: the window is built around their desk."""
        self.desk = desk
        notice = self.locks.given_up()
        self.worker.call(partial(look_around, desk, desk.store.folder, notice=notice), self._show)

    def _note_unkept(self, code: str) -> None:
        """The lock made no backup: that is said to who comes next, or at the next start."""
        self._unkept = code

    def _make_up(self) -> None:
        """The officer is back: a backup that the lock did not make is told, and tried again."""
        code, self._unkept = self._unkept, ""
        if code and self.context is not None and self._copies is not None:
            self.context.say(Tone.WARN, unkept_words(code))
            self._copies.keep()

    def _show(self, opened: Opened) -> None:
        if opened.rescue_unfinished and self._goes_on(opened.desk):
            # It goes on before anything is written into what it left.
            self.desk = opened.desk
            self._rescue_open_data()
            return
        _LOG.info("data opened, log entries %d", opened.desk.store.head.seq)
        former, self.desk = self.window, opened.desk
        self._note_run(opened.folder)
        self._memory.keep(self._memory.settings.remembering(opened.folder))
        if self.context is not None:
            self.context.sticks.stop()
        self.context = ShellContext(
            work=self.worker,
            theme=self._theme,
            memory=self._memory,
            month=opened.month,
            explain=partial(self._explain, opened.desk),
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
        self._watch(opened.desk, self.context, self.window)
        waits = finding_text("rescue_unfinished", {}) if opened.rescue_unfinished else ""
        if words := " ".join(filter(None, (opened.trouble or opened.notice, waits))):
            self.context.say(Tone.TROUBLE if opened.trouble or waits else Tone.INFO, words)
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
        self.locks.revealed()
        self._leave_rescue()
        self._opening.done()
        if self.desk is not None:
            self._load_ahead(ahead(self.desk))
        if self.context is not None:
            self.context.sticks.start()
        if self.desk is not None and self.context is not None:
            FirstLooker(
                desk=self.desk,
                context=self.context,
                window=window,
                broke_off=bool(self._broke_off),
                unkept=self._unkept,
            ).begin()
            self._broke_off = False
            if self._handed is not None:
                self._handed.show_in(self.desk, self.context, window)
            self._copies = CopyWatch(desk=self.desk, context=self.context, window=window)
            self._copies.begin(at_once=bool(self._unkept))
            self._unkept = ""

    def _note_run(self, folder: Path) -> None:
        """Once: whether the run before on this folder broke off, and that this one has begun."""
        if self._broke_off is None:
            logs = self._logs
            self._broke_off = logs is not None and crash.begin_run(logs=logs, data=folder)
            if logs is not None:
                self._unkept = crash.unkept(logs=logs, data=folder)

    def _watch(self, desk: Desk, context: ShellContext, window: MainWindow) -> None:
        """After the disk failed the data are opened anew, without touching what is typed."""
        mender = DiskMender(desk=desk, context=context, window=window, worker=self.worker)
        mender.damaged.connect(self._rescue_open_data)
        mender.given_up.connect(self._give_up)
        self.mender = mender
        self.locks.watch(desk, context, window)

    def _explain(self, desk: Desk, error: Exception) -> str | None:
        """Words for an error; what was still asked of a desk that was put away says nothing."""
        if desk.store.closed:
            return error_text("store_broken", {"folder": str(desk.store.folder)})
        _LOG.warning("failed: %s", Code(getattr(error, "code", "untyped")), exc_info=error)
        return self.mender.explain(error) if self.mender is not None else explain(error)

    def _give_up(self) -> None:
        self.finished.emit(MACHINE_IN_THE_WAY)

    def _keep_typed(self) -> bool:
        """Keep what is being typed, as at a lock; whether that is all of it."""
        if self.window is None or self.context is None or self.context.resting:
            return True
        # The program seldom fails: imported then, so that the window opens quickly.
        from desktop.ui.locking.half_typed import keep_typed

        return keep_typed(self.window)

    def _open_again(self) -> None:
        """The program begins anew; what stands on the screen goes."""
        self.again = True
        if self.context is not None:
            # What was kept half typed stays so: fields that close with the window write nothing.
            self.context.held.hold()
        for window in (self.window, self.doors, self.rescue):
            if window is not None:
                window.hide()
                window.deleteLater()
        self.finished.emit(0)

    def _rescue_locked_data(self, folder: Path, secret: "Secret | None") -> None:
        """A file behind the door is damaged: the rescue opens with the password that fits."""
        self.desk = None
        self._show_rescue(folder, secret=secret)

    def _rescue_open_data(self) -> None:
        """Damage was found while the data are open: they are let go, and the rescue begins."""
        if self._handed is not None:
            self._handed.leave()
        desk, self.desk = self.desk, None
        if desk is None:
            return
        show = partial(self._show_rescue, desk.store.folder, desk.store.data_key, desk.officer)
        self.worker.call(desk.close, lambda _done: show())

    def _show_rescue(
        self,
        folder: Path,
        data_key: bytes | None = None,
        officer: str = UNNAMED_OFFICER,
        *,
        secret: "Secret | None" = None,
    ) -> None:
        # Seldom needed: imported at first use so that the register opens quickly.
        from desktop.ui.rescue.window import RescueWindow

        if self.rescue is None:
            self.rescue = RescueWindow(
                folder=folder,
                theme=self._theme,
                work=self.worker,
                sources=self._opening.sources,
                failed=self._failed,
                data_key=data_key,
                officer=officer,
                secret=secret,
            )
            self.rescue.rescued.connect(self._rescued)
            self.rescue.again.connect(self._try_again)
            self.rescue.left.connect(self._give_up)
            fit(self.rescue, maximized=False)
            for window in (self.window, self.doors):
                if window is not None:
                    window.hide()
            self.locks.leave()
        self.rescue.look()

    def _of_accounts(self, error: Exception) -> str:
        """What is said besides where several accounts share the folder."""
        from desktop.actions.accounts import shared_among_accounts
        from desktop.ui.setup.elsewhere import sharing_words

        if not shared_among_accounts(self._opening.data):
            return ""
        return sharing_words(str(getattr(error, "code", "")))

    def _try_again(self) -> None:
        """Open the folder as it is now: a file that was moved may be back.

        The rescue stays in sight until something stands in its place: with the last window the
        program would end.
        """
        folder = self._folder
        if not holds_data(folder):
            self._show_doors()
            self._leave_rescue()
            return
        if self.rescue is not None:
            self.rescue.wait()
        task = partial(open_and_look, folder, sources=self._opening.sources)
        self.worker.call(task, self._show, self._failed)

    @property
    def _folder(self) -> Path:
        """The folder that this session is about."""
        return self.rescue.folder if self.rescue is not None else self._opening.data

    def _leave_rescue(self) -> None:
        if self.rescue is not None:
            self.rescue.put_away()
            self.rescue = None

    def _rescued(self, done: "Rescued", plan: "Rescue") -> None:
        from desktop.ui.rescue.window import rescued_words

        _LOG.info("rescued, %d brought back, %d refused", len(done.brought), len(done.refused))
        self.desk = done.desk
        folder = done.desk.store.folder
        self._rescue_goes_on = not plan.reason
        task = partial(look_around, done.desk, folder, notice=rescued_words(done, plan))
        self.worker.call(task, self._show)

    def _goes_on(self, desk: Desk) -> bool:
        """Whether what is still to come back from a damaged file is offered now.

        It is asked of who may restore; after a rescue the next one that waits comes at once.
        """
        wanted = self.rescue is None or self._rescue_goes_on
        self._rescue_goes_on = False
        return wanted and desk.allows("restore")

    def _other_way(self, error: Exception) -> bool:
        """Whether a window of its own leads on from what kept the folder from opening.

        Damage leads to the rescue.
        """
        from desktop.actions.environment import environment_fault
        from desktop.actions.rescue import needs_rescue

        fault = environment_fault(error)
        if fault is None or not needs_rescue(fault.code) or self.doors is not None:
            if self.rescue is not None:
                self.rescue.wait_no_more()
            return False
        self._show_rescue(self._folder)
        return True

    def _load_ahead(self, modules: tuple[str, ...]) -> None:
        """Import on the worker, one after the other: the window and what it asks for go first.

        What cannot be imported is told at the visit that needs it.
        """
        if modules:
            after = partial(self._load_ahead, modules[1:])
            task = partial(import_module, modules[0])
            self.worker.call_second(task, lambda _module: after(), lambda _error: after())

    def reopen(self, desk: Desk, told: "Told") -> None:
        """A backup took the place of the data: the window is built anew around it."""
        self.desk = desk
        task = partial(
            look_around,
            desk,
            desk.store.folder,
            room="system",
            target={"section": "backups"} if told.notice else None,
            trouble=told.trouble,
            notice=told.notice,
        )
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
        if self.context is not None and self.rescue is None:
            self.context.failed(error)
            return
        if self.locks.takes(error, self._folder):
            self._leave_rescue()
            return
        _LOG.warning("not opened: %s", Code(getattr(error, "code", "untyped")), exc_info=error)
        if self._other_way(error):
            return
        words = explain(error)
        self.code = MACHINE_IN_THE_WAY
        if words is None:
            sys.excepthook(type(error), error, error.__traceback__)
            words = _("The program met an error of its own. What was saved before is safe.")
        more = self._of_accounts(error)
        words = f"{words}\n\n{more}" if more else words
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
