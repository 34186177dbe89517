"""Typed digits held against a fingerprint: the wrong groups, and where they stand."""

import pytest

from desktop.actions.fingerprints import differing_groups, place_of_group

CODE = "12345-23456-34567"


@pytest.mark.parametrize(
    ("typed", "wrong"),
    [
        (CODE, ()),
        ("12345 23456 34567", ()),
        ("12345 23455 34567", (2,)),
        ("12345 23456", (3,)),
        ("12345 23456 34567 1", (3,)),
        ("", (1, 2, 3)),
        ("1234523456 3456", (3,)),
    ],
)
def test_the_groups_that_differ_are_named(typed: str, wrong: tuple[int, ...]) -> None:
    assert differing_groups(typed, CODE) == wrong


def test_a_group_is_found_however_it_was_separated() -> None:
    typed = "12345 - 23 456.34567"
    for group, text in enumerate(("12345", "23 456", "34567"), 1):
        start, length = place_of_group(typed, group)
        assert typed[start : start + length] == text
    assert place_of_group(typed, 4) == (len(typed), 0)
