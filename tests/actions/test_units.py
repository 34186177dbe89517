"""The list of units: any office's own headings, all or nothing, codes that pass to new units."""

from collections.abc import Iterator, Sequence
from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest
from openpyxl import Workbook

from desktop.actions.backups import backups
from desktop.actions.desk import Desk
from desktop.actions.safety import undo
from desktop.actions.setup import Sources, new_commune
from desktop.actions.units import (
    UnitRehearsal,
    carry_out_units,
    delete_unit,
    record_unit,
    rehearse_units,
    units,
)
from desktop.domain.commune import CommuneProfile, Role
from desktop.domain.expected_units import ExpectedUnit, UnitId
from desktop.domain.matching import Fate
from desktop.sheets.errors import SheetError

NEW = date(2025, 7, 1)
OLD = date(2020, 1, 1)


@pytest.fixture
def superior(tmp_path: Path, sources: Sources) -> Iterator[Desk]:
    """A superior's desk without a list."""
    profile = CommuneProfile(
        name="Thành phố Huế", code="46", valid_from=NEW, superior="", role=Role.SUPERIOR
    )
    made = new_commune(tmp_path / "superior", profile, sources=sources).value
    assert made is not None
    with made:
        yield made


def text(folder: Path, *lines: str, name: str = "don-vi.csv", encoding: str = "utf-8") -> Path:
    """A table of text."""
    path = folder / name
    path.write_bytes("\r\n".join(lines).encode(encoding))
    return path


def excel(folder: Path, rows: Sequence[Sequence[object]]) -> Path:
    """An Excel list below a title."""
    book = Workbook()
    sheet = book.worksheets[0]
    sheet.append(["DANH SÁCH ĐƠN VỊ"])
    for row in rows:
        sheet.append(list(row))
    path = folder / "don-vi.xlsx"
    book.save(path)
    return path


def brought(desk: Desk, path: Path, *, valid_from: date | None = None) -> UnitRehearsal:
    """A list without problems, brought in."""
    seen = rehearse_units(desk, path, valid_from=valid_from)
    assert seen.problems == ()
    assert carry_out_units(desk, seen).done
    return seen


def listed(desk: Desk) -> list[tuple[str, date, date | None, str]]:
    """What the list says of each unit."""
    return [(one.code, one.valid_from, one.valid_until, one.successor_code) for one in units(desk)]


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16"])
@pytest.mark.parametrize("mark", [",", ";", "\t"])
def test_a_table_of_text_is_read_however_it_was_saved(
    superior: Desk, tmp_path: Path, encoding: str, mark: str
) -> None:
    lines = (mark.join(("code", "name", "valid_from")), mark.join(("01234", "Xã Á", "2025-07-01")))
    brought(superior, text(tmp_path, *lines, encoding=encoding))
    (unit,) = units(superior)
    assert (unit.code, unit.name, unit.valid_from) == ("01234", "Xã Á", NEW)


def test_an_excel_list_keeps_codes_as_text_and_reads_its_own_headings(
    superior: Desk, tmp_path: Path
) -> None:
    rows = (
        ("TT", "Mã đơn vị", "Tên xã, phường", "Hiệu lực từ", "Ghi chú"),
        (1, 1234, "Xã Một", NEW, "x"),
        (2, "20001", "Xã Hai", "01/07/2025", None),
        (3, 20002, "Xã Ba", None, None),
    )
    seen = brought(superior, excel(tmp_path, rows))
    assert [one.code for one in units(superior)] == ["01234", "20001", "20002"]
    assert {one.valid_from for one in units(superior)} == {NEW}
    assert seen.reading.skipped_columns == ("Ghi chú",)


def test_the_same_list_changes_nothing_and_a_new_name_is_a_change(
    superior: Desk, tmp_path: Path
) -> None:
    brought(superior, text(tmp_path, "Mã,Tên", "20001,Xã Hai", "20002,Xã Ba"))
    again = rehearse_units(superior, text(tmp_path, "Mã,Tên", "20001,Xã Hai Mới", "20002,Xã Ba"))
    assert [one.fate for one in again.fates] == [Fate.CHANGED, Fate.SAME]
    before = len(backups(superior.store.folder))
    assert carry_out_units(superior, again).value == 1
    assert len(backups(superior.store.folder)) == before + 1
    assert backups(superior.store.folder)[0].reason == "before_import"
    assert [one.name for one in units(superior)] == ["Xã Hai Mới", "Xã Ba"]
    assert undo(superior).done
    assert [one.name for one in units(superior)] == ["Xã Hai", "Xã Ba"]


def test_a_rehearsal_of_other_data_is_refused(superior: Desk, tmp_path: Path) -> None:
    path = text(tmp_path, "Mã,Tên", "20001,Xã Hai")
    first = rehearse_units(superior, path)
    brought(superior, path)
    (problem,) = carry_out_units(superior, first).problems
    assert problem.code == "rehearsal_outdated"


def test_a_code_that_passes_to_a_new_unit_ends_the_old_one(superior: Desk, tmp_path: Path) -> None:
    old = text(tmp_path, "code,name", "19753,Phường Thuận Lộc", "19750,Phường Tây Lộc")
    brought(superior, old, valid_from=OLD)
    seen = brought(
        superior, text(tmp_path, "code,name,valid_from", "19753,Phường Phú Xuân,2025-07-01")
    )
    assert [one.name for one in seen.ended] == ["Phường Thuận Lộc"]
    assert listed(superior) == [
        ("19753", OLD, NEW, ""),
        ("19750", OLD, None, ""),
        ("19753", NEW, None, ""),
    ]
    mergers = text(
        tmp_path,
        "new_code,new_name,old_code,old_name",
        "19753,Phường Phú Xuân,19750,Phường Tây Lộc",
        "19753,Phường Phú Xuân,19753,Phường Thuận Lộc",
    )
    brought(superior, mergers)
    assert listed(superior) == [
        ("19753", OLD, NEW, "19753"),
        ("19750", OLD, NEW, "19753"),
        ("19753", NEW, None, ""),
    ]


def test_a_merger_of_units_that_are_in_no_list_is_a_problem_that_can_be_left_out(
    superior: Desk, tmp_path: Path
) -> None:
    brought(superior, text(tmp_path, "code,name", "20001,Xã Hai", "20002,Xã Ba"))
    mergers = text(
        tmp_path,
        "Mã mới,Mã cũ,Tên cũ,Ngày sáp nhập",
        "20001,20002,Xã Ba,01/01/2027",
        "20001,30000,Xã Lạ,01/01/2027",
        "40000,20001,Xã Hai,01/01/2027",
    )
    seen = rehearse_units(superior, mergers)
    assert [one.code for one in seen.problems] == ["unit_not_listed", "unit_successor_unknown"]
    assert carry_out_units(superior, seen).problems[0].code == "import_has_problems"
    assert carry_out_units(superior, seen, leave_out_problems=True).value == 1
    assert listed(superior)[1] == ("20002", NEW, date(2027, 1, 1), "20001")


@pytest.mark.parametrize(
    ("line", "code"),
    [
        (",Xã Không Mã,", "unit_code_wrong"),
        ("20-01,Xã Hai,", "unit_code_wrong"),
        ("20001,,", "name_missing"),
        ("20001,Xã Hai,31/02/2025", "date_invalid"),
    ],
)
def test_a_wrong_row_stops_the_list(superior: Desk, tmp_path: Path, line: str, code: str) -> None:
    path = text(tmp_path, "Mã,Tên,Từ ngày", "20009,Xã Chín,", line)
    seen = rehearse_units(superior, path)
    assert [one.code for one in seen.problems] == [code]
    assert not carry_out_units(superior, seen).done
    assert units(superior) == ()


def test_a_row_that_stands_twice_is_said(superior: Desk, tmp_path: Path) -> None:
    seen = rehearse_units(superior, text(tmp_path, "Mã,Tên", "20001,Xã Hai", "20001,Xã Hai"))
    assert [one.code for one in seen.problems] == ["unit_row_repeated"]


def test_a_table_of_something_else_is_refused(superior: Desk, tmp_path: Path) -> None:
    with pytest.raises(SheetError, match="unit_headings_not_found"):
        rehearse_units(superior, text(tmp_path, "Ngày,Hình thức", "20/09/2026,Hội nghị"))


def test_units_that_look_the_same_on_paper_are_told_and_kept(superior: Desk) -> None:
    assert not record_unit(superior, ExpectedUnit("20001", "Xã Bình Long 1", NEW)).problems
    alike = record_unit(superior, ExpectedUnit("20002", "Xã Bình Long l", NEW))
    assert alike.done
    assert [one.code for one in alike.problems] == ["name_looks_like"]
    assert [one.code for one in units(superior)] == ["20001", "20002"]


def test_units_are_entered_changed_and_taken_out_by_hand(superior: Desk) -> None:
    unit = ExpectedUnit("20001", "Xã Hai", NEW)
    assert record_unit(superior, unit).done
    (twice,) = record_unit(
        superior, replace(unit, valid_from=date(2026, 1, 1), name="Khác")
    ).problems[:1]
    assert twice.code == "unit_twice"
    moved = replace(unit, code="20005")
    assert record_unit(superior, moved, replacing=unit.unit).done
    assert [one.code for one in units(superior)] == ["20005"]
    assert delete_unit(superior, UnitId("1", NEW)).problems[0].code == "unit_unknown"
    assert delete_unit(superior, moved.unit).done
    assert units(superior) == ()
    assert undo(superior).done
    assert len(units(superior)) == 1


def test_a_row_that_is_left_out_ends_no_other_unit(superior: Desk, tmp_path: Path) -> None:
    brought(superior, text(tmp_path, "Mã,Tên", "20001,Xã Hai"))
    bad = text(tmp_path, "Mã,Tên,Từ ngày", "20001,,01/01/2027", "20002,Xã Ba,")
    seen = rehearse_units(superior, bad)
    assert [one.code for one in seen.problems] == ["name_missing"]
    assert carry_out_units(superior, seen, leave_out_problems=True).value == 1
    assert listed(superior) == [("20001", NEW, None, ""), ("20002", NEW, None, "")]


OLD_ROWS = ("code,name", "101,Xã Cũ Một", "102,Xã Cũ Hai", "103,Xã Cũ Ba", "104,Xã Bốn")
NEW_ROWS = (
    "code,name,valid_from",
    "101,Phường Mới Một,2025-07-01",
    "102,Phường Mới Hai,2025-07-01",
    "103,Phường Mới Ba,2025-07-01",
)
MERGED_ROWS = (
    "new_code,new_name,old_code,old_name",
    "101,Phường Mới Một,101,Xã Cũ Một",
    "101,Phường Mới Một,104,Xã Bốn",
    "102,Phường Mới Hai,102,Xã Cũ Hai",
    "103,Phường Mới Ba,103,Xã Cũ Ba",
)


@pytest.mark.parametrize("order", ["old first", "new first", "mergers before old"])
def test_old_new_and_merged_units_come_out_the_same_in_any_order(
    superior: Desk, tmp_path: Path, order: str
) -> None:
    lists = {
        "old first": (OLD_ROWS, NEW_ROWS, MERGED_ROWS),
        "new first": (NEW_ROWS, OLD_ROWS, MERGED_ROWS),
        "mergers before old": (NEW_ROWS, MERGED_ROWS, OLD_ROWS),
    }
    for lines in lists[order]:
        brought(superior, text(tmp_path, *lines))
    now = {(one.code, one.name) for one in units(superior, NEW)}
    assert now == {
        ("00101", "Phường Mới Một"),
        ("00102", "Phường Mới Hai"),
        ("00103", "Phường Mới Ba"),
    }
    ended = {(one.code, one.name): one.successor_code for one in units(superior, date(2025, 6, 30))}
    assert ended == {
        ("00101", "Xã Cũ Một"): "00101",
        ("00102", "Xã Cũ Hai"): "00102",
        ("00103", "Xã Cũ Ba"): "00103",
        ("00104", "Xã Bốn"): "00101",
    }
    for lines in lists[order]:
        seen = rehearse_units(superior, text(tmp_path, *lines))
        assert {one.fate for one in seen.fates} == {Fate.SAME}


def test_the_day_that_was_assumed_is_said(superior: Desk, tmp_path: Path) -> None:
    assert brought(superior, text(tmp_path, *OLD_ROWS)).assumed == {NEW: 4}
    seen = brought(superior, text(tmp_path, *NEW_ROWS))
    assert seen.assumed == {}
    assert seen.renamed == ()
    assert len(seen.moved) == 3


def test_a_few_other_names_are_renames_and_said(superior: Desk, tmp_path: Path) -> None:
    brought(superior, text(tmp_path, "code,name", "1,Xã A", "2,Xã B", "3,Xã C"))
    seen = brought(superior, text(tmp_path, "code,name", "1,Xã A", "2,Xã B", "3,Xã Khác"))
    assert [(one.before, one.unit.name) for one in seen.renamed] == [("Xã C", "Xã Khác")]


def test_a_unit_that_the_mergers_forget_is_said(superior: Desk, tmp_path: Path) -> None:
    brought(superior, text(tmp_path, *OLD_ROWS, "105,Xã Bị Quên"))
    brought(superior, text(tmp_path, *NEW_ROWS))
    seen = brought(superior, text(tmp_path, *MERGED_ROWS))
    assert [one.name for one in seen.left] == ["Xã Bị Quên"]


def test_a_row_of_totals_is_no_unit(superior: Desk, tmp_path: Path) -> None:
    rows = (
        ("TT", "Mã đơn vị", "Tên xã, phường"),
        (1, "20001", "Xã Hai"),
        ("Tổng cộng", 1, None),
    )
    seen = brought(superior, excel(tmp_path, rows))
    assert [one.name for one in units(superior)] == ["Xã Hai"]
    assert seen.reading.total_rows == (4,)


def test_a_row_with_a_wrong_day_is_not_said_to_be_taken_from_another(
    superior: Desk, tmp_path: Path
) -> None:
    lines = ("Mã,Tên,Hiệu lực từ", "20001,Xã A,2025-13-01", "20002,Xã B,")
    seen = rehearse_units(superior, text(tmp_path, *lines))
    assert [one.code for one in seen.problems] == ["date_invalid"]
    assert seen.assumed == {NEW: 1}
