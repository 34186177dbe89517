"""What opens the data key: an officer's password, the recovery sheet, or nothing at all.

A slot is a flat mapping of texts. ``officer`` slots carry the officer's id and derive their key
by argon2id; the ``recovery`` slot derives it from the 40 random digits of the printed sheet;
the ``self_opening`` slot holds its own secret, so that whoever has the folder can read it.
"""

import os
import time
import unicodedata
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field

from desktop.db.errors import (
    KeyFileDamagedError,
    MemoryShortError,
    NewerSlotError,
    PasswordNeededError,
    SheetMistypedError,
    WrongPasswordError,
    WrongSheetError,
)
from desktop.db.wiping import wipe
from desktop.db.wrapping import KEY_BYTES, NONCE_BYTES, SALT_BYTES, Slot, keyed, raw, text, wrap
from desktop.db.wrapping import unwrap as unwrapped

SELF_OPENING = "self_opening"
OFFICER = "officer"
RECOVERY = "recovery"
KNOWN = frozenset({SELF_OPENING, OFFICER, RECOVERY})

GROUP = 4
GROUPS = 10
SHEET_DIGITS = GROUP * GROUPS
"""40 random digits are 132 bits; with a check digit for each group the sheet shows 50."""

_OF_SHEET = b"so138 recovery slot 1"
_OF_SELF = b"so138 self-opening slot 1"


@dataclass(frozen=True, slots=True)
class Password:
    """A password as it was typed; with ``slot_id`` only that officer's slot is tried."""

    text: str = field(repr=False)
    slot_id: str = ""


@dataclass(frozen=True, slots=True)
class Sheet:
    """The digits of the recovery sheet as they were typed, check digits included."""

    digits: str = field(repr=False)


Secret = Password | Sheet


@dataclass(frozen=True, slots=True)
class Opening:
    """A data key, and the slot that gave it."""

    data_key: bytes = field(repr=False)
    slot_id: str


@dataclass(frozen=True, slots=True)
class Hardness:
    """How hard argon2id works: memory in KiB, passes over it, lanes."""

    memory_kib: int
    iterations: int
    lanes: int = 1

    @property
    def work(self) -> int:
        """What a derivation costs: memory in KiB times passes."""
        return self.memory_kib * self.iterations


FLOOR = Hardness(19 * 1024, 2)
"""The least that OWASP's Password Storage Cheat Sheet asks of argon2id."""
CEILING = Hardness(1 << 20, 20, 16)
"""More is never written; a file that asks for it wants to keep the machine busy."""
MOST_OF_SLOT = 256 * 1024 * CEILING.iterations
"""Memory (KiB) times passes that one slot may ask for: the most that is ever written."""
MOST_OF_TRY = 4 * MOST_OF_SLOT
"""The same for all slots that one try goes through, the cheapest first."""
TARGET_SECONDS, FASTEST_SECONDS, SLOWEST_SECONDS = 0.5, 0.3, 0.8
_USUAL_KIB, _MOST_KIB = 64 * 1024, 256 * 1024


def calibrated(seconds_of: Callable[[Hardness], float] | None = None) -> Hardness:
    """The hardness that keeps this machine busy for 0.3 to 0.8 seconds, never below the floor.

    ``seconds_of`` measures one derivation; a test gives a machine of its own.
    """
    measure = seconds_of or _seconds_of
    memory = _USUAL_KIB
    taken = measure(Hardness(memory, FLOOR.iterations))
    while taken > SLOWEST_SECONDS and memory > FLOOR.memory_kib:
        memory = max(memory // 2, FLOOR.memory_kib)
        taken = measure(Hardness(memory, FLOOR.iterations))
    most = CEILING.iterations / FLOOR.iterations
    while taken * most < FASTEST_SECONDS and memory < _MOST_KIB:
        memory *= 2
        taken = measure(Hardness(memory, FLOOR.iterations))
    passes = round(FLOOR.iterations * TARGET_SECONDS / max(taken, 1e-6))
    return Hardness(memory, min(max(passes, FLOOR.iterations), CEILING.iterations))


def _seconds_of(hardness: Hardness) -> float:
    """One derivation on this machine; one that has no such memory counts as far too slow."""
    started = time.perf_counter()
    try:
        _password_key("", bytes(SALT_BYTES), hardness)
    except MemoryShortError:
        return 60.0
    return time.perf_counter() - started


def self_opening_slot(data_key: bytes, *, slot_id: str) -> Slot:
    """A slot that opens with the secret that it carries."""
    header = {
        "id": slot_id,
        "kind": SELF_OPENING,
        "secret": text(os.urandom(KEY_BYTES)),
        "nonce": text(os.urandom(NONCE_BYTES)),
    }
    return {**header, "wrapped": wrap(_self_key(header), data_key, header)}


def officer_slot(
    data_key: bytes, password: str, *, officer_id: str, label: str, hardness: Hardness
) -> Slot:
    """The slot of an officer; its id is the officer's, its label what the list at the door says."""
    salt = os.urandom(SALT_BYTES)
    header = {
        "id": officer_id,
        "kind": OFFICER,
        "label": label,
        "salt": text(salt),
        "memory_kib": str(hardness.memory_kib),
        "iterations": str(hardness.iterations),
        "lanes": str(hardness.lanes),
        "nonce": text(os.urandom(NONCE_BYTES)),
    }
    return {**header, "wrapped": wrap(_password_key(password, salt, hardness), data_key, header)}


def recovery_slot(data_key: bytes, digits: str, *, slot_id: str, number: int, made_on: str) -> Slot:
    """The slot of a recovery sheet; ``digits`` are its random ones, without check digits."""
    salt = os.urandom(SALT_BYTES)
    header = {
        "id": slot_id,
        "kind": RECOVERY,
        "number": str(number),
        "made_on": made_on,
        "salt": text(salt),
        "nonce": text(os.urandom(NONCE_BYTES)),
    }
    return {**header, "wrapped": wrap(_sheet_key(digits, salt), data_key, header)}


def new_sheet_digits() -> str:
    """The random digits of a new recovery sheet, without check digits."""
    return f"{int.from_bytes(os.urandom(64)) % 10**SHEET_DIGITS:0{SHEET_DIGITS}d}"


def sheet_groups(digits: str) -> tuple[str, ...]:
    """The groups as the sheet shows them: four digits and the check digit of their place."""
    parts = [digits[at : at + GROUP] for at in range(0, len(digits), GROUP)]
    return tuple(part + _check_digit(part, place) for place, part in enumerate(parts))


def _check_digit(part: str, place: int) -> str:
    # The codes of papers bring the rules of figures along: imported for sheets alone.
    from desktop.domain.check_codes import _check

    return _check(part, place)


def read_group(typed: str, place: int) -> str:
    """The four digits of the group at a place (0 is the first), as somebody typed it.

    Raises:
        SheetMistypedError: no such group stands there.
    """
    found = _digits_in(typed)
    plain = len(found) == GROUP + 1 and found.isascii() and found.isdigit()
    if not plain or _check_digit(found[:GROUP], place) != found[GROUP]:
        raise SheetMistypedError(group=str(place + 1))
    return found[:GROUP]


def read_sheet(typed: str) -> str:
    """The 40 digits of a sheet as somebody typed it, with or without blanks and hyphens.

    Raises:
        SheetMistypedError: which group is wrong, or the first that is missing.
    """
    found = _digits_in(typed)
    size = GROUP + 1
    parts = [found[at : at + size] for at in range(0, len(found), size)]
    parts += [""] * (GROUPS - len(parts))
    digits = "".join(read_group(part, place) for place, part in enumerate(parts[:GROUPS]))
    if len(parts) > GROUPS:
        raise SheetMistypedError(group=str(GROUPS))
    return digits


def _digits_in(typed: str) -> str:
    """The letters and digits of a text without what stands between them."""
    plain = unicodedata.normalize("NFKC", typed)
    return "".join(one for one in plain if one.isalnum())


def opened(slots: Sequence[Slot], secret: Secret | None) -> Opening:
    """The data key, by a secret; without one by the self-opening slot.

    Where nothing fits and a newer program made a way to open that this one does not know, that is
    said.

    A slot that cannot be read is passed over while another may fit. A password opens a store
    that asks for none: what a script is given must not shut it out.

    Raises:
        PasswordNeededError: nothing was given. WrongPasswordError, WrongSheetError: no slot fits.
        NewerSlotError: the same beside slots of a newer program.
        SheetMistypedError: a group of the sheet. KeyFileDamagedError: the slot itself is damaged.
    """
    try:
        return _opened(slots, secret)
    except (PasswordNeededError, WrongSheetError):
        raise
    except WrongPasswordError as error:
        if any(slot["kind"] not in KNOWN for slot in slots):
            raise NewerSlotError(reason="unknown slot") from error
        raise


def _opened(slots: Sequence[Slot], secret: Secret | None) -> Opening:
    officers = [slot for slot in slots if slot["kind"] == OFFICER]
    match secret:
        case Sheet():
            return _by_sheet(slots, secret)
        case Password() if officers:
            return _by_password(officers, secret)
        case _:
            return _by_itself(slots, officers, tried=secret is not None)


def _by_itself(slots: Sequence[Slot], officers: Sequence[Slot], *, tried: bool) -> Opening:
    for slot in slots:
        if slot["kind"] == SELF_OPENING:
            data_key = _tried(slot, _self_key)
            if data_key is None:
                raise KeyFileDamagedError(reason="slot")
            return Opening(data_key, slot.get("id", ""))
    if tried:
        raise WrongPasswordError(reason="no slot has a password")
    labels = "; ".join(slot.get("label", "") for slot in officers)
    raise PasswordNeededError(labels=labels)


def _by_password(officers: Sequence[Slot], secret: Password) -> Opening:
    wanted = [one for one in officers if secret.slot_id in {"", one.get("id", "")}]
    damage: KeyFileDamagedError | None = None
    whole = False
    left = MOST_OF_TRY
    # Hostile slots cost much: whoever has a true one does not wait for them.
    for slot in sorted(wanted, key=_work_of):
        left -= _work_of(slot)
        if left < 0:
            break
        try:
            data_key = _tried(slot, lambda one: _officer_key(one, secret.text))
        except KeyFileDamagedError as error:
            damage = error
            continue
        whole = True
        if data_key is not None:
            return Opening(data_key, slot["id"])
    if damage is not None and not whole:
        raise damage
    raise WrongPasswordError(reason="no slot fits")


def _work_of(slot: Slot) -> int:
    """What trying a slot costs; nothing where it is damaged and derives nothing."""
    try:
        return _hardness_of(slot).work
    except (KeyError, ValueError):
        return 0


def _by_sheet(slots: Sequence[Slot], secret: Sheet) -> Opening:
    digits = read_sheet(secret.digits)
    for slot in slots:
        if slot["kind"] == RECOVERY:
            data_key = _tried(slot, lambda one: _sheet_key(digits, raw(one["salt"])))
            if data_key is not None:
                return Opening(data_key, slot["id"])
    raise WrongSheetError(reason="no slot fits")


def _tried(slot: Slot, key_of: Callable[[Slot], bytes]) -> bytes | None:
    try:
        return unwrapped(key_of(slot), slot)
    except (KeyError, ValueError, TypeError) as error:
        raise KeyFileDamagedError(reason="slot") from error


def _self_key(header: Slot) -> bytes:
    return keyed(raw(header["secret"]), _OF_SELF).finalize()


def _hardness_of(slot: Slot) -> Hardness:
    hardness = Hardness(
        _number(slot["memory_kib"]), _number(slot["iterations"]), _number(slot["lanes"])
    )
    for name in ("memory_kib", "iterations", "lanes"):
        if not getattr(FLOOR, name) <= getattr(hardness, name) <= getattr(CEILING, name):
            raise ValueError(name)
    if hardness.work > MOST_OF_SLOT:
        raise ValueError("work")
    return hardness


def _officer_key(slot: Slot, password: str) -> bytes:
    return _password_key(password, raw(slot["salt"]), _hardness_of(slot))


def _number(said: str) -> int:
    if not (said.isascii() and said.isdigit() and len(said) <= len(str(CEILING.memory_kib))):
        raise ValueError(said)
    return int(said)


def _password_key(password: str, salt: bytes, hardness: Hardness) -> bytes:
    from cryptography.hazmat.primitives.kdf.argon2 import Argon2id

    # The same letters in another form of Unicode are the same password.
    plain = unicodedata.normalize("NFC", password).encode("utf-8", "surrogatepass")
    try:
        return Argon2id(
            salt=salt,
            length=KEY_BYTES,
            iterations=hardness.iterations,
            lanes=hardness.lanes,
            memory_cost=hardness.memory_kib,
        ).derive(plain)
    except MemoryError as error:
        raise MemoryShortError(needed=str(hardness.memory_kib >> 10)) from error
    finally:
        wipe(plain)


def _sheet_key(digits: str, salt: bytes) -> bytes:
    # 132 random bits cannot be guessed: no slow derivation is needed.
    from cryptography.hazmat.primitives.hashes import SHA256
    from cryptography.hazmat.primitives.kdf.hkdf import HKDF

    made = HKDF(SHA256(), length=KEY_BYTES, salt=salt, info=_OF_SHEET)
    return made.derive(digits.encode("ascii"))
