"""Keeping data safe: check, backups, copies, restoring."""

from pathlib import Path
from typing import TYPE_CHECKING

import click

from desktop.commands.calling import Call, ExitCode, say, say_json, tell
from desktop.commands.listing import JSON_HELP
from desktop.commands.worded import argument, option, worded
from desktop.i18n import N_, _, format_date, format_number
from desktop.wording import backup_reason, finding_text

if TYPE_CHECKING:
    from desktop.actions.terms import BackupInfo, Restored, Secret


@worded(
    "backup",
    help=N_("Make a verified backup, in the data folder or as a copy elsewhere."),
    example="so138 --data D backup --to E:\\sao-luu",
)
@option(
    "--to",
    type=click.Path(path_type=Path),
    metavar="DIR",
    help=N_("A folder or stick for the copy."),
)
@option("--json", "as_json", is_flag=True, help=JSON_HELP)
@click.pass_obj
def backup(call: Call, *, to: Path | None, as_json: bool) -> int:
    """Make a backup."""
    from desktop.actions.safety import back_up, opens_by_itself
    from desktop.actions.secrets import sheet_status

    with call.desk() as desk:
        made = back_up(desk, reason="copy" if to else "by_hand", to=to)
        unprotected, without_sheet = opens_by_itself(desk), sheet_status(desk).reminds
    place = (to or call.data / "backups") / made.name
    if as_json:
        say_json({"name": made.name, "path": str(place), "at": made.at.isoformat()})
    else:
        text = _("The backup is in {path}: {sessions} sessions, {models} models.")
        counts = {
            "sessions": format_number(made.sessions),
            "models": format_number(made.models),
        }
        say(text.format(path=place, **counts))
    if to and unprotected:
        tell(
            _(
                "No password protects this copy: whoever holds it can read everything. "
                "Keep the stick locked away."
            )
        )
    if to and without_sheet:
        tell(
            _(
                "No recovery sheet was typed back yet: without the password nobody opens this "
                "copy. Make one: so138 recovery new --output F.pdf"
            )
        )
    return ExitCode.DONE


@worded("backups", help=N_("List the backups, the newest first."), example="so138 --data D backups")
@option("--json", "as_json", is_flag=True, help=JSON_HELP)
@click.pass_obj
def backups(call: Call, *, as_json: bool) -> int:
    """List the backups; works when the data are damaged."""
    from desktop.actions.safety import backups as known_backups
    from desktop.actions.safety import refuse_in_use

    refuse_in_use(call.data)
    found = known_backups(call.data)
    if as_json:
        say_json({"backups": [_row(info) for info in found]})
        return ExitCode.DONE
    for info in found:
        say(_line(info))
    if not found:
        say(finding_text("no_backup", {}))
    return ExitCode.DONE


def _row(info: "BackupInfo") -> dict[str, object]:
    return {
        "name": info.name,
        "at": info.at.isoformat(),
        "reason": info.reason,
        "verified": info.verified,
        "sessions": info.sessions,
        "models": info.models,
    }


def _line(info: "BackupInfo") -> str:
    moment = info.at.astimezone()
    checked = _("checked") if info.verified else _("not checked")
    return "\t".join(
        (
            info.name,
            f"{format_date(moment.date())} {moment:%H:%M}",
            backup_reason(info.reason),
            checked,
            _("{sessions} sessions, {models} models").format(
                sessions=format_number(info.sessions), models=format_number(info.models)
            ),
        )
    )


@worded(
    "restore",
    help=N_(
        "Put a backup in the place of the data, or into an empty folder. What it replaces is kept."
    ),
    example="so138 --data D restore NAME --dry-run",
)
@argument("name")
@option("--dry-run", is_flag=True, help=N_("Only say what would come back."))
@option("--json", "as_json", is_flag=True, help=JSON_HELP)
@click.pass_obj
def restore(call: Call, *, name: str, dry_run: bool, as_json: bool) -> int:
    """Restore a backup by its name or path."""
    if dry_run:
        info, replaced = call.unlocked(lambda secret: _planned(call, name, secret)), None
    else:
        done = call.unlocked(lambda secret: _put_back(call, name, secret))
        info, replaced = done.info, done.replaced
    if as_json:
        kept = str(replaced) if replaced else None
        say_json({"backup": _row(info), "restored": not dry_run, "replaced": kept})
        return ExitCode.DONE
    say(_line(info))
    if dry_run:
        say(_("This backup would come back. Nothing was changed."))
        return ExitCode.DONE
    say(_("Restored into {folder}.").format(folder=call.data))
    if replaced:
        say(_("The data that stood there are kept in {folder}.").format(folder=replaced))
    return ExitCode.DONE


def _planned(call: Call, name: str, secret: "Secret | None") -> "BackupInfo":
    from desktop.actions.safety import restore_plan

    return restore_plan(call.data, name, sources=call.sources(), secret=secret)


def _put_back(call: Call, name: str, secret: "Secret | None") -> "Restored":
    from desktop.actions.safety import restore as put_back

    return put_back(call.data, name, sources=call.sources(), secret=secret)
