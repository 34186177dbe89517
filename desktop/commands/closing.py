"""Closing a period's figures, taking a closing back, correcting it in the open."""

import json
from pathlib import Path
from typing import TYPE_CHECKING

import click

from desktop.commands.calling import (
    Call,
    CallEndedError,
    ExitCode,
    end_on_problems,
    known_period,
    period_of,
    say,
    say_json,
    tell,
)
from desktop.commands.entry_files import text_of
from desktop.commands.listing import JSON_HELP, PERIOD_HELP
from desktop.commands.named_paths import NamedPath
from desktop.commands.worded import option, worded
from desktop.i18n import N_, _
from desktop.wording import period_dates, period_title, problem_text

if TYPE_CHECKING:
    from collections.abc import Sequence

    from desktop.actions.closing import AskedConfirmation, Correction
    from desktop.actions.desk import Desk
    from desktop.domain.periods import Period
    from desktop.domain.problems import Problem

NOT_OVER = "period_not_over"
LARGEST_ANSWERS = 1024 * 1024


@worded(
    "close",
    help=N_(
        "Close the figures of a period. What is to be confirmed is listed first, and nothing is "
        "closed until it is answered: with --answers, a JSON object of answers by id, or all at "
        "once with --accept-confirmations. Later changes need a reopening."
    ),
    example="so138 --data D close --period 2026-10",
)
@option("--period", required=True, metavar="P", help=PERIOD_HELP)
@option(
    "--accept-confirmations",
    is_flag=True,
    help=N_("Close although something is to be confirmed: all of it is said to be right."),
)
@option(
    "--answers",
    type=NamedPath(),
    metavar="F.json",
    help=N_("Answers to what is to be confirmed: a JSON object, each answer by its id."),
)
@option("--json", "as_json", is_flag=True, help=JSON_HELP)
@click.pass_obj
def close(
    call: Call, *, period: str, accept_confirmations: bool, answers: Path | None, as_json: bool
) -> int:
    """Close a period; what is to be confirmed is said first, and nothing is closed."""
    if accept_confirmations and answers is not None:
        message = _("Give either --accept-confirmations or --answers, not both.")
        raise CallEndedError(ExitCode.WRONG_CALL, message)
    known_period(period)
    given = _read_answers(answers) if answers is not None else {}
    with call.desk() as desk:
        named = period_of(desk, period)
        waiting, early = _close(desk, named, given, accept=accept_confirmations)
    if as_json:
        say_json(
            {
                "period": named.id,
                "closed": not waiting and not early,
                "confirmations": [*early, *(_asked_object(one) for one in waiting)],
            }
        )
    elif not waiting and not early:
        text = _("Closed: {period} ({dates}).")
        say(text.format(period=period_title(named), dates=period_dates(named)))
    return ExitCode.LOOK if waiting or early else ExitCode.DONE


def _close(
    desk: "Desk", period: "Period", given: dict[str, str], *, accept: bool
) -> "tuple[list[AskedConfirmation], list[dict[str, object]]]":
    """Close it, or say what waits: the questions, and that its last day has not come."""
    from desktop.actions.closing import answer_confirmations, close_period, confirmations

    why = given.pop(NOT_OVER, "").strip() or (_("Closed early on purpose.") if accept else "")
    early = bool(why)
    problems = close_period(desk, period, early=early, unanswered=True, rehearse=True).problems
    not_over = [problem for problem in problems if problem.code == NOT_OVER]
    if not not_over:
        end_on_problems(problems)
    if accept:
        right = _("Looked at: the figures are right.")
        asked = confirmations(desk, period)
        given = {one.confirmation.id: right for one in asked if one.open}
    if given:
        end_on_problems(answer_confirmations(desk, period, given).problems)
    asked = confirmations(desk, period)
    _tell_blanks(asked)
    _tell_carried(desk, period)
    waiting = [one for one in asked if one.open]
    if waiting or not_over:
        _tell_waiting(waiting, not_over)
        return waiting, [_early_object(problem) for problem in not_over]
    end_on_problems(close_period(desk, period, early=early, early_answer=why).problems)
    return [], []


def _tell_carried(desk: "Desk", period: "Period") -> None:
    """Name the paragraphs of the report before that nobody read again; closing is not refused."""
    from desktop.actions.report_texts import carried_sections

    carried = ", ".join(carried_sections(desk, period))
    if carried:
        text = _("Taken over from the report before and not looked at yet: {sections}.")
        tell(text.format(sections=carried))


def _read_answers(path: Path) -> dict[str, str]:
    """The answers of a file by the id of their question."""
    try:
        content = text_of(path)
        given = json.loads(content) if len(content) <= LARGEST_ANSWERS else None
    except OSError:
        message = _("{path} cannot be read.").format(path=path)
        raise CallEndedError(ExitCode.WRONG_CALL, message) from None
    except (ValueError, RecursionError):
        given = None
    pairs = given.items() if isinstance(given, dict) else None
    if pairs is None or not all(isinstance(one, str) for _name, one in pairs):
        message = _("{path} is no JSON object of answers: it must read {example}.")
        example = '{"id": "…"}'
        raise CallEndedError(ExitCode.WRONG_CALL, message.format(path=path, example=example))
    return dict(pairs)


def _tell_blanks(asked: "Sequence[AskedConfirmation]") -> None:
    from desktop.wording.confirmations import confirmation_text

    for one in asked:
        if not one.blocks:
            tell(confirmation_text(one.confirmation))


def _tell_waiting(waiting: "list[AskedConfirmation]", not_over: "list[Problem]") -> None:
    from desktop.wording.confirmations import confirmation_text

    for problem in not_over:
        tell(f"[{NOT_OVER}] {problem_text(problem)}")
    for one in waiting:
        tell(f"[{one.confirmation.id}] {confirmation_text(one.confirmation)}")
    tell(
        _(
            "Nothing was closed. Answer each by its id with --answers F.json, or say that all of "
            "it is right: --accept-confirmations."
        )
    )


def _asked_object(one: "AskedConfirmation") -> dict[str, object]:
    from desktop.wording.confirmations import confirmation_text

    return {
        "id": one.confirmation.id,
        "code": one.confirmation.code.value,
        "message": confirmation_text(one.confirmation),
        "answer": one.answer or None,
    }


def _early_object(problem: "Problem") -> dict[str, object]:
    return {"id": NOT_OVER, "code": NOT_OVER, "message": problem_text(problem), "answer": None}


@worded(
    "reopen",
    help=N_(
        "Open a closed period again. Before its paper has a number or a file was written for the "
        "superior, the closing is taken back; afterwards a numbered correction begins."
    ),
    example='so138 --data D reopen --period 2026-10 --reason "Bổ sung phiếu của tổ 5"',
)
@option("--period", required=True, metavar="P", help=PERIOD_HELP)
@option("--reason", required=True, help=N_("Why; it is kept with the period."))
@option(
    "--correct",
    is_flag=True,
    help=N_("Begin a numbered correction even before the paper has a number."),
)
@click.pass_obj
def reopen(call: Call, *, period: str, reason: str, correct: bool) -> int:
    """Take a closing back, or begin a correction."""
    from desktop.actions.closing import reopen_period
    from desktop.actions.periods import correction_in_progress

    known_period(period)
    with call.desk() as desk:
        named = period_of(desk, period)
        end_on_problems(reopen_period(desk, named, reason=reason, correct=correct).problems)
        number = correction_in_progress(desk, named.id)
    if number:
        text = _("{period} is open again for correction {number}.")
        say(text.format(period=period_title(named), number=number))
    else:
        say(_("{period} is open again.").format(period=period_title(named)))
    return ExitCode.DONE


@worded(
    "corrections",
    help=N_("List the numbered corrections of a period, each with what was and what is now."),
    example="so138 --data D corrections --period 2026-10",
)
@option("--period", required=True, metavar="P", help=PERIOD_HELP)
@option("--json", "as_json", is_flag=True, help=JSON_HELP)
@click.pass_obj
def corrections(call: Call, *, period: str, as_json: bool) -> int:
    """List a period's corrections."""
    from desktop.actions.closing import corrections as corrections_of

    known_period(period)
    with call.desk() as desk:
        found = corrections_of(desk, period_of(desk, period))
    if as_json:
        say_json({"period": period, "corrections": [_correction_object(one) for one in found]})
        return ExitCode.DONE
    for one in found:
        _say_correction(one)
    if not found:
        say(_("No correction of this period."))
    return ExitCode.DONE


def _say_correction(one: "Correction") -> None:
    from desktop.wording.differences import difference_text

    heading = (
        _("Correction {number}, under way: {reason}")
        if one.in_progress
        else _("Correction {number}: {reason}")
    )
    say(heading.format(number=one.number, reason=one.reason))
    for difference in one.differences:
        say(f"  {difference_text(difference)}")
    if not one.differences:
        say("  " + _("No figure changed."))


def _correction_object(one: "Correction") -> dict[str, object]:
    from desktop.wording.differences import difference_row

    rows = [difference_row(item) for item in one.differences]
    return {
        "number": one.number,
        "reason": one.reason,
        "in_progress": one.in_progress,
        "differences": [
            {"what": row.what, "before": row.before, "after": row.after} for row in rows
        ],
    }
