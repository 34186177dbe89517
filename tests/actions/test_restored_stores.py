"""Real backups, really restored, that send on: no month of the unit is lost by accepting them."""

import random
from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import date
from pathlib import Path

import pytest

from desktop.actions.backups import back_up
from desktop.actions.closing import close_period, reopen_period
from desktop.actions.connecting import write_connection
from desktop.actions.connection import connect
from desktop.actions.deciding import accept_unit, decide
from desktop.actions.desk import Desk
from desktop.actions.periods import period_named
from desktop.actions.receiving import Taken, receive_packages
from desktop.actions.safety import restore
from desktop.actions.sending import SentFile, send_period
from desktop.actions.setup import Sources, new_commune, open_desk
from desktop.actions.taking_back import undo_receive
from desktop.actions.verdicts import consolidation_of
from desktop.db.received_queries import receptions
from desktop.domain.commune import CommuneProfile, Role
from desktop.exchange.consolidation import consolidation_bytes
from tests.actions.conftest import StandingClock

MONTHS = ("2026-05", "2026-06", "2026-07", "2026-08", "2026-09", "2026-10")


@dataclass
class Ward:
    """The copies of one unit's data on several PCs, and its superior."""

    root: Path
    superior: Desk
    sources: Sources
    sent: dict[str, SentFile] = field(default_factory=dict)
    """By the PC and the period, the last one."""

    def desk(self, pc: str) -> Desk:
        return open_desk(self.root / pc, sources=self.sources)

    def send(self, pc: str, *months: str) -> list[Path]:
        """Closes months where they are open and sends them; nothing is received yet."""
        found = []
        with self.desk(pc) as desk:
            for month in months:
                period = period_named(desk, month)
                close_period(desk, period, early=True, unanswered=True)
                outcome = send_period(desk, period, self._stick())
                assert outcome.value is not None, outcome.problems
                self.sent[f"{pc} {month}"] = outcome.value
                found.append(outcome.value.path)
        return found

    def correct(self, pc: str, month: str) -> list[Path]:
        with self.desk(pc) as desk:
            period = period_named(desk, month)
            assert reopen_period(desk, period, reason="Nhập thiếu", correct=True).done
        return self.send(pc, month)

    def backup(self, pc: str) -> Path:
        place = self.root / f"usb-{len(list(self.root.iterdir()))}"
        place.mkdir()
        with self.desk(pc) as desk:
            back_up(desk, reason="by_hand", to=place)
        return place

    def restore(self, backup: Path, pc: str) -> None:
        restore(self.root / pc, str(backup), sources=self.sources)

    def receive(self, *paths: Path) -> Taken:
        return receive_packages(self.superior, list(paths))

    def accept(self, name: str) -> None:
        package = self.sent[name].package.package_id
        assert decide(self.superior, package, accept=True, reason="Đã hỏi phường").done

    def counts(self) -> dict[str, str]:
        """The PC whose file is in force, by months."""
        names = {one.package.package_id: name.split()[0] for name, one in self.sent.items()}
        return {
            period: names[one.package_id]
            for (_unit, period), one in consolidation_of(self.superior).in_force.items()
        }

    def waiting(self) -> int:
        return len(consolidation_of(self.superior).to_verify)

    def _stick(self) -> Path:
        place = self.root / "stick"
        place.mkdir(exist_ok=True)
        return place


@pytest.fixture
def ward(tmp_path: Path, profile: CommuneProfile) -> Iterator[Ward]:
    """A commune on the PC "old", connected, and a superior that knows its key from its slip."""
    clock = StandingClock(date(2026, 12, 20))
    sources = Sources(clock, _Ids())
    office = CommuneProfile(
        name="Thành phố Huế", code="46", valid_from=date(2025, 1, 1), superior="",
        role=Role.SUPERIOR,
    )  # fmt: skip
    superior = new_commune(tmp_path / "superior", office, sources=sources).value
    desk = new_commune(tmp_path / "old", profile, sources=sources).value
    assert superior is not None
    assert desk is not None
    with superior:
        with desk:
            (tmp_path / "stick").mkdir()
            written = write_connection(superior, tmp_path / "stick").value
            assert written is not None
            assert connect(desk, written.path, fingerprint=written.fingerprint).done
        made = Ward(tmp_path, superior, sources)
        made.receive(*made.send("old", MONTHS[0]))
        first = made.sent[f"old {MONTHS[0]}"]
        assert accept_unit(superior, "19996", first.package.check_code).done
        yield made


class _Ids:
    """Identities of several PCs: none twice."""

    def __init__(self) -> None:
        self._chance = random.Random(138)

    def new(self) -> str:
        """The next one."""
        found = f"{self._chance.getrandbits(128):032x}"
        return f"{found[:8]}-{found[8:12]}-4{found[13:16]}-8{found[17:20]}-{found[20:]}"


def test_the_newest_backup_sends_on_and_keeps_all_months_by_one_decision(ward: Ward) -> None:
    ward.receive(*ward.send("old", *MONTHS[1:]))
    ward.restore(ward.backup("old"), "new")
    ward.receive(*ward.send("new", "2026-11"))
    first = ward.sent["new 2026-11"].package
    assert (first.sequence, first.previous) == (7, ward.sent["old 2026-10"].package.package_id)
    assert ward.waiting() == 1
    ward.accept("new 2026-11")
    ward.receive(*ward.send("new", "2026-12"))
    assert ward.counts() == {**dict.fromkeys(MONTHS, "old"), "2026-11": "new", "2026-12": "new"}
    assert ward.waiting() == 0


def test_an_older_backup_replaces_months_one_by_one_as_it_sends_them_again(ward: Ward) -> None:
    ward.receive(*ward.send("old", *MONTHS[1:4]))
    backup = ward.backup("old")
    ward.receive(*ward.send("old", *MONTHS[4:]))
    ward.restore(backup, "new")
    ward.receive(*ward.send("new", "2026-09"))
    ward.accept("new 2026-09")
    old = dict.fromkeys(MONTHS, "old")
    assert ward.counts() == {**old, "2026-09": "new"}
    ward.receive(*ward.send("new", "2026-10", "2026-11"))
    assert ward.counts() == {**old, "2026-09": "new", "2026-10": "new", "2026-11": "new"}
    assert ward.waiting() == 0
    ward.accept("old 2026-06")
    assert ward.counts()["2026-10"] == "new"
    ward.receive(*ward.correct("new", "2026-06"))
    assert ward.counts()["2026-06"] == "new"
    assert ward.waiting() == 0


def test_a_file_that_lay_on_the_old_stick_counts_whenever_it_comes(ward: Ward) -> None:
    late = ward.send("old", *MONTHS[1:])
    ward.restore(ward.backup("old"), "new")
    ward.receive(*ward.send("new", "2026-11"))
    ward.accept("new 2026-11")
    assert set(ward.counts()) == {MONTHS[0], "2026-11"}
    ward.receive(*late)
    assert ward.counts() == {**dict.fromkeys(MONTHS, "old"), "2026-11": "new"}
    assert ward.waiting() == 0


def test_the_file_of_a_month_is_written_again_from_the_restored_data(ward: Ward) -> None:
    ward.send("old", MONTHS[1])
    ward.restore(ward.backup("old"), "new")
    again = ward.send("new", MONTHS[1])
    assert ward.sent["new 2026-06"].package == ward.sent["old 2026-06"].package
    ward.receive(*again)
    assert ward.waiting() == 0


def test_one_backup_on_two_pcs_asks_for_the_second_and_puts_nothing_out(ward: Ward) -> None:
    ward.receive(*ward.send("old", *MONTHS[1:4]))
    backup = ward.backup("old")
    ward.restore(backup, "one")
    ward.restore(backup, "two")
    ward.receive(*ward.send("one", "2026-09"), *ward.send("two", "2026-09", "2026-10"))
    assert ward.waiting() == 3
    ward.accept("one 2026-09")
    ward.receive(*ward.send("one", "2026-11"))
    old = dict.fromkeys(MONTHS[:4], "old")
    assert ward.counts() == {**old, "2026-09": "one", "2026-11": "one"}
    assert ward.waiting() == 2
    ward.accept("two 2026-10")
    assert ward.counts() == {**old, "2026-09": "one", "2026-10": "two", "2026-11": "one"}


def test_a_restored_store_is_restored_again_and_again(ward: Ward) -> None:
    pcs = ["old"]
    for number, month in enumerate(MONTHS[1:]):
        ward.restore(ward.backup(pcs[-1]), f"pc{number}")
        pcs.append(f"pc{number}")
        ward.send(pcs[-1], month)
    ward.receive(ward.root / "stick")
    ward.accept("pc4 2026-10")
    assert ward.counts() == dict(zip(MONTHS, pcs, strict=True))
    assert ward.waiting() == 0


def test_the_files_of_all_branches_give_the_same_bytes_in_any_order(ward: Ward) -> None:
    ward.send("old", *MONTHS[1:4])
    backup = ward.backup("old")
    ward.send("old", *MONTHS[4:])
    ward.restore(backup, "one")
    ward.send("one", "2026-09", "2026-11")
    ward.restore(ward.backup("one"), "two")
    ward.send("two", "2026-12")
    ward.receive(ward.root / "stick")
    ward.accept("two 2026-12")
    expected = consolidation_bytes(consolidation_of(ward.superior))
    counts = ward.counts()
    assert set(counts) == {*MONTHS, "2026-11", "2026-12"}
    assert (counts["2026-09"], counts["2026-11"], counts["2026-12"]) == ("one", "one", "two")
    dice = random.Random(5)
    for _turn in range(3):
        for one in receptions(ward.superior.store):
            assert one.undone_at is not None or undo_receive(ward.superior, one.name).done
        files = sorted((ward.root / "stick").glob("*.s138"))
        dice.shuffle(files)
        for path in files:
            ward.receive(path)
        assert consolidation_bytes(consolidation_of(ward.superior)) == expected
