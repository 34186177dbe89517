"""The monthly report of a committee: the periodic report of a month."""

from collections.abc import Mapping

from desktop.domain.snapshot import Snapshot
from desktop.reports.beside import NOTHING_BESIDE, Beside
from desktop.reports.frame import PaperFrame
from desktop.reports.period_report import SECTION_KEYS, Section, period_report, sections
from desktop.reports.tree import Document

__all__ = ["SECTION_KEYS", "Section", "month_report", "sections"]


def month_report(
    snapshot: Snapshot,
    texts: Mapping[str, str],
    frame: PaperFrame,
    beside: Beside = NOTHING_BESIDE,
) -> Document:
    """The monthly report; ``texts`` holds the officer's own paragraphs by section key."""
    return period_report(snapshot, texts, frame, beside)
