"""What is other now than when the paper in sight got its number, and the way to print it so."""

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QVBoxLayout, QWidget

from desktop.domain.issued import IssuedPaper
from desktop.i18n import _
from desktop.ui.reports.paper import SinceIssued
from desktop.ui.widgets.buttons import LinkButton
from desktop.ui.widgets.text import Text
from desktop.wording.issued import issued_words, newer_lines


class SinceIssuedBox(QWidget):
    """Sentences and a link; hidden where nothing has changed. ``renew_wanted`` carries the line."""

    renew_wanted = Signal(str)

    def __init__(self, *, margins: tuple[int, int, int, int] = (0, 0, 0, 0)) -> None:
        super().__init__()
        self._line_id = ""
        self.said = Text("", look="todo", wrap=True)
        self.renew = LinkButton(
            _("Print again with what is new"),
            lambda: self.renew_wanted.emit(self._line_id),
            small=True,
        ).needs("change_paper")
        self.renew.setToolTip(
            _("Number and date stay; the paper says what it would say today. Undo takes it back.")
        )
        column = QVBoxLayout(self)
        column.setContentsMargins(*margins)
        column.setSpacing(2)
        column.addWidget(self.said)
        column.addWidget(self.renew, 0, Qt.AlignmentFlag.AlignLeft)
        self.hide()

    def show_since(self, since: SinceIssued, *, whole: bool) -> None:
        """Show what has changed: ``whole`` says what, else only that something has."""
        line = since.line
        lines = (
            newer_lines(line.symbol, line.issued_on, since.newer, by_command=False)
            if line is not None
            else ()
        )
        self._line_id = line.id if line is not None else ""
        short = _("The paper has changed since it got its number.")
        self.said.setText("\n".join(lines) if whole else short)
        self.renew.show()
        self.setVisible(bool(lines))

    def show_as_issued(self, line: IssuedPaper) -> None:
        """Say that the pages are those that went out."""
        said = _("{paper}, as it went out.")
        self.said.setText(said.format(paper=issued_words(line.symbol, line.issued_on)))
        self.renew.hide()
        self.show()
