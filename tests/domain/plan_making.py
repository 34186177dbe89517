"""Small plans and facts for tests: one objective at a time, figures by hand."""

from collections.abc import Mapping
from dataclasses import replace
from datetime import date
from decimal import Decimal

from desktop.domain.objectives import ObjectiveResult, compute
from desktop.domain.plan_facts import CountEntry, DutyMonth, PlanFacts
from desktop.domain.plan_parsing import PlanReading, parse_plan
from desktop.domain.plans import PlanPack

HEAD = """
format = 1
id = "thu"
title = "Kế hoạch thử"
issuer = "Ban Chỉ đạo"
"""
COUNTS = """
[[counts]]
id = "done"
label = "Đã làm"
unit = "người"
kind = "flow"
[[counts]]
id = "all"
label = "Tất cả"
unit = "người"
kind = "flow"
[[counts]]
id = "stock"
label = "Hiện có"
unit = "người"
kind = "stock"
added_by = ["all"]
reduced_by = ["done"]
[[baselines]]
id = "mark"
label = "Mốc năm trước"
unit = "người"
value = 100
[[baselines]]
id = "mark_all"
label = "Tổng năm trước"
unit = "người"
value = 200
[[baselines]]
id = "unknown_mark"
label = "Mốc chưa rõ"
unit = "người"
[[tables]]
id = "bieu"
title = "Biểu giao"
clause = "Biểu kèm theo"
rows = [["Phường A", 10, 4], ["Phường B", 20, ""]]
[[tables.columns]]
id = "cases"
label = "Số vụ"
unit = "vụ"
[[tables.columns]]
id = "files"
label = "Hồ sơ"
unit = "hồ sơ"
"""
MONTH = "2026-10"


def objective_text(body: str, *, name: str = "1") -> str:
    """An objective's table around the keys under test."""
    return (
        f'[[objectives]]\nid = "{name}"\ntitle = "Mục tiêu thử"\nclause = "Mục 1"\n'
        f'quote = "Trích kế hoạch."\n{body}\n'
    )


def read(body: str) -> PlanReading:
    """What the plan with one objective reads as."""
    return parse_plan((HEAD + COUNTS + objective_text(body)).encode())


def pack_of(body: str) -> PlanPack:
    """The plan with one objective."""
    reading = read(body)
    assert reading.pack is not None, reading.problems
    return reading.pack


Entered = int | CountEntry


def entries(figures: Mapping[str, Mapping[str, Entered]]) -> dict[str, dict[str, CountEntry]]:
    """Counts by category and month from plain numbers."""
    return {
        category: {
            month: value if isinstance(value, CountEntry) else CountEntry(value)
            for month, value in months.items()
        }
        for category, months in figures.items()
    }


BLANK = PlanFacts(
    months=(MONTH,),
    first_day=date(2026, 9, 15),
    last_day=date(2026, 10, 14),
    year_first_day=date(2025, 12, 15),
)


def month_facts(**figures: Entered) -> PlanFacts:
    """October's figures."""
    return replace(BLANK, counts=entries({name: {MONTH: value} for name, value in figures.items()}))


def result(body: str, facts: PlanFacts) -> ObjectiveResult:
    """What the one objective of a plan comes to."""
    pack = pack_of(body)
    return compute(pack, pack.objectives[0], facts)


def duty(month: str, **credited: int) -> DutyMonth:
    """A month in which the groups named are due, with the sessions credited to each."""
    return DutyMonth(month, tuple(credited), credited)


def decimal(text: str) -> Decimal:
    """A number written as text."""
    return Decimal(text)
