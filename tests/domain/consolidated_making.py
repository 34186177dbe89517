"""Units whose snapshots are made as the program makes them, for the tests of consolidation."""

from collections.abc import Mapping
from dataclasses import replace
from datetime import date

from desktop.domain.consolidated import Consolidated, consolidated
from desktop.domain.expected_units import ExpectedUnit, UnitId
from desktop.domain.models import CommunityModel
from desktop.domain.periods import month_period
from desktop.domain.plan_entries import PlanAnswer, PlanEntries, StatusEvent
from desktop.domain.plan_facts import AnswerState, CountEntry
from desktop.domain.plans import PlanPack
from desktop.domain.sessions import OutreachSession
from desktop.domain.snapshot import Snapshot
from desktop.domain.snapshot_making import build_snapshot
from desktop.domain.snapshot_plan import with_plan
from desktop.domain.unit_figures import UnitFigures, unit_figures
from tests.domain.making import PROFILE, facts, group
from tests.domain.plan_making import MONTH, entries

SINCE = date(2025, 7, 1)
A = ExpectedUnit("10001", "Phường A", SINCE, position=1)
B = ExpectedUnit("10002", "Phường B", SINCE, position=2)
C = ExpectedUnit("10003", "Phường C", SINCE, position=3)
UNITS = (A, B, C)
OCTOBER = month_period(2026, 10)


def entered(
    *,
    answer: AnswerState | None = None,
    holds: tuple[bool, ...] = (),
    baselines: Mapping[str, int] | None = None,
    unit: str | None = None,
    month: str = MONTH,
    **figures: int | CountEntry,
) -> PlanEntries:
    """What a commune entered for a month; ``holds`` are events of the status "drug_free"."""
    return PlanEntries(
        counts=entries({name: {month: value} for name, value in figures.items()}),
        answers=(PlanAnswer("x", "1", answer),) if answer else (),
        statuses=tuple(
            StatusEvent(str(place), "drug_free", date(2026, 1 + place, 1), holds=one)
            for place, one in enumerate(holds)
        ),
        baselines=baselines or {},
        unit=unit,
    )


def snapshot(
    unit: ExpectedUnit = A,
    *,
    pack: PlanPack | None = None,
    plan: PlanEntries | None = None,
    groups: int = 2,
    sessions: tuple[OutreachSession, ...] = (),
    models: tuple[CommunityModel, ...] = (),
    month: int = 10,
    population: int | None = None,
) -> Snapshot:
    """A unit's closed month with groups "g1", "g2" and so on."""
    own = tuple(
        replace(group(f"g{number}"), population=population) for number in range(1, groups + 1)
    )
    profile = replace(PROFILE, name=unit.name, code=unit.code, valid_from=unit.valid_from)
    made = build_snapshot(
        facts(*own, sessions=sessions, models=models, profile=profile),
        month_period(2026, month),
        draft=False,
    )
    return made if pack is None else with_plan(made, pack, plan or PlanEntries())


def together(
    pack: PlanPack | None, sent: Mapping[ExpectedUnit, PlanEntries | None], *, groups: int = 2
) -> Consolidated:
    """The three units in October, of which some have sent what they entered."""
    figures: dict[UnitId, UnitFigures] = {
        unit.unit: unit_figures(snapshot(unit, pack=pack, plan=plan, groups=groups))
        for unit, plan in sent.items()
    }
    return consolidated(OCTOBER, UNITS, figures, pack=pack)
