"""Looking into a file between offices."""

from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING

import click

from desktop.commands.calling import (
    Call,
    CallEndedError,
    ExitCode,
    exit_of_fault,
    paths_there,
    say,
    say_json,
    tell,
)
from desktop.commands.entry_files import text_of
from desktop.commands.listing import JSON_HELP
from desktop.commands.named_paths import NamedPath
from desktop.commands.worded import argument, option, worded
from desktop.domain.official_days import official_day
from desktop.i18n import N_, _, format_date, format_number
from desktop.wording import error_text, period_name
from desktop.wording.sending import answer_word

if TYPE_CHECKING:
    from desktop.actions.verifying import SortedPassphrases, Verified


@worded(
    "verify",
    help=N_(
        "Say what a file between offices is, whether it is whole, from whom and for whom. "
        "Nothing is taken over; the sender and the recipient can both look."
    ),
    example="so138 --data D verify E:\\S138_19996_202610_0001.s138",
)
@argument("file", type=NamedPath())
@option(
    "--passphrase-file",
    type=NamedPath(),
    metavar="FILE",
    help=N_("A text file with the passphrase of the hand-over slip, one a line."),
)
@option("--json", "as_json", is_flag=True, help=JSON_HELP)
@click.pass_obj
def verify(call: Call, *, file: Path, passphrase_file: Path | None, as_json: bool) -> int:
    """Look into a file."""
    from desktop.actions.terms import ExchangeError
    from desktop.actions.verifying import verify_file

    passphrases = passphrases_in(passphrase_file)
    paths_there([file])
    with call.desk() as desk:
        try:
            found = verify_file(desk, file, passphrases=passphrases)
        except ExchangeError as error:
            if not as_json:
                raise
            message = error_text(error.code, error.details)
            say_json({"file": str(file), "whole": False, "code": error.code, "message": message})
            return exit_of_fault(error.code)
    if as_json:
        say_json(_object(file, found))
    else:
        _say(found)
    return ExitCode.DONE


def passphrases_in(file: Path | None) -> tuple[str, ...]:
    """The passphrases of a text file, one a line; without a file, none."""
    if file is None:
        return ()
    try:
        lines = text_of(file).splitlines()
    except (OSError, UnicodeDecodeError):
        text = _("The file {path} could not be read as text.").format(path=file)
        raise CallEndedError(ExitCode.WRONG_CALL, text) from None
    return tuple(line.strip() for line in lines if line.strip())


def told_mistyped(typed: Sequence[str]) -> "SortedPassphrases":
    """The passphrases by whether they can be right; each of the others is told, and what needs it
    waits."""
    from desktop.actions.verifying import sorted_out

    sorting = sorted_out(typed)
    for line, error in sorting.mistyped:
        text = _("Passphrase {line} of the file is left out. {why}")
        tell(text.format(line=format_number(line), why=error_text(error.code, error.details)))
    return sorting


def _object(file: Path, found: "Verified") -> dict[str, object]:
    return {
        "file": str(file),
        "whole": True,
        "kind": found.kind,
        "bytes": found.size,
        "sha256": found.sha256,
        "from": {
            "name": found.sender,
            "code": found.sender_code or None,
            "fingerprint": found.sender_fingerprint,
        },
        "for": found.recipient_fingerprint or None,
        "period": found.period or None,
        "sequence": found.sequence,
        "correction": found.correction,
        "package_id": found.package_id or None,
        "check_code": found.check_code or None,
        "state": found.state or None,
        "at": found.at.isoformat() if found.at is not None else None,
        "clock_suspect": found.clock_suspect,
        "ours": found.ours,
        "remarks": list(found.remarks),
    }


def _say(found: "Verified") -> None:
    match found.kind:
        case "package":
            _say_package(found)
        case "receipt":
            text = _("A receipt of {name} for the file of {period}: {answer}.")
            said = answer_word(found.state)
            say(text.format(name=found.sender, period=period_name(found.period), answer=said))
            for remark in found.remarks:
                say(f"\t{remark}")
        case _:
            text = _("A connection file of {name}, number {number}.")
            say(text.format(name=found.sender, number=found.sequence))
    say(_("Fingerprint of who signed it: {code}").format(code=found.sender_fingerprint))
    size = format_number(found.size)
    say(
        _("The file is whole: {bytes} bytes, SHA-256 {hash}.").format(bytes=size, hash=found.sha256)
    )


def _say_package(found: "Verified") -> None:
    text = _("The report file of {name} ({code}) for {period}, number {sequence}.")
    say(
        text.format(
            name=found.sender,
            code=found.sender_code,
            period=period_name(found.period),
            sequence=found.sequence,
        )
    )
    if found.correction:
        say(_("It replaces earlier figures, correction {number}.").format(number=found.correction))
    if found.recipient_fingerprint:
        code = found.recipient_fingerprint
        say(_("It was made for the office with the fingerprint {code}.").format(code=code))
    else:
        say(_("It was made without a connection, for who has the passphrase."))
    if found.at is not None:
        day = format_date(official_day(found.at))
        say(_("Made on {date}, by the sender's clock.").format(date=day))
    if found.clock_suspect:
        say(_("The sender's clock stood before a day that was seen already."))
    say(_("Check code: {code}").format(code=found.check_code))
