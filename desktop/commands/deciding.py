"""What a person says of a unit's package: accepted by its slip, decided, answered."""

from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

import click

from desktop.commands.calling import (
    Call,
    CallEndedError,
    ExitCode,
    end_on_problems,
    exit_of_fault,
    period_of,
    say,
    say_json,
    tell,
)
from desktop.commands.listing import JSON_HELP, PERIOD_HELP
from desktop.commands.named_paths import NamedPath
from desktop.commands.report_files import odd_line, odd_row, report_row
from desktop.commands.worded import argument, option, worded
from desktop.domain.problems import Problem
from desktop.i18n import N_, _, format_number, ngettext
from desktop.wording import error_text, finding_text, period_name
from desktop.wording.receptions import apart_words
from desktop.wording.superior import (
    accepted_over_text,
    beside_text,
    cause_text,
    fallen_text,
    key_waits_text,
    name_text,
    put_out_text,
    report_words,
    standing_word,
    took_back_text,
)

if TYPE_CHECKING:
    from desktop.actions.acknowledging import Settled
    from desktop.actions.answers import Answer
    from desktop.actions.deciding import Decided, OtherKey


@worded(
    "accept",
    help=N_(
        "Accept a unit's file and its key by the check code on the signed hand-over slip: its "
        "first file, or the first one with a new key."
    ),
    example="so138 --data D accept 19996 --code 12344-56780-90123-45670-11112",
)
@argument("unit")
@option("--code", required=True, metavar="CODE", help=N_("The check code on the signed slip."))
@option(
    "--to",
    type=NamedPath(),
    metavar="DIR",
    help=N_("The folder or stick for the new receipt, which says that the file counts."),
)
@option("--json", "as_json", is_flag=True, help=JSON_HELP)
@click.pass_obj
def accept(call: Call, *, unit: str, code: str, to: Path | None, as_json: bool) -> int:
    """Accept a unit's key."""
    from desktop.actions.acknowledging import settle
    from desktop.actions.deciding import accept_unit
    from desktop.actions.verdicts import CLOCK_BEHIND, clock_details, clock_doubted

    with call.desk() as desk:
        doubted, seen = clock_doubted(desk), clock_details(desk)
        decision = partial(accept_unit, desk, unit, code)
        outcome = settle(desk, decision, () if to is None else (to,), to=to)
    end_on_problems(outcome.problems)
    if doubted:
        tell(finding_text(CLOCK_BEHIND, seen))
    if outcome.value is None:
        return ExitCode.DONE
    return _say_settled(outcome.value, as_json=as_json, clock_suspect=doubted)


@worded(
    "decide",
    help=N_(
        "Decide on a file that is to be verified, with a reason. PACKAGE is its file's name or "
        "the beginning of its id."
    ),
    example='so138 --data D decide 3fa94c01 --accept --reason "Đã gọi hỏi phường"',
)
@argument("package")
@option("--accept", "accepts", is_flag=True, help=N_("It counts."))
@option("--reject", "rejects", is_flag=True, help=N_("It is left out."))
@option("--reason", required=True, metavar="TEXT", help=N_("Why; it is kept with the decision."))
@option(
    "--signer",
    is_flag=True,
    help=N_("With --reject: also all other waiting files that bear the same key."),
)
@option(
    "--to",
    type=NamedPath(),
    metavar="DIR",
    help=N_(
        "The folder or stick for the receipt: of an accepted file that waited, that it counts; "
        "with --reject, that it is returned."
    ),
)
@option("--json", "as_json", is_flag=True, help=JSON_HELP)
@click.pass_obj
def decide(
    call: Call,
    *,
    package: str,
    accepts: bool,
    rejects: bool,
    reason: str,
    signer: bool,
    to: Path | None,
    as_json: bool,
) -> int:
    """Decide on a package."""
    from desktop.actions.acknowledging import settle
    from desktop.actions.deciding import decide as decide_on

    if accepts == rejects:
        raise CallEndedError(ExitCode.WRONG_CALL, _("Say --accept or --reject."))
    if accepts and signer:
        raise CallEndedError(ExitCode.WRONG_CALL, _("--signer goes with --reject."))
    folders = (to,) if accepts and to is not None else ()
    with call.desk() as desk:
        decision = partial(
            decide_on,
            desk,
            package,
            accept=accepts,
            reason=reason,
            signer=signer,
            to=None if accepts else to,
        )
        outcome = settle(desk, decision, folders, to=to if accepts else None)
    end_on_problems(outcome.problems)
    return _say_settled(outcome.value, as_json=as_json) if outcome.value else ExitCode.DONE


def _say_settled(done: "Settled", *, as_json: bool, clock_suspect: bool = False) -> int:
    """Tell a decision and the receipts that went out by it; the exit code names a fault."""
    if as_json:
        say_json(
            {
                **_decided_object(done.decided, clock_suspect=clock_suspect),
                "acknowledged": [_receipt_row(one.receipt) for one in done.told],
            }
        )
    else:
        _say_decided(done.decided)
        for one in done.told:
            said = _("{report} counts. Its code for the telephone: {code}")
            say(said.format(report=report_words(one.package), code=one.receipt.code))
            if one.receipt.path:
                say(_("The receipt is in {path}.").format(path=one.receipt.path))
        if done.untold:
            say(
                _(
                    "The receipt on the unit's stick still says that the file waits: receive the "
                    "stick once more, or name its folder with --to."
                )
            )
    answers = (*done.decided.receipts, *(one.receipt for one in done.told))
    faults = [one for one in answers if one.fault]
    for answer in faults:
        tell(error_text(answer.fault, answer.details))
    return exit_of_fault(faults[0].fault) if faults else ExitCode.DONE


def _receipt_row(one: "Answer") -> dict[str, object]:
    return {
        "package_id": one.package_id,
        "receipt_code": one.code,
        "receipt": str(one.path) if one.path else None,
        "receipt_fault": one.fault or None,
    }


def _decided_object(done: "Decided", *, clock_suspect: bool) -> dict[str, object]:
    package = done.package
    return {
        "unit": package.unit_code,
        "period": package.period,
        "package_id": package.package_id,
        "standing": done.standing,
        "code": done.cause or None,
        "waiting": list(done.waiting),
        "other_keys": [
            {"fingerprint": one.fingerprint, "packages": list(one.packages)}
            for one in done.other_keys
        ],
        "returned": [_receipt_row(one) for one in done.receipts],
        "turned": list(done.turned),
        "left_out": list(done.out),
        "left_out_months": [report_row(one) for one in done.out_months],
        "fallen_months": [
            {
                **report_row(one.before),
                "waits": one.waits,
                "now": report_row(one.now) if one.now else None,
            }
            for one in done.fallen
            if one.before is not None
        ],
        "other_months": [report_row(one) for one in done.beside],
        "waited_for": done.waited_for or None,
        "shared_groups": [odd_row(one) for one in done.shared],
        "took_back_return": done.took_back,
        "listed_name": done.listed or None,
        "key_waits": done.key_waits,
        "clock_suspect": clock_suspect,
    }


def _say_decided(done: "Decided") -> None:
    package = done.package
    text = _("{unit} {name}, {period}: {standing}.")
    say(
        text.format(
            unit=package.unit_code,
            name=package.unit_name,
            period=period_name(package.period),
            standing=standing_word(done.standing),
        )
    )
    if done.listed:
        say(name_text(package.unit_code, name=package.unit_name, listed=done.listed))
    if done.key_waits:
        said = _("{sentence} Type it: so138 accept {code} --code …")
        say(said.format(sentence=key_waits_text(), code=package.unit_code))
    if done.standing == "to_verify":
        say(cause_text(done.cause, {}, code=package.unit_code))
    if done.waiting:
        count = len(done.waiting)
        more = ngettext(
            "{count} file of this unit waits to be verified.",
            "{count} files of this unit wait to be verified.",
            count,
        )
        say(more.format(count=format_number(count)))
    if done.turned:
        count = len(done.turned)
        turned = ngettext(
            "{count} file that counted before waits now.",
            "{count} files that counted before wait now.",
            count,
        )
        say(turned.format(count=format_number(count)))
    _say_months(done)
    if done.took_back:
        say(took_back_text())
    for one in done.other_keys:
        say(_other_key_line(one))
    for receipt in done.receipts:
        said = _("Returned to the unit. The code for the telephone: {code}")
        say(said.format(code=receipt.code))
        if receipt.path:
            say(_("The receipt is in {path}.").format(path=receipt.path))


def _say_months(done: "Decided") -> None:
    """Name every month that the decision took out, and those that wait beside it."""
    from desktop.actions.figures_text import card_figures

    for one in done.out_months:
        say(put_out_text(one, apart_words(one.claimed_at, card_figures(one.figures))))
    for month in done.fallen:
        if month.before is not None and month.before.package_id not in done.out:
            say(fallen_text(month.before, waits=month.waits, now=month.now))
    for one in done.beside:
        say(beside_text(one))
    if after := accepted_over_text(done.waited_for, code=done.package.unit_code):
        say(after)
    for pair in done.shared:
        say(odd_line(pair))


def _other_key_line(one: "OtherKey") -> str:
    count = len(one.packages)
    text = ngettext(
        "Another key claims to be this unit: {fingerprint}, {count} file. Ask the unit; what is "
        "not its own: so138 decide {id} --reject --signer --reason …",
        "Another key claims to be this unit: {fingerprint}, {count} files. Ask the unit; what is "
        "not its own: so138 decide {id} --reject --signer --reason …",
        count,
    )
    return text.format(
        fingerprint=one.fingerprint, count=format_number(count), id=one.packages[0][:12]
    )


@worded(
    "reply",
    help=N_(
        "Answer the report of a unit: accepted, with or without remarks, or returned with "
        "reasons. The receipt is written into a folder; its code can be read over the telephone."
    ),
    example=(
        "so138 --data D reply 19996 --period 2026-10 --returned "
        '--remark "Xem lại số buổi của Thôn Đông" --to E:\\'
    ),
)
@argument("unit")
@option("--period", required=True, metavar="P", help=PERIOD_HELP)
@option("--accepted", is_flag=True, help=N_("The report is in order."))
@option("--returned", is_flag=True, help=N_("The report is to be corrected."))
@option(
    "--package",
    default="",
    metavar="ID",
    help=N_("The beginning of the id of the file that is returned, where several wait."),
)
@option("--remark", "remarks", multiple=True, metavar="TEXT", help=N_("A remark or reason."))
@option("--where", "places", multiple=True, metavar="TEXT", help=N_("Where each remark belongs."))
@option(
    "--to",
    type=NamedPath(),
    metavar="DIR",
    help=N_("The folder or stick for the receipt; without it only the code is made."),
)
@option("--json", "as_json", is_flag=True, help=JSON_HELP)
@click.pass_obj
def reply(
    call: Call,
    *,
    unit: str,
    period: str,
    accepted: bool,
    returned: bool,
    package: str,
    remarks: tuple[str, ...],
    places: tuple[str, ...],
    to: Path | None,
    as_json: bool,
) -> int:
    """Answer a report."""
    from desktop.actions.replies import answer_report, remarks_of
    from desktop.actions.units import is_known
    from desktop.actions.verdicts import CLOCK_BEHIND, clock_details, clock_doubted

    if accepted == returned:
        raise CallEndedError(ExitCode.WRONG_CALL, _("Say --accepted or --returned."))
    if len(places) > len(remarks):
        text = _("--where says where a --remark belongs: write one --remark for each --where.")
        raise CallEndedError(ExitCode.WRONG_CALL, text)
    with call.desk() as desk:
        if not is_known(desk, unit):
            end_on_problems((Problem("unit_unknown", "unit", details={"unit": unit}),))
        doubted, seen = clock_doubted(desk), clock_details(desk)
        outcome = answer_report(
            desk,
            unit,
            period_of(desk, period),
            kind="accepted" if accepted else "returned",
            remarks=remarks_of(remarks, places),
            to=to,
            package=package,
        )
    end_on_problems(outcome.problems)
    if outcome.value is None:
        return ExitCode.DONE
    receipt = outcome.value.receipt
    if doubted:
        tell(finding_text(CLOCK_BEHIND, seen))
    if as_json:
        say_json(
            {
                "unit": unit,
                "period": outcome.value.period,
                "kind": outcome.value.kind,
                "package_id": receipt.package_id,
                "code": receipt.code,
                "file": str(receipt.path) if receipt.path else None,
                "fault": receipt.fault or None,
                "clock_suspect": doubted,
            }
        )
    else:
        if receipt.path:
            say(_("The receipt is in {path}.").format(path=receipt.path))
        say(_("Its code for the telephone: {code}").format(code=receipt.code))
    if receipt.fault:
        tell(error_text(receipt.fault, receipt.details))
        tell(_("The answer is kept; read the unit the code, or write the receipt again."))
        return exit_of_fault(receipt.fault)
    return ExitCode.DONE
