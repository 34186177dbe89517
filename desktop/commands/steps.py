"""What was done: the log, taking a step back and doing it again."""

import click

from desktop.commands.calling import Call, ExitCode, end_on_problems, say, say_json, tell
from desktop.commands.listing import JSON_HELP
from desktop.commands.worded import option, worded
from desktop.i18n import N_, _, format_date
from desktop.wording import Reopening, finding_text, log_sentence, undo_label

_PAGE = 500


@worded("undo", help=N_("Take the newest step back."), example="so138 --data D undo")
@click.pass_obj
def undo(call: Call) -> int:
    """Take the newest step back."""
    from desktop.actions.safety import steps
    from desktop.actions.safety import undo as take_back

    with call.desk() as desk:
        step = steps(desk).undo
        outcome = take_back(desk)
    if step is not None and not outcome.done:
        tell(_("Not taken back: {step}.").format(step=undo_label(step.action, step.label)))
    end_on_problems(outcome.problems)
    done = outcome.value
    if done is None:
        say(_("There is nothing to take back."))
    else:
        say(_("Taken back: {step}.").format(step=undo_label(done.action, done.label)))
    return ExitCode.DONE


@worded("redo", help=N_("Do the step again that was taken back."), example="so138 --data D redo")
@click.pass_obj
def redo(call: Call) -> int:
    """Do a step again."""
    from desktop.actions.safety import redo as do_again

    with call.desk() as desk:
        outcome = do_again(desk)
    end_on_problems(outcome.problems)
    done = outcome.value
    if done is None:
        say(_("There is nothing to do again."))
    else:
        say(_("Done again: {step}.").format(step=undo_label(done.action, done.label)))
    return ExitCode.DONE


@worded(
    "log",
    help=N_("Show the log, the newest entry first."),
    example="so138 --data D log --verify",
)
@option("--verify", is_flag=True, help=N_("Also check that the log fits together."))
@option("--json", "as_json", is_flag=True, help=JSON_HELP)
@click.pass_obj
def log(call: Call, *, verify: bool, as_json: bool) -> int:
    """Show the audit chain in sentences."""
    from desktop.actions.periods import all_closings
    from desktop.actions.safety import log as entries_of
    from desktop.actions.safety import verify_log

    with call.desk() as desk:
        entries = list(page := entries_of(desk, limit=_PAGE))
        while len(page) == _PAGE:
            entries.extend(page := entries_of(desk, before=page[-1].seq, limit=_PAGE))
        broken = verify_log(desk) if verify else None
        reopenings = {
            one.id: Reopening(one.period, one.reopen_reason)
            for one in all_closings(desk)
            if not one.in_force
        }
    if as_json:
        rows = [
            {
                "seq": entry.seq,
                "at": entry.at.isoformat(),
                "officer": entry.officer,
                "action": entry.action,
                "message": log_sentence(entry.action, entry.details, reopenings),
                "hash": entry.hash,
            }
            for entry in entries
        ]
        whole = {"verified": broken is None, "broken_at": broken} if verify else {}
        say_json({"entries": rows, **whole})
        return _ending(broken)
    for entry in entries:
        moment = entry.at.astimezone()
        text = log_sentence(entry.action, entry.details, reopenings)
        say(f"{entry.seq}\t{format_date(moment.date())} {moment:%H:%M}\t{text}")
    if verify and broken is None:
        say(_("The log fits together from the first entry to the last."))
    if broken is not None:
        say(finding_text("log_broken", {"seq": str(broken)}))
    return _ending(broken)


def _ending(broken: int | None) -> int:
    return ExitCode.DONE if broken is None else ExitCode.MACHINE
