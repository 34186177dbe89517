"""Figures in generated sections: each has one meaning, and marking them changes no word."""

import pytest

from desktop.domain.living import tie
from desktop.domain.snapshot import Snapshot
from desktop.reports.beside import NOTHING_BESIDE
from desktop.reports.figures_said import figures_said
from desktop.reports.month import sections
from tests.reports.made_up import FRAME, snapshot
from tests.reports.planned import planned

SNAPSHOTS = {
    "usual": snapshot(23),
    "sixty groups": snapshot(60),
    "one group": snapshot(1),
    "none": snapshot(0),
    "no session": snapshot(5, sessions=False),
    "with a plan": planned("2026-10"),
    "a year with a plan": planned("2026"),
}


@pytest.fixture(params=[*SNAPSHOTS.values()], ids=[*SNAPSHOTS])
def made(request: pytest.FixtureRequest) -> Snapshot:
    found = request.param
    assert isinstance(found, Snapshot)
    return found


def test_each_figure_has_a_meaning_of_its_own(made: Snapshot) -> None:
    said = figures_said(made, FRAME, NOTHING_BESIDE)
    keys = [one.key for figures in said.values() for one in figures if one.key]
    assert len(keys) == len(set(keys))
    assert all(key.partition(":")[0] in said for key in keys)


def test_the_figures_said_are_the_numbers_of_the_generated_text(made: Snapshot) -> None:
    said = figures_said(made, FRAME, NOTHING_BESIDE)
    for section in sections(made, FRAME):
        for one in said[section.key]:
            assert one.value in section.generated


def test_the_generated_text_itself_is_tied_figure_by_figure(made: Snapshot) -> None:
    """Taken as the officer's own, each number stands for the figure that it was written for."""
    said = figures_said(made, FRAME, NOTHING_BESIDE)
    for section in sections(made, FRAME):
        figures = said[section.key]
        ties = tie(section.generated, figures)
        assert [one.key for one in ties.figures] == [one.key for one in figures if one.key]


def test_no_mark_reaches_a_paper(made: Snapshot) -> None:
    figures_said(made, FRAME, NOTHING_BESIDE)
    text = "".join(one.generated for one in sections(made, FRAME))
    assert all(ord(letter) < 0xE000 for letter in text)
