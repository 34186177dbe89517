"""What the schema of the open data has against a file of it."""

import json
import re
from typing import Any

from desktop.paths import resource

SCHEMA = json.loads(resource("schemas/so138-consolidated.schema.json").read_text(encoding="utf-8"))

TYPES: dict[str, tuple[type, ...]] = {
    "object": (dict,),
    "array": (list,),
    "string": (str,),
    "integer": (int,),
    "boolean": (bool,),
    "null": (type(None),),
}


def faults(value: Any, schema: dict[str, Any], place: str = "") -> list[str]:
    """What the schema has against a value; enough of JSON Schema for ours."""
    if "$ref" in schema:
        return faults(value, SCHEMA["$defs"][schema["$ref"].rpartition("/")[2]], place)
    if "const" in schema:
        return [] if value == schema["const"] else [place]
    names = schema["type"] if isinstance(schema["type"], list) else [schema["type"]]
    if not any(type(value) in TYPES[name] for name in names):
        return [f"{place}: {value!r} is no {names}"]
    found: list[str] = []
    if isinstance(value, str):
        found += [place] * (value not in schema.get("enum", [value]))
        found += [place] * (re.search(schema.get("pattern", ""), value) is None)
    elif isinstance(value, int) and not isinstance(value, bool):
        found += [place] * (value < schema.get("minimum", value))
    elif isinstance(value, list):
        for number, one in enumerate(value):
            found += faults(one, schema["items"], f"{place}[{number}]")
    elif isinstance(value, dict):
        known = schema.get("properties", {})
        found += [
            f"{place}.{name} lacks" for name in schema.get("required", ()) if name not in value
        ]
        for name, one in value.items():
            inner = known.get(name, schema.get("additionalProperties"))
            found += faults(one, inner, f"{place}.{name}") if inner else [f"{place}.{name} new"]
    return found


def schema_of(data: bytes) -> tuple[dict[str, Any], dict[str, Any]]:
    value: dict[str, Any] = json.loads(data)
    shapes: list[dict[str, Any]] = [
        SCHEMA["$defs"][one["$ref"].rpartition("/")[2]] for one in SCHEMA["oneOf"]
    ]
    named = {one["properties"]["format"]["const"]: one for one in shapes}
    return value, named[value["format"]]
