"""What a person decides on a package: accepted by the code on its slip, or decided with a reason.

A decision is signed with this office's key over its canonical text, so that it stays what it was.
"""

from dataclasses import dataclass, replace
from datetime import date
from pathlib import Path

from desktop.actions.desk import Changes, Desk, Outcome, refused
from desktop.actions.office_keys import office_keys
from desktop.actions.verdicts import consolidation_of
from desktop.db.received_queries import (
    Decision,
    ReceivedPackage,
    Verdict,
    active_packages,
    active_packages_of,
    decisions,
    next_position,
)
from desktop.db.received_saving import save_decision, save_unit_key
from desktop.db.unit_queries import UnitKey, trusted_signers
from desktop.db.writing import Write
from desktop.domain.canonical import to_bytes
from desktop.domain.expected_units import UnitId
from desktop.domain.problems import Problem
from desktop.domain.text import nfc
from desktop.exchange.digits import mistyped_groups, same_code
from desktop.exchange.keys import signed_by
from desktop.exchange.received import Standing

_SIGNED = b"so138-decision\0"
_SHORTEST_ID = 6
BY_SLIP = "check_code"
"""The reason of an acceptance by the code that stands on the signed slip."""


@dataclass(frozen=True, slots=True)
class Decided:
    """A package on which was decided, and what became of it.

    ``waiting`` are the packages of its unit that wait still.
    """

    package: ReceivedPackage
    standing: str
    cause: str
    waiting: tuple[str, ...]


def accept_unit(desk: Desk, unit_code: str, typed: str) -> Outcome[Decided]:
    """Accepts a unit's package and its key by the check code on the signed hand-over slip.

    The first one accepted makes its chain the one of the unit. Keys accepted before stay.
    """
    packages = active_packages_of(desk.store, unit_code)
    if not packages:
        return refused(Problem("unit_sent_nothing", "unit", details={"unit": unit_code}))
    groups = mistyped_groups(typed)
    if groups:
        said = ", ".join(map(str, groups)) if groups != (0,) else ""
        code = "check_code_mistyped" if said else "check_code_incomplete"
        return refused(Problem(code, "code", details={"groups": said}))
    found = next((one for one in packages if same_code(typed, one.check_code)), None)
    if found is None:
        return refused(Problem("check_code_wrong", "code", details={"unit": unit_code}))
    with desk.writing(action="accept_unit", label=unit_code, undoable=False) as write:
        _trust(desk, write, found)
        if not _stands(desk, found.package_id, "accept"):
            save_decision(write, _decision(desk, found.package_id, "accept", BY_SLIP))
    return _decided(desk, found, write)


def decide(desk: Desk, named: str, *, accept: bool, reason: str) -> Outcome[Decided]:
    """Decides on a package, named by the beginning of its id or by its file, with a reason."""
    if not nfc(reason).strip():
        return refused(Problem("reason_missing", "reason"))
    found = _named(desk, named)
    if not found:
        return refused(Problem("package_not_here", "package", details={"name": named}))
    if len(found) > 1:
        return refused(
            Problem(
                "package_ambiguous",
                "package",
                details={"name": named, "found": ", ".join(one.package_id[:12] for one in found)},
            )
        )
    verdict: Verdict = "accept" if accept else "reject"
    with desk.writing(action="decide", label=found[0].file_name, undoable=False) as write:
        save_decision(write, _decision(desk, found[0].package_id, verdict, reason))
    return _decided(desk, found[0], write)


def decision_holds(decision: Decision, signing_public: str) -> bool:
    """Whether a decision is the one that was signed with a key of this office."""
    try:
        signature = bytes.fromhex(decision.signature)
    except ValueError:
        return False
    return signed_by(signing_public, signature, _SIGNED + _text(decision))


def _named(desk: Desk, named: str) -> tuple[ReceivedPackage, ...]:
    """The active packages that a text names."""
    wanted = Path(named.strip()).name
    packages = active_packages(desk.store)
    files = tuple(one for one in packages if one.file_name == wanted)
    if files or len(wanted) < _SHORTEST_ID:
        return files
    return tuple(one for one in packages if one.package_id.startswith(wanted.lower()))


def _trust(desk: Desk, write: Write, package: ReceivedPackage) -> None:
    """Stores the key that a package was signed with as its unit's, once."""
    unit = UnitId(package.unit_code, date.fromisoformat(package.valid_from))
    if package.signer_public in trusted_signers(desk.store).get(unit, frozenset()):
        return
    key = UnitKey(
        id=desk.ids.new(),
        unit_code=unit.code,
        valid_from=unit.valid_from,
        signing_public=package.signer_public,
        reply_to=package.reply_to,
        package_id=package.package_id,
        accepted_at=desk.clock.now(),
        officer=desk.officer,
    )
    save_unit_key(write, key)


def _stands(desk: Desk, package_id: str, verdict: Verdict) -> bool:
    """Whether the last decision on a package is this one already."""
    last = [one.verdict for one in decisions(desk.store) if one.package_id == package_id]
    return last[-1:] == [verdict]


def _decision(desk: Desk, package_id: str, verdict: Verdict, reason: str) -> Decision:
    made = Decision(
        id=desk.ids.new(),
        position=next_position(desk.store),
        package_id=package_id,
        verdict=verdict,
        reason=nfc(reason).strip(),
        at=desk.clock.now(),
        officer=desk.officer,
    )
    signature = office_keys(desk).current.signing.sign(_SIGNED + _text(made))
    return replace(made, signature=signature.hex())


def _text(one: Decision) -> bytes:
    """The canonical text of a decision, without its signature."""
    return to_bytes(
        {
            "position": one.position,
            "package_id": one.package_id,
            "verdict": one.verdict,
            "reason": one.reason,
            "at": one.at.isoformat(),
            "officer": one.officer,
        }
    )


def _decided(desk: Desk, package: ReceivedPackage, write: Write) -> Outcome[Decided]:
    consolidation = consolidation_of(desk)
    verdict = consolidation.of(package.package_id)
    waiting = tuple(
        one.package.package_id
        for one in consolidation.to_verify
        if one.package.unit_code == package.unit_code
    )
    standing = verdict.standing if verdict else Standing.REJECTED
    cause = verdict.cause.value if verdict else ""
    value = Decided(package, standing.value, cause, waiting)
    return Outcome(value, (), Changes.of_tables(write.changed_tables))
