"""What the register of issued papers takes, warns of and refuses."""

from dataclasses import replace
from datetime import date, timedelta

import pytest

from desktop.domain.issued import (
    IssuedDraft,
    IssuedPaper,
    check_issued,
    series_key,
    tidy_recipients,
    tidy_series,
)
from desktop.domain.periods import PeriodRule, month_period
from desktop.domain.problems import Problem

SEPTEMBER = month_period(2026, 9, PeriodRule.uniform(1))
TODAY = date(2026, 10, 20)
SOUND = IssuedDraft(
    kind="month",
    period="2026-09",
    number=12,
    issued_on=date(2026, 10, 5),
    series="BC-BCĐ",
    subject="Báo cáo tháng 9",
    signer="Trần Thị Lan",
    recipients=("Ban Chỉ đạo 138 thành phố Huế",),
)


def line(number: int, day: date, series: str = "BC-BCĐ", name: str = "") -> IssuedPaper:
    return IssuedPaper(
        id=name or f"{series} {number}",
        kind="month",
        number=number,
        series=series,
        issued_on=day,
        subject=f"Văn bản {number}",
    )


def check(draft: IssuedDraft, *known: IssuedPaper) -> tuple[Problem, ...]:
    return check_issued(draft, today=TODAY, period=SEPTEMBER, known=known)


def codes(draft: IssuedDraft, *known: IssuedPaper) -> list[tuple[str, bool]]:
    return [(one.code, one.stops) for one in check(draft, *known)]


def test_a_sound_line_is_taken_without_a_word() -> None:
    assert codes(SOUND) == []


@pytest.mark.parametrize("number", [0, -3, 100_000])
def test_a_number_goes_from_1_to_99999(number: int) -> None:
    assert codes(replace(SOUND, number=number)) == [("number_out_of_range", True)]


@pytest.mark.parametrize("number", [1, 99_999])
def test_the_ends_of_the_numbers_are_taken(number: int) -> None:
    assert codes(replace(SOUND, number=number)) == []


def test_number_date_and_symbol_are_needed() -> None:
    blank = replace(SOUND, number=None, issued_on=None, series=" / ")
    assert codes(blank) == [
        ("paper_number_missing", True),
        ("date_missing", True),
        ("series_missing", True),
    ]


def test_a_date_that_has_not_come_is_refused_one_inside_the_period_is_warned_of() -> None:
    late, early = date(2026, 10, 21), date(2026, 9, 29)
    assert codes(replace(SOUND, issued_on=late)) == [("date_in_future", True)]
    assert codes(replace(SOUND, issued_on=SEPTEMBER.last_day)) == []
    assert codes(replace(SOUND, issued_on=early)) == [("paper_before_period_end", False)]


def test_a_range_of_days_is_over_before_its_report_goes_out() -> None:
    early = replace(SOUND, kind="ad-hoc", issued_on=date(2026, 9, 29))
    assert codes(early) == [("paper_before_range_end", True)]


@pytest.mark.parametrize("kind", ["month", "correction"])
def test_a_report_older_than_its_period_is_refused(kind: str) -> None:
    draft = replace(SOUND, kind=kind)
    assert codes(replace(draft, issued_on=SEPTEMBER.start)) == [("paper_before_period_end", False)]
    for day in (SEPTEMBER.start - timedelta(days=1), date(2020, 1, 1)):
        assert codes(replace(draft, issued_on=day)) == [("paper_before_period", True)]


def test_a_letter_may_be_dated_inside_its_period() -> None:
    assert codes(replace(SOUND, kind="reminder", issued_on=date(2026, 9, 20))) == []


def test_a_number_that_another_paper_has_is_refused_and_the_paper_named() -> None:
    [problem] = check(SOUND, line(12, date(2026, 3, 1)))
    assert problem.stops
    assert problem.code == "paper_number_taken"
    assert problem.details["symbol"] == "12/BC-BCĐ"
    assert problem.details["subject"] == "Văn bản 12"


@pytest.mark.parametrize("series", ["bc-bcđ", "BC – BCĐ", "/BC-BCĐ", "BC-BC\u0110"])
def test_capitals_spaces_and_dashes_make_no_other_series(series: str) -> None:
    taken = line(12, date(2026, 3, 1))
    assert codes(replace(SOUND, series=series), taken) == [("paper_number_taken", True)]


def test_another_year_and_another_series_have_their_own_numbers() -> None:
    others = line(12, date(2025, 10, 5)), line(12, date(2026, 10, 5), "BC-UBND")
    assert codes(SOUND, *others) == []


def test_a_line_does_not_stand_in_its_own_way() -> None:
    stored = line(12, date(2026, 10, 5), name="its own")
    assert codes(replace(SOUND, id="its own"), stored) == []


def test_numbers_against_the_dates_are_warned_of_and_the_nearest_paper_named() -> None:
    later, far = line(9, date(2026, 10, 6)), line(3, date(2026, 10, 19))
    [problem] = check(SOUND, far, later)
    assert (problem.code, problem.stops) == ("paper_out_of_order", False)
    assert problem.details["symbol"] == "09/BC-BCĐ"
    assert codes(SOUND, line(13, date(2026, 10, 5)), line(11, date(2026, 10, 5))) == []


@pytest.mark.parametrize(
    "series", ["BC BCĐ 138", "BC-BCĐ138", "UBND-VP", "BC-CATp", "BC-BCĐ(PV)", "BCĐ/PV"]
)
def test_a_symbol_is_kept_as_the_office_writes_it(series: str) -> None:
    assert codes(replace(SOUND, series=series)) == []


@pytest.mark.parametrize(
    "series",
    [
        "-BC",
        "BC;BCĐ",
        "BC" * 30,
        "31/13/2026",
        "05",
        "5/BC-BCĐ",
        "BC/31",
        "BC-31-12",
        "BC//BCĐ",
        "BC/",
    ],
)
def test_what_cannot_be_a_symbol_is_refused(series: str) -> None:
    assert codes(replace(SOUND, series=series)) == [("series_not_usable", True)]


def test_series_and_recipients_are_stored_tidy() -> None:
    assert tidy_series(" / BC – BCĐ ") == "BC-BCĐ"
    assert series_key("BC-CATp") == series_key("bc-catP")
    assert tidy_recipients(["- Như trên;", " UBND xã. ", "", "UBND xã"]) == ("Như trên", "UBND xã")


def test_a_single_digit_is_padded_as_on_the_paper() -> None:
    assert line(5, date(2026, 2, 5)).symbol == "05/BC-BCĐ"
    assert line(1234, date(2026, 2, 5)).symbol == "1234/BC-BCĐ"


def test_what_looks_personal_is_warned_of_what_is_too_long_is_refused() -> None:
    assert codes(replace(SOUND, note="gọi 0912 345 678")) == [("looks_personal", False)]
    assert codes(replace(SOUND, subject="x" * 501)) == [("text_too_long", True)]
    crowd = tuple(f"Nơi {number}" for number in range(101))
    assert codes(replace(SOUND, recipients=crowd)) == [("too_many_recipients", True)]
