"""Papers of a month that is not over, and of days in which no month ends."""

from dataclasses import replace
from datetime import date

from desktop.domain.periods import parse_period
from desktop.domain.snapshot import Snapshot
from desktop.domain.snapshot_making import build_snapshot
from desktop.reports.comparison import comparison
from desktop.reports.figures import Figures
from desktop.reports.month_plan import month_plan
from desktop.reports.period_report import period_report, sections
from desktop.reports.session_forms import collection_forms
from desktop.reports.tree import Document, Paragraph
from tests.reports.made_up import FRAME, facts


def running(today: date) -> Snapshot:
    """Reporting month 10 of 2026 as a draft of a day inside it."""
    made = replace(facts(5), today=today)
    return build_snapshot(made, parse_period("2026-10"), draft=True)


def texts(document: Document) -> str:
    """The paragraphs of a paper, no-break spaces as blanks."""
    said = (block.text for block in document.blocks if isinstance(block, Paragraph))
    return " ".join(said).replace("\u00a0", " ")


def test_results_are_asked_for_by_the_last_day_however_early_the_plan_is_made() -> None:
    known = running(date(2026, 9, 22))
    plan = month_plan(known, FRAME, starting=date(2026, 9, 22), members={})
    assert "gửi kết quả trước hết ngày 14 tháng 10 năm 2026" in texts(plan)
    forms = collection_forms(known, FRAME, {line.id: "0DSM-8VMC" for line in known.groups})
    assert "gửi lại phiếu trước hết ngày 14 tháng 10 năm 2026" in texts(forms)


def test_what_was_set_out_before_is_named_with_what_became_of_it() -> None:
    known = build_snapshot(facts(23), parse_period("2026-10"), draft=False)
    f = Figures.of(known, FRAME)
    drafted = {one.key: one.generated.replace("\u00a0", " ") for one in sections(known, FRAME)}
    assert f.missing_before
    assert "Kết quả việc đã đề ra kỳ trước: " in drafted["shortcomings"] + drafted["strengths"]
    again = set(f.missing_before) & set(f.missing)
    assert ("việc đã đề ra kỳ trước mà chưa xong" in drafted["next_tasks"]) is bool(again)


def test_groups_that_gave_no_reason_stand_among_the_causes() -> None:
    known = replace(build_snapshot(facts(23), parse_period("2026-10"), draft=False))
    bare = replace(known, duty=tuple(replace(month, stated=()) for month in known.duty))
    drafted = {one.key: one.generated for one in sections(bare, FRAME)}
    assert "Nguyên nhân: " in drafted["shortcomings"]
    assert "chưa báo lý do" in drafted["shortcomings"]


def test_a_period_that_begins_with_its_year_has_no_second_column_of_the_same() -> None:
    for period, shown in (
        ("2026", False),
        ("2026-H1", False),
        ("2026-9M", False),
        ("2026-Q2", True),
    ):
        known = build_snapshot(facts(5), parse_period(period), draft=False)
        columns = {column.heading for column in comparison(Figures.of(known, FRAME)).columns}
        assert ("Lũy kế năm" in columns) is shown


def test_days_in_which_no_month_ends_say_so_of_the_duty() -> None:
    known = build_snapshot(facts(5), parse_period("2026-09-20..2026-10-10"), draft=True)
    document = period_report(known, {}, FRAME)
    said = texts(document)
    assert "không có tháng báo cáo nào kết thúc" in said
    assert "không phát sinh tổ dân phố thuộc diện" not in said
    assert [one.number for one in document.appendices] == ["I", "II", "III", "IV", "V"]
