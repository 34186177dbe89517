"""Bringing in a list of monthly counts: rehearsed, then written whole, twice without effect."""

from pathlib import Path

import pytest
from openpyxl import Workbook

from desktop.actions.closing import close_period
from desktop.actions.counts import count_sheet, set_counts
from desktop.actions.desk import ChangeKind, Desk
from desktop.actions.imports import Rehearsal, carry_out, count_template, rehearse
from desktop.actions.safety import undo
from desktop.db.plan_saving import save_choice
from desktop.domain.matching import Fate
from desktop.domain.periods import parse_period
from desktop.domain.plan_facts import NIL, CountEntry
from desktop.wording import field_word, undo_label

HEADINGS = ("Mã", "Số liệu", "Đơn vị tính", "Tháng 8/2026", "Tháng 9/2026")
SEPTEMBER = parse_period("2026-09")
AUGUST = parse_period("2026-08")


@pytest.fixture
def listed(tmp_path: Path) -> Path:
    """Two counts of two months; one figure is blank."""
    return write(
        tmp_path / "list.xlsx",
        ("meetings", "Cuộc họp, hội nghị đã tổ chức", "cuộc", 2, 3),
        ("directives", "Văn bản chỉ đạo đã ban hành", "văn bản", None, "Không phát sinh"),
    )


def write(path: Path, *rows: tuple[object, ...]) -> Path:
    """A list with these rows under its headings."""
    book = Workbook()
    for row in (HEADINGS, *rows):
        book.worksheets[0].append(list(row))
    book.save(path)
    return path


def counts(seen: Rehearsal) -> tuple[int, int, int, int]:
    """How many rows are new, the same, changed, stopped."""
    return seen.new, seen.same, seen.changed, seen.left_out


def places(seen: Rehearsal) -> list[tuple[int, str, str]]:
    """Row, column and code of every problem."""
    return [(one.row, one.column, one.code) for one in seen.problems]


def value(desk: Desk, month: str, category: str) -> int | None:
    """What is known of a count in a month."""
    lines = count_sheet(desk, parse_period(month)).lines
    return next(line.known for line in lines if line.category == category)


def test_a_rehearsal_writes_nothing_and_then_all_is_written_in_one_step(
    desk: Desk, listed: Path
) -> None:
    seen = rehearse(desk, listed)
    assert counts(seen) == (2, 0, 0, 0)
    assert count_sheet(desk, SEPTEMBER).entered == 0
    outcome = carry_out(desk, seen)
    assert outcome.changes.kinds == {ChangeKind.COUNTS}
    assert value(desk, "2026-08", "meetings") == 2
    assert value(desk, "2026-09", "directives") == 0
    assert value(desk, "2026-08", "directives") is None
    undo(desk)
    assert count_sheet(desk, SEPTEMBER).entered == 0
    assert undo_label("import_list", "counts|2") == "lấy số liệu hằng tháng"


def test_the_same_list_twice_changes_nothing(desk: Desk, listed: Path) -> None:
    carry_out(desk, rehearse(desk, listed))
    again = rehearse(desk, listed)
    assert counts(again) == (0, 2, 0, 0)
    assert not carry_out(desk, again).changes


def test_another_figure_is_a_change_of_its_month_and_blanks_erase_nothing(
    desk: Desk, listed: Path
) -> None:
    first = {"meetings": CountEntry(2), "directives": CountEntry(4)}
    assert set_counts(desk, AUGUST, first).done
    assert set_counts(desk, SEPTEMBER, {"meetings": NIL}).done
    seen = rehearse(desk, listed)
    assert [(row.row, row.fate) for row in seen.fates] == [(2, Fate.CHANGED), (3, Fate.NEW)]
    assert [(one.field, one.before, one.after) for one in seen.fates[0].changes] == [
        ("2026-09", "nil", 3)
    ]
    assert field_word("2026-09") == "tháng 9/2026"
    carry_out(desk, seen)
    assert value(desk, "2026-08", "directives") == 4
    assert value(desk, "2026-09", "meetings") == 3


def test_a_closed_month_stops_its_rows_in_its_column(desk: Desk, listed: Path) -> None:
    assert close_period(desk, SEPTEMBER, unanswered=True).done
    seen = rehearse(desk, listed)
    assert places(seen) == [(2, "E", "period_closed"), (3, "E", "period_closed")]
    assert not carry_out(desk, seen).done
    assert count_sheet(desk, AUGUST).entered == 0


def test_figures_that_a_closed_month_holds_already_are_no_problem(
    desk: Desk, listed: Path, tmp_path: Path
) -> None:
    carry_out(desk, rehearse(desk, listed))
    assert close_period(desk, SEPTEMBER, unanswered=True).done
    assert counts(rehearse(desk, listed)) == (0, 2, 0, 0)
    other = write(tmp_path / "other.xlsx", ("meetings", "", "", 5, 3))
    seen = rehearse(desk, other)
    assert (seen.problems, counts(seen)) == ((), (0, 0, 1, 0))
    assert carry_out(desk, seen).done
    assert value(desk, "2026-08", "meetings") == 5


def test_rows_with_problems_are_left_out_on_purpose_only(desk: Desk, tmp_path: Path) -> None:
    path = write(
        tmp_path / "list.xlsx",
        ("meetings", "", "", 2, 2_000_000),
        ("", "Số xe máy", "", 1, None),
        ("directives", "", "", 1, None),
    )
    seen = rehearse(desk, path)
    assert places(seen) == [(2, "E", "number_out_of_range"), (3, "B", "count_not_known")]
    assert counts(seen) == (1, 0, 0, 2)
    assert not carry_out(desk, seen).done
    assert carry_out(desk, seen, leave_out_problems=True).done
    assert value(desk, "2026-08", "directives") == 1
    assert value(desk, "2026-08", "meetings") is None


def test_this_month_needs_a_month(desk: Desk, tmp_path: Path) -> None:
    book = Workbook()
    for row in (("Mã", "Tháng này"), ("meetings", 3)):
        book.worksheets[0].append(list(row))
    book.save(tmp_path / "list.xlsx")
    seen = rehearse(desk, tmp_path / "list.xlsx")
    assert seen.stopped
    assert places(seen)[0] == (1, "B", "month_not_said")
    assert not carry_out(desk, seen, leave_out_problems=True).done
    named = rehearse(desk, tmp_path / "list.xlsx", month="2026-09")
    assert carry_out(desk, named).done
    assert value(desk, "2026-09", "meetings") == 3


def test_the_template_asks_for_what_the_plan_asks_for(desk: Desk, tmp_path: Path) -> None:
    path = tmp_path / "template.xlsx"
    path.write_bytes(count_template(desk))
    seen = rehearse(desk, path)
    # On 20 October the month that is over last ended on 14 October.
    assert seen.reading.months == ("2026-10",)
    assert (seen.rows, seen.problems) == (0, ())


def test_a_month_to_come_in_a_heading_is_refused(desk: Desk, tmp_path: Path) -> None:
    book = Workbook()
    for row in (("Mã", "Tháng 9/2026", "Tháng 10/2027"), ("meetings", 3, 4)):
        book.worksheets[0].append(list(row))
    book.save(tmp_path / "list.xlsx")
    seen = rehearse(desk, tmp_path / "list.xlsx")
    assert places(seen) == [(2, "C", "month_not_begun")]
    assert not carry_out(desk, seen).done
    assert value(desk, "2026-09", "meetings") is None


def test_a_month_without_a_plan_takes_no_figures(desk: Desk, listed: Path) -> None:
    with desk.writing(action="set_counts") as write:
        save_choice(write, from_month="2026-09", plan_id="")
    seen = rehearse(desk, listed)
    assert places(seen) == [(2, "E", "count_unknown"), (3, "E", "count_unknown")]
    assert seen.problems[0].details["category"] == "Cuộc họp, hội nghị đã tổ chức"
