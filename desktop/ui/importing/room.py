"""The room "Nhập từ Excel": choose a list, look at the rehearsal, write, take back."""

from dataclasses import replace
from functools import partial
from pathlib import Path
from typing import Any

from PySide6.QtCore import Qt
from PySide6.QtWidgets import (
    QFileDialog,
    QHBoxLayout,
    QProgressBar,
    QStackedWidget,
    QVBoxLayout,
    QWidget,
)

from desktop.actions.desk import Desk, Outcome
from desktop.actions.imports import ImportSummary, carry_out, count_template, template
from desktop.actions.safety import undo
from desktop.actions.terms import DateOrder, ListKind, SheetError
from desktop.domain.periods import Period
from desktop.files import FileFaultError, with_ending, write_file
from desktop.i18n import _, format_number, ngettext
from desktop.paths import settings_file
from desktop.ui.importing.choose import ChoosePage, template_title
from desktop.ui.importing.lines import Shown, Wish, rehearsed
from desktop.ui.importing.recent import recent_lists, remember_list
from desktop.ui.importing.rehearsal import RehearsalPage
from desktop.ui.shell.context import ShellContext
from desktop.ui.shell.room import Room
from desktop.ui.widgets.banner import Tone
from desktop.ui.widgets.buttons import LinkButton, PrimaryButton, SecondaryButton
from desktop.ui.widgets.start_folder import start_folder
from desktop.ui.widgets.text import Text
from desktop.wording import error_text, problem_text

_ROOM_OF = {
    ListKind.GROUPS: "groups",
    ListKind.SESSIONS: "sessions",
    ListKind.MODELS: "models",
    ListKind.COUNTS: "counts",
}


class ListFile:
    """The system's own dialogs for lists; tests replace ``ask`` and ``ask_place``."""

    @classmethod
    def ask(cls, parent: QWidget) -> Path | None:
        """Ask for a list to read; none when it was left."""
        kinds = _("Lists (*.xlsx *.xlsm *.xls *.csv)")
        start = str(start_folder())
        chosen, _kind = QFileDialog.getOpenFileName(parent, _("Choose an Excel list"), start, kinds)
        return Path(chosen) if chosen else None

    @classmethod
    def ask_place(cls, parent: QWidget, *, name: str) -> Path | None:
        """Ask where to write a template; none when it was left. It ends as ``name`` does."""
        start = start_folder() / name
        title = _("Save the Excel template")
        chosen, _kind = QFileDialog.getSaveFileName(parent, title, str(start), "Excel (*.xlsx)")
        return with_ending(Path(chosen), start.suffix) if chosen else None


class ImportRoom(Room):
    """Nothing is written before the button that says how many rows it writes."""

    def __init__(self, context: ShellContext, *, desk: Desk) -> None:
        self._context, self._desk = context, desk
        self._wish: Wish | None = None
        self._shown: Shown | None = None
        self._asked = 0
        self._recent_file = settings_file().with_name("lists.json")
        self.choose = ChoosePage(theme=context.theme)
        self.rehearsal = RehearsalPage(
            theme=context.theme, memory=context.memory, assign=self._assign
        )
        self.done = DonePage()
        self._page = QWidget()
        self._stack = QStackedWidget()
        self._build()
        self._connect()

    def widget(self) -> QWidget:
        """The pages."""
        return self._page

    def on_shown(self, month: Period) -> None:  # noqa: ARG002  lists know no month
        """Offer the recent lists; a rehearsal in sight is made anew against the store of now."""
        self.choose.show_recent(recent_lists(self._recent_file))
        if self._wish is not None and self._stack.currentWidget() is self.rehearsal:
            self._rehearse(self._wish)

    def on_target(self, target: object) -> None:
        """A room that asks for a list starts at the choice; a path is read at once."""
        self.start()
        path = target.get("path") if isinstance(target, dict) else None
        if path:
            self.read(Path(str(path)))

    def help_text(self) -> str:
        """What F1 says."""
        return _(
            "Choose your Excel list: the program shows what is new, what changes and what is wrong,"
            " by row and column, and writes nothing before you press the button. A column that was"
            " not recognised can be given its field above the table."
        )

    def start(self) -> None:
        """Go back to choosing a file."""
        self._wish = self._shown = None
        self.choose.say("")
        self.choose.show_recent(recent_lists(self._recent_file))
        self._show(self.choose)
        self.choose.drop.button.setFocus()

    def browse(self) -> None:
        """Ask for a file and read it."""
        path = ListFile.ask(self._page)
        if path is not None:
            self.read(path)

    def read(self, path: Path) -> None:
        """Read a file and show the rehearsal."""
        self._rehearse(Wish(path=path, assigned={}))

    def cancel(self) -> None:
        """Stop waiting: what is being read is thrown away, nothing was written."""
        self._asked += 1
        self._wait("")

    def save_template(self, kind: ListKind) -> None:
        """Write one of our own lists."""
        target = ListFile.ask_place(self._page, name=f"{template_title(kind)}.xlsx")
        if target is None:
            return
        self._context.ask(
            lambda: write_file(target, self._template(kind)),
            lambda _done: self._template_saved(target),
        )

    def _template(self, kind: ListKind) -> bytes:
        """The list to fill in; counts are those that this commune's plan asks for."""
        return count_template(self._desk) if kind is ListKind.COUNTS else template(kind)

    def _build(self) -> None:
        column = QVBoxLayout(self._page)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(12)
        head = QHBoxLayout()
        head.setSpacing(12)
        head.addWidget(Text(_("Bring in an Excel list"), look="bar"))
        head.addStretch(1)
        self._waiting = Text("", look="soft")
        self._bar = QProgressBar()
        self._bar.setRange(0, 0)
        self._bar.setFixedWidth(160)
        self._bar.setTextVisible(False)
        self._stop = LinkButton(_("Stop"), self.cancel)
        for part in (self._waiting, self._bar, self._stop):
            head.addWidget(part, 0, Qt.AlignmentFlag.AlignVCenter)
        column.addLayout(head)
        for page in (self.choose, self.rehearsal, self.done):
            self._stack.addWidget(page)
        column.addWidget(self._stack, 1)
        self._wait("")

    def _connect(self) -> None:
        self.choose.browse.connect(self.browse)
        self.choose.chosen.connect(self.read)
        self.choose.template.connect(self.save_template)
        self.rehearsal.another.connect(self.start)
        self.rehearsal.order_chosen.connect(self._order)
        self.rehearsal.kind_chosen.connect(self._kind)
        self.rehearsal.month_question.chosen.connect(self._month)
        self.rehearsal.write.connect(self._write)
        self.done.another.clicked.connect(self.start)
        self.done.undo.clicked.connect(self._undo)
        self.done.look.clicked.connect(self._look)

    def _show(self, page: QWidget) -> None:
        self._stack.setCurrentWidget(page)

    def _wait(self, said: str) -> None:
        for part in (self._waiting, self._bar, self._stop):
            part.setVisible(bool(said))
        self._waiting.setText(said)

    def _rehearse(self, wish: Wish) -> None:
        self._asked += 1
        self._wait(_("Reading {name}…").format(name=wish.path.name))
        self._context.ask(
            partial(rehearsed, self._desk, wish),
            partial(self._take, self._asked, wish),
            partial(self._not_read, self._asked, wish),
        )

    def _take(self, asked: int, wish: Wish, shown: Shown) -> None:
        if asked != self._asked:
            return
        self._wait("")
        self._wish, self._shown = wish, shown
        remember_list(self._recent_file, wish.path)
        self.rehearsal.busy(False)
        self.rehearsal.show_rehearsal(shown, month=self._context.month.id)
        self._show(self.rehearsal)

    def _not_read(self, asked: int, wish: Wish, error: Exception) -> None:
        if asked != self._asked:
            return
        self._wait("")
        if not isinstance(error, (SheetError, FileFaultError)):
            self._context.failed(error)
            return
        words = error_text(error.code, {"file": wish.path.name, **error.details})
        if wish.path.name not in words:
            words = f"{wish.path.name}: {words}"
        if self._stack.currentWidget() is self.rehearsal:
            self._context.say(Tone.TROUBLE, words)
            return
        self.choose.say(words)
        self._show(self.choose)

    def _assign(self, column: int, field: str) -> None:
        if self._wish is not None:
            assigned = {**self._wish.assigned, column: field}
            self._rehearse(replace(self._wish, assigned=assigned))

    def _order(self, order: DateOrder) -> None:
        if self._wish is not None:
            self._rehearse(replace(self._wish, date_order=order))

    def _month(self, month: str) -> None:
        """The officer said of which month the figures are; it can be said again."""
        if self._wish is not None and self._shown is not None:
            self._rehearse(replace(self._wish, month=month, undated=self._shown.undated))

    def _kind(self, kind: ListKind) -> None:
        if self._wish is not None:
            self._rehearse(Wish(path=self._wish.path, assigned={}, kind=kind))

    def _write(self, leave_out: bool) -> None:  # noqa: FBT001  carried by a signal
        shown = self._shown
        if shown is None:
            return
        self.rehearsal.busy(True)
        self._wait(_("Writing…"))
        self._stop.hide()
        task = partial(carry_out, self._desk, shown.rehearsal, leave_out_problems=leave_out)
        self._context.write(task, partial(self._written, shown), self._not_written)

    def _written(self, shown: Shown, outcome: Outcome[ImportSummary]) -> None:
        self._wait("")
        self.rehearsal.busy(False)
        if outcome.value is None:
            self._refused(outcome)
            return
        self._wish = self._shown = None
        self.done.show_summary(outcome.value, shown)
        self._show(self.done)
        self.done.look.setFocus()

    def _refused(self, outcome: Outcome[ImportSummary]) -> None:
        codes = {problem.code for problem in outcome.problems}
        if "rehearsal_outdated" in codes and self._wish is not None:
            self._context.say(
                Tone.INFO, _("The register was changed meanwhile, so the list was compared anew.")
            )
            self._rehearse(self._wish)
            return
        for problem in outcome.problems:
            self._context.say(Tone.TROUBLE, problem_text(problem))

    def _not_written(self, error: Exception) -> None:
        self._wait("")
        self.rehearsal.busy(False)
        self._context.failed(error)

    def _undo(self) -> None:
        self._context.write(partial(undo, self._desk), self._undone)

    def _undone(self, outcome: Outcome[Any]) -> None:
        for problem in outcome.problems:
            self._context.say(Tone.WARN, problem_text(problem))
        if outcome.done:
            self.start()
            self._context.note(_("Taken back: the list is out of the register again."))

    def _look(self) -> None:
        self._context.go_to(_ROOM_OF[self.done.kind])

    def _template_saved(self, target: Path) -> None:
        self._context.say(Tone.INFO, _("Saved: {path}").format(path=target))


class DonePage(QWidget):
    """What was written, and the ways on from here."""

    def __init__(self) -> None:
        super().__init__()
        self.kind = ListKind.GROUPS
        column = QVBoxLayout(self)
        column.addStretch(1)
        middle = Qt.AlignmentFlag.AlignHCenter
        self._title = Text("", look="title")
        self._detail = Text("", look="soft", wrap=True)
        self._detail.setAlignment(middle)
        column.addWidget(self._title, 0, middle)
        column.addWidget(self._detail)
        column.addSpacing(12)
        row = QHBoxLayout()
        row.setSpacing(8)
        row.addStretch(1)
        self.look = PrimaryButton(_("See them"))
        self.another = SecondaryButton(_("Bring in another list"))
        self.undo = SecondaryButton(_("Undo"))
        for button in (self.look, self.another, self.undo):
            row.addWidget(button)
        row.addStretch(1)
        column.addLayout(row)
        column.addStretch(2)

    @property
    def title(self) -> str:
        """The sentence that says what was written."""
        return self._title.text()

    @property
    def detail(self) -> str:
        """What was new, changed, left out, and the totals that are no rows of their own."""
        return self._detail.text()

    def show_summary(self, summary: ImportSummary, shown: Shown) -> None:
        """Say what was written."""
        self.kind = shown.rehearsal.kind
        count = summary.new + summary.changed
        self._title.setText(
            ngettext("{n} row was written.", "{n} rows were written.", count).format(
                n=format_number(count)
            )
        )
        said = _("New: {new} · changed: {changed} · as they were: {same} · left out: {left}")
        self._detail.setText(
            said.format(
                new=format_number(summary.new),
                changed=format_number(summary.changed),
                same=format_number(summary.same),
                left=format_number(summary.left_out),
            )
        )
        totals = len(shown.rehearsal.reading.total_rows)
        if totals:
            skipped = ngettext(
                "{n} row with totals is skipped.", "{n} rows with totals are skipped.", totals
            )
            self._detail.setText(f"{self._detail.text()}\n{skipped.format(n=totals)}")
        self.look.setText(_("Open: {room}").format(room=template_title(self.kind)))
