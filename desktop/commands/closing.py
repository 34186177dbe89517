"""Closing a period's figures and taking a closing back."""

import click

from desktop.commands.calling import (
    Call,
    ExitCode,
    end_on_problems,
    known_period,
    period_of,
    say,
)
from desktop.commands.listing import PERIOD_HELP
from desktop.commands.worded import option, worded
from desktop.i18n import N_, _
from desktop.wording import period_dates, period_title


@worded(
    "close",
    help=N_("Close the figures of a period. Later changes need a reopening."),
    example="so138 --data D close --period 2026-10",
)
@option("--period", required=True, metavar="P", help=PERIOD_HELP)
@click.pass_obj
def close(call: Call, *, period: str) -> int:
    """Close a period."""
    from desktop.actions.periods import close_period

    known_period(period)
    with call.desk() as desk:
        named = period_of(desk, period)
        end_on_problems(close_period(desk, named).problems)
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
    from desktop.actions.periods import reopen_period

    known_period(period)
    with call.desk() as desk:
        named = period_of(desk, period)
        end_on_problems(reopen_period(desk, named, reason=reason).problems)
    say(_("{period} is open again.").format(period=period_title(named)))
    return ExitCode.DONE
