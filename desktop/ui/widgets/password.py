"""A field for a password: an eye to see it, and warnings about what the keyboard does to it."""

import sys
import unicodedata
from collections.abc import Callable

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QAction, QFocusEvent, QIcon, QInputMethodEvent, QKeyEvent, QKeySequence
from PySide6.QtWidgets import QLineEdit, QVBoxLayout, QWidget

from desktop.domain.officers import LONGEST_PASSWORD
from desktop.domain.text import nfc
from desktop.i18n import _
from desktop.ui.design.theme import Theme
from desktop.ui.design.tokens import Role
from desktop.ui.widgets.fields import Labelled, LineField
from desktop.ui.widgets.text import Text

_EYE_KEY = "Alt+H"
_CAPS_KEY = 0x14
_KEPT_BY_ONE_KEY = 2


class PasswordField(LineField):
    """Dots until the eye is pressed; the text is given in Unicode's composed form.

    ``warned`` carries what the keyboard does to the password: Caps Lock, an input method that
    turns letters into others; empty when neither is seen.
    """

    warned = Signal(str)

    def __init__(self, *, name: str, theme: Theme) -> None:
        super().__init__(name=name)
        self._theme = theme
        self._caps, self._rewriting, self._length = False, False, 0
        self.setEchoMode(QLineEdit.EchoMode.Password)
        self.setMaxLength(LONGEST_PASSWORD)
        self.setInputMethodHints(
            Qt.InputMethodHint.ImhHiddenText
            | Qt.InputMethodHint.ImhNoAutoUppercase
            | Qt.InputMethodHint.ImhNoPredictiveText
            | Qt.InputMethodHint.ImhSensitiveData
        )
        self._eye = QAction(self)
        self._eye.setShortcut(QKeySequence(_EYE_KEY))
        self._eye.setShortcutContext(Qt.ShortcutContext.WidgetShortcut)
        self._eye.triggered.connect(self.turn)
        self.addAction(self._eye, QLineEdit.ActionPosition.TrailingPosition)
        theme.keep(self, self._dress)
        self.textEdited.connect(self._weigh)

    @property
    def password(self) -> str:
        """What was typed, composed: the same letters are the same password on every machine."""
        return nfc(self.text())

    @property
    def shown(self) -> bool:
        """Whether the letters can be read."""
        return self.echoMode() == QLineEdit.EchoMode.Normal

    @property
    def warning(self) -> str:
        """What the keyboard does to the password; empty when nothing is seen."""
        said = []
        if self._caps:
            said.append(_("Caps Lock is on."))
        if self._rewriting:
            said.append(
                _(
                    "The Vietnamese input method (UniKey) is on and turns letters into others."
                    " If the password has no marks, switch it off and type again."
                )
            )
        return " ".join(said)

    def turn(self) -> None:
        """Show the letters, or hide them again."""
        modes = QLineEdit.EchoMode
        self.setEchoMode(modes.Password if self.shown else modes.Normal)
        self._dress()

    def empty(self) -> None:
        """Take what was typed away and hide the letters again."""
        self.clear()
        self._rewriting, self._length = False, 0
        if self.shown:
            self.turn()
        self._tell()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """A letter tells whether Caps Lock is on: its case is not what the Shift key says."""
        letter = event.text()
        if event.key() == Qt.Key.Key_CapsLock:
            self._caps = not self._caps if self._caps or self.text() else self._caps
        elif len(letter) == 1 and letter.isalpha() and letter.upper() != letter.lower():
            shifted = bool(event.modifiers() & Qt.KeyboardModifier.ShiftModifier)
            self._caps = letter.isupper() != shifted
        self._tell()
        super().keyPressEvent(event)

    def focusInEvent(self, event: QFocusEvent) -> None:
        """Ask Windows for Caps Lock, where there is a Windows to ask."""
        super().focusInEvent(event)
        self._caps = _caps_lock_is_on() or (self._caps and bool(self.text()))
        self._tell()

    def inputMethodEvent(self, event: QInputMethodEvent) -> None:
        """Letters still being composed: an input method is at work."""
        if event.preeditString() or _has_marks(event.commitString()):
            self._rewriting = True
            self._tell()
        super().inputMethodEvent(event)

    def _weigh(self, text: str) -> None:
        # An input method may take its marks back ("pa" to "pá" to "pas"): what was seen stays
        # said until the field is emptied, or typed anew over what stood there.
        anew = len(text) == 1 and self._length > _KEPT_BY_ONE_KEY
        self._rewriting = _has_marks(text) or (self._rewriting and bool(text) and not anew)
        self._length = len(text)
        self._tell()

    def _tell(self) -> None:
        self.warned.emit(self.warning)

    def _dress(self) -> None:
        icon = "eye-off" if self.shown else "eye"
        self._eye.setIcon(QIcon(self._theme.pixmap(icon, Role.SOFT)))
        said = _("Hide the letters ({key})") if self.shown else _("Show the letters ({key})")
        self._eye.setToolTip(said.format(key=_EYE_KEY))


class PasswordBox(QWidget):
    """A password with its label above, its warning and its problem below."""

    def __init__(self, label: str, *, theme: Theme, advice: str = "") -> None:
        super().__init__()
        self.field = PasswordField(name=label, theme=theme)
        self.labelled = Labelled(label, self.field, advice=advice)
        self.warning = Text("", look="todo", wrap=True)
        self.warning.hide()
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(4)
        column.addWidget(self.labelled)
        column.addWidget(self.warning)
        self.field.warned.connect(self._warn)

    @property
    def password(self) -> str:
        """What was typed, composed."""
        return self.field.password

    def say(self, problem: str) -> None:
        """Show a problem below the field; an empty one brings the advice back."""
        self.labelled.say(problem)

    def _warn(self, words: str) -> None:
        if words != self.warning.text():
            self.warning.setText(words)
        self.warning.setVisible(bool(words))


class NewPassword(QWidget):
    """A new password, typed twice."""

    def __init__(self, *, theme: Theme, advice: str = "") -> None:
        super().__init__()
        said = advice or _(
            "At least 8 letters or digits. A sentence that you remember is better than a short"
            " word with signs; type it without marks."
        )
        self.first = PasswordBox(_("New password"), theme=theme, advice=said)
        self.again = PasswordBox(_("New password again"), theme=theme)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(8)
        column.addWidget(self.first)
        column.addWidget(self.again)

    @property
    def password(self) -> str:
        """What was typed first."""
        return self.first.password

    @property
    def agrees(self) -> bool:
        """Whether both times say the same; the second field says so when they do not."""
        same = self.first.password == self.again.password
        self.again.say("" if same else _("The two passwords differ."))
        if not same:
            self.again.field.setFocus()
        return same

    def say(self, problem: str) -> None:
        """Show a problem below the first field."""
        self.first.say(problem)

    def empty(self) -> None:
        """Take away what was typed."""
        self.first.field.empty()
        self.again.field.empty()


def _has_marks(text: str) -> bool:
    """Whether a text has letters that no plain keyboard types: what an input method made."""
    plain = unicodedata.normalize("NFC", text)
    return any(letter.isalpha() and not letter.isascii() for letter in plain)


def _caps_lock_is_on(ask: Callable[[int], int] | None = None) -> bool:
    """What Windows says; elsewhere the letters typed tell."""
    if ask is None and sys.platform == "win32":
        import ctypes

        ask = ctypes.windll.user32.GetKeyState
    return bool(ask(_CAPS_KEY) & 1) if ask is not None else False
