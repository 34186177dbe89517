"""A line for something long: what is done, how far it came, and a button that stops it."""

from collections.abc import Callable

from PySide6.QtWidgets import QHBoxLayout, QProgressBar, QWidget

from desktop.i18n import _
from desktop.ui.widgets.buttons import LinkButton
from desktop.ui.widgets.text import Text
from desktop.ui.work import Progress, Step

StepsTold = Callable[[int, int], object]


class LongRow(QWidget):
    """Hidden while nothing runs."""

    def __init__(self) -> None:
        super().__init__()
        self.progress: Progress | None = None
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 4, 0, 0)
        row.setSpacing(12)
        self.words = Text("", look="soft")
        self.bar = QProgressBar()
        self.bar.setTextVisible(False)
        self.bar.setFixedWidth(220)
        row.addWidget(self.words)
        row.addWidget(self.bar)
        row.addWidget(LinkButton(_("Stop"), self.stop))
        row.addStretch(1)
        self.hide()

    def begin(self, words: str) -> None:
        """Something begins; how long it takes is not known yet."""
        self.words.setText(words)
        self.bar.setRange(0, 0)
        self.show()

    def show_step(self, step: Step) -> None:
        """It came so far."""
        self.bar.setRange(0, max(1, step.total))
        self.bar.setValue(step.done)

    def stop(self) -> None:
        """Ask it to stop at its next step; nothing is changed then."""
        if self.progress is not None:
            self.progress.cancel()

    def rest(self) -> None:
        """It is over."""
        self.progress = None
        self.hide()
