"""What a list is told about sessions whose topic is another, or missing."""

from collections.abc import Callable

import pytest

from desktop.domain.commune import ListName
from desktop.sheets.reading import CellProblem, Known, SheetReading
from desktop.sheets.summary import sum_up

Read = Callable[..., SheetReading]
HEADINGS = ("Ngày", "Tổ dân phố", "Hình thức", "Nội dung")


def told(reading: SheetReading) -> list[tuple[str, str]]:
    return [(one.column, one.code) for one in reading.problems]


@pytest.mark.parametrize(
    ("topic", "codes"),
    [
        ("Luật Phòng, chống ma túy", []),
        ("Cai nghiện ma túy tại nhà", []),
        ("Luật Giao thông đường bộ", [("D", "topic_not_drug")]),
        ("An toàn giao thông", [("D", "topic_not_drug")]),
        ("An toàn giao thông; Phòng, chống ma túy", []),
        (None, [("D", "topic_missing")]),
    ],
)
def test_a_session_that_does_not_count_is_said(
    read: Read, topic: str | None, codes: list[tuple[str, str]]
) -> None:
    reading = read([HEADINGS, ("05/10/2026", "Tổ 1", "Hội nghị", topic)])
    assert told(reading) == codes
    assert reading.rows[0].draft is not None


def test_the_editable_list_decides_about_its_own_topics(read: Read, known: Known) -> None:
    labels = {ListName.TOPIC: ("Chuyên đề 1", "Bầu cử")}
    own = Known(groups=known.groups, labels=labels, other_topics=frozenset({"Chuyên đề 1"}))
    lines = [("05/10/2026", "Tổ 1", "Hội nghị", topic) for topic in labels[ListName.TOPIC]]
    reading = read([HEADINGS, *lines], known=own)
    assert [(one.row, one.code) for one in reading.problems if one.column == "D"] == [
        (2, "topic_not_drug")
    ]


def test_what_more_than_five_rows_share_is_said_once(read: Read) -> None:
    lines = [(f"{day:02d}/10/2026", "Tổ 1", "Hội nghị", None) for day in range(1, 8)]
    found = sum_up(read([HEADINGS, *lines]).problems)
    assert [(one.row, one.code, one.details["count"]) for one in found] == [
        (2, "topic_missing_rows", "7")
    ]
    few = sum_up(read([HEADINGS, *lines[:5]]).problems)
    assert [(one.row, one.code) for one in few] == [(row, "topic_missing") for row in range(2, 7)]


def test_what_stops_a_row_is_never_summed_up() -> None:
    problems = [CellProblem("A", row, "B", "format_missing") for row in range(9)]
    assert sum_up(problems) == tuple(problems)


def test_a_sum_names_the_first_topics_that_do_not_count(read: Read) -> None:
    topics = ("Bầu cử", "Pháo nổ", "Bầu cử", "Thuế", "Dân số", "Môi trường", "Tín dụng đen")
    lines = [(f"{day:02d}/10/2026", "Tổ 1", "Zalo", topic) for day, topic in enumerate(topics, 1)]
    (found,) = sum_up(read([HEADINGS, *lines]).problems)
    assert found.code == "topic_not_drug_rows"
    assert found.details == {
        "count": "7",
        "text": "Bầu cử; Pháo nổ; Thuế; Dân số; Môi trường; …",
    }
