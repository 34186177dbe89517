"""Rescuing a damaged data folder: what is wrong, what can be done, and doing it."""

from pathlib import Path
from typing import TYPE_CHECKING

import click

from desktop.commands.calling import (
    Call,
    CallEndedError,
    ExitCode,
    say,
    say_json,
    tell,
)
from desktop.commands.listing import JSON_HELP
from desktop.commands.named_paths import NamedPath
from desktop.commands.passwords import SHEET_HELP, sheet_instead
from desktop.commands.worded import option, worded
from desktop.i18n import N_, _, format_number
from desktop.wording import error_text, finding_text
from desktop.wording.backups import good_copy_words
from desktop.wording.rescue import (
    failing_text,
    find_text,
    newer_text,
    rescue_reason,
    rescue_trouble,
)

if TYPE_CHECKING:
    from desktop.actions.rescue import Find, Rescue, Rescued


@worded(
    "rescue",
    help=N_(
        "Rescue a damaged data folder: the newest good backup, and what is newer in the damaged "
        "file. The damaged file is kept."
    ),
    example="so138 --data D rescue --dry-run",
)
@option("--dry-run", is_flag=True, help=N_("Only say what is wrong and what would come back."))
@option(
    "--from",
    "place",
    type=NamedPath(),
    metavar="DIR",
    help=N_("A stick or folder that holds backups."),
)
@option(
    "--leave-out",
    "left_out",
    multiple=True,
    metavar="ID",
    help=N_("A thing that is not to come back, by its number in the list; several times."),
)
@option("--sheet-file", type=NamedPath(), help=SHEET_HELP)
@option("--json", "as_json", is_flag=True, help=JSON_HELP)
@click.pass_obj
def rescue(
    call: Call,
    *,
    dry_run: bool,
    place: Path | None,
    left_out: tuple[str, ...],
    sheet_file: Path | None,
    as_json: bool,
) -> int:
    """Rescue a damaged data folder."""
    from desktop.actions.rescue import plan_rescue
    from desktop.actions.rescue import rescue as put_right

    places = (place,) if place is not None else ()
    digits = sheet_instead(call, sheet_file)
    plan = call.unlocked(
        lambda secret: plan_rescue(call.data, sources=call.sources(), secret=secret, places=places),
        sheet=digits,
    )
    chosen = _chosen(plan, left_out)
    if not as_json:
        _say_plan(plan)
    hopeless = plan.trouble != "sound" and not plan.can_be_done
    if dry_run or plan.trouble == "sound" or hopeless:
        if as_json:
            say_json(_of_plan(plan))
        elif dry_run and not hopeless:
            say(_("Nothing was changed."))
        return ExitCode.MACHINE if hopeless else ExitCode.DONE
    done = call.unlocked(
        lambda secret: put_right(
            call.data, plan, chosen=chosen, sources=call.sources(), secret=secret
        ),
        sheet=digits,
    )
    done.desk.close()
    if as_json:
        say_json({**_of_plan(plan), **_of_done(done)})
    else:
        _say_done(done, plan, call.data)
    return ExitCode.DONE


def _chosen(plan: "Rescue", left_out: tuple[str, ...]) -> frozenset[str]:
    """The ids of what comes back; a number that is not in the list ends the call."""
    from desktop.actions.rescue import by_default

    numbered = {str(number): one.id for number, one in enumerate(plan.finds, start=1)}
    unknown = [one for one in left_out if one not in numbered]
    if unknown:
        text = _("There is no number {number} in the list of what is newer.")
        raise CallEndedError(ExitCode.WRONG_CALL, text.format(number=unknown[0]))
    return by_default(plan) - {numbered[one] for one in left_out}


def _say_plan(plan: "Rescue") -> None:
    say(rescue_trouble(plan.trouble))
    for passed in plan.passed_over:
        say(error_text(passed.code, {"name": passed.name}))
    if plan.info is not None and plan.trouble not in {"sound", "key_file"}:
        say(good_copy_words(plan.info))
    if plan.reason:
        say(rescue_reason(plan.reason, plan.waits_in))
    elif plan.trouble in {"damaged", "unfinished"}:
        say(newer_text(len(plan.finds)))
    if plan.finds and plan.failing:
        say(failing_text())
    for number, find in enumerate(plan.finds, start=1):
        say(f"{number}\t{_text(find, plan)}")
    if plan.trouble == "unfinished" and not plan.follows and plan.finds:
        say(_("The data were worked on since: what only differs from them stays as it is now."))


def _say_done(done: "Rescued", plan: "Rescue", folder: Path) -> None:
    from desktop.actions.setup import rescue_unfinished

    if plan.trouble == "key_file":
        say(_("The key file was put back. Nothing is lost."))
        return
    if done.replaced is not None or not plan.still_waits:
        say(_("The data were rescued and open again."))
    if done.brought:
        text = _("Brought back from the damaged file: {count}; “undo” takes it back as one step.")
        say(text.format(count=format_number(len(done.brought))))
    for find in done.refused:
        say(
            _("Does not fit with the rest and was left out: {thing}").format(
                thing=_text(find, plan)
            )
        )
    if done.replaced is not None:
        say(_("The damaged data are kept in {folder}.").format(folder=done.replaced))
    if rescue_unfinished(folder):
        tell(finding_text("rescue_unfinished", {}))


def _text(find: "Find", plan: "Rescue") -> str:
    return find_text(find, plan.names or {})


def _of_plan(plan: "Rescue") -> dict[str, object]:
    info = plan.info
    return {
        "trouble": plan.trouble,
        "backup": info.name if info else None,
        "at": info.at.isoformat() if info else None,
        "sessions": info.sessions if info else None,
        "models": info.models if info else None,
        "passed_over": [{"name": one.name, "code": one.code} for one in plan.passed_over],
        "reason": plan.reason,
        "newer": [{"id": one.id, "new": one.new, "text": _text(one, plan)} for one in plan.finds],
    }


def _of_done(done: "Rescued") -> dict[str, object]:
    return {
        "replaced": str(done.replaced) if done.replaced else None,
        "brought": [one.id for one in done.brought],
        "left_out": [one.id for one in done.refused],
    }
