"""The editor of a figure: what is typed stays as it is typed, and is judged when it is left."""

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QWidget

from desktop.ui.design.theme import Theme
from desktop.ui.sessions.editors import CellLine

_LONGEST = 60
"""More than any figure has, so that a longer text is refused and never cut to a figure."""


class FigureLine(CellLine):
    """A line on the side of the figures. No key is swallowed: "2,5" must never become 25."""

    def __init__(self, parent: QWidget, *, theme: Theme) -> None:
        super().__init__(parent, words=(), theme=theme)
        self.setAlignment(Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter)
        self.setMaxLength(_LONGEST)
