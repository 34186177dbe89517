"""Reading what a superior received: receptions, packages, decisions, replies, totals.

A package is active while at least one reception that brought it was not taken back.
"""

import json
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import datetime
from itertools import islice
from typing import TYPE_CHECKING, Any, Literal, NamedTuple

from desktop.db.exchange_queries import Remark, instant, read_remarks

if TYPE_CHECKING:
    from desktop.db.store import Store

Verdict = Literal["accept", "reject"]
ReplyKind = Literal["accepted", "returned"]
_TABLES = frozenset({"receptions", "received_packages"})
_AT_ONCE = 500


@dataclass(frozen=True, slots=True, kw_only=True)
class Reception:
    """A named step: files taken in from one source; one that was taken back keeps its line.

    ``packages`` is how many it brought. ``clock_suspect``: the clock of this computer stood
    before a day that the store had seen already, so that ``at`` proves nothing.
    """

    id: str
    name: str
    at: datetime
    source: str = ""
    officer: str
    packages: int = 0
    clock_suspect: bool = False
    undone_at: datetime | None = None
    undone_by: str = ""


class ReceivedPackage(NamedTuple):
    """What a verified package says of itself, as one reception brought it ``at`` its time.

    Days and times that the sender claims stay the texts that they are. ``figures`` is a short
    text of totals that the board shows, made from the snapshot by whoever received it.
    """

    reception_id: str
    package_id: str
    file_name: str
    unit_code: str
    valid_from: str
    install_id: str
    branch_id: str
    sequence: int
    previous: str
    period: str
    correction: int
    signer_public: str
    check_code: str
    at: datetime
    unit_name: str = ""
    reply_to: str = ""
    claimed_at: str = ""
    figures: str = ""
    clock_suspect: bool = False


@dataclass(frozen=True, slots=True)
class ReceivedContent:
    """The signed bytes of a package: manifest and packed snapshot as they came, the signature
    in hexadecimal digits. The manifest holds the secret of receipts by telephone."""

    manifest: bytes = field(repr=False)
    snapshot: bytes = field(repr=False)
    signature: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Decision:
    """An officer's verdict on a package; ``position`` orders all decisions, from 1.

    ``chosen_from`` are the packages that lay beside it under its number, in their order, and for an
    acceptance those that counted then of other branches of its installation; none of a decision
    that is older than the keeping of them.
    """

    id: str
    position: int
    package_id: str
    verdict: Verdict
    reason: str
    at: datetime
    officer: str
    chosen_from: tuple[str, ...] | None = None
    signature: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class UnitReply:
    """What this office answered to a package after it was received."""

    id: str
    package_id: str
    kind: ReplyKind
    remarks: tuple[Remark, ...] = ()
    at: datetime
    officer: str


@dataclass(frozen=True, slots=True, kw_only=True)
class PrintedTotals:
    """The totals that a paper was printed with, as canonical text."""

    id: str
    kind: str
    period: str
    figures: str
    at: datetime


_PACKAGE = """
SELECT reception_id, package_id, file_name, unit_code, valid_from, install_id, branch_id,
       sequence, previous, period, correction, signer_public, check_code, at, unit_name, reply_to,
       claimed_at, figures, clock_suspect
FROM received_packages
"""
_ACTIVE = "reception_id IN (SELECT id FROM receptions WHERE undone_at IS NULL)"
_TAKEN_BACK = f"package_id NOT IN (SELECT package_id FROM received_packages WHERE {_ACTIVE})"  # noqa: S608


def receptions(store: "Store") -> tuple[Reception, ...]:
    """Every reception, the newest first, each with how many packages it brought."""
    rows = store.read(
        "SELECT r.id, r.name, r.at, r.source, r.officer, r.undone_at, r.undone_by,"
        " (SELECT count(*) FROM received_packages p WHERE p.reception_id = r.id),"
        " r.clock_suspect"
        " FROM receptions r ORDER BY r.rowid DESC"
    )
    return tuple(
        Reception(
            id=row[0],
            name=row[1],
            at=datetime.fromisoformat(row[2]),
            source=row[3],
            officer=row[4],
            undone_at=instant(row[5]),
            undone_by=row[6],
            packages=row[7],
            clock_suspect=bool(row[8]),
        )
        for row in rows
    )


def reception_named(store: "Store", name: str) -> Reception | None:
    """The reception with a name, or none."""
    return next((one for one in receptions(store) if one.name == name), None)


def reception_packages(store: "Store") -> Mapping[str, tuple[str, ...]]:
    """The identities of what every reception brought, by its id."""
    found: dict[str, tuple[str, ...]] = {}
    for name, package in store.read("SELECT reception_id, package_id FROM received_packages"):
        found[name] = (*found.get(name, ()), package)
    return found


def suspect_receptions(store: "Store") -> frozenset[str]:
    """The receptions of whose day nobody can be sure: the clock was wrong."""
    return frozenset(
        row[0] for row in store.read("SELECT id FROM receptions WHERE clock_suspect = 1")
    )


def packages_of(store: "Store", reception_id: str) -> tuple[ReceivedPackage, ...]:
    """What one reception brought, taken back or not, by file name."""
    rows = store.read(
        f"{_PACKAGE} WHERE reception_id = ? ORDER BY file_name, package_id", (reception_id,)
    )
    return tuple(_package(row) for row in rows)


def active_packages(store: "Store") -> tuple[ReceivedPackage, ...]:
    """Every active package once, as it came first; by unit, period, sequence and identity."""
    return store.remembered("active packages", _TABLES, lambda: _active(store, ""))


def taken_back_packages(store: "Store") -> tuple[ReceivedPackage, ...]:
    """Every package that no reception brings any more, as it came first; as active ones are."""
    return store.remembered("packages taken back", _TABLES, lambda: _first(store, _TAKEN_BACK))


def reception_places(store: "Store") -> Mapping[str, int]:
    """The place of every reception among all, by its id: a later one has a higher place."""
    return {row[0]: row[1] for row in store.read("SELECT id, rowid FROM receptions")}


def active_packages_of(store: "Store", unit_code: str) -> tuple[ReceivedPackage, ...]:
    """The active packages of one unit, in the order of :func:`active_packages`."""
    return _active(store, " AND unit_code = ?", unit_code)


def active_package(store: "Store", package_id: str) -> ReceivedPackage | None:
    """An active package as it came first, or none when none is active with the identity."""
    return next(iter(_active(store, " AND package_id = ?", package_id)), None)


def received_content(store: "Store", package_id: str) -> ReceivedContent:
    """The signed bytes of a package, whether it is active or not.

    Raises:
        KeyError: no reception ever brought it.
    """
    rows = store.read(
        "SELECT manifest, snapshot, signature FROM received_contents WHERE package_id = ?",
        (package_id,),
    )
    if not rows:
        raise KeyError(package_id)
    return ReceivedContent(bytes(rows[0][0]), bytes(rows[0][1]), rows[0][2])


def received_snapshots(store: "Store", package_ids: Iterable[str]) -> dict[str, bytes]:
    """The packed snapshots of many packages, by identity; unknown ones are left out."""
    found: dict[str, bytes] = {}
    wanted = iter(dict.fromkeys(package_ids))
    while some := list(islice(wanted, _AT_ONCE)):
        marks = ", ".join("?" * len(some))
        # Nothing but question marks is joined in.
        query = f"SELECT package_id, snapshot FROM received_contents WHERE package_id IN ({marks})"  # noqa: S608
        found |= {name: bytes(data) for name, data in store.read(query, some)}
    return found


def decisions(store: "Store") -> tuple[Decision, ...]:
    """The decisions that hold, in their order."""
    rows = store.read(
        "SELECT id, position, package_id, verdict, reason, at, officer, signature, chosen_from"
        " FROM package_decisions WHERE deleted_at IS NULL ORDER BY position"
    )
    return tuple(
        Decision(
            id=row[0],
            position=row[1],
            package_id=row[2],
            verdict=row[3],
            reason=row[4],
            at=datetime.fromisoformat(row[5]),
            officer=row[6],
            signature=row[7],
            chosen_from=_names(row[8]),
        )
        for row in rows
    )


def _names(text: str) -> tuple[str, ...] | None:
    """The packages that a decision chose between; none where its text is no list of names."""
    try:
        found = json.loads(text)
    except ValueError:
        return None
    known = isinstance(found, list) and all(isinstance(one, str) for one in found)
    return tuple(found) if known else None


def next_position(store: "Store") -> int:
    """The position of the decision to be made next; that of one withdrawn is not given again."""
    rows = store.read("SELECT coalesce(max(position), 0) + 1 FROM package_decisions")
    return int(rows[0][0])


def unit_replies(store: "Store", package_id: str | None = None) -> tuple[UnitReply, ...]:
    """The answers to a package, or all, in the order in which they were given."""
    rows = store.read(
        "SELECT id, package_id, kind, remarks, at, officer FROM unit_replies"
        " WHERE (?1 IS NULL OR package_id = ?1) AND deleted_at IS NULL ORDER BY rowid",
        (package_id,),
    )
    return tuple(
        UnitReply(
            id=row[0],
            package_id=row[1],
            kind=row[2],
            remarks=read_remarks(row[3]),
            at=datetime.fromisoformat(row[4]),
            officer=row[5],
        )
        for row in rows
    )


def last_answered(store: "Store", package_id: str) -> datetime | None:
    """When a package was last answered or decided on, by the clock of then; none for never.

    What was taken back since was said all the same.
    """
    rows = store.read(
        "SELECT at FROM unit_replies WHERE package_id = ?1"
        " UNION ALL SELECT at FROM package_decisions WHERE package_id = ?1",
        (package_id,),
    )
    return max((datetime.fromisoformat(row[0]) for row in rows), default=None)


def printed_totals(store: "Store", kind: str, period: str) -> tuple[PrintedTotals, ...]:
    """What a paper of a period was printed with, the newest first."""
    rows = store.read(
        "SELECT id, kind, period, figures, at FROM printed_totals"
        " WHERE kind = ? AND period = ? ORDER BY rowid DESC",
        (kind, period),
    )
    return tuple(
        PrintedTotals(
            id=row[0],
            kind=row[1],
            period=row[2],
            figures=row[3],
            at=datetime.fromisoformat(row[4]),
        )
        for row in rows
    )


def printed_periods(store: "Store", kind: str) -> tuple[str, ...]:
    """The periods of which a paper was printed, the latest first."""
    query = "SELECT DISTINCT period FROM printed_totals WHERE kind = ? ORDER BY period DESC"
    return tuple(row[0] for row in store.read(query, (kind,)))


def last_came(store: "Store", package_id: str) -> datetime:
    """When the latest reception brought a package, taken back or not.

    Raises:
        KeyError: no reception ever brought it.
    """
    rows = store.read("SELECT at FROM received_packages WHERE package_id = ?", (package_id,))
    if not rows:
        raise KeyError(package_id)
    return max(datetime.fromisoformat(row[0]) for row in rows)


def came_before(store: "Store") -> Mapping[str, datetime]:
    """When a reception that was taken back since brought a package first, by its identity.

    The same bytes lay here on that day already: received once more, they came in time where they
    did then. One of whose day nobody can be sure proves nothing.
    """
    rows = store.read(
        "SELECT package_id, at FROM received_packages WHERE reception_id IN"
        " (SELECT id FROM receptions WHERE undone_at IS NOT NULL AND clock_suspect = 0)"
    )
    found: dict[str, datetime] = {}
    for name, text in rows:
        at = datetime.fromisoformat(text)
        found[name] = min(found.get(name, at), at)
    return found


def _active(store: "Store", where: str, *values: str) -> tuple[ReceivedPackage, ...]:
    """The active packages, each at the time when its bytes came first."""
    found, before = _first(store, f"{_ACTIVE}{where}", *values), came_before(store)
    if not before:
        return found
    suspect = suspect_receptions(store)
    return tuple(
        one._replace(at=before[one.package_id])
        if one.package_id in before
        and (one.reception_id in suspect or before[one.package_id] < one.at)
        else one
        for one in found
    )


def _first(store: "Store", where: str, *values: str) -> tuple[ReceivedPackage, ...]:
    order = reception_places(store)
    # The condition is one of this module's own.
    rows = store.read(f"{_PACKAGE} WHERE {where}", values)
    rows.sort(key=lambda row: order[row[0]])
    first: dict[str, tuple[Any, ...]] = {}
    for row in rows:
        first.setdefault(row[1], row)
    placed = sorted(first.values(), key=lambda row: (row[3], row[9], row[7], row[1]))
    return tuple(_package(row) for row in placed)


def _package(row: tuple[Any, ...]) -> ReceivedPackage:
    at, suspect = datetime.fromisoformat(row[13]), bool(row[18])
    # The columns are read in the order of the fields: a board has thousands of these.
    return ReceivedPackage._make((*row[:13], at, *row[14:18], suspect))
