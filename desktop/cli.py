"""The command-line door: reads the call, runs the command, and ends with its exit code."""

import os
import sys
from collections.abc import Callable, Sequence
from pathlib import Path

import click

from desktop import __version__, i18n, paths
from desktop.commands.calling import (
    Call,
    CallEndedError,
    ExitCode,
    exit_of_fault,
    forget_output,
    say,
    tell,
)
from desktop.commands.named_paths import NamedPath
from desktop.commands.worded import WordedGroup, WordedOption, usage_sentence
from desktop.i18n import N_, _
from desktop.wording import error_text

OpenWindow = Callable[[Path, str], int]

COMMAND_PLACES = {
    "new": "commune:new",
    "sample": "commune:sample",
    "template": "lists:template",
    "import": "lists:import_list",
    "groups": "listing:groups",
    "sessions": "listing:sessions",
    "models": "listing:models",
    "counts": "counts:counts",
    "status": "listing:status",
    "settings": "settings:settings",
    "report": "papers:report",
    "code": "papers:code",
    "check-code": "check_codes:check_code",
    "forms": "forms:forms",
    "texts": "texts:texts",
    "papers": "issued:papers",
    "close": "closing:close",
    "reopen": "closing:reopen",
    "corrections": "closing:corrections",
    "send": "sending:send",
    "receipt": "sending:receipt",
    "connection": "sending:connection",
    "verify": "verifying:verify",
    "undo": "steps:undo",
    "redo": "steps:redo",
    "log": "steps:log",
    "erase": "erasing:erase",
    "trash": "trash:trash",
    "check": "checking:check",
    "backup": "safety:backup",
    "backups": "safety:backups",
    "restore": "safety:restore",
    "compare": "safety:compare",
    "rescue": "rescue:rescue",
    "plan": "plans:plan",
    "area": "areas:area",
    "inspections": "inspections:inspections",
    "units": "units:units",
    "connect": "connecting:connect",
    "receive": "receiving:receive",
    "accept": "deciding:accept",
    "decide": "deciding:decide",
    "reply": "deciding:reply",
    "board": "board:board",
    "consolidate": "consolidated:consolidate",
    "receptions": "receptions:receptions",
    "undo-receive": "receptions:undo_receive",
    "merge": "merging:merge",
    "officers": "officers:officers",
    "password": "passwords:password",
    "recovery": "passwords:recovery",
    "moved": "officers:moved",
    "help-bundle": "help_bundle:help_bundle",
    "self-test": "self_test:self_test",
}


def main(argv: Sequence[str], *, open_window: OpenWindow) -> int:
    """Run the command that ``argv`` names, or open the window without one; the exit code."""
    i18n.install(_language_in(argv))
    try:
        code = _run(argv, open_window)
    except BrokenPipeError:
        # The help alone is written by others than our own words.
        code = ExitCode.DONE
        forget_output(sys.stdout)
    # The window's program on Windows has no output at all.
    if sys.stdout is not None:
        try:
            sys.stdout.flush()
        except BrokenPipeError:
            forget_output(sys.stdout)
    return code


def _language_in(argv: Sequence[str]) -> str:
    """The language is needed before the call is read: its mistakes are told in it."""
    for index, text in enumerate(argv):
        name, equals, value = text.partition("=")
        if name != "--lang":
            continue
        chosen = value if equals else "".join(argv[index + 1 : index + 2])
        if chosen in i18n.LANGUAGES:
            return chosen
    return i18n.DEFAULT_LANGUAGE


def _run(argv: Sequence[str], open_window: OpenWindow) -> int:
    door = whole_call(open_window)
    try:
        with door.make_context("so138", list(argv)) as context:
            done = door.invoke(context)
    except click.exceptions.Exit as end:
        return end.exit_code
    except CallEndedError as ended:
        if ended.message:
            tell(ended.message)
        return ended.code
    except click.ClickException as error:
        tell(usage_sentence(error))
        return ExitCode.WRONG_CALL
    except (click.Abort, KeyboardInterrupt):
        tell(_("Stopped. Nothing was changed."))
        return ExitCode.MACHINE
    except BrokenPipeError:
        raise
    except Exception as error:  # noqa: BLE001 - what is not a known fault is raised again
        return _end_of(error)
    return int(done) if done is not None else ExitCode.DONE


def _end_of(error: Exception) -> int:
    """Tell a fault of the machine or of a file; anything else is the program's own and goes on."""
    from desktop.actions.environment import environment_fault
    from desktop.actions.rescue import needs_rescue

    fault = environment_fault(error)
    if fault is None:
        raise error
    tell(error_text(fault.code, fault.details))
    if needs_rescue(fault.code):
        from desktop.commands.checking import rescue_hint

        tell(rescue_hint())
    return exit_of_fault(fault.code, of_sheet=fault.of_sheet)


def _refuse_without_screen() -> None:
    """Qt would end the process without a word that helps."""
    known = ("DISPLAY", "WAYLAND_DISPLAY", "QT_QPA_PLATFORM")
    if sys.platform == "linux" and not any(os.environ.get(name) for name in known):
        message = _("There is no screen here, so the window cannot open. See so138 --help.")
        raise CallEndedError(ExitCode.MACHINE, message)


def _refuse_missing(password_file: Path | None) -> None:
    if password_file is not None and not password_file.is_file():
        text = _("There is no password file {path}.").format(path=password_file)
        raise CallEndedError(ExitCode.WRONG_CALL, text)


def whole_call(open_window: OpenWindow) -> WordedGroup:
    """Every command and option there is; a call without a command opens the window."""

    def opened(
        data: Path | None, lang: str, password_file: Path | None, officer: str, *, version: bool
    ) -> int | None:
        if version:
            say(f"so138 {__version__}")
            return None
        context = click.get_current_context()
        context.obj = call = Call(data or paths.default_data_folder(), lang, password_file, officer)
        _refuse_missing(password_file)
        if context.invoked_subcommand is None:
            _refuse_without_screen()
            return open_window(call.data, call.language)
        return None

    door = WordedGroup(
        "so138",
        callback=opened,
        invoke_without_command=True,
        params=list(_options()),
        help=N_(
            "Sổ 138 keeps a commune's outreach sessions and community models and makes its "
            "monthly report. Without a command the window opens."
        ),
        subcommand_metavar=_("COMMAND …"),
    )
    door.places = {name: f"desktop.commands.{place}" for name, place in COMMAND_PLACES.items()}
    door.example = "so138 status --period 2026-10"
    return door


def options_with_value() -> frozenset[str]:
    """The options before a command that a value follows as a word of its own."""
    return frozenset(name for one in _options() if not one.is_flag for name in one.opts)


def _options() -> tuple[WordedOption, ...]:
    return (
        WordedOption(
            ["--data"],
            type=NamedPath(),
            metavar="DIR",
            help=N_("The data folder (or SO138_DATA); by default the user's own."),
        ),
        WordedOption(
            ["--lang"],
            type=click.Choice(i18n.LANGUAGES),
            default=i18n.DEFAULT_LANGUAGE,
            help=N_("The language: vi or en."),
        ),
        WordedOption(
            ["--password-file"],
            type=NamedPath(),
            envvar="SO138_PASSWORD_FILE",
            metavar="FILE",
            help=N_("A file whose first line is the password (or SO138_PASSWORD holds it)."),
        ),
        WordedOption(
            ["--officer"],
            metavar="NAME",
            default="",
            help=N_("Who you are, by your name in the list of officers; else whose password fits."),
        ),
        WordedOption(["--version"], is_flag=True, help=N_("Say the version and end.")),
    )
