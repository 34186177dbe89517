"""A list of sessions is never taken for a list of groups; the kind of its days is said."""

from collections.abc import Callable
from datetime import date

import pytest

from desktop.domain.groups import GroupDraft
from desktop.domain.sessions import SessionDraft, SessionStatus
from desktop.sheets.errors import SheetError
from desktop.sheets.reading import Known, SheetReading
from desktop.sheets.vocabulary import ListKind

Read = Callable[..., SheetReading]
REST = ("Tổ dân phố", "Hình thức", "Nội dung", "Số người")
LINE = ("Tổ 1", "Hội nghị", "Luật Phòng, chống ma túy", 5)


def codes(reading: SheetReading) -> list[tuple[str, str]]:
    return [(one.column, one.code) for one in reading.list_problems]


def sessions(reading: SheetReading) -> list[SessionDraft]:
    return [row.draft for row in reading.rows if isinstance(row.draft, SessionDraft)]


@pytest.mark.parametrize(
    "headings",
    [
        ("Tháng", *REST),
        ("Tuần", *REST),
        ("Ngày kết thúc", *REST),
        (None, "Tổ dân phố", "Chủ đề", "Người phụ trách", "Số người"),
        (None, "Tổ dân phố", None, None, "Số lượt người"),
        ("Tháng", "Tổ dân phố", None, None, "Số người"),
    ],
)
def test_sessions_without_a_day_wait_for_the_officer(
    read: Read, headings: tuple[object, ...]
) -> None:
    reading = read([headings, ("10", *LINE), ("11", *LINE)])
    assert reading.kind is ListKind.SESSIONS
    assert ("", "column_missing") in codes(reading)
    assert not sessions(reading)


def test_a_title_of_outreach_makes_a_number_of_people_no_population(read: Read) -> None:
    reading = read(
        [("KẾT QUẢ TUYÊN TRUYỀN THÁNG 10/2026",), ("Tổ dân phố", "Số người"), ("Tổ dân phố 1", 5)]
    )
    assert reading.kind is ListKind.SESSIONS
    assert codes(reading) == [("", "column_missing")]


def test_the_officer_names_the_column_of_days(read: Read) -> None:
    reading = read([("Lúc nào", *REST), ("05/10/2026", *LINE)], assigned={1: "date"})
    assert [one.held_on for one in sessions(reading)] == [date(2026, 10, 5)]
    assert codes(reading) == []


@pytest.mark.parametrize("heading", ["Ngày bắt đầu", "Từ ngày", "Thời gian từ"])
def test_the_first_day_is_the_day_of_a_session_and_is_said(read: Read, heading: str) -> None:
    reading = read(
        [(heading, "Đến ngày", *REST), ("05/10/2026", "07/10/2026", *LINE)],
    )
    assert [one.held_on for one in sessions(reading)] == [date(2026, 10, 5)]
    assert codes(reading) == [("A", "start_days_taken")]


def test_planned_days_make_planned_sessions_and_are_said(read: Read) -> None:
    reading = read([("Ngày dự kiến", *REST), ("05/12/2026", *LINE)])
    assert [one.status for one in sessions(reading)] == [SessionStatus.PLANNED]
    assert codes(reading) == [("A", "planned_days_taken")]


def test_the_real_day_goes_before_the_planned_one(read: Read) -> None:
    reading = read([("Ngày dự kiến", "Ngày thực hiện", *REST), ("01/10/2026", "05/10/2026", *LINE)])
    assert [(one.held_on, one.status) for one in sessions(reading)] == [
        (date(2026, 10, 5), SessionStatus.HELD)
    ]
    assert codes(reading) == []


def test_groups_with_inhabitants_stay_groups_beside_a_word_of_sessions(read: Read) -> None:
    reading = read(
        [("Tổ dân phố", "Số hộ", "Nhân khẩu", "Nội dung khác"), ("Tổ dân phố 1", 10, 40, "x")]
    )
    assert reading.kind is ListKind.GROUPS


def test_named_as_groups_a_number_of_people_is_still_no_population(read: Read) -> None:
    reading = read(
        [("Tháng", *REST, "Số hộ"), ("10", "Tổ dân phố 1", "Hội nghị", "Luật", 5, 90)],
        kind=ListKind.GROUPS,
    )
    drafts = [row.draft for row in reading.rows if isinstance(row.draft, GroupDraft)]
    assert [(one.households, one.population) for one in drafts] == [(90, None)]


@pytest.mark.parametrize(
    "name", ["Tổ 2, 3 và 4", "Tổ 20; Tổ 21", "Toàn phường", "Các tổ dân phố", "5 tổ dân phố"]
)
def test_a_name_of_several_groups_is_no_group(read: Read, name: str) -> None:
    for known in (None, Known(commune="Phường Hương Trà")):
        options = {"known": known} if known else {}
        reading = read([("Tổ dân phố", "Số hộ"), ("Tổ dân phố 1", 5), (name, 7)], **options)
        assert [(one.row, one.column, one.code) for one in reading.problems] == [
            (3, "A", "group_name_several")
        ]


def test_a_name_with_and_or_a_comma_is_one_group(read: Read) -> None:
    names = ["Thôn Hòa Bình và Đoàn Kết", "Thôn A Đớt, A Tin", "Tổ dân phố 3/2"]
    reading = read([("Tên", "Số hộ"), *((name, 5) for name in names)], known=Known())
    assert reading.problems == ()


def test_headings_of_neither_are_refused(read: Read) -> None:
    with pytest.raises(SheetError):
        read([("Tháng", "Hình thức", "Số người"), ("10", "Hội nghị", 5)])


def test_a_number_of_people_alone_is_no_population(read: Read) -> None:
    reading = read([("Tổ dân phố", "Số người"), ("Tổ dân phố 1", 5)])
    (draft,) = (row.draft for row in reading.rows)
    assert isinstance(draft, GroupDraft)
    assert draft.population is None
    assert [one.heading for one in reading.skipped_columns] == ["Số người"]


def test_a_title_alone_is_no_heading(read: Read) -> None:
    title = ("DANH SÁCH QUẢN LÝ THEO TỔ DÂN PHỐ",)
    reading = read([title, ("TT", "Tổ dân phố", "Số người nghiện"), (1, "Tổ dân phố 1", 2)])
    assert (reading.header_row, [row.row_number for row in reading.rows]) == (2, [3])
    assert [one.reason for one in reading.skipped_columns] == ["personal"]


def test_groups_before_and_after_a_rearrangement(read: Read) -> None:
    reading = read(
        [
            ("PHƯƠNG ÁN SẮP XẾP",),
            ("TT", "Tổ dân phố trước sắp xếp", None, "Tổ dân phố sau sắp xếp", None, "Ghi chú"),
            (None, "Tên", "Số hộ", "Tên", "Số hộ", None),
            (1, "Tổ 1", 50, "Tổ dân phố 1", 110),
            (None, "Tổ 2", 60),
            (2, "Tổ 3", 70, "Tổ dân phố 2", 70),
        ],
        book={"merged": ("A2:A3", "B2:C2", "D2:E2", "F2:F3", "D4:D5", "E4:E5")},
    )
    drafts = [row.draft for row in reading.rows if isinstance(row.draft, GroupDraft)]
    assert [(one.name, one.households) for one in drafts] == [
        ("Tổ dân phố 1", 110),
        ("Tổ dân phố 2", 70),
    ]
    assert codes(reading) == [("B", "former_names_not_read"), ("C", "former_names_not_read")]


def test_one_session_of_several_groups_in_merged_rows_is_never_several(read: Read) -> None:
    reading = read(
        [
            ("Ngày", *REST),
            ("05/10/2026", "Tổ 1", "Hội nghị", "Ma túy", 90),
            (None, "Tổ 2", None, None, None),
        ],
        book={"merged": ("A2:A3", "C2:C3", "D2:D3", "E2:E3")},
    )
    assert sessions(reading) == []
    assert [(one.row, one.code) for one in reading.problems] == [
        (2, "number_merged"),
        (3, "number_merged"),
    ]


def test_named_as_sessions_a_list_without_a_day_asks_for_it(read: Read) -> None:
    lines = [("Tổ dân phố", "Ghi nhận", "Số người"), ("Tổ dân phố 1", "05/10/2026", 5)]
    reading = read(lines, kind=ListKind.SESSIONS)
    assert codes(reading) == [("", "column_missing")]
    named = read(lines, kind=ListKind.SESSIONS, assigned={2: "date"})
    assert [one.held_on for one in sessions(named)] == [date(2026, 10, 5)]


def test_the_day_it_was_held_is_read_beside_the_day_it_was_planned(read: Read) -> None:
    reading = read(
        [
            ["TT", "Tổ dân phố", "Kế hoạch", None, "Thực hiện", None, "Hình thức"],
            [None, None, "Ngày", "Số người", "Ngày", "Số người", None],
            [1, "Tổ dân phố 1", "01/10/2026", 100, "08/10/2026", 60, "Hội nghị"],
        ],
        book={"merged": ("A1:A2", "B1:B2", "C1:D1", "E1:F1", "G1:G2")},
    )
    draft = reading.rows[0].draft
    assert isinstance(draft, SessionDraft)
    assert (draft.held_on, draft.attendance) == (date(2026, 10, 8), 60)
    assert draft.status is SessionStatus.HELD
