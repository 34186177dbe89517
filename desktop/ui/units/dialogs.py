"""Two questions of the units room: taking a list over, and writing the connection file."""

from collections.abc import Sequence
from pathlib import Path
from typing import NamedTuple

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QDialog, QFileDialog, QWidget

from desktop.actions.connecting import ConnectionWords, ConnectionWritten, NewKeys
from desktop.actions.sticks import Drive
from desktop.actions.units import UnitRehearsal
from desktop.i18n import _
from desktop.ui.board.reply_dialog import PlaceField
from desktop.ui.design.theme import Theme
from desktop.ui.receiving.content import shortened
from desktop.ui.units.listing import rehearsal_items, rehearsal_words
from desktop.ui.widgets.dialogs import ConfirmDialog, FormDialog
from desktop.ui.widgets.fields import Labelled, LineField
from desktop.ui.widgets.rows import WorkList
from desktop.ui.widgets.scrolling import scrolled
from desktop.ui.widgets.side_form import ChoiceField
from desktop.ui.widgets.start_folder import start_folder
from desktop.ui.widgets.text import Text
from desktop.wording.superior import leaked_text, spoiled_text


class ListFile:
    """The system's own dialog for a list; tests replace ``ask``."""

    @classmethod
    def ask(cls, parent: QWidget) -> Path | None:
        """Ask for a file; none when it was left."""
        kinds = _("Lists (*.xlsx *.xls *.csv *.ods)")
        chosen, _kind = QFileDialog.getOpenFileName(
            parent, _("List of units"), str(start_folder()), kinds
        )
        return Path(chosen) if chosen else None


class ImportUnitsDialog(FormDialog):
    """The rehearsal of a list: what would be written and what is wrong."""

    def __init__(self, parent: QWidget | None, seen: UnitRehearsal, *, theme: Theme) -> None:
        wrong = bool(seen.problems)
        do = _("Take the sound rows, leave the others out") if wrong else _("Take the list over")
        title = _("List of units: {file}").format(file=seen.path.name)
        super().__init__(parent, title=title, do=do, leave=_("Take nothing"), width=560)
        self.body.addWidget(Text(rehearsal_words(seen), wrap=True))
        self.items = WorkList(theme=theme)
        self.items.show_items(shortened(rehearsal_items(seen)))
        area = scrolled(self.items, sideways=False)
        area.setMinimumHeight(240)
        self.body.addWidget(area, 1)
        brings = any(one.unit is not None for one in seen.fates)
        self.do_button.setEnabled(brings)

    @classmethod
    def ask(cls, parent: QWidget | None, seen: UnitRehearsal, *, theme: Theme) -> bool:
        """Show it; whether the list is to be taken over."""
        return cls(parent, seen, theme=theme).exec() == QDialog.DialogCode.Accepted


class ConnectionWish(NamedTuple):
    """What was typed for the connection file."""

    words: ConnectionWords
    folder: Path
    new_keys: NewKeys | None = None


class ConnectionDialog(FormDialog):
    """Asks how the superior calls itself, and where the file goes."""

    def __init__(
        self,
        parent: QWidget | None,
        words: ConnectionWords,
        *,
        sticks: Sequence[Drive],
        theme: Theme,
        deadline_set: bool = True,
    ) -> None:
        super().__init__(
            parent,
            title=_("Write the connection file"),
            do=_("Write the file"),
            leave=_("Write nothing"),
            lead=_lead(deadline_set=deadline_set),
            width=520,
        )
        self.no_deadline = Text(_without_deadline(), look="todo", wrap=True)
        self.no_deadline.setVisible(not deadline_set)
        self.body.addWidget(self.no_deadline)
        self.level = LineField(name=_("Level"), hint=_("for example: cấp thành phố"))
        self.level.setText(words.level)
        self.salutation = LineField(name=_("Salutation of reports"))
        self.salutation.setText(words.salutation)
        self.body.addWidget(Labelled(_("Level"), self.level))
        advice = _("Stands behind “Kính gửi:”; left empty, the commune writes its own.")
        self.body.addWidget(Labelled(_("Salutation of reports"), self.salutation, advice=advice))
        self.place = PlaceField(sticks, theme=theme, may_be_nowhere=False)
        self.body.addWidget(Labelled(_("Write it to"), self.place))
        link = self.place.link(_("Folder for the connection file"))
        self.body.addWidget(link, 0, Qt.AlignmentFlag.AlignLeft)
        self.keys = ChoiceField(name=_("Keys of this office"), theme=theme)
        self.keys.addItem(_("Keep the keys in use"), None)
        self.keys.addItem(_("New keys, changed from time to time"), NewKeys.REGULAR)
        self.keys.addItem(_("New keys, because others may know the old ones"), NewKeys.LEAKED)
        self.body.addWidget(Labelled(_("Keys of this office"), self.keys))
        self.leave_button.setAutoDefault(False)
        self.place.currentIndexChanged.connect(self._weigh)
        self._weigh()

    @classmethod
    def ask(
        cls,
        parent: QWidget | None,
        words: ConnectionWords,
        *,
        sticks: Sequence[Drive],
        theme: Theme,
        deadline_set: bool = True,
    ) -> ConnectionWish | None:
        """Ask; none when it was left."""
        dialog = cls(parent, words, sticks=sticks, theme=theme, deadline_set=deadline_set)
        if dialog.exec() != QDialog.DialogCode.Accepted or dialog.place.folder is None:
            return None
        typed = ConnectionWords(dialog.level.text(), dialog.salutation.text())
        return ConnectionWish(typed, dialog.place.folder, dialog.new_keys)

    @property
    def new_keys(self) -> NewKeys | None:
        """Why new keys are made; none: those in use are kept."""
        found = self.keys.currentData()
        return NewKeys(found) if found else None

    def accept(self) -> None:
        """Write the file; keys are changed only after a question, since nothing brings them back.

        What each commune has to do after it is said before.
        """
        why = self.new_keys
        if why is None or ConfirmDialog.ask(
            self,
            question=_("Change the keys of this office?"),
            detail=_keys_words(why),
            do=_("Change the keys"),
            keep=_("Keep the keys in use"),
        ):
            super().accept()

    def _weigh(self) -> None:
        self.do_button.setEnabled(self.place.folder is not None)


def _lead(*, deadline_set: bool) -> str:
    """What the file is for; what was never set is not promised."""
    if deadline_set:
        return _(
            "Each commune opens this file once: it then knows this office, its deadlines and plan, "
            "and seals its reports so that only this office can read them."
        )
    return _(
        "Each commune opens this file once: it then knows this office and its plan, and seals its "
        "reports so that only this office can read them."
    )


def _without_deadline() -> str:
    return _(
        "No deadline of reports is set: the file tells the communes none, and nobody is called "
        "late. To set one, go to “System”, “Counting” first."
    )


def _keys_words(why: NewKeys) -> str:
    """What changing the keys means for the communes."""
    back = _("It cannot be taken back. Files on their way still open with the old keys.")
    if why is NewKeys.LEAKED:
        return f"{leaked_text()} {back}"
    regular = _(
        "Every commune opens the new file; the former key vouches for the new one, so that nobody "
        "compares paper again."
    )
    return f"{regular} {back}"


class ConnectionDone(FormDialog):
    """Says where the file lies, shows its fingerprint large, and prints it on paper."""

    def __init__(self, parent: QWidget | None, written: ConnectionWritten, *, name: str) -> None:
        super().__init__(
            parent,
            title=_("The connection file is written"),
            do=_("Print the fingerprint"),
            leave=_("Close"),
            width=520,
        )
        words = _("Read back and sound: {path}").format(path=written.path)
        self.body.addWidget(Text(words, wrap=True))
        self.body.addWidget(Text(_("Fingerprint of the keys of this office"), look="small"))
        self.digits = Text(written.fingerprint, look="digits", wrap=True)
        self.body.addWidget(self.digits)
        advice = _(
            "Hand it over on paper, not on the same stick: whoever opens the file compares these "
            "digits."
        )
        if written.leaked:
            advice = f"{leaked_text()} {advice}"
        elif written.endorsed:
            advice = _(
                "The former key vouches for the new one: communes take the file without comparing "
                "paper again."
            )
        self.body.addWidget(Text(advice, look="soft", wrap=True))
        if written.spoiled:
            self.body.addWidget(Text(spoiled_text(written.spoiled), look="todo", wrap=True))
        self.leave_button.setAutoDefault(False)
        self.setWindowTitle(name)

    @classmethod
    def ask(cls, parent: QWidget | None, written: ConnectionWritten, *, name: str) -> bool:
        """Show it; whether the fingerprint is to be printed."""
        dialog = cls(parent, written, name=name)
        return dialog.exec() == QDialog.DialogCode.Accepted
