"""The connection with the superior: a connection file taken, ended; this office's own keys.

A first connection file is taken as it is: its fingerprint is shown to be compared with the
superior's paper, and until it was compared that is said. Later ones are taken by themselves when
they are newer and signed or endorsed by the key known before; any other waits until somebody types
or confirms the fingerprint. One typed from the paper wins over the number: a superior that went
back to a backup may count anew.
"""

from collections.abc import Collection
from dataclasses import dataclass, replace
from enum import StrEnum
from itertools import pairwise
from pathlib import Path

from desktop.actions.connection_filling import (
    FilledField,
    Filling,
    fill_deadline,
    fill_profile,
    fillings,
    follow_plan,
    followed_plan,
)
from desktop.actions.desk import Changes, Desk, Outcome, refused
from desktop.actions.office_keys import OfficeKeys, known_keys, new_keys, office_keys
from desktop.actions.superior_compared import (
    FingerprintDiffersError,
    compare_superior,
    keep_compared,
    waiting_fingerprint,
    was_compared,
)
from desktop.db import exchange_queries
from desktop.db.exchange_queries import Superior
from desktop.db.writing import Write
from desktop.domain.problems import Problem
from desktop.exchange.connection import Connection, endorsed_by, open_connection
from desktop.exchange.digits import same_code
from desktop.exchange.errors import ExchangeError
from desktop.exchange.keys import PublicKeys
from desktop.exchange.practice import PracticeOffices, practice_offices
from desktop.exchange.reading import read_exchanged
from desktop.paths import resource

__all__ = [
    "Connected",
    "ConnectionRead",
    "ConnectionState",
    "ConnectionToConfirmError",
    "FilledField",
    "Filling",
    "FingerprintDiffersError",
    "PracticeConnectionError",
    "RenewedKeys",
    "compare_superior",
    "connect",
    "connected",
    "followed_plan",
    "forget_superior",
    "is_practice",
    "own_fingerprint",
    "practice",
    "read_connection",
    "renew_own_keys",
    "sending_keys",
    "vouched",
]


class ConnectionState(StrEnum):
    """What a connection file is beside the superior that is known.

    ``to_confirm``: another superior, a key that the one before does not vouch for, or new keys
    under a number that goes back; ``older``: a file of the known superior that a newer one has
    replaced.
    """

    NEW = "new"
    NEWER = "newer"
    SAME = "same"
    OLDER = "older"
    TO_CONFIRM = "to_confirm"


@dataclass(frozen=True, slots=True)
class ConnectionRead:
    """A connection file that was read, and what taking it would do; nothing is stored yet.

    ``other_keys``: a superior is connected, and these are not its keys; ``before`` is its name
    then. ``given_up``: it had these keys before and gave them up for new ones for which they do
    not vouch, as when others may know them.
    """

    connection: Connection
    content: bytes
    state: ConnectionState
    fillings: tuple[Filling, ...] = ()
    other_keys: bool = False
    before: str = ""
    given_up: bool = False

    @property
    def fingerprint(self) -> str:
        """20 digits over the superior's keys, to be compared with its paper."""
        return self.connection.fingerprint

    @property
    def name(self) -> str:
        """The superior's name."""
        return self.connection.name


@dataclass(frozen=True, slots=True)
class Connected:
    """Whom this office is connected with, and the fingerprints of both sides.

    ``practice``: the made-up superior, whose keys everybody has. ``own_fingerprint`` is empty
    while no key of this office was needed. ``compared``: its fingerprint is known to be the one
    of the superior's paper; of practice there is nothing to compare. ``waiting`` is the fingerprint
    of a connection file with other keys that came and was not compared yet, empty for none.
    """

    superior: Superior
    fingerprint: str
    own_fingerprint: str
    practice: bool
    compared: bool
    waiting: str = ""


def connected(desk: Desk) -> Connected | None:
    """The superior that files are sealed for; none: they are locked with a passphrase."""
    found = exchange_queries.superior(desk.store)
    if found is None:
        return None
    public = PublicKeys(found.signing_public, found.sealing_public)
    practises = is_practice(found)
    compared = practises or was_compared(desk, found)
    waits = waiting_fingerprint(desk, found)
    return Connected(found, public.fingerprint, own_fingerprint(desk), practises, compared, waits)


def own_fingerprint(desk: Desk) -> str:
    """The fingerprint of this office's keys, as its first slip prints it; empty before any.

    Keys of practice are nobody's without the practice superior: the next file makes new ones.
    """
    keys = known_keys(desk)
    return keys.current.public.fingerprint if keys is not None and not _outgrown(desk) else ""


def practice() -> PracticeOffices:
    """The made-up superior and commune of the practice data."""
    return practice_offices((resource("practice") / "superior.json").read_bytes())


def is_practice(superior: Superior | None) -> bool:
    """Whether a superior is the made-up one."""
    return superior is not None and superior.signing_public in practice().signers


def _practises(desk: Desk) -> bool:
    """Whether this is the practice commune still, with the keys that everybody has."""
    keys = known_keys(desk)
    return keys is not None and keys.current.signing.public in practice().signers


def read_connection(desk: Desk, file: Path | bytes) -> ConnectionRead:
    """What a connection file holds and what taking it would change.

    Raises:
        ExchangeError, FileFaultError: it is none, or cannot be read.
    """
    data = file if isinstance(file, bytes) else read_exchanged(file)
    found = open_connection(data)
    if found.keys.signing in practice().signers and not _practises(desk):
        raise PracticeConnectionError
    known = exchange_queries.superior(desk.store)
    other = known is not None and not _in_use(found, known)
    state = _state(desk, found, data, known)
    waits = state is ConnectionState.TO_CONFIRM
    return ConnectionRead(
        connection=found,
        content=data,
        state=state,
        fillings=tuple(fillings(desk, found, known)),
        other_keys=other,
        before=known.name if known is not None and other else "",
        given_up=waits and known is not None and _given_up(desk, found, known),
    )


def connect(
    desk: Desk,
    file: Path | bytes,
    *,
    fingerprint: str = "",
    confirmed: bool = False,
    fill: Collection[FilledField] = (),
) -> Outcome[ConnectionRead]:
    """Takes a connection file: its superior is stored, settings are filled in.

    What the office never chose itself is filled in by itself, the rest only as ``fill`` names it.
    A file to be confirmed needs its ``fingerprint`` typed, or ``confirmed`` by somebody who
    compared it. An older file changes nothing unless its fingerprint is typed. Keys of the
    practice commune, which everybody has, end when a real superior is connected.

    Raises:
        ExchangeError, FileFaultError: the file is refused; ``fingerprint_differs`` and
            ``connection_to_confirm`` among the codes.
    """
    read = read_connection(desk, file)
    if fingerprint and not same_code(fingerprint, read.fingerprint):
        raise FingerprintDiffersError
    if read.state is ConnectionState.TO_CONFIRM and not (fingerprint or confirmed):
        raise ConnectionToConfirmError(name=read.name)
    if read.state is ConnectionState.OLDER:
        if not fingerprint:
            return Outcome(read)
        read = replace(read, state=ConnectionState.NEWER)
    wanted = [one for one in read.fillings if one.field in fill or _alone(read, one)]
    changes = _install(
        desk,
        read,
        [one.field for one in wanted],
        compared=bool(fingerprint) or confirmed or _compared_before(desk, read),
    )
    if known_keys(desk) is not None:
        sending_keys(desk)
    problems: tuple[Problem, ...] = ()
    if any(one.field is FilledField.PLAN for one in wanted):
        problems, followed = follow_plan(desk, read.connection)
        changes = Changes(changes.kinds | followed.kinds)
    return Outcome(read, problems, changes)


class PracticeConnectionError(ExchangeError):
    """The connection file of the made-up superior, whose keys everybody has."""

    code = "practice_connection"


class ConnectionToConfirmError(ExchangeError):
    """A connection file waits until somebody compares its fingerprint with the paper."""

    code = "connection_to_confirm"


def forget_superior(desk: Desk) -> Outcome[str]:
    """Ends the connection; files are locked with a passphrase from then on. What was sent stays."""
    found = exchange_queries.superior(desk.store)
    if found is None:
        return refused(Problem("not_connected", "superior"))
    from desktop.db.exchange_saving import retire_superior

    with desk.writing(action="forget_superior", label=found.name, undoable=False) as write:
        retire_superior(write, found.id, at=desk.clock.now())
    return Outcome(found.name, (), Changes.of_tables(write.changed_tables))


@dataclass(frozen=True, slots=True)
class RenewedKeys:
    """New keys of this office beside the fingerprint of those before, empty without any.

    The next file is signed with them: the superior puts it to verification until it types the
    check code of the signed slip once. Files made before stay what they are and may be written
    again; answers to them, sealed for the former key, still open as long as it lies here.
    """

    fingerprint: str
    before: str


def renew_own_keys(desk: Desk) -> RenewedKeys:
    """Puts new keys in the place of this office's own: after a copy of the data got into wrong
    hands, say. Lost together with the data folder, keys are made anew with the first file."""
    before = own_fingerprint(desk)
    return RenewedKeys(new_keys(desk).current.public.fingerprint, before)


def sending_keys(desk: Desk) -> OfficeKeys:
    """The keys to sign with: made when first needed; those of practice serve practice alone."""
    keys = office_keys(desk)
    return new_keys(desk) if _outgrown(desk) else keys


def _outgrown(desk: Desk) -> bool:
    """Whether the keys of practice are left here without the practice superior."""
    return _practises(desk) and not is_practice(exchange_queries.superior(desk.store))


def vouched(desk: Desk, earlier: Superior, later: Superior) -> bool:
    """Whether a superior is the same office as an earlier one: each key endorsed the next."""
    if earlier.id == later.id:
        return True
    chain = tuple(reversed(exchange_queries.superiors(desk.store)))
    ids = [one.id for one in chain]
    between = chain[ids.index(earlier.id) : ids.index(later.id) + 1]
    return bool(between) and all(
        endorsed_by(exchange_queries.superior_content(desk.store, after.id), before.signing_public)
        for before, after in pairwise(between)
    )


def _state(desk: Desk, found: Connection, data: bytes, known: Superior | None) -> ConnectionState:
    if known is None or (is_practice(known) and found.keys.signing != known.signing_public):
        return ConnectionState.NEW
    if data == exchange_queries.superior_content(desk.store, known.id):
        return ConnectionState.SAME
    same_keys = _in_use(found, known)
    later = found.number >= known.number if same_keys else found.number > known.number
    if later and endorsed_by(data, known.signing_public):
        return ConnectionState.NEWER
    # Former keys under a later number: a superior that went back behind its change of keys.
    replaced = same_keys or (not later and _former(desk, found, known))
    return ConnectionState.OLDER if replaced else ConnectionState.TO_CONFIRM


def _in_use(found: Connection, known: Superior) -> bool:
    """Whether a file bears the keys that the known superior has now."""
    return found.keys == PublicKeys(known.signing_public, known.sealing_public)


def _former(desk: Desk, found: Connection, known: Superior) -> bool:
    """Whether a file bears keys that the known superior had before, and replaced itself."""
    return any(
        found.keys == PublicKeys(one.signing_public, one.sealing_public)
        and vouched(desk, one, known)
        for one in exchange_queries.superiors(desk.store)
    )


def _given_up(desk: Desk, found: Connection, known: Superior) -> bool:
    """Whether a file bears keys of the known superior that it no longer answers for."""
    return any(
        found.keys == PublicKeys(one.signing_public, one.sealing_public) and one.code == known.code
        for one in exchange_queries.superiors(desk.store)
    )


def _alone(read: ConnectionRead, filling: Filling) -> bool:
    """Whether a setting is filled in without being asked for; the same file twice asks again."""
    return filling.by_itself and read.state is not ConnectionState.SAME


def _compared_before(desk: Desk, read: ConnectionRead) -> bool:
    """Whether the file is of a superior that was compared, or one that it vouches for."""
    known = exchange_queries.superior(desk.store)
    same_office = read.state in (ConnectionState.NEWER, ConnectionState.SAME)
    return known is not None and same_office and was_compared(desk, known)


def _install(
    desk: Desk, read: ConnectionRead, fields: Collection[FilledField], *, compared: bool
) -> Changes:
    """Superior, profile and deadlines in one write; the same file again stores no superior."""
    with desk.writing(action="connect", label=read.name, undoable=False) as write:
        if read.state is not ConnectionState.SAME:
            _store_superior(desk, write, read)
        if compared:
            keep_compared(write, read.connection.keys)
        fill_profile(desk, write, read.connection, fields)
        if FilledField.DEADLINE in fields:
            fill_deadline(write, read.connection)
    return Changes.of_tables(write.changed_tables)


def _store_superior(desk: Desk, write: Write, read: ConnectionRead) -> None:
    from desktop.db.exchange_saving import retire_superior, save_superior

    now, found = desk.clock.now(), read.connection
    former = exchange_queries.superior(desk.store)
    if former is not None:
        retire_superior(write, former.id, at=now)
    superior = Superior(
        id=desk.ids.new(),
        name=found.name,
        level=found.level,
        salutation=found.salutation,
        code=found.code,
        deadline={kind.value: days for kind, days in found.deadline.items()},
        plan_id=found.plan_id,
        signing_public=found.keys.signing,
        sealing_public=found.keys.age,
        number=found.number,
        installed_at=now,
    )
    save_superior(write, superior, content=read.content)
