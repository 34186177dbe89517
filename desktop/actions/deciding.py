"""What a person decides on a package: accepted by the code on its slip, or decided with a reason.

A decision is signed with this office's key over its canonical text, so that it stays what it was.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date
from pathlib import Path

from desktop.actions.answers import Answer, Answering, answer_time, manifest_in
from desktop.actions.desk import Changes, Desk, Outcome, refused
from desktop.actions.log_facts import received_facts
from desktop.actions.month_changes import MonthChange, month_changes
from desktop.actions.odd_rows import OddRow, same_groups_of
from desktop.actions.office_keys import office_keys
from desktop.actions.rivals import place_of, rivals
from desktop.actions.signed_decisions import read_decisions, signed, sound_signers
from desktop.actions.targets import refuse_wrong_receipt_place
from desktop.actions.unit_names import names_in_list
from desktop.actions.verdicts import consolidation_of, returned_packages
from desktop.db.exchange_queries import Remark as StoredRemark
from desktop.db.received_queries import (
    Decision,
    ReceivedPackage,
    UnitReply,
    Verdict,
    active_packages,
    active_packages_of,
    next_position,
    unit_replies,
)
from desktop.db.received_saving import save_decision, save_reply, save_unit_key, withdraw_reply
from desktop.db.unit_queries import UnitKey, unit_keys
from desktop.db.writing import Write
from desktop.domain.expected_units import UnitId
from desktop.domain.personal import personal_warnings
from desktop.domain.problems import Problem
from desktop.domain.text import nfc
from desktop.exchange import limits
from desktop.exchange.consolidation import Consolidation
from desktop.exchange.digits import is_whole_code, mistyped_groups, same_code
from desktop.exchange.keys import PublicKeys
from desktop.exchange.receipt import ReceiptKind, Remark
from desktop.exchange.received import Cause, Standing

_SHORTEST_ID = 6
BY_SLIP = "check_code"
"""The reason of an acceptance by the code that stands on the signed slip."""


@dataclass(frozen=True, slots=True)
class OtherKey:
    """A key that claims the same unit and was not accepted, and the packages that bear it."""

    fingerprint: str
    packages: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Decided:
    """A package on which was decided, and what became of it.

    ``waiting`` are the packages of its unit that wait still, ``turned`` those of them that counted
    before, ``out`` those that the decision put out by itself. ``other_keys`` tells who else claims
    to be the unit. ``receipts`` are those of what was rejected: the unit learns that it is
    returned. ``took_back`` says that a return counts no longer: the unit has it still and is to
    be told. ``listed`` is what the list calls a unit that the package calls otherwise.
    ``key_waits``: the package counts and its key is not accepted, so that its next file waits.
    ``out_months`` are the packages of ``out``, ``fallen`` the months whose file counted before,
    ``beside`` the waiting packages under the number of this one, of other months.
    ``waited_for`` is the cause that an acceptance overruled, ``shared`` the residential groups of a
    package that counts now that another unit reports too.
    """

    package: ReceivedPackage
    standing: str
    cause: str
    waiting: tuple[str, ...]
    other_keys: tuple[OtherKey, ...] = ()
    receipts: tuple[Answer, ...] = ()
    turned: tuple[str, ...] = ()
    out: tuple[str, ...] = ()
    took_back: bool = False
    listed: str = ""
    key_waits: bool = False
    out_months: tuple[ReceivedPackage, ...] = ()
    fallen: tuple[MonthChange, ...] = ()
    beside: tuple[ReceivedPackage, ...] = ()
    waited_for: str = ""
    shared: tuple[OddRow, ...] = ()


def accept_unit(desk: Desk, unit_code: str, typed: str) -> Outcome[Decided]:
    """Accepts a unit's package and its key by the check code on the signed hand-over slip.

    The first one accepted makes its chain the one of the unit. Keys accepted before stay.
    """
    packages = active_packages_of(desk.store, unit_code)
    if not packages:
        return refused(Problem("unit_sent_nothing", "unit", details={"unit": unit_code}))
    if not is_whole_code(typed):
        return refused(Problem("check_code_incomplete", "code"))
    if groups := mistyped_groups(typed):
        said = ", ".join(map(str, groups))
        return refused(Problem("check_code_mistyped", "code", details={"groups": said}))
    found = next((one for one in packages if same_code(typed, one.check_code)), None)
    if found is None:
        fingerprints = {PublicKeys(one.signer_public, one.reply_to).fingerprint for one in packages}
        other_line = any(same_code(typed, one) for one in fingerprints)
        code = "check_code_other_line" if other_line else "check_code_wrong"
        return refused(Problem(code, "code", details={"unit": unit_code}))
    before, back = consolidation_of(desk), found.package_id in returned_packages(desk)
    listed = names_in_list(desk, [found]).get(found.package_id, "")
    with desk.writing(action="accept_unit", label=unit_code, undoable=False) as write:
        write.say(**received_facts([found]))
        _trust(desk, write, found)
        if not _stands(desk, found):
            _save(desk, write, [found], "accept", BY_SLIP, before)
    took_back = back and found.package_id not in returned_packages(desk)
    outcome = _decided(desk, found, write, before, took_back=took_back)
    return replace(outcome, value=outcome.value and replace(outcome.value, listed=listed))


def decide(
    desk: Desk,
    named: str,
    *,
    accept: bool,
    reason: str,
    signer: bool = False,
    to: Path | None = None,
) -> Outcome[Decided]:
    """Decides on a package, named by the beginning of its id or by its file, with a reason.

    What is rejected is returned to its unit with the reason: the receipt is written into ``to``,
    and its digits for the telephone are told in any case. With ``signer`` a rejection is of all
    that wait and bear the same key.

    Raises:
        TargetMissingError: the folder is not there; nothing was decided.
    """
    wrong = _wrong(nfc(reason).strip(), accept=accept)
    if wrong is not None:
        return refused(wrong)
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
    all_of_it = (*found, *(_of_signer(desk, found[0]) if signer and not accept else ()))
    return _written(desk, all_of_it, verdict, reason, to)


def leave_out(
    desk: Desk, package_ids: Sequence[str], *, reason: str, to: Path | None = None
) -> Outcome[Decided]:
    """Rejects several packages in one step, each by a signed decision with the same reason.

    Each is returned to its unit as :func:`decide` does.
    """
    wrong = _wrong(nfc(reason).strip(), accept=False)
    if wrong is not None:
        return refused(wrong)
    known = {one.package_id: one for one in active_packages(desk.store)}
    lacking = next((name for name in package_ids if name not in known), None)
    if lacking is not None or not package_ids:
        return refused(Problem("package_not_here", "package", details={"name": lacking or ""}))
    return _written(desk, [known[name] for name in package_ids], "reject", reason, to)


def _written(
    desk: Desk,
    packages: Sequence[ReceivedPackage],
    verdict: Verdict,
    reason: str,
    to: Path | None,
) -> Outcome[Decided]:
    """Stores one decision on all packages, in one transaction; what is rejected is returned."""
    if wrong_place := refuse_wrong_receipt_place(desk, to):
        return refused(wrong_place)
    before, back = consolidation_of(desk), packages[0].package_id in returned_packages(desk)
    with desk.writing(action="decide", label=packages[0].file_name, undoable=False) as write:
        write.say(**received_facts(packages))
        _save(desk, write, packages, verdict, reason, before)
    accepted = verdict == "accept"
    receipts = () if accepted else _returned(desk, packages, nfc(reason).strip(), to)
    outcome = _decided(desk, packages[0], write, before, receipts, took_back=back and accepted)
    return replace(outcome, problems=personal_warnings("reason", reason))


def _wrong(reason: str, *, accept: bool) -> Problem | None:
    if not reason:
        return Problem("reason_missing", "reason")
    if not accept and len(reason) > limits.REMARK:
        details = {"field": "note", "limit": str(limits.REMARK)}
        return Problem("text_too_long", "reason", details=details)
    return None


def _of_signer(desk: Desk, first: ReceivedPackage) -> tuple[ReceivedPackage, ...]:
    """The other packages that wait and bear the key of one."""
    waiting = {one.package.package_id for one in consolidation_of(desk).to_verify}
    return tuple(
        one
        for one in active_packages(desk.store)
        if one.signer_public == first.signer_public
        and one.package_id in waiting
        and one.package_id != first.package_id
    )


def _save(
    desk: Desk,
    write: Write,
    packages: Sequence[ReceivedPackage],
    verdict: Verdict,
    reason: str,
    before: Consolidation,
) -> None:
    """Stores one decision on each package; rejecting returns it, accepting takes returns back."""
    position = next_position(desk.store)
    for place, one in enumerate(packages):
        knew = (
            *_names(rivals(desk, one)),
            *(_counting(before, one) if verdict == "accept" else ()),
        )
        save_decision(write, _decision(desk, one, verdict, reason, position + place, knew))
        if verdict == "reject":
            save_reply(write, _return(desk, one.package_id, nfc(reason).strip()))
        else:
            for reply in unit_replies(desk.store, one.package_id):
                if reply.kind == "returned":
                    withdraw_reply(write, reply.id, at=desk.clock.now())


def _return(desk: Desk, package_id: str, reason: str) -> UnitReply:
    return UnitReply(
        id=desk.ids.new(),
        package_id=package_id,
        kind="returned",
        remarks=(StoredRemark(reason),),
        at=answer_time(desk, package_id),
        officer=desk.officer,
    )


def _returned(
    desk: Desk, packages: Sequence[ReceivedPackage], reason: str, to: Path | None
) -> tuple[Answer, ...]:
    keys = office_keys(desk)
    return tuple(
        Answering.of(desk, keys, at=unit_replies(desk.store, one.package_id)[-1].at).answer(
            one.package_id,
            manifest_in(desk, one.package_id),
            kind=ReceiptKind.RETURNED,
            folder=to,
            remarks=(Remark(reason),),
        )
        for one in packages
    )


def _named(desk: Desk, named: str) -> tuple[ReceivedPackage, ...]:
    """The active packages that a text names."""
    # A name copied from the window may hold the marks at which it breaks into lines.
    wanted = Path(named.replace("\u200b", "").strip()).name
    packages = active_packages(desk.store)
    files = tuple(one for one in packages if one.file_name == wanted)
    if files or len(wanted) < _SHORTEST_ID:
        return files
    return tuple(one for one in packages if one.package_id.startswith(wanted.lower()))


def _trust(desk: Desk, write: Write, package: ReceivedPackage) -> None:
    """Stores the key that a package was signed with as its unit's, once.

    A key that an unsigned decision brought is from now on the one that this package brings.
    """
    unit = UnitId(package.unit_code, date.fromisoformat(package.valid_from))
    if package.signer_public in sound_signers(desk).get(unit, frozenset()):
        return
    known = (
        one.id
        for one in unit_keys(desk.store)
        if (one.unit_code, one.valid_from, one.signing_public) == (*unit, package.signer_public)
    )
    key = UnitKey(
        id=next(known, "") or desk.ids.new(),
        unit_code=unit.code,
        valid_from=unit.valid_from,
        signing_public=package.signer_public,
        reply_to=package.reply_to,
        package_id=package.package_id,
        accepted_at=desk.clock.now(),
        officer=desk.officer,
    )
    save_unit_key(write, key)


def _stands(desk: Desk, package: ReceivedPackage) -> bool:
    """Whether a package was accepted last and by a signature that holds, with all beside it."""
    read = read_decisions(desk)
    made = [one for one in read.sound if one.package_id == package.package_id]
    if package.package_id in read.doubted or not made or made[-1].verdict != "accept":
        return False
    chosen_from = {name for one in made for name in one.chosen_from or ()}
    return chosen_from.issuperset(_names(rivals(desk, package)))


def _names(packages: Sequence[ReceivedPackage]) -> tuple[str, ...]:
    return tuple(one.package_id for one in packages)


def _counting(before: Consolidation, package: ReceivedPackage) -> tuple[str, ...]:
    """What counts of the other branches of an installation: an acceptance takes none of it away."""
    return tuple(
        one.package.package_id
        for one in before.verdicts
        if one.counts
        and one.package.install_id == package.install_id
        and one.package.branch_id != package.branch_id
        and one.package.unit_code == package.unit_code
        and one.package.valid_from.isoformat() == package.valid_from
    )


def _decision(
    desk: Desk,
    package: ReceivedPackage,
    verdict: Verdict,
    reason: str,
    position: int,
    knew: tuple[str, ...],
) -> Decision:
    made = Decision(
        id=desk.ids.new(),
        position=position,
        package_id=package.package_id,
        verdict=verdict,
        reason=nfc(reason).strip(),
        at=desk.clock.now(),
        officer=desk.officer,
        chosen_from=knew,
    )
    return signed(desk, made)


def _key_known(desk: Desk, package: ReceivedPackage) -> bool:
    """Whether the key that signed a package was accepted for its unit."""
    unit = UnitId(package.unit_code, date.fromisoformat(package.valid_from))
    return package.signer_public in sound_signers(desk).get(unit, frozenset())


def _other_keys(desk: Desk, package: ReceivedPackage) -> tuple[OtherKey, ...]:
    """The keys besides a package's own and the accepted ones whose packages wait for its unit."""
    waiting = {one.package.package_id for one in consolidation_of(desk).to_verify}
    unit = UnitId(package.unit_code, date.fromisoformat(package.valid_from))
    known = sound_signers(desk).get(unit, frozenset()) | {package.signer_public}
    found: dict[str, list[str]] = {}
    for one in active_packages_of(desk.store, package.unit_code):
        if one.signer_public not in known and one.package_id in waiting:
            keys = PublicKeys(one.signer_public, one.reply_to)
            found.setdefault(keys.fingerprint, []).append(one.package_id)
    return tuple(OtherKey(name, tuple(ids)) for name, ids in found.items())


def _fallen(
    package: ReceivedPackage,
    before: Consolidation,
    after: Consolidation,
    rows: Mapping[str, ReceivedPackage],
) -> tuple[MonthChange, ...]:
    """The months of a unit whose file in force went out or gave way, by their periods.

    Its own month is one of them where an earlier file counts in the package's place.
    """
    return tuple(
        one
        for one in month_changes(before, after, rows.values())
        if one.before is not None
        and (one.now is not None or one.before.package_id != package.package_id)
    )


def _put_out(
    package: ReceivedPackage, before: Consolidation, after: Consolidation
) -> tuple[str, ...]:
    """The packages of a unit that a decision put out, since they lay beside the accepted one."""
    earlier = {one.package.package_id: one.standing for one in before.verdicts}
    return tuple(
        one.package.package_id
        for one in after.verdicts
        if one.package.unit_code == package.unit_code
        and one.cause is Cause.SIBLING
        and earlier[one.package.package_id] is not Standing.REJECTED
    )


def _decided(
    desk: Desk,
    package: ReceivedPackage,
    write: Write,
    before: Consolidation,
    receipts: tuple[Answer, ...] = (),
    *,
    took_back: bool = False,
) -> Outcome[Decided]:
    consolidation = consolidation_of(desk)
    verdict = consolidation.of(package.package_id)
    waiting = tuple(
        one.package.package_id
        for one in consolidation.to_verify
        if one.package.unit_code == package.unit_code
    )
    standing = verdict.standing if verdict else Standing.REJECTED
    counted = {one.package.package_id for one in before.verdicts if one.counts}
    turned = tuple(name for name in waiting if name in counted)
    out = _put_out(package, before, consolidation)
    rows = {one.package_id: one for one in active_packages_of(desk.store, package.unit_code)}
    value = Decided(
        package,
        standing.value,
        verdict.cause.value if verdict else "",
        waiting,
        _other_keys(desk, package),
        receipts,
        turned,
        out,
        took_back,
        out_months=tuple(rows[name] for name in out),
        fallen=_fallen(package, before, consolidation, rows),
        beside=tuple(
            rows[name]
            for name in waiting
            if name not in turned
            and place_of(rows[name]) == place_of(package)
            and rows[name].period != package.period
        ),
    )
    if standing in (Standing.IN_FORCE, Standing.SUPERSEDED):
        earlier = before.of(package.package_id)
        waited = earlier is not None and earlier.standing is Standing.TO_VERIFY
        value = replace(
            value,
            waited_for=earlier.cause.value if earlier is not None and waited else "",
            shared=same_groups_of(desk, package),
        )
    if standing is not Standing.REJECTED:
        value = replace(
            value,
            listed=names_in_list(desk, [package]).get(package.package_id, ""),
            key_waits=standing is not Standing.TO_VERIFY and not _key_known(desk, package),
        )
    return Outcome(value, (), Changes.of_tables(write.changed_tables))
