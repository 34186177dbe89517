"""The program that is killed, cut off and failed: it works through actions and says what is done.

``python -m tests.faults.writer FOLDER PLAN SEED [OPTION …]``. Each line that it says is one
acknowledgement, given after the action returned:

``made``            the commune is founded
``+ ID``            the session is stored
``? ID``            about to be taken away: from here on it may be there or not
``backup NAME``     the backup is verified and has its name
``copy NAME``       the backup lies in another folder, verified
``saved NAME``      the paper or list lies where the officer wanted it
``error CODE``      the action ended with a typed error
``end``             the plan is worked through
"""

import os
import random
import sys
from collections.abc import Callable
from pathlib import Path

from desktop.actions.desk import Desk
from desktop.actions.groups import groups
from desktop.actions.imports import template
from desktop.actions.periods import period_named
from desktop.actions.reports import month_report_pdf
from desktop.actions.safety import back_up, restore, undo
from desktop.actions.sessions import write_sessions
from desktop.db.errors import StoreError
from desktop.files import FileFaultError, write_file
from desktop.sheets.vocabulary import ListKind
from tests.faults.ground import (
    add_session,
    found_commune,
    open_commune,
    session_draft,
    sources,
    stored_ids,
)

UNSAFE = "unsafe"
"""The control: nothing is flushed any more."""
BUSY_LOG = "busy-log"
"""The log is brought into the file every few writes, not every few hundred."""
EARLY = "early"
"""The control: a session is acknowledged before it is committed."""


def say(*words: str, to: int = 1) -> None:
    """One acknowledgement, in one write; ``writev`` is a call that no fault is injected into."""
    os.writev(to, [(" ".join(words) + "\n").encode()])


def prepared(desk: Desk, options: frozenset[str]) -> Desk:
    """The desk, with the options of this run."""
    if UNSAFE in options:
        desk.store.connection.execute("PRAGMA synchronous=OFF")
    if BUSY_LOG in options:
        desk.store.connection.execute("PRAGMA wal_autocheckpoint=40").fetchall()
    return desk


def write_on(desk: Desk, dice: random.Random, count: int, *, to: int = 1) -> None:
    """Record sessions one by one, each acknowledged when it is committed."""
    for _ in range(count):
        say("+", add_session(desk, dice), to=to)


def write_on_early(desk: Desk, dice: random.Random, count: int, *, to: int = 1) -> None:
    """The control of the kills: acknowledge first, commit afterwards."""
    for _ in range(count):
        with desk.writing(action="record_session") as write:
            draft = session_draft(desk, dice)
            (made,) = write_sessions(
                desk, write, (draft,), {group.id: group for group in groups(desk)}
            )
            say("+", made, to=to)


def life(folder: Path, dice: random.Random, options: frozenset[str]) -> None:
    """A commune's life in small: founding, sessions, backup, undo, opening again, restoring."""
    with prepared(found_commune(folder), options) as desk:
        say("made")
        write_on(desk, dice, 12)
        kept = back_up(desk, reason="test").name
        say("backup", kept)
        write_on(desk, dice, 7)
        last = add_session(desk, dice)
        say("+", last)
        say("?", last)
        undo(desk)
    with prepared(open_commune(folder), options) as desk:
        write_on(desk, dice, 12)
        after_backup = stored_ids(desk)
    for one in sorted(after_backup):
        say("?", one)
    restore(folder, kept, sources=sources())
    with prepared(open_commune(folder), options) as desk:
        for one in sorted(stored_ids(desk)):
            say("+", one)
        write_on(desk, dice, 8)
    say("end")


def month(folder: Path, dice: random.Random, options: frozenset[str]) -> None:
    """Sessions in a commune that exists."""
    with prepared(open_commune(folder), options) as desk:
        write_on(desk, dice, 40)
    say("end")


def chores(folder: Path, dice: random.Random, options: frozenset[str]) -> None:
    """Everything that writes to a disk, each chore tried whatever happened to the one before."""
    desks: list[Desk] = []
    write = write_on_early if EARLY in options else write_on

    def opened() -> None:
        desks.append(prepared(open_commune(folder), options))

    steps: list[Callable[[], object]] = [
        opened,
        lambda: write(desks[0], dice, 1),
        lambda: say("backup", back_up(desks[0], reason="test").name),
        lambda: write(desks[0], dice, 1),
        lambda: save(folder.parent / "report.pdf", paper_of(desks[0])),
        lambda: save(folder.parent / "list.xlsx", template(ListKind.SESSIONS)),
        lambda: say("copy", back_up(desks[0], reason="test", to=folder.parent / "stick").name),
        lambda: write(desks[0], dice, 1),
    ]
    for step in steps:
        if step is opened or desks:
            tried(step)
    for desk in desks:
        desk.close()
    say("end")


def tried(step: Callable[[], object]) -> None:
    """Do a step; a typed error is said, any other ends the program."""
    try:
        step()
    except (StoreError, FileFaultError) as error:
        say("error", error.code)


def paper_of(desk: Desk) -> bytes:
    """The monthly report."""
    return month_report_pdf(desk, period_named(desk, "2026-10"))


def save(path: Path, data: bytes) -> None:
    """Save a paper or a list where the officer wants it."""
    write_file(path, data)
    say("saved", path.name)


PLANS = {"life": life, "month": month, "chores": chores}


if __name__ == "__main__":
    PLANS[sys.argv[2]](Path(sys.argv[1]), random.Random(sys.argv[3]), frozenset(sys.argv[4:]))
