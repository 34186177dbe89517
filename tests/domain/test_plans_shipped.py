"""The shipped plans: everything measurable is there, quoted, and nothing is invented."""

import os
from collections import Counter
from pathlib import Path

import pytest

from desktop.actions.plans import DEFAULT_PLAN, plan_named, shipped_plans
from desktop.domain.plan_expressions import TermKind
from desktop.domain.plan_tables import compare, read_pasted, share_of_cell
from desktop.domain.plans import (
    Allocated,
    EnteredBy,
    Frequency,
    Hold,
    Objective,
    ObjectiveKind,
    PlanPack,
    Reduce,
    keyed_expressions,
)
from desktop.domain.text import tidy
from desktop.paths import resource

PACKS = {pack.id: pack for pack in shipped_plans()}
SOURCES = {
    "hue-302": "004_f3c2285525ccd7d8.txt",
    "hanoi-2012": "000_876efc96bfbae421.txt",
    "longbien-319": "001_77fcb27289624131.txt",
    "hanoi-2025": "002_2224cd7aff274614.txt",
    "hanoi-2021": "003_733a89150e7fc030.txt",
}
ROOT = Path(__file__).resolve().parents[2]
SHARED = Path(os.environ.get("SO138_SHARED", ROOT.parent / "shared")) / "sources"

# What the commune is asked for over all plans, by what it is about.
CATEGORIES = {
    "persons with a file": "dependent_persons illegal_users post_rehab_persons",
    "services": "counselled treated voluntary_rehab compulsory_rehab community_rehab reintegrated",
    "files drawn up": "rehab_files",
    "relapse, re-use, offences": "relapses reuses offences",
    "managed": "post_rehab_managed psychosis_persons psychosis_managed",
    "released prisoners": "released_prisoners released_supported reoffences",
    "cases and arrests": "cases arrests",
    "use points": "use_points use_points_found use_points_eliminated",
    "complex points": "complex_points complex_points_found complex_points_eliminated",
    "retail points": "retail_points retail_points_found retail_points_eliminated",
    "plants": "plant_cases plants plant_area",
    "supply lines": "supply_lines",
    "tips": "tip_box hotline",
    "patrols and posts": "patrols posts",
    "trainings, commendations, funds": "trainings commendations funds",
    "direction": "directives meetings",
    "clubs and volunteers": "clubs clubs_meeting volunteers volunteers_with_two",
    "methadone": "methadone_patients methadone_cumulative methadone_stopped",
}


def objective(pack: str, name: str) -> Objective:
    found = PACKS[pack].objective(name)
    assert found is not None
    return found


def test_five_plans_are_shipped_and_302_comes_first() -> None:
    assert set(PACKS) == set(SOURCES)
    assert next(iter(PACKS)) == DEFAULT_PLAN == "hue-302"


@pytest.mark.parametrize("pack", PACKS.values(), ids=PACKS.keys())
def test_every_objective_has_its_clause_and_every_task_its_place(pack: PlanPack) -> None:
    assert all(one.clause and one.quote for one in pack.objectives)
    assert all(one.clause and one.text for one in pack.tasks)
    assert pack.objectives or pack.tasks


@pytest.mark.parametrize("pack", PACKS.values(), ids=PACKS.keys())
def test_a_plan_asks_only_for_counts_of_the_commune_and_all_that_it_computes_with(
    pack: PlanPack,
) -> None:
    asked = {one.id for one in pack.counts}
    used = {
        name
        for one in pack.objectives
        for _key, expression in keyed_expressions(one)
        for name in expression.names(TermKind.COUNT, TermKind.OPENING)
    }
    assert used <= asked
    assert {"directives", "meetings"} <= asked


def test_the_file_of_a_plan_is_named_by_its_id() -> None:
    files = {path.stem for path in resource("plans").glob("*.toml")}
    assert files == set(PACKS)
    assert [plan_named(name) for name in files] == [PACKS[name] for name in files]
    assert plan_named("319/kh-ubnd") == PACKS["longbien-319"]
    assert plan_named("..") is None


def test_a_count_means_the_same_in_every_plan() -> None:
    meanings: dict[str, set[tuple[str, str, str]]] = {}
    for pack in PACKS.values():
        for one in pack.counts:
            meanings.setdefault(one.id, set()).add((one.label, one.unit, one.kind))
    assert not {name for name, found in meanings.items() if len(found) > 1}


@pytest.mark.parametrize("ids", CATEGORIES.values(), ids=CATEGORIES.keys())
def test_every_category_is_asked_for_by_some_plan(ids: str) -> None:
    asked = {one.id for pack in PACKS.values() for one in pack.counts}
    assert set(ids.split()) <= asked


@pytest.mark.parametrize("name", SOURCES)
def test_what_is_quoted_stands_in_the_source_word_for_word(name: str) -> None:
    path = SHARED / SOURCES[name]
    if not path.is_file():
        pytest.skip("the source documents are not here")
    source = tidy(path.read_text(encoding="utf-8"))
    pack = PACKS[name]
    quoted = [one.quote for one in pack.objectives]
    quoted += [one.quote for one in pack.baselines]
    quoted += [one.text for one in pack.tasks]
    assert not [text for text in quoted if text not in source]


def test_302_has_ten_objectives_with_the_kinds_they_have() -> None:
    pack = PACKS["hue-302"]
    kinds = {one.id: str(one.kind) for one in pack.objectives}
    assert kinds == {
        "1": "review",
        "2": "hold",
        "3": "review",
        "4a": "frequency",
        "4b": "upkeep",
        "5a": "coverage",
        "5b": "coverage",
        "5c": "coverage",
        "6": "zero",
        "7": "coverage",
        "8a": "coverage",
        "8b": "coverage",
        "8c": "zero",
        "9a": "coverage",
        "9b": "reduce",
        "10": "count",
    }
    assert [*dict.fromkeys(one.number for one in pack.objectives)] == [
        str(number) for number in range(1, 11)
    ]


def test_302_asks_for_one_session_and_one_model_computed_by_the_program() -> None:
    sessions, models = objective("hue-302", "4a"), objective("hue-302", "4b")
    assert isinstance(sessions.rule, Frequency)
    assert sessions.rule.times == 1
    assert {sessions.entered_by, models.entered_by} == {EnteredBy.COMPUTED}


def test_the_day_of_the_conference_is_not_the_day_of_the_plan() -> None:
    pack = PACKS["hue-302"]
    assert (pack.issued_on, pack.valid_from, pack.valid_to) == (None, None, None)
    assert PACKS["longbien-319"].issued_on is None
    assert (PACKS["hanoi-2025"].number, PACKS["hanoi-2025"].issued_on) == ("", None)


def test_2012_leaves_the_key_list_by_2013_and_is_called_two_ways() -> None:
    pack = PACKS["hanoi-2012"]
    exit_of_list = objective("hanoi-2012", "1")
    assert (exit_of_list.kind, exit_of_list.due) == (ObjectiveKind.MILESTONE, 2013)
    assert (pack.symbol, "07/KH-UBND" in pack.also_called) == ("07/KH-BCĐ", True)
    phases = {task.id: task.due for task in pack.tasks if task.id.startswith("giai-doan")}
    assert phases == {"giai-doan-1": 2013, "giai-doan-2": 2015}


def test_long_bien_reduces_by_forty_per_cent_against_a_baseline_nobody_printed() -> None:
    rule = objective("longbien-319", "1a").rule
    assert isinstance(rule, Reduce)
    assert rule.percent == 40
    base = PACKS["longbien-319"].baseline(rule.baseline)
    assert base is not None
    assert base.value is None


def test_2025_lists_nine_clauses_and_says_that_the_heading_says_seven() -> None:
    pack = PACKS["hanoi-2025"]
    assert pack.objectives == ()
    assert sum(task.id.startswith("nhiem-vu-") for task in pack.tasks) == 9
    assert any("7 nhiệm vụ" in note and "9" in note for note in pack.notes)


def test_2021_keeps_its_figures() -> None:
    targets = {
        one.id: one.rule.target
        for one in PACKS["hanoi-2021"].objectives
        if isinstance(one.rule, Allocated)
    }
    assert targets == {"1a": 2300, "2a": 900, "3b": 6500, "5b": 6}
    bases = {one.id: one.value for one in PACKS["hanoi-2021"].baselines}
    assert bases == {
        "old_complex_points": 6,
        "methadone_patients_2020": 4986,
        "methadone_stopped_2020": 1009,
        "methadone_treated_2020": None,
        "drug_free_communes_2020": 5,
        "key_communes_2020": None,
        "support_points_2020": 14,
    }
    hold = objective("hanoi-2021", "3a").rule
    assert isinstance(hold, Hold)
    assert hold.baseline == "methadone_patients_2020"


def test_sentences_that_can_be_read_two_ways_are_shown_in_both() -> None:
    readings = Counter(one.quote for one in PACKS["hanoi-2021"].objectives if one.reading)
    assert {quote[:30]: count for quote, count in readings.items()} == {
        "phấn đấu cuối năm 2021, lũy tí": 2,
        "mỗi quận, huyện giảm 5% số xã,": 2,
    }
    assert sum(bool(one.reading) for one in PACKS["longbien-319"].objectives) == 4


def test_assignments_of_2021_name_who_is_responsible() -> None:
    assigned = [task for task in PACKS["hanoi-2021"].tasks if task.id.startswith("IV.")]
    assert all(task.body for task in assigned)
    assert {task.clause for task in assigned} == {f"Mục IV.{number}" for number in range(1, 19)}


def test_what_only_the_city_can_count_is_not_asked_of_a_commune() -> None:
    for pack in PACKS.values():
        by_superior = {one.id for one in pack.counts if one.entered_by is EnteredBy.SUPERIOR}
        read = {
            name
            for one in pack.objectives
            if one.entered_by is not EnteredBy.SUPERIOR
            for _key, expression in keyed_expressions(one)
            for name in expression.names(TermKind.COUNT, TermKind.OPENING)
        }
        assert not by_superior & read
    asked = {one.id: one.entered_by for one in PACKS["hanoi-2021"].counts}
    assert asked["key_communes"] is asked["methadone_patients"] is EnteredBy.SUPERIOR
    assert asked["cases"] is EnteredBy.COMMUNE


def test_tasks_are_numbered_without_a_gap_and_the_front_is_named_in_v_1() -> None:
    tasks = {task.id: task for task in PACKS["hanoi-2021"].tasks}
    assert [name for name in tasks if name.startswith("IV.18")] == [
        "IV.18.1", "IV.18.2", "IV.18.3", "IV.18.4.1", "IV.18.4.2",
    ]  # fmt: skip
    assert tasks["V.1"].body.startswith("Ủy ban Mặt trận Tổ quốc Thành phố, các đoàn thể")


def test_communes_free_of_crime_and_drugs_are_to_be_kept_so_every_year() -> None:
    kept, fewer = objective("hanoi-2021", "9a"), objective("hanoi-2021", "9b")
    assert (kept.kind, fewer.kind) == (ObjectiveKind.HOLD, ObjectiveKind.REDUCE)
    assert kept.quote == fewer.quote


def test_302_asks_for_every_statement_of_the_conference_and_2012_for_no_patrols() -> None:
    tasks = " ".join(task.text for task in PACKS["hue-302"].tasks)
    for said in ("Bám sát các mục tiêu", "phải nhận thức", "phải quán triệt nguyên tắc", "yêu cầu"):
        assert said in tasks
    assert PACKS["hanoi-2012"].count("patrols") is None


def test_the_annex_adds_up_and_one_cell_stays_blank() -> None:
    table = PACKS["hanoi-2021"].tables[0]
    assert len(table.rows) == 31
    assert (table.total("cases"), table.total("files")) == (2300, 900)
    assert table.cell("Phòng PC04", "cases") == 70
    assert table.cell("Phòng PC04", "files") is None
    assert sum(cell is None for row in table.rows for cell in row.cells) == 1


def test_half_of_an_allocated_number_is_rounded_up_and_blank_stays_blank() -> None:
    share = PACKS["hanoi-2021"].tables[0].columns[1].share
    assert share is not None
    assert share.percent == 50
    assert (share_of_cell(45, share), share_of_cell(None, share)) == (23, None)


def test_units_are_compared_with_what_they_reached() -> None:
    lines = compare(PACKS["hanoi-2021"].tables[0], "files", {"hoàn kiếm": 40, "Phòng PC04": 3})
    found = {line.unit: (line.target, line.reached, line.still_to_do) for line in lines}
    assert found["Hoàn Kiếm"] == (45, 40, 5)
    assert found["Phòng PC04"] == (None, 3, None)
    assert found["Tây Hồ"] == (25, None, None)


def test_an_annex_pasted_from_a_spreadsheet_reads_the_same() -> None:
    table = PACKS["hanoi-2021"].tables[0]
    lines = [
        "\t".join([str(number), row.unit, *("" if c is None else str(c) for c in row.cells)])
        for number, row in enumerate(table.rows, start=1)
    ]
    pasted = read_pasted("\n".join([*lines, "\tTổng\t2.300\t900"]), columns=2)
    assert pasted.rows == table.rows
    assert pasted.faults == ()


def test_a_pasted_cell_that_is_no_number_is_named_and_not_guessed() -> None:
    pasted = read_pasted("Phường A\t1.200\tnhiều\nPhường B\t-3", columns=2)
    assert [row.cells for row in pasted.rows] == [(1200, None), (None, None)]
    assert pasted.faults == ((1, 3), (2, 2))
