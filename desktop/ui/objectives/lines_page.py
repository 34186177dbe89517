"""A tab of lines: its head, the list, and the form of one line beside it."""

from collections.abc import Mapping
from typing import Any

from PySide6.QtCore import Qt
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from desktop.ui.design.theme import Theme
from desktop.ui.widgets.list_table import ListTable
from desktop.ui.widgets.panel import Panel
from desktop.ui.widgets.side_form import SideForm


class LinesPage(QWidget):
    """Columns for which the list has no room are left out, and come back with it."""

    def __init__(self, *, theme: Theme) -> None:
        super().__init__()
        self._theme = theme
        self._list: ListTable[Any] | None = None
        self._beside: SideForm | None = None
        self._least_room: Mapping[int, int] = {}

    @property
    def scale(self) -> float:
        """How much larger than at 100 % letters and columns are; never smaller."""
        return max(self._theme.tokens.type.text / 13, 1)

    def lay_out(
        self,
        head: QHBoxLayout,
        table: ListTable[Any],
        form: SideForm,
        *,
        least_room: Mapping[int, int],
    ) -> None:
        """Put the parts in their places; ``least_room`` is the width, at 100 %, a column needs."""
        self._list, self._beside, self._least_room = table, form, least_room
        table.setTextElideMode(Qt.TextElideMode.ElideRight)
        head.setSpacing(12)
        body = QHBoxLayout()
        body.setSpacing(16)
        frame = Panel(flush=True)
        frame.body.addWidget(table)
        body.addWidget(frame, 1)
        body.addWidget(form)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(10)
        column.addLayout(head)
        column.addLayout(body, 1)
        form.hide()

    def show_form(self, *, shown: bool) -> None:
        """Open or close the form."""
        if self._beside is not None:
            self._beside.setVisible(shown)
        self._weigh()

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Leave out what there is no room for."""
        super().resizeEvent(event)
        self._weigh()

    def _weigh(self) -> None:
        if self._list is None or self._beside is None:
            return
        taken = 0 if self._beside.isHidden() else self._beside.width()
        for column, least in self._least_room.items():
            self._list.setColumnHidden(column, (self.width() - taken) / self.scale < least)
