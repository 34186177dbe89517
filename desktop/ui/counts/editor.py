"""The editor of a figure: takes digits, K, = and X, and says what it does not take."""

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeyEvent, QValidator
from PySide6.QtWidgets import QWidget

from desktop.ui.counts.cells import may_be_typed
from desktop.ui.design.theme import Theme
from desktop.ui.sessions.editors import CellLine

_LONGEST = 15


class _FigureKeys(QValidator):
    """Lets pass what may stand in a cell; the rest never gets in."""

    def validate(self, text: str, position: int) -> tuple[QValidator.State, str, int]:
        """Judge a text as it would stand after a key."""
        fits = may_be_typed(text)
        state = QValidator.State.Acceptable if fits else QValidator.State.Invalid
        return state, text, position


class FigureLine(CellLine):
    """``refused`` carries the text of a key that the cell does not take."""

    refused = Signal(str)

    def __init__(self, parent: QWidget, *, theme: Theme) -> None:
        super().__init__(parent, words=(), theme=theme)
        self.setAlignment(Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter)
        self.setMaxLength(_LONGEST)
        self.setValidator(_FigureKeys(self))
        self._pressed = ""
        self.inputRejected.connect(lambda: self.refused.emit(self._pressed))

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Remember the key, so that it can be named when it is refused."""
        self._pressed = event.text()
        super().keyPressEvent(event)
