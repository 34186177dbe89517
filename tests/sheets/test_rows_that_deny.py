"""Rows that say that nothing took place or nothing exists, marks that repeat the row above."""

from collections.abc import Callable

import pytest

from desktop.domain.models import ModelDraft, ModelStatus
from desktop.domain.sessions import SessionDraft, SessionStatus
from desktop.sheets.reading import SheetReading

Read = Callable[..., SheetReading]
HEADINGS = ("Ngày", "Tổ dân phố", "Hình thức", "Nội dung", "Kết quả thực hiện", "Ghi chú")
TOPIC = "Phòng, chống ma túy"


def session(**cells: object) -> tuple[object, ...]:
    values: dict[str, object] = {
        "day": "05/10/2026",
        "groups": "Tổ dân phố 1",
        "format": "Hội nghị",
        "topic": TOPIC,
        "result": None,
        "note": None,
    } | cells
    return tuple(values.values())


def stops(reading: SheetReading) -> list[tuple[str, str]]:
    return [(one.column, one.code) for one in reading.problems if one.stops]


def sessions(reading: SheetReading) -> list[SessionDraft]:
    return [row.draft for row in reading.rows if isinstance(row.draft, SessionDraft)]


@pytest.mark.parametrize(
    ("cells", "column"),
    [
        ({"format": "Không", "topic": "Không"}, "C"),
        ({"format": "Chưa tổ chức", "topic": None}, "C"),
        ({"format": "khong to chuc"}, "C"),
        ({"format": "-", "topic": "-"}, "C"),
        ({"topic": "Không tổ chức do mưa lũ"}, "D"),
        ({"topic": "Hoãn"}, "D"),
        ({"result": "Không thực hiện do bão"}, "E"),
        ({"result": "Chưa"}, "E"),
        ({"note": "Không tổ chức được do mưa"}, "F"),
        ({"note": "Hoãn sang tháng sau"}, "F"),
        ({"note": "Trùng lịch họp, buổi này huỷ"}, "F"),
    ],
)
def test_a_session_that_was_not_held_is_never_read_as_held(
    read: Read, cells: dict[str, object], column: str
) -> None:
    reading = read([HEADINGS, session(**cells)])
    assert stops(reading) == [(column, "session_said_not_held")]
    assert sessions(reading) == []


@pytest.mark.parametrize(
    "cells",
    [
        {"topic": "Không ma túy trong trường học"},
        {"topic": "Nói không với ma túy"},
        {"topic": "Ký cam kết không sử dụng ma túy"},
        {"topic": "Chữa bệnh, cai nghiện ma túy"},
        {"result": "Hoàn thành"},
        {"result": "Tốt"},
        {"note": "Các hộ ký cam kết không thực hiện hành vi mua bán"},
        {"note": "Tiêu hủy 2 cây cần sa"},
    ],
)
def test_words_that_only_resemble_a_denial_do_not_stop_a_session(
    read: Read, cells: dict[str, object]
) -> None:
    reading = read([HEADINGS, session(**cells)])
    assert stops(reading) == []
    assert sessions(reading)[0].status is SessionStatus.HELD


def test_a_session_whose_state_says_it_was_put_off_keeps_that_state(read: Read) -> None:
    reading = read(
        [
            ("Ngày", "Tổ dân phố", "Hình thức", "Nội dung", "Trạng thái", "Ghi chú"),
            ("05/10/2026", "Tổ 1", "Hội nghị", TOPIC, "Hoãn", "Hoãn do mưa"),
        ]
    )
    assert stops(reading) == []
    assert sessions(reading)[0].status is SessionStatus.POSTPONED


MODEL_HEADINGS = ("Tổ dân phố", "Tên mô hình", "Năm thành lập", "Ghi chú")


@pytest.mark.parametrize(
    "name", ["Không", "Không có", "Chưa có", "Chưa xây dựng", "0", 0, "-", "Chưa", "Khong co"]
)
def test_a_name_that_says_there_is_no_model_makes_none(read: Read, name: object) -> None:
    reading = read([MODEL_HEADINGS, ("Tổ 1", name, None, None), ("Tổ 2", "Tiếng kẻng", 2020, None)])
    assert stops(reading) == [("B", "model_said_none")]
    assert [row.draft is None for row in reading.rows] == [True, False]


@pytest.mark.parametrize(
    ("note", "status"),
    [
        ("đã giải thể", ModelStatus.DISSOLVED),
        ("Đã giải thể năm 2025", ModelStatus.DISSOLVED),
        ("Tạm dừng", ModelStatus.PAUSED),
        ("Họp hằng quý", ModelStatus.ACTIVE),
    ],
)
def test_a_remark_tells_the_state_where_none_is_entered(
    read: Read, note: str, status: ModelStatus
) -> None:
    reading = read([MODEL_HEADINGS, ("Tổ 1", "Tiếng kẻng an ninh", 2020, note)])
    draft = reading.rows[0].draft
    assert isinstance(draft, ModelDraft)
    assert draft.status is status
    said = [one.code for one in reading.problems if one.column == "D"]
    assert said == ([] if status is ModelStatus.ACTIVE else ["status_from_note"])


@pytest.mark.parametrize("heading", ["Dấu thời gian", "Timestamp"])
def test_the_moment_a_form_was_sent_is_never_the_day_of_the_session(
    read: Read, heading: str
) -> None:
    headings = (heading, "Tổ dân phố", "Hình thức", "Nội dung", "Số người")
    reading = read([headings, ("20/10/2026 08:30:05", "Tổ 1", "Hội nghị", TOPIC, 5)])
    assert [one.heading for one in reading.skipped_columns] == [heading]
    assert ("", "column_missing") in stops(reading)
    assert sessions(reading) == []


def test_the_same_session_sent_twice_is_found(read: Read) -> None:
    headings = ("Dấu thời gian", "Ngày", "Tổ dân phố", "Hình thức", "Nội dung", "Số người")
    rest = ("08/10/2026", "Tổ 1", "Hội nghị", TOPIC, 35)
    reading = read([headings, ("20/10/2026 08:30:05", *rest), ("20/10/2026 09:30:05", *rest)])
    assert stops(reading) == [("", "row_repeated")]


@pytest.mark.parametrize(
    ("written", "ids"),
    [
        ("TDP 7 (cùng TDP 8)", ("Tổ dân phố 7", "Tổ dân phố 8")),
        ("Tổ 7 (và tổ 8, 9)", ("Tổ dân phố 7", "Tổ dân phố 8", "Tổ dân phố 9")),
        ("TDP 7 (họp chung với TDP 8)", ("Tổ dân phố 7", "Tổ dân phố 8")),
        ("TDP 7 (cùng Công an phường)", ("Tổ dân phố 7",)),
        ("TDP 7 (tại nhà văn hóa)", ("Tổ dân phố 7",)),
    ],
)
def test_a_bracket_that_joins_another_group_credits_it(
    read: Read, written: str, ids: tuple[str, ...]
) -> None:
    reading = read([HEADINGS, session(groups=written)])
    assert stops(reading) == []
    assert sessions(reading)[0].group_ids == ids


@pytest.mark.parametrize("mark", ["-nt-", "nt", "//", "″", '"', "Như trên", "-//-"])
def test_a_ditto_mark_takes_the_value_of_the_row_above(read: Read, mark: str) -> None:
    headings = ("Ngày", "Tổ dân phố", "Hình thức", "Nội dung", "Đơn vị chủ trì", "Địa điểm")
    reading = read(
        [
            headings,
            ("05/10/2026", "Tổ 1", "Hội nghị", TOPIC, "Công an phường", "Nhà văn hóa"),
            ("06/10/2026", "Tổ 2", mark, mark, mark, mark),
            ("07/10/2026", "Tổ 3", mark, mark, mark, mark),
        ]
    )
    assert stops(reading) == []
    first, *others = sessions(reading)
    for one in others:
        told = (one.format, one.topics, one.lead_body, one.place)
        assert told == (first.format, first.topics, first.lead_body, first.place)
    assert "nt" not in {label for _list, label in reading.new_labels}


def test_a_ditto_mark_below_nothing_is_a_problem(read: Read) -> None:
    reading = read([HEADINGS, session(format="nt"), session(groups="Tổ 2", topic=None)])
    assert stops(reading) == [("C", "nothing_above")]


def test_a_ditto_mark_below_a_row_that_was_not_held_was_not_held_either(read: Read) -> None:
    reading = read([HEADINGS, session(format="Không tổ chức"), session(groups="Tổ 2", format="nt")])
    assert stops(reading) == [("C", "session_said_not_held")] * 2


def test_before_the_first_dated_state_a_model_counts_as_kept_up_and_that_is_said(
    read: Read,
) -> None:
    heads = ("Tổ dân phố", "Tên mô hình", "Năm thành lập", "Trạng thái", "Từ ngày")
    rows = [
        ("Tổ 1", "Tiếng kẻng an ninh", 2021, "Tạm dừng", "01/07/2026"),
        ("Tổ 2", "Tiếng kẻng an ninh", 2026, "Mới ra mắt", "01/07/2026"),
    ]
    reading = read([heads, *rows])
    drafts = [row.draft for row in reading.rows]
    kept = [isinstance(one, ModelDraft) and one.kept_before for one in drafts]
    assert kept == [True, False]
    assert [one.code for one in reading.problems] == ["model_kept_before"]
