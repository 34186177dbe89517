"""What a screen says when it has nothing to show: why, and what to do."""

from collections.abc import Callable

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QVBoxLayout, QWidget

from desktop.ui.design.theme import Theme
from desktop.ui.design.tokens import Role
from desktop.ui.widgets.buttons import PrimaryButton
from desktop.ui.widgets.text import Icon, Text


class EmptyState(QWidget):
    """An icon, a sentence, a line of advice and at most one button."""

    def __init__(
        self,
        icon: str,
        sentence: str,
        *,
        theme: Theme,
        advice: str = "",
        button: str = "",
        on_click: Callable[[], object] | None = None,
    ) -> None:
        super().__init__()
        middle = Qt.AlignmentFlag.AlignHCenter
        layout = QVBoxLayout(self)
        layout.setSpacing(8)
        layout.addStretch(1)
        layout.addWidget(Icon(icon, theme=theme, role=Role.EDGE, size=36), 0, middle)
        layout.addSpacing(4)
        self._sentence = Text(sentence, look="strong", wrap=True)
        self._sentence.setAlignment(middle)
        layout.addWidget(self._sentence)
        self._advice = Text(advice, look="soft", wrap=True)
        self._advice.setAlignment(middle)
        layout.addWidget(self._advice)
        self._advice.setVisible(bool(advice))
        self.button: PrimaryButton | None = None
        if button:
            self.button = PrimaryButton(button, on_click)
            layout.addSpacing(8)
            layout.addWidget(self.button, 0, middle)
        layout.addStretch(2)

    def say(self, sentence: str, advice: str = "") -> None:
        """Say something else, for instance that a filter leaves nothing."""
        self._sentence.setText(sentence)
        self._advice.setText(advice)
        self._advice.setVisible(bool(advice))
