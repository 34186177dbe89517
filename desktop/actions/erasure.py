"""Guided erasure of a name typed by mistake: everywhere it stands, told first, then as one act."""

from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import datetime
from pathlib import Path
from typing import TYPE_CHECKING

from desktop.actions.backups import all_copies, own_mirrors
from desktop.actions.desk import ChangeKind, Changes, Desk, Outcome, refused
from desktop.domain.erasing import Erasure
from desktop.domain.problems import Problem
from desktop.files import write_file
from desktop.paths import log_folder, settings_file

if TYPE_CHECKING:
    from desktop.exchange.drives import DriveSource

__all__ = ["Erasing", "Erasure", "SentWith", "erase", "plan_erasure"]


@dataclass(frozen=True, slots=True)
class SentWith:
    """A file to the superior that was made with the words; ``copies``: where and when it went."""

    period: str
    file_name: str
    made_at: datetime
    copies: tuple[tuple[str, datetime], ...] = ()


@dataclass(frozen=True, slots=True)
class Erasing:
    """Where the words stand: ``counts`` by kind of place, backups and texts by their files.

    ``stays``: what cannot be changed and how many; ``sent``: files that went out;
    ``unread``: copies that do not open here; ``sticks``: copies on what is carried, with their day.
    """

    counts: dict[str, int] = field(default_factory=dict)
    periods: tuple[str, ...] = ()
    copies: tuple[Path, ...] = ()
    texts: tuple[Path, ...] = ()
    stays: dict[str, int] = field(default_factory=dict)
    sent: tuple[SentWith, ...] = ()
    unread: tuple[Path, ...] = ()
    sticks: tuple[tuple[Path, datetime], ...] = ()

    @property
    def nothing(self) -> bool:
        """Whether the words stand nowhere that can be reached."""
        return not (self.counts or self.copies or self.texts)


def plan_erasure(
    desk: Desk, erasure: Erasure, *, drives: "DriveSource | None" = None
) -> Outcome[Erasing]:
    """Where the words stand, for the officer to read before anything is changed.

    Half-made copies that a kill left are cleared away first: they hold what copies hold.

    Raises:
        StoreError: the store cannot be read.
    """
    from desktop.db.erased_copies import look_into_copy, look_into_store, opens

    if erasure.too_short:
        return refused(Problem("erasure_too_short", "words"))
    if erasure.stands_in(erasure.replacement):
        return refused(Problem("erasure_again_in_replacement", "replacement"))
    found = look_into_store(desk.store, erasure)
    key = desk.store.data_key
    held: list[Path] = []
    unread = [*_leftovers(desk, drives)]
    for path in _copies(desk, drives):
        if not opens(path, data_key=key):
            unread.append(path)
        elif look_into_copy(path, erasure, data_key=key).total:
            held.append(path)
    value = Erasing(
        counts=found.counts,
        periods=tuple(sorted({one["period"] for one in found.snapshots})),
        copies=tuple(held),
        texts=tuple(_texts(desk, erasure)),
        stays=found.stays,
        sent=_sent(desk, frozenset(one["closing"] for one in found.snapshots)),
        unread=tuple(unread),
        sticks=_sticks(desk, drives),
    )
    return Outcome(value)


def erase(desk: Desk, erasure: Erasure, *, drives: "DriveSource | None" = None) -> Outcome[Erasing]:
    """Takes the words out of data, steps, snapshots, backups and logs; nothing brings them back.

    The value says what was cleaned and what could not be reached.

    Raises:
        StoreError, FileFaultError: what comes later in the list is as it was; doing it again
        goes on.
    """
    from desktop.actions.office_keys import office_keys
    from desktop.db.erased_copies import erase_in_copy, erase_in_store

    desk.require("erase")
    planned = plan_erasure(desk, erasure, drives=drives)
    if planned.value is None or planned.value.nothing:
        return planned
    signing = office_keys(desk).current.signing

    def sign(text: bytes) -> tuple[str, str]:
        return signing.public, signing.sign(text).hex()

    now, officer = desk.clock.now(), desk.officer
    # Copies first: cut short, the words still stand in the store and are found again.
    for path in planned.value.copies:
        erase_in_copy(
            path, erasure, data_key=desk.store.data_key, sign=sign, officer=officer, at=now
        )
    for path in planned.value.texts:
        write_file(path, erasure.cleaned(path.read_text("utf-8", errors="replace")).encode())
    erase_in_store(desk.store, erasure, sign=sign, row_id=desk.ids.new(), officer=officer, at=now)
    return Outcome(planned.value, (), Changes(frozenset(ChangeKind)))


def _copies(desk: Desk, drives: "DriveSource | None") -> Iterator[Path]:
    """The copies in the data folder and on the mirror, and what restores put aside."""
    from desktop.db.restoring import replaced_stores

    for one in all_copies(desk.store.folder, drives=drives, sticks=()):
        yield one.path
    for kept in replaced_stores(desk.store.folder):
        yield kept.path


def _leftovers(desk: Desk, drives: "DriveSource | None") -> Iterator[Path]:
    """Half-made copies in the data folder and on the mirror that could not be cleared away."""
    from desktop.db.leftovers import clear_leftover_copies, clear_leftovers

    yield from clear_leftovers(desk.store.layout)
    for place in own_mirrors(desk, drives=drives):
        yield from clear_leftover_copies(place)


def _sticks(desk: Desk, drives: "DriveSource | None") -> tuple[tuple[Path, datetime], ...]:
    from desktop.db.backup_places import CopyPlace

    found = all_copies(desk.store.folder, drives=drives)
    return tuple((one.path, one.info.at) for one in found if one.place is CopyPlace.STICK)


def _texts(desk: Desk, erasure: Erasure) -> Iterator[Path]:
    """The readable files of the program that hold the words."""
    places = {desk.store.layout.logs, log_folder()}
    names = ("so138.log*", "crash-*.txt")
    files = [one for place in places for name in names for one in place.glob(name)]
    for path in (*files, settings_file()):
        try:
            text = path.read_text("utf-8", errors="replace")
        except OSError:
            continue
        if erasure.stands_in(text):
            yield path


def _sent(desk: Desk, closings: frozenset[str]) -> tuple[SentWith, ...]:
    rows = desk.store.read(
        "SELECT package_id, closing_id, period, file_name, made_at FROM sent_packages"
        " ORDER BY made_at"
    )
    return tuple(
        SentWith(row[2], row[3], datetime.fromisoformat(row[4]), _written(desk, row[0]))
        for row in rows
        if row[1] in closings
    )


def _written(desk: Desk, package_id: str) -> tuple[tuple[str, datetime], ...]:
    rows = desk.store.read(
        "SELECT place, written_at FROM sent_copies WHERE package_id = ? ORDER BY rowid",
        (package_id,),
    )
    return tuple((str(row[0]), datetime.fromisoformat(row[1])) for row in rows)
