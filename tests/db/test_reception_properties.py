"""However receptions come, come again and are taken back, what is active is what remains."""

import tempfile
from datetime import timedelta
from pathlib import Path
from typing import Any

from hypothesis import given, settings
from hypothesis import strategies as st

from desktop.db import queries
from desktop.db.exchange_saving import column_of
from desktop.db.received_queries import (
    ReceivedContent,
    active_package,
    active_packages,
    received_content,
)
from desktop.db.received_saving import save_received, undo_reception
from desktop.db.store import Store
from tests.db.exchanged import AT, content_of, digest, receive, received
from tests.db.made import CountedIds, Place, SteadyClock

NAMES = ("a", "b", "c", "d")

acts = st.lists(
    st.one_of(
        st.tuples(st.just("receive"), st.sets(st.sampled_from(NAMES))),
        st.tuples(st.just("take back"), st.integers(0, 9)),
    ),
    max_size=14,
)


class Expected:
    """The same receptions as plain sets, in the order in which they came."""

    def __init__(self) -> None:
        self.brought: list[set[str]] = []
        self.undone: set[int] = set()

    def active(self) -> dict[str, str]:
        """The reception that each active package came with first."""
        first: dict[str, str] = {}
        for number, names in enumerate(self.brought):
            if number not in self.undone:
                for name in names:
                    first.setdefault(digest(name), f"r{number}")
        return first


def do(store: Store, expected: Expected, act: str, value: object) -> None:
    if isinstance(value, set):
        receive(store, len(expected.brought), *sorted(value))
        expected.brought.append(value)
    elif isinstance(value, int) and value < len(expected.brought):
        with store.writing(action=act) as write:
            undo_reception(write, f"r{value}", at=AT + timedelta(days=1), officer="o1")
        expected.undone.add(value)


anything = st.text(st.characters(exclude_categories=()), max_size=20)
"""Texts as a file from outside may hold them: halves of letters, controls, whatever."""

TEXTS = (
    *("file_name", "unit_code", "unit_name", "install_id", "branch_id"),
    *("previous", "period", "reply_to", "claimed_at", "figures"),
)
NUMBERS = {"sequence": st.integers(1, 10**18 - 1), "correction": st.integers(0, 10**18 - 1)}
foreign = st.fixed_dictionaries({**dict.fromkeys(TEXTS, anything), **NUMBERS})


@settings(max_examples=20)
@given(foreign, st.binary(max_size=200), st.binary(max_size=200))
def test_whatever_a_package_says_is_stored_and_read_again(
    said: dict[str, Any], manifest: bytes, snapshot: bytes
) -> None:
    with tempfile.TemporaryDirectory() as scratch:
        place = Place(Path(scratch) / "data", SteadyClock(), CountedIds())
        with place.create() as store:
            receive(store, 1)
            package, content = received("a", **said), ReceivedContent(manifest, snapshot)
            with store.writing(action="receive") as write:
                save_received(write, package, content)
            plain: dict[str, Any] = {name: column_of(value) for name, value in said.items()}
            assert active_packages(store) == (received("a", **plain),)
            assert received_content(store, digest("a")) == content
            assert queries.log_first_broken(store) is None


@settings(max_examples=40)
@given(acts)
def test_what_is_active_is_what_some_reception_still_brings(
    chosen: list[tuple[str, object]],
) -> None:
    with tempfile.TemporaryDirectory() as scratch:
        place = Place(Path(scratch) / "data", SteadyClock(), CountedIds())
        expected = Expected()
        with place.create() as store:
            for act, value in chosen:
                do(store, expected, act, value)
                found = {one.package_id: one.reception_id for one in active_packages(store)}
                assert found == expected.active()
            for name in set().union(*expected.brought):
                assert received_content(store, digest(name)) == content_of(name)
                assert (active_package(store, digest(name)) is not None) == (digest(name) in found)
            assert queries.log_first_broken(store) is None
        with place.open() as store:
            again = {one.package_id: one.reception_id for one in active_packages(store)}
            assert again == expected.active()
