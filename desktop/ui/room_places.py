"""Rooms by the place of their class, imported at the first visit: the window opens quickly."""

from collections.abc import Callable
from importlib import import_module

from desktop.actions.desk import Desk
from desktop.ui.shell.context import ShellContext
from desktop.ui.shell.room import Room


def room_at(place: str, desk: Desk) -> Callable[[ShellContext], Room]:
    """What makes the room of a class ("desktop.ui.board.room:BoardRoom") around a desk.

    Raises, when the room is made:
        TypeError: at that place stands no room.
    """

    def make(context: ShellContext) -> Room:
        module, _colon, name = place.partition(":")
        made = getattr(import_module(module), name)(context, desk=desk)
        if not isinstance(made, Room):
            raise TypeError(place)
        return made

    return make
