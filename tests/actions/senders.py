"""Communes that send, made in a moment: snapshots signed and sealed in the process."""

from dataclasses import dataclass, field, replace
from datetime import UTC, date, datetime
from functools import cache
from hashlib import sha256
from pathlib import Path

from desktop.actions.deciding import accept_unit
from desktop.actions.desk import Desk
from desktop.domain.periods import Period, parse_period
from desktop.domain.snapshot import PlanLine, Snapshot, snapshot_bytes
from desktop.domain.snapshot_making import build_snapshot
from desktop.exchange.file_names import package_name
from desktop.exchange.keys import OwnKeys, PublicKeys, SealingKey, SigningKey
from desktop.exchange.package import (
    Package,
    PackageDraft,
    build_package,
    lock_package,
    seal_package,
)
from tests.domain.making import facts, group, held, model, owned

NOON = datetime(2026, 10, 16, 5, 0, tzinfo=UTC)
SINCE = date(2025, 7, 1)


@cache
def month_of(period_id: str, attendance: int, owner: str = "") -> Snapshot:
    """A small month: two groups, two sessions, one model."""
    period = parse_period(period_id)
    first = period.start
    made = facts(
        group("Thôn Đông"),
        group("Thôn Tây"),
        sessions=(
            held(first, "Thôn Đông", attendance=attendance),
            held(period.last_day, "Thôn Tây", attendance=20),
        ),
        models=(model("Tiếng kẻng", "Thôn Đông"),),
    )
    return build_snapshot(owned(made, owner) if owner else made, period, draft=False)


@cache
def keys_of(name: str) -> OwnKeys:
    """Keys of an office, the same in every run where that is possible."""
    return OwnKeys(SigningKey(sha256(name.encode()).hexdigest()), _sealing())


@cache
def _sealing() -> SealingKey:
    return SealingKey.new()


@dataclass
class Sender:
    """A commune's installation: its keys, its chain, and for whom it seals."""

    code: str
    recipient: PublicKeys | None
    name: str = "Phường Thử"
    valid_from: date = SINCE
    install: str = ""
    branch: str = "branch-1"
    key: str = ""
    sequence: int = 0
    previous: str = ""
    clock_suspect: bool = False
    plan: PlanLine | None = None
    owner: str = ""
    """Whose groups it reports; its own where that is empty."""
    sent: list[Package] = field(default_factory=list)

    @property
    def keys(self) -> OwnKeys:
        """What it signs with."""
        return keys_of(self.key or self.code)

    def clone(self, **changes: str) -> "Sender":
        """The same data on another computer, or restored: the chain goes on from here."""
        return replace(self, sent=[], **changes)  # type: ignore[arg-type]

    def package(
        self, period: str, *, attendance: int = 10, correction: int = 0, secret: str = "5e" * 32
    ) -> Package:
        """The next package of the chain."""
        snapshot = replace(
            month_of(period, attendance, self.owner or self.code),
            code=self.code,
            valid_from=self.valid_from,
            commune=self.name,
            plan=self.plan,
        )
        made = build_package(
            PackageDraft(
                snapshot=snapshot_bytes(snapshot),
                app_version="0.1.0",
                install_id=self.install or f"install-{self.code}",
                branch_id=self.branch,
                sequence=self.sequence + 1,
                previous=self.previous,
                correction=correction,
                recipient=self.recipient,
                receipt_secret=secret,
                audit_head="",
                claimed_at=NOON,
                clock_suspect=self.clock_suspect,
            ),
            self.keys,
        )
        self.sequence, self.previous = self.sequence + 1, made.package_id
        self.sent.append(made)
        return made

    def send(self, folder: Path, period: str, *, attendance: int = 10, correction: int = 0) -> Path:
        """The next package as a file in a folder."""
        return written(folder, self.package(period, attendance=attendance, correction=correction))


def written(folder: Path, package: Package, *, passphrase: str = "", name: str = "") -> Path:
    """A package as a file: sealed for its recipient, or locked."""
    folder.mkdir(parents=True, exist_ok=True)
    recipient = package.manifest.recipient
    data = (
        lock_package(package, passphrase)
        if recipient is None
        else seal_package(package, (recipient.age, package.manifest.reply_to))
    )
    path = folder / (name or package_name(package.manifest))
    path.write_bytes(data)
    return path


def months(*names: str) -> tuple[Period, ...]:
    """Periods by their ids."""
    return tuple(parse_period(name) for name in names)


def accepted(desk: Desk, sender: Sender) -> None:
    """The first package of a sender is accepted by the code on its slip."""
    outcome = accept_unit(desk, sender.code, sender.sent[0].check_code)
    assert outcome.done
    assert outcome.value is not None
