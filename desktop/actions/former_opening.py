"""Who may take a former commune's data into a merger, and which password opens which folder."""

import contextlib
from collections.abc import Iterable
from dataclasses import replace
from pathlib import Path

from desktop.actions.desk import Desk
from desktop.actions.key_changes import who_opened
from desktop.actions.setup import Sources, log_ins
from desktop.db.errors import MovedAwayError, NotAllowedError, StoreError, WrongPasswordError
from desktop.db.keys import read_whole, unlock
from desktop.db.layout import Layout
from desktop.db.slots import Password, Secret
from desktop.db.store import Store
from desktop.domain.officers import may

_ACTION = "merge_communes"


def seated(store: Store, sources: Sources) -> Desk:
    """The desk on a copy, in the name of the officer whose password opened it."""
    desk = Desk(store, sources.clock, sources.ids)
    return replace(desk, officer=who_opened(desk) or desk.officer)


def require_all(desk: Desk, folder: Path) -> None:
    """Does nothing for an officer who holds all rights: only they take the data elsewhere.

    Raises:
        NotAllowedError: the role does not go as far; named by the folder. MovedAwayError: the
            data went on elsewhere, so that what was entered there since would be lacking.
    """
    if moved_to := desk.moved_to:
        raise MovedAwayError(moved_to=moved_to, folder=str(folder))
    role = desk.officer_role
    if not may(role, _ACTION):
        raise NotAllowedError(role=role.value, action=_ACTION, folder=str(folder))


def secret_of(password: str) -> Secret | None:
    """What opens a folder with a password; nothing for an empty one."""
    return Password(password) if password else None


def is_locked(folder: Path) -> bool:
    """Whether a folder opens with a password only; what is none of ours is told when it is read."""
    try:
        return bool(log_ins(folder))
    except StoreError:
        return False


def fitting(folder: Path, passwords: Iterable[str]) -> str:
    """The first of some passwords that opens a folder; empty where none of them does."""
    try:
        side_file = read_whole(Layout(folder).key)
        for one in passwords:
            with contextlib.suppress(WrongPasswordError):
                unlock(side_file, Password(one))
                return one
    except StoreError:
        # A damaged side file is told when the folder is read.
        return ""
    return ""
