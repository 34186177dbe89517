"""The receptions of a superior: listed, and taken back by name."""

from typing import TYPE_CHECKING

import click

from desktop.commands.calling import Call, ExitCode, end_on_problems, say, say_json
from desktop.commands.listing import JSON_HELP
from desktop.commands.report_files import report_row
from desktop.commands.worded import argument, option, worded
from desktop.i18n import N_, _, format_number, ngettext

if TYPE_CHECKING:
    from desktop.actions.reception_states import StoodReception
    from desktop.actions.taking_back import Undone


@worded(
    "undo-receive",
    help=N_("Take one reception back, by its name; it may be weeks old."),
    example='so138 --data D undo-receive "2026-11-22 1, USB KINGSTON"',
)
@argument("name")
@option("--dry-run", is_flag=True, help=N_("Only say what would count no longer, or again."))
@option("--json", "as_json", is_flag=True, help=JSON_HELP)
@click.pass_obj
def undo_receive(call: Call, *, name: str, dry_run: bool, as_json: bool) -> int:
    """Take a reception back, or say what would come of it."""
    from desktop.actions.taking_back import undo_forecast
    from desktop.actions.taking_back import undo_receive as take_back

    with call.desk() as desk:
        outcome = undo_forecast(desk, name) if dry_run else take_back(desk, name)
    end_on_problems(outcome.problems)
    done = outcome.value
    if done is None:
        return ExitCode.DONE
    if as_json:
        say_json(_undone_object(done))
    else:
        _say_undone(done, dry_run=dry_run)
    return ExitCode.DONE


def _undone_object(done: "Undone") -> dict[str, object]:
    return {
        "name": done.name,
        "packages": [one.package_id for one in done.packages],
        "months": [
            {
                "before": report_row(one.before) if one.before else None,
                "now": report_row(one.now) if one.now else None,
                "waits": one.waits,
            }
            for one in done.months
        ],
        "reports": [
            {
                "period": one.period,
                "number": one.issued.number if one.issued else None,
                "symbol": one.issued.symbol if one.issued else None,
                "date": one.issued.issued_on.isoformat() if one.issued else None,
            }
            for one in done.reports
        ],
    }


def _say_undone(done: "Undone", *, dry_run: bool) -> None:
    from desktop.wording.receptions import printed_with_text, receipts_stay_text
    from desktop.wording.superior import taken_back_text

    count = len(done.packages)
    text = (
        ngettext(
            "This would be taken back: {name}, {count} file. Then:",
            "This would be taken back: {name}, {count} files. Then:",
            count,
        )
        if dry_run
        else ngettext(
            "Taken back: {name}, {count} file.",
            "Taken back: {name}, {count} files.",
            count,
        )
    )
    say(text.format(name=done.name, count=format_number(count)))
    for one in done.months:
        say(taken_back_text(one.before, one.now, waits=one.waits))
    for report in done.reports:
        say(printed_with_text(report.period, report.issued))
    say(receipts_stay_text())
    if dry_run:
        say(_("Nothing was written."))


@worded(
    "receptions",
    help=N_("List the receptions, the newest first, those taken back too."),
    example="so138 --data D receptions",
)
@option("--json", "as_json", is_flag=True, help=JSON_HELP)
@click.pass_obj
def receptions(call: Call, *, as_json: bool) -> int:
    """List the receptions."""
    from desktop.actions.reception_states import stood_receptions
    from desktop.wording.receptions import brought_words, reception_state

    with call.desk() as desk:
        found = stood_receptions(desk)
    if as_json:
        say_json({"receptions": [_row(stood) for stood in found]})
        return ExitCode.DONE
    for stood in found:
        one = stood.reception
        words = brought_words([file.package for file in stood.files])
        say("\t".join((one.name, format_number(one.packages), reception_state(stood), words)))
    if not found:
        say(_("Nothing was received yet."))
    return ExitCode.DONE


def _row(stood: "StoodReception") -> dict[str, object]:
    one = stood.reception
    return {
        "name": one.name,
        "at": one.at.isoformat(),
        "source": one.source,
        "packages": one.packages,
        "to_verify": stood.waiting,
        "files": [
            {
                "unit": file.package.unit_code,
                "name": file.package.unit_name,
                "period": file.package.period,
                "sequence": file.package.sequence,
                "package_id": file.package.package_id,
                "standing": file.standing or None,
            }
            for file in stood.files
        ],
        "undone_at": one.undone_at.isoformat() if one.undone_at else None,
    }
