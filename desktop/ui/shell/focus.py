"""The focus of a room stays in it when what had it is hidden, greyed or taken away.

Left alone it goes to whatever comes next on the screen, at the end to the search box, where keys
of the room are typed as letters. A page itself does nothing with keys either: within it the focus
goes to its list, else to its primary button, else to the first thing that Tab reaches.
"""

from collections.abc import Iterator

import shiboken6
from PySide6.QtCore import QObject, Qt, QTimer, Slot
from PySide6.QtWidgets import (
    QAbstractItemView,
    QApplication,
    QMainWindow,
    QStackedWidget,
    QWidget,
)

from desktop.ui.widgets.buttons import PrimaryButton


class RoomFocus(QObject):
    """Watches one window; ``stack`` holds the rooms."""

    def __init__(self, window: QMainWindow, stack: QStackedWidget) -> None:
        super().__init__(window)
        self._window, self._stack = window, stack
        application = QApplication.instance()
        if isinstance(application, QApplication):
            application.focusChanged.connect(self._moved)

    @Slot(QWidget, QWidget)
    def _moved(self, old: QWidget | None, new: QWidget | None) -> None:
        if new is None:
            # Gone with its widget, unless another window or a list took it: known once all is done.
            QTimer.singleShot(0, self, self._bring_back)
        elif self._fell(old) and new.window() is self._window:
            room = self._stack.currentWidget()
            if not _inside(room, new):
                rest_in(room)

    def _fell(self, old: QWidget | None) -> bool:
        """Whether what had the focus was a room's, and can have it no longer."""
        if old is None or not shiboken6.isValid(old) or (old.isVisible() and old.isEnabled()):
            return False
        room = self._stack.currentWidget() if self._stack.count() else None
        # A room that is left hides what it holds too: it keeps the place for the next visit.
        return room is not None and room.isVisible() and _inside(room, old)

    def _bring_back(self) -> None:
        if not self._stack.count() or not self._window.isActiveWindow():
            return
        taken: tuple[QWidget | None, ...] = (
            QApplication.focusWidget(),
            QApplication.activePopupWidget(),
        )
        if taken == (None, None):
            rest_in(self._stack.currentWidget())


def rest_in(room: QWidget) -> None:
    """Put the focus where keys do something in a room, wherever its own page points."""
    if room.focusProxy() is not None:
        place = room
    else:
        found = tuple(_reached(room))
        lists = (one for one in found if isinstance(one, QAbstractItemView) and _filled(one))
        buttons = (one for one in found if isinstance(one, PrimaryButton))
        place = (*lists, *buttons, *found, room)[0]
    place.setFocus(Qt.FocusReason.OtherFocusReason)


def _reached(room: QWidget) -> Iterator[QWidget]:
    """What Tab reaches in a room, in its order."""
    one: QWidget | None = room.nextInFocusChain()
    while one is not None and one is not room:
        tabbed = bool(one.focusPolicy() & Qt.FocusPolicy.TabFocus)
        if tabbed and _inside(room, one) and one.isVisible() and one.isEnabled():
            yield one
        one = one.nextInFocusChain()


def _filled(view: QAbstractItemView) -> bool:
    return bool(view.model()) and view.model().rowCount() > 0


def _inside(room: QWidget, one: QWidget) -> bool:
    return one is room or room.isAncestorOf(one)
