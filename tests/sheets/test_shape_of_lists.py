"""The shape of officers' lists: titles, headings, totals, sections, several sheets."""

import unicodedata
from collections.abc import Callable
from datetime import date
from pathlib import Path

import pytest
from openpyxl import load_workbook

from desktop.domain.groups import GroupDraft
from desktop.domain.models import ModelDraft, ModelStatus
from desktop.domain.sessions import SessionDraft
from desktop.sheets.errors import SheetError
from desktop.sheets.reading import Known, SheetReading, read_list
from desktop.sheets.vocabulary import ListKind
from desktop.sheets.workbook import read_workbook

Read = Callable[..., SheetReading]
SESSIONS = ("TT", "Ngày", "Tổ", "Hình thức", "Nội dung", "Số người")


def fields(reading: SheetReading) -> dict[str, str | None]:
    return {one.letter: one.field for one in reading.columns}


def uses(reading: SheetReading) -> list[tuple[int, str]]:
    return [(one.row_number, one.use) for one in reading.skipped]


def numbers(reading: SheetReading) -> list[int]:
    return [row.row_number for row in reading.rows]


def stopping(reading: SheetReading) -> list[tuple[int, str, str]]:
    return [(one.row, one.column, one.code) for one in reading.problems if one.stops]


def test_a_list_of_groups_under_titles_with_blank_and_total_rows(read: Read) -> None:
    reading = read(
        [
            ("UBND XÃ A LƯỚI 1",),
            ("DANH SÁCH THÔN (tính đến ngày 30/6/2026)",),
            (),
            ("STT", "Tên thôn", "Số hộ", "Nhân khẩu", "Trưởng thôn", "SĐT trưởng thôn", "Ghi chú"),
            (1, "Thôn A Hưa", "1.005", 4000, "Hồ Văn A", 905123456, None),
            (),
            (2, "Thôn Paris", None, "395 khẩu", None, None, "Mới sáp nhập"),
            (None, "Tổng cộng", "=SUM(C5:C7)", "=SUM(D5:D7)"),
        ]
    )
    assert (reading.kind, reading.header_row, uses(reading)) == (ListKind.GROUPS, 4, [(8, "total")])
    first, second = (row.draft for row in reading.rows)
    assert first == GroupDraft(
        name="Thôn A Hưa",
        kind="Thôn",
        households=1005,
        population=4000,
        counted_on=date(2026, 6, 30),
        head_name="Hồ Văn A",
        head_telephone="0905123456",
    )
    assert isinstance(second, GroupDraft)
    assert (second.households, second.population, second.note) == (None, 395, "Mới sáp nhập")


@pytest.mark.parametrize(
    "heading",
    ["Tổ dân phố", "TDP", "Tổ DP", "T.dân phố", "TÊN TỔ DÂN PHỐ", "Ten to dan pho", "Thôn, TDP"],
)
def test_headings_are_known_in_any_case_without_accents_and_abbreviated(
    read: Read, heading: str
) -> None:
    reading = read([(heading, "SỐ HỘ"), ("Tổ dân phố 1", 12), ("Tổ dân phố 2", 13)])
    assert (reading.kind, fields(reading)) == (ListKind.GROUPS, {"A": "name", "B": "households"})


def test_a_bare_number_takes_the_kind_of_its_heading(read: Read) -> None:
    reading = read([("Tổ dân phố", "Số hộ"), (1, 12), ("02", 13)])
    assert [row.draft.name for row in reading.rows if isinstance(row.draft, GroupDraft)] == [
        "Tổ dân phố 1",
        "Tổ dân phố 2",
    ]


def test_headings_of_two_lines(read: Read) -> None:
    reading = read(
        [
            ("SỔ THEO DÕI CÔNG TÁC TUYÊN TRUYỀN",),
            ("TT", "Thời gian", None, "Địa bàn", "Tuyên truyền", None, "Tham gia", None),
            (None, "Ngày", "Giờ", None, "Hình thức", "Nội dung", "Thành phần", "Số lượng"),
            (1, "05/10/2026", "19h30", "TDP 1", "Hội nghị", "Luật", "Nhân dân", 45),
            (2, "06/10/2026", "20h", "TDP 2", "Hội nghị", "Luật", "Nhân dân", 50),
        ],
        book={"merged": ("A2:A3", "B2:C2", "D2:D3", "E2:F2", "G2:H2")},
    )
    assert fields(reading) == {
        "A": None,
        "B": "date",
        "C": "start_time",
        "D": "groups",
        "E": "format",
        "F": "topics",
        "G": "audiences",
        "H": "attendance",
    }
    assert (reading.header_row, numbers(reading), stopping(reading)) == (3, [4, 5], [])


def test_numbered_headings_sections_repeated_headings_and_signatures_are_no_data(
    read: Read,
) -> None:
    line = ("Tổ 1", "Hội nghị", "Luật", 10)
    reading = read(
        [
            SESSIONS,
            ("(1)", "(2)", "(3)", "(4)", "(5)", "(6)"),
            ("Tháng 9/2026",),
            (1, "05/09/2026", *line),
            ("Cộng tháng 9", None, None, None, None, 10),
            SESSIONS,
            ("II", "Tháng 10"),
            (2, "05/10/2026", *line),
            (3,),
            ("Tổng số", None, None, None, None, 20),
            (),
            (None, None, None, "Hương Trà, ngày 05 tháng 11 năm 2026"),
            (None, "Người lập biểu", None, "TRƯỞNG BAN"),
            (),
            (None, "Nguyễn Văn B", None, "Trần Văn C"),
        ]
    )
    assert numbers(reading) == [4, 8]
    assert [use for _row, use in uses(reading)] == [
        "heading",
        "section",
        "total",
        "heading",
        "section",
        "total",
        *["footer"] * 4,
    ]
    assert stopping(reading) == []


def test_a_group_merged_over_its_rows_is_repeated_but_a_number_is_not(read: Read) -> None:
    rows = [
        SESSIONS,
        (1, "05/10/2026", "Tổ 1", "Hội nghị", "Luật", 10),
        (2, "06/10/2026", None, "Hội nghị", "Luật", 11),
        (3, "07/10/2026", "Tổ 2", "Hội nghị", "Luật", 12),
        (4, "08/10/2026", "Tổ 3", "Hội nghị", "Luật", None),
    ]
    reading = read(rows, book={"merged": ("C2:C3", "F4:F5")})
    groups = [row.draft.group_ids for row in reading.rows if isinstance(row.draft, SessionDraft)]
    assert groups == [("Tổ dân phố 1",), ("Tổ dân phố 1",)]
    assert stopping(reading) == [(4, "F", "number_merged"), (5, "F", "number_merged")]


def test_sheets_of_the_months_are_read_together_and_others_are_told(read: Read) -> None:
    def month(number: int) -> list[tuple[object, ...]]:
        return [
            (f"THÁNG {number} NĂM 2026",),
            SESSIONS,
            (1, f"05/{number}", "Tổ 1", "Hội nghị", "Luật", 10),
        ]

    reading = read(
        {"Tháng 9": month(9), "Tháng 10": month(10), "Ghi nhớ": [("mua giấy", "bút"), ("x", "y")]}
    )
    assert (reading.sheets, reading.other_sheets) == (("Tháng 9", "Tháng 10"), ("Ghi nhớ",))
    assert [(row.sheet, row.row_number) for row in reading.rows] == [
        ("Tháng 9", 3),
        ("Tháng 10", 3),
    ]
    assert [row.draft.held_on for row in reading.rows if isinstance(row.draft, SessionDraft)] == [
        date(2026, 9, 5),
        date(2026, 10, 5),
    ]


def test_the_sheet_that_reads_best_is_taken(read: Read) -> None:
    reading = read(
        {
            "Bìa": [("SỔ THEO DÕI", "NĂM 2026")],
            "Sổ": [SESSIONS, (1, "05/10/2026", "Tổ 1", "Hội nghị", "Luật", 10)],
        }
    )
    assert (reading.sheet, reading.sheets) == ("Sổ", ("Sổ",))


def test_columns_about_people_are_reported_and_nothing_of_them_is_kept(read: Read) -> None:
    reading = read(
        [
            (*SESSIONS, "Họ và tên", "Ngày sinh", "CCCD", "Địa chỉ", "Điện thoại", "Kinh phí"),
            (
                1,
                "05/10/2026",
                "Tổ 1",
                "Hội nghị",
                "Luật",
                1,
                "Nguyễn Bí Mật",
                "01/02/1990",
                "046090001234",
                "Kiệt 3",
                "0905",
                5,
            ),
        ]
    )
    assert [(one.letter, one.reason) for one in reading.skipped_columns] == [
        ("G", "personal"),
        ("H", "personal"),
        ("I", "personal"),
        ("J", "personal"),
        ("K", "personal"),
        ("L", "unknown"),
    ]
    assert "Bí Mật" not in repr(reading)
    assert "046090001234" not in repr(reading)


def test_a_column_that_was_not_recognised_can_be_assigned_or_left_out(read: Read) -> None:
    rows = [
        ("TT", "Ngày", "Nơi chốn", "Kiểu", "Nội dung"),
        (1, "05/10/2026", "Tổ 1", "Hội nghị", "Luật"),
    ]
    before = read(rows)
    assert [(one.code, one.details) for one in before.list_problems] == [
        ("column_missing", {"field": "groups"})
    ]
    after = read(rows, assigned={3: "groups", 4: "format", 5: "skip"})
    draft = after.rows[0].draft
    assert isinstance(draft, SessionDraft)
    assert (draft.group_ids, draft.format, draft.topics) == (("Tổ dân phố 1",), "Hội nghị", ())
    assert [(one.letter, one.reason) for one in after.columns][2:] == [
        ("C", "assigned"),
        ("D", "assigned"),
        ("E", "left_out"),
    ]


def test_a_book_without_headings_is_refused(read: Read) -> None:
    with pytest.raises(SheetError, match="headings_not_found"):
        read([("một", "hai"), ("ba", "bốn")])


def test_a_list_of_models_with_states_and_foundings(read: Read) -> None:
    headings = (
        "TT",
        "Tên mô hình",
        "Loại",
        "Thôn, TDP",
        "Năm thành lập",
        "Số QĐ",
        "Số TV",
        "Tình trạng",
        "Ghi chú",
    )
    lines = [
        (1, "Tiếng kẻng an ninh", None, "TDP 1", 2024, "12/QĐ-UBND", 10, "Đang hoạt động", None),
        (2, "Camera an ninh", None, "TDP 2, 3", "3/2023", None, None, "yếu", None),
        (3, "Dòng họ tự quản", None, "TDP 4", None, None, "12 người", "Giai the", None),
        (4, "Tổ đoàn kết", None, "Toàn phường", date(2025, 1, 2), None, 5, "Mới ra mắt", None),
        (5, "Tổ đoàn kết", None, "TDP 5", "không rõ", None, 5, "chập chờn", None),
        (6, "CLB B93", "CLB B93", "TDP 6", None, None, 5, None, None),
    ]
    reading = read([("DANH SÁCH MÔ HÌNH",), headings, *lines])
    assert reading.kind is ListKind.MODELS
    drafts = [row.draft for row in reading.rows if isinstance(row.draft, ModelDraft)]
    assert [draft.status for draft in drafts] == [
        ModelStatus.ACTIVE,
        ModelStatus.WEAK,
        ModelStatus.DISSOLVED,
        ModelStatus.LAUNCHED,
    ]
    assert [(draft.founded_on, draft.founded_year) for draft in drafts] == [
        (None, 2024),
        (None, 2023),
        (None, None),
        (date(2025, 1, 2), None),
    ]
    assert drafts[1].group_ids == ("Tổ dân phố 2", "Tổ dân phố 3")
    assert drafts[3].commune_wide
    assert stopping(reading) == [(7, "H", "status_unknown"), (8, "D", "sensitive_needs_commune")]


def test_a_group_named_twice_is_a_problem(read: Read, known: Known) -> None:
    reading = read([("Tên thôn", "Số hộ"), ("Thôn Hòa Bình", 1), ("Thôn Hoà Bình", 2)])
    assert stopping(reading) == [(3, "", "group_row_repeated")]


def test_text_typed_in_pieces_is_joined_to_whole_letters(read: Read) -> None:
    decomposed = unicodedata.normalize("NFD", "Tổ dân phố 1")
    reading = read([("Ngày", "Địa bàn", "Hình thức"), ("05/10/2026", decomposed, "Hội nghị")])
    draft = reading.rows[0].draft
    assert isinstance(draft, SessionDraft)
    assert (draft.group_ids, draft.format) == (("Tổ dân phố 1",), "Hội nghị")


def test_a_short_form_of_a_known_group_is_that_group(read: Read) -> None:
    reading = read([("TDP", "Số hộ"), ("TDP 1", 1), ("Tổ 02", 2), ("Tổ 40", 3)])
    names = [row.draft.name for row in reading.rows if isinstance(row.draft, GroupDraft)]
    assert names == ["Tổ dân phố 1", "Tổ dân phố 2", "Tổ 40"]


@pytest.mark.parametrize("written", ["-1+1", "+1", "@1", "\u22121", "-3, 4"])
def test_a_name_that_reckons_is_no_group_by_its_digits(read: Read, written: str) -> None:
    """A new name stays as written; where a known one is asked for, the officer is asked."""
    groups = read([("TDP", "Số hộ"), (written, 100), ("TDP 2", 2)])
    names = [row.draft.name for row in groups.rows if isinstance(row.draft, GroupDraft)]
    assert names == [written, "Tổ dân phố 2"]
    lines = [("05/10/2026", written, "Hội nghị"), ("05/10/2026", "- TDP 1\n- TDP 2", "Hội nghị")]
    sessions = read([("Ngày", "Địa bàn", "Hình thức"), *lines])
    told = [one.details for one in sessions.problems if one.code == "group_unknown"]
    assert told == [{"text": written}]
    second = sessions.rows[-1].draft
    assert isinstance(second, SessionDraft)
    assert second.group_ids == ("Tổ dân phố 1", "Tổ dân phố 2")


def test_the_word_for_a_unit_alone_may_mean_the_lead_body_or_the_groups(read: Read) -> None:
    beside = read([("Ngày", "Đơn vị", "Tổ", "Nội dung"), ("05/10/2026", "UBND", "Tổ 1", "Luật")])
    alone = read(
        [("Ngày", "Đơn vị", "Hình thức", "Nội dung"), ("05/10/2026", "Tổ 1", "Hội nghị", "Luật")]
    )
    assert (fields(beside)["B"], fields(alone)["B"]) == ("lead_body", "groups")


def test_labels_of_a_row_that_is_not_written_are_not_new(read: Read) -> None:
    reading = read(
        [
            SESSIONS,
            (1, "05/10/2026", "Tổ 99", "Hội nghị", "Chuyên đề thứ nhất", 10),
            (2, "05/10/2026", "Tổ 1", "Hội nghị", "Chuyên đề thứ hai", 10),
        ]
    )
    assert [label for _of, label in reading.new_labels] == ["Chuyên đề thứ hai"]
    assert [[label for _of, label in row.new_labels] for row in reading.rows] == [
        [],
        ["Chuyên đề thứ hai"],
    ]


def test_hidden_rows_are_read_and_hidden_sheets_left_and_both_are_said(
    make_book: Callable[..., Path], known: Known
) -> None:
    line = ("Tổ 1", "Hội nghị", "Ma túy", 10)
    rows = [SESSIONS, (1, "05/10/2026", *line), (2, "06/10/2026", *line)]
    path = make_book({"Năm 2026": rows, "Cũ": rows})
    book = load_workbook(path)
    book["Cũ"].sheet_state = "hidden"
    book["Năm 2026"].row_dimensions[3].hidden = True
    book.save(path)
    reading = read_list(read_workbook(path), known, today=date(2026, 11, 22))
    assert (reading.sheets, reading.other_sheets) == (("Năm 2026",), ("Cũ",))
    assert numbers(reading) == [2, 3]
    assert reading.hidden_rows == (("Năm 2026", 3),)
    assert [(one.sheet, one.row, one.code) for one in reading.list_problems] == [
        ("Năm 2026", 3, "hidden_rows_read"),
        ("Cũ", 1, "hidden_sheet_left"),
    ]


@pytest.mark.parametrize(
    ("written", "status"),
    [
        ("Đã dừng", ModelStatus.PAUSED),
        ("Không còn hoạt động", ModelStatus.PAUSED),
        ("Ngừng hoạt động", ModelStatus.PAUSED),
        ("ĐÃ NGƯNG HOẠT ĐỘNG", ModelStatus.PAUSED),
        ("Không còn tồn tại", ModelStatus.DISSOLVED),
        ("Đang duy trì hoạt động", ModelStatus.ACTIVE),
    ],
)
def test_states_of_models_as_officers_write_them(
    read: Read, written: str, status: ModelStatus
) -> None:
    reading = read([("Tên mô hình", "Địa bàn", "Tình trạng"), ("Tổ tự quản", "Tổ 1", written)])
    (draft,) = (row.draft for row in reading.rows)
    assert isinstance(draft, ModelDraft)
    assert draft.status is status
