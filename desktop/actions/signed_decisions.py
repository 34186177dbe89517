"""The decisions of this office as signed records: made, verified, and what no longer holds.

A decision counts only while its signature is one of a signing key of this office over its canonical
text. One that was changed behind the program's back counts as none: its package waits for a person
again, and the key that it brought is trusted no longer until somebody decides anew.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace

from desktop.actions.desk import Desk
from desktop.actions.office_keys import office_keys
from desktop.db.check import Finding
from desktop.db.exchange_queries import own_keys
from desktop.db.received_queries import Decision, active_packages, decisions
from desktop.db.unit_queries import trusted_signers, unit_keys
from desktop.domain.canonical import to_bytes
from desktop.domain.expected_units import UnitId
from desktop.exchange.keys import signed_by

UNSIGNED = "decision_unsigned"
"""The code of the finding that a decision does not bear a signature of this office."""

_SIGNED = b"so138-decision\0"
_TABLES = frozenset({"package_decisions", "own_keys"})


@dataclass(frozen=True, slots=True)
class DecisionsRead:
    """The decisions by whether their signature holds, each in their order."""

    sound: tuple[Decision, ...]
    unsound: tuple[Decision, ...]

    @property
    def doubted(self) -> frozenset[str]:
        """The packages whose last decision does not hold: a person decides on them again."""
        last = {one.package_id: one for one in self._in_order()}
        broken = {one.id for one in self.unsound}
        return frozenset(name for name, one in last.items() if one.id in broken)

    @property
    def keys_out(self) -> frozenset[str]:
        """The packages whose key is trusted no longer: no acceptance that holds is left."""
        accepts = {one.package_id for one in self.sound if one.verdict == "accept"}
        # A verdict that was turned into "reject" was an acceptance before, for all one knows.
        return frozenset(one.package_id for one in self.unsound) - accepts

    def _in_order(self) -> Iterable[Decision]:
        return sorted((*self.sound, *self.unsound), key=lambda one: one.position)


def read_decisions(desk: Desk) -> DecisionsRead:
    """The decisions that are stored, verified; remembered until one is made."""
    return desk.store.remembered("signed decisions", _TABLES, lambda: _read(desk))


def _read(desk: Desk) -> DecisionsRead:
    found = decisions(desk.store)
    signers = [key.public for key in own_keys(desk.store, "signing")] if found else []
    sound = {one.id for one in found if any(decision_holds(one, key) for key in signers)}
    return DecisionsRead(
        tuple(one for one in found if one.id in sound),
        tuple(one for one in found if one.id not in sound),
    )


def sound_signers(desk: Desk) -> Mapping[UnitId, frozenset[str]]:
    """The keys that are trusted, by unit, without those brought by a decision that fails."""
    out = read_decisions(desk).keys_out
    found = trusted_signers(desk.store)
    if not out:
        return found
    kept: dict[UnitId, set[str]] = {}
    for key in unit_keys(desk.store):
        if key.package_id not in out:
            unit = UnitId(key.unit_code, key.valid_from)
            kept.setdefault(unit, set()).add(key.signing_public)
    return {unit: frozenset(keys) for unit, keys in kept.items()}


def unsigned_findings(desk: Desk) -> tuple[Finding, ...]:
    """The decisions whose signature does not hold, with their unit and package.

    One that somebody decided anew is settled and told no more.
    """
    read = read_decisions(desk)
    open_still = read.doubted | read.keys_out
    unsound = [one for one in read.unsound if one.package_id in open_still]
    packages = {one.package_id: one for one in active_packages(desk.store)} if unsound else {}
    found = []
    for one in unsound:
        package = packages.get(one.package_id)
        details = {
            "unit": package.unit_code if package else "…",
            "name": (package.unit_name or package.unit_code) if package else "…",
            "period": package.period if package else "",
            "package": one.package_id,
            "file": package.file_name if package else one.package_id[:12],
            "position": str(one.position),
        }
        found.append(Finding(UNSIGNED, details))
    return tuple(found)


def signed(desk: Desk, decision: Decision) -> Decision:
    """A decision with the signature of this office's key in use."""
    signature = office_keys(desk).current.signing.sign(_SIGNED + _text(decision))
    return replace(decision, signature=signature.hex())


def decision_holds(decision: Decision, signing_public: str) -> bool:
    """Whether a decision is the one that was signed with a key of this office."""
    try:
        signature = bytes.fromhex(decision.signature)
    except ValueError:
        return False
    return signed_by(signing_public, signature, _SIGNED + _text(decision))


def _text(one: Decision) -> bytes:
    """The canonical text of a decision, without its signature."""
    text: dict[str, object] = {
        "position": one.position,
        "package_id": one.package_id,
        "verdict": one.verdict,
        "reason": one.reason,
        "at": one.at.isoformat(),
        "officer": one.officer,
    }
    # Older decisions did not keep what they chose between, and were signed without it.
    return to_bytes(text if one.chosen_from is None else text | {"chosen_from": one.chosen_from})
