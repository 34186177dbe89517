"""A store of the second schema, as a real file, is brought up to date with nothing lost.

The file holds a practice commune whose September was closed, corrected and closed again, with
a late slip, figures, a plan chosen from November on, additions, papers that were issued, a
merger of groups and an act that was taken back.
"""

import shutil
from collections.abc import Iterator
from pathlib import Path

import pytest

from desktop.actions.closing import corrections
from desktop.actions.counts import count_sheet
from desktop.actions.desk import Desk, RandomIds, SystemClock
from desktop.actions.issued_papers import newer_words, papers
from desktop.actions.period_status import status
from desktop.actions.periods import PeriodState, closing_in_force, period_named, state_of
from desktop.actions.plan_choice import choices
from desktop.actions.safety import redo, undo
from desktop.actions.setup import Sources, open_desk
from desktop.db import queries
from desktop.db.check import check_deeply
from desktop.db.exchange_queries import chain_end, own_key, sent_packages, superior
from desktop.db.received_queries import active_packages, receptions
from desktop.db.unit_queries import expected_units

KEPT = Path(__file__).parent / "schema_2"
SEPTEMBER = "2026-09"


@pytest.fixture
def desk(tmp_path: Path) -> Iterator[Desk]:
    folder = Path(shutil.copytree(KEPT, tmp_path / "data"))
    with open_desk(folder, sources=Sources(SystemClock(), RandomIds())) as opened:
        yield opened


def test_the_corrected_month_stands_as_it_was_closed(desk: Desk) -> None:
    september = period_named(desk, SEPTEMBER)
    closing = closing_in_force(desk, SEPTEMBER)
    assert closing is not None
    assert (closing.correction, state_of(desk, closing)) == (1, PeriodState.PRINTED)
    (correction,) = corrections(desk, september)
    assert {one.subject_id or one.subject for one in correction.differences} == {"meetings"}
    assert b'"version":' in queries.closing_snapshot(desk.store, closing.id)


def test_what_was_entered_and_issued_is_read(desk: Desk) -> None:
    october = period_named(desk, "2026-10")
    assert status(desk, october).held == 4
    assert len(queries.late_sessions(desk.store, [october.id])) == 1
    assert [paper.symbol for paper in papers(desk)] == ["05/BC-BCĐ", "06/BC-BCĐ"]
    assert ("2026-11", "hanoi-2021") in [(one.from_month, one.plan_id) for one in choices(desk)]
    assert count_sheet(desk, october) != count_sheet(desk, period_named(desk, SEPTEMBER))


def test_a_paper_issued_before_words_were_kept_prints_those_of_now(desk: Desk) -> None:
    [first, second] = papers(desk)
    assert (first.words, second.words, first.about, second.about) == ("", "", "", "")
    assert newer_words(desk, first) == newer_words(desk, second) == ()


def test_the_steps_of_before_can_still_be_walked(desk: Desk) -> None:
    def names() -> set[str]:
        return {group.name for group in queries.groups(desk.store)}

    before = names()
    redo(desk)
    assert names() == before | {"Tổ dân phố 9"}
    undo(desk)
    assert names() == before


def test_nothing_was_exchanged_yet(desk: Desk) -> None:
    facts = desk.store.facts
    end = chain_end(desk.store, install_id=facts.install_id, branch_id=facts.branch_id)
    assert (end.next_sequence, own_key(desk.store, "signing")) == (1, None)
    assert superior(desk.store) is None
    assert not [*sent_packages(desk.store), *receptions(desk.store)]
    assert not [*active_packages(desk.store), *expected_units(desk.store)]


def test_nothing_is_wrong_with_it(desk: Desk) -> None:
    assert check_deeply(desk.store) == ()
