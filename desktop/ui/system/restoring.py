"""A restore in the open window: the desk is closed, a copy takes its place, it opens again."""

from dataclasses import dataclass

from desktop.actions.desk import UNNAMED_OFFICER, Desk
from desktop.actions.safety import restore
from desktop.actions.setup import Sources, open_desk
from desktop.actions.terms import STOPPING, Secret, WrongPasswordError
from desktop.wording import error_text


@dataclass(frozen=True, slots=True)
class Reopened:
    """The desk after a restore; ``trouble`` says why the old one was opened again instead."""

    desk: Desk
    trouble: str = ""


def restored_desk(desk: Desk, name: str, *, secret: Secret | None = None) -> Reopened:
    """Close the desk, put a copy in its place, and open the folder again; on the worker.

    ``secret`` opens a copy that the key of now does not. When the copy cannot be used, the store
    is opened as it was.
    """
    folder, key = desk.store.folder, desk.store.data_key
    sources = Sources(desk.clock, desk.ids)
    trouble = ""
    desk.close()
    try:
        restore(folder, name, sources=sources, secret=secret, data_key=key, officer=desk.officer)
    except STOPPING as error:
        trouble = error_text(error.code, error.details)
    try:
        again = open_desk(folder, sources=sources, data_key=key, officer=desk.officer)
    except WrongPasswordError:
        # The copy came with keys of its own: whoever opened it sits at the desk.
        again = open_desk(folder, sources=sources, secret=secret, officer=UNNAMED_OFFICER)
    return Reopened(again, trouble)
