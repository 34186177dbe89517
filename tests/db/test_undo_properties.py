"""Whatever is written, undo leads back to where it was and redo to where it came from."""

import tempfile
from pathlib import Path
from typing import Any

from hypothesis import given, settings
from hypothesis import strategies as st

from desktop.db import queries
from desktop.db.store import Store
from tests.db.made import CountedIds, Place, SteadyClock, put_group, put_session

GROUPS = ("g1", "g2", "g3")
Content = list[list[tuple[Any, ...]]]

acts = st.lists(
    st.tuples(
        st.sampled_from(["put", "delete", "purge"]),
        st.sampled_from(["s1", "s2", "s3"]),
        st.sets(st.sampled_from(GROUPS)),
        st.one_of(st.none(), st.integers(0, 500)),
    ),
    max_size=12,
)


def content(store: Store) -> Content:
    return [
        store.read("SELECT * FROM sessions ORDER BY id"),
        store.read("SELECT * FROM session_groups ORDER BY session_id, group_id"),
    ]


def do(store: Store, act: str, session_id: str, groups: set[str], attendance: int | None) -> None:
    with store.writing(action=act, label=act) as write:
        if act == "put":
            put_session(write, session_id, groups=tuple(sorted(groups)), attendance=attendance)
        elif store.read("SELECT 1 FROM sessions WHERE id = ?", (session_id,)):
            if act == "delete":
                write.put("sessions", {"id": session_id, "deleted_at": "2026-10-06"})
            else:
                write.replace_links("session_groups", "session_id", session_id, "group_id", ())
                write.remove("sessions", session_id)


@settings(max_examples=40)
@given(acts)
def test_undo_and_redo_walk_the_same_way_back_and_forth(
    chosen: list[tuple[str, str, set[str], int | None]],
) -> None:
    with tempfile.TemporaryDirectory() as scratch:
        place = Place(Path(scratch) / "data", SteadyClock(), CountedIds())
        with place.create() as store:
            with store.writing(action="groups", undoable=False) as write:
                for group in GROUPS:
                    put_group(write, group, group)
            states = [content(store)]
            for act in chosen:
                do(store, *act)
                if content(store) != states[-1]:
                    states.append(content(store))
            for state in reversed(states[:-1]):
                assert store.undo() is not None
                assert content(store) == state
            assert store.undo() is None
            for state in states[1:]:
                assert store.redo() is not None
                assert content(store) == state
            assert queries.log_first_broken(store) is None
