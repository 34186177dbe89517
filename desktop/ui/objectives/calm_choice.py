"""A choice inside a form that scrolls: the wheel scrolls the form and changes no answer."""

from PySide6.QtCore import Qt
from PySide6.QtGui import QWheelEvent

from desktop.ui.design.theme import Theme
from desktop.ui.widgets.side_form import ChoiceField


class CalmChoice(ChoiceField):
    """Only a choice that was entered first is turned by the wheel."""

    def __init__(self, *, name: str, theme: Theme) -> None:
        super().__init__(name=name, theme=theme)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)

    def wheelEvent(self, event: QWheelEvent) -> None:
        """Let the form have the wheel unless this choice has the focus."""
        if self.hasFocus():
            super().wheelEvent(event)
        else:
            event.ignore()
