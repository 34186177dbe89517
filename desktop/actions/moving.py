"""Moving to another machine: the copy that stays behind is only read, so that none forks."""

from desktop.actions.desk import MOVED_TO, ChangeKind, Changes, Desk, Outcome, refused
from desktop.domain.problems import Problem
from desktop.domain.text import nfc

_LONGEST = 200


def move_away(desk: Desk, place: str) -> Outcome[str]:
    """Makes this copy one that is only read: the data go on at ``place``, in the officer's words.

    The copy for the other machine is made before: a backup restored there.
    """
    said = nfc(place).strip()[:_LONGEST]
    if not said:
        return refused(Problem("moved_place_missing", "place"))
    with desk.writing(action="move_away", undoable=False) as write:
        write.say(moved=1)
        desk.store.set_fact(MOVED_TO, said)
    return Outcome(said, (), Changes(frozenset(ChangeKind)))


def come_back(desk: Desk) -> Outcome[str]:
    """Lets this copy be written to again: the other machine came to nothing."""
    if not desk.moved_to:
        return refused(Problem("not_moved", "place"))
    with desk.writing(action="come_back", undoable=False) as write:
        write.say(moved=0)
        desk.store.set_fact(MOVED_TO, "")
    return Outcome("", (), Changes(frozenset(ChangeKind)))
