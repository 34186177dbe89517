"""A commune whose plan has figures, for tests and pictures of the objectives."""

from datetime import date
from decimal import Decimal
from pathlib import Path

from desktop.actions.areas import (
    AreaMilestone,
    record_assessment,
    set_milestone,
    set_population,
)
from desktop.actions.counts import set_counts
from desktop.actions.desk import Desk
from desktop.actions.inspections import InspectionDraft, record_inspection
from desktop.actions.plan_settings import answer
from desktop.actions.tasks import TaskEntry, set_task, tasks
from desktop.domain.areas import AssessmentDraft
from desktop.domain.periods import month_period, year_months
from desktop.domain.plan_facts import NIL, AnswerState, CountEntry
from desktop.domain.plans import TaskState
from tests.ui.overview.offices import OCTOBER, busy_desk, ids_by_name

__all__ = ["OCTOBER", "PLAN", "assessed_desk", "believable_desk"]

PLAN = "hue-302"
_STOCKS = {"dependent_persons": 41, "illegal_users": 12, "post_rehab_persons": 9}
_UNKNOWN_MONTH = 7


def figures(number: int) -> dict[str, CountEntry]:
    """What a month says: stocks that move a little, few cases, nothing planted."""
    stocks = {
        "dependent_persons": 41 + number % 3,
        "illegal_users": 12 + number % 2,
        "served_persons": 53 + number % 3 + number % 2 - (5 if number in {6, 9} else 0),
        "post_rehab_persons": 9 + number % 2,
        "post_rehab_managed": 9 + number % 2 - (1 if number == 10 else 0),
        "use_points": 2,
    }
    found = {name: CountEntry(value) for name, value in stocks.items()}
    for name in ("plant_cases", "plants", "plant_area"):
        found[name] = NIL
    found["use_points_found"] = CountEntry(1) if number % 4 == 0 else NIL
    found["use_points_eliminated"] = CountEntry(2) if number % 4 else CountEntry(3)
    return found


def believable_desk(folder: Path, count: int = 23) -> Desk:
    """October 2026 of a commune of so many groups with figures since January; July is blank."""
    desk = busy_desk(folder, count)
    for month in year_months(2026)[:10]:
        if month.number != _UNKNOWN_MONTH:
            outcome = set_counts(desk, month_period(2026, month.number), figures(month.number))
            assert outcome.done, outcome.problems
    done = answer(desk, PLAN, "3", AnswerState.YES, date(2026, 3, 12), "45/KH-BCĐ")
    assert done.done
    return desk


def assessed_desk(folder: Path, count: int = 23) -> Desk:
    """The same commune with two assessments, milestones, people, tasks and inspections."""
    desk = believable_desk(folder, count)
    for draft in _assessments():
        assert record_assessment(desk, draft).done
    assert set_population(desk, 2025, 9712, date(2025, 6, 30)).done
    assert set_population(desk, 2026, 9845, date(2026, 6, 30)).done
    for milestone in (
        AreaMilestone("", "Xóa hai điểm phức tạp ở Tổ dân phố 9", date(2026, 6, 30)),
        AreaMilestone("", "Giảm người nghiện ngoài xã hội còn dưới 30", date(2026, 12, 15)),
        AreaMilestone("", "Rà soát, lập danh sách", date(2026, 3, 1), date(2026, 2, 20)),
    ):
        assert set_milestone(desk, milestone).done
    _add_tasks(desk)
    _add_inspections(desk)
    return desk


def _assessments() -> tuple[AssessmentDraft, ...]:
    return (
        AssessmentDraft(date(2024, 12, 20), "nam-muc", level="type_2", decision="102/QĐ-UBND"),
        AssessmentDraft(
            date(2026, 3, 20),
            "qd-28-2025",
            population=9712,
            measured={
                "drug_users": Decimal(53),
                "use_places": Decimal(2),
                "arrested": Decimal(4),
                "plants": Decimal(0),
                "plant_area": Decimal(0),
            },
            ticked={"key_route": False},
            level="type_3",
            decision="31/QĐ-UBND",
        ),
    )


def _add_tasks(desk: Desk) -> None:
    known = [line.task.id for line in tasks(desk, "2026-10")]
    done = date(2026, 4, 2)
    late = TaskEntry(known[0], TaskState.UNDER_WAY, "Công an phường", date(2026, 9, 30))
    assert set_task(desk, PLAN, late).done
    assert set_task(desk, PLAN, TaskEntry(known[1], TaskState.DONE, "", None, done)).done


def _add_inspections(desk: Desk) -> None:
    ids = ids_by_name(desk)
    for draft in (
        InspectionDraft(
            date(2026, 8, 12),
            ids["Tổ dân phố 7"],
            "Chưa có biển tuyên truyền tại nhà sinh hoạt cộng đồng.",
            "Lắp biển, báo lại Ban Chỉ đạo.",
            date(2026, 9, 15),
        ),
        InspectionDraft(
            date(2026, 9, 22),
            ids["Tổ dân phố 3"],
            "Sổ theo dõi buổi tuyên truyền ghi đủ; chưa ký cam kết với các hộ kinh doanh.",
            "Tổ chức ký cam kết với 12 hộ.",
            date(2026, 10, 20),
        ),
        InspectionDraft(date(2026, 10, 6), None, "Công tác phối hợp giữa các đoàn thể tốt."),
    ):
        assert record_inspection(desk, draft).done
