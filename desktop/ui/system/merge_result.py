"""What a merger would come to or came to: the months that are missing first, then the rest."""

from collections.abc import Sequence

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QVBoxLayout, QWidget

from desktop.domain.merging import MergePlan
from desktop.ui.widgets.layouts import clear_layout
from desktop.ui.widgets.text import Text
from desktop.wording.merging import merge_lines, unsent_lines


class MergeResult(QWidget):
    """One text for each part; what stands in the way and what is missing have their colours."""

    def __init__(self) -> None:
        super().__init__()
        self._parts: list[str] = []
        self._column = QVBoxLayout(self)
        self._column.setContentsMargins(0, 4, 0, 0)
        self._column.setSpacing(10)

    @property
    def text(self) -> str:
        """Everything that stands here."""
        return "\n\n".join(self._parts)

    def say(self, said: str, *, look: str = "soft") -> None:
        """One sentence instead of a plan; nothing when it is empty."""
        self._clear()
        if said:
            self._add(said, look)

    def show_plan(self, plan: MergePlan, problems: Sequence[str], *, done: bool) -> None:
        """Show what stands in the way, then the plan part by part."""
        self._clear()
        if problems:
            self._add("\n".join(problems), "trouble")
        unsent = "\n".join(unsent_lines(plan))
        for part in "\n".join(merge_lines(plan, done=done, in_window=True)).split("\n\n"):
            missing = "todo" if plan.unsent else "met"
            self._add(part, missing if part == unsent else "")

    def _clear(self) -> None:
        clear_layout(self._column)
        self._parts = []

    def _add(self, said: str, look: str) -> None:
        text = Text(said, look=look, wrap=True)
        text.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
        self._column.addWidget(text)
        self._parts.append(said)
