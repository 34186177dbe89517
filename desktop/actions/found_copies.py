"""Copies in a folder or on a stick: whose they are, and which is the newest whole one."""

import contextlib
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from typing import TYPE_CHECKING

from desktop.actions.backups import copy_named
from desktop.actions.desk import Desk
from desktop.actions.setup import Sources
from desktop.actions.slowing import slowed_try
from desktop.db import queries
from desktop.db.errors import (
    BackupDamagedError,
    NoCopyThereError,
    OtherRegisterError,
    SeveralRegistersError,
    StoreError,
)

# Copies are looked at where they are asked for: the window opens without.
if TYPE_CHECKING:
    from desktop.db.backups import BackupInfo
    from desktop.db.copy_offices import Office
    from desktop.db.slots import Secret

_MOST_FOLDERS = 500


@dataclass(frozen=True, slots=True)
class FoundCopy:
    """A copy in a place. ``register`` tells the copies of one register from those of others.

    Where its key file cannot be read it counts to the own register, else to the only one that
    lies there; it is empty where that is not clear. ``own``: of the register in the data folder.
    """

    path: Path
    info: "BackupInfo"
    register: str = ""
    own: bool = False


@dataclass(frozen=True, slots=True)
class CopyPlan:
    """A copy that was found whole; nothing was changed.

    ``office``: whose register it is; ``here``: whose stands in the data folder, none where nothing
    does or it cannot be read. ``passed_over``: newer copies that are damaged.
    """

    path: Path
    info: "BackupInfo"
    office: "Office | None" = None
    here: "Office | None" = None
    passed_over: tuple[str, ...] = ()

    @property
    def replaces_other(self) -> bool:
        """Whether it would put one office's register in the place of another's."""
        return bool(self.office and self.here and self.office.is_other_than(self.here))


def found_copies(folder: Path, place: Path) -> tuple[FoundCopy, ...]:
    """The copies that lie in a folder or on a stick, those of the data folder's register first.

    Looked into are the place itself, its folders with their ``backups``, and what mirrors made
    there. Within one register the newest stands first: a copied data folder holds what its own
    backups hold, and what was entered after them.
    """
    from desktop.db.backup_info import backups_in, side_path
    from desktop.db.keys import key_check_of
    from desktop.db.layout import Layout, old_version

    layout = Layout(folder)
    here = key_check_of(layout.key, old_version(layout.key))
    found: dict[Path, tuple[FoundCopy, float]] = {}
    for near in _places_near(place):
        with contextlib.suppress(OSError):
            for info in backups_in(near):
                path = near / info.name
                register = key_check_of(side_path(path)) or ""
                if _is_copy(path, register=register) and path.absolute() != layout.store.absolute():
                    found[path] = FoundCopy(path, info, register), _rank(path, info)
    order = sorted(found.values(), key=lambda one: (one[1], one[0].info.at), reverse=True)
    copies = _of_registers([one for one, _rank_of in order], here=here)
    return tuple(sorted(copies, key=lambda one: not one.own))


def _of_registers(copies: Sequence[FoundCopy], *, here: str | None) -> Iterator[FoundCopy]:
    """Each with what it is of; a spoilt key file makes no register of its own."""
    known = {one.register for one in copies if one.register}
    only = next(iter(known)) if len(known) == 1 else ""
    meant = here if here in known else only
    for one in copies:
        register = one.register or meant or ""
        yield replace(one, register=register, own=bool(register) and register == here)


def _is_copy(path: Path, *, register: str) -> bool:
    """Other programs call their files ``.db`` as well: ours have a name or a key file of ours."""
    from desktop.db.backup_info import is_named

    return is_named(path) or bool(register)


def _rank(path: Path, info: "BackupInfo") -> float:
    """The counter; a bare data file comes after every backup that its own folder holds."""
    from desktop.db.backup_info import backups_in, is_named

    if is_named(path):
        return info.counter
    beside = (*backups_in(path.parent), *backups_in(path.parent / "backups"))
    return max((one.counter for one in beside), default=0) + 0.5


def _places_near(place: Path) -> Iterator[Path]:
    from desktop.db.backup_places import mirrors_on

    yield place
    yield place / "backups"
    yield from mirrors_on(place)
    folders: list[Path] = []
    with contextlib.suppress(OSError):
        inside = sorted(place.iterdir())[:_MOST_FOLDERS]
        folders = [one for one in inside if one.is_dir() and not one.is_symlink()]
    for one in folders:
        yield one
        yield one / "backups"


def registers(copies: Sequence[FoundCopy]) -> tuple[tuple[FoundCopy, ...], ...]:
    """The copies by register, in the order in which they were found."""
    found: dict[str, list[FoundCopy]] = {}
    for one in copies:
        found.setdefault(one.register, []).append(one)
    return tuple(tuple(ones) for ones in found.values())


def copies_named(folder: Path, name: str) -> tuple[FoundCopy, ...]:
    """The copies that a name, a path or a folder stands for, the newest first.

    Of a folder with copies of several registers those of the data folder's own count.

    Raises:
        BackupUnknownError, NoCopyThereError: there is none. SeveralRegistersError: it is not
        clear whose are meant.
    """
    place = Path(name)
    if not name.strip() or not place.is_dir() or _is_inside(folder, name):
        path = copy_named(folder, name)
        return (found_copy(path),)
    copies = found_copies(folder, place)
    groups = registers(copies)
    if not groups:
        raise NoCopyThereError(path=name)
    own = [ones for ones in groups if ones[0].own]
    if len(groups) > 1 and not own:
        raise SeveralRegistersError(path=name, registers="; ".join(map(_line, groups)))
    return own[0] if own else groups[0]


def _is_inside(folder: Path, name: str) -> bool:
    """Whether the data folder itself has a copy or something replaced of that name."""
    from desktop.db.layout import Layout

    layout = Layout(folder)
    places = (layout.backups / name, layout.backups / f"{name}.db", layout.replaced / name)
    return Path(name).name == name and any(one.exists() for one in places)


def found_copy(path: Path) -> FoundCopy:
    """One copy that was named by itself."""
    from desktop.db.backup_info import read_info, side_path
    from desktop.db.keys import key_check_of

    return FoundCopy(path, read_info(path), key_check_of(side_path(path)) or "")


def _line(copies: Sequence[FoundCopy]) -> str:
    office = office_without_key(copies)
    return f"{office.name}: {copies[0].path}" if office is not None else str(copies[0].path)


def office_without_key(copies: Sequence[FoundCopy]) -> "Office | None":
    """Whose register copies are, by the newest that opens by itself; none where none does.

    They are locked then, or damaged.
    """
    from desktop.db.copy_offices import office_of

    for one in copies:
        with contextlib.suppress(StoreError):
            if (office := office_of(one.path)) is not None:
                return office
    return None


def plan_of(
    folder: Path,
    copies: Sequence[FoundCopy],
    *,
    sources: Sources,
    secret: "Secret | None" = None,
    data_key: bytes | None = None,
    here: "Office | None" = None,
) -> CopyPlan:
    """The newest whole one of some copies, and whose register it is; nothing is changed.

    ``here`` is the office of the store that is open; a closed one is asked itself. ``data_key``
    is that of the store that is open.

    Raises:
        BackupDamagedError: all of them are damaged. PasswordNeededError, WrongPasswordError,
        WrongSheetError, SheetMistypedError, TooSoonError: the newest whole one is locked.
    """
    from desktop.db.copy_offices import key_of_folder, office_of, standing_office
    from desktop.db.restoring import plan_restore

    damaged: list[BackupDamagedError] = []
    with slowed_try(folder, secret, sources.clock):
        for one in copies:
            try:
                info = plan_restore(folder, str(one.path), secret=secret, data_key=data_key)
            except BackupDamagedError as error:
                damaged.append(error)
                continue
            key = data_key or key_of_folder(folder, secret=secret)
            if here is None and key is not None:
                here = standing_office(folder, key)
            return CopyPlan(
                one.path,
                info,
                office_of(one.path, secret=secret, data_key=key),
                here,
                tuple(one.path.name for one in copies[: len(damaged)]),
            )
    raise damaged[0]


def refuse_other(plan: CopyPlan) -> None:
    """Does nothing for a copy that brings back the register of the same office.

    Raises:
        OtherRegisterError: it would put another office's register in the place of this one.
    """
    if plan.office is not None and plan.here is not None and plan.replaces_other:
        raise OtherRegisterError(office=plan.office.name, here=plan.here.name)


def office_here(desk: Desk) -> "Office | None":
    """Whose register is open; none before its set-up."""
    from desktop.db.copy_offices import Office

    found = queries.profile(desk.store)
    return Office(desk.store.facts.install_id, found.code, found.name) if found else None


@dataclass(frozen=True, slots=True)
class OfferedCopies:
    """The copies of a place, to choose from; ``names`` are those of the registers' offices.

    A register that is locked has no name here.
    """

    place: Path
    copies: tuple[FoundCopy, ...]
    names: Mapping[str, str]

    @property
    def several(self) -> bool:
        """Whether they are of more than one register."""
        return len({one.register for one in self.copies}) > 1

    @property
    def unclear(self) -> bool:
        """Whether the officer has to say which register is meant."""
        return self.several and not self.copies[0].own

    @property
    def first(self) -> tuple[FoundCopy, ...]:
        """The copies of the register that is taken unasked, the newest first."""
        groups = registers(self.copies)
        return groups[0] if groups else ()

    def name_of(self, copy: FoundCopy) -> str:
        """The name of its office; empty where it is not known."""
        return self.names.get(copy.register, "")


def offered_copies(folder: Path, place: Path, *, here: "Office | None" = None) -> OfferedCopies:
    """The copies of a place with the names of their offices; ``here``: whose register is open.

    Raises:
        NoCopyThereError: there is none.
    """
    copies = found_copies(folder, place)
    if not copies:
        raise NoCopyThereError(path=str(place))
    names: dict[str, str] = {}
    for ones in registers(copies):
        office = here if ones[0].own and here is not None else office_without_key(ones)
        if office is not None:
            names[ones[0].register] = office.name
    return OfferedCopies(place, copies, names)
