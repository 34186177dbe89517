"""How receptions, their packages, decisions, units and their keys become rows.

Nothing of a package is read or judged here: whoever saves it has verified it.
"""

import json
from datetime import datetime

from desktop.db.exchange_saving import column_of, columns_of, remarks_text
from desktop.db.received_queries import (
    Decision,
    PrintedTotals,
    ReceivedContent,
    ReceivedPackage,
    Reception,
    UnitReply,
)
from desktop.db.unit_queries import UnitKey
from desktop.db.writing import Write
from desktop.domain.expected_units import ExpectedUnit
from desktop.domain.text import nfc, tidy


def save_reception(write: Write, reception: Reception) -> None:
    """Stores a reception, before the packages that it brings.

    Raises:
        RowRefusedError: another one has its name.
    """
    row = {name: value for name, value in columns_of(reception).items() if name != "packages"}
    write.put("receptions", row)


def undo_reception(write: Write, reception_id: str, *, at: datetime, officer: str) -> None:
    """Takes a reception back: what it alone brought counts no longer, and nothing is removed."""
    row = {"id": reception_id, "undone_at": column_of(at), "undone_by": officer}
    write.put("receptions", row)


def save_received(write: Write, package: ReceivedPackage, content: ReceivedContent) -> None:
    """Stores a verified package as a reception brought it; bytes that lie here already stay.

    Raises:
        RowRefusedError: its reception was not stored, or it says what no package may say.
    """
    if not write.holds("received_contents", package.package_id):
        signed = {"package_id": package.package_id, **columns_of(content)}
        write.put("received_contents", signed)
    row = {name: column_of(value) for name, value in package._asdict().items()}
    write.put("received_packages", row)


def save_decision(write: Write, decision: Decision) -> None:
    """Stores a verdict on a package; it is withdrawn as any row is softly deleted."""
    names = decision.chosen_from
    row = {
        **columns_of(decision),
        "reason": column_of(nfc(decision.reason).strip()),
        "chosen_from": "" if names is None else json.dumps(names),
    }
    write.put("package_decisions", row)


def save_unit_key(write: Write, key: UnitKey) -> None:
    """Stores a key as trusted for its unit."""
    write.put("unit_keys", columns_of(key))


def save_reply(write: Write, reply: UnitReply) -> None:
    """Stores what was answered to a package."""
    write.put("unit_replies", {**columns_of(reply), "remarks": remarks_text(reply.remarks)})


def withdraw_reply(write: Write, reply_id: str, *, at: datetime) -> None:
    """Takes an answer back that no longer holds; its row stays."""
    write.put("unit_replies", {"id": reply_id, "deleted_at": column_of(at)})


def save_expected_unit(write: Write, unit: ExpectedUnit, *, unit_id: str) -> None:
    """Stores a unit that reports here.

    Raises:
        RowRefusedError: another row of the list has its code and first day.
    """
    row = {"id": unit_id, **columns_of(unit), "name": column_of(tidy(unit.name))}
    write.put("expected_units", row)


def save_printed_totals(write: Write, totals: PrintedTotals) -> None:
    """Stores the totals that a paper was printed with."""
    write.put("printed_totals", columns_of(totals))
