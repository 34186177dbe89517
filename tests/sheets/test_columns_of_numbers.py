"""Which column is the attendance, and which columns of people never are."""

from collections.abc import Callable
from datetime import date

import pytest

from desktop.domain.groups import GroupDraft
from desktop.domain.sessions import SessionDraft
from desktop.sheets.reading import SheetReading

Read = Callable[..., SheetReading]
FIRST = ("Ngày", "Tổ dân phố", "Hình thức", "Nội dung")
LINE = ("05/10/2026", "Tổ 1", "Hội nghị", "Phòng, chống ma túy")


def attendance(reading: SheetReading) -> list[int | None]:
    return [row.draft.attendance for row in reading.rows if isinstance(row.draft, SessionDraft)]


def reasons(reading: SheetReading) -> dict[str, str]:
    return {one.heading: one.field or one.reason for one in reading.columns}


def told(reading: SheetReading) -> list[tuple[int, str, str]]:
    return [(one.row, one.column, one.code) for one in reading.problems]


@pytest.mark.parametrize(
    ("left", "right"),
    [
        ("Số người kế hoạch", "Số người thực tế"),
        ("Số người được mời", "Có mặt"),
        ("Số người dự kiến", "Số người tham dự"),
        ("Số người", "Số người tham gia"),
        ("Số người ký cam kết", "Số người"),
        ("Số hộ tham gia", "Số người tham gia"),
        ("Vắng mặt", "Có mặt"),
        ("Số lượng", "Lượt người"),
    ],
)
def test_those_who_came_are_the_attendance_in_either_order(
    read: Read, left: str, right: str
) -> None:
    assert attendance(read([(*FIRST, left, right), (*LINE, 100, 60)])) == [60]
    assert attendance(read([(*FIRST, right, left), (*LINE, 60, 100)])) == [60]


@pytest.mark.parametrize(
    ("heading", "reason"),
    [
        ("Số người vắng", "unknown"),
        ("Số người được mời", "unknown"),
        ("Số người kế hoạch", "unknown"),
        ("Số người nữ", "unknown"),
        ("Nam", "unknown"),
        ("Số hộ tham gia", "unknown"),
        ("Số người được cấp tờ rơi", "unknown"),
        ("Số người nghiện", "personal"),
        ("Người nghiện ma túy", "personal"),
    ],
)
def test_other_columns_of_people_are_never_the_attendance(
    read: Read, heading: str, reason: str
) -> None:
    reading = read([(*FIRST, heading), (*LINE, 5)])
    assert attendance(reading) == [None]
    assert reasons(reading)[heading] == reason


@pytest.mark.parametrize("text", ["30 hộ", "120 tờ", "12 quyển"])
def test_a_number_of_something_else_is_no_number_of_people(read: Read, text: str) -> None:
    reading = read([(*FIRST, "Số người"), (*LINE, text)])
    assert told(reading) == [(2, "E", "number_not_understood")]


def test_units_are_taken_where_they_belong(read: Read) -> None:
    reading = read([("Tổ dân phố", "Số hộ", "Nhân khẩu"), ("Tổ dân phố 1", "30 hộ", "120 khẩu")])
    (draft,) = (row.draft for row in reading.rows)
    assert isinstance(draft, GroupDraft)
    assert (draft.households, draft.population) == (30, 120)


@pytest.mark.parametrize("value", [1.1, 1.2, 12.15, date(2026, 2, 1)])
def test_a_group_cell_that_excel_may_have_changed_is_a_problem(read: Read, value: object) -> None:
    reading = read([FIRST, (LINE[0], value, *LINE[2:])])
    assert told(reading) == [(2, "B", "groups_cell_changed")]


def test_the_groups_that_took_part_are_taken_not_the_leading_one(read: Read) -> None:
    headings = ("Ngày", "Tổ dân phố chủ trì", "Tổ dân phố tham gia", "Nội dung", "Hình thức")
    reading = read([headings, ("05/10/2026", "Tổ 1", "Tổ 2, 3", "Ma túy", "Hội nghị")])
    (draft,) = (row.draft for row in reading.rows)
    assert isinstance(draft, SessionDraft)
    assert draft.group_ids == ("Tổ dân phố 2", "Tổ dân phố 3")


def test_men_and_women_under_the_audience_are_no_audience(read: Read) -> None:
    reading = read(
        [
            (*FIRST, "Thành phần tham dự", None),
            (None, None, None, None, "Nam", "Nữ"),
            (*LINE, 20, 10),
        ],
        book={"merged": ("A1:A2", "B1:B2", "C1:C2", "D1:D2", "E1:F1")},
    )
    (draft,) = (row.draft for row in reading.rows)
    assert isinstance(draft, SessionDraft)
    assert (draft.audiences, draft.attendance, reading.new_labels) == ((), 30, ())
    assert told(reading) == [(2, "E", "halves_summed")]


@pytest.mark.parametrize("headings", [("Nam", "Nữ", "Tổng số người"), ("Nam", "Vắng", "Có mặt")])
def test_men_and_women_are_left_beside_the_attendance(
    read: Read, headings: tuple[str, ...]
) -> None:
    reading = read([(*FIRST, *headings), (*LINE, 20, 10, 31)])
    assert (attendance(reading), told(reading)) == ([31], [])
    assert len(reading.skipped_columns) == 2


def test_men_and_women_of_whom_one_is_blank(read: Read) -> None:
    reading = read(
        [(*FIRST, "Nam", "Nữ"), (*LINE, 20, None), (*LINE, None, None), (*LINE, "x y", 10)]
    )
    assert attendance(reading) == [20, None]
    assert told(reading)[1:] == [(4, "E", "number_not_understood")]


def test_a_number_is_no_audience(read: Read) -> None:
    reading = read([(*FIRST, "Đối tượng"), (*LINE, 20), (*LINE, "Nhân dân")])
    assert told(reading) == [(2, "E", "label_is_number")]


@pytest.mark.parametrize(
    ("former", "new"),
    [
        ("Thôn/Tổ dân phố cũ", "Thôn/Tổ dân phố mới"),
        ("Tên cũ", "Tên mới"),
        ("Tổ cũ", "Tổ mới"),
        ("Trước sắp xếp", "Sau sắp xếp"),
    ],
)
def test_the_new_name_of_a_group_is_taken_and_the_former_one_said(
    read: Read, former: str, new: str
) -> None:
    reading = read([(former, new, "Số hộ"), ("Thôn A", "Thôn 1", 100)])
    (draft,) = (row.draft for row in reading.rows)
    assert isinstance(draft, GroupDraft)
    assert (draft.name, draft.households) == ("Thôn 1", 100)
    assert told(reading) == [(1, "A", "former_names_not_read")]


def test_households_are_those_of_today_and_all_of_them(read: Read) -> None:
    headings = ("Tổ dân phố", "Số hộ nghèo", "Số hộ trước sắp xếp", "Số hộ sau sắp xếp")
    reading = read([headings, ("Tổ dân phố 1", 2, 60, 100)])
    (draft,) = (row.draft for row in reading.rows)
    assert isinstance(draft, GroupDraft)
    assert draft.households == 100


def test_of_two_years_the_later_is_taken(read: Read) -> None:
    headings = ("Tổ dân phố", "Số hộ năm 2025", "Số hộ năm 2026", "Số khẩu 2026", "Số khẩu 2025")
    reading = read([headings, ("Tổ dân phố 1", 10, 12, 44, 40)])
    (draft,) = (row.draft for row in reading.rows)
    assert isinstance(draft, GroupDraft)
    assert (draft.households, draft.population) == (12, 44)


def test_a_share_of_people_is_no_number_of_people(read: Read) -> None:
    reading = read([(*FIRST, "Tỷ lệ người tham gia"), (*LINE, 0.85)])
    assert (attendance(reading), told(reading)) == ([None], [])


@pytest.mark.parametrize(
    ("written", "name"),
    [
        ("Tổ dân phố 1 (tổ 1, 2 cũ)", "Tổ dân phố 1"),
        ("Tổ 2 (gồm tổ 3 và 4)", "Tổ dân phố 2"),
        ("3A", "Tổ dân phố 3A"),
        ("Tổ dân phố 40 (mới)", "Tổ dân phố 40 (mới)"),
    ],
)
def test_names_of_groups_with_remarks_and_letters(read: Read, written: str, name: str) -> None:
    reading = read([("Tổ dân phố", "Số hộ"), (written, 10)])
    (draft,) = (row.draft for row in reading.rows)
    assert isinstance(draft, GroupDraft)
    assert draft.name == name


def test_a_heading_divided_without_merged_cells_is_read_whole(read: Read) -> None:
    reading = read(
        [(*FIRST, "Số người", None), (None, None, None, None, "Nam", "Nữ"), (*LINE, 20, 10)]
    )
    assert (attendance(reading), told(reading)) == ([30], [(2, "E", "halves_summed")])
    women = read(
        [(*FIRST, "Số người", None), (None, None, None, None, "Nữ", "Khác"), (*LINE, 20, 50)]
    )
    assert (attendance(women), len(women.skipped_columns)) == ([None], 2)
