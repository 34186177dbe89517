"""Damage of every sort to bytes and to JSON, from a seeded source of chance."""

import json
import random
import zlib
from collections.abc import Callable
from typing import Any

_ODD_NUMBERS = (-1, 0, 1, 2**31, 2**63, 10**18, 10**30, -(10**18))
_ODD_TEXTS = (
    *("", " ", "\0", "\u202e", "\ud800", "e\u0301", "NaN", "-0", "1e5", "1E+999999999", "Infinity"),
    *("2026-13", "2026-10-15", "0001-01-01", "9999-12-31", "2026-02-30", "../../x", "x" * 70_000),
    *("0" * 64, "age1" + "q" * 58, "00000-00000-00000-00000-00000", "so138-package", "ĐỀ"),
)
_ODD_TEXTS_OF_JSON = (
    *(b"1.5", b"NaN", b"-Infinity", b"1e9", b"9" * 5000, b"[" * 100_000, b"{}" * 9, b'"\\ud800"'),
    *(b"[" * 40 + b"]" * 40, b"[" + b"{}," * 200_000 + b"{}]", b'{"a":1,"a":2}', b" 1", b"\xff"),
    *(b'"e\xcc\x81"', b'"\\u0041"', b'"\\u0000"', b'{"b":1,"a":2}', b"\xef\xbb\xbf1", b'"' * 5000),
)
BOMBS = tuple(zlib.compress(bytes(size), 9) for size in (1 << 20, 64 << 20, 256 << 20))
"""Packed zeros: of 1, 64 and 256 MiB."""


def damaged_bytes(data: bytes, chance: random.Random) -> bytes:
    """The bytes with one to four damages: flips, cuts, doubles, insertions, overwriting."""
    found = bytearray(data)
    for _again in range(chance.choice((1, 1, 1, 2, 4))):
        chance.choice(_BYTE_DAMAGES)(found, chance)
    return bytes(found)


def _flip(data: bytearray, chance: random.Random) -> None:
    if data:
        data[chance.randrange(len(data))] ^= 1 << chance.randrange(8)


def _flip_early(data: bytearray, chance: random.Random) -> None:
    if data:
        data[chance.randrange(min(len(data), 400))] ^= 1 << chance.randrange(8)


def _cut(data: bytearray, chance: random.Random) -> None:
    del data[chance.randrange(len(data) + 1) :]


def _append(data: bytearray, chance: random.Random) -> None:
    data += chance.randbytes(chance.choice((1, 16, 500)))


def _leave_out(data: bytearray, chance: random.Random) -> None:
    start = chance.randrange(len(data) + 1)
    del data[start : start + chance.randrange(1, 40)]


def _double(data: bytearray, chance: random.Random) -> None:
    start = chance.randrange(len(data) + 1)
    data[start:start] = data[start : start + chance.randrange(1, 40)]


def _overwrite(data: bytearray, chance: random.Random) -> None:
    start = chance.randrange(len(data) + 1)
    odd = chance.choice((b"\0" * 4, b"\xff" * 4, b"\x7f\xff\xff\xff", chance.randbytes(8)))
    data[start : start + len(odd)] = odd


_BYTE_DAMAGES: tuple[Callable[[bytearray, random.Random], None], ...] = (
    *(_flip, _flip, _flip_early, _cut, _append, _leave_out, _double, _overwrite),
)


def damaged_json(data: bytes, chance: random.Random) -> bytes:
    """Canonical JSON with a value, a key or a piece of its text that does not belong there."""
    if chance.random() < 0.25:
        return _odd_text(data, chance)
    content = json.loads(data)
    for _again in range(chance.choice((1, 1, 2))):
        _change(content, chance)
    text = json.dumps(content, ensure_ascii=False, sort_keys=True, separators=(",", ":"))
    return text.encode("utf-8", "surrogatepass")


def _change(content: Any, chance: random.Random) -> None:
    """Replaces, leaves out or adds something at a place found by walking down at random."""
    holder = content
    while True:
        keys = list(holder) if isinstance(holder, dict) else list(range(len(holder)))
        if not keys:
            return
        key = chance.choice(keys)
        inner = holder[key]
        if not isinstance(inner, dict | list) or not inner or chance.random() < 0.2:
            break
        holder = inner
    match chance.randrange(8):
        case 0:
            del holder[key]
        case 1 if isinstance(holder, dict):
            holder[f"{key}_"] = inner
        case 1:
            holder.extend(holder * chance.choice((1, 50)))
        case _:
            holder[key] = _odd_value(inner, chance)


def _odd_value(value: Any, chance: random.Random) -> Any:
    """Something like the value, or something quite different."""
    if isinstance(value, str) and value and chance.random() < 0.4:
        place = chance.randrange(len(value))
        return value[:place] + chance.choice("0aZ9-đ\u200b\n ") + value[place + 1 :]
    if type(value) is int and chance.random() < 0.5:
        return value + chance.choice((-1, 1, 10))
    kinds: tuple[tuple[Any, ...], ...] = (
        (None, True, False, [], {}, [[]], {"": 0}),
        _ODD_NUMBERS,
        _ODD_TEXTS,
    )
    return chance.choice(chance.choice(kinds))


def _odd_text(data: bytes, chance: random.Random) -> bytes:
    """JSON text with a piece in it that no writer of ours would write."""
    colons = [at for at, byte in enumerate(data) if byte in b":,["]
    at = chance.choice(colons) + 1 if colons else 0
    end = next((one for one in range(at, len(data)) if data[one] in b",]}"), len(data))
    return data[:at] + chance.choice(_ODD_TEXTS_OF_JSON) + data[end:]
