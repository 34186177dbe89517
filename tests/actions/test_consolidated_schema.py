"""The schema and the page of open data name what real output holds, and nothing else."""

import json
import re
from collections.abc import Iterator
from dataclasses import replace
from datetime import date
from pathlib import Path
from typing import Any

import pytest

from desktop.actions.consolidated_papers import CONSOLIDATED_KINDS, consolidated_file
from desktop.actions.desk import Desk
from desktop.actions.setup import Sources
from desktop.db.received_queries import UnitReply
from desktop.db.received_saving import save_reply
from desktop.domain.expected_units import ExpectedUnit
from desktop.domain.periods import parse_period
from desktop.domain.plan_facts import MISSING
from desktop.domain.snapshot import Snapshot
from desktop.paths import resource
from tests.actions.conftest import CountedIds, StandingClock
from tests.actions.units_making import (
    Sent,
    chained,
    receive,
    sent_month,
    superior_desk,
    units_named,
)
from tests.domain.making import held as session_held

SCHEMA: dict[str, Any] = json.loads(
    resource("schemas/so138-consolidated.schema.json").read_text(encoding="utf-8")
)
PAGE = resource("help/consolidated-data.md").read_text(encoding="utf-8")
UNITS = units_named(4)
TWIN = replace(UNITS[0], code="29999", name="Phường Mới", position=9)
MONTHS = (7, 8, 9, 10)


@pytest.fixture
def desk(tmp_path: Path) -> Iterator[Desk]:
    """Two units with all months of a quarter, of which one names a late slip, one with a part of
    it, of another plan and given back, one whose file waits, and one with the groups of another."""
    with superior_desk(
        tmp_path / "s", Sources(StandingClock(), CountedIds()), (*UNITS, TWIN)
    ) as made:
        sent = [
            one
            for unit, months in zip(UNITS, (MONTHS, MONTHS, MONTHS[1:]), strict=False)
            for one in chained(*(Sent(unit, month_of(unit, month)) for month in months))
        ]
        sent.append(Sent(TWIN, month_of(UNITS[0], MONTHS[-1])))
        stranger = Sent(UNITS[3], sent_month(UNITS[3]), signer="f" * 64)
        receive(made, *sent, stranger, name="TN")
        reply = UnitReply(
            id="r",
            package_id=sent[-2].package_id,
            kind="returned",
            at=made.clock.now(),
            officer="o",
        )
        with made.writing(action="reply", undoable=False) as write:
            save_reply(write, reply)
        yield made


def month_of(unit: ExpectedUnit, month: int) -> Snapshot:
    found = sent_month(unit, month, counts={"plants": MISSING} if unit == UNITS[1] else {})
    if unit == UNITS[0] and month == MONTHS[-1]:
        return replace(found, late=(session_held(date(2026, 8, 30), "Tổ dân phố 1", number=99),))
    if unit != UNITS[2] or found.plan is None:
        return found
    return replace(found, plan=replace(found.plan, id="other"))


def outputs(desk: Desk) -> Iterator[dict[str, Any]]:
    for period in ("2026-10", "2026-Q3"):
        for kind in CONSOLIDATED_KINDS:
            if kind != "reminder":
                yield json.loads(consolidated_file(desk, kind, parse_period(period), ".json"))


def resolved(schema: dict[str, Any]) -> dict[str, Any]:
    while "$ref" in schema:
        schema = SCHEMA["$defs"][schema["$ref"].rpartition("/")[2]]
    return schema


def named(schema: dict[str, Any], place: str) -> Iterator[str]:
    """Every property that a shape of the schema names, by its place."""
    schema = resolved(schema)
    for name, inner in schema.get("properties", {}).items():
        yield f"{place}.{name}"
        yield from named(inner, f"{place}.{name}")
    if "items" in schema:
        yield from named(schema["items"], place)


def held(value: Any, place: str) -> Iterator[str]:
    """Every key that an output holds, by its place."""
    if isinstance(value, list):
        for one in value:
            yield from held(one, place)
    elif isinstance(value, dict):
        for name, one in value.items():
            yield f"{place}.{name}"
            yield from held(one, f"{place}.{name}")


def empty(value: Any, place: str) -> Iterator[str]:
    """The places that hold nothing."""
    if value in (None, []):
        yield place
    for name, one in value.items() if isinstance(value, dict) else ():
        yield from empty(one, f"{place}.{name}")
    for one in value if isinstance(value, list) else ():
        yield from empty(one, place)


def test_every_property_of_the_schema_comes_in_real_output(desk: Desk) -> None:
    shapes = [resolved(one) for one in SCHEMA["oneOf"]]
    by_format = {one["properties"]["format"]["const"]: one for one in shapes}
    seen: dict[str, set[str]] = {name: set() for name in by_format}
    blank: dict[str, set[str]] = {name: set() for name in by_format}
    for value in outputs(desk):
        seen[value["format"]] |= set(held(value, ""))
        blank[value["format"]] |= set(empty(value, ""))
    for name, shape in by_format.items():
        lacking = set(named(shape, "")) - seen[name]
        # No unit here sends figures to compare with, or has a table of targets.
        unseen = {one for one in lacking if one.rpartition(".")[0] not in blank[name]}
        assert unseen == set(), name
        assert {one.rpartition(".")[0].rpartition(".")[2] for one in lacking} <= {
            "previous", "last_year", "allocation",
        }  # fmt: skip


def test_the_page_names_every_format_and_no_key_that_is_not_there(desk: Desk) -> None:
    made = list(outputs(desk))
    formats = {value["format"] for value in made}
    assert formats <= set(re.findall(r"`([a-z0-9-]+)`", PAGE))
    keys = {place.rpartition(".")[2] for value in made for place in held(value, "")}
    for word in ("not_sent", "to_verify", "returned", "composed", "valid_from", "numerator"):
        assert f"`{word}`" in PAGE
        assert word in keys
