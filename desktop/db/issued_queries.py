"""Reading the register of issued papers."""

import json
from datetime import date
from typing import TYPE_CHECKING

# The domain's values are imported where rows are read: the window opens without.
if TYPE_CHECKING:
    from desktop.db.store import Store
    from desktop.domain.issued import IssuedPaper

_PAPERS = """
SELECT id, kind, number, series, issued_on, period, closing_id, subject, signer, recipients, note,
       about, words
FROM issued_papers WHERE deleted_at IS NULL ORDER BY issued_on, number, rowid
"""


def issued_papers(store: "Store") -> "tuple[IssuedPaper, ...]":
    """Every paper in the register, by date and number; withdrawn ones are left out."""
    tables = frozenset({"issued_papers"})
    return store.remembered("issued papers", tables, lambda: _read(store))


def _read(store: "Store") -> "tuple[IssuedPaper, ...]":
    from desktop.domain.issued import IssuedPaper

    return tuple(
        IssuedPaper(
            id=row[0],
            kind=row[1],
            number=row[2],
            series=row[3],
            issued_on=date.fromisoformat(row[4]),
            period=row[5],
            closing_id=row[6],
            subject=row[7],
            signer=row[8],
            recipients=tuple(json.loads(row[9])),
            note=row[10],
            about=row[11],
            words=row[12],
        )
        for row in store.read(_PAPERS)
    )
