"""Composition root: builds the parts and hands them to one of the two doors.

Imported by ``desktop.__main__`` alone. Everything heavy is imported at first use, so that a
command never waits for Qt and the window never waits for the command line.
"""

import sys
from collections.abc import Sequence
from io import TextIOWrapper
from pathlib import Path

from desktop import __version__, crash, i18n, log, paths

# Python's own 1 would read as "done, and there is something to look at".
_FAULT = 3


def main(argv: Sequence[str]) -> int:
    """Run ``so138`` with ``argv`` (without the program's name); return the exit code.

    An error that nobody caught is reported without values, and the exit code is 3.
    """
    _speak_utf8()
    undo = crash.install(folder=paths.log_folder(), version=__version__)
    try:
        from desktop.cli import main as run_command

        return run_command(list(argv), open_window=open_window)
    except Exception as error:  # noqa: BLE001  the last resort of the process
        crash.say(crash.write_report(error, folder=paths.log_folder(), version=__version__))
        return _FAULT
    finally:
        undo()


def open_window(data: Path, language: str) -> int:
    """Open the window on the data folder ``data``; return its exit code when it closes."""
    log.start(paths.log_folder())
    i18n.install(language)
    # The folder opens on the worker while the window's parts are still being imported.
    from desktop.ui.opening import Opening

    opening = Opening(data)
    opening.begin()
    from desktop.ui.start import run_window

    return run_window(opening)


def _speak_utf8() -> None:
    """Print Vietnamese on any console: Windows and bare systems default to other encodings."""
    for stream in (sys.stdout, sys.stderr):
        if isinstance(stream, TextIOWrapper):
            stream.reconfigure(encoding="utf-8", errors="backslashreplace")
