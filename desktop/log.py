"""The log: what happened and where, never with what values.

Notes and names typed by an officer must not survive in a log file. A record keeps its fixed
message, its whole numbers and our own codes; any other argument is written as its type and length.
"""

import logging
import re
import traceback
from logging.handlers import RotatingFileHandler
from pathlib import Path
from types import TracebackType

_BYTES_PER_FILE = 512 * 1024
_OLD_FILES = 3
_CODE = re.compile(r"[a-z0-9_]{1,60}")
_PROGRAM = Path(__file__).resolve().parent.parent


class Code(str):
    """A word of our own vocabulary (the code of a fault), which the log may hold as it is."""

    __slots__ = ()


class WithoutValues(logging.Formatter):
    """Formats records so that no text passed as an argument reaches the file."""

    def formatMessage(self, record: logging.LogRecord) -> str:  # noqa: N802  logging's own name
        """Return the line with every argument but whole numbers reduced to type and length."""
        redacted = logging.makeLogRecord(record.__dict__)
        redacted.args = None
        redacted.message = _fill(record)
        return super().formatMessage(redacted)

    def formatException(  # noqa: N802  logging's own name
        self, ei: tuple[type[BaseException] | None, BaseException | None, TracebackType | None]
    ) -> str:
        """Return the outline of the error: its type and its lines of code."""
        return outline(ei[1]) if ei[1] is not None else ""


def start(folder: Path) -> logging.Logger:
    """Write the program's log into ``folder``, 4 files of 512 KB at most; return its logger.

    A folder that cannot be written costs the log, never the start of the program.
    """
    logger = logging.getLogger("desktop")
    logger.setLevel(logging.INFO)
    logger.propagate = False
    stop(logger)
    logger.addHandler(_handler(folder))
    return logger


def stop(logger: logging.Logger) -> None:
    """Close the files of ``logger``."""
    for handler in tuple(logger.handlers):
        logger.removeHandler(handler)
        handler.close()


def outline(error: BaseException) -> str:
    """Return the type of ``error`` and of its causes with file, line and function; no values."""
    lines = []
    seen: set[int] = set()
    link: BaseException | None = error
    while link is not None and id(link) not in seen:
        seen.add(id(link))
        lines.append(f"{type(link).__module__}.{type(link).__qualname__}")
        lines += [
            f"  {_from_package(frame.filename)}:{frame.lineno} {frame.name}"
            for frame in traceback.extract_tb(link.__traceback__)
        ]
        link = link.__cause__ or link.__context__
    return "\n".join(lines)


def _handler(folder: Path) -> logging.Handler:
    try:
        folder.mkdir(parents=True, exist_ok=True)
        handler: logging.Handler = RotatingFileHandler(
            folder / "so138.log",
            maxBytes=_BYTES_PER_FILE,
            backupCount=_OLD_FILES,
            encoding="utf-8",
        )
    except OSError:
        return logging.NullHandler()
    handler.setFormatter(WithoutValues("%(asctime)s %(levelname)s %(name)s: %(message)s"))
    return handler


def _fill(record: logging.LogRecord) -> str:
    if not record.args:
        return str(record.msg)
    values = record.args if isinstance(record.args, tuple) else tuple(record.args.values())
    shown = ", ".join(_shape(value) for value in values)
    return f"{record.msg} [{shown}]"


def _shape(value: object) -> str:
    if isinstance(value, int) or (isinstance(value, Code) and _CODE.fullmatch(value)):
        return str(value)
    size = len(value) if isinstance(value, str | bytes) else None
    name = type(value).__name__
    return name if size is None else f"{name} of {size}"


def _from_package(filename: str) -> str:
    """The place of a file inside the program or a library: the user's folders are values too."""
    path = Path(filename)
    if path.is_relative_to(_PROGRAM):
        return path.relative_to(_PROGRAM).as_posix()
    parts = path.parts
    if "site-packages" in parts:
        return "/".join(parts[parts.index("site-packages") + 1 :])
    return path.name
