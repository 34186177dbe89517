"""The name that a file gives its unit, held against the name in the list."""

from collections.abc import Iterable
from datetime import date

from desktop.actions.desk import Desk
from desktop.actions.signed_decisions import sound_signers
from desktop.db.received_queries import ReceivedPackage
from desktop.db.unit_queries import expected_units
from desktop.domain.expected_units import UnitId
from desktop.domain.text import identity_key


def names_in_list(desk: Desk, packages: Iterable[ReceivedPackage]) -> dict[str, str]:
    """What the list calls the units whose files bear another name, by the files' ids.

    Anybody can sign a file with a key of his own, under any code and a name that hardly differs.
    Of a key that was accepted for the unit nothing is said: a person compared its slip. Case, the
    place of a tone and dots are no difference.
    """
    names: dict[str, dict[date, str]] = {}
    for unit in expected_units(desk.store):
        names.setdefault(unit.code, {})[unit.valid_from] = unit.name
    signers, found = sound_signers(desk), {}
    for one in packages:
        since = date.fromisoformat(one.valid_from)
        listed = names.get(one.unit_code, {})
        known = one.signer_public in signers.get(UnitId(one.unit_code, since), frozenset())
        if listed and not known and not _bears(one.unit_name, listed.values()):
            found[one.package_id] = listed.get(since) or listed[max(listed)]
    return found


def _bears(name: str, listed: Iterable[str]) -> bool:
    return identity_key(name) in map(identity_key, listed)
