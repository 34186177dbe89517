"""Of which month figures are whose heading names none ("Tháng này"): asked above the rows."""

from collections.abc import Sequence

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QHBoxLayout, QWidget

from desktop.domain.periods import parse_period
from desktop.i18n import _
from desktop.ui.widgets.buttons import SecondaryButton
from desktop.ui.widgets.choice_box import ChoiceBox
from desktop.ui.widgets.text import Text
from desktop.wording import period_title


class MonthQuestion(QWidget):
    """``chosen`` carries the id of a month ("2026-10"); nothing is read before it is pressed."""

    chosen = Signal(str)

    def __init__(self) -> None:
        super().__init__()
        row = QHBoxLayout(self)
        row.setContentsMargins(16, 0, 16, 10)
        row.setSpacing(8)
        self._words = Text("", look="todo", wrap=True)
        row.addWidget(self._words, 1)
        self.box = ChoiceBox()
        self.box.setAccessibleName(_("Month of the figures"))
        row.addWidget(self.box)
        self.button = SecondaryButton(_("Read as figures of this month"), self._choose)
        row.addWidget(self.button)
        self.hide()

    @property
    def sentence(self) -> str:
        """What is asked."""
        return self._words.text()

    def ask(self, headings: Sequence[str], months: Sequence[str], *, month: str) -> None:
        """Ask about columns, with a month chosen beforehand; without columns nothing is asked."""
        self.setVisible(bool(headings))
        self._words.setText(
            _("Of which month are the figures under “{heading}”?").format(
                heading="”, “".join(headings)
            )
        )
        self.box.clear()
        for one in months:
            self.box.addItem(period_title(parse_period(one)), one)
        self.box.setCurrentIndex(max(self.box.findData(month), 0))

    def _choose(self) -> None:
        self.chosen.emit(str(self.box.currentData()))
