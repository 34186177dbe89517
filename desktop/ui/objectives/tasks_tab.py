"""The tab "Nhiệm vụ": statements of the plan without a figure, and how far each has come."""

from dataclasses import dataclass
from functools import partial

from PySide6.QtWidgets import QHBoxLayout

from desktop.actions.desk import ChangeKind, Desk, Outcome
from desktop.actions.plans import plan_id_of_month
from desktop.actions.tasks import TaskEntry, TaskLine, set_task, tasks
from desktop.domain.periods import Period
from desktop.domain.plan_entries import DECISION_LIMIT, check_text
from desktop.domain.plans import Task, TaskState
from desktop.domain.problems import Problem
from desktop.domain.text import fold, tidy
from desktop.i18n import _, ngettext
from desktop.ui.design.theme import Theme
from desktop.ui.design.tokens import Role
from desktop.ui.memory import WindowMemory
from desktop.ui.objectives.calm_choice import CalmChoice
from desktop.ui.objectives.editing import Editing
from desktop.ui.objectives.lines_page import LinesPage
from desktop.ui.objectives.marked_rows import MarkedRows
from desktop.ui.shell.context import ShellContext
from desktop.ui.widgets.empty import EmptyState
from desktop.ui.widgets.fields import DayField, LineField, SearchField
from desktop.ui.widgets.list_table import ListTable
from desktop.ui.widgets.rows_model import Column
from desktop.ui.widgets.side_form import NoteField, SideForm
from desktop.ui.widgets.tabs import Tabs
from desktop.ui.widgets.text import Text
from desktop.wording.plan_states import task_state
from desktop.wording.plans import plan_day

SHOWS = frozenset({ChangeKind.PLAN})
_STATE = 3
_SIGNS = {
    TaskState.OPEN: ("circle", Role.SOFT),
    TaskState.UNDER_WAY: ("circle-dot", Role.ACCENT),
    TaskState.DONE: ("circle-check", Role.MET),
    TaskState.NOT_APPLICABLE: ("ban", Role.HINT),
}
_SETTLED = frozenset({TaskState.DONE, TaskState.NOT_APPLICABLE})
# A column is left out when the list is narrower than this, at 100 %: clause, body, day.
_LEAST_ROOM = {1: 900, 2: 700, 4: 420}


@dataclass(frozen=True, slots=True)
class TasksRead:
    """The tasks of the plan that a month follows."""

    plan_id: str
    lines: tuple[TaskLine, ...]

    def line(self, task_id: str) -> TaskLine | None:
        """The line of a task."""
        return next((one for one in self.lines if one.task.id == task_id), None)


def read_tasks(desk: Desk, month: Period) -> TasksRead:
    """Read the tasks; runs on the worker."""
    return TasksRead(plan_id_of_month(desk, month.id), tasks(desk, month.id))


def state_text(line: TaskLine) -> str:
    """The state in a word; what is late says so."""
    word = task_state(line.entry.state)
    word = word[:1].upper() + word[1:]
    return _("{state}, late").format(state=word) if line.overdue else word


def state_sign(line: TaskLine) -> tuple[str, Role]:
    """The sign of the state; what is late has its own shape."""
    return ("triangle-alert", Role.DUE) if line.overdue else _SIGNS[line.entry.state]


def task_columns(scale: float = 1) -> tuple[Column[TaskLine], ...]:
    """Text, clause, body, state, due; ``scale`` is the size of letters."""
    return (
        Column(title=_("Task"), text=lambda one: tidy(one.task.text), width=0),
        Column(
            title=_("Clause"),
            text=lambda one: one.task.clause,
            width=round(190 * scale),
            role=lambda _one: Role.SOFT,
        ),
        Column(
            title=_("Responsible"),
            text=lambda one: one.body or _("not known"),
            width=round(150 * scale),
            role=lambda one: None if one.body else Role.HINT,
        ),
        Column(
            title=_("State"),
            text=state_text,
            width=round(200 * scale),
            role=lambda one: state_sign(one)[1],
            sort=lambda one: (not one.overdue, list(TaskState).index(one.entry.state)),
        ),
        Column(
            title=_("Due by"),
            text=lambda one: plan_day(one.due),
            width=round(104 * scale),
            role=lambda one: Role.DUE if one.overdue else None,
            sort=lambda one: str(one.due or ""),
        ),
    )


class TaskForm(SideForm):
    """How far one task has come."""

    def __init__(self, *, theme: Theme, period: Period) -> None:
        super().__init__(theme=theme, drop="")
        self.needs("set_task")
        self.allow_drop(allowed=False)
        self.task_id = ""
        self.words = Text("", wrap=True)
        self.clause = Text("", look="small", wrap=True)
        self.state_field = CalmChoice(name=_("State"), theme=theme)
        for state in TaskState:
            word = task_state(state)
            self.state_field.addItem(word[:1].upper() + word[1:], state.value)
        self.done_on = DayField(name=_("Done on"), period=period)
        self.due = DayField(name=_("Due by"), period=period)
        self.body_field = LineField(name=_("Responsible"))
        self.note = NoteField(name=_("Note"), lines=4)
        self.column.addWidget(self.words)
        self.column.addWidget(self.clause)
        self.add_pair(
            ("state", _("State"), self.state_field), ("done_on", _("Done on"), self.done_on)
        )
        self.add("due", _("Due by"), self.due)
        self.add("body", _("Responsible"), self.body_field)
        self.add("note", _("Note"), self.note, advice=_("Write no names of people here."))
        self.column.addStretch(1)
        self.state_field.currentIndexChanged.connect(self._weigh)

    @property
    def entry(self) -> TaskEntry:
        """What stands in the fields."""
        state = TaskState(self.state_field.currentData())
        return TaskEntry(
            task=self.task_id,
            state=state,
            body=tidy(self.body_field.text()),
            due=self.due.day,
            done_on=self.done_on.day if state is TaskState.DONE else None,
            note=self.note.toPlainText().strip(),
        )

    def show_entry(self, task: Task, entry: TaskEntry, *, fresh: bool) -> None:
        """Show a task, as saved when ``fresh``."""
        self.task_id = task.id
        self.set_title(_("Task of the plan"))
        self.words.setText(tidy(task.text))
        self.clause.setText(task.clause)
        self.state_field.setCurrentIndex(self.state_field.findData(entry.state.value))
        self.done_on.set_day(entry.done_on)
        self.due.set_day(entry.due)
        self.due.setPlaceholderText(_("by the plan: {day}").format(day=plan_day(task.due)))
        self.body_field.setText(entry.body)
        by_plan = task.body or _("not known")
        self.body_field.setPlaceholderText(_("by the plan: {body}").format(body=by_plan))
        self.body_field.setCursorPosition(0)
        self.note.setPlainText(entry.note)
        self._weigh()
        if fresh:
            self.keep()

    def _weigh(self) -> None:
        done = TaskState(self.state_field.currentData()) is TaskState.DONE
        self.done_on.setEnabled(done)


class TasksPage(LinesPage):
    """Search, filter, list and form."""

    def __init__(self, *, theme: Theme, memory: WindowMemory, period: Period) -> None:
        super().__init__(theme=theme)
        self.form = TaskForm(theme=theme, period=period)
        self.search = SearchField(_("Find a task"), theme=theme)
        self.search.setMaximumWidth(300)
        self.filter = Tabs((_("All"), _("Still open"), _("Late")))
        self.summary = Text("", look="soft")
        self.empty = EmptyState("list-todo", "", theme=theme)
        rows = MarkedRows(task_columns(self.scale), marked=_STATE, mark=state_sign, theme=theme)
        self.table: ListTable[TaskLine] = ListTable(
            rows,
            theme=theme,
            memory=memory,
            key="tasks",
            identity=lambda line: line.task.id,
            empty=self.empty,
        )
        self.table.setAccessibleName(_("Tasks of the plan"))
        head = QHBoxLayout()
        head.addWidget(self.search, 1)
        head.addWidget(self.filter)
        head.addStretch(1)
        head.addWidget(self.summary)
        self.lay_out(head, self.table, self.form, least_room=_LEAST_ROOM)

    def show_lines(self, lines: tuple[TaskLine, ...]) -> None:
        """Show the tasks that the search and the filter let through."""
        wanted = fold(self.search.text())
        shown = tuple(one for one in lines if self._fits(one) and wanted in _searched(one))
        self.table.show_rows(shown)
        late = sum(one.overdue for one in lines)
        text = ngettext("{count} task, {late} late", "{count} tasks, {late} late", len(lines))
        self.summary.setText(text.format(count=len(lines), late=late))
        self.empty.say(_("No task fits.") if lines else _("The plan of this month has no tasks."))

    def _fits(self, line: TaskLine) -> bool:
        match self.filter.current:
            case 1:
                return line.entry.state not in _SETTLED
            case 2:
                return line.overdue
        return True


def _searched(line: TaskLine) -> str:
    return fold(f"{line.task.text} {line.task.clause} {line.body} {line.entry.note}")


class Tasks(Editing[TaskEntry]):
    """The tab behind its page."""

    def __init__(self, context: ShellContext, *, desk: Desk) -> None:
        self._desk = desk
        self.read = TasksRead("", ())
        self.page = TasksPage(theme=context.theme, memory=context.memory, period=context.month)
        super().__init__(context, self.page.form, self.page)
        self._filling = False
        self.page.table.opened.connect(self._open)
        self.page.table.clicked.connect(lambda at: self._open(self.page.table.value_at(at)))
        self.page.table.current_changed.connect(self._moved)
        self.page.search.searched.connect(self._refill)
        self.page.filter.chosen.connect(self._refill)

    def show_month(self, month: Period) -> None:
        """Read the tasks of a month."""
        self._context.ask(partial(read_tasks, self._desk, month), self._take)

    def typed(self) -> TaskEntry:
        """What stands in the form."""
        return self.page.form.entry

    def stored(self) -> TaskEntry | None:
        """What is stored of the task in the form."""
        line = self.read.line(self.page.form.task_id)
        return line.entry if line is not None else None

    def check(self, draft: TaskEntry) -> tuple[Problem, ...]:
        """Texts only; days are judged where they are written."""
        return check_text(draft.body, "body", limit=DECISION_LIMIT)

    def record(self, draft: TaskEntry) -> Outcome[str]:
        """Store how far the task has come."""
        return set_task(self._desk, self.read.plan_id, draft)

    def fill(self, draft: TaskEntry, *, fresh: bool) -> None:
        """Show a task."""
        line = self.read.line(draft.task)
        if line is not None:
            self.page.form.show_entry(line.task, draft, fresh=fresh)

    def show_form(self, *, shown: bool) -> None:
        """Open or close the form."""
        self.page.show_form(shown=shown)
        if not shown:
            self.page.table.setFocus()

    def _take(self, read: TasksRead) -> None:
        self.read = read
        if self.shown and read.line(self.page.form.task_id) is None:
            self.put_away()
        self._refill()
        self.refresh()

    def _refill(self) -> None:
        self._filling = True
        self.page.show_lines(self.read.lines)
        self._filling = False

    def _open(self, line: object) -> None:
        if isinstance(line, TaskLine) and not (self.shown and self._in_form(line)):
            self.begin(line.entry)

    def _moved(self, line: object) -> None:
        """The form follows the list while it is open, but never a list that is filled anew."""
        if self.shown and not self._filling and isinstance(line, TaskLine):
            self._open(line)

    def _in_form(self, line: TaskLine) -> bool:
        return line.task.id == self.page.form.task_id
