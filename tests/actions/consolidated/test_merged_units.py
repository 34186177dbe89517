"""A unit that went into another: its months and its stocks are counted once."""

import json
from dataclasses import replace
from datetime import date
from pathlib import Path

from desktop.actions.consolidated import consolidated_of
from desktop.actions.consolidated_papers import (
    consolidated_document,
    consolidated_file,
)
from desktop.actions.desk import Desk
from desktop.actions.setup import Sources
from desktop.domain.expected_units import lacking_months
from desktop.domain.periods import parse_period
from desktop.domain.plans import CountKind
from desktop.domain.printed_totals import printed_totals
from tests.actions.consolidated.conftest import UNITS, words
from tests.actions.schema_faults import faults, schema_of
from tests.actions.units_making import (
    Sent,
    chained,
    receive,
    sent_month,
    sent_period,
    superior_desk,
)


def merged_desk(folder: Path, sources: Sources, *periods: str) -> Desk:
    """The first unit went into the second on 1 September, which sent some periods."""
    day = date(2026, 9, 1)
    old = replace(UNITS[0], valid_until=day, successor_code=UNITS[1].code)
    new = replace(UNITS[1], valid_from=day)
    made = superior_desk(folder, sources, (old, new))
    months = (Sent(old, sent_month(old, month)) for month in (7, 8))
    receive(made, *chained(*months), name="TN 1")
    receive(made, *chained(*(Sent(new, sent_period(new, one)) for one in periods)), name="TN 2")
    return made


def test_stocks_of_a_unit_that_went_into_another_are_counted_once(
    tmp_path: Path, sources: Sources
) -> None:
    quarter, september = parse_period("2026-Q3"), parse_period("2026-09")
    with merged_desk(tmp_path / "merged", sources, "2026-09") as desk:
        whole, month = (consolidated_of(desk, one).totals for one in (quarter, september))
        assert whole.activity.models == month.activity.models
        assert whole.activity.groups_with_model == month.activity.groups_with_model
        assert whole.count("dependent_persons") is not None
        stocks = [one.category for one in month.counts if one.kind is CountKind.STOCK]
        for name in stocks:
            now, then = whole.count(name), month.count(name)
            assert now is not None
            assert then is not None
            assert now.total == then.total
        months = [consolidated_of(desk, parse_period(f"2026-0{at}")).totals for at in (7, 8, 9)]
        held = [one.activity.sessions.value or 0 for one in months]
        assert whole.activity.sessions.value == sum(held)
        due = sum(one.activity.group_months.due for one in months)
        assert whole.activity.group_months.due == due
        units = next(one for one in printed_totals(whole) if one.measure == "units")
        assert (units.numerator, units.denominator) == (1, 1)
        data = json.loads(consolidated_file(desk, "report", quarter, ".json"))
        assert data["totals"]["units"] == {"expected": 1, "sent": 1}
        assert [one["models"] is None for one in data["units"]] == [True, False]
        assert faults(*schema_of(consolidated_file(desk, "report", quarter, ".json"))) == []


def test_after_a_merger_nobody_lacks_the_months_of_the_other(
    tmp_path: Path, sources: Sources
) -> None:
    quarter = parse_period("2026-Q3")
    with merged_desk(tmp_path / "merged", sources, "2026-09") as desk:
        assert consolidated_of(desk, quarter).lacking == {}
        said = words(consolidated_document(desk, "report", quarter))
        assert "còn thiếu báo cáo tháng" not in said
        assert "Phường số 1 (tháng 7, 8); Phường số 2 (tháng 9)." in said
        year = consolidated_of(desk, parse_period("2026"))
        old = UNITS[0].unit
        assert year.lacking[old] == tuple(f"2026-{month:02d}" for month in range(1, 7))


def test_months_that_a_former_unit_never_sent_are_lacking_to_the_one_in_its_place() -> None:
    day = date(2026, 9, 1)
    old = replace(UNITS[0], valid_until=day, successor_code=UNITS[1].code)
    new = replace(UNITS[1], valid_from=day)
    months = [parse_period(f"2026-0{number}") for number in (7, 8, 9)]
    found = lacking_months((old, new), months, {new.unit: ("2026-09",)})
    assert found == {new.unit: ("2026-07", "2026-08")}
    assert lacking_months((old, new), months, {new.unit: ("2026-07", "2026-08", "2026-09")}) == {}


def test_the_own_report_of_a_successor_holds_the_months_of_those_before(
    tmp_path: Path, sources: Sources
) -> None:
    quarter = parse_period("2026-Q3")
    with merged_desk(tmp_path / "merged", sources, "2026-09", "2026-Q3") as desk:
        new = replace(UNITS[1], valid_from=date(2026, 9, 1))
        own = sent_period(new, "2026-Q3")
        found = consolidated_of(desk, quarter)
        assert [line.unit.code for line in found.totals.lines] == [new.code]
        assert found.totals.activity.sessions.value == own.totals.activity.sessions
        assert found.composed == {}


def test_months_before_a_successor_with_a_fresh_folder_count_beside_its_own_report(
    tmp_path: Path, sources: Sources
) -> None:
    quarter = parse_period("2026-Q3")
    with merged_desk(tmp_path / "merged", sources) as desk:
        new = replace(UNITS[1], valid_from=date(2026, 9, 1))
        own = replace(sent_period(new, "2026-Q3"), first_month="2026-09")
        receive(desk, Sent(new, own), name="TN 3")
        found = consolidated_of(desk, quarter)
        july, august = (
            consolidated_of(desk, parse_period(one)).totals.activity.sessions.value or 0
            for one in ("2026-07", "2026-08")
        )
        assert july
        assert august
        totals = found.totals.activity
        assert totals.sessions.value == own.totals.activity.sessions + july + august
        assert list(found.composed.values()) == [("2026-07", "2026-08")]
        assert totals.models.value == own.totals.models, "what stands at the end is counted once"
        units = next(one for one in printed_totals(found.totals) if one.measure == "units")
        assert (units.numerator, units.denominator) == (1, 1)


def test_a_successor_that_tracks_from_the_middle_holds_the_months_from_there_on(
    tmp_path: Path, sources: Sources
) -> None:
    with merged_desk(tmp_path / "merged", sources) as desk:
        new = replace(UNITS[1], valid_from=date(2026, 9, 1))
        own = replace(sent_period(new, "2026-Q3"), first_month="2026-08")
        receive(desk, Sent(new, own), name="TN 3")
        found = consolidated_of(desk, parse_period("2026-Q3"))
        assert list(found.composed.values()) == [("2026-07",)]
        assert found.lacking == {}, "August is in the report of the one in its place"
