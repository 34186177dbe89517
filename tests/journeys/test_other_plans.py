"""The plans of Hà Nội and Long Biên followed by a commune, answers computed by hand before."""

from collections.abc import Mapping
from pathlib import Path

import pytest

from desktop.actions.counts import write_counts
from desktop.domain.plan_facts import NIL as NONE
from desktop.domain.plan_facts import CountEntry
from tests.journeys.two_years import NIL, Figure, Office, copied, ratio

MET, NOT_MET, NOTHING = "met", "not_met", "nothing_arose"
BLANK, APART = "not_entered", "not_applicable"


def months_of(year: int) -> tuple[str, ...]:
    return tuple(f"{year}-{month:02d}" for month in range(1, 13))


def in_december(**figures: Figure) -> Mapping[str, tuple[Figure, ...]]:
    """Counts whose whole year stands in December, nil in every month before."""
    return {name: (*(NIL,) * 11, figure) for name, figure in figures.items()}


@pytest.fixture(scope="module")
def shelf(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Where the commune is kept between the tests of this file."""
    return tmp_path_factory.mktemp("commune")


@pytest.fixture
def office(shelf: Path, tmp_path: Path, capfdbinary: pytest.CaptureFixture[bytes]) -> Office:
    """A commune tracked since 2012."""
    return copied(shelf, desktop=tmp_path, capture=capfdbinary, tell=tell)


def tell(made: Office) -> None:
    made.begins(first="2012-01")


@pytest.fixture
def hanoi(office: Office) -> Office:
    """Plan 21/KH-UBND of 2021 with a whole year entered."""
    office.does("plan", "use", "hanoi-2021", "--from", "2012-01")
    office.counts(
        months_of(2021),
        in_december(
            cases=126, cases_trading=63, rehab_files=62, rehab_files_local=30,
            old_complex_points_eliminated=6, complex_points_regrown=0, production_cases=0,
            plant_cases=1, clubs=10, clubs_meeting=8, volunteers=20,
            volunteers_with_two=19, areas_converted=2, post_rehab_persons=40, relapses=1,
        ),
    )  # fmt: skip
    of_the_city(
        office,
        methadone_patients=4985, methadone_cumulative=6500, methadone_stopped=1000,
        support_points=14, drug_free_communes=5, communes_with_drugs=12, key_communes=38,
        key_communes_improved=1,
    )  # fmt: skip
    return office


def of_the_city(office: Office, **figures: int) -> None:
    """What only the superior knows: nil until December 2021, no list of a commune brings it in."""
    with office.window() as desk, desk.writing(action="set_counts") as write:
        for month in months_of(2021):
            last = month.endswith("-12")
            entries = {name: CountEntry(one) if last else NONE for name, one in figures.items()}
            write_counts(write, month, entries)


def test_hanoi_2021_without_an_own_row_is_not_held_against_the_table(hanoi: Office) -> None:
    found = hanoi.objectives("2021")
    assert {name: one["state"] for name, one in found.items()} == {
        "1a": BLANK,  # 2.300 cases are the city's; whose row is ours was not chosen
        "1b": MET,  # 63/126 = 50 %
        "1c": MET,  # 6 of the 6 left from 2020
        "1d": MET,  # none grew back, stated for all twelve months
        "2a": BLANK,  # 900 files as well
        "2b": NOT_MET,  # 30/62 = 48,4 %
        "3a": NOT_MET,  # 4.985 of the 4.986 to be kept
        "3b": MET,  # 6.500 exactly
        "3c": MET,  # 1.000 < 1.009
        "3d": BLANK,  # how many were treated in 2020 nobody entered
        "4": NOT_MET,  # no production, but one case of plants
        "5a": MET,  # 5 kept of 5
        "5b": NOT_MET,  # 5 of 6
        "5c": BLANK,  # the key communes of 2020 are unknown
        "5d": BLANK,
        "5e": MET,  # two converted; no number is given
        "6": MET,  # 14 of 14
        "7": MET,  # 8/10 = 80 %
        "8": BLANK,  # no figures of 2020
        "9a": MET,  # 5 kept of 5
        "9b": BLANK,
        "10": NOT_MET,  # 19/20
        "11a": BLANK,
        "11b": BLANK,
    }
    assert (found["1a"]["value"], found["1a"]["target"]) == (126, None)
    assert found["1a"]["reason"] == found["2a"]["reason"] == "no_unit"
    assert ratio(found["1b"]) == (63, 126, MET)
    assert (found["3a"]["value"], found["3a"]["target"]) == (4985, 4986)
    # From 1.009 down by 9.
    assert ratio(found["3c"]) == (9, 1009, MET)
    assert found["5c"]["reason"] == "no_baseline"


def test_five_per_cent_of_key_communes_in_both_readings(hanoi: Office) -> None:
    hanoi.types("[baselines]\nkey_communes_2020 = 40\n", "plan", "set")
    found = hanoi.objectives("2021")
    # First: 40 -> 38 is a fall of 2/40 = 5 %, exactly enough.
    assert ratio(found["5c"]) == (2, 40, MET)
    # Second: 1 of the 40 improved = 2,5 %.
    assert ratio(found["5d"]) == (1, 40, NOT_MET)
    assert found["5c"]["value"] == 0.05
    assert found["5c"]["target"] == found["5d"]["target"] == 0.05
    assert found["5c"]["reading"].startswith("Cách hiểu thứ nhất")
    assert found["5d"]["reading"].startswith("Cách hiểu thứ hai")
    # 41 -> 38 is 7,3 %; 39 -> 38 is 2,6 %; 1 of 20 improved is 5 %.
    hanoi.types("[baselines]\nkey_communes_2020 = 39\n", "plan", "set")
    assert hanoi.states("2021", "5c", "5d") == {"5c": NOT_MET, "5d": NOT_MET}
    hanoi.types("[baselines]\nkey_communes_2020 = 20\n", "plan", "set")
    # 20 -> 38 rose by 18: the fall is negative.
    assert ratio(hanoi.objectives("2021")["5c"]) == (-18, 20, NOT_MET)
    assert ratio(hanoi.objectives("2021")["5d"]) == (1, 20, MET)


def test_fewer_stoppers_in_number_are_not_fewer_in_rate(hanoi: Office) -> None:
    hanoi.types("[baselines]\nmethadone_treated_2020 = 10090\n", "plan", "set")
    found = hanoi.objectives("2021")
    # 1.000 < 1.009 in number; 1.000/5.985 = 16,7 % against 1.009/10.090 = 10 %.
    assert (found["3c"]["state"], found["3d"]["state"]) == (MET, NOT_MET)
    assert ratio(found["3d"]) == (1000, 5985, NOT_MET)
    assert found["3d"]["target"] == 0.1


def test_the_row_of_pc04_has_70_cases_and_no_number_of_files(hanoi: Office) -> None:
    hanoi.types('unit = "Phòng PC04"\n', "plan", "set")
    found = hanoi.objectives("2021")
    assert (found["1a"]["value"], found["1a"]["target"], found["1a"]["state"]) == (126, 70, MET)
    # The cell is blank: nothing was allotted, which is neither reached nor missed.
    assert (found["2a"]["target"], found["2a"]["state"]) == (None, APART)
    assert found["2a"]["reason"] == "blank_cell"
    hanoi.types('unit = "Long Biên"\n', "plan", "set")
    found = hanoi.objectives("2021")
    # 126 of 126 cases; 62 of 63 files.
    assert (found["1a"]["target"], found["1a"]["state"]) == (126, MET)
    assert (found["2a"]["target"], found["2a"]["state"]) == (63, NOT_MET)


def test_a_year_to_date_looks_at_the_year_and_a_blank_month_shows(hanoi: Office) -> None:
    # June: nil cases since January of 126; 0/0 trading.
    hanoi.types('unit = "Long Biên"\n', "plan", "set")
    june = hanoi.objectives("2021-06")
    assert (june["1a"]["value"], june["1a"]["target"]) == (0, 126)
    assert june["1a"]["state"] == NOT_MET
    # None of the 1.009 stopped yet, but half of the year is still to come.
    assert (june["3c"]["state"], june["3c"]["reason"]) == (BLANK, "not_over")
    assert ratio(june["1b"]) == (0, 0, NOTHING)
    # The quarter looks at the year to date as well: 126 by December.
    assert hanoi.objectives("2021-Q4")["1a"]["value"] == 126
    hanoi.counts(("2021-03",), {"production_cases": (1,)})
    # One case decides: 1 in March is against the year.
    assert hanoi.states("2021", "4") == {"4": NOT_MET}
    # Nothing of 2022 is entered: blank, not zero.
    assert hanoi.states("2022-01", "1a", "4", "7") == {"1a": BLANK, "4": BLANK, "7": BLANK}


def test_a_report_without_a_day_is_made_or_not(hanoi: Office) -> None:
    hanoi.types('[answers]\n11a = {state = "yes", on = 2021-06-20}\n11b = "no"\n', "plan", "set")
    # On 14/6 the report of six months was not made yet, on 14/7 it was.
    assert hanoi.states("2021-06", "11a") == {"11a": NOT_MET}
    assert hanoi.states("2021-07", "11a", "11b") == {"11a": MET, "11b": NOT_MET}


def test_long_bien_down_by_forty_per_cent_and_every_year(office: Office) -> None:
    office.does("plan", "use", "longbien-319", "--from", "2012-01")
    office.counts(
        months_of(2019),
        in_december(area_complexity=60, dependent_added=5, dependent_persons=30),
    )
    office.counts(
        months_of(2020),
        in_december(
            area_complexity=60, dependent_added=4, dependent_persons=30, illegal_users=0,
            drug_free_communes=0, high_risk_persons=200, high_risk_reached=199, model_points=1,
            served_persons=27, post_rehab_persons=0, post_rehab_managed=0,
            complex_points=0, complex_points_found=0, complex_points_eliminated=0,
            retail_points_eliminated=0, dependent_known=31, tip_box=3, hotline=4,
            patrols=0, posts=0,
        ),
    )  # fmt: skip
    assert office.states("2020", "1a") == {"1a": BLANK}
    office.types("[baselines]\ncomplexity_2012_2015 = 100\n", "plan", "set")
    found = office.objectives("2020")
    assert {name: one["state"] for name, one in found.items()} == {
        "1a": MET,  # 100 -> 60 = 40 %
        "1b": NOT_MET,  # 60 -> 60: it has to fall every year
        "2": NOT_MET,  # no drug-free ward
        "3": NOT_MET,  # 199/200
        "4a": MET,  # 5 new -> 4 new
        "4b": MET,  # 30 -> 30: it must not rise
        "5a": MET,  # one model
        "5b": MET,
        "6": MET,  # 27/(30+0) = 90 %
        "7": NOTHING,  # 0/0
        "8a": MET,  # none found, stated for twelve months
        "8b": MET,
        "9": NOT_MET,  # 30/31
        "10": MET,  # 3 + 4
        "11": NOTHING,  # 0 + 0
        "12": NOTHING,
    }
    assert ratio(found["1b"]) == (0, 60, NOT_MET)
    assert ratio(found["4a"]) == (1, 5, MET)
    assert found["10"]["value"] == 7
    assert ratio(found["6"]) == (27, 30, MET)
    # 61 is 39 % down.
    office.counts(("2020-12",), {"area_complexity": (61,), "dependent_persons": (31,)})
    assert office.states("2020", "1a", "4b") == {"1a": NOT_MET, "4b": NOT_MET}
    assert ratio(office.objectives("2020")["1b"]) == (-1, 60, NOT_MET)


def test_hanoi_2012_leaves_the_key_list_by_the_end_of_2013(office: Office) -> None:
    office.does("plan", "use", "hanoi-2012", "--from", "2012-01")
    assert office.states("2013-12", "1") == {"1": BLANK}
    office.types('[answers]\n1 = {state = "yes", on = 2013-12-20}\n', "plan", "set")
    # The month ends on 14/12: not yet, and time is left until 31/12.
    december = office.objectives("2013-12")["1"]
    assert (december["state"], december["reason"]) == (NOT_MET, "not_due_yet")
    assert office.states("2014-01", "1") == {"1": MET}
    # Out of the list on 5/1/2014 is too late.
    office.types('[answers]\n1 = {state = "yes", on = 2014-01-05}\n', "plan", "set")
    late = office.objectives("2014-03")["1"]
    assert (late["state"], late["reason"]) == (NOT_MET, "too_late")


def test_hanoi_2012_counts_points_of_three_kinds_together(office: Office) -> None:
    office.does("plan", "use", "hanoi-2012", "--from", "2012-01")
    office.counts(
        ("2013-01", "2013-02"),
        {
            "complex_points": (2, 1),
            "retail_points": (1, 0),
            "use_points": (1, 1),
            **dict.fromkeys(
                ("complex_points_found", "retail_points_found", "use_points_found"), (0, 0)
            ),
            "complex_points_eliminated": (0, 1),
            "retail_points_eliminated": (0, 1),
            "use_points_eliminated": (0, 0),
            "rehab_eligible": (5, 5),
            "rehab_sent": (4, 6),
            "rehab_files": (0, 2),
        },
    )
    found = office.objectives("2013-02")
    # 1+1+0 of 2+1+1 that stood at the end of January.
    assert ratio(found["2"]) == (2, 4, NOT_MET)
    # 6 of 5 contradicts itself: no ratio, something to mend.
    assert (found["3"]["state"], found["3"]["reason"]) == (BLANK, "numerator_above")
    assert found["3"]["value"] is None
    assert (found["4"]["state"], found["4"]["value"]) == (MET, 2)
    # In January 4 of 5; what stood before it nobody entered.
    assert office.states("2013-01", "2", "3", "4") == {"2": BLANK, "3": NOT_MET, "4": NOTHING}


def test_hanoi_2025_has_no_figures_and_nine_tasks(office: Office) -> None:
    office.does("plan", "use", "hanoi-2025", "--from", "2025-01")
    assert office.status("2025-06")["objectives"] == []
    tasks = office.does("plan", "tasks", "--period", "2025-06", "--json").json["tasks"]
    named = [one["id"] for one in tasks if one["id"].startswith("nhiem-vu-")]
    assert named == [f"nhiem-vu-{number}" for number in range(1, 10)]
    assert {one["state"] for one in tasks} == {"open"}
    office.types(
        '[[tasks]]\nid = "nhiem-vu-2"\ndone_on = 2025-06-10\n'
        '[[tasks]]\nid = "nhiem-vu-3"\nstate = "under_way"\ndue = 2025-06-01\n',
        "plan", "set",
    )  # fmt: skip
    tasks = office.does("plan", "tasks", "--period", "2025-06", "--json").json["tasks"]
    found = {one["id"]: (one["state"], one["overdue"]) for one in tasks}
    assert found["nhiem-vu-2"] == ("done", False)
    # Due on 1/6 and not done by 14/6.
    assert found["nhiem-vu-3"] == ("under_way", True)


def test_reoffending_is_a_rate_against_the_year_before(office: Office) -> None:
    prisoners: tuple[Figure, ...] = (*(10,) * 11, 20)
    office.counts(
        months_of(2024),
        {"released_prisoners": prisoners, "reoffences": (NIL, NIL, NIL, NIL, 2, *(NIL,) * 7)},
    )
    office.counts(
        months_of(2025),
        {"released_prisoners": prisoners, "reoffences": (NIL, NIL, 1, *(NIL,) * 9)},
    )
    year = office.objectives("2025")["9b"]
    # 1/20 = 5 % against 2/20 = 10 %.
    assert ratio(year) == (1, 20, MET)
    assert (year["value"], year["target"]) == (0.05, 0.1)
    # To date in March: 1/10 against 0/10 of January to March 2024.
    assert ratio(office.objectives("2025-03")["9b"]) == (1, 10, NOT_MET)
    # June, to date: 1/10 = 10 % against 2/10 = 20 %.
    assert ratio(office.objectives("2025-06")["9b"]) == (1, 10, MET)
    # February: 0/10 against 0/10, where nothing can fall.
    assert office.states("2025-02", "9b") == {"9b": MET}
    # The first year has none before it.
    assert office.objectives("2024")["9b"]["reason"] == "no_baseline"


def half_tracked(tmp_path: Path, capfdbinary: pytest.CaptureFixture[bytes]) -> Office:
    """Long Biên tracked from 07/2019: three new addicts in that half year, four in 2020."""
    office = Office(tmp_path / "data", tmp_path, capfdbinary)
    office.begins(first="2019-07")
    office.does("plan", "use", "longbien-319", "--from", "2019-07")
    office.counts(months_of(2019)[6:], {"dependent_added": (3, *(NIL,) * 5)})
    office.counts(months_of(2020), {"dependent_added": (1, 1, 1, 1, *(NIL,) * 8)})
    return office


def test_half_a_year_is_no_measure_for_a_whole_one(
    tmp_path: Path, capfdbinary: pytest.CaptureFixture[bytes]
) -> None:
    office = half_tracked(tmp_path, capfdbinary)
    # January to June 2019 nobody knows: 4 of twelve months cannot be held against 3 of six.
    found = office.objectives("2020")["4a"]
    assert (found["state"], found["reason"]) == (BLANK, "no_baseline")


def test_half_a_year_does_not_stand_beside_a_whole_one(
    tmp_path: Path, capfdbinary: pytest.CaptureFixture[bytes]
) -> None:
    office = half_tracked(tmp_path, capfdbinary)
    rows = office.does("counts", "--period", "2020", "--json").json["counts"]
    (added,) = (one for one in rows if one["id"] == "dependent_added")
    # 1+1+1+1 this year; of last year only July to December is known.
    assert added["value"] == 4
    assert added["last_year"] is None


def test_the_rest_of_last_year_may_be_typed_as_opening_total(
    tmp_path: Path, capfdbinary: pytest.CaptureFixture[bytes]
) -> None:
    office = half_tracked(tmp_path, capfdbinary)
    # To date in June there is nothing at all to compare with.
    assert office.objectives("2020-06")["4a"]["reason"] == "no_baseline"
    office.types("[openings]\ndependent_added = 6\n", "counts", "set", "--period", "2019-07")
    # 6 (số đầu kỳ) + 3 = 9 in 2019, 4 in 2020: five fewer.
    assert ratio(office.objectives("2020")["4a"]) == (5, 9, MET)


OWN = """
[[counts]]
id = "camera"
label = "Camera an ninh lắp mới"
unit = "chiếc"
kind = "flow"
[[counts]]
id = "camera_working"
label = "Camera đang hoạt động"
unit = "chiếc"
kind = "stock"
[[objectives]]
id = "11"
title = "Lắp 12 camera an ninh trong năm"
kind = "allocated"
numerator = "camera"
target = 12
period = "year"
[[objectives]]
id = "12"
title = "Mỗi tổ có camera"
kind = "coverage"
numerator = "fact(groups_with_model)"
denominator = "fact(groups_active)"
target = 50
"""


def test_an_objective_of_the_committee_is_computed_like_the_plans(office: Office) -> None:
    office.types(OWN, "plan", "add")
    assert office.states("2024-02", "11") == {"11": BLANK}
    office.counts(months_of(2024), {"camera": (1, NIL, 5, NIL, NIL, 6, *(NIL,) * 6)})
    # 1 + 0 + 5; then 12 by June, which is the target.
    assert office.objectives("2024-03")["11"]["value"] == 6
    assert office.states("2024-03", "11") == {"11": NOT_MET}
    assert office.objectives("2024-06")["11"]["value"] == 12
    assert office.states("2024-06", "11") == {"11": MET}
    assert office.states("2024", "11") == {"11": MET}
    # A new year begins at nought.
    office.counts(("2025-01",), {"camera": (2,)})
    assert office.objectives("2025-01")["11"]["value"] == 2
    assert [one["id"] for one in office.status("2024-02")["objectives"]][-2:] == ["11", "12"]


def test_without_a_plan_there_are_no_objectives(office: Office) -> None:
    office.does("plan", "use", "none", "--from", "2024-06")
    assert office.status("2024-06")["objectives"] == []
    # The plan of the months before stays theirs.
    assert len(office.status("2024-05")["objectives"]) == 16
