"""One's own password: the first one, another one, none; and the recovery sheet."""

import os
from pathlib import Path
from typing import TYPE_CHECKING

import click

from desktop.commands.calling import (
    Call,
    CallEndedError,
    ExitCode,
    asked_password,
    asks,
    end_on_problems,
    given_password,
    known_folder_of,
    new_password,
    say,
    say_json,
    tell,
)
from desktop.commands.entry_files import text_of
from desktop.commands.listing import JSON_HELP
from desktop.commands.named_paths import NamedPath
from desktop.commands.officers import NEW_PASSWORD_HELP, say_copies, say_elsewhere, told
from desktop.commands.outputs import may_overwrite, write_output
from desktop.commands.worded import WordedGroup, WordedOption, alone, option, worded
from desktop.i18n import N_, _, format_date, format_number
from desktop.wording import finding_text

if TYPE_CHECKING:
    from desktop.actions.desk import Desk
    from desktop.actions.secrets import NewSheet, SheetStatus
    from desktop.actions.terms import Secret

SHEET_HELP = N_("A file with the digits (or SO138_SHEET holds them); else they are asked for.")

password = WordedGroup(
    "password",
    help=N_("Set the password of the data, change your own, or do without one."),
    subcommand_metavar="set | change | remove",
)
password.places = {
    "set": "desktop.commands.passwords:set_password",
    "change": "desktop.commands.passwords:change",
    "remove": "desktop.commands.passwords:remove",
}
password.example = "so138 --data D password change --new-password-file F"


@worded(
    "set",
    help=N_("Lock data that opened without a password. Who sets it holds all rights."),
    example='so138 --data D password set --officer "Lê Thị Bình" --new-password-file F',
)
@option("--officer", "name", required=True, help=N_("Your name, for the list at the door."))
@option("--new-password-file", type=NamedPath(), help=NEW_PASSWORD_HELP)
@click.pass_obj
def set_password(call: Call, *, name: str, new_password_file: Path | None) -> int:
    """Lock the data."""
    from desktop.actions.passwords import FirstOfficer, turn_password_on

    with call.desk() as desk:
        first = FirstOfficer(name, new_password(new_password_file))
        told(desk, turn_password_on(desk, first))
    say(_("From now on the data open with the password of {name}.").format(name=name))
    tell(_("Make the recovery sheet now: so138 recovery new --output F.pdf"))
    say_elsewhere()
    return ExitCode.DONE


@worded(
    "change",
    help=N_("Change your own password. The former one opens nothing here any more."),
    example="so138 --data D --password-file OLD password change --new-password-file F",
)
@option("--new-password-file", type=NamedPath(), help=NEW_PASSWORD_HELP)
@click.pass_obj
def change(call: Call, *, new_password_file: Path | None) -> int:
    """Change the own password."""
    from desktop.actions.passwords import change_password

    desk, current = _opened(call)
    with desk:
        told(desk, change_password(desk, current=current, new=new_password(new_password_file)))
    say(_("The password was changed."))
    say_elsewhere()
    return ExitCode.DONE


@worded(
    "remove",
    help=N_("Let the data open without a password: whoever has the folder can read them."),
    example="so138 --data D --password-file F password remove",
)
@click.pass_obj
def remove(call: Call) -> int:
    """Do without a password."""
    from desktop.actions.passwords import turn_password_off

    desk, current = _opened(call)
    with desk:
        told(desk, turn_password_off(desk, current=current))
    say(_("The data open without a password now."))
    tell(finding_text("only_self_opening", {}))
    return ExitCode.DONE


def _opened(call: Call) -> "tuple[Desk, str]":
    """The open desk, and the password that opened it."""
    from desktop.actions.setup import open_desk
    from desktop.actions.terms import Password

    def opening(secret: "Secret | None") -> "tuple[Desk, str]":
        desk = open_desk(call.data, sources=call.sources(), secret=secret)
        return desk, secret.text if isinstance(secret, Password) else ""

    return call.unlocked(opening)


@alone
def _status(call: Call, *, as_json: bool) -> int:
    """Say how far the recovery sheet is."""
    from desktop.actions.secrets import sheet_status

    with call.desk() as desk:
        found = sheet_status(desk)
    if as_json:
        say_json(
            {
                "state": found.state.value,
                "number": found.number or None,
                "made_on": found.made_on.isoformat() if found.made_on else None,
                "asked": list(found.asked),
                "reminds": found.reminds,
                "valid": found.valid or None,
                "seen": found.seen,
            }
        )
    else:
        say(_status_line(found))
    return ExitCode.DONE


def _status_line(found: "SheetStatus") -> str:
    from desktop.actions.secrets import SheetState

    if found.state is SheetState.NONE or found.made_on is None:
        return _("There is no recovery sheet yet. Make one: so138 recovery new --output F.pdf")
    fields = {"number": format_number(found.number), "date": format_date(found.made_on)}
    if found.newest_seen:
        said = _(
            "Recovery sheet no. {number} of {date} is valid, but an officer who left since may "
            "know its digits. Make a new one: so138 recovery new --output F.pdf"
        )
        return said.format(**fields)
    if found.state is SheetState.CONFIRMED:
        return _("Recovery sheet no. {number} of {date} is valid.").format(**fields)
    groups = _(" and ").join(format_number(one) for one in found.asked)
    said = (
        _(
            "Recovery sheet no. {valid} is valid. No. {number} of {date} takes its place once its "
            "groups {groups} were typed back with so138 recovery confirm."
        )
        if found.valid
        else _(
            "Recovery sheet no. {number} of {date} is valid, but was not typed back yet: type its "
            "groups {groups} with so138 recovery confirm."
        )
    )
    return said.format(**fields, groups=groups, valid=format_number(found.valid))


recovery = WordedGroup(
    "recovery",
    callback=_status,
    invoke_without_command=True,
    params=[WordedOption(["--json", "as_json"], is_flag=True, help=JSON_HELP)],
    help=N_("The recovery sheet: its digits open the data when the password is lost."),
    subcommand_metavar="[new | confirm | later | use]",
)
recovery.places = {
    "new": "desktop.commands.passwords:recovery_new",
    "confirm": "desktop.commands.passwords:recovery_confirm",
    "later": "desktop.commands.passwords:recovery_later",
    "use": "desktop.commands.passwords:recovery_use",
}
recovery.example = "so138 --data D recovery --json"


@worded(
    "new",
    help=N_(
        "Make a recovery sheet. The former one is void once the new one was typed back. Without "
        "--output its groups are shown once, to be copied by hand."
    ),
    example="so138 --data D recovery new --output phieu.pdf",
)
@option(
    "--output",
    type=NamedPath(),
    metavar="F.pdf",
    help=N_("The PDF to print; never in the data folder. Delete it after printing."),
)
@may_overwrite
@click.pass_obj
def recovery_new(call: Call, *, output: Path | None) -> int:
    """Make a recovery sheet."""
    from desktop.actions.secrets import new_sheet, sheet_place_problems

    if output is not None:
        end_on_problems(sheet_place_problems(call.data, output))
        known_folder_of(output)
    with call.desk() as desk:
        outcome = new_sheet(desk)
        end_on_problems(outcome.problems)
        sheet = outcome.value
        if sheet is None:
            raise CallEndedError(ExitCode.MACHINE)
        _give(desk, sheet, output)
        say_copies(desk, sheet.change)
    groups = _(" and ").join(format_number(one) for one in sheet.asked)
    tell(_("Then type its groups {groups} back: so138 recovery confirm").format(groups=groups))
    say_elsewhere()
    return ExitCode.DONE


def _give(desk: "Desk", sheet: "NewSheet", output: Path | None) -> None:
    """Write the sheet or show its groups; a sheet that nobody gets to see is withdrawn."""
    from desktop.actions.secrets import withdraw_sheet, write_sheet

    try:
        if output is None:
            for place, group in enumerate(sheet.groups, 1):
                say(f"{place}\t{group}")
            return
        end_on_problems(write_sheet(desk, sheet, output, write=write_output))
    except BaseException:
        withdraw_sheet(desk)
        raise
    said = _("Recovery sheet no. {number} is in {path}. Print it, then delete the file.")
    say(said.format(number=format_number(sheet.number), path=output))


@worded(
    "confirm",
    help=N_("Type two groups of the printed sheet back, to prove that it was printed right."),
    example="so138 --data D recovery confirm",
)
@option("--sheet-file", type=NamedPath(), help=SHEET_HELP)
@click.pass_obj
def recovery_confirm(call: Call, *, sheet_file: Path | None) -> int:
    """Type part of the sheet back."""
    from desktop.actions.secrets import confirm_sheet, sheet_status

    with call.desk() as desk:
        asked = sheet_status(desk).asked
        typed = _typed_groups(sheet_file, asked)
        end_on_problems(confirm_sheet(desk, typed).problems)
    say(_("The recovery sheet was typed back right. Keep it locked away."))
    return ExitCode.DONE


def _typed_groups(sheet_file: Path | None, asked: tuple[int, ...]) -> list[str]:
    """The groups asked for, in their order; of a whole sheet those are taken."""
    given = given_password(None, variable="SO138_SHEET") if sheet_file is None else None
    text = _digits(sheet_file) if sheet_file is not None else given
    if text is None and asks():
        return [
            asked_password(_("Group {group}").format(group=format_number(one))) for one in asked
        ]
    found = (text or "").replace("-", " ").split()
    whole = len(found) > len(asked) and len(found) >= max(asked, default=0)
    return [found[one - 1] for one in asked] if whole else found


@worded(
    "later",
    help=N_("Put the recovery sheet off; the reminder stays."),
    example="so138 --data D recovery later",
)
@click.pass_obj
def recovery_later(call: Call) -> int:
    """Put the sheet off."""
    from desktop.actions.secrets import postpone_sheet

    with call.desk() as desk:
        postpone_sheet(desk)
    say(_("You will be reminded of the recovery sheet."))
    return ExitCode.DONE


@worded(
    "use",
    help=N_("Open the data by the recovery sheet and set a new password."),
    example="so138 --data D recovery use --sheet-file F --new-password-file G",
)
@option("--sheet-file", type=NamedPath(), help=SHEET_HELP)
@option("--new-password-file", type=NamedPath(), help=NEW_PASSWORD_HELP)
@option("--officer", "slot", metavar="ID", default="", help=N_("Whose password, by the id."))
@click.pass_obj
def recovery_use(
    call: Call, *, sheet_file: Path | None, new_password_file: Path | None, slot: str
) -> int:
    """Set a new password by the sheet."""
    from desktop.actions.officers import name_of
    from desktop.actions.secrets import refuse_without_sheet, use_sheet

    refuse_without_sheet(call.data)
    digits = given_digits(sheet_file)
    if not digits and asks():
        digits = asked_password(_("The 10 groups of the sheet"))
    outcome = use_sheet(
        call.data,
        digits,
        new_password=new_password(new_password_file),
        sources=call.sources(),
        officer_id=slot,
    )
    end_on_problems(outcome.problems)
    if outcome.value is not None:
        with outcome.value as desk:
            name = name_of(desk, desk.officer)
        say(_("{name} has a new password.").format(name=name))
    say_elsewhere()
    return ExitCode.DONE


def sheet_instead(call: Call, sheet_file: Path | None) -> str:
    """The digits that open instead of the call's password: of a file that is named, else those of
    ``SO138_SHEET`` where no password is given; empty: none."""
    if sheet_file is None and given_password(call.password_file) is not None:
        return ""
    return given_digits(sheet_file)


def given_digits(sheet_file: Path | None) -> str:
    """The digits of a sheet in a file or, without one, in ``SO138_SHEET``; empty: none."""
    return _digits(sheet_file) or os.environ.get("SO138_SHEET", "")


def _digits(sheet_file: Path | None) -> str:
    """The digits in a file, as they were typed there."""
    if sheet_file is None:
        return ""
    try:
        return text_of(sheet_file)
    except (OSError, UnicodeDecodeError):
        text = _("The file {path} could not be read as text.").format(path=sheet_file)
        raise CallEndedError(ExitCode.WRONG_CALL, text) from None
