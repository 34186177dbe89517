"""The page "Xác nhận" of a month, and beside it the replacement reports there were."""

from collections.abc import Mapping
from functools import partial

from PySide6.QtWidgets import QStackedWidget, QVBoxLayout, QWidget

from desktop.actions.closing import answer_confirmations, close_period, reopen_period
from desktop.actions.desk import Desk, Outcome
from desktop.domain.confirmations import Confirmation
from desktop.domain.periods import Period
from desktop.i18n import _
from desktop.ui.closing.corrections_page import CorrectionsPage
from desktop.ui.closing.matters import Matters, place_of, read_matters
from desktop.ui.closing.page import MattersPage
from desktop.ui.reports.closing import CloseDialog, ReopenDialog
from desktop.ui.shell.context import ShellContext
from desktop.ui.shell.room import Room
from desktop.ui.widgets.banner import Tone
from desktop.ui.widgets.dialogs import ConfirmDialog
from desktop.ui.widgets.tabs import Tabs
from desktop.wording import period_name, problem_text

_MATTERS, _CORRECTIONS = 0, 1


class ConfirmRoom(Room):
    """Reads the month anew whenever anything was changed: every figure can raise a question."""

    def __init__(self, context: ShellContext, *, desk: Desk) -> None:
        self._context, self._desk = context, desk
        self._matters: Matters | None = None
        self._aim = ""
        self._asked = self._read_number = 0
        self.page = ConfirmPage(context)
        self.page.matters.answered.connect(self._answer)
        self.page.matters.fix_wanted.connect(self._fix)
        self.page.matters.close_wanted.connect(self.close_month)
        self.page.matters.reopen_wanted.connect(self.reopen_month)
        self.page.matters.print_wanted.connect(self._go_to_paper)

    def widget(self) -> QWidget:
        """The page and the replacement reports."""
        return self.page

    def on_shown(self, month: Period) -> None:
        """Read the month."""
        self.page.matters.flush()
        if self._matters is None or self._matters.month != month:
            self._aim = self._aim or "begin"
        self._read()

    def on_changes(self, kinds: frozenset[str]) -> None:
        """The figures or the answers were changed."""
        if kinds:
            self._read()

    def on_target(self, target: object) -> None:
        """Go to the questions, to closing, or to the replacement reports."""
        wanted = target if isinstance(target, Mapping) else {}
        self._aim = "begin"
        if wanted.get("step") == "close":
            self._aim = "close"
        elif wanted.get("show") == "corrections":
            self._aim = "corrections"
        self._reach()

    def help_text(self) -> str:
        """What F1 says."""
        return _(
            "Each card asks about figures that may well be right. Type an answer or press a ready"
            " one; Enter goes on to the next card. “Mend the figures” opens the very place. Once"
            " all are answered, the month can be closed below."
        )

    def may_leave(self) -> bool:
        """What was typed is saved on leaving."""
        self.page.matters.flush()
        return True

    def close_month(self) -> None:
        """Close; a question comes first where something is missing or the month still runs."""
        matters = self._matters
        if matters is None or matters.closed or matters.not_begun or not matters.tracked:
            return
        self.page.matters.flush()
        if not self._may_print_answers():
            return
        officer = self._desk.own_name
        whole = matters.status.complete and not (
            matters.unfinished or matters.running or matters.blank or matters.carried
        )
        if whole or CloseDialog.ask(self.page, paper=matters, officer=officer, blank=matters.blank):
            why = _("Closed early on purpose.")
            task = partial(close_period, self._desk, matters.month, early=True, early_answer=why)
            self._context.write(task, partial(self._closed, matters.month))

    def _may_print_answers(self) -> bool:
        """Ask once where an answer seems to name a person."""
        if not any(card.personal for card in self.page.matters.cards):
            return True
        close = ConfirmDialog.ask(
            self.page,
            question=_("An answer looks like a name, a telephone or a citizen's number"),
            detail=_("It will be printed in the report."),
            do=_("Close all the same"),
            keep=_("Mend the answer"),
        )
        if not close:
            self.page.matters.point_to_personal()
        return close

    def reopen_month(self) -> None:
        """Ask for the reason, then open the month again."""
        matters = self._matters
        if matters is None or not matters.closed:
            return
        wish = ReopenDialog.ask(self.page, path=matters.path)
        if wish is not None:
            task = partial(
                reopen_period,
                self._desk,
                matters.month,
                reason=wish.reason,
                correct=wish.correct,
            )
            correct = wish.correct or matters.path.issued
            number = matters.path.correction + 1 if correct else 0
            self._context.write(task, partial(self._reopened, matters.month, number))

    def _reopened(self, month: Period, number: int, outcome: Outcome[str]) -> None:
        self._told(outcome)
        if outcome.done:
            said = (
                _("Replacement report no. {number} of {month} is begun.")
                if number
                else _("The closing of {month} is taken back.")
            )
            self._context.note(said.format(number=number, month=period_name(month.id)))

    def _read(self) -> None:
        self._asked += 1
        task = partial(read_matters, self._desk, self._context.month)
        self._context.ask(task, partial(self._take, self._asked))

    def _take(self, number: int, matters: Matters) -> None:
        self._read_number = number
        if matters.month != self._context.month:
            return
        self._matters = matters
        self.page.show_matters(matters)
        self._reach()

    def _reach(self) -> None:
        """Go where the shell wanted to go, once the month is read as it stands now."""
        if self._matters is None or self._matters.month != self._context.month:
            return
        if self._read_number != self._asked:
            return
        aim, self._aim = self._aim, ""
        if aim:
            self.page.choose_corrections(wanted=aim == "corrections")
        if aim == "begin":
            self.page.matters.begin()
        elif aim == "close":
            self.page.matters.point_to_closing()

    def _answer(self, question: str, answer: str) -> None:
        if self._matters is None:
            return
        month = self._matters.month
        task = partial(answer_confirmations, self._desk, month, {question: answer})
        self._context.write(task, partial(self._answered, question))

    def _answered(self, question: str, outcome: Outcome[int]) -> None:
        if not outcome.done:
            self.page.matters.refused(question)
        self._told(outcome)

    def _fix(self, question: Confirmation) -> None:
        self._context.go_to(*place_of(question, self._context.month))

    def _go_to_paper(self) -> None:
        self._context.go_to("reports", {"month": self._context.month.id})

    def _closed(self, month: Period, outcome: Outcome[str]) -> None:
        self._told(outcome)
        if outcome.done:
            self._aim = "close"
            if self._matters is not None and self._matters.closed:
                self._reach()
            said = _("The figures of {month} are closed.")
            self._context.note(said.format(month=period_name(month.id)))

    def _told(self, outcome: Outcome[str] | Outcome[int]) -> None:
        for problem in outcome.problems:
            if problem.stops:
                self._context.say(Tone.WARN, problem_text(problem))


class ConfirmPage(QWidget):
    """Two tabs once there is a replacement report; before, the questions alone."""

    def __init__(self, context: ShellContext) -> None:
        super().__init__()
        self.matters = MattersPage(theme=context.theme)
        self.corrections = CorrectionsPage(theme=context.theme)
        self.tabs = Tabs([_("To be confirmed"), _("Replacement reports")])
        self.tabs.chosen.connect(self._choose)
        self._pages = QStackedWidget()
        self._pages.addWidget(self.matters)
        self._pages.addWidget(self.corrections)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(10)
        column.addWidget(self.tabs)
        column.addWidget(self._pages, 1)
        self.tabs.hide()

    def show_matters(self, matters: Matters) -> None:
        """Show a month."""
        self.matters.show_matters(matters)
        self.corrections.show_corrections(matters.corrections, matters.month)
        self.tabs.setVisible(bool(matters.corrections))
        if not matters.corrections:
            self.choose_corrections(wanted=False)

    def choose_corrections(self, *, wanted: bool) -> None:
        """Show the replacement reports, or the questions."""
        number = _CORRECTIONS if wanted else _MATTERS
        if self.tabs.current != number:
            self.tabs.choose(number)

    def _choose(self, number: int) -> None:
        self._pages.setCurrentIndex(number)
