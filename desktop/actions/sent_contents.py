"""What the file of a closed period holds, in numbers: read from what its closing stored."""

from dataclasses import dataclass

from desktop.actions.desk import Desk
from desktop.db import queries
from desktop.domain.snapshot import read_snapshot


@dataclass(frozen=True, slots=True)
class SentContents:
    """How many lines of each kind a file holds."""

    groups: int
    sessions: int
    models: int
    objectives: int


def contents_of(desk: Desk, closing_id: str) -> SentContents:
    """What the figures of a closing are made of.

    Raises:
        KeyError: no such closing.
    """
    found = read_snapshot(queries.closing_snapshot(desk.store, closing_id))
    return SentContents(
        groups=len(found.groups),
        sessions=len(found.sessions),
        models=len(found.models),
        objectives=len(found.objectives),
    )
