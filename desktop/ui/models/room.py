"""The room "Mô hình": the list of models, the form beside it, the groups without one."""

from collections.abc import Sequence
from datetime import date
from functools import partial

from PySide6.QtCore import Qt

from desktop.actions import models as acts
from desktop.actions.desk import ChangeKind, Desk, Outcome
from desktop.domain.models import CommunityModel, ModelDraft, ModelStatus, check_model
from desktop.domain.periods import Period
from desktop.domain.problems import Problem
from desktop.i18n import _
from desktop.ui.models.form import ModelForm, draft_of
from desktop.ui.models.listing import ModelLine, ModelsRead, model_lines, read_models
from desktop.ui.models.page import ModelsPage
from desktop.ui.shell.context import ShellContext
from desktop.ui.shell.list_room import ListRoom
from desktop.wording import problem_text

_SHOWS = frozenset({ChangeKind.MODELS, ChangeKind.GROUPS, ChangeKind.LISTS})


class ModelsRoom(ListRoom[ModelDraft, CommunityModel]):
    """Lists the models, edits one beside the list, keeps its states and notes."""

    form: ModelForm
    page: ModelsPage

    def __init__(self, context: ShellContext, *, desk: Desk) -> None:
        super().__init__(context)
        self._desk = desk
        self._read = ModelsRead()
        self.form = ModelForm(theme=context.theme, period=context.month)
        self.page = ModelsPage(
            theme=context.theme,
            memory=context.memory,
            form=self.form,
            on_new=self.new,
            on_import=lambda: context.go_to("import", {"kind": "models"}),
        )
        self._wanted: dict[str, object] = {}
        self._connect()

    def on_shown(self, month: Period) -> None:
        """Read the models anew."""
        self.form.set_period(month)
        self._context.ask(partial(read_models, self._desk, month), self._take)

    def on_changes(self, kinds: frozenset[str]) -> None:
        """Read anew when models, groups or their kinds were changed."""
        if kinds & _SHOWS:
            self.on_shown(self._context.month)

    def on_target(self, target: object) -> None:
        """Open a model, or start one for a group; waits for the reading that is under way."""
        self._wanted = dict(target) if isinstance(target, dict) else {}
        if self._read.today != date.min:
            self._serve_target()

    def help_text(self) -> str:
        """What F1 says."""
        return _(
            "A group keeps its duty when at least one model is launched, at work or weak on the "
            "closing date; a paused one does not count. At the right stand the groups without "
            "one: Enter starts one. Ctrl+N adds a model, Ctrl+S saves."
        )

    def new(self, group_id: str = "") -> None:
        """Begin a new model, for a group where one is named."""
        if not self.may_leave():
            return
        self._show_draft(ModelDraft("", group_ids=(group_id,) if group_id else ()))
        self.form.to_top()
        self.form.name.setFocus(Qt.FocusReason.OtherFocusReason)

    @property
    def record_id(self) -> str | None:
        """The id of the model in the form; none for a new one."""
        return self.form.model_id

    def records(self) -> Sequence[CommunityModel]:
        """The models, as they were read."""
        return self._read.models

    def record_of(self, line: object) -> CommunityModel | None:
        """The model of a line."""
        return line.model if isinstance(line, ModelLine) else None

    def typed(self) -> ModelDraft:
        """The model in the form."""
        return self.form.draft

    def check(self, draft: ModelDraft) -> Sequence[Problem]:
        """What is wrong with a model."""
        sensitive = self._read.sensitive(draft.kind)
        return check_model(draft, today=self._read.today, sensitive=sensitive)

    def record(self, draft: ModelDraft) -> Outcome[str]:
        """Store a model."""
        return acts.record_model(self._desk, draft)

    def delete(self, record_id: str) -> Outcome[str]:
        """Delete a model."""
        return acts.delete_model(self._desk, record_id)

    def show_record(self, record: CommunityModel) -> None:
        """Open a model in the form."""
        self._storing = None
        self.form.show_draft(draft_of(record), record)
        self.page.show_form(shown=True)

    def put_back(self, draft: ModelDraft) -> None:
        """Show a model that could not be stored, as not saved."""
        self.form.put_back(draft, self.find(draft.id or ""))

    def settle(self) -> bool:
        """Save what was typed, the lines of the history included; False when it cannot be."""
        return self.form.history.flush() and self.save()

    def begun(self) -> bool:
        """Whether something stands in the form or in the lines of the history, not saved."""
        return self.form.dirty or self.form.history.begun

    def forget(self) -> None:
        """What was typed of a new model is dropped, the lines of the history included."""
        super().forget()
        self.form.history.clear()

    def adopt(self, record_id: str) -> None:
        """The new model is stored under this id."""
        self.form.adopt(record_id)

    def _connect(self) -> None:
        page = self.page
        page.search.searched.connect(self._refill)
        page.filter.chosen.connect(self._refill)
        page.lacking.opened.connect(self.new)
        self.connect_list()
        self.form.history.status_wanted.connect(self._change_status)
        self.form.history.note_wanted.connect(self._record_note)

    def _take(self, read: ModelsRead) -> None:
        self._read = read
        self.form.take_lists(read)
        self._refill()
        self.page.show_lacking(read)
        self.show_anew()
        self._serve_target()

    def _serve_target(self) -> None:
        wanted, self._wanted = self._wanted, {}
        model = self.find(str(wanted.get("model", "")))
        if model is not None and self.may_leave():
            self.page.search.clear()
            self.page.filter.choose(0)
            self._refill()
            self.page.table.go_to(model.id)
            self.edit(model)
        elif wanted.get("group"):
            self.new(str(wanted["group"]))

    def _refill(self) -> None:
        text = self.page.search.text()
        self.fill_list(model_lines(self._read, text=text, shown=self.page.shown))
        if text.strip():
            self.page.empty.say(
                _("No model fits “{text}”.").format(text=text.strip()),
                _("Search without accents works as well."),
            )
        elif self._read.models:
            self.page.empty.say(_("No model is in this state."))
        else:
            self.page.empty.say(
                _("No model has been entered yet."),
                _("Ctrl+N adds one; at the right stand the groups that still lack one."),
            )

    def _show_draft(self, draft: ModelDraft) -> None:
        self._storing = None
        self.form.show_draft(draft)
        self.page.show_form(shown=True)

    def _change_status(self, status: ModelStatus, since: date) -> None:
        model_id = self.form.model_id
        if model_id is not None and self.save():
            self._context.write(
                lambda: acts.change_status(self._desk, model_id, status=status, since=since),
                lambda outcome: self.form.history.say_status(_words(outcome)),
            )

    def _record_note(self, on: date, note: str) -> None:
        model_id = self.form.model_id
        if model_id is not None and self.save():
            self._context.write(
                lambda: acts.record_activity(self._desk, model_id, on=on, note=note),
                lambda outcome: self.form.history.say_note(_words(outcome)),
            )


def _words(outcome: Outcome[str]) -> str:
    return " ".join(problem_text(problem) for problem in outcome.problems)
