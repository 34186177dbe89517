"""Files that bear the number of another: accepting one of them puts those of its month out."""

from datetime import date

from desktop.actions.desk import Desk
from desktop.actions.signed_decisions import read_decisions, sound_signers
from desktop.db.received_queries import ReceivedPackage, active_packages_of
from desktop.domain.expected_units import UnitId


def place_of(one: ReceivedPackage) -> tuple[str, str, str, int]:
    """The chain of a package and its number there."""
    return one.valid_from, one.install_id, one.branch_id, one.sequence


def rivals(desk: Desk, package: ReceivedPackage) -> tuple[ReceivedPackage, ...]:
    """The packages that lie here under the number of one, of its chain and of a trusted key.

    A decision chooses between them; what comes later it did not know. A stranger's file is none:
    it waits for its key.
    """
    unit = UnitId(package.unit_code, date.fromisoformat(package.valid_from))
    trusted = sound_signers(desk).get(unit, frozenset()) | {package.signer_public}
    decided = {one.package_id for one in read_decisions(desk).sound}
    place = place_of(package)
    return tuple(
        one
        for one in active_packages_of(desk.store, package.unit_code)
        if place_of(one) == place
        and one.package_id != package.package_id
        and (one.signer_public in trusted or one.package_id in decided)
    )
