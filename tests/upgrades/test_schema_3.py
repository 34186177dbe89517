"""A store of the third schema, as a real file, is brought up to date with nothing lost.

The file holds a practice commune connected with its superior: September was closed, printed, sent
and accepted by telephone, its paper got a number, and that number was taken back. No officer is
named in it and no password protects it.
"""

import shutil
from collections.abc import Iterator
from pathlib import Path

import pytest

from desktop.actions.desk import Desk, RandomIds, SystemClock
from desktop.actions.issued_papers import papers
from desktop.actions.passwords import FirstOfficer, turn_password_on
from desktop.actions.period_status import status
from desktop.actions.periods import period_named
from desktop.actions.safety import opens_by_itself, redo, undo
from desktop.actions.setup import Sources, open_desk
from desktop.db import queries
from desktop.db.check import check_deeply
from desktop.db.errors import PasswordNeededError
from desktop.db.exchange_queries import chain_end, own_key, receipts, sent_packages, superior
from desktop.db.slots import FLOOR, Password

KEPT = Path(__file__).parent / "schema_3"
SEPTEMBER = "2026-09"


@pytest.fixture
def desk(tmp_path: Path) -> Iterator[Desk]:
    folder = Path(shutil.copytree(KEPT, tmp_path / "data"))
    with open_desk(folder, sources=Sources(SystemClock(), RandomIds())) as opened:
        yield opened


def test_the_figures_are_those_of_before(desk: Desk) -> None:
    found = status(desk, period_named(desk, SEPTEMBER))
    assert (found.sessions.met, found.sessions.due) == (5, 6)
    assert found.sessions_missing[0].name.startswith("Thôn Đông Thử")


def test_what_was_sent_and_answered_is_there(desk: Desk) -> None:
    (package,) = sent_packages(desk.store)
    assert (package.period, package.sequence) == (SEPTEMBER, 1)
    (receipt,) = receipts(desk.store)
    assert (receipt.package_id, receipt.kind) == (package.package_id, "accepted")
    connected = superior(desk.store)
    assert connected is not None
    assert connected.name == "Thành phố Thử Nghiệm"


def test_the_next_package_follows_the_one_that_was_sent(desk: Desk) -> None:
    facts = desk.store.facts
    end = chain_end(desk.store, install_id=facts.install_id, branch_id=facts.branch_id)
    assert end.next_sequence == 2
    assert own_key(desk.store, "signing") is not None


def test_the_steps_of_before_can_still_be_walked(desk: Desk) -> None:
    assert papers(desk) == ()
    redo(desk)
    assert [paper.symbol for paper in papers(desk)] == ["12/BC-BCĐ"]
    undo(desk)
    assert papers(desk) == ()


def test_it_opens_by_itself_and_names_no_officer(desk: Desk) -> None:
    assert opens_by_itself(desk)
    assert queries.officers(desk.store) == ()


def test_nothing_is_wrong_with_it(desk: Desk) -> None:
    assert check_deeply(desk.store) == ()


def test_a_password_can_be_set_on_it(desk: Desk) -> None:
    folder = desk.store.folder
    sources = Sources(desk.clock, desk.ids)
    word = "mật-khẩu-một"
    assert turn_password_on(desk, FirstOfficer("Lê Thị Bình", word, FLOOR)).done
    desk.close()
    with pytest.raises(PasswordNeededError):
        open_desk(folder, sources=sources)
    with open_desk(folder, sources=sources, secret=Password(word)) as opened:
        assert [(one.name, one.role) for one in opened.officers] == [("Lê Thị Bình", "all")]
        # The copy made before the upgrade asks for the password too.
        assert [one.code for one in check_deeply(opened.store)] == []
