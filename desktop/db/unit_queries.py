"""Reading the units that a superior expects, and the keys that it trusts for them."""

from dataclasses import dataclass
from datetime import date, datetime
from typing import TYPE_CHECKING

# The domain's values are imported where rows are read: the window opens without.
if TYPE_CHECKING:
    from collections.abc import Mapping

    from desktop.db.store import Store
    from desktop.domain.expected_units import ExpectedUnit, UnitId


@dataclass(frozen=True, slots=True, kw_only=True)
class UnitKey:
    """A unit's signing key that an officer accepted, with the key that receipts are sealed for."""

    id: str
    unit_code: str
    valid_from: date
    signing_public: str
    reply_to: str = ""
    package_id: str = ""
    accepted_at: datetime
    officer: str


def expected_units(store: "Store", on: date | None = None) -> "tuple[ExpectedUnit, ...]":
    """The units that exist on a day, or all that were ever expected, in the order of the list."""
    tables = frozenset({"expected_units"})
    known = store.remembered("expected units", tables, lambda: _units(store))
    return tuple(one for one in known if on is None or one.exists_on(on))


def unit_ids(store: "Store") -> "dict[UnitId, str]":
    """The rows of the units in the list, by their code and first day."""
    from desktop.domain.expected_units import UnitId

    rows = store.read("SELECT code, valid_from, id FROM expected_units WHERE deleted_at IS NULL")
    return {UnitId(row[0], date.fromisoformat(row[1])): row[2] for row in rows}


def unit_keys(store: "Store") -> tuple[UnitKey, ...]:
    """Every key that is trusted, by unit and in the order of acceptance."""
    rows = store.read(
        "SELECT id, unit_code, valid_from, signing_public, reply_to, package_id, accepted_at,"
        " officer FROM unit_keys WHERE deleted_at IS NULL ORDER BY unit_code, valid_from, rowid"
    )
    return tuple(
        UnitKey(
            id=row[0],
            unit_code=row[1],
            valid_from=date.fromisoformat(row[2]),
            signing_public=row[3],
            reply_to=row[4],
            package_id=row[5],
            accepted_at=datetime.fromisoformat(row[6]),
            officer=row[7],
        )
        for row in rows
    )


def trusted_signers(store: "Store") -> "Mapping[UnitId, frozenset[str]]":
    """The public signing keys that are trusted, by their unit; a changed key adds another one."""
    from desktop.domain.expected_units import UnitId

    found: dict[UnitId, frozenset[str]] = {}
    for key in unit_keys(store):
        unit = UnitId(key.unit_code, key.valid_from)
        found[unit] = found.get(unit, frozenset()) | {key.signing_public}
    return found


def _units(store: "Store") -> "tuple[ExpectedUnit, ...]":
    from desktop.domain.expected_units import ExpectedUnit, list_order

    rows = store.read(
        "SELECT code, name, valid_from, valid_until, successor_code, kind, position"
        " FROM expected_units WHERE deleted_at IS NULL"
    )
    found = (
        ExpectedUnit(
            code=row[0],
            name=row[1],
            valid_from=date.fromisoformat(row[2]),
            valid_until=date.fromisoformat(row[3]) if row[3] else None,
            successor_code=row[4],
            kind=row[5],
            position=row[6],
        )
        for row in rows
    )
    return tuple(sorted(found, key=list_order))
