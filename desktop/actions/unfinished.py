"""Half-typed lines of the month sheet: kept through a crash until they are written or emptied."""

from collections.abc import Mapping, Sequence

from desktop.actions.desk import Changes, Desk, Outcome
from desktop.actions.sessions import record_session
from desktop.db.unfinished import UnfinishedLine, drop_line, put_line, unfinished_lines
from desktop.domain.periods import Period
from desktop.domain.sessions import SessionDraft

__all__ = [
    "UnfinishedLine",
    "count_unfinished",
    "drop_unfinished",
    "finish_line",
    "keep_unfinished",
    "sheet_of",
    "unfinished_of",
]


def sheet_of(month: Period) -> str:
    """The name of a month's sheet."""
    return f"sessions/{month.id}"


def unfinished_of(desk: Desk, month: Period) -> tuple[UnfinishedLine, ...]:
    """The half-typed lines of a month's sheet, in their order."""
    return unfinished_lines(desk.store, sheet_of(month))


def count_unfinished(desk: Desk, month: Period) -> int:
    """How many lines of a month's sheet were typed and are not in the register.

    The register and its figures do not hold these lines, so whatever closes or reports the month
    has to name them. A half-typed change of a session that is in the register counts too.
    """
    return len(unfinished_of(desk, month))


def keep_unfinished(
    desk: Desk, month: Period, *, line_id: str, position: int, cells: Mapping[str, str]
) -> Outcome[str]:
    """Keeps a half-typed line as its cells stand now."""
    line = UnfinishedLine(line_id, sheet_of(month), position, dict(cells))
    with desk.writing(action="keep_unfinished", undoable=False) as write:
        put_line(write, line)
    return Outcome(line_id, (), Changes.of_tables(write.changed_tables))


def drop_unfinished(desk: Desk, line_ids: Sequence[str]) -> Outcome[None]:
    """Forgets half-typed lines."""
    with desk.writing(action="drop_unfinished", undoable=False) as write:
        for line_id in line_ids:
            drop_line(write, line_id)
    return Outcome(None, (), Changes.of_tables(write.changed_tables))


def finish_line(desk: Desk, draft: SessionDraft, *, line_id: str) -> Outcome[str]:
    """Stores the session that a line says, then forgets its half-typed state."""
    outcome = record_session(desk, draft)
    if outcome.done:
        drop_unfinished(desk, (line_id,))
    return outcome
