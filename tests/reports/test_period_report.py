"""Reports of quarter, half-year, nine months, year and a range of days."""

import re
from collections.abc import Mapping
from dataclasses import replace
from datetime import date
from decimal import Decimal

import pytest

from desktop.domain.counting import activity
from desktop.domain.groups import ResidentialGroup
from desktop.domain.objective_results import ObjectiveState
from desktop.domain.objective_store import StoredFigure
from desktop.domain.periods import PeriodRule, month_period, parse_period
from desktop.domain.plan_entries import PlanEntries
from desktop.domain.plans import ObjectiveKind
from desktop.domain.sessions import OutreachSession
from desktop.domain.snapshot import Snapshot
from desktop.domain.snapshot_making import build_snapshot
from desktop.domain.snapshot_plan import with_plan
from desktop.reports.beside import Beside, MonthFigures
from desktop.reports.excel import write_excel
from desktop.reports.figures import form_of
from desktop.reports.pdf import write_pdf
from desktop.reports.period_report import period_report
from desktop.reports.tree import Chart, Document, Paragraph, Table
from desktop.reports.word import write_word
from tests.reports.made_up import FRAME, facts
from tests.reports.planned import (
    MONTHS,
    OCTOBER,
    appendix,
    counts,
    entries,
    plan,
    planned,
    section,
    table,
    words,
)

KINDS = {
    "2026-Q3": ("quý III năm 2026", "15/6/2026", "14/9/2026"),
    "2026-H1": ("06 tháng đầu năm 2026", "15/12/2025", "14/6/2026"),
    "2026-H2": ("06 tháng cuối năm 2026", "15/6/2026", "14/12/2026"),
    "2026-9M": ("09 tháng đầu năm 2026", "15/12/2025", "14/9/2026"),
    "2026": ("năm 2026", "15/12/2025", "14/12/2026"),
}
EVERY_MONTH = entries(counts({month: {**OCTOBER, "arrests": 2} for month in MONTHS}))
YEAR = planned("2026", given=EVERY_MONTH)


def report(
    known: Snapshot, beside: Beside | None = None, texts: Mapping[str, str] | None = None
) -> Document:
    return period_report(known, texts or {}, FRAME, beside or Beside())


def tables(document: Document) -> list[Table]:
    return [block for block in document.blocks if isinstance(block, Table)]


@pytest.mark.parametrize("period", KINDS)
def test_the_heading_names_the_period_and_shows_both_dates(period: str) -> None:
    name, first, last = KINDS[period]
    subject = [line.replace("\u00a0", " ") for line in report(planned(period)).subject]
    assert subject == [
        f"Kết quả công tác phòng, chống ma túy {name}",
        f"(Từ ngày {first} đến ngày {last})",
    ]


def test_a_range_of_days_is_named_by_its_dates_alone() -> None:
    document = report(planned("2026-09-01..2026-09-30"))
    subject = [line.replace("\u00a0", " ") for line in document.subject]
    assert subject == [
        "Kết quả công tác phòng, chống ma túy",
        "(Từ ngày 01/9/2026 đến ngày 30/9/2026)",
    ]


def test_a_range_of_days_is_compared_with_nothing() -> None:
    document = report(planned("2026-09-15..2026-10-14"))
    assert "so với" not in words(document)
    assert [column.heading for column in tables(document)[0].columns] == ["Nội dung", "Kỳ này"]
    assert not any("trước" in key for row in table(document, "I") for key in row)
    assert not any("trước" in key for row in table(document, "VI") for key in row)


@pytest.mark.parametrize(
    ("period", "over"),
    [
        ("2026-Q3", {"Quý trước", "Cùng kỳ năm trước"}),
        ("2026-H2", {"06 tháng trước đó", "Cùng kỳ năm trước"}),
        ("2026-9M", {"Cùng kỳ năm trước"}),
        ("2026", {"Năm trước"}),
    ],
)
def test_each_kind_is_compared_with_its_own_earlier_periods(period: str, over: set[str]) -> None:
    document = report(planned(period))
    found = {column.over.replace("\u00a0", " ") for column in tables(document)[0].columns}
    assert found == {"", *over}


def test_a_period_that_was_tracked_in_part_is_compared_with_nothing() -> None:
    known = replace(planned("2026"), first_month="2025-11")
    text = words(report(known))
    assert known.last_year is not None
    assert "Chưa có đủ số liệu tuyên truyền, mô hình năm trước để so sánh." in text
    assert "so với năm trước" not in text


def test_a_period_in_which_tracking_began_says_from_when_on() -> None:
    known = replace(planned("2026"), first_month="2026-05")
    assert "Số liệu trong báo cáo được theo dõi từ tháng 5 năm 2026." in words(report(known))
    assert "được theo dõi từ" not in words(report(planned("2026")))


def months_of(document: Document) -> Table:
    return next(one for one in tables(document) if one.columns[0].heading == "Tháng")


@pytest.mark.parametrize(("period", "size"), [("2026-Q3", 3), ("2026-H1", 6), ("2026", 12)])
def test_the_months_add_up_to_the_period(period: str, size: int) -> None:
    known = planned(period)
    found = months_of(report(known))
    assert len(found.rows) == size
    assert found.total is not None
    for place in (1, 2):
        summed = sum(int(row[place].replace(".", "")) for row in found.rows)
        assert int(found.total[place].replace(".", "")) == summed
    assert int(found.total[1]) == known.totals.activity.sessions


def test_a_row_of_the_months_is_that_of_the_month() -> None:
    found = months_of(report(planned("2026-Q3")))
    for row, number in zip(found.rows, (7, 8, 9), strict=True):
        month = month_period(2026, number, PeriodRule())
        own = planned(month.id)
        held = activity(facts(23).sessions, month)
        people = f"{held.attendance:,}".replace(",", ".")
        share = own.totals.group_months
        assert row[:4] == (str(number), str(held.sessions), people, f"{share.met}/{share.due}")


def test_months_before_tracking_have_no_figure() -> None:
    bare = planned("2026", known=facts(23, sessions=False))
    months = tuple(
        replace(one, due=(), met=(), missing=(), stated=()) if one.month.number < 5 else one
        for one in bare.duty
    )
    found = months_of(report(replace(bare, duty=months, first_month="2026-05")))
    assert [row[1:] for row in found.rows[:4]] == [("–", "–", "–", "–")] * 4
    assert found.rows[4][1] == "0"


def test_the_year_draws_the_share_of_each_month_as_the_snapshot_has_it() -> None:
    (chart,) = [block for block in report(YEAR).blocks if isinstance(block, Chart)]
    assert chart.target == 1
    for column, month in zip(chart.columns, YEAR.duty, strict=True):
        assert column.value == Decimal(month.share.met) / month.share.due
        assert column.note == f"{month.share.met}/{month.share.due}"
    others = report(planned("2026-H1")).blocks
    assert not any(isinstance(block, Chart) for block in others)


def test_the_objectives_run_month_by_month() -> None:
    figure = StoredFigure("7", ObjectiveKind.COVERAGE, ObjectiveState.NOT_MET, 15, 19, ratio=True)
    waiting = replace(figure, state=ObjectiveState.NOT_ENTERED, numerator=None, denominator=None)
    nothing = replace(figure, state=ObjectiveState.NOTHING_AROSE, numerator=0, denominator=0)
    given = {"2026-01": waiting, "2026-02": nothing, "2026-03": figure}
    beside = Beside(
        months=tuple(
            MonthFigures(month, {"7": given[month]} if month in given else {}) for month in MONTHS
        )
    )
    rows = table(report(YEAR, beside), "I", place=1)
    row = next(row for row in rows if "tiếp cận tư vấn" in row["Mục tiêu, chỉ tiêu"])
    assert [row[str(number)] for number in (1, 2, 3, 4)] == ["…", "K", "15/19", ""]


def test_a_flow_of_a_longer_period_is_the_sum_of_its_months_and_a_stock_its_last() -> None:
    rows = {row["Nội dung"]: row for row in table(report(YEAR), "VI")}
    assert rows["Văn bản chỉ đạo đã ban hành"]["Kỳ này"] == "36"
    assert rows["Người nghiện ma túy có hồ sơ quản lý"]["Kỳ này"] == "14"
    assert rows["Người nghiện đưa vào hồ sơ quản lý trong kỳ"]["Kỳ này"] == "24"


def test_one_blank_month_leaves_the_sum_unknown() -> None:
    given = {month: OCTOBER for month in MONTHS if month != "2026-04"}
    rows = {
        row["Nội dung"]: row
        for row in table(report(planned("2026", given=entries(counts(given)))), "VI")
    }
    assert rows["Văn bản chỉ đạo đã ban hành"]["Kỳ này"] == "chưa có số liệu"


def test_sessions_of_a_long_period_are_summed_by_group() -> None:
    found = next(one for one in appendix(report(YEAR), "II").blocks if isinstance(one, Table))
    assert found.total is not None
    assert found.total[2] == str(YEAR.totals.activity.sessions)
    counted = [session for session in YEAR.sessions if session.counts]
    for row, line in zip(found.rows, YEAR.groups, strict=False):
        own = [session for session in counted if line.id in session.group_ids]
        assert row[2] == str(len(own)), line.name
        assert row[3] == str(sum(len(one.group_ids) > 1 for one in own))
    joint = any(int(row[3] or 0) for row in found.rows)
    assert joint
    assert sum(int(row[2]) for row in found.rows) > YEAR.totals.activity.sessions
    quarter = appendix(report(planned("2026-Q3")), "II")
    assert "Ngày" in [c.heading for b in quarter.blocks if isinstance(b, Table) for c in b.columns]


def test_groups_that_lack_months_are_listed_with_them() -> None:
    known = planned("2026-Q4")
    rows = {row["Tổ dân phố"]: row for row in table(report(known), "V")}
    group = known.groups[3]
    lacking = [str(m.month.number) for m in known.duty if group.id in m.missing]
    row = rows[group.name]
    assert row["Tuyên truyền hằng tháng"] == f"chưa tổ chức tháng {', '.join(lacking)}"
    assert "Tháng 10 không tổ chức, lý do: nước lụt, cả tổ di dời" in row["Lý do, ghi chú"]
    silent = ", ".join(month for month in lacking if month != "10")
    assert f"Tháng {silent}: chưa báo lý do" in row["Lý do, ghi chú"]


def test_what_the_officer_wrote_stays_in_every_kind() -> None:
    for period in (*KINDS, "2026-09-01..2026-09-30"):
        texts = {"strengths": "Cấp ủy quan tâm.", "outreach": "Có 02 ngày hội."}
        document = report(planned(period), texts=texts)
        assert section(document, "Ưu điểm") == "Cấp ủy quan tâm."
        assert section(document, "Công tác tuyên truyền").endswith("Có 02 ngày hội.")


def test_a_paper_that_replaces_another_says_which_time() -> None:
    subject = report(planned("2026-10"), Beside(correction=2)).subject
    assert "(Báo cáo thay thế lần\u00a02)" in subject
    assert not any("thay thế" in line for line in report(planned("2026-10")).subject)


@pytest.mark.parametrize("period", [*KINDS, "2026-09-01..2026-09-03"])
def test_an_empty_commune_reads_nothing_arose_and_never_nought_of_nought(period: str) -> None:
    known = planned(period, given=PlanEntries(), known=facts(0))
    document = report(known)
    text = words(document) + str(document.appendices)
    assert "0/0" not in text
    assert "NaN" not in text
    assert isinstance(document.blocks[-1], Paragraph)
    assert document.blocks[-1].text.endswith("./.")


def test_every_plan_that_is_shipped_gives_a_paper() -> None:
    for name in ("hanoi-2012", "hanoi-2021", "longbien-319"):
        for period in ("2026-10", "2026"):
            document = report(planned(period, pack=plan(name), given=PlanEntries()))
            assert document.appendices[0].number == "I"
            assert "Theo " in section(document, "các mục tiêu")


def test_a_plan_without_objectives_or_counts_has_the_appendices_of_none() -> None:
    bare = replace(plan("hanoi-2025"), objectives=(), counts=())
    document = report(planned(pack=bare, given=PlanEntries()))
    assert [one.number for one in document.appendices] == ["II", "III", "IV", "V"]


@pytest.mark.parametrize("write", [write_pdf, write_word, write_excel])
def test_the_same_year_gives_the_same_bytes(write: object) -> None:
    assert callable(write)
    assert write(report(YEAR)) == write(report(YEAR))


def test_no_text_of_a_longer_period_speaks_of_the_month_before() -> None:
    for period in KINDS:
        assert "tháng trước." not in words(report(planned(period)))
        form = form_of(planned(period).period.kind)
        assert "{" not in words(report(planned(period))), form.name


ON = date(2026, 11, 22)
RUNNING = planned("2026", given=EVERY_MONTH, known=replace(facts(23), today=ON), draft=True)


def test_the_draft_of_a_running_year_says_nothing_of_what_is_to_come() -> None:
    text = words(report(RUNNING))
    assert "hết ngày 22 tháng 11 năm 2026" in text
    assert "14 tháng 12 năm 2026" not in text
    due = RUNNING.totals.group_months.due
    assert due == 23 * 11
    assert f"/{due} (" in text
    months = tables(report(RUNNING))[1]
    assert months.rows[11] == ("12", "–", "–", "–", "–")


def test_a_running_period_is_not_compared_yet() -> None:
    text = words(report(RUNNING))
    assert "so với năm trước" not in text.replace("chưa so sánh với năm trước", "")
    assert "Kỳ báo cáo chưa kết thúc" in text


def test_a_sum_of_attendance_that_lacks_sessions_says_so_wherever_it_stands() -> None:
    quarter = report(planned("2026-Q3"))
    assert planned("2026-Q3").totals.activity.attendance_missing
    row = next(row for row in tables(quarter)[0].rows if row[0] == "Số lượt người tham gia")
    assert row[1].endswith("*")
    assert row[-1].endswith("*")
    assert "chưa gồm những buổi chưa có số lượt người" in words(quarter)
    assert re.search(
        r"lượt người tham gia, chưa gồm \d+ buổi chưa có số lượt người", words(quarter)
    )


def test_a_group_that_came_after_the_half_year_is_not_listed_in_it() -> None:
    known = facts(4)
    young = ResidentialGroup("new", "Tổ dân phố mới", active_from=date(2026, 8, 20))
    session = OutreachSession("n1", date(2026, 9, 1), ("new",), attendance=9)
    more = replace(known, groups=(*known.groups, young), sessions=(*known.sessions, session))
    document = report(planned("2026-H1", known=more))
    assert "Tổ dân phố mới" not in {cell for row in table(document, "II") for cell in row.values()}
    year = report(planned("2026", known=more))
    assert "Tổ dân phố mới" in {cell for row in table(year, "II") for cell in row.values()}


def test_the_months_of_a_range_of_days_are_those_of_the_report() -> None:
    document = report(planned("2026-08-20..2026-09-05"))
    notes = [one.text for one in appendix(document, "IV").blocks if isinstance(one, Paragraph)]
    assert "Tháng báo cáo M tính từ ngày 15 tháng trước" in notes[0].replace("\u00a0", " ")
    assert "dương lịch" not in notes[0]


def test_a_stock_at_the_end_of_the_year_before_stands_beside_that_of_the_year() -> None:
    stocks = {"2024-12": {"dependent_persons": 20}, "2025-12": {"dependent_persons": 18}}
    known = replace(facts(3), profile=replace(facts(3).profile, first_month="2024-12"))
    bare = build_snapshot(known, parse_period("2025"), draft=False)
    snapshot = with_plan(bare, plan(), entries(counts(stocks)))
    rows = {row["Nội dung"]: row for row in table(report(snapshot), "VI")}
    row = rows["Người nghiện ma túy có hồ sơ quản lý"]
    assert (row["Kỳ này"], row["Năm trước"]) == ("18", "20")


def test_a_year_that_lacks_months_of_a_count_says_what_it_has() -> None:
    some = entries(counts({month: {"cases": 2} for month in MONTHS[:10]}))
    text = section(report(planned("2026", given=some)), "phòng ngừa, đấu tranh")
    assert "Chưa đủ số liệu các tháng trong kỳ" in text
    assert "xử lý hình sự (20 vụ)" in text
