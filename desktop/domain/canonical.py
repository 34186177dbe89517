"""Canonical JSON of frozen values: UTF-8, NFC, sorted keys, integers and strings, no floats."""

import json
import types
import unicodedata
from collections.abc import Callable, Mapping
from contextlib import suppress
from dataclasses import fields, is_dataclass
from datetime import date
from decimal import Decimal, InvalidOperation
from enum import StrEnum
from functools import cache
from typing import Any, TypeVar, Union, cast, get_args, get_origin, get_type_hints

T = TypeVar("T")


class MalformedError(ValueError):
    """Bytes or values that are not what the type says; ``args[0]`` names the place."""


def plain(value: object) -> object:
    """A frozen value as dictionaries, lists, strings, integers, booleans and none.

    Raises:
        MalformedError: a value has no place in it, as a float has none; ``args[0]`` is its type.
    """
    if value is None or isinstance(value, bool | int):
        return value
    if isinstance(value, str):
        return unicodedata.normalize("NFC", str(value))
    if isinstance(value, date):
        return value.isoformat()
    if isinstance(value, Decimal):
        return format(value, "f")
    if isinstance(value, tuple | list):
        return [plain(item) for item in value]
    if isinstance(value, Mapping):
        return {str(key): plain(item) for key, item in value.items()}
    if is_dataclass(value):
        return {item.name: plain(getattr(value, item.name)) for item in fields(value)}
    raise MalformedError(type(value).__name__)


def to_bytes(value: object) -> bytes:
    """The canonical bytes of a plain or frozen value.

    Raises:
        MalformedError: a value has no place in them, as a float has none.
    """
    text = json.dumps(
        plain(value), ensure_ascii=False, sort_keys=True, separators=(",", ":"), allow_nan=False
    )
    return text.encode("utf-8")


def parse(data: bytes) -> object:
    """The plain value that canonical bytes hold.

    Raises:
        MalformedError: no UTF-8, no JSON, nested too deep, or a float in it.
    """
    try:
        return json.loads(data.decode("utf-8"), parse_float=_refuse, parse_constant=_refuse)
    except (ValueError, RecursionError) as error:
        raise MalformedError("json") from error


def _refuse(text: str) -> object:
    raise ValueError(text)


def build(kind: type[T], value: object, where: str = "") -> T:
    """A frozen value of a type from a plain one, every part checked.

    Raises:
        MalformedError: a key is missing or unknown, or a part has another type.
    """
    make = _builder(cast(Any, kind))
    try:
        return cast(T, make(value))
    except MalformedError as error:
        raise MalformedError(f"{where or kind.__name__}{error.args[0]}") from error


_Builder = Callable[[Any], Any]
"""Makes a value of one type; its MalformedError names the place from there on."""


@cache
def _builder(kind: Any) -> _Builder:
    """What makes values of a type; found out once, for a snapshot holds thousands of parts."""
    origin = get_origin(kind)
    if origin in (Union, types.UnionType):
        return _of_union(tuple(part for part in get_args(kind) if part is not type(None)))
    if origin is tuple:
        parts = get_args(kind)
        if len(parts) == 2 and parts[1] is Ellipsis:
            return _of_list(_builder(parts[0]))
        return _of_tuple(tuple(_builder(part) for part in parts))
    if origin is Mapping:
        return _of_mapping(get_args(kind))
    return _of_dataclass(kind) if is_dataclass(kind) else _of_leaf(kind)


def _of_leaf(kind: Any) -> _Builder:
    if kind in (str, int, bool):
        return _of_plain(kind)
    if kind is Decimal:
        return _of_text(Decimal)
    if isinstance(kind, type) and issubclass(kind, date):
        return _of_text(date.fromisoformat)
    if isinstance(kind, type) and issubclass(kind, StrEnum):
        return _of_text(kind)
    return _refused


def _refused(_value: Any) -> Any:
    raise MalformedError("")


def _of_plain(kind: type[Any]) -> _Builder:
    def make(value: Any) -> Any:
        if type(value) is not kind:
            raise MalformedError("")
        return value

    return make


def _of_text(read: Callable[[str], Any]) -> _Builder:
    def make(value: Any) -> Any:
        if not isinstance(value, str):
            raise MalformedError("")
        try:
            return read(value)
        except (ValueError, InvalidOperation) as error:
            raise MalformedError("") from error

    return make


def _of_union(kinds: tuple[Any, ...]) -> _Builder:
    """None, or a value of the first type that it fits."""
    *first, last = (_builder(kind) for kind in kinds)

    def make(value: Any) -> Any:
        if value is None:
            return None
        for one in first:
            with suppress(MalformedError):
                return one(value)
        return last(value)

    return make


def _of_mapping(parts: tuple[Any, ...]) -> _Builder:
    part = _builder(parts[1]) if parts[0] is str else _refused

    def make(value: Any) -> Any:
        if parts[0] is not str or not isinstance(value, dict):
            raise MalformedError("")
        found = {}
        for key, item in value.items():
            try:
                found[key] = part(item)
            except MalformedError as error:
                raise MalformedError(f".{key}{error.args[0]}") from error
        return found

    return make


def _of_list(part: _Builder) -> _Builder:
    def make(value: Any) -> Any:
        if not isinstance(value, list):
            raise MalformedError("")
        found: list[Any] = []
        try:
            for item in value:
                found.append(part(item))  # noqa: PERF401 - its length names the place that failed
        except MalformedError as error:
            raise MalformedError(f"[{len(found)}]{error.args[0]}") from error
        return tuple(found)

    return make


def _of_tuple(parts: tuple[_Builder, ...]) -> _Builder:
    def make(value: Any) -> Any:
        if not isinstance(value, list) or len(parts) != len(value):
            raise MalformedError("")
        return tuple(part(item) for part, item in zip(parts, value, strict=True))

    return make


def _of_dataclass(kind: Any) -> _Builder:
    def make(value: Any) -> Any:
        parts = _parts(kind)
        if not isinstance(value, dict) or value.keys() != parts.keys():
            raise MalformedError("")
        made: dict[str, Any] = {}
        for name, part in parts.items():
            try:
                made[name] = part(value[name])
            except MalformedError as error:
                raise MalformedError(f".{name}{error.args[0]}") from error
        try:
            return kind(**made)
        except (ValueError, InvalidOperation) as error:
            raise MalformedError("") from error

    return make


@cache
def _parts(kind: Any) -> dict[str, _Builder]:
    """The builders of a dataclass; found at first use, for a type may hold values of its own."""
    hints = get_type_hints(kind)
    return {item.name: _builder(hints[item.name]) for item in fields(kind)}
