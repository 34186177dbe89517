"""The focus of a room stays in it when what had it is hidden, greyed or taken away.

Left alone it goes to whatever comes next on the screen, at the end to the search box, where keys
of the room are typed as letters.
"""

import shiboken6
from PySide6.QtCore import QObject, Qt, QTimer, Slot
from PySide6.QtWidgets import QApplication, QMainWindow, QStackedWidget, QWidget


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
                room.setFocus(Qt.FocusReason.OtherFocusReason)

    def _fell(self, old: QWidget | None) -> bool:
        """Whether what had the focus was a room's, and can have it no longer."""
        if old is None or not shiboken6.isValid(old) or (old.isVisible() and old.isEnabled()):
            return False
        return self._stack.count() > 0 and _inside(self._stack.currentWidget(), old)

    def _bring_back(self) -> None:
        if not self._stack.count() or not self._window.isActiveWindow():
            return
        taken: tuple[QWidget | None, ...] = (
            QApplication.focusWidget(),
            QApplication.activePopupWidget(),
        )
        if taken == (None, None):
            self._stack.currentWidget().setFocus(Qt.FocusReason.OtherFocusReason)


def _inside(room: QWidget, one: QWidget) -> bool:
    return one is room or room.isAncestorOf(one)
