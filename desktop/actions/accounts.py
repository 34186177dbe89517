"""Several accounts on one PC: where their registers lie, so that no second one begins unnoticed."""

import os
from contextlib import suppress
from dataclasses import dataclass
from hashlib import sha256
from pathlib import Path

from desktop import paths
from desktop.db.store_opening import holds_store


@dataclass(frozen=True, slots=True)
class Elsewhere:
    """What is known beside an empty folder.

    ``folder`` holds a register that this account can reach; ``other_account``: another account
    of this PC has one of its own.
    """

    folder: Path | None = None
    other_account: bool = False

    def __bool__(self) -> bool:
        return self.folder is not None or self.other_account


def known_elsewhere(folder: Path) -> Elsewhere:
    """Where else on this PC a register lies, seen from the empty ``folder`` of a default start.

    A folder that was named by hand is meant as it is: nothing is looked for then.
    """
    if folder != paths.default_data_folder():
        return Elsewhere()
    found = next((one for one in paths.known_data_folders(folder) if _holds(one)), None)
    return Elsewhere(found, other_account=_others_are_marked())


def mark_account(folder: Path) -> None:
    """Leave a mark that this account has a register of its own; it names nobody.

    Only where the folder is the account's own and holds one, be it locked: a shared one is found
    by itself.
    """
    marks = paths.account_marks()
    if marks is None or folder != paths.own_data_folder() or not _holds(folder):
        return
    with suppress(OSError):  # a PC that lets nobody write there loses the hint alone
        marks.mkdir(parents=True, exist_ok=True)
        (marks / _own_mark()).touch()


def shared_among_accounts(folder: Path) -> bool:
    """Whether a folder is the one that several accounts of this PC use."""
    return folder in (paths.shared_data_folder(), paths.common_data_folder())


def _others_are_marked() -> bool:
    marks = paths.account_marks()
    if marks is None:
        return False
    with suppress(OSError):
        return any(one.name != _own_mark() for one in marks.glob("*.mark"))
    return False


def _own_mark() -> str:
    return sha256(os.fsencode(paths.own_data_folder())).hexdigest()[:16] + ".mark"


def _holds(folder: Path) -> bool:
    with suppress(OSError):
        return holds_store(folder)
    return False
