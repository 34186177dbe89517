"""A room of the window: what every room offers to the shell."""

from collections.abc import Callable
from dataclasses import dataclass

from PySide6.QtWidgets import QWidget

from desktop.domain.periods import Period
from desktop.ui.shell.context import ShellContext


class Room:
    """What a room may answer; a room overrides what it needs.

    The shell makes a room at the first visit. A room reads anew when it is shown and when
    something it shows was changed; no room calls another.
    """

    def widget(self) -> QWidget:
        """The content; asked for once."""
        raise TypeError(f"{type(self).__name__} offers no widget")

    def on_shown(self, month: Period) -> None:
        """The room comes to sight, or the month changed while it is in sight."""

    def on_changes(self, kinds: frozenset[str]) -> None:
        """These kinds of thing were changed while the room is in sight."""

    def on_target(self, target: object) -> None:
        """The shell came here for one thing: a step, a search result, a sentence of work."""

    def help_text(self) -> str:
        """What F1 explains: sentences about this screen."""
        return ""

    def keep_typed(self) -> bool:
        """Keep what is half typed, as it stands: nobody is there who could end a word.

        False where the room keeps nothing of it with the data: it stands in the window alone.
        """
        return False

    def may_leave(self) -> bool:
        """Whether nothing typed is lost by leaving.

        A room saves what it can and asks about the rest: who answers "drop it" leaves, so nobody
        is shut in and the window can always be closed.
        """
        return True


@dataclass(frozen=True, slots=True, kw_only=True)
class RoomEntry:
    """A room's place in the navigation. ``title`` is a marked message id; ``make`` builds it.

    ``low`` puts it below the line, with what is seldom needed; a room that is not ``listed`` is
    reached from other rooms alone.
    """

    key: str
    title: str
    icon: str
    make: Callable[[ShellContext], Room]
    low: bool = False
    listed: bool = True
