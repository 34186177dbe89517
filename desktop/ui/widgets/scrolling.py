"""Content that scrolls where there is little room."""

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QFrame, QScrollArea, QWidget


def scrolled(content: QWidget, *, sideways: bool = True) -> QScrollArea:
    """A frameless area around ``content``; without ``sideways`` it never scrolls to the side."""
    area = QScrollArea()
    area.setWidgetResizable(True)
    area.setFrameShape(QFrame.Shape.NoFrame)
    area.setFocusPolicy(Qt.FocusPolicy.NoFocus)
    if not sideways:
        area.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
    area.setWidget(content)
    # A scroll area paints its content in the window's grey unless told otherwise.
    area.viewport().setAutoFillBackground(False)
    content.setAutoFillBackground(False)
    return area
