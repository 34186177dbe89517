"""One record edited beside a list: saved when it is left, asked about where that cannot be."""

from abc import ABC, abstractmethod
from dataclasses import replace
from functools import partial
from typing import Generic, TypeVar

from PySide6.QtWidgets import QWidget

from desktop.actions.desk import Outcome
from desktop.domain.problems import Problem
from desktop.i18n import _
from desktop.ui.shell.context import ShellContext
from desktop.ui.widgets.banner import Tone
from desktop.ui.widgets.dialogs import may_drop_draft
from desktop.ui.widgets.side_form import SideForm
from desktop.wording import problem_text

D = TypeVar("D")


class Editing(ABC, Generic[D]):
    """The life of a draft in a side form; a list derives from it and says what is stored."""

    def __init__(self, context: ShellContext, form: SideForm, page: QWidget) -> None:
        self._context, self._form, self._page = context, form, page
        self._storing: D | None = None
        """What is being written: it is not written twice."""
        self._edition = 0
        """Counts the records shown, so that an answer that comes late finds its own."""
        self._warned: tuple[Problem, ...] = ()
        """What is to be looked at in the record that stands in the form as it is stored."""
        form.save_wanted.connect(self.save)
        form.closed.connect(self._close)
        form.escaped.connect(self._escape)

    @abstractmethod
    def typed(self) -> D:
        """What stands in the form."""

    @abstractmethod
    def stored(self) -> D | None:
        """What is stored of the record in the form; none for a new one."""

    @abstractmethod
    def check(self, draft: D) -> tuple[Problem, ...]:
        """What is wrong with a draft before it is written."""

    @abstractmethod
    def record(self, draft: D) -> Outcome[str]:
        """Write a draft; runs on the worker."""

    @abstractmethod
    def fill(self, draft: D, *, fresh: bool) -> None:
        """Show a draft in the form, as saved when ``fresh``."""

    @abstractmethod
    def show_form(self, *, shown: bool) -> None:
        """Open or close the form."""

    def adopt(self, record_id: str) -> None:
        """The record in the form is stored under this id."""

    @property
    def shown(self) -> bool:
        """Whether the form is open."""
        return not self._form.isHidden()

    def save(self) -> bool:
        """Store what was typed; False when a field is wrong, which is said below it."""
        form = self._form
        if not form.dirty:
            return True
        draft = self.typed()
        if self._storing is not None:
            return draft == self._storing
        problems, words = self.check(draft), form.wrong()
        if words or any(problem.stops for problem in problems):
            stops = {place(one): problem_text(one) for one in problems if one.stops}
            form.say({**stops, **words})
            return False
        self._storing = draft
        self._context.write(
            partial(self.record, draft),
            partial(self._saved, draft, self._edition),
            partial(self._failed, draft, self._edition),
        )
        return True

    def may_leave(self) -> bool:
        """Save what was typed; what cannot be saved is asked about."""
        if not self.shown or self.save():
            return True
        if not may_drop_draft(self._page, wrong=True):
            return False
        self.put_away()
        return True

    def begin(self, draft: D) -> bool:
        """Show another draft after what was typed is settled; False when that was refused."""
        if not self.may_leave():
            return False
        self._edition += 1
        self._warned = ()
        self.fill(draft, fresh=True)
        self.show_form(shown=True)
        self._form.to_top()
        return True

    def refresh(self) -> None:
        """The list was read anew: show what is stored unless something is being typed."""
        if not self.shown or self._form.dirty:
            return
        found = self.stored()
        if found is not None:
            self.fill(found, fresh=True)
            self._form.say_problems(self._warned)

    def put_away(self) -> None:
        """Close the form and forget what stands in it."""
        self._edition += 1
        self._warned = ()
        self._form.keep()
        self.show_form(shown=False)

    def dropped(self, outcome: Outcome[str]) -> None:
        """Tell that a record was deleted, or why not."""
        if outcome.done:
            self._context.note(_("Deleted. Ctrl+Z brings it back."))
        else:
            self._context.say(Tone.WARN, words_of(outcome))

    def _saved(self, draft: D, edition: int, outcome: Outcome[str]) -> None:
        self._storing = None
        if not outcome.done:
            self._put_back(draft, edition)
        elif edition != self._edition:
            if outcome.problems:
                self._context.say(Tone.WARN, words_of(outcome))
            return
        else:
            same = self.typed() == draft
            if outcome.value is not None:
                self.adopt(outcome.value)
            if same:
                self._form.keep()
        self._warned = tuple(placed(one) for one in outcome.problems)
        self._form.say_problems(self._warned)

    def _failed(self, draft: D, edition: int, error: Exception) -> None:
        """The disk failed: what was typed stands in the form, not saved."""
        self._storing = None
        self._put_back(draft, edition)
        self._context.failed(error)

    def _put_back(self, draft: D, edition: int) -> None:
        """What could not be stored stands in the form again."""
        if edition != self._edition:
            self._edition = edition
            self.fill(draft, fresh=False)
        self.show_form(shown=True)

    def _close(self) -> None:
        if self.may_leave():
            self.put_away()

    def _escape(self) -> None:
        """Esc never saves: a stored record is shown as it is, a new draft is asked about."""
        found = self.stored()
        if self._form.dirty and found is not None:
            self.fill(found, fresh=True)
            self._context.note(_("Shown again as it was saved."))
        elif not self._form.dirty or may_drop_draft(self._page, wrong=False):
            self.put_away()


def words_of(outcome: Outcome[str] | Outcome[int]) -> str:
    """What is wrong, in sentences."""
    return " ".join(problem_text(problem) for problem in outcome.problems)


def place(problem: Problem) -> str:
    """The field of a problem whose place is a key path of a whole plan ("tasks.1.due")."""
    tail = problem.field.rpartition(".")[2]
    return tail if problem.field.startswith("tasks.") else problem.field


def placed(problem: Problem) -> Problem:
    """The problem at the form's own field."""
    return replace(problem, field=place(problem))
