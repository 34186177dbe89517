"""Sentences above the pages of a consolidated paper end as sentences do."""

import pytest

from desktop.actions.consolidated_asked import ConsolidatedChoice
from desktop.actions.superior_papers import PagesOf
from desktop.domain.periods import parse_period
from desktop.domain.printed_totals import ChangedTotal, PrintedTotal
from desktop.ui.consolidated.words import changes_words


def pages(changed: int) -> PagesOf:
    """The report of October, of which so many totals changed."""
    before, now = PrintedTotal("sessions", 1), PrintedTotal("sessions", 2)
    changes = (ChangedTotal("sessions", "Số buổi", before, now),) * changed
    return PagesOf("report", parse_period("2026-10"), ConsolidatedChoice(), b"", "", changes)


@pytest.mark.parametrize(
    ("changed", "end"),
    [(1, "."), (6, "."), (7, "; và 1 số liệu khác."), (9, "; và 3 số liệu khác.")],
)
def test_of_many_changed_totals_the_first_are_named_and_the_others_counted(
    changed: int, end: str
) -> None:
    said = changes_words(pages(changed))
    assert "…" not in said
    assert said.endswith(end)
    assert said.count(";") == min(changed, 7) - 1
