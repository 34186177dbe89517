"""Texts of a plan that would name a person, or count the people of one residential group.

Managed persons are counts of the whole commune: a group has so few households that a count
of its own would name somebody. Names, citizen's numbers and telephone numbers stay out.
"""

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import Any

from desktop.domain.plan_reading import PlanProblem
from desktop.domain.text import identity_key, looks_like_person, nfc

__all__ = ["group_named", "looks_like_person", "private_problems"]

_GROUP = re.compile(
    r"\b(?:tổ|tổ dân phố|tdp|thôn|xóm|bản|làng|ấp|khu phố|khu dân cư) (?:số )?[0-9]+\b",
    re.IGNORECASE,
)
_EACH_GROUP = re.compile(
    r"\b(?:từng|mỗi|theo) (?:tổ|thôn|xóm|bản|làng|ấp|khu phố|khu dân cư)\b", re.IGNORECASE
)
_COUNTED = ("counts", "baselines")
_TEXTS = ("label", "title", "note", "text", "body", "unit", "quote", "section", "reading")


def group_named(text: str, groups: Iterable[str]) -> str:
    """The residential group that a text names; empty when it names none.

    A group is known by its whole name, or by a word for one with a number ("thôn 3").
    """
    words = f" {identity_key(text)} "
    for name in groups:
        key = identity_key(name)
        if " " in key and f" {key} " in words:
            return name
    found = _GROUP.search(nfc(text))
    return found[0] if found else ""


def _each_group(label: str, unit: object) -> str:
    """The words of a label that count persons group by group ("theo tổ"); empty when none do."""
    found = _EACH_GROUP.search(nfc(label)) if identity_key(str(unit)) == "nguoi" else None
    return found[0] if found else ""


def private_problems(
    lists: Mapping[str, Any], *, groups: Sequence[str] = ()
) -> tuple[PlanProblem, ...]:
    """What the lists of a plan's file say about single groups (refused) and persons (warned)."""
    return tuple(_problems(lists, groups))


def _problems(lists: Mapping[str, Any], groups: Sequence[str]) -> Iterator[PlanProblem]:
    for key, tables in lists.items():
        for index, table in enumerate(tables if isinstance(tables, list | tuple) else ()):
            if isinstance(table, Mapping):
                yield from _of_table(table, key, f"{key}[{index}]", groups)


def _of_table(
    table: Mapping[str, Any], key: str, path: str, groups: Sequence[str]
) -> Iterator[PlanProblem]:
    label = table.get("label")
    if key in _COUNTED and isinstance(label, str):
        name = group_named(label, groups) or _each_group(label, table.get("unit"))
        if name:
            yield PlanProblem("count_of_group", f"{path}.label", details={"group": name})
    for text in _TEXTS:
        if isinstance(said := table.get(text), str) and looks_like_person(said):
            yield PlanProblem("looks_personal", f"{path}.{text}", warning=True)
