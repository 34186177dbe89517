"""Short ways to make keys, snapshots, packages and receipts for tests."""

from dataclasses import replace
from datetime import UTC, date, datetime
from decimal import Decimal
from functools import cache

from desktop.domain.objective_results import ObjectiveState
from desktop.domain.objective_store import StoredFigure
from desktop.domain.periods import month_period
from desktop.domain.plans import ObjectiveKind
from desktop.domain.snapshot import Snapshot, snapshot_bytes
from desktop.domain.snapshot_making import build_snapshot
from desktop.exchange.heads import FileKind
from desktop.exchange.keys import OwnKeys, PublicKeys, SigningKey
from desktop.exchange.manifest import Manifest
from desktop.exchange.package import Package, PackageDraft, build_package
from desktop.exchange.practice import PracticeOffices, practice_offices
from desktop.exchange.receipt import Receipt, ReceiptKind, Remark, receipt_for
from desktop.paths import resource
from tests.domain.making import facts, group, held, model

SECRET = "5e" * 32
NOON = datetime(2026, 10, 16, 5, 0, tzinfo=UTC)
HEAD = FileKind.PACKAGE.head
LENGTH_AT, MANIFEST_AT = 64, 68


@cache
def offices() -> PracticeOffices:
    """A commune and its superior, with the keys of practice."""
    return practice_offices(resource("practice/superior.json").read_bytes())


def commune() -> OwnKeys:
    """The keys of the commune that sends."""
    return offices().commune


def superior() -> OwnKeys:
    """The keys of the superior that receives."""
    return offices().superior


@cache
def stranger() -> OwnKeys:
    """Keys that nobody knows; its age key is not used to seal."""
    return OwnKeys(SigningKey("ab" * 32), commune().sealing)


@cache
def october(*, draft: bool = False) -> Snapshot:
    """A small month with something in most of its lists."""
    made = build_snapshot(
        facts(
            group("Tổ dân phố Ế"),
            group("Thôn Đông"),
            sessions=(held(date(2026, 9, 20), "Thôn Đông"), held(date(2026, 10, 1))),
            models=(model("Tiếng kẻng", "Thôn Đông"),),
        ),
        month_period(2026, 10),
        draft=draft,
    )
    figure = StoredFigure("4a", ObjectiveKind.FREQUENCY, ObjectiveState.MET, 9, 9, Decimal("95.5"))
    return replace(made, objectives_before=(figure,))


def package_draft(
    *,
    snapshot: bytes | None = None,
    sequence: int = 1,
    previous: str = "",
    recipient: PublicKeys | None = None,
    passphrase: bool = False,
) -> PackageDraft:
    """What the commune sends for October 2026; to the superior unless ``passphrase``."""
    return PackageDraft(
        snapshot=snapshot_bytes(october()) if snapshot is None else snapshot,
        app_version="0.1.0",
        install_id="install-1",
        branch_id="branch-1",
        sequence=sequence,
        previous=previous,
        correction=0,
        recipient=None if passphrase else recipient or superior().public,
        receipt_secret=SECRET,
        audit_head="",
        claimed_at=NOON,
        clock_suspect=False,
    )


@cache
def package() -> Package:
    """The commune's first package, for October 2026."""
    return build_package(package_draft(), commune())


def receipt(
    kind: ReceiptKind = ReceiptKind.RETURNED, *, manifest: Manifest | None = None
) -> Receipt:
    """The superior's answer to that package, with a remark."""
    return receipt_for(
        package().package_id,
        manifest or package().manifest,
        kind=kind,
        at=NOON,
        superior="Thành phố Thử Nghiệm",
        keys=superior(),
        remarks=(Remark("Xem lại số buổi\ncủa Thôn Đông.", "activity"),),
    )


def parts(content: bytes) -> tuple[bytes, bytes]:
    """The manifest and the packed snapshot inside signed content."""
    end = MANIFEST_AT + int.from_bytes(content[LENGTH_AT:MANIFEST_AT])
    return content[MANIFEST_AT:end], content[end:]


def signed(manifest: bytes, packed: bytes, key: SigningKey) -> bytes:
    """Signed content of a manifest and a packed snapshot, whatever they are."""
    inner = len(manifest).to_bytes(4) + manifest + packed
    return key.sign(b"so138-package\0" + HEAD + inner) + inner
