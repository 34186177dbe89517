"""The rooms of the window, in the order of the navigation.

A room's module is imported at its first visit, so that the window opens quickly; once it stands,
what takes long to import is brought in quietly, so that the first visit is quick too.
"""

from collections.abc import Callable
from functools import partial

from desktop.actions.desk import Desk
from desktop.domain.commune import Role
from desktop.i18n import N_, _
from desktop.ui.office import DeskOffice
from desktop.ui.room_places import room_at
from desktop.ui.shell.context import ShellContext
from desktop.ui.shell.room import Room, RoomEntry
from desktop.ui.told import Told

Reopen = Callable[[Desk, Told], None]

AHEAD = (
    "pypdfium2",
    "desktop.actions.papers",
    "desktop.actions.closing",
    "desktop.ui.reports.room",
    "desktop.ui.sessions.room",
    "desktop.ui.counts.room",
    "desktop.ui.objectives.room",
    "desktop.actions.sending",
    "desktop.actions.receipts",
    "desktop.ui.sending.room",
    "desktop.ui.models.room",
    "desktop.ui.groups.room",
    "desktop.ui.closing.room",
    "desktop.ui.system.room",
    "openpyxl",
    "desktop.ui.importing.room",
)
"""What the first visits would wait for; the parts of a large one before it, each by itself."""


def ahead(desk: Desk) -> tuple[str, ...]:
    """The modules that are brought in quietly once the window of a desk stands."""
    if desk.role is Role.SUPERIOR:
        from desktop.ui.superior_rooms import SUPERIOR_AHEAD

        return SUPERIOR_AHEAD
    return AHEAD


def office_of(desk: Desk) -> DeskOffice:
    """What the shell asks of a desk, by its role."""
    if desk.role is Role.SUPERIOR:
        from desktop.ui.superior_office import SuperiorOffice

        return SuperiorOffice(desk)
    return DeskOffice(desk)


def search_hint(desk: Desk) -> str:
    """What the search at the top finds; empty where its usual words hold."""
    return _("Search units, screens…") if desk.role is Role.SUPERIOR else ""


def entries(desk: Desk, *, reopen: Reopen) -> tuple[RoomEntry, ...]:
    """The rooms of the window around one open desk: a commune's, or a superior's.

    ``reopen`` takes the desk that was opened after a restore, and what there is to say of it.
    """
    system = RoomEntry(
        key="system",
        title=N_("System"),
        icon="settings",
        make=partial(_system, desk, reopen),
        low=True,
    )
    if desk.role is Role.SUPERIOR:
        from desktop.ui.superior_rooms import superior_entries

        return superior_entries(desk, system)
    return (*_daily(desk), system, *_unlisted(desk))


def _daily(desk: Desk) -> tuple[RoomEntry, ...]:
    return (
        RoomEntry(
            key="overview",
            title=N_("Overview"),
            icon="house",
            make=room_at("desktop.ui.overview.room:OverviewRoom", desk),
        ),
        RoomEntry(
            key="sessions",
            title=N_("Outreach"),
            icon="megaphone",
            make=room_at("desktop.ui.sessions.room:SessionsRoom", desk),
        ),
        RoomEntry(
            key="models",
            title=N_("Models"),
            icon="shield",
            make=room_at("desktop.ui.models.room:ModelsRoom", desk),
        ),
        RoomEntry(
            key="counts",
            title=N_("Situation"),
            icon="clipboard-list",
            make=room_at("desktop.ui.counts.room:CountsRoom", desk),
        ),
        RoomEntry(
            key="objectives",
            title=N_("Objectives"),
            icon="flag",
            make=room_at("desktop.ui.objectives.room:ObjectivesRoom", desk),
        ),
        RoomEntry(
            key="reports",
            title=N_("Reports"),
            icon="file-text",
            make=room_at("desktop.ui.reports.room:ReportsRoom", desk),
        ),
        RoomEntry(
            key="send",
            title=N_("Send to the superior"),
            icon="send",
            make=room_at("desktop.ui.sending.room:SendingRoom", desk),
        ),
        RoomEntry(
            key="groups",
            title=N_("Residential groups"),
            icon="users",
            make=room_at("desktop.ui.groups.room:GroupsRoom", desk),
            low=True,
        ),
    )


def _unlisted(desk: Desk) -> tuple[RoomEntry, ...]:
    return (
        RoomEntry(
            key="import",
            title=N_("Lists from Excel"),
            icon="file-spreadsheet",
            make=room_at("desktop.ui.importing.room:ImportRoom", desk),
            listed=False,
        ),
        RoomEntry(
            key="confirm",
            title=N_("To be confirmed"),
            icon="list-todo",
            make=room_at("desktop.ui.closing.room:ConfirmRoom", desk),
            listed=False,
        ),
    )


def _system(desk: Desk, reopen: Reopen, context: ShellContext) -> Room:
    from desktop.ui.system.room import SystemRoom

    return SystemRoom(
        context, desk=desk, reopen=lambda restored: reopen(restored.desk, restored.told)
    )
