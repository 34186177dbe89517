"""Codes on forms lead back to their line, and a slip of the finger is noticed."""

import random
from itertools import combinations
from uuid import UUID

import pytest
from hypothesis import given
from hypothesis import strategies as st

from desktop.domain.line_codes import (
    ALPHABET,
    LineCode,
    LineKind,
    decode,
    line_code,
    named_by,
)
from desktop.domain.periods import EARLIEST_YEAR, LATEST_YEAR

GROUPS = tuple(str(UUID(int=random.Random(7).getrandbits(128) + n)) for n in range(300))
months = st.builds(
    lambda year, month: f"{year:04d}-{month:02d}",
    st.integers(EARLIEST_YEAR, LATEST_YEAR),
    st.integers(1, 12),
)
codes = st.builds(
    lambda kind, month, identity: line_code(kind, month=month, identity=str(identity)),
    st.sampled_from(LineKind),
    months,
    st.uuids(),
)


@given(codes)
def test_a_code_says_what_it_was_made_of(code: LineCode) -> None:
    assert decode(code.text) == code
    assert len(code.text) == len("0T3K-7QX4")


@given(codes)
def test_small_letters_blanks_and_look_alikes_do_not_matter(code: LineCode) -> None:
    written = code.text.replace("-", " ").lower().replace("0", "o").replace("1", "l")
    assert decode(f"  {written}\n") == code


@given(codes, st.data())
def test_one_wrong_letter_is_noticed(code: LineCode, data: st.DataObject) -> None:
    letters = code.text.replace("-", "")
    place = data.draw(st.integers(0, len(letters) - 1))
    wrong = data.draw(st.sampled_from([one for one in ALPHABET if one != letters[place]]))
    assert decode(letters[:place] + wrong + letters[place + 1 :]) is None


@given(codes)
def test_letters_that_changed_places_are_noticed(code: LineCode) -> None:
    letters = code.text.replace("-", "")
    for first, second in combinations(range(len(letters)), 2):
        if letters[first] != letters[second]:
            swapped = list(letters)
            swapped[first], swapped[second] = swapped[second], swapped[first]
            assert decode("".join(swapped)) is None


@pytest.mark.parametrize("text", ["", "0", "ABCD", "ÀÁ12-3456", "0T3K-7QX4-0T3K-7QX4", "U" * 8])
def test_what_is_no_code_is_said_to_be_none(text: str) -> None:
    assert decode(text) is None


def test_every_group_of_a_large_commune_has_a_code_of_its_own() -> None:
    found = {
        line_code(LineKind.GROUP_MONTH, month="2026-10", identity=one, others=GROUPS).text: one
        for one in GROUPS
    }
    assert len(found) == len(GROUPS)
    for text, group in found.items():
        code = decode(text)
        assert code is not None
        assert named_by(code, GROUPS) == (group,)


def test_two_groups_with_the_same_letters_get_longer_codes() -> None:
    seen: dict[str, str] = {}
    number = 0
    while True:
        identity = str(UUID(int=number))
        code = line_code(LineKind.GROUP_MONTH, month="2026-10", identity=identity)
        if code.key in seen:
            break
        seen[code.key] = identity
        number += 1
    pair = (seen[code.key], identity)
    long = [
        line_code(LineKind.GROUP_MONTH, month="2026-10", identity=one, others=pair) for one in pair
    ]
    assert [len(one.key) for one in long] == [6, 6]
    assert [named_by(one, pair) for one in long] == [(pair[0],), (pair[1],)]
    # A form printed before the second group came: both are named, none is guessed.
    assert named_by(code, pair) == pair
    assert [decode(one.text) for one in long] == long
