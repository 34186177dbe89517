"""Cells of a list of sessions: dates, numbers, groups, labels."""

from collections.abc import Callable
from datetime import date, datetime, time

import pytest

from desktop.domain.commune import ListName
from desktop.domain.sessions import SessionDraft, SessionStatus
from desktop.sheets.dates import DateOrder
from desktop.sheets.reading import SheetReading

Read = Callable[..., SheetReading]
HEADINGS = ("TT", "Ngày", "Địa bàn", "Hình thức", "Nội dung", "Số người", "Ghi chú")


def line(**cells: object) -> tuple[object, ...]:
    values: dict[str, object] = {
        "day": "05/10/2026",
        "groups": "Tổ dân phố 1",
        "format": "Hội nghị",
        "topic": "Phòng, chống ma túy",
        "people": 40,
    } | cells
    return (
        1,
        values["day"],
        values["groups"],
        values["format"],
        values["topic"],
        values["people"],
        values.get("note"),
    )


def drafts(reading: SheetReading) -> list[SessionDraft]:
    return [row.draft for row in reading.rows if isinstance(row.draft, SessionDraft)]


def codes(reading: SheetReading) -> list[tuple[int, str, str]]:
    return [(one.row, one.column, one.code) for one in reading.problems if one.stops]


@pytest.mark.parametrize(
    ("written", "day"),
    [
        ("05/10/2026", date(2026, 10, 5)),
        ("5/10/2026", date(2026, 10, 5)),
        ("5-10-2026", date(2026, 10, 5)),
        ("5.10.2026", date(2026, 10, 5)),
        (" 5 / 10 / 2026 ", date(2026, 10, 5)),
        ("5/10/26", date(2026, 10, 5)),
        ("2026-10-05", date(2026, 10, 5)),
        ("27 tháng 1 năm 2026", date(2026, 1, 27)),
        ("ngày 27 tháng 01 năm 2026", date(2026, 1, 27)),
        ("ngày 5/1/2026", date(2026, 1, 5)),
        ("Ngày 05/10", date(2026, 10, 5)),
        ("5 tháng 10", date(2026, 10, 5)),
        ("Thứ 2, 05/10/2026", date(2026, 10, 5)),
        ("T2, ngày 5/10/2026", date(2026, 10, 5)),
        ("Chủ nhật 04/10/2026", date(2026, 10, 4)),
        ("Tối 05/10/2026", date(2026, 10, 5)),
        (date(2026, 10, 5), date(2026, 10, 5)),
        (46300, date(2026, 10, 5)),
        ("46300", date(2026, 10, 5)),
    ],
)
def test_every_usual_way_of_writing_a_day_is_read(read: Read, written: object, day: date) -> None:
    reading = read(
        [("SỔ TUYÊN TRUYỀN NĂM 2026",), HEADINGS, line(day=written), line(groups="Tổ 2")]
    )
    assert codes(reading) == []
    assert drafts(reading)[0].held_on == day


@pytest.mark.parametrize(
    ("written", "code"),
    [
        ("31/02/2026", "date_invalid"),
        ("30/2/2026", "date_invalid"),
        ("hôm qua", "date_not_understood"),
        (12, "date_not_understood"),
        ("05/10/2062", "date_in_future"),
        (date(2062, 5, 9), "date_in_future"),
        ("05/10/1890", "date_out_of_range"),
        (None, "date_missing"),
        ("05/10/2026, 07/10/2026", "date_several"),
        ("5-7/10/2026", "date_several"),
        ("=TODAY()", "formula_without_value"),
    ],
)
def test_a_day_that_cannot_be_is_a_problem_in_its_cell(
    read: Read, written: object, code: str
) -> None:
    reading = read([HEADINGS, line(groups="Tổ 2"), line(day=written)])
    assert codes(reading) == [(3, "B", code)]
    assert reading.rows[1].draft is None


def test_a_day_without_a_year_needs_one_in_the_title(read: Read) -> None:
    assert codes(read([HEADINGS, line(day="05/10"), line(groups="Tổ 2")])) == [
        (2, "B", "date_without_year")
    ]


def test_a_column_that_holds_month_first_is_asked_about(read: Read) -> None:
    rows = [HEADINGS, line(day="10/05/2026"), line(day="10/27/2026", groups="Tổ 2")]
    asked = read(rows)
    assert asked.date_order_needed == ("B",)
    assert [one.code for one in asked.list_problems] == ["date_order_needed"]
    answered = read(rows, date_order=DateOrder.MDY)
    assert [draft.held_on for draft in drafts(answered)] == [date(2026, 10, 5), date(2026, 10, 27)]
    assert answered.date_order_needed == ()
    other = read(rows, date_order=DateOrder.DMY)
    assert codes(other) == [(3, "B", "date_invalid")]


def test_days_that_a_machine_may_have_swapped_are_asked_about(read: Read) -> None:
    rows = [
        HEADINGS,
        line(day="13/10/2026"),
        line(day="27/10/2026", groups="Tổ 2"),
        line(day=date(2026, 5, 10), groups="Tổ 3"),
        line(day=date(2026, 7, 10), groups="Tổ 4"),
    ]
    asked = read(rows)
    assert asked.date_order_needed == ("B",)
    assert [one.code for one in asked.list_problems] == ["dates_maybe_swapped"]
    as_shown = [draft.held_on for draft in drafts(read(rows, date_order=DateOrder.DMY))]
    assert as_shown == [
        date(2026, 10, 13),
        date(2026, 10, 27),
        date(2026, 5, 10),
        date(2026, 7, 10),
    ]
    swapped = [draft.held_on for draft in drafts(read(rows, date_order=DateOrder.MDY))]
    assert swapped == [date(2026, 10, 13), date(2026, 10, 27), date(2026, 10, 5), date(2026, 10, 7)]


def test_three_kinds_of_days_in_one_column_need_no_question(read: Read) -> None:
    rows = [
        HEADINGS,
        line(day="27/01/2026"),
        line(day="8/1/2026"),
        line(day=date(2026, 1, 13)),
        line(day=date(2026, 1, 2)),
    ]
    reading = read(rows)
    assert (reading.date_order_needed, codes(reading)) == ((), [])


@pytest.mark.parametrize(
    ("written", "number"),
    [
        (45, 45),
        ("45", 45),
        (" 45 ", 45),
        ("45 người", 45),
        ("1.005", 1005),
        ("1 005", 1005),
        ("1,005", 1005),
        (45.0, 45),
        (0, 0),
        ("0", 0),
        (None, None),
        ("", None),
        ("-", None),
    ],
)
def test_attendance_is_read_and_blank_is_not_zero(
    read: Read, written: object, number: int | None
) -> None:
    reading = read([HEADINGS, line(people=written)])
    assert codes(reading) == []
    assert drafts(reading)[0].attendance == number


@pytest.mark.parametrize(
    ("written", "code"),
    [
        (-5, "number_negative"),
        ("-5", "number_negative"),
        ("ba mươi", "number_not_understood"),
        (45.5, "number_fraction"),
        ("45,5", "number_fraction"),
        ("khoảng 50", "number_not_understood"),
        ("=SUM(F1:F2)", "formula_without_value"),
        (1_000_000, "number_out_of_range"),
    ],
)
def test_a_number_that_is_none_is_a_problem_in_its_cell(
    read: Read, written: object, code: str
) -> None:
    assert codes(read([HEADINGS, line(people=written)])) == [(2, "F", code)]


def numbers(*wanted: int) -> tuple[str, ...]:
    return tuple(f"Tổ dân phố {number}" for number in wanted)


@pytest.mark.parametrize(
    ("written", "ids"),
    [
        ("Tổ dân phố 1", numbers(1)),
        ("tổ dân phố 1", numbers(1)),
        ("TỔ DÂN PHỐ 1", numbers(1)),
        ("To dan pho 1", numbers(1)),
        ("Tổ dân phố số 3", numbers(3)),
        ("Tổ 03", numbers(3)),
        ("TDP 3", numbers(3)),
        ("TDP3", numbers(3)),
        ("TDP số 3", numbers(3)),
        ("T.3", None),
        ("Tổ DP 3", numbers(3)),
        (3, numbers(3)),
        ("3", numbers(3)),
        ("Tổ dân phố 1, 2, 4", numbers(1, 2, 4)),
        ("Tổ 1, 2 và 4", numbers(1, 2, 4)),
        ("Tổ dân phố 1, Tổ dân phố 2 và 3", numbers(1, 2, 3)),
        ("TDP 3; 5", numbers(3, 5)),
        ("Tổ 1-4", numbers(1, 2, 3, 4)),
        ("Tổ 5 – 8", numbers(5, 6, 7, 8)),
        ("Tổ 1 đến 3", numbers(1, 2, 3)),
        ("TDP 1 + TDP 2", numbers(1, 2)),
        ("Các tổ 1, 2", numbers(1, 2)),
        ("Liên tổ 1, 2", numbers(1, 2)),
        ("Tại tổ dân phố 7", numbers(7)),
        ("TDP 1\nTDP 2", numbers(1, 2)),
        ("1, 2, 2", numbers(1, 2)),
        ("Thôn A Hưa, thôn Paris", ("Thôn A Hưa", "Thôn Paris")),
        ("A Hưa và Paris", ("Thôn A Hưa", "Thôn Paris")),
        ("thon a hua", ("Thôn A Hưa",)),
        ("Tổ 10 Thôn Paris", None),
        ("Tổ 4 (khu trên)", numbers(4)),
        ("Từ tổ 1 đến tổ 4", numbers(1, 2, 3, 4)),
        ("TDP 1-3, 5", numbers(1, 2, 3, 5)),
    ],
)
def test_groups_in_a_cell_are_resolved_when_exactly_one_fits(
    read: Read, written: object, ids: tuple[str, ...] | None
) -> None:
    reading = read([HEADINGS, line(groups=written)])
    if ids is None:
        assert codes(reading)
        return
    assert codes(reading) == []
    assert drafts(reading)[0].group_ids == ids


@pytest.mark.parametrize(
    "written",
    ["Toàn phường", "toàn xã", "Phường Hương Trà", "Toàn phường Hương Trà", "Trên địa bàn phường"],
)
def test_the_whole_commune_names_no_group_and_says_so(read: Read, written: str) -> None:
    reading = read([HEADINGS, line(groups=written)])
    assert (drafts(reading)[0].commune_wide, drafts(reading)[0].group_ids) == (True, ())
    assert [one.code for one in reading.problems] == ["commune_wide_taken"]


@pytest.mark.parametrize(
    ("written", "count"),
    [
        ("Tất cả", 14),
        ("Tất cả các thôn, tổ dân phố", 14),
        ("14/14 thôn, tổ dân phố", 14),
        ("Tất cả các tổ", 12),
        ("các tổ dân phố", 12),
        ("12/12 tổ dân phố", 12),
        ("Các thôn", 2),
    ],
)
def test_all_groups_are_those_active_that_day_and_it_says_so(
    read: Read, written: str, count: int
) -> None:
    reading = read([HEADINGS, line(groups=written)])
    assert len(drafts(reading)[0].group_ids) == count
    told = [(one.code, one.details) for one in reading.problems]
    assert told == [("every_group_taken", {"count": str(count)})]


def test_an_unknown_group_is_a_problem_with_the_nearest_name(read: Read) -> None:
    reading = read(
        [
            HEADINGS,
            line(groups="Tổ dân phố 99"),
            line(groups="Tổ 1, 77"),
            line(groups="Thôn A Hua B"),
            line(groups="5 tổ"),
        ]
    )
    assert codes(reading) == [
        (2, "C", "group_unknown_like"),
        (3, "C", "group_unknown"),
        (4, "C", "group_unknown_like"),
        (5, "C", "groups_not_named"),
    ]
    assert reading.problems[1].details["text"] == "Tổ 77"


def test_known_labels_keep_their_spelling_and_new_ones_are_told(read: Read) -> None:
    reading = read(
        [
            HEADINGS,
            line(format="HỘI NGHỊ"),
            line(format="Phát tờ rơi", groups="Tổ 2"),
            line(format="Mít tinh", groups="Tổ 3"),
            line(format="mít tinh", groups="Tổ 4"),
        ]
    )
    assert [draft.format for draft in drafts(reading)] == [
        "Hội nghị",
        "Tờ rơi",
        "Mít tinh",
        "Mít tinh",
    ]
    assert reading.new_labels == ((ListName.FORMAT, "Mít tinh"),)


def test_a_topic_cell_is_one_topic_unless_it_is_cut(read: Read) -> None:
    reading = read(
        [
            HEADINGS,
            line(topic="Luật Phòng, chống ma túy"),
            line(topic="Luật A; Luật B", groups="Tổ 2"),
            line(topic="- Luật A\n- Luật B", groups="Tổ 3"),
        ]
    )
    assert [draft.topics for draft in drafts(reading)] == [
        ("Luật Phòng, chống ma túy",),
        ("Luật A", "Luật B"),
        ("Luật A", "Luật B"),
    ]


def test_a_row_written_twice_is_a_problem_that_names_the_first(read: Read) -> None:
    reading = read([HEADINGS, line(), line(people=41), line()])
    assert codes(reading) == [(4, "", "row_repeated")]
    assert reading.problems[0].details["first_row"] == "2"


def test_time_status_and_bodies_are_read(read: Read) -> None:
    headings = (
        "Thời gian",
        "TDP",
        "HT",
        "ND",
        "SL người",
        "CQ chủ trì",
        "Phối hợp",
        "Trạng thái",
        "Giờ",
    )
    rows = [
        headings,
        (
            "05/10/2026",
            "TDP 1",
            "Hội nghị",
            "Luật",
            20,
            "CA phường",
            "Hội LHPN, Đoàn TN",
            "Hoãn",
            time(19, 30),
        ),
        ("5/10/2026", "TDP 2", "Hội nghị", "Luật", 20, "CA phường", None, None, "8h"),
        ("5/10/2026", "TDP 3", "Hội nghị", "Luật", 20, "CA phường", None, "tuyệt", "7g15"),
    ]
    reading = read(rows)
    first, second = drafts(reading)
    assert (first.start_time, second.start_time) == ("19:30", "08:00")
    assert first.status is SessionStatus.POSTPONED
    assert (first.lead_body, first.partner_bodies) == ("Công an phường", ("Hội LHPN", "Đoàn TN"))
    assert codes(reading) == [(4, "H", "status_unknown")]


def test_a_time_and_a_day_may_share_a_cell(read: Read) -> None:
    headings = ("Thời gian", "Thôn", "Hình thức", "Nội dung")
    reading = read(
        [
            headings,
            ("19h30 ngày 05/10/2026", "A Hưa", "Họp thôn", "Luật"),
            (datetime.fromisoformat("2026-10-06T08:00"), "Paris", "Họp thôn", "Luật"),
        ]
    )
    assert [(draft.held_on, draft.start_time) for draft in drafts(reading)] == [
        (date(2026, 10, 5), "19:30"),
        (date(2026, 10, 6), "08:00"),
    ]


def test_groups_may_be_named_in_the_place_of_a_list_without_a_column_for_them(read: Read) -> None:
    headings = ("Ngày", "Địa điểm", "Hình thức", "Nội dung")
    reading = read(
        [
            headings,
            ("05/10/2026", "Nhà văn hóa TDP 5", "Hội nghị", "Luật"),
            ("05/10/2026", "TDP 6", "Hội nghị", "Luật"),
            ("05/10/2026", "Trụ sở", "Hội nghị", "Luật"),
        ]
    )
    assert [(draft.group_ids, draft.place) for draft in drafts(reading)] == [
        (("Tổ dân phố 5",), "Nhà văn hóa TDP 5"),
        (("Tổ dân phố 6",), "TDP 6"),
    ]
    assert codes(reading) == [(4, "B", "group_unknown")]


def test_a_label_typed_without_accents_is_the_one_it_can_be(read: Read) -> None:
    reading = read([HEADINGS, line(format="hoi nghi", topic="luat phong, chong ma tuy")])
    assert (drafts(reading)[0].format, drafts(reading)[0].topics) == (
        "Hội nghị",
        ("Luật Phòng, chống ma túy",),
    )


def test_a_cell_of_thousands_of_names_is_refused_at_once(read: Read) -> None:
    reading = read([HEADINGS, line(groups=", ".join(["Tổ 77"] * 5000))])
    assert codes(reading) == [(2, "C", "group_unknown")]


def test_month_first_is_obeyed_where_every_text_could_be_read_both_ways(read: Read) -> None:
    rows = [HEADINGS, *(line(day=text) for text in ("10/3/2026", "10/4/2026"))]
    days = [draft.held_on for draft in drafts(read(rows, date_order=DateOrder.MDY))]
    assert days == [date(2026, 10, 3), date(2026, 10, 4)]
    days = [draft.held_on for draft in drafts(read(rows))]
    assert days == [date(2026, 3, 10), date(2026, 4, 10)]


def test_month_first_does_not_bend_a_column_that_shows_the_day_first(read: Read) -> None:
    rows = [HEADINGS, *(line(day=text) for text in ("25/10/2026", "3/10/2026"))]
    days = [draft.held_on for draft in drafts(read(rows, date_order=DateOrder.MDY))]
    assert days == [date(2026, 10, 25), date(2026, 10, 3)]


def test_month_first_leaves_real_dates_and_says_so(read: Read) -> None:
    rows = [HEADINGS, line(day=date(2026, 1, 10)), line(day="10/13/2026")]
    reading = read(rows, date_order=DateOrder.MDY)
    days = [draft.held_on for draft in drafts(reading)]
    assert days == [date(2026, 1, 10), date(2026, 10, 13)]
    assert [(one.row, one.code) for one in reading.list_problems] == [(2, "date_cells_kept")]
    assert reading.date_order_needed == ()


def test_day_month_and_year_in_three_columns(read: Read) -> None:
    rest = ("Tổ", "Hình thức", "Nội dung")
    line_ = ("Tổ 1", "Hội nghị", "Ma túy")
    reading = read(
        [("Ngày", "Tháng", "Năm", *rest), (5, 10, 2026, *line_), ("31", 2, 2026, *line_)]
    )
    assert [draft.held_on for draft in drafts(reading)] == [date(2026, 10, 5)]
    assert codes(reading) == [(3, "A", "date_invalid")]


def test_men_and_women_are_no_year(read: Read) -> None:
    reading = read([("Ngày", "Tổ", "Hình thức", "Nam"), ("05/10/2026", "Tổ 1", "Hội nghị", 20)])
    assert [one.field for one in reading.columns][3] is None
    assert [draft.held_on for draft in drafts(reading)] == [date(2026, 10, 5)]


def test_a_day_number_on_the_sheet_of_a_month(read: Read) -> None:
    rows = [("SỔ TUYÊN TRUYỀN NĂM 2026",), HEADINGS, line(day=5), line(day="16", groups="Tổ 2")]
    reading = read({"Tháng 3": rows, "Tháng 9": rows})
    assert [draft.held_on for draft in drafts(reading)] == [
        date(2026, 3, 5),
        date(2026, 3, 16),
        date(2026, 9, 5),
        date(2026, 9, 16),
    ]
    nowhere = read([("SỔ TUYÊN TRUYỀN NĂM 2026",), HEADINGS, line(day=5)])
    assert codes(nowhere) == [(3, "B", "date_not_understood")]
