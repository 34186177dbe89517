"""The committee's own texts of papers ("Mẫu câu chữ"): what they change, taken and given back.

A form is edited in any text program: it is saved, changed, and chosen again. A file that is
chosen is looked at first; it is taken by a button of its own, whole, and only when it fits.
"""

from dataclasses import replace
from functools import partial
from pathlib import Path

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QDialog, QHBoxLayout, QStackedWidget, QVBoxLayout, QWidget

from desktop.actions.desk import Desk, Outcome
from desktop.actions.forms import FormDifference, form_content, reset_form, use_form
from desktop.actions.safety import undo
from desktop.domain.form_checks import FormProblem
from desktop.files import write_file
from desktop.i18n import _
from desktop.ui.design.tokens import Role
from desktop.ui.office import explain
from desktop.ui.reports.form_files import (
    ChosenFile,
    FormFilePlace,
    FormLine,
    chosen_sentence,
    fault_sentence,
    file_name,
    read_chosen,
    read_forms,
    read_tried,
    state_sentence,
)
from desktop.ui.reports.form_preview import FormPreviewDialog
from desktop.ui.shell.context import ShellContext
from desktop.ui.widgets.buttons import Button, LinkButton, PrimaryButton, SecondaryButton
from desktop.ui.widgets.empty import EmptyState
from desktop.ui.widgets.list_table import ListTable
from desktop.ui.widgets.panel import Panel
from desktop.ui.widgets.rows_model import Column, RowsModel
from desktop.ui.widgets.text import Text
from desktop.wording import problem_text
from desktop.wording.forms import form_problem_text

_WIDTH, _HEIGHT = 1000, 620
_LIST_WIDTH = 372


def _form_columns(scale: float) -> tuple[Column[FormLine], ...]:
    return (
        Column(title=_("Paper"), text=lambda one: one.title, width=0, tip=lambda one: one.title),
        Column(
            title=_("Words of"),
            text=lambda one: one.state,
            width=round(128 * scale),
            role=lambda one: Role.ACCENT if one.known.own else Role.SOFT,
        ),
    )


def _difference_columns(scale: float) -> tuple[Column[FormDifference], ...]:
    return (
        Column(title=_("Entry of the form"), text=lambda one: one.key, width=round(132 * scale)),
        Column(title=_("The program's words"), text=lambda one: one.ours, width=round(196 * scale)),
        Column(title=_("The committee's words"), text=lambda one: one.own, width=0),
    )


def _fault_columns(scale: float) -> tuple[Column[FormProblem], ...]:
    return (
        Column(
            title=_("Line"),
            text=lambda one: str(one.line) if one.line else "–",
            width=round(60 * scale),
            right=True,
            sort=lambda one: one.line,
        ),
        Column(
            title=_("Entry of the form"), text=lambda one: one.key or "–", width=round(150 * scale)
        ),
        Column(
            title=_("What is to be corrected"), text=fault_sentence, width=0, tip=form_problem_text
        ),
    )


def _undone(desk: Desk) -> Outcome[None]:
    """Take the last step back; nothing else is written while the dialog is open."""
    done = undo(desk)
    return Outcome(None, done.problems, done.changes)


class OwnFormsDialog(QDialog):
    """At the left the papers, at the right what the committee says otherwise in one of them."""

    def __init__(self, parent: QWidget | None, context: ShellContext, *, desk: Desk) -> None:
        super().__init__(parent)
        self._context, self._desk = context, desk
        self._chosen: ChosenFile | None = None
        self._filling = False
        self.setWindowTitle(_("Texts of papers"))
        self.resize(_WIDTH, _HEIGHT)
        self._make_tables()
        self._make_buttons()
        self._lay()
        self.reload()

    @classmethod
    def ask(cls, parent: QWidget | None, context: ShellContext, *, desk: Desk) -> None:
        """Show the forms until the dialog is left."""
        cls(parent, context, desk=desk).exec()

    @property
    def form(self) -> FormLine | None:
        """The form in sight."""
        return self.forms.current

    @property
    def chosen(self) -> ChosenFile | None:
        """The file that was chosen for the form in sight and is not taken."""
        return self._chosen

    def reload(self) -> None:
        """Read the forms anew."""
        self._context.ask(partial(read_forms, self._desk), self._take)

    def save_file(self) -> None:
        """Write the form in sight into a file to be edited."""
        form = self.form
        if form is None:
            return
        place = FormFilePlace.ask_place(self, name=file_name(form), folder=self._folder)
        if place is None:
            return
        desk = self._desk

        def task() -> None:
            write_file(place, form_content(desk, form.name).encode())

        self._context.ask(task, lambda _done: self._saved(place), self._not_written)

    def choose_file(self) -> None:
        """Ask for an edited file and look at it; nothing is taken yet."""
        form = self.form
        if form is None:
            return
        path = FormFilePlace.ask(self, folder=self._folder)
        if path is not None:
            self._remember(path)
            self._context.ask(partial(read_chosen, form.name, path), self.look_at)

    def use_file(self) -> None:
        """Take the file that was looked at; one that says the same as ours leads back to ours."""
        chosen = self._chosen
        if chosen is None or not chosen.usable:
            return
        if not chosen.seen.differences:
            self.go_back()
            return
        task = partial(use_form, self._desk, chosen.name, chosen.content)
        done = _("Papers made from now on take the committee's own words.")
        self._context.write(task, lambda outcome: self._written(outcome, done))

    def drop_file(self) -> None:
        """Leave the file that was looked at; the form stays as it is."""
        self._chosen = None
        self._tell("")
        self._show()
        self.forms.setFocus(Qt.FocusReason.OtherFocusReason)

    def go_back(self) -> None:
        """Go back to the program's own words; it can be undone."""
        form = self.form
        if form is not None:
            task = partial(reset_form, self._desk, form.name)
            done = _("Papers made from now on take the program's words.")
            self._context.write(task, lambda outcome: self._written(outcome, done))

    def show_pages(self) -> None:
        """Show a paper with the form in sight, or with the file that is not taken yet."""
        form, chosen = self.form, self._chosen
        if form is None:
            return
        month = self._context.month
        content = chosen.content if chosen is not None and chosen.usable else None
        FormPreviewDialog.ask(
            self,
            self._context,
            title=form.title,
            said=_("With the chosen file; it is not taken yet.")
            if content is not None
            else state_sentence(form),
            read=partial(read_tried, self._desk, form.name, month, content),
        )

    def bring_back(self) -> None:
        """Undo what was done last here."""
        self._context.write(partial(_undone, self._desk), self._brought_back)

    @property
    def _folder(self) -> Path | None:
        kept = self._context.memory.settings.papers_folder
        return Path(kept) if kept else None

    def _make_tables(self) -> None:
        theme, memory = self._context.theme, self._context.memory
        scale = max(theme.tokens.type.text / 13, 1)
        self.forms: ListTable[FormLine] = ListTable(
            RowsModel(_form_columns(scale), theme=theme),
            theme=theme,
            memory=memory,
            key="forms",
            identity=lambda one: one.name,
        )
        self.forms.setAccessibleName(_("Papers"))
        # Titles of forms differ at their beginning.
        self.forms.setTextElideMode(Qt.TextElideMode.ElideRight)
        self.forms.current_changed.connect(self._form_changed)
        self.forms.opened.connect(lambda _form: self.show_pages())
        self._same = EmptyState("file-text", "", theme=theme)
        self.differences: ListTable[FormDifference] = ListTable(
            RowsModel(_difference_columns(scale), theme=theme),
            theme=theme,
            memory=memory,
            key="form differences",
            identity=lambda one: one.key,
            empty=self._same,
        )
        self.differences.setAccessibleName(_("Texts that differ"))
        self.differences.current_changed.connect(self._show_whole)
        self.faults: ListTable[FormProblem] = ListTable(
            RowsModel(_fault_columns(scale), theme=theme),
            theme=theme,
            memory=memory,
            key="form faults",
        )
        self.faults.setAccessibleName(_("Places to correct"))
        self.faults.setTextElideMode(Qt.TextElideMode.ElideRight)
        self.faults.current_changed.connect(self._show_fault)

    def _make_buttons(self) -> None:
        self.use: Button = PrimaryButton(_("Take these texts"), self.use_file).needs("use_form")
        self.drop: Button = SecondaryButton(_("Do not take the file"), self.drop_file)
        self.save: Button = SecondaryButton(_("Save to a file to edit…"), self.save_file)
        self.choose: Button = SecondaryButton(_("Choose the edited file…"), self.choose_file)
        self.pages: Button = SecondaryButton(_("Preview…"), self.show_pages)
        self.reset: Button = SecondaryButton(_("Back to the program's words"), self.go_back).needs(
            "reset_form"
        )
        self.leave: Button = SecondaryButton(_("Close"), self.accept)
        self.said = Text("", look="soft", wrap=True)
        self.back: Button = LinkButton(_("Undo"), self.bring_back)
        self.back.hide()
        for button in (self.use, self.drop, self.save, self.choose, self.pages, self.reset):
            # Enter belongs to the tables.
            button.setAutoDefault(False)
        self.leave.setAutoDefault(False)

    def _lay(self) -> None:
        outer = QVBoxLayout(self)
        outer.setContentsMargins(24, 20, 24, 20)
        outer.setSpacing(10)
        outer.addWidget(Text(_("Texts of papers"), look="heading"))
        advice = _(
            "The committee may say in its own words what papers say: save the texts of a paper to"
            " a file, edit it, choose it again. What stands in braces is filled in by the program"
            " and stays. No figure changes."
        )
        outer.addWidget(Text(advice, look="soft", wrap=True))
        parts = QHBoxLayout()
        parts.setSpacing(16)
        scale = max(self._context.theme.tokens.type.text / 13, 1)
        card = Panel(flush=True)
        card.setFixedWidth(round(_LIST_WIDTH * min(scale, 1.2)))
        card.body.addWidget(self.forms)
        parts.addWidget(card)
        parts.addWidget(self._right(), 1)
        outer.addLayout(parts, 1)
        foot = QHBoxLayout()
        foot.setSpacing(8)
        foot.addWidget(self.said, 1)
        foot.addWidget(self.back)
        foot.addWidget(self.leave)
        outer.addLayout(foot)
        self.forms.setFocus()

    def _right(self) -> QWidget:
        side = QWidget()
        column = QVBoxLayout(side)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(8)
        self._title = Text("", look="strong", wrap=True)
        self._state = Text("", look="soft", wrap=True)
        self._whole = Text("", wrap=True)
        self._tables = QStackedWidget()
        self._tables.addWidget(self.differences)
        self._tables.addWidget(self.faults)
        card = Panel(flush=True)
        card.body.addWidget(self._tables)
        for widget in (self._title, self._state):
            column.addWidget(widget)
        column.addWidget(card, 1)
        column.addWidget(self._whole)
        for buttons in ((self.save, self.choose, self.pages), (self.use, self.drop, self.reset)):
            row = QHBoxLayout()
            row.setSpacing(8)
            for button in buttons:
                row.addWidget(button)
            row.addStretch(1)
            column.addLayout(row)
        return side

    def _take(self, lines: tuple[FormLine, ...]) -> None:
        name, self._filling = self.form.name if self.form is not None else "", True
        self.forms.show_rows(lines)
        if not self.forms.go_to(name) and lines:
            self.forms.selectRow(0)
        self._filling = False
        self._show()

    def _form_changed(self) -> None:
        form = self.form
        if self._filling:
            return
        if self._chosen is not None and (form is None or form.name != self._chosen.name):
            self._chosen = None
        self._tell("")
        self._show()

    def look_at(self, chosen: ChosenFile) -> None:
        """Show what a file for the form in sight says; nothing is taken."""
        if self.form is None or self.form.name != chosen.name:
            return
        self._chosen = chosen
        self._tell("")
        self._show()
        target: QWidget = self.use if self.use.isEnabled() else self.faults
        target.setFocus(Qt.FocusReason.OtherFocusReason)

    def _show(self) -> None:
        """Show the form in sight, or the file that was chosen for it."""
        form, chosen = self.form, self._chosen
        if form is None:
            return
        self._title.setText(form.title)
        self._show_state(form, chosen)
        faulty = chosen is not None and not chosen.usable
        self._tables.setCurrentWidget(self.faults if faulty else self.differences)
        self.faults.show_rows(chosen.seen.problems if chosen is not None else ())
        self.differences.show_rows(
            chosen.seen.differences if chosen is not None else form.differences
        )
        self._same.say(_("All words of this paper are the program's."))
        for table in (self.differences, self.faults):
            if not table.currentIndex().isValid() and table.model().rowCount():
                table.selectRow(0)
        if faulty:
            self._show_fault()
        else:
            self._show_whole()
        self._weigh(form, chosen)

    def _show_state(self, form: FormLine, chosen: ChosenFile | None) -> None:
        if chosen is None:
            self._state.setText(state_sentence(form))
            self._state.look_like("soft")
        else:
            self._state.setText(chosen_sentence(chosen, own=form.known.own))
            self._state.look_like("met" if chosen.usable else "trouble")

    def _weigh(self, form: FormLine, chosen: ChosenFile | None) -> None:
        changes = chosen is not None and (chosen.seen.differences or form.known.own)
        takes = chosen is not None and chosen.usable and bool(changes)
        self.use.setVisible(takes)
        self.use.setEnabled(takes)
        self.drop.setVisible(chosen is not None)
        self.reset.setVisible(form.known.own and chosen is None)
        self.pages.setEnabled(chosen is None or chosen.usable)

    def _show_whole(self, _current: object = None) -> None:
        """Show both texts of the current line whole: the table shortens long ones."""
        one = self.differences.current
        if one is None:
            self._whole.setText("")
        else:
            said = _("The program: {ours}\nThe committee: {own}")
            self._whole.setText(said.format(ours=one.ours, own=one.own))
        self._whole.setVisible(one is not None)

    def _show_fault(self, _current: object = None) -> None:
        one = self.faults.current
        said = form_problem_text(one) if one is not None else ""
        self._whole.setText(said[:1].upper() + said[1:])
        self._whole.setVisible(one is not None)

    def _written(self, outcome: Outcome[str] | Outcome[bool], done: str) -> None:
        stopping = [problem_text(one) for one in outcome.problems if one.stops]
        if not stopping:
            self._chosen = None
        self._tell(" ".join(stopping) or done)
        self.back.setVisible(bool(outcome.changes))
        self.reload()

    def _brought_back(self, outcome: Outcome[None]) -> None:
        stopping = [problem_text(one) for one in outcome.problems if one.stops]
        self._tell(" ".join(stopping) or _("The texts are as they were before."))
        self.reload()

    def _saved(self, place: Path) -> None:
        self._remember(place)
        said = _("Saved: {path}. Edit the file, save it, then choose it again.")
        self._tell(said.format(path=place))

    def _remember(self, place: Path) -> None:
        memory = self._context.memory
        memory.keep(replace(memory.settings, papers_folder=str(place.parent)))

    def _not_written(self, error: Exception) -> None:
        words = explain(error)
        if words is None:
            self._context.failed(error)
        else:
            self._tell(words)

    def _tell(self, words: str) -> None:
        self.said.setText(words)
        self.back.hide()
