"""Which side file is in force: the store holds it inside itself, with its generation.

A former side file that is put back from outside still opens the data key. What it opens says that
another one is in force: that one comes back, and its passwords are asked for.
"""

import contextlib
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import TYPE_CHECKING

from desktop.db import keys
from desktop.db.errors import (
    KeyFileDamagedError,
    KeyFileFormerError,
    StoreError,
    StoreTooNewError,
    WrongPasswordError,
)
from desktop.db.layout import Layout, old_version
from desktop.db.slots import OFFICER, Secret

if TYPE_CHECKING:
    from sqlcipher3.dbapi2 import Connection

KEY_SLOTS = "key_slots"
"""The fact that remembers which slots are in force, by the digest of their side file."""
KEY_FILE = "key_file"
"""The fact that holds the side file in force; of a store of a former program there is none."""
_MOST_OF_COPIES = 4


@dataclass(frozen=True, slots=True)
class Unlocked:
    """A data key and the side file that it came from.

    ``fell_back``: the side file beside the store is unreadable or of another store. ``former``: it
    is a former one, put back from outside. ``slot_id`` is the slot that opened; empty where the
    key was known already.
    """

    data_key: bytes = field(repr=False)
    side_file: keys.SideFile
    fell_back: bool = False
    former: bool = False
    slot_id: str = ""


def unlocked_by(
    layout: Layout, secret: Secret | None = None, *, data_key: bytes | None = None
) -> Iterator[Unlocked]:
    """The keys that the side files give, one after another: the newest, its spare, the copies'.

    The key files of copies are asked only when those of the folder can be read and gave nothing
    that served: both may be of another store.
    Which slots count, :func:`judged` says once the store is open.

    Raises (where nothing more is found):
        WrongPasswordError: they can be read and do not open with what was given.
        KeyFileDamagedError: none can be read. StoreTooNewError: a newer program wrote it.
    """
    damage: KeyFileDamagedError | None = None
    locked: WrongPasswordError | None = None
    opened: set[str] = set()
    tried: list[keys.SideFile] = []
    own = (layout.key, old_version(layout.key))
    for place in (*own, *_of_copies(layout)):
        if place not in own and not tried:
            # Both are damaged or gone: the guided rescue takes the one of a copy, and says so.
            break
        try:
            side_file = keys.read_side_file(place)
            if side_file.key_check in opened or side_file in tried:
                continue
            if len(tried) > len(own) + _MOST_OF_COPIES:
                break
            tried.append(side_file)
            found = _opened(side_file, secret, data_key)
        except KeyFileDamagedError as error:
            damage = damage or error
        except WrongPasswordError as error:
            locked = locked or error
        else:
            opened.add(side_file.key_check)
            yield replace(found, fell_back=place != layout.key)
    if locked is not None or not opened:
        raise locked or damage or KeyFileDamagedError(path=str(layout.key))


def _opened(side_file: keys.SideFile, secret: Secret | None, data_key: bytes | None) -> Unlocked:
    if data_key is None:
        opening = keys.unlock(side_file, secret)
        return Unlocked(opening.data_key, side_file, slot_id=opening.slot_id)
    if not side_file.fits(data_key):
        raise WrongPasswordError(reason="another store's key")
    return Unlocked(data_key, side_file)


def _of_copies(layout: Layout) -> Iterator[Path]:
    """The key files of the folder's backups, the newest generation first; asked for when needed."""
    found: list[tuple[int, str, Path]] = []
    with contextlib.suppress(OSError):
        for path in layout.backups.glob("*.key.json"):
            with contextlib.suppress(KeyFileDamagedError, StoreTooNewError):
                found.append((keys.read_side_file(path).generation, path.name, path))
    for _generation, _name, path in sorted(found, reverse=True):
        yield path


def remembered(connection: "Connection") -> keys.SideFile | None:
    """The side file that a store holds as the one in force; none in one of a former program."""
    return remembered_in(
        dict(
            connection.execute(
                "SELECT name, value FROM store_facts WHERE name IN (?, ?)", (KEY_FILE, KEY_SLOTS)
            ).fetchall()
        )
    )


def remembered_in(said: Mapping[str, object]) -> keys.SideFile | None:
    """The same of a store's facts, by their names."""
    try:
        found = keys.side_file_in(str(said.get(KEY_FILE, "")).encode("ascii"))
    except (StoreError, UnicodeError):
        return None
    # A former program that changed the slots renewed the digest alone.
    return found if found.digest == said.get(KEY_SLOTS) else None


def facts_of(side_file: keys.SideFile) -> Mapping[str, str]:
    """The facts by which a store remembers the side file in force."""
    return {KEY_SLOTS: side_file.digest, KEY_FILE: keys.side_file_bytes(side_file).decode("ascii")}


def in_force(layout: Layout, data_key: bytes, known: keys.SideFile | None) -> keys.SideFile | None:
    """The side file whose slots count, of a folder and of what its store remembers.

    Only a change that was cut short before the store could remember it leaves a newer one beside
    the store, sealed; the spare counts there only where the side file itself is lost.
    """
    for place in (layout.key, old_version(layout.key)):
        found = _fitting(place, data_key)
        if found is None:
            continue
        if known is None or (found.is_sealed(data_key) and found.generation > known.generation):
            return found
        break
    return known


def newer_of(
    side_file: keys.SideFile, known: keys.SideFile | None, data_key: bytes
) -> keys.SideFile:
    """Of the side file beside a copy and the one that the copy holds, the one that counts."""
    if known is None or (side_file.is_sealed(data_key) and side_file.generation > known.generation):
        return side_file
    return known


def newest_beside(layout: Layout, data_key: bytes) -> keys.SideFile | None:
    """The newest side file in the folder and its backups that whoever had the data key wrote."""
    own = (layout.key, old_version(layout.key))
    found = [_fitting(place, data_key) for place in (*own, *_of_copies(layout))]
    sealed = [one for one in found if one is not None and one.is_sealed(data_key)]
    return max(sealed, key=lambda one: one.generation, default=None)


def _fitting(place: Path, data_key: bytes) -> keys.SideFile | None:
    """The side file at a place, where it can be read and is of this data key."""
    with contextlib.suppress(KeyFileDamagedError, StoreTooNewError):
        found = keys.read_side_file(place)
        return found if found.fits(data_key) else None
    return None


def judged(
    layout: Layout, unlocked: Unlocked, known: keys.SideFile | None, secret: Secret | None
) -> Unlocked:
    """What was unlocked, by the slots in force; ``known`` is the side file that the store holds.

    A former side file gives way to the one in force before anything else, so that the list at the
    door names those who may open.

    Raises:
        KeyFileFormerError: the side file was a former one, and what was given opens no slot in
        force. WrongPasswordError: the same where the side file is the right one.
    """
    if known is None:
        return unlocked
    right = in_force(layout, unlocked.data_key, known) or known
    beside = _fitting(layout.key, unlocked.data_key)
    former = beside is not None and beside != right
    fell_back = beside is None
    if former or (fell_back and _strange(layout, right)):
        with contextlib.suppress(StoreError):
            keys.replace_slots(layout.key, right)
    found = replace(unlocked, side_file=right, former=former, fell_back=fell_back)
    if right == unlocked.side_file or not unlocked.slot_id:
        return found
    try:
        return replace(found, slot_id=keys.unlock(right, secret).slot_id)
    except WrongPasswordError as error:
        if not former:
            raise
        labels = "; ".join(slot.get("label", "") for slot in right.of_kind(OFFICER))
        raise KeyFileFormerError(labels=labels, folder=str(layout.folder)) from error


def _strange(layout: Layout, right: keys.SideFile) -> bool:
    """Whether both side files are whole and of another store: a restore cut short leaves one."""
    found: list[keys.SideFile] = []
    for place in (layout.key, old_version(layout.key)):
        with contextlib.suppress(KeyFileDamagedError, StoreTooNewError):
            found.append(keys.read_side_file(place))
    return len(found) == 2 and all(one.key_check != right.key_check for one in found)
