"""The rooms of a superior's window, in the order of the navigation."""

from desktop.actions.desk import Desk
from desktop.i18n import N_
from desktop.ui.room_places import room_at
from desktop.ui.shell.room import RoomEntry

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
        RoomEntry(
            key="board",
            title=N_("Board"),
            icon="house",
            make=room_at("desktop.ui.board.room:BoardRoom", desk),
        ),
        RoomEntry(
            key="receiving",
            title=N_("Receive files"),
            icon="usb",
            make=room_at("desktop.ui.receiving.room:ReceivingRoom", desk),
        ),
        RoomEntry(
            key="verifying",
            title=N_("To be verified"),
            icon="circle-help",
            make=room_at("desktop.ui.verifying.room:VerifyingRoom", desk),
        ),
        RoomEntry(
            key="consolidated",
            title=N_("Consolidated papers"),
            icon="file-text",
            make=room_at("desktop.ui.consolidated.room:ConsolidatedRoom", desk),
        ),
        RoomEntry(
            key="units",
            title=N_("Units"),
            icon="building-2",
            make=room_at("desktop.ui.units.room:UnitsRoom", desk),
            low=True,
        ),
        system,
    )
