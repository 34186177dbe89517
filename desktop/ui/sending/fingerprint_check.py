"""Comparing the fingerprint of a connection file with the superior's paper: by eye, or typed."""

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QCheckBox, QVBoxLayout, QWidget

from desktop.actions.fingerprints import differing_groups, place_of_group
from desktop.i18n import _
from desktop.ui.widgets.fields import Labelled, LineField
from desktop.ui.widgets.text import Text

_LONGEST = 40


class FingerprintCheck(QWidget):
    """The digits in big type, a tick that they are those of the paper, or a field to type those.

    ``changed``: the tick or the digits are others than before.
    """

    changed = Signal()

    def __init__(self) -> None:
        super().__init__()
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(8)
        self.shown = Text("", look="digits", wrap=True)
        self.shown.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
        self.compared = QCheckBox(_("I compared it with the superior's paper: it is the same"))
        self.compared.toggled.connect(self.changed)
        label = _("Or type the digits from the paper")
        self.typed = LineField(name=label, hint="")
        self.typed.setMaxLength(_LONGEST)
        self.typed.textChanged.connect(self.changed)
        self.labelled = Labelled(label, self.typed)
        column.addWidget(Text(_("Fingerprint of the superior"), look="small"))
        for part in (self.shown, self.compared, self.labelled):
            column.addWidget(part)

    @property
    def answered(self) -> bool:
        """Whether one of both ways was used; typed digits may still be wrong."""
        return self.compared.isChecked() or bool(self.digits)

    @property
    def digits(self) -> str:
        """The digits typed from the paper."""
        return self.typed.text().strip()

    @property
    def fits(self) -> bool:
        """Whether digits, where some were typed, are those shown; else whether it is ticked."""
        if self.digits:
            return not differing_groups(self.digits, self.shown.text())
        return self.compared.isChecked()

    def show_fingerprint(self, fingerprint: str, *, compared: bool = False) -> None:
        """Show the digits of another file; nothing is typed yet."""
        self.shown.setText(fingerprint)
        self.compared.setChecked(compared)
        self.typed.clear()
        self.labelled.say("")

    def say(self, problem: str) -> None:
        """Say what does not fit; the first wrong group of what was typed is marked."""
        self.labelled.say(problem)
        if not problem:
            return
        self.typed.setFocus(Qt.FocusReason.OtherFocusReason)
        wrong = differing_groups(self.digits, self.shown.text())
        if wrong and self.digits:
            self.typed.setSelection(*place_of_group(self.digits, wrong[0]))
