"""Sums of figures as a plan writes them: ``dependent_persons + illegal_users``.

A term is a count's id, ``opening(id)`` (the stock before the span began), ``fact(name)``
(what the program computes itself), ``baseline(id)``, or a whole number.
"""

import re
from dataclasses import dataclass
from enum import StrEnum

MOST_TERMS = 40
_TERM = re.compile(
    r"\s*(?:(?P<function>opening|fact|baseline)\(\s*(?P<inner>[a-z][a-z0-9_]*)\s*\)"
    r"|(?P<count>[a-z][a-z0-9_]*)|(?P<number>[0-9]{1,9}))\s*",
    re.ASCII,
)


class TermKind(StrEnum):
    """Where the figure of a term comes from."""

    COUNT = "count"
    OPENING = "opening"
    FACT = "fact"
    BASELINE = "baseline"
    NUMBER = "number"


class FactName(StrEnum):
    """Figures that the program computes from sessions, groups and models.

    Groups due and met are group-months; attendance is in attendances, not persons.
    """

    GROUPS_DUE = "groups_due"
    GROUPS_MET = "groups_met"
    GROUPS_ACTIVE = "groups_active"
    GROUPS_WITH_MODEL = "groups_with_model"
    MODELS = "models"
    SESSIONS = "sessions"
    ATTENDANCE = "attendance"


@dataclass(frozen=True, slots=True)
class Term:
    """One figure of a sum, added (sign 1) or taken away (sign -1)."""

    kind: TermKind
    name: str
    sign: int = 1


@dataclass(frozen=True, slots=True)
class Expression:
    """A sum of terms."""

    terms: tuple[Term, ...]

    def names(self, *kinds: TermKind) -> tuple[str, ...]:
        """The names used by terms of some kinds."""
        return tuple(term.name for term in self.terms if term.kind in kinds)


class ExpressionError(ValueError):
    """A text that is no sum of figures; ``args[0]`` is the place (from 1) where it ends to be."""


def parse_expression(text: str) -> Expression:
    """The sum that a text writes.

    Raises:
        ExpressionError: the text is no such sum, or has more than 40 terms.
    """
    terms: list[Term] = []
    at, sign = 0, 1
    while True:
        match = _TERM.match(text, at)
        if match is None or len(terms) == MOST_TERMS:
            raise ExpressionError(at + 1)
        terms.append(_term(match, sign))
        at = match.end()
        if at == len(text):
            return Expression(tuple(terms))
        if text[at] not in "+-":
            raise ExpressionError(at + 1)
        sign = 1 if text[at] == "+" else -1
        at += 1


def _term(match: re.Match[str], sign: int) -> Term:
    if match["function"]:
        return Term(TermKind(match["function"]), match["inner"], sign)
    if match["number"]:
        return Term(TermKind.NUMBER, match["number"], sign)
    return Term(TermKind.COUNT, match["count"], sign)
