"""The help bundle: what whoever helps is given, shown before it is saved."""

from pathlib import Path
from typing import TYPE_CHECKING

import click

from desktop.commands.calling import Call, ExitCode, known_folder_of, say, say_json, tell
from desktop.commands.listing import JSON_HELP
from desktop.commands.named_paths import NamedPath
from desktop.commands.outputs import may_overwrite, write_output
from desktop.commands.worded import option, worded
from desktop.i18n import N_, _
from desktop.paths import log_folder, settings_file

if TYPE_CHECKING:
    from desktop.actions.help_bundle import Part


@worded(
    "help-bundle",
    help=N_(
        "Show what whoever helps is given: versions, settings, findings, log and crash reports; "
        "no data and no names. With --output it is saved."
    ),
    example="so138 --data D help-bundle --output tro-giup.zip",
)
@option(
    "--output",
    type=NamedPath(),
    metavar="F.zip",
    help=N_("Where to save it."),
)
@may_overwrite
@option("--json", "as_json", is_flag=True, help=JSON_HELP)
@click.pass_obj
def help_bundle(call: Call, *, output: Path | None, as_json: bool) -> int:
    """Show the help bundle, and save it where that is asked for."""
    from desktop.actions.help_bundle import bundle_of, bundle_text

    if output is not None:
        known_folder_of(output)
    parts = _parts(call)
    if output is not None:
        write_output(output, bundle_of(parts))
    if as_json:
        written = str(output) if output else None
        say_json({"file": written, "parts": {one.name: one.text for one in parts}})
        return ExitCode.DONE
    say(bundle_text(parts))
    if output is not None:
        tell(_("Saved: {path}. It holds exactly what is shown above.").format(path=output))
    return ExitCode.DONE


def _parts(call: Call) -> "tuple[Part, ...]":
    """The parts; data that cannot be opened leave their error's code."""
    from desktop.actions.environment import environment_fault
    from desktop.actions.help_bundle import bundle_parts

    logs, settings = log_folder(), settings_file()
    try:
        desk = call.desk()
    except Exception as error:
        fault = environment_fault(error)
        if fault is None:
            raise
        return bundle_parts(folder=call.data, trouble=fault.code, logs=logs, settings=settings)
    with desk:
        return bundle_parts(folder=call.data, desk=desk, logs=logs, settings=settings)
