"""What was done: the log, taking a step back and doing it again."""

from collections.abc import Mapping
from datetime import datetime
from typing import TYPE_CHECKING

import click

from desktop.commands.calling import Call, ExitCode, end_on_problems, say, say_json, tell
from desktop.commands.listing import JSON_HELP
from desktop.commands.worded import option, worded
from desktop.domain.text import fold
from desktop.i18n import N_, _, format_date
from desktop.wording import Reopening, finding_text, log_sentence, undo_label
from desktop.wording.log_lines import change_texts

if TYPE_CHECKING:
    from desktop.actions.terms import AuditEntry

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
@option("--who", default="", metavar="NAME", help=N_("Only what this officer did."))
@option("--from", "first", type=click.DateTime(["%Y-%m-%d"]), help=N_("Only from this day on."))
@option("--to", "last", type=click.DateTime(["%Y-%m-%d"]), help=N_("Only up to this day."))
@option("--find", "words", default="", metavar="TEXT", help=N_("Only entries with these words."))
@option("--json", "as_json", is_flag=True, help=JSON_HELP)
@click.pass_obj
def log(
    call: Call,
    *,
    verify: bool,
    who: str,
    first: datetime | None,
    last: datetime | None,
    words: str,
    as_json: bool,
) -> int:
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
        names = {one.id: one.name for one in desk.officers}
    lines = [(one, _sentence(one, reopenings)) for one in entries]
    shown = [
        (entry, text)
        for entry, text in lines
        if fold(who) in fold(names.get(entry.officer, entry.officer))
        and fold(words) in fold(text)
        and (first is None or entry.at.astimezone().date() >= first.date())
        and (last is None or entry.at.astimezone().date() <= last.date())
    ]
    if as_json:
        rows = [
            {
                "seq": entry.seq,
                "at": entry.at.isoformat(),
                "officer": entry.officer,
                "action": entry.action,
                "message": text,
                "hash": entry.hash,
            }
            for entry, text in shown
        ]
        whole = {"verified": broken is None, "broken_at": broken} if verify else {}
        say_json({"entries": rows, **whole})
        return _ending(broken)
    for entry, text in shown:
        moment = entry.at.astimezone()
        line = f"{entry.seq}\t{format_date(moment.date())} {moment:%H:%M}\t{text}"
        say(f"{line}\t{names[entry.officer]}" if entry.officer in names else line)
    if verify and broken is None:
        say(_("The log fits together from the first entry to the last."))
    if broken is not None:
        say(finding_text("log_broken", {"seq": str(broken)}))
    return _ending(broken)


def _sentence(entry: "AuditEntry", reopenings: Mapping[str, Reopening]) -> str:
    """What was done, with figures before and after."""
    said = log_sentence(entry.action, entry.details, reopenings)
    return "; ".join((said, *change_texts(entry.details)))


def _ending(broken: int | None) -> int:
    return ExitCode.DONE if broken is None else ExitCode.MACHINE
