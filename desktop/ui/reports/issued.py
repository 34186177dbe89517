"""Numbers and dates of papers: what the room says of them, and where they are entered."""

from collections.abc import Callable
from dataclasses import replace
from datetime import date
from functools import partial

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QVBoxLayout, QWidget

from desktop.actions.desk import Desk, Outcome
from desktop.actions.issued_papers import change_paper, issue_paper, renew_words
from desktop.actions.papers import PaperChoice
from desktop.actions.periods import PeriodState
from desktop.domain.issued import IssuedDraft, IssuedPaper
from desktop.domain.periods import Period
from desktop.domain.problems import Problem
from desktop.i18n import _
from desktop.ui.reports.issue_dialog import IssueDialog, Issuing, read_issuing, read_letter
from desktop.ui.reports.issued_register import RegisterDialog
from desktop.ui.reports.paper import MonthPaper
from desktop.ui.reports.since_issued import SinceIssuedBox
from desktop.ui.reports.words import number_words
from desktop.ui.shell.context import ShellContext
from desktop.ui.widgets.banner import Tone
from desktop.ui.widgets.buttons import LinkButton, SecondaryButton
from desktop.ui.widgets.dialogs import ConfirmDialog
from desktop.ui.widgets.text import Text
from desktop.wording import problem_text
from desktop.wording.issued import issued_words


class IssuedBox(QWidget):
    """The state of a paper's number, the button that enters it, the way to the register."""

    number_wanted = Signal()
    register_wanted = Signal()

    def __init__(self) -> None:
        super().__init__()
        self.state = Text("", wrap=True)
        self.enter = SecondaryButton(" ", self.number_wanted.emit).needs("issue_paper")
        self.register = LinkButton(_("Register of issued papers"), self.register_wanted.emit)
        self.since = SinceIssuedBox()
        column = QVBoxLayout(self)
        column.setContentsMargins(16, 4, 16, 10)
        column.setSpacing(6)
        for widget in (self.state, self.since, self.enter, self.register):
            column.addWidget(widget)
        self.show_state(PeriodState.OPEN, ())

    def show_paper(self, paper: MonthPaper) -> None:
        """Show the number of the paper in sight, and what is other since it got it."""
        if paper.as_issued is not None:
            self.show_none()
        elif paper.line.periodic:
            self.show_state(paper.number_state, paper.issued)
        elif paper.takes_number:
            self.show_letter(paper.issued)
        else:
            self.show_none()
        # What cannot be made cannot have gone out.
        self.enter.setEnabled(not paper.refusal)
        self.since.show_since(paper.since, whole=False)

    def show_state(self, state: PeriodState, issued: tuple[IssuedPaper, ...]) -> None:
        """Show where a month stands; an open one has only the way to the register."""
        words = number_words(state, issued)
        self.state.setText(words)
        self.state.look_like("met" if issued else "todo")
        self.state.setVisible(bool(words))
        self.enter.setVisible(state.is_closed)
        self.enter.setText(_("Change number, date…") if issued else _("Enter number, date…"))

    def show_letter(self, issued: tuple[IssuedPaper, ...], *, lacking: str = "") -> None:
        """Show the numbers that a letter, plan or report of a range of days has, or that it may.

        ``lacking`` says that none of them is the number of what is in sight.
        """
        said = (issued_words(one.symbol, one.issued_on) for one in issued)
        self.state.setText("\n".join([lacking, *said] if lacking else said))
        self.state.look_like("todo" if lacking else "met")
        self.state.setVisible(bool(issued))
        self.enter.setVisible(True)
        self.enter.setText(_("Change or add a number…") if issued else _("Enter number, date…"))

    def show_none(self) -> None:
        """Show the way to the register alone: the paper in sight gets no number."""
        self.show_state(PeriodState.OPEN, ())


class IssuedPapers:
    """The questions behind the box: the form of a paper's number, and the register."""

    def __init__(
        self,
        context: ShellContext,
        *,
        desk: Desk,
        parent: QWidget,
        numbered: Callable[[], None],
    ) -> None:
        """``numbered`` is called once a paper that had no number has one."""
        self._context, self._desk, self._parent = context, desk, parent
        self._numbered = numbered

    def enter(self, month: Period, kind: str) -> None:
        """Ask for number and date of a period's report or its replacement, ``kind`` first."""
        self._context.ask(partial(read_issuing, self._desk, month, kind=kind), self._ask)

    def enter_letter(self, kind: str, period: Period, choice: PaperChoice) -> None:
        """Ask for number and date of a paper that waits for no closing."""
        self._context.ask(partial(read_letter, self._desk, kind, period, choice), self._ask)

    def renew(self, line_id: str) -> None:
        """Let a paper say what it would say today, under the number that it has."""
        task = partial(renew_words, self._desk, line_id)
        said = _("The paper says what it would say today. Its number and date stay.")
        self._context.write(task, partial(self._told, said))

    def show_register(self, year: int) -> int | IssuedPaper | None:
        """Show the papers of a year; the year or the issued paper whose pages are wanted."""
        return RegisterDialog.ask(self._parent, self._context, desk=self._desk, year=year)

    def _ask(self, issuing: Issuing) -> None:
        if not issuing.drafts:
            return
        draft = IssueDialog.ask(self._parent, issuing, theme=self._context.theme)
        if draft is not None:
            self._write(draft)

    def _write(self, draft: IssuedDraft) -> None:
        act = issue_paper if draft.id is None else change_paper
        self._context.write(partial(act, self._desk, draft), partial(self._entered, draft))

    def _entered(self, draft: IssuedDraft, outcome: Outcome[str]) -> None:
        again = next((one for one in outcome.problems if one.code == "report_numbered_again"), None)
        if again is not None:
            if ConfirmDialog.ask(self._parent, **second_number_question(again)):
                self._write(replace(draft, again=True))
            return
        self._told(_("Number and date are in the register."), outcome)
        if draft.id is None and outcome.done:
            self._numbered()

    def _told(self, said: str, outcome: Outcome[str]) -> None:
        for problem in outcome.problems:
            if problem.stops:
                self._context.say(Tone.TROUBLE, problem_text(problem))
        if outcome.done:
            self._context.note(said)


def second_number_question(problem: Problem) -> dict[str, str]:
    """Whether a report that has its number really went out anew under another one."""
    symbol, day = problem.details["symbol"], date.fromisoformat(problem.details["date"])
    return {
        "question": _("This report has its number already: {paper}").format(
            paper=issued_words(symbol, day)
        ),
        "detail": _(
            "A second number is right only where the same report went out anew. If the number was"
            " written wrong, choose that line in the form and change it."
        ),
        "do": _("It went out anew"),
        "keep": _("Enter nothing"),
    }
