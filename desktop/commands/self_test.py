"""Whether every part of the installed program starts."""

from pathlib import Path
from typing import TYPE_CHECKING

import click

from desktop.commands.calling import Call, ExitCode, known_folder_of, say, say_json, tell
from desktop.commands.listing import JSON_HELP
from desktop.commands.named_paths import NamedPath
from desktop.commands.outputs import may_overwrite, write_output
from desktop.commands.worded import option, worded
from desktop.i18n import N_, _

if TYPE_CHECKING:
    from desktop.part_trials import PartStarted

_PARTS = {
    "files": N_("Files of the program"),
    "libraries": N_("Libraries and words"),
    "fonts": N_("Fonts"),
    "icons": N_("Drawn signs"),
    "window": N_("Window"),
    "screen": N_("Screen"),
    "store": N_("Store"),
    "backup": N_("Backup"),
    "keys": N_("Passwords"),
    "search": N_("Search"),
    "pdf": N_("Report as PDF"),
    "preview": N_("Preview"),
    "print": N_("Printing"),
    "word": N_("Report as Word"),
    "excel": N_("Excel lists and report"),
    "exchange": N_("Files between offices"),
}


@worded(
    "self-test",
    help=N_(
        "Start every part in a scratch folder and say “ok” or what is wrong. With --output a "
        "text for whoever helps is written: versions, screens, times; no data and no names."
    ),
    example="so138 self-test --output kiem-tra.txt",
)
@option(
    "--output",
    type=NamedPath(),
    metavar="FILE",
    help=N_("Where to write the text for whoever helps."),
)
@may_overwrite
@option("--json", "as_json", is_flag=True, help=JSON_HELP)
@click.pass_obj
def self_test(call: Call, *, output: Path | None, as_json: bool) -> int:
    """Start every part."""
    del call
    from desktop.part_trials import report_text, start_every_part

    if output is not None:
        known_folder_of(output)
    found = start_every_part()
    whole = all(part.started for part in found)
    if output is not None:
        write_output(output, report_text(found).encode())
    if as_json:
        say_json({"ok": whole, "parts": [_object(part) for part in found]})
        return ExitCode.DONE if whole else ExitCode.MACHINE
    if whole:
        say("ok")
    for part in found:
        if not part.started:
            text = _("{part} does not start: {reason}")
            say(text.format(part=_(_PARTS[part.name]), reason=part.reason))
    if output is not None:
        tell(_("Written for whoever helps: {path}. No data are in it.").format(path=output))
    return ExitCode.DONE if whole else ExitCode.MACHINE


def _object(part: "PartStarted") -> dict[str, object]:
    return {
        "part": part.name,
        "ok": part.started,
        "message": part.reason,
        "seconds": round(part.seconds, 3),
        "facts": dict(part.facts or {}),
    }
