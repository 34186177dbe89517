"""Dates, numbers and shares of official papers."""

from datetime import date
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from desktop.reports.administrative import (
    NBSP,
    amount,
    bound,
    day_and_month,
    long_date,
    number_text,
    open_date,
    paper_number,
    percent_text,
    share_text,
    signed,
    slash_date,
    table_date,
)

from desktop.domain.counting import Share  # isort: skip
from desktop.reports.excel_cells import Typed, typed  # isort: skip
from desktop.reports.tree import Align  # isort: skip


@pytest.mark.parametrize(
    ("day", "words"),
    [
        (date(2026, 9, 5), "ngày 05 tháng 9 năm 2026"),
        (date(2026, 2, 14), "ngày 14 tháng 02 năm 2026"),
        (date(2026, 1, 1), "ngày 01 tháng 01 năm 2026"),
        (date(2026, 12, 31), "ngày 31 tháng 12 năm 2026"),
        (date(2026, 3, 10), "ngày 10 tháng 3 năm 2026"),
    ],
)
def test_only_small_days_and_months_one_and_two_take_a_zero(day: date, words: str) -> None:
    assert long_date(day) == words
    assert words.startswith(day_and_month(day))


def test_tables_use_fixed_width_dates_and_brackets_the_rule_of_zeros() -> None:
    assert table_date(date(2026, 9, 5)) == "05/09/2026"
    assert slash_date(date(2026, 9, 15)) == "15/9/2026"
    assert slash_date(date(2026, 2, 5)) == "05/02/2026"


def test_an_open_date_leaves_room_that_never_breaks() -> None:
    text = open_date(2026)
    assert text.replace(NBSP, "") == "ngàythángnăm2026"
    assert " " not in text
    assert text.count(NBSP) >= 9


def test_the_number_is_open_or_padded() -> None:
    assert paper_number("5", "BC-BCĐ") == f"Số:{NBSP}05/BC-BCĐ"
    assert paper_number("123", "BC-BCĐ") == f"Số:{NBSP}123/BC-BCĐ"
    assert paper_number("5a", "BC-BCĐ") == f"Số:{NBSP}5a/BC-BCĐ"
    assert paper_number("", "BC-BCĐ") == f"Số:{NBSP * 6}/BC-BCĐ"


@pytest.mark.parametrize(
    ("text", "kept"),
    [
        ("ngày 05", f"ngày{NBSP}05"),
        ("tháng 9 năm 2026", f"tháng{NBSP}9 năm{NBSP}2026"),
        ("Tổ 5", f"Tổ{NBSP}5"),
        ("Tổ dân phố 12", f"Tổ{NBSP}dân{NBSP}phố{NBSP}12"),
        ("có 27 buổi", f"có 27{NBSP}buổi"),
        ("Phụ lục II", f"Phụ lục{NBSP}II"),
        ("Số: 05", f"Số:{NBSP}05"),
        ("Thôn A Hưa", "Thôn A Hưa"),
    ],
)
def test_numbers_stay_with_their_words(text: str, kept: str) -> None:
    assert bound(text) == kept


def test_binding_twice_changes_nothing() -> None:
    text = "Tổ dân phố 5, ngày 05 tháng 9 năm 2026, 27 buổi"
    assert bound(bound(text)) == bound(text)


def test_numbers_carry_vietnamese_separators() -> None:
    assert number_text(1834) == "1.834"
    assert number_text(1234567) == "1.234.567"
    assert [amount(n) for n in (0, 5, 10, 1834)] == ["0", "05", "10", "1.834"]
    assert [signed(n) for n in (3, -2, 0)] == ["+3", "-2", "0"]


def test_a_share_stands_beside_its_counts() -> None:
    assert share_text(18, 23) == f"18/23{NBSP}(78,3%)"
    assert share_text(1, 2) == f"1/2{NBSP}(50%)"
    assert share_text(23, 23) == f"23/23{NBSP}(100%)"
    assert share_text(0, 23) == f"0/23{NBSP}(0%)"


def test_nothing_due_reads_nothing_arose() -> None:
    assert share_text(0, 0) == "không phát sinh"
    assert percent_text(Share(0, 0)) == "không phát sinh"


@given(st.integers(1, 100_000), st.data())
def test_no_share_is_rounded_onto_all_or_nothing(due: int, data: st.DataObject) -> None:
    met = data.draw(st.integers(0, due))
    text = percent_text(Share(met, due))
    assert (text == "100%") == (met == due)
    assert (text == "0%") == (met == 0)


def test_a_share_too_small_for_one_decimal_has_more_of_them() -> None:
    assert share_text(1, 2500) == "1/2.500\u00a0(0,04%)"
    assert share_text(2499, 2500) == "2.499/2.500\u00a0(99,96%)"
    assert share_text(1, 300_000) == "1/300.000\u00a0(0,0003%)"
    assert typed("0,04%", Align.CENTRE) == Typed(Decimal("0.0004"), "0.00%")
