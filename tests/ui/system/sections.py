"""Going to a section of the system room."""

from desktop.ui.system.room import SystemRoom


def open_section(room: SystemRoom, key: str) -> object:
    """The section, in sight."""
    room.on_target({"section": key})
    assert room.current.key == key
    return room.current
