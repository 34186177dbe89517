"""Properties of branches: stores restored from older and newer backups, of former versions too.

A story is what one unit did and what the superior received and decided, in any order.
"""

import random
from dataclasses import dataclass, field
from datetime import date

from hypothesis import given
from hypothesis import strategies as st

from desktop.domain.expected_units import UnitId
from desktop.exchange.consolidation import (
    Consolidation,
    Decision,
    Received,
    Standing,
    consolidate,
    consolidation_bytes,
)

SINCE = date(2025, 7, 1)
HERE = UnitId("19996", SINCE)
PERIODS = ("2026-01", "2026-02", "2026-03", "2026-04", "2026-05", "2026-06", "2026-Q1")


@dataclass
class Data:
    """One copy of the unit's data: its branch, and the packages that it knows of, in order."""

    branch: str
    knows: list[Received]
    counts_anew: bool = False
    """Whether a former version made it, which began its numbers again at 1."""

    def send(self, number: int, period: str) -> Received:
        own = [one for one in self.knows if one.branch_id == self.branch]
        before = own or ([] if self.counts_anew else self.knows)
        made = Received(
            package_id=f"p{number:02}",
            received_on=date(2026, 7, 1),
            unit_code=HERE.code,
            valid_from=SINCE,
            install_id="pc",
            branch_id=self.branch,
            sequence=before[-1].sequence + 1 if before else 1,
            previous=before[-1].package_id if before else "",
            period=period,
            correction=sum(one.period == period for one in self.knows),
            signer="key",
        )
        self.knows.append(made)
        return made


@dataclass
class Story:
    """What came to the superior, and what was decided on it."""

    packages: list[Received]
    here: list[Received] = field(default_factory=list)
    decisions: list[Decision] = field(default_factory=list)

    def verdicts(self) -> Consolidation:
        return judged(self.here, self.decisions)

    def accept(self, one: Received) -> None:
        """A decision as the office writes it: it names what counts of other branches."""
        counting = frozenset(
            each.package.package_id
            for each in self.verdicts().verdicts
            if each.counts and each.package.chain != one.chain
        )
        self.decisions.append(Decision(one.package_id, accept=True, chosen_from=counting))


def judged(packages: list[Received], decisions: list[Decision]) -> Consolidation:
    return consolidate(packages, keys={HERE: frozenset({"key"})}, decisions=decisions)


@st.composite
def sent(draw: st.DrawFn, *, former: bool = True) -> list[Received]:
    """What a unit sends that works on, restores backups, and works on beside on another PC."""
    copies = [Data("b0", [])]
    found: list[Received] = []
    for number in range(draw(st.integers(2, 12))):
        data = draw(st.sampled_from(copies))
        if draw(st.integers(0, 3)) == 0:
            kept = data.knows[: draw(st.integers(0, len(data.knows)))]
            data = Data(f"b{len(copies)}", kept, former and draw(st.booleans()))
            copies.append(data)
        found.append(data.send(number, draw(st.sampled_from(PERIODS))))
    return found


@st.composite
def stories(draw: st.DrawFn, *, former: bool = True) -> Story:
    """Packages that come in any order, and acceptances of waiting or counting ones."""
    story = Story(draw(st.permutations(draw(sent(former=former)))))
    for one in story.packages:
        story.here.append(one)
        if draw(st.booleans()):
            story.accept(draw(st.sampled_from(story.here)))
    return story


def ancestors(one: Received, packages: list[Received]) -> list[Received]:
    by_id = {each.package_id: each for each in packages}
    found: list[Received] = []
    while one.previous in by_id:
        one = by_id[one.previous]
        found.append(one)
    return found


@given(st.data())
def test_no_acceptance_leaves_a_month_without_figures_that_had_some(data: st.DataObject) -> None:
    story = data.draw(stories())
    before = set(story.verdicts().in_force)
    chosen = data.draw(st.sampled_from(story.here))
    story.accept(chosen)
    after = story.verdicts()
    assert before <= set(after.in_force)
    assert after.in_force[HERE, chosen.period] == chosen or _followed(chosen, after, story.here)


def _followed(chosen: Received, found: Consolidation, packages: list[Received]) -> bool:
    """Whether what counts for its month was made after it, in data that knew it."""
    now = found.in_force[HERE, chosen.period]
    return chosen in ancestors(now, packages) or chosen.chain == now.chain


@given(st.data())
def test_what_counts_of_other_months_comes_from_the_accepted_branch_or_stays(
    data: st.DataObject,
) -> None:
    story = data.draw(stories())
    before = story.verdicts().in_force
    chosen = data.draw(st.sampled_from(story.here))
    story.accept(chosen)
    for place, now in story.verdicts().in_force.items():
        of_branch = now.chain == chosen.chain or now in ancestors(chosen, story.here)
        assert of_branch or before.get(place) == now or now.period == chosen.period


@given(st.data())
def test_what_an_accepted_branch_was_restored_from_counts_with_it(data: st.DataObject) -> None:
    packages = data.draw(st.permutations(data.draw(sent(former=False))))
    chosen = data.draw(st.sampled_from(packages))
    story = Story(packages, list(packages))
    story.accept(chosen)
    found = story.verdicts()
    for one in ancestors(chosen, packages):
        verdict = found.of(one.package_id)
        assert verdict is not None
        assert verdict.counts


@given(st.data(), st.integers(1, 4))
def test_what_a_newly_accepted_branch_sends_next_asks_nothing(
    data: st.DataObject, more: int
) -> None:
    story = data.draw(stories())
    chosen = data.draw(st.sampled_from(story.here))
    accepted = {one.package_id for one in story.decisions}
    was = [one for one in story.packages if one.package_id in accepted]
    was += [one for known in was for one in ancestors(known, story.packages)]
    if any(one.chain == chosen.chain for one in was):
        return
    if any(chosen in ancestors(one, story.here) for one in story.here):
        return
    story.accept(chosen)
    waited = {one.package.package_id for one in story.verdicts().to_verify}
    again = Data(chosen.branch_id, [*ancestors(chosen, story.packages)[::-1], chosen])
    story.here += [again.send(50 + number, f"2027-0{number + 1}") for number in range(more)]
    found = story.verdicts()
    assert {one.package.package_id for one in found.to_verify} == waited
    assert (HERE, f"2027-0{more}") in found.in_force


@given(st.data(), st.randoms(use_true_random=False))
def test_the_same_files_and_decisions_say_the_same_in_any_order(
    data: st.DataObject, chance: random.Random
) -> None:
    story = data.draw(stories())
    mixed = [*story.here, *story.here[:3]]
    chance.shuffle(mixed)
    found = story.verdicts()
    assert consolidation_bytes(judged(mixed, story.decisions)) == consolidation_bytes(found)


@given(st.data())
def test_whatever_waits_one_acceptance_of_it_lets_it_count(data: st.DataObject) -> None:
    story = data.draw(stories())
    for verdict in story.verdicts().to_verify:
        one = Story(story.packages, [*story.here], [*story.decisions])
        one.accept(verdict.package)
        after = one.verdicts().of(verdict.package.package_id)
        assert after is not None
        assert after.standing in (Standing.IN_FORCE, Standing.SUPERSEDED)
