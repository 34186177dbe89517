"""A room with a list and a form beside it: what is typed is saved when it is left."""

from abc import abstractmethod
from collections.abc import Sequence
from functools import partial
from typing import Any, Generic, Protocol, TypeVar

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QWidget

from desktop.actions.desk import Outcome
from desktop.domain.problems import Problem
from desktop.i18n import _
from desktop.ui.shell.context import ShellContext
from desktop.ui.shell.room import Room
from desktop.ui.widgets.banner import Tone
from desktop.ui.widgets.dialogs import may_drop_draft
from desktop.ui.widgets.list_table import ListTable
from desktop.ui.widgets.side_form import SideForm
from desktop.wording import problem_text


class _Draft(Protocol):
    """What is typed of a record; a new one has no id."""

    @property
    def id(self) -> str | None:
        """The id of the record."""


class _Stored(Protocol):
    """A record of the list."""

    @property
    def id(self) -> str:
        """The id of the record."""


D = TypeVar("D", bound=_Draft)
S = TypeVar("S", bound=_Stored)


class ListPage(QWidget):
    """A list with its form beside it."""

    form: SideForm
    table: ListTable[Any]

    def show_form(self, *, shown: bool) -> None:
        """Open or close the form."""
        self.form.setVisible(shown)


class ListRoom(Room, Generic[D, S]):
    """The life of a record in the form; a room derives from it and says what is stored."""

    page: ListPage
    form: SideForm

    def __init__(self, context: ShellContext) -> None:
        self._context = context
        self._storing: D | None = None
        """A new record that is being written: until it has its id, it is not written twice."""
        self._once_more = False
        self._choose = ""
        self._filling = False

    @property
    @abstractmethod
    def record_id(self) -> str | None:
        """The id of the record in the form; none for a new one."""

    @abstractmethod
    def records(self) -> Sequence[S]:
        """What is stored, as it was read."""

    @abstractmethod
    def record_of(self, line: object) -> S | None:
        """The record of a line of the list; none for anything else."""

    @abstractmethod
    def typed(self) -> D:
        """What stands in the form."""

    @abstractmethod
    def check(self, draft: D) -> Sequence[Problem]:
        """What is wrong with a draft before it is written."""

    @abstractmethod
    def record(self, draft: D) -> Outcome[str]:
        """Write a draft; runs on the worker."""

    @abstractmethod
    def delete(self, record_id: str) -> Outcome[str]:
        """Delete a record; runs on the worker."""

    @abstractmethod
    def show_record(self, record: S) -> None:
        """Open a stored record in the form."""

    @abstractmethod
    def put_back(self, draft: D) -> None:
        """Show a draft that could not be stored, as not saved."""

    @abstractmethod
    def adopt(self, record_id: str) -> None:
        """The new record in the form is stored under this id."""

    def widget(self) -> QWidget:
        """The list and the form."""
        return self.page

    def may_leave(self) -> bool:
        """Save what was typed; what cannot be saved is asked about."""
        return self.form.isHidden() or self.settle() or self._may_drop(wrong=True)

    def settle(self) -> bool:
        """Save what was typed, wherever it stands; False when it cannot be."""
        return self.save()

    def begun(self) -> bool:
        """Whether something was typed that is not saved."""
        return self.form.dirty

    def forget(self) -> None:
        """What was typed of a new record is dropped."""
        self.form.keep()

    def save(self) -> bool:
        """Store what was typed; False when a field is wrong, which is said below it."""
        if not self.form.dirty:
            return True
        if self._storing is not None and self.record_id is None:
            self._once_more = True
            return False
        draft = self.typed()
        problems, words = self.check(draft), self.form.wrong()
        if words or any(problem.stops for problem in problems):
            stops = {one.field: problem_text(one) for one in problems if one.stops}
            self.form.say({**stops, **words})
            return False
        self.form.keep()
        self._storing = draft if draft.id is None else None
        self._context.write(
            partial(self.record, draft),
            partial(self._saved, draft),
            partial(self._not_written, draft),
        )
        return True

    def drop(self, record_id: str | None) -> None:
        """Delete a record, where nothing names it; undo brings it back."""
        if record_id is None:
            return
        if self.record_id == record_id:
            self.form.keep()
        self._context.write(partial(self.delete, record_id), self._dropped)

    def connect_list(self) -> None:
        """The form follows the list, and its buttons are answered."""
        table, form = self.page.table, self.form
        table.opened.connect(self._open_line)
        table.clicked.connect(lambda index: self._open_line(table.value_at(index)))
        table.dropped.connect(self._drop_line)
        table.current_changed.connect(self._moved)
        form.save_wanted.connect(self.save)
        form.drop_wanted.connect(lambda: self.drop(self.record_id))
        form.closed.connect(self._close_form)
        form.escaped.connect(self._escape)

    def fill_list(self, lines: tuple[object, ...]) -> None:
        """Show other lines; the form does not follow a list that is filled anew."""
        self._filling = True
        self.page.table.show_rows(lines)
        self._filling = False

    def show_anew(self) -> None:
        """The list was read anew: the form shows what is stored, unless something is typed."""
        if not self.form.isHidden() and self.record_id is not None and not self.form.dirty:
            shown = self.find(self.record_id)
            if shown is None:
                self.page.show_form(shown=False)
            else:
                self.show_record(shown)
        self._choose_stored()

    def find(self, record_id: str) -> S | None:
        """A stored record by its id."""
        return next((one for one in self.records() if one.id == record_id), None)

    def edit(self, record: S) -> None:
        """Open a record to be changed."""
        self.show_record(record)
        self.form.to_top()
        self.form.setFocus(Qt.FocusReason.OtherFocusReason)

    def tell_refusal(self, outcome: Outcome[tuple[str, ...]] | Outcome[str]) -> None:
        """Say above the content why something was not done."""
        if not outcome.done:
            words = dict.fromkeys(problem_text(problem) for problem in outcome.problems)
            self._context.say(Tone.WARN, " ".join(words))

    def _drop_line(self, line: object) -> None:
        record = self.record_of(line)
        if record is not None:
            self.drop(record.id)

    def _open_line(self, line: object) -> None:
        record = self.record_of(line)
        if record is None or (not self.form.isHidden() and self.record_id == record.id):
            return
        if self.may_leave():
            self.edit(record)
        else:
            self._back_to_form()

    def _moved(self, line: object) -> None:
        """The form follows the list while it is open, but never a list that is filled anew."""
        record = self.record_of(line)
        if self._filling or self.form.isHidden() or record is None or record.id == self.record_id:
            return
        if self.settle():
            self.show_record(record)
        else:
            self._back_to_form()

    def _back_to_form(self) -> None:
        if self.record_id is not None:
            self.page.table.go_to(self.record_id)

    def _close_form(self) -> None:
        if self.may_leave():
            self._put_form_away()

    def _escape(self) -> None:
        """Esc never saves: a stored record is shown as it is, a new draft is asked about."""
        if not self.begun():
            self._put_form_away()
        elif self.record_id is not None:
            self._forget_typed()
            self._context.note(_("Shown again as it was saved."))
        elif self._may_drop(wrong=False):
            self._put_form_away()

    def _put_form_away(self) -> None:
        self.page.show_form(shown=False)
        self.page.table.setFocus(Qt.FocusReason.OtherFocusReason)

    def _may_drop(self, *, wrong: bool) -> bool:
        if not may_drop_draft(self.page, wrong=wrong):
            return False
        self._forget_typed()
        return True

    def _forget_typed(self) -> None:
        self._storing, self._once_more = None, False
        stored = self.find(self.record_id or "")
        if stored is not None:
            self.show_record(stored)
        else:
            self.forget()
            self.page.show_form(shown=False)

    def _not_written(self, draft: D, error: Exception) -> None:
        """The disk failed: what was typed stands in the form, not saved."""
        self._storing = None
        self.put_back(draft)
        self.page.show_form(shown=True)
        self._context.failed(error)

    def _saved(self, draft: D, outcome: Outcome[str]) -> None:
        new, self._storing = self._storing is draft, None
        if not outcome.done:
            self.put_back(draft)
            self.page.show_form(shown=True)
            self.form.say_problems(outcome.problems)
            return
        if new and outcome.value is not None:
            self._adopt(outcome.value)
        if outcome.problems and self.record_id == outcome.value:
            self.form.say_problems(outcome.problems)

    def _adopt(self, record_id: str) -> None:
        """The new record has its id; its line is chosen as soon as the list holds it."""
        self.adopt(record_id)
        self._choose = record_id
        self._choose_stored()
        if self._once_more:
            self._once_more = False
            self.save()

    def _choose_stored(self) -> None:
        stored = self.find(self._choose)
        if stored is not None and self.record_id == stored.id:
            self._choose = ""
            self.page.table.go_to(stored.id)
            if not self.form.dirty:
                self.show_record(stored)

    def _dropped(self, outcome: Outcome[str]) -> None:
        if outcome.done:
            if self.record_id == outcome.value:
                self.page.show_form(shown=False)
            self._context.note(_("Deleted. Ctrl+Z brings it back."))
        else:
            self.tell_refusal(outcome)
