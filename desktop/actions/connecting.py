"""The superior's connection file: what its communes need to send, signed, with a rising number.

The number rises with time too, so that it never goes back after an older backup was restored.
"""

from dataclasses import dataclass, replace
from datetime import UTC, datetime
from enum import StrEnum
from pathlib import Path

from desktop.actions.deadlines import deadlines
from desktop.actions.desk import Changes, Desk, Outcome, refused
from desktop.actions.office_keys import OfficeKeys, new_keys, office_keys
from desktop.actions.periods import month_holding
from desktop.actions.plans import plan_id_of_month
from desktop.actions.targets import refuse_missing, wrong_target
from desktop.db import exchange_queries, plan_queries, queries
from desktop.db.saving import save_setting
from desktop.domain.commune import Role
from desktop.domain.problems import Problem
from desktop.domain.text import tidy
from desktop.exchange import limits
from desktop.exchange.connection import ConnectionDraft, build_connection, open_connection
from desktop.exchange.errors import ExchangeError
from desktop.exchange.file_names import connection_name
from desktop.exchange.keys import OwnKeys, SigningKey
from desktop.exchange.reading import read_exchanged
from desktop.exchange.stick import write_to_stick
from desktop.exchange.stick_files import StickFileKind, files_near
from desktop.files import FileFaultError, write_file

NUMBER = "connection_number"
LEVEL = "connection_level"
SALUTATION = "connection_salutation"
UNENDORSED = "connection_unendorsed"
"""The signing key in use, where the key before it may be known to others and vouches for none."""


NUMBERS_SINCE = datetime(2025, 1, 1, tzinfo=UTC)
"""Numbers of connection files count the seconds from here."""


class NewKeys(StrEnum):
    """Why new keys take the place of those in use.

    ``regular``: nobody else knows the former ones, so that they vouch for the new ones. ``leaked``:
    somebody may know them and could vouch as well, so that communes compare the paper again.
    """

    REGULAR = "regular"
    LEAKED = "leaked"


@dataclass(frozen=True, slots=True)
class ConnectionWords:
    """What the superior calls itself to its communes: its level, and what stands behind
    "Kính gửi:"."""

    level: str = ""
    salutation: str = ""


@dataclass(frozen=True, slots=True)
class ConnectionWritten:
    """A connection file that was written; ``endorsed``: the former key vouches for new ones.

    ``leaked``: it does not, since others may know it: communes compare the fingerprint on paper.
    ``plan_id`` names the plan that communes are to follow, ``deadline`` counts the kinds of
    report that have one. ``spoiled``: the files that lie there still with keys that others may
    know; nobody is to connect with them.
    """

    path: Path
    number: int
    fingerprint: str
    endorsed: bool
    plan_id: str
    deadline: int
    leaked: bool = False
    spoiled: tuple[Path, ...] = ()


def connection_words(desk: Desk) -> ConnectionWords:
    """The words of the connection file as they were entered."""
    known = queries.settings(desk.store)
    return ConnectionWords(known.get(LEVEL, ""), known.get(SALUTATION, ""))


def change_connection_words(desk: Desk, words: ConnectionWords) -> Outcome[None]:
    """Stores the words of the connection file; the next one bears them."""
    with desk.writing(action="change_settings", label="") as write:
        save_setting(write, LEVEL, tidy(words.level))
        save_setting(write, SALUTATION, tidy(words.salutation))
    return Outcome(None, (), Changes.of_tables(write.changed_tables))


def own_fingerprint(desk: Desk) -> str:
    """The fingerprint of this office's keys, which are made now when there are none."""
    return office_keys(desk).current.public.fingerprint


def write_connection(
    desk: Desk, folder: Path, *, new: NewKeys | None = None
) -> Outcome[ConnectionWritten]:
    """Writes the connection file into a folder, verified; its number is above every one before.

    ``new`` puts new keys in the place of those in use; what was sealed for the former keys still
    opens. The former signing key endorses this file and later ones, unless it may be known.

    Raises:
        ExchangeError, FileFaultError: it could not be written; a number is then left out.
        TargetMissingError: the folder is not there; nothing was done.
    """
    profile = queries.profile(desk.store)
    if profile is None or profile.role is not Role.SUPERIOR:
        return refused(Problem("not_a_superior", "role"))
    if problem := wrong_target(desk, folder):
        return refused(problem)
    refuse_missing(folder)
    keys = _renewed(desk, new) if new is not None else office_keys(desk)
    number = _next_number(desk)
    words = connection_words(desk)
    plan_id = plan_id_of_month(desk, month_holding(desk, desk.clock.today()).id)
    days = deadlines(desk).days_after
    draft = ConnectionDraft(
        number=number,
        name=profile.name,
        level=words.level,
        salutation=words.salutation,
        code=profile.code,
        deadline=days,
        plan_id=plan_id,
        plan=_own_plan(desk, plan_id),
        made_on=desk.clock.today(),
    )
    leaked = _unendorsed(desk)
    previous = None if leaked else _previous(desk)
    data = build_connection(draft, keys.current, previous=previous)
    with desk.writing(action="write_connection", label=str(number), undoable=False) as write:
        save_setting(write, NUMBER, str(number))
    path = write_to_stick(folder, connection_name(profile.code, number), data).path
    value = ConnectionWritten(
        path,
        number,
        keys.current.public.fingerprint,
        endorsed=previous is not None,
        plan_id=plan_id,
        deadline=len(days),
        leaked=leaked,
        spoiled=_spoiled(desk, folder) if leaked else (),
    )
    return Outcome(value, (), Changes.of_tables(write.changed_tables))


def fingerprint_pages(desk: Desk, written: ConnectionWritten) -> bytes:
    """The sheet with the fingerprint as a PDF of one page; the same bytes on the same day."""
    from desktop.actions.reports import paper_frame
    from desktop.reports.fingerprint_sheet import fingerprint_sheet
    from desktop.reports.pdf import write_pdf

    today = desk.clock.today()
    frame = replace(paper_frame(desk, month_holding(desk, today)), signed_on=today)
    groups = written.fingerprint.split("-")
    return write_pdf(fingerprint_sheet(frame, groups, number=written.number, made_on=today))


def sheet_problems(path: Path) -> tuple[Problem, ...]:
    """What is wrong with the name of the sheet's file: it is always a PDF."""
    return () if path.suffix.lower() == ".pdf" else (Problem("fingerprint_not_pdf", "sheet"),)


def write_fingerprint(desk: Desk, written: ConnectionWritten, path: Path) -> None:
    """Writes the sheet with the fingerprint as a PDF to print.

    Raises:
        FileFaultError: it could not be written.
    """
    write_file(path, fingerprint_pages(desk, written))


def _next_number(desk: Desk) -> int:
    """Above the last number that is known, and above those that a restored backup forgot.

    A clock so wrong that no reader would take its number is left aside.
    """
    last = int(queries.settings(desk.store).get(NUMBER, "0"))
    seconds = int((desk.clock.now() - NUMBERS_SINCE).total_seconds())
    return max(last + 1, seconds if seconds <= limits.SEQUENCE else 0)


def _renewed(desk: Desk, why: NewKeys) -> OfficeKeys:
    """New keys; where the former ones may be known, that is kept before they are in use."""
    keys = OwnKeys.new()
    if why is NewKeys.LEAKED:
        with desk.writing(action="change_settings", label="", undoable=False) as write:
            save_setting(write, UNENDORSED, keys.signing.public)
    return new_keys(desk, keys)


def _unendorsed(desk: Desk) -> bool:
    """Whether the key before the one in use may be known to others."""
    signing = exchange_queries.own_key(desk.store, "signing")
    known = queries.settings(desk.store).get(UNENDORSED, "")
    return signing is not None and signing.public == known


def _spoiled(desk: Desk, folder: Path) -> tuple[Path, ...]:
    """The connection files near the top of a stick that a key of before signed."""
    former = {one.public for one in exchange_queries.own_keys(desk.store, "signing")[1:]}
    near = files_near(folder)
    files = [one.path for one in near.of_kind(StickFileKind.CONNECTION)]
    return tuple(one for one in files if _signing_key(one) in former)


def _signing_key(file: Path) -> str:
    """The key that a connection file bears; empty for what is none."""
    try:
        return open_connection(read_exchanged(file)).keys.signing
    except (ExchangeError, FileFaultError):
        return ""


def _previous(desk: Desk) -> SigningKey | None:
    """The signing key before the one in use; none while there was only one."""
    keys = exchange_queries.own_keys(desk.store, "signing")
    former = next((one for one in keys if one.retired_at is not None), None)
    return SigningKey(former.secret) if former else None


def _own_plan(desk: Desk, plan_id: str) -> str:
    """The file of a plan that the office brought in itself; communes have the shipped ones."""
    return plan_queries.plan_files(desk.store).get(plan_id, "")
