"""What comes in: packages at a superior, answers and connection files at a commune; and back."""

from collections.abc import Iterable, Sequence
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
from desktop.commands.listing import JSON_HELP
from desktop.commands.worded import argument, option, worded
from desktop.domain.commune import Role
from desktop.i18n import N_, _, format_date, format_number, ngettext
from desktop.wording import error_text, period_name
from desktop.wording.sending import answer_word
from desktop.wording.stick import skipped_text
from desktop.wording.superior import cause_text, oddity_text

if TYPE_CHECKING:
    from desktop.actions.desk import Desk
    from desktop.actions.receipts import CommuneReceived, TakenReceipt
    from desktop.actions.received_files import Refused
    from desktop.actions.receiving import Taken, TakenFile


@worded(
    "receive",
    help=N_(
        "Take in what a stick or folder holds. At a superior: the reports of its units; receipts "
        "are written beside them. At a commune: receipts and connection files. "
        "It ends with 1 when there is something to look at."
    ),
    example="so138 --data D receive E:\\ --dry-run",
)
@argument("paths", nargs=-1, type=click.Path(path_type=Path), metavar="PATH…")
@option("--dry-run", is_flag=True, help=N_("Only say what would come in."))
@option(
    "--passphrase-file",
    type=click.Path(path_type=Path),
    metavar="FILE",
    help=N_("A file with the passphrases from the slips, one a line."),
)
@option("--no-receipts", is_flag=True, help=N_("Write no receipts beside the reports."))
@option(
    "--formerly",
    multiple=True,
    type=click.Path(path_type=Path),
    metavar="FILE",
    help=N_("A former connection file of this office, whose keys are lost."),
)
@option(
    "--fingerprint",
    default="",
    metavar="CODE",
    help=N_("At a commune: the fingerprint on the superior's paper."),
)
@option(
    "--code",
    default="",
    metavar="CODE",
    help=N_("At a commune: the 12 digits that the superior reads over the telephone."),
)
@option("--period", metavar="P", help=N_("The period that the 12 digits answer."))
@option("--json", "as_json", is_flag=True, help=JSON_HELP)
@click.pass_obj
def receive(
    call: Call,
    *,
    paths: tuple[Path, ...],
    dry_run: bool,
    passphrase_file: Path | None,
    no_receipts: bool,
    formerly: tuple[Path, ...],
    fingerprint: str,
    code: str,
    period: str | None,
    as_json: bool,
) -> int:
    """Take in files, by the role of the data folder."""
    if not paths and not code:
        raise CallEndedError(ExitCode.WRONG_CALL, _("Name a file, a folder or a stick."))
    with call.desk() as desk:
        if desk.role is Role.SUPERIOR:
            typed = _passphrases(passphrase_file)
            return _receive_reports(
                desk,
                paths,
                passphrases=typed,
                dry_run=dry_run,
                receipts=not no_receipts,
                formerly=formerly,
                as_json=as_json,
            )
        if code:
            return _receive_code(desk, code, period, as_json=as_json)
        return _receive_answers(
            desk, paths, fingerprint=fingerprint, dry_run=dry_run, as_json=as_json
        )


def _passphrases(file: Path | None) -> tuple[str, ...]:
    """The passphrases of a file, one a line."""
    if file is None:
        return ()
    from desktop.files import read_file

    text = read_file(file).decode("utf-8-sig", "replace")
    return tuple(line.strip() for line in text.splitlines() if line.strip())


def _receive_reports(
    desk: "Desk",
    paths: Sequence[Path],
    *,
    passphrases: Sequence[str],
    dry_run: bool,
    receipts: bool,
    formerly: Sequence[Path],
    as_json: bool,
) -> int:
    from desktop.actions.received_files import former_key
    from desktop.actions.receiving import receive_packages

    taken = receive_packages(
        desk,
        paths,
        passphrases=passphrases,
        dry_run=dry_run,
        receipts=receipts,
        formerly=[former_key(file) for file in formerly],
    )
    if as_json:
        say_json(_taken_object(taken))
    else:
        _say_taken(taken, dry_run=dry_run)
    for refused in () if as_json else taken.refused:
        tell(_refused_line(refused))
    if taken.refused and not taken.files:
        # Nothing came in: the call ends as the first refusal says.
        return exit_of_fault(taken.refused[0].code)
    return ExitCode.LOOK if taken.to_look_at else ExitCode.DONE


def _taken_object(taken: "Taken") -> dict[str, object]:
    from desktop.actions.receiving import Fate

    return {
        "name": taken.name,
        "accepted": [_file_row(one) for one in taken.of(Fate.ACCEPTED)],
        "duplicates": [_file_row(one) for one in taken.of(Fate.DUPLICATE)],
        "superseded": [_file_row(one) for one in taken.of(Fate.SUPERSEDED)],
        "to_verify": [_file_row(one) for one in taken.of(Fate.TO_VERIFY)],
        "refused": [
            {
                "file": str(one.file),
                "code": one.code,
                "message": error_text(one.code, {"path": str(one.file), **one.details}),
            }
            for one in taken.refused
        ],
        "skipped": [{"file": str(one.path), "code": one.code} for one in taken.skipped],
        "complete": taken.complete,
    }


def _file_row(one: "TakenFile") -> dict[str, object]:
    package = one.package
    return {
        "file": str(one.file),
        "unit": package.unit_code,
        "valid_from": package.valid_from,
        "name": package.unit_name,
        "period": package.period,
        "sequence": package.sequence,
        "correction": package.correction,
        "package_id": package.package_id,
        "check_code": package.check_code,
        "code": one.cause or None,
        "message": cause_text(one.cause, one.details, code=package.unit_code) or None,
        "oddities": list(one.oddities),
        "replaces": one.replaces or None,
        "receipt": str(one.receipt.path) if one.receipt.path else None,
        "receipt_code": one.receipt.code,
        "receipt_fault": one.receipt.fault or None,
    }


def _say_taken(taken: "Taken", *, dry_run: bool) -> None:
    from desktop.actions.receiving import Fate

    titles = {
        Fate.ACCEPTED: _("Taken in: {count}"),
        Fate.SUPERSEDED: _("Replaced by a later one: {count}"),
        Fate.DUPLICATE: _("Received before: {count}"),
        Fate.TO_VERIFY: _("To be verified: {count}"),
    }
    for fate, title in titles.items():
        files = taken.of(fate)
        if files:
            say(title.format(count=format_number(len(files))))
        for one in files:
            say(f"  {_file_line(one)}")
            for line in _looks(one):
                say(f"    {line}")
    for skipped in taken.skipped:
        tell(skipped_text(skipped.code, str(skipped.path)))
    if not taken.complete:
        tell(_("The folder holds too many files: choose smaller folders one by one."))
    if dry_run:
        say(_("Nothing was written."))
    elif taken.name:
        say(_("The reception is named: {name}").format(name=taken.name))
    elif not taken.refused:
        say(_("Nothing new came in."))


def _file_line(one: "TakenFile") -> str:
    package = one.package
    text = f"{package.unit_code} {package.unit_name}\t{period_name(package.period)}\t{one.file}"
    return f"{text}\t{one.receipt.code}"


def _looks(one: "TakenFile") -> Iterable[str]:
    """What is to be looked at in one file."""
    if one.cause:
        yield cause_text(one.cause, one.details, code=one.package.unit_code)
        yield _("Its id: {id}").format(id=one.package.package_id[:12])
    for oddity in one.oddities:
        yield _("To look at: {what}.").format(what=oddity_text(oddity))
    if one.receipt.fault:
        why = error_text(one.receipt.fault, one.receipt.details)
        yield _(
            "The receipt could not be written. {why} The reception stands; read the unit this "
            "code over the telephone: {code}"
        ).format(why=why, code=one.receipt.code)


def _refused_line(one: "Refused") -> str:
    details = {"path": str(one.file), **one.details}
    return f"{one.file}: {error_text(one.code, details)}"


def _receive_code(desk: "Desk", typed: str, period: str | None, *, as_json: bool) -> int:
    from desktop.actions.receipts import receive_code

    if period is None:
        message = _("Name the period that the 12 digits answer: --period 2026-10.")
        raise CallEndedError(ExitCode.WRONG_CALL, message)
    outcome = receive_code(desk, period_of(desk, period), typed)
    end_on_problems(outcome.problems)
    if outcome.value is not None:
        if as_json:
            say_json({"receipts": [_receipt_row(outcome.value)]})
        else:
            say(_receipt_line(outcome.value))
    return ExitCode.DONE


def _receive_answers(
    desk: "Desk", paths: Sequence[Path], *, fingerprint: str, dry_run: bool, as_json: bool
) -> int:
    from desktop.actions.receipts import receive_files

    found = receive_files(desk, paths, fingerprint=fingerprint, dry_run=dry_run)
    if as_json:
        say_json(_answers_object(found))
    else:
        _say_answers(found)
    waits = any(one.state == "to_confirm" for one in found.connections)
    taken = found.receipts or found.duplicates or (found.connections and not waits)
    if found.refused and not taken:
        return exit_of_fault(found.refused[0].code)
    if waits and not taken:
        return ExitCode.REFUSED
    look = waits or found.refused or any(one.kind == "returned" for one in found.receipts)
    return ExitCode.LOOK if look else ExitCode.DONE


def _answers_object(found: "CommuneReceived") -> dict[str, object]:
    return {
        "receipts": [_receipt_row(one) for one in found.receipts],
        "connections": [
            {
                "file": one.file,
                "name": one.name,
                "fingerprint": one.fingerprint,
                "state": one.state,
            }
            for one in found.connections
        ],
        "duplicates": list(found.duplicates),
        "refused": [
            {"file": one.file, "code": one.code, "message": error_text(one.code, one.details)}
            for one in found.refused
        ],
    }


def _receipt_row(one: "TakenReceipt") -> dict[str, object]:
    return {
        "file": one.file,
        "period": one.period,
        "kind": one.kind,
        "package_id": one.package_id,
        "remarks": [{"text": remark.text, "where": remark.where} for remark in one.remarks],
    }


def _say_answers(found: "CommuneReceived") -> None:
    for connection in found.connections:
        say(_connection_line(connection.name, connection.fingerprint, connection.state))
    for receipt in found.receipts:
        say(_receipt_line(receipt))
    if found.duplicates:
        count = len(found.duplicates)
        text = ngettext("{count} receipt was known.", "{count} receipts were known.", count)
        say(text.format(count=format_number(count)))
    for refused in found.refused:
        tell(f"{refused.file}: {error_text(refused.code, refused.details)}")
    if not (found.connections or found.receipts or found.duplicates or found.refused):
        say(_("There is no receipt and no connection file here."))


def _connection_line(name: str, fingerprint: str, state: str) -> str:
    texts = {
        "new": _("Connected with {name}. Compare with its paper: {fingerprint}"),
        "newer": _("The connection with {name} was renewed: {fingerprint}"),
        "same": _("Connected with {name} already: {fingerprint}"),
        "older": _("A newer connection file of {name} was taken before; this one changes nothing."),
        "to_confirm": error_text("connection_to_confirm", {"name": name}),
    }
    return texts[state].format(name=name, fingerprint=fingerprint)


def _receipt_line(one: "TakenReceipt") -> str:
    """One line, and the remarks below it."""
    text = _("{period}: {answer}").format(
        period=period_name(one.period), answer=answer_word(one.kind)
    )
    return "\n".join((text, *(f"  - {remark.text}" for remark in one.remarks)))


@worded(
    "undo-receive",
    help=N_("Take one reception back, by its name; it may be weeks old."),
    example='so138 --data D undo-receive "2026-11-22 1, USB KINGSTON"',
)
@argument("name")
@option("--json", "as_json", is_flag=True, help=JSON_HELP)
@click.pass_obj
def undo_receive(call: Call, *, name: str, as_json: bool) -> int:
    """Take a reception back."""
    from desktop.actions.receiving import undo_receive as take_back

    with call.desk() as desk:
        outcome = take_back(desk, name)
    end_on_problems(outcome.problems)
    done = outcome.value
    if done is None:
        return ExitCode.DONE
    if as_json:
        say_json(
            {
                "name": done.name,
                "packages": [one.package_id for one in done.packages],
                "still_there": [one.package_id for one in done.still_there],
            }
        )
        return ExitCode.DONE
    text = ngettext(
        "Taken back: {name}, {count} file.",
        "Taken back: {name}, {count} files.",
        len(done.packages),
    )
    say(text.format(name=done.name, count=format_number(len(done.packages))))
    if done.still_there:
        again = ngettext(
            "{count} of them counts on: another reception brought it too.",
            "{count} of them count on: another reception brought them too.",
            len(done.still_there),
        )
        say(again.format(count=format_number(len(done.still_there))))
    return ExitCode.DONE


@worded(
    "receptions",
    help=N_("List the receptions, the newest first, those taken back too."),
    example="so138 --data D receptions",
)
@option("--json", "as_json", is_flag=True, help=JSON_HELP)
@click.pass_obj
def receptions(call: Call, *, as_json: bool) -> int:
    """List the receptions."""
    from desktop.actions.receiving import all_receptions

    with call.desk() as desk:
        found = all_receptions(desk)
    if as_json:
        rows = [
            {
                "name": one.name,
                "at": one.at.isoformat(),
                "source": one.source,
                "packages": one.packages,
                "undone_at": one.undone_at.isoformat() if one.undone_at else None,
            }
            for one in found
        ]
        say_json({"receptions": rows})
        return ExitCode.DONE
    for one in found:
        undone = (
            _("taken back on {date}").format(date=format_date(one.undone_at.astimezone().date()))
            if one.undone_at
            else ""
        )
        say("\t".join(filter(None, (one.name, format_number(one.packages), undone))))
    if not found:
        say(_("Nothing was received yet."))
    return ExitCode.DONE
