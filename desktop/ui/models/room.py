"""The room "Mô hình": the list of models, the form beside it, the groups without one."""

from datetime import date
from functools import partial

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QWidget

from desktop.actions import models as acts
from desktop.actions.desk import ChangeKind, Desk, Outcome
from desktop.domain.models import CommunityModel, ModelDraft, ModelStatus, check_model
from desktop.domain.periods import Period
from desktop.i18n import _
from desktop.ui.models.form import ModelForm, draft_of
from desktop.ui.models.listing import ModelLine, ModelsRead, model_lines, read_models
from desktop.ui.models.page import ModelsPage
from desktop.ui.shell.context import ShellContext
from desktop.ui.shell.room import Room
from desktop.ui.widgets.banner import Tone
from desktop.ui.widgets.dialogs import may_drop_draft
from desktop.wording import problem_text

_SHOWS = frozenset({ChangeKind.MODELS, ChangeKind.GROUPS, ChangeKind.LISTS})


class ModelsRoom(Room):
    """Lists the models, edits one beside the list, keeps its states and notes."""

    def __init__(self, context: ShellContext, *, desk: Desk) -> None:
        self._context, self._desk = context, desk
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
        self._storing: ModelDraft | None = None
        """A new record that is being written: until it has its id, it is not written twice."""
        self._once_more = False
        self._choose = ""
        self._filling = False
        self._connect()

    def widget(self) -> QWidget:
        """The list and the form."""
        return self.page

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

    def may_leave(self) -> bool:
        """Save what was typed; what cannot be saved is asked about."""
        return self.form.isHidden() or self._settle() or self._may_drop(wrong=True)

    def new(self, group_id: str = "") -> None:
        """Begin a new model, for a group where one is named."""
        if not self.may_leave():
            return
        self._show_draft(ModelDraft("", group_ids=(group_id,) if group_id else ()))
        self.form.to_top()
        self.form.name.setFocus(Qt.FocusReason.OtherFocusReason)

    def save(self) -> bool:
        """Store what was typed; False when a field is wrong, which is said below it."""
        if not self.form.dirty:
            return True
        if self._storing is not None and self.form.model_id is None:
            self._once_more = True
            return False
        draft = self.form.draft
        sensitive = self._read.sensitive(draft.kind)
        problems = check_model(draft, today=self._read.today, sensitive=sensitive)
        words = self.form.wrong()
        if words or any(problem.stops for problem in problems):
            stops = {one.field: problem_text(one) for one in problems if one.stops}
            self.form.say({**stops, **words})
            return False
        self.form.keep()
        self._storing = draft if draft.id is None else None
        self._context.write(
            lambda: acts.record_model(self._desk, draft),
            partial(self._saved, draft),
            partial(self._not_written, draft),
        )
        return True

    def drop(self, model_id: str | None) -> None:
        """Delete a model; undo brings it back."""
        if model_id is None:
            return
        if self.form.model_id == model_id:
            self.form.keep()
        self._context.write(lambda: acts.delete_model(self._desk, model_id), self._dropped)

    def _connect(self) -> None:
        page = self.page
        page.search.searched.connect(self._refill)
        page.filter.chosen.connect(self._refill)
        page.table.opened.connect(self._open_line)
        page.table.clicked.connect(lambda index: self._open_line(page.table.value_at(index)))
        page.table.dropped.connect(lambda line: self.drop(line.model.id))
        page.table.current_changed.connect(self._moved)
        page.lacking.opened.connect(self.new)
        self.form.save_wanted.connect(self.save)
        self.form.drop_wanted.connect(lambda: self.drop(self.form.model_id))
        self.form.closed.connect(self._close_form)
        self.form.escaped.connect(self._escape)
        self.form.history.status_wanted.connect(self._change_status)
        self.form.history.note_wanted.connect(self._record_note)

    def _take(self, read: ModelsRead) -> None:
        self._read = read
        self.form.take_lists(read)
        self._refill()
        self.page.show_lacking(read)
        shown = self._find(self.form.model_id or "")
        if not self.form.isHidden() and self.form.model_id is not None and not self.form.dirty:
            if shown is None:
                self.page.show_form(shown=False)
            else:
                self._show(shown)
        self._choose_stored()
        self._serve_target()

    def _serve_target(self) -> None:
        wanted, self._wanted = self._wanted, {}
        model = self._find(str(wanted.get("model", "")))
        if model is not None and self.may_leave():
            self.page.search.clear()
            self.page.filter.choose(0)
            self._refill()
            self.page.table.go_to(model.id)
            self._edit(model)
        elif wanted.get("group"):
            self.new(str(wanted["group"]))

    def _refill(self) -> None:
        text = self.page.search.text()
        self._filling = True
        self.page.table.show_rows(model_lines(self._read, text=text, shown=self.page.shown))
        self._filling = False
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

    def _find(self, model_id: str) -> CommunityModel | None:
        return next((model for model in self._read.models if model.id == model_id), None)

    def _open_line(self, line: object) -> None:
        if not isinstance(line, ModelLine):
            return
        if not self.form.isHidden() and self.form.model_id == line.model.id:
            return
        if self.may_leave():
            self._edit(line.model)
        else:
            self._back_to_form()

    def _moved(self, line: object) -> None:
        """The form follows the list while it is open, but never a list that is filled anew."""
        if self._filling:
            return
        if self.form.isHidden() or not isinstance(line, ModelLine):
            return
        if line.model.id == self.form.model_id:
            return
        if self._settle():
            self._show(line.model)
        else:
            self._back_to_form()

    def _back_to_form(self) -> None:
        if self.form.model_id is not None:
            self.page.table.go_to(self.form.model_id)

    def _edit(self, model: CommunityModel) -> None:
        self._show(model)
        self.form.to_top()
        self.form.name.setFocus(Qt.FocusReason.OtherFocusReason)

    def _show(self, model: CommunityModel) -> None:
        self._storing = None
        self.form.show_draft(draft_of(model), model)
        self.page.show_form(shown=True)

    def _show_draft(self, draft: ModelDraft) -> None:
        self._storing = None
        self.form.show_draft(draft)
        self.page.show_form(shown=True)

    def _settle(self) -> bool:
        """Save what was typed, the lines of the history included; False when it cannot be."""
        return self.form.history.flush() and self.save()

    def _close_form(self) -> None:
        if self.may_leave():
            self._put_form_away()

    def _escape(self) -> None:
        """Esc never saves: a stored record is shown as it is, a new draft is asked about."""
        if not self.form.dirty and not self.form.history.begun:
            self._put_form_away()
        elif self.form.model_id is not None:
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
        stored = self._find(self.form.model_id or "")
        if stored is not None:
            self._show(stored)
        else:
            self.form.keep()
            self.form.history.clear()
            self.page.show_form(shown=False)

    def _not_written(self, draft: ModelDraft, error: Exception) -> None:
        """The disk failed: what was typed stands in the form, not saved."""
        self._storing = None
        self.form.put_back(draft, self._find(draft.id or ""))
        self.page.show_form(shown=True)
        self._context.failed(error)

    def _saved(self, draft: ModelDraft, outcome: Outcome[str]) -> None:
        new, self._storing = self._storing is draft, None
        if not outcome.done:
            self.form.put_back(draft, self._find(draft.id or ""))
            self.page.show_form(shown=True)
            self.form.say_problems(outcome.problems)
            return
        if new and outcome.value is not None:
            self._adopt(outcome.value)
        if outcome.problems and self.form.model_id == outcome.value:
            self.form.say_problems(outcome.problems)

    def _adopt(self, model_id: str) -> None:
        """The new model has its id; the row is chosen as soon as the list holds it."""
        self.form.adopt(model_id)
        self._choose = model_id
        self._choose_stored()
        if self._once_more:
            self._once_more = False
            self.save()

    def _choose_stored(self) -> None:
        stored = self._find(self._choose)
        if stored is not None and self.form.model_id == stored.id:
            self._choose = ""
            self.page.table.go_to(stored.id)
            if not self.form.dirty:
                self._show(stored)

    def _dropped(self, outcome: Outcome[str]) -> None:
        if outcome.done:
            if self.form.model_id == outcome.value:
                self.page.show_form(shown=False)
            self._context.note(_("Deleted. Ctrl+Z brings it back."))
        else:
            words = " ".join(problem_text(problem) for problem in outcome.problems)
            self._context.say(Tone.WARN, words)

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
