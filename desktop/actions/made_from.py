"""What the numbers of an officer's paragraph are tied to when it is written."""

from collections.abc import Mapping

from desktop.actions.beside import beside_of
from desktop.actions.desk import Desk
from desktop.actions.periods import PeriodView
from desktop.db.text_queries import StoredText
from desktop.domain.living import Figure, read_ties, tie, ties_text
from desktop.reports.figures_said import figures_said
from desktop.reports.frame import PaperFrame


def said_now(desk: Desk, view: PeriodView, frame: PaperFrame) -> Mapping[str, tuple[Figure, ...]]:
    """The figures that the generated sections of a period's report say, by section."""
    return figures_said(view.snapshot, frame, beside_of(desk, view))


def ties_of(
    section: str,
    text: str,
    said: Mapping[str, tuple[Figure, ...]],
    earlier: StoredText | None = None,
) -> str:
    """The ties of a text as they are stored.

    Figures of its own section go before those of others; a number that stood in the text
    before keeps what it was tied to, also where its figure has changed since.
    """
    others = (figures for key, figures in said.items() if key != section)
    figures = [*said.get(section, ()), *(one for found in others for one in found)]
    if earlier is None:
        return ties_text(tie(text, figures))
    known = read_ties(earlier.made_from)
    return ties_text(tie(text, figures, earlier=earlier.text, known=known))
