"""Keeping data safe: check, backups, copies, comparing, restoring."""

from pathlib import Path
from typing import TYPE_CHECKING

import click

from desktop.commands.calling import (
    Call,
    CallEndedError,
    ExitCode,
    end_on_problems,
    say,
    say_json,
    tell,
)
from desktop.commands.listing import JSON_HELP
from desktop.commands.named_paths import NamedPath
from desktop.commands.passwords import SHEET_HELP, sheet_instead
from desktop.commands.worded import argument, option, worded
from desktop.domain.official_days import official_time
from desktop.i18n import N_, _, format_date, format_number
from desktop.wording import backup_reason, error_text, finding_text
from desktop.wording.backups import (
    Held,
    compared_text,
    comparison_lines,
    copy_holds,
    copy_places,
    copy_state,
    mirror_words,
    passed_over_words,
    thing_words,
    tried_words,
    whose_copy,
)

if TYPE_CHECKING:
    from desktop.actions.backups import Mirror
    from desktop.actions.comparing import BroughtBack, Comparison
    from desktop.actions.found_copies import CopyPlan
    from desktop.actions.terms import BackupInfo, Restored, Secret
    from desktop.actions.timeline import TimedCopy


@worded(
    "backup",
    help=N_("Make a verified backup, in the data folder or as a copy elsewhere."),
    example="so138 --data D backup --to E:\\sao-luu",
)
@option(
    "--to",
    type=NamedPath(),
    metavar="DIR",
    help=N_("A folder or stick for the copy."),
)
@option(
    "--verify",
    is_flag=True,
    help=N_("Make none, but restore every copy into a scratch folder and say what that proves."),
)
@option(
    "--mirror",
    metavar="on|off|DIR",
    help=N_("Copy every backup to a second drive as well: on, off, or a folder of your own."),
)
@option("--json", "as_json", is_flag=True, help=JSON_HELP)
@click.pass_obj
def backup(call: Call, *, to: Path | None, verify: bool, mirror: str | None, as_json: bool) -> int:
    """Make a backup, try the copies out, or choose the second place of all backups."""
    if verify:
        return _verify(call, to, as_json=as_json)
    if mirror is not None:
        return _choose_mirror(call, mirror, as_json=as_json)
    from desktop.actions.backups import mirror as second_place
    from desktop.actions.safety import back_up, opens_by_itself
    from desktop.actions.secrets import sheet_status

    with call.desk() as desk:
        made = back_up(desk, reason="copy" if to else "by_hand", to=to)
        second = None if to else second_place(desk)
        sheet = sheet_status(desk)
        unprotected, without_sheet = opens_by_itself(desk), sheet.reminds and not sheet.valid
    place = (to or call.data / "backups") / made.name
    if as_json:
        mirrored = {"mirror": _of_mirror(second)} if second else {}
        said = {"name": made.name, "path": str(place), "at": made.at.isoformat()}
        say_json({**said, **mirrored})
    else:
        text = _("The backup is in {path}: {holds}.")
        say(text.format(path=place, holds=copy_holds(made)))
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
    if second is not None and second.trouble:
        tell(mirror_words(second))
    return ExitCode.DONE


def _verify(call: Call, to: Path | None, *, as_json: bool) -> int:
    """Try every copy out: those of the data folder and its mirror, or those in a folder."""
    from desktop.actions.safety import refuse_in_use
    from desktop.actions.timeline import time_line

    refuse_in_use(call.data)
    copies = time_line(call.data, sticks=[to] if to else ())
    if to is not None:
        copies = tuple(one for one in copies if any(path.is_relative_to(to) for path in one.paths))
    rows = [_tried(call, one, path) for one in copies for path in one.paths]
    if as_json:
        say_json({"copies": rows})
    for row in () if as_json else rows:
        say(f"{row['path']}\t{row['message']}")
    if not rows and not as_json:
        say(finding_text("no_backup", {}))
    return ExitCode.DONE if all(row["proven"] for row in rows) else ExitCode.MACHINE


def _tried(call: Call, copy: "TimedCopy", path: Path) -> dict[str, object]:
    from desktop.actions.terms import StoreError
    from desktop.actions.timeline import try_restore

    row: dict[str, object] = {"name": copy.info.name, "path": str(path)}
    try:
        tried = call.unlocked(
            lambda secret: try_restore(call.data, path, sources=call.sources(), secret=secret)
        )
    except StoreError as error:
        message = error_text(error.code, {"name": path.name, **error.details})
        return {**row, "proven": False, "code": error.code, "message": message}
    counts = {"groups": tried.groups, "closings": tried.closings, "entries": tried.entries}
    return {**row, "proven": True, **_held(tried.held), **counts, "message": tried_words(tried)}


def _choose_mirror(call: Call, chosen: str, *, as_json: bool) -> int:
    from desktop.actions.backups import change_mirror

    if not chosen.strip():
        text = _("Say on, off, or name a folder for the second place of the backups.")
        raise CallEndedError(ExitCode.WRONG_CALL, text)
    named = chosen not in {"on", "off"}
    if named and not Path(chosen).is_dir():
        raise CallEndedError(ExitCode.WRONG_CALL, error_text("file_missing", {"path": chosen}))
    with call.desk() as desk:
        state = change_mirror(desk, off=chosen == "off", folder=Path(chosen) if named else None)
    if as_json:
        say_json(_of_mirror(state))
    else:
        say(mirror_words(state))
    return ExitCode.MACHINE if state.trouble else ExitCode.DONE


def _of_mirror(state: "Mirror") -> dict[str, object]:
    folder = str(state.folder) if state.folder else None
    return {"folder": folder, "off": state.off, "trouble": state.trouble or None}


@worded("backups", help=N_("List the backups, the newest first."), example="so138 --data D backups")
@option(
    "--all",
    "everywhere",
    is_flag=True,
    help=N_("Those on the second drive and on sticks as well, with where they lie."),
)
@option("--replaced", is_flag=True, help=N_("What restores replaced and kept, instead."))
@option("--json", "as_json", is_flag=True, help=JSON_HELP)
@click.pass_obj
def backups(call: Call, *, everywhere: bool, replaced: bool, as_json: bool) -> int:
    """List the backups; works when the data are damaged."""
    from desktop.actions.backups import foreign_backups
    from desktop.actions.safety import backups as known_backups
    from desktop.actions.safety import refuse_in_use

    refuse_in_use(call.data)
    if replaced:
        return _replaced(call, as_json=as_json)
    if everywhere:
        return _everywhere(call, as_json=as_json)
    found, others = known_backups(call.data), foreign_backups(call.data)
    if as_json:
        rows = [{**_row(info), "other_register": info.name in others} for info in found]
        say_json({"backups": rows})
        return ExitCode.DONE
    for info in found:
        say(_line(info, foreign=info.name in others))
    if not found:
        say(finding_text("no_backup", {}))
    return ExitCode.DONE


def _everywhere(call: Call, *, as_json: bool) -> int:
    from desktop.actions.timeline import time_line

    found = time_line(call.data)
    if as_json:
        say_json({"backups": [_placed_row(one) for one in found]})
        return ExitCode.DONE
    for one in found:
        say(f"{_line(one.info, foreign=one.foreign)}\t{copy_places(one.places)}")
    if not found:
        say(finding_text("no_backup", {}))
    return ExitCode.DONE


def _placed_row(copy: "TimedCopy") -> dict[str, object]:
    tried = copy.info.tried_at
    return {
        **_row(copy.info),
        "paths": [str(path) for path in copy.paths],
        "places": [place.value for place in copy.places],
        "tried_at": tried.isoformat() if tried else None,
        "other_register": copy.foreign,
    }


def _replaced(call: Call, *, as_json: bool) -> int:
    from desktop.actions.timeline import replaced_stores

    found = replaced_stores(call.data)
    if as_json:
        rows = [
            {
                "name": one.name,
                "at": one.at.isoformat(),
                "path": str(one.path),
                **(_held(one.info) if one.info else {"sessions": None, "models": None}),
            }
            for one in found
        ]
        say_json({"replaced": rows})
        return ExitCode.DONE
    for one in found:
        moment = official_time(one.at)
        held = copy_holds(one.info) if one.info else _("could not be read when it was replaced")
        say(f"{one.name}\t{format_date(moment.date())} {moment:%H:%M}\t{held}")
    if not found:
        say(_("No restore has replaced anything yet."))
    return ExitCode.DONE


def _row(info: "BackupInfo") -> dict[str, object]:
    return {
        "name": info.name,
        "at": info.at.isoformat(),
        "reason": info.reason,
        "verified": info.verified,
        "damaged": info.damaged,
        **_held(info),
    }


def _held(held: Held) -> dict[str, int | None]:
    counts: dict[str, int | None] = {"sessions": held.sessions, "models": held.models}
    if held.units is not None:
        # Only a superior's copies hold such.
        counts |= {"units": held.units, "receptions": held.receptions}
    return counts


def _line(info: "BackupInfo", *, foreign: bool = False) -> str:
    moment = official_time(info.at)
    sound = info.verified and not foreign
    checked = _("checked") if sound else copy_state(info, foreign=foreign)
    when = f"{format_date(moment.date())} {moment:%H:%M}"
    return "\t".join((info.name, when, backup_reason(info.reason), checked, copy_holds(info)))


@worded(
    "compare",
    help=N_("Compare a backup with the data as they are now: what was entered, changed, deleted."),
    example="so138 --data D compare NAME --json",
)
@argument("name")
@option("--json", "as_json", is_flag=True, help=JSON_HELP)
@click.pass_obj
def compare(call: Call, *, name: str, as_json: bool) -> int:
    """Compare a copy with now; single records are named by the numbers that are shown."""
    compared, passed = _compared(call, name)
    if as_json:
        differences = _of_differences(compared)
        said = {"backup": _row(compared.info), "passed_over": list(passed)}
        say_json({**said, "differences": differences})
        return ExitCode.DONE
    say(_line(compared.info))
    if passed:
        say(passed_over_words(passed))
    for line in comparison_lines([(one.find.table, one.difference) for one in compared.compared]):
        say(line)
    for row in _of_differences(compared):
        say(f"{row['number'] or '-'}\t{row['text']}")
    return ExitCode.DONE


def _compared(call: Call, name: str, *, sheet: str = "") -> "tuple[Comparison, tuple[str, ...]]":
    """The newest whole copy that a name stands for beside now, and newer ones passed over."""
    from desktop.actions.comparing import compare_newest
    from desktop.actions.found_copies import copies_named

    paths = [one.path for one in copies_named(call.data, name)]
    with call.desk() as desk:
        return call.unlocked(lambda secret: compare_newest(desk, paths, secret=secret), sheet=sheet)


def _of_differences(compared: "Comparison") -> list[dict[str, object]]:
    """What differs; the numbers name what can come back by itself."""
    from desktop.actions.comparing import choosable

    numbers = {one.id: place for place, one in enumerate(choosable(compared.compared), start=1)}
    return [
        {
            "id": one.id,
            "number": numbers.get(one.id),
            "difference": one.difference.value,
            "kind": one.find.table,
            "text": compared_text(one, thing_words(one.find, compared.names, one.groups)),
        }
        for one in compared.compared
    ]


@worded(
    "restore",
    help=N_(
        "Put a backup in the place of the data, or into an empty folder. What it replaces is kept."
    ),
    example="so138 --data D restore NAME --dry-run",
)
@argument("name")
@option(
    "--record",
    "records",
    multiple=True,
    metavar="ID",
    help=N_("Bring back one record alone, by its number or id in “compare”; several times."),
)
@option("--dry-run", is_flag=True, help=N_("Only say what would come back."))
@option(
    "--other-register",
    "other",
    is_flag=True,
    help=N_("The copy may be of another office than the data: it takes their place."),
)
@option("--sheet-file", type=NamedPath(), help=SHEET_HELP)
@option("--json", "as_json", is_flag=True, help=JSON_HELP)
@click.pass_obj
def restore(
    call: Call,
    *,
    name: str,
    records: tuple[str, ...],
    dry_run: bool,
    other: bool,
    sheet_file: Path | None,
    as_json: bool,
) -> int:
    """Restore a backup by its name or path, the newest whole one of a folder, or single records."""
    digits = sheet_instead(call, sheet_file)
    if records:
        return _bring_back(call, name, records, sheet=digits, dry_run=dry_run, as_json=as_json)
    from desktop.actions.found_copies import refuse_other

    plan = call.unlocked(lambda secret: _planned(call, name, secret), sheet=digits)
    info, replaced = plan.info, None
    if not other:
        refuse_other(plan)
    if not dry_run:
        done = call.unlocked(lambda secret: _put_back(call, str(plan.path), secret), sheet=digits)
        info, replaced = done.info, done.replaced
    office = plan.office
    if as_json:
        kept = str(replaced) if replaced else None
        whose = {"code": office.code, "name": office.name} if office else None
        said = {"restored": not dry_run, "replaced": kept, "office": whose}
        passed = {"path": str(plan.path), "passed_over": list(plan.passed_over)}
        say_json({"backup": _row(info), **said, **passed})
        return ExitCode.DONE
    say(_line(info))
    if office is not None:
        say(whose_copy(office.name))
    if plan.passed_over:
        say(passed_over_words(plan.passed_over))
    if dry_run:
        say(_("This backup would come back. Nothing was changed."))
        return ExitCode.DONE
    say(_("Restored into {folder}.").format(folder=call.data))
    if replaced:
        say(_("The data that stood there are kept in {folder}.").format(folder=replaced))
    if digits:
        tell(_("Set a new password by the sheet: so138 recovery use"))
    return ExitCode.DONE


def _bring_back(
    call: Call, name: str, records: tuple[str, ...], *, sheet: str, dry_run: bool, as_json: bool
) -> int:
    from desktop.actions.comparing import bring_back

    compared, passed = _compared(call, name, sheet=sheet)
    if passed:
        tell(passed_over_words(passed))
    rows = _of_differences(compared)
    ids = {str(row["number"]): str(row["id"]) for row in rows if row["number"]}
    ids |= {one: one for one in ids.values()}
    unknown = [one for one in records if one not in ids]
    if unknown:
        text = _("The copy has nothing numbered {number} to bring back. See “compare”.")
        raise CallEndedError(ExitCode.WRONG_CALL, text.format(number=unknown[0]))
    wanted = {ids[one] for one in records}
    chosen = [row for row in rows if row["id"] in wanted]
    if dry_run:
        if as_json:
            say_json({"brought": [], "would_come": chosen})
        for row in () if as_json else chosen:
            say(str(row["text"]))
        if not as_json:
            say(_("Nothing was changed."))
        return ExitCode.DONE
    with call.desk() as desk:
        outcome = bring_back(desk, compared, wanted)
    end_on_problems(outcome.problems)
    if outcome.value is not None:
        _say_brought(outcome.value, compared, as_json=as_json)
    return ExitCode.DONE


def _say_brought(done: "BroughtBack", compared: "Comparison", *, as_json: bool) -> None:
    if as_json:
        brought = [one.id for one in done.brought]
        renamed = [{"name": before, "now": after} for before, after in done.renamed]
        left = [one.id for one in done.left]
        say_json({"brought": brought, "renamed": renamed, "left_out": left})
        return
    text = _("Brought back: {count}; “undo” takes it back as one step.")
    say(text.format(count=format_number(len(done.brought))))
    for find in done.brought:
        say(thing_words(find, compared.names))
    for before, after in done.renamed:
        text = _("“{name}” is in use now; it came back as “{after}”.")
        say(text.format(name=before, after=after))
    for find in done.left:
        thing = thing_words(find, compared.names)
        say(_("Does not fit with the rest and was left out: {thing}").format(thing=thing))


def _planned(call: Call, name: str, secret: "Secret | None") -> "CopyPlan":
    from desktop.actions.found_copies import copies_named, plan_of

    copies = copies_named(call.data, name)
    return plan_of(call.data, copies, sources=call.sources(), secret=secret)


def _put_back(call: Call, name: str, secret: "Secret | None") -> "Restored":
    from desktop.actions.safety import restore as put_back

    return put_back(call.data, name, sources=call.sources(), secret=secret)
