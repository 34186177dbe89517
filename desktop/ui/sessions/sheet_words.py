"""What is said around the sheet: that its month is closed, what lines lack, how many wait."""

from collections.abc import Callable

from PySide6.QtWidgets import QFrame, QHBoxLayout, QWidget

from desktop.i18n import _, ngettext
from desktop.ui.design.theme import Theme
from desktop.ui.design.tokens import Role
from desktop.ui.reports.words import reopen_words
from desktop.ui.sessions.month import MonthSheet
from desktop.ui.widgets.buttons import LinkButton
from desktop.ui.widgets.text import Icon, Text


class SheetFoot(QWidget):
    """Calm words at the left; at the right the lines not written, a link to the first of them.

    Where the current line has a day of a closed period, a link offers both ways for it.
    """

    def __init__(
        self, *, on_unwritten: Callable[[], object], on_late: Callable[[], object]
    ) -> None:
        super().__init__()
        self.calm = Text("", look="soft", wrap=True)
        self.late = LinkButton(_("Late slip…"), on_late)
        self.late.setToolTip("Ctrl+L")
        self.unwritten = LinkButton("", on_unwritten)
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(16)
        row.addWidget(self.calm, 1)
        row.addWidget(self.late)
        row.addWidget(self.unwritten)
        self.hide()

    def say(self, calm: str, *, unwritten: int, late: bool) -> None:
        """Show the words and the number of lines; nothing at all when there is nothing to say."""
        self.calm.setText(calm)
        self.late.setVisible(late)
        said = ngettext("{count} line not written", "{count} lines not written", unwritten)
        self.unwritten.setText(said.format(count=unwritten))
        self.unwritten.setVisible(bool(unwritten))
        self.setVisible(bool(calm or unwritten or late))


class ClosedLine(QFrame):
    """Above the sheet of a closed month: why its cells are locked, and what its figures lack."""

    def __init__(
        self, *, theme: Theme, on_open: Callable[[], object], on_late: Callable[[], object]
    ) -> None:
        super().__init__()
        self.setProperty("kind", "info")
        self.late = LinkButton(_("Late slip…"), on_late)
        self.late.setToolTip("Ctrl+L")
        self.text = Text("", wrap=True)
        row = QHBoxLayout(self)
        row.setContentsMargins(12, 6, 8, 6)
        row.setSpacing(10)
        row.addWidget(Icon("lock", theme=theme, role=Role.ACCENT))
        row.addWidget(self.text, 1)
        row.addWidget(self.late)
        self.reopen = LinkButton("", on_open).needs("reopen_period")
        row.addWidget(self.reopen)
        self.hide()

    def say(self, sheet: MonthSheet) -> None:
        """Say it of a closed month; of an open one nothing."""
        self.setVisible(sheet.closed)
        span = sheet.locked_by
        for link in (self.late, self.reopen):
            link.setVisible(not sheet.refusal)
        self.reopen.setText(reopen_words(issued=span is not None and span.issued))
        said = sheet.why_locked
        if sheet.closed and sheet.kept:
            left = ngettext(
                "{count} typed line was not written and is not in the figures; it is kept.",
                "{count} typed lines were not written and are not in the figures; they are kept.",
                len(sheet.kept),
            )
            said = f"{said} {left.format(count=len(sheet.kept))}"
        self.text.setText(said)
