"""The table of a step: as low as its rows allow, so that the button below stays in sight."""

from typing import TypeVar

from PySide6.QtCore import QSize

from desktop.ui.widgets.list_table import ListTable

T = TypeVar("T")


class StepTable(ListTable[T]):
    """Asks for its least height, so that a low window keeps the step's button in sight; where
    there is room, it takes it."""

    def sizeHint(self) -> QSize:
        """As wide as usual, as low as may be."""
        return QSize(super().sizeHint().width(), self.minimumHeight())
