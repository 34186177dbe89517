"""The communes that go into a merger: their folders, and those whose folder is lost."""

from collections.abc import Mapping, Sequence
from functools import partial
from pathlib import Path

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QDialog, QHBoxLayout, QVBoxLayout, QWidget

from desktop.actions.former_communes import LostFolder
from desktop.actions.lost_communes import LostUnit
from desktop.i18n import _, format_number, ngettext
from desktop.ui.widgets.buttons import LinkButton
from desktop.ui.widgets.choice_box import ChoiceBox
from desktop.ui.widgets.dialogs import FormDialog
from desktop.ui.widgets.fields import Labelled
from desktop.ui.widgets.layouts import clear_layout
from desktop.ui.widgets.text import Text


class LostDialog(FormDialog):
    """Asks which commune's folder is lost, of those that a superior received something from."""

    def __init__(self, parent: QWidget | None, *, folder: Path, units: Sequence[LostUnit]) -> None:
        super().__init__(
            parent,
            title=_("A commune whose folder is lost"),
            do=_("Take what was received"),
            leave=_("Leave"),
            lead=_(
                "From what the superior received come groups, sessions, models and counts of the"
                " months received. What was in no report is not in it: the rehearsal says what."
            ),
            width=520,
        )
        self.body.addWidget(Text(str(folder), look="small", wrap=True))
        self.unit = ChoiceBox()
        self.unit.setAccessibleName(_("Commune"))
        self._units = tuple(one for one in units if one.months)
        for one in self._units:
            self.unit.addItem(_unit_words(one), one.code)
        self.unit.setPlaceholderText(_("Choose the commune"))
        # Which one is lost is the officer's to say, where there are several.
        self.unit.setCurrentIndex(0 if len(self._units) == 1 else -1)
        self.unit.currentIndexChanged.connect(self._weigh)
        self.body.addWidget(Labelled(_("Commune"), self.unit))
        self.waiting = Text(waiting_words(units), look="todo", wrap=True)
        self.waiting.setVisible(any(one.waiting for one in units))
        self.body.addWidget(self.waiting)
        self.leave_button.setAutoDefault(False)
        self.do_button.setDefault(True)
        self._weigh()
        self.unit.setFocus(Qt.FocusReason.OtherFocusReason)

    @classmethod
    def ask(
        cls, parent: QWidget | None, *, folder: Path, units: Sequence[LostUnit]
    ) -> LostUnit | None:
        """The commune that was chosen; none when the question was left."""
        dialog = cls(parent, folder=folder, units=units)
        if dialog.exec() != QDialog.DialogCode.Accepted:
            return None
        return dialog.chosen

    @property
    def chosen(self) -> LostUnit:
        """The commune in sight."""
        return self._units[self.unit.currentIndex()]

    def _weigh(self) -> None:
        self.do_button.setEnabled(self.unit.currentIndex() >= 0)


def _unit_words(one: LostUnit) -> str:
    said = ngettext(
        "{name}, code {code}: {count} month received",
        "{name}, code {code}: {count} months received",
        one.months,
    )
    return said.format(name=one.name, code=one.code, count=format_number(one.months))


def waiting_words(units: Sequence[LostUnit]) -> str:
    """Of which units files wait: they come over only once the superior accepted them."""
    said = _("{name} ({code}): {count} files")
    lines = [
        said.format(name=one.name, code=one.code, count=format_number(one.waiting))
        for one in units
        if one.waiting
    ]
    head = _("Files that wait to be verified do not come over. Accept them at the superior first:")
    return "\n".join([head, *lines])


class MergeSources(QWidget):
    """One line for each commune; ``changed`` when one came or was left out."""

    changed = Signal()

    def __init__(self, first: Path) -> None:
        super().__init__()
        self._first = first
        self.folders: list[Path] = [first]
        self.lost: list[LostFolder] = []
        self._names: dict[str, str] = {}
        self._lines = QVBoxLayout(self)
        self._lines.setContentsMargins(0, 0, 0, 0)
        self._lines.setSpacing(4)
        self._show()

    def add_folder(self, folder: Path) -> None:
        """One more commune, by its folder; one that stands there already is not taken twice."""
        if folder.resolve() not in [one.resolve() for one in self.folders]:
            self.folders.append(folder)
            self._change()

    def add_lost(self, lost: LostFolder, name: str) -> None:
        """One more commune, by what a superior received from it."""
        if lost not in self.lost:
            self.lost.append(lost)
            self._names[_key(lost)] = name
            self._change()

    def leave_out(self, source: Path | LostFolder) -> None:
        """Take a commune out of the merger."""
        if isinstance(source, LostFolder):
            self.lost.remove(source)
        else:
            self.folders.remove(source)
        self._change()

    def name(self, names: Mapping[str, str]) -> None:
        """Say whose folders these are, by the place that a rehearsal names them with."""
        self._names |= names
        self._show()

    @property
    def words(self) -> tuple[str, ...]:
        """What the lines say."""
        return tuple(self._words(one) for one in self._all)

    @property
    def _all(self) -> tuple[Path | LostFolder, ...]:
        return (*self.folders, *self.lost)

    def _change(self) -> None:
        self._show()
        self.changed.emit()

    def _show(self) -> None:
        clear_layout(self._lines)
        for source in self._all:
            line = QWidget()
            row = QHBoxLayout(line)
            row.setContentsMargins(0, 0, 0, 0)
            row.addWidget(Text(self._words(source), wrap=True), 1)
            row.addWidget(LinkButton(_("Leave out"), partial(self.leave_out, source)))
            self._lines.addWidget(line)

    def _words(self, source: Path | LostFolder) -> str:
        name = self._names.get(_key(source), "")
        if isinstance(source, LostFolder):
            said = _("{name}: folder lost, by what the superior received ({folder})")
            return said.format(name=name, folder=source.superior)
        if source == self._first:
            said = _("{name}: the folder that is open ({folder})")
        else:
            said = _("{name} ({folder})")
        return said.format(name=name, folder=source) if name else str(source)


def _key(source: Path | LostFolder) -> str:
    if isinstance(source, LostFolder):
        return f"{source.superior}:{source.code}"
    return str(source)
