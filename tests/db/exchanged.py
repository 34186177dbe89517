"""Keys, packages and receptions for the tests of the store."""

from datetime import UTC, datetime, timedelta
from hashlib import sha256
from typing import Any

from desktop.db import queries
from desktop.db.exchange_queries import OwnKey, SentPackage, SentSecrets, Superior
from desktop.db.exchange_saving import save_sent
from desktop.db.received_queries import ReceivedContent, ReceivedPackage, Reception
from desktop.db.received_saving import save_received, save_reception
from desktop.db.store import Store
from desktop.db.writing import Write

AT = datetime(2026, 10, 16, 3, 0, tzinfo=UTC)
INSTALL, BRANCH = "install-1", "branch-1"
SECRET, PASSPHRASE, RECEIPT_SECRET = "5ec12e7a" * 8, "4821 7730 5519 0642", "beef" * 16


def digest(text: str) -> str:
    """An identity as packages have it, made from a word."""
    return sha256(text.encode()).hexdigest()


def own_key(key_id: str = "k1", **values: Any) -> OwnKey:
    row: dict[str, Any] = {
        "id": key_id,
        "kind": "signing",
        "public": digest(key_id),
        "secret": SECRET,
        "made_at": AT,
    }
    return OwnKey(**{**row, **values})


def superior(superior_id: str = "s1", **values: Any) -> Superior:
    row: dict[str, Any] = {
        "id": superior_id,
        "name": "Ban Chỉ đạo 138 tỉnh",
        "level": "province",
        "deadline": {"month": 17},
        "plan_id": "hue-302",
        "signing_public": digest("signs"),
        "sealing_public": "age1superior",
        "number": 1,
        "installed_at": AT,
    }
    return Superior(**{**row, **values})


def put_closing(write: Write, closing_id: str = "c1", period: str = "2026-10") -> None:
    write.put(
        "closings",
        {
            "id": closing_id,
            "period": period,
            "first_day": "2026-09-15",
            "end_day": "2026-10-15",
            "closed_at": AT,
            "closed_by": "o1",
            "snapshot": b"{}",
            "snapshot_sha256": digest("{}"),
        },
    )


def sent(sequence: int = 1, **values: Any) -> SentPackage:
    row: dict[str, Any] = {
        "package_id": digest(f"sent {sequence}"),
        "install_id": INSTALL,
        "branch_id": BRANCH,
        "sequence": sequence,
        "previous": digest(f"sent {sequence - 1}") if sequence > 1 else "",
        "period": "2026-10",
        "closing_id": "c1",
        "correction": 0,
        "file_name": f"S138_19753_202610_{sequence:04d}.s138",
        "sha256": digest(f"file {sequence}"),
        "check_code": "12344-56780-90123-45670-11112",
        "superior_id": None,
        "made_at": AT,
    }
    return SentPackage(**{**row, **values})


def put_sent(write: Write, *packages: SentPackage) -> None:
    for package in packages:
        content = b"SO138P" + package.package_id.encode()
        secrets = SentSecrets(passphrase=PASSPHRASE, receipt_secret=RECEIPT_SECRET)
        save_sent(write, package, content=content, secrets=secrets)


def received(name: str, reception_id: str = "r1", **values: Any) -> ReceivedPackage:
    row: dict[str, Any] = {
        "reception_id": reception_id,
        "package_id": digest(name),
        "file_name": f"{name}.s138",
        "unit_code": "19753",
        "valid_from": "2025-07-01",
        "unit_name": "Phường Phú Xuân",
        "install_id": INSTALL,
        "branch_id": BRANCH,
        "sequence": 1,
        "previous": "",
        "period": "2026-10",
        "correction": 0,
        "signer_public": digest("signer"),
        "reply_to": "age1commune",
        "check_code": "12344-56780-90123-45670-11112",
        "claimed_at": "2026-10-16T02:00:00+00:00",
        "at": AT,
    }
    return ReceivedPackage(**{**row, **values})


def content_of(name: str) -> ReceivedContent:
    return ReceivedContent(f"manifest of {name}".encode(), f"\x00packed {name}".encode(), "ab" * 64)


def receive(store: Store, number: int, *names: str, **values: Any) -> str:
    """Takes packages in as one reception, each reception a minute after the one before."""
    reception_id, at = f"r{number}", AT + timedelta(minutes=number)
    with store.writing(action="receive", label="r", officer="o1") as write:
        reception = Reception(id=reception_id, name=f"TN {number}", at=at, officer="o1")
        save_reception(write, reception)
        for name in names:
            package = received(name, reception_id, at=at, **values)
            save_received(write, package, content_of(name))
    return reception_id


def newest_changes(store: Store) -> list[Any]:
    """What the newest entry of the log says of the rows."""
    (entry,) = queries.log_entries(store, limit=1)
    found = entry.details["changes"]
    assert isinstance(found, list)
    return found
