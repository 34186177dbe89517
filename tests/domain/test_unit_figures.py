"""The figures of a unit: read from the bytes of a snapshot as from the snapshot itself."""

from datetime import date

import pytest

from desktop.domain.canonical import MalformedError, parse, to_bytes
from desktop.domain.periods import month_period
from desktop.domain.plan_entries import PlanEntries
from desktop.domain.snapshot import read_snapshot, snapshot_bytes
from desktop.domain.snapshot_making import build_snapshot
from desktop.domain.snapshot_plan import with_plan
from desktop.domain.unit_figures import read_unit_figures, unit_figures
from tests.domain.making import facts, group, held, model
from tests.domain.plan_making import pack_of

ZERO = 'kind = "zero"\nnumerator = "done"\nalso = ["all"]'


def test_figures_read_from_bytes_are_those_of_the_snapshot() -> None:
    base = facts(
        group("A"),
        group("B"),
        sessions=(held(date(2026, 10, 1), "A", attendance=900), held(date(2026, 10, 2), "B")),
        models=(model("Tiếng kẻng", "B"),),
    )
    made = build_snapshot(base, month_period(2026, 10), draft=False)
    pack = pack_of(ZERO)
    for snapshot in (made, with_plan(made, pack, PlanEntries())):
        data = snapshot_bytes(snapshot)
        assert read_unit_figures(data) == unit_figures(read_snapshot(data))


@pytest.mark.parametrize("key", ["totals", "counts", "sessions", "upkeep", "period"])
def test_bytes_that_lack_a_part_are_no_snapshot(key: str) -> None:
    data = snapshot_bytes(build_snapshot(facts(group("A")), month_period(2026, 10), draft=False))
    content = parse(data)
    assert isinstance(content, dict)
    del content["snapshot"][key]
    with pytest.raises(MalformedError):
        read_unit_figures(to_bytes(content))
