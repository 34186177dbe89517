"""A message above the content: what happened, what it means, what to do."""

from collections.abc import Callable
from enum import StrEnum
from functools import partial

from PySide6.QtCore import Qt, QTimer
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QFrame, QHBoxLayout

from desktop.i18n import _
from desktop.ui.design.theme import Theme
from desktop.ui.design.tokens import Role
from desktop.ui.widgets.buttons import IconButton, LinkButton
from desktop.ui.widgets.text import Icon, Text


class Tone(StrEnum):
    """How serious a message is."""

    INFO = "info"
    WARN = "warn"
    TROUBLE = "trouble"


_ICONS: dict[Tone, tuple[str, Role]] = {
    Tone.INFO: ("info", Role.ACCENT),
    Tone.WARN: ("triangle-alert", Role.DUE),
    Tone.TROUBLE: ("circle-x", Role.TROUBLE),
}


class Banner(QFrame):
    """Hidden until there is something to say; Esc and the cross put it away.

    What was given to ``say_in_turn`` comes once nothing else is said.
    """

    def __init__(self, *, theme: Theme) -> None:
        super().__init__()
        self.setProperty("kind", Tone.INFO.value)
        self._do: Callable[[], object] = _nothing
        self._tone = Tone.INFO
        self._stands = False
        self._read: Callable[[], object] | None = None
        self._next: Callable[[], object] | None = None
        row = QHBoxLayout(self)
        row.setContentsMargins(12, 8, 8, 8)
        row.setSpacing(10)
        self._icon = Icon("info", theme=theme, role=Role.ACCENT)
        self._text = Text(wrap=True)
        self._action = LinkButton("", self._act)
        row.addWidget(self._icon, 0, Qt.AlignmentFlag.AlignVCenter)
        row.addWidget(self._text, 1)
        row.addWidget(self._action)
        row.addWidget(IconButton("x", _("Close this message"), theme=theme, on_click=self.put_away))
        self.hide()

    @property
    def text(self) -> str:
        """What the banner says."""
        return self._text.text()

    def say(
        self,
        tone: Tone,
        text: str,
        *,
        action: str = "",
        on_action: Callable[[], object] | None = None,
    ) -> None:
        """Show ``text``; ``action`` names the button that does ``on_action``."""
        if self._stands:
            return
        self._read = None
        self._tone = tone
        self.setProperty("kind", tone.value)
        self.style().unpolish(self)
        self.style().polish(self)
        self._icon.take(*_ICONS[tone])
        self._text.setText(text)
        self._do = on_action or _nothing
        self._action.setText(action)
        self._action.setVisible(bool(action))
        self.setAccessibleName(text)
        self.show()

    def say_in_turn(
        self, tone: Tone, text: str, *, action: str, on_action: Callable[[], object]
    ) -> None:
        """Say it now, or once what stands here is gone; only trouble takes another's place."""
        say = partial(self.say, tone, text, action=action, on_action=on_action)
        if self.isHidden() or (tone is Tone.TROUBLE and not self.troubled):
            say()
        else:
            self._next = say

    def hide(self) -> None:
        """Nothing is said any more; what waits for its turn comes."""
        super().hide()
        if self._next is not None:
            QTimer.singleShot(0, self, self._take_turn)

    def _take_turn(self) -> None:
        if self._next is not None and self.isHidden():
            say, self._next = self._next, None
            say()

    def stand(self, text: str, *, action: str, on_action: Callable[[], object]) -> None:
        """Show trouble beside which nothing else counts: it stays in every room until put away."""
        self._stands = False
        self.say(Tone.TROUBLE, text, action=action, on_action=on_action)
        self._stands = True

    def remind(
        self,
        text: str,
        *,
        action: str,
        on_action: Callable[[], object],
        on_read: Callable[[], object],
    ) -> None:
        """Show what stays in every room until it is answered or something else is to be said.

        ``on_read`` is called when it is put away without its action.
        """
        self.say(Tone.WARN, text, action=action, on_action=on_action)
        if not self._stands:
            self._read = on_read

    @property
    def reminds(self) -> bool:
        """Whether what is shown waits for an answer."""
        return self._read is not None

    @property
    def stands(self) -> bool:
        """Whether what is shown stays in every room."""
        return self._stands

    def put_away(self) -> None:
        """The message was read."""
        read, self._read = self._read, None
        self._stands = False
        self.hide()
        if read is not None:
            read()

    @property
    def troubled(self) -> bool:
        """Whether trouble is in sight."""
        return self._tone is Tone.TROUBLE and not self.isHidden()

    def place_left(self) -> None:
        """What was said of a month goes as that is left; trouble and reminders stay in sight."""
        if self._tone is not Tone.TROUBLE and not self.reminds:
            self.hide()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Esc puts the message away."""
        if event.key() == Qt.Key.Key_Escape:
            self.put_away()
        else:
            super().keyPressEvent(event)

    def _act(self) -> None:
        self._read = None
        self.put_away()
        self._do()


def _nothing() -> None:
    """A banner without an action."""
