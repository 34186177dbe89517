"""Gaps in the salts of the log: which ones a signed erasure explains."""

import json
from collections.abc import Iterable, Iterator, Mapping
from typing import TYPE_CHECKING

from desktop.domain.canonical import to_bytes

if TYPE_CHECKING:
    from sqlcipher3.dbapi2 import Connection

ERASE = "erase"
"""The action of the entry that explains missing salts."""
_FACTS = ("entries", "places", "signer", "snapshots")
_REDACTED = "redacted"


def gap_text(facts: Mapping[str, object]) -> bytes:
    """What the signature of an erasure's entry covers."""
    return b"so138-erasure\0" + to_bytes({k: v for k, v in facts.items() if k != "signature"})


def spans_of(numbers: Iterable[int]) -> str:
    """ "3,5-8": numbers in order, neighbours drawn together."""
    spans: list[list[int]] = []
    for one in sorted(numbers):
        if spans and one == spans[-1][1] + 1:
            spans[-1][1] = one
        else:
            spans.append([one, one])
    return ",".join(f"{a}" if a == b else f"{a}-{b}" for a, b in spans)


def numbers_of(spans: str) -> frozenset[int]:
    """The numbers that :func:`spans_of` wrote."""
    found: set[int] = set()
    for span in spans.split(",") if spans else ():
        first, _dash, last = span.partition("-")
        found.update(range(int(first), int(last or first) + 1))
    return frozenset(found)


def first_unexplained(connection: "Connection") -> int | None:
    """The first entry whose salt is missing although no signed erasure says so; or none."""
    rows = connection.execute(
        "SELECT a.seq FROM audit a LEFT JOIN audit_salts s ON s.seq = a.seq"
        " WHERE s.seq IS NULL ORDER BY a.seq"
    ).fetchall()
    missing = [int(row[0]) for row in rows]
    explained = _explained(connection) if missing else frozenset()
    return next((seq for seq in missing if seq not in explained), None)


def redacted_hashes(connection: "Connection") -> dict[int, frozenset[str]]:
    """What signed erasures say that entries hash to now, since words were taken out of them."""
    found: dict[int, frozenset[str]] = {}
    for details in _signed(connection):
        for seq, made in json.loads(str(details.get(_REDACTED, "{}"))).items():
            found[int(seq)] = found.get(int(seq), frozenset()) | {str(made)}
    return found


def _signed(connection: "Connection") -> Iterator[Mapping[str, object]]:
    """What the entries of erasures say whose signature holds."""
    for row in connection.execute("SELECT details FROM audit WHERE action = ?", (ERASE,)):
        details = json.loads(row[0])
        if _holds(details):
            yield details


def _holds(details: Mapping[str, object]) -> bool:
    """Whether the entry of an erasure bears a signature that fits what it says."""
    from cryptography.exceptions import InvalidSignature
    from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PublicKey

    names = (*_FACTS, _REDACTED) if _REDACTED in details else _FACTS
    facts = {name: details.get(name) for name in names}
    try:
        key = Ed25519PublicKey.from_public_bytes(bytes.fromhex(str(facts["signer"])))
        key.verify(bytes.fromhex(str(details.get("signature"))), gap_text(facts))
    except (InvalidSignature, ValueError):
        return False
    return True


def _explained(connection: "Connection") -> frozenset[int]:
    found: frozenset[int] = frozenset()
    for details in _signed(connection):
        found |= numbers_of(str(details.get("entries", "")))
    return found
