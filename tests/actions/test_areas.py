"""The area over time: assessments, being drug-free, population, milestones, inspections."""

from dataclasses import replace
from datetime import date

from desktop.actions.areas import (
    AreaMilestone,
    area_view,
    assessments,
    record_assessment,
    remove_assessment,
    remove_milestone,
    remove_population,
    set_milestone,
    set_population,
    statuses_of,
)
from desktop.actions.desk import Desk
from desktop.actions.groups import delete_group
from desktop.actions.inspections import (
    InspectionDraft,
    inspections,
    inspections_of,
    record_inspection,
    remove_inspection,
)
from desktop.actions.periods import period_named
from desktop.actions.plan_settings import record_status
from desktop.actions.safety import undo
from desktop.domain.areas import AssessmentDraft, StepDirection

NEW = "qd-28-2025"
KEY = AssessmentDraft(date(2026, 2, 1), NEW, level="type_2", decision="2/QĐ")
FREE = AssessmentDraft(date(2026, 5, 1), NEW, level="drug_free", decision="5/QĐ")
LOST = AssessmentDraft(date(2026, 8, 1), NEW, level="not_drug_free", decision="8/QĐ")


def places(outcome: object) -> list[tuple[str, str]]:
    return [(one.code, one.field) for one in getattr(outcome, "problems", ())]


def test_the_level_of_a_period_is_that_of_the_latest_assessment_until_its_end(desk: Desk) -> None:
    for draft in (LOST, KEY, FREE):
        assert record_assessment(desk, draft).done
    found: dict[str, str | None] = {}
    for month in ("2026-01", "2026-02", "2026-05", "2026-10"):
        level = area_view(desk, period_named(desk, month)).level
        found[month] = level.id if level is not None else None
    assert found == {
        "2026-01": None,
        "2026-02": "type_2",
        "2026-05": "drug_free",
        "2026-10": "not_drug_free",
    }


def test_the_history_goes_down_and_up(desk: Desk) -> None:
    for draft in (KEY, FREE, LOST):
        record_assessment(desk, draft)
    steps = area_view(desk, period_named(desk, "2026-10")).steps
    assert [(one.to_level, one.direction) for one in steps] == [
        ("type_2", StepDirection.UNKNOWN),
        ("drug_free", StepDirection.DOWN),
        ("not_drug_free", StepDirection.UP),
    ]


def test_assessments_make_events_of_being_drug_free_and_a_typed_one_stands(desk: Desk) -> None:
    for draft in (KEY, FREE, LOST):
        record_assessment(desk, draft)
    assert [(one.on.month, one.holds) for one in statuses_of(desk)] == [
        (2, False),
        (5, True),
        (8, False),
    ]
    record_status(desk, "hue-302", "drug_free", date(2026, 8, 1), holds=True)
    assert [(one.on.month, one.holds) for one in statuses_of(desk)] == [
        (2, False),
        (5, True),
        (8, True),
    ]


def test_drug_free_has_a_baseline_and_the_event_that_lost_it(desk: Desk) -> None:
    for draft in (KEY, FREE, LOST):
        record_assessment(desk, draft)
    before = area_view(desk, period_named(desk, "2026-03")).drug_free
    assert (before.holds, before.baseline, before.lost) == (False, None, None)
    held = area_view(desk, period_named(desk, "2026-06")).drug_free
    assert (held.holds, held.since) == (True, date(2026, 5, 1))
    lost = area_view(desk, period_named(desk, "2026-09")).drug_free
    assert (lost.holds, lost.since) == (False, date(2026, 8, 1))
    assert lost.baseline is not None
    assert lost.lost is not None
    assert (lost.baseline.decision, lost.lost.decision) == ("5/QĐ", "8/QĐ")


def test_nothing_is_known_before_the_first_assessment(desk: Desk) -> None:
    view = area_view(desk, period_named(desk, "2026-10"))
    assert (view.assessment, view.level, view.proposal, view.drug_free.holds) == (None,) * 4
    assert view.rule_today is not None
    assert view.rule_today.id == NEW


def test_an_assessment_is_changed_taken_back_and_brought_again(desk: Desk) -> None:
    made = record_assessment(desk, KEY).value
    assert made is not None
    assert record_assessment(desk, replace(KEY, id=made, level="type_1")).value == made
    assert [one.level for one in assessments(desk)] == ["type_1"]
    assert remove_assessment(desk, made).done
    assert assessments(desk) == ()
    undo(desk)
    assert [one.level for one in assessments(desk)] == ["type_1"]
    assert places(remove_assessment(desk, "x")) == [("assessment_unknown", "id")]


def test_an_assessment_that_cannot_be_is_refused(desk: Desk) -> None:
    assert places(record_assessment(desk, replace(KEY, rule_id="xx"))) == [
        ("area_rule_unknown", "rule_id")
    ]
    assert ("date_in_future", "on") in places(
        record_assessment(desk, replace(KEY, on=date(2026, 10, 21)))
    )
    assert ("assessment_unknown", "id") in places(record_assessment(desk, replace(KEY, id="x")))
    assert assessments(desk) == ()


def test_population_is_kept_by_year(desk: Desk) -> None:
    assert set_population(desk, 2026, 5120, date(2026, 1, 1)).done
    assert set_population(desk, 2025, 5000).done
    assert set_population(desk, 2026, 5200).done
    view = area_view(desk, period_named(desk, "2026-10"))
    assert [(one.year, one.population) for one in view.population] == [(2025, 5000), (2026, 5200)]
    assert places(set_population(desk, 2027, 0, date(2027, 1, 1))) == [
        ("year_out_of_range", "year"),
        ("number_out_of_range", "population"),
        ("date_in_future", "counted_on"),
    ]
    assert remove_population(desk, 2025).done
    assert places(remove_population(desk, 2025)) == [("population_unknown", "year")]


def test_a_milestone_is_late_until_it_is_reached(desk: Desk) -> None:
    made = set_milestone(desk, AreaMilestone("", "Ra khỏi danh sách", date(2026, 6, 30))).value
    assert made is not None
    reached = AreaMilestone(made, "Ra khỏi danh sách", date(2026, 6, 30), date(2026, 9, 1))
    set_milestone(desk, reached)
    seen = {
        month: (line.done, line.overdue)
        for month in ("2026-06", "2026-08", "2026-10")
        for line in area_view(desk, period_named(desk, month)).milestones
    }
    assert seen == {"2026-06": (False, False), "2026-08": (False, True), "2026-10": (True, False)}
    assert remove_milestone(desk, made).done
    assert area_view(desk, period_named(desk, "2026-10")).milestones == ()
    assert places(set_milestone(desk, AreaMilestone("x", " "))) == [
        ("name_missing", "title"),
        ("milestone_unknown", "id"),
    ]


def test_an_inspection_names_its_group_and_what_stays_open(
    desk: Desk, groups: tuple[str, ...]
) -> None:
    draft = InspectionDraft(
        date(2026, 8, 20), groups[0], "Sổ chưa đủ", "Bổ sung sổ", date(2026, 9, 1)
    )
    made = record_inspection(desk, draft).value
    assert made is not None
    month = inspections_of(desk, period_named(desk, "2026-09"))
    assert [(one.group, one.open, one.overdue) for one in month.lines] == [
        ("Tổ dân phố 1", True, True)
    ]
    later = inspections_of(desk, period_named(desk, "2026-10"))
    assert later.lines == ()
    assert [one.inspection.id for one in later.overdue] == [made]
    done = replace(draft, id=made, followed_up_on=date(2026, 9, 20))
    assert record_inspection(desk, done).value == made
    assert inspections_of(desk, period_named(desk, "2026-09")).overdue != ()
    assert inspections_of(desk, period_named(desk, "2026-10")).open_before == ()


def test_a_group_that_was_inspected_is_not_deleted(desk: Desk, groups: tuple[str, ...]) -> None:
    record_inspection(desk, InspectionDraft(date(2026, 10, 1), groups[0], "Tốt"))
    assert places(delete_group(desk, groups[0])) == [("group_in_use", "id")]
    assert delete_group(desk, groups[1]).done


def test_findings_warn_of_what_looks_personal(desk: Desk) -> None:
    draft = InspectionDraft(date(2026, 10, 1), findings="Liên hệ 0912345678")
    outcome = record_inspection(desk, draft)
    assert outcome.done
    assert places(outcome) == [("looks_personal", "findings")]


def test_an_inspection_that_cannot_be_is_refused(desk: Desk) -> None:
    draft = InspectionDraft(date(2026, 10, 21), "x", "", "", date(2026, 10, 1), date(2026, 10, 2))
    assert places(record_inspection(desk, draft)) == [
        ("date_in_future", "on"),
        ("date_before_inspection", "due"),
        ("date_before_inspection", "followed_up_on"),
        ("findings_missing", "findings"),
        ("follow_up_missing", "follow_up"),
        ("group_unknown", "group_id"),
    ]
    assert inspections(desk) == ()


def test_an_inspection_taken_back_comes_again_by_undo(desk: Desk) -> None:
    made = record_inspection(desk, InspectionDraft(date(2026, 10, 1), findings="Tốt")).value
    assert remove_inspection(desk, made or "").done
    assert inspections(desk) == ()
    undo(desk)
    assert [one.inspection.findings for one in inspections(desk)] == ["Tốt"]
    assert places(remove_inspection(desk, "x")) == [("inspection_unknown", "id")]
