"""The superior's papers and open data over all units."""

from collections.abc import Callable
from dataclasses import replace
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING, TypeVar

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
    tell,
)
from desktop.commands.entry_files import text_of
from desktop.commands.listing import PERIOD_HELP
from desktop.commands.named_paths import NamedPath
from desktop.commands.outputs import may_overwrite, write_output
from desktop.commands.worded import argument, option, worded
from desktop.domain.issued import LARGEST_NUMBER
from desktop.domain.periods import parse_period
from desktop.i18n import N_, _, format_date, format_number, ngettext
from desktop.wording import period_title
from desktop.wording.consolidated import PAPER_KINDS, changed_total, paper_title
from desktop.wording.months import period_name

if TYPE_CHECKING:
    from desktop.actions.consolidated_papers import ConsolidatedChoice
    from desktop.actions.desk import Desk
    from desktop.actions.issued_totals import Reissue
    from desktop.domain.periods import Period

T = TypeVar("T")
_ENDINGS = frozenset({".pdf", ".docx", ".xlsx", ".csv", ".json"})
_REPORT, _REMINDER = "report", "reminder"
_NUMBERED = (_REPORT, _REMINDER)
_SHOWN = 8
_DATA = (".csv", ".json")
"""Totals that are named when a paper is made; --changes names them all."""


@worded(
    "consolidate",
    help=N_(
        "Make the superior's papers over all units, or their figures as open data. Units that "
        "have not sent are named. With --changes a report that replaces one printed before, or "
        "without --output the totals that have changed since."
    ),
    example="so138 --data D consolidate report --period 2026-10 --output tong-hop.pdf",
)
@argument("kind", required=False)
@option("--period", metavar="P", help=PERIOD_HELP)
@option(
    "--output",
    type=NamedPath(),
    metavar="F.pdf|.docx|.xlsx|.csv|.json",
    help=N_("The file to write: its ending makes it PDF, Word, Excel, CSV or JSON."),
)
@may_overwrite
@option(
    "--measure",
    metavar="NAME",
    help=N_("Matrix and trend: one measure alone; “?” lists them."),
)
@option("--unit", metavar="CODE", help=N_("Letter: to this one unit alone."))
@option("--by", metavar="DATE", help=N_("Letter: until when the units are to send."))
@option(
    "--changes",
    is_flag=True,
    help=N_("Report: replace the one printed with other totals, with a table of what changed."),
)
@option(
    "--number",
    type=click.IntRange(1, LARGEST_NUMBER),
    metavar="N",
    help=N_("Report and letter: enter the number that the registry gave, and print it."),
)
@option("--date", "issued_on", metavar="DATE", help=N_("The date that goes with --number."))
@option(
    "--anew",
    is_flag=True,
    help=N_(
        "Report: the one printed before was a working copy. This one counts, its number open; "
        "nothing is replaced. Letter: a new one, its number open."
    ),
)
@option(
    "--text",
    "texts",
    nargs=2,
    multiple=True,
    metavar="SECTION FILE",
    help=N_(
        "Report: keep the lines of a text file as the officer's own paragraphs of a section; an "
        "empty file takes them away. May be given several times, with or without --output. "
        "“? ?” lists the sections."
    ),
)
@option("--list", "list_kinds", is_flag=True, help=N_("List the papers, one a line."))
@click.pass_obj
def consolidate(
    call: Call,
    *,
    kind: str | None,
    period: str | None,
    output: Path | None,
    measure: str | None,
    unit: str | None,
    by: str | None,
    changes: bool,
    number: int | None,
    issued_on: str | None,
    anew: bool,
    texts: tuple[tuple[str, str], ...],
    list_kinds: bool,
) -> int:
    """Make a paper over all units."""
    if list_kinds:
        for name in PAPER_KINDS:
            say(f"{name}\t{paper_title(name)}")
        return ExitCode.DONE
    if changes and output is None and kind in (None, _REPORT):
        return _say_changes(call, period)
    known = _kind(kind)
    _refuse_out_of_place(
        known,
        measure=measure,
        unit=unit,
        by=by,
        changes=changes,
        anew=anew,
        texts=bool(texts),
        number=number is not None or issued_on is not None,
    )
    if (number is None) != (issued_on is None):
        _needed(None, "--number" if number is None else "--date")
    day = _day(issued_on)
    last_day = _day(by)
    known_period(_needed(period, "--period"))
    if any(section == "?" for section, _file in texts):
        return _say_sections(call, period or "")
    own = {section: _paragraphs(section, Path(file)) for section, file in texts}
    if own and output is None:
        with call.desk() as desk:
            _keep_texts(desk, period_of(desk, period or ""), own)
        say(_("The paragraph is kept."))
        return ExitCode.DONE
    if measure == "?":
        return _say_measures(call, period or "")
    target = _target(output, known)
    _refuse_number_of_data(target, number)
    known_folder_of(target)
    from desktop.actions.consolidated_papers import ConsolidatedChoice

    choice = ConsolidatedChoice(
        measure=measure or "", unit=unit or "", by=last_day, reissue=changes, anew=anew
    )
    registered = (number, day) if number is not None and day is not None else None
    with call.desk() as desk:
        named = period_of(desk, period or "")
        data, remarks = _paper(desk, known, named, target, choice, own=own, registered=registered)
    write_output(target, data)
    say(_("The paper is in {path}.").format(path=target))
    for remark in remarks:
        tell(remark)
    return ExitCode.DONE


def _paper(
    desk: "Desk",
    kind: str,
    period: "Period",
    target: Path,
    choice: "ConsolidatedChoice",
    *,
    own: dict[str, str],
    registered: tuple[int, date] | None,
) -> tuple[bytes, tuple[str, ...]]:
    """The paper's bytes and what is to be known of it; its texts and its number are kept."""
    from desktop.actions.consolidated_periods import problem_of_consolidated

    if problem := problem_of_consolidated(desk, kind, period):
        end_on_problems((problem,))
    _keep_texts(desk, period, own)
    if registered is not None:
        number, day = registered
        _refuse_second_original(desk, kind, period, choice)
        _enter_number(desk, kind, period, choice, number=number, day=day)
        choice = replace(choice, anew=False)
    remarks = _remarks(desk, kind, period, choice)
    return _written(desk, kind, period, target.suffix.lower(), choice), remarks


def _kind(kind: str | None) -> str:
    if kind is None:
        text = _("Name the paper. See: so138 consolidate --list.")
        raise CallEndedError(ExitCode.WRONG_CALL, text)
    if kind not in PAPER_KINDS:
        text = _("There is no paper “{kind}”. See: so138 consolidate --list.")
        raise CallEndedError(ExitCode.WRONG_CALL, text.format(kind=kind))
    return kind


def _refuse_out_of_place(
    kind: str,
    *,
    measure: str | None,
    unit: str | None,
    by: str | None,
    changes: bool,
    anew: bool,
    texts: bool,
    number: bool,
) -> None:
    """An option that the paper does not know is said, never passed over."""
    for name, given, homes in (
        ("--measure", measure is not None, ("matrix", "trend")),
        ("--unit", unit is not None, (_REMINDER,)),
        ("--by", by is not None, (_REMINDER,)),
        ("--changes", changes, (_REPORT,)),
        ("--anew", anew, _NUMBERED),
        ("--number", number, _NUMBERED),
        ("--text", texts, (_REPORT,)),
    ):
        if given and kind not in homes:
            text = _("{name} belongs to these papers only: {kinds}.")
            kinds = ", ".join(homes)
            raise CallEndedError(ExitCode.WRONG_CALL, text.format(name=name, kinds=kinds))
    if changes and anew:
        text = _("Name either --changes or --anew, not both.")
        raise CallEndedError(ExitCode.WRONG_CALL, text)


def _paragraphs(section: str, file: Path) -> str:
    """The paragraphs of a file for a section that is there."""
    from desktop.actions.consolidated_texts import OWN_SECTIONS

    if section not in OWN_SECTIONS:
        text = _("There is no section “{section}”. Sections: {sections}.")
        message = text.format(section=section, sections=", ".join(OWN_SECTIONS))
        raise CallEndedError(ExitCode.WRONG_CALL, message)
    try:
        return text_of(file)
    except (OSError, UnicodeDecodeError):
        text = _("The file {path} is not there, or is no UTF-8 text.")
        raise CallEndedError(ExitCode.WRONG_CALL, text.format(path=file)) from None


def _keep_texts(desk: "Desk", period: "Period", own: dict[str, str]) -> None:
    from desktop.actions.consolidated_texts import keep_text

    for section, text in own.items():
        end_on_problems(keep_text(desk, period, section, text).problems)


def _say_sections(call: Call, period: str) -> int:
    """The sections of the report, and whether the officer wrote in them."""
    from desktop.actions.consolidated_texts import own_sections

    with call.desk() as desk:
        for one in own_sections(desk, period_of(desk, period)):
            mark = _("own words") if one.own else ""
            say(f"{one.key}\t{one.title}\t{mark}")
    return ExitCode.DONE


def _needed(value: str | None, name: str) -> str:
    if not value:
        what = _("{name} is missing.").format(name=name)
        raise CallEndedError(ExitCode.WRONG_CALL, _("Wrong call: {what}").format(what=what))
    return value


def _day(text: str | None) -> date | None:
    if text is None:
        return None
    try:
        return date.fromisoformat(text)
    except ValueError:
        message = _("“{text}” is no date. Write it like 2026-10-20.")
        raise CallEndedError(ExitCode.WRONG_CALL, message.format(text=text)) from None


def _target(output: Path | None, kind: str) -> Path:
    path = Path(_needed(str(output) if output else None, "--output"))
    if path.suffix.lower() not in _ENDINGS:
        text = _("The name of the file must end in .pdf, .docx, .xlsx, .csv or .json.")
        raise CallEndedError(ExitCode.WRONG_CALL, text)
    if kind == _REMINDER and path.suffix.lower() in _DATA:
        text = _("The letter is a paper: the name of its file must end in .pdf, .docx or .xlsx.")
        raise CallEndedError(ExitCode.WRONG_CALL, text)
    return path


def _refuse_number_of_data(target: Path, number: int | None) -> None:
    """Data is no paper: with it nothing is entered in the register."""
    if number is not None and target.suffix.lower() in _DATA:
        text = _("A number goes on a paper: the name of the file must end in .pdf, .docx or .xlsx.")
        raise CallEndedError(ExitCode.WRONG_CALL, text)


def _refuse_second_original(
    desk: "Desk", kind: str, period: "Period", choice: "ConsolidatedChoice"
) -> None:
    """A report that has a number gets another one only where that is meant; before it is made."""
    from desktop.actions.issued_papers import IssuedDraft, numbered_again

    if kind == _REPORT:
        draft = IssuedDraft(kind=kind, period=period.id, again=choice.anew)
        end_on_problems(numbered_again(desk, draft, replaces=choice.reissue))


def _enter_number(
    desk: "Desk",
    kind: str,
    period: "Period",
    choice: "ConsolidatedChoice",
    *,
    number: int,
    day: date,
) -> None:
    """Enter a paper in the register of issued papers; the totals of a report are kept with it."""
    from desktop.actions.consolidated_issuing import proposed_letter
    from desktop.actions.consolidated_papers import consolidated_document
    from desktop.actions.issued_papers import IssuedDraft, issue_paper
    from desktop.actions.issued_totals import keep_printed

    if kind == _REPORT:
        # Made first: what cannot be made gets no number.
        document = _made(
            desk, period, choice, lambda: consolidated_document(desk, kind, period, choice)
        )
        draft = IssuedDraft(
            kind=kind,
            period=period.id,
            number=number,
            issued_on=day,
            subject=document.metadata.title,
            again=choice.anew,
        )
        end_on_problems(issue_paper(desk, draft).problems)
        keep_printed(desk, period, reissue=choice.reissue, anew=choice.anew)
        return
    draft = _made(desk, period, choice, lambda: proposed_letter(desk, period, choice))
    draft = replace(draft, number=number, issued_on=day)
    end_on_problems(issue_paper(desk, draft).problems)


def _written(
    desk: "Desk", kind: str, period: "Period", ending: str, choice: "ConsolidatedChoice"
) -> bytes:
    from desktop.actions.consolidated_papers import consolidated_file

    def make() -> bytes:
        return consolidated_file(desk, kind, period, ending, choice)

    return _made(desk, period, choice, make)


def _made(desk: "Desk", period: "Period", choice: "ConsolidatedChoice", make: Callable[[], T]) -> T:
    """What is made, or the end of the call in words."""
    from desktop.actions.consolidated_papers import (
        NobodyLateError,
        NotReissuedError,
        UnitNotLateError,
        UnknownMeasureError,
    )

    if choice.by is not None and choice.by < desk.clock.today():
        text = _("{date} is over: a letter cannot ask for an answer by then.")
        raise CallEndedError(ExitCode.WRONG_CALL, text.format(date=format_date(choice.by)))
    try:
        return make()
    except UnknownMeasureError:
        text = _("There is no measure “{name}”. See: so138 consolidate matrix --measure ?")
        message = text.format(name=choice.measure)
        raise CallEndedError(ExitCode.WRONG_CALL, message) from None
    except UnitNotLateError:
        text = _("The unit {code} is not in the list of {period}, or nothing of it is lacking.")
        message = text.format(code=choice.unit, period=period_name(period.id))
        raise CallEndedError(ExitCode.REFUSED, message) from None
    except NobodyLateError:
        text = _("Nobody is late with {period}: there is nobody to remind.")
        raise CallEndedError(ExitCode.REFUSED, text.format(period=period_name(period.id))) from None
    except NotReissuedError:
        text = _("The report of {period} was never printed with other totals: nothing to replace.")
        raise CallEndedError(ExitCode.REFUSED, text.format(period=period_name(period.id))) from None


def _remarks(
    desk: "Desk", kind: str, period: "Period", choice: "ConsolidatedChoice"
) -> tuple[str, ...]:
    """What has changed since the report of the period was printed."""
    from desktop.actions.issued_totals import changed_since_printed

    if choice.reissue or choice.anew or kind in ("late", _REMINDER):
        return ()
    found = changed_since_printed(desk, period)
    if not found:
        return _issued_otherwise(desk, period) if kind == _REPORT else ()
    opening = ngettext(
        "Since the consolidated report of {period} was printed, {count} total has changed:",
        "Since the consolidated report of {period} was printed, {count} totals have changed:",
        len(found),
    )
    lines = [opening.format(period=period_name(period.id), count=format_number(len(found)))]
    lines += [f"  {changed_total(one)}" for one in found[:_SHOWN]]
    offer = _(
        "A report that replaces it: so138 consolidate report --changes. Where the one printed was "
        "a working copy: --anew."
    )
    return (*lines, *(["  …"] if len(found) > _SHOWN else []), offer)


def _issued_otherwise(desk: "Desk", period: "Period") -> tuple[str, ...]:
    """That the report was issued with other totals, where this one has no number of its own."""
    from desktop.actions.issued_totals import replaced_line, standing_line

    line = None if standing_line(desk, period) is not None else replaced_line(desk, period)
    if line is None:
        return ()
    text = _(
        "The report of {period} was issued as {symbol} on {date}, with other totals; this paper "
        "has no number. One that replaces it: --changes."
    )
    day = format_date(line.issued_on)
    return (text.format(period=period_name(period.id), symbol=line.symbol, date=day),)


def _say_changes(call: Call, period: str | None) -> int:
    """The totals that are no longer those printed: of one period, or of every printed one."""
    from desktop.actions.issued_totals import changed_papers

    if period is not None:
        known_period(period)
    with call.desk() as desk:
        wanted = period_of(desk, period).id if period is not None else None
        found = [one for one in changed_papers(desk) if wanted in (None, one.period)]
    for one in found:
        for line in _reissue_lines(one):
            say(line)
    if not found:
        say(_("No total has changed since it was printed."))
    return ExitCode.DONE


def _reissue_lines(one: "Reissue") -> list[str]:
    text = _("{period}: replacement number {number} is to be made.")
    period = period_title(parse_period(one.period))
    head = text.format(period=period, number=format_number(one.number))
    return [head, *(f"  {changed_total(change)}" for change in one.changes)]


def _say_measures(call: Call, period: str) -> int:
    from desktop.actions.consolidated_papers import known_measures

    with call.desk() as desk:
        for name in known_measures(desk, period_of(desk, period)):
            say(name)
    return ExitCode.DONE
