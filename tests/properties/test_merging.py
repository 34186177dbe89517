"""Properties of a merger: nothing is lost, nothing is doubled, the sums are the sums."""

from dataclasses import replace
from datetime import date
from pathlib import Path
from tempfile import TemporaryDirectory

from hypothesis import given, settings
from hypothesis import strategies as st

from desktop.actions.desk import Desk
from desktop.actions.period_status import status
from desktop.actions.periods import period_named
from desktop.db import plan_queries, queries
from desktop.domain.commune import CountingSettings
from desktop.domain.models import CommunityModel
from desktop.domain.plan_facts import NIL, NOT_APPLICABLE, CountEntry, EntryState
from desktop.domain.sessions import OutreachSession
from tests.actions.merging_making import TOPIC, Held, Made, make, merged, opened

MONTHS = ("2026-08", "2026-09", "2026-10")
OTHER_TOPIC = "An toàn giao thông"
ENTRIES = st.integers(0, 9).map(CountEntry) | st.sampled_from([NIL, NOT_APPLICABLE])


@st.composite
def communes(draw: st.DrawFn, number: int) -> Made:
    """A small commune; what it is called and its code follow from its number."""
    groups = draw(st.integers(1, 3))
    places = st.lists(st.integers(0, groups - 1), unique=True, max_size=groups).map(tuple)
    some = st.lists(st.integers(0, groups - 1), unique=True, min_size=1).map(tuple)
    held = st.builds(
        Held,
        day=st.dates(date(2026, 7, 15), date(2026, 10, 14)),
        groups=places,
        topic=st.sampled_from([TOPIC, OTHER_TOPIC]),
        attendance=st.none() | st.integers(0, 50),
    )
    counts = st.dictionaries(st.sampled_from(["dependent", "meetings"]), ENTRIES, max_size=2)
    return Made(
        name=f"Xã {number}",
        code=f"2000{number}",
        groups=[f"Thôn {place + 1}" for place in range(groups)],
        sessions=draw(st.lists(held, max_size=5)),
        models=[
            (f"Mô hình {place}", one) for place, one in enumerate(draw(st.lists(some, max_size=2)))
        ],
        stated=[(0, month) for month in draw(st.sets(st.sampled_from(MONTHS)))],
        counts=draw(st.dictionaries(st.sampled_from(MONTHS), counts, max_size=3)),
        settings=CountingSettings(commune_wide_counts=draw(st.booleans())),
    )


def shape(session: OutreachSession) -> OutreachSession:
    """A session without what a merger adds to an activity of a whole former commune."""
    return replace(session, note="", group_ids=(), commune_wide=False)


def models_by_id(desk: Desk) -> dict[str, CommunityModel]:
    return {one.id: one for one in queries.models(desk.store)}


def shares(desk: Desk) -> list[tuple[int, int, int, int]]:
    """Group-months met and due, groups with a model and active, month by month."""
    found = [status(desk, period_named(desk, month)) for month in MONTHS]
    return [(one.sessions.met, one.sessions.due, one.models.met, one.models.due) for one in found]


@settings(max_examples=12, deadline=None)
@given(st.tuples(communes(1), communes(2), communes(3)) | st.tuples(communes(1), communes(2)))
def test_nothing_is_lost_and_the_months_before_are_the_sums(made: tuple[Made, ...]) -> None:
    with TemporaryDirectory() as scratch:
        place = Path(scratch)
        folders = [make(place / one.code, one) for one in made]
        assert merged(place / "new", *folders).done
        sessions: list[OutreachSession] = []
        groups: list[str] = []
        models: dict[str, CommunityModel] = {}
        statements: set[tuple[str, str, str]] = set()
        figures: list[dict[str, dict[str, CountEntry]]] = []
        months: list[list[tuple[int, int, int, int]]] = []
        for folder in folders:
            with opened(folder) as desk:
                sessions += queries.sessions(desk.store)
                groups += [one.id for one in queries.groups(desk.store)]
                models |= models_by_id(desk)
                statements |= {
                    (one.group_id, one.month, one.reason)
                    for one in queries.not_held(desk.store, None)
                }
                figures.append(plan_queries.monthly_counts(desk.store))
                months.append(shares(desk))
        with opened(place / "new") as desk:
            mine = queries.sessions(desk.store)
            assert sorted(map(shape, mine), key=repr) == sorted(map(shape, sessions), key=repr)
            linked = {one.id: one.group_ids for one in sessions if one.group_ids}
            assert {one.id: one.group_ids for one in mine if one.id in linked} == linked
            assert sorted(one.id for one in queries.groups(desk.store)) == sorted(groups)
            assert models_by_id(desk) == models
            assert statements == {
                (one.group_id, one.month, one.reason) for one in queries.not_held(desk.store, None)
            }
            check_counts(plan_queries.monthly_counts(desk.store), figures)
            for after, before in zip(shares(desk), zip(*months, strict=True), strict=True):
                assert after == tuple(map(sum, zip(*before, strict=True)))


def check_counts(
    summed: dict[str, dict[str, CountEntry]], figures: list[dict[str, dict[str, CountEntry]]]
) -> None:
    """A figure is there when every commune entered it, and then it is their sum."""
    for category in ("dependent", "meetings"):
        for month in MONTHS:
            own = [one.get(category, {}).get(month) for one in figures]
            found = summed.get(category, {}).get(month)
            known = [one for one in own if one is not None]
            assert (found is not None) == (len(known) == len(own))
            if found is not None:
                assert found.value == sum(one.value for one in known)
                entered = any(one.state is EntryState.ENTERED for one in known)
                assert (found.state is EntryState.ENTERED) == entered
