"""The practice commune: its own folder, never the office's; its name says what it is."""

from pathlib import Path

from desktop.actions.desk import Desk
from desktop.actions.sample import make_sample
from desktop.actions.setup import Sources, holds_data, open_desk


def practice_folder(data: Path) -> Path:
    """Where the practice commune lies: beside the data folder, under a name of its own."""
    return data.with_name(f"{data.name}-practice")


def practice_desk(folder: Path, *, sources: Sources) -> Desk:
    """Open the practice commune, made at the first visit; runs on the worker.

    Raises:
        StoreError: it cannot be made or opened.
    """
    if not holds_data(folder):
        make_sample(folder)
    return open_desk(folder, sources=sources)
