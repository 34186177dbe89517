"""A month's counts written in a small TOML file, and the words for what is no number.

A category's id stands for its figure, at the top or under ``[counts]``; ``[openings]`` holds
totals for the time before tracking ("số đầu kỳ"). A number from 0 is entered, in quotes too
("3", "1.000"), "nil" or "không phát sinh" states nil, "n/a" not applicable, and "" takes a
figure back.
"""

import re
from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from typing import Any

from desktop.domain.plan_facts import NIL, NOT_APPLICABLE, CountEntry
from desktop.domain.plan_reading import PlanProblem, read_toml
from desktop.domain.problems import Problem
from desktop.domain.text import fold, tidy

NIL_WORDS = frozenset({"nil", "khong phat sinh", "kps", "khong ps", "khong co", "khong"})
NOT_APPLICABLE_WORDS = frozenset({"n/a", "khong ap dung", "khong thuoc dien"})
_COUNTS, _OPENINGS = "counts", "openings"
_TEXT_SHOWN = 60
_NUMBER = re.compile(r"(-?)\s*(\d{1,3}(?:[. ]\d{3})+|\d{1,3}(?:,\d{3})+|\d+)", re.ASCII)
_FRACTION = re.compile(r"-?\s*\d+[.,]\d+", re.ASCII)
_MOST_DIGITS = 18


@dataclass(frozen=True, slots=True)
class CountFile:
    """What a file holds: figures and opening totals by category; None takes one back.

    ``unread`` says why the file as a whole cannot be read; ``problems`` what is wrong with a
    key: their field is the key, ``line`` among their details where it was found.
    """

    entries: Mapping[str, CountEntry | None] = field(default_factory=dict)
    openings: Mapping[str, int | None] = field(default_factory=dict)
    problems: tuple[Problem, ...] = ()
    unread: tuple[PlanProblem, ...] = ()


def _at(problem: PlanProblem, last: int) -> PlanProblem:
    unplaced = problem.code == "not_toml" and problem.line is None
    return replace(problem, line=last) if unplaced else problem


def worded_entry(text: str) -> CountEntry | None:
    """The entry that words state (nil, not applicable); None for any other text."""
    folded = fold(tidy(text)).strip(" .")
    if folded in NIL_WORDS:
        return NIL
    return NOT_APPLICABLE if folded in NOT_APPLICABLE_WORDS else None


def parse_counts(content: bytes) -> CountFile:
    """The figures of a file; never raises, whatever is wrong is among the problems."""
    data, unread = read_toml(content)
    if unread:
        last = content.count(b"\n") + 1
        # What the parser misses at the end of the text it places on no line.
        return CountFile(unread=tuple(_at(one, last) for one in unread))
    top = {key: value for key, value in data.items() if key not in {_COUNTS, _OPENINGS}}
    problems: list[Problem] = []
    counts = _table(data, _COUNTS, problems)
    totals = _table(data, _OPENINGS, problems)
    problems.extend(Problem("count_twice", key) for key in counts if key in top)
    entries = {key: _entry(key, value, problems) for key, value in {**top, **counts}.items()}
    openings = {
        key: _opening(f"{_OPENINGS}.{key}", value, problems) for key, value in totals.items()
    }
    return CountFile(entries, openings, tuple(problems))


def line_of_key(content: bytes, key: str) -> int | None:
    """The line on which a key stands, counted from 1; None where it is not found without doubt."""
    table, _dot, name = key.rpartition(".")
    now = ""
    found: list[int] = []
    for number, line in enumerate(content.decode("utf-8-sig", "replace").split("\n"), start=1):
        text = line.strip()
        if text.startswith("["):
            now = text.strip("[] \t")
        elif _key_of(text).partition(".")[0] == name and (now == _OPENINGS) == bool(table):
            found.append(number)
    return found[0] if len(found) == 1 else None


def _key_of(line: str) -> str:
    return line.partition("=")[0].strip(" \t\"'")


def _table(data: Mapping[str, Any], name: str, problems: list[Problem]) -> dict[str, Any]:
    found = data.get(name, {})
    if isinstance(found, dict):
        return found
    problems.append(Problem("count_no_table", name))
    return {}


def _entry(key: str, value: object, problems: list[Problem]) -> CountEntry | None:
    if isinstance(value, str):
        stated = worded_entry(value)
        if stated is not None or not tidy(value):
            return stated
    number = _whole(key, value, problems)
    return None if number is None else CountEntry(number)


def _opening(key: str, value: object, problems: list[Problem]) -> int | None:
    if isinstance(value, str) and not tidy(value):
        return None
    return _whole(key, value, problems)


def _whole(key: str, value: object, problems: list[Problem]) -> int | None:
    if isinstance(value, str):
        return _quoted(key, tidy(value), problems)
    if isinstance(value, dict):
        problems.append(Problem("counts_by_group", key))
        return None
    if isinstance(value, bool) or not isinstance(value, int):
        numeric = not isinstance(value, bool | list) and hasattr(value, "is_nan")
        code = "number_fraction" if numeric else "number_not_understood"
        problems.append(_wrong(code, key, _shown(value)))
        return None
    if value < 0:
        problems.append(_wrong("number_negative", key, str(value)))
        return None
    return value


def _quoted(key: str, text: str, problems: list[Problem]) -> int | None:
    """A number in quotes, with or without points of thousands, as Excel lists may hold it."""
    found = _NUMBER.fullmatch(text)
    if found is None or found[1]:
        code = "number_fraction" if _FRACTION.fullmatch(text) else "number_not_understood"
        problems.append(_wrong("number_negative" if found else code, key, text))
        return None
    digits = re.sub(r"\D", "", found[2]).lstrip("0") or "0"
    # A figure that long is above every limit, and Python reads no number of any length.
    return int(digits) if len(digits) <= _MOST_DIGITS else int("9" * _MOST_DIGITS)


def _shown(value: object) -> str:
    """A value as the file writes it; lists only as what they are."""
    if isinstance(value, bool):
        return str(value).lower()
    return "[…]" if isinstance(value, list) else str(value)


def _wrong(code: str, key: str, text: str) -> Problem:
    return Problem(code, key, details={"text": tidy(text)[:_TEXT_SHOWN]})
