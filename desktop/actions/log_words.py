"""The log in words, for the window, the commands and the paper alike."""

from collections.abc import Iterator
from dataclasses import dataclass

from desktop.actions.desk import UNNAMED_OFFICER, Desk
from desktop.actions.log_names import log_names
from desktop.actions.officers import name_of
from desktop.actions.safety import log
from desktop.actions.terms import AuditEntry
from desktop.domain.log_asked import LogWords
from desktop.domain.log_names import LogNames
from desktop.domain.official_days import official_time
from desktop.wording import log_text

_PAGE = 200


@dataclass(frozen=True, slots=True)
class Logged:
    """An entry of the log: as the chain keeps it, in words, and the names that these take."""

    entry: AuditEntry
    words: LogWords
    known: LogNames


def logged(desk: Desk, *, before: int | None = None) -> Iterator[Logged]:
    """The log, the newest entry first; ``before`` is the number of an entry already read."""
    while page := log(desk, before=before, limit=_PAGE):
        known = log_names(desk, page)
        for one in page:
            yield Logged(one, _words(desk, one, known), known)
        before = page[-1].seq


def _words(desk: Desk, entry: AuditEntry, known: LogNames) -> LogWords:
    return LogWords(
        seq=entry.seq,
        at=official_time(entry.at),
        officer="" if entry.officer == UNNAMED_OFFICER else name_of(desk, entry.officer),
        sentence=log_text(entry.action, entry.details, known),
    )
