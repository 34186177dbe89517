"""The sessions by day say what the sessions themselves say."""

from collections.abc import Iterable
from datetime import date

from desktop.db import queries, series_queries
from desktop.db.store import Store
from desktop.domain.plan_series import SessionDay, days_of_sessions
from tests.db.made import put_entry, put_group, put_session

SPAN = (date(2026, 9, 15), date(2026, 10, 15))


def _made(store: Store) -> None:
    with store.writing(action="made") as write:
        for number in (10, 2, 1):
            put_group(write, f"g{number}", f"Tổ {number}")
        put_entry(write, "drugs", "topic", "Tác hại của ma túy")
        put_entry(write, "traffic", "topic", "An toàn giao thông", drug_prevention=0)
        for number in range(90):
            put_session(
                write,
                f"s{number}",
                f"2026-10-{number % 17 + 1:02d}",
                groups=(("g1",), ("g2", "g10"), (), ())[number % 4],
                topics=((), ("traffic",), ("drugs",), ("drugs", "traffic"))[number // 2 % 4],
                status=("held", "held", "held", "cancelled")[number // 3 % 4],
                commune_wide=int(number % 4 > 1 or number % 5 == 0),
                attendance=(None, 0, 12, 30, 7)[number % 5],
                deleted_at="2026-10-20T00:00:00+00:00" if number % 11 == 0 else None,
            )


def _sorted(days: Iterable[SessionDay]) -> list[SessionDay]:
    return [day._replace(group_ids=tuple(sorted(day.group_ids))) for day in days]


def test_the_days_agree_with_the_sessions(store: Store) -> None:
    _made(store)
    held = queries.sessions(store, start=SPAN[0], end=SPAN[1])
    found = series_queries.session_days(store, *SPAN)
    assert _sorted(found) == _sorted(days_of_sessions(held))
    assert [day.day for day in found] == sorted(day.day for day in found)
    assert sum(day.commune_wide for day in found) > 1
    assert sum(day.attendance_missing for day in found) > 1


def test_days_without_a_counting_session_have_no_line(store: Store) -> None:
    assert series_queries.session_days(store, *SPAN) == ()
