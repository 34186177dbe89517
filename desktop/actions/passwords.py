"""Passwords: the first one, one's own, a forgotten one; and data that open by themselves."""

from collections.abc import Iterable
from dataclasses import dataclass, field
from pathlib import Path

from desktop.actions.desk import Desk, Outcome, refused
from desktop.actions.key_changes import KeyChange, change_slots
from desktop.actions.officer_checks import (
    name_problems,
    password_problems,
    present,
    row_of,
    slot_change,
    unknown,
)
from desktop.actions.slowing import slowed_try
from desktop.db.keys import SideFile, side_file_of, unlock
from desktop.db.slots import (
    OFFICER,
    SELF_OPENING,
    Hardness,
    Password,
    calibrated,
    officer_slot,
    self_opening_slot,
)
from desktop.domain.officers import OfficerRole
from desktop.domain.problems import Problem
from desktop.domain.text import nfc


@dataclass(frozen=True, slots=True)
class FirstOfficer:
    """The officer who makes a data folder or locks it first; holds all rights.

    ``hardness`` none: as hard as this machine bears.
    """

    name: str
    password: str = field(repr=False)
    hardness: Hardness | None = None

    def problems(self) -> tuple[Problem, ...]:
        """What is wrong with the name or the password."""
        return (*name_problems(self.name, ()), *password_problems(self.password, self.name))

    def side_file(self, data_key: bytes, *, officer_id: str) -> SideFile:
        """The side file of a new store that this password opens, and nothing else does."""
        hardness = self.hardness or calibrated()
        slot = officer_slot(
            data_key,
            self.password,
            officer_id=officer_id,
            label=nfc(self.name).strip(),
            hardness=hardness,
        )
        return side_file_of(data_key, slot)


def turn_password_on(
    desk: Desk, first: FirstOfficer, *, mirrors: Iterable[Path] = ()
) -> Outcome[KeyChange]:
    """Locks data that opened by themselves: from now on the password is needed.

    The self-opening slot goes from the side files of the folder and of the copies in reach.
    The officer is the one that the folder knows already, under the name given, or a first one.

    Raises:
        StoreError: nothing was changed.
    """
    desk.require("password_on")
    if not desk.store.side_file.opens_itself:
        return refused(Problem("password_on_already", "password"))
    here = present(desk)
    others = [one.name for one in here[1:]]
    if problems := (
        *name_problems(first.name, others),
        *password_problems(first.password, first.name),
    ):
        return refused(*problems)
    officer_id = here[0].id if here else desk.ids.new()
    return slot_change(
        desk,
        "password_on",
        officer_id,
        rows=[row_of(desk, officer_id, first.name, OfficerRole.ALL)],
        password=first.password,
        hardness=first.hardness,
        drop=lambda slot: slot["kind"] == SELF_OPENING,
        mirrors=mirrors,
    )


def turn_password_off(
    desk: Desk, *, current: str, mirrors: Iterable[Path] = ()
) -> Outcome[KeyChange]:
    """Lets the data open by themselves: whoever has the folder or a copy of it can read it.

    Raises:
        WrongPasswordError: ``current`` is not the password of who sits here.
    """
    desk.require("password_off")
    if desk.store.side_file.opens_itself:
        return refused(Problem("password_off_already", "password"))
    if len(present(desk)) > 1:
        return refused(Problem("others_have_passwords", "password"))
    prove(desk, current)
    slot = self_opening_slot(desk.store.data_key, slot_id=desk.ids.new())
    side_file = desk.store.side_file.changed(drop=lambda one: one["kind"] == OFFICER, add=[slot])
    return change_slots(desk, side_file, action="password_off", about=desk.officer, mirrors=mirrors)


def change_password(
    desk: Desk,
    *,
    current: str,
    new: str,
    hardness: Hardness | None = None,
    mirrors: Iterable[Path] = (),
) -> Outcome[KeyChange]:
    """Gives who sits here another password; the former one opens nothing in reach any more.

    Raises:
        WrongPasswordError: ``current`` is not the password of who sits here.
    """
    if desk.store.side_file.opens_itself:
        return refused(Problem("password_off_already", "password"))
    if problems := password_problems(new, _name(desk, desk.officer)):
        return refused(*problems)
    prove(desk, current)
    return slot_change(
        desk, "change_password", desk.officer, password=new, hardness=hardness, mirrors=mirrors
    )


def reset_password(
    desk: Desk,
    officer_id: str,
    *,
    new: str,
    action: str = "reset_password",
    hardness: Hardness | None = None,
    mirrors: Iterable[Path] = (),
) -> Outcome[KeyChange]:
    """Gives an officer who forgot the password a new one.

    Raises:
        StoreError: nothing was changed.
    """
    desk.require(action)
    if officer_id not in {one.id for one in present(desk)}:
        return refused(unknown(officer_id))
    if desk.store.side_file.opens_itself:
        return refused(Problem("password_off_already", "password"))
    if problems := password_problems(new, _name(desk, officer_id)):
        return refused(*problems)
    return slot_change(desk, action, officer_id, password=new, hardness=hardness, mirrors=mirrors)


def prove(desk: Desk, current: str) -> None:
    """Does nothing when a password is that of who sits here; wrong ones wait as at the door.

    Raises:
        WrongPasswordError: it is not. TooSoonError: with the seconds to wait; nothing was tried.
    """
    secret = Password(current, desk.officer or "-")
    with slowed_try(desk.store.folder, secret, desk.clock):
        unlock(desk.store.side_file, secret)


def _name(desk: Desk, officer_id: str) -> str:
    return next((one.name for one in desk.officers if one.id == officer_id), "")
