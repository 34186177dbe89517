"""Official papers: the monthly report as PDF."""

from pathlib import Path

import click

from desktop.commands.calling import (
    Call,
    CallEndedError,
    ExitCode,
    known_period,
    period_of,
    say,
)
from desktop.commands.listing import PERIOD_HELP
from desktop.commands.worded import argument, option, worded
from desktop.domain.periods import PeriodKind
from desktop.i18n import N_, _

_KINDS = {"month": N_("Monthly report")}


@worded(
    "report",
    help=N_("Make an official paper. While the period is open it is marked as a draft."),
    example="so138 --data D report month --period 2026-10 --output bao-cao.pdf",
)
@argument("kind", required=False)
@option("--period", metavar="P", help=PERIOD_HELP)
@option("--output", type=click.Path(path_type=Path), metavar="F.pdf", help=N_("The file to write."))
@option("--list", "list_kinds", is_flag=True, help=N_("List the papers, one a line."))
@click.pass_obj
def report(
    call: Call, *, kind: str | None, period: str | None, output: Path | None, list_kinds: bool
) -> int:
    """Make a paper."""
    if list_kinds:
        for name, title in _KINDS.items():
            say(f"{name}\t{_(title)}")
        return ExitCode.DONE
    if kind not in _KINDS:
        text = _("There is no paper “{kind}”. See: so138 report --list.")
        raise CallEndedError(ExitCode.WRONG_CALL, text.format(kind=kind or ""))
    _write_month(call, period=_needed(period, "--period"), output=_target(output))
    say(_("The report is in {path}.").format(path=output))
    return ExitCode.DONE


def _needed(value: str | None, name: str) -> str:
    if not value:
        raise CallEndedError(
            ExitCode.WRONG_CALL, _("Wrong call: {what}").format(what=_is_missing(name))
        )
    return value


def _is_missing(name: str) -> str:
    return _("{name} is missing.").format(name=name)


def _target(output: Path | None) -> Path:
    path = Path(_needed(str(output) if output else None, "--output"))
    if path.suffix.lower() != ".pdf":
        raise CallEndedError(
            ExitCode.WRONG_CALL, _("Only PDF is made for now: the name must end in .pdf.")
        )
    return path


def _write_month(call: Call, *, period: str, output: Path) -> None:
    from desktop.actions.reports import month_report_pdf
    from desktop.files import write_file

    known_period(period)
    with call.desk() as desk:
        month = period_of(desk, period)
        if month.kind is not PeriodKind.MONTH:
            message = _("The monthly report needs a month, written like 2026-10.")
            raise CallEndedError(ExitCode.WRONG_CALL, message)
        data = month_report_pdf(desk, month)
    write_file(output, data)
