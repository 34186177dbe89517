"""Columns that the appendices of a periodic report share."""

from desktop.reports.figures import Figures
from desktop.reports.tree import Align, Column

_USUAL_NAME = 24
"""Letters of a group's name that the usual width holds in one line or two."""


def column(
    f: Figures, key: str, width: float, align: Align = Align.LEFT, *, summed: bool = False
) -> Column:
    """A column headed by a text of the appendices."""
    return Column(f.say(f"appendix.{key}"), width, align, summed=summed)


def lead_columns(f: Figures, width: float) -> tuple[Column, Column]:
    """The running number and the group, alike in every appendix."""
    title = f.unit[:1].upper() + f.unit[1:]
    longest = max((len(f.name(line.id)) for line in f.snapshot.groups), default=0)
    # Long names get more room, at most twice the usual.
    wider = min(width * 2, width + max(0, longest - _USUAL_NAME) * 0.8)
    return column(f, "sessions.number", 10, Align.CENTRE), Column(title, wider)
