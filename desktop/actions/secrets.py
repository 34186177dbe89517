"""The recovery sheet: made, typed back, put off, used; the digits live on paper alone.

The digits are shown once, when the sheet is made. The slot keeps what they open; the store keeps
a keyed hash of the two groups that are asked back, until they were typed. A sheet that was typed
back stays valid while a new one is made: typing the new one back voids the former, in the copies
in reach too. One whose digits nobody saw is withdrawn.
"""

import contextlib
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass, field, replace
from datetime import date
from enum import StrEnum
from pathlib import Path
from typing import TYPE_CHECKING

from desktop.actions.desk import ChangeKind, Changes, Desk, Outcome, refused
from desktop.actions.key_changes import KeyChange, change_slots
from desktop.actions.officer_checks import (
    SHEETS_MADE,
    SHEETS_SEEN,
    password_problems,
    present,
)
from desktop.actions.passwords import FirstOfficer, reset_password, turn_password_on
from desktop.actions.setup import Sources, open_desk
from desktop.db.errors import (
    KeyFileDamagedError,
    NoSheetError,
    SheetMistypedError,
    StoreTooNewError,
    WrongSheetError,
)
from desktop.db.slots import (
    GROUPS,
    RECOVERY,
    Hardness,
    Sheet,
    new_sheet_digits,
    read_group,
    recovery_slot,
    sheet_groups,
)
from desktop.db.wrapping import keyed, same
from desktop.domain.officers import OfficerRole
from desktop.domain.problems import Problem
from desktop.files import write_file

if TYPE_CHECKING:
    from desktop.db.keys import SideFile
    from desktop.db.wrapping import Slot
    from desktop.db.writing import Write
    from desktop.reports.tree import Document

_NUMBER, _MADE_ON = SHEETS_MADE, "recovery_sheet_made_on"
_ASKED, _PROOF = "recovery_sheet_asked", "recovery_sheet_proof"
_VALID = "recovery_sheet_valid"
"""The number of the sheet that was typed back; former programs kept one sheet and no number."""
_CONFIRMED_ON, _LATER_ON = "recovery_sheet_confirmed_on", "recovery_sheet_later_on"
_OF_SHEET = b"so138 sheet typed back 1"


class SheetState(StrEnum):
    """How far the recovery sheet is: none yet, made but not typed back, typed back."""

    NONE = "none"
    MADE = "made"
    CONFIRMED = "confirmed"


@dataclass(frozen=True, slots=True)
class SheetStatus:
    """The newest sheet; ``asked``: the two groups (from 1) to type back.

    ``valid``: the number of the sheet that was typed back and opens the data; 0: none. It stays
    so while a newer one waits for being typed back.
    ``seen``: an officer who left since may know the digits of the one that opens the data, typed
    back or not: a new one is due.
    ``reminds``: the data have a password and no sheet that was typed back, or one that was seen.
    ``later_on``: the day on which it was put off last.
    """

    state: SheetState
    number: int = 0
    made_on: date | None = None
    asked: tuple[int, ...] = ()
    later_on: date | None = None
    reminds: bool = False
    valid: int = 0
    seen: bool = False

    @property
    def newest_seen(self) -> bool:
        """Whether the newest one is of no use any more, and typing it back neither."""
        return self.seen and self.valid in {0, self.number}


@dataclass(frozen=True, slots=True)
class NewSheet:
    """A sheet just made: the ten groups to print, shown once; ``asked`` are typed back."""

    number: int
    made_on: date
    groups: tuple[str, ...] = field(repr=False)
    asked: tuple[int, ...]
    change: KeyChange


def sheet_status(desk: Desk) -> SheetStatus:
    """How far the recovery sheet is."""
    store = desk.store
    locked = not store.side_file.opens_itself
    later = _day(store.fact(_LATER_ON))
    slots = store.side_file.of_kind(RECOVERY)
    if not slots:
        return SheetStatus(SheetState.NONE, later_on=later, reminds=locked)
    valid, number = _valid(desk), _number(slots[-1])
    confirmed = valid == number
    seen = (valid or number) <= int(store.fact(SHEETS_SEEN, "0"))
    return SheetStatus(
        SheetState.CONFIRMED if confirmed else SheetState.MADE,
        number=number,
        made_on=_day(slots[-1].get("made_on", "")),
        asked=() if confirmed else _asked(desk),
        later_on=later,
        reminds=locked and (seen or not valid),
        valid=valid,
        seen=seen,
    )


def new_sheet(desk: Desk, *, mirrors: Iterable[Path] = ()) -> Outcome[NewSheet]:
    """Makes a recovery sheet; the one that was typed back stays valid until this one was.

    One that was made before and never typed back is void.

    Raises:
        StoreError: nothing was changed; the former sheet is valid.
    """
    if desk.store.side_file.opens_itself:
        return refused(Problem("password_off_already", "password"))
    desk.require("new_sheet")
    digits, today = new_sheet_digits(), desk.clock.today()
    number, valid = int(desk.store.fact(_NUMBER, "0")) + 1, _valid(desk)
    slot = recovery_slot(
        desk.store.data_key,
        digits,
        slot_id=desk.ids.new(),
        number=number,
        made_on=today.isoformat(),
    )
    groups = sheet_groups(digits)
    asked = _chosen(desk, number)
    said = "".join(groups[place - 1][:-1] for place in asked)

    def fill(write: "Write") -> None:
        write.say(sheet=number)
        facts = {
            _NUMBER: str(number),
            _MADE_ON: today.isoformat(),
            _ASKED: ",".join(map(str, asked)),
            _PROOF: keyed(desk.store.data_key, _proved(number, said)).finalize().hex(),
            _VALID: str(valid or ""),
            _LATER_ON: "",
        }
        if not valid:
            facts[_CONFIRMED_ON] = ""
        for name, value in facts.items():
            desk.store.set_fact(name, value)

    outcome = change_slots(
        desk,
        desk.store.side_file.changed(
            drop=lambda one: one["kind"] == RECOVERY and _number(one) != valid, add=[slot]
        ),
        action="new_sheet",
        about=slot["id"],
        fill=fill,
        proof=Sheet("".join(groups)),
        mirrors=mirrors,
    )
    change = outcome.value or KeyChange(slot["id"])
    return Outcome(NewSheet(number, today, groups, asked, change), (), outcome.changes)


def withdraw_sheet(desk: Desk, *, mirrors: Iterable[Path] = ()) -> Outcome[SheetStatus]:
    """Takes a sheet back that was not typed back: its digits were never seen by anybody.

    Raises:
        StoreError: nothing was changed.
    """
    status = sheet_status(desk)
    if status.state is not SheetState.MADE:
        return refused(Problem("no_sheet", "sheet"))
    desk.require("new_sheet")

    def fill(write: "Write") -> None:
        write.say(sheet=status.number)
        for name in (_ASKED, _PROOF):
            desk.store.set_fact(name, "")

    change_slots(
        desk,
        _without(desk, lambda number: number != status.valid),
        action="withdraw_sheet",
        about=str(status.number),
        fill=fill,
        mirrors=mirrors,
    )
    return Outcome(sheet_status(desk), (), Changes(frozenset({ChangeKind.OFFICERS})))


def confirm_sheet(
    desk: Desk, typed: Sequence[str], *, mirrors: Iterable[Path] = ()
) -> Outcome[SheetStatus]:
    """Ends making a sheet: the two groups asked for were typed back from the paper.

    From now on the former sheet opens nothing in reach.

    Raises:
        StoreError: nothing was changed; both sheets open the data.
    """
    status = sheet_status(desk)
    if status.state is SheetState.NONE:
        return refused(Problem("no_sheet", "sheet"))
    if status.state is SheetState.CONFIRMED:
        return refused(Problem("sheet_confirmed_already", "sheet"))
    said = ""
    for place, text in zip(status.asked, (*typed, *[""] * len(status.asked)), strict=False):
        try:
            said += read_group(text, place - 1)
        except SheetMistypedError:
            return refused(_mistyped(place))
    if not same(desk.store.data_key, _proved(status.number, said), desk.store.fact(_PROOF)):
        return refused(_mistyped(status.asked[0]))
    today, number = desk.clock.today().isoformat(), str(status.number)

    def fill(write: "Write") -> None:
        write.say(sheet=status.number)
        facts = {_CONFIRMED_ON: today, _VALID: number, _PROOF: "", _ASKED: ""}
        for name, value in facts.items():
            desk.store.set_fact(name, value)

    if status.valid:
        former = _without(desk, lambda one: one != status.number)
        change_slots(desk, former, action="confirm_sheet", about=number, fill=fill, mirrors=mirrors)
    else:
        with desk.writing(action="confirm_sheet", undoable=False) as write:
            fill(write)
    return Outcome(sheet_status(desk), (), Changes(frozenset({ChangeKind.OFFICERS})))


def postpone_sheet(desk: Desk) -> Outcome[SheetStatus]:
    """Puts making or typing back the sheet off; the reminder stays."""
    with desk.writing(action="postpone_sheet", undoable=False) as write:
        write.say(sheet=sheet_status(desk).number)
        desk.store.set_fact(_LATER_ON, desk.clock.today().isoformat())
    return Outcome(sheet_status(desk), (), Changes(frozenset({ChangeKind.OFFICERS})))


def use_sheet(
    folder: Path,
    digits: str,
    *,
    new_password: str,
    sources: Sources,
    officer_id: str = "",
    hardness: Hardness | None = None,
    mirrors: Iterable[Path] = (),
) -> Outcome[Desk]:
    """Opens data by the recovery sheet and sets a new password; the value is the open desk.

    The password is that of the officer named, else of the first who holds all rights. The sheet
    stays valid: whoever used it should make a new one when it was seen by others.

    Raises:
        NoSheetError: there is none. SheetMistypedError: which group. WrongSheetError: not the
        valid one. TooSoonError. StoreError: the folder cannot be opened.
    """
    refuse_without_sheet(folder)
    desk = open_desk(folder, sources=sources, secret=Sheet(digits))
    with _closed_on_refusal(desk):
        if not desk.store.secret_slot or not _by_sheet(desk):
            raise WrongSheetError(folder=str(folder))
        here = present(desk)
        heads = [one for one in here if one.role == OfficerRole.ALL]
        chosen = next((one for one in here if one.id == officer_id), None)
        chosen = chosen or next(iter(heads or here), None)
        if chosen is None:
            outcome = refused_desk(Problem("officer_unknown", "officer", details={"name": "…"}))
        elif problems := password_problems(new_password, chosen.name):
            outcome = refused_desk(*problems)
        elif desk.store.side_file.opens_itself:
            first = FirstOfficer(chosen.name, new_password, hardness)
            turn_password_on(desk, first, mirrors=mirrors)
            outcome = Outcome(replace(desk, officer=chosen.id))
        else:
            seated = replace(desk, officer=chosen.id)
            reset = reset_password(
                seated,
                chosen.id,
                new=new_password,
                action="use_sheet",
                hardness=hardness,
                mirrors=mirrors,
            )
            outcome = Outcome(seated) if reset.done else refused_desk(*reset.problems)
        if not outcome.done:
            desk.close()
        return outcome


def refuse_without_sheet(folder: Path) -> None:
    """Does nothing for data that a sheet may open, or of which that cannot be read.

    Raises:
        NoSheetError: the data have a password and no sheet; digits need not be asked for.
    """
    from desktop.db.keys import read_side_file
    from desktop.db.layout import Layout, old_version

    found = []
    # The spare counts too: the key file may be a former one that was put back.
    for place in (Layout(folder).key, old_version(Layout(folder).key)):
        with contextlib.suppress(KeyFileDamagedError, StoreTooNewError):
            found.append(read_side_file(place))
    if found and not any(one.opens_itself or one.of_kind(RECOVERY) for one in found):
        raise NoSheetError(folder=str(folder))


def refused_desk(*problems: Problem) -> Outcome[Desk]:
    """Nothing was changed, and the desk is closed again."""
    return Outcome(problems=problems)


@contextlib.contextmanager
def _closed_on_refusal(desk: Desk) -> Iterator[None]:
    try:
        yield
    except BaseException:
        desk.close()
        raise


def _by_sheet(desk: Desk) -> bool:
    return any(
        one["id"] == desk.store.secret_slot for one in desk.store.side_file.of_kind(RECOVERY)
    )


def sheet_document(desk: Desk, sheet: NewSheet) -> "Document":
    """The sheet as a paper of the office, one page."""
    from desktop.actions.periods import period_named
    from desktop.actions.reports import paper_frame
    from desktop.reports.recovery_sheet import recovery_sheet

    month = period_named(desk, f"{sheet.made_on:%Y-%m}")
    frame = replace(paper_frame(desk, month), signed_on=sheet.made_on)
    return recovery_sheet(frame, sheet.groups, number=sheet.number, made_on=sheet.made_on)


def sheet_place_problems(folder: Path, path: Path) -> tuple[Problem, ...]:
    """What is wrong with the place of a sheet's file: never in the data folder, always a PDF."""
    if path.suffix.lower() != ".pdf":
        return (Problem("sheet_not_pdf", "sheet"),)
    if path.resolve().is_relative_to(folder.resolve()):
        return (Problem("sheet_in_data_folder", "sheet"),)
    return ()


def write_sheet(
    desk: Desk,
    sheet: NewSheet,
    path: Path,
    *,
    write: Callable[[Path, bytes], None] = write_file,
) -> tuple[Problem, ...]:
    """Writes the sheet as a PDF to print; the officer deletes the file after printing.

    Raises:
        FileFaultError: it could not be written.
    """
    from desktop.reports.pdf import write_pdf

    if problems := sheet_place_problems(desk.store.folder, path):
        return problems
    write(path, write_pdf(sheet_document(desk, sheet)))
    return ()


def _number(slot: "Slot") -> int:
    found = slot.get("number", "")
    return int(found) if found.isdecimal() else 0


def _valid(desk: Desk) -> int:
    """The number of the sheet that was typed back, when its slot is there; else 0."""
    numbers = [_number(one) for one in desk.store.side_file.of_kind(RECOVERY)]
    said = desk.store.fact(_VALID)
    if said.isdecimal():
        return int(said) if int(said) in numbers else 0
    return numbers[-1] if numbers and desk.store.fact(_CONFIRMED_ON) else 0


def _without(desk: Desk, goes: Callable[[int], bool]) -> "SideFile":
    """The slots without the sheets whose number goes."""
    return desk.store.side_file.changed(
        drop=lambda one: one["kind"] == RECOVERY and goes(_number(one))
    )


def _asked(desk: Desk) -> tuple[int, ...]:
    found = desk.store.fact(_ASKED)
    return tuple(int(one) for one in found.split(",") if one.isdigit())


def _chosen(desk: Desk, number: int) -> tuple[int, int]:
    """The two groups that are asked back: another pair for every sheet and store."""
    seed = keyed(desk.store.data_key, b"so138 asked %d" % number).finalize()
    first = seed[0] % GROUPS
    second = (first + 1 + seed[1] % (GROUPS - 1)) % GROUPS
    low, high = sorted((first, second))
    return low + 1, high + 1


def _proved(number: int, said: str) -> bytes:
    return _OF_SHEET + b" %d " % number + said.encode("ascii")


def _mistyped(place: int) -> Problem:
    return Problem("sheet_group_mistyped", "sheet", details={"group": str(place)})


def _day(text: str) -> date | None:
    try:
        return date.fromisoformat(text)
    except ValueError:
        return None
