"""Texts of a TOML file are changed in their place, and the file stays one."""

import tomllib

import pytest
from hypothesis import given
from hypothesis import strategies as st

from desktop.domain.toml_texts import changed_texts

FILE = """# by Yen
id = "yen" # Yen
title = 'Yen "A"'
\"Yen\" = 1
note = \"\"\"
Line of Y\\u0065n\"\"
\"\"\"
raw = '''C:\\Yen'''
list = ["Yen", "other # Yen"]
[table.inner]
day = 2026-01-01
"""


def replaced(new: str) -> str:
    return changed_texts(FILE, lambda key, text: text if key == "id" else text.replace("Yen", new))


def test_texts_are_changed_however_they_are_written() -> None:
    held = tomllib.loads(replaced("An"))
    assert held["title"] == 'An "A"'
    assert held["An"] == 1
    assert held["note"] == 'Line of An""\n'
    assert held["raw"] == "C:\\An"
    assert held["list"] == ["An", "other # An"]
    assert held["table"] == {"inner": {"day": tomllib.loads(FILE)["table"]["inner"]["day"]}}


def test_what_is_not_changed_stays_as_it_was_typed() -> None:
    changed = replaced("An")
    assert 'id = "yen" # An\n' in changed
    assert "day = 2026-01-01" in changed
    assert changed_texts(FILE, lambda _key, text: text) == FILE


@given(st.text(st.characters(exclude_categories=["Cs"])))
def test_nothing_that_comes_in_makes_the_file_another_one(new: str) -> None:
    held = tomllib.loads(replaced(new))
    assert held["list"][0] == new
    assert held["id"] == "yen"
    assert held.keys() - {new} == tomllib.loads(FILE).keys() - {"Yen", new}


def test_what_is_no_such_file_is_refused() -> None:
    with pytest.raises(tomllib.TOMLDecodeError):
        changed_texts("Yen = ", lambda _key, text: text)
