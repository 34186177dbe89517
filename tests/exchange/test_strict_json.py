"""JSON of unknown origin: one value has one text, and its size is known before it is read."""

import tracemalloc

import pytest
from hypothesis import given
from hypothesis import strategies as st

from desktop.domain.canonical import MalformedError, to_bytes
from desktop.exchange import limits
from desktop.exchange.errors import ExchangeError
from desktop.exchange.limits import JsonLimits
from desktop.exchange.payload import read_payload
from desktop.exchange.strict_json import strict_object

LIMITS = JsonLimits(depth=4, values=50)
TEXT = st.text(st.characters(exclude_categories=["Cs"]), max_size=20)
VALUES = st.recursive(
    st.none() | st.booleans() | st.integers(-(10**18) + 1, 10**18 - 1) | TEXT,
    lambda inner: st.lists(inner, max_size=4) | st.dictionaries(TEXT, inner, max_size=4),
    max_leaves=20,
)


@given(st.dictionaries(TEXT, VALUES, max_size=5))
def test_everything_canonical_is_read(content: dict[str, object]) -> None:
    data = to_bytes(content)
    found = strict_object(data, JsonLimits(depth=30, values=1000))
    assert to_bytes(found) == data


@pytest.mark.parametrize(
    ("text", "why"),
    [
        ('{"a":1,"a":2}', "canonical"),
        ('{"b":1,"a":2}', "canonical"),
        ('{"a": 1}', "canonical"),
        ('{"a":1}\n', "canonical"),
        ('{"a":"\\u0061"}', "canonical"),
        ('{"a":"\\/"}', "canonical"),
        ('{"a":-0}', "canonical"),
        ('{"a":"e\u0301"}', "canonical"),
        ('{"a":1.0}', "json"),
        ('{"a":1e2}', "json"),
        ('{"a":NaN}', "json"),
        ('{"a":-Infinity}', "json"),
        ('\ufeff{"a":1}', "json"),
        ('{"a":"\\ud800"}', "text"),
        ('{"a":"b', "text"),
        ('{"a":1000000000000000000}', "number"),
        ('{"a":' + "1" * 5000 + "}", "number"),
        ('{"a":[[[[1]]]]}', "depth"),
        ('{"a":' + "[" * 100_000, "values"),
        ('{"a":' + "[" * 9 + "]" * 9 + "}", "depth"),
        ('{"a":[' + "1," * 50 + "1]}", "values"),
        ('{"a":["' + '","' * 60_000 + '"]}', "values"),
        ("[]", "object"),
        ('"a"', "object"),
        ("", "json"),
        ("{", "depth"),
    ],
)
def test_what_no_writer_of_ours_writes_is_refused(text: str, why: str) -> None:
    with pytest.raises(MalformedError) as caught:
        strict_object(text.encode(), LIMITS)
    assert caught.value.args[0] == why


def test_bytes_that_are_no_text_are_refused() -> None:
    with pytest.raises(MalformedError):
        strict_object(b'{"a":"\xff"}', LIMITS)


def test_brackets_and_quotation_marks_inside_texts_do_not_count() -> None:
    content = {"a": '[[[[[[[[{{{"\\"', "b\\": "\\\\", "c": ",,,,," * 20}
    assert strict_object(to_bytes(content), LIMITS) == content


@pytest.mark.parametrize(
    "data",
    [
        b'{"a":"' + b"a" * (limits.SNAPSHOT - 40) + "😀".encode() + b'"}',
        b'{"a":[' + b'{"a":0},' * 180_000 + b"{}]}",
        b'{"a":[' + b'"\\"\\\\\\"",' * 390_000 + b"0]}",
        b'{"a":"' + b'\\"' * 2_000_000 + b'"}',
        b'"' * limits.SNAPSHOT,
        b"[" * limits.SNAPSHOT,
        b"\\" * limits.SNAPSHOT,
    ],
    ids=["wide text", "objects", "escapes", "quotes", "only quotes", "only brackets", "backslash"],
)
def test_the_worst_that_passes_the_limits_stays_below_the_cap(data: bytes) -> None:
    tracemalloc.start()
    with pytest.raises(ExchangeError):
        read_payload(data)
    need = tracemalloc.get_traced_memory()[1]
    tracemalloc.stop()
    assert len(data) + need < limits.MEMORY
