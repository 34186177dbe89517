"""The practice commune: its own folder, never the office's, and its mark on every screen."""

from pathlib import Path

from desktop.actions.desk import Desk
from desktop.actions.sample import make_sample
from desktop.actions.setup import Sources, holds_data, open_desk
from desktop.i18n import _


def practice_folder(data: Path) -> Path:
    """Where the practice commune lies: beside the data folder, under a name of its own."""
    return data.with_name(f"{data.name}-practice")


def is_practice(folder: Path) -> bool:
    """Whether a folder is that of the practice commune."""
    return folder.name.endswith("-practice")


def practice_desk(folder: Path, *, sources: Sources) -> Desk:
    """Open the practice commune, made at the first visit; runs on the worker.

    Raises:
        StoreError: it cannot be made or opened.
    """
    if not holds_data(folder):
        make_sample(folder)
    return open_desk(folder, sources=sources)


def practice_name(name: str) -> str:
    """The commune's name in the head of the window, marked so that nobody takes it for real."""
    return _("{name} – practice data, made up").format(name=name)
