"""Vietnamese text: one form, one folding, one order."""

import unicodedata

import pytest

from desktop.domain.text import fold, identity_key, looks_personal, nfc, sort_key, tidy


def test_text_is_stored_composed_and_with_the_right_d() -> None:
    decomposed = unicodedata.normalize("NFD", "Tổ dân phố Ế Ộ ữ")
    assert nfc(decomposed) == "Tổ dân phố Ế Ộ ữ"
    assert nfc("Ðông Ɖà") == "Đông Đà"


def test_invisible_and_control_characters_go() -> None:
    assert tidy("\u200b Tổ\u202e 5\x00 \ufeff") == "Tổ 5"


def test_the_search_key_has_no_marks() -> None:
    assert fold("  Tổ  Đông Ở ") == "to dong o"


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("Hòa Bình", "Hoà Bình"),
        ("Thủy", "Thuỷ"),
        ("TỔ DÂN PHỐ 1", "Tổ dân phố 01"),
        ("Thôn A  Hưa.", "thôn A Hưa"),
        ("Ðông", "Đông"),
    ],
)
def test_names_that_people_take_for_the_same_are_the_same(one: str, other: str) -> None:
    assert identity_key(one) == identity_key(other)


@pytest.mark.parametrize(
    ("one", "other"), [("Đông", "Dông"), ("Thôn Hạ", "Thôn Hà"), ("Tổ 1", "Tổ 11"), ("Ân", "An")]
)
def test_names_that_differ_stay_apart(one: str, other: str) -> None:
    assert identity_key(one) != identity_key(other)


def test_numbers_sort_as_numbers() -> None:
    names = ["Tổ 10", "Tổ 2", "Tổ 1", "Tổ 23"]
    assert sorted(names, key=sort_key) == ["Tổ 1", "Tổ 2", "Tổ 10", "Tổ 23"]


def test_letters_and_tones_sort_in_vietnamese_order() -> None:
    letters = list("aăâbcdđeêghiklmnoôơpqrstuưvxy")
    assert sorted(letters[::2] + letters[1::2], key=sort_key) == letters
    tones = ["ma", "mà", "mả", "mã", "má", "mạ"]
    assert sorted(tones[::2] + tones[1::2], key=sort_key) == tones
    assert sorted(["má b", "mà c", "ma d"], key=sort_key) == ["má b", "mà c", "ma d"]


@pytest.mark.parametrize(
    "text",
    ["CCCD 046 099 001 234", "046099001234", "gọi 0905123456", "sđt 0905.123.456", "+84905123456"],
)
def test_numbers_of_people_are_noticed(text: str) -> None:
    assert looks_personal(text)


@pytest.mark.parametrize("text", ["", "120 lượt người", "302/KH-UBND", "15/9/2026", "2026"])
def test_plain_notes_are_left_alone(text: str) -> None:
    assert not looks_personal(text)
