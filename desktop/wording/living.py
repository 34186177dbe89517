"""Living documents in words: a number that is another one now."""

from desktop.domain.living import StaleFigure
from desktop.i18n import _


def stale_text(figure: StaleFigure) -> str:
    """What the officer wrote and what the figure is now."""
    text = (
        _("The paragraph says {said}; the figure is {now} now: “{sentence}”")
        if figure.now
        else _("The paragraph says {said}; the figures do not say this any more: “{sentence}”")
    )
    return text.format(said=figure.said, now=figure.now, sentence=figure.sentence)
