"""The first lines of every start: what is wrong is told even where parts of the program are gone.

Stands on the standard library alone. The launchers of Windows read the variables that are set
here, show their sentence in a window and write it into the log.
"""

import os
import sys
from collections.abc import Callable, Sequence

FAULT = 3
"""Python's own 1 would read as "done, and there is something to look at"."""
BEGUN, FAULT_FILE, FAULT_ERROR = "SO138_BEGUN", "SO138_FAULT_FILE", "SO138_FAULT_ERROR"
SELF_TEST = "self-test"
_NAMED = 3


def started(run: Callable[[Sequence[str]], int], arguments: Sequence[str]) -> int:
    """Run the program; what nobody else could tell is told here, and the exit code is 3."""
    os.environ[BEGUN] = "1"
    try:
        return run(arguments)
    except Exception as error:  # noqa: BLE001 - the last resort of the process
        if SELF_TEST in arguments:
            from desktop.part_trials import bare_self_test

            return bare_self_test(list(arguments), error)
        if sys.stderr is not None:
            sys.stderr.write(f"so138: {note_fault(error)}\n")
        else:
            note_fault(error)
        return FAULT


def note_fault(error: BaseException) -> str:
    """Leave word for the launcher: files that are missing, else the kind of the error.

    Values are in neither: no message of an error is kept.
    """
    from desktop.own_files import missing_files

    if missing := missing_files():
        os.environ[FAULT_FILE] = ", ".join(missing[:_NAMED])
        return f"missing: {os.environ[FAULT_FILE]}"
    os.environ[FAULT_ERROR] = _kind(error)
    return os.environ[FAULT_ERROR]


def _kind(error: BaseException) -> str:
    """The type of an error; of a module that does not load, its name."""
    name = type(error).__name__
    module = getattr(error, "name", None)
    return f"{name} {module}" if isinstance(error, ImportError) and module else name
