"""What is said above the doors before anything is begun there: a sentence, and the way on."""

from collections.abc import Callable

from PySide6.QtWidgets import QHBoxLayout

from desktop.ui.design.theme import Theme
from desktop.ui.design.tokens import Role
from desktop.ui.widgets.buttons import PrimaryButton
from desktop.ui.widgets.panel import Panel
from desktop.ui.widgets.text import Icon, Text


class NoticePanel(Panel):
    """An icon with a sentence; :meth:`offer` puts a button beside it."""

    def __init__(self, title: str, words: str, *, icon: str, role: Role, theme: Theme) -> None:
        super().__init__(title)
        self._row = QHBoxLayout()
        self._row.setSpacing(12)
        self._row.addWidget(Icon(icon, theme=theme, role=role))
        self._row.addWidget(Text(words, wrap=True), 1)
        self.body.addLayout(self._row)

    def offer(self, words: str, act: Callable[[], object]) -> PrimaryButton:
        """The way on."""
        button = PrimaryButton(words, act)
        self._row.addWidget(button)
        return button
