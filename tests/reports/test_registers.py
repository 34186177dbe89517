"""The registers: one row a session, totals that count nothing twice, models by group."""

from collections import Counter

import pytest

from desktop.domain.periods import PeriodRule, month_of
from desktop.domain.snapshot import Snapshot
from desktop.reports.model_register import model_register
from desktop.reports.pdf import write_pdf
from desktop.reports.session_register import session_register
from desktop.reports.tree import Document, Heading, Orientation, Paragraph, Table
from tests.reports.made_up import FRAME, snapshot
from tests.reports.papers_made_up import quarter, with_planned
from tests.reports.reading import read_pdf

RULE = PeriodRule()


def number(text: str) -> int:
    return int(text.replace(".", ""))


def tables(document: Document, heading: str) -> list[Table]:
    """The tables that hold a column of this heading."""
    return [
        block
        for block in document.blocks
        if isinstance(block, Table) and heading in {column.heading for column in block.columns}
    ]


@pytest.fixture(params=["month", "quarter", "sixty"])
def made(request: pytest.FixtureRequest) -> Snapshot:
    if request.param == "quarter":
        return quarter()
    return with_planned(snapshot(23)) if request.param == "month" else snapshot(60)


def test_every_session_that_counts_stands_in_one_row(made: Snapshot) -> None:
    register = session_register(made, FRAME)
    rows = [row for table in tables(register, "Địa điểm") for row in table.rows]
    wanted = Counter(
        (f"{one.held_on:%d/%m/%Y}", len(one.group_ids), one.attendance)
        for one in made.sessions
        if one.counts
    )
    found = Counter(
        (
            row[1],
            0 if row[2] == "Toàn phường" else len(row[2].split("; ")),
            None if row[-1] == "chưa\u00a0nhập" or row[-1] == "chưa nhập" else number(row[-1]),
        )
        for row in rows
    )
    assert found == wanted


def test_months_and_totals_are_those_of_the_sessions(made: Snapshot) -> None:
    register = session_register(made, FRAME)
    held = [one for one in made.sessions if one.counts]
    by_month = Counter(month_of(one.held_on, RULE).id for one in held)
    monthly = tables(register, "Địa điểm")
    assert [len(table.rows) for table in monthly] == [by_month[one] for one in sorted(by_month)]
    totals = [table.total[-1] for table in monthly if table.total]
    assert sum(map(number, totals)) == sum(one.attendance or 0 for one in held)
    summary = tables(register, "Trong đó buổi chung")
    assert len(summary) == (1 if len(by_month) > 1 else 0)
    for table in summary:
        assert table.total is not None
        joint = sum(len(one.group_ids) > 1 for one in held)
        attendance = sum(one.attendance or 0 for one in held)
        assert [number(cell) for cell in table.total[1:]] == [len(held), joint, attendance]


def test_a_joint_session_is_credited_to_each_group_and_totalled_once(made: Snapshot) -> None:
    table = tables(session_register(made, FRAME), "Buổi riêng")[0]
    held = [one for one in made.sessions if one.counts]
    assert table.total is not None
    assert number(table.total[4]) == len(held)
    assert number(table.total[3]) == sum(len(one.group_ids) > 1 for one in held)
    by_group = Counter(group for one in held for group in one.group_ids)
    for row in table.rows:
        if row[1].startswith("Tổ"):
            group = f"g{int(row[1].rpartition(chr(0xA0))[2]):03d}"
            assert number(row[4]) == by_group[group]
    assert len(table.rows) >= len(made.groups)


def test_sessions_that_do_not_count_stand_apart_with_their_reason() -> None:
    made = with_planned(snapshot(23))
    others = tables(session_register(made, FRAME), "Lý do không tính")[0]
    reasons = {row[-1].replace("\u00a0", " ") for row in others.rows}
    assert reasons == {"hoãn", "đã lên lịch, chưa ghi kết quả"}
    assert len(others.rows) == sum(not one.counts for one in made.sessions)


def test_a_register_lies_and_is_signed_by_two() -> None:
    register = session_register(snapshot(23), FRAME)
    assert register.orientation is Orientation.LANDSCAPE
    assert [block.above for block in register.cosigners] == [("NGƯỜI LẬP SỔ",)]
    for page in read_pdf(write_pdf(register)):
        assert (round(page.width), round(page.height)) == (297, 210)
        attendance = [one for one in page.words if one.text == "UBMTTQ"]
        assert {one.size for one in attendance} <= {11}


def test_an_open_period_is_marked_and_a_closed_one_is_not() -> None:
    assert session_register(snapshot(3), FRAME).draft == "DỰ THẢO"
    assert session_register(snapshot(3, draft=False), FRAME).draft == ""
    assert model_register(snapshot(3), FRAME).draft == "DỰ THẢO"


def test_a_register_without_sessions_says_so() -> None:
    register = session_register(snapshot(5, sessions=False), FRAME)
    texts = [block.text for block in register.blocks if isinstance(block, Paragraph)]
    assert any("Không phát sinh" in text for text in texts)
    assert not tables(register, "Địa điểm")
    assert not [block for block in register.blocks if isinstance(block, Heading)]


def test_every_model_stands_once_and_the_states_add_up() -> None:
    made = snapshot(23)
    register = model_register(made, FRAME)
    models = tables(register, "Loại mô hình")[0]
    assert Counter(row[2].replace("\u00a0", " ") for row in models.rows) == Counter(
        model.name for model in made.models
    )
    states = tables(register, "Số mô hình")[0]
    assert states.total is not None
    assert number(states.total[1]) == len(made.models) == sum(number(r[1]) for r in states.rows)
    counts = Counter(model.status for model in made.models)
    assert sorted(number(row[1]) for row in states.rows) == sorted(counts.values())


def test_what_changed_in_the_period_is_listed_by_month() -> None:
    august = model_register(snapshot(23, month=9), FRAME)
    changes = tables(august, "Thay đổi")[0]
    paused = [model for model in snapshot(23, month=9).models if model.since == "2026-08-20"]
    assert len(changes.rows) == len(paused) > 0
    assert {row[1] for row in changes.rows} == {"20/08/2026"}
    assert {row[0].replace("\u00a0", " ") for row in changes.rows} == {"Tháng 9/2026"}
    assert not tables(model_register(snapshot(23), FRAME), "Thay đổi")
