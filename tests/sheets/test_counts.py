"""Lists of monthly counts: which rows name a count, which columns hold which month."""

import unicodedata
from collections.abc import Callable
from dataclasses import replace
from datetime import date
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from desktop.domain.count_drafts import CountDraft
from desktop.domain.plan_facts import NIL, NOT_APPLICABLE, CountEntry
from desktop.domain.plans import CountCategory, CountKind
from desktop.sheets.cells import Cell, CellValue, Sheet, Workbook
from desktop.sheets.count_template import write_count_template
from desktop.sheets.errors import SheetError
from desktop.sheets.reading import Known, SheetReading, read_list
from desktop.sheets.vocabulary import ListKind
from desktop.sheets.workbook import read_workbook
from tests.sheets.conftest import groups_named

CATEGORIES = (
    CountCategory("meetings", "Cuộc họp, hội nghị đã tổ chức", "cuộc", CountKind.FLOW, "Chỉ đạo"),
    CountCategory(
        "directives", "Văn bản chỉ đạo đã ban hành", "văn bản", CountKind.FLOW, "Chỉ đạo"
    ),
    CountCategory("dependents", "Người nghiện ma túy có hồ sơ quản lý", "người", CountKind.STOCK),
    CountCategory("plants", "Cây có chứa chất ma túy", "cây", CountKind.FLOW),
    CountCategory("plant_area", "Cây có chứa chất ma túy", "m²", CountKind.FLOW),
)
Read = Callable[..., SheetReading]
TODAY = date(2026, 11, 22)
KNOWN = Known(categories=CATEGORIES)
HEADINGS = ("TT", "Chỉ tiêu", "ĐVT", "Tháng 9/2026", "Tháng 10/2026", "Ghi chú")
MEETINGS, DIRECTIVES, DEPENDENTS = (one.label for one in CATEGORIES[:3])


@pytest.fixture
def read_counts(read: Read) -> Read:
    """Read sheets of rows against the five counts."""

    def reading(rows: object, *, merged: tuple[str, ...] = (), **settings: Any) -> SheetReading:
        return read(rows, book={"merged": merged}, **{"known": KNOWN, **settings})

    return reading


def figures(reading: SheetReading) -> dict[str, dict[str, CountEntry]]:
    """The figures that were read, by count and month."""
    found: dict[str, dict[str, CountEntry]] = {}
    for row in reading.rows:
        assert isinstance(row.draft, CountDraft), row.problems
        found.setdefault(row.draft.category, {}).update(row.draft.entries)
    return found


def troubles(reading: SheetReading) -> list[tuple[int, str, str]]:
    """Row, column and code of every problem that stops."""
    return [(one.row, one.column, one.code) for one in reading.problems if one.stops]


def test_a_row_names_its_count_by_wording_and_a_heading_its_month(read_counts: Read) -> None:
    reading = read_counts([HEADINGS, (1, MEETINGS, "cuộc", 2, 3, ""), (2, DEPENDENTS, "người", 31)])
    assert reading.kind is ListKind.COUNTS
    assert reading.months == ("2026-09", "2026-10")
    assert figures(reading) == {
        "meetings": {"2026-09": CountEntry(2), "2026-10": CountEntry(3)},
        "dependents": {"2026-09": CountEntry(31)},
    }
    assert reading.skipped_columns == ()


@pytest.mark.parametrize(
    "wording",
    [
        "CUỘC HỌP, HỘI NGHỊ ĐÃ TỔ CHỨC",
        "cuoc hop hoi nghi da to chuc",
        unicodedata.normalize("NFD", "Cuộc họp, hội nghị đã tổ chức"),
        "1. Cuộc họp, hội nghị đã tổ chức",
        "a) Cuộc họp, hội nghị đã tổ chức",
        "- Cuộc họp, hội nghị đã tổ chức:",
        "Cuộc họp, hội nghị đã tổ chức (cuộc)",
    ],
)
def test_spelling_numbering_and_unit_do_not_matter(read_counts: Read, wording: str) -> None:
    reading = read_counts([HEADINGS, ("", wording, "", None, 3)])
    assert figures(reading) == {"meetings": {"2026-10": CountEntry(3)}}


def test_the_unit_tells_counts_of_the_same_wording_apart(read_counts: Read) -> None:
    label = "Cây có chứa chất ma túy"
    rows = [HEADINGS, (1, label, "cây", None, 30), (2, label, "m²", None, 12), (3, label, "", 1)]
    reading = read_counts(rows)
    assert [
        row.draft.category for row in reading.rows[:2] if isinstance(row.draft, CountDraft)
    ] == [
        "plants",
        "plant_area",
    ]
    assert troubles(reading) == [(4, "B", "count_ambiguous")]


@pytest.mark.parametrize(
    ("heading", "month"),
    [
        ("Tháng 10/2026", "2026-10"),
        ("Tháng 10 năm 2026", "2026-10"),
        ("T10/2026", "2026-10"),
        ("Số liệu tháng 10/2026", "2026-10"),
        ("10/2026", "2026-10"),
        ("2026-10", "2026-10"),
        (date(2026, 10, 1), "2026-10"),
        ("Tháng 01/2027", "2027-01"),
    ],
)
def test_a_heading_names_its_month_in_many_ways(
    read_counts: Read, heading: object, month: str
) -> None:
    reading = read_counts([("Mã", "Số liệu", "Đơn vị", heading), ("meetings", MEETINGS, "cuộc", 3)])
    assert figures(reading) == {"meetings": {month: CountEntry(3)}}


def test_a_month_without_a_year_takes_that_of_the_title(read_counts: Read) -> None:
    rows = [("SỐ LIỆU NĂM 2025",), ("Chỉ tiêu", "Tháng 9", "Tháng 10"), (MEETINGS, 2, 3)]
    assert read_counts(rows).months == ("2025-09", "2025-10")


def test_a_year_merged_over_the_months_is_theirs(read_counts: Read) -> None:
    rows = [("Chỉ tiêu", "Năm 2026", None), (None, "Tháng 1", "Tháng 2"), (MEETINGS, 2, 3)]
    reading = read_counts(rows, merged=("A1:A2", "B1:C1"))
    entries = {"2026-01": CountEntry(2), "2026-02": CountEntry(3)}
    assert figures(reading) == {"meetings": entries}


def test_a_month_whose_year_nobody_says_is_asked_for(read_counts: Read) -> None:
    rows = [("Chỉ tiêu", "Tháng 10"), (MEETINGS, 3)]
    assert troubles(read_counts(rows)) == [(1, "B", "month_not_said")]
    said = Known(categories=CATEGORIES, month="2026-09")
    assert read_counts(rows, known=said).months == ("2026-10",)


def test_this_month_is_that_of_the_title_or_the_one_named(read_counts: Read) -> None:
    rows = [("BÁO CÁO THÁNG 10 NĂM 2026",), ("Chỉ tiêu", "Tháng này", "Lũy kế"), (MEETINGS, 3, 9)]
    assert figures(read_counts(rows)) == {"meetings": {"2026-10": CountEntry(3)}}
    assert [one.heading for one in read_counts(rows).skipped_columns] == ["Lũy kế"]
    assert troubles(read_counts(rows[1:])) == [(1, "B", "month_not_said")]
    named = Known(categories=CATEGORIES, month="2026-08")
    assert read_counts(rows, known=named).months == ("2026-08",)


def test_a_month_given_as_an_example_is_not_that_of_the_list(read_counts: Read) -> None:
    rows = [("Ghi tháng ở tiêu đề, ví dụ Tháng 9/2026.",), ("Chỉ tiêu", "Tháng này"), (MEETINGS, 3)]
    assert troubles(read_counts(rows)) == [(2, "B", "month_not_said")]


def test_compared_figures_beside_the_month_are_not_read(read_counts: Read) -> None:
    heads = ("Chỉ tiêu", "Tháng 10/2026", "Cùng kỳ tháng 10/2025", "So với tháng 9/2026", "Lũy kế")
    reading = read_counts([heads, (MEETINGS, 3, 7, 1, 12)])
    assert reading.months == ("2026-10",)
    assert len(reading.skipped_columns) == 3


def test_a_sheet_for_each_month_is_read_with_the_others(read_counts: Read) -> None:
    sheets = {
        "Tháng 9": [("Năm 2026",), ("Chỉ tiêu", "Số lượng"), (MEETINGS, 2)],
        "Tháng 10": [("Năm 2026",), ("Chỉ tiêu", "Số lượng"), (MEETINGS, 3)],
    }
    entries = {"2026-09": CountEntry(2), "2026-10": CountEntry(3)}
    assert figures(read_counts(sheets)) == {"meetings": entries}


@pytest.mark.parametrize(
    ("cell", "entry"),
    [
        (0, CountEntry(0)),
        ("0", CountEntry(0)),
        ("1.250", CountEntry(1250)),
        ("12 cuộc", CountEntry(12)),
        ("Không phát sinh", NIL),
        ("KPS", NIL),
        ("không áp dụng", NOT_APPLICABLE),
    ],
)
def test_nought_nil_and_not_applicable_are_three_things(
    read_counts: Read, cell: object, entry: CountEntry
) -> None:
    reading = read_counts([HEADINGS, (1, MEETINGS, "cuộc", None, cell)])
    assert figures(reading) == {"meetings": {"2026-10": entry}}


def test_blanks_and_dashes_say_nothing(read_counts: Read) -> None:
    reading = read_counts([HEADINGS, (1, MEETINGS, "", "", None), (2, DIRECTIVES, "", "-", 1)])
    assert figures(reading) == {"directives": {"2026-10": CountEntry(1)}}
    notes = [(one.code, one.details["count"]) for one in reading.problems if not one.stops]
    assert notes == [("dashes_blank", "1")]


@pytest.mark.parametrize(
    ("cell", "code"),
    [
        (-1, "number_negative"),
        (1.5, "number_fraction"),
        ("vài cuộc", "number_not_understood"),
        (True, "number_not_understood"),
    ],
)
def test_what_is_no_number_is_told_where_it_stands(
    read_counts: Read, cell: object, code: str
) -> None:
    reading = read_counts([HEADINGS, (1, MEETINGS, "cuộc", 2, cell)])
    assert troubles(reading) == [(2, "E", code)]
    assert reading.rows[0].draft is None


def test_a_figure_merged_over_rows_belongs_to_none(read_counts: Read) -> None:
    rows = [HEADINGS, (1, MEETINGS, "", None, 5), (2, DIRECTIVES, "", None, None)]
    reading = read_counts(rows, merged=("E2:E3",))
    assert troubles(reading) == [(2, "E", "number_merged"), (3, "E", "number_merged")]


def test_a_wording_that_names_no_count_is_told_with_what_it_may_mean(read_counts: Read) -> None:
    rows = [
        HEADINGS,
        (1, MEETINGS, "", 1),
        (2, "Cuộc họp, hội nghị đã tổ chức được", "", 1),
        (3, "Số xe máy", "", 4),
    ]
    reading = read_counts(rows)
    assert troubles(reading) == [(3, "B", "count_not_known_like"), (4, "B", "count_not_known")]
    assert reading.rows[1].problems[0].details["suggestion"] == MEETINGS


def test_a_code_and_a_wording_must_not_disagree(read_counts: Read) -> None:
    heads = ("Mã", "Số liệu", "Tháng 10/2026")
    reading = read_counts([heads, ("meetings", DIRECTIVES, 3), ("MEETINGS", "Họp giao ban", 4)])
    assert troubles(reading) == [(2, "B", "count_two_names")]
    assert isinstance(reading.rows[1].draft, CountDraft)


def test_a_month_told_twice_is_a_problem(read_counts: Read) -> None:
    rows = [HEADINGS, (1, MEETINGS, "", 2), (2, MEETINGS, "", None, 3), (3, MEETINGS, "", 2)]
    reading = read_counts(rows)
    assert troubles(reading) == [(4, "D", "count_repeated")]


def test_titles_totals_and_signatures_are_no_counts(read_counts: Read) -> None:
    rows = [
        HEADINGS,
        ("A", "B", "C", 1, 2, 3),
        ("I", "Lãnh đạo, chỉ đạo"),
        (1, MEETINGS, "cuộc", None, 3),
        ("", "Tổng cộng", "", None, 3),
        ("", "NGƯỜI LẬP BIỂU", "", "", "TRƯỞNG CÔNG AN"),
        ("", "Nguyễn Văn A", "", "", "5"),
    ]
    reading = read_counts(rows)
    assert figures(reading) == {"meetings": {"2026-10": CountEntry(3)}}
    uses = [(one.row_number, one.use) for one in reading.skipped]
    assert uses == [(2, "heading"), (3, "section"), (5, "total"), (6, "footer"), (7, "footer")]


def test_other_lists_stay_what_they_are(read_counts: Read) -> None:
    groups = [("TT", "Tên tổ dân phố", "Số hộ", "Tháng 9/2026"), (1, "Tổ dân phố 1", 120, 1)]
    assert read_counts(groups).kind is ListKind.GROUPS
    sessions = [
        ("Ngày", "Tổ dân phố", "Nội dung", "Số lượng"),
        (date(2026, 10, 5), "Tổ dân phố 1", "Luật Phòng, chống ma túy", 30),
    ]
    assert read_counts(sessions).kind is ListKind.SESSIONS


def test_without_any_known_count_every_row_is_told(read_counts: Read) -> None:
    rows = [("Chỉ tiêu", "Tháng 10/2026"), ("Số xe máy", 4)]
    assert troubles(read_counts(rows)) == [(2, "A", "count_not_known")]
    with pytest.raises(SheetError, match="headings_not_found"):
        read_counts([("Tên", "Giá"), ("Xe", 4)], kind=ListKind.COUNTS)


def test_the_officer_may_say_what_a_column_is(read_counts: Read) -> None:
    rows = [("Mục", "Tháng 9/2026", "Tháng 10/2026"), (MEETINGS, 2, 3)]
    reading = read_counts(rows, assigned={1: "label", 2: "skip"}, kind=ListKind.COUNTS)
    assert figures(reading) == {"meetings": {"2026-10": CountEntry(3)}}


@given(
    st.lists(
        st.lists(
            st.one_of(
                st.none(),
                st.text(max_size=12),
                st.integers(-9, 10**12),
                st.floats(),
                st.booleans(),
                st.dates(),
                st.sampled_from(["meetings", MEETINGS, "KPS", "-", "Cộng", "I.", "(1)", "12 cuộc"]),
            ),
            max_size=6,
        ),
        max_size=8,
    )
)
def test_whatever_stands_in_the_cells_a_row_is_read_or_told(rows: list[list[CellValue]]) -> None:
    cells = {(1, column): Cell(text) for column, text in enumerate(HEADINGS, start=1)}
    for number, row in enumerate(rows, start=2):
        filled = enumerate(row, start=1)
        cells |= {(number, column): Cell(one) for column, one in filled if one is not None}
    book = Workbook("made", (Sheet("Trang", cells),))
    reading = read_list(book, KNOWN, today=TODAY, kind=ListKind.COUNTS)
    for told in reading.rows:
        assert told.draft is not None or any(one.stops for one in told.problems)


def test_our_own_template_is_read_back(tmp_path: Path) -> None:
    path = tmp_path / "so-lieu.xlsx"
    path.write_bytes(write_count_template(CATEGORIES, month="2026-10"))
    reading = read_list(read_workbook(path), KNOWN, today=TODAY)
    assert (reading.kind, reading.months, reading.rows) == (ListKind.COUNTS, ("2026-10",), ())
    assert {one.reason for one in reading.columns} == {"recognised"}
    assert write_count_template(CATEGORIES, month="2026-10") == path.read_bytes()


# -- counts by group -------------------------------------------------------------------------------

BY_GROUP: dict[str, Any] = {
    "a column for each group": [
        ("Số liệu", "Tổ dân phố 1", "Tổ dân phố 2"),
        (DEPENDENTS, 1, 2),
    ],
    "groups that are known by other names": [("Số liệu", "Đông", "Tây"), (DEPENDENTS, 1, 2)],
    "groups nobody knows": [("Chỉ số", "Thôn Mới", "Xóm 4"), (DEPENDENTS, 1, 2)],
    "a column of groups": [
        ("Số liệu", "Thôn", "Tháng 10/2026"),
        (DEPENDENTS, "Thôn A Hưa", 2),
        (DEPENDENTS, "Thôn Paris", 1),
    ],
    "a column of groups without a heading of theirs": [
        ("Số liệu", "Nơi có", "Tháng 10/2026"),
        (DEPENDENTS, "Tổ dân phố 3", 2),
    ],
    "by code": [("Mã", "TDP 1", "TDP 2"), ("dependents", 1, 2)],
    "months under each group": [
        ("Số liệu", "Tổ dân phố 1", None),
        (None, "Tháng 9/2026", "Tháng 10/2026"),
        (DEPENDENTS, 1, 2),
    ],
    "a section for each group": [
        ("Số liệu", "Tháng 10/2026"),
        ("Tổ dân phố 1", None),
        (DEPENDENTS, 2),
    ],
    "a group under a count": [
        ("Số liệu", "Tháng 10/2026"),
        (DEPENDENTS, 2),
        ("Tổ dân phố 1", 1),
    ],
    "a row for each group": [
        ("TT", "Tổ dân phố", DEPENDENTS, MEETINGS),
        (1, "Tổ dân phố 1", 1, 2),
    ],
    "a group in the title": [
        ("SỐ LIỆU TỔ DÂN PHỐ 5 THÁNG 10/2026",),
        ("Số liệu", "Tháng 10/2026"),
        (DEPENDENTS, 2),
    ],
}


@pytest.mark.parametrize("shape", BY_GROUP)
def test_counts_told_by_group_are_refused_as_a_whole(
    read_counts: Read, known: Known, shape: str
) -> None:
    groups = (*known.groups, *groups_named("Đông", "Tây"))
    seen = replace(known, groups=groups, categories=CATEGORIES)
    reading = read_counts(BY_GROUP[shape], known=seen)
    assert reading.kind is ListKind.COUNTS
    assert [one.code for one in reading.problems] == ["counts_by_group"]
    assert (reading.rows, reading.months) == ((), ())


@pytest.mark.parametrize("shape", [one for one in BY_GROUP if "other names" not in one])
def test_they_are_refused_where_no_group_is_known_yet(read_counts: Read, shape: str) -> None:
    if "A Hưa" in str(BY_GROUP[shape]):
        assert troubles(read_counts(BY_GROUP[shape])) == [(1, "B", "counts_by_group")]
    assert [one.code for one in read_counts(BY_GROUP[shape]).problems] == ["counts_by_group"]


def test_a_sheet_for_each_group_is_refused(read_counts: Read) -> None:
    rows = [("Số liệu", "Tháng 10/2026"), (DEPENDENTS, 2)]
    reading = read_counts({"Tổ dân phố 1": rows, "Tổ dân phố 2": rows})
    assert [one.code for one in reading.problems] == ["counts_by_group"]


@pytest.mark.parametrize(
    "rows",
    [
        [("Số liệu", "Th 10/2026"), (DEPENDENTS, 2)],
        [("Số liệu", "T10/2026"), (DEPENDENTS, 2)],
        [("Tổ công tác 138",), (), ("Số liệu", "Tháng 10/2026"), (DEPENDENTS, 2)],
        [
            ("Không chia theo thôn, tổ dân phố.",),
            ("Số liệu", "Tháng 10/2026"),
            (DEPENDENTS, 2),
        ],
        [
            ("Số liệu", "Tháng 10/2026"),
            ("I. Thôn, tổ dân phố không ma túy", None),
            (DEPENDENTS, 2),
        ],
        [("Số liệu", "Tháng 10/2026", "Ghi chú"), (DEPENDENTS, 2, "Tổ dân phố 1")],
    ],
)
def test_what_only_sounds_like_groups_is_read(
    read_counts: Read, known: Known, rows: list[Any]
) -> None:
    reading = read_counts(rows, known=replace(known, categories=CATEGORIES, month="2026-10"))
    assert figures(reading)["dependents"] == {"2026-10": CountEntry(2)}


def test_rows_that_name_counts_never_become_groups(read_counts: Read) -> None:
    rows = [("Tên tổ dân phố", "Nam", "Nữ"), (DEPENDENTS, 1, 2)]
    reading = read_counts(rows)
    assert reading.kind is ListKind.COUNTS
    assert troubles(reading) == [(1, "B", "month_not_said")]


def test_a_list_of_groups_may_have_a_column_of_a_count(read_counts: Read) -> None:
    rows = [("TT", "Tên tổ dân phố", "Số hộ", DEPENDENTS), (1, "Tổ dân phố 1", 120, 2)]
    reading = read_counts(rows)
    assert reading.kind is ListKind.GROUPS
    assert [one.heading for one in reading.skipped_columns] == [DEPENDENTS]


def test_a_session_may_have_a_count_as_its_topic(read_counts: Read, known: Known) -> None:
    rows = [
        ("Ngày", "Tổ dân phố", "Hình thức", "Nội dung", "Số lượt người"),
        ("20/09/2026", "Tổ dân phố 1", "Hội nghị", DEPENDENTS, 30),
    ]
    reading = read_counts(rows, known=replace(known, categories=CATEGORIES))
    assert reading.kind is ListKind.SESSIONS
