"""What is done with the paper in sight: print, save, open; and what its pages are like."""

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QAbstractButton, QHBoxLayout, QSizePolicy, QWidget

from desktop.i18n import _
from desktop.ui.design.theme import Theme
from desktop.ui.design.tokens import Type
from desktop.ui.reports.lines import MARGINS
from desktop.ui.reports.paper import MonthPaper
from desktop.ui.reports.paper_printing import pages_hint
from desktop.ui.widgets.buttons import IconButton, PrimaryButton, SecondaryButton
from desktop.ui.widgets.text import Text

_GAP = 6
_SLACK = 32
_LEAST_HINT = 110


class ActionsBar(QWidget):
    """The buttons above the pages."""

    print_wanted = Signal()
    save_wanted = Signal()
    word_wanted = Signal()
    excel_wanted = Signal()
    open_wanted = Signal()

    def __init__(self, *, theme: Theme) -> None:
        super().__init__()
        self._theme = theme
        self.print = PrimaryButton(_("Print"), self.print_wanted.emit)
        self.print.setToolTip("Ctrl+P")
        self.save = SecondaryButton("PDF", self.save_wanted.emit)
        self.save.setToolTip(_("Save as PDF (Ctrl+S)"))
        self.word = SecondaryButton("Word", self.word_wanted.emit)
        self.word.setToolTip(_("Save as a Word file, to edit it"))
        self.excel = SecondaryButton("Excel", self.excel_wanted.emit)
        self.excel.setToolTip(_("Save as an Excel file, with the tables as figures"))
        self.open = IconButton(
            "external-link",
            _("Open with another program"),
            theme=theme,
            on_click=self.open_wanted.emit,
        )
        self.hint = Text("", look="small", wrap=True)
        self.hint.setAlignment(Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter)
        self._lay_out()

    @property
    def buttons(self) -> tuple[QAbstractButton, ...]:
        """What can be done with the paper once it is there."""
        return self.print, self.save, self.word, self.excel, self.open

    def wait(self, title: str) -> None:
        """Say which paper is being made."""
        self.hint.setText(title)
        for button in self.buttons:
            button.setEnabled(False)

    def show_paper(self, paper: MonthPaper) -> None:
        """Offer what can be done with a paper."""
        self.hint.setText(pages_hint(paper.sizes))
        for button in self.buttons:
            button.setEnabled(bool(paper.data))
        made_here = paper.line.kind == MARGINS
        for button in (self.word, self.excel):
            button.setEnabled(bool(paper.data) and not made_here)

    def fit(self, width: int) -> None:
        """Say what the pages are like where there is room for it beside the buttons."""
        scale = self._theme.tokens.type.text / Type().text
        taken = sum(button.sizeHint().width() + _GAP for button in self.buttons)
        self.hint.setVisible(width - _SLACK - taken >= _LEAST_HINT * scale)

    def _lay_out(self) -> None:
        row = QHBoxLayout(self)
        row.setContentsMargins(10, 8, 10, 8)
        row.setSpacing(_GAP)
        for button in self.buttons:
            row.addWidget(button)
        for button in self.buttons[:-1]:
            button.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)
        row.addWidget(self.hint, 1)
        row.addStretch(0)
