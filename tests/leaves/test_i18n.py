"""Words and numbers of the screen."""

from datetime import date
from decimal import Decimal

import pytest
from babel.numbers import format_decimal

from desktop import i18n

SENTENCE = "The program met an error of its own. No report could be written."


def test_vietnamese_is_spoken_without_being_asked_for() -> None:
    assert i18n.language() == "vi"
    assert i18n._(SENTENCE) == "Phần mềm gặp lỗi bên trong. Không ghi được báo cáo lỗi."


def test_english_is_the_message_itself(english: None) -> None:
    assert i18n._(SENTENCE) == SENTENCE
    assert i18n.ngettext("{n} group", "{n} groups", 2).format(n=2) == "2 groups"


def test_marking_does_not_translate() -> None:
    assert i18n.N_(SENTENCE) == SENTENCE


def test_an_unknown_language_is_refused() -> None:
    with pytest.raises(ValueError, match="fr"):
        i18n.install("fr")
    assert i18n.language() == "vi"


def test_thousands_are_grouped_by_points_in_vietnamese() -> None:
    assert i18n.format_number(1234567) == "1.234.567"
    assert i18n.format_number(-5) == "-5"


def test_thousands_are_grouped_by_commas_in_english(english: None) -> None:
    assert i18n.format_number(1234567) == "1,234,567"


@pytest.mark.parametrize(
    ("value", "decimals", "shown"),
    [("85.7", 1, "85,7"), ("1234.5", 1, "1.234,5"), ("12", 2, "12,00"), ("12", 0, "12")],
)
def test_a_decimal_keeps_its_places(value: str, decimals: int, shown: str) -> None:
    assert i18n.format_decimal(Decimal(value), decimals=decimals) == shown


@pytest.mark.parametrize(
    ("percent", "shown"),
    [
        ("85.7", "85,7\u00a0%"),
        ("100.0", "100\u00a0%"),
        ("99.9", "99,9\u00a0%"),
        ("0.1", "0,1\u00a0%"),
    ],
)
def test_a_percentage_has_one_decimal_and_does_not_break(percent: str, shown: str) -> None:
    assert i18n.format_percent(Decimal(percent)) == shown


def test_a_date_of_the_screen_has_two_digits_for_day_and_month() -> None:
    assert i18n.format_date(date(2026, 9, 5)) == "05/09/2026"
    assert i18n.format_day_month(date(2026, 9, 5)) == "05/09"


@pytest.mark.parametrize("language", i18n.LANGUAGES)
def test_small_numbers_read_as_the_library_of_locales_writes_them(language: str) -> None:
    i18n.install(language)
    try:
        for value in (0, 7, 999, 1000, 12345, 1_400_000, -4321):
            assert i18n.format_number(value) == format_decimal(value, locale=language)
        for tenths in range(10_001):
            percent = Decimal(tenths) / 100
            near = percent not in (0, 100) and round(percent, 1) in (0, 100)
            # One decimal more, so that nothing but 0 reads 0 and nothing but 100 reads 100.
            pattern = "#,##0.##" if near else "#,##0.#"
            shown = format_decimal(percent, format=pattern, locale=language)
            assert i18n.format_percent(percent) == f"{shown}\N{NO-BREAK SPACE}%"
    finally:
        i18n.install("vi")
