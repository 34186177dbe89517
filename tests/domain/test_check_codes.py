"""Check codes: the same bytes, the same codes; one figure more, and its block is named."""

from dataclasses import replace
from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from desktop.domain.canonical import MalformedError
from desktop.domain.check_codes import (
    Block,
    codes,
    codes_of,
    differing,
    differing_sections,
    differs,
    read_codes,
)
from desktop.domain.count_lines import CountLine
from desktop.domain.periods import month_period
from desktop.domain.plan_facts import EntryState
from desktop.domain.plans import CountKind
from desktop.domain.snapshot import Snapshot, snapshot_bytes
from desktop.domain.snapshot_making import build_snapshot
from tests.domain.making import facts, group, held, model

A, B = group("A"), group("B")


def snapshot(*, attendance: int = 10, models: tuple[str, ...] = ("A",)) -> Snapshot:
    """October with one session of one of two groups."""
    made = facts(
        A,
        B,
        sessions=(held(date(2026, 9, 20), "A", attendance=attendance),),
        models=tuple(model(f"m{name}", name) for name in models),
    )
    return build_snapshot(made, month_period(2026, 10), draft=False)


USUAL = snapshot()
CODES = codes(USUAL)
SLIP = tuple(CODES.blocks.values())


def test_the_same_snapshot_has_the_same_codes() -> None:
    assert codes(snapshot()) == CODES == codes_of(snapshot_bytes(USUAL))
    assert [len(part) for part in CODES.total.split("-")] == [5] * 5
    assert [code[0] for code in SLIP] == [block.letter for block in Block] == list("ABCDEFGHK")


def test_codes_of_right_figures_name_nothing() -> None:
    assert differs([CODES.total, *SLIP], USUAL) == ()


@pytest.mark.parametrize(
    ("other", "named"),
    [
        (
            snapshot(attendance=11),
            {Block.ACTIVITY, Block.EARLIER, Block.LISTS},
        ),
        (snapshot(models=("A", "B")), {Block.MODELS, Block.EARLIER, Block.LISTS}),
        (replace(USUAL, code="19999"), {Block.UNIT}),
        (replace(USUAL, inspections=3), {Block.OTHERS}),
        (replace(USUAL, draft=True), {Block.UNIT}),
        (replace(USUAL, duty=()), {Block.DUTY}),
        (replace(USUAL, matrix=()), {Block.EARLIER}),
    ],
)
def test_the_codes_typed_name_the_figures_that_differ(other: Snapshot, named: set[Block]) -> None:
    assert set(differs(SLIP, other)) == named
    assert codes(other).total != CODES.total


@pytest.mark.parametrize(
    "text",
    [
        CODES.total,
        CODES.total.replace("-", ""),
        CODES.total.replace("-", " "),
        f" {CODES.total} ".replace("-", " – "),
    ],
)
def test_a_code_is_read_with_or_without_blanks_and_hyphens(text: str) -> None:
    assert read_codes([text]).total == CODES.total
    assert read_codes(text.split()).total == CODES.total


def test_codes_come_in_any_order_and_in_small_letters() -> None:
    typed = read_codes([SLIP[3].lower(), CODES.total, SLIP[1].replace("-", " ")])
    assert typed.total == CODES.total
    assert typed.wrong == ()
    assert dict(typed.blocks) == {
        Block.MODELS: CODES.blocks[Block.MODELS],
        Block.ACTIVITY: CODES.blocks[Block.ACTIVITY],
    }
    assert differing(typed, CODES) == ()


@given(st.integers(0, 24), st.integers(1, 9))
def test_every_wrong_digit_of_the_whole_is_a_slip_of_the_finger(place: int, step: int) -> None:
    digits = CODES.total.replace("-", "")
    wrong = f"{digits[:place]}{(int(digits[place]) + step) % 10}{digits[place + 1 :]}"
    group_of = wrong[place // 5 * 5 : place // 5 * 5 + 5]
    assert read_codes([wrong]).wrong == (group_of,)


@given(st.permutations(range(5)))
def test_groups_that_changed_places_are_told(order: list[int]) -> None:
    groups = CODES.total.split("-")
    moved = [groups[place] for place in order]
    assert bool(read_codes(moved).wrong) == (moved != groups)


@pytest.mark.parametrize("block", Block)
def test_a_block_code_under_another_letter_is_told(block: Block) -> None:
    code = CODES.blocks[block]
    for other in Block:
        if other is not block:
            assert read_codes([other.letter + code[1:]]).wrong


@pytest.mark.parametrize(
    "text", ["Z1234-5", "B123", "B1234", "12345", "B", "?", "Đ1234-5", "١٢٣٤٥"]
)
def test_what_is_no_code_is_said(text: str) -> None:
    typed = read_codes([text])
    assert typed.wrong
    assert not typed.total
    assert not typed.blocks


@given(st.lists(st.text(max_size=30), max_size=5))
def test_any_text_can_be_typed(texts: list[str]) -> None:
    typed = read_codes(texts)
    named = {block for block, code in typed.blocks.items() if code != CODES.blocks[block]}
    assert set(differing(typed, CODES)) == named


def planned(directives: int, treated: int) -> Snapshot:
    """October with two counts of a plan, in a section each."""
    lines = [
        CountLine(
            name,
            name,
            "cuộc",
            CountKind.FLOW,
            section,
            value,
            EntryState.ENTERED,
            *(None,) * 3,
            True,
        )
        for name, section, value in (
            ("directives", "Lãnh đạo, chỉ đạo", directives),
            ("treated", "Điều trị", treated),
        )
    ]
    return replace(USUAL, counts=tuple(lines))


def test_the_code_of_a_section_names_the_section_of_counts_that_differs() -> None:
    known, other = codes(planned(3, 5)), codes(planned(3, 6))
    assert [(one.letter, one.titles) for one in known.sections] == [
        ("L", ("Lãnh đạo, chỉ đạo",)),
        ("M", ("Điều trị",)),
    ]
    typed = read_codes([one.code for one in known.sections])
    assert not typed.wrong
    assert differing_sections(typed, known) == ()
    assert differing_sections(typed, other) == ("M",)
    assert differs([known.sections[1].code], planned(3, 6)) == (Block.COUNTS,)
    assert differs([known.sections[0].code], planned(3, 6)) == ()


def test_a_section_that_the_figures_do_not_have_differs() -> None:
    typed = read_codes([codes(planned(3, 5)).sections[0].code])
    assert differing_sections(typed, CODES) == ("L",)


def test_a_plan_of_very_many_sections_has_the_rest_under_the_last_letter() -> None:
    line = planned(1, 1).counts[0]
    many = replace(USUAL, counts=tuple(replace(line, section=f"Mục {n}") for n in range(20)))
    sections = codes(many).sections
    assert len(sections) == 12
    assert sections[-1].titles == tuple(f"Mục {n}" for n in range(11, 20))


def test_bytes_that_are_no_snapshot_have_no_codes() -> None:
    with pytest.raises(MalformedError):
        codes_of(b"{}")


def test_a_group_that_is_missing_is_no_slip_of_the_finger() -> None:
    groups = CODES.total.split("-")
    for place in range(5):
        typed = read_codes(["-".join([*groups[:place], *groups[place + 1 :]])])
        assert (typed.missing, typed.wrong, typed.total) == (1, (), "")


def test_the_check_digit_of_a_block_may_stand_apart() -> None:
    code = CODES.blocks[Block.ACTIVITY]
    assert read_codes(code.lower().split("-")).blocks == {Block.ACTIVITY: code}


@pytest.mark.parametrize("texts", [[], [""], [" ", "-"]])
def test_no_code_is_told_from_a_wrong_one(texts: list[str]) -> None:
    assert read_codes(texts).nothing
