"""What the superior answers after it received a report: accepted, or returned with reasons."""

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import zip_longest
from pathlib import Path
from typing import Literal

from desktop.actions.answers import Answer, Answering, answer_time, manifest_in
from desktop.actions.desk import Changes, Desk, Outcome, refused
from desktop.actions.log_facts import received_facts
from desktop.actions.office_keys import office_keys
from desktop.actions.targets import refuse_wrong_receipt_place
from desktop.actions.verdicts import consolidation_of
from desktop.db.exchange_queries import Remark as StoredRemark
from desktop.db.received_queries import UnitReply, unit_replies
from desktop.db.received_saving import save_reply
from desktop.domain.periods import Period
from desktop.domain.personal import personal_warnings
from desktop.domain.problems import Problem
from desktop.domain.text import nfc
from desktop.exchange import limits
from desktop.exchange.receipt import ReceiptKind, Remark
from desktop.exchange.received import Received

ReplyKind = Literal["accepted", "returned"]


@dataclass(frozen=True, slots=True)
class Replied:
    """An answer that was stored: to which package, and its receipt."""

    unit_code: str
    period: str
    kind: ReplyKind
    receipt: Answer


def answer_report(
    desk: Desk,
    unit_code: str,
    period: Period,
    *,
    kind: ReplyKind,
    remarks: Sequence[Remark] = (),
    to: Path | None = None,
    package: str = "",
) -> Outcome[Replied]:
    """Answers the report that is in force of a unit and period, and writes its receipt into ``to``.

    Where none is, what waits or was left out may be returned; of several, ``package`` begins the
    id of the one that is meant. A return needs a reason. The answer stands although its file
    could not be written to the end: the digits for the telephone say the same.

    Raises:
        TargetMissingError: the folder is not there; nothing was answered.
    """
    said = tuple(Remark(nfc(one.text).strip(), one.where) for one in remarks if one.text.strip())
    problem = _wrong(said, kind)
    if problem is not None:
        return refused(problem)
    meant = _meant(desk, unit_code, period.id, kind, package.strip().lower())
    if isinstance(meant, Problem):
        return refused(meant)
    if wrong_place := refuse_wrong_receipt_place(desk, to):
        return refused(wrong_place)
    found = meant
    keys, at = office_keys(desk), answer_time(desk, found.package_id)
    stored = UnitReply(
        id=desk.ids.new(),
        package_id=found.package_id,
        kind=kind,
        remarks=tuple(StoredRemark(one.text, one.where) for one in said),
        at=at,
        officer=desk.officer,
    )
    with desk.writing(action="reply", label=period.id, undoable=False) as write:
        write.say(**received_facts([found]))
        save_reply(write, stored)
    receipt = Answering.of(desk, keys, at=at).answer(
        found.package_id,
        manifest_in(desk, found.package_id),
        kind=ReceiptKind(kind),
        folder=to,
        remarks=said,
    )
    value = Replied(unit_code, period.id, kind, receipt)
    warnings = personal_warnings("remarks", *(one.text for one in said))
    return Outcome(value, warnings, Changes.of_tables(write.changed_tables))


def remarks_of(texts: Sequence[str], places: Sequence[str] = ()) -> tuple[Remark, ...]:
    """Remarks as they were typed, the places in the same order; what lacks one has none."""
    found = zip_longest(texts, places[: len(texts)], fillvalue="")
    return tuple(Remark(text, where) for text, where in found)


def write_reply_again(desk: Desk, reply_id: str, to: Path | None) -> Answer:
    """Writes the receipt of an answer given before into a folder; without one only its digits.

    Raises:
        KeyError: no such answer.
    """
    found = next((one for one in unit_replies(desk.store) if one.id == reply_id), None)
    if found is None:
        raise KeyError(reply_id)
    return Answering.of(desk, office_keys(desk), at=found.at).answer(
        found.package_id,
        manifest_in(desk, found.package_id),
        kind=ReceiptKind(found.kind),
        folder=to,
        remarks=tuple(Remark(one.text, one.where) for one in found.remarks),
    )


def _wrong(remarks: Sequence[Remark], kind: ReplyKind) -> Problem | None:
    if kind == "returned" and not remarks:
        return Problem("return_needs_reason", "remarks")
    if len(remarks) > limits.REMARKS:
        return Problem("too_many_remarks", "remarks", details={"limit": str(limits.REMARKS)})
    if any(len(one.text) > limits.REMARK for one in remarks):
        details = {"field": "note", "limit": str(limits.REMARK)}
        return Problem("text_too_long", "remarks", details=details)
    return None


def _meant(
    desk: Desk, unit_code: str, period: str, kind: ReplyKind, package: str
) -> Received | Problem:
    """The package that is answered: the one in force, else the only one that may be returned."""
    in_force = _in_force(desk, unit_code, period)
    if in_force is not None and in_force.package_id.startswith(package):
        return in_force
    apart = [
        one.package
        for one in consolidation_of(desk).verdicts
        if (one.package.unit_code, one.package.period) == (unit_code, period)
        and not one.counts
        and one.package.package_id.startswith(package)
    ]
    details = {"unit": unit_code, "period": period}
    if kind != "returned" or not apart:
        return Problem("no_report_in_force", "period", details=details)
    if len(apart) > 1:
        found = ", ".join(one.package_id[:12] for one in apart)
        return Problem("reports_wait", "period", details={**details, "found": found})
    return apart[0]


def _in_force(desk: Desk, unit_code: str, period: str) -> Received | None:
    """The report in force of the unit that bears a code; of several in turn, the last."""
    found = [
        package
        for (unit, named), package in consolidation_of(desk).in_force.items()
        if unit.code == unit_code and named == period
    ]
    return max(found, key=lambda one: one.valid_from, default=None)
