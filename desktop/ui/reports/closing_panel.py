"""The panel that closes the figures of a period or opens them again."""

from PySide6.QtCore import Signal

from desktop.domain.periods import PeriodKind
from desktop.i18n import _
from desktop.ui.reports.paper import MonthPaper
from desktop.ui.reports.words import (
    closed_moment_sentence,
    corrections_words,
    missing_sentences,
    reopen_words,
    stale_sentence,
    waiting_sentence,
)
from desktop.ui.widgets.buttons import LinkButton, PrimaryButton, SecondaryButton
from desktop.ui.widgets.panel import Panel
from desktop.ui.widgets.text import Text
from desktop.wording import period_title


class ClosingPanel(Panel):
    """What is lacking before closing, or when it was closed; and the way to do either."""

    close_wanted = Signal()
    reopen_wanted = Signal()
    corrections_wanted = Signal()

    def __init__(self) -> None:
        super().__init__(_("Close the figures"))
        self.words = Text("", wrap=True)
        self.lacking = Text("", look="todo", wrap=True)
        self.close_button = PrimaryButton(_("Close the figures…"), self.close_wanted.emit).needs(
            "close_period"
        )
        self.reopen_button = SecondaryButton(_("Reopen…"), self.reopen_wanted.emit).needs(
            "reopen_period"
        )
        self.corrections_link = LinkButton("", self.corrections_wanted.emit)
        for widget in (
            self.words,
            self.lacking,
            self.close_button,
            self.reopen_button,
            self.corrections_link,
        ):
            self.body.addWidget(widget)

    def show_paper(self, paper: MonthPaper) -> None:
        """Show where the period of a paper stands."""
        longer = paper.month.kind is not PeriodKind.MONTH
        title = _("Close the figures")
        self.set_title(
            _("Close {period}").format(period=period_title(paper.month)) if longer else title
        )
        self.close_button.setVisible(not paper.closed and paper.tracked)
        self.reopen_button.setVisible(paper.closed)
        self.close_button.setEnabled(not paper.not_begun)
        missing = _missing(paper)
        words = _where(paper, missing)
        self.words.setText(words)
        sound = not missing and not paper.not_begun and paper.tracked
        self.words.look_like("met" if sound else "soft")
        self.words.setVisible(bool(words))
        self._show_ways(paper)
        if paper.path.waiting and paper.tracked:
            missing = (waiting_sentence(paper.path.waiting), *missing)
        self.lacking.setText("\n\n".join(missing))
        self.lacking.setVisible(bool(missing))

    def _show_ways(self, paper: MonthPaper) -> None:
        """What the buttons of closing lead to."""
        waiting = paper.path.waiting
        self.close_button.setText(_("Confirm and close…") if waiting else _("Close the figures…"))
        self.reopen_button.setText(reopen_words(issued=paper.path.issued))
        self.corrections_link.setText(corrections_words(paper.corrections))
        self.corrections_link.setVisible(bool(paper.corrections))


def _missing(paper: MonthPaper) -> tuple[str, ...]:
    """What is to be done before closing, or to be looked at in a closed report."""
    if not paper.closed and (paper.not_begun or not paper.tracked):
        return ()
    missing = () if paper.closed else missing_sentences(paper.status)
    return (stale_sentence(paper.stale), *missing) if paper.stale else missing


def _where(paper: MonthPaper, missing: tuple[str, ...]) -> str:
    """Where the period stands; empty where what is missing says it."""
    if paper.closed:
        return closed_moment_sentence(paper.path)
    if paper.not_begun:
        return _("The period has not begun yet.")
    if not paper.tracked:
        return _("The month lies before the first one tracked: nothing is closed.")
    return "" if missing else _("Nothing is missing.")
