"""What the readers of public papers remember: every paper that a closing let print.

A month that was closed, opened and corrected has more than one public paper. The rules:

- What a paper hid stays hidden in every later one, also where the corrected paper has no figure.
- Where a correction asks to hide what an earlier paper told, that figure is known for good: all
  that is tied to it is hidden for that month instead, so that it tells nothing.
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import replace

from desktop.domain.suppression import Cell, Figures, hidden_cells, related


def kept_in_memory(
    now: Figures, earlier: Sequence[Mapping[Cell, int]], kept: Iterable[Cell] = ()
) -> frozenset[Cell]:
    """The cells to hide beside what the figures of now ask for.

    ``earlier`` are the figures as they stood at each closing, in the order of time; ``kept`` are
    hidden from the beginning.
    """
    memory, told = set(kept), set[Cell]()
    if not _corrected(earlier):
        return frozenset(memory)
    families: dict[str, frozenset[str]] = {}
    for values in (*earlier, now.values):
        state = replace(now, values=values)
        hidden = hidden_cells(replace(state, kept=frozenset(memory)))
        while wider := _families(told & hidden.keys(), state, families) - memory:
            memory |= wider
            hidden = hidden_cells(replace(state, kept=frozenset(memory)))
        memory |= hidden.keys()
        told |= values.keys() - hidden.keys()
    return frozenset(memory)


def _corrected(earlier: Sequence[Mapping[Cell, int]]) -> bool:
    """Whether any figure was closed in two ways."""
    seen: dict[Cell, int] = {}
    for values in earlier:
        if any(seen.get(cell, value) != value for cell, value in values.items()):
            return True
        if seen.keys() - values.keys():
            return True
        seen.update(values)
    return False


def _families(
    cells: Iterable[Cell], figures: Figures, known: dict[str, frozenset[str]]
) -> set[Cell]:
    """The cells, and all that is tied to them in their months."""
    found: set[Cell] = set()
    for category, month in cells:
        if category not in known:
            known[category] = related((category,), figures)
        found.update((name, month) for name in known[category])
    return found
