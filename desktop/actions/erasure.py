"""Guided erasure of a name typed by mistake: everywhere it stands, told first, then as one act."""

from collections.abc import Iterator
from dataclasses import dataclass, field, replace
from datetime import datetime
from pathlib import Path
from typing import TYPE_CHECKING

from desktop.actions.backups import all_copies, own_mirrors
from desktop.actions.desk import ChangeKind, Changes, Desk, Outcome, refused
from desktop.actions.erasure_files import cleaned_file, files_with, places_named
from desktop.actions.erasure_trial import breaks
from desktop.domain.erasing import Erasure
from desktop.domain.problems import Problem
from desktop.files import write_file

if TYPE_CHECKING:
    from desktop.db.erasing_log import Sign
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

    ``examples``: the first place of a kind, in its sentence. ``doors``: key files whose list of
    officers, which is not encrypted, has the words. ``stays``: what cannot be changed and how
    many; ``sent``: files that went out; ``unread``: copies that do not open here or are damaged,
    these as ``damaged`` too; ``sticks``: copies on what is carried, with their day; ``named``:
    folders and files that bear the words in their own names. ``lost``: entries of the log,
    ``lost_in``: copies with entries, of whose texts nobody can say any more whether the words
    stood there.
    """

    counts: dict[str, int] = field(default_factory=dict)
    examples: dict[str, str] = field(default_factory=dict)
    periods: tuple[str, ...] = ()
    copies: tuple[Path, ...] = ()
    texts: tuple[Path, ...] = ()
    doors: tuple[Path, ...] = ()
    stays: dict[str, int] = field(default_factory=dict)
    sent: tuple[SentWith, ...] = ()
    unread: tuple[Path, ...] = ()
    damaged: tuple[Path, ...] = ()
    sticks: tuple[tuple[Path, datetime], ...] = ()
    named: tuple[Path, ...] = ()
    lost: int = 0
    lost_in: tuple[Path, ...] = ()

    @property
    def seen(self) -> bool:
        """Whether the words stand somewhere that can be reached."""
        return bool(self.counts or self.copies or self.texts or self.doors)

    @property
    def nothing(self) -> bool:
        """Whether there is nothing at all to be taken out."""
        return not (self.seen or self.lost or self.lost_in)


def plan_erasure(
    desk: Desk, erasure: Erasure, *, drives: "DriveSource | None" = None
) -> Outcome[Erasing]:
    """Where the words stand, for the officer to read before anything is changed.

    Half-made copies that a kill left are cleared away first: they hold what copies hold.
    A replacement that would make a form, a plan or a closed period unreadable is refused.

    Raises:
        StoreError: the store cannot be read.
    """
    from desktop.db.erased_copies import look_into_store
    from desktop.db.erased_keys import door_files

    if erasure.too_short:
        return refused(Problem("erasure_too_short", "words"))
    if erasure.stands_in(erasure.replacement):
        return refused(Problem("erasure_again_in_replacement", "replacement"))
    found = look_into_store(desk.store, erasure)
    looked = _look_into_copies(desk, erasure, drives)
    if problems := breaks(desk, erasure, unsound=(*found.unsound, *looked.unsound)):
        return refused(*problems)
    value = Erasing(
        counts=found.counts,
        examples=found.examples,
        periods=tuple(sorted({one["period"] for one in found.snapshots})),
        copies=tuple(looked.held),
        texts=tuple(files_with(desk, erasure)),
        doors=door_files(desk.store, erasure, mirrors=own_mirrors(desk, drives=drives)),
        stays=found.stays,
        sent=_sent(desk, frozenset(one["closing"] for one in found.snapshots)),
        unread=tuple(looked.unread),
        damaged=tuple(looked.damaged),
        sticks=_sticks(desk, drives),
        named=tuple(places_named(desk, erasure)),
        lost=found.lost,
        lost_in=tuple(looked.lost),
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
    from desktop.db.erased_copies import erase_in_store
    from desktop.db.erased_keys import erase_labels
    from desktop.db.side_files import rewrite_copies

    desk.require("erase")
    planned = plan_erasure(desk, erasure, drives=drives)
    if planned.value is None or planned.value.nothing:
        return planned
    found = planned.value
    signing = office_keys(desk).current.signing

    def sign(text: bytes) -> tuple[str, str]:
        return signing.public, signing.sign(text).hex()

    # Copies first: cut short, the words still stand in the store and are found again.
    spoilt = _erase_in_copies(desk, erasure, (*found.copies, *found.lost_in), sign)
    for path in found.texts:
        write_file(path, cleaned_file(path, erasure))
    now, row_id = desk.clock.now(), desk.ids.new()
    erase_in_store(desk.store, erasure, sign=sign, row_id=row_id, officer=desk.officer, at=now)
    if found.doors:
        # Copies of this store take the slots in force, under which the names are clean.
        rewrite_copies(desk.store, mirrors=own_mirrors(desk, drives=drives))
        erase_labels(found.doors, erasure)
    done = replace(
        found,
        copies=tuple(one for one in found.copies if one not in spoilt),
        unread=(*found.unread, *spoilt),
        damaged=(*found.damaged, *spoilt),
    )
    return Outcome(done, (), Changes(frozenset(ChangeKind)))


@dataclass(slots=True)
class _Looked:
    """What the copies hold: with the words, with texts nobody knows any more, not to be read."""

    held: list[Path] = field(default_factory=list)
    lost: list[Path] = field(default_factory=list)
    unread: list[Path] = field(default_factory=list)
    damaged: list[Path] = field(default_factory=list)
    unsound: list[str] = field(default_factory=list)


def _look_into_copies(desk: Desk, erasure: Erasure, drives: "DriveSource | None") -> _Looked:
    """Look into every copy in reach; one that is damaged keeps no other from being looked into."""
    from desktop.db.erased_copies import look_and_note
    from desktop.db.errors import DAMAGE, StoreError

    looked = _Looked(unread=[*_leftovers(desk, drives)])
    for path in _copies(desk, drives):
        try:
            found = look_and_note(path, erasure, data_key=desk.store.data_key)
        except StoreError as error:
            found = None
            looked.damaged += [path] if isinstance(error, DAMAGE) else []
        if found is None:
            looked.unread.append(path)
            continue
        looked.unsound += found.unsound
        if found.total:
            looked.held.append(path)
        elif found.lost:
            looked.lost.append(path)
    return looked


def _erase_in_copies(
    desk: Desk, erasure: Erasure, paths: tuple[Path, ...], sign: "Sign"
) -> tuple[Path, ...]:
    """Rewrite copies without the words; those that turn out to be damaged stay as they are.

    That they are is written beside them, and said of them from then on.
    """
    from desktop.db.backups import note_damaged
    from desktop.db.erased_copies import erase_in_copy, key_of_copy
    from desktop.db.errors import DAMAGE

    spoilt: list[Path] = []
    for path in paths:
        key = key_of_copy(path, desk.store.data_key) or desk.store.data_key
        now = desk.clock.now()
        try:
            erase_in_copy(path, erasure, data_key=key, sign=sign, officer=desk.officer, at=now)
        except DAMAGE:
            note_damaged(path)
            spoilt.append(path)
    return tuple(spoilt)


def _copies(desk: Desk, drives: "DriveSource | None") -> tuple[Path, ...]:
    """The copies below the data folder, former communes among them, and those on the mirror."""
    from desktop.db.erased_copies import copies_inside

    mirrored = (one.path for one in all_copies(desk.store.folder, drives=drives, sticks=()))
    return tuple(dict.fromkeys((*copies_inside(desk.store), *mirrored)))


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


def _sent(desk: Desk, closings: frozenset[str]) -> tuple[SentWith, ...]:
    from desktop.db.exchange_queries import sent_packages

    return tuple(
        SentWith(one.period, one.file_name, one.made_at, _written(desk, one.package_id))
        for one in sent_packages(desk.store)
        if one.closing_id in closings
    )


def _written(desk: Desk, package_id: str) -> tuple[tuple[str, datetime], ...]:
    from desktop.db.exchange_queries import sent_copies

    return tuple((one.place, one.written_at) for one in sent_copies(desk.store, package_id))
