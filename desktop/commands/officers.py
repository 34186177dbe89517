"""Officers: the list, joining, leaving, handing over; and moving to another machine."""

from pathlib import Path
from typing import TYPE_CHECKING

import click

from desktop.commands.calling import (
    Call,
    ExitCode,
    end_on_problems,
    new_password,
    say,
    say_json,
    tell,
)
from desktop.commands.listing import JSON_HELP
from desktop.commands.named_paths import NamedPath
from desktop.commands.worded import WordedGroup, WordedOption, alone, argument, option, worded
from desktop.domain.officers import OfficerRole
from desktop.domain.official_days import official_day
from desktop.i18n import N_, _, format_date, format_number, ngettext
from desktop.wording import finding_text

if TYPE_CHECKING:
    from desktop.actions.desk import Desk, Outcome
    from desktop.actions.key_changes import KeyChange
    from desktop.actions.officers import OfficerLine

NEW_PASSWORD_HELP = N_(
    "A file whose first line is the new password (or SO138_NEW_PASSWORD holds it)."
)
_ROLES = {
    OfficerRole.ALL: N_("holds all rights"),
    OfficerRole.CLOSES: N_("enters and closes"),
    OfficerRole.ENTERS: N_("enters"),
    OfficerRole.READS: N_("reads"),
}


@alone
def _show(call: Call, *, as_json: bool) -> int:
    """List the officers."""
    from desktop.actions.officers import officer_lines

    with call.desk() as desk:
        found, locked = officer_lines(desk), not desk.store.side_file.opens_itself
    if as_json:
        say_json({"locked": locked, "officers": [_row(one) for one in found]})
        return ExitCode.DONE
    for one in found:
        say(_line(one))
    if not locked:
        say(_("The data open without a password. Set one: so138 password set --officer NAME"))
    return ExitCode.DONE


officers = WordedGroup(
    "officers",
    callback=_show,
    invoke_without_command=True,
    params=[WordedOption(["--json", "as_json"], is_flag=True, help=JSON_HELP)],
    help=N_("List the officers who may open the data, those who left too."),
    subcommand_metavar="[add | leave | rename | role | reset | hand-over …]",
)
officers.places = {
    name: f"desktop.commands.officers:{place}"
    for name, place in {
        "add": "add",
        "leave": "leave",
        "rename": "rename",
        "role": "change_role",
        "reset": "reset",
        "hand-over": "hand_over",
    }.items()
}
officers.example = "so138 --data D officers --json"


def _row(one: "OfficerLine") -> dict[str, object]:
    return {
        "id": one.id,
        "name": one.name,
        "role": one.role.value,
        "since": one.since.isoformat(),
        "left": one.left_at.isoformat() if one.left_at else None,
        "has_password": one.has_password,
        "here": one.here,
    }


def _line(one: "OfficerLine") -> str:
    parts = [one.name, _(_ROLES[one.role])]
    parts.append(_("since {date}").format(date=format_date(official_day(one.since))))
    if one.left_at is not None:
        parts.append(_("left {date}").format(date=format_date(official_day(one.left_at))))
    elif not one.has_password:
        parts.append(_("no password"))
    return "\t".join(parts)


@worded(
    "add",
    help=N_("Take in another officer with a password of their own."),
    example='so138 --data D officers add "Lê Thị Bình" --role enters --new-password-file F',
)
@argument("name")
@option(
    "--role",
    type=click.Choice([role.value for role in OfficerRole]),
    default=OfficerRole.ENTERS.value,
    help=N_("What the officer may do: all, closes, enters or reads."),
)
@option("--new-password-file", type=NamedPath(), help=NEW_PASSWORD_HELP)
@click.pass_obj
def add(call: Call, *, name: str, role: str, new_password_file: Path | None) -> int:
    """Take in an officer."""
    from desktop.actions.officers import add_officer

    with call.desk() as desk:
        desk.require("add_officer")
        password = new_password(new_password_file)
        told(desk, add_officer(desk, name, password=password, role=OfficerRole(role)))
    say(_("{name} may open the data now.").format(name=name))
    return ExitCode.DONE


@worded(
    "leave",
    help=N_("Let an officer go. The password opens nothing here any more; the name stays known."),
    example='so138 --data D officers leave "Lê Thị Bình"',
)
@argument("name")
@click.pass_obj
def leave(call: Call, *, name: str) -> int:
    """Let an officer go."""
    from desktop.actions.locking import sheet_seen
    from desktop.actions.officers import officer_leaves

    with call.desk() as desk:
        told(desk, officer_leaves(desk, _named(desk, name)))
        seen = sheet_seen(desk)
    say(_("{name} does not open the data any more.").format(name=name))
    say_elsewhere(sheet_seen=seen)
    return ExitCode.DONE


@worded(
    "rename",
    help=N_("Give an officer another name. The password stays."),
    example='so138 --data D officers rename "Lê Bình" "Lê Thị Bình"',
)
@argument("name")
@argument("new_name", metavar="NAME")
@click.pass_obj
def rename(call: Call, *, name: str, new_name: str) -> int:
    """Rename an officer."""
    from desktop.actions.officers import rename_officer

    with call.desk() as desk:
        told(desk, rename_officer(desk, _named(desk, name), new_name))
    say(_("{old} is called {name} now.").format(old=name, name=new_name))
    return ExitCode.DONE


@worded(
    "role",
    help=N_("Give an officer another role: all, closes, enters or reads."),
    example='so138 --data D officers role "Lê Thị Bình" closes',
)
@argument("name")
@argument("role", type=click.Choice([role.value for role in OfficerRole]))
@click.pass_obj
def change_role(call: Call, *, name: str, role: str) -> int:
    """Change a role."""
    from desktop.actions.officers import change_role as give_role

    with call.desk() as desk:
        told(desk, give_role(desk, _named(desk, name), OfficerRole(role)))
    say(f"{name}\t{_(_ROLES[OfficerRole(role)])}")
    return ExitCode.DONE


@worded(
    "reset",
    help=N_("Give an officer who forgot the password a new one."),
    example='so138 --data D officers reset "Lê Thị Bình" --new-password-file F',
)
@argument("name")
@option("--new-password-file", type=NamedPath(), help=NEW_PASSWORD_HELP)
@click.pass_obj
def reset(call: Call, *, name: str, new_password_file: Path | None) -> int:
    """Set a forgotten password anew."""
    from desktop.actions.passwords import reset_password

    with call.desk() as desk:
        desk.require("reset_password")
        officer_id = _named(desk, name)
        told(desk, reset_password(desk, officer_id, new=new_password(new_password_file)))
    say(_("{name} has a new password.").format(name=name))
    say_elsewhere()
    return ExitCode.DONE


@worded(
    "hand-over",
    help=N_("Hand the office over: a new officer comes in as you go, in one act."),
    example='so138 --data D officers hand-over "Trần Văn An" --new-password-file F',
)
@argument("name")
@option("--new-password-file", type=NamedPath(), help=NEW_PASSWORD_HELP)
@click.pass_obj
def hand_over(call: Call, *, name: str, new_password_file: Path | None) -> int:
    """Hand over."""
    from desktop.actions.locking import sheet_seen
    from desktop.actions.officers import hand_over as give_over

    with call.desk() as desk:
        desk.require("hand_over")
        told(desk, give_over(desk, name, password=new_password(new_password_file)))
        seen = sheet_seen(desk)
    say(
        _("{name} has the office now. Your password opens nothing here any more.").format(name=name)
    )
    say(_("The minutes of the hand-over: so138 report post-hand-over --period P --output F.pdf"))
    say_elsewhere(sheet_seen=seen)
    return ExitCode.DONE


@worded(
    "moved",
    help=N_("Make this copy one that is only read, since the data go on at another machine."),
    example='so138 --data D moved --to "Máy mới của Công an phường"',
)
@option("--to", "place", metavar="TEXT", help=N_("Where the data went, in your own words."))
@option("--back", is_flag=True, help=N_("Use this copy again."))
@click.pass_obj
def moved(call: Call, *, place: str | None, back: bool) -> int:
    """Leave a copy behind, or take it up again."""
    from desktop.actions.moving import come_back, move_away

    with call.desk() as desk:
        if not back and place is None:
            where = desk.moved_to
            said = _("The data went to {place}; this copy is only read.").format(place=where)
            say(said if where else _("The data are here and can be written to."))
            return ExitCode.DONE
        outcome = come_back(desk) if back else move_away(desk, place or "")
        end_on_problems(outcome.problems)
    say(
        _("This copy can be written to again.")
        if back
        else _("From now on this copy is only read.")
    )
    return ExitCode.DONE


def _named(desk: "Desk", name: str) -> str:
    from desktop.actions.officers import officer_named

    return officer_named(desk, name) or name


def told(desk: "Desk", outcome: "Outcome[KeyChange]") -> None:
    """End the call when a change was refused; else say which copies were brought along."""
    end_on_problems(outcome.problems)
    if outcome.value is not None:
        say_copies(desk, outcome.value)


def say_copies(desk: "Desk", change: "KeyChange") -> None:
    """Say how many backups in reach open with what is valid now, and which could not be written."""
    count = change.copies.rewritten
    if count:
        text = ngettext(
            "{count} key file of a backup was brought up to date.",
            "{count} key files of backups were brought up to date.",
            count,
        )
        tell(text.format(count=format_number(count)))
    for path in change.copies.failed:
        shown = (
            path.relative_to(desk.store.folder) if path.is_relative_to(desk.store.folder) else path
        )
        text = _("The key file {path} could not be written; it is tried again at the next opening.")
        tell(text.format(path=shown))
    for place in change.copies.away:
        tell(finding_text("key_mirror_behind", {"folder": str(place)}))


def say_elsewhere(*, sheet_seen: bool = False) -> None:
    """Name the copies that no program can reach, and a sheet that who left may know."""
    tell(
        _(
            "Copies on sticks and other machines still open with what they were made with. "
            "Make new copies and destroy the former ones."
        )
    )
    if sheet_seen:
        tell(
            _(
                "Who left may know the digits of the recovery sheet, which still opens the data. "
                "Make a new one: so138 recovery new --output F.pdf"
            )
        )
