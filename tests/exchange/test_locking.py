"""Files with a passphrase: the work factor fits the reader's limit, and age reads them."""

import time
from concurrent.futures import ThreadPoolExecutor

import pytest
from pyrage import passphrase as by_age

from desktop.exchange import limits
from desktop.exchange.errors import DamagedError, WrongPassphraseError
from desktop.exchange.locking import FIRST_LINE, hinted, lock, relock
from desktop.exchange.passphrase import new_passphrase
from desktop.exchange.sealing import seal_with_passphrase, unseal

CHUNK = 64 * limits.KIB
PHRASE = new_passphrase()


@pytest.mark.parametrize("size", [0, 1, CHUNK - 1, CHUNK, CHUNK + 1, 2 * CHUNK])
def test_the_age_library_reads_what_is_locked_here(size: int) -> None:
    data, phrase = bytes(range(256)) * (size // 256) + b"x" * (size % 256), new_passphrase()
    locked = lock(data, phrase)
    assert bytes(by_age.decrypt(locked, phrase)) == data
    assert unseal(locked, keys=(), passphrase=phrase) == data


def test_what_the_age_library_locks_is_read_as_far_as_its_factor_is_borne(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr(limits, "WORK_FACTOR", 22)
    assert unseal(bytes(by_age.encrypt(b"abc", PHRASE)), keys=(), passphrase=PHRASE) == b"abc"


def test_a_file_with_a_passphrase_asks_for_no_more_than_a_small_machine_has() -> None:
    asked = lock(b"abc", PHRASE).removeprefix(FIRST_LINE).splitlines()[0].split()[-1]
    assert int(asked) == limits.WRITTEN_FACTOR <= limits.WORK_FACTOR
    scrypt_bytes = 128 * 8 * 2**limits.WORK_FACTOR
    assert limits.MEMORY + scrypt_bytes == limits.LOCKED_MEMORY


def test_two_files_of_the_same_content_differ_and_another_passphrase_opens_neither() -> None:
    one, other = (seal_with_passphrase(b"abc", PHRASE) for _number in range(2))
    assert one != other
    with pytest.raises(WrongPassphraseError):
        unseal(one, keys=(), passphrase=new_passphrase())


def test_a_locked_file_names_its_passphrase_among_others_and_one_of_age_names_none(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr(limits, "WRITTEN_FACTOR", 1)
    others = [new_passphrase() for _number in range(50)]
    locked = lock(b"abc", PHRASE)
    assert hinted(locked, [*others, PHRASE]) == (50,)
    assert hinted(locked, others) == ()
    assert hinted(bytes(by_age.encrypt(b"abc", PHRASE)), [PHRASE]) is None
    assert len({lock(b"abc", PHRASE)[:64] for _number in range(50)}) == 50


def test_a_changed_byte_of_a_locked_file_is_seen() -> None:
    locked = lock(b"abc", PHRASE)
    with pytest.raises(DamagedError):
        unseal(locked[:-1] + bytes([locked[-1] ^ 1]), keys=(), passphrase=PHRASE)


@pytest.mark.parametrize("place", [40, 70, 120])
def test_a_changed_head_of_a_locked_file_is_never_read(place: int) -> None:
    locked = bytearray(lock(b"abc", PHRASE))
    locked[place] = ord("A") if locked[place] != ord("A") else ord("B")
    with pytest.raises((DamagedError, WrongPassphraseError)):
        unseal(bytes(locked), keys=(), passphrase=PHRASE)


def test_a_passphrase_stands_alone_in_the_head_of_a_file() -> None:
    locked = lock(b"abc", PHRASE)
    two = locked.replace(b"\n---", b"\n-> X25519 " + b"A" * 43 + b"\n" + b"A" * 43 + b"\n---", 1)
    for head in (two, locked.replace(b"\n---", b"\r\n---", 1)):
        with pytest.raises(DamagedError):
            unseal(head, keys=(), passphrase=PHRASE)


def test_a_head_is_written_in_one_way_only() -> None:
    locked = lock(b"abc", PHRASE)
    last = len(FIRST_LINE) + len("-> scrypt ") + 21
    # The last letter of the salt carries four bits that must be nought.
    sloppy = locked[:last] + bytes([locked[last] + 1]) + locked[last + 1 :]
    with pytest.raises(DamagedError):
        unseal(sloppy, keys=(), passphrase=PHRASE)


def test_a_file_under_the_passphrase_of_a_moment_is_the_same_to_the_age_library() -> None:
    relocked, moment = relock(lock(b"abc", PHRASE), PHRASE)
    assert moment != PHRASE
    assert bytes(by_age.decrypt(relocked, moment)) == b"abc"


def test_the_window_goes_on_while_a_passphrase_is_tried() -> None:
    """A key made of a passphrase takes half a second; other threads must not wait for it."""
    locked = lock(b"abc", PHRASE)
    with ThreadPoolExecutor(max_workers=1) as worker:
        begun = last = time.perf_counter()
        work, longest = worker.submit(unseal, locked, keys=(), passphrase=PHRASE), 0.0
        while not work.done():
            now = time.perf_counter()
            last, longest = now, max(longest, now - last)
        took = time.perf_counter() - begun
    assert work.result() == b"abc"
    assert longest < took / 2
