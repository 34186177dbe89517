"""The side file: the random data key of a store, wrapped in slots, with a key-check value.

Its checksum tells a damaged file from a wrong password, and the key-check value a key that is
not this store's. Kinds of slots that this version does not know are kept as they are and passed
over. A second file beside it, ``….old``, keeps one damaged file from costing the store.

**No former password opens.** When slots change, the second file is written first and read back,
the side file last, both with the new slots: the very step that puts the new slots in force finds
no former ones left, and cut short before it nothing has changed but the spare. The second file
serves only when the side file is damaged or missing, when it wraps another data key, as a restore
cut short leaves it, or when the side file is a former one that was put back. Opening makes it
equal again.

**Which one is in force the store says.** Every change of the slots raises the generation of the
side file, sealed with the data key, and the store holds the side file in force inside itself: a
former one put back is found older and replaced (:mod:`desktop.db.keys_in_force`).
"""

import contextlib
import json
import stat
from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from pathlib import Path

from desktop.db import slots as kinds
from desktop.db.errors import (
    KeyFileDamagedError,
    StoreTooNewError,
    store_error_of_file,
)
from desktop.db.layout import old_version
from desktop.db.slots import Opening, Secret
from desktop.db.wrapping import FORMAT, KEY_BYTES, Slot, canonical, digest, keyed, same
from desktop.files import FileFaultError, fault_of, write_file

_CHECKED = b"so138 key check 1"
_SEALED = b"so138 key file 1 "
_GENERATION = "generation"
"""A slot that opens nothing and carries the generation: former programs pass it over."""
_MOST_BYTES = 1 << 20
_MOST_SLOTS = 200


@dataclass(frozen=True, slots=True)
class SideFile:
    """The content of a side file: key-check value (hexadecimal), slots, and which one it is.

    ``generation`` rises with every change of the slots; ``seal`` is a keyed hash (hexadecimal) of
    it all under the data key. Former programs wrote neither: such a side file is older than any.
    """

    key_check: str
    slots: tuple[Slot, ...]
    generation: int = 0
    seal: str = ""

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

    def sealed(self, data_key: bytes, generation: int) -> "SideFile":
        """The same as that of a generation."""
        numbered = replace(self, generation=generation, seal="")
        return replace(numbered, seal=keyed(data_key, numbered.said).finalize().hex())

    def is_sealed(self, data_key: bytes) -> bool:
        """Whether whoever wrote it had the data key."""
        return bool(self.seal) and same(data_key, self.said, self.seal)

    @property
    def said(self) -> bytes:
        """What the seal is about."""
        slots = [dict(slot) for slot in self.slots]
        return _SEALED + canonical([self.generation, self.key_check, slots])

    def changed(
        self, *, drop: Callable[[Slot], bool] = lambda _slot: False, add: Sequence[Slot] = ()
    ) -> "SideFile":
        """The same with some slots dropped and others added; a new one takes the place of its id.

        Slots of kinds that this version does not know are kept, whatever ``drop`` says.
        """
        new = {slot["id"]: slot for slot in add}
        known = kinds.KNOWN
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


def new_data_key() -> bytes:
    """A fresh random data key of 256 bits."""
    import os

    return os.urandom(KEY_BYTES)


def side_file_of(data_key: bytes, *slots: Slot) -> SideFile:
    """The first side file for a data key, with slots that wrap it."""
    return SideFile(register_of(data_key), slots).sealed(data_key, 1)


def register_of(data_key: bytes) -> str:
    """What names the register of a data key in key files; it says nothing about the key."""
    return keyed(data_key, _CHECKED).finalize().hex()


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


def read_side_file(path: Path) -> SideFile:
    """Read a side file; every byte of it is checked.

    Raises:
        KeyFileDamagedError: missing, or not the bytes that were written.
        StoreTooNewError: its format is newer than this version of the program.
    """
    try:
        data = _bytes_of(path)
    except _UNREADABLE as error:
        raise KeyFileDamagedError(path=str(path), reason=type(error).__name__) from error
    try:
        return side_file_in(data)
    except (KeyFileDamagedError, StoreTooNewError) as error:
        error.details["path"] = str(path)
        raise


def side_file_in(data: bytes) -> SideFile:
    """The side file that bytes are; every one of them is checked.

    Raises:
        KeyFileDamagedError: not the bytes that were written. StoreTooNewError.
    """
    try:
        document = json.loads(data)
        if int(document["format"]) > FORMAT:
            raise StoreTooNewError
        slots = [{str(k): str(v) for k, v in slot.items()} for slot in document["slots"]]
        usable = 0 < len(slots) <= _MOST_SLOTS and all("kind" in slot for slot in slots)
        number, seal = 0, ""
        if usable and slots[-1]["kind"] == _GENERATION:
            last = slots.pop()
            number, seal = int(last["number"]), last["seal"]
        side_file = SideFile(str(document["key_check"]), tuple(slots), number, seal)
        whole = usable and bool(slots) and side_file_bytes(side_file) == data
    except _UNREADABLE as error:
        raise KeyFileDamagedError(reason=type(error).__name__) from error
    if not whole:
        raise KeyFileDamagedError(reason="checksum")
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


def key_check_of(*places: Path) -> str | None:
    """Which data key the first of these key files that can be read wraps; none when none can."""
    for place in places:
        with contextlib.suppress(KeyFileDamagedError, StoreTooNewError):
            return read_side_file(place).key_check
    return None


_UNREADABLE = (
    *(FileFaultError, ValueError, KeyError, TypeError, AttributeError),
    *(OverflowError, RecursionError),
)


def _bytes_of(path: Path) -> bytes:
    """The bytes of a file that may be a side file; a long one is none, nor is a device or pipe."""
    try:
        if not stat.S_ISREG(path.stat().st_mode):
            raise ValueError("no file")
        with path.open("rb") as source:
            data = source.read(_MOST_BYTES + 1)
    except OSError as error:
        raise fault_of(error, path) from error
    if len(data) > _MOST_BYTES:
        raise ValueError("too long")
    return data


def _held(path: Path) -> bytes | None:
    """What lies in the place of a side file, whatever it is; none where nothing can be kept."""
    try:
        return _bytes_of(path)
    except _UNREADABLE:
        return None


def _put(path: Path, data: bytes) -> None:
    """Write a side file; a link that leads to a device or pipe is taken away, not followed."""
    try:
        if path.is_symlink() and path.exists() and not path.is_file():
            path.unlink()
    except OSError as error:
        raise fault_of(error, path) from error
    write_file(path, data)


def write_side_file(path: Path, side_file: SideFile) -> None:
    """Put the side file of a store that comes, and keep the one of the store that goes.

    A restore needs it so: cut short, the store that still stands opens by the one kept beside
    it. The first side file of a folder is kept twice.

    Raises:
        DiskFullError, FolderReadOnlyError, StoreBrokenError: nothing was replaced.
    """
    data = side_file_bytes(side_file)
    try:
        _put(old_version(path), _held(path) or data)
        _put(path, data)
    except FileFaultError as fault:
        raise store_error_of_file(fault) from fault


def replace_slots(path: Path, side_file: SideFile) -> None:
    """Put new slots of the same data key in force; no former slot is left in either file.

    Raises:
        DiskFullError, FolderReadOnlyError, StoreBrokenError: the former slots are in force.
    """
    data = side_file_bytes(side_file)
    try:
        if _held(old_version(path)) != data:
            _put(old_version(path), data)
        _put(path, data)
    except FileFaultError as fault:
        raise store_error_of_file(fault) from fault
    _remove_drafts(path)


def prepare_slots(path: Path, side_file: SideFile) -> None:
    """Put new slots of the same data key into the spare alone, before their write is durable.

    Raises:
        DiskFullError, FolderReadOnlyError, StoreBrokenError: nothing was replaced.
    """
    try:
        _put(old_version(path), side_file_bytes(side_file))
    except FileFaultError as fault:
        raise store_error_of_file(fault) from fault


def settle(path: Path, in_force: SideFile) -> None:
    """Make the spare equal after an opening, and remove drafts that a power cut left.

    What cannot be written stays as it is: the store is open, and the next opening tries again.
    """
    data = side_file_bytes(in_force)
    with contextlib.suppress(FileFaultError, OSError):
        spare = old_version(path)
        if _held(spare) != data:
            _put(spare, data)
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
    _put(path, side_file_bytes(side_file))
    _remove_drafts(path)


def _remove_drafts(path: Path) -> None:
    """Remove what a power cut left of a side file that was being written: it may hold slots."""
    for draft in path.parent.glob(f".{path.name}*.part"):
        with contextlib.suppress(OSError):
            draft.unlink()


def side_file_bytes(side_file: SideFile) -> bytes:
    """The exact bytes of a side file, its checksum included."""
    slots = [dict(slot) for slot in side_file.slots]
    if side_file.seal:
        number = str(side_file.generation)
        slots.append({"kind": _GENERATION, "number": number, "seal": side_file.seal})
    body = {"format": FORMAT, "key_check": side_file.key_check, "slots": slots}
    checked = {**body, "sha256": digest(canonical(body)).hex()}
    return json.dumps(checked, indent=1, sort_keys=True).encode("ascii") + b"\n"
