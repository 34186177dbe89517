"""Official papers: the monthly report as PDF, Word or Excel, as the name of the file says."""

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

_ENDINGS = frozenset({".pdf", ".docx", ".xlsx"})
_KINDS = {"month": N_("Monthly report")}


@worded(
    "report",
    help=N_("Make an official paper. While the period is open it is marked as a draft."),
    example="so138 --data D report month --period 2026-10 --output bao-cao.pdf",
)
@argument("kind", required=False)
@option("--period", metavar="P", help=PERIOD_HELP)
@option(
    "--output",
    type=click.Path(path_type=Path),
    metavar="F.pdf|.docx|.xlsx",
    help=N_("The file to write: its ending makes it PDF, Word or Excel."),
)
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
    if path.suffix.lower() not in _ENDINGS:
        raise CallEndedError(
            ExitCode.WRONG_CALL, _("The name of the file must end in .pdf, .docx or .xlsx.")
        )
    return path


def _write_month(call: Call, *, period: str, output: Path) -> None:
    from desktop.actions.reports import (
        month_report_excel,
        month_report_pdf,
        month_report_word,
    )
    from desktop.files import write_file

    make = {".pdf": month_report_pdf, ".docx": month_report_word, ".xlsx": month_report_excel}

    known_period(period)
    with call.desk() as desk:
        month = period_of(desk, period)
        if month.kind is not PeriodKind.MONTH:
            message = _("The monthly report needs a month, written like 2026-10.")
            raise CallEndedError(ExitCode.WRONG_CALL, message)
        data = make[output.suffix.lower()](desk, month)
    write_file(output, data)
