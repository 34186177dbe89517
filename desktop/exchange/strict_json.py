"""JSON that somebody hostile may have written: judged by its bytes before a parser sees it.

Only canonical texts are read (``desktop.domain.canonical``): NFC, sorted keys, no blanks, whole
numbers. So one value has one text: doubled keys, floats, NaN, escapes in place of letters and
byte order marks cannot pass, because writing the value again gives other bytes.
"""

import json
import re
import unicodedata

from desktop.domain.canonical import MalformedError, parse
from desktop.exchange.limits import DIGITS, JsonLimits

_LONG_NUMBER = re.compile(rb"[0-9]{%d}" % (DIGITS + 1))
_NO_BRACKETS = bytes(code for code in range(256) if code not in b"[]{}")
_ONE_KIND = bytes.maketrans(b"{}", b"[]")
_SEPARATING = b",[{"


def strict_object(data: bytes, limits: JsonLimits) -> dict[str, object]:
    """The object that canonical bytes hold.

    Raises:
        MalformedError: no canonical JSON object, nested too deep, too many values, or a number
            of too many digits; ``args[0]`` says which.
    """
    _judge(data, limits)
    content = parse(data)
    if not isinstance(content, dict):
        raise MalformedError("object")
    try:
        text = json.dumps(content, ensure_ascii=False, sort_keys=True, separators=(",", ":"))
        again = text.encode("utf-8")
    except ValueError as error:  # half a pair of surrogates cannot be written again
        raise MalformedError("text") from error
    if again != data or not unicodedata.is_normalized("NFC", text):
        raise MalformedError("canonical")
    return content


def _judge(data: bytes, limits: JsonLimits) -> None:
    """Depth, number of values and length of numbers, found without parsing, in linear time."""
    outside = _outside_texts(data, limits)
    if sum(outside.count(one) for one in _SEPARATING) > limits.values:
        raise MalformedError("values")
    if _LONG_NUMBER.search(outside):
        raise MalformedError("number")
    brackets = outside.translate(_ONE_KIND, _NO_BRACKETS)
    for _level in range(limits.depth):
        brackets = brackets.replace(b"[]", b"")
    if brackets:
        raise MalformedError("depth")


def _outside_texts(data: bytes, limits: JsonLimits) -> bytes:
    """What stands outside of quotation marks; a value has at most two texts, its key and itself."""
    bare = data.replace(b"\\\\", b"").replace(b'\\"', b"")
    if bare.count(b'"') > 4 * (limits.values + 1):
        raise MalformedError("values")
    parts = bare.split(b'"')
    if len(parts) % 2 == 0:
        raise MalformedError("text")
    return b" ".join(parts[::2])
