"""The accounts of one Windows PC, and where each keeps a register of its own.

Stands on the standard library alone: what is done before an update must not need more.
"""

import os
from collections.abc import Iterator
from contextlib import suppress
from importlib import import_module
from pathlib import Path

_OWN = "AppData/Local/so138"
_ACCOUNTS = r"SOFTWARE\Microsoft\Windows NT\CurrentVersion\ProfileList"
# Only accounts of people have these: of this PC or a domain, and of Microsoft's directory.
_PEOPLE = ("S-1-5-21-", "S-1-12-1-")


def own_data_of(home: Path) -> Path:
    """Return the data folder of the account whose folder is ``home``."""
    return home / _OWN


def account_homes() -> Iterator[Path]:
    """The folders of all accounts: beside this one's, beside the common one, and as Windows lists.

    The system's own account lives elsewhere, and so may any account.
    """
    public = os.environ.get("PUBLIC")
    roots = [Path.home().parent, *([Path(public).parent] if public else [])]
    for root in dict.fromkeys(roots):
        with suppress(OSError):
            yield from sorted(root.iterdir())
    yield from (home for _sid, home in listed_homes())


def other_people() -> Iterator[Path]:
    """The folders of the other people's accounts, as Windows lists them; none on another system."""
    own = os.path.normcase(Path.home())
    for sid, home in listed_homes():
        if sid.startswith(_PEOPLE) and os.path.normcase(home) != own:
            yield home


def listed_homes() -> Iterator[tuple[str, Path]]:
    """What Windows lists: the number of each account, and its folder."""
    try:
        winreg = import_module("winreg")
    except ImportError:
        return
    with suppress(OSError), winreg.OpenKey(winreg.HKEY_LOCAL_MACHINE, _ACCOUNTS) as accounts:
        for place in range(winreg.QueryInfoKey(accounts)[0]):
            sid = winreg.EnumKey(accounts, place)
            with suppress(OSError), winreg.OpenKey(accounts, sid) as one:
                named = winreg.QueryValueEx(one, "ProfileImagePath")[0]
                yield sid, Path(os.path.expandvars(named))
