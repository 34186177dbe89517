import sqlite3
from datetime import date

import pytest

from desktop.db import queries
from desktop.db.audit import CLEAR_COLUMNS, DERIVED_COLUMNS
from desktop.db.errors import RowRefusedError, UndoConflictError
from desktop.db.schema import SCHEMA_1
from desktop.db.schema_2 import SCHEMA_2
from desktop.db.schema_3 import SCHEMA_3
from desktop.db.store import Store
from desktop.db.undo_steps import STEPS_KEPT
from tests.db.made import Place, put_entry, put_group, put_session

FREE_TEXT_COLUMNS = frozenset(
    [
        "action",
        "authority_of",
        "committee_abbreviation",
        "committee_name",
        "committee_title",
        "decision",
        "details",
        "first",
        "former_commune",
        "head_name",
        "head_telephone",
        "label",
        "materials",
        "name",
        "new_name",
        "note",
        "office_title",
        "old_name",
        "parent_body",
        "place",
        "place_name",
        "plan_reference",
        "post",
        "rank",
        "reason",
        "recipients",
        "reopen_reason",
        "superior",
        "superior_salutation",
        "telephone",
        "text",
        "cells",
        "sheet",
        "changes",
        "undone",
        "remarks",
        "secret",
        "passphrase",
        "receipt_secret",
        "file_name",
        "salutation",
        "source",
        "unit_name",
        "hash",
        "salt",
        "answer",
        "body",
        "content",
        "findings",
        "made_from",
        "about",
        "words",
        "follow_up",
        "signer",
        "subject",
        "title",
        "unit",
    ]
)


def add_group(store: Store, group_id: str = "g1", name: str = "Tổ 1") -> None:
    with store.writing(action="record_group", label=name, officer="o1") as write:
        put_group(write, group_id, name)


def names(store: Store) -> list[str]:
    return [group.name for group in queries.groups(store)]


def test_a_write_is_there_after_opening_again(place: Place) -> None:
    with place.create() as made:
        add_group(made)
    with place.open() as opened:
        assert names(opened) == ["Tổ 1"]


def test_a_failing_block_leaves_nothing_behind(store: Store) -> None:
    with pytest.raises(ZeroDivisionError), store.writing(action="record_group") as write:
        put_group(write, "g1", str(1 // len(names(store))))
    assert names(store) == []
    assert store.undo_label() is None
    assert queries.log_first_broken(store) is None
    add_group(store)
    assert queries.log_first_broken(store) is None


def test_a_row_that_names_nothing_known_is_refused_whole(store: Store) -> None:
    with pytest.raises(RowRefusedError), store.writing(action="record_session") as write:
        put_session(write, "s1", groups=("nobody",))
    assert queries.sessions(store) == ()
    assert not store.broken


def test_what_is_in_use_is_not_removed(store: Store) -> None:
    add_group(store)
    with store.writing(action="record_session") as write:
        put_session(write, "s1", groups=("g1",))
    with pytest.raises(RowRefusedError), store.writing(action="remove") as write:
        write.remove("residential_groups", "g1")
    assert names(store) == ["Tổ 1"]


def test_an_unknown_column_or_table_is_our_own_fault(store: Store) -> None:
    with store.writing(action="wrong") as write:
        with pytest.raises(KeyError):
            write.put("sessions", {"id": "s1", "colour": "red"})
        with pytest.raises(KeyError):
            write.put("audit", {"seq": 1})


def test_putting_what_stands_already_changes_nothing(store: Store) -> None:
    add_group(store)
    entries = len(queries.log_entries(store))
    with store.writing(action="record_group", label="again") as write:
        put_group(write, "g1", "Tổ 1")
    assert write.changed_tables == frozenset()
    assert len(queries.log_entries(store)) == entries


def test_a_write_says_which_tables_it_changed(store: Store) -> None:
    add_group(store)
    with store.writing(action="record_session") as write:
        put_session(write, "s1", groups=("g1",))
    assert write.changed_tables == {"sessions", "session_groups"}


def test_links_become_exactly_those_given(store: Store) -> None:
    with store.writing(action="groups") as write:
        for number in range(1, 5):
            put_group(write, f"g{number}", f"Tổ {number}")
        put_session(write, "s1", groups=("g1", "g2", "g3"))
    with store.writing(action="change") as write:
        write.replace_links("session_groups", "session_id", "s1", "group_id", ["g4", "g2"])
    found = queries.session_by_id(store, "s1")
    assert found is not None
    assert found.group_ids == ("g2", "g4")


def test_one_write_at_a_time(store: Store) -> None:
    with store.writing(action="outer"), pytest.raises(RuntimeError), store.writing(action="inner"):
        pass


def test_undo_takes_the_newest_step_back_and_redo_brings_it_again(store: Store) -> None:
    add_group(store, "g1", "Tổ 1")
    add_group(store, "g2", "Tổ 2")
    done = store.undo()
    assert done is not None
    assert (done.label, done.changed_tables) == ("Tổ 2", frozenset({"residential_groups"}))
    assert names(store) == ["Tổ 1"]
    assert store.redo_label() == "Tổ 2"
    assert store.redo() is not None
    assert names(store) == ["Tổ 1", "Tổ 2"]
    assert store.redo() is None


def test_undo_goes_back_through_every_step_and_forward_again(store: Store) -> None:
    add_group(store)
    with store.writing(action="record_session", label="buổi") as write:
        put_session(write, "s1", groups=("g1",), attendance=40)
    with store.writing(action="record_session", label="sửa") as write:
        write.put("sessions", {"id": "s1", "attendance": 45})
        write.replace_links("session_groups", "session_id", "s1", "group_id", [])
    before = queries.sessions(store)
    assert [store.undo() is None for _ in range(4)] == [False, False, False, True]
    assert (queries.sessions(store), names(store)) == ((), [])
    assert [store.redo() is None for _ in range(4)] == [False, False, False, True]
    assert queries.sessions(store) == before


def test_undo_survives_closing_and_opening(place: Place) -> None:
    with place.create() as made:
        add_group(made)
    with place.open() as opened:
        assert opened.undo_label() == "Tổ 1"
        assert opened.undo() is not None
        assert names(opened) == []


def test_a_new_write_ends_what_could_be_done_again(store: Store) -> None:
    add_group(store, "g1", "Tổ 1")
    store.undo()
    add_group(store, "g2", "Tổ 2")
    assert store.redo_label() is None
    assert store.redo() is None


def test_undo_is_refused_when_the_row_changed_since(store: Store) -> None:
    add_group(store)
    with store.writing(action="unlogged", undoable=False) as write:
        write.put("residential_groups", {"id": "g1", "households": 120})
    with pytest.raises(UndoConflictError):
        store.undo()
    assert names(store) == ["Tổ 1"]


def test_undo_is_refused_when_something_names_the_row_since(store: Store) -> None:
    add_group(store)
    with store.writing(action="record_session", undoable=False) as write:
        put_session(write, "s1", groups=("g1",))
    with pytest.raises(UndoConflictError):
        store.undo()
    assert names(store) == ["Tổ 1"]


def test_a_closing_is_no_step(store: Store) -> None:
    add_group(store)
    closing = {
        "id": "c1",
        "period": "2026-10",
        "first_day": "2026-09-15",
        "end_day": "2026-10-15",
        "closed_at": "2026-10-15T01:00:00+00:00",
        "closed_by": "o1",
        "snapshot": b"{}",
        "snapshot_sha256": "ab",
    }
    with store.writing(action="close_period", undoable=False) as write:
        write.put("closings", closing)
    assert store.undo_label() == "Tổ 1"
    store.undo()
    assert [one.period for one in queries.closings(store)] == ["2026-10"]
    assert queries.closing_snapshot(store, "c1") == b"{}"


def test_the_last_500_steps_are_kept(store: Store) -> None:
    for number in range(STEPS_KEPT + 5):
        with store.writing(action="settings") as write:
            write.set("number", number)
    assert store.read("SELECT count(*), max(id) - min(id) FROM undo_steps") == [(500, 499)]


def test_half_typed_lines_are_neither_logged_nor_undone(store: Store) -> None:
    add_group(store)
    entries = len(queries.log_entries(store))
    with store.writing(action="keep_line") as write:
        write.put(
            "unfinished_lines",
            {"id": "u1", "sheet": "2026-10", "position": 1, "cells": '{"place": "Nhà văn"}'},
        )
    assert write.changed_tables == {"unfinished_lines"}
    assert [line.cells["place"] for line in queries.unfinished_lines(store, "2026-10")] == [
        "Nhà văn"
    ]
    assert (len(queries.log_entries(store)), store.undo_label()) == (entries, "Tổ 1")


def test_every_write_and_every_undo_is_an_entry_of_the_log(store: Store) -> None:
    add_group(store)
    store.undo(officer="o2")
    newest, older, first = queries.log_entries(store)
    assert (newest.action, newest.officer, newest.details["of"]) == ("undo", "o2", "record_group")
    assert (older.action, older.officer) == ("record_group", "o1")
    assert first.action == "create_store"


def test_the_log_is_read_in_pages(store: Store) -> None:
    for number in range(7):
        add_group(store, f"g{number}", f"Tổ {number}")
    first = queries.log_entries(store, limit=5)
    second = queries.log_entries(store, limit=5, before=first[-1].seq)
    assert [entry.seq for entry in (*first, *second)] == [8, 7, 6, 5, 4, 3, 2, 1]


def test_numbers_and_dates_stand_in_the_log_in_clear_and_texts_do_not(store: Store) -> None:
    add_group(store)
    with store.writing(action="record_session") as write:
        put_session(write, "s1", groups=("g1",), attendance=40, note="Nguyễn Văn A")
    text = store.read("SELECT details FROM audit ORDER BY seq DESC LIMIT 1")[0][0]
    assert '"attendance":[null,40]' in text
    assert '"held_on":[null,"2026-10-05"]' in text
    assert "Nguyễn" not in text
    assert ",12]" in text
    whole = "".join(row[0] for row in store.read("SELECT details FROM audit"))
    assert "Tổ 1" not in whole
    assert "to 1" not in whole


def test_the_same_text_is_hashed_otherwise_each_time(store: Store) -> None:
    add_group(store, "g1", "Tổ 1")
    add_group(store, "g2", "Tổ 1")
    texts = [entry.details["changes"] for entry in queries.log_entries(store, limit=2)]
    assert str(texts[0]).count("texts") == 1
    assert texts[0] != texts[1]


def test_every_column_is_clear_or_derived_or_free_text(store: Store) -> None:
    plain = sqlite3.connect(":memory:")
    plain.executescript(SCHEMA_1 + SCHEMA_2 + SCHEMA_3)
    tables = [row[0] for row in plain.execute("SELECT name FROM sqlite_schema WHERE type='table'")]
    columns = {
        str(row[0])
        for table in tables
        for row in plain.execute("SELECT name FROM pragma_table_info(?)", (table,))
    }
    plain.close()
    assert columns <= CLEAR_COLUMNS | DERIVED_COLUMNS | FREE_TEXT_COLUMNS
    assert not CLEAR_COLUMNS & FREE_TEXT_COLUMNS


@pytest.mark.parametrize(
    "statement",
    ["UPDATE audit SET officer = 'x'", "DELETE FROM audit", "UPDATE audit_salts SET salt = 'x'"],
)
def test_the_log_is_append_only(store: Store, statement: str) -> None:
    with pytest.raises(RowRefusedError):
        store.read(statement)
    assert queries.log_first_broken(store) is None


@pytest.mark.parametrize(
    ("tampering", "found"),
    [
        ("UPDATE audit SET officer = 'somebody' WHERE seq = 3", 3),
        ("UPDATE audit SET at = '2020-01-01' WHERE seq = 2", 2),
        ("DELETE FROM audit WHERE seq = 2", 2),
    ],
)
def test_tampering_with_the_log_is_found(store: Store, tampering: str, found: int) -> None:
    for number in range(4):
        add_group(store, f"g{number}", f"Tổ {number}")
    store.connection.execute("DROP TRIGGER audit_is_not_changed")
    store.connection.execute("DROP TRIGGER audit_is_not_removed")
    store.connection.execute("PRAGMA foreign_keys=OFF")
    assert queries.log_first_broken(store) is None
    store.connection.execute(tampering)
    assert queries.log_first_broken(store) == found


def test_a_salt_dropped_without_a_signed_erasure_is_told(store: Store) -> None:
    add_group(store)
    store.connection.execute("DELETE FROM audit_salts WHERE seq = 2")
    assert queries.log_first_broken(store) == 2


def test_a_large_write_is_logged_by_its_counts(store: Store) -> None:
    with store.writing(action="import") as write:
        put_entry(write, "e1", "format", "Hội nghị")
        for number in range(1200):
            put_session(write, f"s{number}", attendance=number)
    details = queries.log_entries(store, limit=1)[0].details
    assert details["counts"] == {"list_entries": {"added": 1}, "sessions": {"added": 1200}}
    assert store.undo() is not None
    assert queries.session_count(store) == 0


def test_values_of_the_domain_are_stored_as_columns_hold_them(store: Store) -> None:
    with store.writing(action="record_session") as write:
        put_session(write, "s1", commune_wide=True)
        write.put("sessions", {"id": "s1", "held_on": date(2026, 10, 9)})
    found = queries.session_by_id(store, "s1")
    assert found is not None
    assert (found.held_on, found.commune_wide) == (date(2026, 10, 9), True)
