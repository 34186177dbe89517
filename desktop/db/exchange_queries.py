"""Reading what this office holds for the exchange: its keys, its superior, what it sent.

Bytes and secrets are read by functions of their own, never with a list, and never remembered.
"""

import json
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime
from typing import TYPE_CHECKING, Any, Literal

if TYPE_CHECKING:
    from desktop.db.store import Store

KeyKind = Literal["signing", "sealing"]
ReceiptKind = Literal["received", "accepted", "returned"]


@dataclass(frozen=True, slots=True, kw_only=True)
class OwnKey:
    """A key of this office, to sign with or to be sealed for; a retired one still opens and proves.

    ``secret`` is the private half as text; it stays out of whatever shows the value.
    """

    id: str
    kind: KeyKind
    public: str
    secret: str = field(repr=False)
    made_at: datetime
    retired_at: datetime | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Superior:
    """A superior as its connection file named it; ``number`` is the file's, newer is higher.

    ``deadline`` holds days by the kind of period, as the file gave them.
    """

    id: str
    name: str
    level: str = ""
    salutation: str = ""
    code: str = ""
    deadline: Mapping[str, Any] = field(default_factory=dict, hash=False)
    plan_id: str = ""
    signing_public: str
    sealing_public: str
    number: int
    installed_at: datetime
    retired_at: datetime | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class SentPackage:
    """A package that this office made; written again, it keeps its identity and its place.

    ``sha256`` is that of the sealed file, ``previous`` the package before it in its chain, empty
    for the first. ``superior_id`` is none when it was sealed by a passphrase.
    """

    package_id: str
    install_id: str
    branch_id: str
    sequence: int
    previous: str
    period: str
    closing_id: str
    correction: int
    file_name: str
    sha256: str
    check_code: str
    superior_id: str | None
    made_at: datetime


@dataclass(frozen=True, slots=True, kw_only=True)
class SentSecrets:
    """What only the sender may know of a package: its passphrase, empty for a key, and the
    secret that codes of receipts by telephone are made with."""

    passphrase: str = field(default="", repr=False)
    receipt_secret: str = field(repr=False)


@dataclass(frozen=True, slots=True)
class ChainEnd:
    """Where the chain of a branch stands: the last sequence (0: none yet) and its package.

    Of a branch that made none yet it is the last one that its data know of.
    """

    sequence: int = 0
    package_id: str = ""

    @property
    def next_sequence(self) -> int:
        """The sequence of the package to be made next."""
        return self.sequence + 1


@dataclass(frozen=True, slots=True)
class SentCopy:
    """A copy of a package that was written and read back: where to, and when."""

    id: str
    package_id: str
    place: str
    written_at: datetime


@dataclass(frozen=True, slots=True)
class Remark:
    """What the superior says of a report, and the place that it speaks of, often empty."""

    text: str
    where: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Receipt:
    """What the superior said of a package: ``at`` by its clock, ``entered_at`` by ours.

    ``by_code``: it is believed for its code alone, and no file is kept: the code was read out
    over the telephone, or stood in a file that no known superior signed.
    """

    id: str
    package_id: str
    kind: ReceiptKind
    at: datetime
    remarks: tuple[Remark, ...] = ()
    entered_at: datetime
    by_code: bool = False

    @property
    def unsigned(self) -> bool:
        """Whether it came as a file that no known superior signed.

        Such a file is older than its entry, whatever time it claims; a code that is typed is not.
        """
        return self.by_code and self.at < self.entered_at


_SENT = """
SELECT package_id, install_id, branch_id, sequence, previous, period, closing_id, correction,
       file_name, sha256, check_code, superior_id, made_at
FROM sent_packages
"""


def own_keys(store: "Store", kind: KeyKind) -> tuple[OwnKey, ...]:
    """The keys of a kind, the newest first, retired ones among them."""
    rows = store.read(
        "SELECT id, kind, public, secret, made_at, retired_at FROM own_keys WHERE kind = ?"
        " ORDER BY rowid DESC",
        (kind,),
    )
    return tuple(
        OwnKey(
            id=row[0],
            kind=row[1],
            public=row[2],
            secret=row[3],
            made_at=datetime.fromisoformat(row[4]),
            retired_at=instant(row[5]),
        )
        for row in rows
    )


def own_key(store: "Store", kind: KeyKind) -> OwnKey | None:
    """The key of a kind in force, or none when none was made yet."""
    return next((key for key in own_keys(store, kind) if key.retired_at is None), None)


def superiors(store: "Store") -> tuple[Superior, ...]:
    """Every superior ever connected, each version of it, the newest first."""
    rows = store.read(
        "SELECT id, name, level, salutation, code, deadline, plan_id, signing_public,"
        " sealing_public, number, installed_at, retired_at FROM superiors ORDER BY rowid DESC"
    )
    return tuple(
        Superior(
            id=row[0],
            name=row[1],
            level=row[2],
            salutation=row[3],
            code=row[4],
            deadline=json.loads(row[5]),
            plan_id=row[6],
            signing_public=row[7],
            sealing_public=row[8],
            number=row[9],
            installed_at=datetime.fromisoformat(row[10]),
            retired_at=instant(row[11]),
        )
        for row in rows
    )


def superior(store: "Store") -> Superior | None:
    """The superior in force, or none when none is connected."""
    return next((one for one in superiors(store) if one.retired_at is None), None)


def superior_content(store: "Store", superior_id: str) -> bytes:
    """The bytes of the connection file that a superior came with.

    Raises:
        KeyError: no such superior.
    """
    return _bytes(store, "SELECT content FROM superiors WHERE id = ?", superior_id)


def chain_end(store: "Store", *, install_id: str, branch_id: str) -> ChainEnd:
    """The last package that a branch of an installation made.

    A restored store begins a branch and goes on from the last package that its backup holds, so
    that the first one of the branch names where it parted.
    """
    rows = store.read(
        "SELECT sequence, package_id FROM sent_packages WHERE install_id = ?1"
        " ORDER BY branch_id = ?2 DESC, rowid DESC LIMIT 1",
        (install_id, branch_id),
    )
    return ChainEnd(*rows[0]) if rows else ChainEnd()


def sent_packages(store: "Store", period: str | None = None) -> tuple[SentPackage, ...]:
    """The packages made for a period, or all, in the order in which they were made."""
    rows = store.read(
        f"{_SENT} WHERE ?1 IS NULL OR period = ?1 ORDER BY rowid",
        (period,),
    )
    return tuple(_sent(row) for row in rows)


def sent_package(store: "Store", package_id: str) -> SentPackage | None:
    """The package with an identity, or none when this store never made it."""
    rows = store.read(f"{_SENT} WHERE package_id = ?", (package_id,))
    return _sent(rows[0]) if rows else None


def sent_content(store: "Store", package_id: str) -> bytes:
    """The bytes of the sealed file, to be written again as they were.

    Raises:
        KeyError: no such package.
    """
    return _bytes(store, "SELECT content FROM sent_packages WHERE package_id = ?", package_id)


def sent_secrets(store: "Store", package_id: str) -> SentSecrets:
    """What only the sender may know of a package.

    Raises:
        KeyError: no such package.
    """
    rows = store.read(
        "SELECT passphrase, receipt_secret FROM sent_packages WHERE package_id = ?", (package_id,)
    )
    if not rows:
        raise KeyError(package_id)
    return SentSecrets(passphrase=rows[0][0], receipt_secret=rows[0][1])


def sent_copies(store: "Store", package_id: str) -> tuple[SentCopy, ...]:
    """Where a package was written to, in order."""
    rows = store.read(
        "SELECT id, package_id, place, written_at FROM sent_copies WHERE package_id = ?"
        " ORDER BY rowid",
        (package_id,),
    )
    return tuple(SentCopy(row[0], row[1], row[2], datetime.fromisoformat(row[3])) for row in rows)


def receipts(
    store: "Store", *, package_id: str | None = None, period: str | None = None
) -> tuple[Receipt, ...]:
    """The receipts of a package, of a period's packages, or all, in the order of entry."""
    rows = store.read(
        "SELECT r.id, r.package_id, r.kind, r.at, r.remarks, r.entered_at, r.content IS NULL"
        " FROM receipts r JOIN sent_packages s ON s.package_id = r.package_id"
        " WHERE (?1 IS NULL OR r.package_id = ?1) AND (?2 IS NULL OR s.period = ?2)"
        " ORDER BY r.rowid",
        (package_id, period),
    )
    return tuple(
        Receipt(
            id=row[0],
            package_id=row[1],
            kind=row[2],
            at=datetime.fromisoformat(row[3]),
            remarks=read_remarks(row[4]),
            entered_at=datetime.fromisoformat(row[5]),
            by_code=bool(row[6]),
        )
        for row in rows
    )


def receipt_content(store: "Store", receipt_id: str) -> bytes | None:
    """The bytes of a receipt's file; none for one that came by telephone.

    Raises:
        KeyError: no such receipt.
    """
    rows = store.read("SELECT content FROM receipts WHERE id = ?", (receipt_id,))
    if not rows:
        raise KeyError(receipt_id)
    return None if rows[0][0] is None else bytes(rows[0][0])


def read_remarks(text: str) -> tuple[Remark, ...]:
    """Remarks as a column holds them."""
    return tuple(Remark(one["text"], one["where"]) for one in json.loads(text))


def instant(text: str | None) -> datetime | None:
    """An instant as a column holds it, or none."""
    return datetime.fromisoformat(text) if text else None


def _sent(row: tuple[Any, ...]) -> SentPackage:
    return SentPackage(
        package_id=row[0],
        install_id=row[1],
        branch_id=row[2],
        sequence=row[3],
        previous=row[4],
        period=row[5],
        closing_id=row[6],
        correction=row[7],
        file_name=row[8],
        sha256=row[9],
        check_code=row[10],
        superior_id=row[11],
        made_at=datetime.fromisoformat(row[12]),
    )


def _bytes(store: "Store", sql: str, key: str) -> bytes:
    rows = store.read(sql, (key,))
    if not rows:
        raise KeyError(key)
    return bytes(rows[0][0])
