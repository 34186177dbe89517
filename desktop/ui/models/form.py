"""The form of one community model."""

from collections.abc import Sequence
from dataclasses import replace

from PySide6.QtWidgets import QCheckBox

from desktop.domain.groups import ResidentialGroup
from desktop.domain.models import CommunityModel, ModelDraft, ModelStatus
from desktop.domain.periods import Period
from desktop.domain.text import tidy
from desktop.i18n import _, ngettext
from desktop.ui.design.theme import Theme
from desktop.ui.models.founding import Founding, parse_founding
from desktop.ui.models.history import HistoryPart
from desktop.ui.models.listing import ModelsRead, kind_labels
from desktop.ui.widgets.fields import DayField, LineField, NumberField
from desktop.ui.widgets.group_picker import Choice, GroupPicker
from desktop.ui.widgets.side_form import ChoiceField, NoteField, SideForm, add_arrow
from desktop.ui.widgets.suggestions import ComboField
from desktop.ui.widgets.text import Line, Text
from desktop.wording import status_word


def draft_of(model: CommunityModel) -> ModelDraft:
    """The draft that would change nothing about a model."""
    last = model.statuses[-1] if model.statuses else None
    return ModelDraft(
        name=model.name,
        id=model.id,
        kind=model.kind,
        group_ids=model.group_ids,
        commune_wide=model.commune_wide,
        founded_on=model.founded_on,
        founded_year=model.founded_year,
        decision=model.decision,
        members=model.members,
        note=model.note,
        status=last.status if last else ModelStatus.ACTIVE,
        status_since=last.since if last else None,
    )


class ModelForm(SideForm):
    """The fields of a model; below them, once it is stored, its states and what it did."""

    def __init__(self, *, theme: Theme, period: Period) -> None:
        super().__init__(theme=theme, drop=_("Delete this model"))
        self.needs("record_model")
        self._period = period
        self._draft = ModelDraft("")
        self._read = ModelsRead()
        self.name = LineField(name=_("Name of the model"))
        self.kind = ComboField(name=_("Kind"), words=(), theme=theme)
        add_arrow(self.kind, theme=theme)
        self.wide = QCheckBox(_("Of the whole commune"))
        self.founded = LineField(name=_("Founded"), hint=_("day, or year alone"))
        self.members = NumberField(name=_("Members"))
        self.decision = LineField(name=_("Decision number"), hint=_("12/QĐ-UBND"))
        self.note = NoteField(name=_("Note"), lines=2)
        self.status = ChoiceField(name=_("State"), theme=theme)
        for status in ModelStatus:
            self.status.addItem(status_word(status), status.value)
        self.since = DayField(name=_("Since day"), period=period)
        self.since.setPlaceholderText(_("since founding"))
        self.history = HistoryPart(theme=theme, period=period)
        self._scope = Text("", look="small", wrap=True)
        self._choices: tuple[Choice, ...] = ()
        self.picker = GroupPicker((), theme=theme, name=_("Groups of the model"))
        self._lay_fields()
        self.wide.toggled.connect(self._weigh_scope)
        self.kind.textChanged.connect(self._weigh_scope)
        self.setFocusProxy(self.name)

    @property
    def model_id(self) -> str | None:
        """The id of the model in the form; none for a new one."""
        return self._draft.id

    @property
    def founding(self) -> Founding | None:
        """The founding that is typed; none when it cannot be read."""
        return parse_founding(self.founded.text(), self._period)

    @property
    def draft(self) -> ModelDraft:
        """What stands in the fields; what cannot be read is blank (see ``wrong``)."""
        founding = self.founding or Founding()
        new = self._draft.id is None
        return ModelDraft(
            name=tidy(self.name.text()),
            id=self._draft.id,
            kind=tidy(self.kind.value),
            group_ids=() if self.wide.isChecked() else self._ordered_ids(),
            commune_wide=self.wide.isChecked(),
            founded_on=founding.on,
            founded_year=founding.year,
            decision=tidy(self.decision.text()),
            members=self.members.value,
            note=self.note.toPlainText().strip(),
            status=ModelStatus(self.status.currentData()) if new else self._draft.status,
            status_since=self.since.day if new else None,
        )

    def state(self) -> tuple[object, ...]:
        """What stands in the fields, the box of the whole commune included."""
        return (*super().state(), self.wide.isChecked())

    def wrong(self) -> dict[str, str]:
        """What a field cannot read, by field."""
        words = super().wrong()
        if self.founding is None:
            words["founded_on"] = _("Write a day such as 05/10/2019, or the year alone.")
        return words

    def set_period(self, period: Period) -> None:
        """Take the month in which short days are understood."""
        self._period = period
        self.since.set_period(period)
        self.history.set_period(period)

    def take_lists(self, read: ModelsRead) -> None:
        """Offer these kinds and groups from now on; what is typed stays."""
        self._read = read
        self.kind.set_words(kind_labels(read, self._draft.kind))
        self._offer_groups(self.picker.ids)

    def show_draft(self, draft: ModelDraft, model: CommunityModel | None = None) -> None:
        """Show a draft as saved; a stored model with its history."""
        self._draft = draft
        new = draft.id is None
        self.set_title(_("New model") if new else draft.name)
        self.kind.set_words(kind_labels(self._read, draft.kind))
        self._fill(draft)
        for key in ("status", "status_since"):
            self.fields[key].setVisible(new)
        self.history.setVisible(model is not None)
        if model is not None:
            self.history.show_model(model)
        self.allow_drop(allowed=not new)
        self._weigh_scope()
        self.keep()

    def adopt(self, model_id: str) -> None:
        """The new model is stored under this id; what was typed meanwhile stays."""
        self._draft = replace(self._draft, id=model_id)
        self.allow_drop(allowed=True)

    def put_back(self, draft: ModelDraft, model: CommunityModel | None) -> None:
        """Show a draft that could not be stored, as not saved."""
        self.show_draft(ModelDraft("", id=draft.id), model)
        self._draft = draft
        self._fill(draft)

    def _fill(self, draft: ModelDraft) -> None:
        self.name.setText(draft.name)
        self.kind.setText(draft.kind)
        self.wide.setChecked(draft.commune_wide)
        self._offer_groups(draft.group_ids)
        self.founded.setText(Founding(draft.founded_on, draft.founded_year).text)
        self.members.set_value(draft.members)
        self.decision.setText(draft.decision)
        self.note.setPlainText(draft.note)
        self.status.setCurrentIndex(max(self.status.findData(draft.status.value), 0))
        self.since.set_day(draft.status_since)
        for line in (self.name, self.kind, self.decision):
            line.setCursorPosition(0)

    def _lay_fields(self) -> None:
        self.add("name", _("Name of the model"), self.name)
        self.add("kind", _("Kind"), self.kind)
        self.add("group_ids", _("Groups of the model"), self.picker)
        self.column.addWidget(self._scope)
        self.column.addWidget(self.wide)
        self.add_pair(
            ("founded_on", _("Founded"), self.founded), ("members", _("Members"), self.members)
        )
        self.add_pair(
            ("status", _("State"), self.status), ("status_since", _("Since day"), self.since)
        )
        self.add("decision", _("Decision number"), self.decision)
        self.add("note", _("Note"), self.note, advice=_("Write no names of people here."))
        self.column.addWidget(Line())
        self.column.addWidget(self.history)
        self.column.addStretch(1)

    def _offer_groups(self, ticked: Sequence[str] | frozenset[str]) -> None:
        """Offer the living groups and those ticked; a picker knows its choices from its making."""
        chosen = frozenset(ticked)
        offered = _offered(self._read.groups, chosen)
        if offered == self._choices:
            self.picker.set_ids(chosen)
            return
        self._choices = offered
        labelled = self.fields["group_ids"]
        picker = GroupPicker(offered, theme=self.theme, name=_("Groups of the model"))
        picker.set_ids(chosen)
        picker.picked.connect(self._weigh_scope)
        layout = labelled.layout()
        if layout is not None:
            layout.replaceWidget(self.picker, picker)
        labelled.field = picker
        self.setTabOrder(self.kind, picker)
        self.setTabOrder(picker, self.wide)
        self.picker.hide()
        self.picker.deleteLater()
        self.picker = picker

    def _ordered_ids(self) -> tuple[str, ...]:
        return tuple(group.id for group in self._read.groups if group.id in self.picker.ids)

    def _weigh_scope(self) -> None:
        """Sensitive kinds belong to the commune only; say so, and say when a model is shared."""
        sensitive = self._read.sensitive(self.kind.value)
        if sensitive and not self.wide.isChecked():
            self.wide.setChecked(True)
        self.wide.setEnabled(not sensitive)
        self.picker.setEnabled(not self.wide.isChecked())
        words = self._scope_words(sensitive=sensitive)
        self._scope.setText(words)
        self._scope.setVisible(bool(words))

    def _scope_words(self, *, sensitive: bool) -> str:
        if sensitive:
            return _(
                "This kind concerns few people, so it is linked to the commune only and names "
                "no group."
            )
        if self.wide.isChecked():
            return _("A model of the whole commune; it counts for no single group.")
        count = len(self.picker.ids)
        if count < 2:
            return ""
        said = ngettext(
            "Shared by {count} group; it counts for it.",
            "Shared by {count} groups; it counts for each of them.",
            count,
        )
        return said.format(count=count)


def _offered(groups: Sequence[ResidentialGroup], chosen: frozenset[str]) -> tuple[Choice, ...]:
    return tuple(
        Choice(group.id, group.full_name)
        for group in groups
        if group.active_until is None or group.id in chosen
    )
