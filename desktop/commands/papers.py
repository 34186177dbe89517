"""Official papers as PDF, Word or Excel, as the name of the file says; and the codes on forms."""

from dataclasses import replace
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING

import click

from desktop.commands.calling import (
    Call,
    CallEndedError,
    ExitCode,
    known_folder_of,
    known_period,
    period_of,
    say,
    say_json,
    tell,
)
from desktop.commands.listing import JSON_HELP, PERIOD_HELP
from desktop.commands.named_paths import NamedPath
from desktop.commands.outputs import may_overwrite, write_output
from desktop.commands.worded import argument, option, worded
from desktop.domain.periods import PeriodKind
from desktop.i18n import N_, _, format_date
from desktop.wording import join_groups, problem_text

if TYPE_CHECKING:
    from desktop.actions.desk import Desk
    from desktop.actions.papers import CodeMeaning, PaperChoice
    from desktop.domain.periods import Period

_ENDINGS = frozenset({".pdf", ".docx", ".xlsx"})
_MONTH = "month"
_MINUTES = "minutes"
_PUBLIC = "public"
_STICK_SLIP = "stick-slip"
_BLANKS = ("area-review", "tasks")
_LETTERS = (_MINUTES, "month-plan", "reminder", "post-hand-over", "ad-hoc")
_EXAMPLES = {
    _MONTH: "2026-10",
    "quarter": "2026-Q4",
    "half-year": "2026-H1",
    "nine-months": "2026-9M",
    "year": "2026",
    "ad-hoc": "2026-10-01..2026-10-20",
}
_KINDS = {
    _MONTH: N_("Monthly report"),
    "quarter": N_("Quarterly report"),
    "half-year": N_("Half-year report"),
    "nine-months": N_("Nine-month report"),
    "year": N_("Annual report"),
    "ad-hoc": N_("Ad-hoc report of a range of days"),
    "correction": N_("Correction report: replaces or adds to a closed one"),
    "session-register": N_("Register of sessions"),
    "model-register": N_("Register of models"),
    _MINUTES: N_("Minutes of a session"),
    "collection-form": N_("Monthly collection form of each group"),
    "month-plan": N_("Plan of the month with a calendar"),
    "reminder": N_("Letter to groups that are behind"),
    "area-review": N_("Review sheet of the area and its level"),
    "tasks": N_("Tasks of the plan and inspections"),
    "post-hand-over": N_("Hand-over minutes of the post"),
    _STICK_SLIP: N_("Slip that goes with the file of a closed period, with check codes"),
    _PUBLIC: N_("Public variant of a closed period's report"),
}


@worded(
    "report",
    help=N_("Make an official paper. While the period is open it is marked as a draft."),
    example="so138 --data D report month --period 2026-10 --output bao-cao.pdf",
)
@argument("kind", required=False)
@option("--period", metavar="P", help=PERIOD_HELP)
@option(
    "--output",
    type=NamedPath(),
    metavar="F.pdf|.docx|.xlsx",
    help=N_("The file to write: its ending makes it PDF, Word or Excel."),
)
@may_overwrite
@option("--session", metavar="ID", help=N_("Minutes: the session that fills them, or its code."))
@option("--group", metavar="NAME", help=N_("Minutes: the group they are for, by name or id."))
@option(
    "--from",
    "starting",
    metavar="DATE",
    help=N_("Plan of the month: the first day that may be proposed; today unless told."),
)
@option(
    "--by",
    metavar="DATE",
    help=N_(
        "Letter to groups: until when they answer. Unless told: the closing date, or three working "
        "days on where that is over."
    ),
)
@option(
    "--blank",
    is_flag=True,
    help=N_("Area review and tasks: the sheet to fill in by hand; tasks: a form for each group."),
)
@option(
    "--anew",
    is_flag=True,
    help=N_("A new letter, plan or minutes: number and date open, whatever the register holds."),
)
@option(
    "--as-issued",
    "issued",
    metavar="NUMBER",
    help=N_("A report of a closed period as it went out under this number, before a correction."),
)
@option("--list", "list_kinds", is_flag=True, help=N_("List the papers, one a line."))
@click.pass_obj
def report(
    call: Call,
    *,
    kind: str | None,
    period: str | None,
    output: Path | None,
    session: str | None,
    group: str | None,
    starting: str | None,
    by: str | None,
    blank: bool,
    anew: bool,
    issued: str | None,
    list_kinds: bool,
) -> int:
    """Make a paper."""
    if list_kinds:
        for name, title in _KINDS.items():
            say(f"{name}\t{_(title)}")
        return ExitCode.DONE
    if kind is None:
        raise CallEndedError(ExitCode.WRONG_CALL, _("Name the paper. See: so138 report --list."))
    if kind not in _KINDS:
        text = _("There is no paper “{kind}”. See: so138 report --list.")
        raise CallEndedError(ExitCode.WRONG_CALL, text.format(kind=kind))
    refuse_out_of_place(kind, session=session, group=group, starting=starting, by=by)
    for name, given, homes in (("--blank", blank, _BLANKS), ("--anew", anew, _LETTERS)):
        if given and kind not in homes:
            text = _("{name} belongs to these papers only: {kinds}.")
            kinds = ", ".join(homes)
            raise CallEndedError(ExitCode.WRONG_CALL, text.format(name=name, kinds=kinds))
    first_day, last_day = _day(starting), _day(by)
    if period is not None or session is None:
        known_period(_needed(period, "--period"))
    target = _target(output)
    known_folder_of(target)
    with call.desk() as desk:
        choice = made_of(desk, session=session, group=group, starting=first_day, by=last_day)
        found = _period(desk, period, choice)
        line_id = _issued_id(desk, kind, found, issued) if issued is not None else None
        choice = replace(choice, blank=blank, anew=anew, issued_id=line_id)
        if kind == "reminder":
            _refuse_passed_deadline(desk, found, choice)
        data = _written(desk, kind, found, choice, target.suffix.lower())
        remarks: tuple[str, ...] = ()
        if line_id is None:
            remarks = _to_look_at(desk, found) if kind == found.kind else ()
            remarks += _since_issued(desk, kind, found, choice)
    write_output(target, data)
    is_report = kind in _EXAMPLES or kind in ("correction", _PUBLIC)
    done = _("The report is in {path}.") if is_report else _("The paper is in {path}.")
    say(done.format(path=target))
    for remark in remarks:
        tell(remark)
    return ExitCode.DONE


def _to_look_at(desk: "Desk", period: "Period") -> tuple[str, ...]:
    """What the officer has to look at in the own paragraphs that the report printed."""
    from desktop.actions.reports import has_own_texts

    if not has_own_texts(desk, period):
        return ()
    from desktop.actions.report_texts import living_texts
    from desktop.wording.living import stale_text

    own = living_texts(desk, period)
    carried = ", ".join(one.section for one in own if one.carried)
    text = _("Taken over from the report before and not looked at yet: {sections}.")
    return (
        *([text.format(sections=carried)] if carried else ()),
        *(f"{one.section}: {stale_text(figure)}" for one in own for figure in one.stale),
    )


def _refuse_passed_deadline(desk: "Desk", period: "Period", choice: "PaperChoice") -> None:
    """A letter that asks for an answer by a day that is over is refused."""
    from desktop.actions.papers import passed_deadline

    passed = passed_deadline(desk, period, choice)
    if passed is not None:
        text = _("{date} is over: a letter cannot ask for an answer by then.")
        raise CallEndedError(ExitCode.WRONG_CALL, text.format(date=format_date(passed)))


def _since_issued(
    desk: "Desk", kind: str, period: "Period", choice: "PaperChoice"
) -> tuple[str, ...]:
    """What has changed since a paper got the number that it prints."""
    from desktop.actions.issued_papers import newer_words, numbered_paper
    from desktop.wording.issued import newer_lines

    line = numbered_paper(desk, kind, period, choice)
    if line is None:
        return ()
    return newer_lines(line.symbol, line.issued_on, newer_words(desk, line))


def refuse_out_of_place(
    kind: str,
    *,
    session: str | None = None,
    group: str | None = None,
    starting: str | None = None,
    by: str | None = None,
) -> None:
    """An option that the paper does not know is said, never passed over."""
    for name, value, home in (
        ("--session", session, _MINUTES),
        ("--group", group, _MINUTES),
        ("--from", starting, "month-plan"),
        ("--by", by, "reminder"),
    ):
        if value is not None and kind != home:
            text = _("{name} belongs to the paper “{kind}” only.")
            raise CallEndedError(ExitCode.WRONG_CALL, text.format(name=name, kind=home))
    if session is not None and group is not None:
        text = _("Name either --session or --group, not both.")
        raise CallEndedError(ExitCode.WRONG_CALL, text)


def _issued_id(desk: "Desk", kind: str, period: "Period", number: str) -> str:
    """The line of a report that went out: by its number, with or without symbol, or its id."""
    from desktop.actions.issued_papers import papers_of

    wanted = number.strip()
    for one in papers_of(desk, period):
        names = {one.id, one.symbol, str(one.number), f"{one.number:02d}"}
        closed = one.closing_id is not None and kind != "correction"
        if one.kind == kind and closed and wanted in names:
            return one.id
    text = _("No report of {period} went out under number {number}. See: so138 papers.")
    raise CallEndedError(ExitCode.WRONG_CALL, text.format(period=period.id, number=number))


def _needed(value: str | None, name: str) -> str:
    if not value:
        raise CallEndedError(
            ExitCode.WRONG_CALL, _("Wrong call: {what}").format(what=_is_missing(name))
        )
    return value


def _is_missing(name: str) -> str:
    return _("{name} is missing.").format(name=name)


def _day(text: str | None) -> date | None:
    if text is None:
        return None
    try:
        return date.fromisoformat(text)
    except ValueError:
        message = _("“{text}” is no date. Write it like 2026-10-20.")
        raise CallEndedError(ExitCode.WRONG_CALL, message.format(text=text)) from None


def _target(output: Path | None) -> Path:
    path = Path(_needed(str(output) if output else None, "--output"))
    if path.suffix.lower() not in _ENDINGS:
        raise CallEndedError(
            ExitCode.WRONG_CALL, _("The name of the file must end in .pdf, .docx or .xlsx.")
        )
    return path


def made_of(
    desk: "Desk",
    *,
    session: str | None = None,
    group: str | None = None,
    starting: date | None = None,
    by: date | None = None,
) -> "PaperChoice":
    """What a paper is made of, as the call names it."""
    from desktop.actions.papers import PaperChoice

    return PaperChoice(
        session_id=_session_id(desk, session),
        group_id=_group_id(desk, group),
        starting=starting,
        by=by,
    )


def _session_id(desk: "Desk", text: str | None) -> str | None:
    """The session that an id or a code names."""
    if text is None:
        return None
    from desktop.actions.papers import line_of_code
    from desktop.actions.sessions import session

    if session(desk, text) is not None:
        return text
    meant = line_of_code(desk, text)
    if meant is not None and len(meant.sessions) == 1:
        return meant.sessions[0].id
    message = _("There is no session “{text}”. See: so138 sessions --json.")
    raise CallEndedError(ExitCode.WRONG_CALL, message.format(text=text))


def _group_id(desk: "Desk", text: str | None) -> str | None:
    """The group that an id or a name means."""
    if text is None:
        return None
    from desktop.actions.groups import groups
    from desktop.domain.text import identity_key

    known = groups(desk)
    by_name = [
        one.id
        for one in known
        if identity_key(text) in {identity_key(one.name), identity_key(one.full_name)}
    ]
    found = [one.id for one in known if one.id == text] or by_name
    if len(found) == 1:
        return found[0]
    message = (
        _("Several groups are called “{text}”. Name the group by its id.")
        if found
        else _("There is no group “{text}”. See: so138 groups.")
    )
    raise CallEndedError(ExitCode.WRONG_CALL, message.format(text=text))


def _period(desk: "Desk", text: str | None, choice: "PaperChoice") -> "Period":
    """The period named; minutes of a session need none, and are of no other."""
    from desktop.actions.periods import month_holding
    from desktop.actions.sessions import session

    found = session(desk, choice.session_id or "")
    if text is not None:
        named = period_of(desk, text)
        if found is not None and found.held_on not in named:
            message = _("The session of {date} is not in {period}.")
            message = message.format(date=format_date(found.held_on), period=named.id)
            raise CallEndedError(ExitCode.WRONG_CALL, message)
        return named
    if found is None:
        raise CallEndedError(ExitCode.WRONG_CALL, _is_missing("--period"))
    return month_holding(desk, found.held_on)


def _written(
    desk: "Desk", kind: str, period: "Period", choice: "PaperChoice", ending: str
) -> bytes:
    from desktop.actions.papers import (
        MonthOverError,
        NobodyToRemindError,
        needs_month,
        paper_excel,
        paper_pdf,
        paper_word,
    )
    from desktop.actions.periods import OpenPeriodError
    from desktop.actions.reports import NoCorrectionError, ReportKindError

    if needs_month(kind) and period.kind is not PeriodKind.MONTH:
        message = _("This paper needs a month, written like 2026-10.")
        raise CallEndedError(ExitCode.WRONG_CALL, message)
    if kind != "correction":
        _refuse_empty(desk, kind, period, choice)
    make = {".pdf": paper_pdf, ".docx": paper_word, ".xlsx": paper_excel}
    try:
        return make[ending](desk, kind, period, choice)
    except ReportKindError:
        raise CallEndedError(ExitCode.WRONG_CALL, _wrong_period(kind)) from None
    except OpenPeriodError:
        message = (
            _("{period} is open. A public report is made of closed figures alone.")
            if kind == _PUBLIC
            else _("{period} is open. The slip is made of closed figures alone.")
        )
        text = message.format(period=period.id)
        raise CallEndedError(ExitCode.REFUSED, text) from None
    except NoCorrectionError:
        message = _("{period} was never corrected, so there is no correction report.")
        text = message.format(period=period.id)
        raise CallEndedError(ExitCode.REFUSED, text) from None
    except NobodyToRemindError:
        text = _("Nothing is lacking in {period}: there is nobody to remind.")
        raise CallEndedError(ExitCode.REFUSED, text.format(period=period.id)) from None
    except MonthOverError:
        text = _("{period} is over: begin the plan with --from inside the month.")
        raise CallEndedError(ExitCode.REFUSED, text.format(period=period.id)) from None


def _refuse_empty(desk: "Desk", kind: str, period: "Period", choice: "PaperChoice") -> None:
    """A period wholly to come or before tracking has nothing to be told of."""
    from desktop.actions.paper_periods import problem_of_paper

    problem = problem_of_paper(desk, kind, period, choice)
    if problem is not None:
        raise CallEndedError(ExitCode.WRONG_CALL, problem_text(problem))


def _wrong_period(kind: str) -> str:
    """Which kind of period a report needs."""
    if kind == _MONTH:
        return _("The monthly report needs a month, written like 2026-10.")
    text = _("The paper “{kind}” needs a period written like {example}.")
    return text.format(kind=_(_KINDS[kind]), example=_EXAMPLES[kind])


@worded(
    "code",
    help=N_("Say what the short code of a form stands for: a group and month, or a session."),
    example="so138 --data D code 0DSM-8VMC",
)
@argument("code")
@option("--json", "as_json", is_flag=True, help=JSON_HELP)
@click.pass_obj
def code(call: Call, *, code: str, as_json: bool) -> int:
    """Say what a code stands for."""
    from desktop.actions.papers import line_of_code

    with call.desk() as desk:
        meant = line_of_code(desk, code)
    if meant is None:
        text = _("“{code}” is no code of a form, or a letter is wrong. Look at it again.")
        raise CallEndedError(ExitCode.WRONG_CALL, text.format(code=code))
    if not meant.groups and not meant.sessions:
        text = _("The code “{code}” is right, but nothing in this data folder has it.")
        raise CallEndedError(ExitCode.WRONG_CALL, text.format(code=code))
    if as_json:
        say_json(_code_row(meant))
        return ExitCode.DONE
    for group in meant.groups:
        say(f"{group.name}\t{meant.month}\t{group.id}")
    for one in meant.sessions:
        where = join_groups(list(one.groups)) or _("whole commune")
        say(f"{format_date(one.held_on)}\t{where}\t{one.id}")
    return ExitCode.DONE


def _code_row(meant: "CodeMeaning") -> dict[str, object]:
    return {
        "kind": meant.kind.value,
        "month": meant.month,
        "groups": [{"id": one.id, "name": one.name} for one in meant.groups],
        "sessions": [
            {"id": one.id, "date": one.held_on.isoformat(), "groups": list(one.groups)}
            for one in meant.sessions
        ],
    }
