"""Comparing a list of monthly counts with the figures that are stored."""

from collections.abc import Mapping, Sequence
from dataclasses import replace

from desktop.domain.count_drafts import CountDraft
from desktop.domain.matching import Fate, FieldChange, Match
from desktop.domain.plan_facts import CountEntry, EntryState


def match_counts(
    stored: Mapping[str, Mapping[str, CountEntry]], drafts: Sequence[CountDraft]
) -> tuple[Match[CountDraft], ...]:
    """Each row's figures that are not stored like this already; a row without any is the same.

    ``stored`` holds figures by category and month. A row is changed where it gives a stored
    figure another value, else new; its changes name the months.
    """
    return tuple(_match(stored.get(draft.category, {}), draft) for draft in drafts)


def _match(stored: Mapping[str, CountEntry], draft: CountDraft) -> Match[CountDraft]:
    told = tuple((month, entry) for month, entry in draft.entries if stored.get(month) != entry)
    changes = tuple(
        FieldChange(month, _value(stored[month]), _value(entry))
        for month, entry in told
        if month in stored
    )
    fate = Fate.CHANGED if changes else Fate.NEW if told else Fate.SAME
    return Match(fate, replace(draft, entries=told), changes)


def _value(entry: CountEntry) -> int | EntryState:
    """The number, or how the figure stands where there is none."""
    return entry.value if entry.state is EntryState.ENTERED else entry.state
