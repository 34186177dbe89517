"""A month that late slips change bears the same mark in matrix, trend and open data."""

import json
from collections.abc import Iterator
from dataclasses import replace
from datetime import date
from pathlib import Path
from typing import Any

import pytest

from desktop.actions.consolidated import consolidated_of
from desktop.actions.consolidated_papers import (
    ConsolidatedChoice,
    consolidated_document,
    consolidated_file,
)
from desktop.actions.desk import Desk
from desktop.actions.setup import Sources
from desktop.domain.expected_units import ExpectedUnit
from desktop.domain.periods import parse_period
from desktop.domain.sessions import OutreachSession
from desktop.domain.snapshot import Snapshot
from desktop.reports.tree import Document, Paragraph, Table
from tests.actions.conftest import CountedIds, StandingClock
from tests.actions.units_making import (
    SINCE,
    Sent,
    chained,
    receive,
    sent_month,
    superior_desk,
    units_named,
)
from tests.domain.making import held

OCTOBER = parse_period("2026-10")
UNITS = units_named(2)
LATE = held(date(2026, 8, 30), "Tổ dân phố 1", attendance=31, number=99)
SEPTEMBER = 8
"""The column of September in a matrix of sessions, after those of number and name."""


def month_of(unit: ExpectedUnit, month: int, *late: OutreachSession) -> Snapshot:
    return replace(sent_month(unit, month), late=late)


def sent_by(*units: ExpectedUnit) -> list[Sent]:
    """September and October of units; the first names a slip of September in October."""
    first, *others = units
    return [
        *chained(Sent(first, month_of(first, 9)), Sent(first, month_of(first, 10, LATE))),
        *(
            one
            for unit in others
            for one in chained(*(Sent(unit, month_of(unit, month)) for month in (9, 10)))
        ),
    ]


@pytest.fixture
def desk(tmp_path: Path) -> Iterator[Desk]:
    with superior_desk(tmp_path / "s", Sources(StandingClock(), CountedIds()), UNITS) as made:
        receive(made, *sent_by(*UNITS), name="TN")
        yield made


def table_of(document: Document) -> Table:
    return next(one for one in document.blocks if isinstance(one, Table))


def words_of(document: Document) -> str:
    found = [one.text for one in document.blocks if isinstance(one, Paragraph)]
    return "\n".join(found).replace("\u00a0", " ")


def paper(desk: Desk, kind: str, measure: str) -> Document:
    return consolidated_document(desk, kind, OCTOBER, ConsolidatedChoice(measure=measure))


def data(desk: Desk, kind: str, measure: str, ending: str = ".json") -> bytes:
    return consolidated_file(desk, kind, OCTOBER, ending, ConsolidatedChoice(measure=measure))


def sessions_of(*units: ExpectedUnit) -> int:
    return sum(len(sent_month(unit, 9).sessions) for unit in units)


def test_a_matrix_marks_the_month_of_the_slip_and_leaves_its_figure(desk: Desk) -> None:
    made = paper(desk, "matrix", "sessions")
    table = table_of(made)
    first, second = table.rows
    assert first[2 + SEPTEMBER] == f"{sessions_of(UNITS[0])}+"
    assert [cell for cell in (*first[2:-1], *second[2:]) if cell.endswith("+")] == [
        first[2 + SEPTEMBER]
    ]
    assert table.total is not None
    assert table.total[2 + SEPTEMBER] == f"{sessions_of(*UNITS)}+"
    # The sum of the months as they were closed is not that of the year.
    assert first[-1].endswith("+")
    assert "tháng 9 năm 2026: Phường số 1 (01 buổi)" in words_of(made)


def test_a_trend_marks_the_total_of_that_month(desk: Desk) -> None:
    made = paper(desk, "trend", "attendance")
    marked = [row[0] for row in table_of(made).rows if row[1].endswith("+")]
    assert marked == ["9"]
    assert "tháng 9 năm 2026: Phường số 1 (01 buổi)" in words_of(made)


@pytest.mark.parametrize("measure", ["models", "upkeep", "count:plants"])
def test_what_no_slip_changes_bears_no_mark(desk: Desk, measure: str) -> None:
    rows = table_of(paper(desk, "matrix", measure)).rows
    assert not [cell for row in rows for cell in row if cell.endswith("+")]


def test_the_objective_of_the_duty_is_marked_where_the_slip_fills_a_gap(desk: Desk) -> None:
    groups = {line.id for line in sent_month(UNITS[0], 9).groups}
    met = {group for one in sent_month(UNITS[0], 9).sessions for group in one.group_ids}
    gap = min(groups - met)
    other = replace(LATE, id="gap", group_ids=(gap,))
    earlier = chained(*(Sent(UNITS[0], month_of(UNITS[0], month)) for month in (9, 10)))[-1]
    corrected = Sent(
        UNITS[0],
        month_of(UNITS[0], 10, other),
        sequence=3,
        correction=1,
        previous=sent_by(*UNITS)[1].package_id,
    )
    assert earlier.sequence == 2
    receive(desk, corrected, name="TN 2")
    for measure in ("group_months", "objective:4a"):
        cells = points(desk, measure)
        assert [one["period"] for one in cells if one["total"]["with_late"]] == ["2026-09"]
        total = next(one["total"] for one in cells if one["period"] == "2026-09")
        assert total["with_late"]["numerator"] == total["numerator"] + 1


def points(desk: Desk, measure: str) -> list[dict[str, Any]]:
    found: list[dict[str, Any]] = json.loads(data(desk, "trend", measure))["measures"][0]["points"]
    return found


def test_the_open_data_hold_both_and_the_years_sum_is_the_one_with_the_slip(desk: Desk) -> None:
    (measure,) = json.loads(data(desk, "matrix", "sessions"))["measures"]
    cells = measure["units"][0]["cells"]
    assert [place for place, cell in enumerate(cells) if cell["with_late"]] == [SEPTEMBER]
    closed = sum(cell["numerator"] or 0 for cell in cells)
    whole = sum((cell["with_late"] or cell)["numerator"] or 0 for cell in cells)
    year = consolidated_of(desk, parse_period("2026")).totals.lines[0].figures
    assert year is not None
    assert (closed + 1, whole) == (year.activity.sessions, year.activity.sessions)
    rows = data(desk, "matrix", "sessions", ".csv").decode().splitlines()
    assert [row.count("with_late.numerator") for row in rows] == [0, 0, 1, 0]
    head, *lines = data(desk, "trend", "sessions", ".csv").decode().splitlines()
    assert head.endswith("with_late.numerator,with_late.denominator")
    assert [line.split(",")[1] for line in lines if not line.endswith(",,")] == ["2026-09"]


def test_a_slip_that_stands_in_its_own_month_by_now_marks_nothing(desk: Desk) -> None:
    whole = sent_month(UNITS[0], 9)
    corrected = Sent(
        UNITS[0],
        replace(whole, sessions=(*whole.sessions, LATE)),
        sequence=3,
        correction=1,
        previous=sent_by(*UNITS)[1].package_id,
    )
    receive(desk, corrected, name="TN 2")
    assert not [one for one in points(desk, "sessions") if one["total"]["with_late"]]


def test_after_a_merger_the_month_of_the_former_unit_is_marked(tmp_path: Path) -> None:
    former = replace(UNITS[1], valid_until=date(2026, 9, 15), successor_code=UNITS[0].code)
    sources = Sources(StandingClock(), CountedIds())
    with superior_desk(tmp_path / "m", sources, (UNITS[0], former)) as desk:
        theirs = f"{former.code} Tổ dân phố 4"
        slip = held(date(2026, 8, 30), theirs, attendance=5, number=99)
        assert theirs in {line.id for line in sent_month(former, 9).groups}
        assert theirs not in {line.id for line in sent_month(UNITS[0], 9).groups}
        receive(
            desk,
            Sent(former, sent_month(former, 9)),
            Sent(UNITS[0], month_of(UNITS[0], 10, slip)),
            name="TN",
        )
        rows = table_of(paper(desk, "matrix", "sessions")).rows
        of_unit = {row[1].replace("\u00a0", " "): row for row in rows}
        assert of_unit[former.name][2 + SEPTEMBER].endswith("+")
        assert "tháng 9 năm 2026: Phường số 2 (01 buổi)" in words_of(
            paper(desk, "trend", "sessions")
        )
        assert former.valid_from == SINCE
