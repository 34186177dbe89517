"""The counts of plan 302/KH-UBND told month by month, every state computed by hand before.

Tracked from 03/2025 on, with opening totals (số đầu kỳ) for the time before. Blank is not zero.
"""

import re
import zipfile
from pathlib import Path

import pytest

from tests.journeys.two_years import NIL, NOT_APPLICABLE, Figure, Office, copied, ratio

MONTHS = ("2025-03", "2025-04", "2025-05", "2025-06")
OPENINGS = """
[openings]
dependent_persons = 30
use_points = 2
retail_points = 0
supply_lines = 1
cases = 5
"""
COUNTS: dict[str, tuple[Figure, ...]] = {
    # Stocks stand at the end of a month.
    "dependent_persons": (30, 30, None, 28),
    "illegal_users": (10, 10, 10, 10),
    "served_persons": (36, 37, 38, 38),
    "use_points": (0, 1, 0, 0),
    "post_rehab_persons": (1000, 3000, 12, 12),
    "post_rehab_managed": (999, 1, 12, 12),
    "psychosis_persons": (NOT_APPLICABLE, 0, 2, 2),
    "psychosis_managed": (NOT_APPLICABLE, 0, NIL, 2),
    "released_prisoners": (0, 8, 8, 8),
    "released_supported": (0, 8, 7, 8),
    # Flows add up.
    "use_points_found": (1, 2, 0, NIL),
    "use_points_eliminated": (3, 1, 1, 0),
    "complex_points_found": (0, 0, 0, 0),
    "complex_points_eliminated": (0, 0, 0, 0),
    "retail_points": (0, 0, 0, 0),
    "retail_points_found": (0, NIL, NIL, NIL),
    "retail_points_eliminated": (NIL, NIL, NIL, NIL),
    "plant_cases": (NIL, 0, 2, None),
    "plants": (NIL, 0, 40, None),
    "plant_area": (NIL, 0, 12, None),
    "relapses": (0, 0, NIL, 0),
    "reuses": (0, 0, NIL, 0),
    "offences": (None, 0, NIL, 0),
    "supply_lines": (1, 0, NIL, 0),
    "cases": (1, 2, None, 4),
}
ANSWERS = """
[answers]
"1" = {state = "yes", on = 2025-04-01, decision = "12/QĐ-UBND"}
"3" = {state = "no", on = 2025-03-01}
[[statuses]]
status = "drug_free"
on = 2024-06-01
holds = true
[[statuses]]
status = "drug_free"
on = 2025-05-20
holds = false
[[statuses]]
status = "drug_free"
on = 2025-08-01
holds = true
"""

MET, NOT_MET, NOTHING = "met", "not_met", "nothing_arose"
BLANK, APART = "not_entered", "not_applicable"
# The state of each objective in March, April, May, June, quarter II, the first half.
STATES: dict[str, tuple[str, str, str, str, str, str]] = {
    # Reviewed on 1/4: not yet on 14/3, then yes for the year.
    "1": (BLANK, MET, MET, MET, MET, MET),
    # Lost on 20/5 (15/5-14/6 is June), so lost inside quarter and half as well.
    "2": (MET, MET, MET, NOT_MET, NOT_MET, NOT_MET),
    # "No" on 1/3, and there are addicts or users in every month.
    "3": (NOT_MET, NOT_MET, NOT_MET, NOT_MET, NOT_MET, NOT_MET),
    # No group at all: 0/0.
    "4a": (NOTHING, NOTHING, NOTHING, NOTHING, NOTHING, NOTHING),
    "4b": (NOTHING, NOTHING, NOTHING, NOTHING, NOTHING, NOTHING),
    # 3/(2+1); 1/(0+2); 1/(1+0); 0/(0+0); 2/(0+2) with the stock of March; 5/(2+3).
    "5a": (MET, NOT_MET, MET, NOTHING, MET, MET),
    # What there was before March nobody entered, and no stock since: blank is not zero.
    "5b": (BLANK, BLANK, BLANK, BLANK, BLANK, BLANK),
    # 0/(0+0) throughout, the nil stated.
    "5c": (NOTHING, NOTHING, NOTHING, NOTHING, NOTHING, NOTHING),
    # Nil stated; 0; two cases; blank; one event decides a longer span at once.
    "6": (MET, MET, NOT_MET, BLANK, NOT_MET, NOT_MET),
    # 36/40; 37/40; addicts blank in May; 38/38 in June and so at the end of quarter and half.
    "7": (NOT_MET, NOT_MET, BLANK, MET, MET, MET),
    # 999/1000; 1/3000; 12/12; 12/12.
    "8a": (NOT_MET, NOT_MET, MET, MET, MET, MET),
    # Not applicable; 0/0; nil of 2; 2/2.
    "8b": (APART, NOTHING, NOT_MET, MET, MET, MET),
    # Offences of March are blank, which the half year has too.
    "8c": (BLANK, MET, MET, MET, MET, BLANK),
    # 0/0; 8/8; 7/8; 8/8.
    "9a": (NOTHING, MET, NOT_MET, MET, MET, MET),
    # A line stopped; none; none stated; none; 0; 1 (số đầu kỳ) + 1.
    "10": (MET, NOTHING, NOTHING, NOTHING, NOTHING, MET),
}


@pytest.fixture(scope="module")
def shelf(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Where the commune is kept between the tests of this file."""
    return tmp_path_factory.mktemp("commune")


@pytest.fixture
def office(shelf: Path, tmp_path: Path, capfdbinary: pytest.CaptureFixture[bytes]) -> Office:
    """A commune without groups, with its counts of four months."""
    return copied(shelf, desktop=tmp_path, capture=capfdbinary, tell=tell)


def tell(made: Office) -> None:
    made.begins(first="2025-03")
    made.counts(MONTHS, COUNTS)
    made.types(OPENINGS, "counts", "set", "--period", "2025-03")
    made.types(ANSWERS, "plan", "set")


def test_every_state_is_as_computed_by_hand(office: Office) -> None:
    found = [office.objectives(name) for name in (*MONTHS, "2025-Q2", "2025-H1")]
    states = {name: tuple(one[name]["state"] for one in found) for name in STATES}
    assert states == STATES


def test_every_ratio_is_as_computed_by_hand(office: Office) -> None:
    march, april, june = (office.objectives(f"2025-{month}") for month in ("03", "04", "06"))
    quarter, half = office.objectives("2025-Q2"), office.objectives("2025-H1")
    # Eliminated of those before the span and those found in it.
    assert ratio(march["5a"]) == (3, 3, MET)
    assert ratio(april["5a"]) == (1, 2, NOT_MET)
    assert ratio(quarter["5a"]) == (2, 2, MET)
    assert ratio(half["5a"]) == (5, 5, MET)
    # 0/0 has no value, neither 0 nor 1.
    assert (june["5a"]["numerator"], june["5a"]["denominator"], june["5a"]["value"]) == (0, 0, None)
    assert ratio(march["7"]) == (36, 40, NOT_MET)
    assert march["7"]["value"] == 0.9
    # Stocks of a quarter are those of its last month, not sums.
    assert ratio(quarter["7"]) == (38, 38, MET)
    # Flows of a half are sums, with the typed total before tracking.
    assert half["10"]["value"] == 2
    assert (half["6"]["numerator"], half["6"]["target"]) == (2, 0)
    assert (march["8a"]["value"], april["8a"]["value"]) == (999 / 1000, 1 / 3000)
    assert (march["8b"]["numerator"], march["8b"]["value"]) == (None, None)


def test_999_of_1000_is_never_said_as_all_nor_1_of_3000_as_none(office: Office) -> None:
    def line(period: str) -> str:
        said = office.call("status", "--period", period).out
        return next(one for one in said.splitlines() if one.startswith("  8a."))

    assert "999/1.000" in line("2025-03")
    assert "99,9" in line("2025-03")
    assert "100" not in line("2025-03").replace("999/1.000", "")
    rare = line("2025-04").replace("\N{NO-BREAK SPACE}", " ")
    assert "1/3.000" in rare
    assert "0,03 %" in rare
    assert "(0 %" not in rare


def test_papers_say_neither_all_nor_none_by_rounding(office: Office) -> None:
    for period, whole, percent in (
        ("2025-03", "999/1.000", "99,9%"),
        ("2025-04", "1/3.000", "0,03%"),
    ):
        path = office.desktop / "bao-cao.docx"
        office.does("report", "month", "--period", period, "--output", path)
        content = zipfile.ZipFile(path).read("word/document.xml").decode("utf-8")
        said = re.sub(r"<[^>]+>", "|", content).replace("\N{NO-BREAK SPACE}", " ")
        assert whole in said
        assert percent in said


def test_nought_of_nought_reads_that_nothing_arose(office: Office) -> None:
    said = office.call("status", "--period", "2025-03").out
    line = next(one for one in said.splitlines() if one.startswith("  9a."))
    assert line.endswith(": không phát sinh")
    assert "%" not in line


def test_a_status_won_back_holds_again_but_not_for_the_span_that_lost_it(office: Office) -> None:
    # Lost on 20/5, won back on 1/8: July still lacks it, August (15/7-14/8) has it again.
    states = {name: office.states(name, "2")["2"] for name in ("2025-07", "2025-08", "2025-Q3")}
    # Quarter III begins on 15/6, after the loss; at its end it holds.
    assert states == {"2025-07": NOT_MET, "2025-08": MET, "2025-Q3": MET}
    assert office.states("2025-9M", "2") == {"2": NOT_MET}
    assert office.states("2025", "2") == {"2": NOT_MET}
    assert office.states("2026-01", "2") == {"2": MET}


def test_a_commune_without_addicts_or_users_has_nothing_to_convert(office: Office) -> None:
    office.counts(
        ("2025-07", "2025-08"), {"dependent_persons": (0, NIL), "illegal_users": (NIL, None)}
    )
    # 0 + 0 in July: not applicable; in August users are blank, so the answer "no" stands.
    assert office.states("2025-07", "3") == {"3": APART}
    assert office.states("2025-08", "3") == {"3": NOT_MET}


def test_a_yearly_review_serves_its_year_alone(office: Office) -> None:
    # Reviewed on 1/4/2025; the reporting year 2026 begins on 15/12/2025.
    assert office.states("2025-12", "1") == {"1": MET}
    assert office.states("2026-01", "1") == {"1": BLANK}


def test_counts_say_the_month_before_last_year_and_since_january(office: Office) -> None:
    def row(period: str, name: str) -> tuple[object, ...]:
        rows = office.does("counts", "--period", period, "--json").json["counts"]
        one = next(one for one in rows if one["id"] == name)
        keys = ("value", "state", "previous", "cumulative", "cumulative_complete")
        return tuple(one[key] for key in keys)

    # 5 (số đầu kỳ) + 1 + 2.
    assert row("2025-04", "cases") == (2, "entered", 1, 8, True)
    # May is blank: what is known since January is 8, and that it is not all is said.
    assert row("2025-05", "cases") == (None, "missing", 2, 8, False)
    assert row("2025-06", "cases") == (4, "entered", None, 12, False)
    # A stock before the first month is the opening total; it has no sum.
    assert row("2025-03", "use_points") == (0, "entered", 2, None, True)
    assert row("2025-03", "plants")[:2] == (0, "nil")
    assert row("2025-03", "psychosis_persons")[1] == "not_applicable"
    # Of the quarter: flows 2+0+0, the stock of June.
    assert row("2025-Q2", "use_points_found")[:2] == (2, "entered")
    assert row("2025-Q2", "dependent_persons")[:3] == (28, "entered", 30)
    assert row("2025-Q2", "cases")[1] == "missing"


def test_a_blank_figure_is_not_zero_where_another_one_decides(office: Office) -> None:
    # July: nobody entered who relapsed, one used again: 8c is not met, by that one.
    office.counts(("2025-07",), {"relapses": (None,), "reuses": (1,), "offences": (0,)})
    july = office.objectives("2025-07")["8c"]
    assert july["state"] == NOT_MET
    assert july["numerator"] is None


def test_the_line_of_a_zero_objective_says_what_happened(office: Office) -> None:
    # Nobody relapsed, three used again, no offence: not met, for the three.
    office.counts(("2025-07",), {"relapses": (0,), "reuses": (3,), "offences": (0,)})
    assert office.states("2025-07", "8c") == {"8c": NOT_MET}
    said = office.call("status", "--period", "2025-07").out
    line = next(one for one in said.splitlines() if one.startswith("  8c."))
    assert line.endswith("chưa đạt – 3 người tái sử dụng trái phép")
    # One offence in the month of a quarter decides it; the two months nobody entered do not.
    office.counts(("2025-08",), {"relapses": (0,), "reuses": (0,), "offences": (1,)})
    said = office.call("status", "--period", "2025-08").out
    line = next(one for one in said.splitlines() if one.startswith("  8c."))
    assert "chưa đạt – 1 vụ gây án" in line
    quarter = office.objectives("2025-Q3")["8c"]
    assert (quarter["state"], len(quarter["missing"])) == (NOT_MET, 2)
