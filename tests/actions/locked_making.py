"""A locked data folder for tests: quick derivation, steady clock, officers by name."""

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import date
from pathlib import Path

from desktop.actions.desk import Desk
from desktop.actions.officers import add_officer, officer_named
from desktop.actions.passwords import FirstOfficer
from desktop.actions.setup import Sources, new_commune, open_desk
from desktop.db.slots import FLOOR, Password
from desktop.domain.commune import CommuneProfile
from desktop.domain.officers import OfficerRole
from tests.db.made import CountedIds, SteadyClock

WORD, SECOND, THIRD = "mật-khẩu-một", "mật-khẩu-hai", "mật-khẩu-ba"
BINH, AN = "Lê Thị Bình", "Trần Văn An"


def first_officer(word: str = WORD, name: str = BINH) -> FirstOfficer:
    """An officer whose derivation is quick."""
    return FirstOfficer(name, word, FLOOR)


@dataclass
class Place:
    """A data folder that opens with a password."""

    folder: Path
    clock: SteadyClock = field(default_factory=SteadyClock)
    ids: CountedIds = field(default_factory=CountedIds)

    @property
    def sources(self) -> Sources:
        return Sources(self.clock, self.ids)

    @property
    def key(self) -> Path:
        return self.folder / "so138.key.json"

    def make(self, first: FirstOfficer | None) -> Desk:
        """The desk of a new folder; without an officer it opens by itself."""
        draft = CommuneProfile(
            name="Phường Hương Trà", code="19996", valid_from=date(2025, 7, 1), superior="Huế"
        )
        desk = new_commune(self.folder, draft, sources=self.sources, first=first).value
        assert desk is not None
        return desk

    def open(self, word: str | None = None) -> Desk:
        secret = None if word is None else Password(word)
        return open_desk(self.folder, sources=self.sources, secret=secret)

    def opens(self, word: str | None) -> bool:
        """Whether a password opens the folder; wrong tries cost no delay here."""
        from desktop.db.errors import WrongPasswordError

        (self.folder / "so138.tries.json").unlink(missing_ok=True)
        try:
            self.open(word).close()
        except WrongPasswordError:
            return False
        return True

    @contextmanager
    def desk(self, word: str = WORD) -> Iterator[Desk]:
        with self.open(word) as desk:
            yield desk


def joined(desk: Desk, name: str = AN, word: str = SECOND, role: str = "enters") -> str:
    """Takes in another officer; the id."""
    outcome = add_officer(desk, name, password=word, role=OfficerRole(role), hardness=FLOOR)
    assert outcome.done, outcome.problems
    return officer_named(desk, name)
