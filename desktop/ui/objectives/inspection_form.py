"""The form of one inspection of a group."""

from dataclasses import replace

from desktop.actions.inspections import Inspection, InspectionDraft
from desktop.domain.groups import ResidentialGroup
from desktop.domain.periods import Period
from desktop.i18n import _
from desktop.ui.design.theme import Theme
from desktop.ui.objectives.calm_choice import CalmChoice
from desktop.ui.widgets.fields import DayField
from desktop.ui.widgets.side_form import NoteField, SideForm

_WHOLE = ""


def draft_of(one: Inspection) -> InspectionDraft:
    """The draft that would change nothing."""
    return InspectionDraft(
        on=one.on,
        group_id=one.group_id,
        findings=one.findings,
        follow_up=one.follow_up,
        due=one.due,
        followed_up_on=one.followed_up_on,
        id=one.id,
    )


class InspectionForm(SideForm):
    """One inspection; what looks like a person's name is said while it is typed."""

    def __init__(self, *, theme: Theme, period: Period) -> None:
        super().__init__(theme=theme, drop=_("Delete this inspection"))
        self.needs("record_inspection")
        self._draft = InspectionDraft(None)
        self.on = DayField(name=_("Inspected on"), period=period, may_be_empty=False)
        self.group = CalmChoice(name=_("Group"), theme=theme)
        self.findings = NoteField(name=_("What was found"), lines=5)
        self.follow_up = NoteField(name=_("What is to follow"), lines=3)
        self.due = DayField(name=_("Due by"), period=period)
        self.followed = DayField(name=_("Followed up on"), period=period)
        self.add("on", _("Inspected on"), self.on)
        # Names of groups are long: a field of half the width would cut them.
        self.add("group_id", _("Group"), self.group)
        advice = _("Write no names of people here.")
        self.add("findings", _("What was found"), self.findings, advice=advice)
        self.add("follow_up", _("What is to follow"), self.follow_up, advice=advice)
        self.add_pair(
            ("due", _("Due by"), self.due),
            ("followed_up_on", _("Followed up on"), self.followed),
        )
        self.column.addStretch(1)
        for key, note in (("findings", self.findings), ("follow_up", self.follow_up)):
            self.watch(key, note)

    @property
    def inspection_id(self) -> str | None:
        """The id of the inspection in the form; none for a new one."""
        return self._draft.id

    @property
    def draft(self) -> InspectionDraft:
        """What stands in the fields."""
        return InspectionDraft(
            on=self.on.day,
            group_id=str(self.group.currentData() or "") or None,
            findings=self.findings.toPlainText().strip(),
            follow_up=self.follow_up.toPlainText().strip(),
            due=self.due.day,
            followed_up_on=self.followed.day,
            id=self._draft.id,
        )

    def offer(self, known: tuple[ResidentialGroup, ...]) -> None:
        """Offer the living groups, and the one in the form."""
        chosen = self.group.currentData()
        self.group.blockSignals(True)
        self.group.clear()
        self.group.addItem(_("whole commune"), _WHOLE)
        for one in known:
            if one.active_until is None or one.id in {chosen, self._draft.group_id}:
                self.group.addItem(one.full_name, one.id)
        self.group.setCurrentIndex(max(self.group.findData(chosen), 0))
        self.group.blockSignals(False)

    def show_draft(
        self, draft: InspectionDraft, known: tuple[ResidentialGroup, ...], *, fresh: bool
    ) -> None:
        """Show an inspection, as saved when ``fresh``."""
        self._draft = draft
        new = draft.id is None
        self.set_title(_("New inspection") if new else _("Inspection"))
        self.offer(known)
        self.on.set_day(draft.on)
        self.group.setCurrentIndex(max(self.group.findData(draft.group_id or _WHOLE), 0))
        self.findings.setPlainText(draft.findings)
        self.follow_up.setPlainText(draft.follow_up)
        self.due.set_day(draft.due)
        self.followed.set_day(draft.followed_up_on)
        self.allow_drop(allowed=not new)
        if fresh:
            self.keep()

    def adopt(self, inspection_id: str) -> None:
        """The new inspection is stored under this id."""
        self._draft = replace(self._draft, id=inspection_id)
        self.allow_drop(allowed=True)
