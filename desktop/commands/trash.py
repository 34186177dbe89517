"""The trash: what was deleted, and bringing it back."""

from collections.abc import Mapping
from datetime import datetime
from typing import TYPE_CHECKING

import click

from desktop.commands.calling import (
    Call,
    CallEndedError,
    ExitCode,
    end_on_problems,
    say,
    say_json,
)
from desktop.commands.listing import JSON_HELP
from desktop.commands.worded import option, worded
from desktop.i18n import N_, _, format_number
from desktop.wording.backups import day_and_time
from desktop.wording.trash import trash_text

if TYPE_CHECKING:
    from desktop.actions.trash import FromTrash, Trashed


@worded(
    "trash",
    help=N_("Show what was deleted, deleted last first, or bring lines of it back."),
    example="so138 --data D trash --bring-back 1",
)
@option("--find", "text", default="", metavar="TEXT", help=N_("Only lines that hold these words."))
@option(
    "--bring-back",
    "wanted",
    multiple=True,
    metavar="ID",
    help=N_("Bring a line back, by its number in the list or its id; several times."),
)
@option("--json", "as_json", is_flag=True, help=JSON_HELP)
@click.pass_obj
def trash(call: Call, *, text: str, wanted: tuple[str, ...], as_json: bool) -> int:
    """List the trash, or bring lines back from it."""
    from desktop.actions.trash import bring_back, find_trash

    with call.desk() as desk:
        found, today = find_trash(desk, text), desk.clock.today()
        ids = {str(number): one.id for number, one in enumerate(found, start=1)}
        ids |= {one.id: one.id for one in found}
        if unknown := [one for one in wanted if one not in ids]:
            said = _("The trash holds nothing numbered {number}.").format(number=unknown[0])
            raise CallEndedError(ExitCode.WRONG_CALL, said)
        outcome = bring_back(desk, {ids[one] for one in wanted}) if wanted else None
        names = {one.id: one.name for one in desk.officers}
    if outcome is not None:
        end_on_problems(outcome.problems)
        if outcome.value is not None:
            _say_brought(outcome.value, as_json=as_json)
    elif as_json:
        say_json({"trash": [_row(one, names) for one in found]})
    else:
        for number, one in enumerate(found, start=1):
            when = day_and_time(datetime.fromisoformat(one.at), today=today)
            line = f"{number}\t{trash_text(one.table, one.row, one.of)}\t{when}"
            say(f"{line}\t{names.get(one.officer, '')}".rstrip())
        if not found:
            say(_("No entry fits.") if text.strip() else _("The trash is empty."))
    return ExitCode.DONE


def _row(one: "Trashed", names: Mapping[str, str]) -> dict[str, object]:
    return {
        "id": one.id,
        "kind": one.table,
        "text": trash_text(one.table, one.row, one.of),
        "deleted_at": one.at,
        "officer": names.get(one.officer, one.officer),
    }


def _say_brought(done: "FromTrash", *, as_json: bool) -> None:
    if as_json:
        pairs = [{"name": before, "now": after} for before, after in done.renamed]
        say_json({"brought": [one.id for one in done.brought], "renamed": pairs})
        return
    count = format_number(len(done.brought))
    say(_("Brought back: {count}; “undo” takes it back as one step.").format(count=count))
    for before, after in done.renamed:
        text = _("“{name}” is in use now; it came back as “{after}”.")
        say(text.format(name=before, after=after))
