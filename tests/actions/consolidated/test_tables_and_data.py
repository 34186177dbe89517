"""Measures, matrices and open data over all units."""

import csv
import io
import json
from dataclasses import replace
from pathlib import Path
from typing import NoReturn

import pytest

from desktop.actions.consolidated import series_of, year_of
from desktop.actions.consolidated_months import months_of, plain_month
from desktop.actions.consolidated_papers import (
    CONSOLIDATED_KINDS,
    MEASURES,
    ConsolidatedChoice,
    UnknownMeasureError,
    consolidated_document,
    consolidated_file,
    known_measures,
)
from desktop.actions.desk import Desk
from desktop.actions.figures_text import card_figures, figures_text, plain_figures
from desktop.actions.setup import Sources
from desktop.db.received_queries import (
    active_packages,
)
from desktop.domain.consolidated_series import matrix, trend
from desktop.domain.periods import parse_period
from tests.actions.consolidated.conftest import (
    OCTOBER,
    UNITS,
)
from tests.actions.schema_faults import faults, schema_of
from tests.actions.units_making import (
    Sent,
    receive,
    sent_month,
    superior_desk,
)


def test_a_measure_is_one_of_the_program_or_of_the_plan(desk: Desk) -> None:
    names = known_measures(desk, OCTOBER)
    assert {"sessions", "count:plants", "objective:4a"} <= set(names)
    for name in names:
        choice = ConsolidatedChoice(measure=name)
        assert consolidated_document(desk, "matrix", OCTOBER, choice).blocks
        assert consolidated_document(desk, "trend", OCTOBER, choice).blocks
    with pytest.raises(UnknownMeasureError):
        consolidated_document(desk, "matrix", OCTOBER, ConsolidatedChoice(measure="x"))


def test_a_matrix_from_what_stands_beside_packages_is_that_of_their_snapshots(desk: Desk) -> None:
    months = year_of(desk, OCTOBER)
    whole = [one.totals for one in series_of(desk, months)]
    plain = months_of(desk, months, MEASURES)
    assert any(line.sent for one in plain for line in one.lines)
    for measure in MEASURES:
        assert matrix(plain, measure) == matrix(whole, measure), measure
        assert trend(plain, measure) == trend(whole, measure), measure


def test_figures_of_a_reception_of_before_are_read_from_the_snapshot(desk: Desk) -> None:
    text = figures_text(sent_month(UNITS[0]))
    kept = json.loads(text)
    assert plain_figures(text, OCTOBER) is not None
    del kept["with_model"]
    before = json.dumps(kept)
    assert card_figures(before) == replace(card_figures(text) or fail(), with_model=None)
    assert plain_figures(before, OCTOBER) is None
    wanted = plain_month(desk, OCTOBER)
    with desk.writing(action="receive", undoable=False) as write:
        for row in active_packages(desk.store):
            key = {"reception_id": row.reception_id, "package_id": row.package_id}
            write.put("received_packages", {**key, "figures": ""})
    assert matrix((plain_month(desk, OCTOBER),), "upkeep") == matrix((wanted,), "upkeep")


def fail() -> NoReturn:
    raise AssertionError


def table(data: bytes) -> list[dict[str, str]]:
    assert data.startswith(b"\xef\xbb\xbf")
    return list(csv.DictReader(io.StringIO(data.decode("utf-8-sig"))))


def test_the_csv_has_a_row_for_every_unit_and_leaves_blank_what_nobody_gave(desk: Desk) -> None:
    rows = table(consolidated_file(desk, "by-unit", OCTOBER, ".csv"))
    assert [row["code"] for row in rows] == [unit.code for unit in UNITS]
    first, waiting, absent = rows[0], rows[4], rows[5]
    own = sent_month(UNITS[0])
    assert first["sessions"] == str(len(own.sessions))
    plants = next(line for line in own.counts if line.category == "plants")
    assert first["count:plants"] == str(plants.known)
    assert (waiting["sent"], waiting["to_verify"], waiting["sessions"]) == ("0", "1", "")
    assert (absent["sent"], absent["to_verify"], absent["count:plants"]) == ("0", "0", "")


def test_a_name_that_looks_like_a_formula_is_no_formula(tmp_path: Path, sources: Sources) -> None:
    units = tuple(
        replace(UNITS[place], name=f"{start}cmd|'/C calc'!A0")
        for place, start in enumerate(("=", "+", "-", "@"))
    )
    with superior_desk(tmp_path / "bad", sources, units) as desk:
        receive(desk, *(Sent(unit, sent_month(unit)) for unit in units), name="TN 1")
        for kind in ("by-unit", "matrix", "late"):
            for row in table(consolidated_file(desk, kind, OCTOBER, ".csv")):
                assert row["name"].startswith("'")
                assert "cmd" in row["name"]


def test_the_open_data_is_what_the_schema_says(desk: Desk) -> None:
    for name in ("2026-10", "2026-Q3", "2026-12", "2026-10-01..2026-10-20"):
        for kind in CONSOLIDATED_KINDS:
            if kind != "reminder":
                data = consolidated_file(desk, kind, parse_period(name), ".json")
                assert faults(*schema_of(data)) == [], (kind, name)


def test_a_value_that_the_schema_forbids_is_seen(desk: Desk) -> None:
    value, shape = schema_of(consolidated_file(desk, "report", OCTOBER, ".json"))
    value["totals"]["models"]["value"] = "12"
    value["units"][0]["sessions"] = -1
    del value["plan"]
    assert len(faults(value, shape)) == 3
