"""What a superior keeps: receptions that can be taken back, decisions in order, its units."""

from collections.abc import Callable
from dataclasses import replace
from datetime import date, timedelta
from typing import Any

import pytest

from desktop.db.errors import RowRefusedError
from desktop.db.exchange_queries import Remark
from desktop.db.received_queries import (
    Decision,
    PrintedTotals,
    ReceivedContent,
    Reception,
    UnitReply,
    active_package,
    active_packages,
    active_packages_of,
    decisions,
    next_position,
    packages_of,
    printed_totals,
    received_content,
    received_snapshots,
    reception_named,
    receptions,
    unit_replies,
)
from desktop.db.received_saving import (
    save_decision,
    save_expected_unit,
    save_printed_totals,
    save_received,
    save_reception,
    save_reply,
    save_unit_key,
    undo_reception,
)
from desktop.db.saving import soft_delete
from desktop.db.store import Store
from desktop.db.unit_queries import (
    UnitKey,
    expected_units,
    trusted_signers,
    unit_ids,
    unit_keys,
)
from desktop.domain.expected_units import ExpectedUnit, UnitId
from tests.db.exchanged import AT, content_of, digest, newest_changes, receive, received


def take_back(store: Store, reception_id: str) -> None:
    with store.writing(action="undo_receive") as write:
        undo_reception(write, reception_id, at=AT, officer="o2")


def decision(position: int, name: str = "a", **values: Any) -> Decision:
    row: dict[str, Any] = {
        "id": f"d{position}",
        "position": position,
        "package_id": digest(name),
        "verdict": "accept",
        "reason": "Đã đối chiếu với ông Hùng",
        "at": AT,
        "officer": "o1",
        "signature": "ab" * 64,
    }
    return Decision(**{**row, **values})


def unit(code: str, since: str = "2025-07-01", **values: Any) -> ExpectedUnit:
    row: dict[str, Any] = {
        "code": code,
        "name": f"Phường {code}",
        "valid_from": date.fromisoformat(since),
    }
    return ExpectedUnit(**{**row, **values})


def test_what_came_is_active_with_everything_the_board_asks(store: Store) -> None:
    receive(store, 1, "a", "b", figures='{"held":3}', clock_suspect=True)
    at = AT + timedelta(minutes=1)
    wanted = received("a", figures='{"held":3}', clock_suspect=True, at=at)
    assert active_package(store, digest("a")) == wanted
    assert wanted in active_packages(store)
    assert len(active_packages(store)) == 2
    assert received_content(store, digest("a")) == content_of("a")
    assert received_snapshots(store, [digest("b"), "none", digest("b")]) == {
        digest("b"): content_of("b").snapshot
    }


def test_the_active_stand_by_unit_period_and_sequence_however_they_came(store: Store) -> None:
    receive(store, 1, "c", unit_code="20000")
    receive(store, 2, "b", sequence=2)
    receive(store, 3, "a", period="2026-09", sequence=3)
    names = [one.file_name for one in active_packages(store)]
    assert names == ["a.s138", "b.s138", "c.s138"]
    assert [one.file_name for one in active_packages_of(store, "19753")] == names[:2]


def tables_read(store: Store, query: Callable[[], object]) -> set[str]:
    """The tables that the engine reads for a query."""
    seen: set[str] = set()

    def watch(_action: int, table: str | None, *_more: str | None) -> int:
        seen.add(table or "")
        return 0

    store.connection.set_authorizer(watch)
    query()
    store.connection.set_authorizer(None)
    return seen


def test_a_board_is_read_without_the_bytes_of_a_package(store: Store) -> None:
    receive(store, 1, "a", "b")
    seen = tables_read(store, lambda: active_packages(store))
    assert "received_packages" in seen
    assert "received_contents" not in seen
    # The control: whoever wants the bytes reads them there.
    assert "received_contents" in tables_read(store, lambda: received_content(store, digest("a")))


def test_a_reception_taken_back_takes_only_what_it_alone_brought(store: Store) -> None:
    first, second = receive(store, 1, "a", "b"), receive(store, 2, "b", "c")
    take_back(store, first)
    assert {one.file_name for one in active_packages(store)} == {"b.s138", "c.s138"}
    kept = active_package(store, digest("b"))
    assert kept is not None
    assert kept.reception_id == second
    assert kept.at == AT + timedelta(minutes=1), "its bytes lay here since the first"
    assert active_package(store, digest("a")) is None
    assert received_content(store, digest("a")) == content_of("a")
    assert len(packages_of(store, first)) == 2


def test_receptions_tell_what_they_brought_and_who_took_them_back(store: Store) -> None:
    receive(store, 1, "a", "b")
    receive(store, 2)
    take_back(store, "r1")
    newest, oldest = receptions(store)
    assert (newest.name, newest.packages, newest.undone_at) == ("TN 2", 0, None)
    assert (oldest.packages, oldest.undone_at, oldest.undone_by) == (2, AT, "o2")
    assert reception_named(store, "TN 1") == oldest
    assert reception_named(store, "TN 3") is None


def test_a_name_is_given_to_one_reception(store: Store) -> None:
    receive(store, 1, "a")
    again = Reception(id="other", name="TN 1", at=AT, officer="o1")
    with pytest.raises(RowRefusedError), store.writing(action="receive") as write:
        save_reception(write, again)
    assert len(receptions(store)) == 1


def receive_one_that_is_refused(store: Store) -> None:
    with store.writing(action="receive") as write:
        save_reception(write, Reception(id="r1", name="TN 1", at=AT, officer="o1"))
        save_received(write, received("a"), content_of("a"))
        save_received(write, received("b", sequence=0), content_of("b"))


def test_a_reception_goes_in_whole_or_not_at_all(store: Store) -> None:
    with pytest.raises(RowRefusedError):
        receive_one_that_is_refused(store)
    assert receptions(store) == ()
    assert active_packages(store) == ()
    with pytest.raises(KeyError):
        received_content(store, digest("a"))


def test_bytes_that_lie_here_are_never_replaced(store: Store) -> None:
    receive(store, 1, "a")
    with store.writing(action="receive") as write:
        save_reception(write, Reception(id="r2", name="TN 2", at=AT, officer="o1"))
        save_received(write, received("a", "r2"), ReceivedContent(b"forged", b"forged"))
    assert received_content(store, digest("a")) == content_of("a")


def test_names_from_a_foreign_disk_are_stored_as_far_as_they_can_be_read(store: Store) -> None:
    receive(store, 1, "a", file_name="b\udce1o c\udce1o.s138", unit_name="Ph\x00\ud800")
    (found,) = active_packages(store)
    assert (found.file_name, found.unit_name) == ("b?o c?o.s138", "Ph\x00?")


def test_no_reception_is_a_step_of_undo(store: Store) -> None:
    receive(store, 1, "a")
    assert store.undo() is None
    assert len(active_packages(store)) == 1


def test_decisions_stand_in_their_order_and_a_place_is_given_once(store: Store) -> None:
    receive(store, 1, "a", "b")
    assert next_position(store) == 1
    with store.writing(action="decide") as write:
        save_decision(write, decision(2, "b", verdict="reject"))
        save_decision(write, decision(1))
    assert decisions(store) == (decision(1), decision(2, "b", verdict="reject"))
    with store.writing(action="decide") as write:
        soft_delete(write, "package_decisions", "d2", at=AT.isoformat())
    assert decisions(store) == (decision(1),)
    assert next_position(store) == 3
    with pytest.raises(RowRefusedError), store.writing(action="decide") as write:
        save_decision(write, decision(2, id="again"))


def test_nothing_is_decided_about_what_never_came(store: Store) -> None:
    with pytest.raises(RowRefusedError), store.writing(action="decide") as write:
        save_decision(write, decision(1, "stranger"))
    assert decisions(store) == ()


def test_the_log_holds_a_verdict_in_clear_and_its_reason_as_a_hash(store: Store) -> None:
    receive(store, 1, "a")
    with store.writing(action="decide") as write:
        save_decision(write, decision(1))
    (change,) = newest_changes(store)
    assert change["values"]["verdict"] == [None, "accept"]
    assert change["values"]["package_id"] == [None, digest("a")]
    assert change["texts"]["reason"][1][1] == len("Đã đối chiếu với ông Hùng")
    whole = "".join(row[0] for row in store.read("SELECT details FROM audit"))
    assert "Hùng" not in whole
    assert "Phú Xuân" not in whole
    assert "a.s138" not in whole


def test_keys_are_trusted_unit_by_unit_until_they_are_withdrawn(store: Store) -> None:
    key = UnitKey(
        id="u1",
        unit_code="19753",
        valid_from=date(2025, 7, 1),
        signing_public=digest("x"),
        accepted_at=AT,
        officer="o1",
    )
    with store.writing(action="accept") as write:
        save_unit_key(write, key)
        save_unit_key(write, replace(key, id="u2", signing_public=digest("y")))
        save_unit_key(write, replace(key, id="u3", unit_code="20000"))
    assert unit_keys(store)[0] == key
    both = frozenset({digest("x"), digest("y")})
    first, second = (UnitId(code, date(2025, 7, 1)) for code in ("19753", "20000"))
    assert trusted_signers(store) == {first: both, second: frozenset({digest("x")})}
    with store.writing(action="accept") as write:
        soft_delete(write, "unit_keys", "u1", at=AT.isoformat())
    assert trusted_signers(store)[first] == {digest("y")}


def test_a_unit_is_expected_from_its_first_day_until_before_its_last(store: Store) -> None:
    old = unit(
        "19750", "2020-01-01", valid_until=date(2025, 7, 1), successor_code="19753", position=1
    )
    new = unit("19753", position=2)
    with store.writing(action="units", label="danh sách") as write:
        save_expected_unit(write, new, unit_id="new")
        save_expected_unit(write, old, unit_id="old")
    assert expected_units(store) == (old, new)
    assert expected_units(store, date(2025, 6, 30)) == (old,)
    assert expected_units(store, date(2025, 7, 1)) == (new,)
    assert expected_units(store, date(2019, 12, 31)) == ()
    first, second = UnitId("19750", date(2020, 1, 1)), UnitId("19753", date(2025, 7, 1))
    assert unit_ids(store) == {first: "old", second: "new"}


def test_the_list_of_units_is_a_step_like_any_list(store: Store) -> None:
    with store.writing(action="units", label="danh sách") as write:
        save_expected_unit(write, unit("19753"), unit_id="u1")
    assert store.undo_label() == "danh sách"
    store.undo()
    assert expected_units(store) == ()


def test_the_same_code_and_first_day_are_one_unit(store: Store) -> None:
    with store.writing(action="units") as write:
        save_expected_unit(write, unit("19753"), unit_id="u1")
    with pytest.raises(RowRefusedError), store.writing(action="units") as write:
        save_expected_unit(write, unit("19753"), unit_id="twice")
    assert expected_units(store) == (unit("19753"),)


def test_replies_to_a_package_are_kept_with_their_remarks(store: Store) -> None:
    receive(store, 1, "a", "b")
    reply = UnitReply(
        id="p1",
        package_id=digest("a"),
        kind="returned",
        remarks=(Remark("Thiếu số cuộc họp", "counts"),),
        at=AT,
        officer="o1",
    )
    with store.writing(action="return") as write:
        save_reply(write, reply)
    assert unit_replies(store) == unit_replies(store, digest("a")) == (reply,)
    assert unit_replies(store, digest("b")) == ()


def test_printed_totals_are_kept_each_time_the_newest_first(store: Store) -> None:
    first = PrintedTotals(id="t1", kind="summary", period="2026-10", figures='{"n":1}', at=AT)
    second = replace(first, id="t2", figures='{"n":2}')
    with store.writing(action="consolidate") as write:
        save_printed_totals(write, first)
        save_printed_totals(write, second)
    assert printed_totals(store, "summary", "2026-10") == (second, first)
    assert printed_totals(store, "summary", "2026-09") == ()
