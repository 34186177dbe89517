"""The officer's words of a report as they stood when it got its number.

A number makes a paper public: its words may still be changed in the store, and the paper goes on
saying those that it was issued with. So what differs from them is named.
"""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from desktop.actions.paper_numbers import CORRECTION
from desktop.domain.issued import IssuedPaper
from desktop.domain.issued_words import read_words


@dataclass(frozen=True, slots=True)
class ChangedWords:
    """A section whose words are others than those issued; ``issued`` is empty for the program's."""

    section: str
    issued: str
    symbol: str


def issued_texts(paper: IssuedPaper) -> dict[str, str]:
    """The words that a report was issued with, by section; empty where they were not kept."""
    words = read_words(paper.words)
    if words is None:
        return {}
    return {section: words.texts.get(section, "") for section in _sections(paper.kind)}


def changed_words(paper: IssuedPaper, newer: Iterable[str]) -> tuple[ChangedWords, ...]:
    """The sections that read otherwise now than when the report got its number.

    ``newer`` is what has changed since, as :func:`desktop.actions.issued_papers.newer_words` says.
    """
    kept = issued_texts(paper)
    return tuple(
        ChangedWords(section, kept[section], paper.symbol) for section in newer if section in kept
    )


def _sections(kind: str) -> Iterator[str]:
    if kind == CORRECTION:
        from desktop.reports.correction import EXPLANATION

        yield EXPLANATION
        return
    from desktop.reports.period_report import SECTION_KEYS

    yield from SECTION_KEYS
