"""A connection file: signed, told apart by its fingerprint, endorsed when keys change."""

import json
from collections.abc import Callable
from dataclasses import replace
from datetime import date
from typing import Any

import pytest

from desktop.domain.deadlines import Deadlines
from desktop.domain.periods import PeriodKind, parse_period
from desktop.exchange.connection import (
    ConnectionDraft,
    build_connection,
    endorsed_by,
    open_connection,
)
from desktop.exchange.errors import (
    BadConnectionError,
    BadKeyError,
    BadSignatureError,
    DamagedError,
    NotAConnectionError,
    TooNewError,
)
from desktop.exchange.file_names import OURS, connection_name
from desktop.exchange.heads import FileKind, kind_of
from desktop.exchange.keys import OwnKeys, SigningKey
from desktop.exchange.practice import practice_offices
from tests.exchange.making import offices, superior

DRAFT = ConnectionDraft(
    number=3,
    name="Thành phố Huế",
    level="Thành phố",
    salutation="Ban Chỉ đạo 138 thành phố Huế",
    code="46",
    deadline={PeriodKind.MONTH: 3, PeriodKind.YEAR: 10},
    plan_id="hue-302",
    plan='title = "Kế hoạch"\n',
    made_on=date(2026, 11, 22),
)


def changed(data: bytes, change: Callable[[dict[str, Any]], object], key: SigningKey) -> bytes:
    """The file with other content, signed again."""
    content = json.loads(data[72:])
    change(content)
    text = json.dumps(content, ensure_ascii=False, sort_keys=True, separators=(",", ":")).encode()
    return data[:8] + key.sign(b"so138-connection\0" + data[:8] + text) + text


def test_a_commune_reads_what_the_superior_wrote() -> None:
    found = open_connection(build_connection(DRAFT, superior()))
    assert found.keys == superior().public
    assert found.fingerprint == superior().public.fingerprint
    assert found.plan == DRAFT.plan
    told = Deadlines(found.deadline)
    assert told.due(parse_period("2026-10")) == date(2026, 10, 17)
    assert {name: getattr(found, name) for name in ("number", "name", "code", "plan_id")} == {
        "number": 3,
        "name": "Thành phố Huế",
        "code": "46",
        "plan_id": "hue-302",
    }


def test_the_same_words_are_the_same_file() -> None:
    assert build_connection(DRAFT, superior()) == build_connection(DRAFT, superior())


def test_a_file_that_was_changed_is_refused() -> None:
    data = build_connection(DRAFT, superior())
    for place in range(9, len(data), 17):
        with pytest.raises((BadSignatureError, BadConnectionError)):
            open_connection(data[:place] + bytes([data[place] ^ 1]) + data[place + 1 :])
    with pytest.raises(DamagedError):
        open_connection(data[:60])
    with pytest.raises(NotAConnectionError):
        open_connection(FileKind.PACKAGE.head + data[8:])
    with pytest.raises(TooNewError):
        open_connection(data[:6] + b"\x09" + data[7:])


@pytest.mark.parametrize(
    "change",
    [
        lambda c: c.update(number=0),
        lambda c: c.update(name=""),
        lambda c: c.update(name="Huế\u202e"),
        lambda c: c["deadline"].update(month=61),
        lambda c: c["plan"].update(id="../x"),
        lambda c: c["plan"].update(content="a\0b"),
        lambda c: c.update(age="age1" + "q" * 58),
        lambda c: c.update(made_on="2026-02-30"),
        lambda c: c.update(endorsement="00"),
        lambda c: c.update(version=[1, 4]),
    ],
)
def test_a_file_that_says_what_it_may_not_is_refused(
    change: Callable[[dict[str, Any]], object],
) -> None:
    data = changed(build_connection(DRAFT, superior()), change, superior().signing)
    with pytest.raises(BadConnectionError):
        open_connection(data)


def test_kinds_of_report_of_a_newer_version_are_passed_over() -> None:
    data = build_connection(DRAFT, superior())
    newer = changed(data, lambda c: c["deadline"].update(weekly=1), superior().signing)
    assert open_connection(newer).deadline == DRAFT.deadline


def test_new_keys_are_vouched_for_by_the_key_before() -> None:
    newer, known = OwnKeys.new(), superior().signing
    data = build_connection(replace(DRAFT, number=4), newer, previous=known)
    assert endorsed_by(data, known.public)
    assert not endorsed_by(data, OwnKeys.new().signing.public)
    assert endorsed_by(build_connection(DRAFT, superior()), known.public)
    assert not endorsed_by(build_connection(DRAFT, newer), known.public)


def test_an_endorsement_is_of_one_content() -> None:
    newer, known = OwnKeys.new(), superior().signing
    data = build_connection(DRAFT, newer, previous=known)
    other = changed(data, lambda c: c.update(number=99), newer.signing)
    assert open_connection(other).number == 99
    assert not endorsed_by(other, known.public)


def test_words_that_no_reader_takes_are_not_written() -> None:
    with pytest.raises(BadConnectionError):
        build_connection(replace(DRAFT, number=0), superior())
    with pytest.raises(BadConnectionError):
        build_connection(replace(DRAFT, plan="x" * 600_000), superior())


def test_the_practice_superior_is_always_the_same() -> None:
    first, second = offices().connection, offices().connection
    assert first == second
    found = open_connection(first)
    assert found.name == "Thành phố Thử Nghiệm"
    assert found.deadline[PeriodKind.MONTH] == 3
    assert found.keys.signing in offices().signers
    assert len(offices().signers) == 2


@pytest.mark.parametrize("data", [b"", b"{}", b"[]", b'{"format":"so138-practice"}'])
def test_a_practice_file_that_was_changed_is_refused(data: bytes) -> None:
    with pytest.raises((BadConnectionError, BadKeyError)):
        practice_offices(data)


def test_a_file_tells_by_its_beginning_what_it_is() -> None:
    assert kind_of(offices().connection) is FileKind.CONNECTION
    assert kind_of(b"SO138X") is None
    assert OURS.fullmatch(connection_name("46", 3))
