"""Properties of objectives, over figures that hypothesis makes up."""

from dataclasses import replace
from decimal import Decimal

from hypothesis import given
from hypothesis import strategies as st

from desktop.actions.plans import shipped_plans
from desktop.domain.objectives import ObjectiveState, compute_all
from desktop.domain.plan_facts import MISSING, NIL, NOT_APPLICABLE, CountEntry, PlanFacts
from desktop.domain.plan_parsing import parse_plan
from desktop.domain.plans import ObjectiveKind, PlanPack
from desktop.paths import resource
from desktop.wording.plans import plan_problem_text
from tests.domain.plan_making import BLANK, COUNTS, HEAD, duty, objective_text, result

PACKS = shipped_plans()
WHOLES = frozenset(
    {
        ObjectiveKind.FREQUENCY,
        ObjectiveKind.UPKEEP,
        ObjectiveKind.COVERAGE,
        ObjectiveKind.SHARE,
        ObjectiveKind.REVIEW,
        ObjectiveKind.MILESTONE,
    }
)
MONTHS = tuple(f"{year}-{month:02d}" for year in (2025, 2026) for month in (8, 9, 10))
FIGURES = st.integers(0, 30).map(CountEntry) | st.sampled_from([NIL, NOT_APPLICABLE, MISSING])
NAMES = ("a", "b", "c", "d")


@st.composite
def communes(draw: st.DrawFn, pack: PlanPack) -> PlanFacts:
    """Any figures for the counts of a plan, any duty, any models."""
    counts = {
        one.id: draw(st.dictionaries(st.sampled_from(MONTHS), FIGURES)) for one in pack.counts
    }
    credited = st.dictionaries(st.sampled_from(NAMES), st.integers(0, 3))
    active = draw(st.lists(st.sampled_from(NAMES), unique=True))
    return replace(
        BLANK,
        months=("2026-09", "2026-10"),
        first_month=draw(st.none() | st.sampled_from(("2025-10", "2026-10", "2026-11"))),
        duty=tuple(duty(month, **draw(credited)) for month in ("2026-09", "2026-10")),
        groups_active=tuple(active),
        groups_with_model=tuple(draw(st.lists(st.sampled_from(NAMES), unique=True))),
        counts=counts,
        openings={one.id: draw(st.integers(0, 9)) for one in pack.counts[:3]},
    )


@given(st.data())
def test_a_part_is_never_more_than_its_whole_and_states_fit_their_figures(
    data: st.DataObject,
) -> None:
    pack = data.draw(st.sampled_from(PACKS))
    for found in compute_all(pack, data.draw(communes(pack))):
        if found.kind in WHOLES and found.numerator is not None:
            assert found.denominator is not None
            assert 0 <= found.numerator <= found.denominator
        if found.outcome.ratio and found.denominator == 0:
            assert found.value is None
        if found.state is ObjectiveState.NOT_ENTERED:
            assert found.numerator is None
            assert found.missing or found.outcome.reason
        if found.state is ObjectiveState.MET:
            assert found.value is not None
        if found.percent == 100 and found.kind in WHOLES:
            assert found.numerator == found.denominator


@given(st.lists(st.dictionaries(st.sampled_from(NAMES), st.integers(0, 3)), max_size=6))
def test_group_months_due_are_the_sum_over_the_months(months: list[dict[str, int]]) -> None:
    table = tuple(duty(f"2026-{n:02d}", **one) for n, one in enumerate(months, start=1))
    whole = result('kind = "frequency"', replace(BLANK, duty=table))
    singles = [result('kind = "frequency"', replace(BLANK, duty=(one,))) for one in table]
    assert whole.denominator == sum(one.denominator or 0 for one in singles)
    assert whole.numerator == sum(one.numerator or 0 for one in singles)


@given(st.integers(0, 2000), st.integers(0, 2000), st.integers(0, 100))
def test_coverage_is_met_exactly_where_the_fraction_says_so(
    done: int, more: int, target: int
) -> None:
    body = f'kind = "coverage"\nnumerator = "done"\ndenominator = "all"\ntarget = {target}'
    facts = replace(
        BLANK,
        counts={
            "done": {"2026-10": CountEntry(done)},
            "all": {"2026-10": CountEntry(done + more)},
        },
    )
    found = result(body, facts)
    if done + more == 0:
        assert found.state is ObjectiveState.NOTHING_AROSE
    else:
        enough = Decimal(100 * done) >= Decimal(target * (done + more))
        assert found.state is (ObjectiveState.MET if enough else ObjectiveState.NOT_MET)
        assert (found.percent == 100) == (more == 0)


@given(st.binary(max_size=400))
def test_any_bytes_are_read_or_refused_and_never_raise(content: bytes) -> None:
    reading = parse_plan(content)
    assert reading.pack is not None or reading.problems


@given(st.data())
def test_a_plan_damaged_anywhere_is_read_or_refused_in_words(data: st.DataObject) -> None:
    text = HEAD + COUNTS + objective_text('kind = "zero"\nnumerator = "done"')
    at = data.draw(st.integers(0, len(text)))
    cut = data.draw(st.integers(0, 12))
    put = data.draw(st.text(alphabet="[]{}=\"'\\#.,-+0189aeđ\n \u202e\x00", max_size=8))
    reading = parse_plan((text[:at] + put + text[at + cut :]).encode())
    assert reading.pack is not None or reading.problems
    assert all(plan_problem_text(problem) for problem in reading.problems)


def test_reading_a_shipped_plan_twice_gives_the_same() -> None:
    content = resource("plans/hanoi-2021.toml").read_bytes()
    assert parse_plan(content) == parse_plan(content)
