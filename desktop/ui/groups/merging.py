"""Merging groups: which ones, into what, from when on."""

from collections.abc import Sequence

from PySide6.QtWidgets import (
    QButtonGroup,
    QHBoxLayout,
    QRadioButton,
    QWidget,
)

from desktop.domain.problems import Problem
from desktop.domain.text import tidy
from desktop.i18n import _
from desktop.ui.groups.event_dialog import EventDialog, Setting
from desktop.ui.groups.requests import (
    Request,
    merging_means,
)
from desktop.ui.widgets.fields import LineField
from desktop.ui.widgets.group_picker import Choice, GroupPicker
from desktop.ui.widgets.side_form import ChoiceField
from desktop.wording import problem_text


class MergeDialog(EventDialog):
    """Several groups become one: a new one, or one of them goes on."""

    def __init__(self, parent: QWidget | None, *, setting: Setting, start: Request) -> None:
        super().__init__(
            parent, title=_("Merge groups"), do=_("Merge"), setting=setting, start=start
        )

    @classmethod
    def ask(
        cls,
        parent: QWidget | None,
        *,
        setting: Setting,
        start: Request,
        problems: Sequence[Problem] = (),
    ) -> Request | None:
        """Ask which groups, into which, from when on."""
        return cls(parent, setting=setting, start=start).answer(problems)

    def add_fields(self) -> None:
        """The groups, and what they become."""
        choices = tuple(Choice(group.id, group.full_name) for group in self.setting.groups)
        self.picker = GroupPicker(choices, theme=self.setting.theme, name=_("Groups that merge"))
        self.picker.set_ids(self.start.group_ids)
        self.picker.picked.connect(self._picked)
        self.add("group_ids", _("Groups that merge"), self.picker, advice=_("Tick two or more."))
        self.as_new = QRadioButton(_("Into a new group"))
        self.as_old = QRadioButton(_("One of them goes on"))
        kinds = QButtonGroup(self)
        row = QHBoxLayout()
        row.setSpacing(16)
        for button in (self.as_new, self.as_old):
            kinds.addButton(button)
            row.addWidget(button)
        row.addStretch(1)
        self.body.addLayout(row)
        self.name = LineField(name=_("Name after merging"))
        self.name.textChanged.connect(self.weigh)
        self.heir = ChoiceField(name=_("The group that goes on"), theme=self.setting.theme)
        self.heir.currentIndexChanged.connect(self._take_heir)
        self.add("into", _("The group that goes on"), self.heir)
        self.add("name", _("Name after merging"), self.name)
        self._fill_heirs()
        self.name.setText(self.start.names[0] if self.start.names else "")
        self.as_old.toggled.connect(self._choose_way)
        (self.as_old if self.start.into_id else self.as_new).setChecked(True)
        self._choose_way(self.as_old.isChecked())

    def request(self) -> Request:
        """Groups, heir, name, day and decision."""
        return Request(
            group_ids=tuple(
                group.id for group in self.setting.groups if group.id in self.picker.ids
            ),
            names=(tidy(self.name.text()),),
            into_id=self.heir.currentData() if self.as_old.isChecked() else None,
            on=self.on.day,
            decision=tidy(self.decision.text()),
        )

    def meaning(self) -> str:
        """What is counted from when on."""
        return merging_means(self.request(), self.setting.groups)

    def wrong(self) -> dict[str, str]:
        """Two groups at least, and a name."""
        words = {}
        if len(self.picker.ids) < 2:
            words["group_ids"] = problem_text(Problem("merge_needs_two", "group_ids"))
        if not tidy(self.name.text()):
            words["name"] = problem_text(Problem("name_missing", "name"))
        return words

    def _picked(self) -> None:
        self._fill_heirs()
        self.weigh()

    def _fill_heirs(self) -> None:
        kept = self.heir.currentData() or self.start.into_id
        self.heir.blockSignals(True)
        self.heir.clear()
        for group in self.setting.groups:
            if group.id in self.picker.ids:
                self.heir.addItem(group.full_name, group.id)
        self.heir.setCurrentIndex(max(self.heir.findData(kept), 0))
        self.heir.blockSignals(False)
        if self.as_old.isChecked():
            self._take_heir()

    def _choose_way(self, old: object) -> None:
        self.rows["into"].setVisible(bool(old))
        if old:
            self._take_heir()
        self.weigh()

    def _take_heir(self) -> None:
        chosen = self.heir.currentData()
        name = next((group.name for group in self.setting.groups if group.id == chosen), "")
        if name:
            self.name.setText(name)
