"""Small files that commands read: their content, and their mistakes by file and key path."""

import re
import stat
from collections.abc import Sequence
from dataclasses import replace
from pathlib import Path

from desktop.commands.calling import CallEndedError, ExitCode, decoded, end_on_problems, tell
from desktop.domain.plan_reading import LARGEST_FILE, PlanProblem
from desktop.domain.problems import Problem
from desktop.i18n import _
from desktop.wording import problem_text
from desktop.wording.plans import plan_problem_text

_LONGEST_LINE = 600
_CONTROL = re.compile(r"[\x00-\x1f\x7f]")


def content_of(file: Path) -> bytes:
    """A plain file's bytes; ends the call when it cannot be read."""
    try:
        if stat.S_ISREG(file.stat().st_mode):
            with file.open("rb") as source:
                return source.read(LARGEST_FILE + 1)
    except (OSError, ValueError):
        pass
    text = _("{file}: the file is not there or cannot be read.").format(file=file)
    raise CallEndedError(ExitCode.WRONG_CALL, text)


def text_of(file: Path) -> str:
    """The text of a file, UTF-8 or what its mark says, read no further than any text is long.

    Raises:
        OSError: it is not there, or longer: a device never ends.
        UnicodeDecodeError: it is no such text.
    """
    with file.open("rb") as source:
        content = source.read(LARGEST_FILE + 1)
    if len(content) > LARGEST_FILE:
        raise OSError(file)
    return decoded(content)


def end_on_file_problems(file: Path | str, problems: Sequence[PlanProblem]) -> None:
    """Say what is wrong with a file, line and key path of each; end the call when it stops."""
    lines = [f"{file}: {_one_line(plan_problem_text(problem))}" for problem in problems]
    if any(not problem.warning for problem in problems):
        raise CallEndedError(ExitCode.WRONG_CALL, "\n".join(lines))
    for line in lines:
        tell(line)


def end_on_keyed_problems(file: Path | str, problems: Sequence[Problem]) -> None:
    """Say what is wrong with the entries of a file, key path of each; end the call on a stop."""
    stopping = [problem for problem in problems if problem.stops]
    if any(problem.code == "period_closed" for problem in stopping):
        end_on_problems(tuple(problems))
    if stopping:
        lines = "\n".join(_placed(file, problem) for problem in stopping)
        raise CallEndedError(ExitCode.WRONG_CALL, lines)
    for problem in problems:
        tell(_placed(file, problem))


def _placed(file: Path | str, problem: Problem) -> str:
    # A pasted cell has no key: its sentence says line and column.
    key = "" if "line" in problem.details else _one_line(problem.field)
    text = _one_line(problem_text(problem))
    return f"{file}: {key}: {text}" if key else f"{file}: {text}"


def _one_line(text: str) -> str:
    """A text of a file on one line of a bearable length, whatever its keys hold."""
    return _CONTROL.sub(" ", text)[:_LONGEST_LINE]


def at_place(place: str, problem: Problem) -> Problem:
    """A problem of one of several drafts, with the draft's place before its key."""
    details = {"field": problem.field, **problem.details}
    path = f"{place}.{problem.field}" if place else problem.field
    return replace(problem, field=path, details=details)
