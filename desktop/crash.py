"""When the program itself fails: a report without values, and a word to the user.

The report names the type of the error and the lines of code it passed, nothing that anybody
typed, so that it may leave the office.
"""

import contextlib
import platform
import sys
import threading
from collections.abc import Callable
from datetime import UTC, datetime
from pathlib import Path
from types import TracebackType

from desktop.log import outline
from desktop.paths import mark_of

_KEPT_REPORTS = 10
_UNKEPT = ".no-backup."


def install(
    *,
    folder: Path,
    version: str,
    tell: Callable[[Path | None], None] | None = None,
    show: Callable[[str, Path | None], None] | None = None,
) -> Callable[[], None]:
    """Catch every error nobody caught, in all threads; return what undoes it.

    A report is written into ``folder`` and its path given to ``tell`` (``None`` when it could
    not be written). ``show`` is given the report's text as well. Without either one line goes to
    standard error.
    """
    before = sys.excepthook, threading.excepthook

    def inform(error: BaseException) -> None:
        path = write_report(error, folder=folder, version=version)
        if show is not None:
            show(report(error, version=version), path)
        elif tell is not None:
            tell(path)
        else:
            say(path)

    def in_main(
        kind: type[BaseException], error: BaseException, trace: TracebackType | None
    ) -> None:
        if issubclass(kind, KeyboardInterrupt):
            before[0](kind, error, trace)
            return
        inform(error)

    def in_thread(args: threading.ExceptHookArgs) -> None:
        if args.exc_value is not None and not issubclass(args.exc_type, SystemExit):
            inform(args.exc_value)

    def undo() -> None:
        sys.excepthook, threading.excepthook = before

    sys.excepthook, threading.excepthook = in_main, in_thread
    return undo


def write_report(error: BaseException, *, folder: Path, version: str) -> Path | None:
    """Write the report of ``error``; return its path, or ``None`` when the folder refuses."""
    moment = datetime.now(tz=UTC)
    try:
        folder.mkdir(parents=True, exist_ok=True)
        path = folder / f"crash-{moment:%Y%m%d-%H%M%S-%f}.txt"
        path.write_text(report(error, version=version), encoding="utf-8")
        for old in sorted(folder.glob("crash-*.txt"))[:-_KEPT_REPORTS]:
            old.unlink(missing_ok=True)
    except OSError:
        return None
    return path


def report(error: BaseException, *, version: str) -> str:
    """Return the text of a report: version, system, and the outline of ``error``."""
    system = f"{platform.system()} {platform.release()}, Python {platform.python_version()}"
    return f"so138 {version}\n{system}\n\n{outline(error)}\n"


def begin_run(*, logs: Path, data: Path) -> bool:
    """Note that the data folder ``data`` is open; True when the run before never said its end.

    A power cut, a killed program and a crash leave the note. A folder that refuses costs the
    note, never the start.
    """
    note = _note(logs, data)
    try:
        left = note.exists()
        logs.mkdir(parents=True, exist_ok=True)
        note.write_text("", encoding="utf-8")
    except OSError:
        return False
    return left


def end_run(*, logs: Path, data: Path, unkept: str = "") -> None:
    """Note that the data folder was closed as it should be.

    ``unkept`` is the code of what kept the backup at the exit from being made. The note is then
    only renamed: that goes well on a full disk, too.
    """
    note = _note(logs, data)
    with contextlib.suppress(OSError):
        _forget_unkept(note)
        if unkept:
            note.rename(note.with_name(f"{note.name}{_UNKEPT}{unkept}"))
        else:
            note.unlink(missing_ok=True)


def unkept(*, logs: Path, data: Path) -> str:
    """The code of what kept the backup at the last exit from being made; empty when it was made."""
    note = _note(logs, data)
    found = sorted(logs.glob(f"{note.name}{_UNKEPT}*"))
    return found[0].name.removeprefix(f"{note.name}{_UNKEPT}") if found else ""


def _forget_unkept(note: Path) -> None:
    for path in note.parent.glob(f"{note.name}{_UNKEPT}*"):
        path.unlink(missing_ok=True)


def _note(logs: Path, data: Path) -> Path:
    """The name says nothing of the folder's."""
    return logs / f"open-{mark_of(data)}"


def say(path: Path | None) -> None:
    """Name the report ``path`` on standard error, in the language in use.

    Nothing is said where there is no such place, or no language: the launcher tells it then.
    """
    if sys.stderr is None:
        return
    with contextlib.suppress(OSError, ImportError):
        sys.stderr.write(_report_words(path) + "\n")


def _report_words(path: Path | None) -> str:
    from desktop.i18n import _

    if path is None:
        return _("The program met an error of its own. No report could be written.")
    return _("The program met an error of its own. The report is in {path}.").format(path=path)
