"""What ties the counts of a shipped plan stands in the plan, and public papers hold to it."""

import pytest

from desktop.actions.plans import shipped_plans
from desktop.domain.plans import Growth, Parts
from desktop.domain.public_figures import ties
from desktop.domain.suppression import Figures, Mark, hidden_cells
from desktop.domain.suppression_order import Balance, Ceiling
from tests.domain.plan_making import read

PLANS = {pack.id: pack for pack in shipped_plans()}
REHAB = ("voluntary_rehab", "compulsory_rehab", "community_rehab")
AFTER = (
    (("post_rehab_managed",), ("post_rehab_persons",)),
    (("psychosis_managed",), ("psychosis_persons",)),
    (("released_supported",), ("released_prisoners",)),
)
Tie = tuple[tuple[str, ...], tuple[str, ...]]
PARTS: dict[str, tuple[Tie, ...]] = {
    "hanoi-2012": (
        (("rehab_sent",), ("rehab_eligible",)),
        (("rehab_eligible",), ("dependent_persons",)),
    ),
    "hanoi-2021": (
        (("voluntary_rehab", "community_rehab"), ("dependent_persons",)),
        (("rehab_files_local",), ("rehab_files",)),
        (("cases_trading",), ("cases",)),
        (("cases_trading", "production_cases"), ("cases",)),
        (("clubs_meeting",), ("clubs",)),
        (("volunteers_with_two",), ("volunteers",)),
    ),
    "hanoi-2025": (*AFTER, (("production_cases",), ("cases",))),
    "hue-302": (
        *AFTER,
        (("served_persons",), ("dependent_persons", "illegal_users")),
        (("treated",), ("served_persons",)),
        (("treated",), ("dependent_persons",)),
        (REHAB, ("dependent_persons",)),
        (REHAB, ("served_persons",)),
        (("reoffences",), ("released_prisoners",)),
    ),
    "longbien-319": (
        AFTER[0],
        (("dependent_persons",), ("dependent_known",)),
        (("served_persons",), ("dependent_persons", "illegal_users")),
        (("high_risk_reached",), ("high_risk_persons",)),
    ),
}
PERSONS = Balance("dependent_persons", ("dependent_added",), ("dependent_removed",))
USERS = Balance("illegal_users", ("illegal_users_added",), ("illegal_users_removed",))
POINTS = tuple(
    Balance(f"{kind}_points", (f"{kind}_points_found",), (f"{kind}_points_eliminated",))
    for kind in ("use", "complex", "retail")
)
STOCKS = {
    "hanoi-2012": POINTS,
    "hanoi-2021": (PERSONS, USERS),
    "hanoi-2025": POINTS[:1],
    "hue-302": (PERSONS, USERS, *POINTS),
    "longbien-319": (PERSONS, USERS, *POINTS[1:]),
}
NEVER = {
    "hanoi-2021": {
        "methadone_cumulative",
        "methadone_stopped",
        "old_complex_points_eliminated",
        "key_communes_improved",
    }
}


def of(plan: str) -> Figures:
    return ties((PLANS[plan],), {})


def test_every_shipped_plan_is_looked_at() -> None:
    assert PLANS.keys() == PARTS.keys() == STOCKS.keys()


@pytest.mark.parametrize("plan", PLANS)
def test_the_parts_of_a_plan_are_those_that_its_figures_mean(plan: str) -> None:
    assert set(of(plan).ceilings) == {Ceiling(*one) for one in PARTS[plan]}


@pytest.mark.parametrize("plan", PLANS)
def test_the_stocks_of_a_plan_move_as_they_say(plan: str) -> None:
    assert set(of(plan).balances) == set(STOCKS[plan])


@pytest.mark.parametrize("plan", PLANS)
def test_what_a_number_known_beside_it_would_tell_is_never_told(plan: str) -> None:
    assert of(plan).never == NEVER.get(plan, set())


def test_patients_who_stopped_are_not_had_from_patients_and_their_running_total() -> None:
    figures = ties(
        (PLANS["hanoi-2021"],),
        {
            ("methadone_patients", "2026-01"): 100,
            ("methadone_cumulative", "2026-01"): 200,
            ("methadone_stopped", "2026-01"): 0,
            ("methadone_patients", "2026-02"): 110,
            ("methadone_cumulative", "2026-02"): 213,
            ("methadone_stopped", "2026-02"): 3,
        },
    )
    hidden = hidden_cells(figures)
    assert {category for category, _month in hidden} == {
        "methadone_cumulative",
        "methadone_stopped",
    }
    assert set(hidden.values()) == {Mark.KEPT}


def test_what_is_left_of_a_number_of_the_plan_is_not_told() -> None:
    cell = ("old_complex_points_eliminated", "2026-02")
    assert hidden_cells(ties((PLANS["hanoi-2021"],), {cell: 5})) == {cell: Mark.KEPT}


PLAIN = 'kind = "count"\nnumerator = "done"'
TIED = """
[[parts]]
parts = ["done"]
whole = ["all"]
[[growths]]
stock = "stock"
total = "all"
reduced_by = ["done"]
"""


def codes(text: str) -> list[tuple[str, str]]:
    return [(one.code, one.path) for one in read(PLAIN + text).problems]


def test_a_plan_says_what_is_a_part_and_what_grows() -> None:
    pack = read(PLAIN + TIED).pack
    assert pack is not None
    assert pack.parts == (Parts(("done",), ("all",)),)
    assert pack.growths == (Growth("stock", "all", ("done",)),)


def test_a_tie_names_counts_of_the_plan() -> None:
    assert ("name_unknown", "parts[0]") in codes(TIED.replace('["done"]', '["nobody"]', 1))
    assert ("name_unknown", "growths[0]") in codes(TIED.replace('"stock"', '"nobody"'))
    assert ("missing", "parts[0].whole") in codes(TIED.replace('["all"]', "[]", 1))
