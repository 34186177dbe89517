"""Folders to write files for other offices into: never the data folder, never one made up.

A stick that is not plugged in leaves no folder behind, or an empty one on the disk of the system:
a folder that is missing is said and never made, by no writer and on no system, so that nobody
carries away a stick without the file.
"""

from pathlib import Path

from desktop.actions.desk import Desk
from desktop.domain.problems import Problem
from desktop.exchange.drives import DriveSource, removable_drives
from desktop.exchange.stick_faults import StickGoneError


class TargetMissingError(StickGoneError):
    """The folder to write into is not there: the stick is not plugged in, or nobody made it."""

    code = "target_missing"


def wrong_target(desk: Desk, folder: Path) -> Problem | None:
    """Why nothing is written into a folder that was named: it is a file, or the data folder."""
    if folder.is_file():
        return Problem("target_is_file", "to", details={"place": str(folder)})
    if folder.resolve().is_relative_to(desk.store.folder.resolve()):
        return Problem("target_in_data", "to", details={"place": str(folder)})
    return None


def refuse_missing(folder: Path) -> None:
    """Does nothing for a folder that is there.

    Raises:
        TargetMissingError: it is not; it is never made.
    """
    if not folder.is_dir():
        raise TargetMissingError(folder)


def refuse_wrong_receipt_place(desk: Desk, folder: Path | None) -> Problem | None:
    """Looks at the folder for a receipt before anything is answered; none: no file is wanted.

    Raises:
        TargetMissingError: it is not there; nothing was answered.
    """
    if folder is None:
        return None
    problem = wrong_target(desk, folder)
    if problem is None:
        refuse_missing(folder)
    return problem


def carried(folder: Path, source: DriveSource | None = None) -> bool:
    """Whether a folder lies on something that can be pulled out."""
    place = folder.resolve()
    return any(place.is_relative_to(one.folder) for one in removable_drives(source))
