"""What was done: the log, taking a step back and doing it again."""

from datetime import datetime
from pathlib import Path
from typing import TYPE_CHECKING

import click

from desktop.commands.calling import (
    Call,
    CallEndedError,
    ExitCode,
    end_on_problems,
    known_folder_of,
    say,
    say_json,
    tell,
)
from desktop.commands.listing import JSON_HELP
from desktop.commands.named_paths import NamedPath
from desktop.commands.outputs import may_overwrite, write_output
from desktop.commands.worded import option, worded
from desktop.domain.log_reports import answer_told, reports_told
from desktop.i18n import N_, _, format_date, format_number
from desktop.wording import finding_text, undo_label

if TYPE_CHECKING:
    from collections.abc import Iterable

    from desktop.actions.log_words import Logged


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
@option("--head", default="", metavar="CODE", help=N_("Also find this head of the log in it."))
@option(
    "--output",
    type=NamedPath(),
    metavar="F.pdf",
    help=N_("Print what is asked for into this file."),
)
@may_overwrite
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
    head: str,
    output: Path | None,
    as_json: bool,
) -> int:
    """Show the audit chain in sentences."""
    from desktop.actions.log_paper import LogAsked, entry_of_head, log_pdf
    from desktop.actions.log_words import logged
    from desktop.actions.safety import log_cut_off, verify_log

    if output is not None:
        if output.suffix.lower() != ".pdf":
            raise CallEndedError(ExitCode.WRONG_CALL, _("The name of the file must end in .pdf."))
        known_folder_of(output)
    head = _whole_head(head)
    from_day, to_day = (one.date() if one else None for one in (first, last))
    asked = LogAsked(who, from_day, to_day, words)
    with call.desk() as desk:
        shown = [one for one in logged(desk) if asked.fits(one.words)]
        broken = verify_log(desk) if verify else None
        cut_off = log_cut_off(desk) if verify and broken is None else None
        at_head = entry_of_head(desk, head) if head else None
        data = log_pdf(desk, [one.words for one in shown], asked) if output is not None else None
    if output is not None and data is not None:
        write_output(output, data)
    if as_json:
        whole = _verified(broken, cut_off) if verify else {}
        held = {"head_at": at_head} if head else {}
        say_json({"entries": [_row(one) for one in shown], **whole, **held})
    else:
        _say_log(() if output is not None else shown, output)
        if cut_off is not None:
            say(finding_text("log_cut_off", {"name": cut_off}))
        _say_chain(verify=verify and cut_off is None, broken=broken, head=head, at_head=at_head)
    unsound = broken is not None or cut_off is not None or (bool(head) and at_head is None)
    return ExitCode.MACHINE if unsound else ExitCode.DONE


def _row(one: "Logged") -> dict[str, object]:
    entry = one.entry
    reports = reports_told(entry.action, entry.details, one.known)
    return {
        "seq": entry.seq,
        "at": entry.at.isoformat(),
        "officer": entry.officer,
        "action": entry.action,
        "message": one.words.sentence,
        "reports": [one._asdict() for one in reports],
        "answer": answer_told(entry.action, entry.details),
        "hash": entry.hash,
    }


def _whole_head(text: str) -> str:
    """The head that was typed; it is not held against the log while a digit is missing."""
    from desktop.actions.log_paper import head_typed

    head = head_typed(text)
    if head is None and text:
        said = _(
            "A head of the log has 64 digits of 0–9 and a–f, this one {count} characters: type it"
            " off whole."
        )
        count = format_number(len("".join(text.split())))
        raise CallEndedError(ExitCode.WRONG_CALL, said.format(count=count))
    return head or ""


def _say_log(shown: "Iterable[Logged]", output: Path | None) -> None:
    for one in (each.words for each in shown):
        line = f"{one.seq}\t{format_date(one.at.date())} {one.at:%H:%M}\t{one.sentence}"
        say(f"{line}\t{one.officer}" if one.officer else line)
    if output is not None:
        say(_("The paper is in {path}.").format(path=output))


def _say_chain(*, verify: bool, broken: int | None, head: str, at_head: int | None) -> None:
    if verify and broken is None:
        say(_("The log fits together from the first entry to the last."))
        if not head:
            say(
                _(
                    "Backups were compared too. Against a head kept elsewhere, as on a printed "
                    "log, it is held with --head."
                )
            )
    if broken is not None:
        say(finding_text("log_broken", {"seq": str(broken)}))
    if at_head is not None:
        text = _("The log had this head after entry {n}.")
        say(text.format(n=format_number(at_head)))
    elif head:
        say(_("The log never had this head: it is another log, or entries were taken out."))


def _verified(broken: int | None, cut_off: str | None) -> dict[str, object]:
    whole = broken is None and cut_off is None
    return {"verified": whole, "broken_at": broken, "cut_off_after": cut_off}
