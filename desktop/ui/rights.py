"""What who sits here may do, as the window's controls heed it."""

from dataclasses import dataclass
from typing import TYPE_CHECKING, Protocol, runtime_checkable

from PySide6.QtWidgets import QWidget

from desktop.actions.desk import Desk
from desktop.domain.officers import OfficerRole, goes_while_moved, may
from desktop.wording import error_text

if TYPE_CHECKING:
    from collections.abc import Iterable


@dataclass(frozen=True, slots=True)
class Rights:
    """The role of who sits here, and where the data went when this copy is only read.

    ``looking``: it is a backup that is only looked at.
    """

    role: OfficerRole = OfficerRole.ALL
    moved_to: str = ""
    looking: bool = False

    def refusal(self, action: str) -> str:
        """Why an act, by its code, is not for who sits here; empty when it is."""
        if self.looking:
            return error_text("copy_only_read", {})
        if not may(self.role, action):
            return error_text("not_allowed", {})
        if self.moved_to and not goes_while_moved(action):
            return error_text("moved_away", {"moved_to": self.moved_to})
        return ""


def refused_at(desk: Desk, action: str) -> str:
    """Why an act, by its code, is not for who sits at a desk; empty when it is."""
    said = Rights(desk.officer_role, desk.moved_to).refusal(action)
    return said if said or desk.allows(action) else Rights(looking=True).refusal(action)


@runtime_checkable
class Heeding(Protocol):
    """A control that is for some officers only."""

    def heed(self, rights: Rights) -> None:
        """Serve, or say why not."""


@runtime_checkable
class Granting(Protocol):
    """A window that knows what who sits there may do."""

    @property
    def rights(self) -> Rights:
        """What it is."""


def rights_at(widget: QWidget) -> Rights:
    """The rights in the window of a control, or in the one that its dialog stands above.

    All of them where no window knows of any.
    """
    window: QWidget | None = widget.window()
    while window is not None and not isinstance(window, Granting):
        above = window.parentWidget()
        window = above.window() if above is not None else None
    return window.rights if window is not None else Rights()


def grant(window: QWidget, rights: Rights) -> None:
    """Let every control that is there heed the rights; those made later ask when they are shown."""
    found: Iterable[QWidget] = window.findChildren(QWidget)
    for one in found:
        if isinstance(one, Heeding):
            one.heed(rights)
