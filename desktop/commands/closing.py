"""Closing a period's figures and taking a closing back."""

import click

from desktop.commands.calling import (
    Call,
    ExitCode,
    end_on_problems,
    known_period,
    period_of,
    say,
    tell,
)
from desktop.commands.listing import PERIOD_HELP
from desktop.commands.worded import option, worded
from desktop.i18n import N_, _
from desktop.wording import period_dates, period_title, problem_text


@worded(
    "close",
    help=N_("Close the figures of a period. Later changes need a reopening."),
    example="so138 --data D close --period 2026-10",
)
@option("--period", required=True, metavar="P", help=PERIOD_HELP)
@option(
    "--accept-confirmations",
    is_flag=True,
    help=N_("Close although something is to be confirmed."),
)
@click.pass_obj
def close(call: Call, *, period: str, accept_confirmations: bool) -> int:
    """Close a period; what is to be confirmed is said first, and nothing is closed."""
    from desktop.actions.closing import close_period

    known_period(period)
    with call.desk() as desk:
        named = period_of(desk, period)
        problems = close_period(desk, named, early=accept_confirmations).problems
        if any(problem.code == "period_not_over" for problem in problems):
            tell("\n".join(problem_text(problem) for problem in problems))
            tell(_("Nothing was closed. To close all the same: --accept-confirmations."))
            return ExitCode.LOOK
        end_on_problems(problems)
    text = _("Closed: {period} ({dates}).")
    say(text.format(period=period_title(named), dates=period_dates(named)))
    return ExitCode.DONE


@worded(
    "reopen",
    help=N_("Take the closing of a period back."),
    example='so138 --data D reopen --period 2026-10 --reason "Bổ sung phiếu của tổ 5"',
)
@option("--period", required=True, metavar="P", help=PERIOD_HELP)
@option("--reason", required=True, help=N_("Why; it is kept in the log."))
@click.pass_obj
def reopen(call: Call, *, period: str, reason: str) -> int:
    """Take a closing back."""
    from desktop.actions.closing import reopen_period

    known_period(period)
    with call.desk() as desk:
        named = period_of(desk, period)
        end_on_problems(reopen_period(desk, named, reason=reason).problems)
    say(_("{period} is open again.").format(period=period_title(named)))
    return ExitCode.DONE
