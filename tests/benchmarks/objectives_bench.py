"""All objectives over ten years beside the bare SQL of the same rows, and closing a month.

The store is that of ten years, with every count of the plan entered for every month and
models founded and paused along the way. What the store keeps in memory is forgotten before
each round; only the plan's own file stays read, as the bare side reads none.
"""

import tempfile
from collections.abc import Callable
from datetime import date
from pathlib import Path
from random import Random

from desktop.actions.closing import close_period, confirmations, reopen_period
from desktop.actions.counts import set_counts
from desktop.actions.desk import Desk
from desktop.actions.models import record_models
from desktop.actions.objectives import all_objective_series, objective_board
from desktop.actions.plans import plan_of_month
from desktop.domain.models import ModelDraft, ModelStatus
from desktop.domain.periods import month_period
from desktop.domain.plan_facts import NIL, CountEntry
from tests.benchmarks.rows import BenchRow, alternating
from tests.benchmarks.ten_years import FIRST_YEAR, make_ten_years

BOUND = 3
CLOSING_BOUND_MS = 300.0
YEARS = range(FIRST_YEAR, FIRST_YEAR + 10)
MONTHS = tuple(f"{year}-{number:02d}" for year in YEARS for number in range(1, 13))
CLOSED = month_period(2026, 11)
_SESSIONS = """
SELECT s.held_on, s.attendance, l.group_id
FROM sessions s LEFT JOIN session_groups l ON l.session_id = s.id
WHERE s.deleted_at IS NULL AND s.status = 'held' AND s.held_on >= ? AND s.held_on < ?
"""
_REST = (
    "SELECT category, month, state, value FROM monthly_counts",
    "SELECT id, name, active_from, active_until FROM residential_groups WHERE deleted_at IS NULL",
    "SELECT id, founded_on, founded_year FROM models WHERE deleted_at IS NULL",
    "SELECT model_id, group_id FROM model_groups",
    "SELECT model_id, status, since FROM model_statuses WHERE deleted_at IS NULL ORDER BY since",
)


def measure() -> list[BenchRow]:
    """Series, board and closing, all on one store of ten years."""
    with tempfile.TemporaryDirectory() as scratch:
        desk = make_ten_years(Path(scratch) / "ten-years")
        try:
            _fill(desk)
            return [*_series(desk), _closing(desk)]
        finally:
            desk.close()


def _fill(desk: Desk) -> None:
    """Every count of the plan in every month, and models with a history."""
    random = Random(3)
    pack = plan_of_month(desk, MONTHS[-1])
    for name in MONTHS:
        month = month_period(int(name[:4]), int(name[5:]))
        figures = {one.id: _figure(random) for one in pack.counts} if pack else {}
        if not set_counts(desk, month, figures).done:
            raise RuntimeError(f"the counts of {name} were refused")
    groups = [row[0] for row in desk.store.read("SELECT id FROM residential_groups")]
    record_models(
        desk,
        [
            ModelDraft(
                f"Câu lạc bộ {number}",
                group_ids=tuple(random.sample(groups, 2)),
                founded_on=date(random.choice(YEARS), random.randint(1, 11), random.randint(1, 28)),
                status=random.choice((ModelStatus.ACTIVE, ModelStatus.WEAK, ModelStatus.PAUSED)),
            )
            for number in range(20)
        ],
    )


def _figure(random: Random) -> CountEntry:
    value = random.randrange(30)
    return CountEntry(value) if value else NIL


def _series(desk: Desk) -> list[BenchRow]:
    def bare() -> object:
        rows = desk.store.read(_SESSIONS, ("2016-12-15", "2026-12-15"))
        return len(rows), [len(desk.store.read(query)) for query in _REST]

    def afresh(call: Callable[[], object]) -> Callable[[], object]:
        def run() -> object:
            _forget(desk)
            return call()

        return run

    whole = alternating(afresh(lambda: all_objective_series(desk, MONTHS)), bare, rounds=15)
    board = alternating(afresh(lambda: objective_board(desk, CLOSED)), bare, rounds=5)
    size = f"{len(MONTHS)} months"
    return [
        BenchRow(f"all objectives, 100 groups, {size} / bare SQL of the same rows", *whole, BOUND),
        BenchRow(f"board of one month / bare SQL of {size}", *board, None),
    ]


def _forget(desk: Desk) -> None:
    """Nothing read before is kept but the plan's own file."""
    store = vars(desk.store)
    kept = store["_remembered"]
    store["_remembered"] = {name: kept[name] for name in kept if name.startswith("plan ")}


def _closing(desk: Desk) -> BenchRow:
    """A month of 200 sessions is closed, and the closing taken back, again and again.

    As the officer does it: what asks for confirmation is looked for first.
    """

    def close() -> None:
        _forget(desk)
        confirmations(desk, CLOSED)
        if not close_period(desk, CLOSED, unanswered=True).done:
            raise RuntimeError("the closing was refused")

    taken = []
    for _round in range(7):
        ours, _none = alternating(close, lambda: None, rounds=1)
        taken.append(ours)
        if not reopen_period(desk, CLOSED, reason="Đo lại").done:
            raise RuntimeError("the month stayed closed")
    return BenchRow(
        "confirmations and closing a month / 300 ms",
        sorted(taken)[len(taken) // 2],
        CLOSING_BOUND_MS,
        1.0,
    )
