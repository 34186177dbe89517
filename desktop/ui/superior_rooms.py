"""The rooms of a superior's window, in the order of the navigation."""

from functools import partial

from desktop.actions.desk import Desk
from desktop.i18n import N_
from desktop.ui.shell.context import ShellContext
from desktop.ui.shell.room import Room, RoomEntry

SUPERIOR_AHEAD = (
    "pypdfium2",
    "desktop.actions.receiving",
    "desktop.actions.consolidated_papers",
    "desktop.ui.receiving.room",
    "desktop.ui.units.room",
    "desktop.ui.reports.preview",
    "desktop.ui.reports.printing",
    "desktop.ui.reports.saving",
    "desktop.ui.consolidated.room",
    "desktop.ui.verifying.room",
    "desktop.ui.board.room",
    "desktop.ui.system.room",
)
"""What the first visits would wait for."""


def superior_entries(desk: Desk, system: RoomEntry) -> tuple[RoomEntry, ...]:
    """The rooms around a superior's desk; ``system`` is the one that both desks have."""
    return (
        RoomEntry(key="board", title=N_("Board"), icon="house", make=partial(_board, desk)),
        RoomEntry(
            key="receiving",
            title=N_("Receive files"),
            icon="usb",
            make=partial(_receiving, desk),
        ),
        RoomEntry(
            key="verifying",
            title=N_("To be verified"),
            icon="circle-help",
            make=partial(_verifying, desk),
        ),
        RoomEntry(
            key="consolidated",
            title=N_("Consolidated papers"),
            icon="file-text",
            make=partial(_consolidated, desk),
        ),
        RoomEntry(
            key="units",
            title=N_("Units"),
            icon="building-2",
            make=partial(_units, desk),
            low=True,
        ),
        system,
    )


def _board(desk: Desk, context: ShellContext) -> Room:
    from desktop.ui.board.room import BoardRoom

    return BoardRoom(context, desk=desk)


def _receiving(desk: Desk, context: ShellContext) -> Room:
    from desktop.ui.receiving.room import ReceivingRoom

    return ReceivingRoom(context, desk=desk)


def _verifying(desk: Desk, context: ShellContext) -> Room:
    from desktop.ui.verifying.room import VerifyingRoom

    return VerifyingRoom(context, desk=desk)


def _consolidated(desk: Desk, context: ShellContext) -> Room:
    from desktop.ui.consolidated.room import ConsolidatedRoom

    return ConsolidatedRoom(context, desk=desk)


def _units(desk: Desk, context: ShellContext) -> Room:
    from desktop.ui.units.room import UnitsRoom

    return UnitsRoom(context, desk=desk)
