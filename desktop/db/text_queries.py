"""What the officer wrote into papers, and the forms that the committee keeps of its own."""

from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from desktop.db.store import Store


@dataclass(frozen=True, slots=True)
class StoredText:
    """The officer's text of a section.

    ``carried``: it was taken over from the period before and nobody looked at it since.
    ``made_from`` is the canonical text of the figures that its numbers were taken from.
    """

    id: str
    section: str
    text: str
    carried: bool
    made_from: str


def stored_texts(store: "Store", kind: str, period: str) -> dict[str, StoredText]:
    """The officer's own texts of one paper, by section."""
    rows = store.read(
        "SELECT id, section, text, state = 'carried', made_from FROM report_texts"
        " WHERE kind = ? AND period = ? ORDER BY section",
        (kind, period),
    )
    return {row[1]: StoredText(row[0], row[1], row[2], bool(row[3]), row[4]) for row in rows}


def own_forms(store: "Store") -> dict[str, str]:
    """The content of the committee's own forms, by name."""
    return dict(store.read("SELECT kind, content FROM own_forms ORDER BY kind"))
