"""The register of issued papers: what went out, under which number and date, to whom."""

from dataclasses import replace
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from desktop.commands.calling import (
    Call,
    CallEndedError,
    ExitCode,
    end_on_problems,
    known_folder_of,
    known_period,
    period_of,
    say,
    say_json,
)
from desktop.commands.listing import JSON_HELP, PERIOD_HELP
from desktop.commands.named_paths import NamedPath
from desktop.commands.outputs import overwrite_option, write_output
from desktop.commands.worded import WordedGroup, WordedOption, alone, argument, option, worded
from desktop.domain.issued import LARGEST_NUMBER
from desktop.domain.periods import EARLIEST_YEAR, LATEST_YEAR
from desktop.domain.problems import Problem
from desktop.i18n import N_, _, format_date
from desktop.wording import problem_text
from desktop.wording.issued import paper_kind, taken_out

if TYPE_CHECKING:
    from desktop.actions.desk import Desk, Outcome
    from desktop.domain.issued import IssuedDraft, IssuedPaper

_ENDINGS = frozenset({".pdf", ".docx", ".xlsx"})


class _RegistryNumber(click.IntRange):
    """A number in plain digits: those of other scripts, signs and strokes are no number here."""

    def convert(self, value: Any, param: click.Parameter | None, ctx: click.Context | None) -> int:
        """The number; a click error names what fits."""
        if isinstance(value, str) and not (value.isascii() and value.isdigit()):
            self.fail(value, param, ctx)
        return int(super().convert(value, param, ctx))


_NUMBER = _RegistryNumber(1, LARGEST_NUMBER)
_NUMBER_HELP = N_("The number that the registry gave.")
_DATE_HELP = N_("The date of the paper, written like 2026-10-20.")
_SERIES_HELP = N_("The symbol behind the number; that of the paper unless told, such as BC-BCĐ.")
_SIGNER_HELP = N_("Who signed; the usual signer unless told.")
_SUBJECT_HELP = N_("What the paper is about; its own title unless told.")
_RECIPIENT_HELP = N_("A recipient; may be given several times. Those of the paper unless told.")
_SESSION_HELP = N_("Minutes: the session that they are of, by its id or code.")
_GROUP_HELP = N_("Minutes: the group that they are for, by name or id.")
_NOTE_HELP = N_("A note. No names of people.")


@alone
def _show(
    call: Call, period: str | None, year: int | None, output: Path | None, *, as_json: bool
) -> int:
    """List the register or make a paper of it."""
    from desktop.actions.issued_papers import papers as all_papers

    if output is not None:
        return _write_register(call, output, year, alone=period is None and not as_json)
    if period is not None:
        known_period(period)
    with call.desk() as desk:
        wanted = period_of(desk, period).id if period else None
        found = [one for one in all_papers(desk, year) if wanted in (None, one.period)]
        rows = [_row(desk, one) for one in found] if as_json else []
    if as_json:
        say_json({"year": year, "period": wanted, "papers": rows})
        return ExitCode.DONE
    for one in found:
        say(_line(one))
    if not found:
        say(_("The register of issued papers has no line here."))
    return ExitCode.DONE


def _write_register(call: Call, output: Path, year: int | None, *, alone: bool) -> int:
    """Make the register of a year, or of all years, as a paper to be signed and filed."""
    from desktop.actions.issued_register import register_file

    if not alone:
        text = _("--output makes the register of whole years: only --year goes with it.")
        raise CallEndedError(ExitCode.WRONG_CALL, text)
    ending = output.suffix.lower()
    if ending not in _ENDINGS:
        text = _("The name of the file must end in .pdf, .docx or .xlsx.")
        raise CallEndedError(ExitCode.WRONG_CALL, text)
    known_folder_of(output)
    with call.desk() as desk:
        data = register_file(desk, ending, year)
    write_output(output, data)
    say(_("The paper is in {path}.").format(path=output))
    return ExitCode.DONE


papers = WordedGroup(
    "papers",
    callback=_show,
    invoke_without_command=True,
    params=[
        WordedOption(
            ["--year"],
            type=click.IntRange(EARLIEST_YEAR, LATEST_YEAR),
            metavar="YEAR",
            help=N_("The papers of one year only."),
        ),
        WordedOption(["--period"], metavar="P", help=PERIOD_HELP),
        WordedOption(
            ["--output"],
            type=NamedPath(),
            metavar="F.pdf|.docx|.xlsx",
            help=N_("Make the register a paper in this file, for signature and filing."),
        ),
        overwrite_option(),
        WordedOption(["--json", "as_json"], is_flag=True, help=JSON_HELP),
    ],
    help=N_("List the register of issued papers: number, date, subject, signer, recipients."),
    subcommand_metavar="[add | change | remove …]",
)
papers.places = {
    "add": "desktop.commands.issued:papers_add",
    "change": "desktop.commands.issued:papers_change",
    "remove": "desktop.commands.issued:papers_remove",
}
papers.example = "so138 --data D papers --year 2026 --json"


@worded(
    "add",
    help=N_(
        "Enter number and date of a paper that was signed. A periodic report must be closed "
        "first; entering changes no figure."
    ),
    example="so138 --data D papers add --kind month --period 2026-10 --number 12 --date 2026-11-02",
)
@option("--kind", required=True, metavar="KIND", help=N_("The paper, as report --list names it."))
@option("--period", required=True, metavar="P", help=PERIOD_HELP)
@option("--number", required=True, type=_NUMBER, metavar="N", help=_NUMBER_HELP)
@option("--date", "issued_on", required=True, metavar="DATE", help=_DATE_HELP)
@option("--series", default="", metavar="S", help=_SERIES_HELP)
@option("--signer", default="", metavar="NAME", help=_SIGNER_HELP)
@option("--subject", default="", metavar="TEXT", help=_SUBJECT_HELP)
@option("--recipient", "recipients", multiple=True, metavar="TEXT", help=_RECIPIENT_HELP)
@option("--session", metavar="ID", help=_SESSION_HELP)
@option("--group", metavar="NAME", help=_GROUP_HELP)
@option("--note", default="", metavar="TEXT", help=_NOTE_HELP)
@option(
    "--anew",
    is_flag=True,
    help=N_("A further number for a report that has one and really went out anew."),
)
@click.pass_obj
def papers_add(
    call: Call,
    *,
    kind: str,
    period: str,
    number: int,
    issued_on: str,
    series: str,
    signer: str,
    subject: str,
    recipients: tuple[str, ...],
    session: str | None,
    group: str | None,
    note: str,
    anew: bool,
) -> int:
    """Enter a paper."""
    from desktop.actions.issued_papers import IssuedDraft, issue_paper
    from desktop.commands.papers import made_of, refuse_out_of_place

    known_period(period)
    refuse_out_of_place(kind, session=session, group=group)
    day = _day(issued_on)
    with call.desk() as desk:
        draft = IssuedDraft(
            kind=kind,
            period=period_of(desk, period).id,
            number=number,
            issued_on=day,
            series=series,
            subject=subject,
            signer=signer,
            recipients=recipients,
            note=note,
            about=made_of(desk, session=session, group=group).about,
            again=anew,
        )
        _tell_outcome(desk, issue_paper(desk, draft))
    return ExitCode.DONE


@worded(
    "change",
    help=N_(
        "Change a line of the register; what is not named stays. The paper goes on printing what "
        "it was issued with, unless --current-words is given."
    ),
    example="so138 --data D papers change ID --number 13 --date 2026-11-03",
)
@argument("paper_id", metavar="ID")
@option("--number", type=_NUMBER, metavar="N", help=_NUMBER_HELP)
@option("--date", "issued_on", metavar="DATE", help=_DATE_HELP)
@option("--series", metavar="S", help=_SERIES_HELP)
@option("--signer", metavar="NAME", help=_SIGNER_HELP)
@option("--subject", metavar="TEXT", help=_SUBJECT_HELP)
@option("--recipient", "recipients", multiple=True, metavar="TEXT", help=_RECIPIENT_HELP)
@option("--note", metavar="TEXT", help=_NOTE_HELP)
@option(
    "--current-words",
    is_flag=True,
    help=N_("Print the paper with the paragraphs, profile and forms of now under its number."),
)
@click.pass_obj
def papers_change(
    call: Call,
    *,
    paper_id: str,
    number: int | None,
    issued_on: str | None,
    series: str | None,
    signer: str | None,
    subject: str | None,
    recipients: tuple[str, ...],
    note: str | None,
    current_words: bool,
) -> int:
    """Change a line."""
    from desktop.actions.issued_papers import change_paper, renew_words

    day = _day(issued_on) if issued_on is not None else None
    with call.desk() as desk:
        kept = _known(desk, paper_id)
        draft = replace(
            kept,
            number=number if number is not None else kept.number,
            issued_on=day or kept.issued_on,
            series=kept.series if series is None else series,
            signer=kept.signer if signer is None else signer,
            subject=kept.subject if subject is None else subject,
            recipients=recipients or kept.recipients,
            note=kept.note if note is None else note,
        )
        changed = change_paper(desk, draft)
        if current_words and changed.done:
            renew_words(desk, paper_id)
        _tell_outcome(desk, changed)
    return ExitCode.DONE


@worded(
    "remove",
    help=N_("Take a line out of the register; its number is free again. undo brings it back."),
    example="so138 --data D papers remove ID",
)
@argument("paper_id", metavar="ID")
@click.pass_obj
def papers_remove(call: Call, *, paper_id: str) -> int:
    """Take a line out."""
    from desktop.actions.issued_papers import paper, withdraw_paper

    with call.desk() as desk:
        found = paper(desk, paper_id)
        end_on_problems(withdraw_paper(desk, paper_id).problems)
    if found is not None:
        say(taken_out(found.symbol, found.issued_on))
    return ExitCode.DONE


def _day(text: str) -> date:
    try:
        return date.fromisoformat(text)
    except ValueError:
        message = _("“{text}” is no date. Write it like 2026-10-20.")
        raise CallEndedError(ExitCode.WRONG_CALL, message.format(text=text)) from None


def _known(desk: "Desk", paper_id: str) -> "IssuedDraft":
    """The line of an id, to be changed."""
    from desktop.actions.issued_papers import IssuedDraft, paper

    found = paper(desk, paper_id)
    if found is None:
        text = problem_text(Problem("issued_paper_unknown", "id"))
        raise CallEndedError(ExitCode.WRONG_CALL, text)
    return IssuedDraft.of(found)


def _tell_outcome(desk: "Desk", outcome: "Outcome[str]") -> None:
    """Say the line as it stands now, or end the call."""
    from desktop.actions.issued_papers import paper

    end_on_problems(outcome.problems)
    stored = paper(desk, outcome.value or "")
    if stored is not None:
        say(_line(stored))


def _row(desk: "Desk", one: "IssuedPaper") -> dict[str, object]:
    """A line as other programs read it; ``newer`` names what changed since it got its number."""
    from desktop.actions.issued_papers import newer_words

    return {
        "id": one.id,
        "kind": one.kind,
        "period": one.period or None,
        "number": one.number,
        "series": one.series,
        "symbol": one.symbol,
        "date": one.issued_on.isoformat(),
        "subject": one.subject,
        "signer": one.signer,
        "recipients": list(one.recipients),
        "note": one.note,
        "newer": list(newer_words(desk, one)),
    }


def _line(one: "IssuedPaper") -> str:
    what = one.subject or paper_kind(one.kind)
    recipients = "; ".join(one.recipients)
    cells = (one.symbol, format_date(one.issued_on), what, one.signer, recipients, one.id)
    return "\t".join(cells)
