"""Buttons: one primary action a screen, quiet ones beside it, links for the rest."""

from collections.abc import Callable
from typing import Self

from PySide6.QtCore import Qt
from PySide6.QtGui import QKeyEvent, QShowEvent
from PySide6.QtWidgets import QPushButton, QToolButton, QWidget

from desktop.ui.design.theme import Theme
from desktop.ui.design.tokens import Role
from desktop.ui.rights import Rights, rights_at

_ENTER = (Qt.Key.Key_Return, Qt.Key.Key_Enter)


class Button(QPushButton):
    """A button that Enter presses as well as the space bar."""

    def __init__(
        self,
        text: str,
        *,
        kind: str,
        on_click: Callable[[], object] | None = None,
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(text, parent)
        self.setProperty("kind", kind)
        self.setCursor(Qt.CursorShape.PointingHandCursor)
        self._on_click = on_click
        self._right, self._refusal = "", ""
        self._wanted, self._tip = True, ""
        self.clicked.connect(self._pressed)

    def needs(self, action: str) -> Self:
        """Serve only who may do an act, by its code; others read why not in the tip."""
        self._right = action
        return self

    @property
    def right(self) -> str:
        """The act, by its code, that it serves for; empty where everybody may press it."""
        return self._right

    def heed(self, rights: Rights) -> None:
        """Serve, or stand there without serving and say why."""
        if self._right:
            self._refusal = rights.refusal(self._right)
            super().setEnabled(self._wanted and not self._refusal)
            super().setToolTip(self._refusal or self._tip)

    def setEnabled(self, enabled: bool) -> None:  # noqa: FBT001  Qt's own
        """Serve or not; never whoever may not do it."""
        self._wanted = enabled
        super().setEnabled(enabled and not self._refusal)

    def setToolTip(self, text: str) -> None:
        """Say something in the tip; why it does not serve goes before."""
        self._tip = text
        super().setToolTip(self._refusal or text)

    def showEvent(self, event: QShowEvent) -> None:
        """A button made later heeds the rights when it comes to sight."""
        if self._right:
            self.heed(rights_at(self))
        super().showEvent(event)

    def look_like(self, kind: str) -> None:
        """Look otherwise from now on, such as "primary"."""
        if self.property("kind") != kind:
            self.setProperty("kind", kind)
            self.style().unpolish(self)
            self.style().polish(self)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Enter presses the button that has the focus."""
        if event.key() in _ENTER and self.isEnabled():
            self.click()
        else:
            super().keyPressEvent(event)

    def _pressed(self) -> None:
        if self._on_click is not None:
            self._on_click()


class PrimaryButton(Button):
    """The one action that a screen is about."""

    def __init__(self, text: str, on_click: Callable[[], object] | None = None) -> None:
        super().__init__(text, kind="primary", on_click=on_click)


class SecondaryButton(Button):
    """An action beside the primary one."""

    def __init__(self, text: str, on_click: Callable[[], object] | None = None) -> None:
        super().__init__(text, kind="secondary", on_click=on_click)


class TroubleButton(Button):
    """An action that takes something away."""

    def __init__(self, text: str, on_click: Callable[[], object] | None = None) -> None:
        super().__init__(text, kind="trouble", on_click=on_click)


class LinkButton(Button):
    """An action as a line of text; ``small`` for the status line.

    In a dialog Enter never falls to it unless it has the focus: links lie beside the way on.
    """

    def __init__(
        self, text: str, on_click: Callable[[], object] | None = None, *, small: bool = False
    ) -> None:
        super().__init__(text, kind="link-small" if small else "link", on_click=on_click)
        self.setAutoDefault(False)


class IconButton(QToolButton):
    """An icon alone; ``tip`` says what it does, to the eye and to screen readers."""

    def __init__(
        self,
        icon: str,
        tip: str,
        *,
        theme: Theme,
        on_click: Callable[[], object] | None = None,
        role: Role = Role.SOFT,
        size: int = 16,
    ) -> None:
        super().__init__()
        self.setToolTip(tip)
        self.setAccessibleName(tip)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        theme.dress(self, icon, role, size)
        self._on_click = on_click
        self.clicked.connect(self._pressed)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Enter presses the button that has the focus."""
        if event.key() in _ENTER and self.isEnabled():
            self.click()
        else:
            super().keyPressEvent(event)

    def _pressed(self) -> None:
        if self._on_click is not None:
            self._on_click()
