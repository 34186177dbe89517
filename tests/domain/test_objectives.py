"""Every kind of objective in every state, with answers computed by hand."""

from dataclasses import replace
from datetime import date
from decimal import Decimal

import pytest

from desktop.domain.objective_results import LackingKind, ObjectiveState, Reason
from desktop.domain.plan_facts import (
    NIL,
    NOT_APPLICABLE,
    Answer,
    AnswerState,
    CountEntry,
    DatedStatus,
    EntryState,
    PlanFacts,
)
from tests.domain.plan_making import BLANK, Entered, duty, entries, month_facts, result

MET = ObjectiveState.MET
NOT_MET = ObjectiveState.NOT_MET
NOTHING = ObjectiveState.NOTHING_AROSE
NOT_ENTERED = ObjectiveState.NOT_ENTERED
APPLIES_NOT = ObjectiveState.NOT_APPLICABLE

FREQUENCY = 'kind = "frequency"'
UPKEEP = 'kind = "upkeep"'
COVERAGE = 'kind = "coverage"\nnumerator = "done"\ndenominator = "all"\ntarget = 100'
SHARE = 'kind = "share"\nnumerator = "done"\ndenominator = "all"\ntarget = 50'
ZERO = 'kind = "zero"\nnumerator = "done"\nalso = ["all"]'
STATUS = 'kind = "hold"\nstatus = "drug_free"'
HOLD = 'kind = "hold"\nnumerator = "stock"\nbaseline = "mark"'
ALLOCATED = 'kind = "allocated"\nnumerator = "done"\ntarget = 12'
BY_TABLE = 'kind = "allocated"\nnumerator = "done"\ntable = "bieu"\ncolumn = "files"'
COUNT = 'kind = "count"\nnumerator = "done"'
MILESTONE = 'kind = "milestone"\ndue = 2026-10-01'
REVIEW = 'kind = "review"\nperiod = "year"'


def blank(**changes: object) -> PlanFacts:
    return replace(BLANK, **changes)  # type: ignore[arg-type]


# Frequency: group-months met / group-months due.


def test_frequency_names_the_groups_that_are_missing() -> None:
    months = {f"g{n}": 1 for n in range(1, 24)} | {"g3": 0, "g9": 0}
    facts = blank(
        duty=(duty("2026-10", **months),),
        group_names={"g3": "Tổ dân phố 3", "g9": "Tổ dân phố 9"},
    )
    found = result(FREQUENCY, facts)
    assert (found.numerator, found.denominator, found.state) == (21, 23, NOT_MET)
    assert found.value == pytest.approx(21 / 23)
    assert found.target == 1.0
    assert found.percent == Decimal("91.3")
    assert found.missing == ("Tổ dân phố 3", "Tổ dân phố 9")
    assert {one.kind for one in found.outcome.lacking} == {LackingKind.GROUP}


def test_frequency_adds_up_months_and_a_surplus_cures_nothing() -> None:
    facts = blank(
        months=("2026-09", "2026-10"),
        duty=(duty("2026-09", a=5, b=0), duty("2026-10", a=0, b=1, c=1)),
    )
    found = result(FREQUENCY, facts)
    assert (found.numerator, found.denominator, found.state) == (3, 5, NOT_MET)
    assert [(one.id, one.months) for one in found.outcome.lacking] == [
        ("b", ("2026-09",)),
        ("a", ("2026-10",)),
    ]


def test_frequency_may_ask_for_two_sessions_a_month() -> None:
    found = result(FREQUENCY + "\ntimes = 2", blank(duty=(duty("2026-10", a=2, b=1),)))
    assert (found.numerator, found.denominator, found.state) == (1, 2, NOT_MET)


def test_frequency_met_without_a_group_and_before_tracking() -> None:
    assert result(FREQUENCY, blank(duty=(duty("2026-10", a=1),))).state is MET
    none_due = result(FREQUENCY, blank(duty=(duty("2026-10"),)))
    assert (none_due.state, none_due.value, none_due.denominator) == (NOTHING, None, 0)
    early = result(FREQUENCY, blank(duty=(duty("2026-10"),), first_month="2026-11"))
    assert early.state is APPLIES_NOT


def test_999_of_1000_is_never_a_hundred_per_cent() -> None:
    months = {f"g{n}": 1 for n in range(999)} | {"last": 0}
    found = result(FREQUENCY, blank(duty=(duty("2026-10", **months),)))
    assert (found.numerator, found.denominator, found.state) == (999, 1000, NOT_MET)
    assert found.percent == Decimal("99.9")


# Upkeep: groups with a live model / groups active.


@pytest.mark.parametrize(
    ("active", "kept", "state", "value"),
    [
        (("a", "b"), ("a", "b"), MET, 1.0),
        (("a", "b"), ("b",), NOT_MET, 0.5),
        ((), (), NOTHING, None),
    ],
)
def test_upkeep(
    active: tuple[str, ...], kept: tuple[str, ...], state: ObjectiveState, value: float | None
) -> None:
    facts = blank(groups_active=active, groups_with_model=kept, group_names={"a": "Tổ 1"})
    found = result(UPKEEP, facts)
    assert (found.state, found.value) == (state, value)
    assert found.missing == (() if state is not NOT_MET else ("Tổ 1",))


# Coverage and share: a part of a whole.


@pytest.mark.parametrize(
    ("done", "total", "state", "value"),
    [
        (8, 8, MET, 1.0),
        (7, 8, NOT_MET, 0.875),
        (999, 1000, NOT_MET, 0.999),
        (0, 5, NOT_MET, 0.0),
        (NIL, 5, NOT_MET, 0.0),
        (0, 0, NOTHING, None),
        (NIL, NIL, NOTHING, None),
    ],
)
def test_coverage(
    done: Entered, total: Entered, state: ObjectiveState, value: float | None
) -> None:
    found = result(COVERAGE, month_facts(done=done, all=total))
    assert (found.state, found.value, found.target) == (state, value, 1.0)


def test_coverage_waits_for_what_was_not_entered_and_names_it() -> None:
    found = result(COVERAGE, month_facts(done=3))
    assert (found.state, found.value, found.numerator) == (NOT_ENTERED, None, None)
    assert found.missing == ("Tất cả",)
    assert found.outcome.lacking[0].months == ("2026-10",)


def test_coverage_that_does_not_apply() -> None:
    found = result(COVERAGE, month_facts(done=NOT_APPLICABLE, all=NOT_APPLICABLE))
    assert (found.state, found.value) == (APPLIES_NOT, None)


def test_more_reached_than_there_are_is_a_contradiction_and_no_share() -> None:
    found = result(COVERAGE, month_facts(done=6, all=5))
    assert (found.state, found.numerator, found.denominator) == (NOT_ENTERED, None, None)
    assert found.outcome.reason is Reason.NUMERATOR_ABOVE
    assert [part.value for part in found.outcome.parts] == [6, 5]


def test_coverage_of_what_stood_before_and_was_found_since() -> None:
    body = COVERAGE.replace('"all"', '"opening(stock) + all"')
    facts = replace(
        BLANK,
        counts=entries({"done": {"2026-10": 3}, "all": {"2026-10": 1}, "stock": {"2026-09": 2}}),
    )
    found = result(body, facts)
    assert (found.numerator, found.denominator, found.state) == (3, 3, MET)


def test_an_opening_total_typed_serves_the_first_month() -> None:
    body = COVERAGE.replace('"all"', '"opening(stock) + all"')
    facts = replace(month_facts(done=1, all=0), first_month="2026-10")
    waiting = result(body, facts)
    assert (waiting.state, waiting.outcome.lacking[0].months) == (NOT_ENTERED, ("2026-09",))
    found = result(body, replace(facts, openings={"stock": 4}))
    assert (found.numerator, found.denominator, found.state) == (1, 4, NOT_MET)


def test_a_stock_is_taken_at_the_end_and_a_flow_adds_up() -> None:
    body = COVERAGE.replace('"all"', '"stock"')
    facts = replace(
        BLANK,
        months=("2026-09", "2026-10"),
        counts=entries(
            {"done": {"2026-09": 2, "2026-10": 3}, "stock": {"2026-09": 90, "2026-10": 10}}
        ),
    )
    found = result(body, facts)
    assert (found.numerator, found.denominator) == (5, 10)


def test_months_before_tracking_do_not_apply_and_typed_totals_stand_for_them() -> None:
    body = COVERAGE + '\nperiod = "year"'
    facts = replace(
        BLANK,
        first_month="2026-09",
        counts=entries({"done": {"2026-09": 2, "2026-10": 3}, "all": {"2026-09": 4, "2026-10": 6}}),
    )
    found = result(body, facts)
    assert (found.numerator, found.denominator, len(found.months)) == (5, 10, 10)
    found = result(body, replace(facts, openings={"done": 10, "all": 20}))
    assert (found.numerator, found.denominator) == (15, 30)


@pytest.mark.parametrize(("done", "state"), [(5, MET), (6, MET), (4, NOT_MET), (NIL, NOT_MET)])
def test_share(done: Entered, state: ObjectiveState) -> None:
    assert result(SHARE, month_facts(done=done, all=10)).state is state


def test_share_of_nothing_and_share_that_must_stay_low() -> None:
    assert result(SHARE, month_facts(done=0, all=0)).state is NOTHING
    low = SHARE + '\ndirection = "at_most"'
    assert result(low, month_facts(done=5, all=10)).state is MET
    assert result(low, month_facts(done=6, all=10)).state is NOT_MET


def test_the_committee_may_set_its_own_target() -> None:
    facts = replace(month_facts(done=9, all=10), targets={"1": Decimal(90)})
    found = result(COVERAGE, facts)
    assert (found.state, found.target) == (MET, 0.9)


# Zero: a nil must be stated.


@pytest.mark.parametrize(
    ("figures", "state", "numerator"),
    [
        ({"done": NIL, "all": NIL}, MET, 0),
        ({"done": 0, "all": 0}, MET, 0),
        ({"done": 1, "all": NIL}, NOT_MET, 1),
        ({"done": NIL, "all": 2}, NOT_MET, 0),
        ({"all": 2}, NOT_MET, None),
        ({"done": 1}, NOT_MET, 1),
        ({"done": NIL}, NOT_ENTERED, None),
        ({}, NOT_ENTERED, None),
        ({"done": NOT_APPLICABLE, "all": NOT_APPLICABLE}, APPLIES_NOT, None),
    ],
)
def test_zero(figures: dict[str, Entered], state: ObjectiveState, numerator: int | None) -> None:
    found = result(ZERO, month_facts(**figures))
    assert (found.state, found.numerator) == (state, numerator)


def test_a_zero_names_the_figure_that_decided_and_blames_no_blank() -> None:
    found = result(ZERO, month_facts(all=2))
    assert [(one.kind, one.id) for one in found.outcome.lacking] == [(LackingKind.EVENT, "all")]
    assert found.missing == ("Tất cả",)
    months = ("2026-08", "2026-09", "2026-10")
    some = entries({"done": {"2026-08": 1}})
    quarter = result(ZERO, blank(months=months, counts=some))
    assert (quarter.state, quarter.numerator, quarter.missing) == (NOT_MET, 1, ("Đã làm",))
    # Nobody knows yet whether the first figure stayed at 0: blank is not zero.
    some = entries({"done": {"2026-08": 0}, "all": {"2026-09": 1}})
    assert result(ZERO, blank(months=months, counts=some)).numerator is None


def test_zero_over_months_needs_a_nil_for_each_of_them() -> None:
    months = ("2026-09", "2026-10")
    some = entries({"done": {"2026-09": 0}, "all": {"2026-09": 0, "2026-10": 0}})
    found = result(ZERO, blank(months=months, counts=some))
    assert (found.state, found.outcome.lacking[0].months) == (NOT_ENTERED, ("2026-10",))


# Hold: a dated status, or a figure and its baseline.


@pytest.mark.parametrize(
    ("history", "state", "reason"),
    [
        ((), NOT_ENTERED, Reason.NONE),
        ((DatedStatus(date(2025, 12, 1), True),), MET, Reason.NONE),
        ((DatedStatus(date(2025, 12, 1), False),), APPLIES_NOT, Reason.NEVER_HELD),
        (
            (DatedStatus(date(2025, 12, 1), True), DatedStatus(date(2026, 5, 2), False)),
            NOT_MET,
            Reason.LOST,
        ),
        (
            (
                DatedStatus(date(2025, 12, 1), True),
                DatedStatus(date(2026, 9, 20), False),
                DatedStatus(date(2026, 10, 1), True),
            ),
            NOT_MET,
            Reason.LOST,
        ),
        (
            (
                DatedStatus(date(2025, 12, 1), True),
                DatedStatus(date(2026, 5, 2), False),
                DatedStatus(date(2026, 8, 1), True),
            ),
            MET,
            Reason.NONE,
        ),
        (
            (DatedStatus(date(2025, 12, 1), True), DatedStatus(date(2026, 10, 15), False)),
            MET,
            Reason.NONE,
        ),
    ],
)
def test_hold_of_a_status(
    history: tuple[DatedStatus, ...], state: ObjectiveState, reason: Reason
) -> None:
    found = result(STATUS, blank(statuses={"drug_free": history}))
    assert (found.state, found.outcome.reason) == (state, reason)


@pytest.mark.parametrize(
    ("stock", "state"), [(100, MET), (120, MET), (99, NOT_MET), (NIL, NOT_MET)]
)
def test_hold_of_a_figure(stock: Entered, state: ObjectiveState) -> None:
    found = result(HOLD, month_facts(stock=stock))
    assert (found.state, found.target) == (state, 100.0)


def test_hold_waits_for_its_figure_and_for_an_unknown_baseline() -> None:
    assert result(HOLD, BLANK).missing == ("Hiện có",)
    unknown = HOLD.replace('"mark"', '"unknown_mark"')
    found = result(unknown, month_facts(stock=5))
    assert (found.state, found.missing) == (NOT_ENTERED, ("Mốc chưa rõ",))
    assert found.outcome.reason is Reason.NO_BASELINE
    typed = replace(month_facts(stock=5), baselines={"unknown_mark": 5})
    assert result(unknown, typed).state is MET


# Allocated: a number to reach.


@pytest.mark.parametrize(("done", "state"), [(12, MET), (13, MET), (11, NOT_MET), (NIL, NOT_MET)])
def test_allocated(done: Entered, state: ObjectiveState) -> None:
    found = result(ALLOCATED, month_facts(done=done))
    assert (found.state, found.target, found.denominator) == (state, 12.0, None)


def test_allocated_waits_for_its_figure() -> None:
    found = result(ALLOCATED, BLANK)
    assert (found.state, found.target, found.value) == (NOT_ENTERED, 12.0, None)


def test_allocated_by_the_unit_s_own_cell() -> None:
    facts = month_facts(done=4)
    assert result(BY_TABLE, replace(facts, unit="phường a")).target == 4.0
    assert result(BY_TABLE, replace(facts, unit="Phường A")).state is MET
    blank_cell = result(BY_TABLE, replace(facts, unit="Phường B"))
    assert (blank_cell.state, blank_cell.outcome.reason) == (APPLIES_NOT, Reason.BLANK_CELL)
    stranger = result(BY_TABLE, replace(facts, unit="Phường C"))
    assert (stranger.state, stranger.outcome.reason) == (APPLIES_NOT, Reason.NOT_IN_TABLE)


def test_a_table_of_units_waits_until_the_own_row_is_chosen() -> None:
    facts = month_facts(done=4)
    waiting = result(BY_TABLE, facts)
    assert (waiting.state, waiting.outcome.reason) == (NOT_ENTERED, Reason.NO_UNIT)
    assert (waiting.numerator, waiting.target, waiting.missing) == (4, None, ())
    # A total that the plan gives beside the table is not the commune's to reach alone.
    assert result(BY_TABLE + "\ntarget = 900", facts).outcome.reason is Reason.NO_UNIT
    own = replace(facts, targets={"1": Decimal(3)})
    assert (result(BY_TABLE, own).state, result(BY_TABLE, own).target) == (MET, 3.0)
    # What the superior answers for is held against the whole table: 4 is allocated in all.
    above = BY_TABLE + '\nentered_by = "superior"'
    assert (result(above, facts).state, result(above, facts).target) == (MET, 4.0)


# Before tracking.


@pytest.mark.parametrize(
    "body",
    [
        'kind = "coverage"\nnumerator = "done"\ndenominator = "opening(stock) + all"\ntarget = 100',
        'kind = "coverage"\nnumerator = "done"\ndenominator = "baseline(mark)"\ntarget = 100',
        'kind = "allocated"\nnumerator = "fact(sessions)"\ntarget = 3',
        'kind = "count"\nnumerator = "fact(attendance)"',
        ZERO,
        STATUS,
        BY_TABLE,
        REVIEW,
        MILESTONE,
    ],
)
def test_a_month_before_tracking_waits_for_nothing(body: str) -> None:
    found = result(body, blank(first_month="2026-11", attendance=None))
    assert (found.state, found.missing) == (APPLIES_NOT, ())
    assert result(body, blank(attendance=None)).state in (NOT_ENTERED, NOT_MET)


def test_what_was_entered_for_the_time_before_tracking_is_judged() -> None:
    early = replace(month_facts(done=1, all=2), first_month="2026-11")
    assert result(COVERAGE, early).state is NOT_MET
    opening = COVERAGE.replace('"all"', '"opening(stock) + all"')
    assert result(opening, early).state is NOT_ENTERED
    held = replace(early, statuses={"drug_free": (DatedStatus(date(2025, 12, 1), True),)})
    assert result(STATUS, held).state is MET
    assert result(REVIEW, replace(early, answers={"1": Answer(AnswerState.NO)})).state is NOT_MET


# Counts without target, milestones, reviews.


@pytest.mark.parametrize(
    ("figures", "state", "value"),
    [
        ({"done": 2}, MET, 2.0),
        ({"done": NIL}, NOTHING, 0.0),
        ({}, NOT_ENTERED, None),
        ({"done": NOT_APPLICABLE}, APPLIES_NOT, None),
    ],
)
def test_a_count_without_target(
    figures: dict[str, Entered], state: ObjectiveState, value: float | None
) -> None:
    found = result(COUNT, month_facts(**figures))
    assert (found.state, found.value, found.target) == (state, value, None)


@pytest.mark.parametrize(
    ("answer", "state", "reason"),
    [
        (None, NOT_ENTERED, Reason.NONE),
        (Answer(AnswerState.YES, date(2026, 10, 1)), MET, Reason.NONE),
        (Answer(AnswerState.YES, date(2026, 10, 2)), NOT_MET, Reason.TOO_LATE),
        (Answer(AnswerState.YES), MET, Reason.NONE),
        (Answer(AnswerState.NO), NOT_MET, Reason.NONE),
        (Answer(AnswerState.NOT_APPLICABLE), APPLIES_NOT, Reason.NONE),
    ],
)
def test_milestone(answer: Answer | None, state: ObjectiveState, reason: Reason) -> None:
    facts = blank(answers={"1": answer} if answer else {})
    found = result(MILESTONE, facts)
    assert (found.state, found.outcome.reason) == (state, reason)


def test_a_milestone_of_a_year_is_due_on_its_last_day() -> None:
    body = 'kind = "milestone"\ndue = 2026'
    found = result(body, blank(answers={"1": Answer(AnswerState.NO)}))
    assert (found.state, found.outcome.reason) == (NOT_MET, Reason.NOT_DUE_YET)
    done = Answer(AnswerState.YES, date(2026, 12, 31))
    later = blank(answers={"1": done}, last_day=date(2027, 1, 14))
    assert result(body, later).state is MET


@pytest.mark.parametrize(
    ("answer", "state", "value"),
    [
        (None, NOT_ENTERED, None),
        (Answer(AnswerState.YES, date(2025, 12, 15)), MET, 1.0),
        (Answer(AnswerState.YES, date(2025, 12, 14)), NOT_ENTERED, None),
        (Answer(AnswerState.YES, date(2026, 10, 15)), NOT_ENTERED, None),
        (Answer(AnswerState.NO), NOT_MET, 0.0),
        (Answer(AnswerState.NOT_APPLICABLE), APPLIES_NOT, None),
    ],
)
def test_review_of_the_year(
    answer: Answer | None, state: ObjectiveState, value: float | None
) -> None:
    found = result(REVIEW, blank(answers={"1": answer} if answer else {}))
    assert (found.state, found.value) == (state, value)


def test_an_objective_for_communes_with_addicts_does_not_concern_the_others() -> None:
    body = 'kind = "review"\napplies_when = "stock"'
    yes = {"1": Answer(AnswerState.YES)}
    assert result(body, replace(month_facts(stock=NIL), answers=yes)).state is APPLIES_NOT
    assert result(body, replace(month_facts(stock=1), answers=yes)).state is MET
    assert result(body, blank(answers=yes)).state is MET
    assert result(body, month_facts(stock=1)).state is NOT_ENTERED


def test_nil_is_zero_on_purpose_and_nothing_else() -> None:
    assert (NIL.value, NIL.state) == (0, EntryState.NIL)
    with pytest.raises(ValueError, match="nil: 3"):
        CountEntry(3, EntryState.NIL)
    with pytest.raises(ValueError, match="entered: -1"):
        CountEntry(-1)


def test_a_term_taken_away_and_one_that_does_not_apply() -> None:
    body = 'kind = "count"\nnumerator = "all - done"'
    assert result(body, month_facts(done=2, all=5)).value == 3.0
    assert result(body, month_facts(done=NOT_APPLICABLE, all=5)).value == 5.0
    negative = result(body, month_facts(done=6, all=5))
    assert (negative.state, negative.outcome.reason) == (NOT_ENTERED, Reason.NEGATIVE)


def test_facts_of_the_program_can_be_counted_with() -> None:
    body = 'kind = "allocated"\nnumerator = "fact(sessions)"\ntarget = 3'
    assert result(body, blank(sessions=3)).state is MET
    persons = 'kind = "count"\nnumerator = "fact(attendance)"'
    waiting = result(persons, blank(attendance=None))
    assert (waiting.state, waiting.missing) == (NOT_ENTERED, ("attendance",))


def test_a_report_without_a_month_of_its_own_has_no_counts() -> None:
    assert result(COVERAGE, blank(months=())).state is APPLIES_NOT
    opening = COVERAGE.replace('"all"', '"opening(stock)"')
    assert result(opening, blank(months=())).state is APPLIES_NOT


def test_every_result_opens_to_its_clause_and_its_parts() -> None:
    found = result(COVERAGE, month_facts(done=7, all=8))
    assert (found.clause, found.quote) == ("Mục 1", "Trích kế hoạch.")
    assert [(part.role, part.label, part.value) for part in found.outcome.parts] == [
        ("numerator", "Đã làm", 7),
        ("denominator", "Tất cả", 8),
    ]
