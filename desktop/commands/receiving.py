"""What comes in: packages at a superior, answers and connection files at a commune."""

from collections.abc import Iterable, Sequence
from pathlib import Path
from typing import TYPE_CHECKING

import click

from desktop.commands.answers import MISSING, refused_line, refused_row, take_answers
from desktop.commands.calling import (
    Call,
    ExitCode,
    exit_of_fault,
    paths_there,
    say,
    say_json,
    tell,
)
from desktop.commands.listing import JSON_HELP
from desktop.commands.named_paths import NamedPath
from desktop.commands.report_files import odd_line, odd_row, report_row
from desktop.commands.verifying import passphrases_in, told_mistyped
from desktop.commands.worded import argument, option, worded
from desktop.domain.commune import Role
from desktop.i18n import N_, _, format_number
from desktop.wording import error_text, finding_text, one_line, period_name
from desktop.wording.stick import skipped_text
from desktop.wording.superior import (
    cause_text,
    name_text,
    oddity_text,
    pulled_text,
    same_number_text,
    still_waiting_text,
)

if TYPE_CHECKING:
    from desktop.actions.desk import Desk
    from desktop.actions.receiving import Taken, TakenFile
    from desktop.actions.verifying import SortedPassphrases


@worded(
    "receive",
    help=N_(
        "Take in what a stick or folder holds. At a superior: the reports of its units; receipts "
        "are written beside them. At a commune: receipts and connection files. "
        "It ends with 1 when there is something to look at."
    ),
    example="so138 --data D receive E:\\ --dry-run",
)
@argument("paths", nargs=-1, required=True, type=NamedPath(), metavar="PATH…")
@option("--dry-run", is_flag=True, help=N_("Only say what would come in."))
@option(
    "--passphrase-file",
    type=NamedPath(),
    metavar="FILE",
    help=N_("A file with the passphrases from the slips, one a line."),
)
@option("--no-receipts", is_flag=True, help=N_("Write no receipts beside the reports."))
@option(
    "--formerly",
    multiple=True,
    type=NamedPath(),
    metavar="FILE",
    help=N_("A former connection file of this office, whose keys are lost."),
)
@option(
    "--fingerprint",
    default="",
    metavar="CODE",
    help=N_("At a commune: the fingerprint on the superior's paper."),
)
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
    as_json: bool,
) -> int:
    """Take in files, by the role of the data folder."""
    with call.desk() as desk:
        there = paths_there(paths)
        missing = tuple(path for path in paths if path not in there)
        if desk.role is Role.SUPERIOR:
            paths_there(formerly)
            typed = told_mistyped(passphrases_in(passphrase_file))
            return _receive_reports(
                desk,
                there,
                missing=missing,
                passphrases=typed,
                dry_run=dry_run,
                receipts=not no_receipts,
                formerly=formerly,
                as_json=as_json,
            )
        return take_answers(
            desk,
            there,
            missing=missing,
            fingerprint=fingerprint,
            dry_run=dry_run,
            as_json=as_json,
        )


def _receive_reports(
    desk: "Desk",
    paths: Sequence[Path],
    *,
    missing: Sequence[Path],
    passphrases: "SortedPassphrases",
    dry_run: bool,
    receipts: bool,
    formerly: Sequence[Path],
    as_json: bool,
) -> int:
    from desktop.actions.received_files import former_key
    from desktop.actions.receiving import receive_packages
    from desktop.actions.verdicts import CLOCK_BEHIND, clock_details

    taken = receive_packages(
        desk,
        paths,
        passphrases=passphrases.usable,
        mistyped=next((error for _line, error in passphrases.mistyped), None),
        dry_run=dry_run,
        receipts=receipts,
        formerly=[former_key(file) for file in formerly],
    )
    if taken.clock_suspect:
        tell(finding_text(CLOCK_BEHIND, clock_details(desk)))
        tell(_("Whether these reports came in time is not judged by this reception."))
    if as_json:
        say_json(_taken_object(taken, missing))
    else:
        _say_taken(taken, dry_run=dry_run)
    for refused in () if as_json else taken.refused:
        tell(refused_line(str(refused.file), refused.code, refused.details))
    if taken.refused and not taken.files:
        # Nothing came in: the call ends as the first refusal says.
        return exit_of_fault(taken.refused[0].code)
    return ExitCode.LOOK if taken.to_look_at or missing else ExitCode.DONE


def _taken_object(taken: "Taken", missing: Sequence[Path]) -> dict[str, object]:
    from desktop.actions.receiving import Fate

    return {
        "name": taken.name,
        "accepted": [_file_row(one) for one in taken.of(Fate.ACCEPTED)],
        "duplicates": [_file_row(one) for one in taken.of(Fate.DUPLICATE)],
        "superseded": [_file_row(one) for one in taken.of(Fate.SUPERSEDED)],
        "to_verify": [_file_row(one) for one in taken.of(Fate.TO_VERIFY)],
        "refused": [
            *(refused_row(str(path), MISSING, {}) for path in missing),
            *(refused_row(str(one.file), one.code, one.details) for one in taken.refused),
        ],
        "skipped": [{"file": str(one.path), "code": one.code} for one in taken.skipped],
        "complete": taken.complete,
        "odd_rows": [odd_row(one) for one in taken.odd_rows],
        "clock_suspect": taken.clock_suspect,
        "no_longer_counting": [report_row(one) for one in taken.pulled],
    }


def _file_row(one: "TakenFile") -> dict[str, object]:
    package = one.package
    return {
        "file": str(one.file),
        "unit": package.unit_code,
        "valid_from": package.valid_from,
        "name": package.unit_name,
        "listed_name": one.listed or None,
        "period": package.period,
        "sequence": package.sequence,
        "correction": package.correction,
        "package_id": package.package_id,
        "check_code": package.check_code,
        "code": one.cause or None,
        "message": cause_text(one.cause, one.details, code=package.unit_code) or None,
        "oddities": list(one.oddities),
        "waits": one.waits,
        "replaces": one.replaces or None,
        "same_number": one.beside.package_id if one.beside else None,
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
    if taken.still_waiting:
        say(still_waiting_text(len(taken.still_waiting)))
    for pulled in taken.pulled:
        say(pulled_text(pulled))
    for odd in taken.odd_rows:
        say(_("To look at: {what}.").format(what=odd_line(odd).rstrip(".")))
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
    text = f"{package.unit_code} {package.unit_name}\t{period_name(package.period)}\t"
    text += one_line(str(one.file))
    return f"{text}\t{one.receipt.code}"


def _looks(one: "TakenFile") -> Iterable[str]:
    """What is to be looked at in one file."""
    from desktop.actions.receiving import NAME_DIFFERS

    if one.cause:
        yield cause_text(one.cause, one.details, code=one.package.unit_code)
        yield _("Its id: {id}").format(id=one.package.package_id[:12])
    if one.beside is not None:
        yield same_number_text(one.beside)
    if one.listed:
        package = one.package
        yield name_text(package.unit_code, name=package.unit_name, listed=one.listed)
    for oddity in one.oddities:
        if oddity == NAME_DIFFERS:
            continue
        yield _("To look at: {what}.").format(what=oddity_text(oddity))
    if one.receipt.fault:
        why = error_text(one.receipt.fault, one.receipt.details)
        yield _(
            "The receipt could not be written. {why} The reception stands; read the unit this "
            "code over the telephone: {code}"
        ).format(why=why, code=one.receipt.code)
