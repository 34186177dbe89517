"""The question before a connection file is taken: whose it is, its fingerprint, what it fills."""

from collections.abc import Sequence
from dataclasses import dataclass

from PySide6.QtWidgets import QCheckBox, QDialog, QWidget

from desktop.actions.connection import ConnectionRead, ConnectionState, FilledField, Filling
from desktop.i18n import N_, _
from desktop.ui.sending.fingerprint_check import FingerprintCheck
from desktop.ui.widgets.dialogs import FormDialog
from desktop.ui.widgets.text import Text
from desktop.wording.sending import given_up_text

_FIELDS = {
    FilledField.SUPERIOR: N_("Superior: {after}"),
    FilledField.SALUTATION: N_("Words after “Kính gửi:”: {after}"),
    FilledField.DEADLINE: N_("Days until reports are due, as the superior sets them"),
    FilledField.PLAN: N_("Plan to follow: {after}"),
}


@dataclass(frozen=True, slots=True)
class ConnectWish:
    """How the file is taken: the digits typed, or ``compared`` with the paper by eye; the
    settings to fill in."""

    fingerprint: str
    compared: bool
    fill: tuple[FilledField, ...]


class ConnectDialog(FormDialog):
    """Shows the fingerprint in big digits. A file that the superior of before does not vouch for
    is taken only when somebody compared it with the paper."""

    def __init__(
        self,
        parent: QWidget | None,
        *,
        read: ConnectionRead,
        problem: str = "",
        before: ConnectWish | None = None,
    ) -> None:
        super().__init__(
            parent,
            title=_("Connect with {name}").format(name=read.name),
            do=_("Connect"),
            leave=_("Leave it"),
            width=540,
        )
        self._read = read
        self.body.addWidget(Text(_state_words(read), look=_look(read), wrap=True))
        self.body.addSpacing(4)
        self.check = FingerprintCheck()
        self.check.show_fingerprint(read.fingerprint)
        self.check.changed.connect(self._weigh)
        self.shown, self.compared = self.check.shown, self.check.compared
        self.typed = self.check.typed
        self.body.addWidget(self.check)
        self.fillings = self._filling_boxes(read.fillings)
        if before is not None:
            self._take_up(before)
        self.check.say(problem)
        self.leave_button.setAutoDefault(False)
        self.do_button.setDefault(True)
        self._weigh()

    @classmethod
    def ask(
        cls,
        parent: QWidget | None,
        *,
        read: ConnectionRead,
        problem: str = "",
        before: ConnectWish | None = None,
    ) -> ConnectWish | None:
        """How to take the file; none when it was left. ``before`` is what did not fit."""
        dialog = cls(parent, read=read, problem=problem, before=before)
        if dialog.exec() != QDialog.DialogCode.Accepted:
            return None
        return dialog.wish

    @property
    def wish(self) -> ConnectWish:
        """What was chosen."""
        fill = tuple(one.field for box, one in self.fillings if box.isChecked())
        return ConnectWish(self.check.digits, self.compared.isChecked(), fill)

    def _take_up(self, before: ConnectWish) -> None:
        """Everything stands as it was left."""
        self.compared.setChecked(before.compared)
        for box, one in self.fillings:
            box.setChecked(one.field in before.fill)
        self.typed.setText(before.fingerprint)

    def _filling_boxes(self, fillings: Sequence[Filling]) -> list[tuple[QCheckBox, Filling]]:
        made: list[tuple[QCheckBox, Filling]] = []
        if fillings:
            self.body.addSpacing(4)
            self.body.addWidget(Text(_("Settings that the file brings"), look="small"))
        for one in fillings:
            box = QCheckBox(_(_FIELDS[one.field]).format(after=one.after))
            box.setChecked(True)
            # What the office never chose itself is filled in anyway.
            box.setEnabled(not one.by_itself)
            if one.before:
                box.setToolTip(_("Now: {before}").format(before=one.before))
            self.body.addWidget(box)
            made.append((box, one))
        return made

    def _weigh(self) -> None:
        needs = self._read.state is ConnectionState.TO_CONFIRM
        self.do_button.setEnabled(self.check.answered or not needs)


def _look(read: ConnectionRead) -> str:
    return "todo" if read.state is ConnectionState.TO_CONFIRM else "soft"


def _state_words(read: ConnectionRead) -> str:
    match read.state:
        case ConnectionState.TO_CONFIRM if read.given_up:
            return given_up_text(read.name)
        case ConnectionState.TO_CONFIRM if read.before:
            said = _(
                "Until now files are sealed for {before}. This file is of {name}: it is another"
                " superior, or its keys are new and the former ones do not vouch for them. Compare"
                " the fingerprint with the superior's paper first."
            )
            return said.format(before=read.before, name=read.name)
        case ConnectionState.TO_CONFIRM:
            return _(
                "This is another superior than before, or its keys are new and the former ones do"
                " not vouch for them. Compare the fingerprint with the superior's paper first."
            )
        case ConnectionState.NEWER:
            return _("A newer file of the superior that is connected; it is vouched for.")
        case ConnectionState.SAME:
            return _("This file was taken before. Settings that differ can be filled in again.")
        case ConnectionState.OLDER:
            return _("A newer file of this superior was taken already: this one changes nothing.")
    return _(
        "Files are sealed for this superior from now on. Compare the fingerprint with the"
        " superior's paper: with a file of somebody else, somebody else could read the figures."
    )
