"""The room "Tình hình": the counts of a month, written cell by cell as they are left."""

from collections.abc import Mapping
from functools import partial

from PySide6.QtCore import Qt
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QApplication, QLineEdit, QWidget

from desktop.actions import counts as acts
from desktop.actions.desk import ChangeKind, Desk, Outcome
from desktop.actions.periods import period_named
from desktop.actions.plan_choice import PlanOutcome, choose_plan
from desktop.actions.plans import DEFAULT_PLAN
from desktop.domain.periods import Period
from desktop.domain.problems import Problem
from desktop.i18n import _, ngettext
from desktop.ui.counts.cells import read_cell
from desktop.ui.counts.month import MonthCounts, read_month
from desktop.ui.counts.page import CountsActs, CountsPage
from desktop.ui.counts.paste import PastedFigure, figures_of_block
from desktop.ui.counts.paste_dialog import PasteDialog
from desktop.ui.counts.sheet_model import Entries
from desktop.ui.sessions.paste import read_block
from desktop.ui.shell.context import ShellContext
from desktop.ui.shell.room import Room
from desktop.ui.widgets.banner import Tone
from desktop.ui.widgets.dialogs import may_drop_draft
from desktop.wording import problem_text

_SHOWS = frozenset({ChangeKind.COUNTS, ChangeKind.PLAN, ChangeKind.PERIODS, ChangeKind.PROFILE})


class CountsRoom(Room):
    """Shows the counts of the month of the window and writes what is typed."""

    def __init__(self, context: ShellContext, *, desk: Desk) -> None:
        self._context, self._desk = context, desk
        self.page = CountsPage(
            theme=context.theme,
            month=context.month,
            acts=CountsActs(
                last=self.as_last_month,
                nil=self.rest_nil,
                openings=self.open_openings,
                paste=self.paste,
                reopen=self._go_to_closing,
                follow=self.follow_plan,
            ),
        )
        self._target: dict[str, str] = {}
        self._fresh = True
        self._connect()

    @property
    def month(self) -> Period:
        """The month on the sheet."""
        return self.page.model.counts.month

    def widget(self) -> QWidget:
        """The page."""
        return self.page

    def on_shown(self, month: Period) -> None:
        """Write what is being typed, then read the month."""
        self._end_editing()
        self._fresh = True
        self._read(month)

    def on_changes(self, kinds: frozenset[str]) -> None:
        """Read anew what was changed here, elsewhere or by undo."""
        if kinds & _SHOWS:
            self._read(self._context.month)

    def on_target(self, target: object) -> None:
        """Go to a figure by its category, or by the objective that reads it; by its month."""
        if not isinstance(target, Mapping):
            return
        wanted = {str(key): str(value) for key, value in target.items() if value}
        month = wanted.pop("month", "")
        self._target = wanted
        if month and month != self._context.month.id:
            self._context.ask(
                partial(period_named, self._desk, month),
                self._context.set_month,
            )
        elif not self._fresh:
            self._reach()

    def help_text(self) -> str:
        """What F1 says."""
        return _(
            "Type the number and press Enter: it is saved when you leave the cell. Blank means not "
            "entered yet; when nothing arose, press K. = takes last month's figure of what stands, "
            "X says that the figure does not apply here, Delete empties a cell, Ctrl+Z takes back. "
            "Ctrl+V pastes a column copied from Excel, Ctrl+F finds a figure. An amber mark says "
            "that a figure does not follow from last month's; it keeps nothing from being saved."
        )

    def may_leave(self) -> bool:
        """Write what is being typed; opening totals that cannot be saved are asked about."""
        self._end_editing()
        return self._form_done()

    # -- reading ---------------------------------------------------------------------------------

    def _read(self, month: Period) -> None:
        self._context.ask(partial(read_month, self._desk, month), self._take)

    def _take(self, counts: MonthCounts) -> None:
        if counts.month != self._context.month:
            return
        fresh, self._fresh = self._fresh, False
        self.page.show_counts(counts)
        if fresh and not self._target:
            self.page.foot.say(locked=counts.locked)
            self.page.view.go_to_first_blank()
            self._take_focus()
        if self._target:
            self._reach()

    def _reach(self) -> None:
        target, self._target = self._target, {}
        model = self.page.model
        reached = model.counts.objectives.get(target.get("objective", ""), "")
        row = model.row_of(target.get("category", reached))
        self.page.head.search.clear()
        self.page.view.search("")
        if row >= 0:
            self.page.view.go_to(row)
        else:
            self.page.view.go_to_first_blank()
        self.page.view.setFocus(Qt.FocusReason.OtherFocusReason)

    def _take_focus(self) -> None:
        """Typing goes to the sheet, unless the officer is typing elsewhere."""
        now = QApplication.focusWidget()
        typing = isinstance(now, QLineEdit) and bool(now.text())
        if self.page.isVisible() and not typing and self.page.form.isHidden():
            self.page.view.setFocus(Qt.FocusReason.OtherFocusReason)

    # -- writing ---------------------------------------------------------------------------------

    def _write(self, entries: Entries) -> None:
        self.page.foot.say()
        self.page.say_progress()
        self._context.write(
            partial(acts.set_counts, self._desk, self.month, entries),
            partial(self._written, entries),
            partial(self._failed, entries),
        )

    def _written(self, entries: Entries, outcome: Outcome[int]) -> None:
        self.page.model.written(entries)
        if not outcome.done:
            self._read(self._context.month)
            self._say_problems(outcome.problems)

    def _failed(self, entries: Entries, error: Exception) -> None:
        self.page.model.written(entries)
        self._read(self._context.month)
        self._context.failed(error)

    def _say_problems(self, problems: tuple[Problem, ...]) -> None:
        stray = []
        for problem in problems:
            if self.page.model.row_of(problem.field) >= 0:
                self.page.model.refuse(problem.field, problem_text(problem))
            else:
                stray.append(problem_text(problem))
        if stray:
            self._context.say(Tone.WARN, " ".join(dict.fromkeys(stray)))

    def _end_editing(self) -> None:
        """Take what is being typed; a figure that is not taken is told above the content."""
        if lost := self.page.view.end_editing():
            self._context.say(Tone.WARN, lost)

    def as_last_month(self) -> None:
        """Fill in what stands and is blank with last month's figures."""
        self._end_editing()
        self._context.write(
            partial(acts.as_last_month, self._desk, self.month), self._told_of_stocks
        )

    def rest_nil(self) -> None:
        """State that nothing arose for every figure of the month that is blank."""
        self._end_editing()
        self._context.write(partial(acts.state_rest_nil, self._desk, self.month), self._told_of_nil)

    def _told_of_stocks(self, outcome: Outcome[int]) -> None:
        said = ngettext(
            "{count} figure was filled in as last month.",
            "{count} figures were filled in as last month.",
            outcome.value or 0,
        )
        self._tell_filled(said.format(count=outcome.value), outcome)

    def _told_of_nil(self, outcome: Outcome[int]) -> None:
        said = ngettext(
            "“Nothing arose” was stated for {count} figure.",
            "“Nothing arose” was stated for {count} figures.",
            outcome.value or 0,
        ).format(count=outcome.value)
        stocks = sum(row.is_stock and row.entry is None for row in self.page.model.lines)
        left = ngettext(
            "{count} figure that stands is still blank.",
            "{count} figures that stand are still blank.",
            stocks,
        ).format(count=stocks)
        self._tell_filled(f"{said} {left}" if stocks else said, outcome)

    def _tell_filled(self, said: str, outcome: Outcome[int]) -> None:
        if not outcome.done:
            self._say_problems(outcome.problems)
            return
        self.page.foot.say(_("{what} Ctrl+Z takes it back.").format(what=said))
        self._context.note(said)
        self.page.view.setFocus(Qt.FocusReason.OtherFocusReason)

    def follow_plan(self) -> None:
        """Follow the shipped plan from this month on."""
        self._context.write(
            partial(choose_plan, self._desk, DEFAULT_PLAN, self._context.month.id), self._followed
        )

    def _followed(self, outcome: PlanOutcome[str]) -> None:
        if outcome.problems:
            self._context.say(
                Tone.WARN, _("The plan could not be chosen for this month: it may be closed.")
            )

    # -- pasting ---------------------------------------------------------------------------------

    def paste(self) -> None:
        """Paste what the clipboard holds: one figure at once, several after a check."""
        if self.page.model.locked:
            self._say_locked()
            return
        self._end_editing()
        block = read_block(QGuiApplication.clipboard().text())
        if len(block) == 1 and len(block[0]) == 1:
            self._paste_one(block[0][0])
        elif block:
            self._paste_block(block)
        else:
            self._context.say(
                Tone.INFO,
                _("Nothing to paste. Mark the rows in Excel, press Ctrl+C, then come back here."),
            )

    def _paste_one(self, text: str) -> None:
        """A text that is no figure is told below the row until the officer goes on."""
        model, row = self.page.model, self.page.model.line(self.page.view.current_row)
        if row is None:
            return
        meant = read_cell(text, row)
        if meant.problem:
            model.refuse(row.category.id, meant.problem)
        else:
            model.take({row.category.id: meant.entry})

    def _paste_block(self, block: list[list[str]]) -> None:
        view, model = self.page.view, self.page.model
        rows = view.shown_rows()
        start = rows.index(view.current_row) if view.current_row in rows else 0
        lines = [line for row in rows if (line := model.line(row)) is not None]
        pasted = figures_of_block(block, lines, start=start)
        if pasted and PasteDialog.ask(self.page, pasted, theme=self._context.theme):
            model.take(_entries(pasted))
        view.setFocus(Qt.FocusReason.OtherFocusReason)

    # -- opening totals --------------------------------------------------------------------------

    def open_openings(self) -> None:
        """Open the form beside the sheet; pressed again, close it."""
        self._end_editing()
        if self.page.form.isHidden():
            self.page.show_form(shown=True)
        else:
            self._close_form()

    def save_openings(self) -> bool:
        """Write what the form says; false when a field holds no number."""
        form = self.page.form
        if wrong := form.wrong():
            form.say(wrong)
            return False
        if form.dirty:
            self._context.write(
                partial(acts.set_openings, self._desk, form.totals()), self._openings_written
            )
            form.keep()
        return True

    def _openings_written(self, outcome: Outcome[int]) -> None:
        if outcome.done:
            self._context.note(_("The opening totals are saved."))
        else:
            self.page.form.say_problems(outcome.problems)

    def _close_form(self) -> None:
        if self.save_openings():
            self.page.show_form(shown=False)

    def _escape_form(self) -> None:
        form = self.page.form
        if not form.dirty or may_drop_draft(self.page, wrong=bool(form.wrong())):
            form.keep()
            form.show_counts(self.page.model.counts)
            self.page.show_form(shown=False)

    def _form_done(self) -> bool:
        form = self.page.form
        if form.isHidden() or not form.dirty or self.save_openings():
            return True
        return may_drop_draft(self.page, wrong=True)

    # -- locked months ---------------------------------------------------------------------------

    def _say_locked(self) -> None:
        self.page.foot.say(
            self.page.model.counts.refusal
            or _("This month is closed: nothing can be typed. The link above opens it again.")
        )

    def _go_to_closing(self) -> None:
        self._context.go_to("reports", {"month": self.month.id, "step": "close"})

    def _connect(self) -> None:
        page = self.page
        page.model.typed.connect(self._write)
        page.view.locked_typed.connect(self._say_locked)
        page.form.save_wanted.connect(self.save_openings)
        page.form.closed.connect(self._close_form)
        page.form.escaped.connect(self._escape_form)


def _entries(pasted: list[PastedFigure]) -> Entries:
    return {
        one.row.category.id: one.entry for one in pasted if one.row is not None and one.complete
    }
