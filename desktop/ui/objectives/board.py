"""What the tab "Mục tiêu" does: reads the board, opens objectives, stores what is entered."""

from collections.abc import Callable
from datetime import date
from decimal import Decimal
from functools import partial

from desktop.actions import plan_settings as acts
from desktop.actions.desk import ChangeKind, Desk, Outcome
from desktop.domain.periods import Period
from desktop.domain.plan_facts import AnswerState
from desktop.domain.plan_input import AnswerDraft, PlanInput, StatusDraft, check_input
from desktop.domain.problems import stopping
from desktop.i18n import _
from desktop.ui.objectives.allocated_dialog import edit_table
from desktop.ui.objectives.board_tab import BoardPage
from desktop.ui.objectives.inputs import DatedPart, status_of
from desktop.ui.objectives.lines import BoardRead, read_board
from desktop.ui.objectives.own_objective import add_own, counts_of, drop_own, edit_own
from desktop.ui.objectives.pasting import problem_lines
from desktop.ui.objectives.plan_choosing import PlanChoosing, tell_outcome
from desktop.ui.shell.context import ShellContext
from desktop.ui.widgets.banner import Tone
from desktop.ui.widgets.dialogs import may_drop_draft
from desktop.wording import period_title, problem_text

SHOWS = frozenset(
    {
        ChangeKind.COUNTS,
        ChangeKind.PLAN,
        ChangeKind.AREAS,
        ChangeKind.SESSIONS,
        ChangeKind.MODELS,
        ChangeKind.GROUPS,
        ChangeKind.PERIODS,
        ChangeKind.PROFILE,
    }
)
Taken = Callable[[BoardRead], None]
Say = Callable[[str], None]
Told = Callable[[Outcome[str]], None]


class Board:
    """The tab behind its page; ``taken`` is told of every board that was read."""

    def __init__(self, context: ShellContext, *, desk: Desk, taken: Taken) -> None:
        self._context, self._desk, self._taken = context, desk, taken
        self.read: BoardRead | None = None
        self._wanted = ""
        self._printing: object = None
        """What prints lives until the last page is out."""
        self.page = BoardPage(
            theme=context.theme,
            period=context.month,
            on_plan=self.choose_plan,
            on_add=self.add_own,
            on_print=self.print_sheet,
            on_table=self.edit_first_table,
        )
        self._connect()

    def show_month(self, month: Period) -> None:
        """Read the board of a month."""
        self.page.detail.set_period(month)
        self._context.ask(partial(read_board, self._desk, month), self._take)

    def open(self, objective_id: str) -> None:
        """Open an objective, now or as soon as the board is read."""
        self._wanted = objective_id
        self._serve()

    def flush(self) -> bool:
        """Save what stands in the fields of the open objective; False when a line cannot be."""
        detail = self.page.detail
        if not self.page.opened:
            return True
        detail.numbers.flush()
        return detail.answers.flush() and detail.statuses.flush()

    def may_leave(self) -> bool:
        """What stands in the fields is saved; what cannot be is asked about."""
        if self.flush():
            return True
        if not may_drop_draft(self.page, wrong=True):
            return False
        self.page.detail.answers.clear()
        self.page.detail.statuses.clear()
        return True

    def choose_plan(self) -> None:
        """Ask which plan is followed."""
        PlanChoosing(self._context, desk=self._desk, parent=self.page).begin(self._plan())

    def add_own(self) -> None:
        """Ask for an objective of the committee's own."""
        if self.read is not None and self.read.pack is not None:
            add_own(
                self._context,
                desk=self._desk,
                plan_id=self.read.plan_id,
                pack=self.read.pack,
                parent=self.page,
            )

    def edit_first_table(self) -> None:
        """Open the plan's table of allocated targets, where the own row is chosen."""
        if self.read is not None and self.read.pack is not None and self.read.pack.tables:
            self._edit_table(self.read.pack.tables[0].id)

    def print_sheet(self) -> None:
        """Show the charts and tables of the objectives as pages, to print or to save."""
        # Typesetting is loaded by the first print, not by the first look at the room.
        from desktop.actions.objective_sheet import objective_sheet_pdf
        from desktop.ui.reports.sheet_printing import SheetPrinting

        if self.read is not None and self.read.pack is not None:
            month = self.read.board.month
            self._printing = SheetPrinting(
                self._context,
                partial(objective_sheet_pdf, self._desk, month),
                title=_("Objectives of {month}").format(month=period_title(month)),
                file_name=f"Muc-tieu-{month.id}.pdf",
                parent=self.page,
            )
            self._printing.begin()

    def _connect(self) -> None:
        page, detail = self.page, self.page.detail
        page.view.opened.connect(self.open)
        page.view.moved.connect(self._moved)
        detail.closed.connect(self._close)
        detail.reading_wanted.connect(self.open)
        detail.table_wanted.connect(self._edit_table)
        detail.edit_wanted.connect(self._edit_own)
        detail.drop_wanted.connect(self._drop_own)
        detail.answers.wanted.connect(self._answer)
        detail.answers.withdrawn.connect(self._withdraw_answer)
        detail.statuses.wanted.connect(self._record_status)
        detail.statuses.withdrawn.connect(self._withdraw_status)
        detail.numbers.target_wanted.connect(self._set_target)
        detail.numbers.baseline_wanted.connect(self._set_baseline)

    def _take(self, read: BoardRead) -> None:
        self.read = read
        self.page.show_read(read)
        self._taken(read)
        self._serve()

    def _serve(self) -> None:
        if self.read is None or not self._wanted:
            return
        wanted, self._wanted = self._wanted, ""
        if wanted != self.page.opened and not self.flush():
            self.page.view.go_to(self.page.opened)
            return
        self.page.open_detail(self.read, wanted)

    def _moved(self, objective_id: str) -> None:
        """The detail follows the list while it is open."""
        if self.page.opened and self.page.opened != objective_id:
            self.open(objective_id)

    def _close(self) -> None:
        if self.may_leave():
            self.page.close_detail()

    def _edit_table(self, table_id: str) -> None:
        if self.read is not None:
            edit_table(
                self._context,
                desk=self._desk,
                plan_id=self.read.plan_id,
                table_id=table_id,
                parent=self.page,
            )

    def _edit_own(self, objective_id: str) -> None:
        """Change the wording or the sum of an own objective."""
        read = self.read
        if read is not None and read.pack is not None and objective_id in read.own:
            edit_own(
                self._context,
                desk=self._desk,
                pack=read.pack,
                addition=read.own[objective_id],
                parent=self.page,
            )

    def _drop_own(self, objective_id: str) -> None:
        """Take an own objective out of the plan, with the counts that only it asked for."""
        read = self.read
        if read is None or objective_id not in read.own:
            return
        counts = [read.own[one].id for one in counts_of(objective_id) if one in read.own]
        told = partial(tell_outcome, self._context, saved=_("Deleted. Ctrl+Z brings it back."))
        own = read.own[objective_id].id
        self._context.write(partial(drop_own, self._desk, read.plan_id, own, counts), told)

    def _plan(self) -> str:
        return self.read.plan_id if self.read is not None else ""

    def _answer(self, state: AnswerState, on: date | None, decision: str) -> None:
        plan, objective, part = self._plan(), self.page.opened, self.page.detail.answers
        draft = AnswerDraft(objective, state, on, decision)
        if not self._refused(PlanInput(answers=(draft,)), part):
            self._context.write(
                lambda: acts.answer(self._desk, plan, objective, state, on, decision),
                self._sayer(part.say, part.clear),
            )

    def _withdraw_answer(self, answer_id: str) -> None:
        plan = self._plan()
        self._context.write(
            lambda: acts.withdraw_answer(self._desk, plan, answer_id),
            self._sayer(self.page.detail.answers.say),
        )

    def _record_status(self, holds: int, on: date, decision: str) -> None:
        line = self.read.line(self.page.opened) if self.read is not None else None
        if line is None:
            return
        plan, status, kept = self._plan(), status_of(line.objective), bool(holds)
        draft, part = StatusDraft(status, on, kept, decision), self.page.detail.statuses
        if not self._refused(PlanInput(statuses=(draft,)), part):
            self._context.write(
                lambda: acts.record_status(
                    self._desk, plan, status, on, holds=kept, decision=decision
                ),
                self._sayer(part.say, part.clear),
            )

    def _withdraw_status(self, event_id: str) -> None:
        self._context.write(
            lambda: acts.withdraw_status(self._desk, event_id),
            self._sayer(self.page.detail.statuses.say),
        )

    def _set_target(self, target: Decimal | None) -> None:
        plan, objective = self._plan(), self.page.detail.objective_id
        self._context.write(
            lambda: acts.set_targets(self._desk, plan, {objective: target}),
            self._sayer(self.page.detail.numbers.say),
        )

    def _set_baseline(self, name: str, value: int | None) -> None:
        plan = self._plan()
        self._context.write(
            lambda: acts.set_baselines(self._desk, plan, {name: value}),
            self._sayer(lambda words: self.page.detail.numbers.say(words, name)),
        )

    def _refused(self, given: PlanInput, part: DatedPart) -> bool:
        """Whether an entry cannot be stored; the reason is said beside it at once."""
        read = self.read
        if read is None or read.pack is None:
            return True
        problems = check_input(given, read.pack, today=read.today)
        if stopping(problems):
            part.say(" ".join(problem_text(problem) for problem in problems))
            return True
        return False

    def _sayer(self, say: Say, done: Callable[[], None] | None = None) -> Told:
        """What to do with an outcome: its field belongs to the objective that is open now."""
        return partial(self._said, self.page.opened, say, done)

    def _said(
        self, objective: str, say: Say, done: Callable[[], None] | None, outcome: Outcome[str]
    ) -> None:
        """Say what is wrong, or to be looked at, beside its field while that is still in sight."""
        words, here = problem_lines(outcome.problems), objective == self.page.opened
        if outcome.done:
            self._context.note(_("Saved."))
        if outcome.done and here and done is not None:
            done()
        if here:
            say(words)
        elif words:
            self._context.say(Tone.WARN, words)
