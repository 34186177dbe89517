"""A made-up commune that follows a plan: counts, answers, tasks and confirmations of periods."""

from collections.abc import Mapping
from dataclasses import replace
from datetime import date

from desktop.domain.confirmations import AnsweredConfirmation, Confirmation, ConfirmationCode
from desktop.domain.count_lines import CountLine
from desktop.domain.periods import PeriodRule, parse_period
from desktop.domain.plan_entries import PlanAnswer, PlanEntries, StatusEvent, TaskEntry
from desktop.domain.plan_facts import NIL, AnswerState, CountEntry
from desktop.domain.plan_parsing import parse_plan
from desktop.domain.plans import PlanPack, TaskState
from desktop.domain.snapshot import AreaLine, Snapshot
from desktop.domain.snapshot_making import Facts, build_snapshot
from desktop.domain.snapshot_plan import with_plan
from desktop.paths import resource
from desktop.reports.tree import Appendix, Document, Heading, Paragraph, Table
from tests.reports.made_up import facts

Figure = int | None | str
MONTHS = tuple(f"2026-{month:02d}" for month in range(1, 13))
OCTOBER: Mapping[str, Figure] = {
    "directives": 3,
    "meetings": 12,
    "dependent_persons": 14,
    "dependent_added": 2,
    "dependent_removed": "nil",
    "illegal_users": 7,
    "served_persons": 17,
    "counselled": 0,
    "post_rehab_persons": 9,
    "post_rehab_managed": 9,
    "relapses": "nil",
    "reuses": 1,
    "offences": "nil",
    "cases": "nil",
    "arrests": None,
    "plant_cases": "nil",
    "plants": "nil",
    "plant_area": "nil",
    "supply_lines": 1,
}
"""What was entered for October 2026; "nil" was stated as such, None was left blank."""

SEPTEMBER = {**OCTOBER, "directives": 2, "dependent_persons": 16, "cases": 2, "arrests": 3}
YEAR_BEFORE = {**OCTOBER, "directives": 3, "dependent_persons": 14}


def plan(name: str = "hue-302") -> PlanPack:
    """A shipped plan."""
    pack = parse_plan(resource(f"plans/{name}.toml").read_bytes()).pack
    assert pack is not None
    return pack


def entry(value: Figure) -> CountEntry:
    """A figure as it was entered."""
    return NIL if value == "nil" else CountEntry(int(value or 0))


def counts(months: Mapping[str, Mapping[str, Figure]]) -> dict[str, dict[str, CountEntry]]:
    """Figures by category and month; a blank one has no entry."""
    found: dict[str, dict[str, CountEntry]] = {}
    for month, figures in months.items():
        for category, value in figures.items():
            if value is not None:
                found.setdefault(category, {})[month] = entry(value)
    return found


USUAL = counts({"2025-10": YEAR_BEFORE, "2026-09": SEPTEMBER, "2026-10": OCTOBER})
"""The figures of October 2026 with those that it is compared with."""


def entries(given: Mapping[str, Mapping[str, CountEntry]] | None = None) -> PlanEntries:
    """What was entered for the plan: counts, the review of the area, a task that is done."""
    return PlanEntries(
        counts=USUAL if given is None else given,
        answers=(PlanAnswer("a1", "1", AnswerState.YES, date(2026, 3, 2), "QĐ 15"),),
        statuses=(StatusEvent("e1", "drug_free", date(2026, 1, 5), holds=False),),
        tasks={"chi-dao-1": TaskEntry("chi-dao-1", TaskState.DONE)},
    )


CONFIRMED = AnsweredConfirmation(
    Confirmation(
        "stock_balance:dependent_persons@2026-10:0",
        ConfirmationCode.STOCK_BALANCE,
        "dependent_persons@2026-10",
        {
            "month": "2026-10",
            "label": "Người nghiện ma túy có hồ sơ quản lý",
            "unit": "người",
            "value": "14",
            "last": "16",
            "added": "2",
            "reduced": "0",
            "expected": "18",
        },
    ),
    "04 người chuyển đi nơi khác",
)


def planned(
    period: str = "2026-10",
    *,
    given: PlanEntries | None = None,
    pack: PlanPack | None = None,
    known: Facts | None = None,
    draft: bool = False,
) -> Snapshot:
    """A period's snapshot with all that a plan asks for; first tracked month January 2025."""
    made = known or facts(23)
    made = replace(made, profile=replace(made.profile, first_month="2025-01"))
    bare = build_snapshot(made, parse_period(period, PeriodRule()), draft=draft)
    area = AreaLine(
        "II", "Địa bàn trọng điểm loại II", date(2026, 3, 2), "QĐ 28/2025/QĐ-TTg", "QĐ 15"
    )
    snapshot = replace(bare, area=area, inspections=2)
    chosen = given if given is not None else entries()
    return with_plan(snapshot, pack or plan(), chosen, confirmations=(CONFIRMED,))


def words(document: Document) -> str:
    """All paragraphs of the body, blanks for no-break spaces."""
    texts = [block.text for block in document.blocks if isinstance(block, Paragraph | Heading)]
    return "\n".join(texts).replace("\u00a0", " ")


def section(document: Document, heading: str) -> str:
    """The paragraphs under a heading of rank 2, or of rank 1 without inner ones."""
    found: list[str] = []
    inside = False
    for block in document.blocks:
        if isinstance(block, Heading):
            inside = heading in block.text
        elif inside and isinstance(block, Paragraph):
            found.append(block.text)
    return "\n".join(found).replace("\u00a0", " ")


def appendix(document: Document, number: str) -> Appendix:
    """An appendix by its number."""
    return next(one for one in document.appendices if one.number == number)


def table(document: Document, number: str, place: int = 0) -> list[dict[str, str]]:
    """The rows of a table of an appendix by the headings of their cells."""
    tables = [one for one in appendix(document, number).blocks if isinstance(one, Table)]
    heads = [column.heading.replace("\u00a0", " ") for column in tables[place].columns]
    return [
        dict(zip(heads, (cell.replace("\u00a0", " ") for cell in row), strict=True))
        for row in tables[place].rows
    ]


def line_of(snapshot: Snapshot, category: str) -> CountLine:
    """A count of a snapshot."""
    return next(line for line in snapshot.counts if line.category == category)
