"""Readers of every public paper of every shipped plan find out no small figure.

The reader knows what the plan ties, keeps all papers with their corrections, and narrows along all
relations at once. The controls print without the rules and are found out.
"""

import random
from collections.abc import Iterator, Mapping
from dataclasses import replace
from itertools import product

import pytest

from desktop.actions.plans import shipped_plans
from desktop.domain.plans import PlanPack
from desktop.domain.public_memory import kept_in_memory
from desktop.domain.suppression import Cell, Figures, Mark, hidden_cells, is_small
from tests.domain.public_worlds import MONTHS, Papers, a_world, corrected, figures_of, tied_names

PLANS = {pack.id: pack for pack in shipped_plans()}
WORLDS = 3
"""How many communes a plan; each is drawn from its number, so a failure can be looked at."""


def printed(figures: Figures) -> Mapping[Cell, Mark]:
    """What the paper of these figures hides."""
    return hidden_cells(figures)


def only_small(figures: Figures) -> Mapping[Cell, Mark]:
    """The control: small figures are hidden and nothing else."""
    return {cell: Mark.SMALL for cell, value in figures.values.items() if is_small(value)}


def protected(pack: PlanPack, world: Mapping[Cell, int]) -> Mapping[Cell, int]:
    """The counts that something ties; whatever stands alone is hidden by its size alone."""
    bare = figures_of(pack, {})
    tied = tied_names(bare) | bare.never
    return {cell: value for cell, value in world.items() if cell[0] in tied}


def world_of(pack: PlanPack, number: int) -> tuple[Mapping[Cell, int], random.Random]:
    chance = random.Random(f"{pack.id} {number}")
    return protected(pack, a_world(pack, chance)), chance


@pytest.mark.parametrize("plan", PLANS)
def test_no_hidden_figure_is_found_out_from_the_papers_of_any_shipped_plan(plan: str) -> None:
    for number in range(WORLDS):
        world, _chance = world_of(PLANS[plan], number)
        papers = Papers(PLANS[plan], (world,), (printed(figures_of(PLANS[plan], world)),))
        assert not list(papers.found_out()), number


@pytest.mark.parametrize("plan", PLANS)
def test_the_control_small_figures_alone_hidden_are_found_out(plan: str) -> None:
    found = 0
    for number in range(WORLDS):
        world, _chance = world_of(PLANS[plan], number)
        papers = Papers(PLANS[plan], (world,), (only_small(figures_of(PLANS[plan], world)),))
        found += any(True for _one in papers.found_out())
    assert found


def after_correction(pack: PlanPack, number: int, *, memory: bool) -> Papers:
    """The papers before and after a correction."""
    old, chance = world_of(pack, number)
    new = corrected(pack, old, chance)
    now = figures_of(pack, new)
    kept = kept_in_memory(now, (old, new)) if memory else frozenset[Cell]()
    hidden = printed(figures_of(pack, old)), printed(replace(now, kept=kept))
    return Papers(pack, (old, new), hidden)


@pytest.mark.parametrize("plan", PLANS)
def test_a_correction_gives_nothing_back(plan: str) -> None:
    for number in range(WORLDS):
        papers = after_correction(PLANS[plan], number, memory=True)
        assert not list(papers.found_out()), number


def blanked(*, memory: bool) -> Iterator[Papers]:
    """A movement of a stock told as a number or hidden, then blank in the corrected paper."""
    pack = PLANS["longbien-319"]
    stock, flows = "illegal_users", ("illegal_users_added", "illegal_users_removed")
    for added, removed in product(range(7), range(7)):
        old = {
            (stock, MONTHS[0]): 20,
            (flows[0], MONTHS[1]): added,
            (flows[1], MONTHS[1]): removed,
            (stock, MONTHS[1]): 20 + added - removed,
        }
        for flow in flows:
            new = {cell: value for cell, value in old.items() if cell != (flow, MONTHS[1])}
            now = figures_of(pack, new)
            kept = kept_in_memory(now, (old, new)) if memory else frozenset[Cell]()
            hidden = printed(figures_of(pack, old)), printed(replace(now, kept=kept))
            yield Papers(pack, (old, new), hidden)


def test_a_movement_that_is_blank_after_a_correction_is_not_given_back() -> None:
    assert not [one.states for one in blanked(memory=True) if list(one.found_out())]


def overtaken(*, memory: bool) -> Papers:
    """A part that was told, then its whole is corrected to only two more."""
    pack = PLANS["hanoi-2025"]
    part, whole = ("released_supported", MONTHS[0]), ("released_prisoners", MONTHS[0])
    old, new = {part: 20, whole: 30}, {part: 20, whole: 22}
    now = figures_of(pack, new)
    kept = kept_in_memory(now, (old, new)) if memory else frozenset[Cell]()
    hidden = printed(figures_of(pack, old)), printed(replace(now, kept=kept))
    return Papers(pack, (old, new), hidden)


def test_what_was_told_before_a_correction_does_not_tell_what_is_left_over() -> None:
    assert part_of(overtaken(memory=True)) == {"released_prisoners", "released_supported"}


def test_the_control_without_memory_the_left_over_is_told() -> None:
    assert "released_prisoners" not in part_of(overtaken(memory=False))


def part_of(papers: Papers) -> set[str]:
    """The categories that the last paper hides."""
    return {category for category, _month in papers.hidden[-1]}


@pytest.mark.parametrize("plan", PLANS)
def test_nothing_of_what_is_to_be_nothing_is_always_told(plan: str) -> None:
    for number in range(4 * WORLDS):
        world = a_world(PLANS[plan], random.Random(number))
        figures = figures_of(PLANS[plan], world)
        hidden = printed(figures)
        assert not [
            cell for cell in hidden if cell[0] in figures.nothing_shown and world[cell] == 0
        ]
