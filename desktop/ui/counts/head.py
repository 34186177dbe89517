"""Above and below the sheet of counts: how far the month is, what can be filled in at once."""

from collections.abc import Callable

from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QFrame, QHBoxLayout, QProgressBar, QVBoxLayout, QWidget

from desktop.i18n import _, ngettext
from desktop.ui.counts.month import MonthCounts
from desktop.ui.counts.words import locked_sentence, untracked_sentence
from desktop.ui.design.theme import Theme
from desktop.ui.design.tokens import Role, Type
from desktop.ui.reports.words import reopen_words
from desktop.ui.widgets.buttons import LinkButton, SecondaryButton
from desktop.ui.widgets.fields import SearchField
from desktop.ui.widgets.text import Icon, Text

Act = Callable[[], object]
_BAR, _TIGHT = 160, 620
_SEARCH, _SEARCH_TIGHT = 220, 140


class CountsHead(QWidget):
    """A line about the month with a thin bar and the search; below it the buttons."""

    def __init__(
        self, *, theme: Theme, on_last: Act, on_nil: Act, on_openings: Act, on_paste: Act
    ) -> None:
        super().__init__()
        self._theme = theme
        self.summary = Text("", look="strong", wrap=True)
        self.bar = QProgressBar()
        self.bar.setTextVisible(False)
        self.bar.setFixedWidth(_BAR)
        self.search = SearchField(_("Find a figure"), theme=theme)
        self.search.setToolTip("Ctrl+F")
        self._can_type = True
        self.last = SecondaryButton(_("As last month (what stands)"), on_last)
        self.last.setToolTip(_("Fills in what stands and is still blank with last month's figure."))
        self.nil = SecondaryButton(_("The rest: nothing arose"), on_nil)
        self.nil.setToolTip(
            _("States “nothing arose” for everything of the month that is still blank.")
        )
        self.paste = SecondaryButton(_("Paste from Excel"), on_paste)
        self.openings = SecondaryButton(_("Opening totals…"), on_openings).needs("set_openings")
        self.openings.setToolTip(_("Totals of the time before this program was used."))
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(8)
        first = _row(self.summary, self.bar, self.search)
        first.setStretch(0, 1)
        column.addLayout(first)
        column.addLayout(_row(self.last, self.nil, self.paste, None, self.openings))

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Where there is little room, the buttons say it shorter and the bar goes."""
        super().resizeEvent(event)
        scale = max(self._theme.tokens.type.text / Type().text, 1)
        self._fit(tight=self.width() < _TIGHT * scale)

    def _fit(self, *, tight: bool) -> None:
        self.bar.setVisible(not tight)
        self.search.setFixedWidth(_SEARCH_TIGHT if tight else _SEARCH)
        self.last.setText(_("As last month") if tight else _("As last month (what stands)"))
        self.paste.setVisible(self._can_type and not tight)

    def show_counts(self, counts: MonthCounts, *, entered: int, total: int) -> None:
        """Say how far the month is, and offer what can be done with it."""
        said = ngettext(
            "{count} figure of plan {plan} · entered {entered}/{total}",
            "{count} figures of plan {plan} · entered {entered}/{total}",
            total,
        )
        if not counts.tracked:
            said = ngettext(
                "{count} figure of plan {plan} · before the first month tracked, entered {entered}",
                "{count} figures of plan {plan} · before the first month tracked, "
                "entered {entered}",
                total,
            )
        self.summary.setText(
            said.format(count=total, plan=counts.plan, entered=entered, total=total)
        )
        self.bar.setMaximum(max(total, 1))
        self.bar.setValue(entered)
        self.bar.setAccessibleName(self.summary.text())
        self._can_type = not counts.locked
        blank = [row for row in counts.rows if row.entry is None]
        for button in (self.last, self.nil):
            button.setVisible(self._can_type)
        self.paste.setVisible(self._can_type and not self.bar.isHidden())
        self.last.setEnabled(any(row.is_stock and row.before is not None for row in blank))
        self.nil.setEnabled(any(not row.is_stock for row in blank))


class CountsNotice(QFrame):
    """Above the sheet: why its cells are locked, or what a month before tracking is for."""

    def __init__(self, *, theme: Theme, on_open: Act) -> None:
        super().__init__()
        self.setProperty("kind", "info")
        self.text = Text("", wrap=True)
        self.open = LinkButton("", on_open).needs("reopen_period")
        self._icon = Icon("lock", theme=theme, role=Role.ACCENT)
        row = QHBoxLayout(self)
        row.setContentsMargins(12, 6, 8, 6)
        row.setSpacing(10)
        row.addWidget(self._icon)
        row.addWidget(self.text, 1)
        row.addWidget(self.open)
        self.hide()

    def show_counts(self, counts: MonthCounts) -> None:
        """Say it where there is something to say."""
        locked = counts.locked_by
        self.open.setVisible(locked is not None)
        self._icon.take("lock" if counts.locked else "info", Role.ACCENT)
        if counts.refusal:
            self.open.hide()
            self.text.setText(counts.refusal)
        elif locked is not None:
            self.open.setText(reopen_words(issued=counts.issued))
            self.text.setText(locked_sentence(locked, issued=counts.issued))
        elif not counts.tracked and counts.first_month is not None:
            self.text.setText(untracked_sentence(counts.first_month))
        self.setVisible(counts.locked or not counts.tracked)


class CountsFoot(QWidget):
    """Below the sheet: what was just filled in, else the keys; and whom no figure may name."""

    def __init__(self) -> None:
        super().__init__()
        self.calm = Text("", look="soft", wrap=True)
        self.privacy = Text(
            _("Enter figures of the whole commune only; no names of people."), look="small"
        )
        row = _row(self.calm, self.privacy)
        row.setStretch(0, 1)
        row.setContentsMargins(0, 0, 0, 0)
        self.setLayout(row)

    def say(self, text: str = "", *, locked: bool = False) -> None:
        """Say something, else the keys of the sheet; of a closed month nothing."""
        keys = _("K: nothing arose · =: as last month · Delete: blank")
        self.calm.setText(text or ("" if locked else keys))


def _row(*widgets: QWidget | None) -> QHBoxLayout:
    row = QHBoxLayout()
    row.setSpacing(8)
    for widget in widgets:
        if widget is None:
            row.addStretch(1)
        else:
            row.addWidget(widget)
    return row
