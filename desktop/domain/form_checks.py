"""What a committee's own version of a form may say, checked against the form it replaces.

It holds the same keys, each text the same fields in braces and at most three times as long as
the shipped one, so that every paper can still be made of it and nothing that a paper must say
goes missing.
"""

import re
import unicodedata
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field
from string import Formatter

from desktop.domain.plan_reading import MOST_PROBLEMS, read_toml
from desktop.domain.printable import first_unprintable, letter_named
from desktop.domain.text import nfc

TIMES_AS_LONG = 3
_FIELD = re.compile(r"[a-z_]+")
_REFUSED = frozenset({"Cc", "Cs", "Co", "Cn"})
_KEY_LINE = re.compile(r"""[ \t]*["']?([\w.-]+)["']?[ \t]*=""")
_TABLE_LINE = re.compile(r"[ \t]*\[[ \t]*([\w.-]+)[ \t]*\]")
_DEEPEST = 4


@dataclass(frozen=True, slots=True)
class FormProblem:
    """What is wrong with a form's file: the key and its line, from 1; 0 where it is not known."""

    code: str
    key: str = ""
    line: int = 0
    details: Mapping[str, str] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class FormReading:
    """The texts of a file that fit the form, by key, and everything that is wrong with others."""

    texts: Mapping[str, str]
    problems: tuple[FormProblem, ...] = ()


def read_form_texts(
    shipped: Mapping[str, str],
    content: bytes,
    *,
    is_fixed: Callable[[str], bool],
    is_drawn: Callable[[str], bool] | None = None,
) -> FormReading:
    """Reads a committee's version of a form; ``shipped`` are the texts of ours by dotted key.

    A text that ``is_fixed`` stays as it is shipped. ``is_drawn`` says whether the typeface has a
    letter, where the file is to be taken; what was taken before is read without.
    """
    data, unread = read_toml(content)
    if unread:
        one = unread[0]
        return FormReading({}, (FormProblem(one.code, "", one.line or 0, one.details),))
    found, lines = dict(_flat("", data, 1)), _lines(content.decode("utf-8-sig"))
    problems = tuple(_problems(shipped, found, is_fixed))
    if is_drawn is not None:
        problems += tuple(_undrawn(found, is_drawn, {one.key for one in problems}))
    wrong = {one.key for one in problems}
    texts = {
        key: nfc(text).strip()
        for key, text in found.items()
        if key not in wrong and isinstance(text, str)
    }
    return FormReading(texts, tuple(_placed(one, lines) for one in problems[:MOST_PROBLEMS]))


def _flat(prefix: str, data: Mapping[str, object], depth: int) -> Iterator[tuple[str, object]]:
    for key, value in data.items():
        if isinstance(value, Mapping) and depth < _DEEPEST:
            yield from _flat(f"{prefix}{key}.", value, depth + 1)
        else:
            yield prefix + key, value


def _problems(
    shipped: Mapping[str, str], found: Mapping[str, object], is_fixed: Callable[[str], bool]
) -> Iterator[FormProblem]:
    for key, value in found.items():
        if key not in shipped:
            yield FormProblem("key_unknown", key[:80])
        elif not isinstance(value, str):
            yield FormProblem("not_text", key)
        else:
            yield from _of_text(key, value, shipped[key], fixed=is_fixed(key))
    for key in shipped:
        if key not in found:
            yield FormProblem("key_missing", key)


def _of_text(key: str, text: str, ours: str, *, fixed: bool) -> Iterator[FormProblem]:
    """What is wrong with one text beside the shipped one."""
    limit = len(ours) * TIMES_AS_LONG
    fields, wanted = _fields(text), _fields(ours)
    if not text.strip():
        yield FormProblem("text_empty", key)
    elif any(unicodedata.category(letter) in _REFUSED for letter in text):
        yield FormProblem("control_character", key)
    elif len(text.strip()) > limit:
        yield FormProblem("too_long", key, details={"limit": str(limit)})
    elif fields is None:
        yield FormProblem("braces", key)
    elif fields != wanted:
        yield FormProblem("fields_differ", key, details={"fields": _named(wanted or frozenset())})
    elif fixed and nfc(text).strip() != ours:
        yield FormProblem("key_fixed", key)


def _undrawn(
    found: Mapping[str, object], is_drawn: Callable[[str], bool], wrong: set[str]
) -> Iterator[FormProblem]:
    """The texts with a letter that would be a blank on paper, or is not seen."""
    for key, text in found.items():
        if key not in wrong and isinstance(text, str):
            letter = first_unprintable(text, is_drawn)
            if letter is not None:
                yield FormProblem("not_drawn", key, details={"letter": letter_named(letter)})


def _fields(text: str) -> frozenset[str] | None:
    """The fields in braces; none where the braces are no plain names."""
    found: set[str] = set()
    try:
        parsed = tuple(Formatter().parse(text))
    except ValueError:
        return None
    for _literal, name, form, conversion in parsed:
        if name is None:
            continue
        if form or conversion or not _FIELD.fullmatch(name):
            return None
        found.add(name)
    return frozenset(found)


def _named(fields: frozenset[str]) -> str:
    return ", ".join(f"{{{name}}}" for name in sorted(fields)) or "–"


def _lines(text: str) -> dict[str, int]:
    """The line of every key and of every table's heading, as far as they stand plainly."""
    found: dict[str, int] = {}
    prefix = ""
    for number, line in enumerate(text.split("\n"), start=1):
        if table := _TABLE_LINE.match(line):
            prefix = f"{table[1]}."
            found.setdefault(prefix, number)
        elif key := _KEY_LINE.match(line):
            found.setdefault(prefix + key[1], number)
    return found


def _placed(problem: FormProblem, lines: Mapping[str, int]) -> FormProblem:
    """With its line: that of the key, else that of the table where the key is missing."""
    table = problem.key.rpartition(".")[0] + "."
    line = lines.get(problem.key) or lines.get(table, 0)
    return FormProblem(problem.code, problem.key, line, problem.details)
