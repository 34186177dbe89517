"""Officers: who may open the data and what each may do; joining, leaving, handing over."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path

from desktop.actions.desk import ChangeKind, Changes, Desk, Outcome, refused
from desktop.actions.key_changes import KeyChange, change_slots
from desktop.actions.officer_checks import (
    heads_without,
    name_problems,
    password_problems,
    present,
    row_of,
    slot_change,
    unknown,
)
from desktop.db.slots import OFFICER, Hardness
from desktop.domain.officers import OfficerRole
from desktop.domain.problems import Problem
from desktop.domain.text import fold, nfc


@dataclass(frozen=True, slots=True)
class OfficerLine:
    """An officer as the list shows one; ``here``: who sits at this desk."""

    id: str
    name: str
    role: OfficerRole
    since: datetime
    left_at: datetime | None
    has_password: bool
    here: bool


def officer_lines(desk: Desk) -> tuple[OfficerLine, ...]:
    """The officers, by the day they joined; those who left are among them."""
    with_slot = {slot["id"] for slot in desk.store.side_file.of_kind(OFFICER)}
    return tuple(
        OfficerLine(
            id=one.id,
            name=one.name,
            role=OfficerRole(one.role),
            since=one.created_at,
            left_at=one.left_at,
            has_password=one.id in with_slot,
            here=one.id == desk.officer,
        )
        for one in desk.officers
    )


def name_of(desk: Desk, officer: str) -> str:
    """The name of an officer by the id that the log keeps; another text is a name already."""
    return next((one.name for one in desk.officers if one.id == officer), officer)


def officer_named(desk: Desk, text: str) -> str:
    """The id of a present officer by id or name; empty when there is none."""
    wanted = fold(text)
    for one in present(desk):
        if one.id == text or fold(one.name) == wanted:
            return one.id
    return ""


def add_officer(
    desk: Desk,
    name: str,
    *,
    password: str,
    role: OfficerRole = OfficerRole.ENTERS,
    hardness: Hardness | None = None,
    mirrors: Iterable[Path] = (),
) -> Outcome[KeyChange]:
    """Takes in another officer, with a password of their own.

    Raises:
        StoreError: nothing was changed.
    """
    desk.require("add_officer")
    if problems := _newcomer_problems(desk, name, password):
        return refused(*problems)
    officer_id = desk.ids.new()
    return slot_change(
        desk,
        "add_officer",
        officer_id,
        rows=[row_of(desk, officer_id, name, role)],
        password=password,
        hardness=hardness,
        mirrors=mirrors,
    )


def rename_officer(desk: Desk, officer_id: str, name: str) -> Outcome[KeyChange]:
    """Gives an officer another name, in the list at the door too; the password stays.

    Raises:
        StoreError: nothing was changed.
    """
    desk.require("rename_officer")
    here = {one.id: one for one in present(desk)}
    if officer_id not in here:
        return refused(unknown(officer_id))
    others = [one.name for one in here.values() if one.id != officer_id]
    if problems := name_problems(name, others):
        return refused(*problems)
    label = nfc(name).strip()
    slots = [
        {**slot, "label": label}
        for slot in desk.store.side_file.of_kind(OFFICER)
        if slot["id"] == officer_id
    ]
    side_file = desk.store.side_file.changed(add=slots)
    row = {"id": officer_id, "name": label}
    return change_slots(
        desk,
        side_file,
        action="rename_officer",
        about=officer_id,
        fill=lambda write: write.put("officers", row),
    )


def change_role(desk: Desk, officer_id: str, role: OfficerRole) -> Outcome[KeyChange]:
    """Gives an officer another role; one who holds all rights always stays."""
    desk.require("change_role")
    if officer_id not in {one.id for one in present(desk)}:
        return refused(unknown(officer_id))
    if role is not OfficerRole.ALL and not heads_without(desk, officer_id):
        return refused(Problem("last_all_officer", "role"))
    with desk.writing(action="change_role", undoable=False) as write:
        write.put("officers", {"id": officer_id, "role": role})
        write.say(about=officer_id)
    return Outcome(KeyChange(officer_id), (), Changes(frozenset({ChangeKind.OFFICERS})))


def officer_leaves(
    desk: Desk, officer_id: str, *, mirrors: Iterable[Path] = ()
) -> Outcome[KeyChange]:
    """Lets an officer go: the password opens nothing in reach any more, the name stays in the log.

    One who holds all rights, with a password, always stays.

    Raises:
        StoreError: nothing was changed.
    """
    desk.require("officer_leaves")
    if officer_id not in {one.id for one in present(desk)}:
        return refused(unknown(officer_id))
    if not heads_without(desk, officer_id):
        return refused(Problem("last_all_officer", "officer"))
    locked = not desk.store.side_file.opens_itself
    if locked and not heads_without(desk, officer_id, with_password=True):
        return refused(Problem("last_password", "officer"))
    return slot_change(
        desk,
        "officer_leaves",
        officer_id,
        rows=[{"id": officer_id, "left_at": desk.clock.now()}],
        drop=lambda slot: slot["kind"] == OFFICER and slot["id"] == officer_id,
        leaves=True,
        mirrors=mirrors,
    )


def hand_over(
    desk: Desk,
    name: str,
    *,
    password: str,
    hardness: Hardness | None = None,
    mirrors: Iterable[Path] = (),
) -> Outcome[KeyChange]:
    """Hands the office over: the new officer comes in with the leaving one's role, in one act."""
    desk.require("hand_over")
    leaving = next((one for one in present(desk) if one.id == desk.officer), None)
    if leaving is None:
        return refused(unknown(desk.officer))
    if problems := _newcomer_problems(desk, name, password):
        return refused(*problems)
    officer_id = desk.ids.new()
    return slot_change(
        desk,
        "hand_over",
        officer_id,
        rows=[
            row_of(desk, officer_id, name, OfficerRole(leaving.role)),
            {"id": leaving.id, "left_at": desk.clock.now()},
        ],
        password=password,
        hardness=hardness,
        drop=lambda slot: slot["kind"] == OFFICER and slot["id"] == leaving.id,
        leaves=True,
        mirrors=mirrors,
    )


def _newcomer_problems(desk: Desk, name: str, password: str) -> tuple[Problem, ...]:
    """What keeps somebody from coming in with a name and a password of their own."""
    if desk.store.side_file.opens_itself:
        return (Problem("password_off_already", "password"),)
    return (
        *name_problems(name, [one.name for one in present(desk)]),
        *password_problems(password, name),
    )
