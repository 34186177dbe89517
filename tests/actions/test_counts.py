"""The commune's monthly counts: the sheet, entering figures, taking stocks over, nil, locks."""

import shutil
from pathlib import Path

import pytest

from desktop.actions.closed import month_lock
from desktop.actions.closing import close_period, reopen_period
from desktop.actions.counts import (
    CountSheet,
    as_last_month,
    count_sheet,
    openings,
    set_counts,
    set_openings,
    state_rest_nil,
)
from desktop.actions.desk import ChangeKind, Desk, RandomIds, SystemClock
from desktop.actions.groups import groups, record_groups
from desktop.actions.periods import period_named
from desktop.actions.plans import pack_of
from desktop.actions.profile import change_settings
from desktop.actions.safety import undo
from desktop.actions.sessions import state_not_held, withdraw_not_held
from desktop.actions.setup import Sources, open_desk
from desktop.db import plan_queries
from desktop.db.plan_saving import save_choice
from desktop.domain.commune import CountingSettings
from desktop.domain.count_lines import CountLine
from desktop.domain.groups import GroupDraft
from desktop.domain.periods import Period, PeriodKind, PeriodRule, parse_period
from desktop.domain.plan_facts import NIL, NOT_APPLICABLE, CountEntry, EntryState
from desktop.domain.plans import CountKind, EnteredBy
from desktop.wording import undo_label

OCTOBER = parse_period("2026-10")
SEPTEMBER = parse_period("2026-09")


def line_of(sheet: CountSheet, category: str) -> CountLine:
    """The line of a category."""
    return next(line for line in sheet.lines if line.category == category)


def put(desk: Desk, month: Period, **figures: int) -> None:
    """Enter figures of a month."""
    assert set_counts(desk, month, {name: CountEntry(n) for name, n in figures.items()}).done


def follow(desk: Desk, plan_id: str, since: str) -> None:
    """Follow a plan from a month on; the empty id follows none."""
    with desk.writing(action="set_counts") as write:
        save_choice(write, from_month=since, plan_id=plan_id)


def codes(problems: object) -> list[str]:
    """The codes of problems."""
    assert isinstance(problems, tuple)
    return [problem.code for problem in problems]


def test_a_new_month_asks_for_what_the_plan_asks_for_and_has_nothing(desk: Desk) -> None:
    sheet = count_sheet(desk, OCTOBER)
    assert sheet.plan_id == "hue-302"
    assert sheet.title.startswith("302/KH-UBND")
    assert sheet.sections[0].title == "Lãnh đạo, chỉ đạo"
    assert sheet.entered == 0
    assert sheet.total == len(sheet.lines) > 20
    assert {line.state for line in sheet.lines} == {EntryState.MISSING}
    assert sheet.locked_by is None


def test_figures_of_a_month_stand_beside_those_before_and_cumulate(desk: Desk) -> None:
    put(desk, parse_period("2025-10"), meetings=7)
    put(desk, SEPTEMBER, meetings=2, dependent_persons=31)
    outcome = set_counts(desk, OCTOBER, {"meetings": CountEntry(3), "directives": CountEntry(0)})
    assert outcome.value == 2
    assert outcome.changes.kinds == {ChangeKind.COUNTS}
    line = line_of(count_sheet(desk, OCTOBER), "meetings")
    assert (line.value, line.previous, line.last_year, line.cumulative) == (3, 2, 7, 5)
    assert not line.cumulative_complete
    nought = line_of(count_sheet(desk, OCTOBER), "directives")
    assert (nought.value, nought.state) == (0, EntryState.ENTERED)


def test_writing_the_same_again_changes_nothing(desk: Desk) -> None:
    put(desk, OCTOBER, meetings=3)
    again = set_counts(desk, OCTOBER, {"meetings": CountEntry(3), "directives": None})
    assert again.value == 0
    assert not again.changes


def test_blank_takes_a_figure_back_and_nil_is_stated_apart(desk: Desk) -> None:
    put(desk, OCTOBER, meetings=3, directives=1)
    assert set_counts(desk, OCTOBER, {"meetings": None, "directives": NIL}).value == 2
    sheet = count_sheet(desk, OCTOBER)
    assert line_of(sheet, "meetings").state is EntryState.MISSING
    assert line_of(sheet, "directives").state is EntryState.NIL
    assert sheet.entered == 1


def test_all_or_nothing(desk: Desk) -> None:
    outcome = set_counts(desk, OCTOBER, {"meetings": CountEntry(1), "no_such": CountEntry(1)})
    assert codes(outcome.problems) == ["count_unknown"]
    assert count_sheet(desk, OCTOBER).entered == 0


@pytest.mark.parametrize(
    ("category", "value", "taken"),
    [
        ("meetings", 1_000_000, True),
        ("meetings", 1_000_001, False),
        ("plants", 1_000_001, True),
        ("plants", 1_000_000_001, False),
    ],
)
def test_a_figure_has_a_largest_value(desk: Desk, category: str, value: int, taken: bool) -> None:
    outcome = set_counts(desk, OCTOBER, {category: CountEntry(value)})
    assert outcome.done is taken
    assert codes(outcome.problems) == ([] if taken else ["number_out_of_range"])


def test_one_entry_is_one_step_that_undo_takes_back(desk: Desk) -> None:
    put(desk, OCTOBER, meetings=3, directives=1)
    undo(desk)
    assert count_sheet(desk, OCTOBER).entered == 0
    assert undo_label("set_counts", "2026-10") == "số liệu tháng 10/2026"


def test_the_counts_of_a_closed_month_are_locked(desk: Desk) -> None:
    put(desk, OCTOBER, meetings=3)
    assert close_period(desk, OCTOBER).done
    assert count_sheet(desk, OCTOBER).locked_by == "2026-10"
    assert line_of(count_sheet(desk, OCTOBER), "meetings").value == 3
    for outcome in (
        set_counts(desk, OCTOBER, {"meetings": None}),
        as_last_month(desk, OCTOBER),
        state_rest_nil(desk, OCTOBER),
    ):
        assert codes(outcome.problems) == ["period_closed"]


def test_a_closed_quarter_locks_its_months(desk: Desk) -> None:
    assert close_period(desk, parse_period("2026-Q3")).done
    assert count_sheet(desk, SEPTEMBER).locked_by == "2026-Q3"
    assert codes(set_counts(desk, SEPTEMBER, {"meetings": NIL}).problems) == ["period_closed"]


def test_figures_belong_to_a_month_and_not_to_a_quarter(desk: Desk) -> None:
    outcome = set_counts(desk, parse_period("2026-Q4"), {"meetings": NIL})
    assert codes(outcome.problems) == ["month_not_understood"]


def test_a_quarter_shows_the_sum_of_flows_and_the_last_stock(desk: Desk) -> None:
    for month, held in (("2026-07", 1), ("2026-08", 2), ("2026-09", 4)):
        put(desk, parse_period(month), meetings=held, dependent_persons=30 + held)
    sheet = count_sheet(desk, period_named(desk, "2026-Q3"))
    assert line_of(sheet, "meetings").value == 7
    assert line_of(sheet, "dependent_persons").value == 34


def test_as_last_month_takes_over_blank_stocks_alone(desk: Desk) -> None:
    put(desk, SEPTEMBER, dependent_persons=31, illegal_users=12, meetings=2)
    put(desk, OCTOBER, illegal_users=15)
    assert as_last_month(desk, OCTOBER).value == 1
    sheet = count_sheet(desk, OCTOBER)
    assert line_of(sheet, "dependent_persons").value == 31
    assert line_of(sheet, "illegal_users").value == 15
    assert line_of(sheet, "meetings").state is EntryState.MISSING


def test_as_last_month_keeps_what_was_stated_and_invents_nothing(desk: Desk) -> None:
    states = {"dependent_persons": NIL, "illegal_users": NOT_APPLICABLE}
    assert set_counts(desk, SEPTEMBER, states).done
    assert as_last_month(desk, OCTOBER).value == 2
    sheet = count_sheet(desk, OCTOBER)
    assert line_of(sheet, "dependent_persons").state is EntryState.NIL
    assert line_of(sheet, "illegal_users").state is EntryState.NOT_APPLICABLE
    assert sheet.entered == 2


def test_the_first_month_takes_its_stocks_from_the_opening_totals(desk: Desk) -> None:
    assert set_openings(desk, {"dependent_persons": 28}).value == 1
    january = parse_period("2026-01")
    assert line_of(count_sheet(desk, january), "dependent_persons").previous == 28
    assert as_last_month(desk, january).value == 1
    assert line_of(count_sheet(desk, january), "dependent_persons").value == 28


def test_the_rest_is_stated_nil_for_flows_alone(desk: Desk) -> None:
    put(desk, OCTOBER, meetings=3)
    flows = [line for line in count_sheet(desk, OCTOBER).lines if line.kind is CountKind.FLOW]
    assert state_rest_nil(desk, OCTOBER).value == len(flows) - 1
    sheet = count_sheet(desk, OCTOBER)
    assert line_of(sheet, "meetings").value == 3
    assert line_of(sheet, "directives").state is EntryState.NIL
    assert line_of(sheet, "dependent_persons").state is EntryState.MISSING
    assert state_rest_nil(desk, OCTOBER).value == 0


def test_opening_totals_are_set_and_taken_back(desk: Desk) -> None:
    assert set_openings(desk, {"meetings": 5, "directives": 0}).value == 2
    assert openings(desk) == {"meetings": 5, "directives": 0}
    assert set_openings(desk, {"meetings": None}).value == 1
    assert openings(desk) == {"directives": 0}
    assert codes(set_openings(desk, {"no_such": 1}).problems) == ["count_unknown"]
    assert codes(set_openings(desk, {"meetings": -1}).problems) == ["number_out_of_range"]


def test_openings_go_with_the_figures_or_not_at_all(desk: Desk) -> None:
    stopped = set_counts(desk, OCTOBER, {"meetings": NIL}, openings={"no_such": 1})
    assert codes(stopped.problems) == ["count_unknown"]
    assert count_sheet(desk, OCTOBER).entered == 0
    assert set_counts(desk, OCTOBER, {"meetings": NIL}, openings={"meetings": 4}).value == 2
    undo(desk)
    assert openings(desk) == {}


def test_a_month_that_follows_no_plan_asks_for_nothing(desk: Desk) -> None:
    follow(desk, "", "2026-10")
    sheet = count_sheet(desk, OCTOBER)
    assert (sheet.plan_id, sheet.sections, sheet.total) == ("", (), 0)
    assert codes(set_counts(desk, OCTOBER, {"meetings": NIL}).problems) == ["count_unknown"]
    assert count_sheet(desk, SEPTEMBER).total > 20


def test_what_only_the_superior_has_is_not_asked_of_a_commune(desk: Desk) -> None:
    follow(desk, "hanoi-2021", "2026-10")
    pack = pack_of(desk, "hanoi-2021")
    assert pack is not None
    of_city = {one.id for one in pack.counts if one.entered_by is EnteredBy.SUPERIOR}
    assert of_city
    asked = {line.category for line in count_sheet(desk, OCTOBER).lines}
    assert asked == {one.id for one in pack.counts} - of_city
    assert state_rest_nil(desk, OCTOBER).done
    assert not of_city & plan_queries.monthly_counts(desk.store).keys()
    named = min(of_city)
    put(desk, OCTOBER, **{named: 3})
    assert line_of(count_sheet(desk, OCTOBER), named).value == 3


def test_what_two_plans_ask_for_is_entered_once(desk: Desk) -> None:
    put(desk, SEPTEMBER, meetings=2)
    follow(desk, "hanoi-2021", "2026-10")
    line = line_of(count_sheet(desk, OCTOBER), "meetings")
    assert line.previous == 2


def test_a_month_that_has_not_begun_takes_no_figures(desk: Desk) -> None:
    later = parse_period("2026-12")
    for outcome in (
        set_counts(desk, later, {"meetings": CountEntry(1)}),
        as_last_month(desk, later),
        state_rest_nil(desk, later),
    ):
        assert codes(outcome.problems) == ["month_not_begun"]
    assert count_sheet(desk, later).entered == 0
    # November runs from 15 October to 14 November: on the 20th it has begun.
    assert set_counts(desk, parse_period("2026-11"), {"meetings": CountEntry(1)}).problems == ()


def test_a_closed_month_shows_what_its_closing_stored(desk: Desk) -> None:
    put(desk, SEPTEMBER, meetings=2)
    assert close_period(desk, SEPTEMBER, unanswered=True).done
    before = count_sheet(desk, SEPTEMBER)
    assert before.stored
    # Another plan from then on, other totals for the time before: the closed month stays.
    follow(desk, "hanoi-2021", "2026-01")
    assert set_openings(desk, {"dependent_persons": 99}).done
    put(desk, parse_period("2026-08"), meetings=5, dependent_persons=40)
    after = count_sheet(desk, SEPTEMBER)
    assert (after.plan_id, after.title) == ("hue-302", before.title)
    assert after.lines == before.lines
    assert (after.entered, after.total) == (1, before.total)
    assert line_of(count_sheet(desk, OCTOBER), "meetings").previous == 2
    assert count_sheet(desk, OCTOBER).plan_id == "hanoi-2021"


def test_a_month_closed_without_a_plan_stays_without_one(desk: Desk) -> None:
    follow(desk, "", "2026-01")
    assert close_period(desk, SEPTEMBER, unanswered=True).done
    follow(desk, "hue-302", "2026-01")
    sheet = count_sheet(desk, SEPTEMBER)
    assert (sheet.plan_id, sheet.sections, sheet.stored) == ("", (), True)


def test_a_month_opened_again_shows_the_figures_of_now(desk: Desk) -> None:
    put(desk, SEPTEMBER, meetings=2)
    assert close_period(desk, SEPTEMBER, unanswered=True).done
    assert reopen_period(desk, SEPTEMBER, reason="Sót một cuộc họp").done
    put(desk, SEPTEMBER, meetings=3)
    sheet = count_sheet(desk, SEPTEMBER)
    assert (sheet.stored, line_of(sheet, "meetings").value) == (False, 3)


def test_a_month_closed_before_counts_were_kept_falls_back_to_the_store(tmp_path: Path) -> None:
    kept = Path(__file__).parents[1] / "upgrades" / "schema_1"
    folder = Path(shutil.copytree(kept, tmp_path / "data"))
    with open_desk(folder, sources=Sources(SystemClock(), RandomIds())) as desk:
        sheet = count_sheet(desk, period_named(desk, "2026-09"))
    assert (sheet.locked_by, sheet.stored) == ("2026-09", False)
    assert sheet.total > 20


def test_before_tracking_only_what_was_entered_counts(desk: Desk) -> None:
    december = parse_period("2025-12")
    sheet = count_sheet(desk, december)
    assert (sheet.tracked, sheet.entered, sheet.total) == (False, 0, 0)
    assert set_counts(desk, december, {"meetings": CountEntry(4), "plants": NOT_APPLICABLE}).done
    sheet = count_sheet(desk, december)
    assert (sheet.entered, sheet.total) == (2, 2)
    january = count_sheet(desk, parse_period("2026-01"))
    assert (january.tracked, january.entered) == (True, 0)
    assert january.total == len(january.lines)


# -- which closing locks a month -------------------------------------------------------------------


def calendar_months(desk: Desk) -> None:
    """Calendar months, while longer periods begin on the 15th."""
    rule = PeriodRule({PeriodKind.MONTH: 1})
    assert change_settings(desk, CountingSettings(rule)).done


def test_a_quarter_that_ends_inside_a_month_leaves_it_open(desk: Desk) -> None:
    calendar_months(desk)
    third, september, august = (
        period_named(desk, name) for name in ("2026-Q3", "2026-09", "2026-08")
    )
    assert september.start < third.end <= september.last_day
    assert close_period(desk, third, unanswered=True).done
    assert month_lock(desk, september) is None
    assert month_lock(desk, august) == "2026-Q3"
    assert count_sheet(desk, september).locked_by is None
    put(desk, september, meetings=1)
    assert codes(set_counts(desk, august, {"meetings": NIL}).problems) == ["period_closed"]
    assert close_period(desk, september, unanswered=True).done
    assert month_lock(desk, september) == "2026-09"


def test_not_held_can_be_said_of_a_month_that_a_closed_quarter_only_touches(desk: Desk) -> None:
    assert record_groups(desk, [GroupDraft(name="Tổ dân phố 1")]).done
    calendar_months(desk)
    assert close_period(desk, period_named(desk, "2026-Q3"), unanswered=True).done
    group = groups(desk)[0].id
    july, september = (period_named(desk, name) for name in ("2026-07", "2026-09"))
    assert state_not_held(desk, group_id=group, month=september, reason="mưa lũ").done
    assert withdraw_not_held(desk, group_id=group, month=september).done
    refused = state_not_held(desk, group_id=group, month=july, reason="mưa lũ")
    assert codes(refused.problems) == ["period_closed"]


def test_the_months_of_a_closed_quarter_are_locked_and_the_next_is_not(desk: Desk) -> None:
    assert close_period(desk, parse_period("2026-Q3"), unanswered=True).done
    assert [month_lock(desk, parse_period(f"2026-{n:02d}")) for n in (6, 7, 8, 9, 10)] == [
        None, "2026-Q3", "2026-Q3", "2026-Q3", None,
    ]  # fmt: skip
    # A month that is closed says nothing of the quarter it lies in.
    assert close_period(desk, OCTOBER, unanswered=True).done
    assert month_lock(desk, period_named(desk, "2026-Q4")) is None
