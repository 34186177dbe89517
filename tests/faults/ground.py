"""What every fault stands on: a small commune, its sessions, and the question "is all well?"."""

import os
import random
import shutil
import tempfile
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from datetime import date
from pathlib import Path
from unittest.mock import patch

from desktop.actions.desk import Desk, RandomIds
from desktop.actions.groups import groups, record_groups
from desktop.actions.safety import backups, check
from desktop.actions.sample import PracticeClock
from desktop.actions.sessions import SessionFilter, find_sessions, record_session
from desktop.actions.setup import Sources, holds_data, new_commune, open_desk
from desktop.db.errors import StoreError
from desktop.domain.commune import CommuneProfile
from desktop.domain.groups import GroupDraft
from desktop.domain.sessions import SessionDraft

ROOT = Path(__file__).resolve().parents[2]
_ROOM = 1 << 30
"""Bytes that must be free in memory; containers often have less."""
TODAY = date(2026, 10, 20)
PROFILE = CommuneProfile(
    name="Phường Thử Nghiệm",
    code="19996",
    valid_from=date(2025, 7, 1),
    superior="Thành phố Thử Nghiệm",
    first_month="2026-01",
)


def sources() -> Sources:
    """A clock that stands, and identities that never meet again."""
    return Sources(PracticeClock(TODAY), RandomIds())


def found_commune(folder: Path) -> Desk:
    """A new data folder with three groups; its desk stays open."""
    desk = new_commune(folder, PROFILE, sources=sources()).value
    if desk is None:
        raise ValueError("the commune's profile is refused")
    record_groups(desk, [GroupDraft(f"Tổ dân phố {number}") for number in (1, 2, 3)])
    return desk


def open_commune(folder: Path) -> Desk:
    """The desk of a data folder."""
    return open_desk(folder, sources=sources())


def session_draft(desk: Desk, dice: random.Random, *, note: str = "") -> SessionDraft:
    """A believable session; its note is between nothing and some pages long."""
    everyone = [group.id for group in groups(desk)]
    return SessionDraft(
        held_on=date(2026, 10, dice.randint(1, 20)),
        group_ids=tuple(dice.sample(everyone, dice.randint(1, len(everyone)) if everyone else 0)),
        commune_wide=not everyone,
        format="Hội nghị",
        topics=("Luật Phòng, chống ma túy",),
        lead_body="Công an xã",
        attendance=dice.randint(5, 200),
        note=note or "Họp tại nhà văn hóa. " * dice.choice((0, 1, 20, 90)),
    )


def add_session(desk: Desk, dice: random.Random) -> str:
    """Record one session and return its id, committed."""
    outcome = record_session(desk, session_draft(desk, dice))
    if outcome.value is None:
        raise ValueError(f"the session is refused: {outcome.problems}")
    return outcome.value


def stored_ids(desk: Desk) -> set[str]:
    """The ids of all sessions that the store holds."""
    return {session.id for session in find_sessions(desk, SessionFilter())}


def complaints(
    folder: Path, *, sessions: Iterable[str], copies: Iterable[str] = (), write: bool = True
) -> list[str]:
    """What is wrong with a data folder after a fault; empty when nothing acknowledged is lost.

    ``sessions`` and ``copies`` are the sessions and backups that must be there. The deep
    check reads every page, the log's chain and every backup; ``write`` records one more.
    """
    try:
        desk = open_commune(folder)
    except StoreError as error:
        return [f"does not open: {error}"]
    try:
        with desk:
            found = [f"lost session {one}" for one in sorted(set(sessions) - stored_ids(desk))]
            found += [f"check finds {one.code} {one.details}" for one in check(desk, deep=True)]
            if write and not found:
                add_session(desk, random.Random(1))
        verified = {info.name for info in backups(folder) if info.verified}
        return found + [f"lost backup {one}" for one in sorted(set(copies) - verified)]
    except StoreError as error:
        return [f"opens, then fails: {error}"]


def complaints_before_founding(folder: Path) -> list[str]:
    """What is wrong with a folder in which founding was cut short: it opens, or is free again."""
    try:
        if holds_data(folder):
            open_commune(folder).close()
        else:
            found_commune(folder).close()
    except StoreError as error:
        return [f"neither opens nor is free: {error} {sorted(folder.iterdir())}"]
    return []


@contextmanager
def scratch() -> Iterator[Path]:
    """A folder in memory where there is one: thousands of stores are opened there, none is kept.

    Copies that a check makes go there too, so that no disk slows the simulation down.
    """
    memory = Path("/dev/shm")  # noqa: S108  made under a random name, removed at the end
    roomy = os.access(memory, os.W_OK) and shutil.disk_usage(memory).free > _ROOM
    place = memory if roomy else None
    made = tempfile.TemporaryDirectory(prefix="so138-faults-", dir=place)
    with made as name, patch.object(tempfile, "tempdir", name):
        yield Path(name)
