"""Keys, passphrases and codes: rightly typed, told when mistyped, refused when unusable."""

import os
import re
import sys
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from desktop.domain.check_codes import read_codes
from desktop.exchange import errors, limits
from desktop.exchange.age_keys import is_age_key
from desktop.exchange.digits import code_of, grouped, mistyped_groups, same_code
from desktop.exchange.errors import (
    BadKeyError,
    ExchangeError,
    NotAFileError,
    PassphraseGroupMistypedError,
    PassphraseMistypedError,
    TooBigError,
)
from desktop.exchange.keys import OwnKeys, PublicKeys, SealingKey, SigningKey, signed_by
from desktop.exchange.passphrase import BITS, new_passphrase, read_passphrase
from desktop.exchange.reading import read_exchanged
from desktop.files import FileMissingError
from desktop.wording import error_text
from desktop.wording.faults import known_fault
from tests.exchange.making import commune, superior

# Points of low order in Bech32: zero, and one.
LOW_ORDER = (
    "age1qqqqqqqqqqqqqqqqqqqqqqqqqqqqqqqqqqqqqqqqqqqqqqqqqqqq5cu47z",
    "age1qyqqqqqqqqqqqqqqqqqqqqqqqqqqqqqqqqqqqqqqqqqqqqqqqqqqj7vrya",
)


def test_a_fingerprint_is_of_both_keys() -> None:
    one, other = superior().public, commune().public
    prints = {
        PublicKeys(signing, age).fingerprint
        for signing in (one.signing, other.signing)
        for age in (one.age, other.age)
    }
    assert len(prints) == 4
    assert all(read_codes([each]).total == each for each in prints)


def test_a_signature_is_of_one_message_by_one_key() -> None:
    key = SigningKey.new()
    signature = key.sign(b"message")
    assert signed_by(key.public, signature, b"message")
    assert not signed_by(key.public, signature, b"massage")
    assert not signed_by(SigningKey.new().public, signature, b"message")
    assert not signed_by(key.public, signature[:-1], b"message")
    assert not signed_by("ff" * 32, signature, b"message")


@pytest.mark.parametrize("key", LOW_ORDER)
def test_a_key_that_would_stop_the_program_is_no_key(key: str) -> None:
    assert not is_age_key(key)
    with pytest.raises(BadKeyError):
        PublicKeys("0" * 64, key)


def test_a_mistyped_key_is_no_key() -> None:
    key = SealingKey.new().public
    assert is_age_key(key)
    for place in range(4, len(key)):
        wrong = "q" if key[place] != "q" else "p"
        assert not is_age_key(key[:place] + wrong + key[place + 1 :])


@pytest.mark.parametrize("text", ["", "xyz", "AB" * 32, "ab" * 31])
def test_what_is_no_secret_makes_no_key(text: str) -> None:
    with pytest.raises(BadKeyError):
        SigningKey(text)
    with pytest.raises(BadKeyError):
        SealingKey(text)
    with pytest.raises(BadKeyError):
        PublicKeys(text, commune().public.age)


def test_a_mistyped_secret_is_told_when_it_is_used() -> None:
    secret = SealingKey.new().secret
    wrong = secret[:-1] + ("Q" if secret[-1] != "Q" else "P")
    with pytest.raises(BadKeyError):
        _ = SealingKey(wrong).public
    assert OwnKeys.new() != OwnKeys.new()


def test_a_passphrase_is_worth_ninety_bits_and_easily_typed() -> None:
    phrase = new_passphrase()
    assert re.fullmatch(r"\d{5}(-\d{5}){6}", phrase)
    assert 2**BITS < 10**28
    assert BITS >= 90
    for typed in (phrase, phrase.replace("-", ""), phrase.replace("-", " "), f" {phrase}\n"):
        assert read_passphrase(typed) == phrase
    assert new_passphrase() != phrase


def test_a_mistyped_group_of_a_passphrase_is_named() -> None:
    phrase = grouped("1234567890123456789012345678")
    groups = phrase.split("-")
    groups[2] = groups[2][:-1] + str((int(groups[2][-1]) + 1) % 10)
    with pytest.raises(PassphraseGroupMistypedError) as caught:
        read_passphrase("-".join(groups))
    assert caught.value.details["groups"] == "3"
    swapped = [*phrase.split("-")[1::-1], *phrase.split("-")[2:]]
    with pytest.raises(PassphraseMistypedError):
        read_passphrase("-".join(swapped))


@pytest.mark.parametrize("typed", ["", "abc", "12345", grouped("1" * 24), "١٢٣٤٥"])
def test_what_is_no_passphrase_is_told(typed: str) -> None:
    with pytest.raises(PassphraseMistypedError):
        read_passphrase(typed)


@given(st.binary(max_size=50))
def test_codes_are_read_as_those_of_a_period(data: bytes) -> None:
    code = code_of(data)
    assert read_codes([code]).total == code
    assert mistyped_groups(code) == ()
    assert same_code(code.replace("-", " "), code)


def test_a_file_of_a_stick_is_read_only_up_to_the_limit(tmp_path: Path) -> None:
    file = tmp_path / "x.s138"
    with file.open("wb") as sparse:
        sparse.truncate(limits.PACKAGE + 1)
    with pytest.raises(TooBigError):
        read_exchanged(file)
    file.write_bytes(b"abc")
    assert read_exchanged(file) == b"abc"
    with pytest.raises(FileMissingError):
        read_exchanged(tmp_path / "none.s138")


@pytest.mark.skipif(sys.platform == "win32", reason="there are no such files")
def test_a_pipe_or_device_that_is_named_as_a_file_is_not_read(tmp_path: Path) -> None:
    pipe = tmp_path / "x.s138"
    os.mkfifo(pipe)
    for path in (pipe, Path(os.devnull)):
        with pytest.raises(NotAFileError):
            read_exchanged(path)


def kinds(of: type[ExchangeError]) -> list[type[ExchangeError]]:
    return [of, *(kind for one in of.__subclasses__() for kind in kinds(one))]


def test_every_refusal_has_a_code_of_its_own_and_plain_words() -> None:
    found = [one for one in kinds(ExchangeError) if one.__module__ == errors.__name__]
    codes = [one.code for one in found]
    assert len(codes) == len(set(codes)) > 20
    assert [code for code in codes if not known_fault(code)] == []
    details = {"version": "9.0", "groups": "3", "limit": "4096", "place": "x", "name": "x"}
    assert not [code for code in codes if "…" in error_text(code, details)]
