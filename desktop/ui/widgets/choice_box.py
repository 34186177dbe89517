"""A list to choose from that the wheel of the mouse leaves alone on its way down a page."""

from PySide6.QtGui import QWheelEvent
from PySide6.QtWidgets import QComboBox


class ChoiceBox(QComboBox):
    """Only a box that has the focus is turned by the wheel; else the page scrolls."""

    def wheelEvent(self, event: QWheelEvent) -> None:
        """Let the page have the wheel unless this box was chosen first."""
        if self.hasFocus():
            super().wheelEvent(event)
        else:
            event.ignore()
