"""What changes of officers and passwords share: their checks, their rows and their slots."""

import contextlib
import unicodedata
from collections.abc import Callable, Iterable, Sequence
from pathlib import Path
from typing import TYPE_CHECKING

from desktop.actions.desk import Desk, Outcome, refused
from desktop.actions.key_changes import KeyChange, change_slots
from desktop.db.errors import KeyFileDamagedError, WrongPasswordError
from desktop.db.keys import unlock
from desktop.db.slots import OFFICER, Hardness, Password, calibrated, officer_slot
from desktop.domain.officers import LONGEST_PASSWORD, SHORTEST_PASSWORD, OfficerRole
from desktop.domain.problems import Problem
from desktop.domain.text import fold, nfc

if TYPE_CHECKING:
    from desktop.db.record_queries import Officer
    from desktop.db.wrapping import Slot
    from desktop.db.writing import Write

_UNTYPED = frozenset({"Cc", "Cs"})
"""Control characters and halves of letters: no field takes them, so nobody could type them."""
SHEETS_MADE = "recovery_sheet_number"
"""The fact with the number of the newest recovery sheet."""
SHEETS_SEEN = "recovery_sheet_seen_up_to"
"""The fact with the number of the newest sheet that an officer who left since may know."""
Row = dict[str, object]


def present(desk: Desk) -> tuple["Officer", ...]:
    """The officers who did not leave, by the day they joined."""
    return tuple(one for one in desk.officers if one.left_at is None)


def heads_without(desk: Desk, officer_id: str, *, with_password: bool = False) -> bool:
    """Whether somebody else holds all rights; with a password, where it is asked for."""
    locked = {slot["id"] for slot in desk.store.side_file.of_kind(OFFICER)}
    return any(
        one.role == OfficerRole.ALL and (not with_password or one.id in locked)
        for one in present(desk)
        if one.id != officer_id
    )


def name_problems(name: str, others: Iterable[str]) -> tuple[Problem, ...]:
    """What is wrong with an officer's name; two present officers never share one."""
    if not fold(name):
        return (Problem("officer_name_missing", "name"),)
    taken = [one for one in others if fold(one) == fold(name)]
    return tuple(Problem("officer_name_taken", "name", details={"name": one}) for one in taken[:1])


def password_problems(password: str, name: str = "") -> tuple[Problem, ...]:
    """What is wrong with a new password."""
    plain = nfc(password)
    if not plain:
        return (Problem("password_missing", "password"),)
    if len(plain) < SHORTEST_PASSWORD:
        return (Problem("password_short", "password", details={"least": str(SHORTEST_PASSWORD)}),)
    if len(plain) > LONGEST_PASSWORD:
        return (Problem("password_long", "password", details={"most": str(LONGEST_PASSWORD)}),)
    if not plain.strip():
        return (Problem("password_blank", "password"),)
    if any(unicodedata.category(one) in _UNTYPED for one in password):
        return (Problem("password_control", "password"),)
    if name and fold(plain) == fold(name):
        return (Problem("password_is_name", "password"),)
    return ()


def unknown(officer_id: str) -> Problem:
    """Nobody of that id works here."""
    return Problem("officer_unknown", "officer", details={"name": officer_id})


def row_of(desk: Desk, officer_id: str, name: str, role: OfficerRole) -> Row:
    """The row of an officer; the day of joining is kept where the officer is known."""
    row: Row = {"id": officer_id, "name": nfc(name).strip(), "role": role}
    known = any(one.id == officer_id for one in desk.officers)
    return row if known else {**row, "created_at": desk.clock.now()}


def _opens_another(desk: Desk, password: str, officer_id: str) -> bool:
    """Whether a new password is that of another officer, or of one who leaves in this act.

    Two officers with one password could not be told apart where no name is chosen.
    """
    for slot in desk.store.side_file.of_kind(OFFICER):
        if slot["id"] != officer_id:
            with contextlib.suppress(WrongPasswordError, KeyFileDamagedError):
                unlock(desk.store.side_file, Password(password, slot["id"]))
                return True
    return False


def _slot_of(
    desk: Desk, officer_id: str, rows: Sequence[Row], password: str, hardness: Hardness | None
) -> "Slot":
    """The slot of an officer with a new password, labelled by the name that ``rows`` give."""
    name = next((str(row["name"]) for row in rows if row["id"] == officer_id), "")
    return officer_slot(
        desk.store.data_key,
        password,
        officer_id=officer_id,
        label=name or next((one.name for one in desk.officers if one.id == officer_id), ""),
        hardness=hardness or calibrated(),
    )


def slot_change(
    desk: Desk,
    action: str,
    officer_id: str,
    *,
    rows: Sequence[Row] = (),
    password: str = "",
    hardness: Hardness | None = None,
    drop: "Callable[[Slot], bool]" = lambda _slot: False,
    leaves: bool = False,
    mirrors: Iterable[Path] = (),
) -> Outcome[KeyChange]:
    """Change rows and slots in one act; with a ``password`` the officer's slot is made anew.

    ``leaves``: an officer goes, who may know the digits of every sheet made so far.

    Raises:
        StoreError: nothing was changed.
    """
    desk.require(action)
    if password and _opens_another(desk, password, officer_id):
        return refused(Problem("password_other", "password"))
    add = [_slot_of(desk, officer_id, rows, password, hardness)] if password else []

    def fill(write: "Write") -> None:
        for row in rows:
            write.put("officers", row)
        if leaves and (made := desk.store.fact(SHEETS_MADE)):
            desk.store.set_fact(SHEETS_SEEN, made)

    return change_slots(
        desk,
        desk.store.side_file.changed(drop=drop, add=add),
        action=action,
        about=officer_id,
        fill=fill,
        proof=Password(password, officer_id) if password else None,
        mirrors=mirrors,
    )
