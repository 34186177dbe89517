"""How keys, the superior, packages that were sent and their receipts become rows.

A write of any of these is no step of undo, whatever its action asks for.
"""

import json
from collections.abc import Iterable
from dataclasses import fields
from datetime import UTC, datetime
from typing import TYPE_CHECKING

from desktop.db.exchange_queries import (
    OwnKey,
    Receipt,
    Remark,
    SentCopy,
    SentPackage,
    SentSecrets,
    Superior,
)
from desktop.db.writing import Write

if TYPE_CHECKING:
    from _typeshed import DataclassInstance


def save_own_key(write: Write, key: OwnKey) -> None:
    """Stores a key of this office; the one before it is retired apart."""
    write.put("own_keys", columns_of(key))


def retire_own_key(write: Write, key_id: str, *, at: datetime) -> None:
    """Marks a key as no longer used for what is new; it still opens what was sealed for it."""
    write.put("own_keys", {"id": key_id, "retired_at": column_of(at)})


def save_superior(write: Write, superior: Superior, *, content: bytes) -> None:
    """Stores a superior with the bytes of its connection file; the one before is retired apart."""
    deadline = json.dumps(dict(superior.deadline), ensure_ascii=False, sort_keys=True)
    row = columns_of(superior)
    write.put("superiors", {**row, "deadline": column_of(deadline), "content": content})


def retire_superior(write: Write, superior_id: str, *, at: datetime) -> None:
    """Marks a superior as no longer reported to; what was sent to it stays."""
    write.put("superiors", {"id": superior_id, "retired_at": column_of(at)})


def save_sent(write: Write, package: SentPackage, *, content: bytes, secrets: SentSecrets) -> None:
    """Stores a package with its sealed bytes; the same identity again takes the new sealing.

    Raises:
        RowRefusedError: its closing or superior is unknown, or its place in the chain is taken.
    """
    row = columns_of(package) | columns_of(secrets)
    write.put("sent_packages", {**row, "content": content})


def save_copy(write: Write, copy: SentCopy) -> None:
    """Stores where a package was written to."""
    write.put("sent_copies", columns_of(copy))


def save_receipt(write: Write, receipt: Receipt, *, content: bytes | None) -> None:
    """Stores a receipt with the bytes of its file; none for one that came by telephone.

    Raises:
        RowRefusedError: no package of this store has the identity that it names.
    """
    row = {name: value for name, value in columns_of(receipt).items() if name != "by_code"}
    write.put("receipts", {**row, "remarks": remarks_text(receipt.remarks), "content": content})


def remarks_text(remarks: Iterable[Remark]) -> str:
    """Remarks as a column holds them."""
    lines = [{"text": column_of(one.text), "where": column_of(one.where)} for one in remarks]
    return json.dumps(lines, ensure_ascii=False)


def columns_of(value: "DataclassInstance") -> dict[str, object]:
    """The columns of a value whose fields are named as its table's columns."""
    return {one.name: column_of(getattr(value, one.name)) for one in fields(value)}


def column_of(value: object) -> object:
    """A value as a column takes it: instants in UTC; halves of letters, which none takes, as "?".

    Names of files and texts from outside may hold such halves.
    """
    if isinstance(value, str):
        return value.encode("utf-8", "replace").decode("utf-8")
    if isinstance(value, datetime):
        return value.astimezone(UTC).isoformat()
    return value
