"""Where in the text of a plan's file a key stands."""

import re
from collections.abc import Sequence
from dataclasses import replace

from desktop.domain.plan_reading import PlanProblem

_HEADER = re.compile(r"[ \t]*\[\[[ \t]*([a-z_.]+)[ \t]*\]\]")
_PATH = re.compile(r"([a-z_]+)\[(\d+)\](?:\.([a-z_]+))?")


def with_lines(problems: Sequence[PlanProblem], text: str) -> tuple[PlanProblem, ...]:
    """The problems with the line of their key, where it can be found without doubt."""
    starts: dict[str, list[int]] = {}
    lines = text.split("\n")
    for number, line in enumerate(lines, start=1):
        if header := _HEADER.match(line):
            starts.setdefault(header[1], []).append(number)
    return tuple(
        problem if problem.line else replace(problem, line=_line_of(problem.path, starts, lines))
        for problem in problems
    )


def _line_of(path: str, starts: dict[str, list[int]], lines: Sequence[str]) -> int | None:
    match = _PATH.match(path)
    if match is None or match[1] not in starts:
        return _key_line(path.split("[", maxsplit=1)[0], 1, lines)
    headers = starts[match[1]]
    index = int(match[2])
    if index >= len(headers):
        return None
    return _key_line(match[3] or "", headers[index] + 1, lines) or headers[index]


def _key_line(key: str, first: int, lines: Sequence[str]) -> int | None:
    for number in range(first, len(lines) + 1):
        line = lines[number - 1]
        if key and re.match(rf"[ \t]*{re.escape(key)}[ \t]*=", line):
            return number
        if line.lstrip().startswith("[["):
            return None
    return None
