"""Files that stand against another: accepting one of them puts those of its month out.

They bear its number in its chain, or speak of its month on another side of it.
"""

from collections.abc import Sequence
from datetime import date

from desktop.actions.desk import Desk
from desktop.actions.signed_decisions import read_decisions, sound_signers
from desktop.db.received_queries import ReceivedPackage, active_packages_of
from desktop.domain.expected_units import UnitId
from desktop.exchange.chains import apart


def place_of(one: ReceivedPackage) -> tuple[str, str, str, int]:
    """The chain of a package and its number there."""
    return one.valid_from, one.install_id, one.branch_id, one.sequence


def rivals(desk: Desk, package: ReceivedPackage) -> tuple[ReceivedPackage, ...]:
    """The packages here that stand against one, of its chain and of a trusted key.

    A decision chooses between them; what comes later it did not know. A stranger's file is none:
    it waits for its key.
    """
    unit = UnitId(package.unit_code, date.fromisoformat(package.valid_from))
    trusted = sound_signers(desk).get(unit, frozenset()) | {package.signer_public}
    decided = {one.package_id for one in read_decisions(desk).sound}
    here = active_packages_of(desk.store, package.unit_code)
    return tuple(
        one
        for one in here
        if (place_of(one) == place_of(package) or _speaks_for_its_month(one, package, here))
        and one.package_id != package.package_id
        and (one.signer_public in trusted or one.package_id in decided)
    )


def _speaks_for_its_month(
    one: ReceivedPackage, package: ReceivedPackage, here: Sequence[ReceivedPackage]
) -> bool:
    """Whether one of another side of the package's chain reports the same period."""
    if place_of(one)[:3] != place_of(package)[:3] or one.period != package.period:
        return False
    chain: dict[int, list[ReceivedPackage]] = {}
    for each in here:
        if place_of(each)[:3] == place_of(package)[:3]:
            chain.setdefault(each.sequence, []).append(each)
    return apart(one, package, chain)
