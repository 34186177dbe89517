"""The commune's monthly counts: what was entered, and entering from a small file."""

import re
import stat
from collections.abc import Callable, Iterator
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

import click

from desktop.commands.calling import (
    Call,
    CallEndedError,
    ExitCode,
    end_on_problems,
    known_month,
    known_period,
    period_of,
    say,
    say_json,
)
from desktop.commands.listing import JSON_HELP, period_params
from desktop.commands.named_paths import NamedPath
from desktop.commands.worded import WordedGroup, alone, argument, option, worded
from desktop.domain.plan_facts import EntryState
from desktop.domain.problems import Problem, stopping
from desktop.i18n import N_, _, format_number, ngettext
from desktop.wording import period_dates, period_title, problem_text
from desktop.wording.counts import entry_word
from desktop.wording.plans import plan_problem_text

if TYPE_CHECKING:
    from desktop.actions.counts import CountSheet
    from desktop.actions.desk import Desk
    from desktop.domain.count_files import CountFile
    from desktop.domain.count_lines import CountLine
    from desktop.domain.periods import Period

_LARGEST_FILE = 1_000_000
_OF_MONTH = frozenset({"period_closed", "month_not_begun"})
"""What is wrong with the month that the call names, not with a line of the file."""
_CONTROL = re.compile(r"[\x00-\x1f\x7f]")


@alone
def _show(call: Call, period: str | None, *, as_json: bool) -> int:
    """Show the counts of a period."""
    if period is None:
        context = click.get_current_context()
        raise click.MissingParameter(ctx=context, param=context.command.params[0])
    from desktop.actions.counts import count_sheet

    known_period(period)
    with call.desk() as desk:
        sheet = count_sheet(desk, period_of(desk, period))
    if as_json:
        say_json(_as_object(sheet))
    else:
        for line in _lines(sheet):
            say(line)
    return ExitCode.DONE


counts = WordedGroup(
    "counts",
    callback=_show,
    invoke_without_command=True,
    params=period_params(),
    help=N_(
        "Show the commune's counts of a period: what the plan asks for, with the period before, "
        "the same one last year and the total since January."
    ),
    subcommand_metavar="[set …]",
)
counts.places = {"set": "desktop.commands.counts:counts_set"}
counts.example = "so138 --data D counts --period 2026-10 --json"


def _as_object(sheet: "CountSheet") -> dict[str, object]:
    return {
        "period": sheet.month.id,
        "plan": sheet.plan_id,
        "locked_by": sheet.locked_by,
        "tracked": sheet.tracked,
        "entered": sheet.entered,
        "total": sheet.total,
        "counts": [_row(line) for line in sheet.lines],
    }


def _row(line: "CountLine") -> dict[str, object]:
    return {
        "id": line.category,
        "label": line.label,
        "section": line.section,
        "unit": line.unit,
        "kind": line.kind.value,
        "value": line.known,
        "state": line.state.value,
        "previous": line.previous,
        "last_year": line.last_year,
        "cumulative": line.cumulative,
        "cumulative_complete": line.cumulative_complete,
    }


def _lines(sheet: "CountSheet") -> Iterator[str]:
    title = (
        _("{period} ({dates}): {entered} of {total} entered.")
        if sheet.tracked
        else _("{period} ({dates}): before the first month tracked, {entered} entered.")
    )
    yield title.format(
        period=period_title(sheet.month),
        dates=period_dates(sheet.month),
        entered=format_number(sheet.entered),
        total=format_number(sheet.total),
    )
    if not sheet.plan_id:
        yield _("No plan is followed here, so no counts are asked for.")
        return
    yield _("Plan: {plan}").format(plan=sheet.title)
    heads = _("count | unit | figure | period before | same period last year | since January")
    yield heads.replace(" | ", "\t")
    for section in sheet.sections:
        if section.title:
            yield f"{section.title}:"
        for line in section.lines:
            yield _line(line)


def _line(line: "CountLine") -> str:
    own = format_number(line.value) if _is_number(line) else entry_word(line.state)
    beside = [_number(number) for number in (line.previous, line.last_year, line.cumulative)]
    if line.cumulative is not None and not line.cumulative_complete:
        beside[-1] = _("{number} (partly)").format(number=beside[-1])
    return "\t".join((line.label, line.unit, own, *beside))


def _number(number: int | None) -> str:
    return "" if number is None else format_number(number)


def _is_number(line: "CountLine") -> bool:
    return line.state is EntryState.ENTERED


@worded(
    "set",
    help=N_(
        "Enter the counts of a month from a file (TOML), all or nothing. A line is: "
        'meetings = 3, or "nil" (nothing arose), "n/a", or "" to take it back; a table '
        "[openings] holds totals of the time before tracking. The ids: counts --period P --json."
    ),
    example="so138 --data D counts set --period 2026-10 so-lieu.toml",
)
@argument("file", required=False, type=NamedPath(), metavar="F.toml")
@option("--period", required=True, metavar="P", help=N_("The month: 2026-10."))
@option(
    "--as-last-month",
    is_flag=True,
    help=N_("Take stocks that are still blank over from the month before."),
)
@option(
    "--rest-nil",
    is_flag=True,
    help=N_("State “nothing arose” for all that is still blank, stocks left aside."),
)
@option("--json", "as_json", is_flag=True, help=JSON_HELP)
@click.pass_obj
def counts_set(
    call: Call,
    *,
    file: Path | None,
    period: str,
    as_last_month: bool,
    rest_nil: bool,
    as_json: bool,
) -> int:
    """Enter figures; each of the three ways is a step of its own for undo."""
    known_month(period)
    if file is None and not (as_last_month or rest_nil):
        text = _("Name a file, or say --as-last-month or --rest-nil.")
        raise CallEndedError(ExitCode.WRONG_CALL, text)
    read, content = _read(file) if file is not None else (None, b"")
    with call.desk() as desk:
        month = period_of(desk, period)
        changed = 0
        if file is not None and read is not None:
            changed = _enter(desk, month, read, partial(_placed, file, content))
        changed += _fill(desk, month, as_last_month=as_last_month, rest_nil=rest_nil)
    if as_json:
        say_json({"period": month.id, "changed": changed})
    elif changed:
        text = ngettext("Written: {n} figure.", "Written: {n} figures.", changed)
        say(text.format(n=format_number(changed)))
    else:
        say(_("Nothing new to write."))
    return ExitCode.DONE


def _read(file: Path) -> "tuple[CountFile, bytes]":
    """The figures of a file; ends the call with file, line and key of the first mistake."""
    from desktop.domain.count_files import parse_counts

    content = _content(file)
    read = parse_counts(content)
    for unread in read.unread:
        raise CallEndedError(ExitCode.WRONG_CALL, f"{file}: {plan_problem_text(unread)}")
    for problem in read.problems:
        raise CallEndedError(ExitCode.WRONG_CALL, _placed(file, content, problem))
    return read, content


def _content(file: Path) -> bytes:
    """A plain file's bytes, no more than such a file may hold."""
    try:
        if stat.S_ISREG(file.stat().st_mode):
            with file.open("rb") as source:
                return source.read(_LARGEST_FILE)
    except (OSError, ValueError):
        pass
    text = _("{file}: the file is not there or cannot be read.").format(file=file)
    raise CallEndedError(ExitCode.WRONG_CALL, text)


def _placed(file: Path, content: bytes, problem: Problem) -> str:
    """A mistake on one line: file, line, key, what is wrong."""
    from desktop.domain.count_files import line_of_key

    line = line_of_key(content, problem.field)
    key = _CONTROL.sub(" ", problem.field)
    text = f"{key}: {problem_text(problem)}"
    if line:
        text = _("line {line}: {text}").format(line=line, text=text)
    return f"{file}: {text}"


def _enter(
    desk: "Desk", month: "Period", read: "CountFile", placed: Callable[[Problem], str]
) -> int:
    from desktop.actions.counts import set_counts

    outcome = set_counts(desk, month, read.entries, openings=read.openings)
    for problem in stopping(outcome.problems):
        if problem.code not in _OF_MONTH:
            raise CallEndedError(ExitCode.WRONG_CALL, placed(problem))
    end_on_problems(outcome.problems)
    return outcome.value or 0


def _fill(desk: "Desk", month: "Period", *, as_last_month: bool, rest_nil: bool) -> int:
    from desktop.actions import counts as actions

    changed = 0
    for wanted, act in (
        (as_last_month, actions.as_last_month),
        (rest_nil, actions.state_rest_nil),
    ):
        if wanted:
            outcome = act(desk, month)
            end_on_problems(outcome.problems)
            changed += outcome.value or 0
    return changed
