"""Several accounts on one PC: where their registers lie, so that no second one begins unnoticed."""

from collections.abc import Iterable
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path

from desktop import paths, pc_accounts
from desktop.db.layout import Layout
from desktop.db.store_opening import holds_store


@dataclass(frozen=True, slots=True)
class Elsewhere:
    """What is known beside an empty folder.

    ``folder`` holds a register that this account can reach; ``other_account``: another account
    of this PC has one of its own; ``unseen``: names of accounts that may have one, for Windows
    lets nobody else look into their folders, and none of them left a mark.
    """

    folder: Path | None = None
    other_account: bool = False
    unseen: tuple[str, ...] = ()

    def __bool__(self) -> bool:
        return self.folder is not None or self.other_account or bool(self.unseen)

    @property
    def only_unseen(self) -> bool:
        """Whether there is no register that is known, only accounts that may have one."""
        return self.folder is None and not self.other_account and bool(self.unseen)


def known_elsewhere(folder: Path) -> Elsewhere:
    """Where else on this PC a register lies, seen from the empty ``folder`` of a default start.

    A folder that was named by hand is meant as it is: nothing is looked for then.
    """
    if folder != paths.default_data_folder():
        return Elsewhere()
    found = next((one for one in paths.known_data_folders(folder) if _holds(one)), None)
    others = {home: _has_register(home) for home in pc_accounts.other_people()}
    if _others_are_marked() or any(others.values()):
        return Elsewhere(found, other_account=True)
    unseen = sorted(home.name for home, has in others.items() if has is None)
    return Elsewhere(found, unseen=tuple(unseen))


def mark_account(folder: Path) -> None:
    """Leave a mark that this account has a register of its own; it names nobody.

    Only where the folder is the account's own and holds one, be it locked: a shared one is found
    by itself.
    """
    if folder == paths.own_data_folder():
        _mark((folder,))


def mark_every_account() -> None:
    """Leave the marks of all accounts that this one can look into, as who sets up the PC can.

    A register that only a former version opened left none by itself.
    """
    _mark(map(pc_accounts.own_data_of, pc_accounts.account_homes()))


def _mark(folders: Iterable[Path]) -> None:
    marks = paths.account_marks()
    for folder in folders:
        if marks is not None and _holds(folder):
            with suppress(OSError):  # a PC that lets nobody write there loses the hint alone
                marks.mkdir(parents=True, exist_ok=True)
                (marks / _mark_of(folder)).touch()


def shared_among_accounts(folder: Path) -> bool:
    """Whether a folder is the one that several accounts of this PC use."""
    return folder in (paths.shared_data_folder(), paths.common_data_folder())


def _others_are_marked() -> bool:
    marks = paths.account_marks()
    if marks is None:
        return False
    with suppress(OSError):
        own = _mark_of(paths.own_data_folder())
        return any(one.name != own for one in marks.glob("*.mark"))
    return False


def _mark_of(folder: Path) -> str:
    return f"{paths.mark_of(folder)}.mark"


def _has_register(home: Path) -> bool | None:
    """Whether an account keeps a register of its own; None where Windows does not tell.

    Windows says of a closed folder whether a name is in it: only what is there is refused.
    """
    try:
        Layout(pc_accounts.own_data_of(home)).store.stat()
    except (FileNotFoundError, NotADirectoryError):
        return False
    except OSError:
        return None
    return True


def _holds(folder: Path) -> bool:
    with suppress(OSError):
        return holds_store(folder)
    return False
