"""The audit chain: append-only, each entry hashed over the one before.

Numbers, codes, dates and identities stand in clear. Free text stands as a salted hash
and its length only, so that a name typed by mistake can be erased from rows and undo
while the chain stays whole; dropping the entry's salt makes the hash meaningless.
"""

import json
import os
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import TYPE_CHECKING

from desktop.db import log_gaps
from desktop.db.rows import RowChange, StoredValue

if TYPE_CHECKING:
    from hashlib import _Hash as Hash

    from sqlcipher3.dbapi2 import Connection

GENESIS = "0" * 64
CHANGES_IN_FULL = 1000
"""A write of more changes is recorded by its counts per table and one digest."""

# In clear: numbers, codes, dates, instants, identities. What is not listed counts as free text.
CLEAR_COLUMNS = frozenset(
    {
        "accepted_at",
        "active_from",
        "active_until",
        "added_at",
        "amounts",
        "at",
        "attendance",
        "authority",
        "baseline",
        "branch_id",
        "category",
        "check_code",
        "chosen_from",
        "claimed_at",
        "clock_suspect",
        "closed_at",
        "closed_by",
        "closing_id",
        "code",
        "commune_wide",
        "confirmation",
        "correction",
        "count",
        "counted_on",
        "created_at",
        "created_order",
        "deadline",
        "deleted_at",
        "drug_prevention",
        "due",
        "end_day",
        "end_state",
        "entered_at",
        "entry_id",
        "first_day",
        "first_seq",
        "followed_up_on",
        "format_id",
        "founded_on",
        "founded_year",
        "from_month",
        "group_id",
        "held_on",
        "hidden",
        "holds",
        "households",
        "id",
        "install_id",
        "installed_at",
        "is_default",
        "issued_on",
        "kind",
        "kind_id",
        "last_seq",
        "lead_body_id",
        "left_at",
        "level",
        "list",
        "made_at",
        "measured",
        "member_id",
        "members",
        "model_id",
        "month",
        "number",
        "objective",
        "officer",
        "on_date",
        "other_id",
        "package_id",
        "period",
        "places",
        "plan_id",
        "population",
        "position",
        "previous",
        "public",
        "reception_id",
        "reopen_kind",
        "reopened_at",
        "reply_to",
        "reported_in",
        "retired_at",
        "role",
        "rule_id",
        "sealing_public",
        "section",
        "sensitive",
        "seq",
        "sequence",
        "series",
        "session_id",
        "sha256",
        "signature",
        "signer_public",
        "signing_public",
        "since",
        "snapshot_sha256",
        "start_time",
        "state",
        "status",
        "successor_code",
        "superior_id",
        "table_id",
        "target",
        "task",
        "thresholds",
        "ticked",
        "undone_at",
        "undone_by",
        "unit_code",
        "valid_from",
        "valid_until",
        "value",
        "verdict",
        "written_at",
        "year",
    }
)
# Made from other columns or named by their hash; recorded through those.
DERIVED_COLUMNS = frozenset({"identity", "folded", "sort_key", "snapshot", "figures", "manifest"})
# Settings are numbers and codes, but for these; texts of papers have tables of their own.
CLEAR_TABLES = frozenset({"settings", "store_facts"})
WORDED_SETTINGS = frozenset(
    {"plan_unit", "connection_level", "connection_salutation", "moved_to", "refused_files"}
)
# Named as codes are elsewhere, typed freely here.
_TYPED = {
    "residential_groups": frozenset({"kind"}),
    "expected_units": frozenset({"kind"}),
    "issued_papers": frozenset({"series"}),
    "sessions": frozenset({"start_time"}),
    "superiors": frozenset({"level"}),
}


@dataclass(frozen=True, slots=True)
class AuditHead:
    """The newest entry of the chain: what the next one is hashed over."""

    seq: int = 0
    hash: str = GENESIS


@dataclass(frozen=True, slots=True)
class AuditEntry:
    """One entry as it is read back; ``details`` is the parsed JSON."""

    seq: int
    at: datetime
    officer: str
    action: str
    details: Mapping[str, object]
    hash: str


def is_clear(table: str, column: str, name: str = "") -> bool:
    """Whether a column stands in the log in clear; ``name`` is the name of a setting."""
    if table in CLEAR_TABLES:
        return column != "value" or name not in WORDED_SETTINGS
    return column in CLEAR_COLUMNS and column not in _TYPED.get(table, ())


def read_head(connection: "Connection") -> AuditHead:
    """The head of the chain in the store."""
    row = connection.execute("SELECT seq, hash FROM audit ORDER BY seq DESC LIMIT 1").fetchone()
    return AuditHead(*row) if row else AuditHead()


def append(
    connection: "Connection",
    head: AuditHead,
    *,
    at: datetime,
    officer: str,
    action: str,
    changes: Iterable[RowChange] = (),
    facts: Mapping[str, StoredValue] | None = None,
) -> AuditHead:
    """Write the next entry inside the open transaction and return the new head."""
    salt = os.urandom(16).hex()
    details = dict(facts or {}) | _described(tuple(changes), salt)
    text = json.dumps(details, ensure_ascii=False, sort_keys=True, separators=(",", ":"))
    seq, instant = head.seq + 1, at.astimezone(UTC).isoformat()
    link = entry_hash(head.hash, seq=seq, at=instant, officer=officer, action=action, details=text)
    connection.execute(
        "INSERT INTO audit (seq, at, officer, action, details, previous, hash)"
        " VALUES (?, ?, ?, ?, ?, ?, ?)",
        (seq, instant, officer, action, text, head.hash, link),
    )
    connection.execute("INSERT INTO audit_salts (seq, salt) VALUES (?, ?)", (seq, salt))
    return AuditHead(seq, link)


def _sha256(data: bytes) -> "Hash":
    # Not small, and reading needs none: imported at the first write.
    from hashlib import sha256

    return sha256(data)


def entry_hash(previous: str, *, seq: int, at: str, officer: str, action: str, details: str) -> str:
    """SHA-256 over the previous hash and the canonical JSON of the entry."""
    body = json.dumps([seq, at, officer, action, details], ensure_ascii=False)
    return _sha256(f"{previous}\n{body}".encode()).hexdigest()


def text_hash(salt: str, *, table: str, key: str, column: str, text: str) -> str:
    """The salted hash that stands for a free text of a row."""
    return _sha256(f"{salt}\n{table}\n{key}\n{column}\n{text}".encode()).hexdigest()


def entries(
    connection: "Connection", *, before: int | None = None, limit: int = 200
) -> tuple[AuditEntry, ...]:
    """A page of the chain, the newest first; ``before`` is the last ``seq`` already read."""
    rows = connection.execute(
        "SELECT seq, at, officer, action, details, hash FROM audit"
        " WHERE ?1 IS NULL OR seq < ?1 ORDER BY seq DESC LIMIT ?2",
        (before, limit),
    )
    return tuple(
        AuditEntry(seq, datetime.fromisoformat(at), officer, action, json.loads(details), link)
        for seq, at, officer, action, details, link in rows
    )


def first_broken(connection: "Connection") -> int | None:
    """The first ``seq`` at which the chain is broken (changed, missing, out of line), or none.

    An entry that lost its salt, or a word, is broken too, unless a signed erasure names it.
    """
    previous, expected = GENESIS, 1
    redacted: dict[int, frozenset[str]] | None = None
    rows = connection.execute(
        "SELECT seq, at, officer, action, details, previous, hash FROM audit ORDER BY seq"
    )
    for seq, at, officer, action, details, stored_previous, link in rows:
        made = entry_hash(previous, seq=seq, at=at, officer=officer, action=action, details=details)
        if seq != expected or stored_previous != previous:
            return expected
        if made != link:
            redacted = log_gaps.redacted_hashes(connection) if redacted is None else redacted
            if made not in redacted.get(seq, ()):
                return expected
        previous, expected = link, seq + 1
    return log_gaps.first_unexplained(connection)


def _described(changes: tuple[RowChange, ...], salt: str) -> dict[str, object]:
    if not changes:
        return {}
    if len(changes) > CHANGES_IN_FULL:
        return {"counts": _counts(changes), "digest": _digest(changes, salt)}
    return {"changes": [_described_row(change, salt) for change in changes]}


def _described_row(change: RowChange, salt: str) -> dict[str, object]:
    clear: dict[str, list[StoredValue]] = {}
    texts: dict[str, list[list[str | int] | None]] = {}
    before, after = change.before or {}, change.after or {}
    for column in after or before:
        old, new = before.get(column), after.get(column)
        if column in DERIVED_COLUMNS or old == new or {old, new} == {None, ""}:
            continue
        if is_clear(change.table, column, change.key_text):
            clear[column] = [old, new]
        else:
            texts[column] = [_sealed(change, salt, column, value) for value in (old, new)]
    row: dict[str, object] = {"table": change.table, "id": change.key_text, "kind": change.kind}
    return row | ({"values": clear} if clear else {}) | ({"texts": texts} if texts else {})


def _sealed(
    change: RowChange, salt: str, column: str, value: StoredValue
) -> list[str | int] | None:
    if value is None:
        return None
    # The bytes of a sent file may be many: their hexadecimal text is short work.
    text = value.hex() if isinstance(value, bytes) else str(value)
    return [
        text_hash(salt, table=change.table, key=change.key_text, column=column, text=text),
        len(value) if isinstance(value, bytes) else len(text),
    ]


def _counts(changes: tuple[RowChange, ...]) -> dict[str, dict[str, int]]:
    counts: dict[str, dict[str, int]] = {}
    for change in changes:
        of_table = counts.setdefault(change.table, {})
        of_table[change.kind] = of_table.get(change.kind, 0) + 1
    return counts


def _digest(changes: tuple[RowChange, ...], salt: str) -> str:
    made = _sha256(salt.encode())
    for change in changes:
        made.update(repr((change.table, change.key, change.before, change.after)).encode())
    return made.hexdigest()
