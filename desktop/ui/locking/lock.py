"""Locking the window: what is typed is kept, the data are let go, the log-in stands there."""

import logging
from collections.abc import Callable, Iterator
from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Signal
from PySide6.QtGui import QKeySequence, QShortcut
from PySide6.QtWidgets import QApplication, QDialog, QMainWindow, QWidget

from desktop.actions.desk import ChangeKind, Desk
from desktop.actions.locking import DeskView, Resumed, desk_view, lock, lockable
from desktop.actions.setup import Sources
from desktop.domain.officers import OfficerRole
from desktop.i18n import _
from desktop.log import Code
from desktop.ui.locking.half_typed import keep_typed, kept_words, typed_in_dialog
from desktop.ui.locking.idle import IdleWatch
from desktop.ui.rights import Rights
from desktop.ui.shell.context import ShellContext
from desktop.ui.shell.main_window import MainWindow
from desktop.ui.widgets.banner import Tone
from desktop.ui.widgets.dialogs import FormDialog
from desktop.ui.widgets.password import PasswordBox
from desktop.ui.work import Failed

if TYPE_CHECKING:
    from desktop.ui.locking.door import LogInWindow

LOCK_KEY = "Ctrl+L"
_LOG = logging.getLogger(__name__)


class Locker(QObject):
    """Locks one window on one desk.

    The window is hidden, never closed: the officer who comes back finds it as it was, down to
    the half-typed word. ``handed`` carries the :class:`Resumed` of another officer, for whom the
    window is built anew; ``back`` comes when the same one is back; ``damaged`` leads from the door
    to the rescue, with what fits or none. ``unkept`` carries the code of what kept the backup at
    the lock from being made. While a copy takes the place of the data a lock only ``waits``.
    """

    locked = Signal()
    back = Signal()
    damaged = Signal(object)
    handed = Signal(object)
    unkept = Signal(str)

    def __init__(
        self,
        *,
        desk: Desk,
        context: ShellContext,
        window: MainWindow,
        failed: Failed,
        fit: Callable[[QMainWindow], None],
    ) -> None:
        super().__init__()
        self.desk, self._context, self._window = desk, context, window
        self._failed, self._fit = failed, fit
        self.door: LogInWindow | None = None
        self.waits: str | None = None
        self._hidden: tuple[FormDialog, ...] = ()
        self._moved_to = ""
        self._sheet_said, self._reads_said = False, False
        self.idle = IdleWatch(self)
        self.idle.idle.connect(self.lock_idle)
        keys = QShortcut(QKeySequence(LOCK_KEY), window)
        keys.activated.connect(self.lock)
        context.lock_wanted.connect(self.lock)
        context.changed.connect(self._changed)

    def begin(self) -> None:
        """Read who sits here, after how many idle minutes the data lock, where they went."""
        self._context.ask(partial(desk_view, self.desk), self._take)

    def _take(self, view: DeskView) -> None:
        self.idle.watch(view.auto_lock if self.door is None else 0)
        self._window.top_bar.show_officer(view.officer, moved_to=view.moved_to)
        self._window.grant(Rights(view.role, view.moved_to))
        if view.role is OfficerRole.READS and not (
            self._reads_said or self._window.banner.troubled
        ):
            self._context.say(
                Tone.INFO,
                _("You may read everything here and change nothing; your own password you can."),
            )
        self._reads_said = view.role is OfficerRole.READS
        if view.moved_to != self._moved_to:
            self._moved_to = view.moved_to
            if view.moved_to:
                said = _(
                    "The data went on to: {place}. This copy is only read; System, “Officers,"
                    " password” leads back."
                )
                self._context.say(Tone.WARN, said.format(place=view.moved_to))
        if view.sheet_seen and not self._sheet_said:
            self._context.say(
                Tone.WARN,
                _(
                    "An officer left who may know the recovery sheet, and copies on sticks still"
                    " open with the former password. Make a new sheet (System, “Officers,"
                    " password”) and new copies, and destroy the former ones."
                ),
            )
        self._sheet_said = view.sheet_seen

    def lock(self) -> None:
        """Lock now, where there is a password."""
        if self.door is None:
            self._context.ask(partial(lockable, self.desk), self._lock_if)

    def lock_now(self, notice: str) -> None:
        """Lock as was wanted while these data took their place, where they have a password."""
        self._context.ask(
            partial(lockable, self.desk), lambda may: self._lock(notice) if may else None
        )

    def lock_idle(self) -> None:
        """Nobody was there for a while."""
        if self.door is None:
            self._lock(_("Nobody was here for a while, so the register was locked."))

    def _take_hidden(self) -> tuple[FormDialog, ...]:
        hidden, self._hidden = self._hidden, ()
        return hidden

    def put_away_door(self) -> None:
        """What opened the data, or rescues them, stands now."""
        _leave(self._take_hidden())
        door, self.door = self.door, None
        if door is not None:
            door.hide()
            door.deleteLater()

    def _lock_if(self, may: bool) -> None:  # noqa: FBT001  an answer of the worker
        if may:
            self._lock("")
        else:
            self._context.say(
                Tone.INFO,
                _(
                    "The register has no password, so it cannot be locked. Set one in System,"
                    " “Officers, password”."
                ),
            )

    def _lock(self, notice: str) -> None:
        if not self._context.held.may_hold():
            self.waits = notice  # a copy takes the place of the data; its window is locked
            return
        if self.desk.store.closed:
            return
        # The log-in is seldom needed at once: imported then, so that the window opens quickly.
        from desktop.ui.locking.door import LogInWindow

        self._hidden = _put_aside_dialogs(self._window)
        in_dialog = any(map(typed_in_dialog, self._hidden))
        half_typed = not keep_typed(self._window) or in_dialog
        work = self._context.held.work
        self._context.sticks.stop()
        # What was asked for before stands in the worker's line before the lock.
        work.call(partial(lock, self.desk), _nothing, self._not_kept)
        self._context.held.hold()
        self.idle.watch(0)
        door = LogInWindow(
            folder=self.desk.store.folder,
            theme=self._context.theme,
            work=work,
            sources=Sources(self.desk.clock, self.desk.ids),
            failed=self._failed,
            locked=self.desk,
            notice=" ".join(filter(None, (notice, kept_words(half_typed=half_typed)))),
            half_typed=half_typed,
        )
        door.opened.connect(self._opened)
        door.damaged.connect(self.damaged.emit)
        self.door = door
        door.setGeometry(self._window.geometry())
        self._window.hide()
        self._fit(door)
        self.locked.emit()

    def _not_kept(self, error: Exception) -> None:
        code = str(getattr(error, "code", "untyped"))
        _LOG.warning("no backup at the lock: %s", Code(code), exc_info=error)
        self.unkept.emit(code)

    def _opened(self, found: Resumed) -> None:
        hidden = self._take_hidden()
        if not found.same:
            _leave(hidden)
            self.handed.emit(found)
            return
        self._context.held.release()
        self._window.refresh()
        self._fit(self._window)
        self._window.activateWindow()
        self.put_away_door()
        for dialog in reversed(hidden):
            dialog.show()
            dialog.activateWindow()
        self._context.sticks.start()
        self.begin()
        if found.changed:
            self._context.announce(frozenset(ChangeKind))
        self.back.emit()

    def _changed(self, kinds: frozenset[str]) -> None:
        if ChangeKind.OFFICERS in kinds:
            self.begin()


def _put_aside_dialogs(window: QMainWindow) -> tuple[FormDialog, ...]:
    """Menus and questions that stand open are left in the safe way: nothing of them is done.

    A form is only hidden, without its passwords; those come back, the one on top first.
    """
    popup = QApplication.activePopupWidget()
    while popup is not None:
        popup.close()
        following = QApplication.activePopupWidget()
        popup = following if following is not popup else None
    hidden: list[FormDialog] = []
    for top in _from_the_top():
        if top is window or not top.isVisible():
            continue
        if isinstance(top, FormDialog) and top.outlives_lock:
            boxes: list[PasswordBox] = list(top.findChildren(PasswordBox))
            for box in boxes:
                box.field.empty()
            top.hide()
            hidden.append(top)
        elif isinstance(top, QDialog):
            top.reject()
            # One that waits for the store before it goes would stand over the log-in meanwhile.
            top.hide()
        else:
            top.close()  # a copy that is being looked at shows data too
    return tuple(hidden)


def _leave(hidden: tuple[FormDialog, ...]) -> None:
    for dialog in hidden:
        dialog.reject()


def _from_the_top() -> Iterator[QWidget]:
    """The windows of the program, dialogs first, the one that was opened last before the others."""
    shown = QApplication.topLevelWidgets()
    while (modal := QApplication.activeModalWidget()) in shown and modal is not None:
        shown.remove(modal)
        yield modal
    yield from shown


def _nothing(_done: object) -> None:
    """The store is closed; there is nothing to show."""
