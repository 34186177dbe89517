"""Composition root: builds the parts and hands them to one of the two doors.

Imported by ``desktop.__main__`` alone. Everything heavy is imported at first use, so that a
command never waits for Qt and the window never waits for the command line.
"""

import os
import sys
from collections.abc import Mapping, Sequence
from functools import partial
from io import TextIOWrapper
from pathlib import Path

from desktop import __version__, crash, i18n, log, paths
from desktop.part_trials import PART_TEST, SEEN_PARTS, answered
from desktop.starting import FAULT, SELF_TEST, note_fault

_OPENED = frozenset({".s138", ".s138r"})


def main(argv: Sequence[str]) -> int:
    """Run ``so138`` with ``argv`` (without the program's name); return the exit code.

    An error that nobody caught is reported without values, and the exit code is 3. One that keeps
    the self-test from its answer is raised: whoever called tells it without us.
    """
    _speak_utf8()
    shared = paths.group_folder()
    if shared is not None:
        os.umask(paths.GROUP_UMASK)
    undo = crash.install(folder=paths.log_folder(), version=__version__)
    try:
        if argv[:1] == [PART_TEST]:
            return answered(partial(_part, argv[1], Path(argv[2])))
        from desktop.cli import main as run_command

        words, files = split_files(argv)
        opening = partial(open_window, files=files) if files else open_window
        return run_command(words, open_window=opening)
    except Exception as error:
        path = crash.write_report(error, folder=paths.log_folder(), version=__version__)
        if SELF_TEST in argv:
            raise
        note_fault(error)
        crash.say(path)
        return FAULT
    finally:
        if shared is not None:
            paths.give_to_group(shared)
        undo()


def _part(name: str, folder: Path) -> Mapping[str, str] | None:
    """Start one part of the program, as the self-test asks for it."""
    if name in SEEN_PARTS:
        from desktop.ui.self_test import start_part as start_seen

        return start_seen(name, folder)
    from desktop.actions.self_test import start_part

    return start_part(name, folder)


def split_files(argv: Sequence[str]) -> tuple[list[str], tuple[Path, ...]]:
    """The call without the files at its end, and those files.

    A double click calls the program so: ``so138 S138_19996_202610_0001.s138``. A word before
    them that names a command keeps them as its own.
    """
    words = list(argv)
    first = _first_bare(words)
    if first is None or not all(_is_file_of_ours(one) for one in words[first:]):
        return words, ()
    return words[:first], tuple(Path(one) for one in words[first:])


def _first_bare(words: Sequence[str]) -> int | None:
    """The place of the first word that is neither an option nor the value of one."""
    from desktop.cli import options_with_value

    with_value, place = options_with_value(), 0
    while place < len(words) and words[place].startswith("-"):
        place += 2 if words[place] in with_value else 1
    return place if place < len(words) else None


def _is_file_of_ours(word: str) -> bool:
    return Path(word).suffix.lower() in _OPENED


def open_window(data: Path, language: str, *, files: Sequence[Path] = ()) -> int:
    """Open the window on the data folder ``data``; return its exit code when it closes.

    Where a window of this account has the folder open already, that one comes to the front and
    takes the ``files``. Where none opens, the launcher is left word of why: nobody reads what is
    said on the console of a window.
    """
    try:
        return _shown(data, language, files)
    except Exception as error:
        note_fault(error)
        raise


def _shown(data: Path, language: str, files: Sequence[Path]) -> int:
    log.start(paths.log_folder())
    i18n.install(language)
    from desktop.actions.handing import LetterBox

    if LetterBox.of(data, logs=paths.log_folder()).hand_over(files):
        return 0
    # The folder opens on the worker while the window's parts are still being imported.
    from desktop.ui.opening import Opening

    opening = Opening(data)
    opening.begin()
    from desktop.ui.running import run_window

    return run_window(opening, files=files)


def _speak_utf8() -> None:
    """Print Vietnamese on any console: Windows and bare systems default to other encodings."""
    for stream in (sys.stdout, sys.stderr):
        if isinstance(stream, TextIOWrapper):
            stream.reconfigure(encoding="utf-8", errors="backslashreplace")
