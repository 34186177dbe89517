"""What a public paper hides cannot be had back; every rule has an attack that fails on it."""

from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import replace
from itertools import product

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from desktop.domain.suppression import (
    Cell,
    Figures,
    Mark,
    hidden_cells,
    is_small,
    mark_of_sum,
    related,
)
from desktop.domain.suppression_order import Balance, Ceiling
from tests.domain.attacker import Relation, possible, relations

MONTHS = ("2026-01", "2026-02", "2026-03", "2026-04")
MOVED = Balance("persons", ("added",), ("removed",))
ONLY_UP = Balance("persons", ("added",), ())
ONLY_DOWN = Balance("persons", (), ("removed",))
SERVED = Ceiling(("served",), ("persons", "users"))
MANAGED = Ceiling(("managed",), ("sick",))
ON_FILE = Ceiling(("persons",), ("known",))
KINDS = Ceiling(("first", "second"), ("managed",))
KINDS_OF_SICK = Ceiling(("first", "second"), ("sick",))
MIXED = Ceiling(("first", "second"), ("persons",))


def table(**rows: tuple[int, ...]) -> dict[Cell, int]:
    """Figures of categories over the months."""
    return {
        (name, month): value
        for name, row in rows.items()
        for month, value in zip(MONTHS, row, strict=False)
    }


def unbroken(figures: Figures, hidden: Mapping[Cell, Mark]) -> bool:
    """Whether a small figure stays open from 1 to 4, and any other among four numbers or more."""
    known = list(relations(MONTHS, figures.values, figures.balances, figures.ceilings))
    left = left_over(figures)
    values = {**figures.values, **{cell: value for cell, (value, _terms) in left.items()}}
    known += [Relation(((-1, cell), *terms), 0, 0) for cell, (_value, terms) in left.items()]
    # What a part leaves over is printed nowhere: where it is small, it must not be had either.
    guarded = {**hidden, **dict.fromkeys(left, Mark.KEPT)}
    small_left = [cell for cell in left if is_small(values[cell])]
    for cell in (*hidden, *small_left):
        found = possible(values, guarded, known, cell)
        if values[cell] not in found:
            raise AssertionError(cell)
        if (guarded[cell] is Mark.SMALL and found != {1, 2, 3, 4}) or len(found) < 4:
            return False
    return True


def left_over(figures: Figures) -> dict[Cell, tuple[int, tuple[tuple[int, Cell], ...]]]:
    """What every part leaves of its whole, and the terms that it is made of."""
    found: dict[Cell, tuple[int, tuple[tuple[int, Cell], ...]]] = {}
    for one in figures.ceilings:
        for month in MONTHS:
            terms = (
                *((1, (name, month)) for name in one.whole),
                *((-1, (name, month)) for name in one.part),
            )
            if all(cell in figures.values for _sign, cell in terms):
                over = sum(sign * figures.values[cell] for sign, cell in terms)
                found[f"left of {one.part}", month] = (over, terms)
    return found


def test_one_to_four_are_hidden_and_nothing_else_without_a_reason() -> None:
    figures = Figures(table(users=(0, 1, 4, 5)))
    assert hidden_cells(figures) == {
        ("users", "2026-02"): Mark.SMALL,
        ("users", "2026-03"): Mark.SMALL,
    }


def test_a_small_movement_is_not_had_back_from_the_stock_on_both_sides() -> None:
    figures = Figures(table(persons=(12, 14), added=(0, 2), removed=(0, 0)), (MOVED,))
    bare = {("added", "2026-02"): Mark.SMALL}
    assert not unbroken(figures, bare)
    hidden = hidden_cells(figures)
    assert ("persons", "2026-02") not in hidden
    assert set(hidden) == {("added", "2026-02"), ("removed", "2026-02")}
    assert unbroken(figures, hidden)


def test_a_small_stock_is_not_had_back_from_the_months_beside_it() -> None:
    figures = Figures(
        table(persons=(12, 4, 11), added=(0, 0, 7), removed=(0, 8, 0)), balances=(MOVED,)
    )
    assert not unbroken(figures, {("persons", "2026-02"): Mark.SMALL})
    hidden = hidden_cells(figures)
    assert {("removed", "2026-02"), ("added", "2026-03")} < set(hidden)
    assert unbroken(figures, hidden)


def test_where_one_side_is_not_kept_the_stock_is_hidden_from_then_on() -> None:
    figures = Figures(table(persons=(12, 14, 20, 30), added=(0, 2, 6, 10)), balances=(ONLY_UP,))
    assert not unbroken(figures, {("added", "2026-02"): Mark.SMALL})
    hidden = hidden_cells(figures)
    assert ("persons", "2026-01") not in hidden
    assert {("persons", month) for month in MONTHS[1:]} < set(hidden)
    assert unbroken(figures, hidden)


def test_a_part_above_its_hidden_whole_does_not_give_it_away() -> None:
    figures = Figures(table(served=(22,), persons=(3,), users=(20,)), ceilings=(SERVED,))
    bare = {("persons", "2026-01"): Mark.SMALL}
    assert not unbroken(figures, bare)
    assert unbroken(figures, hidden_cells(figures))


def test_parts_of_a_small_whole_that_add_up_are_hidden_without_saying_small() -> None:
    figures = Figures(table(first=(1,), second=(2,), persons=(4,)), ceilings=(MIXED,))
    primary = dict.fromkeys(figures.values, Mark.SMALL)
    assert not unbroken(figures, primary)
    assert unbroken(figures, hidden_cells(figures))


def test_nothing_of_what_is_to_be_nothing_is_always_shown() -> None:
    figures = Figures(
        table(persons=(12, 10), added=(0, 0), removed=(0, 2)),
        balances=(MOVED,),
        nothing_shown=frozenset({"added"}),
    )
    hidden = hidden_cells(figures)
    assert ("added", "2026-02") not in hidden
    assert ("persons", "2026-02") in hidden
    assert unbroken(figures, hidden)


def test_what_was_hidden_once_stays_hidden_with_what_gives_it_away() -> None:
    values = table(persons=(12, 11), added=(0, 5), removed=(0, 6))
    assert not hidden_cells(Figures(values, (MOVED,)))
    kept = frozenset({("added", "2026-02")})
    hidden = hidden_cells(Figures(values, (MOVED,), kept=kept))
    assert set(hidden) == {("added", "2026-02"), ("removed", "2026-02")}


def test_a_sum_is_called_small_only_where_its_one_small_month_says_so() -> None:
    values = table(users=(0, 3, 0, 7))
    found = hidden_cells(Figures(values))
    cells = [("users", month) for month in MONTHS]
    assert mark_of_sum(cells[:1], values, found) is None
    assert mark_of_sum(cells[:3], values, found) is Mark.SMALL
    assert mark_of_sum(cells, values, found) is Mark.KEPT


def test_what_is_tied_to_a_protected_figure_is_protected_too() -> None:
    figures = Figures({}, balances=(MOVED,), ceilings=(SERVED, MANAGED))
    assert related({"added"}, figures) == {"added", "removed", "persons", "served", "users"}


def test_who_is_not_reached_is_not_had_by_taking_away() -> None:
    figures = Figures(table(managed=(25, 26), sick=(26, 26)), ceilings=(MANAGED,))
    assert not unbroken(figures, {})
    hidden = hidden_cells(figures)
    assert hidden == {("managed", "2026-01"): Mark.KEPT}
    assert unbroken(figures, hidden)


Printed = tuple[tuple[Cell, int | Mark], ...]


def printed(figures: Figures) -> Printed:
    """What a reader sees of the figures."""
    hidden = hidden_cells(figures)
    return tuple((cell, hidden.get(cell, value)) for cell, value in figures.values.items())


def by_paper(worlds: Iterable[Figures]) -> dict[Printed, list[Figures]]:
    """Worlds that print the same paper: a reader who knows every rule cannot tell them apart."""
    found: dict[Printed, list[Figures]] = {}
    for world in worlds:
        found.setdefault(printed(world), []).append(world)
    return found


def shares() -> Iterator[Figures]:
    """Every part of every whole up to 20."""
    for whole in range(21):
        for part in range(whole + 1):
            yield Figures(table(sick=(whole,), managed=(part,)), ceilings=(MANAGED,))


def services() -> Iterator[Figures]:
    """Every part of every sum of two up to 14 each."""
    for one, two in product(range(15), repeat=2):
        for part in range(one + two + 1):
            values = table(persons=(one,), users=(two,), served=(part,))
            yield Figures(values, ceilings=(SERVED,))


def movements() -> Iterator[Figures]:
    """Every movement up to 20 of every stock up to 14."""
    for stock, added, removed in product(range(15), range(21), range(21)):
        if removed <= stock + added:
            after = stock + added - removed
            moves = {("added", MONTHS[1]): added, ("removed", MONTHS[1]): removed}
            yield Figures(table(persons=(stock, after)) | moves, (MOVED,))


def chains() -> Iterator[Figures]:
    """A part of a part: known, of these on file, of these and others served."""
    for whole, users in product(range(14), range(9)):
        for persons in range(whole + 1):
            for part in range(persons + users + 1):
                values = table(known=(whole,), persons=(persons,), users=(users,), served=(part,))
                yield Figures(values, ceilings=(ON_FILE, SERVED))


def kinds() -> Iterator[Figures]:
    """Parts that exclude each other, under one whole and under a part of it as well."""
    for whole in range(16):
        for inner in range(whole + 1):
            for one, two in product(range(inner + 1), repeat=2):
                if one + two <= inner:
                    values = table(sick=(whole,), managed=(inner,), first=(one,), second=(two,))
                    yield Figures(values, ceilings=(MANAGED, KINDS, KINDS_OF_SICK))


def to_be_nothing() -> Iterator[Figures]:
    """Every movement of every stock of which nothing is to be added."""
    for one in movements():
        yield replace(one, nothing_shown=frozenset({"added"}))


@pytest.mark.parametrize("worlds", [shares, services, movements, chains, kinds, to_be_nothing])
def test_who_knows_these_rules_too_finds_four_numbers_possible_or_more(
    worlds: Callable[[], Iterator[Figures]],
) -> None:
    for papers in by_paper(worlds()).values():
        inside = [one for one in papers if max(one.values.values()) <= 10]
        for cell, mark in (hidden_cells(inside[0]) if inside else {}).items():
            values = {one.values[cell] for one in papers}
            assert len(values) >= 4, (inside[0].values, cell)
            assert mark is Mark.KEPT or values == {1, 2, 3, 4}, (inside[0].values, cell)


SMALLISH = st.integers(0, 9)


@st.composite
def worlds(draw: st.DrawFn) -> dict[Cell, int]:
    """Four months of figures that keep all the relations."""
    values: dict[Cell, int] = {}
    stock = draw(st.integers(0, 14))
    for number, month in enumerate(MONTHS):
        added, removed = draw(SMALLISH), draw(SMALLISH)
        removed = min(removed, stock + added)
        if number:
            stock += added - removed
        users, sick = draw(SMALLISH), draw(SMALLISH)
        values |= {
            ("persons", month): stock,
            ("added", month): added,
            ("removed", month): removed,
            ("users", month): users,
            ("served", month): draw(st.integers(0, stock + users)),
            ("sick", month): sick,
            ("managed", month): draw(st.integers(0, sick)),
        }
    return values


@given(worlds())
@settings(max_examples=20, deadline=None)
def test_no_hidden_figure_can_be_narrowed_whatever_the_figures_are(
    values: dict[Cell, int],
) -> None:
    figures = Figures(values, (MOVED,), (SERVED, MANAGED))
    hidden = hidden_cells(figures)
    assert all(cell in hidden for cell, value in values.items() if is_small(value))
    assert unbroken(figures, hidden)


@given(worlds())
@settings(max_examples=20, deadline=None)
def test_an_earlier_paper_hides_the_same_beside_every_later_one(values: dict[Cell, int]) -> None:
    whole = hidden_cells(Figures(values, (MOVED,), (SERVED, MANAGED)))
    for last in MONTHS:
        until = {cell: value for cell, value in values.items() if cell[1] <= last}
        found = hidden_cells(Figures(until, (MOVED,), (SERVED, MANAGED)))
        assert found == {cell: mark for cell, mark in whole.items() if cell[1] <= last}


@pytest.mark.parametrize("balance", [ONLY_UP, ONLY_DOWN])
@given(start=st.integers(0, 14), moves=st.tuples(SMALLISH, SMALLISH, SMALLISH, SMALLISH))
@settings(max_examples=20, deadline=None)
def test_one_sided_stocks_are_safe_too(
    balance: Balance, start: int, moves: tuple[int, ...]
) -> None:
    stock, values = start, {}
    for number, (month, move) in enumerate(zip(MONTHS, moves, strict=True)):
        step = move if balance is ONLY_UP else min(move, stock)
        if number:
            stock += step if balance is ONLY_UP else -step
        values[balance.flows[0], month] = step
        values["persons", month] = stock
    figures = Figures(values, (balance,))
    assert unbroken(figures, hidden_cells(figures))
