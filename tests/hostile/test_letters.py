"""Letters that hide, turn the line round or pretend to be others."""

import re
import unicodedata
from unittest.mock import patch

import pytest
from hypothesis import given
from hypothesis import strategies as st

from desktop.domain import letters
from desktop.domain.groups import GroupDraft, ResidentialGroup, looking_alike
from desktop.domain.letters import seen
from desktop.domain.text import fold, identity_key, look_key, nfc, sort_key, tidy

HIDDEN = {
    "zero width": "Tổ\u200b dân\u200d phố 1",
    "right to left": "Tổ dân \u202ephố 1\u202c",
    "isolates": "\u2067Tổ dân phố 1\u2069",
    "soft hyphen": "Tổ dân\u00ad phố 1",
    "byte order mark": "\ufeffTổ dân phố 1",
    "tags": "Tổ dân phố 1\U000e0041\U000e007f",
    "variation": "Tổ\ufe0f dân phố 1",
    "fillers": "Tổ dân phố 1\u3164",
    "half a pair": "Tổ dân phố 1\ud800",
    "no letter": "Tổ dân phố 1\uffff",
    "nul": "Tổ dân\x00phố 1",
    "escape": "Tổ dân phố 1\x1b\x07",
    "line separator": "Tổ dân\u2028phố 1",
    "Cyrillic": "Тổ dân рhố 1",
    "Cyrillic word": "Tổ dân phố 1".replace("T", "\u0422"),
    "Greek": "\u03a4ổ dân phố 1",
    "wide": "Ｔổ dân phố １",
    "mathematical": "𝐓ổ 𝐝ân phố 𝟏",
    "apart": unicodedata.normalize("NFD", "Tổ dân phố 1"),
    "hidden inside a letter": "To\u200b\u0302\u0309 dân phố 1",
}


@pytest.mark.parametrize("kind", sorted(HIDDEN))
def test_a_name_is_stored_as_it_is_seen(kind: str) -> None:
    assert tidy(HIDDEN[kind]) == "Tổ dân phố 1"
    assert identity_key(HIDDEN[kind]) == identity_key("Tổ dân phố 1")


def test_marks_do_not_pile_up() -> None:
    assert len(tidy("a" + "\u0331" * 500)) <= 3


def test_texts_of_other_scripts_stay_what_they_are() -> None:
    for text in ("Москва", "Приём, ngày 5", "ភូមិ", "ꨌꩌ", "村", "α + β = 90°", "50 µg", "№ 5"):
        assert nfc(text) == text


def test_a_word_of_another_script_that_looks_the_same_is_the_same_name() -> None:
    assert identity_key("ТОР") == identity_key("TOP")
    assert identity_key("Đông") != identity_key("Dông")


def test_names_that_look_alike_on_paper_share_a_key() -> None:
    assert look_key("Tổ l") == look_key("Tổ 1") == look_key("Tổ I")
    assert look_key("Tổ 1O") == look_key("Tổ 10")
    assert look_key("Tổ 2") != look_key("Tổ 1")
    assert look_key("Thôn Lim") != look_key("Thôn Kim")


def test_two_groups_that_look_the_same_are_told() -> None:
    stored = (ResidentialGroup("a", "Tổ 1"), ResidentialGroup("b", "Tổ 2"))
    told = looking_alike(GroupDraft("Tổ l"), stored)
    assert [(one.code, one.stops, one.details["other"]) for one in told] == [
        ("name_looks_like", False, "Tổ 1")
    ]
    assert not looking_alike(GroupDraft("Tổ 3"), stored)
    assert not looking_alike(GroupDraft("Tổ 1", id="a"), stored)


@given(st.text(max_size=60))
def test_cleaning_twice_changes_nothing_more(text: str) -> None:
    for clean in (nfc, tidy):
        once = clean(text)
        assert clean(once) == once
        assert unicodedata.is_normalized("NFC", once)
        assert once.encode("utf-8").decode("utf-8") == once


@given(st.text(max_size=60))
def test_the_first_look_spares_no_letter_the_cleaning(text: str) -> None:
    quick = seen(text)
    with patch.object(letters, "_SUSPECT", re.compile("")):
        assert seen(text) == quick


def test_every_single_letter_is_cleaned_alike() -> None:
    every = [chr(code) for code in range(0x110000)]
    quick = [seen(one) for one in every]
    with patch.object(letters, "_SUSPECT", re.compile("")):
        assert [one for one, was in zip(every, quick, strict=True) if seen(one) != was] == []


@given(st.text(max_size=60))
def test_keys_of_any_text_can_be_made_and_stored(text: str) -> None:
    for key in (fold(text), identity_key(text), sort_key(text), look_key(text)):
        assert "\x00" not in key
        assert key.encode("utf-8").decode("utf-8") == key
