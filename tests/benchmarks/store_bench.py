"""The store beside bare SQL on the same encrypted file: the year matrix, and saving a line."""

import hashlib
import json
import tempfile
import time
from collections.abc import Callable
from datetime import date
from itertools import count
from pathlib import Path
from statistics import median

from desktop.actions.desk import Desk
from desktop.actions.sessions import record_session
from desktop.actions.year_matrix import year_matrix
from desktop.domain.sessions import SessionDraft
from tests.benchmarks.rows import BenchRow, alternating
from tests.benchmarks.ten_years import make_ten_years

YEAR = 2026
ROUNDS = 40
_MATRIX = """
SELECT l.group_id, s.held_on FROM sessions s JOIN session_groups l ON l.session_id = s.id
WHERE s.deleted_at IS NULL AND s.status = 'held' AND s.held_on >= ? AND s.held_on < ?
"""


def measure() -> list[BenchRow]:
    """Matrix and saving, all on one store of ten years."""
    with tempfile.TemporaryDirectory() as scratch:
        desk = make_ten_years(Path(scratch) / "ten-years")
        try:
            return [*_reading(desk), *_saving(desk)]
        finally:
            desk.close()


def _reading(desk: Desk) -> list[BenchRow]:
    def bare() -> object:
        rows = desk.store.read(_MATRIX, ("2025-12-15", "2026-12-15"))
        groups = desk.store.read("SELECT id, name FROM residential_groups ORDER BY sort_key")
        return len(rows), len(groups)

    ours, plain = alternating(lambda: year_matrix(desk, YEAR), bare, rounds=15)
    return [
        BenchRow("year matrix, 100 groups / bare SQL of the same rows", ours, plain, 3),
    ]


def _saving(desk: Desk) -> list[BenchRow]:
    group = desk.store.read("SELECT id FROM residential_groups LIMIT 1")[0][0]
    entries = dict(desk.store.read("SELECT label, id FROM list_entries"))
    numbers = count()

    def ours() -> None:
        record_session(
            desk,
            SessionDraft(
                held_on=date(2026, 12, 1),
                group_ids=(group,),
                format="Hội nghị",
                topics=("Luật Phòng, chống ma túy",),
                lead_body="Công an xã",
                attendance=next(numbers),
            ),
        )

    bare = _bare_saver(desk, group=group, entries=entries)
    times: tuple[list[float], list[float]] = ([], [])
    for _round in range(ROUNDS):
        for call, taken in zip((ours, bare), times, strict=True):
            start = time.perf_counter()
            call()
            taken.append((time.perf_counter() - start) * 1000)
    return [
        BenchRow(
            "saving a line / raw SQL, same rows and audit entry",
            median(times[0]),
            median(times[1]),
            2,
        )
    ]


def _bare_saver(desk: Desk, *, group: str, entries: dict[str, str]) -> Callable[[], None]:
    """Raw statements that write the same rows and one audit entry in one commit.

    The entries go to a table of their own shape, so that the chain stays whole.
    """
    connection = desk.store.connection
    connection.execute(
        "CREATE TABLE bare_audit (seq INTEGER PRIMARY KEY, at TEXT, details TEXT, hash TEXT)"
    )
    numbers = count()

    def save() -> None:
        number = next(numbers)
        session_id = desk.ids.new()
        connection.execute("BEGIN IMMEDIATE")
        connection.execute(
            "INSERT INTO sessions (id, held_on, status, format_id, lead_body_id, attendance,"
            " folded, created_order) VALUES (?, '2026-12-01', 'held', ?, ?, ?, ?, ?)",
            (
                session_id,
                entries["Hội nghị"],
                entries["Công an xã"],
                number,
                "hoi nghi luat phong, chong ma tuy cong an xa to dan pho 1",
                number,
            ),
        )
        connection.execute("INSERT INTO session_groups VALUES (?, ?)", (session_id, group))
        connection.execute(
            "INSERT INTO session_labels VALUES (?, 'topic', 0, ?)",
            (session_id, entries["Luật Phòng, chống ma túy"]),
        )
        details = json.dumps({"id": session_id, "attendance": number, "group": group})
        digest = hashlib.sha256(details.encode()).hexdigest()
        connection.execute(
            "INSERT INTO bare_audit (at, details, hash) VALUES ('2026-12-14', ?, ?)",
            (details, digest),
        )
        connection.execute("COMMIT")

    return save
