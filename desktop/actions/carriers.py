"""Which of the places plugged in holds a package: its answer goes back on that very stick."""

from collections.abc import Sequence
from pathlib import Path
from typing import NamedTuple

from desktop.actions.desk import Desk
from desktop.actions.verifying import verify_file
from desktop.exchange.errors import ExchangeError
from desktop.exchange.stick_files import StickFileKind, files_near
from desktop.files import FileFaultError

_OPENED = 40


class Carried(NamedTuple):
    """A package, and the name of the file that brought it."""

    package_id: str
    file_name: str


def answer_place(desk: Desk, packages: Sequence[Carried], folders: Sequence[Path]) -> Path | None:
    """Where an answer to packages goes unasked: the stick that one lies on, or the only one.

    None where several are plugged in and none of them brought it: nobody's stick is guessed.
    """
    for one in packages:
        found = carrier_of(desk, one, folders)
        if found is not None:
            return found
    return folders[0] if len(folders) == 1 else None


def carrier_of(desk: Desk, package: Carried, folders: Sequence[Path]) -> Path | None:
    """The one of some folders on which a package lies; none where none does."""
    path = carried_file(desk, package, folders)
    return next((one for one in folders if path is not None and path.is_relative_to(one)), None)


def carried_file(desk: Desk, package: Carried, folders: Sequence[Path]) -> Path | None:
    """The file of a package in one of some folders, whatever it is called there.

    Two computers of one unit write files of one name, so the content decides. A file that cannot
    be opened here without its passphrase is taken for the package by its name, and only where no
    other holds it. None where none does.
    """
    named: list[Path] = []
    for folder in folders:
        for path in _packages(folder, Path(package.file_name).stem):
            found = _package_in(desk, path)
            if found == package.package_id:
                return path
            if not found and path.name.casefold() == package.file_name.casefold():
                named.append(path)
    return named[0] if named else None


def _packages(folder: Path, stem: str) -> Sequence[Path]:
    """The first packages of a place, those that bear the name before the others."""
    try:
        found = files_near(folder)
    except FileFaultError:
        return ()
    paths = [one.path for one in found.of_kind(StickFileKind.PACKAGE)]
    return sorted(paths, key=lambda path: not path.name.startswith(stem))[:_OPENED]


def _package_in(desk: Desk, path: Path) -> str:
    """The package of a file; empty where it cannot be opened."""
    try:
        return verify_file(desk, path).package_id
    except (ExchangeError, FileFaultError):
        return ""
