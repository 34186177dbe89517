"""The guided acts: rename, merge, split, dissolve. Each says what it means before it is done."""

from abc import abstractmethod
from collections.abc import Sequence
from dataclasses import dataclass

from PySide6.QtCore import Qt
from PySide6.QtWidgets import (
    QButtonGroup,
    QDialog,
    QFrame,
    QHBoxLayout,
    QRadioButton,
    QVBoxLayout,
    QWidget,
)

from desktop.domain.groups import ResidentialGroup
from desktop.domain.periods import Period
from desktop.domain.problems import Problem
from desktop.domain.text import identity_key, tidy
from desktop.i18n import _
from desktop.ui.design.theme import Theme
from desktop.ui.groups.requests import (
    Request,
    dissolving_means,
    merging_means,
    renaming_means,
    splitting_means,
)
from desktop.ui.widgets.dialogs import FormDialog
from desktop.ui.widgets.fields import DayField, Labelled, LineField
from desktop.ui.widgets.group_picker import Choice, GroupPicker
from desktop.ui.widgets.side_form import ChoiceField
from desktop.ui.widgets.text import Text
from desktop.wording import problem_text

_MOST_PARTS = 6


@dataclass(frozen=True, slots=True, kw_only=True)
class Setting:
    """What a dialog needs to know: the look, the month for short days, the living groups."""

    theme: Theme
    period: Period
    groups: tuple[ResidentialGroup, ...] = ()


class EventDialog(FormDialog):
    """Day, decision and what it means; the rest is added by each act."""

    def __init__(
        self, parent: QWidget | None, *, title: str, do: str, setting: Setting, start: Request
    ) -> None:
        super().__init__(parent, title=title, do=do, leave=_("Leave as it is"), width=520)
        self.setting, self.start = setting, start
        self.rows: dict[str, Labelled] = {}
        self.on = DayField(name=_("From day"), period=setting.period, may_be_empty=False)
        self.on.set_day(start.on)
        self.decision = LineField(name=_("Decision number"), hint=_("12/QĐ-UBND"))
        self.decision.setText(start.decision)
        self._frame, self._meaning = _meaning_frame()
        self.add_fields()
        pair = QHBoxLayout()
        pair.setSpacing(12)
        for key, label, field in (
            ("on", _("From day"), self.on),
            ("decision", _("Decision number"), self.decision),
        ):
            self.rows[key] = Labelled(label, field)
            pair.addWidget(self.rows[key], 1, Qt.AlignmentFlag.AlignTop)
        self.body.addLayout(pair)
        self.body.addWidget(self._frame)
        self._stray = Text("", look="trouble", wrap=True)
        self._stray.hide()
        self.body.addWidget(self._stray)
        self.body.addStretch(1)
        self.on.day_changed.connect(self.weigh)
        self.do_button.setDefault(True)
        self.weigh()

    @abstractmethod
    def add_fields(self) -> None:
        """Put the fields of the act into the body."""

    @abstractmethod
    def request(self) -> Request:
        """What stands in the fields."""

    @abstractmethod
    def meaning(self) -> str:
        """What it means for counting; empty while it is not plain yet."""

    @abstractmethod
    def wrong(self) -> dict[str, str]:
        """What is wrong or missing, by field."""

    def add(self, key: str, label: str, field: QWidget, *, advice: str = "") -> None:
        """Put a field below the former ones."""
        self.rows[key] = Labelled(label, field, advice=advice)
        self.body.addWidget(self.rows[key])

    def weigh(self) -> None:
        """Say anew what it means."""
        meaning = self.meaning()
        self._meaning.setText(meaning)
        self._frame.setVisible(bool(meaning))

    def say(self, words: dict[str, str]) -> None:
        """Say what is wrong below the fields, the rest above the buttons."""
        for key, row in self.rows.items():
            row.say(words.get(key, ""))
        stray = " ".join(text for key, text in words.items() if key not in self.rows)
        self._stray.setText(stray)
        self._stray.setVisible(bool(stray))

    def say_problems(self, problems: Sequence[Problem]) -> None:
        """Say why an earlier answer was refused."""
        self.say({problem.field: problem_text(problem) for problem in problems})

    def accept(self) -> None:
        """Close only when everything needed is there."""
        words = self.wrong()
        if self.on.day is None:
            words["on"] = (
                _("This is no day. Write it as 5/10 or 05/10/2026.")
                if self.on.text().strip()
                else _("Write the first day on which it holds.")
            )
        self.say(words)
        if not words:
            super().accept()

    def answer(self, problems: Sequence[Problem] = ()) -> Request | None:
        """Ask; the request, or none when it was left."""
        if problems:
            self.say_problems(problems)
        return self.request() if self.exec() == QDialog.DialogCode.Accepted else None


def _meaning_frame() -> tuple[QFrame, Text]:
    frame = QFrame()
    frame.setProperty("kind", "info")
    inner = QVBoxLayout(frame)
    inner.setContentsMargins(12, 10, 12, 10)
    meaning = Text("", wrap=True)
    inner.addWidget(meaning)
    return frame, meaning


class RenameDialog(EventDialog):
    """A new name from a day on."""

    def __init__(
        self, parent: QWidget | None, group: ResidentialGroup, *, setting: Setting, start: Request
    ) -> None:
        self._group = group
        title = _("Rename {group}").format(group=group.name)
        super().__init__(parent, title=title, do=_("Rename"), setting=setting, start=start)

    @classmethod
    def ask(
        cls,
        parent: QWidget | None,
        group: ResidentialGroup,
        *,
        setting: Setting,
        start: Request,
        problems: Sequence[Problem] = (),
    ) -> Request | None:
        """Ask for name, day and decision."""
        return cls(parent, group, setting=setting, start=start).answer(problems)

    def add_fields(self) -> None:
        """The new name."""
        self.name = LineField(name=_("New name"))
        self.name.setText(self.start.names[0] if self.start.names else self._group.name)
        self.name.selectAll()
        self.name.textChanged.connect(self.weigh)
        self.add("name", _("New name"), self.name)

    def request(self) -> Request:
        """Name, day and decision."""
        return Request(
            group_ids=(self._group.id,),
            names=(tidy(self.name.text()),),
            on=self.on.day,
            decision=tidy(self.decision.text()),
        )

    def meaning(self) -> str:
        """Which papers say which name."""
        return renaming_means(self._group.name, self.request())

    def wrong(self) -> dict[str, str]:
        """A name must be there, and another one."""
        name = self.name.text()
        if identity_key(name) in ("", identity_key(self._group.name)):
            return {"name": _("Write the new name.")}
        return {}


class DissolveDialog(EventDialog):
    """The end of a group without a successor."""

    def __init__(
        self, parent: QWidget | None, group: ResidentialGroup, *, setting: Setting, start: Request
    ) -> None:
        self._group = group
        title = _("Dissolve {group}").format(group=group.name)
        super().__init__(parent, title=title, do=_("Dissolve"), setting=setting, start=start)

    @classmethod
    def ask(
        cls,
        parent: QWidget | None,
        group: ResidentialGroup,
        *,
        setting: Setting,
        start: Request,
        problems: Sequence[Problem] = (),
    ) -> Request | None:
        """Ask for day and decision."""
        return cls(parent, group, setting=setting, start=start).answer(problems)

    def add_fields(self) -> None:
        """Nothing but day and decision."""

    def request(self) -> Request:
        """Day and decision."""
        return Request(
            group_ids=(self._group.id,), on=self.on.day, decision=tidy(self.decision.text())
        )

    def meaning(self) -> str:
        """What is no longer counted."""
        return dissolving_means(self._group.name, self.request())

    def wrong(self) -> dict[str, str]:
        """Nothing of its own."""
        return {}


class SplitDialog(EventDialog):
    """Two or more new groups in place of one."""

    def __init__(
        self, parent: QWidget | None, group: ResidentialGroup, *, setting: Setting, start: Request
    ) -> None:
        self._group = group
        title = _("Split {group}").format(group=group.name)
        super().__init__(parent, title=title, do=_("Split"), setting=setting, start=start)

    @classmethod
    def ask(
        cls,
        parent: QWidget | None,
        group: ResidentialGroup,
        *,
        setting: Setting,
        start: Request,
        problems: Sequence[Problem] = (),
    ) -> Request | None:
        """Ask for the new names, day and decision."""
        return cls(parent, group, setting=setting, start=start).answer(problems)

    def add_fields(self) -> None:
        """The names of the parts; a further line appears once the last one is filled."""
        box = QWidget()
        self._lines_layout = QVBoxLayout(box)
        self._lines_layout.setContentsMargins(0, 0, 0, 0)
        self._lines_layout.setSpacing(6)
        self.lines: list[LineField] = []
        for name in self.start.names or (f"{self._group.name}A", f"{self._group.name}B"):
            self._add_line(name)
        self._add_line("")
        self.add("parts", _("New groups, one a line"), box)

    def request(self) -> Request:
        """The names given, day and decision."""
        names = tuple(tidy(line.text()) for line in self.lines if tidy(line.text()))
        return Request(
            group_ids=(self._group.id,),
            names=names,
            on=self.on.day,
            decision=tidy(self.decision.text()),
        )

    def meaning(self) -> str:
        """Which groups are counted from when on."""
        return splitting_means(self._group.name, self.request())

    def wrong(self) -> dict[str, str]:
        """At least two names, all of them different."""
        names = self.request().names
        if len(names) < 2 or len({identity_key(name) for name in names}) < len(names):
            return {"parts": problem_text(Problem("split_needs_two", "parts"))}
        return {}

    def _add_line(self, name: str) -> None:
        number = len(self.lines) + 1
        line = LineField(name=_("New group {number}").format(number=number))
        line.setText(name)
        line.textEdited.connect(self._grow)
        self.lines.append(line)
        self._lines_layout.addWidget(line)

    def _grow(self) -> None:
        if self.lines[-1].text().strip() and len(self.lines) < _MOST_PARTS:
            self._add_line("")
        self.weigh()


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
