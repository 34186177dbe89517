"""How a line of the register of issued papers becomes a row."""

import json

from desktop.db.writing import Write
from desktop.domain.issued import IssuedPaper


def save_issued(write: Write, paper: IssuedPaper) -> None:
    """Stores a checked paper; its year is that of its date."""
    write.put(
        "issued_papers",
        {
            "id": paper.id,
            "kind": paper.kind,
            "period": paper.period,
            "closing_id": paper.closing_id,
            "year": paper.year,
            "series": paper.series,
            "number": paper.number,
            "issued_on": paper.issued_on.isoformat(),
            "subject": paper.subject,
            "signer": paper.signer,
            "recipients": json.dumps(list(paper.recipients), ensure_ascii=False),
            "note": paper.note,
            "about": paper.about,
            "words": paper.words,
        },
    )
