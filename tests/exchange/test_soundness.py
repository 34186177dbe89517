"""Figures that cannot be are refused, and whatever this program closes can be."""

import shutil
from collections.abc import Callable
from dataclasses import replace
from datetime import date, timedelta
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from desktop.actions.desk import RandomIds, SystemClock
from desktop.actions.setup import Sources, open_desk
from desktop.db import queries
from desktop.domain.commune import CountingSettings, DutyCalendar
from desktop.domain.counting import ActivityTotals, Share
from desktop.domain.models import ModelStatus
from desktop.domain.periods import parse_period
from desktop.domain.snapshot import Snapshot, snapshot_bytes
from desktop.domain.snapshot_making import build_snapshot
from desktop.exchange.errors import BadPayloadError
from desktop.exchange.payload import read_payload
from desktop.exchange.soundness import unsound
from tests.domain.making import facts, group, held, merged, model
from tests.exchange.making import october

UPGRADES = Path(__file__).parent.parent / "upgrades"
FIRST = date(2025, 12, 1)
PERIODS = ("2026-02", "2026-03", "2026-Q1", "2026-H1", "2026-02-10..2026-03-20")
days = st.integers(0, 200).map(lambda number: FIRST + timedelta(days=number))


def activity_of(one: Snapshot, **figures: int) -> Snapshot:
    return replace(one, totals=replace(one.totals, activity=ActivityTotals(**figures)))


IMPOSSIBLE: dict[str, Callable[[Snapshot], Snapshot]] = {
    "sessions.attendance": lambda one: replace(
        one, sessions=tuple(replace(each, attendance=-500) for each in one.sessions)
    ),
    "groups.households": lambda one: replace(
        one, groups=(replace(one.groups[0], households=-1), *one.groups[1:])
    ),
    "groups.population": lambda one: replace(
        one, groups=(replace(one.groups[0], population=10**9), *one.groups[1:])
    ),
    "models.members": lambda one: replace(one, models=(replace(one.models[0], members=-3),)),
    "totals": lambda one: activity_of(one, sessions=2, attendance=-2500),
    "groups.id": lambda one: replace(one, groups=one.groups * 2),
    "sessions.id": lambda one: replace(one, sessions=one.sessions * 2),
    "models.id": lambda one: replace(one, models=one.models * 2),
    "totals.activity": lambda one: activity_of(one, sessions=200, attendance=9),
    "totals.group_months": lambda one: replace(
        one, totals=replace(one.totals, group_months=Share(20, 20))
    ),
    "totals.groups_with_model": lambda one: replace(
        one, totals=replace(one.totals, groups_with_model=Share(9, 9))
    ),
    "totals.models": lambda one: replace(one, totals=replace(one.totals, models=70)),
}


@pytest.mark.parametrize("place", IMPOSSIBLE)
def test_figures_that_cannot_be_are_refused_with_their_place(place: str) -> None:
    forged = IMPOSSIBLE[place](october())
    assert unsound(forged) == place
    with pytest.raises(BadPayloadError) as caught:
        read_payload(snapshot_bytes(forged))
    assert caught.value.details["place"] == place


@given(
    held_on=st.lists(st.tuples(days, st.sampled_from(["A", "B", "C", ""])), max_size=12),
    attendance=st.one_of(st.none(), st.integers(0, 100_000)),
    merged_on=days,
    since=st.one_of(st.none(), days),
    period=st.sampled_from(PERIODS),
    calendar=st.sampled_from(DutyCalendar),
    commune_wide=st.booleans(),
    status=st.sampled_from(ModelStatus),
)
def test_every_snapshot_that_is_built_is_sound(
    *,
    held_on: list[tuple[date, str]],
    attendance: int | None,
    merged_on: date,
    since: date | None,
    period: str,
    calendar: DutyCalendar,
    commune_wide: bool,
    status: ModelStatus,
) -> None:
    sessions = tuple(
        held(day, *filter(None, [name]), attendance=attendance, number=number)
        for number, (day, name) in enumerate(held_on)
    )
    made = facts(
        group("A", since=since),
        merged("B", on=merged_on, into="C"),
        group("C"),
        sessions=sessions,
        models=(model("M", "B", status=status), model("N", since=merged_on)),
        settings=CountingSettings(duty_calendar=calendar, commune_wide_counts=commune_wide),
    )
    late = sessions[:2]
    built = build_snapshot(replace(made, late=late), parse_period(period), draft=False)
    assert unsound(built) == ""
    assert unsound(read_payload(snapshot_bytes(built)).snapshot) == ""


@pytest.mark.parametrize("schema", ["schema_1", "schema_2"])
def test_what_earlier_versions_closed_is_sound(schema: str, tmp_path: Path) -> None:
    folder = Path(shutil.copytree(UPGRADES / schema, tmp_path / "data"))
    with open_desk(folder, sources=Sources(SystemClock(), RandomIds())) as desk:
        found = [one.id for one in queries.closings(desk.store)]
        assert found
        for closing_id in found:
            read_payload(queries.closing_snapshot(desk.store, closing_id))
