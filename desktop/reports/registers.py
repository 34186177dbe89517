"""What both registers share: a lying sheet, two signatures, columns of groups and months."""

from collections.abc import Sequence

from desktop.reports.administrative import bound
from desktop.reports.figures import Figures
from desktop.reports.office_paper import Content, put_together, say, unnamed
from desktop.reports.tree import Align, Block, Column, Document, Orientation

_MARCH = 3


def register(f: Figures, blocks: tuple[Block, ...]) -> Document:
    """The register with these blocks, signed by who keeps it and by the signer."""
    content = Content(
        blocks=blocks,
        title=say(f, "title"),
        cosigners=(unnamed(f.form.text("compiler")),),
        orientation=Orientation.LANDSCAPE,
        draft=True,
    )
    return put_together(f, content)


def column(
    f: Figures, key: str, width: float, align: Align = Align.LEFT, *, summed: bool = False
) -> Column:
    """A column with its heading from the form."""
    return Column(say(f, f"column.{key}"), width, align, summed=summed)


def group_names(f: Figures, group_ids: Sequence[str]) -> str:
    """The groups of a row in one cell; without groups, the whole commune."""
    names = "; ".join(bound(f.name(group_id)) for group_id in group_ids)
    return names or say(f, "cell.commune_wide")


def first_place(f: Figures, group_ids: Sequence[str]) -> int:
    """The place of the first of the groups in the list; the commune's own come last."""
    return min((f.order.get(g, len(f.order)) for g in group_ids), default=len(f.order))


def month_title(month_id: str) -> str:
    """The number of a month as it is written: "10", with the zero of months 1 and 2."""
    month = int(month_id[5:7])
    return f"{month:02d}" if month < _MARCH else str(month)
