"""The guided acts on one group: rename, split, dissolve."""

from collections.abc import Sequence

from PySide6.QtWidgets import (
    QVBoxLayout,
    QWidget,
)

from desktop.domain.groups import ResidentialGroup
from desktop.domain.problems import Problem
from desktop.domain.text import identity_key, tidy
from desktop.i18n import N_, _
from desktop.ui.groups.event_dialog import EventDialog, Setting
from desktop.ui.groups.requests import (
    Request,
    dissolving_means,
    renaming_means,
    splitting_means,
)
from desktop.ui.widgets.fields import LineField
from desktop.wording import problem_text

_MOST_PARTS = 6


class OneGroupDialog(EventDialog):
    """An act on one group; ``title`` and ``do`` are marked message ids."""

    title: str
    do: str

    def __init__(
        self, parent: QWidget | None, group: ResidentialGroup, *, setting: Setting, start: Request
    ) -> None:
        self._group = group
        title = _(self.title).format(group=group.name)
        super().__init__(parent, title=title, do=_(self.do), setting=setting, start=start)

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
        """Ask for the day, the decision and what else the act needs."""
        return cls(parent, group, setting=setting, start=start).answer(problems)


class RenameDialog(OneGroupDialog):
    """A new name from a day on."""

    title, do = N_("Rename {group}"), N_("Rename")

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


class DissolveDialog(OneGroupDialog):
    """The end of a group without a successor."""

    title, do = N_("Dissolve {group}"), N_("Dissolve")

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


class SplitDialog(OneGroupDialog):
    """Two or more new groups in place of one."""

    title, do = N_("Split {group}"), N_("Split")

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
