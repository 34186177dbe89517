"""The log as a paper, and a head of the log held against the chain."""

import re
from collections.abc import Sequence

from desktop.actions.desk import Desk
from desktop.actions.periods import period_named
from desktop.actions.reports import paper_frame
from desktop.actions.safety import verify_log
from desktop.db import queries
from desktop.domain.log_asked import LogAsked, LogWords
from desktop.reports.log_register import LogState, log_register
from desktop.reports.tree import Document

__all__ = ["LogAsked", "entry_of_head", "head_typed", "log_document", "log_pdf"]

_HEAD = re.compile("[0-9a-f]{64}")


def log_document(desk: Desk, entries: Sequence[LogWords], asked: LogAsked) -> Document:
    """The entries as a paper, with the head of the chain and whether it is whole.

    Raises:
        LookupError: the office has no name yet.
    """
    head = desk.store.head
    frame = paper_frame(desk, period_named(desk, str(desk.clock.today().year)))
    state = LogState(head.seq, head.hash, verify_log(desk))
    return log_register(frame, entries, asked=asked, state=state)


def log_pdf(desk: Desk, entries: Sequence[LogWords], asked: LogAsked) -> bytes:
    """The paper as PDF.

    Raises:
        LookupError: the office has no name yet.
    """
    from desktop.reports.pdf import write_pdf

    return write_pdf(log_document(desk, entries, asked))


def head_typed(text: str) -> str | None:
    """A head as it was typed off a file or a printed log; none where it is no whole head.

    Blanks in it are passed over. It has 64 digits of 0–9 and a–f: one that is cut short or
    mistyped says nothing of the log.
    """
    head = "".join(text.split()).lower()
    return head if _HEAD.fullmatch(head) else None


def entry_of_head(desk: Desk, head: str) -> int | None:
    """The entry after which the log had this head; none where it never had."""
    return queries.log_entry_of_head(desk.store, head)
