"""Canonical JSON of frozen values: UTF-8, NFC, sorted keys, integers and strings, no floats."""

import json
import types
import unicodedata
from collections.abc import Mapping
from contextlib import suppress
from dataclasses import fields, is_dataclass
from datetime import date
from decimal import Decimal, InvalidOperation
from enum import StrEnum
from functools import cache
from typing import Any, TypeVar, Union, get_args, get_origin, get_type_hints

T = TypeVar("T")


class MalformedError(ValueError):
    """Bytes or values that are not what the type says; ``args[0]`` names the place."""


def plain(value: object) -> object:
    """A frozen value as dictionaries, lists, strings, integers, booleans and none."""
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
    """The canonical bytes of a plain or frozen value."""
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
    return _build(kind, value, where or kind.__name__)  # type: ignore[no-any-return]


def _build(kind: Any, value: object, where: str) -> Any:
    origin = get_origin(kind)
    if origin in (Union, types.UnionType):
        return None if value is None else _build_first(_not_none(kind), value, where)
    if origin is tuple:
        return _build_tuple(get_args(kind), value, where)
    if origin is Mapping:
        return _build_mapping(get_args(kind), value, where)
    if is_dataclass(kind):
        return _build_dataclass(kind, value, where)
    if isinstance(kind, type) and issubclass(kind, date) and isinstance(value, str):
        return _checked(lambda: date.fromisoformat(value), where)
    if kind is Decimal and isinstance(value, str):
        return _checked(lambda: Decimal(value), where)
    if isinstance(kind, type) and issubclass(kind, StrEnum) and isinstance(value, str):
        return _checked(lambda: kind(value), where)
    if kind in (str, int, bool) and type(value) is kind:
        return value
    raise MalformedError(where)


def _checked(make: Any, where: str) -> Any:
    try:
        return make()
    except (ValueError, InvalidOperation) as error:
        raise MalformedError(where) from error


def _not_none(kind: Any) -> tuple[Any, ...]:
    return tuple(part for part in get_args(kind) if part is not type(None))


def _build_first(kinds: tuple[Any, ...], value: object, where: str) -> Any:
    """A value of the first type that it fits."""
    for kind in kinds[:-1]:
        with suppress(MalformedError):
            return _build(kind, value, where)
    return _build(kinds[-1], value, where)


def _build_mapping(parts: tuple[Any, ...], value: object, where: str) -> dict[str, Any]:
    if parts[0] is not str or not isinstance(value, dict):
        raise MalformedError(where)
    return {key: _build(parts[1], item, f"{where}.{key}") for key, item in value.items()}


def _build_tuple(parts: tuple[Any, ...], value: object, where: str) -> tuple[Any, ...]:
    if not isinstance(value, list):
        raise MalformedError(where)
    if len(parts) == 2 and parts[1] is Ellipsis:
        return tuple(
            _build(parts[0], item, f"{where}[{index}]") for index, item in enumerate(value)
        )
    if len(parts) != len(value):
        raise MalformedError(where)
    return tuple(_build(part, item, where) for part, item in zip(parts, value, strict=True))


@cache
def _hints(kind: Any) -> dict[str, Any]:
    hints = get_type_hints(kind)
    return {item.name: hints[item.name] for item in fields(kind)}


def _build_dataclass(kind: Any, value: object, where: str) -> Any:
    hints = _hints(kind)
    if not isinstance(value, dict) or set(value) != set(hints):
        raise MalformedError(where)
    parts = {name: _build(hint, value[name], f"{where}.{name}") for name, hint in hints.items()}
    return _checked(lambda: kind(**parts), where)
