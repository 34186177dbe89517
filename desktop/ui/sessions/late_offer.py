"""Late slips beside the sheet: the dialog, then the way chosen, then what was done in words."""

from dataclasses import replace
from functools import partial

from PySide6.QtCore import QObject, Signal
from PySide6.QtWidgets import QWidget

from desktop.actions.desk import Desk, Outcome
from desktop.actions.late import ClosedSpan, record_after_opening, record_late
from desktop.actions.month_path import MonthPath
from desktop.actions.periods import PeriodState
from desktop.domain.periods import parse_period
from desktop.domain.sessions import SessionDraft
from desktop.i18n import _, format_date
from desktop.ui.reports.closing import ReopenDialog
from desktop.ui.sessions.late_dialog import LateSlip, LateSlipDialog, Way, naming_month
from desktop.ui.sessions.lines import Register, SheetLine
from desktop.ui.shell.context import ShellContext
from desktop.ui.widgets.banner import Tone
from desktop.wording import period_name, period_title, problem_text


class LateOffer(QObject):
    """``recorded`` carries the key of the line that became a late slip."""

    recorded = Signal(str)

    def __init__(self, *, context: ShellContext, desk: Desk, parent: QWidget) -> None:
        super().__init__(parent)
        self._context, self._desk, self._page = context, desk, parent

    def offer(self, line: SheetLine, register: Register) -> None:
        """Let the slip be completed, ask for the way, and go it."""
        typed, gone = line, False
        while not gone:
            slip = LateSlipDialog.ask(
                self._page, line=typed, register=register, theme=self._context.theme
            )
            if slip is None:
                return
            # Who leaves the question about the closed month finds the slip as it was typed.
            typed = replace(line, texts=slip.texts or line.texts, refused=())
            gone = self._go(slip, typed, register)

    def _go(self, slip: LateSlip, line: SheetLine, register: Register) -> bool:
        """Go the way chosen; whether it was gone."""
        draft = replace(slip.draft, reported_in=None)
        if slip.way is Way.NEXT_REPORT:
            self._into_next(draft, line, register)
            return True
        return self._into_closed(draft, line, register)

    def _into_next(self, draft: SessionDraft, line: SheetLine, register: Register) -> None:
        month = naming_month(register, draft)
        said = _("The session of {day} is among what the report of {month} adds.").format(
            day=format_date(draft.held_on) if draft.held_on else "",
            month=period_name(month.id) if month else "",
        )
        task = partial(record_late, self._desk, draft, line_id=line.key)
        self._context.write(task, partial(self._done, line, register, said))

    def _into_closed(self, draft: SessionDraft, line: SheetLine, register: Register) -> bool:
        spans = register.closed_around(draft.held_on)
        wish = ReopenDialog.ask(self._page, path=path_of(spans[0])) if spans else None
        if wish is None:
            return False
        said = _("{month} is open again, and the session of {day} is in its sheet.").format(
            month=period_title(parse_period(spans[0].period)),
            day=format_date(draft.held_on) if draft.held_on else "",
        )
        task = partial(
            record_after_opening,
            self._desk,
            draft,
            reason=wish.reason,
            correct=wish.correct,
            line_id=line.key,
        )
        self._context.write(task, partial(self._done, line, register, said))
        return True

    def _done(self, line: SheetLine, register: Register, said: str, outcome: Outcome[str]) -> None:
        if not outcome.done:
            words = "\n".join(problem_text(one) for one in outcome.problems)
            self._context.say(Tone.WARN, words)
            self.offer(line, register)
            return
        self.recorded.emit(line.key)
        self._context.say(Tone.INFO, said)


def path_of(span: ClosedSpan) -> MonthPath:
    """What the question before opening needs to know of a closed period."""
    return MonthPath(
        period=parse_period(span.period),
        state=PeriodState.CLOSED,
        closed_at=span.closed_at,
        closed_by=span.closed_by,
        correction=span.next_correction - 1,
        issued=span.issued,
    )
