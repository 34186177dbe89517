"""Another program can read the figures: the schema and the page name all that snapshots hold."""

import json
import re
import types
import typing
from collections.abc import Callable, Iterator, Mapping
from dataclasses import fields, is_dataclass, replace
from datetime import date
from decimal import Decimal
from enum import Enum
from typing import Any

import pytest

from desktop.actions.sample import make_sample
from desktop.actions.setup import Sources, open_desk
from desktop.db import queries
from desktop.domain.snapshot import FORMAT, VERSION, Snapshot, read_snapshot, snapshot_bytes
from desktop.paths import resource
from tests.actions.conftest import CountedIds, StandingClock
from tests.actions.senders import month_of

SCHEMA: dict[str, Any] = json.loads(
    resource("schemas/so138-snapshot.schema.json").read_text(encoding="utf-8")
)
DEFS: dict[str, dict[str, Any]] = SCHEMA["$defs"]
PAGE = resource("help/snapshot-format.md").read_text(encoding="utf-8")
ADDED = SCHEMA["then"]["properties"]["snapshot"]["required"]
TYPES: dict[str, Callable[[object], bool]] = {
    "object": lambda value: isinstance(value, dict),
    "array": lambda value: isinstance(value, list),
    "string": lambda value: isinstance(value, str),
    "integer": lambda value: type(value) is int,
    "boolean": lambda value: isinstance(value, bool),
    "null": lambda value: value is None,
}


def faults(value: Any, schema: dict[str, Any], place: str = "") -> list[str]:
    """What a part of the schema has against a value; enough of JSON Schema for this one."""
    if "$ref" in schema:
        return faults(value, DEFS[schema["$ref"].rpartition("/")[2]], place)
    if "anyOf" in schema:
        tried = [faults(value, one, place) for one in schema["anyOf"]]
        return [] if [] in tried else max(tried, key=len)
    if "const" in schema or "enum" in schema:
        return [] if value in schema.get("enum", [schema.get("const")]) else [place]
    if not TYPES[schema["type"]](value):
        return [place]
    return _faults_within(value, schema, place)


def _faults_within(value: Any, schema: dict[str, Any], place: str) -> list[str]:
    match value:
        case dict():
            known, rest = schema.get("properties", {}), schema["additionalProperties"]
            found = [f"{place}.{key}" for key in schema.get("required", []) if key not in value]
            for key, item in value.items():
                inner = known.get(key, rest)
                found += faults(item, inner, f"{place}.{key}") if inner else [f"{place}.{key}"]
            return found
        case list():
            counted = schema.get("minItems", 0) <= len(value) <= schema.get("maxItems", len(value))
            parts = [one for item in value for one in faults(item, schema["items"], place)]
            return parts if counted else [place, *parts]
        case str():
            return [] if re.search(schema.get("pattern", ""), value) else [place]
        case int() if not isinstance(value, bool):
            return [] if schema["minimum"] <= value <= schema["maximum"] else [place]
    return []


def faults_of_file(content: Any) -> list[str]:
    """What the whole schema has against a snapshot with its wrapper."""
    outer = {key: SCHEMA[key] for key in ("type", "required", "properties", "additionalProperties")}
    found = faults(content, outer)
    if content["version"] == VERSION:
        found += [f".snapshot.{key}" for key in ADDED if key not in content["snapshot"]]
        for name in ("sessions", "late"):
            lines = content["snapshot"].get(name, [])
            found += [f".{name}.reported_in" for one in lines if "reported_in" not in one]
    return found


@pytest.fixture(scope="module")
def closed(tmp_path_factory: pytest.TempPathFactory) -> list[Any]:
    """What a whole year of closings keeps, as a package carries it."""
    folder = tmp_path_factory.mktemp("year") / "data"
    sources = Sources(StandingClock(), CountedIds())
    make_sample(folder, groups=4, months=5, seed=3)
    with open_desk(folder, sources=sources) as desk:
        return [
            json.loads(queries.closing_snapshot(desk.store, one.id))
            for one in queries.closings(desk.store)
        ]


def test_every_snapshot_that_is_closed_fits_the_schema(closed: list[Any]) -> None:
    assert len(closed) >= 4
    for content in closed:
        assert faults_of_file(content) == []
    filled = closed[-1]["snapshot"]
    empty = [key for key in ("objectives", "counts", "duty", "matrix", "groups") if not filled[key]]
    assert empty == [], "a schema is held to lines that are there"


def test_a_snapshot_with_another_key_or_another_kind_of_value_does_not_fit() -> None:
    content = json.loads(snapshot_bytes(month_of("2026-09", 10)))
    assert faults_of_file(content) == []
    for change in ({"draft": "no"}, {"more": 1}, {"start_day": 0}, {"duty_calendar": "lunar"}):
        wrong = {**content, "snapshot": {**content["snapshot"], **change}}
        assert faults_of_file(wrong) == [f".snapshot.{next(iter(change))}"]


def test_what_version_2_added_is_not_asked_of_version_1() -> None:
    content = json.loads(snapshot_bytes(replace(month_of("2026-09", 10), objectives=())))
    inner = {key: one for key, one in content["snapshot"].items() if key not in ADDED}
    sessions = [
        {key: one for key, one in line.items() if key != "reported_in"}
        for line in inner["sessions"]
    ]
    first = {"format": FORMAT, "version": 1, "snapshot": {**inner, "sessions": sessions}}
    assert faults_of_file(first) == []
    assert read_snapshot(json.dumps(first).encode()).objectives == ()
    assert len(faults_of_file({**first, "version": 2})) == len(ADDED) + len(sessions)


def values_of(kind: Any) -> Iterator[Any]:
    """The frozen values that a snapshot is made of, each type once or more."""
    origin = typing.get_origin(kind)
    if origin is not None:
        for part in typing.get_args(kind):
            yield from values_of(part)
    elif is_dataclass(kind):
        yield kind
        for hint in typing.get_type_hints(kind).values():
            yield from values_of(hint)


KINDS = {kind.__name__: kind for kind in values_of(Snapshot)}


def said(kind: Any) -> dict[str, Any]:
    """What the schema says of a type, without bounds."""
    origin, parts = typing.get_origin(kind), typing.get_args(kind)
    if origin in (typing.Union, types.UnionType):
        known = [said(one) for one in parts if one is not type(None)]
        return {"anyOf": [*known, {"type": "null"}] if type(None) in parts else known}
    if origin is tuple:
        return {"type": "array", "items": said(parts[0])}
    if origin is Mapping:
        return {"type": "object"}
    if is_dataclass(kind) or issubclass(kind, Enum):
        return {"$ref": f"#/$defs/{kind.__name__}"}
    if issubclass(kind, date):
        return {"$ref": "#/$defs/day"}
    names = {bool: "boolean", int: "integer", str: "string", Decimal: "string"}
    return {"type": names[kind]}


def without_bounds(schema: dict[str, Any]) -> dict[str, Any]:
    """The kind of value that a part of the schema names."""
    if "anyOf" in schema:
        return {"anyOf": [without_bounds(one) for one in schema["anyOf"]]}
    if schema.get("type") == "array":
        return {"type": "array", "items": without_bounds(schema["items"])}
    return {key: schema[key] for key in ("$ref", "type") if key in schema}


@pytest.mark.parametrize("name", KINDS)
def test_the_schema_and_the_page_name_every_key_and_its_kind(name: str) -> None:
    kind, schema = KINDS[name], DEFS[name]
    hints = typing.get_type_hints(kind)
    keys = [one.name for one in fields(kind)]
    assert list(schema["properties"]) == keys
    assert schema["additionalProperties"] is False
    for key in keys:
        assert without_bounds(schema["properties"][key]) == said(hints[key]), key
        assert schema["properties"][key]["description"], key
    section = PAGE.split(f"\n### {name}\n")[1].split("\n### ")[0]
    assert re.findall(r"^\| `(\w+)` \|", section, re.MULTILINE) == keys


def test_the_schema_and_the_page_name_every_word_of_a_state() -> None:
    words = {
        part.__name__: [one.value for one in part]
        for kind in KINDS.values()
        for hint in typing.get_type_hints(kind).values()
        for part in (hint, *typing.get_args(hint))
        if isinstance(part, type) and issubclass(part, Enum)
    }
    assert {name: one["enum"] for name, one in DEFS.items() if "enum" in one} == words
    table = PAGE.split("\n### Words\n")[1]
    for name, values in words.items():
        (line,) = re.findall(rf"^\| \*{name}\* \|.*$", table, re.MULTILINE)
        assert all(f"`{one}`" in line for one in values if one)


def test_the_versions_that_are_read_are_those_of_the_schema() -> None:
    assert SCHEMA["properties"]["version"]["enum"] == list(range(1, VERSION + 1))
    assert SCHEMA["properties"]["format"]["const"] == FORMAT
    assert re.findall(r"^\| (\d) \|", PAGE, re.MULTILINE) == ["1", "2"]
    assert all(f"`{key}`" in PAGE.split("| 2 | ")[1].split("\n")[0] for key in ADDED)
