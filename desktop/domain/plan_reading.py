"""Reading a plan's TOML key by key: what is wrong is noted with its key path, never raised."""

import re
import tomllib
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from datetime import date, datetime
from decimal import Decimal
from enum import StrEnum
from typing import Any, TypeGuard, TypeVar

from desktop.domain.periods import EARLIEST_YEAR, LATEST_YEAR
from desktop.domain.plan_expressions import Expression, ExpressionError, parse_expression
from desktop.domain.plans import PlanDay
from desktop.domain.text import tidy

LARGEST_FILE = 512 * 1024
MOST_PROBLEMS = 50
LONGEST_TEXT = 6000
LARGEST_NUMBER = 10**9
# A key of very many parts makes the reader of TOML quadratic; no text of a plan has so many dots.
_MOST_DOTS = 200
_ID = re.compile(r"[a-z0-9][a-z0-9_.-]{0,39}", re.ASCII | re.IGNORECASE)
_KEY = re.compile(r"""[ \t]*([\w.-]+|"[^"]*")[ \t]*=""")
_PLACE = re.compile(r"\(at line (\d+), column (\d+)\)")

Choice = TypeVar("Choice", bound=StrEnum)


@dataclass(frozen=True, slots=True)
class PlanProblem:
    """One thing that is wrong with a plan's file.

    ``path`` is the key's place, counted from 0: ``objectives[3].target``; ``line`` counts
    from 1 and is None where it is not known. A warning does not stop the plan.
    """

    code: str
    path: str = ""
    line: int | None = None
    details: Mapping[str, str] = field(default_factory=dict)
    warning: bool = False


def read_toml(content: bytes) -> tuple[dict[str, Any], tuple[PlanProblem, ...]]:
    """The tables of a file, or the one problem that keeps it from being read."""
    if len(content) > LARGEST_FILE:
        return {}, (PlanProblem("too_big", details={"limit": str(LARGEST_FILE // 1024)}),)
    try:
        text = content.decode("utf-8-sig")
    except UnicodeDecodeError:
        return {}, (PlanProblem("not_utf8"),)
    for number, line in enumerate(text.split("\n"), start=1):
        if line.count(".") > _MOST_DOTS:
            return {}, (PlanProblem("too_many_dots", line=number),)
    try:
        return tomllib.loads(text, parse_float=Decimal), ()
    except RecursionError:
        return {}, (PlanProblem("too_deep"),)
    except (ValueError, ArithmeticError) as error:
        place = _PLACE.search(str(error))
        return {}, (_not_toml(str(error), text, int(place[1]) if place else None),)


def _not_toml(said: str, text: str, line: int | None) -> PlanProblem:
    """The problem of a text that is no TOML; a key that stands twice is named."""
    if line is not None and said.startswith(("Cannot overwrite a value", "Duplicate")):
        # The reader stops behind the value, which may be on a later line than its key.
        for number in range(min(line, text.count("\n") + 1), 0, -1):
            if key := _KEY.match(text.split("\n")[number - 1]):
                return PlanProblem("key_twice", line=number, details={"key": key[1][:60]})
    return PlanProblem("not_toml", line=line)


@dataclass(slots=True)
class Findings:
    """The problems met so far, at most 50: a hostile file must not fill the screen."""

    found: list[PlanProblem] = field(default_factory=list)

    def note(self, code: str, path: str, *, warning: bool = False, **details: str) -> None:
        """Note a problem at a key path."""
        if len(self.found) < MOST_PROBLEMS:
            self.found.append(PlanProblem(code, path, details=details, warning=warning))

    @property
    def stopping(self) -> bool:
        """Whether something was found that keeps the plan from being used."""
        return any(not problem.warning for problem in self.found)


class Table:
    """One table of the file; every key is asked for once, the rest are unknown keys."""

    def __init__(self, data: Mapping[str, Any], *, path: str, findings: Findings) -> None:
        self._data = data
        self._path = path
        self._findings = findings
        self._asked: set[str] = set()

    def at(self, key: str) -> str:
        """The path of a key of this table."""
        return f"{self._path}.{key}" if self._path else key

    def note(self, code: str, key: str = "", *, warning: bool = False, **details: str) -> None:
        """Note a problem of a key, or of the table itself."""
        path = self.at(key) if key else self._path
        self._findings.note(code, path, warning=warning, **details)

    def _take(self, key: str, *, required: bool) -> Any:
        self._asked.add(key)
        value = self._data.get(key)
        if value is None and required:
            self.note("missing", key)
        return value

    def has(self, key: str) -> bool:
        """Whether the file holds a key."""
        return key in self._data

    def keys(self) -> tuple[str, ...]:
        """The keys that the file holds here, in its order."""
        return tuple(self._data)

    def blank(self, key: str) -> bool:
        """Whether a key is there with an empty text, which takes an entry back."""
        if self._data.get(key) != "":
            return False
        self._asked.add(key)
        return True

    def holds_table(self, key: str) -> bool:
        """Whether a key holds a table."""
        return isinstance(self._data.get(key), dict)

    def flag(self, key: str, *, required: bool = False) -> bool | None:
        """True or false; None when absent or wrong."""
        value = self._take(key, required=required)
        if value is None or isinstance(value, bool):
            return value
        self.note("not_choice", key, choices="true, false")
        return None

    def text(self, key: str, *, limit: int = 300, required: bool = False) -> str:
        """A text in one line, stored form; empty when it is absent or wrong."""
        value = self._take(key, required=required)
        return self._text_of(value, key, limit, required=required) if value is not None else ""

    def _text_of(self, value: Any, key: str, limit: int, *, required: bool = True) -> str:
        if not isinstance(value, str):
            self.note("not_text", key)
        elif len(value) > limit:
            self.note("too_long", key, limit=str(limit))
        elif not (text := tidy(value)) and required:
            self.note("missing", key)
        else:
            return text
        return ""

    def texts(self, key: str, *, limit: int = 1000, most: int = 50) -> tuple[str, ...]:
        """A list of texts."""
        values = self._list(key, most)
        return tuple(self._text_of(one, f"{key}[{n}]", limit) for n, one in enumerate(values))

    def id(self, key: str = "id", *, required: bool = True) -> str:
        """An identifier: letters without marks, digits, "-", "_" and ".", at most 40."""
        text = self.text(key, required=required)
        if text and not _ID.fullmatch(text):
            self.note("id_form", key)
            return ""
        return text

    def ids(self, key: str, *, most: int = 20) -> tuple[str, ...]:
        """A list of identifiers."""
        found = self.texts(key, most=most)
        for index, text in enumerate(found):
            if text and not _ID.fullmatch(text):
                self.note("id_form", f"{key}[{index}]")
        return found

    def number(self, key: str, *, required: bool = False) -> Decimal | None:
        """A number from 0 with at most four decimals."""
        value = self._take(key, required=required)
        if value is None:
            return None
        if isinstance(value, bool) or not isinstance(value, int | Decimal):
            self.note("not_number", key)
            return None
        # Compared before it is converted: a number of a million digits is never written out.
        fits = (
            0 <= value <= LARGEST_NUMBER
            if isinstance(value, int)
            else value.is_finite()
            and not value.is_signed()
            and value <= LARGEST_NUMBER
            and _decimals(value) <= 4
        )
        if not fits:
            self.note("not_number", key)
            return None
        return Decimal(value)

    def percent(self, key: str, *, default: int | None = None) -> Decimal:
        """A percentage from 0 to 100; ``default`` stands in for an absent key."""
        if default is not None and not self.has(key):
            self._asked.add(key)
            return Decimal(default)
        value = self.number(key, required=True)
        if value is not None and value > 100:
            self.note("not_percent", key)
        return value if value is not None else Decimal(0)

    def whole(self, key: str, *, required: bool = False) -> int | None:
        """A whole number from 0."""
        value = self._take(key, required=required)
        return None if value is None else self.whole_of(value, key)

    def whole_of(self, value: Any, key: str) -> int | None:
        """A value that has to be a whole number from 0."""
        if isinstance(value, bool) or not isinstance(value, int):
            self.note("not_whole", key)
        elif not 0 <= value <= LARGEST_NUMBER:
            self.note("not_number", key)
        else:
            return value
        return None

    def day(self, key: str) -> PlanDay:
        """A date, or a year where no more is known; None when absent: unknown."""
        value = self._take(key, required=False)
        if value is None:
            return None
        found = value if _is_day(value) else None
        if found is None or not EARLIEST_YEAR <= _year(found) <= LATEST_YEAR:
            self.note("not_day", key)
            return None
        return found

    def whole_day(self, key: str, *, required: bool = False) -> date | None:
        """A date; a year alone is none."""
        found = self.day(key)
        if isinstance(found, int):
            self.note("not_whole_day", key)
            return None
        if required and not self.has(key):
            self.note("missing", key)
        return found

    def choice(self, key: str, choices: type[Choice], *, default: Choice) -> Choice:
        """One word of a fixed list."""
        value = self._take(key, required=False)
        if value is None:
            return default
        for one in choices:
            if one == value and isinstance(value, str):
                return one
        self.note("not_choice", key, choices=", ".join(choices))
        return default

    def expression(self, key: str, *, required: bool = False) -> Expression | None:
        """A sum of figures."""
        text = self.text(key, limit=1000, required=required)
        return self._expression_of(text, key) if text else None

    def expressions(self, key: str) -> tuple[Expression, ...]:
        """A list of sums."""
        found = [
            self._expression_of(text, f"{key}[{index}]")
            for index, text in enumerate(self.texts(key, most=10))
            if text
        ]
        return tuple(one for one in found if one is not None)

    def _expression_of(self, text: str, key: str) -> Expression | None:
        try:
            return parse_expression(text)
        except ExpressionError as error:
            self.note("not_expression", key, column=str(error.args[0]))
            return None

    def _list(self, key: str, most: int) -> list[Any]:
        value = self._take(key, required=False)
        if value is None:
            return []
        if not isinstance(value, list):
            self.note("not_list", key)
            return []
        if len(value) > most:
            self.note("too_many", key, limit=str(most))
            return []
        return value

    def lists(self, key: str, *, most: int) -> list[list[Any]]:
        """A list of lists."""
        found = self._list(key, most)
        for index, one in enumerate(found):
            if not isinstance(one, list):
                self.note("not_list", f"{key}[{index}]")
        return [one for one in found if isinstance(one, list)]

    def table(self, key: str) -> "Table | None":
        """A table inside this one."""
        value = self._take(key, required=False)
        if value is None:
            return None
        if not isinstance(value, dict):
            self.note("not_table", key)
            return None
        return Table(value, path=self.at(key), findings=self._findings)

    def tables(self, key: str, *, most: int) -> Iterator["Table"]:
        """The tables of a list, each closed (its unknown keys noted) when the next is asked for."""
        for index, one in enumerate(self._list(key, most)):
            path = f"{key}[{index}]"
            if not isinstance(one, dict):
                self.note("not_table", path)
                continue
            table = Table(one, path=self.at(path), findings=self._findings)
            yield table
            table.close()

    def close(self) -> None:
        """Note the keys that nobody asked for."""
        for key in self._data:
            if key not in self._asked:
                self.note("unknown_key", tidy(key)[:60] or "?")


def _decimals(value: Decimal) -> int:
    exponent = value.as_tuple().exponent
    return -exponent if isinstance(exponent, int) else 0


def _is_day(value: object) -> TypeGuard[date | int]:
    """A local date or a bare number; dates with a time are no days of a plan."""
    if isinstance(value, datetime | bool):
        return False
    return isinstance(value, date | int)


def _year(day: date | int) -> int:
    return day if isinstance(day, int) else day.year
