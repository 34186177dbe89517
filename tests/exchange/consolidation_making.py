"""Short ways to make packages, units and keys for the tests of consolidation."""

from collections.abc import Iterable
from datetime import date

from desktop.domain.expected_units import ExpectedUnit, UnitId
from desktop.exchange.consolidation import (
    Cause,
    Consolidation,
    Decision,
    Received,
    Standing,
    consolidate,
)

SINCE = date(2025, 7, 1)
HERE = UnitId("19996", SINCE)
THERE = UnitId("20014", SINCE)
UNITS = (
    ExpectedUnit("19996", "Phường Hương Trà", SINCE, position=1),
    ExpectedUnit("20014", "Xã Đan Điền", SINCE, position=2),
)
KEYS = {HERE: frozenset({"key"}), THERE: frozenset({"key-there"})}


def package(
    package_id: str,
    sequence: int,
    *,
    after: str = "",
    period: str = "2026-01",
    correction: int = 0,
    install: str = "pc",
    branch: str = "main",
    signer: str = "key",
    unit: UnitId = HERE,
    on: date = date(2026, 2, 1),
) -> Received:
    """A package of the unit, by default the first of its one machine."""
    return Received(
        package_id=package_id,
        received_on=on,
        unit_code=unit.code,
        valid_from=unit.valid_from,
        install_id=install,
        branch_id=branch,
        sequence=sequence,
        previous=after,
        period=period,
        correction=correction,
        signer=signer,
    )


def chain(*months: str, start: int = 1, name: str = "p", **more: str) -> list[Received]:
    """Packages of months that follow one another: "p1", "p2" and so on."""
    found: list[Received] = []
    for place, month in enumerate(months):
        number = start + place
        after = found[-1].package_id if found else more.get("after", "")
        found.append(
            package(
                f"{name}{number}",
                number,
                after=after,
                period=month,
                install=more.get("install", "pc"),
                branch=more.get("branch", "main"),
                signer=more.get("signer", "key"),
            )
        )
    return found


def accept(package_id: str, *over: str) -> Decision:
    """A person accepts a package; ``over`` are those of its sequence that lie beside it."""
    return Decision(package_id, accept=True, chosen_from=frozenset(over))


def reject(package_id: str) -> Decision:
    """A person rejects a package."""
    return Decision(package_id, accept=False)


def judged(
    packages: Iterable[Received], *decisions: Decision, away: Iterable[Received] = ()
) -> Consolidation:
    """The verdicts under the usual keys and list; ``away`` was taken back."""
    return consolidate(packages, keys=KEYS, decisions=decisions, units=UNITS, taken_back=away)


def in_force(found: Consolidation) -> dict[str, str]:
    """Period → the package in force of the one unit."""
    return {
        period: one.package_id for (unit, period), one in found.in_force.items() if unit == HERE
    }


def standing(found: Consolidation, package_id: str) -> Standing:
    """What became of a package."""
    verdict = found.of(package_id)
    assert verdict is not None
    return verdict.standing


def waiting(found: Consolidation) -> dict[str, Cause]:
    """The packages to verify, with their causes."""
    return {one.package.package_id: one.cause for one in found.to_verify}
