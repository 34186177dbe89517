"""Number and date of a letter to units: asked for in the form that every paper has."""

from collections.abc import Callable
from functools import partial

from PySide6.QtWidgets import QWidget

from desktop.actions.consolidated_issuing import proposed_letter
from desktop.actions.consolidated_letters import letter_lines, standing_letter
from desktop.actions.consolidated_papers import ConsolidatedChoice, rows_to_remind
from desktop.actions.desk import Desk, Outcome
from desktop.actions.issued_papers import change_paper, issue_paper, papers, signer_name
from desktop.actions.profile import signers
from desktop.domain.issued import IssuedDraft
from desktop.domain.periods import Period
from desktop.i18n import _
from desktop.ui.reports.issue_dialog import IssueDialog, Issuing
from desktop.ui.shell.context import ShellContext
from desktop.ui.widgets.banner import Tone
from desktop.wording import problem_text


class LetterNumbers:
    """Asks for number and date of a letter, or lets those of an earlier one be changed."""

    def __init__(
        self, context: ShellContext, *, desk: Desk, parent: QWidget, numbered: Callable[[], object]
    ) -> None:
        """``numbered`` is called once a letter has another number."""
        self._context, self._desk, self._parent = context, desk, parent
        self._numbered = numbered

    def enter(self, period: Period, choice: ConsolidatedChoice) -> None:
        """Ask for number and date of the letter in sight."""
        self._context.ask(partial(read_numbers, self._desk, period, choice), self._ask)

    def _ask(self, issuing: Issuing) -> None:
        draft = IssueDialog.ask(self._parent, issuing, theme=self._context.theme)
        if draft is not None:
            act = issue_paper if draft.id is None else change_paper
            self._context.write(partial(act, self._desk, draft), self._entered)

    def _entered(self, outcome: Outcome[str]) -> None:
        for problem in outcome.problems:
            if problem.stops:
                self._context.say(Tone.TROUBLE, problem_text(problem))
        if outcome.done:
            self._context.note(_("Number and date are in the register."))
            self._numbered()


def read_numbers(desk: Desk, period: Period, choice: ConsolidatedChoice) -> Issuing:
    """The letters of the period, the one in sight first; runs on the worker."""
    rows = rows_to_remind(desk, period, unit=choice.unit)
    standing = standing_letter(desk, period, choice, rows)
    stored = [IssuedDraft.of(one) for one in reversed(letter_lines(desk, period))]
    stored.sort(key=lambda one: standing is None or one.id != standing.id)
    new = proposed_letter(desk, period, choice)
    names = (signer_name(one) for one in signers(desk))
    return Issuing(
        period=period,
        drafts=(new, *stored) if standing is None else (*stored, new),
        known=papers(desk),
        signers=tuple(dict.fromkeys(name for name in names if name)),
        today=desk.clock.today(),
    )
