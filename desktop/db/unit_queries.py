"""Reading the units that a superior expects, and the keys that it trusts for them."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from desktop.db.store import Store


@dataclass(frozen=True, slots=True, kw_only=True)
class UnitKey:
    """A unit's signing key that an officer accepted, with the key that receipts are sealed for."""

    id: str
    unit_code: str
    signing_public: str
    reply_to: str = ""
    package_id: str = ""
    accepted_at: datetime
    officer: str


@dataclass(frozen=True, slots=True, kw_only=True)
class ExpectedUnit:
    """A unit that reports here, on the days ``valid_from`` ≤ day < ``valid_until``."""

    id: str
    code: str
    name: str
    kind: str = ""
    valid_from: date
    valid_until: date | None = None
    successor_code: str = ""
    position: int = 0

    def valid_on(self, day: date) -> bool:
        """Whether the unit is expected on a day."""
        return self.valid_from <= day and (self.valid_until is None or day < self.valid_until)


def expected_units(store: "Store", on: date | None = None) -> tuple[ExpectedUnit, ...]:
    """The units expected on a day, or all ever expected, in the order of their list."""
    tables = frozenset({"expected_units"})
    known = store.remembered("expected units", tables, lambda: _units(store))
    return tuple(one for one in known if on is None or one.valid_on(on))


def unit_keys(store: "Store") -> tuple[UnitKey, ...]:
    """Every key that is trusted, by unit and in the order of acceptance."""
    rows = store.read(
        "SELECT id, unit_code, signing_public, reply_to, package_id, accepted_at, officer"
        " FROM unit_keys WHERE deleted_at IS NULL ORDER BY unit_code, rowid"
    )
    return tuple(
        UnitKey(
            id=row[0],
            unit_code=row[1],
            signing_public=row[2],
            reply_to=row[3],
            package_id=row[4],
            accepted_at=datetime.fromisoformat(row[5]),
            officer=row[6],
        )
        for row in rows
    )


def trusted_signers(store: "Store") -> Mapping[str, frozenset[str]]:
    """The public signing keys that are trusted, by the code of their unit."""
    found: dict[str, frozenset[str]] = {}
    for key in unit_keys(store):
        found[key.unit_code] = found.get(key.unit_code, frozenset()) | {key.signing_public}
    return found


def _units(store: "Store") -> tuple[ExpectedUnit, ...]:
    rows = store.read(
        "SELECT id, code, name, kind, valid_from, valid_until, successor_code, position"
        " FROM expected_units WHERE deleted_at IS NULL ORDER BY position, code, valid_from"
    )
    return tuple(
        ExpectedUnit(
            id=row[0],
            code=row[1],
            name=row[2],
            kind=row[3],
            valid_from=date.fromisoformat(row[4]),
            valid_until=date.fromisoformat(row[5]) if row[5] else None,
            successor_code=row[6],
            position=row[7],
        )
        for row in rows
    )
