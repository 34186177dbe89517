"""Whether every part of the installed program starts."""

import click

from desktop.commands.calling import Call, ExitCode, say, say_json
from desktop.commands.listing import JSON_HELP
from desktop.commands.worded import option, worded
from desktop.i18n import N_, _

_PARTS = {
    "fonts": N_("Fonts"),
    "window": N_("Window"),
    "store": N_("Store"),
    "backup": N_("Backup"),
    "keys": N_("Passwords"),
    "pdf": N_("Report as PDF"),
    "preview": N_("Preview"),
    "word": N_("Report as Word"),
    "excel": N_("Excel lists and report"),
    "exchange": N_("Files between offices"),
}


@worded(
    "self-test",
    help=N_("Start every part in a scratch folder and say “ok” or what is wrong."),
    example="so138 self-test",
)
@option("--json", "as_json", is_flag=True, help=JSON_HELP)
@click.pass_obj
def self_test(call: Call, *, as_json: bool) -> int:
    """Start every part."""
    del call
    from desktop.actions.self_test import start_every_part

    found = start_every_part()
    whole = all(part.started for part in found)
    if as_json:
        rows = [{"part": part.name, "ok": part.started, "message": part.reason} for part in found]
        say_json({"ok": whole, "parts": rows})
    elif whole:
        say("ok")
    else:
        for part in found:
            if not part.started:
                text = _("{part} does not start: {reason}")
                say(text.format(part=_(_PARTS[part.name]), reason=part.reason))
    return ExitCode.DONE if whole else ExitCode.MACHINE
