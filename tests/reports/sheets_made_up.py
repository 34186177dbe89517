"""The sheets of the area, of tasks and of inspections, and the public variant, made up."""

from dataclasses import replace
from datetime import date
from decimal import Decimal

from desktop.actions.area_rules import shipped_rules
from desktop.domain.area_rules import AreaRule, rule_of
from desktop.domain.areas import Assessment, steps
from desktop.domain.count_lines import CountLine
from desktop.domain.plan_facts import EntryState
from desktop.domain.plans import CountKind, TaskState
from desktop.domain.public_figures import PublicFigures, PublicLine, PublicObjective, Shown
from desktop.domain.snapshot import PlanLine, TaskLine
from desktop.domain.suppression import Mark
from desktop.reports.area_review import AreaReview, Milestone, People, area_review
from desktop.reports.beside import Beside
from desktop.reports.public_report import public_report
from desktop.reports.tasks_sheet import Inspected, inspection_forms, tasks_sheet
from desktop.reports.tree import Document
from tests.reports.made_up import FRAME, snapshot

RULES = shipped_rules()
LONG = "Tổ chức tuyên truyền thường xuyên, liên tục, bằng nhiều hình thức phù hợp với từng nơi"


def rule(name: str) -> AreaRule:
    """A shipped rule."""
    found = rule_of(RULES, name)
    assert found is not None
    return found


ASSESSED = Assessment(
    "second",
    date(2026, 2, 14),
    "qd-28-2025",
    population=18_190,
    measured={"drug_users": Decimal(23), "arrested": Decimal(0), "plant_area": Decimal("130.5")},
    ticked={"no_offenders": True, "no_use_points": False},
    thresholds={"type_2/a/drug_users": Decimal("0.1")},
    level="not_drug_free",
    decision="Quyết định số 12/QĐ-UBND ngày 14/02/2026",
    note="Rà soát hằng năm.",
)
EARLIER = Assessment("first", date(2024, 12, 1), "nam-muc", level=rule("nam-muc").levels[0].id)

REVIEW = AreaReview(
    on=date(2026, 10, 14),
    rule=rule("qd-28-2025"),
    rules=RULES,
    assessment=ASSESSED,
    steps=steps((EARLIER, ASSESSED), RULES),
    drug_free=False,
    since=date(2025, 11, 14),
    was_drug_free=True,
    milestones=(
        Milestone("Rà soát toàn phường", date(2026, 1, 13), date(2026, 1, 7), overdue=False),
        Milestone("Triệt xóa điểm bán lẻ", date(2026, 6, 2), None, overdue=True),
        Milestone("Công nhận phường không ma túy", None, None, overdue=False),
    ),
    population=(People(2025, 18_000, None), People(2026, 18_190, date(2026, 1, 15))),
)
NOTHING = AreaReview(on=date(2026, 10, 14), rule=rule("qd-28-2025"), rules=RULES)

TASK_LINES = (
    TaskLine("a", LONG, "Mục III, khoản 2", "Công an phường", date(2026, 6, 30), TaskState.DONE),
    TaskLine("b", LONG, "", "", 2025, TaskState.UNDER_WAY, overdue=True),
    TaskLine("c", LONG, "Mục III, khoản 3", "", None, TaskState.OPEN),
)
INSPECTED = (
    Inspected(date(2026, 9, 24), "Tổ 5", "Sổ ghi đủ.", "", None, None, overdue=False),
    Inspected(
        date(2026, 9, 25),
        "",
        LONG,
        "Bổ sung số lượt người.",
        date(2026, 10, 2),
        None,
        overdue=True,
    ),
)
OPEN_BEFORE = (
    Inspected(date(2026, 3, 2), "Tổ 6", LONG, "Lập sổ.", None, None, overdue=False),
    Inspected(date(2026, 3, 9), "Tổ 7", LONG, "Lập sổ.", None, date(2026, 4, 1), overdue=False),
)


def tasks(groups: int = 23) -> Document:
    """The sheet of three tasks and of inspections."""
    made = replace(
        snapshot(groups, draft=False),
        plan=PlanLine("hue-302", "302/KH-UBND", "Kế hoạch phòng, chống ma túy"),
        tasks=TASK_LINES,
    )
    return tasks_sheet(made, FRAME, INSPECTED, OPEN_BEFORE)


def public_line(
    name: str,
    now: Shown,
    state: EntryState = EntryState.ENTERED,
    before: Shown = None,
    whole: Shown = None,
) -> PublicLine:
    """A line about people under management."""
    line = CountLine(
        name,
        name,
        "người",
        CountKind.FLOW,
        "Người trong diện quản lý",
        0,
        EntryState.MISSING,
        None,
        None,
        None,
        cumulative_complete=True,
    )
    return PublicLine(line, state, now, before, None, whole, part=whole == 40)


FIGURES = PublicFigures(
    (
        public_line("Người được tư vấn", 12, before=Mark.SMALL, whole=40),
        public_line("Người được điều trị", Mark.SMALL, before=0, whole=Mark.KEPT),
        public_line("Người vào hồ sơ", Mark.KEPT, before=Mark.KEPT, whole=Mark.KEPT),
        public_line("Người tái nghiện", 0, EntryState.NIL),
        public_line("Người sau cai", None, EntryState.MISSING),
    ),
    (PublicObjective("Quản lý người sau cai", "theo hồ sơ", None),),
)


def public(*, figures: PublicFigures = FIGURES, groups: int = 23) -> Document:
    """The public variant of the made-up month."""
    made = replace(
        snapshot(groups, draft=False),
        plan=PlanLine("hue-302", "302/KH-UBND", "Kế hoạch phòng, chống ma túy"),
    )
    return public_report(made, figures, FRAME, Beside(correction=1))


def all_sheets() -> dict[str, Document]:
    """The sheets by a name for the tests."""
    return {
        "area review": area_review(snapshot(23), FRAME, REVIEW),
        "area review, nothing": area_review(snapshot(0), FRAME, NOTHING),
        "area review, blank": area_review(snapshot(23), FRAME, NOTHING, blank=True),
        "area review, no criteria": area_review(
            snapshot(23), FRAME, replace(REVIEW, rule=rule("nam-muc"), assessment=EARLIER)
        ),
        "area review, no rule": area_review(snapshot(23), FRAME, replace(NOTHING, rule=None)),
        "tasks": tasks(),
        "tasks, none": tasks_sheet(snapshot(0, draft=False), FRAME, (), ()),
        "inspection forms": inspection_forms(snapshot(3), FRAME),
        "inspection forms, no group": inspection_forms(snapshot(0), FRAME),
        "public": public(),
        "public, nothing": public(figures=PublicFigures((), ()), groups=0),
    }
