"""The side file: the random data key of a store, wrapped in slots, with a key-check value.

Its checksum tells a damaged file from a wrong password, and the key-check value a key that is
not this store's. Kinds of slots that this version does not know are kept as they are and passed
over. A second file beside it, ``….old``, keeps one damaged file from costing the store.

**No former password opens.** When slots change, the second file is written first and read back,
the side file last, both with the new slots: the very step that puts the new slots in force finds
no former ones left, and cut short before it nothing has changed but the spare. The second file
serves only when the side file is damaged or missing, or when it wraps another data key, as a
restore cut short leaves it; never because a password does not fit. Opening makes it equal again.
"""

import contextlib
import json
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field, replace
from pathlib import Path

from desktop.db import slots as kinds
from desktop.db.errors import (
    KeyFileDamagedError,
    StoreTooNewError,
    WrongPasswordError,
    store_error_of_file,
)
from desktop.db.layout import old_version
from desktop.db.slots import Opening, Secret
from desktop.db.wrapping import FORMAT, KEY_BYTES, Slot, canonical, digest, keyed, same
from desktop.files import FileFaultError, read_file, write_file

_CHECKED = b"so138 key check 1"
_MOST_BYTES = 1 << 20
_MOST_SLOTS = 200


@dataclass(frozen=True, slots=True)
class SideFile:
    """The content of a side file: key-check value (hexadecimal) and slots."""

    key_check: str
    slots: tuple[Slot, ...]

    @property
    def opens_itself(self) -> bool:
        """Whether a slot needs no password."""
        return any(slot["kind"] == kinds.SELF_OPENING for slot in self.slots)

    @property
    def only_self_opening(self) -> bool:
        """Whether nothing but the self-opening slot protects the key."""
        return all(slot["kind"] == kinds.SELF_OPENING for slot in self.slots)

    def of_kind(self, kind: str) -> tuple[Slot, ...]:
        """The slots of a kind, in their order."""
        return tuple(slot for slot in self.slots if slot["kind"] == kind)

    def fits(self, data_key: bytes) -> bool:
        """Whether it was written for this data key."""
        return same(data_key, _CHECKED, self.key_check)

    def changed(
        self, *, drop: Callable[[Slot], bool] = lambda _slot: False, add: Sequence[Slot] = ()
    ) -> "SideFile":
        """The same with some slots dropped and others added; a new one takes the place of its id.

        Slots of kinds that this version does not know are kept, whatever ``drop`` says.
        """
        new = {slot["id"]: slot for slot in add}
        known = {kinds.SELF_OPENING, kinds.OFFICER, kinds.RECOVERY}
        kept: list[Slot] = []
        for slot in self.slots:
            if slot["kind"] in known and slot.get("id") in new:
                kept.append(new.pop(slot["id"]))
            elif slot["kind"] not in known or not drop(slot):
                kept.append(slot)
        return replace(self, slots=(*kept, *new.values()))

    @property
    def digest(self) -> str:
        """SHA-256 of its bytes: the store remembers it, so that slots put back are noticed."""
        return digest(side_file_bytes(self)).hex()


@dataclass(frozen=True, slots=True)
class Unlocked:
    """A data key and the side file that it came from; ``fell_back``: it is the one
    kept beside the newest, which is unreadable or of another store.

    ``slot_id`` is the slot that opened; empty where the key was known already.
    """

    data_key: bytes = field(repr=False)
    side_file: SideFile
    fell_back: bool = False
    slot_id: str = ""


@dataclass(frozen=True, slots=True)
class Candidates:
    """What may open the store, the newest first; ``locked``: another key needs something else."""

    found: tuple[Unlocked, ...]
    locked: WrongPasswordError | None = None


def new_data_key() -> bytes:
    """A fresh random data key of 256 bits."""
    import os

    return os.urandom(KEY_BYTES)


def side_file_of(data_key: bytes, *slots: Slot) -> SideFile:
    """A side file for a data key, with slots that wrap it."""
    return SideFile(key_check=keyed(data_key, _CHECKED).finalize().hex(), slots=slots)


def self_opening_side_file(data_key: bytes, *, slot_id: str) -> SideFile:
    """A side file with the self-opening slot alone."""
    return side_file_of(data_key, kinds.self_opening_slot(data_key, slot_id=slot_id))


def unlock(side_file: SideFile, secret: Secret | None = None) -> Opening:
    """The data key, by a secret; without one by the self-opening slot.

    Raises:
        PasswordNeededError, WrongPasswordError, WrongSheetError, SheetMistypedError: nothing
        opens with what was given. KeyFileDamagedError: a slot does not open with its own secret.
    """
    opening = kinds.opened(side_file.slots, secret)
    if not side_file.fits(opening.data_key):
        raise KeyFileDamagedError(reason="key check")
    return opening


def unlock_candidates(path: Path, secret: Secret | None = None) -> Candidates:
    """The keys that the side file and the one kept beside it give, the newest first.

    Raises:
        KeyFileDamagedError: neither of the two can be read.
        WrongPasswordError: they can be read and do not open with what was given.
        StoreTooNewError: a newer version of the program wrote the side file.
    """

    def unlocked(side_file: SideFile) -> Unlocked:
        opening = unlock(side_file, secret)
        return Unlocked(opening.data_key, side_file, slot_id=opening.slot_id)

    return _candidates(path, unlocked)


def known_candidates(path: Path, data_key: bytes) -> Candidates:
    """The same where the data key is known: the side files that were written for it.

    Raises:
        KeyFileDamagedError: neither can be read. WrongPasswordError: they are of another store.
    """

    def unlocked(side_file: SideFile) -> Unlocked:
        if not side_file.fits(data_key):
            raise WrongPasswordError(reason="another store's key")
        return Unlocked(data_key, side_file)

    return _candidates(path, unlocked)


def _candidates(path: Path, unlocked: Callable[[SideFile], Unlocked]) -> Candidates:
    found: list[Unlocked] = []
    damage: KeyFileDamagedError | None = None
    locked: WrongPasswordError | None = None
    answered: set[str] = set()
    for place in (path, old_version(path)):
        try:
            side_file = read_side_file(place)
            if side_file.key_check in answered:
                continue
            found.append(replace(unlocked(side_file), fell_back=place != path))
            answered.add(side_file.key_check)
        except KeyFileDamagedError as error:
            damage = damage or error
        except WrongPasswordError as error:
            answered.add(side_file.key_check)
            locked = locked or error
    if not found:
        raise locked or damage or KeyFileDamagedError(path=str(path))
    return Candidates(tuple(found), locked)


def read_side_file(path: Path) -> SideFile:
    """Read a side file; every byte of it is checked.

    Raises:
        KeyFileDamagedError: missing, or not the bytes that were written.
        StoreTooNewError: its format is newer than this version of the program.
    """
    try:
        data = _bytes_of(path)
        document = json.loads(data)
        if int(document["format"]) > FORMAT:
            raise StoreTooNewError(path=str(path))
        side_file = SideFile(
            key_check=str(document["key_check"]),
            slots=tuple({str(k): str(v) for k, v in slot.items()} for slot in document["slots"]),
        )
        usable = 0 < len(side_file.slots) <= _MOST_SLOTS
        usable = usable and all("kind" in slot for slot in side_file.slots)
        whole = usable and side_file_bytes(side_file) == data
    except _UNREADABLE as error:
        raise KeyFileDamagedError(path=str(path), reason=type(error).__name__) from error
    if not whole:
        raise KeyFileDamagedError(path=str(path), reason="checksum")
    return side_file


def read_whole(path: Path) -> SideFile:
    """The side file, or the one kept beside it where it is damaged.

    Raises:
        KeyFileDamagedError: neither can be read. StoreTooNewError.
    """
    try:
        return read_side_file(path)
    except KeyFileDamagedError:
        return read_side_file(old_version(path))


_UNREADABLE = (
    *(FileFaultError, ValueError, KeyError, TypeError, AttributeError),
    *(OverflowError, RecursionError),
)


def _bytes_of(path: Path) -> bytes:
    """The bytes of a file that may be a side file; a long one is none."""
    if path.exists() and path.stat().st_size > _MOST_BYTES:
        raise ValueError("too long")
    return read_file(path)


def write_side_file(path: Path, side_file: SideFile) -> None:
    """Put the side file of a store that comes, and keep the one of the store that goes.

    A restore needs it so: cut short, the store that still stands opens by the one kept beside
    it. The first side file of a folder is kept twice.

    Raises:
        DiskFullError, FolderReadOnlyError, StoreBrokenError: nothing was replaced.
    """
    data = side_file_bytes(side_file)
    try:
        write_file(old_version(path), read_file(path) if path.exists() else data)
        write_file(path, data)
    except FileFaultError as fault:
        raise store_error_of_file(fault) from fault


def replace_slots(path: Path, side_file: SideFile) -> None:
    """Put new slots of the same data key in force; no former slot is left in either file.

    Raises:
        DiskFullError, FolderReadOnlyError, StoreBrokenError: the former slots are in force.
    """
    data = side_file_bytes(side_file)
    try:
        write_file(old_version(path), data)
        write_file(path, data)
    except FileFaultError as fault:
        raise store_error_of_file(fault) from fault
    _remove_drafts(path)


def settle(path: Path, unlocked: Unlocked) -> None:
    """Make both files equal after an opening, and remove drafts that a power cut left.

    What cannot be written stays as it is: the store is open, and the next opening tries again.
    """
    if unlocked.fell_back:
        # What the store opened by stays the spare; the damaged one is written anew with the log.
        return
    data = side_file_bytes(unlocked.side_file)
    with contextlib.suppress(FileFaultError, OSError):
        spare = old_version(path)
        if not spare.exists() or read_file(spare) != data:
            write_file(spare, data)
        _remove_drafts(path)


def is_damaged(path: Path) -> bool:
    """Whether a side file is missing or not what was written; one of a newer program is neither."""
    try:
        read_side_file(path)
    except KeyFileDamagedError:
        return True
    except StoreTooNewError:
        return False
    return False


def renew(path: Path, side_file: SideFile) -> None:
    """Write a damaged side file anew, with what the one kept beside it says.

    Raises:
        FileFaultError: it is as it was.
    """
    write_file(path, side_file_bytes(side_file))
    _remove_drafts(path)


def _remove_drafts(path: Path) -> None:
    """Remove what a power cut left of a side file that was being written: it may hold slots."""
    for draft in path.parent.glob(f".{path.name}*.part"):
        with contextlib.suppress(OSError):
            draft.unlink()


def side_file_bytes(side_file: SideFile) -> bytes:
    """The exact bytes of a side file, its checksum included."""
    body = {
        "format": FORMAT,
        "key_check": side_file.key_check,
        "slots": [dict(slot) for slot in side_file.slots],
    }
    checked = {**body, "sha256": digest(canonical(body)).hex()}
    return json.dumps(checked, indent=1, sort_keys=True).encode("ascii") + b"\n"
