"""Consolidated papers: every figure against sums made apart, pages of 1, 40 and 150 units."""

import re
from dataclasses import replace
from datetime import date
from functools import cache

import pytest

from desktop.domain.consolidated import consolidated
from desktop.domain.consolidated_period import ConsolidatedPeriod
from desktop.domain.consolidated_series import matrix, trend
from desktop.domain.expected_units import ExpectedUnit
from desktop.domain.periods import month_period, parse_period
from desktop.domain.plan_entries import PlanEntries
from desktop.domain.plan_facts import MISSING, NIL, CountEntry, EntryState
from desktop.domain.plan_parsing import parse_plan
from desktop.domain.plans import CountKind, EnteredBy, PlanPack
from desktop.domain.printed_totals import ChangedTotal, PrintedTotal
from desktop.domain.snapshot import Snapshot
from desktop.domain.snapshot_making import build_snapshot
from desktop.domain.snapshot_plan import with_plan
from desktop.domain.unit_figures import Supplement, unit_figures
from desktop.paths import resource
from desktop.reports.consolidated_changes import changes_table
from desktop.reports.consolidated_report import consolidated_report
from desktop.reports.consolidated_series import matrix_paper, trend_paper
from desktop.reports.consolidated_sheets import (
    allocated_paper,
    by_objective_paper,
    by_unit_paper,
)
from desktop.reports.consolidated_words import Gathered, gathered
from desktop.reports.excel import write_excel
from desktop.reports.frame import PaperFrame
from desktop.reports.pdf import write_pdf
from desktop.reports.tree import Document, Paragraph, Table
from desktop.reports.word import write_word
from tests.actions.units_making import LONG_NAME, SINCE, SUPERIOR, plan, sent_month, units_named
from tests.domain.making import PROFILE, facts, held
from tests.reports.office_reading import word_file, workbook
from tests.reports.reading import PageRead, read_pdf

OCTOBER = parse_period("2026-10")
FRAME = PaperFrame.of(SUPERIOR, year=2026)


@cache
def units(count: int, name: str) -> tuple[ExpectedUnit, ...]:
    return units_named(count, name)


def sent(count: int, *, name: str = "Phường số", month: int = 10) -> dict[ExpectedUnit, Snapshot]:
    """All but every seventh unit have sent."""
    return {
        unit: sent_month(unit, month)
        for place, unit in enumerate(units(count, name))
        if place % 7 != 3
    }


def gather(
    count: int,
    snapshots: dict[ExpectedUnit, Snapshot],
    *,
    name: str = "Phường số",
    pack: PlanPack | None = None,
    month: int = 10,
) -> Gathered:
    figures = {unit.unit: unit_figures(one) for unit, one in snapshots.items()}
    pack = pack or plan()
    totals = consolidated(month_period(2026, month), units(count, name), figures, pack=pack)
    return gathered(ConsolidatedPeriod(totals=totals, pack=pack), FRAME)


def tables(document: Document) -> list[Table]:
    blocks = [*document.blocks, *(one for a in document.appendices for one in a.blocks)]
    return [one for one in blocks if isinstance(one, Table)]


def words(document: Document) -> str:
    found = [one.text for one in document.blocks if isinstance(one, Paragraph)]
    return "\n".join(found).replace("\u00a0", " ")


def number(value: int) -> str:
    return f"{value:,}".replace(",", ".")


def percent(part: int, whole: int) -> str:
    """One decimal, half up, as an officer would work it out on paper."""
    tenths = (2000 * part + whole) // (2 * whole)
    text = f"{tenths // 10},{tenths % 10}".removesuffix(",0")
    return f"{text}%"


def plain(text: str) -> str:
    return text.replace("\u00a0", " ")


@pytest.mark.parametrize("count", [1, 12, 40])
def test_every_figure_of_the_table_of_units_is_the_sum_of_what_came(count: int) -> None:
    snapshots = sent(count)
    table = tables(by_unit_paper(gather(count, snapshots)))[0]
    assert len(table.rows) == count
    for row, unit in zip(table.rows, units(count, "Phường số"), strict=True):
        assert plain(row[1]) == unit.name
        if unit not in snapshots:
            assert row[2:] == ("chưa gửi", *("–",) * 7)
            continue
        one = snapshots[unit]
        held = [session for session in one.sessions if session.counts]
        people = sum(session.attendance or 0 for session in held)
        missing = sum(session.attendance is None for session in held)
        met, due = sum(len(m.met) for m in one.duty), sum(len(m.due) for m in one.duty)
        assert row[3] == str(len(held))
        if missing < len(held) or not held:
            assert row[4] == number(people) + ("*" if missing else "")
        else:
            assert row[4] == "chưa nhập"
        assert row[5:7] == (f"{met}/{due}", percent(met, due))
        groups, active = one.upkeep, len(one.upkeep.active)
        assert row[8] == f"{active - len(groups.lacking)}/{active}"
    assert table.total is not None
    all_held = [s for one in snapshots.values() for s in one.sessions if s.counts]
    met = sum(len(m.met) for one in snapshots.values() for m in one.duty)
    due = sum(len(m.due) for one in snapshots.values() for m in one.duty)
    people = sum(s.attendance or 0 for s in all_held)
    assert table.total[2] == f"{len(snapshots)}/{count}"
    assert table.total[3] == number(len(all_held))
    assert table.total[4].rstrip("*") == number(people)
    assert table.total[5:7] == (f"{number(met)}/{number(due)}", percent(met, due))


def test_every_count_is_the_sum_of_what_the_units_entered() -> None:
    snapshots = sent(12)
    report = consolidated_report(gather(12, snapshots))
    counts = next(t for t in tables(report) if t.columns[1].heading == "Nội dung")
    asked = next(iter(snapshots.values())).counts
    assert len(counts.rows) == len(asked)
    for row, line in zip(counts.rows, asked, strict=True):
        own = [one for s in snapshots.values() for one in s.counts if one.category == line.category]
        nil = all(one.state is EntryState.NIL for one in own)
        expected = "không phát sinh" if nil else number(sum(one.known or 0 for one in own))
        assert plain(row[1]) == line.label
        assert (row[3], row[4]) == (expected, f"{len(own)}/{len(snapshots)}")
        if line.kind is CountKind.STOCK:
            assert row[5] == "–"


def test_a_count_that_a_unit_left_blank_is_marked_and_not_nought() -> None:
    first, second, third = units(3, "Phường số")
    snapshots = {
        first: sent_month(first, counts={"plants": 4}),
        second: sent_month(second, counts={"plants": MISSING}),
        third: sent_month(third, counts={"plants": NIL}),
    }
    report = consolidated_report(gather(3, snapshots))
    counts = next(t for t in tables(report) if t.columns[1].heading == "Nội dung")
    label = next(one.label for one in plan().counts if one.id == "plants")
    (row,) = (row for row in counts.rows if plain(row[1]) == label)
    assert (row[3], row[4]) == ("4*", "2/3")
    shown = [t for t in tables(by_unit_paper(gather(3, snapshots))) if label in _heads(t)]
    place = _heads(shown[0]).index(label)
    assert [row[place] for row in shown[0].rows] == ["4", "…", "K"]


def test_many_units_have_numbered_columns_after_a_list_of_all_counts() -> None:
    snapshots = sent(30)
    activity, key, *numbered = tables(by_unit_paper(gather(30, snapshots)))
    counts = plan().counts
    listed = [row for row in key.rows if row[0]]
    assert [(row[0], plain(row[1])) for row in listed] == [
        (str(place), one.label) for place, one in enumerate(counts, 1)
    ]
    sections = [plain(row[1]) for row in key.rows if not row[0]]
    assert set(sections) == {one.section for one in counts}
    heads = [column.heading for table in numbered for column in table.columns[2:]]
    assert heads == [row[0] for row in listed]
    assert all(len(table.rows) == len(activity.rows) == 30 for table in numbered)
    totals = [cell for table in numbered for cell in (table.total or ())[2:]]
    assert totals == [row[3] for row in listed]
    unit, snapshot = next(iter(snapshots.items()))
    row = next(row for row in numbered[0].rows if plain(row[1]) == unit.name)
    for cell, line in zip(row[2:], snapshot.counts, strict=False):
        assert cell == ("K" if line.state is EntryState.NIL else number(line.value))


def test_the_counts_of_150_units_are_no_book() -> None:
    assert len(pages_of(by_unit_paper(gather(150, sent(150))))) <= 25


def _heads(table: Table) -> list[str]:
    return [plain(column.heading).rpartition(" (")[0] for column in table.columns]


def test_the_report_says_the_sums_with_their_parts_beside_each_percentage() -> None:
    snapshots = sent(12)
    said = words(consolidated_report(gather(12, snapshots)))
    held = [s for one in snapshots.values() for s in one.sessions if s.counts]
    people = sum(s.attendance or 0 for s in held)
    met = sum(len(m.met) for one in snapshots.values() for m in one.duty)
    due = sum(len(m.due) for one in snapshots.values() for m in one.duty)
    assert f"tổ chức {len(held)} buổi" in said
    assert f"với {number(people)} lượt người" in said
    assert f"{met}/{due} ({percent(met, due)})" in said
    assert "Có 10/12 (83,3%) đơn vị đã gửi số liệu." in said
    assert "Chưa gửi (02 đơn vị): Phường số 4; Phường số 11." in said
    for share in re.findall(r"[\d,]+%", said.replace("100% điểm", "")):
        assert re.search(rf"\d/[\d.]+ \({share}\)", said), share


def test_objectives_stand_in_the_table_as_they_add_up() -> None:
    snapshots = sent(12)
    general, *own = tables(by_objective_paper(gather(12, snapshots)))
    by_id = {row[0]: row for row in general.rows}
    met = sum(len(m.met) for one in snapshots.values() for m in one.duty)
    due = sum(len(m.due) for one in snapshots.values() for m in one.duty)
    assert by_id["4a"][2:6] == ("100%", f"{met}/{due}", percent(met, due), "10/10")
    cells = {
        column.heading: [row[place] for row in table.rows]
        for table in own
        for place, column in enumerate(table.columns)
    }
    assert set(by_id) <= set(cells)
    shown = [cell for cell in cells["4a"] if cell != "CG"]
    parts = [cell.split("/") for cell in shown]
    assert (sum(int(a) for a, _ in parts), sum(int(b) for _, b in parts)) == (met, due)
    assert cells["4a"].count("CG") == 2


def test_a_blank_target_is_not_nought_and_the_rest_adds_up() -> None:
    text = resource("plans/hanoi-2021.toml").read_bytes()
    pack = parse_plan(text).pack
    assert pack is not None
    paper = allocated_paper(gather(2, {}, pack=pack))
    found = tables(paper)
    assert found
    blank = 0
    for table in found:
        targets = [row[2] for row in table.rows]
        blank += targets.count("không giao")
        known = [int(cell.replace(".", "")) for cell in targets if cell != "không giao"]
        assert table.total is not None
        assert table.total[2] == number(sum(known))
        assert {row[3] for row in table.rows} == {"chưa có"}
        assert table.total[3:] == ("–", "–", "–")
    assert blank == 1


def test_results_stand_beside_the_targets_and_surplus_is_nobody_elses() -> None:
    text = resource("plans/hanoi-2021.toml").read_bytes()
    pack = parse_plan(text).pack
    assert pack is not None
    names = [row.unit for row in pack.tables[0].rows]
    listed = tuple(
        ExpectedUnit(str(30001 + place), name, SINCE, position=place)
        for place, name in enumerate(names)
    )
    months = [f"2026-{number:02d}" for number in range(1, 11)]
    figures = {}
    for place, unit in enumerate(listed[:20]):
        profile = replace(PROFILE, name=unit.name, code=unit.code, valid_from=SINCE)
        counts = {one.id: {month: CountEntry(place) for month in months} for one in pack.counts}
        base = build_snapshot(facts(profile=profile), OCTOBER, draft=False)
        entered = PlanEntries(counts=counts, unit=unit.name)
        figures[unit.unit] = unit_figures(with_plan(base, pack, entered))
    totals = consolidated(OCTOBER, listed, figures, pack=pack)
    g = gathered(ConsolidatedPeriod(totals=totals, pack=pack), FRAME)
    first = tables(allocated_paper(g))[0]
    left = 0
    for place, row in enumerate(first.rows):
        target = int(row[2])
        if place >= 20:
            assert row[3:] == ("chưa có", "–", "–")
            left += target
            continue
        done = 10 * place
        assert row[3:] == (number(done), percent(done, target), number(max(target - done, 0)))
        left += max(target - done, 0)
    reached = 10 * sum(range(20))
    assert first.total is not None
    whole = number(2300)
    sums = (f"{number(reached)}*", percent(reached, 2300), f"{number(left)}*")
    assert first.total[2:] == (whole, *sums)
    # What the plan sets for the whole city and the superior enters is no unit's to reach.
    whole_city = [one for one in pack.objectives if one.entered_by is EnteredBy.SUPERIOR]
    assert {one.id for one in whole_city} >= {"3b", "5b"}
    assert len(tables(allocated_paper(g))) == 2


def test_a_row_that_two_units_chose_names_both() -> None:
    pack = parse_plan(resource("plans/hanoi-2021.toml").read_bytes()).pack
    assert pack is not None
    row = pack.tables[0].rows[0].unit
    both = tuple(
        ExpectedUnit(code, name, SINCE, position=place)
        for place, (code, name) in enumerate((("30001", "Phường Một"), ("30002", "Phường Hai")))
    )
    months = [f"2026-{number:02d}" for number in range(1, 11)]
    counts = {one.id: {month: CountEntry(3) for month in months} for one in pack.counts}
    base = build_snapshot(facts(), OCTOBER, draft=False)
    made = unit_figures(with_plan(base, pack, PlanEntries(counts=counts, unit=row)))
    totals = consolidated(OCTOBER, both, {one.unit: made for one in both}, pack=pack)
    g = gathered(ConsolidatedPeriod(totals=totals, pack=pack), FRAME)
    shown = tables(allocated_paper(g))[0].rows[0][1].replace("\u00a0", " ")
    assert shown == f"{row} (cộng của Phường Một (mã 30001), Phường Hai (mã 30002))"


@cache
def year() -> tuple[ConsolidatedPeriod, ...]:
    """January to October of nine units; nobody has sent November and December."""
    found: list[ConsolidatedPeriod] = []
    for month in range(1, 13):
        snapshots = sent(9, month=month) if month <= 10 else {}
        found.append(gather(9, snapshots, month=month).one)
    return tuple(found)


def of_year() -> Gathered:
    return gathered(year()[-1], FRAME)


def test_the_matrix_shows_what_each_unit_sent_month_by_month() -> None:
    made = matrix([one.totals for one in year()], "sessions")
    (table,) = tables(matrix_paper(of_year(), (made,)))
    for row, unit in zip(table.rows, units(9, "Phường số"), strict=True):
        for month in range(1, 13):
            cell = row[1 + month]
            if month > 10:
                assert cell == ""
            elif unit.code == "20004":
                assert cell == "CG"
            else:
                assert cell == str(len(sent_month(unit, month).sessions))
    assert table.total is not None
    sums = [int(cell.rstrip("*").replace(".", "")) for cell in table.total[2:12]]
    assert table.total[-1].replace(".", "") == str(sum(sums))
    assert all(cell.endswith("*") for cell in table.total[2:12])


def test_the_trend_holds_the_same_units_side_by_side() -> None:
    totals = [one.totals for one in year()[:10]]
    (table, *_charted) = tables(trend_paper(of_year(), (("sessions", trend(totals, "sessions")),)))
    for month, row in enumerate(table.rows, 1):
        held = sum(len(one.sessions) for one in sent(9, month=month).values())
        assert row[:4] == (str(month), number(held), "8", "1")
        if month > 1:
            before = sum(len(one.sessions) for one in sent(9, month=month - 1).values())
            change = held - before
            sign = "+" if change > 0 else "-" if change < 0 else ""
            assert row[4:] == (number(held), number(before), f"{sign}{abs(change)}")


def pages_of(document: Document) -> list[PageRead]:
    return read_pdf(write_pdf(document))


@pytest.mark.parametrize("count", [1, 40])
def test_a_header_comes_back_on_every_page_that_a_table_goes_on_to(count: int) -> None:
    document = consolidated_report(gather(count, sent(count)))
    pages = [page for page in pages_of(document) if page.width > page.height]
    assert pages
    assert all("Mục tiêu, chỉ tiêu" in p.text or "Đơn vị" in p.text for p in pages)


def test_a_hundred_and_fifty_long_names_stay_whole_in_their_rows() -> None:
    name = LONG_NAME[:76]
    snapshots = sent(150, name=name)
    document = consolidated_report(gather(150, snapshots, name=name))
    pages = pages_of(document)
    lying = [page for page in pages if page.width > page.height]
    units_pages = [page for page in lying if "Thôn, tổ dân phố" in page.text]
    shown = " ".join(page.text for page in units_pages)
    for unit in units(150, name):
        # A row is never torn: its whole name stands on one page.
        assert sum(_holds(page, unit.name) for page in units_pages) == 1, unit.name
    assert "Tổng cộng" in shown
    for page in pages:
        inner = [one for one in page.words if one.text.strip()]
        assert max(one.x for one in inner) < page.width
        assert max(one.y for one in inner) < page.height
    assert "nêu tại Phụ lục" in words(document)


def _holds(page: PageRead, name: str) -> bool:
    """Whether the lines of a name stand one after the other, its number at the end."""
    return re.search(rf"{re.escape(name)}(?!\d)", re.sub(r"\s+", " ", page.text)) is not None


def test_a_superior_to_whom_nobody_has_sent_says_so() -> None:
    document = consolidated_report(gather(40, {}))
    said = words(document)
    assert "Chưa có đơn vị nào trong 40 đơn vị gửi số liệu." in said
    assert "Chưa có số liệu để tổng hợp." in said
    assert "%" not in said
    assert len(pages_of(document)) >= 2


def test_a_superior_without_a_list_says_so() -> None:
    said = words(consolidated_report(gather(0, {})))
    assert "Chưa có danh sách đơn vị phải gửi báo cáo." in said


@pytest.mark.parametrize("count", [1, 12])
def test_word_and_excel_hold_the_same_table(count: int) -> None:
    document = by_unit_paper(gather(count, sent(count)))
    table = tables(document)[0]
    rows = (*table.rows, table.total or ())
    shown = [one for one in word_file(write_word(document)).tables if len(one.columns) == 10]
    written = [[cell.text for cell in row.cells] for row in shown[0].rows][2:]
    assert written == [list(row) for row in rows]
    book = workbook(write_excel(document), values=True)
    sheet = next(one for one in book.worksheets if one.title == "Bảng 1")
    last = [cell.value for cell in list(sheet.iter_rows())[-1]]
    assert table.total is not None
    assert str(last[3]) == table.total[3]


@pytest.mark.parametrize(
    ("printed", "now", "shown"),
    [
        ((1, 27), (1, 50), "-1,7 điểm %"),
        ((1, 50), (1, 27), "+1,7 điểm %"),
        ((1, 27), (3, 27), "+2"),
        ((1, 2), (2, 4), "0 điểm %"),
        ((0, 0), (1, 27), "–"),
    ],
)
def test_a_changed_share_says_by_how_much(
    printed: tuple[int, int], now: tuple[int, int], shown: str
) -> None:
    before, after = (PrintedTotal("group_months", *one) for one in (printed, now))
    change = ChangedTotal("group_months", "", before, after)
    table = changes_table(gather(2, {}), (change,))
    assert table.rows[0][-1].replace("\u00a0", " ") == shown


def test_a_late_slip_whose_attendance_is_not_known_is_never_printed_as_nobody() -> None:
    (unit,) = units(1, "Phường số")
    earlier = (held(date(2026, 9, 1), "A", attendance=None),)
    figures = unit_figures(sent_month(unit))
    own = replace(figures, late=earlier, supplement=Supplement(2, 55, attendance_missing=1))
    totals = consolidated(OCTOBER, (unit,), {unit.unit: own}, pack=plan())
    g = gathered(ConsolidatedPeriod(totals=totals, pack=plan()), FRAME)
    said = words(consolidated_report(g))
    assert "Phường số 1 (02 buổi, 55 lượt người, 01 buổi chưa có số lượt người)." in said
    assert "Phường số 1 (01 buổi, chưa có số lượt người)." in said


def test_a_report_says_that_all_units_are_in_only_while_none_was_given_back() -> None:
    whole = gather(3, sent(3))
    said = "Số liệu dưới đây có đủ các đơn vị."
    assert said in words(consolidated_report(whole))
    returned = replace(whole, one=replace(whole.one, returned=units(3, "Phường số")[:1]))
    assert said not in words(consolidated_report(returned))
    assert "Có 2/3 (66,7%) đơn vị đã gửi" in words(consolidated_report(returned))
