"""Sending to the superior: the file of a closed period, its answer by telephone, the connection."""

from pathlib import Path
from typing import TYPE_CHECKING

import click

from desktop.commands.calling import (
    Call,
    CallEndedError,
    ExitCode,
    end_on_problems,
    known_period,
    period_of,
    say,
    say_json,
    tell,
)
from desktop.commands.listing import JSON_HELP, PERIOD_HELP
from desktop.commands.named_paths import NamedPath
from desktop.commands.remarks import answer_lines, answer_row, remark_rows
from desktop.commands.worded import option, worded
from desktop.i18n import N_, _, format_date, format_number
from desktop.wording.sending import (
    answer_word,
    by_code_text,
    held_text,
    new_slip_text,
    not_compared_text,
    older_answer_text,
    send_state_word,
    waiting_text,
)

if TYPE_CHECKING:
    from desktop.actions.connection import Connected
    from desktop.actions.desk import Desk
    from desktop.actions.sending import Sendable, SentFile
    from desktop.actions.sent_periods import Remarked
    from desktop.actions.terms import Remark


@worded(
    "send",
    help=N_(
        "Write the file of a closed period for the superior into a folder or onto a stick, and "
        "read it back. Said again, the same file is written again. Without --period, list the "
        "closed periods and where their files stand."
    ),
    example="so138 --data D send --period 2026-10 --to E:\\",
)
@option("--period", metavar="P", help=PERIOD_HELP)
@option(
    "--to",
    type=NamedPath(),
    metavar="DIR",
    help=N_("The folder or stick."),
)
@option("--json", "as_json", is_flag=True, help=JSON_HELP)
@click.pass_obj
def send(call: Call, *, period: str | None, to: Path | None, as_json: bool) -> int:
    """Send a period, or list what can be sent."""
    from desktop.actions.connection import connected
    from desktop.actions.sending import send_period, sendable_periods
    from desktop.actions.sent_periods import remarked_periods
    from desktop.actions.targets import carried

    if period is None and to is None:
        with call.desk() as desk:
            return _list(sendable_periods(desk), remarked_periods(desk), as_json=as_json)
    if period is None or to is None:
        missing = "--period" if period is None else "--to"
        raise CallEndedError(
            ExitCode.WRONG_CALL,
            _("Wrong call: {what}").format(what=_("{name} is missing.").format(name=missing)),
        )
    known_period(period)
    with call.desk() as desk:
        outcome = send_period(desk, period_of(desk, period), to)
        own, superior = _own_fingerprint(desk), connected(desk)
    end_on_problems(outcome.problems)
    if superior is not None and superior.waiting:
        tell(waiting_text(superior.superior.name, superior.waiting))
    if outcome.value is not None:
        _say_sent(outcome.value, own, on_stick=carried(to), as_json=as_json)
    return ExitCode.DONE


def _own_fingerprint(desk: "Desk") -> str:
    from desktop.actions.connection import own_fingerprint

    return own_fingerprint(desk)


def _list(found: "tuple[Sendable, ...]", remarked: "tuple[Remarked, ...]", *, as_json: bool) -> int:
    """The closed periods, and those that are being corrected with what the superior said."""
    closed = {one.period.id for one in found}
    answered = {one.period: one for one in remarked}
    corrected = [one for one in remarked if one.period not in closed]
    if as_json:
        rows = [_row(one, answered.get(one.period.id)) for one in found]
        say_json({"periods": rows, "in_correction": [answer_row(one) for one in corrected]})
        return ExitCode.DONE
    for one in corrected:
        text = _("being corrected; the superior's answer: {answer}")
        say(f"{one.period}\t{text.format(answer=answer_word(one.kind))}")
        _say_remarks(one.remarks)
    for line in found:
        say(f"{line.period.id}\t{_state_text(line)}")
        _say_remarks(_remarks(line, answered.get(line.period.id)))
    if not (found or corrected):
        say(_("No period is closed yet."))
    return ExitCode.DONE


def _state_text(one: "Sendable") -> str:
    if one.held:
        return _("come, not counted yet")
    return by_code_text() if one.came_by_code else send_state_word(one.state)


def _say_remarks(remarks: "tuple[Remark, ...]") -> None:
    for remark in remarks:
        say(f"\t{remark.text}")


def _remarks(one: "Sendable", answered: "Remarked | None") -> "tuple[Remark, ...]":
    """Those to the figures in force; until the corrected figures are sent, those that asked."""
    return one.remarks or (answered.remarks if answered is not None else ())


def _row(one: "Sendable", answered: "Remarked | None") -> dict[str, object]:
    package = one.package
    return {
        "period": one.period.id,
        "state": one.state.value,
        "held": one.held,
        "by_code": one.by_code,
        "correction": one.correction,
        "sequence": package.sequence if package is not None else None,
        "check_code": package.check_code if package is not None else None,
        "remarks": remark_rows(_remarks(one, answered)),
    }


def _say_sent(sent: "SentFile", own_fingerprint: str, *, on_stick: bool, as_json: bool) -> None:
    made, package = sent.made, sent.package
    if as_json:
        say_json(
            {
                "file": str(sent.path),
                "sequence": package.sequence,
                "check_code": package.check_code,
                "bytes": made.size,
                "sha256": package.sha256,
                "passphrase": made.passphrase,
                "period": package.period,
                "correction": package.correction,
                "package_id": package.package_id,
                "fingerprint": own_fingerprint,
                "already_there": sent.already_there,
                "instead_of": made.instead_of or None,
                "removable": on_stick,
            }
        )
        return
    text = (
        _("{file} is written and read back ({bytes} bytes). The stick may be pulled out.")
        if on_stick
        else _("{file} is written and checked ({bytes} bytes).")
    )
    say(text.format(file=sent.path, bytes=format_number(made.size)))
    say(_("Check code: {code}").format(code=package.check_code))
    if made.passphrase is not None:
        say(_("Passphrase: {passphrase}").format(passphrase=made.passphrase))
    if made.first:
        say(_("Fingerprint of this office: {fingerprint}").format(fingerprint=own_fingerprint))
    if made.instead_of:
        say(new_slip_text(made.instead_of))
    text = _("Print the hand-over slip: so138 report stick-slip --period {period} --output F.pdf")
    tell(text.format(period=package.period))


@worded(
    "receipt",
    help=N_("Take the superior's answer to a period's file by its 12 digits over the telephone."),
    example='so138 --data D receipt --period 2026-10 --code "1234 5678 9012"',
)
@option("--period", metavar="P", required=True, help=PERIOD_HELP)
@option("--code", metavar="CODE", required=True, help=N_("The 12 digits, with blanks or without."))
@option(
    "--remark",
    "remarks",
    multiple=True,
    metavar="TEXT",
    help=N_("A remark that the superior told with its digits; may be given several times."),
)
@option(
    "--last-word",
    is_flag=True,
    help=N_("The superior said these digits after its signed receipt, which says otherwise."),
)
@option("--json", "as_json", is_flag=True, help=JSON_HELP)
@click.pass_obj
def receipt(
    call: Call,
    *,
    period: str,
    code: str,
    remarks: tuple[str, ...],
    last_word: bool,
    as_json: bool,
) -> int:
    """Take an answer by telephone."""
    from desktop.actions.receipts import receive_code
    from desktop.actions.told_remarks import keep_told_remarks, may_have_remarks

    known_period(period)
    with call.desk() as desk:
        outcome = receive_code(desk, period_of(desk, period), code, last_word=last_word)
        if remarks and outcome.value is not None and may_have_remarks(outcome.value):
            outcome = keep_told_remarks(desk, outcome.value, remarks)
    end_on_problems(outcome.problems)
    taken = outcome.value
    if taken is None:
        return ExitCode.DONE
    if as_json:
        say_json(
            {
                "period": taken.period,
                "kind": taken.kind,
                "package_id": taken.package_id,
                "older": taken.older,
                "holds": taken.holds or None,
                "held": taken.held,
                "remarks": [remark.text for remark in taken.remarks],
            }
        )
        return ExitCode.DONE
    if taken.older:
        say(older_answer_text(taken.period, taken.kind, taken.holds))
        return ExitCode.DONE
    if taken.held:
        say(held_text(taken.period, [remark.text for remark in taken.remarks]))
        return ExitCode.DONE
    for line in answer_lines(taken):
        say(line)
    return ExitCode.DONE


@worded(
    "connection",
    help=N_(
        "Say whom this office is connected with, with both fingerprints. The superior's "
        "connection file itself is taken by “receive”."
    ),
    example="so138 --data D connection --json",
)
@option(
    "--fingerprint",
    metavar="CODE",
    default="",
    help=N_("The superior's fingerprint as its paper shows it, to be compared with the file's."),
)
@option("--forget", is_flag=True, help=N_("End the connection; what was sent stays."))
@option(
    "--new-keys",
    is_flag=True,
    help=N_("Make new keys for this office; the superior types the next slip's code once."),
)
@option("--json", "as_json", is_flag=True, help=JSON_HELP)
@click.pass_obj
def connection(call: Call, *, fingerprint: str, forget: bool, new_keys: bool, as_json: bool) -> int:
    """Show, compare or end the connection."""
    from desktop.actions.connection import (
        compare_superior,
        connected,
        followed_plan,
        forget_superior,
        own_fingerprint,
        renew_own_keys,
    )

    with call.desk() as desk:
        if fingerprint:
            end_on_problems(compare_superior(desk, fingerprint).problems)
        if forget:
            ended = forget_superior(desk)
            end_on_problems(ended.problems)
            tell(_("The connection with {name} is ended.").format(name=ended.value))
        if new_keys:
            renew_own_keys(desk)
            tell(_("This office has new keys: hand in the signed slip of the next file."))
        found, own = connected(desk), own_fingerprint(desk)
        followed = followed_plan(desk)
    if as_json:
        say_json(_connection_object(found, own, followed))
        return ExitCode.DONE
    if found is None:
        say(_("No superior is connected: files are locked with a passphrase."))
    else:
        _say_connection(found, followed)
    if own:
        say(_("Fingerprint of this office: {fingerprint}").format(fingerprint=own))
    return ExitCode.DONE


def _say_connection(found: "Connected", followed: str) -> None:
    superior = found.superior
    text = _("Connected with {name} since {date}.")
    say(text.format(name=superior.name, date=format_date(superior.installed_at.date())))
    say(_("Fingerprint of the superior: {fingerprint}").format(fingerprint=found.fingerprint))
    if found.compared and not found.practice:
        say(_("It was compared with the superior's paper."))
    elif not found.compared:
        tell(not_compared_text(found.superior.name))
    if found.waiting:
        tell(waiting_text(found.superior.name, found.waiting))
    if superior.plan_id and superior.plan_id != followed:
        text = _("The superior follows the plan {plan}; this office follows no plan.")
        if followed:
            text = _("The superior follows the plan {plan}; this office follows {own}.")
        say(text.format(plan=superior.plan_id, own=followed))
    if found.practice:
        say(_("This is the practice superior: its keys are known to everybody."))


def _connection_object(found: "Connected | None", own: str, followed: str) -> dict[str, object]:
    if found is None:
        return {
            "connected": False,
            "own_fingerprint": own or None,
            "plan_followed": followed or None,
        }
    superior = found.superior
    return {
        "connected": True,
        "name": superior.name,
        "level": superior.level,
        "salutation": superior.salutation,
        "code": superior.code,
        "number": superior.number,
        "deadline": dict(superior.deadline),
        "plan": superior.plan_id,
        "plan_followed": followed or None,
        "fingerprint": found.fingerprint,
        "compared": found.compared,
        "waiting": found.waiting or None,
        "own_fingerprint": own or None,
        "practice": found.practice,
        "since": superior.installed_at.isoformat(),
    }
