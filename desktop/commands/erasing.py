"""Taking a name typed by mistake out of everything: told first, done with --yes."""

from typing import TYPE_CHECKING

import click

from desktop.commands.calling import Call, ExitCode, end_on_problems, say, say_json
from desktop.commands.listing import JSON_HELP
from desktop.commands.worded import argument, option, worded
from desktop.i18n import N_, _
from desktop.wording.erasing import (
    common_warning,
    lost_lines,
    out_of_reach_lines,
    reached_lines,
)

if TYPE_CHECKING:
    from desktop.actions.erasure import Erasing


@worded(
    "erase",
    help=N_(
        "Find a name typed by mistake wherever it stands, and with --yes take it out for good: "
        "out of lines, steps, closed periods, backups and logs. Without --yes nothing is changed."
    ),
    example='so138 --data D erase "Nguyễn Văn A" --yes',
)
@argument("words", metavar="TEXT")
@option("--replacement", metavar="TEXT", default="…", help=N_("What stands there afterwards."))
@option("--marks", is_flag=True, help=N_("Only where the marks are the same as typed."))
@option("--yes", is_flag=True, help=N_("Do it. Nothing brings the name back."))
@option("--json", "as_json", is_flag=True, help=JSON_HELP)
@click.pass_obj
def erase(
    call: Call, *, words: str, replacement: str, marks: bool, yes: bool, as_json: bool
) -> int:
    """Find a name everywhere, and take it out when told so."""
    from desktop.actions.erasure import Erasure, plan_erasure
    from desktop.actions.erasure import erase as take_out

    wanted = Erasure(words, replacement, marks)
    with call.desk() as desk:
        outcome = take_out(desk, wanted) if yes else plan_erasure(desk, wanted)
    end_on_problems(outcome.problems)
    found = outcome.value
    if found is None:
        return ExitCode.DONE
    if as_json:
        say_json({**_of(found), "common": wanted.common, "erased": yes and not found.nothing})
        return ExitCode.DONE
    if wanted.common and found.seen:
        say(common_warning())
    _say_found(found)
    if not found.seen:
        say(_("It stands nowhere that can be reached."))
    if found.nothing:
        return ExitCode.DONE
    if yes and not found.seen:
        say(_("The marks were taken out of the log."))
    elif yes:
        say(_("It was taken out of all these places. The log says so, without the name."))
    else:
        say(_("Nothing was changed. With --yes it is taken out of all these places."))
    return ExitCode.DONE


def _say_found(found: "Erasing") -> None:
    for line in (*reached_lines(found), *lost_lines(found), *out_of_reach_lines(found)):
        say(line)


def _of(found: "Erasing") -> dict[str, object]:
    return {
        "places": dict(found.counts),
        "examples": dict(found.examples),
        "periods": list(found.periods),
        "doors": [str(path) for path in found.doors],
        "named": [str(path) for path in found.named],
        "lost": found.lost,
        "lost_in": [str(path) for path in found.lost_in],
        "backups": [str(path) for path in found.copies],
        "files": [str(path) for path in found.texts],
        "stays": dict(found.stays),
        "unread": [str(path) for path in found.unread],
        "damaged": [str(path) for path in found.damaged],
        "sent": [
            {
                "period": one.period,
                "file": one.file_name,
                "made_at": one.made_at.isoformat(),
                "copies": [{"place": a, "at": at.isoformat()} for a, at in one.copies],
            }
            for one in found.sent
        ],
        "sticks": [{"path": str(path), "at": at.isoformat()} for path, at in found.sticks],
    }
