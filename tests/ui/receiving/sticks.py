"""Sticks that are plugged in, and what a page says of them."""

from pathlib import Path

from PySide6.QtWidgets import QWidget

from desktop.actions.sticks import Drive
from desktop.ui.shell.context import ShellContext
from desktop.ui.widgets.text import Text


def drive(folder: Path, serial: str = "1") -> Drive:
    """A stick as the machine tells of it."""
    return Drive(
        folder=folder,
        name=folder.name,
        label=folder.name,
        file_system="exfat",
        free=6 << 30,
        total=8 << 30,
        read_only=False,
        removable=True,
        device="/dev/sdz1",
        serial=serial,
    )


def plug(shell: ShellContext, *drives: Drive) -> None:
    """The machine sees these sticks."""
    shell.sticks._take(drives)


def said(page: QWidget) -> list[str]:
    """Everything that a page says."""
    found: list[Text] = list(page.findChildren(Text))
    return [one.text() for one in found]
