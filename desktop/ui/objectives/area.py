"""What the tab "Địa bàn" does: reads the area, stores assessments, statuses, people, milestones."""

from collections.abc import Callable
from datetime import date
from functools import partial

from PySide6.QtCore import Qt

from desktop.actions import areas as acts
from desktop.actions.areas import AreaMilestone, area_rules
from desktop.actions.desk import ChangeKind, Desk, Outcome
from desktop.actions.plan_settings import record_status, withdraw_status
from desktop.domain.areas import AssessmentDraft, check_assessment
from desktop.domain.periods import Period
from desktop.domain.plan_entries import DRUG_FREE
from desktop.domain.problems import Problem
from desktop.ui.objectives.area_lines import AreaRead, draft_of, new_draft, read_area
from desktop.ui.objectives.area_tab import AreaPage
from desktop.ui.objectives.editing import Editing, words_of
from desktop.ui.shell.context import ShellContext
from desktop.ui.widgets.dialogs import may_drop_draft

SHOWS = frozenset({ChangeKind.AREAS, ChangeKind.PLAN})
Say = Callable[[str], None]


class Area(Editing[AssessmentDraft]):
    """The tab behind its page."""

    def __init__(self, context: ShellContext, *, desk: Desk) -> None:
        self._desk = desk
        self.read: AreaRead | None = None
        self.page = AreaPage(
            theme=context.theme, period=context.month, rules=area_rules(), on_new=self.new
        )
        super().__init__(context, self.page.form, self.page)
        self._connect()

    def show_month(self, month: Period) -> None:
        """Read the area of a month."""
        self._context.ask(partial(read_area, self._desk, month), self._take)

    def new(self) -> None:
        """Begin a new assessment."""
        if self.read is not None and self.begin(new_draft(self.read)):
            self.page.form.on.setFocus(Qt.FocusReason.OtherFocusReason)

    def open(self, assessment_id: str) -> None:
        """Open a stored assessment."""
        found = self.read.assessment(assessment_id) if self.read is not None else None
        if found is not None:
            self.begin(draft_of(found))

    def may_leave(self) -> bool:
        """Save what was typed in the form and in the lines; the rest is asked about."""
        if not super().may_leave():
            return False
        page = self.page
        parts = (page.statuses, page.population, page.milestones)
        flushed = [part.flush() for part in parts]
        if all(flushed):
            return True
        if not may_drop_draft(page, wrong=True):
            return False
        for part in parts:
            part.clear()
        return True

    def typed(self) -> AssessmentDraft:
        """What stands in the form."""
        return self.page.form.draft

    def stored(self) -> AssessmentDraft | None:
        """The assessment in the form as it is stored."""
        assessment_id = self.page.form.assessment_id
        if self.read is None or assessment_id is None:
            return None
        found = self.read.assessment(assessment_id)
        return draft_of(found) if found is not None else None

    def check(self, draft: AssessmentDraft) -> tuple[Problem, ...]:
        """What is wrong by the rule that the form follows."""
        today = self.read.today if self.read is not None else date.max
        return check_assessment(draft, self.page.form.rule, today)

    def record(self, draft: AssessmentDraft) -> Outcome[str]:
        """Store an assessment."""
        return acts.record_assessment(self._desk, draft)

    def fill(self, draft: AssessmentDraft, *, fresh: bool) -> None:
        """Show an assessment."""
        self.page.form.show_draft(draft, fresh=fresh)

    def show_form(self, *, shown: bool) -> None:
        """Open or close the form."""
        self.page.show_form(shown=shown)

    def adopt(self, record_id: str) -> None:
        """A new assessment was stored."""
        self.page.form.adopt(record_id)

    def _connect(self) -> None:
        page = self.page
        page.edit_wanted.connect(self.open)
        page.form.drop_wanted.connect(self._drop)
        page.statuses.wanted.connect(self._record_status)
        page.statuses.withdrawn.connect(self._withdraw_status)
        page.population.wanted.connect(self._set_population)
        page.population.withdrawn.connect(self._remove_population)
        page.milestones.wanted.connect(self._set_milestone)
        page.milestones.withdrawn.connect(self._remove_milestone)

    def _take(self, read: AreaRead) -> None:
        self.read = read
        self.page.show_read(read)
        form = self.page.form
        gone = form.assessment_id is not None and read.assessment(form.assessment_id) is None
        if self.shown and gone and not form.dirty:
            self.put_away()
        self.refresh()

    def _drop(self) -> None:
        assessment_id = self.page.form.assessment_id
        if assessment_id is None:
            return
        self.put_away()
        self._context.write(lambda: acts.remove_assessment(self._desk, assessment_id), self.dropped)

    def _record_status(self, holds: int, on: date, decision: str) -> None:
        plan, part, kept = self._plan(), self.page.statuses, bool(holds)
        self._context.write(
            lambda: record_status(self._desk, plan, DRUG_FREE, on, holds=kept, decision=decision),
            lambda outcome: _said(outcome, part.say, part.clear),
        )

    def _withdraw_status(self, event_id: str) -> None:
        self._context.write(
            lambda: withdraw_status(self._desk, event_id),
            lambda outcome: _said(outcome, self.page.statuses.say),
        )

    def _set_population(self, year: int, people: int, counted_on: date | None) -> None:
        part = self.page.population
        self._context.write(
            lambda: acts.set_population(self._desk, year, people, counted_on),
            lambda outcome: _said(outcome, part.say, part.clear),
        )

    def _remove_population(self, year: int) -> None:
        self._context.write(
            lambda: acts.remove_population(self._desk, year),
            lambda outcome: _said(outcome, self.page.population.say),
        )

    def _set_milestone(self, milestone: AreaMilestone) -> None:
        part = self.page.milestones
        self._context.write(
            lambda: acts.set_milestone(self._desk, milestone),
            lambda outcome: _said(outcome, part.say, part.clear),
        )

    def _remove_milestone(self, milestone_id: str) -> None:
        self._context.write(lambda: acts.remove_milestone(self._desk, milestone_id), self.dropped)

    def _plan(self) -> str:
        return self.read.plan_id if self.read is not None else ""


def _said(
    outcome: Outcome[str] | Outcome[int], say: Say, done: Callable[[], None] | None = None
) -> None:
    """Say what is wrong beside the line; a line that was stored is free for the next one."""
    if outcome.done and done is not None:
        done()
    say(words_of(outcome))
