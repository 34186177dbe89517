"""Checking a data folder: what is wrong with the data and their place, and what to do."""

import sys
from typing import TYPE_CHECKING

import click

from desktop.commands.calling import Call, ExitCode, say, say_json, tell
from desktop.commands.listing import JSON_HELP
from desktop.commands.worded import option, worded
from desktop.i18n import N_, _
from desktop.wording import finding_text
from desktop.wording.damage import STEPS

if TYPE_CHECKING:
    from collections.abc import Callable

_DAMAGE = frozenset({"store_damaged", "store_broken", "log_broken"})


@worded(
    "check",
    help=N_("Check the data folder. It ends with 1 when there is something to look at."),
    example="so138 --data D check --deep",
)
@option("--deep", is_flag=True, help=N_("Check every page, the log and every backup."))
@option("--json", "as_json", is_flag=True, help=JSON_HELP)
@click.pass_obj
def check(call: Call, *, deep: bool, as_json: bool) -> int:
    """Check the data folder."""
    from desktop.actions.places import place_findings
    from desktop.actions.safety import check as check_data

    with call.desk() as desk:
        found = check_data(desk, deep=deep, tell=_teller() if deep and not as_json else None)
    rows = [
        {"code": one.code, "message": finding_text(one.code, one.details), "details": one.details}
        for one in (*found, *place_findings(call.data))
    ]
    if as_json:
        say_json({"ok": not rows, "findings": rows})
    else:
        for row in rows or [{"message": finding_text("ok", {})}]:
            say(str(row["message"]))
    if any(row["code"] in _DAMAGE for row in rows):
        if not as_json:
            tell(rescue_hint())
        return ExitCode.MACHINE
    return ExitCode.LOOK if rows else ExitCode.DONE


def rescue_hint() -> str:
    """Which way leads on from damage, on the command line."""
    return _("What can be done: so138 rescue --dry-run")


def _teller() -> "Callable[[int, int, str, str], None] | None":
    """On a terminal each part of the check is named as it begins; the structure only once."""
    if not sys.stderr.isatty():
        return None
    named: set[tuple[str, str]] = set()

    def say_step(done: int, steps: int, step: str, name: str) -> None:
        del done, steps
        part = (step, name if step == "backup" else "")
        if part not in named:
            named.add(part)
            tell(_(STEPS[step]).format(name=name))

    return say_step
