"""A desk on a store of its own, with a clock that stands still and counted identities."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import UTC, date, datetime
from pathlib import Path

import pytest

from desktop.actions.desk import Desk
from desktop.actions.groups import record_groups
from desktop.actions.office_keys import office_keys
from desktop.actions.setup import Sources, new_commune
from desktop.domain.commune import CommuneProfile, Role
from desktop.domain.groups import GroupDraft
from desktop.exchange.keys import PublicKeys

TODAY = date(2026, 10, 20)


@dataclass
class StandingClock:
    """A clock that stands at 20 October 2026 until a test moves it."""

    day: date = TODAY
    minute: int = 0

    def now(self) -> datetime:
        """Each call is a minute later, so that the order of events shows."""
        self.minute += 1
        return datetime(
            self.day.year,
            self.day.month,
            self.day.day,
            1 + self.minute // 60,
            self.minute % 60,
            tzinfo=UTC,
        )

    def today(self) -> date:
        """The day."""
        return self.day


class CountedIds:
    """Identities 1, 2, 3 …"""

    def __init__(self) -> None:
        self._count = 0

    def new(self) -> str:
        """The next one."""
        self._count += 1
        return f"00000000-0000-4000-8000-{self._count:012d}"


@pytest.fixture
def sources() -> Sources:
    """Clock and identities of a test."""
    return Sources(StandingClock(), CountedIds())


@pytest.fixture
def profile() -> CommuneProfile:
    """A commune that tracks from January 2026 on."""
    return CommuneProfile(
        name="Phường Hương Trà",
        code="19996",
        valid_from=date(2025, 7, 1),
        superior="Thành phố Huế",
        first_month="2026-01",
    )


@pytest.fixture
def desk(tmp_path: Path, sources: Sources, profile: CommuneProfile) -> Iterator[Desk]:
    """A desk on a new store."""
    made = new_commune(tmp_path / "data", profile, sources=sources).value
    assert made is not None
    with made:
        yield made


@pytest.fixture
def groups(desk: Desk) -> tuple[str, ...]:
    """The ids of Tổ dân phố 1, 2 and 3."""
    made = record_groups(desk, [GroupDraft(f"Tổ dân phố {n}") for n in (1, 2, 3)]).value
    assert made is not None
    return made


@pytest.fixture
def superior(tmp_path: Path, sources: Sources) -> Iterator[Desk]:
    """A superior's desk without a list of units."""
    profile = CommuneProfile(
        name="Thành phố Huế",
        code="46",
        valid_from=date(2025, 1, 1),
        superior="",
        role=Role.SUPERIOR,
    )
    made = new_commune(tmp_path / "superior", profile, sources=sources).value
    assert made is not None
    with made:
        yield made


@pytest.fixture
def public(superior: Desk) -> PublicKeys:
    """For whom communes seal."""
    return office_keys(superior).current.public


@pytest.fixture
def stick(tmp_path: Path) -> Path:
    """A folder that stands for a stick."""
    folder = tmp_path / "KINGSTON"
    folder.mkdir()
    return folder
