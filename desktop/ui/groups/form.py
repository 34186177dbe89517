"""The form of one residential group."""

from collections.abc import Callable, Sequence

from PySide6.QtWidgets import QVBoxLayout, QWidget

from desktop.domain.groups import (
    GROUP_KINDS,
    GroupDraft,
    ResidentialGroup,
    check_group,
    kind_of_name,
    looking_alike,
)
from desktop.domain.periods import Period
from desktop.domain.problems import Problem
from desktop.domain.text import identity_key, tidy
from desktop.i18n import _
from desktop.ui.design.theme import Theme
from desktop.ui.widgets.buttons import LinkButton
from desktop.ui.widgets.fields import DayField, LineField, NumberField
from desktop.ui.widgets.layouts import clear_layout
from desktop.ui.widgets.side_form import NoteField, SideForm, add_arrow
from desktop.ui.widgets.suggestions import ComboField
from desktop.ui.widgets.text import Line, Text

Act = tuple[str, Callable[[], object]]


def check_draft(draft: GroupDraft, stored: Sequence[ResidentialGroup]) -> tuple[Problem, ...]:
    """What is wrong with a draft, a name that another living group bears included."""
    key = identity_key(draft.name)
    taken = any(
        identity_key(group.name) == key and group.id != draft.id and group.active_until is None
        for group in stored
    )
    named = (Problem("name_taken", "name", details={"name": tidy(draft.name)}),) if taken else ()
    return (*check_group(draft), *named, *looking_alike(draft, stored))


class GroupForm(SideForm):
    """The fields of a group, what can happen to it, and what happened so far."""

    def __init__(self, *, theme: Theme, period: Period, acts: Sequence[Act]) -> None:
        super().__init__(theme=theme, drop=_("Delete this group"))
        self.needs("record_group")
        self._id: str | None = None
        self._guessed = ""
        self.name = LineField(name=_("Name"), hint=_("Residential group 5"))
        self._name_hint = Text(
            _("Mend spelling here; a new name by decision has its own line below."),
            look="small",
            wrap=True,
        )
        self.kind = ComboField(name=_("Kind"), words=GROUP_KINDS, theme=theme)
        add_arrow(self.kind, theme=theme)
        self.active_from = DayField(name=_("Exists from"), period=period)
        self.households = NumberField(name=_("Households"))
        self.population = NumberField(name=_("Population"))
        self.counted_on = DayField(name=_("Counted on"), period=period)
        self.head_name = LineField(name=_("Head of the group"))
        self.head_telephone = LineField(name=_("Office telephone"))
        self.former_commune = LineField(name=_("Former commune"))
        self.note = NoteField(name=_("Note"))
        self._lay_fields()
        self._more = QWidget()
        below = QVBoxLayout(self._more)
        below.setContentsMargins(0, 6, 0, 0)
        below.setSpacing(4)
        below.addWidget(Line())
        self._acts = self._add_acts(below, acts)
        self._history = QVBoxLayout()
        self._history.setSpacing(4)
        below.addLayout(self._history)
        self.column.addWidget(self._more)
        self.column.addStretch(1)
        self.name.editingFinished.connect(self._guess_kind)
        self.setFocusProxy(self.name)

    @property
    def group_id(self) -> str | None:
        """The id of the group in the form; none for a new one."""
        return self._id

    @property
    def draft(self) -> GroupDraft:
        """What stands in the fields; what cannot be read is blank (see ``wrong``)."""
        return GroupDraft(
            name=tidy(self.name.text()),
            id=self._id,
            kind=tidy(self.kind.value),
            active_from=self.active_from.day,
            former_commune=tidy(self.former_commune.text()),
            households=self.households.value,
            population=self.population.value,
            counted_on=self.counted_on.day,
            head_name=tidy(self.head_name.text()),
            head_telephone=tidy(self.head_telephone.text()),
            note=self.note.toPlainText().strip(),
        )

    def state(self) -> tuple[object, ...]:
        """What stands in the fields; a kind that was only guessed from a name goes with it."""
        typed = dict(zip(self.fields, super().state(), strict=True))
        if not self.name.text().strip() and typed["kind"] == self._guessed:
            typed["kind"] = ""
        return tuple(typed.values())

    def show_draft(
        self, draft: GroupDraft, *, history: Sequence[str] = (), alive: bool = True
    ) -> None:
        """Show a draft as saved; ``history`` are sentences, ``alive`` offers what may happen."""
        self._id, self._guessed = draft.id, ""
        self.set_title(draft.name if draft.id else _("New group"))
        self._fill(draft)
        self._acts.setVisible(alive)
        self._more.setVisible(draft.id is not None)
        self._name_hint.setVisible(draft.id is not None and alive)
        self.allow_drop(allowed=draft.id is not None)
        self._show_history(history)
        self.keep()

    def adopt(self, group_id: str) -> None:
        """The new group is stored under this id; what was typed meanwhile stays."""
        self._id = group_id
        self.allow_drop(allowed=True)

    def put_back(self, draft: GroupDraft) -> None:
        """Show a draft that could not be stored, as not saved."""
        self.show_draft(GroupDraft("", id=draft.id))
        self._fill(draft)

    def _fill(self, draft: GroupDraft) -> None:
        self.name.setText(draft.name)
        self.kind.setText(draft.kind)
        self.active_from.set_day(draft.active_from)
        self.households.set_value(draft.households)
        self.population.set_value(draft.population)
        self.counted_on.set_day(draft.counted_on)
        self.head_name.setText(draft.head_name)
        self.head_telephone.setText(draft.head_telephone)
        self.former_commune.setText(draft.former_commune)
        self.note.setPlainText(draft.note)
        for line in (self.name, self.kind, self.head_name, self.head_telephone):
            line.setCursorPosition(0)

    def _lay_fields(self) -> None:
        self.add("name", _("Name"), self.name)
        self.column.addWidget(self._name_hint)
        self.add_pair(
            ("kind", _("Kind"), self.kind), ("active_from", _("Exists from"), self.active_from)
        )
        self.add_pair(
            ("households", _("Households"), self.households),
            ("population", _("Population"), self.population),
        )
        self.add_pair(
            ("counted_on", _("Counted on"), self.counted_on),
            ("head_telephone", _("Office telephone"), self.head_telephone),
        )
        self.add("head_name", _("Head of the group"), self.head_name)
        self.add("former_commune", _("Former commune"), self.former_commune)
        self.add("note", _("Note"), self.note, advice=_("Write no names of people here."))
        self.active_from.setPlaceholderText(_("since always"))

    def _add_acts(self, column: QVBoxLayout, acts: Sequence[Act]) -> QWidget:
        """The links of what may happen to a group, two beside each other."""
        box = QWidget()
        rows = QVBoxLayout(box)
        rows.setContentsMargins(0, 4, 0, 4)
        rows.setSpacing(2)
        rows.addWidget(Text(_("By decision of the authority"), look="small"))
        for title, act in acts:
            rows.addWidget(LinkButton(title, act).needs("record_group"))
        column.addWidget(box)
        return box

    def _show_history(self, sentences: Sequence[str]) -> None:
        clear_layout(self._history)
        if sentences:
            self._history.addWidget(Text(_("What happened so far"), look="small"))
        for sentence in sentences:
            self._history.addWidget(Text(sentence, wrap=True))

    def _guess_kind(self) -> None:
        if not self.kind.text().strip():
            self._guessed = kind_of_name(self.name.text())
            self.kind.setText(self._guessed)
