"""Figures of a merged commune, counted once more by hand from what was typed into the former ones.

Months run from the 15th to the 14th. The successor reports the month that holds the day of the
merger whole; a longer period holds the months that the former communes reported before it.
"""

from datetime import date, timedelta
from pathlib import Path
from random import Random

import pytest

from desktop.actions.closing import close_period
from desktop.actions.period_status import status
from desktop.actions.periods import period_named, period_view
from tests.actions.merging_making import Held, Made, make, merged, opened

BEGIN, END = date(2026, 7, 15), date(2026, 10, 14)
MONTHS = ("2026-08", "2026-09", "2026-10")
"""The months tracked that are over: in a longer period a month under way is not due yet."""
PERIODS = {
    **{month: (month,) for month in MONTHS},
    "2026-Q3": ("2026-08", "2026-09"),
    "2026-Q4": ("2026-10",),
    "2026": MONTHS,
}


def month_by_hand(day: date) -> str:
    """The month of a day, by the 15th."""
    year, month = day.year, day.month
    if day.day >= 15:
        year, month = (year, month + 1) if month < 12 else (year + 1, 1)
    return f"{year}-{month:02}"


def held_at_random(seed: int) -> list[Held]:
    """Sessions of one commune with two groups, in the three months."""
    random = Random(seed)
    days = (END - BEGIN).days
    return [
        Held(
            BEGIN + timedelta(random.randint(0, days)),
            random.choice([(0,), (1,), (0, 1)]),
            attendance=random.randint(1, 90),
        )
        for _number in range(random.randint(3, 9))
    ]


@pytest.mark.parametrize("day", [date(2026, 10, 1), date(2026, 8, 20), date(2026, 9, 15)])
@pytest.mark.parametrize("seed", [1, 2, 3])
def test_every_period_counts_each_session_and_group_once(
    tmp_path: Path, seed: int, day: date
) -> None:
    communes = {"a": held_at_random(seed), "b": held_at_random(seed + 100)}
    folders = [
        make(tmp_path / name, Made(name=f"Xã {name}", code=f"2000{number}", sessions=held))
        for number, (name, held) in enumerate(communes.items())
    ]
    assert merged(tmp_path / "new", *folders, valid_from=day).done
    with opened(tmp_path / "new") as desk:
        for name, months in PERIODS.items():
            sessions = [
                (commune, one)
                for commune, held in communes.items()
                for one in held
                if month_by_hand(one.day) in months
            ]
            met = {
                (commune, group, month_by_hand(one.day))
                for commune, one in sessions
                for group in one.groups
            }
            found = status(desk, period_named(desk, name))
            assert (found.sessions.met, found.sessions.due) == (len(met), 4 * len(months)), name
            assert found.held == len(sessions), name
            assert found.attendance == sum(one.attendance or 0 for _commune, one in sessions), name


def test_the_quarter_of_a_merger_inside_it_is_the_successors_to_close(tmp_path: Path) -> None:
    early = (Held(date(2026, 7, 20), (0,)), Held(date(2026, 8, 17), (1,)))
    folders = (
        make(tmp_path / "a", Made(sessions=early)),
        make(tmp_path / "b", Made(name="Xã B", code="20002", sessions=early)),
    )
    assert merged(tmp_path / "new", *folders, valid_from=date(2026, 8, 20)).done
    with opened(tmp_path / "new") as desk:
        august, september, quarter = (
            period_named(desk, name) for name in ("2026-08", "2026-09", "2026-Q3")
        )
        (refusal,) = close_period(desk, august, unanswered=True).problems
        assert (refusal.code, refusal.stops) == ("period_of_formers", True)
        assert close_period(desk, september, unanswered=True).done
        assert close_period(desk, quarter, unanswered=True).done
        stored = period_view(desk, quarter).snapshot
        duty = {month.month.id: (month.share.met, month.share.due) for month in stored.duty}
        assert duty == {"2026-07": (0, 0), "2026-08": (2, 4), "2026-09": (2, 4)}
        assert stored.totals.activity.sessions == 4
