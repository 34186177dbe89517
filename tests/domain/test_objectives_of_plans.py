"""Whole plans computed: 302 over a commune's month, and an objective that a file adds."""

from dataclasses import replace
from datetime import date

from desktop.actions.plans import plan_named
from desktop.domain.objectives import ObjectiveState, compute, compute_all
from desktop.domain.periods import parse_period
from desktop.domain.plan_facts import (
    NIL,
    Answer,
    AnswerState,
    DatedStatus,
    PlanFacts,
)
from desktop.domain.plan_parsing import parse_plan
from desktop.domain.plans import PlanPack
from desktop.domain.snapshot_making import build_snapshot
from desktop.domain.snapshot_plan import plan_facts
from desktop.paths import resource
from tests.domain.making import facts as commune_facts
from tests.domain.making import group, held, model
from tests.domain.plan_making import Entered, entries

OCTOBER = "2026-10"
SEPTEMBER = "2026-09"


def plan(name: str) -> PlanPack:
    found = plan_named(name)
    assert found is not None
    return found


def october() -> PlanFacts:
    """Three groups; two sessions name the first two, one model is kept in the third."""
    facts = commune_facts(
        group("Tổ 1"),
        group("Tổ 2"),
        group("Tổ 3"),
        sessions=(held(date(2026, 9, 20), "Tổ 1", "Tổ 2"), held(date(2026, 10, 3), "Tổ 1")),
        models=(model("Khu dân cư không ma túy", "Tổ 3"),),
    )
    return plan_facts(build_snapshot(facts, parse_period(OCTOBER), draft=True))


def states(facts: PlanFacts) -> dict[str, str]:
    return {one.id: str(one.state) for one in compute_all(plan("hue-302"), facts)}


def test_302_computes_sessions_and_models_from_the_snapshot() -> None:
    results = {one.id: one for one in compute_all(plan("hue-302"), october())}
    sessions, models = results["4a"], results["4b"]
    assert (sessions.numerator, sessions.denominator, sessions.missing) == (2, 3, ("Tổ 3",))
    assert (models.numerator, models.denominator) == (1, 3)
    assert models.missing == ("Tổ 1", "Tổ 2")


def test_302_without_any_count_waits_for_all_the_others() -> None:
    found = states(october())
    computed = {name for name, state in found.items() if state == "not_met"}
    waiting = {name for name, state in found.items() if state == "not_entered"}
    assert computed == {"4a", "4b"}
    assert len(waiting) == 14


def test_302_over_a_month_with_every_count() -> None:
    figures: dict[str, Entered] = {
        "dependent_persons": 4,
        "illegal_users": 2,
        "served_persons": 5,
        "post_rehab_persons": 0,
        "post_rehab_managed": 0,
        "psychosis_persons": 1,
        "psychosis_managed": 1,
        "relapses": NIL,
        "reuses": NIL,
        "offences": 1,
        "released_prisoners": 10,
        "released_supported": 10,
        "supply_lines": NIL,
        "plant_cases": NIL,
        "plants": NIL,
        "plant_area": NIL,
        **{f"{kind}_points_found": NIL for kind in ("use", "complex", "retail")},
        **{f"{kind}_points_eliminated": NIL for kind in ("use", "complex", "retail")},
    }
    counts: dict[str, dict[str, Entered]] = {
        name: {OCTOBER: value} for name, value in figures.items()
    }
    counts |= {f"{kind}_points": {SEPTEMBER: NIL} for kind in ("use", "complex")}
    counts["retail_points"] = {SEPTEMBER: 1}
    months = [f"2026-{number:02d}" for number in range(1, 11)]
    counts["reoffences"] = {f"{year}{month[4:]}": 0 for year in (2025, 2026) for month in months}
    counts["reoffences"] |= {"2025-03": 2, "2026-04": 1}
    counts["released_prisoners"]["2025-10"] = 10
    facts = replace(
        october(),
        counts=entries(counts),
        answers={
            "1": Answer(AnswerState.YES, date(2026, 3, 1)),
            "3": Answer(AnswerState.NO),
        },
        statuses={"drug_free": (DatedStatus(date(2025, 12, 20), False),)},
    )
    assert states(facts) == {
        "1": "met",
        "2": "not_applicable",
        "3": "not_met",
        "4a": "not_met",
        "4b": "not_met",
        "5a": "nothing_arose",
        "5b": "nothing_arose",
        "5c": "not_met",
        "6": "met",
        "7": "not_met",
        "8a": "nothing_arose",
        "8b": "met",
        "8c": "not_met",
        "9a": "met",
        "9b": "met",
        "10": "nothing_arose",
    }


def test_a_commune_without_addicts_and_users_need_not_be_converted() -> None:
    none = {"dependent_persons": {OCTOBER: NIL}, "illegal_users": {OCTOBER: NIL}}
    facts = replace(october(), counts=entries(none))
    assert states(facts)["3"] == "not_applicable"
    assert states(facts)["7"] == "not_entered"


def test_an_eleventh_objective_with_its_own_count_needs_a_file_and_nothing_else() -> None:
    added = """
[[counts]]
id = "lighting_points"
label = "Điểm chiếu sáng an ninh"
unit = "điểm"
kind = "stock"

[[objectives]]
id = "11"
title = "Có ít nhất 05 điểm chiếu sáng an ninh"
clause = "Nghị quyết của Ban Chỉ đạo"
quote = "Mỗi phường có ít nhất 05 điểm chiếu sáng an ninh."
kind = "allocated"
numerator = "lighting_points"
target = 5
unit = "điểm"
"""
    text = resource("plans/hue-302.toml").read_text(encoding="utf-8") + added
    reading = parse_plan(text.encode())
    assert reading.pack is not None, reading.problems
    eleventh = reading.pack.objectives[-1]
    assert len({one.number for one in reading.pack.objectives}) == 11

    def state(figures: dict[str, int]) -> ObjectiveState:
        counts = entries({name: {OCTOBER: value} for name, value in figures.items()})
        assert reading.pack is not None
        return compute(reading.pack, eleventh, replace(october(), counts=counts)).state

    assert state({}) is ObjectiveState.NOT_ENTERED
    assert state({"lighting_points": 4}) is ObjectiveState.NOT_MET
    assert state({"lighting_points": 5}) is ObjectiveState.MET


def test_a_unit_of_2021_is_held_to_its_own_cell() -> None:
    pack = plan("hanoi-2021")
    base = replace(october(), months=("2021-12",))
    months = [f"2021-{number:02d}" for number in range(1, 13)]
    counts = entries({"cases": dict.fromkeys(months, 10), "rehab_files": dict.fromkeys(months, 3)})

    def found(unit: str | None) -> dict[str, tuple[str, float | None]]:
        facts = replace(base, counts=counts, unit=unit)
        return {
            one.id: (str(one.state), one.target)
            for one in compute_all(pack, facts)
            if one.id in {"1a", "2a"}
        }

    assert found("Hoàn Kiếm") == {"1a": ("met", 118.0), "2a": ("not_met", 45.0)}
    assert found("Phòng PC04") == {"1a": ("met", 70.0), "2a": ("not_applicable", None)}
    # 2.300 cases are the whole city's: which row is the commune's own is not chosen yet.
    assert found(None) == {"1a": ("not_entered", None), "2a": ("not_entered", None)}


def test_both_readings_of_five_per_cent_are_computed_and_may_differ() -> None:
    pack = plan("hanoi-2021")
    facts = replace(
        october(),
        months=("2021-12",),
        baselines={"key_communes_2020": 40},
        counts=entries({"key_communes": {"2021-12": 39}, "key_communes_improved": {"2021-12": 2}}),
    )
    found = {one.id: one for one in compute_all(pack, facts) if one.reading}
    assert (found["5c"].numerator, found["5c"].denominator) == (1, 40)
    assert found["5c"].state is ObjectiveState.NOT_MET
    assert (found["5d"].numerator, found["5d"].denominator) == (2, 40)
    assert found["5d"].state is ObjectiveState.MET
