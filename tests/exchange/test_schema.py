"""The published schema and the reader agree: on the keys, on the bounds, on what is refused."""

import json
import random
import re
from collections.abc import Callable
from typing import Any

import pytest

from desktop.domain.snapshot import VERSION
from desktop.exchange import limits
from desktop.exchange.connection import open_connection
from desktop.exchange.errors import ExchangeError
from desktop.exchange.heads import FileKind
from desktop.exchange.manifest import COUNTED, manifest_fields, manifest_of
from desktop.exchange.receipt import _receipt_bytes, read_receipt
from desktop.paths import resource
from tests.exchange.making import offices, package, parts, receipt, superior
from tests.faults.mutations import damaged_json

SCHEMA = json.loads(resource("schemas/so138-package.schema.json").read_text(encoding="utf-8"))
TYPES: dict[str, Callable[[object], bool]] = {
    "object": lambda value: isinstance(value, dict),
    "array": lambda value: isinstance(value, list),
    "string": lambda value: isinstance(value, str),
    "integer": lambda value: type(value) is int,
    "boolean": lambda value: isinstance(value, bool),
    "null": lambda value: value is None,
}
KNOWN = frozenset(
    {"$ref", "const", "enum", "type", "pattern", "minLength", "maxLength", "minimum", "maximum"}
    | {"required", "properties", "additionalProperties", "maxProperties", "items", "minItems"}
    | {"maxItems", "title", "description"}
)


def faults(value: Any, schema: dict[str, Any], place: str = "") -> list[str]:
    """What the schema has against a value; enough of JSON Schema for our own."""
    assert schema.keys() <= KNOWN, f"the test does not know {schema.keys() - KNOWN}"
    if "$ref" in schema:
        schema = {**SCHEMA["$defs"][schema["$ref"].rpartition("/")[2]], **schema}
        del schema["$ref"]
    if "const" in schema:
        return [] if value == schema["const"] else [place]
    if "enum" in schema:
        return [] if value in schema["enum"] else [place]
    types = schema["type"] if isinstance(schema["type"], list) else [schema["type"]]
    if not any(TYPES[one](value) for one in types):
        return [place]
    match value:
        case dict():
            return _faults_of_object(value, schema, place)
        case list():
            least, most = schema.get("minItems", 0), schema["maxItems"]
            found = [] if least <= len(value) <= most else [place]
            return found + [one for item in value for one in faults(item, schema["items"], place)]
        case str():
            length = schema.get("minLength", 0) <= len(value) <= schema.get("maxLength", len(value))
            fits = re.search(schema.get("pattern", ""), value) and not value.endswith("\n")
            return [] if length and (fits or "pattern" not in schema) else [place]
        case int() if not isinstance(value, bool):
            return [] if schema["minimum"] <= value <= schema["maximum"] else [place]
    return []


def _faults_of_object(value: dict[str, Any], schema: dict[str, Any], place: str) -> list[str]:
    found = [f"{place}.{key}" for key in schema.get("required", []) if key not in value]
    if len(value) > schema.get("maxProperties", len(value)):
        found.append(place)
    for key, item in value.items():
        inner = schema.get("properties", {}).get(key, schema.get("additionalProperties"))
        found += faults(item, inner, f"{place}.{key}") if inner else []
    return found


def read_manifest(data: bytes) -> object:
    return manifest_of(manifest_fields(data))


def read_receipt_text(data: bytes) -> object:
    head = FileKind.RECEIPT.head
    return read_receipt(head, superior().signing.sign(b"so138-receipt\0" + head + data) + data)


def read_connection_text(data: bytes) -> object:
    head = FileKind.CONNECTION.head
    signature = superior().signing.sign(b"so138-connection\0" + head + data)
    return open_connection(head + signature + data)


WRITTEN = {
    "manifest": parts(package().content)[0],
    "receipt": _receipt_bytes(receipt()),
    "connection": offices().connection[72:],
}
READERS = {
    "manifest": read_manifest,
    "receipt": read_receipt_text,
    "connection": read_connection_text,
}
KINDS = sorted(WRITTEN)


@pytest.mark.parametrize("kind", KINDS)
def test_what_the_program_writes_is_what_the_schema_says(kind: str) -> None:
    content = json.loads(WRITTEN[kind])
    assert faults(content, SCHEMA["$defs"][kind]) == []
    assert READERS[kind](WRITTEN[kind])


@pytest.mark.parametrize("kind", KINDS)
def test_the_schema_names_every_key_that_is_written_and_no_other(kind: str) -> None:
    def compare(value: object, schema: dict[str, Any], place: str) -> None:
        if not isinstance(value, dict) or "properties" not in schema:
            return
        assert value.keys() <= schema["properties"].keys(), place
        assert schema["properties"].keys() == set(schema.get("required", schema["properties"]))
        assert set(schema.get("required", [])) <= value.keys(), place
        for key, item in value.items():
            compare(item, schema["properties"][key], f"{place}.{key}")

    counts = SCHEMA["$defs"]["manifest"]["properties"]["counts"]
    assert set(counts["required"]) == set(COUNTED)
    content = json.loads(WRITTEN[kind])
    compare(content, SCHEMA["$defs"][kind], kind)
    assert content.keys() == SCHEMA["$defs"][kind]["properties"].keys()


@pytest.mark.parametrize("kind", KINDS)
def test_what_the_reader_takes_the_schema_takes(kind: str) -> None:
    taken, refused = 0, 0
    for seed in range(1500):
        data = damaged_json(WRITTEN[kind], random.Random(seed))
        try:
            READERS[kind](data)
        except ExchangeError:
            refused += 1
            continue
        taken += 1
        assert faults(json.loads(data), SCHEMA["$defs"][kind]) == [], data
    assert taken > 5
    assert refused > 500


@pytest.mark.parametrize("kind", KINDS)
def test_a_key_that_is_missing_is_missed_by_both(kind: str) -> None:
    content = json.loads(WRITTEN[kind])
    for key in content:
        less = {name: item for name, item in content.items() if name != key}
        assert faults(less, SCHEMA["$defs"][kind]), key
        data = json.dumps(less, ensure_ascii=False, sort_keys=True, separators=(",", ":"))
        with pytest.raises(ExchangeError):
            READERS[kind](data.encode())


def test_the_bounds_of_the_schema_are_those_of_the_reader() -> None:
    defs = SCHEMA["$defs"]
    payload = defs["manifest"]["properties"]["payload"]["properties"]
    assert payload["bytes"]["maximum"] == limits.SNAPSHOT
    assert payload["version"]["maximum"] == VERSION
    assert payload["packed"]["maximum"] == limits.PACKAGE
    assert defs["sequence"]["maximum"] == limits.SEQUENCE
    assert defs["correction"]["maximum"] == limits.CORRECTION
    assert defs["name"]["maxLength"] == limits.NAME
    assert defs["receipt"]["properties"]["remarks"]["maxItems"] == limits.REMARKS
    plan = defs["connection"]["properties"]["plan"]["properties"]
    assert plan["content"]["maxLength"] == limits.PLAN
